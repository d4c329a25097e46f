import Diagnostics
import Expressions
import Files

/// An axis as scene groups: its grid, and its ticks, labels, line and title.
struct AxisDrawing {
    var grid: SceneNode?
    var main: SceneNode?
    /// What the axis takes up around the plot.
    var bounds = Bounds()
    var isAbove = false

    init(
        _ plan: AxisPlan, _ scale: Scale, _ sides: (Double, Double), _ config: ChartConfiguration,
        _ locale: ChartLocale, _ names: FieldNames, _ unit: UnitModel, _ environment: RowExpression.Environment
    ) {
        guard !plan.isDisabled else { return }
        let lookup = plan.lookup(scale, config)
        guard lookup.own("disable")?.boolean != true else { return }
        let length = plan.isX ? sides.0 : sides.1
        let depth = plan.isX ? sides.1 : sides.0
        let ticks = AxisTicks(plan, lookup, scale, length, locale).ticks
        let position = lookup.number("position") ?? 0
        let offset = lookup.number("offset") ?? 0
        let half = lookup.number("translate") ?? 0.5
        var group = SceneGroup()
        switch plan.orient {
        case "top": (group.x, group.y) = (position, -offset)
        case "left": (group.x, group.y) = (-offset, position)
        case "right": (group.x, group.y) = (sides.0 + offset, position)
        default: (group.x, group.y) = (position, sides.1 + offset)
        }
        let (x, y) = (group.x, group.y)
        group.x += half
        group.y += half
        isAbove =
            (lookup.own("zindex")?.double
                ?? (unit.mark.kind == .rect && plan.definition.type.isDiscrete && plan.definition.isField ? 1 : 0)) > 0

        let builder = Builder(
            plan: plan, lookup: lookup, scale: scale, ticks: ticks, length: length, depth: depth, locale: locale,
            environment: environment)
        let hasGrid = builder.hasGrid
        if hasGrid {
            var gridGroup = group
            // An axis that is moved leaves its grid where it was.
            if plan.isX { gridGroup.x -= position } else { gridGroup.y -= position }
            gridGroup.children = [.mark(SceneMark(kind: "rule", role: "axis-grid", items: builder.gridLines()))]
            grid = .group(role: "axis", items: [gridGroup], label: nil)
        }
        let (children, extent) = builder.main(names, config)
        group.children = children
        main = .group(role: "axis", items: [group], label: nil)
        bounds = extent.moved(x, y)
    }

    /// The parts of one axis, around its own origin.
    struct Builder {
        let plan: AxisPlan
        let lookup: GuideLookup
        let scale: Scale
        let ticks: [AxisTicks.Tick]
        let length: Double
        let depth: Double
        let locale: ChartLocale
        let environment: RowExpression.Environment
        /// What every tick and label asks for.
        let rounds: Bool
        let angle: Double
        let hasAngle: Bool
        /// The angle is an expression: Vega-Lite then leaves what lies level without alignment of its own.
        let isAngleComputed: Bool
        let writtenAlign: TextAlign?
        let writtenBaseline: String?
        /// How near the ends of the axis labels turn inwards; nil for never.
        let flushDistance: Double?

        init(
            plan: AxisPlan, lookup: GuideLookup, scale: Scale, ticks: [AxisTicks.Tick], length: Double, depth: Double,
            locale: ChartLocale, environment: RowExpression.Environment
        ) {
            self.plan = plan
            self.lookup = lookup
            self.scale = scale
            self.ticks = ticks
            self.length = length
            self.depth = depth
            self.locale = locale
            self.environment = environment
            rounds = lookup.flag("tickRound") ?? true
            let definition = plan.definition
            let written = lookup.own("labelAngle")?.double.map { angle in
                let turned = angle.truncatingRemainder(dividingBy: 360)
                return turned < 0 ? turned + 360 : turned
            }
            angle = written ?? (plan.isX && definition.type.isDiscrete && definition.timeUnit == nil ? 270 : 0)
            hasAngle = written != nil || angle != 0
            isAngleComputed =
                !lookup.config.isHouse
                && plan.bag["labelAngle"].map { environment.computed.contains($0.location) } ?? false
            writtenAlign = lookup.own("labelAlign")?.string.flatMap(TextAlign.init)
            writtenBaseline = lookup.own("labelBaseline")?.string
            let isQuantity = definition.type == .quantitative || definition.type == .temporal
            if let flush = lookup.own("labelFlush") {
                flushDistance = flush.double ?? (flush.boolean == true ? 1 : nil)
            } else {
                flushDistance = plan.isX && isQuantity ? 1 : nil
            }
        }

