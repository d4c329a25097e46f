import Building
import Foundation
import TestSupport
import Testing

/// What readers and machines get of all figures: the lists, `figures.json`, JSON-LD.
@Suite("All figures of a site")
struct FigureListTests {
    private func built(
        _ name: String = "figures-list", _ change: (inout BuildOptions) -> Void = { _ in }
    ) throws -> TemporarySite {
        let site = try TemporarySite(fixture: name)
        let report = site.build(change)
        #expect(!report.hasFailed, "\(report.messages)")
        return site
    }

    private func json(_ site: TemporarySite, _ path: String) throws -> [[String: Any]] {
        let data = Data(site.page(path).utf8)
        return try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    }

    /// The data block in a page's head.
    private func structured(_ page: String) throws -> [String: Any] {
        let blocks = page.components(separatedBy: "<script type=\"application/ld+json\">").dropFirst()
        #expect(blocks.count == 1)
        let text = try #require(blocks.first?.components(separatedBy: "</script>").first)
        return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The lines of a list as plain text, headings too.
    private func lines(_ page: String) -> [String] {
        let main = page.components(separatedBy: "</header>").last?.components(separatedBy: "</main>").first ?? ""
        return main.components(separatedBy: "\n").compactMap { line in
            guard line.hasPrefix("<tr") && line.contains("<td") || line.hasPrefix("<h2") else { return nil }
            let cells = line.replacingOccurrences(of: "</th>", with: " | ")
                .replacingOccurrences(of: "</td>", with: " | ")
            let text = cells.replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
            return (line.hasPrefix("<h2") ? "# " : "") + text.trimmingCharacters(in: [" ", "|"])
        }
    }

    // MARK: Lists

    @Test(
        "every figure stands in three orders, with value, state, source and date in words",
        arguments: [
            "figures", "figures/by-name", "figures/by-date", "en/figures", "en/figures/by-name", "en/figures/by-date",
        ])
    func orders(_ folder: String) throws {
        let page = try built().page(folder + "/index.html")
        let text = lines(page).map { $0 + "\n" }.joined()
        let name = folder.replacingOccurrences(of: "/", with: "-")
        #expect(Snapshot.difference(text, from: "figure-lists/\(name).txt") == nil)
    }

    @Test("the whole page is what its template makes of it") func page() throws {
        let page = try built().page("en/figures/by-date/index.html")
        #expect(Snapshot.difference(page, from: "figure-lists/en-figures-by-date.html") == nil)
    }

    @Test("the foot of every page leads to the list in its language") func footer() throws {
        let site = try built()
        #expect(site.page("briefings/ports/index.html").contains("<a href=\"../../figures/index.html\">全站數字一覽</a>"))
        #expect(
            site.page("en/briefings/ports/index.html").contains(
                "<a href=\"../../figures/index.html\">All figures on this site</a>"))
        #expect(try !built("minimal").page("index.html").contains("site-links"))
    }

    @Test("a list has at most 500 lines a page, a short group stands undivided") func pagination() throws {
        var files: [String: String] = [:]
        for page in 0..<60 {
            let rows = (0..<20).map { "r\($0),\(page * 20 + $0)" }.joined(separator: "\n")
            files["content/b/p\(page)/t.csv"] = "id,value\n" + rows + "\n"
            let figures = (0..<20).map { "[](=t[\"r\($0)\"].value)" }.joined(separator: " ")
            files["content/b/p\(page)/index.md"] = TemporarySite.page("Page \(page)", figures)
            files["content/b/p\(page)/datapackage.yaml"] =
                "resources: [{name: t, path: t.csv, schema: {primaryKey: id, fields: "
                + "[{name: id, type: string}, {name: value, type: number}]}}]\n"
        }
        let site = try TemporarySite(files)
        let report = site.build()
        #expect(!report.hasFailed, "\(report.messages)")
        for order in ["", "by-name/", "by-date/"] {
            var total = 0
            for number in 1...3 {
                let page = site.page("figures/\(order)\(number == 1 ? "" : "page/\(number)/")index.html")
                let count = page.components(separatedBy: "<th scope=\"row\"").count - 1
                #expect(count > 0 && count <= 500, "\(order)\(number): \(count)")
                #expect(order != "" || count % 20 == 0)
                total += count
                #expect(page.contains("aria-current=\"page\">\(number)</a>"))
                #expect(page.contains("rel=\"prev\"") == (number > 1) && page.contains("rel=\"next\"") == (number < 3))
            }
            #expect(total == 1200)
            #expect(!site.exists("public/figures/\(order)page/4/index.html"))
        }
        // On several threads the same.
        let first = site.files()
        site.build { $0.jobs = 8 }
        #expect(site.files().filter { !$0.key.hasPrefix(".") } == first.filter { !$0.key.hasPrefix(".") })
    }

