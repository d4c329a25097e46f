import Diagnostics
import Expressions
import Files
import Formatting

/// A legend as a scene group with its origin at its top left.
struct LegendDrawing {
    var group = SceneGroup()
    var orient = "right"
    var offset = 18.0
    var gradients: [SceneGradient] = []

    /// What a legend is drawn from.
    struct Context {
        let plans: [ScalePlan]
        let scales: [Scale]
        let drawings: [UnitDrawing]
        let sides: (Double, Double)
        let config: ChartConfiguration
        let locale: ChartLocale
        let names: FieldNames
        let environment: RowExpression.Environment
        /// The width that entries side by side may fill before they go on in the next row, nil for any.
        let rowWidth: Double?
        let firstGradient: Int
    }

    enum Kind { case symbols, gradient, bands }

    private let plan: LegendPlan
    private let context: Context
    private let lookup: GuideLookup
    private var scale: Scale { context.scales[plan.channels[0].scale] }

    init(_ plan: LegendPlan, _ context: Context) {
        self.plan = plan
        self.context = context
        lookup = GuideLookup(bag: plan.bag, config: context.config, sections: ["legend"], standardSection: "legend")
        orient = lookup.string("orient") ?? "right"
        offset = lookup.number("offset") ?? 18
        let padding = lookup.number("padding") ?? 0
        let entries: SceneGroup
        switch kind {
        case .symbols: entries = symbols()
        case .gradient: entries = gradient()
        case .bands: entries = bands()
        }
        assemble(entries, padding)
    }

    var isEmpty: Bool { group.children.isEmpty }

    private var kind: Kind {
        let written = lookup.own("type")?.string
        let isColour = plan.channels.count == 1 && plan.channels[0].channel.isColour
        let kind = scale.kind
        if written == "symbol" { return .symbols }
        if let unit = plan.definition.timeUnit, ["quarter", "month", "day"].contains(unit.text) { return .symbols }
        if kind.isDiscretizing, isColour || written == "gradient" { return .bands }
        return kind.isContinuous && (isColour || written == "gradient") ? .gradient : .symbols
    }

    private var isVertical: Bool {
        if let own = lookup.own("direction")?.string { return own == "vertical" }
        let key = kind == .symbols ? "symbolDirection" : "gradientDirection"
        if let own = lookup.own(key)?.string { return own == "vertical" }
        return orient != "top" && orient != "bottom"
    }

    // MARK: - Title and frame

    private mutating func assemble(_ entries: SceneGroup, _ padding: Double) {
        var entries = entries
        guard !entries.children.isEmpty else { return }
        let lines = plan.title.lines(context.names, context.config)
        entries.x = padding
        entries.y = padding
        var title: SceneItem?
        // A configured `title: null` drops the titles of categories, which speak for themselves; a ramp does not.
        let isDropped = lookup.own("title")?.isNull ?? false && kind == .symbols && scale.kind.isDiscrete
        if !lines.isEmpty, !isDropped || plan.title.isExplicit {
            var (run, style) = lookup.text("title", style: "guide-title")
            run.lines = lines
            run.x = padding
            run.y = padding
            run.baseline = "top"
            style.opacity = nil
            let item = SceneItem(shape: .text(run), style: style)
            let gap = lookup.number("titlePadding") ?? 5
            if lookup.string("titleOrient") == "left" {
                entries.x += item.bounds.width.rounded(.up) + gap
            } else {
                entries.y += item.bounds.height + gap
            }
            title = item
        }
        group.children = [.group(role: "legend-entry", items: [entries], label: nil)]
        if let title { group.children.append(.mark(SceneMark(kind: "text", role: "legend-title", items: [title]))) }
        let bounds = group.bounds
        group.width = (max(0, bounds.x2) + padding).rounded(.up)
        group.height = (max(0, bounds.y2) + padding).rounded(.up)
        group.background.fill = lookup.colour("fillColor").map(Paint.colour)
        group.background.stroke = lookup.colour("strokeColor").map(Paint.colour)
        group.cornerRadius = lookup.number("cornerRadius")
    }

    // MARK: - Symbols

    private struct Entry {
        var value: DataValue
        var label: String
        /// Which step of a discretizing scale it is.
        var step: Int?
    }

