import Building
import Foundation
import TestSupport
import Testing

/// What stands on published pages.
@Suite("Published pages")
struct SiteOutputTests {
    private func built(_ name: String) throws -> TemporarySite {
        let site = try TemporarySite(fixture: name)
        let report = site.build()
        #expect(!report.hasFailed, "\(report.messages)")
        return site
    }

    /// The addresses that a page names, unescaped.
    private func addresses(_ html: String) -> [String] {
        var out: [String] = []
        for name in [" href=\"", " src=\""] {
            for piece in html.components(separatedBy: name).dropFirst() {
                let value = piece.components(separatedBy: "\"").first ?? ""
                out.append(value.replacingOccurrences(of: "&amp;", with: "&"))
            }
        }
        return out
    }

    @Test("a figure of another briefing keeps its label, its format and its words for units")
    func borrowed() throws {
        let site = try built("figure-borrowed")
        let page = site.page("b/water/index.html")
        for text in ["600 輛", "每日 200 輛", "100%"] { #expect(page.contains(">\(text)</button>"), "\(text)") }
        #expect(page.contains("<p class=\"headline-label\">同時在港</p>"))
        #expect(site.page("b/water/figures.json").contains("\"en\": \"600 cars\""))
    }

    @Test("the home page lists what has a date: a page of a manual, which has a weight and none, is no news")
    func latest() throws {
        let site = try TemporarySite([
            "content/b/old/index.md": TemporarySite.page("Old", "", "date: 2026-01-01\n"),
            "content/b/new/index.md": TemporarySite.page("New", "", "date: 2026-02-01\n"),
            "content/manual/a/index.md": TemporarySite.page("Handbook", "", "weight: 1\n"),
        ])
        #expect(!site.build().hasFailed)
        let home = site.page("index.html")
        #expect(home.contains("<h3 class=\"lead-title\"><a href=\"b/new/index.html\">New</a></h3>"))
        #expect(home.contains(">Old</a>") && !home.contains(">Handbook</a>"))
    }

    @Test("sentences have a column that can be read, short texts and numbers do not")
    func longColumns() throws {
        let site = try TemporarySite([
            "content/b/x/index.md": TemporarySite.page("X", "![T](t.csv)"),
            "content/b/x/t.csv": "step,aim,count\nplan,先把規劃訂得有約束力，再一步一步落實。,3\n",
        ])
        #expect(!site.build().hasFailed)
        let page = site.page("b/x/index.html")
        #expect(page.contains("<th scope=\"col\" class=\"long\">aim</th>"))
        #expect(page.contains("<td class=\"long\">先把") && page.contains("<th scope=\"row\">plan</th>"))
    }

    @Test("a missing value is printed in words, never as nothing")
    func missing() throws {
        let page = try built("figure-missing-printed").page("b/x/index.html")
        #expect(page.contains(">沒有數據</button>"))
        #expect(page.contains(">保密</button>"))
    }

    @Test(
        "every relative address on every page leads to a published file or to an id of it",
        arguments: [
            "two-languages", "bundles-nest", "assets-beside-pages", "slug", "figure-agrees", "hostile-strings",
            "links-2000", "link-to-table", "figures-list", "home-implied", "language-by-part", "embed-table",
            "derivation-told",
        ])
    func links(_ name: String) throws {
        let site = try built(name)
        var checked = 0
        for page in site.published() where page.hasSuffix(".html") && page != "404.html" {
            for address in addresses(site.page(page)) where !address.contains(":") {
                checked += 1
                let parts = address.components(separatedBy: "#")
                let folder = (page as NSString).deletingLastPathComponent
                let path = parts[0].removingPercentEncoding ?? "?"
                let target = path.isEmpty ? page : ((folder + "/" + path) as NSString).standardizingPath
                let trimmed = target.hasPrefix("/") ? String(target.dropFirst()) : target
                #expect(site.exists("public/" + trimmed), "\(page): \(address)")
                #expect(!path.hasSuffix("/") && !path.hasPrefix("/"), "\(page): \(address) names no file")
                if parts.count > 1, trimmed.hasSuffix(".html") {
                    let id = parts[1].removingPercentEncoding ?? "?"
                    #expect(site.page(trimmed).contains("id=\"\(id)\""), "\(page): \(address)")
                }
            }
        }
        #expect(checked > 3)
    }

    @Test("each page names itself in every language that has it, and switches to the nearest that there is")
    func languages() throws {
        let site = try built("two-languages")
        let cars = site.page("en/briefings/cars/index.html")
        #expect(cars.contains("<html lang=\"en\">"))
        let base = "https://briefings.example/gov/"
        #expect(cars.contains("<link rel=\"canonical\" href=\"\(base)en/briefings/cars/\">"))
        #expect(
            cars.contains("<link rel=\"alternate\" hreflang=\"zh-Hant-HK\" href=\"\(base)briefings/cars/\">")
                && cars.contains("<link rel=\"alternate\" hreflang=\"en\" href=\"\(base)en/briefings/cars/\">"))
        #expect(cars.contains("<a href=\"../../../briefings/cars/index.html\" lang=\"zh-Hant-HK\""))
        // What only the first language has: no alternates, and a switch to the section above.
        let water = site.page("briefings/water/index.html")
        #expect(!water.contains("rel=\"alternate\" hreflang"))
        #expect(water.contains("<a href=\"../../en/briefings/index.html\" lang=\"en\""))
        #expect(site.page("briefings/cars/index.html").contains("<html lang=\"zh-Hant-HK\">"))
    }