    @Test("a site may have its own template for the lists") func override() throws {
        let site = try TemporarySite(fixture: "figures-list")
        try site.write(
            "templates/figures.html", "{{title}}{{#groups}}|{{title}}{{#rows}} {{label}}={{value}}{{/rows}}{{/groups}}")
        #expect(!site.build().hasFailed)
        #expect(site.page("en/figures/index.html").hasPrefix("Figures|Harbour Watch number of berths=5 berths|Ports"))
    }

    @Test("nothing may stand at the address of the lists") func reserved() throws {
        let site = try TemporarySite(["content/figures/index.md": TemporarySite.page("Mine")])
        #expect(site.check().lines == ["content/figures/index.md:1:1 error site/reserved"])
        let section = try TemporarySite(["content/figures/2026/index.md": TemporarySite.page("Mine")])
        #expect(section.check().codes == ["site/reserved"])
    }

    // MARK: figures.json

    @Test("figures.json of the site has every figure of every page once, with ids of its own") func siteFile() throws {
        let site = try built()
        let all = try json(site, "figures.json")
        let ids = all.compactMap { $0["id"] as? String }
        #expect(Set(ids).count == 10 && ids.count == 10)
        #expect(ids.first == "#fig-45b6ae37", "home comes first, and has no folder")
        #expect(ids.contains("briefings/ports#fig-berths"))
        let page = try #require(all.last?["page"] as? [String: Any])
        #expect(
            page["permalink"] as? [String: String] == ["zh-Hant-HK": "/briefings/ports/", "en": "/en/briefings/ports/"])
        #expect(page["title"] as? [String: String] == ["zh-Hant-HK": "港口 & 泊位", "en": "Ports & berths"])
        let berths = try #require(all.first { $0["id"] as? String == "briefings/ports#fig-berths" })
        let places = (berths["occurrences"] as? [[String: Any]] ?? []).compactMap { $0["language"] as? String }
        #expect(places == ["zh-Hant-HK", "zh-Hant-HK", "en", "en"])
        // The page's own file says the same of it, of its own language.
        let own = try #require(
            json(site, "en/briefings/ports/figures.json").first { $0["id"] as? String == "fig-berths" })
        for key in ["value", "unit", "formula", "state", "known", "stale_since"] {
            #expect("\(own[key] ?? "-")" == "\(berths[key] ?? "-")", "\(key)")
        }
        #expect((own["occurrences"] as? [Any])?.count == 2)
        #expect(Snapshot.difference(site.page("figures.json"), from: "figure-lists/figures.json") == nil)
    }

    @Test("dates of the data, of the build where it matters, and of a stale source are told") func asOf() throws {
        let site = try built()
        func figure(_ id: String) throws -> [String: Any] {
            try #require(json(site, "briefings/ports/figures.json").first { $0["id"] as? String == id })
        }
        let perBerth = try #require(figure("fig-per_berth")["as_of"] as? [String: Any])
        #expect(perBerth["first"] as? String == "2025" && perBerth["last"] as? String == "2026-03")
        #expect(perBerth["build"] is NSNull)
        #expect(try figure("fig-per_berth")["known"] as? String == "approximate")
        let age = try figure("fig-age")
        #expect((age["as_of"] as? [String: Any])?["build"] as? String == "2026-06-20")
        #expect(age["state"] as? String == "unscheduled")
        let mean = try figure("fig-mean_tonnage")
        #expect(mean["state"] as? String == "stale" && mean["stale_since"] as? String == "2025-03-01")
    }

    @Test("the file of the site takes the place of the home page's own") func homeFile() throws {
        let site = try built()
        #expect(!site.exists("public/en/figures.json"))
        #expect(try json(site, "figures.json").first?["anchor"] as? String != nil)
    }

    // MARK: Titles of charts

    @Test("a figure in a chart's title stands below the chart, with its derivation and its mark") func titles() throws {
        let site = try built()
        let page = site.page("en/briefings/ports/index.html")
        #expect(page.contains("<span class=\"figure stale\" id=\"fig-mean_tonnage\">"))
        #expect(page.contains("popovertarget=\"how-mean_tonnage\" data-note=\"1\""))
        #expect(page.contains("</span> <strong class=\"stale-words\">The source may be out of date</strong>"))
        // It is the first on the page; the one in prose comes after it.
        #expect(page.contains("<span class=\"figure\" id=\"fig-berths\">"))
        #expect(page.contains("<span class=\"figure\" id=\"fig-berths-2\">"))
        let own = try json(site, "en/briefings/ports/figures.json")
        let places = own.first?["occurrences"] as? [[String: Any]] ?? []
        #expect(places.first?["file"] as? String == "content/briefings/ports/ships.vl.yaml")
        #expect(places.first?["text"] as? String == "7.5")
    }

    @Test("a figure that cannot be had in a title is reported once") func brokenTitle() throws {
        let site = try TemporarySite(fixture: "figures-list")
        let path = "content/briefings/ports/ships.vl.yaml"
        try site.write(path, site.text(path).replacingOccurrences(of: "en: '{=berths}'", with: "en: '{=berhts}'"))
        let found = site.check().findings.filter { $0.severity == .error }
        #expect(found.map(\.code.rawValue) == ["formula/name"])
        #expect(found.first?.location?.file == path)
    }

    // MARK: JSON-LD

    @Test("a briefing is a Report with its sources and its data") func report() throws {
        let site = try built()
        let report = try structured(site.page("en/briefings/ports/index.html"))
        #expect(report["@type"] as? String == "Report" && report["headline"] as? String == "Ports & berths")
        #expect(report["inLanguage"] as? String == "en" && report["datePublished"] as? String == "2026-06")
        #expect(report["url"] == nil, "nobody knows the site's address")
        let citations = report["citation"] as? [[String: Any]] ?? []
        #expect(citations.map { $0["name"] as? String } == ["Port statistics </script>", "Survey"])
        #expect(citations.first?["url"] as? String == "https://ports.example/statistics?a=1&b=2")
        let data = try #require(report["hasPart"] as? [String: Any])
        let files = (data["distribution"] as? [[String: Any]] ?? []).map { $0["contentUrl"] as? String }
        #expect(
            files == [
                "ports.csv", "ports.json", "survey.csv", "survey.json", "datapackage.json", "figures.json",
            ])
        let variables = data["variableMeasured"] as? [[String: Any]] ?? []
        #expect(variables.count == 11)
        let quay = try #require(variables.first { $0["name"] as? String == "quay limit" })
        #expect(quay["maxValue"] as? Int == 9 && quay["minValue"] == nil && quay["unitText"] as? String == "km")
        let chinese = try structured(site.page("briefings/ports/index.html"))
        #expect(chinese["dateModified"] as? String == "2026-06-18")
        #expect((chinese["author"] as? [[String: Any]])?.first?["name"] as? String == "陳大文")
        #expect(Snapshot.difference(pretty(report), from: "figure-lists/report.json") == nil)
    }

    private func pretty(_ object: [String: Any]) -> String {
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = (try? JSONSerialization.data(withJSONObject: object, options: options)) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    @Test("where the site's address is known, addresses are absolute") func absolute() throws {
        let site = try built { $0.baseURL = "https://briefings.example/gov" }
        let report = try structured(site.page("en/briefings/ports/index.html"))
        let base = "https://briefings.example/gov/"
        #expect(report["url"] as? String == base + "en/briefings/ports/")
        let files = ((report["hasPart"] as? [String: Any])?["distribution"] as? [[String: Any]] ?? [])
        #expect(files.last?["contentUrl"] as? String == base + "en/briefings/ports/figures.json")
        let list = try structured(site.page("figures/index.html"))
        #expect(list["@type"] as? String == "Dataset" && list["url"] as? String == base + "figures/")
        let page = try #require(json(site, "figures.json").last?["page"] as? [String: Any])
        #expect((page["permalink"] as? [String: String])?["en"] == base + "en/briefings/ports/")
    }

    @Test("home is a WebSite, a section a CollectionPage, the page for what is not found nothing") func otherPages()
        throws
    {
        let site = try built()
        #expect(try structured(site.page("index.html"))["@type"] as? String == "WebSite")
        #expect(try structured(site.page("briefings/index.html"))["@type"] as? String == "CollectionPage")
        #expect(!site.page("404.html").contains("ld+json"))
    }
}