    private func entries() -> [Entry] {
        let count = lookup.own("tickCount")?.double ?? 5
        let format = AxisFormat(plan.definition, plan.bag, scale, count, context.config, context.locale)
        if scale.kind.isDiscretizing || (scale.bins != nil && plan.bag["values"] == nil) { return ranges(format) }
        var values: [DataValue]
        if let list = plan.bag["values"]?.sequence {
            values = list.map { node in
                let raw = node.dataValue
                if let date = DateTimeParts(raw) { return .date(date.instant) }
                if let unit = plan.definition.timeUnit, let instant = unit.instant(raw) { return .date(instant) }
                return plan.definition.type == .temporal ? DateText.date(raw) : raw
            }
        } else if scale.kind.isDiscrete {
            values = scale.categories
        } else {
            var count = count
            if let unit = plan.definition.timeUnit?.duration, let low = scale.domain.first, let high = scale.domain.last {
                count = min(count, ((high - low) / unit).rounded(.down) + 1)
            }
            values = scale.ticks(count).map { scale.kind.isTime ? .date($0) : .number($0) }
            if let first = values.first, plan.channels.contains(where: { $0.channel == .size }), scale.number(first) == 0 {
                values.removeFirst()
            }
        }
        var findings: [Diagnostic] = []
        let expression = plan.bag["labelExpr"].flatMap { RowExpression.read($0, context.environment, into: &findings) }
        let limit = Int(lookup.number("symbolLimit") ?? 30)
        var out = values.map { value -> Entry in
            var label = format.text(value, context.locale)
            if let expression {
                label =
                    expression.value(
                        of: .object([
                            DataMember(key: "value", value: value), DataMember(key: "label", value: .string(label)),
                        ])).asText
            }
            return Entry(value: value, label: label)
        }
        if limit > 0, out.count > limit {
            let rest = out.count - (limit - 1)
            out = Array(out.prefix(limit))
            out[limit - 1].label = "…\(rest) entries"
        }
        return out
    }

    /// The steps of a discretizing scale: `< 10`, `10 – 20`, `≥ 20`.
    private func ranges(_ format: AxisFormat) -> [Entry] {
        let isBins = scale.kind == .binOrdinal || scale.bins != nil
        let edges = isBins ? scale.bins ?? scale.domain : scale.thresholds
        func text(_ x: Double) -> String { format.text(.number(x), context.locale) }
        if isBins {
            return zip(edges, edges.dropFirst()).enumerated().map { i, pair in
                Entry(value: .number(pair.0), label: "\(text(pair.0)) – \(text(pair.1))", step: i)
            }
        }
        return (0...edges.count).map { i in
            let low = i > 0 ? edges[i - 1] : nil
            let high = i < edges.count ? edges[i] : nil
            let label: String
            switch (low, high) {
            case (let low?, let high?): label = "\(text(low)) – \(text(high))"
            case (nil, let high?): label = "< \(text(high))"
            case (let low?, nil): label = "≥ \(text(low))"
            case (nil, nil): label = ""
            }
            return Entry(value: .number(low ?? (high ?? 0) - 1), label: label, step: i)
        }
    }

    private func symbols() -> SceneGroup {
        let entries = entries()
        let (run, look) = lookup.text("label", style: "guide-label")
        let shapes = entries.map { symbol($0) }
        let sizes = shapes.map { shape -> Double in
            guard case .symbol(_, let size, _, _, _) = shape.shape else { return 12 }
            return max((size.squareRoot() + (shape.style.strokeWidth ?? 1.5)).rounded(.up), run.size)
        }
        let widest = sizes.max() ?? 12
        let vertical = isVertical
        let columns = lookup.own("columns")?.double.map { Int($0) } ?? (vertical ? 1 : 0)
        var items: [SceneGroup] = []
        for (i, entry) in entries.enumerated() {
            var item = SceneGroup()
            var shape = shapes[i]
            let column = columns > 0 ? widest : sizes[i]
            let x = column / 2 + (lookup.number("symbolOffset") ?? 0)
            if case .symbol(let name, let size, _, _, let angle) = shape.shape {
                shape.shape = .symbol(name, size: size, x: x, y: sizes[i] / 2, angle: angle)
            }
            var label = run
            label.lines = [entry.label]
            label.baseline = "middle"
            label.x = column + (lookup.number("labelOffset") ?? 4)
            label.y = sizes[i] / 2
            item.children = [
                .mark(SceneMark(kind: "symbol", role: "legend-symbol", items: [shape])),
                .mark(SceneMark(kind: "text", role: "legend-label", items: [SceneItem(shape: .text(label), style: look)])),
            ]
            items.append(item)
        }
        place(&items, columns, vertical)
        guard !items.isEmpty else { return SceneGroup() }
        return SceneGroup(children: [.group(role: "scope", items: items, label: nil)])
    }

