import Content
import Files
import Languages
import Testing

@Suite("Pages of a tree")
struct PageSourceTests {
    private static let languages = [LanguageTag.traditionalChineseHongKong, .english]

    private func discover(_ paths: [String]) -> (pages: [String], findings: [String]) {
        let tree = SourceTree(paths.map { SourceFile(path: "content/" + $0, text: "") })
        let found = PageSource.discover(in: tree, languages: Self.languages)
        return (
            found.value.map { "\($0.kind.rawValue) \($0.folder):\($0.language)\($0.path == nil ? " implied" : "")" },
            found.diagnostics.map { "\($0.location?.file ?? "-") \($0.severity.rawValue) \($0.code.rawValue)" }
        )
    }

    @Test("a folder without pages has a home page in every language") func home() {
        #expect(discover([]).pages == ["home :0 implied", "home :1 implied"])
    }

    @Test("bundles stand at any depth, and sections are implied above them, in their language") func implied() {
        #expect(
            discover(["_index.md", "a/b/index.en.md"]).pages == [
                "home :0", "home :1 implied", "section a:1 implied", "page a/b:1",
            ])
    }

    @Test("a bundle may stand in a bundle") func nested() {
        #expect(
            discover(["a/index.md", "a/b/index.md"]).pages == [
                "home :0 implied", "home :1 implied", "page a:0", "page a/b:0",
            ])
    }

    @Test("a language may be named by its whole tag or by a part that is its own") func languages() {
        #expect(discover(["a/index.zh-Hant-HK.md"]).pages.contains("page a:0"))
        #expect(discover(["a/index.zh.md", "a/index.en.md"]).findings == [])
        #expect(discover(["a/index.fr.md"]).findings == ["content/a/index.fr.md error page/language"])
        #expect(discover(["a/index..md"]).findings == ["content/a/index..md error page/language"])
    }

    @Test("two files for one page are an error") func conflict() {
        #expect(discover(["a/_index.md", "a/index.md"]).findings == ["content/a/index.md error page/conflict"])
        #expect(discover(["a/index.md", "a/index.zh.md"]).findings == ["content/a/index.zh.md error page/conflict"])
    }

    @Test("other Markdown is left out with a warning, a README without") func others() {
        #expect(discover(["a/README.md"]).findings == [])
        #expect(discover(["a/notes.md"]).findings == ["content/a/notes.md warning page/slug"])
    }

    @Test("names that the site writes itself are refused", arguments: ["tags", "data", "search", "en"])
    func reserved(_ name: String) {
        #expect(discover(["\(name)/a/index.md"]).findings.map { $0.hasSuffix("error site/reserved") } == [true])
        #expect(discover(["x/\(name)/index.md"]).findings == [])
    }
}
