import Markup
import Testing

@testable import Templates

@Suite("Printing values")
struct InterpolationTests {
    @Test("a text is escaped") func text() {
        let page = Rendered("<p title=\"{{a}}\">{{a}}</p>", [:], ["a": .text("<b> & \"c\" 'd'")])
        let escaped = "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;"
        #expect(page.text == "<p title=\"\(escaped)\">\(escaped)</p>")
        #expect(page.findings.isEmpty)
    }

    @Test("trusted markup is printed as it is", arguments: ["{{a}}", "{{{a}}}", "{{&a}}", "{{& a }}", "{{{ a }}}"])
    func markup(_ template: String) {
        let page = Rendered(template, [:], ["a": .markup(HTML("<b>&amp;</b>"))])
        #expect(page.text == "<b>&amp;</b>")
        #expect(page.findings.isEmpty)
    }

    @Test("an unescaped text is an error at the tag, and is not printed")
    func unescapedText() {
        let page = Rendered("a\n  {{{title}}} {{&title}}", [:], ["title": .text("<script>")])
        #expect(page.text == "a\n   ")
        #expect(
            page.findings == [
                "main.html:2:3 template/unescaped: “title” is a text: only trusted markup can be printed unescaped "
                    + "| write {{title}}",
                "main.html:2:15 template/unescaped: “title” is a text: only trusted markup can be printed unescaped "
                    + "| write {{title}}",
            ])
    }

    @Test("in lenient mode an unescaped text is printed") func lenientUnescapedText() {
        #expect(Rendered("{{{a}}}", [:], ["a": .text("<b>")], .lenient).text == "<b>")
    }

    @Test(
        "numbers and flags are printed",
        arguments: [
            (TemplateValue.integer(-3), "-3"), (.number(1.21), "1.21"), (.number(85), "85"), (.number(.nan), ""),
            (.number(.infinity), ""), (.boolean(true), "true"), (.boolean(false), "false"), (.missing, ""),
        ])
    func scalars(_ value: TemplateValue, _ expected: String) {
        let page = Rendered("{{a}}{{{a}}}", [:], ["a": value])
        #expect(page.text == expected + expected)
        #expect(page.findings.isEmpty)
    }

    @Test("a list or an object cannot be printed") func collections() {
        let page = Rendered("{{a}}\n{{b}}", [:], ["a": .list([.integer(1)]), "b": .object([:])])
        #expect(page.text == "\n")
        #expect(
            page.findings == [
                "main.html:1:1 template/value: “a” is a list: a text, a number or markup is expected "
                    + "| print its parts in {{#a}}…{{/a}}",
                "main.html:2:1 template/value: “b” is an object: a text, a number or markup is expected "
                    + "| print its parts in {{#b}}…{{/b}}",
            ])
    }

    @Test("a metacharacter with a combining mark is escaped, in text and in an attribute")
    func combiningMark() {
        let page = Rendered("<a title=\"{{a}}\">{{a}}</a>", [:], ["a": .text("\"\u{301}<\u{301}&\u{301}")])
        #expect(
            Array(page.text.utf8)
                == Array(
                    ("<a title=\"&quot;\u{301}&lt;\u{301}&amp;\u{301}\">"
                        + "&quot;\u{301}&lt;\u{301}&amp;\u{301}</a>").utf8))
    }

    @Test("a value that looks like a tag is not read again") func tagsInValues() {
        let page = Rendered(
            "{{a}}|{{b}}|{{>p}}", ["p": "{{a}}"],
            ["a": .text("{{b}}{{>p}}"), "b": .markup(HTML("{{{a}}}{{=<% %>=}}"))])
        #expect(page.text == "{{b}}{{&gt;p}}|{{{a}}}{{=<% %>=}}|{{b}}{{&gt;p}}")
    }

    @Test("a dotted name is followed from the first context that has its first part") func dottedNames() {
        let page = Rendered(
            "{{a.b.c}}{{#a}}{{b.c}}{{/a}}", [:],
            ["a": .object(["b": .object(["c": .text("x")])]), "b": .object(["c": .text("wrong")])])
        #expect(page.text == "xx")
    }

    @Test("a part of a missing value is missing") func partsOfMissing() {
        let page = Rendered("[{{a.b}}{{#a.b.c}}x{{/a.b.c}}]", [:], ["a": .missing])
        #expect(page.text == "[]")
        #expect(page.findings.isEmpty)
    }

    @Test("names are told apart by bytes, so that NFC is not NFD") func normalisation() {
        let page = Rendered("{{caf\u{E9}}}", [:], ["cafe\u{301}": .text("decomposed"), "caf\u{E9}": .text("composed")])
        #expect(page.text == "composed")
    }

    @Test("comments print nothing") func comments() {
        #expect(Rendered("a{{! <b> {{ }}b{{!\n}}c").text == "abc")
    }

    @Test("delimiters can be changed, and are not handed to partials") func delimiters() {
        let page = Rendered("{{=<% %>=}}<%a%>{{a}}<%>p%><%={{ }}=%>{{a}}", ["p": "({{a}})"], ["a": .integer(1)])
        #expect(page.text == "1{{a}}(1)1")
    }
}
