import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Expressions

@Suite("Expressions in the strict mode")
struct StrictTests {
    static func evaluate(_ formula: String) -> String {
        let parsed = Expression.parse(formula, at: SourceLocation(file: "indicators.yaml"))
        guard let expression = parsed.value else { return JavaScriptTests.describe(parsed.diagnostics) }
        let outcome = StrictEvaluator.evaluate(expression, in: Sample())
        guard let result = outcome.value else { return JavaScriptTests.describe(outcome.diagnostics) }
        return shown(result.value)
    }

    static func shown(_ value: StrictValue) -> String {
        switch value {
        case .quantity(let q): exact(q)
        case .missing(let reason): "missing \(reason.symbol)"
        case .text(let text): "\"\(text)\""
        case .boolean(let flag): "\(flag)"
        case .date(let date): date.description
        case .column(let rows): "[" + rows.map(shown).joined(separator: ", ") + "]"
        case .reference(let reference): reference.kind
        }
    }

    /// The bounds in full, in brackets that say whether they are reached.
    static func exact(_ q: Quantity) -> String {
        let unit = q.unit.symbol.isEmpty ? "" : " " + q.unit.symbol
        let about = q.isApproximate ? "~" : ""
        func text(_ number: Number) -> String { q.written(number).literal }
        if let point = q.interval.point { return about + text(point) + unit }
        let low = q.interval.lower.map { ($0.isOpen ? "(" : "[") + text($0.number) } ?? "(-∞"
        let high = q.interval.upper.map { text($0.number) + ($0.isOpen ? ")" : "]") } ?? "∞)"
        return about + low + ", " + high + unit
    }

    @Test(arguments: FormulaTable.rows("strict.txt"))
    func `a formula has this value`(row: FormulaTable.Row) {
        #expect(Self.evaluate(row.formula) == row.expected)
    }

    @Test(arguments: FormulaTable.rows("strict-errors.txt"))
    func `an error names its column, what was found and what was expected`(row: FormulaTable.Row) {
        #expect(Self.evaluate(row.formula) == row.expected)
    }

    @Test func `the tables were read`() {
        #expect(FormulaTable.rows("strict.txt").count > 100)
        #expect(FormulaTable.rows("strict-errors.txt").count > 50)
    }

    @Test(arguments: [
        ("100 - p", "1 100 is taken for 10000%, since it meets a percentage (100% is written 1)"),
        ("t.share > 25", "11 25 is taken for 2500%, since it meets a percentage (25% is written 0.25)"),
        ("1 - p", ""), ("p > 0.5", ""), ("p * 100", ""),
    ])
    func `a written number that meets a percentage is warned of`(formula: String, expected: String) {
        let parsed = Expression.parse(formula, at: SourceLocation(file: "f"))
        let outcome = parsed.value.map { StrictEvaluator.evaluate($0, in: Sample()) }
        let told = JavaScriptTests.describe(outcome?.diagnostics ?? [])
        #expect(told.replacing("formula/unit: ", with: "") == expected)
        #expect(outcome?.value != nil)
    }

    @Test(
        arguments: [
            ("12.50", 4), ("0.050", 2), ("12", nil), ("1200", nil), ("~1200", 2), ("~12.0", 3), (">1600", nil),
            ("1.25e6", 3),
            (">12.5", 3), ("4.5..12.25", 2), ("4..5", nil), ("12.55±0.3", 4), ("-0.5", 1), ("~3000000", 1), ("0", nil),
            ("0.0", nil), ("", nil), ("..", nil), ("x", nil),
        ] as [(String, Int?)])
    func `a source gives a number the digits that it writes`(text: String, digits: Int?) {
        #expect(Quantity.significantDigits(writtenAs: text) == digits)
    }

    @Test(
        arguments: [
            ("m * 2", 3), ("m * n", 2), ("m / n", 2), ("m + n", 3), ("m + 100", 4), ("m - 12", 1), ("m - m", nil),
            ("-m", 3), ("m ** 2", 3), ("sqrt(m)", 3), ("abs(m)", 3), ("round(m * n)", nil), ("max(m, n)", 2),
            ("min(m, n)", 3), ("mean(m, n)", 3), ("median(m, n, 1)", 3), ("share(m, n)", 2), ("growth(n, m)", 3),
            ("rest(100, m)", 3), ("2 * 3", nil), ("m > n ? m : n", 2), ("between(m, n)", 2), ("count(t.n)", nil),
            ("w", nil), ("w / 3", nil), ("w * m", 3),
        ] as [(String, Int?)])
    func `digits go through a formula`(formula: String, digits: Int?) {
        struct Measured: StrictEnvironment {
            var asOf: Int { 0 }
            func value(of name: String) -> StrictLookup {
                let texts = ["m": "12.5", "n": "990", "w": "7"]
                guard let text = texts[name], var q = Quantity(parsing: text) else { return Sample().value(of: name) }
                q.significantDigits = name == "n" ? 2 : Quantity.significantDigits(writtenAs: text)
                return .found(.quantity(q))
            }
        }
        let parsed = Expression.parse(formula, at: SourceLocation(file: "f"))
        let result = parsed.value.flatMap { StrictEvaluator.evaluate($0, in: Measured()).value }
        guard case .quantity(let q)? = result?.value else { return #expect(Bool(false)) }
        #expect(q.significantDigits == digits)
    }

    @Test func `inputs are told in the order of their first use`() {
        let parsed = Expression.parse("t[\"b\"].n / sum(t.n) * t[\"b\"].n", at: SourceLocation(file: "f"))
        let result = parsed.value.flatMap { StrictEvaluator.evaluate($0, in: Sample()).value }
        #expect(
            result?.inputs == [
                .cell(bundle: "", table: "t", row: 1, field: 0), .column(bundle: "", table: "t", field: 0),
            ])
    }

