import Building
import Foundation
import TestSupport
import Testing

@Suite("Plain copies of pages, for readers without a browser")
struct MarkdownCopyTests {
    private static let config = """
        title: {zh-Hant-HK: 網站, en: A site}
        description: {zh-Hant-HK: 說明, en: About it}
        languages: [zh-Hant-HK, en]

        """

    private static func site(_ more: [String: String] = [:], config: String = config) throws -> TemporarySite {
        try TemporarySite(
            [
                "content/site.yaml": config,
                "content/b/_index.md": TemporarySite.page("簡報"),
                "content/b/one/index.md": TemporarySite.page(
                    "第一",
                    "文字[200](=t[\"x\"].n)，[](<=t[\"x\"].n * 2>)。\n\n![](=t[\"x\"].n)\n\n## 節\n\n[二](../two/index.md#x)[^1]\n\n"
                        + "![表](t.csv)\n\n![圖](c.vl.yaml)\n\n[^1]: 註 *重*\n\n    又一段",
                    "date: 2026-01-01\nauthors: [甲]\nsummary: 有[200](=t[\"x\"].n)\nlicense: CC-BY\n"),
                "content/b/one/t.csv": "id,n\nx,200\n",
                "content/b/one/c.vl.yaml":
                    "title: 名\ndescription: 一條\ndata: {name: t}\nmark: bar\nencoding: {x: {field: n, type: quantitative}, y: {field: id}}\n",
                "content/b/one/datapackage.yaml":
                    "resources: [{name: t, path: t.csv, title: 表一, schema: {primaryKey: id}, sources: [{title: 源}]}]\n",
                "content/b/two/index.md": TemporarySite.page("第二", "## x\n\n文", "date: 2026-02\n"),
                "content/b/two/index.en.md": TemporarySite.page("Two", "Text", "date: 2026\n"),
            ].merging(more) { $1 })
    }

    @Test("a copy has the page's text with figures in words, charts as what they show, tables, notes, sources and data")
    func whole() throws {
        let site = try Self.site()
        #expect(!site.build().hasFailed)
        let text = site.page("b/one/index.md")
        #expect(
            text.hasPrefix(
                "# 第一\n\n> 有200\n\n- 作者：甲\n- 發布日期：2026-01-01\n- 授權：CC-BY\n- <index.html>\n\n文字200，400。\n\n**200** – "),
            "\(text)")
        for part in [
            "\n## 節\n\n[二](../two/index.html#x)[^1]\n", "**表一**\n\n表\n\n| id | n |\n| --- | ---: |\n| x | 200 |\n",
            "**名**\n\n圖\n\n一條\n\n[下載 CSV](c.vl.csv) · [下載 SVG](c.vl.svg)\n", "\n[^1]: 註 *重*\n\n    又一段\n",
            "\n## 資料來源\n\n1. 《源》\n", "\n- [表一](t.csv)\n", "](figures.json)\n",
        ] {
            #expect(text.contains(part), "\(part)\n---\n\(text)")
        }
        #expect(!text.contains("](=") && !text.contains("<p>") && !text.contains("<svg"))
    }

    @Test("each page of a section has one, and names it in its head; sections and pages of the site itself have none")
    func which() throws {
        let site = try Self.site(["content/about/index.md": TemporarySite.page("關於")])
        #expect(!site.build().hasFailed)
        #expect(
            site.published().filter { $0.hasSuffix(".md") } == [
                "b/one/index.md", "b/two/index.md", "en/b/two/index.md",
            ])
        let link = "<link rel=\"alternate\" type=\"text/markdown\" href=\"index.md\">"
        #expect(site.page("en/b/two/index.html").contains(link) && !site.page("b/index.html").contains(link))
        let none = try Self.site(config: Self.config + "markdown: false\n")
        #expect(!none.build().hasFailed)
        #expect(!none.published().contains { $0.hasSuffix(".md") })
        #expect(!none.page("b/two/index.html").contains("text/markdown"))
        #expect(none.page("llms.txt").contains("](b/two/index.html)"))
    }

    @Test("a page of another file has its copy beside it") func file() throws {
        let site = try Self.site([
            "content/b/two/index.md": TemporarySite.page("第二", "## x", "url: /old/a.html\n")
        ])
        #expect(!site.build().hasFailed)
        #expect(site.exists("public/old/a.md"))
        #expect(site.page("old/a.html").contains("type=\"text/markdown\" href=\"a.md\""))
    }

    @Test("a language that is made from another has its copies converted") func derived() throws {
        let site = try Self.site(
            config: "title: 網站\nlanguages: [zh-Hant-HK, en, {tag: zh-Hans, from: zh-Hant-HK}]\n")
        #expect(!site.build().hasFailed)
        let text = site.page("zh-Hans/b/one/index.md")
        #expect(text.contains("[下载 CSV](../../../b/one/c.vl.csv)") || text.contains("[下载 CSV](c.vl.csv)"), "\(text)")
        #expect(text.contains("## 资料来源") && text.contains("- 发布日期：2026-01-01"))
        #expect(site.page("zh-Hans/llms.txt").contains("## 简报"))
    }

    @Test("llms.txt names the site and its pages by their copies, and the other languages") func overview() throws {
        let site = try Self.site(config: Self.config + "base_url: https://x.example/sub/\n")
        #expect(!site.build().hasFailed)
        let text = site.page("llms.txt")
        #expect(text.hasPrefix("# 網站\n\n> 說明\n\n## 簡報\n\n"), "\(text)")
        #expect(text.contains("- [第一](https://x.example/sub/b/one/index.md): 有200\n"))
        #expect(text.contains("(https://x.example/sub/figures.json)"))
        #expect(text.contains("- [English](https://x.example/sub/en/llms.txt)\n"))
        #expect(site.page("en/llms.txt").contains("- [Two](https://x.example/sub/en/b/two/index.md)\n"))
    }

    @Test("the head says what a page is called where it is shared, and which come before and after it") func heads()
        throws
    {
        let site = try Self.site()
        #expect(!site.build().hasFailed)
        let page = site.page("b/two/index.html")
        for part in [
            "<meta property=\"og:type\" content=\"article\">",
            "<meta property=\"og:locale:alternate\" content=\"en_US\">",
            "<meta property=\"article:published_time\" content=\"2026-02\">",
            "<meta name=\"twitter:card\" content=\"summary\">", "<link rel=\"next\" href=\"../one/index.html\">",
        ] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(site.page("b/one/index.html").contains("<link rel=\"prev\" href=\"../two/index.html\">"))
        #expect(site.page("b/one/index.html").contains("<meta property=\"og:description\" content=\"有200\">"))
        #expect(site.page("b/index.html").contains("<meta property=\"og:type\" content=\"website\">"))
    }
}
