import Building
import Foundation
import TestSupport
import Testing

/// What readers get of tables: the files beside a page, its section "Data", tables in their views, the list of the
/// site, JSON-LD.
@Suite("The data of a site")
struct DataPageTests {
    private func built(_ change: (inout BuildOptions) -> Void = { _ in }) throws -> TemporarySite {
        let site = try TemporarySite(fixture: "table-views")
        let report = site.build(change)
        #expect(!report.hasFailed, "\(report.messages)")
        return site
    }

    private func structured(_ page: String) throws -> [String: Any] {
        let text = try #require(
            page.components(separatedBy: "<script type=\"application/ld+json\">").dropFirst().first?
                .components(separatedBy: "</script>").first)
        return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The part of a page from one text to the next `</figure>`.
    private func figure(_ id: String, _ page: String) -> String {
        let parts = page.components(separatedBy: "<figure class=\"table\" id=\"\(id)\">")
        return parts.count == 2 ? parts[1].components(separatedBy: "</figure>")[0] : ""
    }

    // MARK: Files

    @Test("a page has its tables as CSV and JSON, their package and the archive of all")
    func files() throws {
        let site = try built()
        let names = site.published().filter { $0.hasPrefix("b/town/") }.map { String($0.dropFirst(7)) }
        let wanted = ["datapackage.json", "figures.json", "lamps.csv", "lamps.json", "town.zip"]
        #expect(wanted.allSatisfy(names.contains))
        for name in wanted { #expect(site.page("b/town/index.html").contains("href=\"\(name)\" download")) }
        // The same data in every language.
        for name in wanted where name.hasPrefix("lamps") || name.hasPrefix("data") {
            #expect(site.page("b/town/" + name) == site.page("en/b/town/" + name))
        }
    }

    @Test("the package tells the size and the digest of each file")
    func package() throws {
        let site = try built()
        let data = Data(site.page("b/town/datapackage.json").utf8)
        let package = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(package["name"] as? String == "town-lamps")
        #expect(package["title@en"] as? String == "Street lamps")
        #expect(package["homepage"] as? String == "https://x.example/b/town/")
        #expect((package["licenses"] as? [[String: String]])?.first?["name"] == "CC-BY-4.0")
        let resource = try #require((package["resources"] as? [[String: Any]])?.first)
        #expect(resource["bytes"] as? Int == site.files()["b/town/lamps.csv"]?.count)
        #expect((resource["hash"] as? String)?.hasPrefix("sha256:") == true)
        #expect((resource["sources"] as? [[String: String]])?.first?["path"] == "https://example.org/lamps")
    }

    @Test("the package says types, formats, keys and constraints as the schema does")
    func schema() throws {
        let site = try TemporarySite(fixture: "minimal")
        try site.write("content/a/index.md", "---\ntitle: A\n---\n")
        try site.write("content/a/visits.csv", "id,day,at,month,kind,share\n1,08/06/2026,12:30,2026-06,bus,0.5\n")
        try site.write("content/a/kinds.csv", "kind\nbus\n")
        try site.write("content/a/datapackage.yaml", Fixture.text("tables/published/datapackage.yaml"))
        let report = site.build()
        #expect(report.findings.map(\.message) == [])
        let data = Data(site.page("a/datapackage.json").utf8)
        let package = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let resource = try #require((package["resources"] as? [[String: Any]])?.first)
        let schema = try #require(resource["schema"] as? [String: Any])
        let pretty = try JSONSerialization.data(
            withJSONObject: schema, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        #expect(
            Snapshot.difference(
                String(decoding: pretty, as: UTF8.self) + "\n", from: "tables/published/schema.json") == nil)
    }

    @Test("builds of one day are the same to the byte, archives too, whatever the number of jobs")
    func repeated() throws {
        let first = try built().files()
        let second = try built { $0.jobs = 8 }.files()
        #expect(first.keys.contains("b/town/town.zip"))
        #expect(first == second)
    }

    @Test("without downloads: {zip: true} there is no archive")
    func noArchive() throws {
        let site = try TemporarySite(fixture: "table-views")
        try site.write("content/site.yaml", "title: S\nlanguages: [zh-Hant-HK, en]\n")
        #expect(!site.build().hasFailed)
        #expect(!site.exists("public/b/town/town.zip"))
        #expect(!site.page("b/town/index.html").contains(".zip"))
    }

    @Test("tables whose names are the page's own files get a name of their own")
    func namesTaken() throws {
        let site = try TemporarySite([
            "content/b/x/index.md": TemporarySite.page("X"), "content/b/x/figures.csv": "a\n1\n",
            "content/b/x/datapackage.csv": "a\n1\n",
        ])
        #expect(!site.build().hasFailed)
        #expect(site.exists("public/b/x/figures-table.json"))
        #expect(site.exists("public/b/x/datapackage-table.json"))
    }

    // MARK: The section

    @Test("the section lists fields, units, rows, sources, and what uses the table")
    func section() throws {
        let page = try built().page("en/b/town/index.html")
        let section = try #require(page.components(separatedBy: "<section class=\"page-data").dropFirst().first)
        #expect(section.contains("id=\"data-of-lamps\""))
        #expect(section.contains("Rows: 6"))
        #expect(section.contains("As counted at the end of the year."))
        #expect(section.contains("<th scope=\"row\">lamps</th><td>Lamps</td><td>number</td><td>lamps</td>"))
        #expect(section.contains("An example department, “Statistics”"))
        #expect(section.contains("Licence: CC-BY-4.0"))
        // Directly, through another indicator, by a chart, and by tables.
        for use in ["#fig-central", "#fig-double", "#chart-lamps", "#table-lamps", "#table-lamps-largest"] {
            #expect(section.contains("href=\"\(use)\""), "\(use)")
            #expect(page.contains("id=\"\(use.dropFirst())\""), "\(use)")
        }
    }

    @Test("a page without tables has no section")
    func none() throws {
        let site = try TemporarySite(["content/b/x/index.md": TemporarySite.page("X")])
        #expect(!site.build().hasFailed)
        #expect(!site.page("b/x/index.html").contains("page-data"))
        #expect(!site.exists("public/data/index.html") && !site.exists("public/b/x/datapackage.json"))
        #expect(!site.page("b/x/index.html").contains("data/index.html"))
    }

    // MARK: Views

    @Test("a view prints its columns, rows and order; the view of the resource is the usual one")
    func views() throws {
        let page = try built().page("en/b/town/index.html")
        let usual = figure("table-lamps", page)
        #expect(usual.components(separatedBy: "<tr").count == 8)
        #expect(!usual.contains("Change"))
        let largest = figure("table-lamps-largest", page)
        let order = ["Central", "Sha Tin", "Tai Po", "Wan Chai"].map { largest.range(of: $0)?.lowerBound }
        #expect(!order.contains(nil) && order.compactMap(\.self) == order.compactMap(\.self).sorted())
        #expect(!largest.contains("Tsuen Wan") && !largest.contains("Islands"))
        #expect(largest.contains("Large districts alone."))
        #expect(largest.contains("Shown: 4 of 6 rows"))
    }

    @Test("a row stands out by its class and, for those who are read to, by words")
    func highlight() throws {
        let page = try built().page("en/b/town/index.html")
        let largest = figure("table-lamps-largest", page)
        #expect(largest.components(separatedBy: "<tr class=\"marked\">").count == 2)
        #expect(
            largest.contains(
                "<tr class=\"marked\"><th scope=\"row\"><span class=\"visually-hidden\">Highlighted: </span>Central</th>"
            ))
    }

