import Diagnostics
import TestSupport
import Testing

@testable import Expressions

@Suite("Expressions in JavaScript's values")
struct JavaScriptTests {
    static let datum: DataValue = .object([
        DataMember(key: "a", value: .number(6)), DataMember(key: "b", value: .string("text")),
        DataMember(key: "數", value: .string("4")), DataMember(key: "no", value: .null),
        DataMember(key: "a b", value: .boolean(true)), DataMember(key: "when", value: .date(1_767_225_600_000)),
        DataMember(key: "list", value: .array([.number(3), .number(1), .number(2)])),
    ])

    /// Strings in quotes, so that `"1"` and `1` differ.
    static func shown(_ value: DataValue) -> String {
        switch value {
        case .string(let text): "\"\(text)\""
        case .date(let time): "date \(DataText.of(time))"
        case .array(let list): "[" + list.map(shown).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\($0.key): \(shown($0.value))" }.joined(separator: ", ") + "}"
        default: value.asText
        }
    }

    static func evaluate(_ formula: String) -> String {
        let parsed = Expression.parse(formula, at: SourceLocation(file: "x.vl.yaml"))
        guard let expression = parsed.value else { return describe(parsed.diagnostics) }
        var names: [String] = []
        let compiled = CompiledExpression.compile(
            expression, parameters: ["width", "limit"], formatting: LocaleFormatting()
        ) { name in
            guard ["a", "b", "數", "no", "a b", "when", "list"].contains(name) else { return nil }
            names.append(name)
            return names.count - 1
        }
        guard let program = compiled.value else { return describe(compiled.diagnostics) }
        let row = ObjectContext(datum, names: names, parameters: [.number(400), .string("7")])
        return shown(program.value(in: row))
    }

    static func describe(_ findings: [Diagnostic]) -> String {
        findings.map {
            "\($0.location?.column ?? 0) \($0.code.rawValue): \($0.message)" + ($0.hint.map { " (\($0))" } ?? "")
        }.joined(separator: "; ")
    }

    @Test(arguments: FormulaTable.rows("javascript.txt"))
    func `a formula has JavaScript's value`(row: FormulaTable.Row) {
        #expect(Self.evaluate(row.formula) == row.expected)
    }

    @Test(arguments: FormulaTable.rows("javascript-errors.txt"))
    func `an error names its column, what was found and what was expected`(row: FormulaTable.Row) {
        #expect(Self.evaluate(row.formula) == row.expected)
    }

    @Test func `the tables were read`() {
        #expect(FormulaTable.rows("javascript.txt").count > 150)
        #expect(FormulaTable.rows("javascript-errors.txt").count > 30)
    }

    @Test func `what a derived column keeps is finite or null`() {
        #expect(DataValue.number(.infinity).stored == .null)
        #expect(DataValue.number(.nan).stored == .null)
        #expect(DataValue.undefined.stored == .null)
        #expect(DataValue.number(0).stored == .number(0))
    }

    @Test func `texts that differ in normalisation differ`() {
        #expect(DataValue.string("e\u{301}") != .string("é"))
        #expect(Self.evaluate("'e\u{301}' == 'é'") == "false")
    }

    @Test func `the fields of datum are listed with their places`() {
        let parsed = Expression.parse(
            "datum.a + datum['b c'] * width", at: SourceLocation(file: "f", line: 3, column: 5))
        let fields = parsed.value?.datumFields ?? []
        #expect(fields.map(\.name) == ["a", "b c"])
        #expect(fields.map(\.location.description) == ["f:3:5", "f:3:15"])
    }

    @Test func `an expression of constants is evaluated once`() {
        let parsed = Expression.parse("2 * 3 + length('abc')", at: SourceLocation(file: "f"))
        let program = parsed.value.flatMap { CompiledExpression.compile($0) { _ in nil }.value }
        #expect(program?.constant == .number(9))
    }

    @Test func `lengths, depths and heights have limits`() {
        let long = String(repeating: " ", count: Expression.maximumLength) + "1"
        #expect(Self.evaluate(long).hasPrefix("1 formula/limit"))
        let deep = String(repeating: "(", count: 101) + "1" + String(repeating: ")", count: 101)
        #expect(Self.evaluate(deep).hasPrefix("101 formula/limit"))
        let high = "1" + String(repeating: "+1", count: 300)
        #expect(Self.evaluate(high).hasPrefix("500 formula/limit"))
        let unary = String(repeating: "!", count: 200) + "1"
        #expect(Self.evaluate(unary).contains("formula/limit"))
        #expect(Self.evaluate("1" + String(repeating: "+1", count: 200)) == "201")
    }
}
