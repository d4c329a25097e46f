import Quantities

@testable import Expressions

/// What names are worth, some by an interval, some by one number in it; `t` is a table of them, whose rows have keys
/// `0`, `1`, ….
struct Named: StrictEnvironment {
    var values: [String: Quantity] = [:]
    var columns: [String: [StrictValue]] = [:]
    var asOf: Int { 0 }

    func value(of name: String) -> StrictLookup {
        if name == "t" { return .found(.reference(NamedColumns(columns: columns))) }
        return values[name].map { .found(.quantity($0), from: .indicator(bundle: "", name: name)) }
            ?? .unknown(among: [])
    }

    /// The number that a formula is worth here, nil where it has none.
    func quantity(_ expression: Expression) -> Quantity? {
        guard case .quantity(let q)? = StrictEvaluator.evaluate(expression, in: self).value?.value else { return nil }
        return q
    }
}

private struct NamedColumns: StrictReference {
    var columns: [String: [StrictValue]]
    var row: Int?
    var kind: String { "a table" }

    func member(_ name: String) -> StrictLookup {
        guard let column = columns[name], let field = columns.keys.sorted().firstIndex(of: name) else {
            return .unknown(among: [])
        }
        if let row { return .found(column[row], from: .cell(bundle: "", table: "t", row: row, field: field)) }
        return .found(.column(column), from: .column(bundle: "", table: "t", field: field))
    }

    func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let text) = key, let row = Int(text) else { return .unknown(among: []) }
        return .found(.reference(NamedColumns(columns: columns, row: row)))
    }
}

extension Interval {
    /// Containment up to the rounding of doubles, which intervals of inexact numbers do not widen for.
    func nearlyContains(_ value: Number, tolerance: Double = 1e-12) -> Bool {
        if contains(value) { return true }
        func isNear(_ bound: Bound?) -> Bool {
            guard let bound, !bound.number.isExact || !value.isExact else { return false }
            let a = bound.number.double
            return abs(a - value.double) <= tolerance * max(1, abs(a))
        }
        return isNear(lower) || isNear(upper)
    }
}
