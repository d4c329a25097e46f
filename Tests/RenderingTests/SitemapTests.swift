import Content
import Testing

@testable import Rendering

@Suite("Sitemaps of large sites")
struct SitemapSizeTests {
    @Test("above 50,000 addresses or 50 MB it is an index of several")
    func split() {
        var map = Sitemap(base: "https://x.example/", addressLimit: 2)
        for name in ["a", "b", "c", "d", "e"] { map.add(Permalink(folder: name), changed: nil) }
        let files = map.files()
        #expect(files.map(\.path) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"])
        let texts = files.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(texts[0].contains("<sitemap><loc>https://x.example/sitemap-3.xml</loc></sitemap>"))
        #expect(texts[1].contains("/a/<") && texts[1].contains("/b/<") && !texts[1].contains("/c/<"))
        #expect(texts[3].contains("/e/<"))
        #expect(texts.allSatisfy { $0.hasPrefix("<?xml ") && $0.hasSuffix(">\n") })
        var heavy = Sitemap(base: "https://x.example/", byteLimit: 400)
        for name in ["a", "b", "c", "d", "e", "f", "g"] { heavy.add(Permalink(folder: name), changed: "2026") }
        let sizes = heavy.files().dropFirst().map(\.bytes.count)
        #expect(sizes.count > 1 && sizes.allSatisfy { $0 <= 400 })
        #expect(Sitemap.addressLimit == 50_000 && Sitemap.byteLimit == 50_000_000)
    }
}
