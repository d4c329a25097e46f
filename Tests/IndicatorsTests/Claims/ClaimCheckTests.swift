import Diagnostics
import Languages
import Quantities
import TestSupport
import Testing

@testable import Indicators

@Suite struct ClaimCheckTests {
    private func findings(_ words: String, _ formula: String, _ language: LanguageTag) throws -> [Diagnostic] {
        let place = SourceLocation(file: "compute/index.md", line: 14, column: 14, length: words.unicodeScalars.count)
        let book = Site.book("capacity").value
        let figure = try #require(book.figure(formula, at: place, in: "compute").value)
        return ClaimTests.judge(language).findings(words, boundTo: figure, of: book, at: place)
    }

    @Test func `a finding stands at the words and names the cells and the mend`() throws {
        let found = try findings("約四成", "cyberport_share", .traditionalChineseHongKong)
        #expect(
            found == [
                .error(
                    .claimDisagrees, "「約四成」 admits 36% to 44%, cyberport_share is about 60%",
                    at: SourceLocation(file: "compute/index.md", line: 14, column: 14, length: 3),
                    hint: "capacity.csv:2:11 is 3000 and capacity.csv:3:11 is ~5000; write 「約六成」, or correct the table")
            ])
        #expect(try findings("約六成", "cyberport_share", .traditionalChineseHongKong) == [])
    }

    @Test func `a qualifier outside the brackets is pointed at`() throws {
        let place = SourceLocation(file: "compute/index.md", line: 14, column: 14, length: 2)
        let book = Site.book("capacity").value
        let figure = try #require(book.figure("cyberport_share", at: place, in: "compute").value)
        let found = ClaimTests.judge(.traditionalChineseHongKong).findings(
            "六成", boundTo: figure, of: book, at: place, before: "全港算力的約")
        #expect(found.map(\.code) == [.claimQualifier])
        #expect(found.first?.hint?.hasPrefix("“約” stands outside the brackets, where it is not read; ") == true)
    }

    static let dates: [(String, String, String)] = [
        ("2026 年 6 月 8 日", "2026-06-08", "ok"), ("2026年6月8日", "2026-06-08", "ok"), ("6 月 8 日", "2026-06-08", "ok"),
        ("2026 年 6 月", "2026-06-08", "ok"), ("2026 年", "2026-06-08", "ok"), ("二〇二六年六月", "2026-06-08", "ok"),
        ("2026 年 6 月 9 日", "2026-06-08", "claim/disagrees"), ("2026 年 7 月", "2026-06-08", "claim/disagrees"),
        ("2026 年 6 月 8 日", "2026-06", "claim/disagrees"), ("2027 年第 1 季", "2027-Q1", "ok"),
        ("2027 年第一季", "2027-Q1", "ok"), ("2027 年第 2 季", "2027-Q1", "claim/disagrees"),
        ("2026 年 6 月左右", "2026-06~", "ok"), ("約 2026 年 6 月", "2026-06~", "ok"),
        ("2026 年 6 月", "2026-06~", "claim/qualifier"), ("2026-06", "2026-06-08", "ok"),
        ("2026-06-08", "2026-06-08", "ok"), ("下月", "2026-06-08", "claim/unreadable"),
        ("2026 年 13 月", "2026-06-08", "claim/unreadable"),
        ("２０２６年６月８日", "2026-06-08", "ok"), ("二零二六年十二月廿一日", "2026-12-21", "ok"), ("2026年首季", "2026-Q1", "ok"),
        ("2026 年末季", "2026-Q4", "ok"), ("2026 年首季", "2026-Q2", "claim/disagrees"), ("大約 2026 年", "2026~", "ok"),
        ("2026 年 6 月 8 日", "2026", "claim/disagrees"), ("2026 年 6 至 8 月", "2026-08", "claim/unreadable"),
        ("2026 年 6 月至 2026 年 8 月", "2026-08", "claim/unreadable"), ("不是 2026 年", "2026", "claim/unreadable"),
        ("2026 年 600 輛", "2026", "claim/unreadable"),
    ]

    @Test(arguments: dates)
    func `Chinese dates agree when equal at their precision`(_ row: (String, String, String)) throws {
        let date = try #require(EDTFDate(parsing: row.1))
        let verdict = ClaimTests.judge(.traditionalChineseHongKong).judge(row.0, name: "x", date: date)
        #expect(verdict.code?.rawValue ?? "ok" == row.2)
    }

    static let englishDates: [(String, String, String)] = [
        ("8 June 2026", "2026-06-08", "ok"), ("June 8th, 2026", "2026-06-08", "ok"), ("8 June", "2026-06-08", "ok"),
        ("June 2026", "2026-06-08", "ok"), ("Jun 2026", "2026-06", "ok"), ("2026", "2026-06-08", "ok"),
        ("9 June 2026", "2026-06-08", "claim/disagrees"), ("July", "2026-06-08", "claim/disagrees"),
        ("the first quarter of 2027", "2027-Q1", "ok"), ("Q1 2027", "2027-33", "ok"),
        ("Q2 2027", "2027-Q1", "claim/disagrees"), ("Q1 2027", "2027", "claim/disagrees"),
        ("around June 2026", "2026-06~", "ok"), ("June 2026", "2026-06~", "claim/qualifier"),
        ("next month", "2026-06-08", "claim/unreadable"), ("December 2026", "2026-12", "ok"),
        ("2026-12", "2026-12", "ok"), ("1 July 2026", "2026-07-01", "ok"), ("July 1st", "2026-07-01", "ok"),
        ("2 July 2026", "2026-07-01", "claim/disagrees"), ("1 July 2026", "2026-07", "claim/disagrees"),
        ("December 2026", "2026", "claim/disagrees"), ("December 2025", "2026-12", "claim/disagrees"),
        ("Sept 2026", "2026-09", "ok"), ("by December 2026", "2026-12", "ok"), ("Q3 2026", "2026-07-01", "ok"),
        ("not December 2026", "2026-12", "claim/unreadable"), ("before December 2026", "2026-12", "claim/unreadable"),
        ("from June to December 2026", "2026-12", "claim/unreadable"), ("8/6/2026", "2026-06-08", "claim/unreadable"),
        ("the 2020s", "2020", "claim/unreadable"), ("31 February 2026", "2026-02", "claim/disagrees"),
        ("late 2026", "2026-12", "ok"), ("late 2026", "2026-03", "claim/disagrees"),
        ("late 2026", "2026", "claim/disagrees"), ("early 2027", "2027-Q1", "ok"),
        ("mid-2027", "2027-Q1", "claim/disagrees"), ("the first half of 2026", "2026-06-08", "ok"),
        ("the second half of 2026", "2026-06-08", "claim/disagrees"), ("early June 2026", "2026-06-08", "ok"),
        ("late June 2026", "2026-06-08", "claim/disagrees"), ("about 2032", "2032~", "ok"),
        ("2032", "2032~", "claim/qualifier"), ("December 2026", "2026-12-31", "ok"),
    ]

    @Test(arguments: englishDates)
    func `English dates agree when equal at their precision`(_ row: (String, String, String)) throws {
        let date = try #require(EDTFDate(parsing: row.1))
        let verdict = ClaimTests.judge(.english).judge(row.0, name: "x", date: date)
        #expect(verdict.code?.rawValue ?? "ok" == row.2)
    }

    static let outside: [(String, String, String?)] = [
        ("全港約", "PFLOPS", "約"), ("數目逾 ", "", "逾"), ("不少於", "", "不少於"), ("共", " 左右", "左右"),
        ("共", "，以上", nil), ("的", "", nil), ("", "以上", "以上"),
        ("共約 ", "", "約"), ("", "（左右）", nil), ("全年减少近", "", "近"), ("", "或以上。", "或以上"), ("不足", "", "不足"),
        ("這一份合約", "", nil), ("附近", "", nil), ("以下", "", nil), ("比率並非", "", "並非"), ("南非", "", nil),
        ("人數超過 ", " 以上", "超過"), ("", "多", nil),
    ]

    @Test(arguments: outside)
    func `a qualifier just outside is noticed`(_ before: String, _ after: String, _ found: String?) {
        #expect(ClaimTests.judge(.traditionalChineseHongKong).qualifier(before: before, after: after) == found)
    }

    static let englishOutside: [(String, String, String?)] = [
        ("It has about ", "", "about"), ("More than", "", "More than"), ("has ", " or so.", "or so"),
        ("thereabout ", "", nil), ("", " over there", nil),
        ("It fell by ", "", "fell by"), ("a rise of ", "", "rise of"), ("is down ", "", "down"), ("two of ", "", nil),
        ("It is not ", "", "not"), ("a knot ", "", nil),
        ("about by ", "", nil), ("", "+ cars", "+"), ("for at least", " at most", "at least"), ("by ", "", nil),
    ]

    @Test(arguments: englishOutside)
    func `in English too`(_ before: String, _ after: String, _ found: String?) {
        #expect(ClaimTests.judge(.english).qualifier(before: before, after: after) == found)
    }
}
