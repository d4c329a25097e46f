import Content
import Diagnostics
import Files
import Languages
import Testing

@Suite("Tags and authors")
struct TaxonomyTests {
    private static let languages = [LanguageTag.traditionalChineseHongKong, .english]

    /// Pages by their path below `content/`, each with its front matter.
    private func read(_ files: [String: String], hidden: Set<String> = []) -> (Taxonomies, Site, [String]) {
        let tree = SourceTree(files.map { SourceFile(path: "content/" + $0.key, text: $0.value) })
        var configuration = SiteConfiguration(title: LocalizedText("S"), languages: Self.languages)
        configuration.baseURL = nil
        let sources = PageSource.discover(in: tree, languages: Self.languages).value
        let pages = sources.map { source in
            Page.read(source, file: source.path.flatMap { tree.read($0).value }, configuration: configuration).value
        }
        let site = Site.assemble(pages, configuration: configuration, hiddenFolders: hidden).value
        let found = Taxonomies.read(tree, site)
        let lines = found.diagnostics.map { finding in
            "\(finding.location?.description ?? "-") \(finding.severity.rawValue) \(finding.code.rawValue): "
                + finding.message + (finding.hint.map { " (\($0))" } ?? "")
        }
        return (found.value, site, lines)
    }

    private func page(_ matter: String) -> String { "---\ntitle: T\n\(matter)\n---\n" }

    private func tags(_ found: Taxonomies, _ language: Int) -> [String] {
        found.tags.byLanguage[language].map {
            "\(found.tags.terms[$0].name) \(found.tags.terms[$0].slug) \(found.tags.terms[$0].pages.count)"
        }
    }

    // MARK: Grouping

