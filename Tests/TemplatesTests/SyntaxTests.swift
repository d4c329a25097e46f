import Testing

@testable import Templates

@Suite("Syntax errors")
struct SyntaxTests {
    @Test(
        "one that is wrong is an error at its place",
        arguments: [
            (
                "a\n {{b",
                "2:2 template/syntax: the tag is not closed: “}}” is expected before the template's end "
                    + "| add “}}”"
            ),
            (
                "{{{b}}",
                "1:1 template/syntax: the tag is not closed: “}}}” is expected before the template's end "
                    + "| add “}}}”"
            ),
            ("{{", "1:1 template/syntax: the tag is not closed: “}}” is expected before the template's end | add “}}”"),
            (
                "{{=",
                "1:1 template/syntax: the tag is not closed: “=}}” is expected before the template's end "
                    + "| add “=}}”"
            ),
            (
                "{{}}",
                "1:1 template/syntax: the tag has no name "
                    + "| write a name in it, or “{{.}}” for the current value"
            ),
            (
                "{{# }}",
                "1:1 template/syntax: the tag has no name "
                    + "| write a name in it, or “{{.}}” for the current value"
            ),
            (
                "{{a b}}",
                "1:1 template/syntax: “a b” is no name: a name has no white space "
                    + "| Mustache has no filters and no arguments; is a tag before it left open?"
            ),
            (
                "{{a..b}}",
                "1:1 template/syntax: “a..b” has an empty part "
                    + "| a dotted name is “a.b”, and “.” alone is the current value"
            ),
            (
                "{{.a}}",
                "1:1 template/syntax: “.a” has an empty part "
                    + "| a dotted name is “a.b”, and “.” alone is the current value"
            ),
            (
                "{{>*a}}",
                "1:1 template/syntax: a partial's name stands in the template, “*” is not read "
                    + "| name the partial itself"
            ),
            (
                "{{=| =}}",
                "1:1 template/syntax: two delimiters are expected, with a space between them and no “=” "
                    + "in them, of at most 32 bytes | write “{{=<% %>=}}”"
            ),
            (
                "x{{#a}}y",
                "1:2 template/syntax: {{#a}} is not closed: {{/a}} is expected before the template's end "
                    + "| add {{/a}}"
            ),
            (
                "{{/a}}",
                "1:1 template/syntax: {{/a}} closes nothing: no tag is open here "
                    + "| remove it, or open {{#a}} before it"
            ),
            (
                "{{$a}}",
                "1:1 template/syntax: {{$a}} is not closed: {{/a}} is expected before the template's end "
                    + "| add {{/a}}"
            ),
        ])
    func errors(_ template: String, _ expected: String) {
        let page = Rendered(template)
        #expect(page.findings == ["main.html:" + expected])
        #expect(page.text == "")
    }

    @Test("a wrong close is an error at it, and the tag that it leaves open another") func mismatch() {
        #expect(
            Rendered("{{#a}}\n{{/b}}").findings == [
                "main.html:1:1 template/syntax: {{#a}} is not closed: {{/a}} is expected before the template's end "
                    + "| add {{/a}}",
                "main.html:2:1 template/syntax: {{/b}} closes nothing: {{/a}} is expected, for {{#a}} | write {{/a}}",
            ])
    }

    @Test("crossed tags: the inner one is not closed") func crossed() {
        #expect(
            Rendered("{{#a}}{{^b}}{{/a}}").findings == [
                "main.html:1:7 template/syntax: {{^b}} is not closed: {{/b}} is expected before {{/a}} | add {{/b}}"
            ])
    }

    @Test("unknown partials are found even in a template that is wrong") func both() {
        #expect(Rendered("{{#a}}{{>b}}").findings.count == 2)
    }
}