    @Test("a missing value says why in words, by the schema's own label where it has one")
    func missingReasons() throws {
        let site = try TemporarySite([
            "content/a/index.md": TemporarySite.page("A", "![Rooms](t.csv)"),
            "content/a/t.csv": "room,seats\nred,[x]\nblue,[c]\ngrey,[z]\ngreen,[e]\nwhite,\nblack,NA\nbrown,..\n",
            "content/a/datapackage.yaml": """
            resources:
              - name: t
                path: t.csv
                schema:
                  missingValues: ["", {value: NA, label: not asked}, ".."]
                  fields: [{name: room, type: string}, {name: seats, type: number}]
            """,
        ])
        #expect(site.build().findings.isEmpty)
        let page = site.page("a/index.html")
        let reasons = [
            ("[x]", "not available"), ("[c]", "confidential"), ("[z]", "not applicable"), ("[e]", "estimate only"),
            ("NA", "not asked"), ("..", "no data"), ("–", "no data"),
        ]
        for (symbol, words) in reasons {
            #expect(page.contains("<span class=\"missing\" title=\"\(words)\">\(symbol)</span>"), "\(symbol)")
            #expect(page.contains("<b>\(symbol)</b> \(words)"), "\(symbol)")
        }
    }

    @Test("a link to a bundle leads to its page in the page's language, else in the first") func linkLanguage() throws {
        let site = try built("two-languages")
        let home = site.page("en/index.html")
        #expect(home.contains("<a href=\"briefings/cars/index.html\">cars</a>"))
        #expect(home.contains("<a href=\"../briefings/water/index.html\""))
        let cars = site.page("briefings/cars/index.html")
        #expect(cars.contains("<a href=\"../../en/briefings/cars/index.html\">英文</a>"))
    }

    @Test("404.html alone uses absolute addresses, from the base's path") func notFound() throws {
        let site = try built("two-languages")
        let page = site.page("404.html")
        #expect(page.contains("href=\"/gov/en/\""))
        #expect(!page.contains("rel=\"canonical\""))
        #expect(addresses(page).allSatisfy { $0.hasPrefix("/gov/") || $0.hasPrefix("#") })
    }

    @Test("an address at the command line stands in place of the site's") func baseURL() throws {
        let site = try TemporarySite(fixture: "two-languages")
        site.build { $0.baseURL = "https://other.example" }
        #expect(site.page("index.html").contains("<link rel=\"canonical\" href=\"https://other.example/\">"))
        #expect(site.page("404.html").contains("href=\"/en/\""))
    }

    @Test("without an address there are no canonical links") func noBaseURL() throws {
        #expect(!(try built("minimal").page("index.html").contains("canonical")))
    }

    @Test("drafts, pages to come and expired pages are published when asked for, and so are their files")
    func hiddenPages() throws {
        let site = try TemporarySite(fixture: "dates-hide-pages")
        site.build {
            $0.includesDrafts = true
            $0.includesFuture = true
            $0.includesExpired = true
        }
        let published = site.published()
        for path in ["b/draft/index.html", "b/draft/secret.txt", "b/future/t.csv", "b/expired/index.html"] {
            #expect(published.contains(path))
        }
        // Taken back, they are gone again.
        site.build()
        #expect(!site.published().contains { $0.hasPrefix("b/draft") || $0.hasPrefix("b/future") })
        for (path, bytes) in site.files() {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"), "\(path)")
        }
    }

    @Test("a home page that is a draft leaves one without text") func draftHome() throws {
        let site = try TemporarySite(["content/_index.md": TemporarySite.page("Secret", "secret", "draft: true\n")])
        #expect(site.build().findings.isEmpty)
        #expect(site.published() == TemporarySite.bare)
        #expect(!site.page("index.html").lowercased().contains("secret"))
    }

    @Test("a section without a page of its own goes with the last of its pages") func emptySection() throws {
        let site = try TemporarySite(["content/secret/a/index.md": TemporarySite.page("A", "", "draft: true\n")])
        #expect(site.build().findings.isEmpty)
        #expect(site.published() == TemporarySite.bare)
        #expect(!site.page("index.html").contains("secret"))
    }

