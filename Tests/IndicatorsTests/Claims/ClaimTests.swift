import Diagnostics
import Formatting
import Languages
import Quantities
import TestSupport
import Testing

@testable import Indicators

@Suite struct ClaimTests {
    static let words: UnitWords = {
        var words = UnitWords()
        words.declare("cars", tag: "zh-Hant-HK", forms: ["輛"])
        words.declare("cars", tag: "en", forms: ["car", "cars"])
        return words
    }()

    static func judge(_ language: LanguageTag) -> ClaimJudge { ClaimJudge(language: language, unitWords: words) }

    /// The rows of a table of claims, each with its line.
    static func rows(_ name: String) -> [(line: Int, cells: [String])] {
        Fixture.text("claims/" + name).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.element.hasPrefix("#") && !$0.element.isEmpty }.map { offset, text in
                let cells = text.split(separator: "|", omittingEmptySubsequences: false).map { cell in
                    String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
                }
                return (offset + 1, cells)
            }
    }

    static func subject(_ cells: [String]) throws -> ClaimSubject {
        let unit = try #require(Unit(parsing: cells[2]), "\(cells)")
        let quantity = try #require(Quantity(parsing: cells[1], unit: unit), "\(cells)")
        return ClaimSubject(name: "x", quantity: quantity, isGrowth: cells[3] == "growth")
    }

    @Test(arguments: [("zh.txt", LanguageTag.traditionalChineseHongKong), ("en.txt", .english)])
    func `claims agree, or are found out`(_ name: String, _ language: LanguageTag) throws {
        let judge = Self.judge(language)
        let rows = Self.rows(name)
        #expect(rows.count >= 150)
        #expect(rows.count { $0.cells.last != "ok" } * 5 >= rows.count * 2)
        for (line, cells) in rows {
            try #require(cells.count == 5, "\(name):\(line)")
            let verdict = judge.judge(cells[0], try Self.subject(cells))
            #expect(
                verdict.code?.rawValue ?? "ok" == cells[4],
                "\(name):\(line): \(cells[0]) of \(cells[1]): \(verdict.message)")
        }
    }

    @Test(arguments: [("zh.txt", LanguageTag.traditionalChineseHongKong), ("en.txt", .english)])
    func `a suggestion agrees, and there is one for every false claim`(
        _ name: String, _ language: LanguageTag
    ) throws {
        let judge = Self.judge(language)
        for (line, cells) in Self.rows(name) {
            let subject = try Self.subject(cells)
            let verdict = judge.judge(cells[0], subject)
            guard verdict.code != nil else { continue }
            let suggestion = try #require(verdict.suggestion, "\(name):\(line): \(cells)")
            #expect(judge.judge(suggestion, subject) == .agrees, "\(name):\(line): \(suggestion)")
        }
    }

    @Test func `a disagreement says what the words admit, what the data give, and what to write`() throws {
        let share = try #require(Quantity(parsing: "~0.6"))
        let subject = ClaimSubject(name: "cyberport_share", quantity: share, format: .parse(".0%"))
        let chinese = Self.judge(.traditionalChineseHongKong).judge("約四成", subject)
        #expect(chinese.message == "「約四成」 admits 36% to 44%, cyberport_share is about 60%")
        #expect(chinese.suggestion == "約六成")
        let english = Self.judge(.english).judge("40%", subject)
        #expect(
            english.message
                == "“40%” admits 39.5% up to, not including, 40.5%, cyberport_share is about 60%: the words must say so"
        )
        #expect(english.suggestion == "about 60%")
    }

    @Test func `a change is told as a growth`() throws {
        let subject = ClaimSubject(name: "quota", quantity: try #require(Quantity(parsing: "1.5")), isGrowth: true)
        let verdict = Self.judge(.traditionalChineseHongKong).judge("增加一倍", subject)
        #expect(verdict.message == "「增加一倍」 admits 95% to 105%, quota is 150%")
        #expect(verdict.suggestion == "增加 150%")
    }

    static let suggestions: [(String, String, String, Bool, String)] = [
        ("逾 2.7 倍", ">2.666", "", false, "逾 2.6 倍"),
        ("增加兩倍", "1", "", true, "增加 100%"), ("700 輛", "600", "cars", false, "600 輛"),
        ("700", "~5000", "", false, "約 5,000"), ("18 萬", "250000", "", false, "25 萬"),
        ("減少四成", "-0.2", "", true, "減少兩成"), ("5 至 6", "4..5", "", false, "介乎 4 至 5"),
        ("18%", "26", "pp", false, "26 個百分點"),
    ]

    @Test(arguments: suggestions)
    func `the suggestion is what would be printed, in the manner of the claim`(
        _ row: (text: String, notation: String, unit: String, isGrowth: Bool, chinese: String)
    ) throws {
        let unit = try #require(Unit(parsing: row.unit))
        let quantity = try #require(Quantity(parsing: row.notation, unit: unit))
        let subject = ClaimSubject(name: "x", quantity: quantity, isGrowth: row.isGrowth)
        #expect(Self.judge(.traditionalChineseHongKong).judge(row.text, subject).suggestion == row.chinese)
    }

    @Test func `what is bounded on neither side agrees with nothing`() {
        let subject = ClaimSubject(name: "x", quantity: Quantity(.everything))
        let verdict = Self.judge(.english).judge("about 5", subject)
        #expect(verdict.code == .claimDisagrees)
        #expect(verdict.message == "“about 5” admits 4.5 to 5.5, x cannot be derived")
        #expect(verdict.suggestion == nil)
    }

    @Test(arguments: [
        String(repeating: "九", count: 201), String(repeating: "1", count: 199), "", "\u{0}", "%%%", "至至至",
    ])
    func `hostile words are unreadable, and nothing worse`(_ text: String) {
        let subject = ClaimSubject(name: "x", quantity: Quantity(Number(5)))
        #expect(Self.judge(.traditionalChineseHongKong).judge(text, subject).code == .claimUnreadable)
        #expect(Self.judge(.english).judge(text, subject).code == .claimUnreadable)
    }
}
