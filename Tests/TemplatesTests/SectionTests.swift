import Markup
import Testing

@testable import Templates

@Suite("Sections")
struct SectionTests {
    @Test(
        "these values leave a section out and run an inverted one",
        arguments: [TemplateValue.missing, .boolean(false), .text(""), .markup(HTML()), .list([]), .number(.nan)])
    func falsy(_ value: TemplateValue) {
        let page = Rendered("{{#a}}yes{{/a}}{{^a}}no{{/a}}", [:], ["a": value])
        #expect(page.text == "no")
        #expect(page.findings.isEmpty)
    }

    @Test(
        "these values run a section once",
        arguments: [
            TemplateValue.boolean(true), .text("x"), .markup(HTML("x")), .integer(0), .number(0), .object([:]),
            .list([.missing]),
        ])
    func truthy(_ value: TemplateValue) {
        #expect(Rendered("{{#a}}yes{{/a}}{{^a}}no{{/a}}", [:], ["a": value]).text == "yes")
    }

    @Test("a list runs its section for each item") func list() {
        let page = Rendered(
            "{{#a}}{{n}}{{x}};{{/a}}", [:],
            ["a": .list([.object(["n": .integer(1)]), .object(["n": .integer(2)])]), "x": .text("!")])
        #expect(page.text == "1!;2!;")
    }

    @Test("lists of lists") func nestedLists() {
        let page = Rendered(
            "{{#a}}({{#.}}{{.}}{{/.}}){{/a}}", [:],
            ["a": .list([.list([.integer(1), .integer(2)]), .list([]), .list([.integer(3)])])])
        #expect(page.text == "(12)()(3)")
    }

    @Test("an inner context hides the outer, which comes back after it") func contexts() {
        let page = Rendered(
            "{{a}}{{#o}}{{a}}{{b}}{{/o}}{{a}}", [:],
            ["a": .integer(1), "b": .integer(9), "o": .object(["a": .integer(2)])])
        #expect(page.text == "1291")
    }

    @Test("a known name without a value hides the outer one") func missingHides() {
        let page = Rendered("{{#o}}[{{a}}]{{/o}}", [:], ["a": .integer(1), "o": .object(["a": .missing])])
        #expect(page.text == "[]")
    }

    @Test("a tag alone on its line leaves no line") func standalone() {
        let page = Rendered("<ul>\n  {{#a}}\n  <li>{{.}}</li>\n  {{/a}}\n</ul>\n", [:], ["a": .list([.integer(1)])])
        #expect(page.text == "<ul>\n  <li>1</li>\n</ul>\n")
    }

    @Test("a printed value alone on its line keeps the line") func standaloneValue() {
        #expect(Rendered("  {{a}}\n", [:], ["a": .missing]).text == "  \n")
    }

    @Test("two tags on a line keep the line") func twoTags() {
        #expect(Rendered("a\n{{#a}}{{/a}}\nb", [:], ["a": .boolean(true)]).text == "a\n\nb")
    }

    @Test("sections of one name may nest") func sameName() {
        #expect(Rendered("{{#a}}1{{#a}}2{{/a}}3{{/a}}", [:], ["a": .boolean(true)]).text == "123")
    }

    @Test("of two values for one key the first counts, and set replaces") func objectKeys() {
        var object = TemplateObject([(key: "a", value: .integer(1)), (key: "a", value: .integer(2))])
        #expect(Rendered("{{a}}", [:], object).text == "1")
        object.set("a", .integer(3))
        object.set("b", .integer(4))
        #expect(Rendered("{{a}}{{b}}", [:], object).text == "34")
    }
}
