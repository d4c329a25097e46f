import Content
import Testing

@Suite("Permalinks")
struct PermalinkTests {
    @Test("a page's file and address are its folder's") func addresses() {
        #expect(Permalink(folder: "").outputPath == "index.html")
        #expect(Permalink(folder: "").address == "/")
        #expect(Permalink(folder: "en/briefings/cars").outputPath == "en/briefings/cars/index.html")
        #expect(Permalink(folder: "en/簡 報").address == "/en/%E7%B0%A1%20%E5%A0%B1/")
        #expect(Permalink(folder: "a").canonical(base: "https://x.example/gov/") == "https://x.example/gov/a/")
    }

    @Test(
        "a relative address leads from one file to another",
        arguments: [
            ("index.html", "index.html", "index.html"),
            ("index.html", "a/index.html", "a/index.html"),
            ("a/index.html", "index.html", "../index.html"),
            ("a/b/index.html", "a/c/index.html", "../c/index.html"),
            ("a/b/index.html", "a/index.html", "../index.html"),
            ("a/index.html", "a/b/c.pdf", "b/c.pdf"),
            ("a/b/index.html", "en/a/b/index.html", "../../en/a/b/index.html"),
            ("a/index.html", "a/index.html", "index.html"),
            ("index.html", "a b/100%.pdf", "a%20b/100%25.pdf"),
            ("index.html", "mailto:x/index.html", "./mailto%3Ax/index.html"),
        ])
    func relative(_ from: String, _ to: String, _ expected: String) {
        #expect(Permalink.relative(from: from, to: to) == expected)
    }

    @Test(
        "a path is followed from a folder, and never out of the root",
        arguments: [
            ("b", "a", "a/b"), ("../b", "a", "b"), ("/b", "a/c", "b"), ("./b/../c/", "a", "a/c"), ("..", "a", ""),
            ("../..", "a", nil), ("../../etc", "a", nil), ("/..", "a", nil), ("b//c", "a", "a/b/c"),
        ] as [(String, String, String?)])
    func resolved(_ path: String, _ base: String, _ expected: String?) {
        #expect(Permalink.resolved(path, from: base) == expected)
    }

    @Test(
        "percent escapes are read once, and only as UTF-8 without NUL",
        arguments: [
            ("a%20b", "a b"), ("%E8%B3%87", "資"), ("%252e", "%2e"), ("a%00b", nil), ("%FF", nil), ("%2", nil),
            ("%zz", nil), ("%", nil), ("plain", "plain"),
        ] as [(String, String?)])
    func decoded(_ path: String, _ expected: String?) { #expect(Permalink.decoded(path) == expected) }

    @Test("what is encoded reads back", arguments: ["a b", "100%", "資料/表 1.csv", "\"<x>'", "e\u{301}", "a?b#c"])
    func roundTrip(_ path: String) { #expect(Permalink.decoded(Permalink.encoded(path)) == path) }
}
