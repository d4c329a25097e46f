import Diagnostics
import Expressions
import Languages

/// How a table is printed for readers: an entry of `views` of its resource, or its `view`. Names and formulas were
/// checked against the table when it was read.
package struct ViewDefinition: Sendable {
    /// A field of the table that a key names, and where it does.
    package struct FieldName: Sendable {
        /// Its index in the table.
        package var field: Int
        package var location: SourceLocation
    }

    package struct SortKey: Sendable {
        package var field: Int
        package var isDescending: Bool
    }

    package enum Highlight: Sendable {
        /// Rows where the formula holds.
        case formula(Expression)
        /// Rows that are named by their primary keys.
        case rows(Set<Int>)
    }

    /// What `![…](table.csv#NAME)` calls it; nil of one that `view` holds itself.
    package var name: String?
    package var location: SourceLocation
    /// Nil for all that readers need.
    package var columns: [FieldName]?
    /// Rows where it does not hold are left out.
    package var rows: Expression?
    package var sort: [SortKey] = []
    /// How many rows are printed at most.
    package var limit: Int?
    package var highlight: Highlight?
    /// Fields of numbers that get a bar in each cell.
    package var bars: [FieldName] = []
    /// Fields whose sum stands in a last row.
    package var total: [FieldName] = []
    /// A remark below the table.
    package var note: LocalizedText?
}

/// The views of a table.
package struct TableViews: Sendable {
    /// By name, in the order of the data package.
    package var named: [ViewDefinition] = []
    /// The one that is printed where none is named.
    package var usual: ViewDefinition?

    package init() {}

    package var names: [String] { named.compactMap(\.name) }

    /// The view of a name; with none, the usual one.
    package subscript(name: String?) -> ViewDefinition? {
        guard let name else { return usual }
        return named.first { $0.name == name }
    }
}
