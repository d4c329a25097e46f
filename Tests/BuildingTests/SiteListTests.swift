import Building
import Foundation
import TestSupport
import Testing

/// Tags, authors, the archive, lists on several pages, and the ways from a page to others, as they are published.
@Suite("Lists of a site")
struct SiteListTests {
    private typealias Site = TemporarySite

    private func built(_ files: [String: String]) throws -> TemporarySite {
        let site = try TemporarySite(files)
        let report = site.build()
        #expect(report.findings.isEmpty, "\(report.lines) \(report.messages)")
        return site
    }

    private static let configuration = """
        title: {zh-Hant-HK: 簡報, en: Briefings}
        languages: [zh-Hant-HK, en]
        base_url: https://briefings.example/

        """

    private func structured(_ page: String) throws -> [String: Any] {
        let text = page.components(separatedBy: "<script type=\"application/ld+json\">").dropFirst().first ?? ""
        let data = Data((text.components(separatedBy: "</script>").first ?? "").utf8)
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private var bilingual: [String: String] {
        [
            "content/site.yaml": Self.configuration,
            "content/tags.yaml": "- {zh: 人口老化, en: Ageing, description: {zh: 長者, en: The old}}\n",
            "content/authors.yaml": "- {name: {zh: 編輯部, en: Editors}, type: organization, role: {en: Office}}\n",
            "content/b/x/index.md": Site.page(
                "甲", "", "date: 2026-05-02\ntags: [人口老化, 香港]\nauthors: [編輯部, 陳大文]\n"),
            "content/b/x/index.en.md": Site.page("A", "", "date: 2026-05-02\ntags: [Ageing]\nauthors: [Editors]\n"),
            "content/b/y/index.md": Site.page("乙", "", "date: 2025-12\ntags: [人口老化]\n"),
        ]
    }

    // MARK: Tags

    @Test("a tag has a page in each language, with Han in its path and percent escapes in links to it") func tag()
        throws
    {
        let site = try built(bilingual)
        let briefing = site.page("b/x/index.html")
        #expect(
            briefing.contains(
                "<a href=\"../../tags/%E4%BA%BA%E5%8F%A3%E8%80%81%E5%8C%96/index.html\" rel=\"tag\">人口老化</a>"))
        let tag = site.page("tags/人口老化/index.html")
        #expect(tag.contains("<title>人口老化 · 標籤 · 簡報</title>") && tag.contains("<p class=\"lede\">長者</p>"))
        #expect(tag.contains("<a href=\"../../b/x/index.html\">甲</a>"))
        let order = try #require(tag.range(of: ">甲</a>")?.lowerBound)
        #expect(try order < #require(tag.range(of: ">乙</a>")?.lowerBound))
        #expect(site.page("en/tags/ageing/index.html").contains("<a href=\"../../b/x/index.html\">A</a>"))
    }

