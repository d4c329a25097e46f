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
    private struct Builder {
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
        let writtenAlign: TextAlign?
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
            writtenAlign = lookup.own("labelAlign")?.string.flatMap(TextAlign.init)
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

        private func datum(_ tick: AxisTicks.Tick, _ index: Int) -> DataValue {
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
                return { _, _ in common }
            }
            return { tick, index in style(datum(tick, index)) }
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
                let labels = labels(size)
                out.append(.mark(SceneMark(kind: "text", role: "axis-label", items: labels)))
                for label in labels { bounds.add(label.bounds) }
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

        // MARK: - Labels

        private func align(_ tick: AxisTicks.Tick) -> TextAlign {
            if let writtenAlign { return writtenAlign }
            let start: Double = isX ? 0 : 90
            if hasAngle {
                if (angle + start).truncatingRemainder(dividingBy: 180) == 0 {
                    if !isX { return .center }
                } else {
                    let isMain = plan.orient == (isX ? "bottom" : "left")
                    return (start < angle && angle < 180 + start) == isMain ? .left : .right
                }
            }
            guard isX else { return plan.orient == "right" ? .left : .right }
            return flush(tick, .left, .right) ?? .center
        }

        /// What a label at one end of the axis gets so that it stays within, nil for those between.
        private func flush<T>(_ tick: AxisTicks.Tick, _ atLow: T, _ atHigh: T) -> T? {
            guard let threshold = flushDistance else { return nil }
            let (a, b) = scale.range
            let (low, high) = (abs(tick.place - min(a, b)), abs(max(a, b) - tick.place))
            return low < high && low <= threshold ? atLow : high <= threshold ? atHigh : nil
        }

        private func baseline(_ tick: AxisTicks.Tick) -> String {
            if let own = lookup.own("labelBaseline")?.string { return own }
            if isX {
                guard hasAngle else { return plan.orient == "top" ? "bottom" : "top" }
                if (45 < angle && angle < 135) || (225 < angle && angle < 315) { return "middle" }
                return (angle <= 45 || 315 <= angle) == (plan.orient == "top") ? "bottom" : "top"
            }
            guard hasAngle else { return flush(tick, "top", "bottom") ?? "middle" }
            if angle <= 45 || 315 <= angle || (135 <= angle && angle <= 225) { return "middle" }
            return (45 <= angle && angle <= 135) == (plan.orient == "left") ? "top" : "bottom"
        }

        private func labels(_ tickSize: Double) -> [SceneItem] {
            let (run, look) = lookup.text("label", style: "guide-label")
            let away = sign * (tickSize + (lookup.number("labelPadding") ?? 2))
            let shift = lookup.number("labelOffset") ?? 0
            // Its errors were reported when the specification was read.
            var findings: [Diagnostic] = []
            let expression = lookup.own("labelExpr").flatMap { RowExpression.read($0, environment, into: &findings) }
            let colour = TickConditional(lookup.node("labelColor"), environment)
            let opacity = TickConditional(lookup.node("labelOpacity"), environment)
            let weight = TickConditional(lookup.node("labelFontWeight"), environment)
            let size = TickConditional(lookup.node("labelFontSize"), environment)
            let padding = TickConditional(lookup.node("labelPadding"), environment)
            let conditionalAlign = TickConditional(lookup.node("labelAlign"), environment)
            let needsDatum =
                expression != nil || colour != nil || opacity != nil || weight != nil || size != nil
                || padding != nil || conditionalAlign != nil
            let wraps = lookup.config.isHouse && (isX ? angle : 0) == 0 && scale.step > 0
            var items: [SceneItem] = []
            for (i, tick) in ticks.enumerated() {
                var text = run
                var style = look
                var label = tick.label
                let datum: DataValue = needsDatum ? self.datum(tick, i) : .null
                if let expression { label = Self.lines(expression.value(of: datum)) }
                if let colour { style.fill = colour.value(datum).flatMap { UnitDrawing.paint($0) }.map(Paint.colour) }
                if let opacity { style.fillOpacity = opacity.value(datum)?.double }
                if let weight { text.weight = weight.value(datum)?.scalarText.flatMap { $0 == "normal" ? nil : $0 } }
                if let size { text.size = size.value(datum)?.double ?? text.size }
                text.lines =
                    label.utf8.contains(0x0A)
                    ? label.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) : [label]
                if wraps { wrap(&text) }
                text.align = conditionalAlign?.value(datum)?.string.flatMap(TextAlign.init) ?? align(tick)
                text.baseline = baseline(tick)
                text.angle = angle
                let distance = padding.flatMap { $0.value(datum)?.double }.map { sign * (tickSize + $0) } ?? away
                (text.x, text.y) = isX ? (tick.labelPlace + shift, distance) : (distance, tick.labelPlace + shift)
                if plan.labelsAbove {
                    (text.align, text.baseline, text.x) = (.left, "bottom", 0)
                    text.y = BandNames.baseline(tick.labelPlace, scale, lines: text.lines.count, text)
                } else if wraps, isX, plan.orient == "top" {
                    text.y -= text.leading * Double(text.lines.count - 1)
                } else if wraps, !isX {
                    text.y -= text.leading * Double(text.lines.count - 1) / 2
                }
                items.append(SceneItem(shape: .text(text), style: style))
            }
            return thinned(items)
        }

        /// Below its band, or beside it: as many lines as there is room for.
        private func wrap(_ text: inout TextRun) {
            let room = isX ? scale.step - 8 : plan.labelsAbove ? depth : BandNames.share * lookup.config.pageWidth
            let lines = text.lines.flatMap {
                TextMetrics.wrapped($0, to: room, size: text.size, bold: text.isBold)
            }
            if isX || plan.labelsAbove || Double(lines.count) * text.leading <= scale.step { text.lines = lines }
            if plan.labelsAbove || (!isX && text.limit < room) { text.limit = room }
        }

        private static func lines(_ value: DataValue) -> String {
            if case .array(let list) = value { return list.map(\.asText).joined(separator: "\n") }
            return value.isNullish ? "" : value.asText
        }

        /// Labels that would touch are left out.
        private func thinned(_ items: [SceneItem]) -> [SceneItem] {
            let visible = items.filter { item in
                let b = item.bounds
                return b.width > 1 && b.height > 1
            }
            var method = lookup.own("labelOverlap")?.string
            if let flag = lookup.own("labelOverlap")?.boolean { method = flag ? "parity" : nil }
            if lookup.own("labelOverlap") == nil {
                let definition = plan.definition
                let isListed: Bool
                switch definition.sort {
                case .values, .encoding, .field: isListed = true
                default: isListed = false
                }
                if (definition.timeUnit != nil && !isListed) || !definition.type.isDiscrete {
                    method = scale.kind == .log || scale.kind == .symlog ? "greedy" : "parity"
                }
            }
            var out = Overlap.thinned(visible, method: method, separation: lookup.number("labelSeparation") ?? 0)
            if let bound = lookup.own("labelBound"), let tolerance = bound.double ?? (bound.boolean == true ? 1 : nil) {
                let (a, b) = scale.range
                let (low, high) = (min(a, b) - tolerance, max(a, b) + tolerance)
                out = out.filter { item in
                    let b = item.bounds
                    return isX ? b.x1 >= low && b.x2 <= high : b.y1 >= low && b.y2 <= high
                }
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

/// Leaves out texts that would overlap (vega's rules): every second until none does, or greedily from the first.
enum Overlap {
    static func thinned(_ items: [SceneItem], method: String?, separation: Double) -> [SceneItem] {
        guard let method, items.count >= 3 else { return items }
        let bounds = items.map(\.bounds)
        func overlaps(_ kept: [Int]) -> Bool {
            zip(kept, kept.dropFirst()).contains { bounds[$0].meets(bounds[$1], separation) }
        }
        var kept = Array(items.indices)
        guard overlaps(kept) else { return items }
        repeat {
            if method == "greedy" {
                var next: [Int] = []
                for i in kept where next.last.map({ !bounds[$0].meets(bounds[i], separation) }) ?? true {
                    next.append(i)
                }
                if next.count == kept.count { break }
                kept = next
            } else {
                kept = kept.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            }
        } while kept.count >= 3 && overlaps(kept)
        let last = items.count - 1
        if kept.count < 3, kept.last != last {
            if kept.count > 1 { kept.removeLast() }
            kept.append(last)
        }
        return kept.map { items[$0] }
    }
}
