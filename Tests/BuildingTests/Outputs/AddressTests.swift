import Building
import Foundation
import TestSupport
import Testing

/// Front matter that says where a page stands, in which language and through which template.
@Suite("Addresses, languages and layouts of pages")
struct AddressTests {
    private static let two = "title: A site\nlanguages: [zh-Hant-HK, en]\nbase_url: https://x.example/sub/\n"

    private func site(_ files: [String: String], config: String = two) throws -> TemporarySite {
        try TemporarySite(["content/site.yaml": config].merging(files) { $1 })
    }

    private func lines(_ files: [String: String]) throws -> [String] { try site(files).build().lines }

    // MARK: url

    @Test(
        "url is the whole address: from a slash on the site's, else below the language; a file where it ends in .html")
    func url() throws {
        let site = try site([
            "content/b/a/index.md": TemporarySite.page("甲", "", "url: /x/y/\nslug: unused\n"),
            "content/b/a/index.en.md": TemporarySite.page("A", "", "url: x/y\n"),
            "content/b/c/index.md": TemporarySite.page(
                "丙 [d](../a/index.md)", "[甲](../a/index.md)", "url: /old/頁.html\n"),
        ])
        #expect(site.build().findings.isEmpty)
        for path in ["x/y/index.html", "en/x/y/index.html", "old/頁.html"] {
            #expect(site.exists("public/" + path), "\(path)")
        }
        #expect(!site.exists("public/b/a/index.html"))
        #expect(site.page("old/頁.html").contains("<a href=\"../x/y/index.html\">甲</a>"))
        #expect(site.page("old/頁.html").contains("rel=\"canonical\" href=\"https://x.example/sub/old/%E9%A0%81.html\""))
        #expect(site.page("sitemap.xml").contains("<loc>https://x.example/sub/old/%E9%A0%81.html</loc>"))
    }

    @Test("the lists of all figures lead to a page wherever it stands") func figureLists() throws {
        let body = "[](=t[\"x\"].n)"
        let site = try site([
            "content/b/a/index.md": TemporarySite.page("甲", body),
            "content/b/a/index.en.md": TemporarySite.page("A", body, "url: /elsewhere/page.html\n"),
            "content/b/a/t.csv": "id,n\nx,1\n",
            "content/b/a/datapackage.yaml": "resources: [{name: t, path: t.csv, schema: {primaryKey: id}}]\n",
        ])
        #expect(site.build().findings.isEmpty)
        #expect(site.page("en/figures/index.html").contains("href=\"../../elsewhere/page.html#fig-"))
    }

