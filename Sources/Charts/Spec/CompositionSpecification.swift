import Diagnostics
import Files

/// One view for each value of a field, or for each pair of values of two.
struct FacetSpecification: Sendable {
    var common: ViewCommon
    var layout: CompositionLayout
    /// `row`, `column` or both, or `facet` alone, whose cells go on in the next row.
    var channels: [ChannelDefinition]
    var child: ViewSpecification
}

/// Views beside and below each other; what a `repeat` becomes, too.
struct ConcatSpecification: Sendable {
    var common: ViewCommon
    var layout: CompositionLayout
    var children: [ViewSpecification]
}

/// How the parts of a composition stand in their grid, as far as the specification says it.
struct CompositionLayout: Sendable {
    enum Alignment: String, Sendable { case none, each, all }

    /// A setting for the rows and one for the columns.
    struct Pair<Value: Sendable>: Sendable {
        var row: Value?
        var column: Value?
    }

    /// Cells in a row before the next begins; nil for all in one.
    var columns: Int?
    /// Pixels between neighbours.
    var spacing = Pair<Double>()
    var alignment = Pair<Alignment>()
    var isCentred = Pair<Bool>()
    /// True where only the plots count, not the guides around them.
    var isFlush = false

    init(_ bag: PropertyBag) {
        columns = bag["columns"]?.integer.flatMap { $0 > 0 ? min($0, 10_000) : nil }
        spacing = Self.pair(bag["spacing"]) { $0.double.map { min(max($0, -1000), 1000) } }
        alignment = Self.pair(bag["align"]) { $0.string.flatMap(Alignment.init) }
        isCentred = Self.pair(bag["center"]) { $0.boolean }
        isFlush = bag.string("bounds") == "flush"
    }

    private static func pair<Value>(_ node: Node?, _ read: (Node) -> Value?) -> Pair<Value> {
        guard let node else { return Pair() }
        if node.mapping != nil { return Pair(row: node["row"].flatMap(read), column: node["column"].flatMap(read)) }
        return Pair(row: read(node), column: read(node))
    }

    /// What the channel `row` or `column` of a single view says of its own direction.
    mutating func take(_ definition: PropertyBag, _ channel: Channel) {
        let own = CompositionLayout(definition)
        switch channel {
        case .row:
            spacing.row = own.spacing.row ?? spacing.row
            alignment.row = own.alignment.row ?? alignment.row
            isCentred.row = own.isCentred.row ?? isCentred.row
        case .column:
            spacing.column = own.spacing.column ?? spacing.column
            alignment.column = own.alignment.column ?? alignment.column
            isCentred.column = own.isCentred.column ?? isCentred.column
        default:
            take(definition, .row)
            take(definition, .column)
            columns = own.columns ?? columns
        }
    }
}
