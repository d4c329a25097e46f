import Building
import Foundation
import TestSupport
import Testing

/// What leads the home page, how headlines share a source, and how recommendations are set apart.
@Suite("Home, headlines and recommendations")
struct FrontPageTests {
    private static let data = """
        origins: [{producer: A <source>, title: T}]
        resources:
          - {name: t, path: t.csv, schema: {primaryKey: id}}
          - {name: u, path: u.csv, origins: [{producer: Another}], schema: {primaryKey: id}}

        """
    private static let chart =
        """
        data: {name: t}
        mark: bar
        encoding: {x: {field: n, type: quantitative}, y: {field: id}}
        usermeta: {gazette: {allow: {chart/unit: a number of things}}}

        """

    private func site(_ body: String, _ matter: String = "", more: [String: String] = [:]) throws -> TemporarySite {
        try TemporarySite(
            [
                "content/b/new/index.md": TemporarySite.page("New", body, "date: 2026-03-01\n" + matter),
                "content/b/new/t.csv": "id,n\nx,200\ny,300\n", "content/b/new/u.csv": "id,n\nx,5\n",
                "content/b/new/datapackage.yaml": Self.data, "content/b/new/c.vl.yaml": Self.chart,
                "content/b/new/indicators.yaml": "big: {label: A & label, formula: 't[\"x\"].n'}\n",
                "content/b/old/index.md": TemporarySite.page("Old", "![](=7*6)", "date: 2026-01-01\n"),
            ].merging(more) { $1 })
    }

    @Test("the newest briefing leads by its first headline and its first chart; others have a figure each")
    func lead() throws {
        let site = try site("![T](t.csv)\n\n![](=big)\n\n![](=t[\"y\"].n)\n\n![C](c.vl.yaml)\n")
        #expect(site.build().findings.isEmpty)
        let home = site.page("index.html")
        let lead = home.components(separatedBy: "</article>")[0]
        #expect(
            lead.contains(
                "<p class=\"key-figure\"><a href=\"b/new/index.html#fig-big\"><span class=\"key-value\">200</span> <span class=\"key-label\">A &amp; label</span></a></p>"
            ))
        #expect(lead.contains("<article class=\"lead has-chart\">") && lead.contains("<svg "))
        #expect(lead.contains("id=\"lead-desc\"") && lead.contains("aria-describedby=\"lead-desc\""))
        #expect(lead.contains("A &lt;source&gt;"))
        #expect(home.contains("<p class=\"entry-figure\"><a href=\"b/old/index.html#fig-"))
        #expect(home.contains("<span class=\"key-value\">42</span>"))
        #expect(site.page("b/new/index.html").contains("id=\"fig-big\""))
    }

    @Test("a briefing without headline and chart leads by its words") func plainLead() throws {
        let site = try site("Text.")
        #expect(site.build().findings.isEmpty)
        let lead = site.page("index.html").components(separatedBy: "</article>")[0]
        #expect(lead.contains("<article class=\"lead\">") && !lead.contains("key-figure") && !lead.contains("<svg"))
    }

    @Test("a figure on the home page that fails fails on its own page, once") func failing() throws {
        let site = try site("![](=nothing)\n\n![C](missing.vl.yaml)\n")
        let report = site.build()
        #expect(report.hasFailed && report.findings.count == 2)
        #expect(report.findings.allSatisfy { $0.location?.file == "content/b/new/index.md" })
    }

    @Test("cards of one row that have one source say it once, below the row; others say each its own")
    func sources() throws {
        let one = try site("![](=big)\n\n![](=t[\"y\"].n)\n")
        #expect(one.build().findings.isEmpty)
        let page = one.page("b/new/index.html")
        #expect(page.components(separatedBy: "class=\"headline-source").count == 2)
        #expect(
            page.contains(
                "</div>\n<p class=\"headline-source headlines-source\">Source: <span class=\"source\">A &lt;source&gt;"
            ))
        let several = try site("![](=big)\n\n![](=u[\"x\"].n)\n\nText.\n\n![](=t[\"y\"].n)\n")
        #expect(several.build().findings.isEmpty)
        #expect(several.page("b/new/index.html").components(separatedBy: "<p class=\"headline-source\">").count == 4)
        #expect(!several.page("b/new/index.html").contains("headlines-source"))
    }

    @Test("the part under a heading that the site or the page names is set apart, to the next heading of its level")
    func recommendations() throws {
        let body =
            "## Found\n\na\n\n![T](t.csv)\n## Proposed\n\nb\n\n### Part\n\n![](=big)\n\n![C](c.vl.yaml)\n## Unknown\n\nc\n"
        let config = "title: S\nlanguages: [en]\nrecommendations: [{en: Proposed}, {zh: 建議}]\n"
        let open = "<section class=\"recommendations\" aria-labelledby=\""
        let everywhere = try site(body, more: ["content/site.yaml": config])
        #expect(everywhere.build().findings.isEmpty)
        let page = everywhere.page("b/new/index.html")
        let part =
            page.components(separatedBy: open + "proposed\">").last?.components(separatedBy: "</section>").first ?? ""
        #expect(part.contains("<h2 id=\"proposed\">") && part.contains("<h3 id=\"part\">") && part.contains("<p>b</p>"))
        #expect(part.contains("id=\"fig-big\"") && part.contains("id=\"chart-c\"") && !part.contains("<p>c</p>"))
        #expect(!part.contains("id=\"table-t\""))
        // By id, at the end of the body; and a page that wants none.
        let own = try site(body, "recommendations: unknown\n", more: ["content/site.yaml": config])
        #expect(own.build().findings.isEmpty)
        #expect(
            own.page("b/new/index.html").contains(
                open + "unknown\">\n<h2 id=\"unknown\">Unknown</h2>\n<p>c</p>\n</section>"))
        #expect(own.page("b/new/index.html").components(separatedBy: open).count == 2)
        let none = try site(body, "recommendations: []\n", more: ["content/site.yaml": config])
        none.build()
        #expect(!none.page("b/new/index.html").contains(open))
    }

    @Test("a page that names a heading which it lacks is told so, with the nearest") func noHeading() throws {
        let site = try site("## Proposals\n\na\n", "recommendations: [Proposal]\n")
        #expect(site.build().lines == ["content/b/new/index.md:4:19 warning link/anchor, did you mean “Proposals”?"])
    }

    @Test("404.html leads to the home page and the sections, in each language, and is not to be indexed")
    func notFound() throws {
        let site = try TemporarySite([
            "content/site.yaml": "title: S\nlanguages: [zh-Hant-HK, en]\nbase_url: https://x.example/sub/\n",
            "content/b/a/index.md": TemporarySite.page("甲"), "content/b/a/index.en.md": TemporarySite.page("A"),
            "content/b/_index.md": TemporarySite.page("簡報"), "content/b/_index.en.md": TemporarySite.page("Briefs"),
        ])
        #expect(site.build().findings.isEmpty)
        let page = site.page("404.html")
        #expect(page.contains("<meta name=\"robots\" content=\"noindex\">"))
        for link in [
            "href=\"/sub/\"", "href=\"/sub/en/\"", "<a href=\"/sub/b/\">簡報</a>", "<a href=\"/sub/en/b/\">Briefs</a>",
        ] {
            #expect(page.contains(link), "\(link)")
        }
        // At whatever depth a host answers with it, it asks for nothing else.
        #expect(!page.contains("rel=\"stylesheet\"") && !page.contains("src=") && page.contains("<style>"))
    }
}
