import Diagnostics
import Quantities
import Testing

@testable import Expressions

/// Quantities known in part, and two indicators that are made of them.
private struct Bounded: StrictEnvironment {
    static let cells = [
        "a": "1..3", "b": "2..5", "c": ">=10", "d": ">4", "e": "<9", "f": "0..2", "s": "-1..2",
    ]
    static let indicators = ["total": "a + b", "share": "a / total"]

    var asOf: Int { 0 }

    func value(of name: String) -> StrictLookup {
        if let text = Self.cells[name], var q = Quantity(parsing: text) {
            if name == "e" { q.interval.lower = Bound(.zero) }
            return .found(.quantity(q), from: .indicator(bundle: "", name: name))
        }
        if let formula = Self.indicators[name] {
            let value = Expression.parse(formula, at: SourceLocation(file: "f")).value.flatMap {
                StrictEvaluator.evaluate($0, in: Self()).value?.value
            }
            return value.map { .found($0, from: .indicator(bundle: "", name: name)) } ?? .failed
        }
        return name == "t" ? .found(.reference(Ranges())) : .unknown(among: [])
    }
}

/// A table of three ranges and their weights.
private struct Ranges: StrictReference {
    var row: Int?
    var kind: String { "a table" }

    func cell(_ row: Int, _ name: String) -> StrictValue {
        guard name == "n" else { return .quantity(Quantity(Number(row + 1))) }
        return .quantity(Quantity(parsing: ["1..3", "2..5", "2..6"][row]) ?? Quantity(.zero))
    }

    func member(_ name: String) -> StrictLookup {
        let field = name == "n" ? 0 : 1
        if let row { return .found(cell(row, name), from: .cell(bundle: "", table: "t", row: row, field: field)) }
        return .found(.column((0..<3).map { cell($0, name) }), from: .column(bundle: "", table: "t", field: field))
    }

    func element(_ key: StrictValue) -> StrictLookup { .found(.reference(Ranges(row: 0))) }
}

@Suite("The tightest bounds that can be shown")
struct TightBoundsTests {
    @Test(arguments: FormulaTable.rows("bounds.txt"))
    func `what stands twice does not widen the bounds`(row: FormulaTable.Row) throws {
        let parsed = Expression.parse(row.formula, at: SourceLocation(file: "f"))
        let expression = try #require(parsed.value)
        let outcome = StrictEvaluator.evaluate(expression, in: Bounded())
        let value = try #require(outcome.value?.value, "\(JavaScriptTests.describe(outcome.diagnostics))")
        let isWide = if case .quantity(let q) = value { !q.isTight } else { false }
        #expect(StrictTests.shown(value) + (isWide ? " wide" : "") == row.expected)
    }

    @Test func `the table was read`() { #expect(FormulaTable.rows("bounds.txt").count > 45) }

    @Test func `a sum of many ranges is as tight as its parts`() {
        let rows = (0..<200).map { row in
            StrictValue.quantity(Quantity(Interval(lower: Bound(Number(row)), upper: Bound(Number(row + 1)))))
        }
        let placed = StrictValue.column(rows).placed(at: .column(bundle: "", table: "t", field: 0))
        let call = StrictCall(function: .sum, values: [placed], asOf: 0)
        guard case .quantity(let sum)? = try? call.result() else { return #expect(Bool(false)) }
        #expect(StrictTests.exact(sum) == "[19900, 20100]")
        #expect(sum.isTight)
    }
}
