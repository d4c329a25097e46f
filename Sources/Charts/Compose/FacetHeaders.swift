import Expressions
import Files

/// The labels of a facet's cells: as titles of the cells, and as words.
struct FacetLabelling {
    private let labels: [FacetLabels]
    private let isChinese: Bool
    private let names: FieldNames
    private let config: ChartConfiguration

    init(_ facet: FacetModel, _ context: DrawingContext) {
        labels = facet.channels.map { FacetLabels($0, context) }
        isChinese = context.names.language.isChinese
        names = context.names
        config = context.config
    }

    subscript(channel: Channel) -> FacetLabels? { labels.first { $0.definition.channel == channel } }

    /// The label that stands at the cell itself; nil where a header tells it.
    func title(_ cell: FacetCells.Cell, _ found: FacetCells, width: Double?) -> TitleBlock? {
        for label in labels where label.labelsAreTitles && label.isLabelled {
            guard let value = found.values(cell).first(where: { $0.channel.channel == label.definition.channel })
            else { continue }
            return label.block("label", value.value.label, width: width)
        }
        return nil
    }

    /// What a screen reader says of a cell.
    func spoken(_ cell: FacetCells.Cell, _ found: FacetCells) -> String {
        found.values(cell).map { channel, value in
            let name = TitlePlan(channel.header.bag, channel, nil).lines(names, config).joined(separator: " ")
            return name.isEmpty ? value.label : name + (isChinese ? "：" : ": ") + value.label
        }.joined(separator: isChinese ? "，" : ", ")
    }
}

extension FacetCells {
    /// What a cell stands for in each channel.
    func values(_ cell: Cell) -> [(channel: ChannelDefinition, value: Value)] {
        channels.compactMap { channel in
            switch channel.channel {
            case .row: cell.row.map { (channel, rows[$0]) }
            case .column: cell.column.map { (channel, columns[$0]) }
            default: cell.value.map { (channel, values[$0]) }
            }
        }
    }
}

/// What stands around the cells of a facet, once for each row or column: labels and shared axes; and the titles of
/// the labels (vega-view-transforms, trellis layout).
struct FacetHeaders {
    private let facet: FacetModel
    private let found: FacetCells
    private let cells: [ViewFrame]
    private let states: [ViewState]
    private let grid: GridLayout
    private let context: DrawingContext
    private(set) var nodes: [SceneNode] = []
    private(set) var bounds = Bounds()

    init(
        _ facet: FacetModel, _ found: FacetCells, _ cells: [ViewFrame], _ states: [ViewState], _ grid: GridLayout,
        _ context: DrawingContext
    ) {
        self.facet = facet
        self.found = found
        self.cells = cells
        self.states = states
        self.grid = grid
        self.context = context
    }

    /// A side of the grid, with the way away from it.
    private struct Side {
        let name: String
        let isRow: Bool
        let isHeader: Bool

        static let all = [
            Side(name: "left", isRow: true, isHeader: true), Side(name: "right", isRow: true, isHeader: false),
            Side(name: "top", isRow: false, isHeader: true), Side(name: "bottom", isRow: false, isHeader: false),
        ]
        var role: String { (isRow ? "row" : "column") + (isHeader ? "-header" : "-footer") }
    }

    mutating func layOut(_ labels: FacetLabelling) {
        guard !cells.isEmpty else { return }
        var edges: [String: Double] = [:]
        var headers: [SceneNode] = []
        for side in Side.all {
            var edge = margin(side)
            let items = self.items(side, labels)
            var used = edge
            for (item, taken, ownEdge) in items {
                var item = item
                let edge = ownEdge ?? edge
                if side.isRow { item.x = edge } else { item.y = edge }
                let here = taken.moved(item.x, item.y)
                bounds.add(here)
                switch side.name {
                case "left": used = min(used, here.x1.rounded(.down))
                case "right": used = max(used, here.x2.rounded(.up))
                case "top": used = min(used, here.y1.rounded(.down))
                default: used = max(used, here.y2.rounded(.up))
                }
                headers.append(.group(role: side.role, items: [item], label: nil))
            }
            edge = used
            edges[side.name] = edge
        }
        nodes = titles(edges, labels) + Self.joined(headers) + axisTitles()
    }

