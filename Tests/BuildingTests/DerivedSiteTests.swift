import Building
import Foundation
import TestSupport
import Testing

/// What goes through a derived table to readers, and back to the cells.
@Suite("Derived tables on a site")
struct DerivedSiteTests {
    private func site() throws -> TemporarySite { try TemporarySite(fixture: "table-derived") }

    @Test("a claim that an edited cell made false is found, and the hint names the cells")
    func editedCell() throws {
        let site = try site()
        #expect(!site.check().hasFailed)
        let csv = site.text("content/a/new.csv").replacingOccurrences(
            of: "d,hke,open,2026,8", with: "d,hke,open,2026,28")
        try site.write("content/a/new.csv", csv)
        let findings = site.check().findings.filter { $0.code == .claimDisagrees }
        #expect(findings.count == 5)
        let first = try #require(findings.first)
        #expect(first.message.contains("32 chargers"))
        let hint = first.hint ?? ""
        #expect(hint.contains("old.csv:2:20 is 4") && hint.contains("new.csv:3:20 is 28"), "\(hint)")
    }

    @Test("a page tells the formula of a derived cell, and the cells of files under it")
    func told() throws {
        let site = try site()
        #expect(!site.build().hasFailed)
        let page = site.page("a/index.html")
        let note = page.components(separatedBy: "id=\"how-hke\"").dropFirst().first?.components(separatedBy: "</div>")
            .first
        let text = try #require(note)
        #expect(text.contains("total (4 chargers, 8 chargers)"), "\(text)")
        #expect(text.contains("datapackage.yaml:17:26"), "\(text)")
        #expect(text.contains("old.csv") && text.contains("new.csv"), "\(text)")
    }

    @Test("figures.json goes down to the lines of files")
    func published() throws {
        let site = try site()
        #expect(!site.build().hasFailed)
        let data = Data(site.page("a/figures.json").utf8)
        let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        let figure = try #require(list.first { $0["id"] as? String == "fig-hke" })
        let cell = try #require((figure["inputs"] as? [[String: Any]])?.first)
        #expect(cell["formula"] as? String == "sum(chargers)")
        let column = try #require((cell["inputs"] as? [[String: Any]])?.first)
        let parts = try #require(column["inputs"] as? [[String: Any]])
        #expect(parts.map { $0["file"] as? String } == ["content/a/old.csv", "content/a/new.csv"])
        #expect(parts.map { $0["lines"] as? [[Int]] } == [[[2, 2]], [[3, 3]]])
    }

    @Test("a chart draws it by its name, and each language shows its own texts")
    func shown() throws {
        let site = try site()
        #expect(!site.build().hasFailed)
        #expect(site.page("a/index.html").contains("HK Electric"))
        #expect(site.page("a/chart.vl.svg").contains("HK Electric"))
        #expect(site.page("zh-Hant-HK/a/index.html").contains("港燈"))
        #expect(site.page("a/long.csv") == "operator,year,chargers\nhke,2025,4\nhke,2026,8\nclp,2025,~10\nclp,2026,3\n")
        #expect(site.page("a/index.html").contains("href=\"long.csv\""))
    }
}
