import Expressions
import Files

/// A unit with its rows and scales: what the marks are drawn from. Every property is computed for all rows at once.
final class UnitDrawing: Sendable {
    let unit: UnitModel
    let frames: UnitFrames
    let frame: DataFrame
    let plans: [ScalePlan]
    let scales: [Scale]
    let width: Double
    let height: Double
    let config: ChartConfiguration
    let locale: ChartLocale
    let names: FieldNames

    init(
        _ unit: UnitModel, _ frames: UnitFrames, _ plans: [ScalePlan], _ scales: [Scale], _ sides: (Double, Double),
        _ config: ChartConfiguration, _ locale: ChartLocale, _ names: FieldNames
    ) {
        self.unit = unit
        self.frames = frames
        frame = frames.main
        self.plans = plans
        self.scales = scales
        (width, height) = sides
        self.config = config
        self.locale = locale
        self.names = names
    }

    var mark: MarkDefinition { unit.mark.definition }
    var count: Int { frame.rowCount }

    func scale(_ channel: Channel) -> Scale? { unit.scales[channel.main].map { scales[$0] } }
    func plan(_ channel: Channel) -> ScalePlan? { unit.scales[channel.main].map { plans[$0] } }

    /// A property of the mark, its own or configured.
    func property(_ key: String) -> Node? { unit.mark.properties.node(key) }

    /// Of several names for one thing the first that is set at the strongest level.
    func property(first keys: String...) -> Node? { unit.mark.properties.first(keys)?.node }

    func number(_ key: String) -> Double? { unit.mark.properties.number(key) }

    func number(first keys: String...) -> Double? { unit.mark.properties.first(keys)?.number }

    func constant(_ value: Double) -> [Double] { [Double](repeating: value, count: count) }

    /// A column through a scale; texts go through it once each.
    func scaled(_ column: String, _ scale: Scale?) -> [Double] {
        guard let column = frame.column(column) else { return constant(.nan) }
        guard let scale else { return column.doubles }
        if scale.kind.isDiscrete {
            if case .texts(let codes, let pool) = column {
                let places = pool.map { scale.number(.string($0)) }
                let null = scale.number(.null)
                return codes.map { $0 < 0 ? null : places[Int($0)] }
            }
            return (0..<count).map { scale.number(column[$0]) }
        }
        let doubles = scale.kind.isTime ? column.asDates.doubles : column.doubles
        return doubles.map { scale.number($0) }
    }

    /// Points between two columns, through a scale.
    func between(_ a: String, _ b: String, _ t: Double, _ scale: Scale?) -> [Double] {
        if t == 0 { return scaled(a, scale) }
        if t == 1 { return scaled(b, scale) }
        return zip(frame.doubles(a), frame.doubles(b)).map { start, end in
            let x = (1 - t) * start + t * end
            return scale?.number(x) ?? x
        }
    }

    // MARK: - Places

    /// The middle of what a definition places: a value, a bin, a unit of time, a band. Nil where it places nothing.
    func middle(
        _ definition: ChannelDefinition, _ second: ChannelDefinition?, _ scale: Scale?, bandPosition given: Double?
    ) -> [Double]? {
        if definition.isField {
            let isDiscrete = scale?.kind.isDiscrete ?? false
            let position = given ?? unit.bandPosition(definition, second, config)
            if definition.isBinning
                || (position ?? 0) != 0 && definition.timeUnit != nil && definition.type == .temporal
            {
                if unit.stack?.imputes ?? false, definition.isBinning {
                    return scaled(definition.column + "_mid", scale)
                }
                if let position, position != 0, !isDiscrete {
                    return between(definition.column, definition.endColumn, position, scale)
                }
            } else if definition.isBinned, let second, second.isField {
                return between(definition.column, second.column, position ?? 0.5, scale)
            }
            var out = scaled(isDiscrete ? definition.discreteColumn : definition.column, scale)
            if !isDiscrete, definition.channel.main.isPosition || definition.channel.main.isPolar,
                let fallback = invalidNumber(definition.channel.main)
            {
                for i in out.indices where !out[i].isFinite { out[i] = fallback }
            }
            var shift = 0.0
            if let scale, scale.kind == .band { shift = (position ?? definition.bandPosition ?? 0.5) * scale.bandwidth }
            if isDiscrete, shift == 0, !config.isHouse, definition.channel.main.isPosition {
                // What a listed domain leaves out stands at the start of Vega's axis.
                for i in out.indices where out[i].isNaN { out[i] = 0 }
            }
            for i in out.indices { out[i] += shift }
            return out
        }
        if let datum = definition.datum {
            guard let scale else { return constant(datum.number ?? .nan) }
            let value = scale.kind.isTime ? DateText.date(datum) : datum
            let shift = scale.kind == .band ? (given ?? definition.bandPosition ?? 0.5) * scale.bandwidth : 0
            return constant(scale.number(value) + shift)
        }
        if let value = definition.value {
            return value.isNull ? nil : constant(fixed(value) ?? 0)
        }
        return nil
    }

