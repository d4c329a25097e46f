import Languages
import Testing

@testable import Formatting

@Suite struct TimeFormatTests {
    /// 2026-06-08T13:05:09.250Z, a Monday.
    static let moment = 1_780_923_909_250.0

    @Test func `prints what strftime prints`() throws {
        let cases = rows("formatting/times.txt")
        #expect(cases.count > 300)
        for row in cases {
            let format = try #require(TimeFormat.parse(row[1]), "\(row[1])")
            let milliseconds = try #require(Double(row[0]))
            #expect(format.format(milliseconds: milliseconds) == row[2], "\(row[1]) of \(row[0])")
        }
    }

    @Test(arguments: [
        ("%c", "6/8/2026, 1:05:09 PM"), ("%X", "1:05:09 PM"), ("%-I:%M %p", "1:05 PM"), ("%_I", " 1"), ("", ""),
        ("年%Y", "年2026"),
    ])
    func `english`(_ specifier: String, _ text: String) {
        #expect(TimeFormat.parse(specifier)?.format(milliseconds: Self.moment) == text)
    }

    @Test(arguments: [
        ("%A", "星期一"), ("%a", "週一"), ("%B", "6月"), ("%b", "6月"), ("%x", "2026年6月8日"), ("%X", "13:05:09"),
        ("%c", "2026年6月8日 13:05:09"), ("%p%-I時", "下午1時"),
    ])
    func `Chinese`(_ specifier: String, _ text: String) {
        let locale = TimeLocale.of(.traditionalChineseHongKong)
        #expect(TimeFormat.parse(specifier, locale: locale)?.format(milliseconds: Self.moment) == text)
    }

    @Test(arguments: ["%", "%-", "%E", "%é", "a%", "%k", "%-_d"])
    func `refuses what is no directive`(_ specifier: String) {
        #expect(TimeFormat.parse(specifier) == nil)
    }

    @Test(arguments: [Double.nan, .infinity, 8.7e15, -1e300])
    func `what is no time prints nothing`(_ milliseconds: Double) {
        #expect(TimeFormat.parse("%Y")?.format(milliseconds: milliseconds) == "")
    }

    static let axis: [(Double, String, String)] = [
        (1_767_225_600_000.0, "2026", "2026年"), (1_769_904_000_000, "February", "2月"),
        (1_775_001_600_000, "April", "4月"), (1_780_790_400_000, "Jun 07", "6月7日"),
        (1_780_876_800_000, "Mon 08", "8日"), (1_780_923_600_000, "01 PM", "13時"),
        (1_780_923_900_000, "01:05", "13:05"), (1_780_923_909_000, ":09", ":09"), (1_780_923_909_250, ".250", ".250"),
    ]

    @Test(arguments: axis)
    func `a time axis names the largest unit that begins`(_ ms: Double, _ english: String, _ chinese: String) {
        #expect(TimeMultiFormat(locale: .english)?.format(milliseconds: ms) == english)
        #expect(TimeMultiFormat(locale: .chineseTraditional)?.format(milliseconds: ms) == chinese)
    }
}
