import Testing

@testable import Templates

@Suite("Partials")
struct PartialTests {
    @Test("a partial sees the context of its tag") func context() {
        let page = Rendered("{{#o}}{{>p}}{{/o}}", ["p": "{{a}}"], ["a": .integer(1), "o": .object(["a": .integer(2)])])
        #expect(page.text == "2")
    }

    @Test("alone on its line it is indented as its tag is, values are not") func indentation() {
        let page = Rendered("<div>\n  {{>p}}\n</div>\n", ["p": "<pre>\n{{a}}\n</pre>\n"], ["a": .text("1\n2")])
        #expect(page.text == "<div>\n  <pre>\n  1\n2\n  </pre>\n</div>\n")
    }

    @Test("indentation adds up") func nestedIndentation() {
        let page = Rendered("\t{{>p}}\n", ["p": "a\n  {{>q}}\nb\n", "q": "c\nd\n"])
        #expect(page.text == "\ta\n\t  c\n\t  d\n\tb\n")
    }

    @Test("within a line only its own text counts") func inline() {
        #expect(Rendered("  {{>p}}|\n", ["p": "a\nb"]).text == "  a\nb|\n")
    }

    @Test("a list within an indented partial is indented in each round") func indentedList() {
        let page = Rendered(
            "  {{>p}}\n", ["p": "{{#a}}\n- {{.}}\n{{/a}}\n{{#a}}{{.}},{{/a}}\n{{! note }}\nend\n"],
            ["a": .list([.integer(1), .integer(2)])])
        #expect(page.text == "  - 1\n  - 2\n  1,2,\n  end\n")
    }

    @Test("recursion that the data end") func recursion() {
        let page = Rendered(
            "{{>node}}", ["node": "{{name}}<{{#children}}{{>node}}{{/children}}>"],
            [
                "name": .text("a"),
                "children": .list([
                    .object(["name": .text("b"), "children": .list([])]),
                    .object(["name": .text("c"), "children": .missing]),
                ]),
            ])
        #expect(page.text == "a<b<>c<>>")
        #expect(page.findings.isEmpty)
    }

    @Test("an unknown partial is found when compiling, with the nearest name") func unknown() {
        let page = Rendered("a\n  {{> haed }}{{#x}}{{>nowhere}}{{/x}}", ["head": ""], ["x": .missing])
        #expect(
            page.findings == [
                "main.html:2:3 template/partial: {{>haed}} names no template | did you mean “head”?",
                "main.html:2:20 template/partial: {{>nowhere}} names no template "
                    + "| a template's name is its file's name without the extension",
            ])
        #expect(page.text == "a\n  ")
    }

    @Test("in lenient mode an unknown partial prints nothing") func lenientUnknown() {
        let page = Rendered("[{{>nowhere}}]", [:], [:], .lenient)
        #expect(page.text == "[]")
        #expect(page.findings.isEmpty)
    }

    @Test("a partial with errors prints nothing, and is reported once") func broken() {
        let page = Rendered("[{{>p}}{{>p}}]", ["p": "{{#a}}"])
        #expect(page.text == "[]")
        #expect(page.findings.count == 1)
    }
}
