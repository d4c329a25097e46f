import Diagnostics
import Expressions
import Files
import Languages

/// Draws the tree of views, from the rows of the whole chart down to those of each cell.
struct ChartDrawing {
    /// More plots than this are a report, not a chart.
    static let plotLimit = 400
    /// All marks of all plots.
    static let markLimit = 100_000

    let context: DrawingContext
    private(set) var gradients: [SceneGradient] = []
    private(set) var signs: Set<IntervalSign> = []
    var findings: [Diagnostic] = []
    private var plotCount = 0
    private var markCount = 0

    init(_ context: DrawingContext) {
        self.context = context
        gradients = context.model.gradients
    }

    /// A view with its legends and its title.
    /// - Parameters:
    ///   - outer: what the rows of this place hold in the columns of the facets around it.
    ///   - label: a facet's label, which stands where a title would.
    ///   - known: the title of the view where it was read before.
    mutating func draw(
        _ view: ViewModel, _ state: ViewState, outer: [String: DataValue] = [:], label: TitleBlock? = nil,
        title known: ChartTitle? = nil
    ) -> ViewFrame {
        var frame: ViewFrame
        let legends: [LegendPlan]
        let title: Node?
        switch view {
        case .plot(let plot):
            plotCount += 1
            markCount += plot.units.reduce(0) { $0 + state.frames[$1].main.rowCount }
            guard plotCount <= Self.plotLimit, markCount <= Self.markLimit else {
                refuse(at: plot.location)
                return ViewFrame((0, 0))
            }
            var drawing = PlotDrawing(plot, state, context, &gradients)
            signs.formUnion(drawing.signs)
            title = plot.title
            legends = context.config.isHouse ? drawing.label(plot, state, context) : plot.legends
            frame = drawing.frame
        case .facet(let facet):
            frame = self.facet(facet, state, outer)
            (legends, title) = (facet.legends.filter { !context.isTold($0, facet) }, facet.title)
        case .concat(let concat):
            frame = self.concat(concat, state, outer)
            (legends, title) = (concat.legends, concat.title)
        }
        frame.addLegends(legends, state, context, &gradients)
        if let label {
            frame.add(label)
        } else if title != nil {
            let isComposed = if case .plot = view { false } else { true }
            let text = known ?? ChartTitle(title, context.config, context.request, into: &findings)
            let room = context.config.isHouse ? context.titleRoom(beside: frame.allBounds.width) : nil
            frame.add(TitleBlock(text, context.config, isComposed: isComposed, room: room))
            frame.group.label = frame.group.label ?? text.plain
        }
        return frame
    }

    mutating func refuse(at location: SourceLocation?) {
        guard !findings.contains(where: { $0.code == .chartLimit }) else { return }
        findings.append(
            .error(
                .chartLimit,
                markCount > Self.markLimit
                    ? "the chart would draw more than \(Self.markLimit) marks"
                    : "the chart would draw more than \(Self.plotLimit) plots", at: location,
                hint: "facet by a field of fewer values, or filter the rows"))
    }

    private func spacing(_ layout: CompositionLayout, _ section: String) -> (column: Double, row: Double) {
        let standard = context.config.number(section, "spacing") ?? 20
        return (layout.spacing.column ?? standard, layout.spacing.row ?? standard)
    }

    // MARK: - Concat

