import Building
import Foundation
import Languages
import TestSupport
import Testing

@Suite("Reports: pages as one document")
struct ReportTests {
    private static func site(_ more: [String: String] = [:]) throws -> TemporarySite {
        let chart =
            "title: 名\ndata: {name: t}\nmark: bar\nencoding: {x: {field: n, type: quantitative}, y: {field: id}}\n"
        let package =
            "resources: [{name: t, path: t.csv, title: 表, schema: {primaryKey: id}, sources: [{title: 源}]}]\n"
        func body(_ other: String) -> String {
            "[](=t[\"x\"].n)與[](=t[\"y\"].n)[^1]\n\n## 節\n\n![](=t[\"x\"].n)\n\n[另一頁](../\(other)/index.md#節)，[關於](../../about/index.md)，[外](https://e.example/)\n\n"
                + "![圖說](c.vl.yaml)\n\n![](t.csv)\n\n![相](p.png)\n\n[^1]: 註"
        }
        return try TemporarySite(
            [
                "content/site.yaml":
                    "title: {zh-Hant-HK: 網站, en: A site}\nlanguages: [zh-Hant-HK, en]\nbase_url: https://x.example/sub/\n",
                "content/b/_index.md": TemporarySite.page("簡報", "", "summary: 全部\n"),
                "content/about/index.md": TemporarySite.page("關於"),
                "content/b/one/index.md": TemporarySite.page("第一", body("two"), "date: 2026-02-01\nauthors: [甲]\n"),
                "content/b/two/index.md": TemporarySite.page("第二", body("one"), "date: 2026-01-01\n"),
                "content/b/two/index.en.md": TemporarySite.page("Two", body("one"), "date: 2026-01-01\n"),
                "content/b/one/t.csv": "id,n\nx,200\ny,3\n", "content/b/two/t.csv": "id,n\nx,200\ny,3\n",
                "content/b/one/datapackage.yaml": package, "content/b/two/datapackage.yaml": package,
                "content/b/one/c.vl.yaml": chart, "content/b/two/c.vl.yaml": chart,
                "content/b/one/p.png": "png", "content/b/two/p.png": "png",
            ].merging(more) { $1 })
    }

    private func report(_ site: TemporarySite, _ folders: [String], _ language: String? = nil) -> Report {
        Report.make(
            ReportOptions(folders: folders, language: language.flatMap { LanguageTag($0) }), root: site.root
        ) { BuildOptions(root: $0, asOf: TemporarySite.day) }
    }

    private func html(_ report: Report) -> String { String(decoding: report.html ?? [], as: UTF8.self) }

