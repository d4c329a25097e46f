import Building
import Foundation
import TestSupport
import Testing

@Suite("The sitemap and what hosts look for")
struct SitemapTests {
    private static func site(_ more: [String: String] = [:], base: String = "base_url: https://x.example/sub/\n") throws
        -> TemporarySite
    {
        try TemporarySite(
            [
                "content/site.yaml": "title: A site\nlanguages: [zh-Hant-HK, en]\n" + base,
                "content/_index.md": TemporarySite.page("主頁"), "content/_index.en.md": TemporarySite.page("Home"),
                "content/b/車/index.md": TemporarySite.page("車", "", "date: 2026-02-03\nlastmod: 2026-03~\n"),
                "content/b/車/index.en.md": TemporarySite.page("Cars", "", "date: 2026-02-03\n"),
                "content/b/water/index.md": TemporarySite.page("水", "", "aliases: [/old/]\n"),
            ].merging(more) { $1 })
    }

    @Test(
        "it lists every page by its whole address, with its last change and its versions; redirects and 404 it does not"
    )
    func pages() throws {
        let site = try Self.site()
        #expect(site.build().findings.isEmpty)
        let map = site.page("sitemap.xml")
        #expect(isXML(map))
        let base = "https://x.example/sub/"
        #expect(
            map.contains(
                "<url><loc>\(base)b/%E8%BB%8A/</loc><lastmod>2026-03</lastmod>"
                    + "<xhtml:link rel=\"alternate\" hreflang=\"zh-Hant-HK\" href=\"\(base)b/%E8%BB%8A/\"/>"
                    + "<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"\(base)en/b/%E8%BB%8A/\"/>"
                    + "<xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"\(base)b/%E8%BB%8A/\"/></url>"))
        #expect(map.contains("<url><loc>\(base)b/water/</loc></url>"))
        #expect(map.contains("<url><loc>\(base)</loc><lastmod>2026-03</lastmod>"))
        #expect(map.contains("<loc>\(base)en/</loc>") && !map.contains("404") && !map.contains("old"))
        let pages = site.published().filter { $0.hasSuffix("index.html") && !$0.hasPrefix("old") }
        #expect(map.components(separatedBy: "<loc>").count - 1 == pages.count)
    }

    @Test("robots.txt names the sitemap, unless the author has one; .nojekyll is always there")
    func robots() throws {
        let site = try Self.site()
        site.build()
        #expect(site.page("robots.txt") == "User-agent: *\nDisallow:\n\nSitemap: https://x.example/sub/sitemap.xml\n")
        #expect(site.exists("public/.nojekyll"))
        let own = try Self.site(["content/robots.txt": "User-agent: *\nDisallow: /\n"])
        #expect(own.build().findings.isEmpty)
        #expect(own.page("robots.txt") == "User-agent: *\nDisallow: /\n")
    }

    @Test("a sitemap of the author's own is told of, and not overwritten in silence")
    func ownSitemap() throws {
        let site = try Self.site(["content/sitemap.xml": "<x/>"])
        #expect(site.build().lines == ["content/sitemap.xml:1:1 error page/conflict"])
    }

    @Test("without an address whole addresses are left out, with one warning that fails nothing")
    func noAddress() throws {
        let site = try Self.site(base: "")
        let report = site.build { $0.isStrict = true }
        #expect(!report.hasFailed && report.findings.isEmpty)
        #expect(report.advice.map(\.severity.rawValue) == ["warning"])
        #expect(report.advice.first?.message.contains("base_url") == true)
        #expect(!site.published().contains { $0.hasSuffix("feed.xml") || $0 == "sitemap.xml" })
        #expect(site.page("robots.txt") == "User-agent: *\nDisallow:\n")
        let named = site.build { $0.baseURL = "https://y.example" }
        #expect(named.advice.isEmpty)
        #expect(site.page("sitemap.xml").contains("<loc>https://y.example/b/water/</loc>"))
    }

    @Test("no published page or feed names an address outside of the site's path by mistake")
    func subPath() throws {
        let site = try Self.site()
        site.build()
        for path in site.published() where path.hasSuffix(".html") || path.hasSuffix(".xml") {
            for piece in site.page(path).components(separatedBy: "https://x.example/").dropFirst() {
                #expect(piece.hasPrefix("sub/"), "\(path): \(piece.prefix(40))")
            }
        }
    }
}