    @Test(arguments: [
        ("growth(1, 2)", true), ("cagr(1, 2, 3)", true), ("a / b - 1", true), ("(a / b) - 1", true),
        ("a / b", false), ("1 - a / b", false), ("a - 1", false), ("growth(1, 2) * 2", false),
    ])
    func `growths are known by their form`(formula: String, isGrowth: Bool) {
        #expect(Expression.parse(formula, at: SourceLocation(file: "f")).value?.isGrowth == isGrowth)
    }

    @Test func `after a line break columns count from where the formula began`() {
        let parsed = Expression.parse("1 +\n  cars", at: SourceLocation(file: "f", line: 7, column: 5))
        let outcome = parsed.value.map { StrictEvaluator.evaluate($0, in: Sample()) }
        #expect(outcome?.diagnostics.first?.location?.description == "f:8:7")
    }
}

/// A table `t` of four rows, a table `u` of two, and some quantities by name.
struct Sample: StrictEnvironment {
    static let quantities: [(String, String, String)] = [
        ("exact", "3000", "PFLOPS"), ("about", "~5000", "PFLOPS"), ("quota", "200", "cars/day"), ("stay", "3", "day"),
        ("served", ">1600", "cars"), ("chargers", "83", "chargers"), ("few", "4..5", ""), ("many", ">70", "%"),
        ("atleast", ">=20", ""), ("below", "<9", ""), ("atmost", "<=9", ""), ("tolerance", "12±3", ""),
        ("p", "44", "%"), ("q", "30", "%"), ("nearZero", "-1..1", ""), ("side", "4", "m^2"), ("hkd", "7.8", "HKD"),
        ("eflops", "2", "EFLOPS"), ("kilo", "500", "kW"), ("mega", "2", "MW"), ("usd", "10", "USD"),
        ("rate", "7.8", "HKD/USD"), ("dollars", "5", "HK$"), ("vans", "5", "EV"), ("grid", "1", "kV"),
    ]

    var asOf: Int { CivilDay.number(year: 2026, month: 6, day: 30) }

    func value(of name: String) -> StrictLookup {
        if let found = Self.quantities.first(where: { $0.0 == name }) {
            let input = StrictInput.indicator(bundle: "", name: name)
            return Quantity(parsing: found.1, unit: Unit(parsing: found.2) ?? .none).map {
                .found(.quantity($0), from: input)
            } ?? .failed
        }
        switch name {
        case "t": return .found(.reference(SampleTable()))
        case "gone": return .found(.missing(.notAvailable))
        case "day": return .found(.date(EDTFDate(day: asOf)))
        case "broken": return .failed
        case "kind": return .found(.text("new"))
        default: return .unknown(among: Self.quantities.map(\.0) + ["t", "gone", "day", "broken", "gdp-annual"])
        }
    }
}

struct SampleTable: StrictReference {
    static let keys = ["a", "b", "c", "d"]
    static let fields = ["n", "gap", "kind", "when", "share"]
    var kind: String { "a table" }
    var usage: String? { "a cell is written table[\"key\"].column" }

    static func cell(_ row: Int, _ field: Int) -> StrictValue {
        switch field {
        case 0: .quantity(Quantity(parsing: ["10", "~20", ">30", "40"][row], unit: Unit(parsing: "cars") ?? .none)!)
        case 1: row == 2 ? .missing(.confidential) : .quantity(Quantity(Number(row + 1)))
        case 2: .text(["x", "y", "x", "y"][row])
        case 3: row == 3 ? .missing(.empty) : .date(EDTFDate(parsing: ["2026-01", "2026-06-08", "2027-Q1"][row])!)
        default: .quantity(Quantity(parsing: ["10", "20", "30", "40"][row], unit: .percent)!)
        }
    }

    func member(_ name: String) -> StrictLookup {
        guard let field = Self.fields.firstIndex(of: name) else { return .unknown(among: Self.fields) }
        return .found(
            .column((0..<4).map { Self.cell($0, field) }), from: .column(bundle: "", table: "t", field: field))
    }

    func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let text) = key, let row = Self.keys.firstIndex(of: text) else {
            return .unknown(among: Self.keys)
        }
        return .found(.reference(SampleRow(row: row)))
    }
}

struct SampleRow: StrictReference {
    var row: Int
    var kind: String { "a row" }
    var usage: String? { "name one of its fields" }
    func member(_ name: String) -> StrictLookup {
        guard let field = SampleTable.fields.firstIndex(of: name) else { return .unknown(among: SampleTable.fields) }
        return .found(SampleTable.cell(row, field), from: .cell(bundle: "", table: "t", row: row, field: field))
    }
    func element(_ key: StrictValue) -> StrictLookup { .unknown(among: []) }
}