    @Test("bars start from one zero, go left below it, and show what is known; the number stays text")
    func bars() throws {
        let page = try built().page("en/b/town/index.html")
        let largest = figure("table-lamps-largest", page)
        #expect(largest.components(separatedBy: "<svg class=\"cell-bar\"").count == 9)
        #expect(!largest.components(separatedBy: "<svg").dropFirst().contains { !$0.contains("aria-hidden=\"true\"") })
        // 1,200 is the longest, and leaves room for the fade of more than 900.
        #expect(largest.contains("<path d=\"M0 0H89V10H0Z\"/></svg>1,200"))
        #expect(largest.contains("url(#table-lamps-largest-1-r)") && largest.contains("id=\"table-lamps-largest-1-r\""))
        #expect(largest.contains("class=\"pale\""))
        // From -20 to 40, so that zero is a third of the way.
        #expect(largest.contains("M33.3 0H100V10H33.3Z"))
        #expect(largest.contains("M33.3 0H0V10H33.3Z"))
        #expect(largest.contains("class=\"cell-zero\" d=\"M33.3 0V10\""))
        #expect(largest.contains("Fading end:") && largest.contains("Pale band:") && largest.contains("Striped end:"))
    }

    @Test("a total is the sum of the rows shown, with the decimals of its parts")
    func total() throws {
        let sum = figure("table-lamps-sum", try built().page("b/town/index.html"))
        #expect(sum.contains("<tfoot>\n<tr><th scope=\"row\">合計</th><td class=\"number\">18.5</td></tr>"))
    }

