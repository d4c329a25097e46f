/// What a layer that stands for a part of a composite mark knows of the whole.
struct CompositePart: Sendable {
    /// `boxplot`, `errorbar` or `errorband`.
    var kind: MarkKind
    /// The part's name, as mark properties have it: `box`, `median`, `rule`, …
    var name: String
    /// The column of the centre (median or mean) among the part's rows, where they have one.
    var centre: ChannelDefinition?
}

/// An end of a composite mark that no aggregate names.
enum CompositeEnd: Hashable, Sendable {
    case lowerWhisker, upperWhisker
    /// The mean (or median) less or plus a measure of spread.
    case below(AggregateOperation, AggregateOperation)
    case above(AggregateOperation, AggregateOperation)
    /// An end that the data give.
    case lower, upper

    func title(of name: String, chinese: Bool) -> String {
        switch self {
        case .lowerWhisker: chinese ? "\(name)（下鬚）" : "Lower whisker of \(name)"
        case .upperWhisker: chinese ? "\(name)（上鬚）" : "Upper whisker of \(name)"
        case .below(let centre, let spread): Self.title(name, centre, spread, "−", chinese)
        case .above(let centre, let spread): Self.title(name, centre, spread, "+", chinese)
        case .lower: chinese ? "\(name)（下限）" : "Lower end of \(name)"
        case .upper: chinese ? "\(name)（上限）" : "Upper end of \(name)"
        }
    }

    private static func title(
        _ name: String, _ centre: AggregateOperation, _ spread: AggregateOperation, _ sign: String, _ chinese: Bool
    ) -> String {
        chinese
            ? "\(name)（\(FieldNames.chinese(centre))\(sign == "−" ? "減" : "加")\(FieldNames.chinese(spread))）"
            : "\(centre.title) \(sign) \(spread.rawValue) of \(name)"
    }
}
