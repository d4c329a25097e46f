import Building
import Languages
import Testing

/// Sites in several languages: those that are made from others, pages that are missing, languages that nothing was
/// wired to.
@Suite("Sites in several languages")
struct LanguageSiteTests {
    private static let three = """
        title: {zh-Hant-HK: 網站, en: A site}
        base_url: https://site.example/
        languages: [zh-HK, en, {tag: zh-Hans, from: zh-HK}]

        """

    private static let table = """
        resources:
          - name: t
            path: t.csv
            schema: {primaryKey: id, fields: [{name: id, type: string}, {name: n, type: number}]}

        """

    private func site(_ files: [String: String], _ configuration: String = three) throws -> TemporarySite {
        var files = files
        files["content/site.yaml"] = configuration
        return try TemporarySite(files)
    }

    private func built(_ files: [String: String], _ configuration: String = three) throws -> TemporarySite {
        let site = try site(files, configuration)
        let report = site.build()
        #expect(!report.hasFailed, "\(report.messages)")
        return site
    }

    @Test("a page is derived: its text, not its code, its addresses, its ids or its data")
    func derived() throws {
        let body = """
            ## 發展

            頭**髮**與`發展`，[連結](#發展)，[約三萬](=t["a"].n)。

            ![數據](t.csv)
            """
        let site = try built([
            "content/b/x/index.md": TemporarySite.page("後勤", body, "summary: 簡體「繁體」\n"),
            "content/b/x/t.csv": "id,n,note\na,~30000,後面\n",
            "content/b/x/datapackage.yaml": Self.table.replacing(
                "number}]", with: "number}, {name: note, type: string}]"),
        ])
        let page = site.page("zh-Hans/b/x/index.html")
        for text in [
            "<html lang=\"zh-Hans\">", "<h1>后勤</h1>", "头<strong>发</strong>与<code>發展</code>", "id=\"發展\"",
            ">约三万</button>", "<td>后面</td>", "content=\"简体“繁体”\"", "后勤 · 网站", "跳到主要内容",
            "\"translationOfWork\":{\"@type\":\"Report\",\"inLanguage\":\"zh-Hant-HK\",\"url\":\"https://site.example/b/x/\"}",
            "<link rel=\"alternate\" hreflang=\"zh-Hans\" href=\"https://site.example/zh-Hans/b/x/\">",
            "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://site.example/b/x/\">",
            "<meta property=\"og:locale\" content=\"zh_CN\">",
            "<meta property=\"og:locale:alternate\" content=\"zh_HK\">",
        ] { #expect(page.contains(text), "\(text)") }
        #expect(site.page("zh-Hans/b/x/t.csv").contains("後面"))
        #expect(site.page("b/x/index.html").contains("後勤"))
        let figures = site.page("zh-Hans/b/x/figures.json")
        #expect(figures.contains("\"text\": \"约三万\"") && figures.contains("\"zh-Hans\": \"约 3 万\""))
        #expect(site.page("sitemap.xml").contains("https://site.example/zh-Hans/b/x/"))
    }

    @Test("a feed is converted, and the code in it is not")
    func feed() throws {
        let site = try built([
            "content/b/x/index.md": TemporarySite.page("後勤", "發展與`發展`", "date: 2026-01-01\n")
        ])
        let feed = site.page("zh-Hans/feed.xml")
        #expect(feed.contains("xml:lang=\"zh-Hans\"") && feed.contains("<title>后勤</title>"))
        #expect(feed.contains("发展与&lt;code&gt;發展"))
    }

    @Test("a page that somebody has written goes before, and its text stays")
    func written() throws {
        let site = try built([
            "content/b/x/index.md": TemporarySite.page("電郵", "發展 [三萬](=t[\"a\"].n)"),
            "content/b/x/index.zh-Hans.md": TemporarySite.page("邮件", "沈從文 [三万](=t[\"a\"].n)"),
            "content/b/x/t.csv": "id,n\na,30000\n", "content/b/x/datapackage.yaml": Self.table,
        ])
        let page = site.page("zh-Hans/b/x/index.html")
        #expect(page.contains("<h1>邮件</h1>") && page.contains("沈從文") && page.contains(">三万</button>"))
        #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    }

    @Test("the glossary and what is said in place go before the tables")
    func glossary() throws {
        let site = try built([
            "content/glossary.yaml": "電郵: 电子邮件\n錢鍾書: 錢鍾書\n電話: {zh-Hans: 电话机}\n",
            "content/b/x/index.md": TemporarySite.page(
                "電郵", "錢鍾書用電**話**，-{zh-Hans:鼠标; zh-Hant:滑鼠}-，-{乾}-。"),
        ])
        let page = site.page("zh-Hans/b/x/index.html")
        #expect(page.contains("<h1>电子邮件</h1>") && page.contains("錢鍾書用电<strong>话机</strong>，鼠标，乾。"))
        #expect(site.page("b/x/index.html").contains("，滑鼠，乾。"))
        #expect(!site.exists("public/glossary.yaml"))
    }

    @Test("characters that no table converts are told once, where they stand; a finding is told once")
    func findings() throws {
        let site = try site([
            "content/b/x/index.md": TemporarySite.page("甲", "佢喺度，佢。\n\n[斷了](nowhere)\n"),
            "content/b/y/index.md": TemporarySite.page("乙", "佢。"),
        ])
        let lines = site.check().lines
        #expect(lines.count { $0.contains("script/unknown") } == 2)
        #expect(lines.contains { $0.hasPrefix("content/b/x/index.md:5:1 warning script/unknown") })
        #expect(lines.count { $0.contains("link/broken") } == 1)
    }

    @Test(
        "a derivation that cannot be is refused",
        arguments: [
            "[en, {tag: zh-Hans, from: en}]", "[zh-Hant, {tag: zh-Hans, from: fr}]",
            "[zh-Hant, {tag: zh-Hans, from: zh-Hant, opencc: ../x}]",
            "[zh-Hant, {tag: zh-Hans, from: zh-Hant, opencc: nothing}]", "[{tag: zh-Hans, from: zh-Hans}]",
        ])
    func refused(_ languages: String) throws {
        let report = try site([:], "title: A\nlanguages: \(languages)\n").check()
        #expect(report.lines.contains { $0.contains("error site/config") }, "\(report.lines)")
    }

    @Test("a page that is missing in a language is listed in another with a mark, and nothing leads to nowhere")
    func missing() throws {
        let site = try built([
            "content/b/_index.en.md": TemporarySite.page("Briefings"),
            "content/b/_index.md": TemporarySite.page("簡報"),
            "content/b/x/index.md": TemporarySite.page("甲", "", "date: 2026-01-01\n"),
            "content/b/y/index.en.md": TemporarySite.page("English alone", "", "date: 2026-01-02\n"),
        ])
        let mark =
            "<a href=\"../../b/x/index.html\" lang=\"zh-Hant-HK\" hreflang=\"zh-Hant-HK\">甲</a> <span class=\"entry-language\" lang=\"zh-Hant-HK\">繁體</span>"
        #expect(site.page("en/b/index.html").contains(mark))
        #expect(site.page("en/index.html").contains(">甲</a> <span class=\"entry-language\""))
        let other = "<a href=\"../../en/b/y/index.html\" lang=\"en\" hreflang=\"en\">English alone</a>"
        #expect(site.page("zh-Hans/b/index.html").contains(other))
        // The switch leads to the list, and there is no alternate.
        let page = site.page("b/x/index.html")
        #expect(page.contains("<a href=\"../../en/b/index.html\" lang=\"en\" hreflang=\"en\">English</a>"))
        #expect(!page.contains("<link rel=\"alternate\" hreflang=\"en\""))
    }

    @Test("a translation that is older than its original bears a note, and is warned of; a derived one is neither")
    func outdated() throws {
        let site = try built([
            "content/b/x/index.md": TemporarySite.page("甲", "", "lastmod: 2026-06-10\n"),
            "content/b/x/index.en.md": TemporarySite.page("A", "", "lastmod: 2026-06-01\n"),
        ])
        #expect(site.page("en/b/x/index.html").contains("class=\"outdated\""))
        #expect(!site.page("b/x/index.html").contains("class=\"outdated\""))
        #expect(!site.page("zh-Hans/b/x/index.html").contains("class=\"outdated\""))
        #expect(site.check().lines.count { $0.contains("page/outdated") } == 1)
    }

    @Test("a fourth language needs a file of words and nothing else; without one the site builds in English words")
    func fourth() throws {
        let configuration = "title: A\nlanguages: [en, de, ar]\n"
        let files = [
            "content/b/x/index.md": TemporarySite.page("A", "", "date: 2026-01-01\n"),
            "content/b/x/index.de.md": TemporarySite.page("Das A", "", "date: 2026-01-01\n"),
            "content/b/x/index.ar.md": TemporarySite.page("ألف", "", "date: 2026-01-01\n"),
            "templates/strings.de.yaml": "skip_to_content: Zum Inhalt\n",
        ]
        let site = try built(files, configuration)
        #expect(site.page("de/b/x/index.html").contains(">Zum Inhalt</a>"))
        #expect(site.page("ar/b/x/index.html").contains("<html lang=\"ar\" dir=\"rtl\">"))
        #expect(site.page("ar/b/x/index.html").contains(">Skip to main content</a>"))
        #expect(site.page("index.html").contains(">العربية</a>"))
        let lines = site.check().lines
        #expect(lines.contains { $0.hasPrefix("content/site.yaml:2:21 warning key/missing") }, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("templates/strings.de.yaml:1:1 warning key/missing") })
    }

    @Test("a site that is written in Simplified Chinese has no word of Gazette's own in Traditional Chinese")
    func simplifiedAlone() throws {
        let site = try built(
            [
                "content/a/index.md": TemporarySite.page(
                    "车",
                    "[](=g)、[](=s)、[](=sum(d.n)/3)。\n\n![](=g)\n\n![图](c.vl.yaml)\n\n![线](l.vl.yaml)\n\n![表](d.csv)\n",
                    "date: 2026-01-02\n"),
                "content/a/d.csv": "year,n,p\n2023,500,10\n2024,>600,~12\n2025,650..700,20\n",
                "content/a/datapackage.yaml": """
                resources:
                  - name: d
                    path: d.csv
                    title: 数据
                    sources: [{title: 统计处, path: "https://example.org/", accessed: 2026-01-01}]
                    schema:
                      fields:
                        - {name: year, type: year}
                        - {name: n, type: number, unit: cars, title: 车辆}
                        - {name: p, type: number, unit: "%", title: 比率}
                """,
                "content/a/indicators.yaml":
                    "g:\n  label: 增长\n  formula: last(d.p) - first(d.p)\ns:\n  label: 总和\n  formula: sum(d.n)\n",
                "content/a/c.vl.yaml":
                    "title: 车辆\ndata: {url: d.csv}\nmark: bar\nencoding: {x: {field: year, type: ordinal}, y: {field: n, type: quantitative}}\n",
                "content/a/l.vl.yaml":
                    "title: 比率\ndata: {url: d.csv}\nmark: {type: line, point: true}\nencoding: {x: {field: year, type: temporal}, y: {aggregate: mean, field: p, type: quantitative}}\n",
            ], "title: 网站\nlanguages: [zh-Hans]\n")
        let pairs = Array(ChineseSpelling.pairs.unicodeScalars)
        let traditional = Set(stride(from: 0, to: pairs.count, by: 2).map { pairs[$0] })
        for path in ["a/index.html", "a/c.svg", "figures/index.html", "data/index.html", "index.html", "figures.json"] {
            let left = site.text("public/" + path).unicodeScalars.filter(traditional.contains)
            #expect(left.isEmpty, "\(path): \(String(String.UnicodeScalarView(left)))")
        }
        #expect(site.page("a/index.html").contains("棒形图"))
    }

    @Test("the id of a heading is the same in both scripts, and of what is written for each it has the last")
    func headingWithOverride() throws {
        let site = try built([
            "content/b/x/index.md": TemporarySite.page(
                "甲", "## 關於-{zh-Hans:软体; zh-Hant:軟件}-的事\n\n## -{里}-程\n\n## 3 -{ 4\n")
        ])
        for path in ["b/x/index.html", "zh-Hans/b/x/index.html"] {
            let page = site.page(path)
            #expect(page.contains("<h2 id=\"關於軟件的事\">"), "\(path)")
            #expect(page.contains("<h2 id=\"里程\">"))
            #expect(page.contains("<h2 id=\"3-4\">"))
        }
    }
}
