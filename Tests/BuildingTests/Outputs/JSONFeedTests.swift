import Building
import Foundation
import TestSupport
import Testing

@Suite("JSON feeds")
struct JSONFeedTests {
    @Test("each feed stands as JSON Feed 1.1 too, with the same entries and texts") func every() throws {
        let site = try TemporarySite([
            "content/site.yaml":
                "title: {zh-Hant-HK: 網站, en: A site}\nlanguages: [zh-Hant-HK, en]\nbase_url: https://x.example/sub/\n",
            "content/b/_index.md": TemporarySite.page("簡報"),
            "content/b/one/index.md": TemporarySite.page(
                "第一", "文字 <b>。\n\n[二](../two/index.md)",
                "date: 2026-01-01\nlastmod: 2026-05\ntags: [車]\nauthors: [甲]\nsummary: 要\n"),
            "content/b/two/index.md": TemporarySite.page("第二 \"\\\\", "", "date: 2026-02\n"),
            "content/b/two/index.en.md": TemporarySite.page("Two", "", "date: 2026\n"),
        ])
        #expect(!site.build().hasFailed)
        let feeds = site.published().filter { $0.hasSuffix("feed.json") }
        #expect(feeds == ["b/feed.json", "en/b/feed.json", "en/feed.json", "feed.json"])
        let object = try JSONSerialization.jsonObject(with: Data(site.files()["b/feed.json"] ?? []))
        let feed = try #require(object as? [String: Any])
        #expect(feed["version"] as? String == "https://jsonfeed.org/version/1.1")
        #expect(feed["feed_url"] as? String == "https://x.example/sub/b/feed.json")
        #expect(feed["home_page_url"] as? String == "https://x.example/sub/b/")
        #expect(feed["title"] as? String == "簡報 · 網站" && feed["language"] as? String == "zh-Hant-HK")
        let items = try #require(feed["items"] as? [[String: Any]])
        #expect(items.map { $0["title"] as? String } == ["第一", "第二 \"\\"])
        #expect(items[0]["id"] as? String == "tag:x.example,2026:/b/one/#zh-Hant-HK")
        #expect(items[0]["date_published"] as? String == "2026-01-01T00:00:00Z")
        #expect(items[0]["date_modified"] as? String == "2026-05-01T00:00:00Z")
        #expect(items[0]["tags"] as? [String] == ["車"] && items[0]["summary"] as? String == "要")
        let text = items[0]["content_html"] as? String ?? ""
        #expect(text.contains("<a href=\"https://x.example/sub/b/two/\">二</a>") && text.contains("&lt;b&gt;"))
        let head = site.page("b/one/index.html")
        #expect(head.contains("type=\"application/feed+json\" title=\"簡報 · 網站\" href=\"../feed.json\">"))
    }
}