    @Test("symbols of missing values are told below the table")
    func symbols() throws {
        let usual = figure("table-lamps", try built().page("b/town/index.html"))
        #expect(usual.contains("<span class=\"missing\" title=\"保密\">[c]</span>"))
        #expect(usual.contains("<b>[c]</b> 保密"))
        #expect(usual.contains("<b>–</b> 沒有數據"))
    }

    @Test("a pipe table's box has the name of its columns")
    func pipeTable() throws {
        let site = try TemporarySite([
            "content/b/x/index.md": TemporarySite.page("X", "| a | b |\n|--|--|\n| 1 | 2 |\n\n| c |\n|--|\n| 3 |\n")
        ])
        #expect(!site.build().hasFailed)
        let page = site.page("b/x/index.html")
        for number in 1...2 {
            #expect(page.contains("role=\"group\" tabindex=\"0\" aria-labelledby=\"thead-\(number)\""))
            #expect(page.contains("<thead id=\"thead-\(number)\">"))
        }
    }

    // MARK: The site's list and JSON-LD

    @Test("the list of all tables names each with its rows, period, source and files", arguments: ["", "en/"])
    func list(prefix: String) throws {
        let site = try built()
        let page = site.page(prefix + "data/index.html")
        #expect(page.contains("href=\"../b/town/index.html#data-of-lamps\""))
        #expect(
            page.contains("href=\"../b/town/lamps.csv\" download") && page.contains("href=\"../b/town/lamps.json\""))
        #expect(page.contains(prefix.isEmpty ? "2024 年至 2026 年 6 月" : "2024 to June 2026"))
        #expect(site.page(prefix + "b/town/index.html").contains("href=\"../../data/index.html\""))
        #expect(site.page("sitemap.xml").contains("<loc>https://x.example/\(prefix)data/</loc>"))
        let data = try structured(page)
        #expect(data["@type"] as? String == "DataCatalog")
        let set = try #require((data["dataset"] as? [[String: Any]])?.first)
        #expect(set["temporalCoverage"] as? String == "2024/2026-06")
        #expect(set["license"] as? String == "CC-BY-4.0")
        #expect(set["url"] as? String == "https://x.example/\(prefix)b/town/#data-of-lamps")
    }

    @Test("a page's data set tells its files, fields, credit and period to machines")
    func dataSet() throws {
        let report = try structured(built().page("en/b/town/index.html"))
        let set = try #require(report["hasPart"] as? [String: Any])
        #expect(set["@type"] as? String == "Dataset")
        #expect(set["creditText"] as? String == "An example department")
        #expect(set["license"] as? String == "CC-BY-4.0")
        #expect(set["temporalCoverage"] as? String == "2024/2026-06")
        let files = try #require(set["distribution"] as? [[String: String]])
        let types = files.compactMap { $0["encodingFormat"] }
        #expect(Set(types) == ["text/csv", "application/json", "application/zip"])
        #expect(files.allSatisfy { $0["contentUrl"]?.hasPrefix("https://x.example/en/b/town/") == true })
        let variables = try #require(set["variableMeasured"] as? [[String: Any]])
        #expect(variables.contains { $0["name"] as? String == "Lamps" && $0["unitText"] as? String == "lamps" })
    }
}
