import Files
import Languages
import Testing

@testable import Rendering

@Suite("Words of the interface")
struct InterfaceTests {
    private static let strings = SourceFile(
        path: "templates/strings.yaml",
        bytes: Array("close: {zh-Hant-HK: 關閉, en: Close}\nmenu: {zh-Hant-HK: 選單, pt: Menu, en: Main menu}\n".utf8))

    private func text(_ name: String, _ languages: [String]) -> String {
        Interface.read([Self.strings], languages: languages.compactMap { LanguageTag($0) }).value.text(name, 0)
    }

    @Test("come in the page's language, else in the site's first, else in English")
    func fallback() {
        #expect(text("close", ["zh-Hant-HK", "en"]) == "關閉")
        #expect(text("close", ["en"]) == "Close")
        #expect(text("menu", ["pt"]) == "Menu")
        #expect(text("close", ["pt"]) == "Close")
        #expect(text("close", ["ar"]) == "Close")
    }
}
