import Diagnostics
import Expressions
import Languages
import Testing

@testable import Rendering

@Suite("Formulas in words")
struct FormulaWordsTests {
    private func words(_ formula: String, _ language: LanguageTag = .english) throws -> String? {
        let expression = try #require(Expression.parse(formula, at: SourceLocation(file: "f")).value)
        let words = FormulaWords(expression: expression, language: language) { node in
            guard case .name(let name) = expression[node].kind else { return nil }
            return FormulaWords.Operand(
                text: name.uppercased(), isLoose: name == "range", isColumn: name == "column")
        }
        return words.text()
    }

    @Test(
        "operators are those of print, with no more brackets than needed",
        arguments: [
            ("a / b", "A ÷ B"), ("a * b - c", "A × B − C"), ("a - (b - c)", "A − (B − C)"), ("a - b - c", "A − B − C"),
            ("(a + b) * c", "(A + B) × C"), ("a / (b * c)", "A ÷ (B × C)"), ("a + (b + c)", "A + B + C"),
            ("-a ** 2", "−A^2"), ("(-a) ** 2", "(−A)^2"), ("a >= 2 && b != c", "A ≥ 2 and B ≠ C"),
            ("a * range", "A × (RANGE)"), ("a > b ? a : b", "if A > B then A, else B"), ("1234.5 * a", "1,234.5 × A"),
        ])
    func operators(formula: String, text: String) throws { #expect(try words(formula) == text) }

    @Test(
        "ratios are written out, other functions are named",
        arguments: [
            ("growth(a, b)", "B ÷ A − 1", "B ÷ A − 1"), ("share(a, b)", "A ÷ B", "A ÷ B"),
            ("share(a + b, 1)", "A + B", "A + B"), ("rest(a, b, c)", "A − B − C", "A − B − C"),
            ("rest(1, column)", "1 − total (COLUMN)", "1 − 合計（COLUMN）"),
            ("1 - rest(a, b)", "1 − (A − B)", "1 − (A − B)"),
            ("cagr(a, b, 5)", "(B ÷ A)^(1 ÷ 5) − 1", "(B ÷ A)^(1 ÷ 5) − 1"),
            ("pow(a + b, 2)", "(A + B)^2", "(A + B)^2"), ("sqrt(a)", "√A", "√A"), ("abs(a - b)", "|A − B|", "|A − B|"),
            ("sum(a)", "total (A)", "合計（A）"), ("quantile(a, 0.5)", "quantile (A; 0.5)", "分位數（A；0.5）"),
            ("sum(where(a, b > 2))", "total (A where B > 2)", "合計（A（限於 B > 2））"),
            ("between(a, b) * 2", "(A to B) × 2", "(A 至 B) × 2"),
            (
                #"days("2026-06-08", asof())"#, "days from 8 June 2026 to the day on which this page was made",
                "由 2026 年 6 月 8 日 至 本頁製作日期 的日數"
            ),
        ])
    func functions(formula: String, english: String, chinese: String) throws {
        #expect(try words(formula) == english)
        #expect(try words(formula, .traditionalChineseHongKong) == chinese)
    }

    @Test("what was not read stands as it was written")
    func unread() throws { #expect(try words(#"a > b ? a : t["x"].y"#) == #"if A > B then A, else t["x"].y"#) }

    @Test("a formula too long to be read has no words")
    func long() throws { #expect(try words(Array(repeating: "a", count: 60).joined(separator: " + ")) == nil) }
}