    /// Headers of one side are the items of one group.
    private static func joined(_ headers: [SceneNode]) -> [SceneNode] {
        var out: [SceneNode] = []
        for header in headers {
            guard case .group(let role, let items, _) = header, case .group(role, let before, _)? = out.last else {
                out.append(header)
                continue
            }
            out[out.count - 1] = .group(role: role, items: before + items, label: nil)
        }
        return out
    }

    /// Where the cells of a side end.
    private func margin(_ side: Side) -> Double {
        let last = (grid.rows - 1) * grid.columns
        var out = 0.0
        for (i, cell) in cells.enumerated() {
            let here = cell.box(isFlush: facet.layout.isFlush).moved(cell.group.x, cell.group.y)
            switch side.name {
            case "left" where i % grid.columns == 0: out = min(out, here.x1).rounded(.down)
            case "right" where i % grid.columns == grid.columns - 1: out = max(out, here.x2).rounded(.up)
            case "top" where i < grid.columns: out = min(out, here.y1).rounded(.down)
            case "bottom" where i >= last: out = max(out, here.y2).rounded(.up)
            default: break
            }
        }
        return out
    }

    /// The header of each row or column on a side: its axes, then its label.
    private func items(_ side: Side, _ labels: FacetLabelling) -> [(SceneGroup, Bounds, Double?)] {
        let label = side.isRow ? labels[.row] : labels[.column]
        let isLabelled =
            label.map { $0.isLabelled && !$0.labelsAreTitles && $0.orient("label") == side.name } ?? false
        let axes = facet.sharedAxes.filter { $0.orient == side.name }
        guard isLabelled || !axes.isEmpty else { return [] }
        return (0..<(side.isRow ? grid.rows : grid.columns)).compactMap { i in
            item(i, side, axes, isLabelled ? label : nil)
        }
    }

    private func item(_ i: Int, _ side: Side, _ axes: [AxisPlan], _ label: FacetLabels?)
        -> (SceneGroup, Bounds, Double?)?
    {
        // The nearest cell to align with, where a grid has gaps at its end.
        var at: Int
        if side.isRow {
            at = i * grid.columns + (side.isHeader ? 0 : grid.columns - 1)
            while at >= cells.count, at > i * grid.columns { at -= 1 }
        } else {
            at = (side.isHeader ? 0 : (grid.rows - 1) * grid.columns) + i
            while at >= cells.count, at >= grid.columns { at -= grid.columns }
        }
        guard cells.indices.contains(at) else { return nil }
        let cell = cells[at]
        let isPlot = if case .plot = facet.child { true } else { false }
        let line = cells.indices.filter { side.isRow ? $0 / grid.columns == i : $0 % grid.columns == i }
        let longest = line.map { side.isRow ? cells[$0].sides.1 : cells[$0].sides.0 }.max() ?? 0
        let sides = !isPlot ? (0, 0) : side.isRow ? (0, longest) : (longest, 0)
        var frame = ViewFrame(sides)
        (frame.group.width, frame.group.height) = sides
        frame.bounds.add(Bounds(0, 0, sides.0, sides.1))
        for axis in axes {
            let drawing = context.axis(standsAbove(axis) ? axis.untitled : axis, states[at], sides)
            guard let main = drawing.main else { continue }
            frame.group.children.append(main)
            frame.bounds.add(drawing.bounds)
        }
        if let label {
            let values = side.isRow ? found.rows : found.columns
            if values.indices.contains(i) {
                frame.add(label.block("label", values[i].label, width: isPlot ? longest : nil))
            }
        }
        guard !frame.group.children.isEmpty else { return nil }
        // A cell of several plots has its label at its middle.
        let middle = cell.box(isFlush: false)
        if side.isRow {
            frame.group.y = cell.group.y + (isPlot ? 0 : ((middle.y1 + middle.y2) / 2).rounded())
        } else {
            frame.group.x = cell.group.x + (isPlot ? 0 : ((middle.x1 + middle.x2) / 2).rounded())
        }
        // Vega draws the axes of a column that ends early at the bottom of the others, below a gap.
        let isEarly = context.chart.isHouse && side.name == "bottom" && at < (grid.rows - 1) * grid.columns
        return (frame.group, frame.allBounds, isEarly ? (cell.group.y + middle.y2).rounded(.up) : nil)
    }

