import Expressions
import Files

/// Channels that place nothing: numbers, colours and shapes for every row.
extension UnitDrawing {
    /// The rows that each condition of a channel holds for.
    private func conditions(_ channel: Channel) -> [(rows: [Bool], value: ChannelDefinition.ChannelValue)] {
        unit.encoding[channel]?.conditions.map { condition in
            (condition.test?.holds(over: frame) ?? constant(true), condition.definition)
        } ?? []
    }

    private func constant(_ flag: Bool) -> [Bool] { [Bool](repeating: flag, count: count) }

    /// A property of the mark that is an expression over the row.
    func computed(_ key: String) -> DataColumn? { unit.mark.expressions[key]?.column(over: frame) }

    /// Numbers of a channel for every row; nil where neither channel nor mark says anything.
    func numbers(_ channel: Channel, _ standard: Double?) -> PerRow<Double>? {
        guard let definition = unit.encoding[channel] else {
            if let computed = computed(channel.rawValue) { return .each(computed.doubles) }
            return standard.map { .same($0) }
        }
        func values(_ definition: ChannelDefinition) -> PerRow<Double>? {
            if definition.isField {
                let scale = scale(channel)
                if scale?.kind.isDiscrete ?? false { return .each(scaled(definition.discreteColumn, scale)) }
                // A bin counts by its middle.
                if definition.isBinning { return .each(between(definition.column, definition.endColumn, 0.5, scale)) }
                var out = scaled(definition.column, scale)
                if scale != nil, let fallback = invalidNumber(channel) {
                    for i in out.indices where !out[i].isFinite { out[i] = fallback }
                }
                return .each(out)
            }
            if let datum = definition.datum { return .same(scale(channel)?.number(datum) ?? datum.number ?? .nan) }
            return definition.value?.double.map { .same($0) }
        }
        let base = values(definition) ?? standard.map { .same($0) }
        let conditions = conditions(channel)
        guard !conditions.isEmpty else { return base }
        var out = (0..<count).map { base?[$0] ?? .nan }
        for condition in conditions.reversed() {
            let given: PerRow<Double>?
            switch condition.value {
            case .constant(let node): given = node.double.map { .same($0) }
            case .field(let inner): given = values(inner)
            }
            guard let given else { continue }
            for row in out.indices where condition.rows[row] { out[row] = given[row] }
        }
        return .each(out)
    }

    /// Colours of a channel for every row, as text; nil entries are no paint.
    func paints(_ channel: Channel, _ standard: String?) -> PerRow<String?> {
        guard let definition = unit.encoding[channel] else { return .same(standard) }
        func values(_ definition: ChannelDefinition) -> PerRow<String?>? {
            if definition.isField { return .each(colours(definition, channel)) }
            if let datum = definition.datum { return .same(scale(channel)?.colour(datum)?.text) }
            return definition.value.map { .same(Self.paint($0)) }
        }
        let base = values(definition) ?? .same(standard)
        let conditions = conditions(channel)
        guard !conditions.isEmpty else { return base }
        var out = (0..<count).map { base[$0] }
        for condition in conditions.reversed() {
            let given: PerRow<String?>
            switch condition.value {
            case .constant(let node): given = .same(Self.paint(node))
            case .field(let inner): given = values(inner) ?? .same(nil)
            }
            for row in out.indices where condition.rows[row] { out[row] = given[row] }
        }
        return .each(out)
    }

    /// A colour as written, checked; nil for none.
    static func paint(_ node: Node) -> String? {
        guard let text = node.string, text != "transparent", text != "none" else { return nil }
        return Colour(text)?.text
    }

    private func colours(_ definition: ChannelDefinition, _ channel: Channel) -> [String?] {
        guard let scale = scale(channel) else {
            // Without a scale the data are the colours.
            return (0..<count).map { Colour(frame.value(definition.column, $0).asText)?.text }
        }
        let name = scale.kind.isDiscrete ? definition.discreteColumn : definition.column
        guard let column = frame.column(name) else { return [String?](repeating: nil, count: count) }
        if case .texts(let codes, let pool) = column, scale.kind.isDiscrete {
            let texts = pool.map { scale.colour(.string($0))?.text }
            let null = scale.colour(.null)?.text
            return codes.map { $0 < 0 ? null : texts[Int($0)] }
        }
        var invalid: String?
        if !scale.kind.isDiscrete {
            switch unit.invalidOutput(channel, config) {
            case .value(let node)?: invalid = Self.paint(node)
            case .zeroOrLeast?:
                let low = scale.domain.first ?? 0
                let hasZero = low <= 0 && (scale.domain.last ?? 0) >= 0
                invalid = scale.colour(.number(hasZero ? 0 : low))?.text
            case nil: break
            }
        }
        return (0..<count).map { scale.colour(column[$0])?.text ?? invalid }
    }

    /// Texts of a channel without a scale's numbers: shapes, by their slot.
    func slots(_ channel: Channel) -> [Int]? {
        guard let definition = unit.encoding[channel]?.scaled, let scale = scale(channel) else { return nil }
        if !definition.isField {
            return definition.datum.map { [Int](repeating: scale.slot($0) ?? 0, count: count) }
        }
        return (0..<count).map { scale.slot(frame.value(definition.discreteColumn, $0)) ?? 0 }
    }

    /// The shape of every row: by the scale, the conditions, or one for all.
    func shapes(_ standard: String) -> PerRow<String> {
        let names: [String] = if case .texts(let list)? = scale(.shape)?.output { list } else { [] }
        let slots = names.isEmpty ? nil : slots(.shape)
        let isScaled = unit.encoding[.shape]?.isFieldOrDatum ?? false
        let base: PerRow<String> =
            isScaled ? slots.map { .each($0.map { names[$0 % names.count] }) } ?? .same(standard) : .same(standard)
        let conditions = conditions(.shape)
        guard !conditions.isEmpty else { return base }
        var out = (0..<count).map { base[$0] }
        for condition in conditions.reversed() {
            for row in out.indices where condition.rows[row] {
                switch condition.value {
                case .constant(let node): out[row] = node.string ?? standard
                case .field: if let slots { out[row] = names[slots[row] % names.count] }
                }
            }
        }
        return .each(out)
    }
}
