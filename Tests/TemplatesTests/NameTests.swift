import Testing

@testable import Templates

@Suite("Unknown names")
struct NameTests {
    @Test(
        "a name that no context has is an error at its tag, with the nearest",
        arguments: ["{{titel}}", "{{{titel}}}", "{{#titel}}x{{/titel}}", "{{^titel}}x{{/titel}}"])
    func unknown(_ tag: String) {
        let page = Rendered("<h1>\n數碼 \(tag)", [:], ["title": .text("a"), "date": .text("b")])
        #expect(
            page.findings == [
                "main.html:2:4 template/name: “titel” is no name that is known here | did you mean “title”?"
            ])
    }

    @Test("with none near enough, the hint lists what is known, the inner first") func known() {
        let page = Rendered("{{#o}}{{zzzzzz}}{{/o}}", [:], ["o": .object(["a": .integer(1)]), "b": .integer(2)])
        #expect(
            page.findings == [
                "main.html:1:7 template/name: “zzzzzz” is no name that is known here | known here: “a”, “o”, “b”"
            ])
    }

    @Test("an unknown part of a known object is an error") func unknownPart() {
        let page = Rendered("{{site.titel}}", [:], ["site": .object(["title": .text("a")])])
        #expect(
            page.findings == ["main.html:1:1 template/name: “site” has no part “titel” | did you mean “title”?"])
    }

    @Test("a part of what has no parts is an error") func partOfText() {
        let page = Rendered("{{a.b.c}}", [:], ["a": .object(["b": .text("x")])])
        #expect(
            page.findings == [
                "main.html:1:1 template/name: “a.b” is a text and has no part “c” "
                    + "| write {{a.b}}, or open it with {{#a.b}}"
            ])
    }

    @Test("a tag in a list is reported once") func once() {
        let page = Rendered("{{#a}}{{b}}{{/a}}", [:], ["a": .list([.integer(1), .integer(2), .integer(3)])])
        #expect(page.findings.count == 1)
    }

    @Test("the place is in the partial that has the tag") func inPartial() {
        let page = Rendered("{{>p}}", ["p": "a\n b {{c}}"])
        #expect(
            page.findings == [
                "p.html:2:4 template/name: “c” is no name that is known here "
                    + "| nothing has a name here; “{{.}}” is the current value"
            ])
    }

    @Test("all that is wrong is found in one run") func all() {
        let page = Rendered("{{a}}{{#b}}{{/b}}{{c.d}}", [:], ["c": .object([:])])
        #expect(page.findings.count == 3)
    }

    @Test("in lenient mode an unknown name prints nothing") func lenient() {
        let page = Rendered(
            "[{{a}}{{b.c}}{{#d}}x{{/d}}{{^d}}y{{/d}}]", [:], ["b": .object([:])], .lenient)
        #expect(page.text == "[y]")
        #expect(page.findings.isEmpty)
    }
}
