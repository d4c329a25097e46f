import Content
import Diagnostics
import TestSupport
import Testing

@Suite("Front matter")
struct FrontMatterTests {
    private func read(_ text: String) -> Diagnosed<PageFile> { FrontMatter.read(Array(text.utf8), file: "p.md") }
    private func lines(_ text: String) -> [String] {
        read(text).diagnostics.map { "\($0.location?.description ?? "-") \($0.code.rawValue)" }
    }

    @Test("it stands between two lines of three dashes, and the body knows its line", arguments: ["\n", "\r\n", "\r"])
    func head(_ end: String) {
        let file = read(["---", "title: A", "--- ", "body", "more"].joined(separator: end)).value
        #expect(file.frontMatter.title?.text == "A")
        #expect(String(decoding: file.body, as: UTF8.self) == "body" + end + "more")
        #expect(file.bodyLine == 4)
    }

    @Test(
        "a file without one is all body",
        arguments: ["# A", "", "text\n---\n", " ---\ntitle: A\n---\n", "----\nx\n----\n"])
    func none(_ text: String) {
        let file = read(text)
        #expect(Array(file.value.body) == Array(text.utf8))
        #expect(file.value.bodyLine == 1 && file.value.frontMatter.title == nil && file.diagnostics.isEmpty)
    }

    @Test("an empty one is allowed") func empty() {
        let file = read("---\n---\nbody")
        #expect(file.diagnostics.isEmpty)
        #expect(String(decoding: file.value.body, as: UTF8.self) == "body")
    }

    @Test("one that never ends is an error at its beginning") func unclosed() {
        #expect(lines("---\ntitle: A\n") == ["p.md:1:1 page/front-matter"])
    }

    @Test("a text knows where it stands, quoted or not") func places() {
        let matter = read("---\ntitle: 資料\nsubtitle: \"quoted\"\n---\n").value.frontMatter
        #expect(matter.title?.location.description == "p.md:2:8")
        #expect(matter.subtitle?.location.description == "p.md:3:12")
    }

    @Test(
        "scalars are texts where a text is wanted",
        arguments: ["no", "017", "12:30:45", "1e3", "2026-01-01", "~5", "0x10", "true"])
    func scalars(_ text: String) {
        #expect(read("---\ntitle: \(text)\n---\n").value.frontMatter.title?.text == text)
    }

    @Test("dates may be days, months and years; other words are an error") func dates() {
        let matter = read("---\ndate: 2026-06-20\nlastmod: 2026-06\npublishDate: 2026\n---\n").value.frontMatter
        #expect(matter.date?.date.description == "2026-06-20")
        #expect(matter.lastmod?.date.description == "2026-06")
        #expect(matter.publishDate?.date.description == "2026")
        #expect(
            lines("---\ndate: 20/6/2026\nexpiryDate: 2026-02-30\n---\n") == [
                "p.md:2:7 page/date", "p.md:3:13 page/date",
            ])
    }

    @Test("lists may be one text") func lists() {
        let matter = read("---\ntags: [a, b]\nauthors: C\n---\n").value.frontMatter
        #expect(matter.tags.map(\.text) == ["a", "b"])
        #expect(matter.authors.map(\.text) == ["C"])
    }

    @Test("the manual names every key of a front matter", arguments: ["index.md", "index.en.md"])
    func keys(_ name: String) throws {
        let rows = Fixture.text("../../content/manual/publishing/" + name).split(separator: "\n").filter {
            $0.hasPrefix("| `")
        }.joined(separator: "\n")
        for child in Mirror(reflecting: FrontMatter()).children {
            let label = child.label == "isDraft" ? "draft" : child.label ?? ""
            #expect(rows.contains("`\(label)`"), "\(label)")
        }
    }

    @Test("an unknown key warns, with the nearest") func unknownKey() {
        let finding = read("---\ntitel: A\n---\n").diagnostics.first
        #expect(finding?.severity == .warning && finding?.code == .keyUnknown)
        #expect(finding?.hint == "did you mean “title”?")
    }
}
