import Languages
import Testing

@testable import Scripts

@Suite struct ScriptMarkupTests {
    private func converted(
        _ html: String, _ glossary: [(key: String, value: String)] = [], isActive: Bool = true
    ) throws -> String {
        let converter = ScriptConverter(
            to: try #require(LanguageTag("zh-Hans")), tables: try ScriptTables.read("hk2s"), glossary: glossary)
        var markup = ScriptMarkup(Array(html.utf8), converter, isActive: isActive)
        return String(decoding: markup.converted(), as: UTF8.self)
    }

    @Test func aWordThatInlineMarksSplitIsConvertedAsOne() throws {
        #expect(try converted("<p>頭<strong>髮</strong>與<em>發</em>展</p>") == "<p>头<strong>发</strong>与<em>发</em>展</p>")
        #expect(try converted("<p>乾<b>坤</b></p><p>乾</p><p>坤</p>") == "<p>乾<b>坤</b></p><p>干</p><p>坤</p>")
        #expect(try converted("<p>電<b>郵</b>好</p>", [("電郵", "电子邮件")]) == "<p>电<b>子邮件</b>好</p>")
        #expect(try converted("<p>電<b>子郵件</b>好</p>", [("電子郵件", "邮")]) == "<p>邮<b></b>好</p>")
    }

    @Test func codeAddressesAndIdsStay() throws {
        let kept =
            "<a id=\"後\" href=\"/後/\" class=\"後\"><code>後<b>後</b></code></a><pre>後</pre><style>後</style><script>後</script>"
        #expect(try converted(kept) == kept)
    }

    @Test func attributesThatAreReadOutAreConverted() throws {
        #expect(
            try converted("<img src=\"後.png\" alt=\"後\"><b title='發'>1 &lt; 2</b>")
                == "<img src=\"後.png\" alt=\"后\"><b title='发'>1 &lt; 2</b>")
    }

    @Test func textInAnotherLanguageStays() throws {
        #expect(
            try converted(
                "<p>發<q lang=\"zh-Hant\">發<q>發</q>發</q>發<i lang=\"zh-Hans\">發</i><i translate=\"no\">發</i></p>")
                == "<p>发<q lang=\"zh-Hant\">發<q>發</q>發</q>发<i lang=\"zh-Hans\">发</i><i translate=\"no\">發</i></p>")
    }

    @Test func aPartInTheLanguageIsConvertedOnAPageInAnother() throws {
        #expect(
            try converted(
                "<html lang=\"en\"><p>發</p><div lang=\"zh-CN\">發</div><div lang=\"zh-Hans\">發</div>", isActive: false)
                == "<html lang=\"en\"><p>發</p><div lang=\"zh-CN\">發</div><div lang=\"zh-Hans\">发</div>")
    }

    @Test func dataForMachinesKeepAddressesAndFormulas() throws {
        #expect(
            try converted(
                "<script type=\"application/ld+json\">{\"name\":\"發\\\"展\",\"url\":\"發\",\"a\":[{\"propertyID\":\"發\"},\"後\"]}</script>"
            )
                == "<script type=\"application/ld+json\">{\"name\":\"发\\\"展\",\"url\":\"發\",\"a\":[{\"propertyID\":\"發\"},\"后\"]}</script>"
        )
    }

    @Test func whatAnAuthorHasWrittenStays() throws {
        #expect(try converted("<p>發</p>\u{0E}<p>發\u{0F}發\u{0E}</p>\u{0F}發") == "<p>发</p><p>發发</p>发")
    }

    @Test(arguments: ["<", "<p", "<p a", "<p a=", "<p a='發", "</", "<!--發", "<script>發", "<code>發", "發<b", "-{", "-{發"])
    func whatIsCutShortIsPrinted(_ text: String) throws {
        #expect(try converted(text).utf8.count == text.utf8.count)
    }
}