    @Test(
        "an address that is none, or that the site writes itself, is told where it stands",
        arguments: [
            ("https://e.example/", "page/slug"), ("/a?b", "page/slug"), ("/../x", "page/slug"), ("/.git/", "page/slug"),
            ("/a%00", "page/slug"), ("/a\\\\b", "page/slug"), ("/tags/", "site/reserved"),
            ("/figures/x/", "site/reserved"),
        ])
    func refused(_ url: String, _ code: String) throws {
        #expect(
            try lines(["content/b/a/index.md": TemporarySite.page("A", "", "url: \"\(url)\"\n")])
                == ["content/b/a/index.md:3:7 error \(code)"])
    }

    @Test("two pages of one address are told at the one that asks for it") func taken() throws {
        #expect(
            try lines([
                "content/b/a/index.md": TemporarySite.page("A"),
                "content/b/c/index.md": TemporarySite.page("C", "", "url: /b/A/\n"),
            ]) == ["content/b/c/index.md:3:6 error page/conflict"])
    }

    // MARK: aliases

    @Test(
        "an alias leads on to its page: by a relative address, with the whole one as canonical, in the page's language")
    func alias() throws {
        let site = try site([
            "content/b/a/index.en.md": TemporarySite.page(
                "A & B", "", "aliases: [/old/place/, sibling, ../up/, /gone.html, /en/舊/]\n")
        ])
        #expect(site.build().findings.isEmpty)
        for (path, href) in [
            ("old/place/index.html", "../../en/b/a/index.html"), ("en/b/sibling/index.html", "../a/index.html"),
            ("en/up/index.html", "../b/a/index.html"), ("gone.html", "en/b/a/index.html"),
            ("en/舊/index.html", "../b/a/index.html"),
        ] {
            let page = site.page(path)
            #expect(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=\(href)\">"), "\(path)")
            #expect(page.contains("<link rel=\"canonical\" href=\"https://x.example/sub/en/b/a/\">"))
            #expect(page.contains("<meta name=\"robots\" content=\"noindex\">") && page.contains("<html lang=\"en\">"))
            #expect(page.contains("This page has moved to: <a href=\"\(href)\">A &amp; B</a>"))
        }
    }

    @Test(
        "an alias that meets a page, another alias or itself is told where it stands, and so is one that is no address")
    func aliasConflicts() throws {
        #expect(
            try lines([
                "content/b/a/index.md": TemporarySite.page(
                    "A", "", "aliases: [/b/C/, /b/a/, /x/, /x, 'https://e.example/']\n"),
                "content/b/c/index.md": TemporarySite.page("C", "", "aliases:\n  - /x/\n"),
            ]) == [
                "content/b/a/index.md:3:11 error page/conflict", "content/b/a/index.md:3:18 error page/conflict",
                "content/b/a/index.md:3:30 error page/conflict", "content/b/a/index.md:3:35 error page/slug",
                "content/b/c/index.md:4:5 error page/conflict",
            ])
    }

    @Test("an alias where the site writes something itself is a conflict") func aliasOfSite() throws {
        #expect(
            try lines(["content/b/a/index.md": TemporarySite.page("A", "", "aliases: /404.html\n")])
                == ["content/b/a/index.md:1:1 error page/conflict"])
    }

    // MARK: lang, translationKey

    @Test("lang says the language of a page whose file's name does not") func lang() throws {
        let site = try site([
            "content/b/a/index.md": TemporarySite.page("A", "", "lang: en\n"),
            "content/b/c/index.md": TemporarySite.page("丙", "[a](../a/index.md)"),
        ])
        #expect(site.build().findings.isEmpty)
        #expect(site.page("en/b/a/index.html").contains("<html lang=\"en\">"))
        #expect(site.exists("public/en/b/index.html"), "the section above it stands in its language")
        #expect(!site.exists("public/b/a/index.html"))
        #expect(site.page("b/c/index.html").contains("<a href=\"../../en/b/a/index.html\">a</a>"))
        #expect(
            try lines([
                "content/b/a/index.en.md": TemporarySite.page("A", "", "lang: zh\n"),
                "content/b/c/index.md": TemporarySite.page("C", "", "lang: fr\n"),
            ]) == ["content/b/a/index.en.md:3:7 error page/language", "content/b/c/index.md:3:7 error page/language"])
        #expect(
            try lines([
                "content/b/a/index.md": TemporarySite.page("A", "", "lang: en\n"),
                "content/b/a/index.en.md": TemporarySite.page("A"),
            ]).allSatisfy { $0.contains("page/conflict") })
    }

    @Test("pages of one translationKey are translations of each other, in heads, in the switch and in the sitemap")
    func translationKey() throws {
        let site = try site([
            "content/b/車/index.md": TemporarySite.page("車", "", "translationKey: cars\n"),
            "content/b/cars/index.en.md": TemporarySite.page("Cars", "", "translationKey: cars\n"),
        ])
        #expect(site.build().findings.isEmpty)
        let cars = site.page("en/b/cars/index.html")
        #expect(cars.contains("hreflang=\"zh-Hant-HK\" href=\"https://x.example/sub/b/%E8%BB%8A/\""))
        #expect(cars.contains("<a href=\"../../../b/%E8%BB%8A/index.html\" lang=\"zh-Hant-HK\""))
        #expect(site.page("b/車/index.html").contains("hreflang=\"en\" href=\"https://x.example/sub/en/b/cars/\""))
        #expect(site.page("sitemap.xml").contains("<loc>https://x.example/sub/en/b/cars/</loc><xhtml:link"))
        #expect(
            try lines([
                "content/b/a/index.md": TemporarySite.page("A", "", "translationKey: k\n"),
                "content/b/c/index.md": TemporarySite.page("C", "", "translationKey: k\n"),
            ]) == ["content/b/c/index.md:3:17 error page/conflict"])
    }

    // MARK: layout, params

    @Test("layout names the template, and an unknown one is told with the nearest") func layout() throws {
        let files = [
            "content/b/a/index.md": TemporarySite.page("A", "", "layout: plain\n"),
            "templates/plain.html": "<p>{{title}}: {{params.sponsor}}</p>\n",
        ]
        let site = try site(files)
        #expect(site.build().findings.isEmpty)
        #expect(site.page("b/a/index.html") == "<p>A: </p>\n")
        #expect(
            try lines(["content/b/a/index.md": TemporarySite.page("A", "", "layout: pgae\n")])
                == ["content/b/a/index.md:3:9 error template/partial, did you mean “page”?"])
    }

    @Test("params are an author's own values: texts, lists, maps and flags; what is not there is nothing, and no error")
    func params() throws {
        let matter =
            "layout: plain\nparams:\n  sponsor: A & B\n  flag: true\n  size: 1.50\n  list: [x, y]\n  deep: {name: N}\n"
        let template =
            "{{params.sponsor}}|{{#params.flag}}yes{{/params.flag}}|{{params.size}}|{{#params.list}}<{{.}}>{{/params.list}}|"
            + "{{params.deep.name}}|{{params.none}}{{params.none.deeper}}{{params.deep.none}}{{^params.none}}no{{/params.none}}"
        let site = try site([
            "content/b/a/index.md": TemporarySite.page("A", "", matter), "templates/plain.html": template,
        ])
        #expect(site.build().findings.isEmpty)
        #expect(site.page("b/a/index.html") == "A &amp; B|yes|1.50|<x><y>|N|no")
        #expect(
            try lines(["content/b/a/index.md": TemporarySite.page("A", "", "params: 3\n")])
                == ["content/b/a/index.md:3:9 error key/type"])
    }

    // MARK: dates, drafts, weights

    @Test(
        "a page is published from its publishDate until its expiryDate, by the build's date",
        arguments: [(20623, false), (20624, true), (20625, true), (20626, false)])
    func dates(_ day: Int, _ isShown: Bool) throws {
        let site = try site([
            "content/b/a/index.md": TemporarySite.page("A", "", "publishDate: 2026-06-20\nexpiryDate: 2026-06-21\n"),
            "content/b/c/index.md": TemporarySite.page("C"),
        ])
        site.build { $0.asOf = day }
        #expect(site.exists("public/b/a/index.html") == isShown)
        #expect(site.page("sitemap.xml").contains("/b/a/") == isShown)
    }

    @Test("lists go by weight, then the newest first") func weights() throws {
        let site = try site([
            "content/b/a/index.md": TemporarySite.page("Old", "", "date: 2026-01-01\n"),
            "content/b/c/index.md": TemporarySite.page("New", "", "date: 2026-02-01\n"),
            "content/b/d/index.md": TemporarySite.page("Heavy", "", "weight: 2\n"),
            "content/b/e/index.md": TemporarySite.page("Light", "", "weight: 1\n"),
        ])
        site.build()
        let list = site.page("b/index.html").components(separatedBy: "</ol>").dropLast().joined()
        let titles = list.components(separatedBy: "<h3 class=\"entry-title\">").dropFirst()
        #expect(
            titles.map { $0.components(separatedBy: "</a>").first?.components(separatedBy: ">").last } == [
                "Light", "Heavy", "New", "Old",
            ])
    }
}
