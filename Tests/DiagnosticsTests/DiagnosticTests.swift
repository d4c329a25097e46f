import Testing

@testable import Diagnostics

@Suite("Findings as people read them") struct DiagnosticPrinterTests {
    private let claim = Diagnostic.error(
        .claimDisagrees, "「約四成」 admits 36% to 44%, share is about 60%",
        at: SourceLocation(file: "content/index.md", line: 2, column: 5, length: 3), hint: "write 「約六成」")

    private func line(_ file: String, _ number: Int) -> ArraySlice<UInt8>? {
        LineIndex(Array("---\n已佔全港約四成。\n".utf8)).line(number)
    }

    @Test("the carets count display cells, the columns scalars") func carets() {
        let text = DiagnosticPrinter.text(claim, line: line)
        #expect(
            text == """
                content/index.md:2:5: error[claim/disagrees]: 「約四成」 admits 36% to 44%, share is about 60%
                    2 | 已佔全港約四成。
                      |         ^^^^^^
                   hint: write 「約六成」

                """)
    }

    @Test("a control character of the source is not sent to the terminal") func controls() {
        let finding = Diagnostic.error(.csvSyntax, "x", at: SourceLocation(file: "a", line: 1, column: 1))
        let text = DiagnosticPrinter.text(finding) { _, _ in Array("\u{1B}[31mred".utf8)[...] }
        #expect(!text.unicodeScalars.contains("\u{1B}"))
    }

    @Test("programs get a list with every field") func json() {
        #expect(
            DiagnosticPrinter.json([claim]) == """
                [
                  {"severity": "error", "code": "claim/disagrees", "message": "「約四成」 admits 36% to 44%, share is \
                about 60%", "file": "content/index.md", "line": 2, "column": 5, "hint": "write 「約六成」"}
                ]

                """)
        #expect(DiagnosticPrinter.json([]) == "[]\n")
    }

    @Test("findings stand in the order of files and lines, each once") func order() {
        func at(_ file: String, _ line: Int) -> Diagnostic {
            .error(.csvSyntax, "x", at: SourceLocation(file: file, line: line))
        }
        let list = [at("b", 1), at("a", 10), at("a", 2), at("b", 1)].inReportingOrder()
        #expect(list.map { $0.location?.description } == ["a:2:1", "a:10:1", "b:1:1"])
    }
}

@Suite("Places") struct LineIndexTests {
    @Test("lines end at LF, CRLF and CR, columns count scalars") func positions() {
        let index = LineIndex(Array("甲乙\r\nab\rc\n".utf8))
        #expect(index.position(at: 3) == (1, 2))
        #expect(index.position(at: 9) == (2, 2))
        #expect(index.position(at: 11) == (3, 1))
        #expect(index.line(2).map { String(decoding: $0, as: UTF8.self) } == "ab")
    }
}

@Suite("Nearest name") struct NearestNameTests {
    @Test(
        "a slip finds its name",
        arguments: [
            ("tilte", "title"), ("formla", "formula"), ("titel", "title"), ("xyz", nil), ("title", nil),
        ] as [(String, String?)])
    func nearest(name: String, expected: String?) {
        #expect(NearestName.of(name, among: ["title", "formula", "label"]) == expected)
    }
}
