import Testing

@testable import Tables

@Suite("Types that are checked as texts") struct TextRuleTests {
    private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

    @Test(
        "durations",
        arguments: [
            ("P1Y", true), ("P1Y2M3D", true), ("PT1H", true), ("PT0.5S", true), ("-P1D", true), ("P2W", true),
            ("P", false),
            ("PT", false), ("P1DT", false), ("1Y", false), ("P1M1Y", false), ("PT5S4H", false), ("P1.5Y", false),
            ("PT5ST4H", false), ("P1S", false), ("P-1D", false),
        ])
    func durations(_ text: String, _ expected: Bool) { #expect(TextRule.isDuration(bytes(text)) == expected) }

    @Test(
        "moments are those of ISO 8601, in UTC where they name no zone",
        arguments: [
            ("1970-01-01T00:00:00Z", 0.0), ("1970-01-01T01:00:00+01:00", 0), ("1970-01-01 00:00:01.5", 1500),
            ("1969-12-31T23:59Z", -60_000), ("1970-01-01T24:00:00Z", 86_400_000), ("1970-01-01T00:00:00", 0),
        ])
    func moments(_ text: String, _ expected: Double) {
        #expect(Moment.dateTime(bytes(text), allowsSpace: true) == expected)
    }

    @Test(
        "what is no moment is none",
        arguments: [
            "1970-01-01", "1970-02-30T00:00:00Z", "1970-01-01T25:00:00Z", "1970-01-01T24:00:01Z", "1970-01-01T1:00:00Z",
            "1970-01-01T00:60:00Z", "1970-01-01T00:00:00ZZ", "1970-01-01T00:00:00+1", "1970-01-01T", "1970-01-01T00",
        ])
    func noMoments(_ text: String) { #expect(Moment.dateTime(bytes(text), allowsSpace: true) == nil) }

    @Test(
        "a date by directives is one of the calendar, in as many digits as it asks for",
        arguments: [
            ("%d/%m/%Y", "8/6/2026", "2026-06-08"), ("%d/%m/%Y", "32/01/2026", nil), ("%d/%m/%Y", "29/02/2023", nil),
            ("%d/%m/%Y", "29/02/2024", "2024-02-29"), ("%d/%m/%Y", "08/06/26", nil),
            ("%d/%m/%y", "08/06/26", "2026-06-08"),
            ("%m/%Y", "06/2026", "2026-06"), ("%Y", "2026", "2026"), ("%Y-%j", "2024-366", "2024-12-31"),
            ("%Y-%j", "2023-366", nil), ("%d %B %Y", "8 june 2026", "2026-06-08"), ("%m/%Y", "13/2026", nil),
            ("%Y Q%q", "2026 Q2", "2026-Q2"), ("%Y Q%q", "2026 Q5", nil), ("fmt:%Y%m%d", "20260608", "2026-06-08"),
        ] as [(String, String, String?)])
    func directives(_ format: String, _ text: String, _ expected: String?) {
        #expect(TimePattern(format)?.date(bytes(text))?.description == expected)
    }

    @Test(
        "formats in letters have directives",
        arguments: [
            ("DD/MM/YYYY", "%d/%m/%Y"), ("yyyy-MM-dd", "%Y-%m-%d"), ("dd-MMM-yy", "%d-%b-%y"),
            ("YYYY-MM-DDTHH:mm:ssZ", "%Y-%m-%dT%H:%M:%SZ"), ("quarter", nil), ("--", nil),
        ] as [(String, String?)])
    func letters(_ letters: String, _ directives: String?) {
        #expect(TimePattern.translated(letters) == directives)
    }

    @Test func `Any takes what can be read in one way alone`() {
        let any = TimeNotation.any
        #expect(any.date(bytes("2026/06/08"))?.description == "2026-06-08")
        #expect(any.date(bytes("Jun 8, 2026"))?.description == "2026-06-08")
        #expect(any.date(bytes("03/04/2026")) == nil)
        #expect(any.time(bytes("1:05 PM")) == 47_100_000)
    }
}