    @Test("spellings that differ by case, white space or Unicode form are one tag, under the commoner, with a warning")
    func spellings() {
        let (found, _, lines) = read([
            "b/a/index.md": page("tags: [AI, Café]"), "b/b/index.md": page("tags: [ai, \"Cafe\u{301}\"]"),
            "b/c/index.md": page("tags: [AI, Café]"),
        ])
        #expect(tags(found, 0) == ["AI ai 3", "Café café 3"])
        #expect(
            lines == [
                "content/b/b/index.md:3:8 warning taxonomy/spelling: “ai” is written “AI” on other pages "
                    + "(write it the same way everywhere)",
                "content/b/b/index.md:3:13 warning taxonomy/spelling: “Cafe\u{301}” is written “Café” on other pages "
                    + "(write it the same way everywhere)",
            ])
    }

    @Test("a tag that a page says twice counts once") func twice() {
        let (found, site, lines) = read(["b/a/index.md": page("tags: [AI, AI]")])
        #expect(tags(found, 0) == ["AI ai 1"] && lines.isEmpty)
        #expect(found.tags.terms(of: site.page(folder: "b/a", language: 0) ?? -1) == [0])
    }

    @Test("tags of one language are not those of another") func languages() {
        let (found, _, _) = read(["b/a/index.md": page("tags: [x]"), "b/a/index.en.md": page("tags: [y]")])
        #expect(tags(found, 0) == ["x x 1"] && tags(found, 1) == ["y y 1"])
    }

    @Test("pages of a tag stand with the newest first, those without a date last") func order() {
        let (found, site, _) = read([
            "b/a/index.md": page("tags: [x]"), "b/b/index.md": page("tags: [x]\ndate: 2026-01-01"),
            "b/c/index.md": page("tags: [x]\ndate: 2026-02"), "b/d/index.md": page("tags: [x]\ndate: 2025"),
        ])
        #expect(found.tags.terms[0].pages.map { site.pages[$0].folder } == ["b/c", "b/b", "b/d", "b/a"])
    }

    // MARK: Addresses

    @Test(
        "an address keeps letters and digits of all scripts, in lower case, and a dash for what else there is",
        arguments: [
            ("人口老化", "人口老化"), ("Ageing  population", "ageing-population"), ("a/b\\c", "a-b-c"), ("../..", ""),
            ("3.5 %", "3-5"), (" A\u{7}B ", "a-b"), ("C++", "c++"), ("a-\u{301}b", "a-b"), ("一帶一路（倡議）", "一帶一路-倡議"),
            ("?#%", ""),
            ("\u{202E}x", "x"), ("Straße", "straße"), (".git", "git"),
        ])
    func slug(_ name: String, _ slug: String) { #expect(TermSlug.make(name) == slug) }

    @Test("two tags at one address, and a tag without one, are errors at the front matter") func collisions() {
        let (_, _, lines) = read(["b/a/index.md": page("tags: [C, \"C#\", \"…\"]")])
        #expect(
            lines == [
                "content/b/a/index.md:3:12 error taxonomy/term: “C” and “C#” would both stand at tags/c/ "
                    + "(give it one in content/tags.yaml: {zh-Hant-HK: C#, slug: …})",
                "content/b/a/index.md:3:18 error taxonomy/term: nothing of “…” can stand in an address "
                    + "(give it one in content/tags.yaml: {zh-Hant-HK: …, slug: …})",
            ])
    }

    @Test("a slug in tags.yaml parts them, and holds for the languages that it names") func slugs() {
        let (found, _, lines) = read([
            "b/a/index.md": page("tags: [C, \"C#\"]"), "b/a/index.en.md": page("tags: [\"C#\"]"),
            "tags.yaml": "- {zh: \"C#\", en: \"C#\", slug: {zh: c-sharp}}\n",
        ])
        #expect(lines == [] && tags(found, 0) == ["C c 1", "C# c-sharp 1"] && tags(found, 1) == ["C# c 1"])
    }

    @Test("an empty tag and more than 100 of them are errors") func limits() {
        let (_, _, empty) = read(["b/a/index.md": page("tags: [\" \"]")])
        #expect(empty == ["content/b/a/index.md:3:9 error taxonomy/term: the tag is empty (write it, or remove it)"])
        let many = (0...100).map { "t\($0)" }.joined(separator: ", ")
        let (_, _, lines) = read(["b/a/index.md": page("tags: [\(many)]")])
        #expect(lines.count == 1 && lines[0].contains("the page has 101 tags, at most 100 are read"))
        let long = String(repeating: "字", count: 67)
        let (_, _, tooLong) = read(["b/a/index.md": page("tags: [\(long)]")])
        #expect(tooLong.count == 1 && tooLong[0].contains("would have 201 bytes, at most 200 are allowed"))
    }

    // MARK: Declarations

    @Test("tags.yaml maps a tag between languages, and a page may use another language's name for it") func mapped() {
        let (found, _, lines) = read([
            "b/a/index.md": page("tags: [人口老化, 其他]"), "b/a/index.en.md": page("tags: [Ageing]"),
            "b/b/index.en.md": page("tags: [人口老化]"), "tags.yaml": "- {zh-Hant-HK: 人口老化, en: Ageing}\n",
        ])
        #expect(lines == [] && tags(found, 1) == ["Ageing ageing 2"])
        let terms = found.tags.terms
        #expect(terms[0].translations.map { $0.map { terms[$0].name } } == ["人口老化", "Ageing"])
        #expect(terms[1].translations.map { $0.map { terms[$0].name } } == ["其他", nil])
    }

    @Test("a name that is the same in both languages needs no declaration") func same() {
        let (found, _, _) = read(["b/a/index.md": page("tags: [AI]"), "b/a/index.en.md": page("tags: [ai]")])
        #expect(found.tags.terms.map { $0.translations.compactMap(\.self).count } == [2, 2])
    }

    @Test(
        "what tags.yaml says wrongly is told where it stands",
        arguments: [
            ("a: b\n", "1:1 error key/type"), ("- AI\n", "1:3 error key/type"),
            ("- {slug: x}\n", "1:3 error key/missing"),
            ("- {en: A, slugs: x}\n", "1:11 error key/unknown"), ("- {en: A, fr: B}\n", "1:11 error key/unknown"),
            ("- {en: A}\n- {en: a}\n", "2:8 error taxonomy/term"),
            ("- {zh: A, zh-Hant-HK: B}\n", "1:11 error taxonomy/term"),
            ("- {en: \" \"}\n", "1:9 error taxonomy/term"), ("- {en: T, slug: a/b}\n", "1:3 error taxonomy/term"),
            ("- {en: T}\n- {en: Unused}\n", "2:3 warning taxonomy/term"),
        ])
    func wrong(_ text: String, _ expected: String) {
        let (_, _, lines) = read(["b/a/index.en.md": page("tags: [T]"), "tags.yaml": text])
        #expect(lines.contains { $0.hasPrefix("content/tags.yaml:" + expected) }, "\(lines)")
    }

    @Test("an unknown key gets the nearest that is known, a declaration without a page the nearest tag") func hints() {
        let (_, _, lines) = read([
            "b/a/index.en.md": page("tags: [population]"), "tags.yaml": "- {en: populaton, descripton: x}\n",
        ])
        #expect(lines.first?.hasSuffix("(did you mean “description”?)") == true)
        let (_, _, unused) = read(["b/a/index.en.md": page("tags: [population]"), "tags.yaml": "- {en: populaton}\n"])
        #expect(
            unused == [
                "content/tags.yaml:1:3 warning taxonomy/term: no page has the tag “populaton” "
                    + "(did you mean “population”?)"
            ])
    }

    @Test("while pages are withheld, nothing is told of tags that only they may have") func withheld() {
        let (_, _, lines) = read(
            ["b/a/index.en.md": page("tags: [T]"), "tags.yaml": "- {en: T}\n- {en: U}\n"], hidden: ["b/x"])
        #expect(lines.isEmpty)
    }

    @Test("an author has a name, a role, an address and a type") func authors() {
        let (found, _, lines) = read([
            "b/a/index.md": page("authors: [編輯部]"), "b/a/index.en.md": page("authors: [Editors, Jane Doe]"),
            "authors.yaml": """
            - {name: {zh-Hant-HK: 編輯部, en: Editors}, type: organization, url: https://briefings.example/, role: R}
            """,
        ])
        #expect(lines == [] && found.authors.terms.map(\.name) == ["編輯部", "Editors", "Jane Doe"])
        let definition = found.authors.definition(of: found.authors.terms[1])
        #expect(definition?.isOrganization == true && definition?.url == "https://briefings.example/")
        #expect(found.authors.terms[0].translations == [0, 1] && found.authors.terms[2].translations == [nil, 2])
    }

    @Test(
        "what authors.yaml says wrongly is told where it stands",
        arguments: [
            ("- {name: T, type: organisation}\n", "1:19 error taxonomy/term", "did you mean “organization”?"),
            ("- {name: T, url: \"javascript:x\"}\n", "1:18 error taxonomy/term", "https://"),
            ("- {nam: T}\n", "1:4 error key/unknown", "did you mean “name”?"),
            ("- {name: T, en: U}\n", "1:13 error key/unknown", ""),
        ])
    func wrongAuthor(_ text: String, _ expected: String, _ hint: String) {
        let (_, _, lines) = read(["b/a/index.md": page("authors: [T]"), "authors.yaml": text])
        let found = lines.first { $0.hasPrefix("content/authors.yaml:" + expected) }
        #expect(found.map { hint.isEmpty || $0.contains(hint) } == true, "\(lines)")
    }

    // MARK: Near pages, and order

    @Test("a rare tag that is shared tells more than a common one, and the newest comes first of equals") func related()
    {
        var files = ["b/me/index.md": page("tags: [rare, common]\ndate: 2026-01-01")]
        for day in 1...6 { files["b/c\(day)/index.md"] = page("tags: [common]\ndate: 2026-01-0\(day)") }
        files["b/r/index.md"] = page("tags: [rare]\ndate: 2020")
        files["b/r/index.en.md"] = page("tags: [rare]")
        let (found, site, _) = read(files)
        let me = site.page(folder: "b/me", language: 0) ?? 0
        let near = RelatedPages(found.tags, in: site).pages(near: me).map { site.pages[$0].folder }
        #expect(near == ["b/r", "b/c6", "b/c5", "b/c4"])
        #expect(RelatedPages(found.tags, in: site).pages(near: site.page(folder: "b/r", language: 1) ?? 0) == [])
    }

    @Test("a section with weights and no dates is a manual, read from its first chapter to its last") func manual() {
        let (_, site, _) = read([
            "m/_index.md": page(""), "m/b/index.md": page("weight: 1"), "m/a/index.md": page(""),
            "m/part/_index.md": page("weight: 2"), "m/part/x/index.md": page(""),
            "b/old/index.md": page("date: 2025"), "b/new/index.md": page("date: 2026\nweight: 3"),
            "b/last/index.md": page(""), "about/index.md": page("weight: 1"), "more/index.md": page(""),
        ])
        let reading = ReadingOrder(site)
        func folder(_ page: Int?) -> String? { page.map { site.pages[$0].folder } }
        func at(_ folder: String) -> Int { site.page(folder: folder, language: 0) ?? -1 }
        #expect(reading.manuals.map { folder($0.root) } == ["m"])
        let chapters = reading.manual(of: at("m/a"))?.chapters.map { "\(folder($0.page) ?? "") \($0.level)" }
        #expect(chapters == ["m/b 1", "m/part 1", "m/part/x 2", "m/a 1"])
        #expect(folder(reading.previous(of: at("m/b"))) == "m" && folder(reading.next(of: at("m/part/x"))) == "m/a")
        #expect(reading.next(of: at("m/a")) == nil && reading.manual(of: at("b/new")) == nil)
        #expect(
            folder(reading.previous(of: at("b/old"))) == "b/new" && folder(reading.next(of: at("b/old"))) == "b/last")
        let (_, other, _) = read([
            "m/_index.md": page("layout: section"), "m/b/index.md": page("weight: 1"),
            "n/_index.md": page("layout: manual"), "n/b/index.md": page(""),
        ])
        #expect(ReadingOrder(other).manuals.map { other.pages[$0.root].folder } == ["n"])
        // What hangs right below home is no series.
        #expect(reading.next(of: at("about")) == nil && reading.previous(of: at("more")) == nil)
    }
}