    /// Puts entries below or beside each other.
    private func place(_ items: inout [SceneGroup], _ columns: Int, _ vertical: Bool) {
        let rowGap = lookup.number("rowPadding") ?? 2
        let columnGap = lookup.number("columnPadding") ?? 10
        let extents = items.map { ($0.bounds.x2.rounded(.up), $0.bounds.y2.rounded(.up)) }
        var perRow = columns > 0 ? columns : max(1, items.count)
        if columns == 0, let room = context.rowWidth {
            // As many columns as fit, all rows aligned.
            while perRow > 1, rowWidth(extents, perRow, columnGap) > room { perRow -= 1 }
        }
        let rows = (items.count + perRow - 1) / max(1, perRow)
        var widths = [Double](repeating: 0, count: perRow)
        var heights = [Double](repeating: 0, count: rows)
        func cell(_ i: Int) -> (row: Int, column: Int) {
            vertical && columns > 1 ? (i % rows, i / rows) : (i / perRow, i % perRow)
        }
        for i in items.indices {
            let (row, column) = cell(i)
            widths[column] = max(widths[column], extents[i].0)
            heights[row] = max(heights[row], extents[i].1)
        }
        for i in items.indices {
            let (row, column) = cell(i)
            items[i].x = widths[..<column].reduce(0, +) + Double(column) * columnGap
            items[i].y = heights[..<row].reduce(0, +) + Double(row) * rowGap + (heights[row] - extents[i].1) / 2
        }
    }

    private func rowWidth(_ extents: [(Double, Double)], _ perRow: Int, _ gap: Double) -> Double {
        var widths = [Double](repeating: 0, count: perRow)
        for (i, extent) in extents.enumerated() { widths[i % perRow] = max(widths[i % perRow], extent.0) }
        return widths.reduce(0, +) + gap * Double(perRow - 1)
    }

    /// How an entry's symbol looks: the channels that it explains by their scales, the rest as the mark is drawn.
    private func symbol(_ entry: Entry) -> SceneItem {
        let drawing = context.drawings[plan.unit]
        let unit = drawing.unit
        let filled = unit.mark.isFilled
        let channels = plan.channels.map(\.channel)
        var style = Style()
        var size = lookup.number("symbolSize") ?? 100
        var name = lookup.own("symbolType")?.string ?? plan.symbolType ?? "circle"
        style.strokeWidth = lookup.own("symbolStrokeWidth")?.double ?? context.config.user(unit.mark.kind.rawValue, "strokeWidth")?.double ?? 1.5
        let coloursByField = unit.encoding[.color]?.scaled?.isField ?? false
        let fillsByField = unit.encoding[.fill]?.scaled?.isField ?? false || (filled && coloursByField)
        let strokesByField = unit.encoding[.stroke]?.scaled?.isField ?? false || (!filled && coloursByField)
        if !channels.contains(.fill) {
            if fillsByField {
                style.fill = .colour(lookup.colour("symbolFillColor") ?? "#000000")
                style.fillOpacity = drawing.constantOpacity
            } else {
                style.fill = drawing.constantFill.map(Paint.colour)
            }
        }
        if !strokesByField { style.stroke = drawing.constantStroke.map(Paint.colour) }
        if style.stroke == nil, !filled || strokesByField, !channels.contains(.fill) {
            style.stroke = .colour(lookup.colour("symbolBaseStrokeColor") ?? "#888888")
        }
        if let colour = lookup.own("symbolFillColor").flatMap({ UnitDrawing.paint($0) }) { style.fill = .colour(colour) }
        if let colour = lookup.own("symbolStrokeColor").flatMap({ UnitDrawing.paint($0) }) { style.stroke = .colour(colour) }
        if let dash = lookup.own("symbolDash")?.sequence { style.dash = dash.compactMap(\.double) }
        if !channels.contains(.opacity) {
            style.opacity = lookup.own("symbolOpacity")?.double ?? plan.units.lazy.compactMap { context.drawings[$0].constantOpacity }.first
        }
        for (channel, index) in plan.channels {
            let scale = context.scales[index]
            let colour: String? =
                entry.step.flatMap { step in
                    if case .colours(let list, _) = scale.output, list.indices.contains(step) { list[step].text } else { nil }
                } ?? scale.colour(entry.value)?.text
            let number: Double =
                entry.step.flatMap { step in
                    if case .numbers(let list) = scale.output, scale.kind.isDiscretizing, list.indices.contains(step) { list[step] } else { nil }
                } ?? scale.number(entry.value)
            switch channel {
            case .fill: style.fill = colour.map(Paint.colour)
            case .stroke: style.stroke = colour.map(Paint.colour)
            case .size:
                if [.line, .rule, .trail].contains(unit.mark.kind) { style.strokeWidth = number.finite } else { size = number.finite ?? size }
            case .strokeWidth: style.strokeWidth = number.finite
            case .opacity: style.opacity = number.finite
            case .fillOpacity: style.fillOpacity = number.finite
            case .strokeOpacity: style.strokeOpacity = number.finite
            case .shape:
                if case .texts(let names) = scale.output, !names.isEmpty, let slot = scale.slot(entry.value) { name = names[slot % names.count] }
            case .strokeDash:
                if case .dashes(let list) = scale.output, !list.isEmpty, let slot = scale.slot(entry.value) { style.dash = list[slot % list.count] }
            default: break
            }
        }
        return SceneItem(shape: .symbol(name, size: max(0, size), x: 0, y: 0, angle: 0), style: style)
    }

