import Quantities
import TestSupport
import Testing

@testable import Formatting

/// The lines of a fixture of columns between `|`, comments aside.
func rows(_ fixture: String) -> [[String]] {
    Fixture.text(fixture).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
        $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }
}

@Suite struct NumberFormatTests {
    @Test func `prints what d3-format prints`() throws {
        let cases = rows("formatting/numbers.txt")
        #expect(cases.count > 150)
        for row in cases {
            let format = try #require(NumberFormat.parse(row[0]), "\(row[0])")
            let value = try #require(Double(row[1]))
            let text = format.format(value)
            #expect(text == row[2], "\(row[0]) of \(row[1])")
        }
    }

    @Test(arguments: [
        ".", ".f", "q", "2.f.", "..1f", ",,f", "hello", ".2fx", "~~f", "f.2", "é", "201d", "．2f", ".0 %", "+-d", "1e9",
    ])
    func `refuses what is no specifier`(_ text: String) {
        #expect(NumberFormat.parse(text) == nil)
    }

    @Test(arguments: ["", ".2f", ",.0f", "*^+$012,.3~s", ">10d", "#x", "(,.2f", " d", "0=8d", "。>8.1%"])
    func `a specifier is written back as it was read`(_ text: String) {
        let format = NumberFormat.parse(text)
        #expect(format != nil)
        #expect(format.flatMap { NumberFormat.parse($0.specifier) } == format)
    }

    @Test func `padding may be any scalar`() {
        #expect(NumberFormat.parse("。>6.1f")?.format(2.5) == "。。。2.5")
        #expect(NumberFormat.parse("\u{301}<4d")?.format(7) == "7\u{301}\u{301}\u{301}")
    }

    @Test func `a locale gives its marks and digits`() {
        let locale = NumberLocale(
            decimal: ",", thousands: ".", grouping: [3], currency: ("", " €"),
            numerals: ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"], percent: "％", minus: "-")
        #expect(NumberFormat.parse(",.1f")?.format(-1234.5, locale: locale) == "-一.二三四,五")
        #expect(NumberFormat.parse(".0%")?.format(0.6, locale: locale) == "六〇％")
        #expect(NumberFormat.parse("$d")?.format(9, locale: locale) == "九 €")
        #expect(NumberFormat.parse("$,d")?.format(1800, locale: .chineseHongKong) == "HK$1,800")
        let indian = NumberLocale(grouping: [3, 2, 2])
        #expect(NumberFormat.parse(",d")?.format(123_456_789, locale: indian) == "12,34,56,789")
    }

    @Test func `appends to what is there`() {
        var out = Array("x=".utf8)
        NumberFormat(kind: .fixed, precision: 1).append(2.25, to: &out)
        #expect(String(decoding: out, as: UTF8.self) == "x=2.3")
    }
}

@Suite struct FigureFormatTests {
    static let cases: [(String, String, Rounding, String)] = [
        (".2f", "1.005", .nearest, "1.01"), (".1f", "0.35", .nearest, "0.4"), (".1f", "-0.35", .nearest, "−0.4"),
        (".1f", "0.31", .up, "0.4"), (".1f", "0.39", .down, "0.3"), (".1f", "-0.31", .up, "−0.3"),
        (".1f", "-0.31", .down, "−0.4"), (".0%", "0.285", .nearest, "29%"), (".0%", "0.281", .up, "29%"),
        (".0%", "0.289", .down, "28%"), (",.0f", "1234567.5", .nearest, "1,234,568"), (".2f", "12", .up, "12.00"),
        (".3r", "123456", .down, "123000"), (".3r", "123456", .up, "124000"), (".2s", "9960", .up, "10k"),
        (".2s", "9960", .down, "9.9k"), (".1e", "1550", .nearest, "1.6e+3"), ("", "93.8", .nearest, "93.8"),
        (".2f", "1e22", .nearest, "10000000000000000000000.00"), (".0f", "0.0000001", .up, "1"),
        ("d", "2.5", .nearest, "3"), (".4f", "1e-300", .nearest, "0.0000"), (",.1f", "99.96", .nearest, "100.0"),
        (".2p", "0.6049", .up, "61%"), ("+.1%", "0.6", .nearest, "+60.0%"), (".1~f", "2.04", .nearest, "2"),
        ("x", "255", .nearest, "ff"), ("c", "1.50", .nearest, "1.5"),
    ]

