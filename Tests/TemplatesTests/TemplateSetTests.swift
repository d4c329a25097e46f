import Diagnostics
import Files
import Markup
import Testing

@testable import Templates

@Suite("Sets of templates")
struct TemplateSetTests {
    private let set = TemplateSet.compile([
        SourceFile(path: "templates/page.html", text: "{{<layout}}{{$a}}{{>list}}{{>list}}{{/a}}{{/layout}}"),
        SourceFile(path: "templates/layout.html", text: "{{>head}}{{$a}}{{/a}}"),
        SourceFile(path: "templates/parts/head.html", text: ""),
        SourceFile(path: "templates/list.html", text: "{{#x}}{{>list}}{{/x}}"),
        SourceFile(path: "templates/feed.atom.xml", text: ""),
    ])

    @Test("a template is named as its file without folder and extension") func names() {
        #expect(set.diagnostics.isEmpty)
        #expect(set.value.names == ["page", "layout", "head", "list", "feed.atom"])
        #expect(set.value.contains("head"))
        #expect(!set.value.contains("head.html"))
    }

    @Test("a set says what each template uses") func partials() {
        #expect(set.value.partials(of: "page") == ["layout", "list"])
        #expect(set.value.partials(of: "list") == ["list"])
        #expect(set.value.partials(of: "nowhere") == [])
        #expect(set.value.templates(behind: "page") == ["page", "layout", "list", "head"])
    }

    @Test("two templates of one name are an error at the second") func duplicates() {
        let found = TemplateSet.compile([
            SourceFile(path: "a/page.html", text: "1"), SourceFile(path: "b/page.xml", text: "2"),
        ])
        #expect(
            found.diagnostics.map(Rendered.line) == [
                "b/page.xml:1:1 template/name: a second template named “page”, after a/page.html | rename one of them"
            ])
    }

    @Test("rendering a template that does not exist is an error") func unknown() {
        var html = HTML()
        let found = set.value.render("pgae", with: .missing, into: &html)
        #expect(
            found.map(Rendered.line) == ["template/partial: no template is named “pgae” | did you mean “page”?"])
    }

    @Test("rendering appends") func appends() {
        var html = HTML("<!-- -->")
        let found = TemplateSet.compile([SourceFile(path: "a", text: "{{.}}")]).value
            .render("a", with: .text("<"), into: &html)
        #expect(found.isEmpty)
        #expect(html.string == "<!-- -->&lt;")
    }

    @Test("two renderings of one value are the same bytes") func repeatable() {
        let set = TemplateSet.compile([SourceFile(path: "a", text: "{{#x}}{{.}},{{/x}}")]).value
        let value = TemplateValue.object(["x": .list([.integer(1), .text("&")])])
        var first = HTML()
        var second = HTML()
        _ = set.render("a", with: value, into: &first)
        _ = set.render("a", with: value, into: &second)
        #expect(first == second)
        #expect(first.string == "1,&amp;,")
    }
}
