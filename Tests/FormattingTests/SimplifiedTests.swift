import Languages
import Quantities
import Testing

@testable import Formatting

@Suite("Numbers and dates in Simplified Chinese")
struct SimplifiedTests {
    private let language = LanguageTag("zh-Hans") ?? .english

    @Test(
        "quantities are worded in Simplified characters",
        arguments: [
            ("180000", "18 万"), ("250000000", "2.5 亿"), ("~5000", "约 5,000"), (">70", "逾 70"), ("4..5", "介乎 4 至 5"),
        ])
    func quantities(_ written: String, _ words: String) throws {
        let quantity = try #require(Quantity(parsing: written))
        #expect(QuantityFormatter(language: language).text(quantity) == words)
    }

    @Test(
        "dates too, to the precision they have",
        arguments: [("2026-06-08", "2026 年 6 月 8 日"), ("2027-33", "2027 年第 1 季"), ("2026?", "2026 年（未确定）")])
    func dates(_ written: String, _ words: String) throws {
        #expect(DateWords.text(try #require(EDTFDate(parsing: written)), in: language) == words)
    }

    @Test("what is missing is said, and so is what is known of bounds")
    func missing() throws {
        let formatter = QuantityFormatter(language: language)
        #expect(formatter.text(.empty) == "没有数据")
        #expect(formatter.boundsText(try #require(Quantity(parsing: "~5"))) == "约数，上下限不详")
    }

    @Test("days of the week")
    func days() { #expect(TimeLocale.of(language).shortDays.first == "周日") }
}
