import Testing

@testable import Languages

@Suite("Language tags") struct LanguageTagTests {
    @Test(
        "tags are written in their recommended case",
        arguments: [
            ("zh-hant-hk", "zh-Hant-HK"), ("EN", "en"), ("zh-HK", "zh-Hant-HK"), ("zh-TW", "zh-Hant-TW"),
            ("zh-cn", "zh-Hans-CN"), ("en-gb", "en-GB"),
        ])
    func canonical(text: String, tag: String) { #expect(LanguageTag(text)?.description == tag) }

    @Test("what is no tag is refused", arguments: ["", "-", "zh_Hant", "toolongsubtag", "e", "zh--HK", "中文"])
    func refused(text: String) { #expect(LanguageTag(text) == nil) }
}

@Suite("Localized text") struct LocalizedTextTests {
    private let text = LocalizedText(entries: [
        .init(tag: "zh", text: "輛"), .init(tag: "en", text: "cars"),
    ])

    @Test("a tag falls back to its prefix, then to the site's first language") func fallback() throws {
        let first = try #require(LanguageTag("zh-Hant-HK"))
        #expect(text.text(in: first) == "輛")
        #expect(text.text(in: try #require(LanguageTag("en-GB"))) == "cars")
        #expect(text.text(in: try #require(LanguageTag("fr")), first: first) == "輛")
    }

    @Test("one text serves all languages") func plain() throws {
        #expect(LocalizedText("GDP").text(in: try #require(LanguageTag("fr"))) == "GDP")
    }
}