        var isX: Bool { plan.isX }
        /// Which way the axis grows: down and right are 1.
        var sign: Double { plan.orient == "bottom" || plan.orient == "right" ? 1 : -1 }

        var hasGrid: Bool {
            if let own = plan.bag.flag("grid") { return own }
            if plan.isSecondary { return false }
            // The edges of bins are to be seen at the bins themselves.
            if lookup.config.isHouse, isX, plan.definition.bin != nil { return false }
            if let configured = lookup.own("grid")?.boolean { return configured }
            let definition = plan.definition
            return !scale.kind.isDiscrete && definition.isField && definition.bin == nil
        }

        func datum(_ tick: AxisTicks.Tick, _ index: Int) -> DataValue {
            .object([
                DataMember(key: "value", value: tick.value), DataMember(key: "label", value: .string(tick.label)),
                DataMember(key: "index", value: .number(ticks.count > 1 ? Double(index) / Double(ticks.count - 1) : 0)),
            ])
        }

        private func line(_ tick: AxisTicks.Tick, _ from: Double, _ to: Double, _ style: Style) -> SceneItem {
            let place = rounds ? (tick.place + 0.5).rounded(.down) : tick.place
            let shape: Shape =
                isX ? .line(x1: place, y1: from, x2: place, y2: to) : .line(x1: from, y1: place, x2: to, y2: place)
            return SceneItem(shape: shape, style: style)
        }

        /// The stroke of a part: its colour, width, dash and opacity, which may depend on the tick.
        private func strokes(_ part: String) -> (AxisTicks.Tick, Int) -> Style {
            guard let plain = lookup.plain else { return madeStrokes(part).at }
            let common = lookup.config.plainGuides.stroke(plain, part) { madeStrokes(part).common }
            return common.map { common in { _, _ in common } } ?? madeStrokes(part).at
        }

        /// - Returns: the look at a tick, and the same for all where there is but one.
        private func madeStrokes(_ part: String) -> (at: (AxisTicks.Tick, Int) -> Style, common: Style?) {
            let keys = ["Color", "Width", "Dash", "Opacity", "DashOffset"].map { lookup.node(part + $0) }
            let conditional = keys.map { TickConditional($0, environment) }
            let cap = lookup.string(part + "Cap")
            let isConditional = conditional.contains { $0 != nil }
            func style(_ datum: DataValue) -> Style {
                func node(_ i: Int) -> Node? { conditional[i].map { $0.value(datum) } ?? keys[i] }
                var style = Style()
                style.stroke = node(0).flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
                style.strokeWidth = node(1)?.double
                style.dash = node(2)?.sequence?.compactMap(\.double)
                style.opacity = node(3)?.double
                style.dashOffset = node(4)?.double
                style.cap = cap
                return style
            }
            guard isConditional else {
                let common = style(.null)
                return ({ _, _ in common }, common)
            }
            return ({ tick, index in style(datum(tick, index)) }, nil)
        }

        func gridLines() -> [SceneItem] {
            let style = strokes("grid")
            if lookup.string("tickBand") == "extent", scale.kind == .band { return extents(0, -sign * depth, style) }
            // Between powers of ten, a line for each tick would be a hatching.
            let isQuiet = lookup.config.isHouse && scale.kind == .log
            return ticks.enumerated().filter { !isQuiet || !$1.label.isEmpty }.map {
                line($1, 0, -sign * depth, style($1, $0))
            }
        }

