import Diagnostics
import Testing

@testable import Files

private func parsed(_ text: String, limits: NodeLimits = .standard) -> Diagnosed<Node?> {
    YAML.parse(SourceFile(path: "a.yaml", text: text), limits: limits)
}

private func finding(_ text: String) -> String {
    parsed(text).diagnostics.map { "\($0.location?.description ?? "") \($0.code.rawValue)" }.joined(separator: ", ")
}

@Suite("YAML") struct YAMLTests {
    @Test(
        "plain scalars are typed as JSON types them",
        arguments: [
            ("no", "a text"), ("017", "a text"), ("12:30:45", "a text"), ("0x10", "a text"), ("1_000", "a text"),
            ("yes", "a text"), ("~5000", "a text"), (".5", "a text"), ("+1", "a text"), ("1e3", "a number"),
            ("-0.5", "a number"), ("true", "true or false"), ("null", "nothing"), ("~", "nothing"),
            ("\"12\"", "a text"),
        ])
    func scalarsAreTypedAsJSON(source: String, kind: String) {
        #expect(parsed("a: \(source)").value?["a"]?.kind == kind)
    }

    @Test("values know their line and column, in scalars") func positions() {
        let node = parsed("標題: {zh: 甲, en: \"b\"}\nlist:\n  - 一\n").value
        #expect(node?["標題"]?["en"]?.location.description == "a.yaml:1:17")
        #expect(node?["標題"]?["en"]?.contentLocation.column == 18)
        #expect(node?["list"]?.sequence?.first?.location.description == "a.yaml:3:5")
    }

    @Test("a block scalar's text begins on the line after its indicator") func blockScalar() {
        let node = parsed("a: |\n    text\n").value
        #expect(node?["a"]?.contentLocation.description == "a.yaml:2:5")
    }

    @Test("an alias is its anchor's value") func alias() {
        #expect(parsed("a: &x [1, 2]\nb: *x\n").value?["b"]?.sequence?.count == 2)
    }

    @Test("an alias bomb is refused by its number of values") func aliasBomb() {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        for i in 1...9 { text += "a\(i): &a\(i) [\((0..<9).map { _ in "*a\(i - 1)" }.joined(separator: ","))]\n" }
        #expect(parsed(text).value == nil)
        #expect(parsed(text).diagnostics.map(\.code) == [.yamlLimit])
    }

    @Test(
        "bad YAML is refused where it is bad",
        arguments: [
            ("a: 1\na: 2", "a.yaml:2:1 yaml/duplicate-key"),
            ("a: 1\n---\nb: 2", "a.yaml:2:1 yaml/syntax"),
            ("a: *nothing", "a.yaml:1:4 yaml/syntax"),
            ("a: !!int 3", "a.yaml:1:4 yaml/syntax"),
            ("a:\n\t- b", "a.yaml:2:1 yaml/syntax"),
            ("? [a]\n: b", "a.yaml:1:3 yaml/syntax"),
            ("a: 1\nb\n\nc: 2", "a.yaml:2:1 yaml/syntax"),
            ("a: b\0c", "a.yaml:1:5 file/nul"),
        ])
    func refused(source: String, expected: String) {
        #expect(finding(source) == expected)
    }

    @Test("nesting beyond the limit is refused, not followed") func depth() {
        let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        #expect(parsed(deep).diagnostics.map(\.code) == [.yamlLimit])
    }

    @Test("bytes that are no UTF-8 are named") func encoding() {
        let result = YAML.parse(SourceFile(path: "a.yaml", bytes: [0x61, 0x3A, 0x20, 0xB4, 0xE4]))
        #expect(result.value == nil)
        #expect(result.diagnostics.first?.message == "byte 4 (0xB4) is not UTF-8")
    }
}