    @Test("a template of the site stands in place of the theme's, the others stay") func override() throws {
        let site = try built("template-override")
        #expect(
            site.page("index.html").hasPrefix(
                "<!doctype html>\n<title>A site</title>\n<h1>Home</h1>\n<p>Welcome.</p>\n"))
        #expect(site.page("404.html").contains("class=\"not-found\""))
    }

    @Test("raw HTML is text unless the site trusts it") func rawHTML() throws {
        let page = try built("raw-html-escaped").page("index.html")
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("&lt;b onclick=&quot;x&quot;&gt;bold&lt;/b&gt;"))
        #expect(page.contains("&lt;!-- c --&gt;"))
        #expect(try built("raw-html-trusted").page("index.html").contains("<div class=\"mine\">x</div>"))
    }

    @Test(
        "hostile texts in titles, labels, cells, captions, units, sources and charts never become markup",
        arguments: ["hostile-strings", "chart-hostile"])
    func hostile(_ name: String) throws {
        let site = try built(name)
        var pages = 0
        for page in site.published() where page.hasSuffix(".html") {
            let text = site.page(page)
            let strays = Markup.problems(Array(text.utf8))
            #expect(strays.isEmpty, "\(page): \(strays)")
            // A data block is no script; nothing in it ends it.
            let bare = text.replacingOccurrences(of: "<script type=\"application/ld+json\">{", with: "")
            #expect(!bare.contains("<script") && !text.contains("javascript:") && !text.contains(" onx=\""), "\(page)")
            if text.contains("{{x}}") { pages += 1 }
        }
        #expect(pages > 0, "a value is never parsed as a template")
    }

    @Test("hostile texts in downloads stay data") func hostileDownloads() throws {
        let site = try built("hostile-strings")
        let data = Data(site.files()["briefings/cars/figures.json"] ?? [])
        #expect((try JSONSerialization.jsonObject(with: data) as? [[String: Any]])?.count == 2)
        // A spreadsheet runs no cell of ours.
        #expect(site.text("public/briefings/cars/t.csv").contains("'=1+1"))
        #expect(site.text("public/briefings/cars/t.csv").contains("'@x"))
        #expect(try built("chart-hostile").text("public/briefings/cars/q.vl.csv").contains("'=1+1"))
    }

    @Test(
        "a chart is a figure with a drawing, its description, its table and its data",
        arguments: ["chart", "chart-json", "chart-one-row", "chart-all-equal", "chart-log-zero"])
    func charts(_ name: String) throws {
        let site = try built(name)
        let page = site.page("briefings/cars/index.html")
        // One for wide screens, one for narrow ones.
        #expect(page.components(separatedBy: "<svg ").count == 3)
        for part in ["<figure", "<desc", "mark-group role-axis", "chart-description", "<table>", ".vl.csv\""] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(Markup.problems(Array(page.utf8)).isEmpty)
        #expect(!page.contains("NaN") && !page.contains("inf,") && !page.contains("\"inf"))
    }

    @Test("2,000 links are resolved, each once") func manyLinks() throws {
        let page = try built("links-2000").page("index.html")
        #expect(page.components(separatedBy: "href=\"p/index.html#h").count == 2001)
    }
}

/// A strict look at markup: what no writer of ours may print.
private enum Markup {
    /// Tags that do not close, attributes without quotes or standing twice, `<` and `&` that are not escaped.
    static func problems(_ bytes: [UInt8]) -> [String] {
        var out: [String] = []
        var open: [String] = []
        var i = 0
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        let void = ["meta", "link", "br", "hr", "img", "input", "wbr", "col"]
        while i < bytes.count {
            guard bytes[i] == UInt8(ascii: "<") else {
                if bytes[i] == UInt8(ascii: "&") {
                    let end = bytes[i...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
                    if end == nil { out.append("a bare & at \(i)") }
                }
                i += 1
                continue
            }
            var k = i + 1
            var quote: UInt8?
            while k < bytes.count {
                if let q = quote {
                    if bytes[k] == q { quote = nil }
                } else if bytes[k] == UInt8(ascii: "\"") {
                    quote = bytes[k]
                } else if bytes[k] == UInt8(ascii: "'") {
                    out.append("a single quote in a tag: \(text(i..<min(k + 20, bytes.count)))")
                } else if bytes[k] == UInt8(ascii: ">") {
                    break
                } else if bytes[k] == UInt8(ascii: "<") {
                    out.append("a < in a tag: \(text(i..<min(k + 20, bytes.count)))")
                }
                k += 1
            }
            let tag = text(i..<min(k + 1, bytes.count))
            i = k + 1
            if tag.hasPrefix("<!") { continue }
            let name = String(tag.drop { $0 == "<" || $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
            if name.isEmpty { out.append("a tag without a name: \(tag)") }
            if tag.hasPrefix("</") {
                if open.popLast() != name { out.append("\(tag) closes what is not open") }
            } else if !void.contains(name), !tag.hasSuffix("/>") {
                open.append(name)
            }
        }
        return out + open.map { "<\($0)> is never closed" }
    }
}
