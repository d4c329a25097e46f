import Expressions
import Files

extension LegendDrawing {
    /// How an entry's symbol looks: the channels that it explains by their scales, the rest as the mark is drawn.
    /// - Parameter common: the look that all entries have in common.
    func symbol(_ entry: Entry, _ common: Style) -> SceneItem {
        let kind = context.drawings[plan.unit].unit.mark.kind
        var style = common
        var size = lookup.number("symbolSize") ?? 100
        var name = lookup.own("symbolType")?.string ?? plan.symbolType ?? "circle"
        for (i, (channel, index)) in plan.channels.enumerated() {
            let scale = context.scales[index]
            // Steps are those of the first scale; another may have others.
            let step = i == 0 || scale.outputCount == self.scale.outputCount ? entry.step : nil
            let number = Self.number(entry, step, scale)
            switch channel {
            case .fill: style.fill = Self.colour(entry, step, scale).map(Paint.colour)
            case .stroke: style.stroke = Self.colour(entry, step, scale).map(Paint.colour)
            case .size where kind == .trail || context.config.isHouse && [.line, .rule].contains(kind):
                style.strokeWidth = number
            case .size: size = number ?? size
            case .strokeWidth: style.strokeWidth = number
            case .opacity: style.opacity = number
            case .shape:
                if case .texts(let names) = scale.output, !names.isEmpty, let slot = scale.slot(entry.value) {
                    name = names[slot % names.count]
                }
            case .strokeDash:
                if case .dashes(let list) = scale.output, !list.isEmpty, let slot = scale.slot(entry.value) {
                    style.dash = list[slot % list.count]
                }
            default: break
            }
        }
        style.isOfRamp = plan.channels.contains { $0.channel.isColour && context.scales[$0.scale].isRamp }
        return SceneItem(shape: .symbol(name, size: max(0, size), x: 0, y: 0, angle: 0), style: style)
    }

    private static func colour(_ entry: Entry, _ step: Int?, _ scale: Scale) -> String? {
        if let step, case .colours(let list, _) = scale.output, list.indices.contains(step) { return list[step].text }
        return scale.colour(entry.value)?.text
    }

    private static func number(_ entry: Entry, _ step: Int?, _ scale: Scale) -> Double? {
        if let step, case .numbers(let list) = scale.output, scale.kind.isDiscretizing, list.indices.contains(step) {
            return list[step].finite
        }
        return scale.number(entry.value).finite
    }

    /// What the entries' symbols have in common: the mark's own paint where no field decides it.
    func symbolStyle() -> Style {
        let drawing = context.drawings[plan.unit]
        let unit = drawing.unit
        let filled = unit.mark.isFilled && unit.mark.kind != .trail
        let channels = plan.channels.map(\.channel)
        // Where a condition chooses between a field and a constant, no entry meets the condition.
        func isByField(_ channel: Channel) -> Bool {
            guard let definition = unit.encoding[channel] else { return false }
            return definition.scaled?.isField ?? false && definition.value == nil
        }
        let fillsByField = isByField(.fill) || (filled && isByField(.color))
        let strokesByField = isByField(.stroke) || (!filled && isByField(.color))
        func paint(_ key: String) -> Paint? { lookup.own(key).flatMap { UnitDrawing.paint($0) }.map(Paint.colour) }
        var style = Style()
        style.strokeWidth =
            lookup.own("symbolStrokeWidth")?.double
            ?? context.config.user(unit.mark.kind.rawValue, "strokeWidth")?.double ?? 1.5
        let isRamp = plan.channels.contains { $0.channel.isColour && context.scales[$0.scale].kind.isContinuous }
        if isRamp, channels.count > 1 || plan.definition.timeUnit == nil, lookup.own("type")?.string != "symbol" {
            // A gradient that fill and stroke share, or size, is shown as symbols by Vega, which know nothing of the mark.
            style.opacity = lookup.own("symbolOpacity")?.double
            return style
        }
        if !channels.contains(.fill) {
            if fillsByField {
                style.fill = .colour(lookup.colour("symbolFillColor") ?? "#000000")
                style.fillOpacity = drawing.constantOpacity
            } else {
                // A trail is filled, and shown as a stroke.
                let fill =
                    unit.mark.kind == .trail
                    ? unit.mark.definition.properties["fill"].flatMap { UnitDrawing.paint($0) } : drawing.constantFill
                style.fill = fill.map(Paint.colour)
            }
        }
        if style.fill == nil, !filled, !channels.contains(.fill), !fillsByField {
            // Points upon a line share its legend.
            style.fill = plan.units.lazy.map { context.drawings[$0] }
                .first { !$0.unit.mark.isFilled && $0.constantFill != nil }?.constantFill.map(Paint.colour)
        }
        if !strokesByField { style.stroke = drawing.constantStroke.map(Paint.colour) }
        if style.stroke == nil, !filled || strokesByField, !channels.contains(.fill) {
            style.stroke = .colour(lookup.colour("symbolBaseStrokeColor") ?? "#888888")
        }
        if fillsByField, leads(plan, unit) { style.fillOpacity = drawing.constantOpacity }
        // What the mark itself has for its fill, be it nothing, is stronger.
        let hasFill = unit.mark.isFilled || [.bar, .point, .circle, .square].contains(unit.mark.kind)
        if !hasFill || context.config.isHouse, let fill = paint("symbolFillColor") { style.fill = fill }
        if let stroke = paint("symbolStrokeColor") { style.stroke = stroke }
        if let dash = lookup.own("symbolDash")?.sequence { style.dash = dash.compactMap(\.double) }
        if !channels.contains(.opacity) {
            style.opacity =
                lookup.own("symbolOpacity")?.double
                ?? plan.units.lazy.compactMap { context.drawings[$0].constantOpacity }.first
        }
        return style
    }
}

extension LegendDrawing {
    /// True where the first of the joined legends is not the one of the fill, and says how such a fill is shown.
    private func leads(_ plan: LegendPlan, _ unit: UnitModel) -> Bool {
        guard plan.channels.contains(where: { $0.channel == .fill }), plan.channels.count > 1 else { return false }
        if unit.encoding[.color]?.scaled != nil { return !unit.mark.isFilled }
        return plan.channels.contains { $0.channel == .size || $0.channel == .shape }
    }
}

extension UnitDrawing {
    /// The fill that all items share; nil where it is none or varies.
    var constantFill: String? {
        if let value = unit.encoding[.fill]?.value ?? (unit.mark.isFilled ? unit.encoding[.color]?.value : nil) {
            return Self.paint(value)
        }
        return standardFill()
    }

    var constantStroke: String? {
        if let value = unit.encoding[.stroke]?.value ?? (unit.mark.isFilled ? nil : unit.encoding[.color]?.value) {
            return Self.paint(value)
        }
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