    private mutating func concat(_ concat: ConcatModel, _ state: ViewState, _ outer: [String: DataValue]) -> ViewFrame {
        let parts = concat.children.map { draw($0, state, outer: outer) }
        let boxes = parts.map { $0.box(isFlush: concat.layout.isFlush) }
        let grid = GridLayout(
            boxes, columns: concat.layout.columns, spacing: spacing(concat.layout, "concat"), concat.layout,
            standard: .each)
        var frame = ViewFrame((grid.bounds.x2, grid.bounds.y2))
        frame.plotsAcross = grid.sumAcross(parts.map(\.plotsAcross))
        let columns = concat.layout.columns
        frame.common = (
            columns == 1 ? Self.common(parts.map(\.common.width), concat.sharedPositions.contains(.x)) : nil,
            columns == nil ? Self.common(parts.map(\.common.height), concat.sharedPositions.contains(.y)) : nil
        )
        for (part, place) in zip(parts, grid.places) {
            var item = part.group
            (item.x, item.y) = (place.x, place.y)
            frame.group.children.append(.group(role: "scope", items: [item], label: nil))
            frame.bounds.add(part.box(isFlush: false).moved(place.x, place.y))
        }
        return frame
    }

    /// A size that all parts have.
    private static func common(_ sizes: [Double?], _ isShared: Bool) -> Double? {
        let known = sizes.compactMap { $0 }
        guard let first = known.first else { return nil }
        return isShared || (known.count == sizes.count && known.allSatisfy { $0 == first }) ? first : nil
    }

    // MARK: - Facets

    private mutating func facet(_ facet: FacetModel, _ state: ViewState, _ outer: [String: DataValue]) -> ViewFrame {
        let labels = FacetLabelling(facet, context)
        let found = FacetCells(facet, rows(facet, outer), state, context)
        guard found.count + plotCount <= Self.plotLimit else {
            refuse(at: facet.location)
            return ViewFrame((0, 0))
        }
        var cells: [ViewFrame] = []
        var states: [ViewState] = []
        for cell in found.cells {
            var inner = cell.state
            inner.build(facet.cellScales, context.model, context.config, into: &findings)
            var keys = outer
            for (channel, value) in found.values(cell) { keys[channel.column] = value.key }
            let width: Double? = if case .plot(let plot) = facet.child { context.sides(plot, inner).0 } else { nil }
            var drawn =
                cell.isEmpty
                ? emptyCell(facet.child, inner)
                : draw(facet.child, inner, outer: keys, label: labels.title(cell, found, width: width))
            drawn.group.label = labels.spoken(cell, found)
            cells.append(drawn)
            states.append(inner)
        }
        let boxes = cells.map { $0.box(isFlush: facet.layout.isFlush) }
        let columns = facet.channel(.facet) == nil ? max(1, found.columns.count) : facet.layout.columns
        let grid = GridLayout(
            boxes, columns: columns, spacing: spacing(facet.layout, "facet"), facet.layout, standard: .all)
        for i in cells.indices { (cells[i].group.x, cells[i].group.y) = (grid.places[i].x, grid.places[i].y) }
        var frame = ViewFrame((grid.bounds.x2, grid.bounds.y2))
        frame.plotsAcross = grid.sumAcross(cells.map(\.plotsAcross))
        for cell in cells { frame.bounds.add(cell.box(isFlush: false).moved(cell.group.x, cell.group.y)) }
        var headers = FacetHeaders(facet, found, cells, states, grid, context)
        headers.layOut(labels)
        frame.group.children = headers.nodes
        frame.bounds.add(headers.bounds)
        frame.group.children.append(.group(role: "scope", items: cells.map(\.group), label: nil))
        return frame
    }

    /// The frame of a cell that no row belongs to.
    private func emptyCell(_ view: ViewModel, _ state: ViewState) -> ViewFrame {
        guard case .plot(let plot) = view else { return ViewFrame((0, 0)) }
        return PlotDrawing(frameOf: plot, state, context).frame
    }

    /// The rows that a facet takes its cells from, those of the cell around it alone.
    private func rows(_ facet: FacetModel, _ outer: [String: DataValue]) -> DataFrame {
        let frame = context.data.frames[facet.dataNode]
        let tests = facet.outerKeys.compactMap { key in
            outer[key].flatMap { value in frame.column(key).map { (column: $0, value: value) } }
        }
        guard !tests.isEmpty else { return frame }
        return frame.filter { row in tests.allSatisfy { $0.column[row] == $0.value } }
    }
}
