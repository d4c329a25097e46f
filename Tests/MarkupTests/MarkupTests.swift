import Testing

@testable import Markup

@Suite("Escaping") struct EscapingTests {
    @Test(
        "metacharacters are escaped, before a combining mark too",
        arguments: [
            ("<a href=\"x\">&'", "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"), ("\"\u{301}", "&quot;\u{301}"),
            ("<\u{338}", "&lt;\u{338}"), ("數碼港", "數碼港"),
        ])
    func metacharacters(text: String, expected: String) {
        #expect(Array(Escaping.escaped(text).utf8) == Array(expected.utf8))
    }

    @Test(
        "what no document may hold becomes U+FFFD",
        arguments: [
            "\u{0}", "\u{1B}", "\u{7F}", "\u{85}", "\u{FFFE}", "\u{FFFF}",
        ])
    func forbidden(text: String) { #expect(Escaping.escaped("a\(text)b") == "a\u{FFFD}b") }

    @Test("a metacharacter is found wherever it stands in a long text", arguments: 0..<24)
    func everyPlace(offset: Int) {
        let samples = [
            ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"), ("\u{1}", "\u{FFFD}"),
            ("\u{7F}", "\u{FFFD}"), ("\u{85}", "\u{FFFD}"), ("\u{FFFF}", "\u{FFFD}"), ("，", "，"), ("\u{A0}", "\u{A0}"),
            ("\n", "\n"),
        ]
        for filler in ["a", "~", "=", "é", "數"] {
            let before = String(repeating: filler, count: offset)
            for (raw, expected) in samples {
                let found = Escaping.escaped(before + raw + "bcdefghijk")
                #expect(Array(found.utf8) == Array((before + expected + "bcdefghijk").utf8))
            }
        }
    }

    @Test("bytes that are no UTF-8 become U+FFFD") func malformed() {
        var html = HTML()
        html.append(textBytes: [0x61, 0xFF, 0x3C])
        #expect(html.string == "a\u{FFFD}&lt;")
    }

    @Test("an attribute is quoted and escaped") func attribute() {
        var html = HTML("<a")
        html.append(attribute: "title", "\"><script>")
        html.append(">")
        #expect(html.string == "<a title=\"&quot;&gt;&lt;script&gt;\">")
    }
}

@Suite("URL policy") struct URLPolicyTests {
    @Test(
        "addresses that run code are refused",
        arguments: [
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "java\nscript:x", "\u{1}javascript:x",
            "vbscript:x", "data:text/html,x", "blob:x", "file:///etc/passwd",
        ])
    func refused(address: String) { #expect(!URLPolicy.isAllowed(address)) }

    @Test(
        "addresses that lead somewhere are allowed",
        arguments: [
            "https://a.example/", "mailto:a@b.example", "../x/index.html", "#top",
            "a:b/../c".replacing(":", with: "%3A"),
            "?q=javascript:", "/x:y",
        ])
    func allowed(address: String) { #expect(URLPolicy.isAllowed(address)) }

    @Test("an image may be a bitmap in its address, nothing else") func images() {
        #expect(URLPolicy.isAllowed("data:image/png;base64,AA==", for: .image))
        #expect(!URLPolicy.isAllowed("data:image/svg+xml,<svg/>", for: .image))
        #expect(!URLPolicy.isAllowed("data:image/png;base64,AA==", for: .link))
    }

    @Test(
        "what an address may not hold is percent-encoded once",
        arguments: [
            ("香港/x y", "%E9%A6%99%E6%B8%AF/x%20y"), ("a%20b", "a%20b"), ("\"<>", "%22%3C%3E"),
        ])
    func encoding(address: String, expected: String) { #expect(URLPolicy.percentEncoded(address) == expected) }

    @Test("JSON in a data block cannot end its element, and stays the same value") func dataBlock() {
        let json = #"{"a":"</script><!-- & \u2028"# + "\u{2028}\u{2029}\u{202A}字" + #""}"#
        var html = HTML()
        html.append(dataBlock: Array(json.utf8))
        #expect(
            html.string
                == #"{"a":"\u003c/script\u003e\u003c!-- \u0026 \u2028\u2028\u2029"# + "\u{202A}字" + #""}"#)
    }
}
