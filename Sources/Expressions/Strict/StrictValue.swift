import Diagnostics
import Quantities

/// A value of the strict mode: what indicators, figures in prose and derived tables compute with.
package enum StrictValue: Sendable {
    case quantity(Quantity)
    case missing(MissingReason)
    case text(String)
    case boolean(Bool)
    case date(EDTFDate)
    /// The values of a column in row order, never columns themselves. Arithmetic and comparison go row by row.
    case column([StrictValue])
    /// A table, a row or a briefing: something that has members.
    case reference(any StrictReference)

    /// What it is, for messages.
    package var kind: String {
        switch self {
        case .quantity: "a number"
        case .missing: "a missing value"
        case .text: "a text"
        case .boolean: "true or false"
        case .date: "a date"
        case .column: "a column"
        case .reference(let reference): reference.kind
        }
    }
}

/// What a value was read from: the inputs of a figure, by which its derivation is told.
package enum StrictInput: Hashable, Sendable {
    /// A cell of a bundle's table, by the row's and the field's index.
    case cell(bundle: String, table: String, row: Int, field: Int)
    /// A whole column.
    case column(bundle: String, table: String, field: Int)
    /// Another indicator.
    case indicator(bundle: String, name: String)
}

/// What a lookup found, or why it found nothing.
package enum StrictLookup: Sendable {
    case found(StrictValue, from: StrictInput? = nil)
    /// Nothing of that name; the names that there are, for "did you mean".
    case unknown(among: [String])
    /// Found, but not to be had: its own findings are already reported elsewhere (a cycle, a formula that failed).
    case failed
    /// Refused, with a reason and a code of its own.
    case refused(DiagnosticCode, String, hint: String?)
}

/// Something with members, handed out by an environment: a table (`capacity.power`, `capacity["hong_kong"]`), one of
/// its rows, a briefing.
package protocol StrictReference: Sendable {
    /// `the table “capacity”`, `a row of it`; for messages.
    var kind: String { get }
    /// How it is used, for one that was taken for a value.
    var usage: String? { get }
    /// `reference.name`.
    func member(_ name: String) -> StrictLookup
    /// `reference["key"]`: a row by its primary key, a briefing by its slug.
    func element(_ key: StrictValue) -> StrictLookup
}

extension StrictReference {
    package var usage: String? { nil }
}

/// Where a strict formula finds its names. The evaluation notes the inputs that its lookups name.
package protocol StrictEnvironment {
    /// The value of a bare name: an indicator, or a table.
    func value(of name: String) -> StrictLookup
    /// The value of a bare name that stands at this node: what it means may depend on its place in the formula.
    func value(of name: String, at node: Expression.Index) -> StrictLookup
    /// The value of a node that is known already, nil of one that is to be evaluated.
    func settled(_ node: Expression.Index) -> StrictValue?
    /// True where the result of what is missing is missing itself, as in a column; else it is an error.
    var keepsMissing: Bool { get }
    /// The build's date, in days since 1970-01-01, for `asof()`.
    var asOf: Int { get }
    /// `file:line:column` of a cell, or of a column's cell in a row (from 0), for messages.
    func place(of input: StrictInput, row: Int?) -> String?
}

extension StrictEnvironment {
    package func value(of name: String, at node: Expression.Index) -> StrictLookup { value(of: name) }
    package func settled(_ node: Expression.Index) -> StrictValue? { nil }
    package var keepsMissing: Bool { false }
    package func place(of input: StrictInput, row: Int?) -> String? { nil }
}
