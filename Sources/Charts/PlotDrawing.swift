import Diagnostics
import Expressions
import Files
import Languages

/// A plot with its data: scales, guides and marks in their places.
struct PlotDrawing {
    let chart: CompiledChart
    let frames: [UnitFrames]
    let names: FieldNames
    private(set) var scales: [Scale] = []
    private(set) var sides = (0.0, 0.0)
    private(set) var units: [UnitDrawing] = []
    private(set) var findings: [Diagnostic] = []
    private var root = SceneGroup()
    private var bounds = Bounds()
    private var gradients: [SceneGradient] = []
    let title: ChartTitle

    init(
        _ chart: CompiledChart, _ frames: [UnitFrames], _ names: FieldNames, _ title: ChartTitle,
        _ width: SizeSpecification?, _ height: SizeSpecification?
    ) {
        self.chart = chart
        self.frames = frames
        self.names = names
        self.title = title
        buildScales(width, height)
        units = chart.plot.units.enumerated().map { i, unit in
            UnitDrawing(unit, frames[i], plans, scales, sides, chart.config, chart.locale, names)
        }
        layOut()
    }

    private var plans: [ScalePlan] { chart.plot.scales }

    // MARK: - Scales

    private mutating func buildScales(_ width: SizeSpecification?, _ height: SizeSpecification?) {
        var builder = ScaleBuilder(chart.plot.units, frames, chart.config)
        scales = plans.map { $0.mergedInto == nil ? builder.scale($0) : Scale($0.kind) }
        findings += builder.findings
        let ranges = ScaleRanges(
            plans: plans, units: chart.plot.units, frames: frames, config: chart.config, width: width, height: height)
        sides = (ranges.length(true, scales), ranges.length(false, scales))
        for i in plans.indices where plans[i].mergedInto == nil && plans[i].channel.isPosition {
            let length = plans[i].channel == .x ? sides.0 : sides.1
            ranges.setPosition(&scales[i], plans[i], length: length, other: sides)
            ScaleBuilder.finish(&scales[i], plans[i])
            setBins(i)
        }
        for i in plans.indices where plans[i].mergedInto == nil && !plans[i].channel.isPosition {
            if plans[i].channel.isOffset {
                let channel: Channel = plans[i].channel == .xOffset ? .x : .y
                let main = plans.indices.first { plans[$0].channel == channel && plans[$0].mergedInto == nil }
                ranges.setOffset(
                    &scales[i], plans[i], position: main.map { (scales[$0], plans[$0]) },
                    length: channel == .x ? sides.0 : sides.1)
                ScaleBuilder.finish(&scales[i], plans[i])
            } else {
                ScaleBuilder.finish(&scales[i], plans[i])
                if !plans[i].channel.isColour { setBins(i) }
                ranges.setOutput(&scales[i], plans[i], sides)
            }
        }
    }

    /// The boundaries that an axis of bins shows.
    private mutating func setBins(_ i: Int) {
        let plan = plans[i]
        guard scales[i].kind.isContinuous else { return }
        if let list = plan.bins?.sequence?.compactMap(\.double), list.count > 1 {
            scales[i].bins = list
            return
        }
        var step: Double?
        var start: Double?
        var stop: Double?
        if let node = plan.bins, node.mapping != nil {
            (step, start, stop) = (node["step"]?.double, node["start"]?.double, node["stop"]?.double)
        } else if let use = plan.uses.first {
            if let bins = frames[use.unit].bins[use.definition.column] {
                scales[i].bins = bins.boundaries
                return
            }
            if use.definition.isBinned { step = use.definition.bin?.step }
        }
        guard let step, step > 0, let low = scales[i].domain.first, let high = scales[i].domain.last else { return }
        var first = start ?? low
        var last = stop ?? high
        if first < low { first = step * (low / step).rounded(.up) }
        if last > high { last = step * (high / step).rounded(.down) }
        guard (last - first) / step < Double(Ticks.limit) else { return }
        scales[i].bins = Array(stride(from: first, through: last + step / 2, by: step))
    }

    // MARK: - Layout