    @Test(arguments: cases)
    func `rounds decimals half away from zero and bounds outward`(_ row: (String, String, Rounding, String)) throws {
        let format = try #require(NumberFormat.parse(row.0))
        let number = try #require(Number(parsing: row.1))
        #expect(format.format(number, rounding: row.2) == row.3)
    }

    @Test func `a quotient that no decimal holds is rounded outward by its decimal digits`() throws {
        let format = NumberFormat(kind: .fixed, precision: 2)
        let quotient = Number(1600) / Number(600)
        let headroom = try #require(quotient)
        #expect(format.format(headroom, rounding: .down) == "2.66")
        #expect(format.format(headroom, rounding: .up) == "2.67")
        #expect(format.format(headroom) == "2.67")
    }
}

@Suite struct NumberTicksTests {
    @Test func `precision follows the step`() {
        #expect(NumberFormat.precisionFixed(step: 0.01) == 2)
        #expect(NumberFormat.precisionFixed(step: 25) == 0)
        #expect(NumberFormat.precisionPrefix(step: 1e5, value: 1.3e6) == 1)
        #expect(NumberFormat.precisionPrefix(step: 1e-6, value: 1e-3) == 3)
        #expect(NumberFormat.precisionRound(step: 0.01, max: 1.01) == 3)
        #expect(NumberFormat.precisionRound(step: 0.5, max: 0) == 1)
    }

    @Test(arguments: [
        (0.0, 1.0, 10, nil as String?, 0.3, "0.3"), (0, 100, 5, nil, 20, "20"), (0, 10000, 5, nil, 2000, "2,000"),
        (0, 1, 5, "%", 0.2, "20%"), (0, 0.01, 5, "%", 0.002, "0.2%"), (0, 1.3e6, 10, "s", 1.1e6, "1.1M"),
        (0, 1e6, 10, "s", 200_000, "0.2M"), (0, 500, 5, "$s", 100, "$100"), (1, 2, 10, ".3f", 1.5, "1.500"),
        (0, 1e-6, 5, "e", 2e-7, "2e-7"), (0, 1, 10, "r", 0.2, "0.2"), (0, 0, 10, nil, 0, "0.000000"),
        (10, -10, 4, nil, -5, "−5"), (-0.05, 0.05, 10, "+f", 0.01, "+0.01"), (0, 20, 10, ",d", 12, "12"),
        (0, 20, 10, "", 12, "12"),
    ])
    func `ticks of a linear scale`(
        _ start: Double, _ stop: Double, _ count: Int, _ specifier: String?, _ value: Double, _ text: String
    ) {
        #expect(NumberFormat.ticks(from: start, to: stop, count: count, specifier: specifier)?.format(value) == text)
    }

    @Test func `steps are 1, 2 or 5 times a power of ten`() {
        #expect(LinearTicks.step(from: 0, to: 1, count: 10) == 0.1)
        #expect(LinearTicks.step(from: 0, to: 1, count: 4) == 0.2)
        #expect(LinearTicks.step(from: 10, to: -10, count: 4) == -5)
        #expect(LinearTicks.step(from: 0, to: 21, count: 10) == 2)
        #expect(LinearTicks.increment(0, 1, 10) == -10)
    }

    @Test func `a fixed prefix is shared by all numbers`() {
        let format = NumberFormat(kind: .prefix, precision: 1, groups: true).withPrefix(for: 1e6)
        #expect(format.format(123_456.0) == "0.1M")
        #expect(format.format(1.5e9) == "1,500.0M")
        #expect(NumberFormat(kind: .fixed, precision: 0).withPrefix(for: 1e-6).format(0.00012) == "120µ")
    }
}
