import Diagnostics
import Testing

@testable import Files

private func parsed(_ text: String) -> Diagnosed<Node?> { JSON.parse(SourceFile(path: "a.json", text: text)) }

@Suite("JSON") struct JSONTests {
    @Test("values know their line and column") func positions() {
        let node = parsed("{\"甲\": [1,\n  {\"b\": \"c\"}]}").value
        let inner = node?["甲"]?.sequence?.last?["b"]
        #expect(inner?.location.description == "a.json:2:9")
        #expect(inner?.contentLocation.column == 10)
        #expect(inner?.string == "c")
    }

    @Test("escapes are read, pairs of surrogates too") func escapes() {
        #expect(parsed(#"["\u9999\ud83d\ude00\n\/"]"#).value?.sequence?.first?.string == "香😀\n/")
    }

    @Test(
        "what JSON does not know is refused where it stands",
        arguments: [
            ("[1,]", "1:4"), ("{\"a\":1,}", "1:8"), ("[01]", "1:2"), ("[1.]", "1:2"), ("nul", "1:1"), ("[1] 2", "1:5"),
            ("{\"a\" 1}", "1:6"), ("[\"a", "1:4"), ("[\"\\x\"]", "1:3"), ("[\"\\ud800\"]", "1:3"), ("", "1:1"),
            ("[\"\t\"]", "1:3"), ("{1:2}", "1:2"), ("[1}", "1:3"),
        ])
    func refused(source: String, place: String) {
        let result = parsed(source)
        #expect(result.value == nil)
        #expect(result.diagnostics.map { $0.location?.description } == ["a.json:\(place)"])
    }

    @Test("a repeated key is refused at the second") func duplicate() {
        #expect(parsed("{\"a\":1,\n\"a\":2}").diagnostics.map { $0.location?.description } == ["a.json:2:1"])
    }

    @Test("100,000 brackets are a finding, not a crash") func depth() {
        #expect(parsed(String(repeating: "[", count: 100_000)).diagnostics.map(\.code) == [.jsonLimit])
    }

    @Test("what is written is read back, and holds nothing that ends a script or a line of JavaScript") func written() {
        let text = "\"\\\n\r\t\u{0}\u{1F}</b>\u{2027}\u{2028}\u{2029}香😀é"
        for bytes in [JSONValue.array([.string(text)]).bytes(), JSONValue.array([.string(text)]).compactBytes()] {
            let written = String(decoding: bytes, as: UTF8.self)
            #expect(!written.contains("<") && !written.unicodeScalars.contains("\u{2028}"))
            #expect(parsed(written).value?.sequence?.first?.string == text)
        }
    }

    @Test("a list that is put together of parts is written as in one go") func parts() {
        let parts: [JSONValue] = [
            .object([("a", .array([.integer(1)])), ("b", .object([("c", .null)]))]), .object([]),
        ]
        let whole = String(decoding: JSONValue.array(parts).bytes(), as: UTF8.self)
        #expect(String(decoding: JSONValue.list(ofElements: parts.map { $0.elementBytes() }), as: UTF8.self) == whole)
        #expect(
            String(decoding: JSONValue.array(parts).compactBytes(), as: UTF8.self)
                == #"[{"a":[1],"b":{"c":null}},{}]"#)
    }
}
