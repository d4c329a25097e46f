import Diagnostics
import Expressions
import Files

/// How a resource of a data package is derived from other tables: `from` and the verbs that shape it.
///
///     - name: by_operator
///       from: chargers
///       join: {with: operators, on: operator}
///       where: status == 'open'
///       group_by: operator
///       aggregate: {chargers: sum(count), sites: count()}
///       select: [operator, chargers, {per_site: chargers / sites}]
///       sort: -chargers
///       limit: 10
///
/// Beside each other the verbs go in this order: `join`, `where`, `fold`, `group_by` with `aggregate`, `pivot`,
/// `select`, `sort`, `limit`. In a list `steps`, each of its maps is gone through so, one after another.
struct DerivedRecipe: Sendable {
    /// A name of a table or a field, where it is written.
    struct Name: Sendable {
        var text: String
        var location: SourceLocation
    }

    /// The tables that it begins with; several are stacked.
    var sources: [Name] = []
    var steps: [DerivedStep] = []
    /// Where `from` stands.
    var location: SourceLocation
    /// True where it has errors, which were reported.
    var isBroken = false

    /// More steps than these are refused.
    static let maximumSteps = 50

    /// The tables that it names, in its formulas too.
    var tables: [Name] { sources + steps.flatMap(\.tables) }
}

/// One verb with what it is given.
struct DerivedStep: Sendable {
    enum Verb: Sendable {
        case join(Join)
        case filter([Expression])
        case fold(Fold)
        case group(Group)
        case pivot(Pivot)
        case select([Selection])
        case sort([SortKey])
        case limit(Int)
    }

    typealias Name = DerivedRecipe.Name

    struct Join: Sendable {
        var other: Name
        /// Fields of this table and of the other, pairwise.
        var keys: [(own: Name, other: Name)]
        /// The fields that are taken over and what they are called; nil for all but the keys.
        var fields: [(new: Name, old: Name)]?
        var unmatched: Unmatched
        /// True where a row may have several matches, and becomes several rows.
        var isOfMany: Bool
    }

    enum Unmatched: String, Sendable, CaseIterable {
        /// They are kept, and a warning says how many there are.
        case warn
        case keep
        case drop
        case error
    }

    struct Fold: Sendable {
        var fields: [Name]
        var names: Name
        var values: Name
    }

    struct Group: Sendable {
        var keys: [Name]
        var aggregates: [(name: Name, formula: Expression)]
    }

    struct Pivot: Sendable {
        var names: Name
        var values: Name
        /// The fields that tell rows apart; nil for all others.
        var rows: [Name]?
    }

    enum Selection: Sendable {
        /// A field as it is, by its own name or a new one.
        case field(new: Name, old: Name)
        case formula(name: Name, Expression)
        /// All fields that are not named besides.
        case rest(SourceLocation)
    }

    struct SortKey: Sendable {
        var field: Name
        var isDescending: Bool
    }

    var verb: Verb
    var location: SourceLocation

    /// The tables that it names.
    var tables: [Name] {
        switch verb {
        case .join(let join): return [join.other]
        case .filter(let formulas): return formulas.flatMap(Self.named)
        case .group(let group): return group.aggregates.flatMap { Self.named($0.formula) }
        case .select(let selections):
            return selections.flatMap { selection -> [Name] in
                if case .formula(_, let formula) = selection { Self.named(formula) } else { [] }
            }
        case .fold, .pivot, .sort, .limit: return []
        }
    }

    private static func named(_ formula: Expression) -> [Name] {
        formula.tablesNamed.map { Name(text: $0.name, location: $0.location) }
    }
}
