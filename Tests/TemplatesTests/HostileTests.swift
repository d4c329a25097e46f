import Files
import Testing

@testable import Templates

@Suite("Hostile templates")
struct HostileTests {
    private func nested(_ depth: Int) -> String {
        String(repeating: "{{#a}}", count: depth) + "x" + String(repeating: "{{/a}}", count: depth)
    }

    @Test("a hundred nested sections are run") func hundred() {
        let page = Rendered(nested(100), [:], ["a": .boolean(true)])
        #expect(page.text == "x")
        #expect(page.findings.isEmpty)
    }

    @Test("a thousand are one error, at the first that is too deep", arguments: [1_000, 100_000])
    func thousand(_ depth: Int) {
        let page = Rendered(nested(depth), [:], ["a": .boolean(true)])
        #expect(
            page.findings == [
                "main.html:1:601 template/limit: tags nest deeper than 100 | move the inner part into a partial"
            ])
    }

    @Test("a hundred thousand unclosed sections are one error") func unclosed() {
        #expect(Rendered(String(repeating: "{{#a}}", count: 100_000)).findings.count == 1)
    }

    @Test("a partial that includes itself is an error, not a crash") func selfInclusion() {
        let page = Rendered("{{>p}}", ["p": "x\n {{>p}}\n"])
        #expect(
            page.findings == [
                "p.html:2:2 template/limit: partials call each other more than 100 deep "
                    + "| does one include itself without end?"
            ])
    }

    @Test("a parent of itself, and an override that uses its own block, end") func inheritanceLoops() {
        #expect(Rendered("{{<main}}{{/main}}").findings.map { $0.contains("template/limit") } == [true])
        #expect(
            Rendered("{{<p}}{{$a}}[{{$a}}x{{/a}}]{{/a}}{{/p}}", ["p": "{{$a}}{{/a}}"]).text == "[x]")
    }

    @Test("a partial that doubles itself at each level ends soon") func doubling() {
        let page = Rendered("{{>p}}", ["p": "{{#a}}{{>p}}{{>p}}{{/a}}"], ["a": .boolean(true)])
        #expect(page.findings.map { $0.contains("template/limit") } == [true])
    }

    /// `p0` uses `p1` ten times, which uses `p2` ten times, and so on; the last is `text`.
    private func chain(ending text: String) -> [SourceFile] {
        let inner = (0..<60).map {
            SourceFile(path: "p\($0)", text: String(repeating: "  {{>p\($0 + 1)}}\n", count: 10))
        }
        return inner + [SourceFile(path: "p60", text: text), SourceFile(path: "main", text: "{{>p0}}")]
    }

    @Test("a chain of partials that multiplies is stopped by its steps") func manySteps() {
        let page = Rendered(chain(ending: ""), value: .missing, limits: Renderer.Limits(steps: 100_000))
        #expect(page.findings.map { $0.contains("template/limit: more than 100000 steps for one page") } == [true])
    }

    @Test("a chain of partials that multiplies is stopped by its size") func largeOutput() {
        let page = Rendered(chain(ending: "a\nb\n"), value: .missing, limits: Renderer.Limits(bytes: 100_000))
        #expect(page.findings.map { $0.contains("template/limit: the page grows beyond 100000 bytes") } == [true])
        #expect(page.text.utf8.count <= 100_000 + 10)
    }

    @Test("a list that repeats itself in itself is stopped") func listBomb() {
        let list = TemplateValue.list(Array(repeating: .integer(1), count: 1_000))
        let page = Rendered(
            [SourceFile(path: "main", text: "{{#a}}{{#a}}{{#a}}{{#a}}x{{/a}}{{/a}}{{/a}}{{/a}}")],
            value: .object(["a": list]), limits: Renderer.Limits(steps: 100_000))
        #expect(page.findings.count == 1)
    }

    @Test("a heap of errors is cut at a hundred, and read in time", .timeLimit(.minutes(1)))
    func manyErrors() {
        for piece in ["{{/a}}", "{{a b}}", "{{#a}}{{/b}}", "{{>nowhere}}", "{{unknown}}"] {
            let page = Rendered(String(repeating: piece, count: 20_000))
            #expect((1...100).contains(page.findings.count))
        }
    }

    @Test("two hundred blocks may be given to one parent") func manyOverrides() {
        let blocks = (0..<300).map { "{{$b\($0)}}{{/b\($0)}}" }.joined()
        let page = Rendered("{{<p}}\(blocks){{/p}}", ["p": blocks])
        #expect(page.findings.count == 100)
        #expect(page.findings.first?.contains("template/limit: more than 200 blocks are given to one parent") == true)
    }

    @Test("random templates neither crash nor hang", .timeLimit(.minutes(1)), arguments: 0..<20)
    func random(_ seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let pieces = [
            "{{#a}}", "{{/a}}", "{{^a}}", "{{$a}}", "{{<p}}", "{{/p}}", "{{>p}}", "{{>main}}", "{{a}}", "{{{b}}}",
            "{{.}}",
            "{{", "}}", "\n", "\r\n", "  ", "\t", "x", "{{!", "{{=| |=}}", "|={{ }}=|", "{{$b}}", "{{/b}}", "é", "\r",
        ]
        for _ in 0..<100 {
            func template() -> String { (0..<next(24)).map { _ in pieces[next(pieces.count)] }.joined() }
            // Tags that match are rare by chance, so half the templates are made of whole elements.
            func element(_ depth: Int) -> String {
                if depth == 0 { return pieces[next(pieces.count)] }
                let kind = ["#a", "^a", "$a", "$b", "<p", "<main"][next(6)]
                let white = ["", "\n", "  ", "\n  "]
                let inner = (0..<next(3)).map { _ in element(depth - 1) + white[next(4)] }.joined()
                return "\(white[next(4)]){{\(kind)}}\(white[next(4)])\(inner){{/\(kind.dropFirst())}}\(white[next(4)])"
            }
            let files = ["main", "p"].map { SourceFile(path: $0, text: next(2) == 0 ? template() : element(3)) }
            let value = TemplateValue.object([
                "a": [.list([.integer(1), .object(["a": .text("x")])]), .missing, .boolean(true)][next(3)],
                "b": .text("y"),
            ])
            let limits = Renderer.Limits(steps: 5_000, bytes: 50_000)
            let strict = Rendered(files, value: value, limits: limits)
            let lenient = Rendered(files, value: value, .lenient, limits: limits)
            // A rendering without findings is the same in both modes.
            if strict.findings.isEmpty { #expect(strict.text == lenient.text) }
        }
    }

    @Test("a template with CRLF keeps it, and its tags stand alone as they would with LF") func crlf() {
        let page = Rendered(
            "a\r\n{{#x}}\r\n  {{>p}}\r\n{{/x}}\r\n{{! c }}\r\n{{x}}\r\nb", ["p": "1\r\n2\r\n"], ["x": .boolean(true)])
        #expect(Array(page.text.utf8) == Array("a\r\n  1\r\n  2\r\ntrue\r\nb".utf8))
    }

    @Test("positions count CRLF as one line end") func crlfPositions() {
        #expect(Rendered("a\r\nb\r\n c{{d}}").findings.first?.hasPrefix("main.html:3:3 template/name") == true)
    }

    @Test("a byte-order mark is left out, and moves no column") func byteOrderMark() {
        let page = Rendered("{{>p}}", ["p": "\u{FEFF}{{#a}}\nx{{b}}{{/a}}"], ["a": .boolean(true)])
        #expect(page.text == "x")
        #expect(page.findings.first?.hasPrefix("p.html:2:2 template/name") == true)
        #expect(Rendered("\u{FEFF}{{c}}").findings.first?.hasPrefix("main.html:1:1 ") == true)
    }

    @Test("bytes that are not UTF-8 are one error, at their place") func malformed() {
        let files = [SourceFile(path: "main.html", bytes: Array("é\nab".utf8) + [0xFF, 0x41])]
        #expect(
            Rendered(files, value: .missing).findings == [
                "main.html:2:3 file/encoding: a byte that is not UTF-8 in a template | save the file as UTF-8"
            ])
    }

    @Test("a template beyond the size limit is refused") func tooLarge() {
        let bytes = [UInt8](repeating: 0x61, count: TemplateSource.sizeLimit + 1)
        let found = TemplateSet.compile([SourceFile(path: "a.html", bytes: bytes)]).diagnostics
        #expect(found.map(\.code) == [.templateLimit])
    }

    @Test("names in any script, and a name of 10,000 letters") func names() {
        let long = String(repeating: "長", count: 10_000)
        let page = Rendered("{{標題}}{{\(long)}}", [:], ["標題": .text("一"), TemplateKey(long): .text("二")])
        #expect(page.text == "一二")
    }

    @Test("an empty template, an empty name, no templates") func empty() {
        #expect(Rendered("").text == "")
        let none = TemplateSet.compile([])
        #expect(none.diagnostics.isEmpty)
        #expect(none.value.names.isEmpty)
    }
}
