import Content
import Diagnostics
import Testing

/// Places of claims: where the formula starts, and where the author's words do.
@Suite struct MarkdownPositionTests {
    /// Each text with `¶` around a claim's words, and `§` around its formula.
    static let cases: [(name: String, text: String)] = [
        ("a paragraph after Chinese text", "佔全港算力的[¶約六成¶](=§share§)。"),
        ("the second line of a paragraph", "第一行\n第二行[¶約六成¶](=§share§)"),
        ("a list item", "- 佔[¶六成¶](=§s§)\n- 佔[¶七成¶](=§t§)"),
        ("a nested list", "1. 一\n   - 二\n     佔[¶六成¶](=§s§)"),
        ("a block quote", "> 引\n> 佔[¶六成¶](=§s§)\n懶[¶七成¶](=§t§)"),
        ("a quote in a list", "- > 引\n  > 佔[¶六成¶](=§s§)"),
        ("cells of a table", "| 甲 | 乙 |\n|---|---|\n| 佔 | [¶六成¶](=§s§) |\n| [¶a¶](=§b§) | [¶c\\|d¶](=§e§) |"),
        ("a table in a quote in a list", "- > |甲|\n  > |-|\n  > |佔[¶六成¶](=§s§)|"),
        ("a heading", "## 佔[¶六成¶](=§s§)的算力 ##"),
        ("a heading under a line", "甲\n佔[¶六成¶](=§s§)\n==="),
        ("a footnote", "甲[^1]\n\n[^1]: 註[¶六成¶](=§s§)\n    續[¶七成¶](=§t§)"),
        ("the second paragraph of a footnote", "甲[^1]\n\n[^1]: 註\n\n    - 續[¶七成¶](=§t§)"),
        ("after an entity and an escape", "a &amp; \\[b\\] &copy; [¶六成¶](=§s§)"),
        ("two claims alike on one line", "[¶六成¶](=§s§)，[¶六成¶](=§s§)"),
        ("claims alike in code before", "`[六成](=s)` [¶六成¶](=§s§)"),
        ("claims alike in a fence before", "```\n[六成](=s)\n```\n[¶六成¶](=§s§)"),
        ("after a tab", "-\t佔[¶六成¶](=§s§)"),
        ("a tab-indented paragraph of a list", "- 一\n\n\t佔[¶六成¶](=§s§)"),
        ("words with markup", "[¶約 **六** `成`¶](=§s§)"),
        ("words with brackets", "[¶a [b] \\] `]` c¶](=§s§)"),
        ("a formula between angle brackets", "[¶六成¶](<= §a / b§ > \"d\")"),
        ("a formula on the next line", "[¶六成¶](\n=§share§)"),
        ("an address with spaces around", "[¶六成¶](  =§share§  )"),
        ("emphasis next to Chinese before", "**重點。**是[¶六成¶](=§s§)"),
        ("in a strong text", "**佔[¶六成¶](=§s§)。**是"),
        ("scalars of two UTF-16 units", "𠮷🙂[¶六成¶](=§s§)"),
        ("lines that end in CR and CRLF", "一\r二\r\n三[¶六成¶](=§s§)"),
        ("after a link definition", "[r]: /x\n佔[¶六成¶](=§s§)"),
        ("a definition's formula", "甲[¶六成¶][r]\n\n[r]: =§share§"),
        ("a definition's formula in a table", "|甲|\n|-|\n|乙[¶六成¶][r]|\n\n[r]: =§share§"),
        ("after raw HTML", "<b title=\"[x](=y)\">甲</b>[¶六成¶](=§s§)"),
        ("in the caption of a chart", "![圖 **[¶六成¶](=§s§)**](a.vl.yaml)"),
        ("in the text of an image", "![圖 **[¶六成¶](=§s§)**](a.png)"),
        ("an image's words", "![¶六成¶](=§s§)"),
    ]

