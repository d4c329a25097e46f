import Diagnostics
import Files

/// Where a view's rows come from.
struct DataSource: Sendable {
    enum Kind: Sendable {
        case values(Node)
        case url(String)
        case named(String)
        case sequence(start: Double, stop: Double, step: Double, name: String)
        case none
    }

    var kind: Kind
    var format: PropertyBag?
    var location: SourceLocation
}