    private mutating func layOut() {
        root.width = sides.0
        root.height = sides.1
        setBackground()
        var below: [SceneNode] = []
        var grids: [SceneNode] = []
        var mains: [SceneNode] = []
        var above: [SceneNode] = []
        bounds.add(Bounds(0, 0, sides.0, sides.1))
        for axis in chart.plot.axes {
            let drawing = AxisDrawing(
                axis, scales[axis.scale], sides, chart.config, chart.locale, names, chart.plot.units[axis.unit],
                chart.environment)
            if let grid = drawing.grid { if drawing.isAbove { above.append(grid) } else { grids.append(grid) } }
            if let main = drawing.main { if drawing.isAbove { above.append(main) } else { mains.append(main) } }
            bounds.add(drawing.bounds)
        }
        below = grids + mains
        let marks = units.map { $0.node() }
        root.children = below + marks + above
        addLegends()
        for mark in marks { bounds.add(mark.bounds) }
        addTitle()
    }

    private mutating func setBackground() {
        let bag = chart.plot.background
        let config = chart.config
        // A view without positions has no frame of its own.
        let isFramed = chart.plot.units.contains { $0.encoding[.x] != nil || $0.encoding[.y] != nil }
        func node(_ key: String) -> Node? {
            bag?[key] ?? (isFramed ? config.value("view", key) : config.user("view", key))
        }
        root.background.fill = node("fill").flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
        root.background.stroke = node("stroke").flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
        root.background.strokeWidth = node("strokeWidth")?.double
        root.background.opacity = node("opacity")?.double
        root.background.fillOpacity = node("fillOpacity")?.double
        root.background.strokeOpacity = node("strokeOpacity")?.double
        root.background.dash = node("strokeDash")?.sequence?.compactMap(\.double)
        root.cornerRadius = node("cornerRadius")?.double
    }

    private mutating func addLegends() {
        var sidesUsed: [String: [LegendDrawing]] = [:]
        for plan in chart.plot.legends {
            let drawing = LegendDrawing(
                plan,
                LegendDrawing.Context(
                    plans: plans, scales: scales, drawings: units, sides: sides, config: chart.config,
                    locale: chart.locale, names: names, environment: chart.environment,
                    rowWidth: chart.isHouse ? sides.0 - min(0, bounds.x1) : nil, firstGradient: gradients.count))
            guard !drawing.isEmpty else { continue }
            gradients += drawing.gradients
            sidesUsed[drawing.orient, default: []].append(drawing)
        }
        let frame = bounds
        for orient in [
            "left", "right", "top", "bottom", "top-left", "top-right", "bottom-left", "bottom-right", "none",
        ] {
            guard let legends = sidesUsed[orient] else { continue }
            place(legends, orient, frame)
        }
    }

    private mutating func place(_ legends: [LegendDrawing], _ orient: String, _ frame: Bounds) {
        var at = 0.0
        let margin = 8.0
        for legend in legends {
            var group = legend.group
            let (w, h) = (group.width ?? 0, group.height ?? 0)
            switch orient {
            case "left": (group.x, group.y) = (frame.x1.rounded(.down) - legend.offset - w, at)
            case "top":
                let left = chart.isHouse ? min(0, frame.x1) : 0
                (group.x, group.y) = (left + at, frame.y1.rounded(.down) - legend.offset - h)
            case "bottom": (group.x, group.y) = (at, frame.y2.rounded(.up) + legend.offset)
            case "top-left": (group.x, group.y) = (legend.offset, legend.offset + at)
            case "top-right": (group.x, group.y) = (sides.0 - legend.offset - w, legend.offset + at)
            case "bottom-left": (group.x, group.y) = (legend.offset, sides.1 - legend.offset - h - at)
            case "bottom-right": (group.x, group.y) = (sides.0 - legend.offset - w, sides.1 - legend.offset - h - at)
            default: (group.x, group.y) = (frame.x2.rounded(.up) + legend.offset, at)
            }
            at += (orient == "top" || orient == "bottom" ? w : h) + margin
            bounds.add(Bounds(group.x, group.y, group.x + w, group.y + h))
            root.children.append(.group(role: "legend", items: [group], label: nil))
        }
    }

