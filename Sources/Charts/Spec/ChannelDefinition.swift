import Diagnostics
import Expressions
import Files

/// How a channel gets its values: from a field, a datum, a constant, or by conditions.
struct ChannelDefinition: Sendable {
    enum Aggregate: Hashable, Sendable {
        case operation(AggregateOperation)
        /// The value of the field in the row where another is least or greatest.
        case argmin(String)
        case argmax(String)
    }

    enum Sort: Sendable {
        case unspecified
        /// The order of the data.
        case none
        case ascending
        case descending
        case values([DataValue])
        case encoding(Channel, descending: Bool)
        case field(String?, AggregateOperation?, descending: Bool)
    }

    enum Stack: Sendable, Equatable {
        case unspecified
        case none
        case offset(StackOffset)
    }

    /// A guide or scale: left to defaults, switched off (null), or with properties.
    enum Part: Sendable {
        case unspecified
        case disabled
        case properties(PropertyBag)

        var bag: PropertyBag? { if case .properties(let bag) = self { bag } else { nil } }
        var isDisabled: Bool { if case .disabled = self { true } else { false } }
    }

    struct Condition: Sendable {
        var test: Predicate?
        var definition: ChannelValue
    }

    /// What a condition or a plain definition gives.
    indirect enum ChannelValue: Sendable {
        case constant(Node)
        case field(ChannelDefinition)
    }

    var channel: Channel
    /// All else, behind one reference: definitions are asked for again and again while a chart is drawn.
    var box: Box

    init(_ channel: Channel, at location: SourceLocation) {
        self.channel = channel
        box = Box(Properties(location: location))
    }

    /// True where it draws on the data, a bare `aggregate: count` included.
    var isField: Bool { field != nil || aggregate == .operation(.count) }
    var isFieldOrDatum: Bool { isField || datum != nil }

    /// The definition that has a scale: this one, or that of a condition.
    var scaled: ChannelDefinition? {
        if isFieldOrDatum { return self }
        for condition in conditions {
            if case .field(let definition) = condition.definition { return definition }
        }
        return nil
    }

    /// What is written of its axis, legend or header.
    var guide: PropertyBag? { axis.bag ?? legend.bag ?? header.bag }

    /// A facet's definition with the format that its header names.
    var withHeaderFormat: ChannelDefinition {
        guard let header = header.bag else { return self }
        var out = self
        out.format = header.string("format") ?? format
        out.formatType = header.string("formatType") ?? formatType
        return out
    }

    var isCount: Bool {
        aggregate == .operation(.count) || aggregate == .operation(.distinct) || aggregate == .operation(.valid)
            || aggregate == .operation(.missing)
    }
    var isBinning: Bool { bin.map { !$0.isBinned } ?? false }
    var isBinned: Bool { bin?.isBinned ?? false }
    var isUnbinnedQuantity: Bool { isFieldOrDatum && type == .quantitative && !isBinning }

    /// The column that holds its values after the encoding's own transforms.
    var column: String {
        if let aggregate {
            switch aggregate {
            case .operation(.count): return "__count"
            case .operation(let operation): return "\(operation.rawValue)_\(field ?? "")"
            case .argmin(let by): return "argmin_\(by).\(field ?? "")"
            case .argmax(let by): return "argmax_\(by).\(field ?? "")"
            }
        }
        guard let field else { return "" }
        if let bin, !bin.isBinned { return "\(bin.name)_\(field)" }
        if let timeUnit, !timeUnit.isBinned { return "\(timeUnit.name)_\(field)" }
        return field
    }

    /// The column of the end of its bin or time unit.
    var endColumn: String { column + "_end" }

    /// The column that a discrete scale reads: of a bin, its label.
    var discreteColumn: String { isBinning ? column + "_range" : column }

    var timeUnitOrTemporal: Bool { type == .temporal || timeUnit != nil }
}