        func main(_ names: FieldNames, _ config: ChartConfiguration) -> ([SceneNode], Bounds) {
            var out: [SceneNode] = []
            var bounds = Bounds()
            let hasTicks = lookup.flag("ticks") ?? true
            let size = hasTicks ? lookup.number("tickSize") ?? 5 : 0
            if hasTicks {
                let style = strokes("tick")
                var marks = ticks.enumerated().map { line($1, 0, sign * size, style($1, $0)) }
                if lookup.string("tickBand") == "extent", scale.kind == .band { marks = extents(0, sign * size, style) }
                out.append(.mark(SceneMark(kind: "rule", role: "axis-tick", items: marks)))
                for mark in marks { bounds.add(mark.bounds) }
            }
            if lookup.flag("labels") ?? true {
                let (labels, extent) = labels(size)
                out.append(.mark(SceneMark(kind: "text", role: "axis-label", items: labels)))
                bounds.add(extent)
            }
            if lookup.flag("domain") ?? true {
                let style = strokes("domain")(AxisTicks.Tick(value: .null, label: "", place: 0, labelPlace: 0), 0)
                let (a, b) = scale.range
                let shape: Shape = isX ? .line(x1: a, y1: 0, x2: b, y2: 0) : .line(x1: 0, y1: a, x2: 0, y2: b)
                out.append(
                    .mark(SceneMark(kind: "rule", role: "axis-domain", items: [SceneItem(shape: shape, style: style)])))
            }
            let reach: Double =
                switch plan.orient {
                case "top": -bounds.y1
                case "left": -bounds.x1
                case "right": bounds.x2
                default: bounds.y2
                }
            let extent = max(
                lookup.number("minExtent") ?? 0,
                min(lookup.number("maxExtent") ?? 200, reach.isFinite ? reach : 0))
            if isX {
                bounds.add(Bounds(0, 0, length, sign * extent))
            } else {
                bounds.add(Bounds(0, 0, sign * extent, length))
            }
            let lines = plan.title.lines(names, config)
            if !lines.isEmpty, lookup.own("title").map({ !$0.isNull }) ?? true || plan.title.isExplicit {
                let title = title(lines, extent)
                out.append(.mark(SceneMark(kind: "text", role: "axis-title", items: [title])))
                bounds.add(title.bounds)
            }
            return (out, bounds)
        }

        /// Ticks at the edges of bands, one more than there are bands.
        private func extents(_ from: Double, _ to: Double, _ style: (AxisTicks.Tick, Int) -> Style) -> [SceneItem] {
            var out: [SceneItem] = []
            for (i, tick) in ticks.enumerated() {
                var edge = tick
                edge.place = scale.number(tick.value)
                if i == 0 { out.append(line(edge, from, to, style(tick, i))) }
                edge.place += scale.bandwidth
                out.append(line(edge, from, to, style(tick, i)))
            }
            return out
        }

        // MARK: - Title

        private func title(_ lines: [String], _ extent: Double) -> SceneItem {
            var (run, style) = lookup.text("title", style: "guide-title")
            run.lines = lines
            let (a, b) = scale.range
            let anchor = lookup.string("titleAnchor") ?? "middle"
            let t: Double = anchor == "start" ? 0 : anchor == "end" ? 1 : 0.5
            let along = a + (b - a) * t
            run.align =
                lookup.string("titleAlign").flatMap(TextAlign.init) ?? (t == 0 ? .left : t == 1 ? .right : .center)
            let padding = lookup.number("titlePadding") ?? 4
            let leading = run.leading * Double(max(0, lines.count - 1))
            let away = sign * (extent + padding + (plan.orient == "bottom" ? 0 : leading))
            run.angle = lookup.own("titleAngle")?.double ?? (isX ? 0 : sign * 90)
            run.baseline =
                lookup.string("titleBaseline") ?? (isX ? (plan.orient == "top" ? "bottom" : "top") : "bottom")
            (run.x, run.y) = isX ? (along, away) : (away, along)
            if let x = lookup.own("titleX")?.double { run.x = x }
            if let y = lookup.own("titleY")?.double { run.y = y }
            // A level title above a vertical axis begins where its labels do.
            if lookup.config.isHouse, !isX, run.angle == 0, plan.orient == "left", lookup.own("titleX")?.double == 0 {
                run.x = -extent
            }
            if plan.labelsAbove { run.y -= run.leading + BandNames.gap }
            style.opacity = nil
            return SceneItem(shape: .text(run), style: style)
        }
    }
}
