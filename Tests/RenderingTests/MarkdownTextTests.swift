import Markup
import Testing

@testable import Rendering

@Suite("Markup as Markdown")
struct MarkdownTextTests {
    @Test(
        "each element becomes what Markdown has for it",
        arguments: [
            ("<p>a <em>b</em> <strong>c</strong><br />\nd</p>\n<p>e</p>", "a *b* **c**\\\nd\n\ne\n"),
            ("<h2 id=\"x\">T <a href=\"u(1)\">l</a></h2>\n<p>p</p>", "## T [l](u%281%29)\n\np\n"),
            ("<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n<p>p</p>", "- a\n- b\n  - c\n\np\n"),
            (
                "<ol start=\"3\">\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ol>",
                "3. a\n\n   b\n\n4. c\n"
            ),
            ("<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>", "> a\n>\n> b\n"),
            ("<pre><code class=\"language-sh\">a &lt; b\n```\n</code></pre>", "````sh\na < b\n```\n````\n"),
            ("<p>x <code>a`b</code></p>", "x `` a`b ``\n"),
            ("<p>a</p>\n<hr />\n<p>b</p>", "a\n\n---\n\nb\n"),
            ("<p>n<sup class=\"footnote-ref\"><a id=\"r\" href=\"#fn-2\">2</a></sup></p>", "n[^2]\n"),
            (
                "<table><thead><tr><th>a|b</th><th class=\"number\">n</th></tr></thead><tbody><tr><th>x\ny</th><td>1</td></tr></tbody></table>",
                "| a\\|b | n |\n| --- | ---: |\n| x y | 1 |\n"
            ),
            ("<p>a<img src=\"p.png\" alt=\"w [x]\" /></p>", "a![w \\[x\\]](p.png)\n"),
        ])
    func elements(html: String, expected: String) {
        #expect(String(decoding: MarkdownText.of(Array(html.utf8)), as: UTF8.self) == expected)
    }

    @Test(
        "what would read as Markdown in a text is escaped, and nothing else",
        arguments: [
            ("1. x", "1\\. x\n"), ("# x", "\\# x\n"), ("- x", "\\- x\n"), ("-5", "-5\n"),
            ("a_b_c _d_", "a_b_c \\_d\\_\n"),
            ("a*b [c] `d` <e>", "a\\*b \\[c\\] \\`d\\` \\<e>\n"), ("R&D &copy; & x", "R&D \\&copy; & x\n"),
            ("甲\n乙", "甲\n乙\n"),
        ])
    func escaping(text: String, expected: String) {
        var html = HTML("<p>")
        html.append(text: text)
        html.append("</p>")
        #expect(String(decoding: MarkdownText.of(html.bytes), as: UTF8.self) == expected)
    }

    @Test("markup that is cut off, or that no writer of ours makes, is read to its end")
    func hostile() {
        let pieces = ["<p", "<!--", "<a href=\"", "</li></ul></p>", "<li>x", "<td>y</table>", "<", "&#xD800;", "<br"]
        for first in pieces {
            for second in pieces { _ = MarkdownText.of(Array((first + second + "<script>z").utf8)) }
        }
        let deep = String(repeating: "<ul><li>", count: 3_000) + "x"
        #expect(MarkdownText.of(Array(deep.utf8)).count < 100_000)
    }
}