    @Test("claims have their places", arguments: cases)
    func places(name: String, text: String) {
        let (plain, words, formulas) = Self.marked(text)
        let read = Markdown.document(Array(plain.utf8)[...], file: "a.md")
        #expect(!formulas.isEmpty)
        #expect(read.value.figures.map { Dump.place($0.location) } == formulas)
        #expect(read.value.figures.map { Dump.place($0.wordsLocation) } == words)
    }

    /// A text without its `¶` and `§`, and the places between each pair of them.
    private static func marked(_ text: String) -> (String, words: [String], formulas: [String]) {
        var plain = String.UnicodeScalarView()
        var (line, column) = (1, 1)
        var open: (Unicode.Scalar, Int)?
        var found: [Unicode.Scalar: [String]] = [:]
        for scalar in text.unicodeScalars {
            if scalar == "¶" || scalar == "§" {
                if let (_, start) = open {
                    found[scalar, default: []].append("\(line):\(start)+\(column - start)")
                    open = nil
                } else {
                    open = (scalar, column)
                }
                continue
            }
            let ends = scalar == "\r" || (scalar == "\n" && plain.last != "\r")
            plain.append(scalar)
            if scalar == "\n" || scalar == "\r" { column = 1 } else { column += 1 }
            if ends { line += 1 }
        }
        return (String(plain), found["¶"] ?? [], found["§"] ?? [])
    }

    @Test("the body's first line has the number that it has in the file")
    func firstLine() {
        let read = Markdown.document(Array("一\n[x](=y)".utf8)[...], file: "a.md", firstLine: 12)
        #expect(read.value.figures.first?.location == SourceLocation(file: "a.md", line: 13, column: 6))
    }

    @Test("a byte-order mark is no column")
    func byteOrderMark() {
        let read = Markdown.document(Array("\u{FEFF}[x](=y)".utf8)[...], file: "a.md")
        #expect(read.value.figures.first?.location == SourceLocation(file: "a.md", line: 1, column: 6))
    }

    @Test("a place within a formula counts the backslashes before it")
    func escapes() throws {
        let read = Markdown.document(Array("[x](<=a \\< b \\> c>)".utf8)[...], file: "a.md")
        let figure = try #require(read.value.figures.first)
        #expect(figure.formula == "a < b > c")
        #expect([0, 2, 4, 8].map { figure.location(ofScalar: $0).column } == [7, 10, 12, 17])
    }

    @Test("prose has its places, without code, addresses and words of figures")
    func prose() {
        let text = "甲 2026 *乙 5* `7` [丙 8](x9.md \"t 1\") [六成](=s) &amp; 3\n> # 四 1\n\n| 五 |\n|-|\n| 2 `3` 六 |"
        let read = Markdown.document(Array(text.utf8)[...], file: "a.md")
        let found = read.value.prose.map { "\($0.text)@\(Dump.place($0.location))" }
        #expect(
            found == [
                "甲 2026 @1:1+7", "乙 5@1:9+3", "丙 8@1:19+3", " &@1:45+2", " 3@1:51+2", "四 1@2:5+3", "五@4:3+1",
                "2 @6:3+2",
                " 六@6:8+2",
            ])
    }

    @Test("a field has the places of the value that it stands in")
    func field() {
        let at = SourceLocation(file: "a.md", line: 5, column: 11)
        let read = Markdown.inline("名額[翻倍](=growth)，**完。**是 [x](y.md)", at: at)
        #expect(read.value.figures.map(\.location) == [SourceLocation(file: "a.md", line: 5, column: 19, length: 6)])
        #expect(read.value.figures.map(\.wordsLocation.column) == [14])
        #expect(read.value.text == "名額翻倍，完。是 x")
        #expect(Dump.passage(read.value.content) == "名額{figure 0}，<strong>完。</strong>是 <a href=\"{href 0}\">x</a>")
        #expect(read.value.prose.map(\.text) == ["名額", "，", "完。", "是 ", "x"])
        #expect(read.value.prose.first?.location.column == 11)
    }
}