    func fixed(_ node: Node) -> Double? {
        node.double ?? (node.string == "width" ? width : node.string == "height" ? height : nil)
    }

    enum Standard { case middle, zeroOrLow, zeroOrHigh }

    /// Where a mark stands that no channel places.
    func standard(_ channel: Channel, _ rule: Standard) -> Double {
        if channel.main.isPolar { return polarStandard(channel, rule) }
        if let node = mark.properties[channel.rawValue], let value = fixed(node) { return value }
        let isX = channel.main == .x
        if rule == .middle { return (isX ? width : height) / 2 }
        if let end = scaledEnd(channel, rule) { return end }
        return isX == (rule == .zeroOrLow) ? 0 : (isX ? width : height)
    }

    /// Where a continuous scale has its zero, else the end of its domain.
    func scaledEnd(_ channel: Channel, _ rule: Standard) -> Double? {
        guard let scale = scale(channel), scale.kind.isContinuous, let low = scale.domain.first,
            let high = scale.domain.last
        else { return nil }
        var hasZero = min(low, high) <= 0 && max(low, high) >= 0
        // A scale that starts at zero keeps it as the base of bars, though `domainMin` cuts it off.
        hasZero = hasZero || plan(channel)?.zero ?? false
        if scale.kind == .log || scale.kind.isTime { hasZero = false }
        return scale.number(hasZero ? 0 : rule == .zeroOrLow ? low : high)
    }

    /// The place or size of a value that no scale can place; nil where its row is not drawn.
    func invalidNumber(_ channel: Channel) -> Double? {
        switch unit.invalidOutput(channel, config) {
        case .value(let node)?: fixed(node)
        case .zeroOrLeast?: scaledEnd(channel, .zeroOrLow)
        case nil: nil
        }
    }

    /// The shift of a position by its offset channel or property; true where a channel gives it.
    func offset(_ channel: Channel, bandPosition: Double?) -> (values: [Double], isEncoded: Bool) {
        if let offset = channel.main.offset, channel == channel.main, let definition = unit.encoding[offset],
            definition.isFieldOrDatum || definition.value != nil, unit.scales[offset] != nil || definition.value != nil,
            let values = middle(definition, nil, scale(offset), bandPosition: bandPosition)
        {
            return (values, true)
        }
        if let value = mark.properties.number(channel.rawValue + "Offset") { return (constant(value), false) }
        return ([], false)
    }

    func shifted(_ places: [Double], _ offset: [Double]) -> [Double] {
        offset.isEmpty ? places : zip(places, offset).map { $0 + $1 }
    }

    /// The places of a mark along a channel (Vega-Lite's pointPosition).
    func points(_ channel: Channel, _ rule: Standard = .middle) -> [Double] {
        let offset = offset(channel, bandPosition: 0.5)
        guard let definition = unit.encoding[channel] else {
            return shifted(constant(standard(channel, rule)), offset.values)
        }
        if let stack = unit.stack, stack.channel == channel, definition.isField {
            // Labels stand in the middle of their arcs.
            let middle = mark.kind == .text && channel.isPolar ? 0.5 : nil
            if let position = definition.bandPosition ?? middle {
                return shifted(
                    between(definition.column + "_start", definition.column + "_end", position, scale(channel)),
                    offset.values)
            }
            return shifted(scaled(definition.column + "_end", scale(channel)), offset.values)
        }
        let second = channel.second.flatMap { unit.encoding[$0] }
        let found = middle(definition, second, scale(channel), bandPosition: offset.isEncoded ? 0 : nil)
        return shifted(found ?? constant(standard(channel, rule)), offset.values)
    }

    /// The far ends of ranged marks, nil where only a size is given (Vega-Lite's pointPosition2OrSize).
    func seconds(_ channel: Channel, _ rule: Standard) -> [Double] {
        let second = channel.second ?? channel
        let hasOwn = unit.encoding[second] != nil || mark.properties[second.rawValue] != nil
        let offset = offset(hasOwn ? second : channel, bandPosition: nil).values
        if let stack = unit.stack, stack.channel == channel, let definition = unit.encoding[channel], definition.isField
        {
            return shifted(scaled(definition.column + "_start", scale(channel)), offset)
        }
        if let definition = unit.encoding[second] {
            if definition.isField {
                var out = scaled(definition.column, scale(channel))
                if let scale = scale(channel), scale.kind == .band {
                    for i in out.indices { out[i] += (definition.bandPosition ?? 0.5) * scale.bandwidth }
                }
                return shifted(out, offset)
            }
            if let found = middle(definition, nil, scale(channel), bandPosition: nil) { return shifted(found, offset) }
        }
        return constant(standard(second, rule))
    }
}

/// One value for all rows, or one for each.
enum PerRow<Value> {
    case same(Value)
    case each([Value])

    subscript(row: Int) -> Value {
        switch self {
        case .same(let value): value
        case .each(let list): list[row]
        }
    }
}
