import Diagnostics
import Expressions
import Files
import Formatting

extension LegendDrawing {

    /// A `gradient…` property. Vega-Lite takes a bar of steps for a legend of symbols, and leaves those of the legend out.
    private func ramp(_ key: String) -> Node? {
        if kind == .bands, !context.config.isHouse, plan.bag.string("type") != "gradient" {
            return context.config.value("legend", key)
        }
        return lookup.node(key)
    }

    var length: Double {
        if let own = ramp("gradientLength")?.double { return own }
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

    var thickness: Double { ramp("gradientThickness")?.double ?? 16 }

    mutating func gradient() -> SceneGroup {
        let length = length
        guard let low = scale.domain.first, let high = scale.domain.last else { return SceneGroup() }
        gradients = [SceneGradient(isVertical: isVertical, stops: stops(low, high))]
        var style = Style(fill: .gradient(context.firstGradient))
        style.isOfRamp = true
        style.opacity = lookup.own("gradientOpacity")?.double ?? context.drawings[plan.unit].constantOpacity
        frame(&style)
        let shape: Shape =
            isVertical
            ? .rectangle(x: 0, y: 0, width: thickness, height: length, corners: nil)
            : .rectangle(x: 0, y: 0, width: length, height: thickness, corners: nil)
        let bar = SceneMark(kind: "rect", role: "legend-gradient", items: [SceneItem(shape: shape, style: style)])
        let count = AxisTicks.atLeast(
            lookup.own("tickMinStep")?.double,
            lookup.own("tickCount")?.double ?? max(2, 2 * (length / 100).rounded(.down)), scale,
            isHouse: context.config.isHouse)
        var values: [Double]
        if let list = plan.bag["values"]?.sequence {
            values = list.compactMap { scale.kind.isTime ? DateText.date($0.dataValue).number : $0.double }
        } else {
            values = scale.ticks(count)
            if values.count < 3, low != high { values = [low, high] }
        }
        let format = AxisFormat(
            plan.definition, plan.bag, scale, count, context.config, context.locale, isLegend: true)
        var linear = scale
        linear.clamps = false
        linear.domain = [low, high]
        let isListed = plan.bag["values"] != nil
        let test = scale.kind == .log && !isListed ? AxisTicks.logarithmicTest(scale, count) : nil
        let labels = values.enumerated().compactMap { i, value -> SceneItem? in
            let t = low == high ? 0.5 : linear.fraction(value)
            let wrapped: DataValue = scale.kind.isTime ? .date(value) : .number(value)
            let text = test.map { $0(value) } ?? true ? format.text(wrapped, context.locale) : ""
            return written(text, of: wrapped, i).flatMap { $0.isEmpty ? nil : gradientLabel($0, t, length) }
        }
        let shown = Overlap.thinned(labels, method: method, separation: lookup.number("labelSeparation") ?? 0)
        return SceneGroup(children: [.mark(bar), .mark(SceneMark(kind: "text", role: "legend-label", items: shown))])
    }

    /// The colours of a ramp at round values (Vega's `scaleGradient`): they stand where the curve of the scale has them.
    private func stops(_ low: Double, _ high: Double) -> [(Double, String)] {
        var even = scale
        if low == high || !(high - low).isFinite {
            even.kind = .linear
            even.domain = [0, 1]
        }
        guard let first = even.domain.first, let last = even.domain.last else { return [] }
        var values = even.ticks(15)
        if values.first != first { values.insert(first, at: 0) }
        if values.last != last { values.append(last) }
        var straight = even
        straight.clamps = false
        straight.domain = [first, last]
        return values.compactMap { value in
            even.colour(even.kind.isTime ? .date(value) : .number(value)).map { (straight.fraction(value), $0.text) }
        }
    }

    /// Of the ticks of a logarithmic scale those that get a label.
    func labelled(_ ticks: [Double], _ count: Double) -> [Double] {
        scale.kind == .log ? ticks.filter(AxisTicks.logarithmicTest(scale, count)) : ticks
    }

    /// A label by `labelExpr` where there is one; nil where that gives nothing.
    private func written(_ label: String?, of value: DataValue, _ index: Int) -> String? {
        guard let node = plan.bag["labelExpr"] else { return label }
        // Its errors were reported when the specification was read.
        var findings: [Diagnostic] = []
        guard let expression = RowExpression.read(node, context.environment, into: &findings) else { return label }
        let text = expression.value(
            of: .object([
                DataMember(key: "value", value: value), DataMember(key: "index", value: .number(Double(index))),
                DataMember(key: "label", value: label.map(DataValue.string) ?? .null),
            ]))
        return text.isNullish ? nil : text.asText
    }

    private func frame(_ style: inout Style) {
        guard let width = ramp("gradientStrokeWidth")?.double, width > 0 else { return }
        style.stroke = ramp("gradientStrokeColor").flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
        style.strokeWidth = width
    }

    var method: String? {
        if lookup.own("labelOverlap") == nil, [.quantile, .threshold, .log, .symlog].contains(scale.kind) {
            return "greedy"
        }
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
        var values: [Double] =
            scale.kind == .binOrdinal
            ? scale.domain.dropLast() : [-Double.infinity] + scale.thresholds
        var bands = colours.map(\.text)
        if let list = plan.bag["values"]?.sequence {
            values = list.compactMap(\.double)
            bands = values.map { scale.colour(.number($0))?.text ?? "none" }
        }
        if scale.kind == .threshold {
            let adjust = scale.domain.count > 1 ? (high - low) / Double(scale.domain.count - 1) : 0.1
            low -= adjust
            high += adjust
        }
        func fraction(_ x: Double) -> Double { high == low ? 0.5 : (x - low) / (high - low) }
        let edges = Array(values.dropFirst())
        let marks = [0] + edges.map(fraction) + [1]
        var rectangles: [SceneItem] = []
        for i in 0..<(marks.count - 1) where bands.indices.contains(i) {
            let (a, b) = (marks[i] * length, marks[i + 1] * length)
            let shape: Shape =
                isVertical
                ? .rectangle(x: 0, y: length - b, width: thickness, height: b - a, corners: nil)
                : .rectangle(x: a, y: 0, width: b - a, height: thickness, corners: nil)
            var style = Style(fill: .colour(bands[i]))
            style.opacity = ramp("gradientOpacity")?.double
            frame(&style)
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
        let labels = values.enumerated().compactMap { i, value -> SceneItem? in
            let text =
                isPlain ? DataValue.number(value).asText : NumberLabel.text(value, format, context.locale.numbers)
            // The first band has no lower edge to speak of.
            return written(i == 0 ? nil : text, of: .number(value), i).map {
                gradientLabel($0, i == 0 ? 0 : fraction(value), length)
            }
        }
        let shown = Overlap.thinned(labels, method: method, separation: lookup.number("labelSeparation") ?? 0)
        return SceneGroup(children: [
            .mark(SceneMark(kind: "rect", role: "legend-band", items: rectangles)),
            .mark(SceneMark(kind: "text", role: "legend-label", items: shown)),
        ])
    }
}
