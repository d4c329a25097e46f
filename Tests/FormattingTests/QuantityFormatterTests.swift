import Languages
import Quantities
import Testing

@testable import Formatting

@Suite struct QuantityFormatterTests {
    static let words: UnitWords = {
        var words = UnitWords()
        words.declare("cars", tag: "zh-Hant-HK", forms: ["輛"])
        words.declare("cars", tag: "en", forms: ["car", "cars"])
        words.declare("cities", tag: "zh", forms: ["個城市"])
        words.declare("cities", tag: "en", forms: ["city", "cities"])
        return words
    }()

    @Test func `quantities in words`() throws {
        let cases = rows("formatting/quantities.txt")
        #expect(cases.count >= 60)
        for row in cases {
            let cells = row.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
            let unit = try #require(Unit(parsing: cells[1]))
            let quantity = try #require(Quantity(parsing: cells[0], unit: unit), "\(cells[0])")
            let format = cells[2].isEmpty ? nil : NumberFormat.parse(cells[2])
            #expect(cells[2].isEmpty || format != nil)
            for (language, text) in [(LanguageTag.traditionalChineseHongKong, cells[3]), (.english, cells[4])] {
                let formatter = QuantityFormatter(language: language, unitWords: Self.words)
                #expect(formatter.text(quantity, format: format) == text, "\(row)")
            }
        }
    }

    @Test func `a quotient that no decimal holds has three digits, its bound rounded outward`() throws {
        let cars = Unit(factors: [.init("cars")])
        let served = try #require(Quantity(parsing: ">1600", unit: cars))
        let quotient = served.interval / Interval(point: 600)
        let headroom = try #require(quotient)
        let zh = QuantityFormatter(language: .traditionalChineseHongKong)
        let en = QuantityFormatter(language: .english)
        #expect(zh.text(Quantity(headroom)) == "逾 2.66")
        #expect(en.text(Quantity(headroom)) == "more than 2.66")
        #expect(en.text(Quantity(headroom), format: .parse(".1f")) == "more than 2.6")
        #expect(en.text(Quantity(headroom, isApproximate: true)) == "roughly more than 2.66")
        #expect(zh.text(Quantity(headroom, isApproximate: true)) == "約逾 2.66")
        let millions = Number(4_000_000) / Number(3)
        #expect(en.text(Quantity(try #require(millions))) == "1,333,333")
        let small = Number(1) / Number(3_000_000)
        #expect(en.text(Quantity(try #require(small))) == "0.000000333")
    }

    @Test(
        arguments: [
            ("46.25", nil, "46.25"), ("46.25", 4, "46.25"), ("46.25", 3, "46.3"), ("46.25", 2, "46"),
            ("46.25", 1, "46"),
            (">46.25", 3, "more than 46.2"), ("<46.25", 3, "less than 46.3"), ("46.21..46.29", 3, "46.2 to 46.3"),
            ("~46.25", 2, "about 46"), ("1333333", 2, "1.3 million"), ("0.0625", 2, "0.063"), ("5000", 3, "5,000"),
            ("-46.25", 3, "−46.3"), ("0", 3, "0"),
        ] as [(String, Int?, String)])
    func `no more digits are printed than the sources support, and at least two`(
        _ text: String, _ digits: Int?, _ expected: String
    ) throws {
        var quantity = try #require(Quantity(parsing: text))
        quantity.significantDigits = digits
        let formatter = QuantityFormatter(language: .english)
        #expect(formatter.text(quantity) == expected)
        #expect(formatter.text(quantity.atFullPrecision) == formatter.text(try #require(Quantity(parsing: text))))
    }

    @Test func `the digits of a percentage are those of its written number`() throws {
        var share = try #require(Quantity(parsing: "44.55", unit: .percent))
        share.significantDigits = 3
        #expect(QuantityFormatter(language: .english).text(share) == "44.6%")
        #expect(QuantityFormatter(language: .english).text(share, format: .parse(".2%")) == "44.55%")
    }

    @Test func `a number that no decimal holds is cut where its sources support two digits`() throws {
        let eightThirds = Number(8) / Number(3)
        var third = Quantity(try #require(eightThirds))
        third.significantDigits = 2
        #expect(QuantityFormatter(language: .english).text(third) == "2.7")
        third.significantDigits = 9
        #expect(QuantityFormatter(language: .english).text(third) == "2.67")
    }

    @Test func `what is bounded on neither side cannot be derived`() {
        let nothing = Quantity(.everything, isApproximate: true)
        #expect(QuantityFormatter(language: .traditionalChineseHongKong).text(nothing) == "無法推定")
        #expect(QuantityFormatter(language: .english).text(nothing) == "cannot be derived")
        #expect(nothing.notation == nil)
    }

    @Test(arguments: [
        ("3000", ""), ("~5000", ""), (">1600", ""), (">=20", ""), ("<9", ""), ("<=9", ""), ("4..5", ""), ("44", "%"),
        ("~60.5", "%"), ("26", "pp"), ("-0.5..12", "cars"), ("~>5", ""), ("~4..5", "%"), ("0.000001", ""),
        ("12345678901234567890", ""),
    ])
    func `a quantity is written back as data write it`(_ text: String, _ unit: String) throws {
        let read = try #require(Unit(parsing: unit))
        let quantity = try #require(Quantity(parsing: text, unit: read))
        let written = try #require(quantity.notation)
        #expect(Quantity(parsing: written, unit: quantity.unit) == quantity)
        if text.utf8.count < 12 { #expect(written == text) }
    }

    @Test func `a package's words stand over the site's, and a tag falls back to its language`() throws {
        var site = UnitWords()
        site.declare("cars", tag: "zh", forms: ["架"])
        site.declare("visits", tag: "en-GB", forms: ["visit", "visits"])
        let words = site.overlaid(by: Self.words)
        let mainland = try #require(LanguageTag("zh-Hans"))
        #expect(words.forms(of: "cars", in: .traditionalChineseHongKong)?.one == "輛")
        #expect(words.forms(of: "cars", in: mainland)?.one == "架")
        #expect(words.forms(of: "visits", in: .english)?.other == "visits")
        #expect(words.forms(of: "visits", in: mainland) == nil)
        let none = site.declare("x", tag: "en", forms: [])
        let empty = site.declare("x", tag: "en", forms: ["", ""])
        #expect(!none && !empty)
    }

    @Test(arguments: [
        ("2026-06-08", "2026 年 6 月 8 日", "8 June 2026"), ("2026-12", "2026 年 12 月", "December 2026"),
        ("2027-Q1", "2027 年第 1 季", "the first quarter of 2027"), ("2032", "2032 年", "2032"),
        ("2027-36", "2027 年第 4 季", "the fourth quarter of 2027"),
        ("2026-06~", "2026 年 6 月左右", "about June 2026"), ("2032?", "2032 年（未確定）", "2032 (uncertain)"),
        ("2032%", "2032 年左右（未確定）", "about 2032 (uncertain)"),
    ])
    func `dates in words`(_ date: String, _ chinese: String, _ english: String) throws {
        let date = try #require(EDTFDate(parsing: date))
        #expect(DateWords.text(date, in: .traditionalChineseHongKong) == chinese)
        #expect(DateWords.text(date, in: .english) == english)
    }
}
