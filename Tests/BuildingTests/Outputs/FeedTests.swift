import Building
import Foundation
import TestSupport
import Testing

@Suite("Feeds")
struct FeedTests {
    private static let config = """
        title: {zh-Hant-HK: 網站, en: A "site" & more}
        description: {zh-Hant-HK: 說明, en: About}
        languages: [zh-Hant-HK, en]
        base_url: https://x.example/sub

        """

    private static func site(_ more: [String: String] = [:], config: String = config) throws -> TemporarySite {
        try TemporarySite(
            [
                "content/site.yaml": config,
                "content/_index.md": TemporarySite.page("主頁"), "content/_index.en.md": TemporarySite.page("Home"),
                "content/b/_index.md": TemporarySite.page("簡報"), "content/b/_index.en.md": TemporarySite.page("Briefs"),
                "content/b/one/index.md": TemporarySite.page(
                    "第一",
                    "文字[200](=t[\"x\"].n)。\n\n![](=t[\"x\"].n)\n\n[二](../two/index.md)[^1]\n\n![表](t.csv)\n\n[^1]: 註",
                    "date: 2026-01-01\nlastmod: 2026-05\ntags: [車, \"a&b\"]\nauthors: [甲, 乙]\nlicense: CC-BY\nsummary: 有[200](=t[\"x\"].n)\n"
                ),
                "content/b/one/t.csv": "id,n\nx,200\n",
                "content/b/one/datapackage.yaml":
                    "resources: [{name: t, path: t.csv, schema: {primaryKey: id}}]\n",
                "content/b/two/index.md": TemporarySite.page("第二 &lt;b&gt;", "", "date: 2026-02\n"),
                "content/b/two/index.en.md": TemporarySite.page("Two", "", "date: 2026\n"),
                "content/m/undated/index.md": TemporarySite.page("手冊"),
                "content/about/index.md": TemporarySite.page("關於", "", "date: 2026-06-01\n"),
            ].merging(more) { $1 })
    }

    private func feed(_ site: TemporarySite, _ path: String) -> AtomChecker {
        AtomChecker(Array(site.page(path).utf8))
    }

    @Test("each language and each section that has dated briefings has one, and each is valid Atom")
    func every() throws {
        let site = try Self.site()
        #expect(site.build().findings.isEmpty)
        let feeds = site.published().filter { $0.hasSuffix("feed.xml") }
        #expect(feeds == ["b/feed.xml", "en/b/feed.xml", "en/feed.xml", "feed.xml"])
        for path in feeds {
            let found = feed(site, path)
            #expect(found.problems == [], "\(path)")
            #expect(found.links.contains("feed self https://x.example/sub/\(path)"))
        }
        #expect(site.page("feed.xml").contains("xml:lang=\"zh-Hant-HK\""))
        #expect(feed(site, "en/feed.xml").texts["title"] == ["A \"site\" & more"])
        #expect(feed(site, "b/feed.xml").links.contains("feed alternate https://x.example/sub/b/"))
    }

    @Test("entries are in the order of their last change, with their dates, authors, tags, licence and summary")
    func entries() throws {
        let site = try Self.site()
        site.build()
        let found = feed(site, "feed.xml").texts
        #expect(found["entry/title"] == ["第一", "第二 <b>"])
        #expect(found["entry/updated"] == ["2026-05-01T00:00:00Z", "2026-02-01T00:00:00Z"])
        #expect(found["entry/published"] == ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"])
        #expect(found["updated"] == ["2026-05-01T00:00:00Z"])
        #expect(found["entry/author/name"] == ["甲", "乙"] && found["author/name"] == ["網站"])
        #expect(found["entry/rights"] == ["CC-BY"] && found["entry/summary"] == ["有200"])
        #expect(site.page("feed.xml").contains("<category term=\"車\"/>\n<category term=\"a&amp;b\"/>"))
    }

    @Test("the text is whole: figures in words, tables as tables, notes, whole addresses, and no ids")
    func fullText() throws {
        let site = try Self.site()
        site.build()
        let text = feed(site, "feed.xml").texts["entry/content"]?.first ?? ""
        #expect(text.contains("<p>文字200。</p>"))
        #expect(text.contains("<p><strong>200</strong><br />"))
        #expect(text.contains("<a href=\"https://x.example/sub/b/two/\">二</a>"))
        #expect(text.contains("<a href=\"https://x.example/sub/b/one/#fn-1\">1</a>"))
        #expect(text.contains("<td>200</td>") && text.contains("<li><p>註"))
        for part in [" id=", " class=", "<button", "popover", "tabindex", "aria-"] {
            #expect(!text.contains(part), "\(part)")
        }
        let addresses = text.components(separatedBy: "href=\"").dropFirst()
        #expect(addresses.allSatisfy { $0.hasPrefix("https://x.example/sub/") })
    }

