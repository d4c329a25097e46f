import TestSupport
import Testing

@testable import Templates

@Suite("Parents and blocks")
struct InheritanceTests {
    @Test("a block prints its default") func defaultText() {
        #expect(Rendered("{{$a}}x{{/a}}").text == "x")
        #expect(Rendered("{{<p}}{{/p}}", ["p": "[{{$a}}x{{/a}}]"]).text == "[x]")
    }

    @Test("a child overrides a block wherever the parent has it") func override() {
        let page = Rendered("{{<p}}{{$a}}y{{/a}}{{/p}}", ["p": "{{$a}}1{{/a}}{{$b}}2{{/b}}{{$a}}3{{/a}}"])
        #expect(page.text == "y2y")
    }

    @Test("an override sees the context of the block") func context() {
        let page = Rendered(
            "{{<p}}{{$a}}{{n}}{{/a}}{{/p}}", ["p": "{{#list}}{{$a}}{{/a}},{{/list}}"],
            ["list": .list([.object(["n": .integer(1)]), .object(["n": .integer(2)])])])
        #expect(page.text == "1,2,")
    }

    @Test("overridden two levels deep, the outermost counts") func twoLevels() {
        let templates = [
            "base": "{{$a}}a0{{/a}} {{$b}}b0{{/b}} {{$c}}c0{{/c}}",
            "section": "{{<base}}{{$a}}a1{{/a}}{{$b}}b1 {{$inner}}i1{{/inner}}{{/b}}{{/base}}",
        ]
        #expect(Rendered("{{<section}}{{$a}}a2{{/a}}{{/section}}", templates).text == "a2 b1 i1 c0")
        #expect(Rendered("{{<section}}{{$inner}}i2{{/inner}}{{/section}}", templates).text == "a1 b1 i2 c0")
        #expect(Rendered("{{<section}}{{$b}}b2{{/b}}{{/section}}", templates).text == "a1 b2 c0")
    }

    @Test("a block in a partial of the parent can be overridden") func blockInPartial() {
        let page = Rendered("{{<p}}{{$a}}y{{/a}}{{/p}}", ["p": "<{{>q}}>", "q": "{{$a}}x{{/a}}"])
        #expect(page.text == "<y>")
    }

    @Test("a parent used inside an override does not take the page's blocks of the same name") func hygiene() {
        let page = Rendered(
            "{{<layout}}{{$title}}Page{{/title}}{{$main}}{{<card}}{{/card}}{{<card}}{{$title}}Card{{/title}}{{/card}}"
                + "{{/main}}{{/layout}}",
            ["layout": "{{$title}}{{/title}}:{{$main}}{{/main}}", "card": "[{{$title}}none{{/title}}]"])
        #expect(page.text == "Page:[none][Card]")
    }

    @Test("two uses of one parent do not share overrides") func twoUses() {
        let page = Rendered("{{<p}}{{$a}}1{{/a}}{{/p}}{{<p}}{{/p}}", ["p": "{{$a}}0{{/a}}"])
        #expect(page.text == "10")
    }

    @Test("a page, its layout, its section's layout and a partial are indented as their tags are")
    func layout() {
        let page = Rendered.fixture(
            "inheritance",
            [
                "title": .text("Computing & power"), "language": .text("en"),
                "items": .list([.text("one"), .text("two")]),
            ])
        #expect(page.findings.isEmpty)
        #expect(Snapshot.difference(page.text, from: "templates/inheritance/expected.html") == nil)
    }

    @Test("a block's own indentation gives way to that of the place") func reindentation() {
        let page = Rendered(
            "{{<p}}\n{{$a}}\n      one\n        two\n\n      three\n{{/a}}\n{{/p}}\n",
            ["p": "<main>\n  {{$a}}\n  {{/a}}\n</main>\n"])
        #expect(page.text == "<main>\n  one\n    two\n  \n  three\n</main>\n")
    }

    @Test("an override within a line is not indented twice") func inlineOverride() {
        let page = Rendered(
            "  {{>p}}\n", ["p": "{{<q}}{{$t}}\n    a\n    b\n{{/t}}{{/q}}\n", "q": "<t>{{$t}}x{{/t}}</t>\n"])
        #expect(page.text == "  <t>a\n  b\n</t>\n")
    }

    @Test("an unknown parent is found when compiling") func unknownParent() {
        let page = Rendered("{{<layuot}}{{$a}}x{{/a}}{{/layuot}}|", ["layout": "{{$a}}{{/a}}"])
        #expect(
            page.findings == ["main.html:1:1 template/partial: {{<layuot}} names no template | did you mean “layout”?"])
        #expect(page.text == "|")
    }

    @Test("an override of a block that the parent lacks is found when compiling") func unknownBlock() {
        let page = Rendered(
            "{{<p}}\n{{$titel}}x{{/titel}}\n{{$zzz}}{{/zzz}}\n{{/p}}", ["p": "{{>q}}", "q": "{{$title}}{{/title}}"])
        #expect(
            page.findings == [
                "main.html:2:1 template/block: “p” has no block “titel” | did you mean “title”?",
                "main.html:3:1 template/block: “p” has no block “zzz” | put {{$zzz}}{{/zzz}} where it is to stand",
            ])
    }

    @Test("a block that is given twice is an error at the second") func twice() {
        let page = Rendered("{{<p}}{{$a}}1{{/a}}{{$a}}2{{/a}}{{/p}}", ["p": "{{$a}}{{/a}}"])
        #expect(
            page.findings == [
                "main.html:1:20 template/block: the block “a” is given twice to one parent | leave one of them"
            ])
    }

    @Test("what a parent's tag holds outside blocks is a warning, and is not printed") func ignored() {
        let page = Rendered(
            "{{<p}} lost {{! fine }}{{#x}}{{$a}}1{{/a}}{{/x}}{{$b}}2{{/b}}{{/p}}", ["p": "{{$b}}{{/b}}"])
        #expect(page.text == "2")
        #expect(
            page.findings == [
                "main.html:1:8 template/block: what stands in a parent's tag outside a block is not printed "
                    + "| move it into a {{$block}}",
                "main.html:1:24 template/block: what stands in a parent's tag outside a block is not printed "
                    + "| move it into a {{$block}}",
            ])
    }
}