    // MARK: - Titles

    /// True of a vertical axis whose title stands level above it, where in a facet the labels of cells are.
    private func standsAbove(_ axis: AxisPlan) -> Bool {
        guard !axis.isX, let state = states.first else { return false }
        let lookup = axis.lookup(state.scales[axis.scale], context.config)
        return lookup.own("titleAngle")?.double == 0 && lookup.own("titleY")?.double != nil
    }

    /// Such titles, once for all rows, above all that stands around the cells.
    private mutating func axisTitles() -> [SceneNode] {
        let top = min(bounds.isEmpty ? 0 : bounds.y1, cells.map { $0.allBounds.y1 + $0.group.y }.min() ?? 0)
        return facet.sharedAxes.filter(standsAbove).compactMap { axis in
            let lines = axis.title.lines(context.names, context.config)
            guard !lines.isEmpty, !axis.isDisabled, let state = states.first else { return nil }
            let lookup = axis.lookup(state.scales[axis.scale], context.config)
            var (run, style) = lookup.text("title", style: "guide-title")
            run.lines = lines
            run.align = lookup.string("titleAlign").flatMap(TextAlign.init) ?? .left
            run.baseline = "bottom"
            style.opacity = nil
            run.x = lookup.own("titleX")?.double ?? 0
            if context.config.isHouse, run.x == 0, !bounds.isEmpty { run.x = min(0, bounds.x1) }
            run.y = top - (lookup.number("titlePadding") ?? 4)
            let item = SceneItem(shape: .text(run), style: style)
            bounds.add(item.bounds)
            return .mark(SceneMark(kind: "text", role: "axis-title", items: [item]))
        }
    }

    /// The title of a channel; where the cells are facets by the same channel, theirs follows.
    private static func title(_ facet: FacetModel, _ channel: Channel, _ context: DrawingContext) -> String? {
        guard let own = facet.channel(channel) else { return nil }
        let title = FacetLabels(own, context).title
        guard case .facet(let nested) = facet.child, let below = Self.title(nested, channel, context) else {
            return title
        }
        return title.map { $0 + " / " + below } ?? below
    }

    /// The titles of rows and columns, beyond their labels.
    private mutating func titles(_ edges: [String: Double], _ labels: FacetLabelling) -> [SceneNode] {
        var out: [SceneNode] = []
        for channel in [Channel.row, .column, .facet] {
            guard let label = labels[channel], !facet.raisedTitles.contains(channel),
                let text = Self.title(facet, channel, context)
            else { continue }
            var block = label.block("title", text)
            let side = block.orient
            let isRow = side == "left" || side == "right"
            let t: Double =
                switch block.anchor {
                case "start": isRow ? 1 : 0
                case "end": isRow ? 0 : 1
                default: 0.5
                }
            block.anchor = "middle"
            var frame = ViewFrame((0, 0))
            (frame.group.width, frame.group.height) = (0, 0)
            frame.bounds.add(Bounds(0, 0, 0, 0))
            frame.add(block)
            let edge = (edges[side] ?? 0) + (side == "left" || side == "top" ? -10 : 10)
            let area = grid.bounds
            if isRow {
                (frame.group.x, frame.group.y) = (edge, (area.y1 + t * area.height).rounded())
            } else {
                (frame.group.x, frame.group.y) = ((area.x1 + t * area.width).rounded(), edge)
            }
            bounds.add(frame.allBounds.moved(frame.group.x, frame.group.y))
            out.append(.group(role: isRow ? "row-title" : "column-title", items: [frame.group], label: nil))
        }
        return out
    }
}
