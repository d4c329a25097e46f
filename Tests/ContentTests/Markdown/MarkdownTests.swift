import Content
import Diagnostics
import Markup
import Testing

@Suite struct MarkdownTests {
    private func read(_ text: String, _ options: MarkdownOptions = MarkdownOptions()) -> Diagnosed<MarkdownDocument> {
        Markdown.document(Array(text.utf8)[...], file: "a.md", options: options)
    }

    private func html(_ text: String, _ options: MarkdownOptions = MarkdownOptions()) -> String {
        Dump.passage(read(text, options).value.body)
    }

    @Test(
        "without extensions it is CommonMark",
        arguments: [
            ("[六成](=s) 'q' \"q\"", "<p><a href=\"=s\">六成</a> 'q' &quot;q&quot;</p>\n"),
            ("**重點。**是", "<p>**重點。**是</p>\n"),
            ("# A", "<h1>A</h1>\n"),
            ("一\n二", "<p>一\n二</p>\n"),
            ("<b>x</b>", "<p><b>x</b></p>\n"),
            ("|a|\n|-|", "<p>|a|\n|-|</p>\n"),
            ("![a *b*](/數 \"t\")", "<p><img src=\"/%E6%95%B8\" alt=\"a b\" title=\"t\" /></p>\n"),
            ("[a](_b_ 'c](d')", "<p><a href=\"_b_\" title=\"c](d\">a</a></p>\n"),
            ("[a](<b>c) [a](_b c_)", "<p>[a](<b>c) [a](<em>b c</em>)</p>\n"),
        ])
    func plain(text: String, expected: String) {
        #expect(html(text, MarkdownOptions(trustsHTML: true, extensions: false)) == expected)
    }

    @Test("raw HTML is printed where the site trusts it, and then it is no finding")
    func trusted() {
        let found = read("<i>a</i>\n\n<div>[x](y)</div>\n\n<!-- [x](=y) -->", MarkdownOptions(trustsHTML: true))
        #expect(
            found.value.body.html.string == "<p><i>a</i></p>\n<div>[x](y)</div>\n<!-- [x](=y) -->\n")
        #expect(found.diagnostics.isEmpty)
    }

    @Test("a figure in a block of HTML is an error, trusted or not: it would be text that nobody checks")
    func figureInHTML() {
        for isTrusted in [true, false] {
            let found = read("<div>\n[x](=y)</div>", MarkdownOptions(trustsHTML: isTrusted))
            let errors = found.diagnostics.filter { $0.severity == .error }
            #expect(errors.map(\.code) == [.figureUnparsed])
            #expect(errors.first?.location?.line == 2)
            #expect(errors.first?.location?.column == 3)
        }
    }

    @Test(
        "what would take cmark minutes is an error",
        arguments: [
            ("", ">", 101, "a.md:1:1"), ("a\n\n", "- ", 101, "a.md:3:1"), ("a\n", "  ", 201, "a.md:2:1"),
            ("", "[a", 1001, "a.md:1:2001"), ("", "![[]()", 1001, "a.md:1:5997"),
        ])
    func limits(start: String, unit: String, count: Int, place: String) {
        let found = read(start + String(repeating: unit, count: count) + "- b")
        #expect(found.diagnostics.map(\.code) == [.markdownLimit])
        #expect(found.diagnostics.first?.location?.description == place)
        #expect(found.value.body.isEmpty)
    }

    @Test(
        "what is deep or wide within reason is read",
        arguments: [("> ", 99), ("* ", 60), ("*a **a ", 5000), ("[a](b) ", 5000), ("    ", 1000)])
    func reasonable(unit: String, count: Int) {
        #expect(read(String(repeating: unit, count: count) + "a").diagnostics.isEmpty)
    }

    @Test("nothing is nothing")
    func nothing() {
        #expect(read("").value.body.isEmpty)
        #expect(Markdown.inline("", at: SourceLocation(file: "a.md")).value.content.isEmpty)
    }

    @Test("in a field a footnote is missing, and an embed is in the wrong place")
    func fieldFindings() {
        let found = Markdown.inline("a[^1] ![b](c.csv)", at: SourceLocation(file: "a.md", line: 3, column: 8))
        #expect(
            found.diagnostics.map(Dump.finding) == [
                "error[footnote/missing] 3:9+4: the footnote [^1] is not defined",
                "error[embed/placement] 3:19+5: “c.csv” stands within a sentence, a cell or a heading",
            ])
        #expect(Dump.passage(found.value.content) == "a[^1] b")
    }

    @Test("a table of too many cells is an error at its delimiter row")
    func cells() {
        let columns = String(repeating: "|a", count: 1000) + "|\n" + String(repeating: "|-", count: 1000) + "|\n"
        let found = read("甲\n\n" + columns + String(repeating: "|\n", count: 200))
        #expect(
            found.diagnostics.map { "\($0.code.rawValue) \($0.location?.description ?? "")" } == [
                "markdown/limit a.md:4:1"
            ])
    }

    @Test("a figure within the words of another is an error")
    func nested() {
        let found = read("![a [b](=c) d](=e)")
        #expect(found.value.figures.map(\.formula) == ["e"])
        #expect(
            found.diagnostics.map(Dump.finding) == [
                "error[figure/nested] 1:9+2: a figure stands within the words of another"
            ])
    }

    @Test("words of a figure keep emphasis, and of an image its text alone")
    func words() {
        let figure = read("[a *b* ![c](d.png)](=e)").value.figures.first
        #expect(figure?.words == "a b c")
        #expect(figure?.wordsHTML.string == "a <em>b</em> c")
    }

    @Test("anchors are headings, references and footnotes")
    func anchors() {
        let document = read("# A\n\nb[^1] c[^1]\n\n[^1]: d").value
        #expect(document.anchors == ["a", "fnref-1", "fnref-1-2", "fn-1"])
    }

    @Test("a footnote's lines end where another block starts")
    func footnoteEnds() {
        let document = read("a[^1]\n\n[^1]: b\nc\n## D\n\ne").value
        #expect(document.footnotes.map { Dump.passage($0.content) } == ["<p>b\nc</p>\n"])
        #expect(Dump.passage(document.body).hasSuffix("<h2 id=\"d\">D</h2>\n<p>e</p>\n"))
    }

    @Test("a footnote may begin on the line after its label, and may be empty")
    func footnoteStarts() {
        let document = read("a[^1] b[^2]\n\n[^1]:\n    c\n\n    d\n[^2]:\n").value
        #expect(document.footnotes.map { Dump.passage($0.content) } == ["<p>c</p>\n<p>d</p>\n", ""])
    }

    @Test("a list at the start of the body is none of the footnotes")
    func footnotesBeforeList() {
        #expect(html("1.  a[^1]\n\n[^1]: b").hasPrefix("<ol>\n<li>a<sup"))
    }

    @Test("a passage in segments is the passage")
    func segments() {
        let body = read("a [b](=c) [d](e)").value.body
        #expect(
            body.segments == [
                .html(HTML("<p>a ")), .figure(0), .html(HTML(" <a href=\"")), .href(0), .html(HTML("\">d</a></p>\n")),
            ])
    }
}
