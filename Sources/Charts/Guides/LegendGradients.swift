import Expressions
import Files
import Formatting

extension LegendDrawing {

    var length: Double {
        if let own = lookup.own("gradientLength")?.double { return own }
        guard scale.kind.isContinuous else { return 200 }
        if isVertical {
            return min(
                max(context.sides.1, lookup.number("gradientVerticalMinLength") ?? 64),
                lookup.number("gradientVerticalMaxLength") ?? 200)
        }
        let (low, high) = (
            lookup.number("gradientHorizontalMinLength") ?? 100, lookup.number("gradientHorizontalMaxLength") ?? 200
        )
        return orient == "top" || orient == "bottom" ? min(max(context.sides.0, low), high) : low
    }

    var thickness: Double { lookup.number("gradientThickness") ?? 16 }

    mutating func gradient() -> SceneGroup {
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
        style.isOfRamp = true
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
            return gradientLabel(
                format.text(scale.kind.isTime ? .date(value) : .number(value), context.locale), t, length)
        }
        let shown = Overlap.thinned(labels, method: method, separation: 0)
        return SceneGroup(children: [.mark(bar), .mark(SceneMark(kind: "text", role: "legend-label", items: shown))])
    }

    var method: String? {
        guard let node = lookup.node("labelOverlap") else { return nil }
        return node.string ?? (node.boolean == true ? "parity" : nil)
    }

    func gradientLabel(_ text: String, _ t: Double, _ length: Double) -> SceneItem {
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
    func bands() -> SceneGroup {
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
            style.isOfRamp = true
            rectangles.append(SceneItem(shape: shape, style: style))
        }
        let specifier = plan.bag.string("format") ?? plan.definition.format
        // Thresholds stand as they were written.
        let isPlain = scale.kind == .threshold && specifier == nil && !context.config.isHouse
        let format =
            spanFormat(edges)
            ?? NumberFormat.guide(
                from: scale.domain.first ?? 0, to: scale.domain.last ?? 1, count: 5, specifier: specifier)
        let labels = edges.map { edge in
            let text =
                isPlain ? DataValue.number(edge).asText : NumberLabel.text(edge, format, context.locale.numbers)
            return gradientLabel(text, fraction(edge), length)
        }
        let shown = Overlap.thinned(labels, method: method, separation: 0)
        return SceneGroup(children: [
            .mark(SceneMark(kind: "rect", role: "legend-band", items: rectangles)),
            .mark(SceneMark(kind: "text", role: "legend-label", items: shown)),
        ])
    }
}
