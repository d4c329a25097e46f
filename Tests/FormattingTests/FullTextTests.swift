import Languages
import Quantities
import Testing

@testable import Formatting

@Suite("Quantities at full precision")
struct FullTextTests {
    @Test(
        "all digits where they end, else the first six, cut and not rounded",
        arguments: [
            ("600", "600"), ("1234567.891", "1,234,567.891"), ("93.80", "93.8"),
            ("0.123456789012345", "0.123456789012345"),
            ("-0.5", "−0.5"), ("0", "0"),
        ])
    func decimals(written: String, text: String) throws {
        #expect(QuantityFormatter.fullText(try #require(Number(parsing: written))) == text)
    }

    @Test(
        "a quotient that goes on is cut",
        arguments: [
            (1600, 83, "19.2771…"), (2, 3, "0.666666…"), (-2, 3, "−0.666666…"), (20_000_000, 3, "6,666,666…"),
            (1, 8, "0.125"), (1, 700_000_000_000, "1.42857e-12…"),
        ])
    func quotients(a: Int, b: Int, text: String) throws {
        let quotient = Number(a) / Number(b)
        #expect(QuantityFormatter.fullText(try #require(quotient)) == text)
    }

    @Test("a binary residue is no digit")
    func residue() {
        #expect(QuantityFormatter.fullText(Number(inexact: 0.1 + 0.2)) == "0.3")
        #expect(QuantityFormatter.fullText(Number(inexact: 2.0.squareRoot() * 2.0.squareRoot())) == "2")
    }

    @Test(
        "the words keep the qualifier and the unit, and what is known of the bounds is said",
        arguments: [
            ("600", "600 輛", "600 cars", nil, nil),
            ("~5000", "約 5,000 輛", "about 5,000 cars", "約數，上下限不詳", "approximate, bounds not known"),
            (
                ">1600", "逾 1,600 輛", "more than 1,600 cars", "不包括下限，沒有上限",
                "lower bound not included, no upper bound"
            ),
            ("<=9", "不超過 9 輛", "at most 9 cars", "包括上限，沒有下限", "upper bound included, no lower bound"),
            ("4..5", "介乎 4 至 5 輛", "4 to 5 cars", "包括上下限", "both bounds included"),
            (
                "~>19", "約逾 19 輛", "roughly more than 19 cars", "不包括下限，沒有上限；上下限均為約數",
                "lower bound not included, no upper bound; the bounds are approximate"
            ),
            ("180000", "180,000 輛", "180,000 cars", nil, nil),
        ] as [(String, String, String, String?, String?)])
    func words(written: String, chinese: String, english: String, bounds: String?, boundsInEnglish: String?) throws {
        let unit = try #require(Unit(parsing: "cars"))
        let quantity = try #require(Quantity(parsing: written, unit: unit))
        for (language, text, bounds) in [
            (LanguageTag.traditionalChineseHongKong, chinese, bounds), (.english, english, boundsInEnglish),
        ] {
            let formatter = QuantityFormatter(language: language, unitWords: QuantityFormatterTests.words)
            #expect(formatter.fullText(quantity) == text)
            #expect(formatter.boundsText(quantity) == bounds)
        }
    }

    @Test("a percentage is one, and a ratio where it is asked for as one")
    func percentages() throws {
        let formatter = QuantityFormatter(language: .english)
        #expect(formatter.fullText(try #require(Quantity(parsing: "44", unit: .percent))) == "44%")
        let quotient = Number(2) / 3
        let ratio = Quantity(try #require(quotient))
        #expect(formatter.fullText(ratio, asPercent: true) == "66.6666…%")
        #expect(formatter.fullText(ratio) == "0.666666…")
    }
}
