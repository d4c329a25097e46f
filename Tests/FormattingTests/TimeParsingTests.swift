import Testing

@testable import Formatting

@Suite struct TimeParsingTests {
    static let cases: [(String, String, String)] = [
        ("%d %b", "12 Mar", "1900-03-12T00:00:00.000"), ("%Y-%m-%d", "2026-06-08", "2026-06-08T00:00:00.000"),
        ("%B %d, %Y", "june 30, 1990", "1990-06-30T00:00:00.000"), ("%Y", "2032", "2032-01-01T00:00:00.000"),
        ("%y", "69", "1969-01-01T00:00:00.000"), ("%y", "68", "2068-01-01T00:00:00.000"),
        ("%I:%M %p", "12:30 AM", "1900-01-01T00:30:00.000"), ("%I %p", "12 pm", "1900-01-01T12:00:00.000"),
        ("%x, %X", "1/2/2003, 4:05:06 PM", "2003-01-02T16:05:06.000"), ("%Y-%j", "2024-366", "2024-12-31T00:00:00.000"),
        ("%Y-Q%q", "2027-Q3", "2027-07-01T00:00:00.000"), ("%Q", "-1", "1969-12-31T23:59:59.999"),
        ("%s", "86400", "1970-01-02T00:00:00.000"),
        ("%Y-%m-%dT%H:%M:%S.%L%Z", "2026-01-01T00:00:00.5+0800", "2025-12-31T16:00:00.005"),
        ("%G-W%V-%u", "2026-W53-7", "2027-01-03T00:00:00.000"), ("%w %U %Y", "0 01 2026", "2026-01-04T00:00:00.000"),
        ("%a %W %Y", "Mon 1 2026", "2026-01-05T00:00:00.000"), ("%e %m", " 8 6", "1900-06-08T00:00:00.000"),
        ("%Y-%m-%d", "2026-02-31", "2026-03-03T00:00:00.000"), ("100%% %Y", "100% 2001", "2001-01-01T00:00:00.000"),
        ("%m", "00", "1899-12-01T00:00:00.000"),
    ]

    @Test(arguments: cases)
    func `reads`(_ row: (String, String, String)) throws {
        let format = try #require(TimeFormat.parse(row.0))
        let iso = try #require(TimeFormat.parse("%Y-%m-%dT%H:%M:%S.%L"))
        let milliseconds = try #require(format.milliseconds(parsing: row.1))
        #expect(iso.format(milliseconds: milliseconds) == row.2)
    }

    @Test(arguments: [
        ("%Y", ""), ("%Y", "20x6"), ("%d %b", "12 Foo"), ("%Y", "2026 "), ("%p", "noon"), ("%Z", "08"), ("%V", "54"),
        ("%Q", "9999999999999999"), ("a%Y", "b2026"), ("%H", "-1"),
    ])
    func `refuses`(_ specifier: String, _ text: String) {
        #expect(TimeFormat.parse(specifier)?.milliseconds(parsing: text) == nil)
    }

    @Test func `Chinese names are read, the longest first`() {
        let format = TimeFormat.parse("%Y年%B%-d日 %A", locale: .chineseTraditional)
        #expect(format?.milliseconds(parsing: "2026年12月8日 星期二") == 1_796_688_000_000)
    }

    @Test(arguments: [
        "%Y-%m-%d %H:%M:%S.%L", "%Y-%j %I:%M:%S.%L %p", "%Y %U %w %H:%M:%S %L", "%Y %W %u %X.%L", "%G %V %a %X %L",
        "%Q",
    ])
    func `formatting and reading are inverse`(_ specifier: String) throws {
        let format = try #require(TimeFormat.parse(specifier))
        var seed: UInt64 = 42
        for _ in 0..<300 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let moment = (Double(seed >> 24) / 1_099_511_627_776 * 200 - 100) * 31_556_952_000 + 946_684_800_000
            let whole = moment.rounded(.down)
            #expect(format.milliseconds(parsing: format.format(milliseconds: whole)) == whole)
        }
    }
}