    private mutating func addTitle() {
        guard !title.lines.isEmpty, title.lines != [""] else { return }
        let lookup = title.lookup
        let anchor = lookup.string("anchor") ?? "middle"
        let isFramed = (lookup.own("frame")?.string ?? "group") == "group"
        let (low, high) = isFramed ? (0, sides.0) : (bounds.x1, bounds.x2)
        var group = SceneGroup()
        group.x = anchor == "start" ? low : anchor == "end" ? high : (low + high) / 2
        let align: TextAlign = anchor == "start" ? .left : anchor == "end" ? .right : .center
        var (run, style) = lookup.text("", style: "group-title")
        run = titleRun(run, lookup, "")
        style.fill =
            (lookup.own("color") ?? chart.config.style("group-title", "fill")
            ?? chart.config.standardStyle("group-title", "fill")).flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
        run.lines = title.lines
        run.align = lookup.own("align")?.string.flatMap(TextAlign.init) ?? align
        run.baseline = "top"
        let item = SceneItem(shape: .text(run), style: style)
        var children: [SceneNode] = [.mark(SceneMark(kind: "text", role: "title-text", items: [item]))]
        var content = item.bounds
        if !title.subtitle.isEmpty {
            var (below, look) = lookup.text("subtitle", style: "group-subtitle")
            below = titleRun(below, lookup, "subtitle")
            look.fill =
                (lookup.own("subtitleColor") ?? chart.config.style("group-subtitle", "fill")
                ?? chart.config.standardStyle("group-subtitle", "fill")).flatMap { UnitDrawing.paint($0) }.map(
                    Paint.colour)
            below.lines = title.subtitle
            below.align = run.align
            below.baseline = "top"
            below.y = content.height + (lookup.number("subtitlePadding") ?? 3)
            let second = SceneItem(shape: .text(below), style: look)
            children.append(.mark(SceneMark(kind: "text", role: "title-subtitle", items: [second])))
            content.add(second.bounds)
        }
        group.children = children
        let offset = lookup.number("offset") ?? 4
        group.y =
            lookup.string("orient") == "bottom"
            ? bounds.y2 + offset : (bounds.y1 - content.height - offset).rounded(.down)
        bounds.add(content.moved(group.x, group.y))
        root.children.append(.group(role: "title", items: [group], label: nil))
    }

    /// Titles name their properties without a prefix (`fontSize`), which ``GuideLookup/text`` does not know.
    private func titleRun(_ given: TextRun, _ lookup: GuideLookup, _ part: String) -> TextRun {
        var run = given
        let style = part.isEmpty ? "group-title" : "group-subtitle"
        func node(_ key: String) -> Node? {
            let name = part.isEmpty ? key : part + key.prefix(1).uppercased() + key.dropFirst()
            return lookup.own(name) ?? chart.config.style(style, key) ?? chart.config.standardStyle(style, key)
        }
        run.size = node("fontSize")?.double ?? 13
        run.font = node("font")?.string ?? chart.config.font
        run.weight = node("fontWeight")?.scalarText.flatMap { $0 == "normal" ? nil : $0 }
        run.fontStyle = node("fontStyle")?.string
        run.lineHeight = node("lineHeight")?.double
        run.limit = lookup.own("limit")?.double ?? 0
        run.dx = part.isEmpty ? lookup.number("dx") ?? 0 : 0
        run.dy = part.isEmpty ? lookup.number("dy") ?? 0 : 0
        return run
    }

    // MARK: - The scene

    private var paddings: (left: Double, top: Double, right: Double, bottom: Double) {
        let node = chart.padding ?? chart.config.top("padding")
        if let all = node?.double { return (all, all, all, all) }
        return (
            node?["left"]?.double ?? 0, node?["top"]?.double ?? 0, node?["right"]?.double ?? 0,
            node?["bottom"]?.double ?? 0
        )
    }

    /// Width and height with everything around the plot.
    var totalSize: (Double, Double) {
        let padding = paddings
        return (
            ((-min(0, bounds.x1)).rounded(.up) + max(sides.0, bounds.x2).rounded(.up)) + padding.left + padding.right,
            ((-min(0, bounds.y1)).rounded(.up) + max(sides.1, bounds.y2).rounded(.up)) + padding.top + padding.bottom
        )
    }

    func output(_ request: ChartRequest, _ data: ChartData) -> ChartOutput {
        let padding = paddings
        let (width, height) = totalSize
        let plain = title.lines.joined(separator: " ")
        let table = PlottedTable(self, request.language)
        let description = chart.writtenDescription ?? ChartDescription(self, table).text
        let background = (chart.background ?? chart.config.top("background")).flatMap { UnitDrawing.paint($0) }
        let scene = Scene(
            width: width, height: height, originX: (-min(0, bounds.x1)).rounded(.up) + padding.left,
            originY: (-min(0, bounds.y1)).rounded(.up) + padding.top, background: background, font: chart.config.font,
            root: root,
            gradients: gradients, title: plain.isEmpty ? nil : plain, description: description)
        return ChartOutput(
            svg: SVGWriter.write(scene, theme: request.theme, idPrefix: request.idPrefix), width: width, height: height,
            title: plain.isEmpty ? nil : plain,
            subtitle: title.subtitle.isEmpty ? nil : title.subtitle.joined(separator: " "), description: description,
            table: table, units: table.units)
    }
}