    // MARK: - Gradients

    private var length: Double {
        if let own = lookup.own("gradientLength")?.double { return own }
        guard scale.kind.isContinuous else { return 200 }
        if isVertical {
            return min(max(context.sides.1, lookup.number("gradientVerticalMinLength") ?? 64), lookup.number("gradientVerticalMaxLength") ?? 200)
        }
        let (low, high) = (lookup.number("gradientHorizontalMinLength") ?? 100, lookup.number("gradientHorizontalMaxLength") ?? 200)
        return orient == "top" || orient == "bottom" ? min(max(context.sides.0, low), high) : low
    }

    private var thickness: Double { lookup.number("gradientThickness") ?? 16 }

    private mutating func gradient() -> SceneGroup {
        let length = length
        let scale = scale
        guard let low = scale.domain.first, let high = scale.domain.last else { return SceneGroup() }
        let colours = context.scales[plan.channels[0].scale]
        var stops: [(Double, String)] = []
        for i in 0...20 {
            let t = Double(i) / 20
            if let colour = colours.colour(.number(low + (high - low) * t)) { stops.append((t, colour.text)) }
        }
        gradients = [SceneGradient(isVertical: isVertical, stops: stops)]
        var style = Style(fill: .gradient(context.firstGradient))
        let drawing = context.drawings[plan.unit]
        style.opacity = lookup.own("gradientOpacity")?.double ?? drawing.constantOpacity
        let shape: Shape =
            isVertical
            ? .rectangle(x: 0, y: 0, width: thickness, height: length, corners: nil)
            : .rectangle(x: 0, y: 0, width: length, height: thickness, corners: nil)
        let bar = SceneMark(kind: "rect", role: "legend-gradient", items: [SceneItem(shape: shape, style: style)])
        let count = lookup.own("tickCount")?.double ?? max(2, 2 * (length / 100).rounded(.down))
        var values: [Double]
        if let list = plan.bag["values"]?.sequence {
            values = list.compactMap { scale.kind.isTime ? DateText.date($0.dataValue).number : $0.double }
        } else {
            values = scale.ticks(count)
            if values.count < 3, low != high { values = [low, high] }
        }
        let format = AxisFormat(plan.definition, plan.bag, scale, count, context.config, context.locale)
        var linear = scale
        linear.clamps = false
        linear.domain = [low, high]
        let labels = values.map { value -> SceneItem in
            let t = low == high ? 0.5 : linear.fraction(value)
            return gradientLabel(format.text(scale.kind.isTime ? .date(value) : .number(value), context.locale), t, length)
        }
        let shown = Overlap.thinned(labels, method: method, separation: 0)
        return SceneGroup(children: [.mark(bar), .mark(SceneMark(kind: "text", role: "legend-label", items: shown))])
    }