    @Test("the switch of languages leads to the mapped tag, else to the index of tags") func languages() throws {
        let site = try built(bilingual)
        let mapped = site.page("tags/人口老化/index.html")
        #expect(mapped.contains("<a href=\"../../en/tags/ageing/index.html\" lang=\"en\""))
        #expect(
            mapped.contains("hreflang=\"en\" href=\"https://briefings.example/en/tags/ageing/\">")
                && mapped.contains(
                    "rel=\"canonical\" href=\"https://briefings.example/tags/%E4%BA%BA%E5%8F%A3%E8%80%81%E5%8C%96/\"")
        )
        let other = site.page("tags/香港/index.html")
        #expect(other.contains("<a href=\"../../en/tags/index.html\" lang=\"en\""))
        #expect(!other.contains("hreflang=\"en\" href=\"https"))
    }

    @Test("the index lists tags with the number of their pages, the commonest first") func index() throws {
        let page = try built(bilingual).page("tags/index.html")
        let terms = page.components(separatedBy: "<h2 class=\"term-name\">").dropFirst().map { term in
            term.components(separatedBy: "</h2>")[0].replacingOccurrences(
                of: "<[^>]*>", with: "", options: .regularExpression)
        }
        #expect(terms == ["人口老化 頁數：2", "香港 頁數：1"])
        #expect(page.contains("href=\"../en/tags/index.html\" lang=\"en\""))
    }

    @Test("a site without tags, authors or dates has none of their pages, nor links to them") func none() throws {
        let site = try built(["content/b/x/index.md": Site.page("X")])
        #expect(
            !site.published().contains { $0.hasPrefix("tags") || $0.hasPrefix("authors") || $0.hasPrefix("archive") })
        #expect(!site.page("index.html").contains("site-links"))
    }

    @Test("what a tag holds is text, whatever it looks like") func hostile() throws {
        let site = try built([
            "content/b/x/index.md": Site.page("X", "", "tags: [\"<script>alert(1)</script>\", \"../../etc/passwd\"]\n")
        ])
        let published = site.published()
        #expect(published.contains("tags/script-alert-1-script/index.html"))
        #expect(published.contains("tags/etc-passwd/index.html"))
        for path in published where path.hasSuffix(".html") {
            #expect(!site.page(path).contains("<script>alert"), "\(path)")
        }
    }

    // MARK: Authors

    @Test("an author has a page with role and briefings, and bylines lead to it") func authors() throws {
        let site = try built(bilingual)
        #expect(
            site.page("en/b/x/index.html").contains(
                "<a class=\"author\" href=\"../../authors/editors/index.html\" rel=\"author\">Editors</a>"))
        let editors = site.page("en/authors/editors/index.html")
        #expect(editors.contains("<p class=\"subtitle\">Office</p>") && editors.contains(">A</a>"))
        #expect(
            editors.contains("<a href=\"../../../authors/%E7%B7%A8%E8%BC%AF%E9%83%A8/index.html\" lang=\"zh-Hant-HK\""))
        // Who writes in one language only: the switch leads to the list of authors.
        #expect(site.page("authors/陳大文/index.html").contains("<a href=\"../../en/authors/index.html\" lang=\"en\""))
    }

    @Test("an organisation is no person for machines, and a source's producer is not guessed to be either")
    func structuredAuthors()
        throws
    {
        var files = bilingual
        files["content/b/x/datapackage.yaml"] = """
            origins: [{producer: Bureau, title: Report, date_published: 2026-06}]
            resources: [{name: t, path: t.csv, schema: {fields: [{name: a, type: string}]}}]

            """
        files["content/b/x/t.csv"] = "a\nx\n"
        let site = try built(files)
        let report = try structured(site.page("b/x/index.html"))
        let authors = report["author"] as? [[String: Any]]
        #expect(authors?.map { $0["@type"] as? String } == ["Organization", "Person"])
        #expect(authors?.last?["url"] as? String == "https://briefings.example/authors/%E9%99%B3%E5%A4%A7%E6%96%87/")
        let citation = (report["citation"] as? [[String: Any]])?.first
        #expect(citation?["creditText"] as? String == "Bureau" && citation?["publisher"] == nil)
        let profile = try structured(site.page("en/authors/editors/index.html"))
        #expect(profile["@type"] as? String == "ProfilePage")
        #expect((profile["mainEntity"] as? [String: Any])?["@type"] as? String == "Organization")
    }

    // MARK: Archive

    @Test("the archive groups what has a date by year and month, the newest first; a year alone comes last")
    func archive() throws {
        let site = try built([
            "content/b/a/index.md": Site.page("A", "", "date: 2025-12-31\n"),
            "content/b/b/index.md": Site.page("B", "", "date: 2026\n"),
            "content/b/c/index.md": Site.page("C", "", "date: 2026-01-05\n"),
            "content/b/d/index.md": Site.page("D", "", "date: 2026-03\n"),
            "content/b/e/index.md": Site.page("E"),
        ])
        let page = site.page("archive/index.html")
        let lines = page.components(separatedBy: "\n").filter {
            $0.hasPrefix("<h2") || $0.contains("<h3") || $0.hasPrefix("<li class=\"archive-entry")
        }.map { $0.replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression) }
        #expect(
            lines == [
                "2026", "March", "D March 2026b", "January", "C 5 January 2026b", "B 2026b", "2025", "December",
                "A 31 December 2025b",
            ])
        #expect(site.page("b/e/index.html").contains("<a href=\"../../archive/index.html\">Archive</a>"))
    }

    // MARK: Pages of lists

    private func large(_ count: Int) -> [String: String] {
        var files: [String: String] = [:]
        for number in 0..<count {
            let day =
                "2026-\(number % 12 < 9 ? "0" : "")\(number % 12 + 1)-\(number % 28 < 9 ? "0" : "")\(number % 28 + 1)"
            files["content/b/p\(number)/index.md"] = Site.page("Page \(number)", "", "date: \(day)\ntags: [all]\n")
        }
        files["content/b/_index.md"] = Site.page("All", "The text of the section.")
        return files
    }

    @Test("1,200 pages stand on three pages of each list, each once, and builds are the same byte by byte")
    func paginated() throws {
        let site = try TemporarySite(large(1200))
        #expect(site.build().findings.isEmpty)
        for (list, row) in [
            ("b", "<li class=\"entry\""), ("tags/all", "<li class=\"entry\""),
            ("archive", "<li class=\"archive-entry\""),
        ] {
            var links: Set<String> = []
            for number in 1...3 {
                let page = site.page("\(list)/\(number == 1 ? "" : "page/\(number)/")index.html")
                let rows = page.components(separatedBy: row).dropFirst()
                #expect(rows.count == (number == 3 ? 200 : 500), "\(list) \(number)")
                for row in rows {
                    let href = row.components(separatedBy: "href=\"").dropFirst().first?.components(separatedBy: "\"")
                        .first
                    links.insert((href ?? "").replacingOccurrences(of: "../", with: ""))
                }
                #expect(page.contains("aria-current=\"page\">\(number)</a>"))
                #expect(page.contains("rel=\"prev\"") == (number > 1) && page.contains("rel=\"next\"") == (number < 3))
                #expect(page.contains("(page \(number))") == (number > 1), "\(list) \(number)")
            }
            #expect(links.count == 1200, "\(list)")
            #expect(!site.exists("public/\(list)/page/4/index.html"))
        }
        #expect(site.page("b/index.html").contains("The text of the section."))
        #expect(!site.page("b/page/2/index.html").contains("The text of the section."))
        let first = site.files().filter { !$0.key.hasPrefix(".") }
        site.build { $0.jobs = 8 }
        #expect(site.files().filter { !$0.key.hasPrefix(".") } == first)
    }

    @Test("a list of 500 has one page, of 501 two") func boundary() throws {
        let site = try TemporarySite(large(500))
        #expect(site.build().findings.isEmpty)
        #expect(!site.exists("public/b/page/2/index.html") && !site.page("b/index.html").contains("class=\"pager\""))
        try site.write("content/b/one/index.md", Site.page("One"))
        #expect(site.build().findings.isEmpty)
        #expect(site.exists("public/b/page/2/index.html") && !site.exists("public/b/page/3/index.html"))
    }

    @Test("a page that stands where a list goes on is an error") func meets() throws {
        var files = large(501)
        files["content/b/page/2/index.md"] = Site.page("Two")
        #expect(try TemporarySite(files).check().codes == ["page/conflict"])
    }

    // MARK: Before, after, near

    @Test("a briefing leads to the one before and after it in its section, and to those that share its tags")
    func ways() throws {
        let site = try built([
            "content/b/a/index.md": Site.page("A", "", "date: 2026-01-03\ntags: [x]\n"),
            "content/b/b/index.md": Site.page("B", "", "date: 2026-01-02\n"),
            "content/b/c/index.md": Site.page("C", "", "date: 2026-01-01\ntags: [x]\n"),
        ])
        let page = site.page("b/b/index.html")
        #expect(
            page.contains("href=\"../a/index.html\" rel=\"prev\"")
                && page.contains("href=\"../c/index.html\" rel=\"next\""))
        #expect(!page.contains("related-title"))
        let first = site.page("b/a/index.html")
        #expect(
            !first.contains("rel=\"prev\"")
                && first.contains("<h3 class=\"entry-title\"><a href=\"../c/index.html\">C</a></h3>"))
    }

    @Test("each page of a manual has all chapters at its side, its own with its parts") func manual() throws {
        let site = try built([
            "content/m/_index.md": Site.page("Guide"),
            "content/m/a/index.md": Site.page("First", "## One\n\nx\n\n## Two\n\ny", "weight: 1\n"),
            "content/m/b/index.md": Site.page("Second", "", "weight: 2\n"),
        ])
        let page = site.page("m/a/index.html")
        #expect(page.contains("<details>\n<summary id=\"manual-title\">"))
        #expect(page.contains("<a href=\"index.html\" aria-current=\"page\">First</a>"))
        #expect(page.contains("<li class=\"contents-2\"><a href=\"#one\">One</a></li>"))
        #expect(
            page.contains("href=\"../b/index.html\" rel=\"next\"")
                && page.contains("href=\"../index.html\" rel=\"prev\""))
        #expect(site.page("m/index.html").contains("<a href=\"a/index.html\">First</a>"))
    }

    @Test("each template of the lists may be the site's own") func override() throws {
        var files = bilingual
        for name in ["terms", "tag", "author", "archive"] {
            files["templates/\(name).html"] = "own \(name) {{title}} {{count}}"
        }
        files["content/m/x/index.md"] = Site.page("章", "", "weight: 1\n")
        files["templates/manual.html"] =
            "own manual {{#manual}}{{#chapters}}{{title}} {{level}}{{/chapters}}{{/manual}}"
        let site = try built(files)
        #expect(site.page("tags/index.html") == "own terms 標籤 2")
        #expect(site.page("en/tags/ageing/index.html") == "own tag Ageing 1")
        #expect(site.page("authors/編輯部/index.html") == "own author 編輯部 1")
        #expect(site.page("archive/index.html") == "own archive 歷年文章 2")
        #expect(site.page("m/x/index.html") == "own manual 章 1")
    }

    @Test(
        "a section of the name of a generated list is an error with its place",
        arguments: ["tags", "authors", "archive"])
    func reserved(_ name: String) throws {
        let site = try TemporarySite(["content/\(name)/x/index.md": Site.page("X")])
        let report = site.check()
        #expect(report.lines == ["content/\(name)/x/index.md:1:1 error site/reserved"])
        #expect(report.findings.first?.hint == "rename the folder")
    }

    @Test("the declarations are read, and not published") func sources() throws {
        let site = try built(bilingual)
        #expect(!site.published().contains { $0.hasSuffix(".yaml") })
    }
}
