import Testing

@Suite("The style sheet of a site and its tokens")
struct StyleTests {
    private func style(_ files: [String: String]) throws -> String {
        let site = try TemporarySite(
            ["content/site.yaml": "title: 網站\n", "content/b/one/index.md": TemporarySite.page("一")]
                .merging(files) { $1 })
        #expect(!site.build().findings.hasErrors)
        #expect(!site.exists("public/tokens.css"))
        return site.page("style.css")
    }

    @Test("a site's own tokens stand behind the built-in ones and before what is drawn by them")
    func tokens() throws {
        let css = try style(["templates/tokens.css": ":root { --accent: #7a1f1f }\n"])
        let own = try #require(css.range(of: "--accent: #7a1f1f"))
        let builtIn = try #require(css.range(of: "--accent: #8fc1ec"))
        let ground = try #require(css.range(of: "box-sizing: border-box"))
        #expect(builtIn.upperBound < own.lowerBound && own.upperBound < ground.lowerBound)
    }

    @Test("a style sheet of the site's own has the tokens too, but for one that must be the first of its file")
    func ownSheet() throws {
        #expect(try style(["templates/style.css": "body { color: var(--ink) }\n"]).contains("--ink: #1b1f24"))
        let imported = "@import \"more.css\";\nbody { margin: 0 }\n"
        #expect(try style(["templates/style.css": imported]) == imported)
    }
}

@Suite("What a page tells beside its text")
struct PageMatterTests {
    @Test("a page of a section tells its reading time and how to cite it; one beside home only how to cite it")
    func matter() throws {
        let text = String(repeating: "字", count: 1_200)
        let site = try TemporarySite([
            "content/site.yaml": "title: 網站\nbase_url: https://x.example/\n",
            "content/b/one/index.md": TemporarySite.page("一", text, "date: 2026-02-01\nauthors: [甲]\n"),
            "content/about/index.md": TemporarySite.page("關於", text),
        ])
        #expect(!site.build().findings.hasErrors)
        let page = site.page("b/one/index.html")
        #expect(page.contains("<span class=\"reading-time\">閱讀需時約 3 分鐘</span>"))
        #expect(page.contains("<p>甲：《一》，網站，2026 年 2 月 1 日，https://x.example/b/one/</p>"))
        let about = site.page("about/index.html")
        #expect(!about.contains("reading-time") && about.contains("https://x.example/about/</p>"))
    }
}