    private func values(of pattern: String, in text: String) -> [String] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let whole = NSRange(text.startIndex..., in: text)
        return expression.matches(in: text, range: whole).compactMap { match in
            Range(match.range(at: 1), in: text).map { String(text[$0]) }
        }
    }

    @Test("ids are unique across a volume, and what refers to one finds it") func ids() throws {
        let report = report(try Self.site(), ["b"])
        #expect(!report.findings.hasErrors)
        let text = html(report)
        let ids = values(of: "\\sid=\"([^\"]+)\"", in: text)
        #expect(ids.count > 20 && Set(ids).count == ids.count)
        let references =
            values(of: "href=\"#([^\"]+)\"", in: text) + values(of: "popovertarget=\"([^\"]+)\"", in: text)
            + values(of: "url\\(#([^)]+)\\)", in: text) + values(of: "aria-labelledby=\"([^\" ]+)\"", in: text)
            + values(of: "aria-describedby=\"([^\" ]+)\"", in: text)
        #expect(references.count > 20)
        for reference in references { #expect(ids.contains(reference.removingPercentEncoding ?? "?"), "\(reference)") }
    }

    @Test("charts, tables, notes and derivations are numbered on from page to page, sources once for all")
    func numbers() throws {
        let text = html(report(try Self.site(), ["b"]))
        #expect(
            values(of: "<figcaption[^>]*><b class=\"report-number\">([^<]+)</b>", in: text) == [
                "圖 1", "表 1", "圖 2", "表 2",
            ])
        #expect(values(of: "role=\"doc-noteref\">([0-9]+)<", in: text) == ["1", "2"])
        #expect(values(of: "<li id=\"b[0-9]-fn-1\" value=\"([0-9]+)\">", in: text) == ["1", "2"])
        let notes = values(of: "class=\"derivation\"[^>]* data-note=\"([0-9]+)\"", in: text)
        #expect(notes == (1...4).map(String.init))
        #expect(values(of: "<li id=\"source-([0-9]+)\">", in: text) == ["1"])
        #expect(values(of: "<article class=\"report-part report-part-([0-9])\"", in: text) == ["1", "2"])
        // Of two pages of one label the index names both.
        #expect(values(of: "<small>\\[([0-9]+)\\]</small>", in: text).sorted() == ["1", "2", "3", "4"])
    }

    @Test("a volume has one h1, its pages' titles below it, and their headings below these") func headings() throws {
        let site = try Self.site()
        let volume = html(report(site, ["b"]))
        #expect(values(of: "<h1>([^<]+)</h1>", in: volume) == ["簡報"])
        #expect(values(of: "<h2 id=\"b[12]-title\">([^<]+)</h2>", in: volume) == ["第一", "第二"])
        #expect(volume.contains("<h3 id=\"b1-節\">節</h3>"))
        let single = html(report(site, ["content/b/one"]))
        #expect(values(of: "<h1>([^<]+)</h1>", in: single) == ["第一"])
        #expect(single.contains("<h2 id=\"b1-節\">節</h2>") && single.contains("<body class=\"report\">"))
    }

    @Test("it asks for nothing: no file, no picture, no script from elsewhere, and its policy forbids them")
    func selfContained() throws {
        let text = html(report(try Self.site(), ["b"]))
        for part in ["<script", "<link", "<iframe", "srcset", "@import", " download"] {
            #expect(!text.contains(part), "\(part)")
        }
        #expect(values(of: "\\ssrc=\"([^\"]{0,22})", in: text).allSatisfy { $0 == "data:image/png;base64," })
        #expect(values(of: "url\\(([^)]{0,5})", in: text).allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("data:") })
        #expect(text.contains("default-src &#39;none&#39;; style-src &#39;sha256-"))
        #expect(!text.contains("unsafe") && !text.contains(" style=\""))
        #expect(text.components(separatedBy: "<style>").count == 2)
    }

    @Test("links between its pages stay in it, others lead to the site, and without an address they are words")
    func links() throws {
        let site = try Self.site()
        let text = html(report(site, ["b"]))
        #expect(text.contains("<a href=\"#b2-%E7%AF%80\">另一頁</a>") || text.contains("<a href=\"#b2-節\">另一頁</a>"))
        #expect(text.contains("<a href=\"https://x.example/sub/about/\">關於</a>"))
        #expect(text.contains("<a href=\"https://e.example/\">外</a>"))
        try site.write("content/site.yaml", "title: 網站\nlanguages: [zh-Hant-HK, en]\n")
        let bare = html(report(site, ["b/one"]))
        #expect(bare.contains("<a>關於</a>") && bare.contains("<a href=\"https://e.example/\">外</a>"))
    }

    @Test("folders are paths on disk or below content, of pages and of sections; a page stands in it once")
    func folders() throws {
        let site = try Self.site()
        #expect(report(site, []).pageCount == 2)
        #expect(report(site, ["b"]).pageCount == 2 && report(site, ["content/b/"]).pageCount == 2)
        #expect(report(site, [site.root + "/content/b/one"]).pageCount == 1)
        #expect(report(site, ["b/two", "b/one", "b"]).pageCount == 2)
        let ordered = html(report(site, ["b/two", "b/one"]))
        #expect(ordered.contains("<h1>網站</h1>"))
        let missing = report(site, ["b/oen"])
        #expect(missing.html == nil)
        #expect(missing.findings.map(\.message) == ["there is no page or section at content/b/oen"])
        #expect(missing.findings.first?.hint == "did you mean “b/one”?")
        #expect(report(site, ["about"]).pageCount == 1)
    }

    @Test("the language is that of --lang, else of the file that is named; what a page lacks is taken from another")
    func languages() throws {
        let site = try Self.site()
        #expect(html(report(site, ["content/b/two/index.en.md"])).contains("<html lang=\"en\">"))
        let english = html(report(site, ["b"], "en"))
        #expect(
            english.contains("<html lang=\"en\">") && english.contains("Chart 1")
                && english.contains("Index of figures"))
        #expect(report(site, ["b"], "fr").findings.map(\.code.rawValue) == ["page/language"])
    }

    @Test("what is wrong with the site is told, and nothing is made") func wrong() throws {
        let site = try Self.site([
            "content/b/one/index.md": TemporarySite.page("第一", "[](=t[\"x\"].m)")
        ])
        let made = report(site, ["b"])
        #expect(made.html == nil && made.findings.contains { $0.location?.file == "content/b/one/index.md" })
    }

    @Test("a title cannot leave the style that has it at the head of pages") func hostileTitle() throws {
        let site = try Self.site([
            "content/about/index.md": TemporarySite.page("'\"} </style><b>x'")
        ])
        let text = html(report(site, ["b", "about"]))
        #expect(text.components(separatedBy: "</style>").count == 2)
        #expect(!text.contains("<b>x"))
    }

    // MARK: PDF

    @Test("without a browser it says how to get one, and one that is named must be there") func noBrowser() {
        let none = BrowserPrinter.find(nil) { $0 == "PATH" ? "/nowhere" : nil }
        #expect(none.value == nil)
        #expect(none.diagnostics.first?.message == "no Chromium was found on the PATH to print the PDF")
        #expect(none.diagnostics.first?.hint?.contains("--browser") == true)
        let wrong = BrowserPrinter.find("/no/such") { _ in nil }
        #expect(wrong.diagnostics.first?.message == "there is no program /no/such")
    }

    @Test("a browser that prints nothing is told of with what it said") func failingBrowser() throws {
        let site = try Self.site(["browser": "#!/bin/sh\necho first >&2\necho out of order >&2\nexit 3\n"])
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: site.path("browser"))
        let printer = try #require(BrowserPrinter.find(site.path("browser")) { _ in nil }.value)
        let printed = printer.pdf(of: Array("<p>x".utf8))
        #expect(printed.value == nil)
        #expect(
            printed.diagnostics.first?.message == "\(site.path("browser")) printed no PDF (status 3): out of order")
    }

    private static let browser = BrowserPrinter.find(nil) { ProcessInfo.processInfo.environment[$0] }.value

    @Test("Chromium prints it with an outline and tags", .enabled(if: browser != nil, "no Chromium is installed"))
    func pdf() throws {
        let printer = try #require(Self.browser)
        let printed = printer.pdf(of: report(try Self.site(), ["b"]).html ?? [])
        #expect(printed.diagnostics.isEmpty, "\(printed.diagnostics.map(\.message))")
        let text = String(decoding: printed.value ?? [], as: UTF8.self)
        #expect(text.hasPrefix("%PDF-") && text.contains("/Outlines") && text.contains("/StructTreeRoot"))
        #expect(text.components(separatedBy: "/Type /Page\n").count > 4)
    }

    @Test(
        "the command refuses what it cannot write", .enabled(if: Gazette.isBuilt, "build the program first"),
        arguments: [["report"], ["report", "-o", "x.doc"], ["report", "-o", "x.html", "--lang", "!"]])
    func usage(_ arguments: [String]) throws { #expect(try Gazette.run(arguments).status == 64) }
}