    private var method: String? {
        guard let node = lookup.node("labelOverlap") else { return nil }
        return node.string ?? (node.boolean == true ? "parity" : nil)
    }

    private func gradientLabel(_ text: String, _ t: Double, _ length: Double) -> SceneItem {
        var (run, look) = lookup.text("label", style: "guide-label")
        look.opacity = nil
        run.lines = [text]
        let away = thickness + (lookup.own("labelOffset")?.double ?? lookup.number("gradientLabelOffset") ?? 2)
        if isVertical {
            (run.x, run.y) = (away, (1 - t) * length)
            run.baseline = t <= 0 ? "bottom" : t >= 1 ? "top" : "middle"
        } else {
            (run.x, run.y) = (t * length, away)
            run.baseline = "top"
            run.align = t <= 0 ? .left : t >= 1 ? .right : .center
        }
        return SceneItem(shape: .text(run), style: look)
    }

    /// A bar cut into the steps of a discretizing scale.
    private func bands() -> SceneGroup {
        let length = length
        guard case .colours(let colours, _) = scale.output, var low = scale.domain.first, var high = scale.domain.last
        else { return SceneGroup() }
        let edges = scale.kind == .binOrdinal ? Array(scale.domain.dropFirst().dropLast()) : scale.thresholds
        if scale.kind == .threshold {
            let adjust = edges.count > 1 ? (high - low) / Double(edges.count - 1) : 0.1
            low -= adjust
            high += adjust
        }
        func fraction(_ x: Double) -> Double { high == low ? 0.5 : (x - low) / (high - low) }
        let marks = [0] + edges.map(fraction) + [1]
        var rectangles: [SceneItem] = []
        for i in 0..<(marks.count - 1) where colours.indices.contains(i) {
            let (a, b) = (marks[i] * length, marks[i + 1] * length)
            let shape: Shape =
                isVertical
                ? .rectangle(x: 0, y: length - b, width: thickness, height: b - a, corners: nil)
                : .rectangle(x: a, y: 0, width: b - a, height: thickness, corners: nil)
            var style = Style(fill: .colour(colours[i].text))
            style.opacity = lookup.own("gradientOpacity")?.double
            rectangles.append(SceneItem(shape: shape, style: style))
        }
        let domain = scale.kind == .quantize ? [low, high] : edges
        var steps = zip(domain, domain.dropFirst()).map { $1 - $0 }
        if steps.isEmpty, let only = domain.first { steps = [only] }
        let specifier = plan.bag.string("format") ?? plan.definition.format
        var format: NumberFormat?
        if scale.kind == .threshold || scale.kind == .binOrdinal {
            format = NumberFormat.ticks(from: scale.domain.first ?? 0, to: scale.domain.last ?? 1, count: 5, specifier: specifier)
        } else {
            format = NumberFormat.ticks(from: 0, to: steps.min() ?? 1, count: 30, specifier: specifier)
        }
        let labels = edges.map { edge in
            gradientLabel(NumberLabel.text(edge, format, context.locale.numbers), fraction(edge), length)
        }
        let shown = Overlap.thinned(labels, method: method, separation: 0)
        return SceneGroup(children: [
            .mark(SceneMark(kind: "rect", role: "legend-band", items: rectangles)),
            .mark(SceneMark(kind: "text", role: "legend-label", items: shown)),
        ])
    }
}

extension UnitDrawing {
    /// The fill that all items share; nil where it is none or varies.
    var constantFill: String? {
        if let value = unit.encoding[.fill]?.value ?? (unit.mark.isFilled ? unit.encoding[.color]?.value : nil) { return Self.paint(value) }
        return standardFill()
    }

    var constantStroke: String? {
        if let value = unit.encoding[.stroke]?.value ?? (unit.mark.isFilled ? nil : unit.encoding[.color]?.value) { return Self.paint(value) }
        return standardStroke()
    }

    /// The opacity by constants alone: of the channel, its conditions, the mark.
    var constantOpacity: Double? {
        if let definition = unit.encoding[.opacity] {
            var values = [definition.value?.double].compactMap { $0 }
            for condition in definition.conditions {
                if case .constant(let node) = condition.definition, let x = node.double { values.append(x) }
            }
            if let most = values.max() { return most }
        }
        return mark.properties.number("opacity") ?? unit.mark.standardOpacity
    }
}