    @Test("a chart is a picture beside its page, with what it shows in words and a link to it")
    func charts() throws {
        let site = try Self.site([
            "content/b/one/index.md": TemporarySite.page("第一", "![圖](c.vl.yaml)", "date: 2026-01-01\n"),
            "content/b/one/c.vl.yaml":
                "data: {name: t}\nmark: bar\nencoding: {x: {field: n, type: quantitative}, y: {field: id}}\n",
        ])
        #expect(!site.build().hasFailed)
        let text = feed(site, "feed.xml").texts["entry/content"]?.last ?? ""
        #expect(
            text.contains(
                "<a href=\"https://x.example/sub/b/one/#chart-c\"><img src=\"https://x.example/sub/b/one/c.vl.svg\" alt=\""
            ))
        #expect(text.contains("<figcaption>圖</figcaption>") && !text.contains("<svg"))
        let drawing = site.page("b/one/c.vl.svg")
        #expect(drawing.hasPrefix("<svg ") && drawing.contains("xmlns=\"http://www.w3.org/2000/svg\""))
        #expect(isXML(drawing))
        #expect(site.page("b/one/index.html").contains("<a href=\"c.vl.svg\" download"))
    }

    @Test("an entry keeps its id when its slug, the path of the site or its scheme change")
    func ids() throws {
        let site = try Self.site()
        site.build()
        let before = feed(site, "feed.xml").texts["entry/id"]
        #expect(before == ["tag:x.example,2026:/b/one/#zh-Hant-HK", "tag:x.example,2026:/b/two/#zh-Hant-HK"])
        try site.write("content/b/two/index.md", TemporarySite.page("第二", "", "date: 2026-02\nslug: second\n"))
        site.build { $0.baseURL = "http://X.example:8080/other/" }
        #expect(feed(site, "feed.xml").texts["entry/id"] == before)
        // A host that no such URI can name: the address is the id.
        site.build { $0.baseURL = "https://香港.example/" }
        #expect(feed(site, "feed.xml").texts["entry/id"]?.first == "https://香港.example/b/one/")
    }

    @Test("feeds are as long as the site says, and a site may have none")
    func length() throws {
        let short = try Self.site(config: Self.config + "feeds: {entries: 1}\n")
        short.build()
        #expect(feed(short, "feed.xml").texts["entry/title"] == ["第一"])
        let none = try Self.site(config: Self.config + "feeds: false\n")
        #expect(none.build().findings.isEmpty)
        #expect(!none.published().contains { $0.hasSuffix("feed.xml") })
        #expect(!none.page("index.html").contains("atom+xml"))
        #expect(none.exists("public/sitemap.xml"))
        let wrong = try Self.site(config: Self.config + "feeds: {entries: 0, size: 3}\n")
        #expect(
            wrong.build().lines.map { $0.prefix(46) } == [
                "content/site.yaml:5:18 error site/config", "content/site.yaml:5:21 warning key/unknown",
            ])
    }

    @Test("a page names the feeds that list it in its head")
    func heads() throws {
        let site = try Self.site()
        site.build()
        let page = site.page("en/b/two/index.html")
        #expect(
            page.contains(
                "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"A &quot;site&quot; &amp; more\" href=\"../../feed.xml\">"
            ))
        #expect(page.contains("title=\"Briefs · A &quot;site&quot; &amp; more\" href=\"../feed.xml\">"))
        #expect(site.page("m/undated/index.html").components(separatedBy: "application/atom+xml").count == 3)
        #expect(site.page("figures/index.html").contains("href=\"../feed.xml\">"))
    }

    @Test("hostile texts stay text: a feed of them is valid")
    func hostile() throws {
        let site = try Self.site([
            "content/b/two/index.md": TemporarySite.page(
                "\"]]> <script> & \\u0001\\uFFFF\"",
                "a ]]> b `<x>` &amp; **c** <i>raw</i> [l](https://e.example/?a=1&b=2)",
                "date: 2026-02\ntags: [\"<t>\"]\n")
        ])
        site.build()
        let found = feed(site, "feed.xml")
        #expect(found.problems == [])
        #expect(
            found.texts["entry/content"]?.last?.contains("<a href=\"https://e.example/?a=1&amp;b=2\">l</a>") == true)
    }

    @Test("raw HTML that a site trusts gets whole addresses too")
    func rawHTML() throws {
        let body =
            "<p CLASS=x onclick='y()'><a href=../two/?q=1>r</a> <a href='/z'>s</a> <img src=\"p.png\" alt='\"'> <a href=\"mailto:a@b.example\">m</a></p>"
        let site = try Self.site(
            ["content/b/two/index.md": TemporarySite.page("Two", body, "date: 2026-02\n")],
            config: Self.config + "trust_html: true\n")
        site.build()
        let text = feed(site, "feed.xml").texts["entry/content"]?.last ?? ""
        #expect(
            text.contains(
                "<p><a href=\"https://x.example/sub/b/two/../two/?q=1\">r</a> <a href=\"https://x.example/z\">s</a> "
                    + "<img src=\"https://x.example/sub/b/two/p.png\" alt=\"&quot;\"> <a href=\"mailto:a@b.example\">m</a></p>"
            ))
    }
}
