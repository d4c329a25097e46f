import Diagnostics
import Testing

@testable import Expressions

@Suite("Formulas that nobody should write")
struct HostileFormulaTests {
    /// Pieces that formulas are made of, and some that they are not.
    private static let pieces: [String] = [
        "1", "0", "2.5", "1e300", "-", "+", "*", "/", "%", "**", "(", ")", "[", "]", "{", "}", ",", ".", ":", "?", "&&",
        "||", "!", "==", "<", ">=", "'", "\"", "\\", "'a'", "\"b\"", "t", "a", "t.n", "t[\"a\"]", "datum", "datum.x",
        "sum(", "where(", "round(", "days(", "slice(", "pad(", "substring(", "sequence(", "datetime(", "null", "true",
        "中", "（", "\u{301}", "\u{0}", "\n", "\r\n", " ", "0x", ".5", "5.", "/a/", "=>", "=", "#", "\u{202E}", "🀄",
        "Infinity", "NaN", "undefined", "1e5", "\\u{110000}", "'\\ud800'", "truncate(", "parseInt(", "utc(",
    ]

    @Test func `any row of tokens is a value or an error, in both modes, and never a crash`() {
        var state: UInt64 = 7
        func random(_ n: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(n))
        }
        var parsed = 0
        for _ in 0..<20000 {
            var text = ""
            for _ in 0...random(12) { text += Self.pieces[random(Self.pieces.count)] }
            let outcome = Expression.parse(text, at: SourceLocation(file: "f"))
            guard let expression = outcome.value else {
                #expect(outcome.diagnostics.count == 1, "\(text)")
                continue
            }
            parsed += 1
            let strict = StrictEvaluator.evaluate(expression, in: Sample())
            #expect(strict.value != nil || strict.diagnostics.hasErrors || text.contains("broken"), "\(text)")
            let compiled = CompiledExpression.compile(expression, parameters: ["t"]) { _ in nil }
            _ = compiled.value?.value(in: ObjectContext(.object([]), parameters: [.string("text")]))
            #expect(compiled.value != nil || compiled.diagnostics.hasErrors, "\(text)")
        }
        #expect(parsed > 500)
    }

    @Test(arguments: [
        "slice('abc', 1e300)", "slice('abc', -1e300, NaN)", "substring('abc', NaN, Infinity)", "pad('a', 1e300)",
        "pad('a', Infinity)", "truncate('abc', -5)", "truncate('abc', NaN)", "sequence(0, 1, 0)", "sequence(NaN)",
        "datetime(1e300, 1)", "datetime(300000, 0)", "datetime(-300000, 0)", "datetime(2020, 1e14)", "year(1e300)",
        "parseInt('zz', 1e300)", "parseInt('9', NaN)", "1 << 1e300", "~Infinity", "'abc'[1e300]", "[1][-1]",
        "monthFormat(1e300)", "clamp(1, NaN, 2)", "split('', '')", "replace('a', '', 'b')", "lastindexof('', '')",
        "toDate('999999-99-99')", "datetime('+275760-09-13')", "0 % 0", "-(-9223372036854775808)",
    ])
    func `extreme arguments have some value`(formula: String) {
        #expect(!JavaScriptTests.evaluate(formula).contains("formula/"))
    }

    @Test(arguments: [
        "10 ** 1000", "(10 ** 300) ** 3", "2 ** -1000", "0 ** -1", "0 ** 0", "round(1e300, 18)", "round(5, 1e300)",
        "exp(1e300)", "log(1e-320)", "sqrt(1e300)", "1e300 * 1e300", "1e-300 / 1e300", "days(\"0001\", \"9999\")",
        "years(\"0001-01-01\", \"9999-12-31\")", "years(\"9999\", \"0001\")", "cagr(1, 2, 1e-300)", "5 % 1e-300",
        "1e300 % 7", "pow(2, 0.001)", "pow(0, -0.5)", "between(2, 1)", "median(1)", "sum()", "rest(1e300, -1e300)",
    ])
    func `extreme numbers have a value or an error`(formula: String) {
        #expect(!StrictTests.evaluate(formula).isEmpty)
    }

    @Test func `formulas at the limits are evaluated`() {
        let chain = "1" + String(repeating: " + 1", count: 249)
        let calls = String(repeating: "abs(", count: 49) + "1" + String(repeating: ")", count: 49)
        let conditions = String(repeating: "1 < 2 ? ", count: 98) + "7" + String(repeating: " : 0", count: 98)
        let negations = String(repeating: "!", count: 96) + "(1 < 2)"
        for (formula, expected) in [(chain, "250"), (calls, "1"), (conditions, "7"), (negations, "true")] {
            #expect(StrictTests.evaluate(formula) == expected)
            #expect(JavaScriptTests.evaluate(formula) == expected)
        }
    }
}
