import Diagnostics
import Files
import Languages
import Testing
import Theme

@testable import Rendering

@Suite("Words of the interface")
struct InterfaceTests {
    private static func file(_ name: String, _ text: String) -> SourceFile {
        SourceFile(path: "templates/" + name, bytes: Array(text.utf8))
    }

    private static let builtIn = [
        file("strings.en.yaml", "close: Close\nmenu: Main menu\n"),
        file("strings.zh-Hans.yaml", "close: 关闭\nmenu: 主菜单\n"),
        file("strings.zh-Hant-HK.yaml", "close: 關閉\nmenu: 選單\n"),
    ]

    private func read(_ own: [SourceFile], _ languages: [String]) -> Diagnosed<Interface> {
        Interface.read(Self.builtIn + own, builtIn: Self.builtIn.count, languages.compactMap { LanguageTag($0) })
    }

    @Test("come in the page's language, else in English")
    func fallback() {
        let read = read([], ["zh-Hant-HK", "en", "zh-Hans", "zh-Hant-TW", "zh-CN", "ar"])
        #expect((0..<6).map { read.value.text("close", $0) } == ["關閉", "Close", "关闭", "關閉", "关闭", "Close"])
    }

    @Test("a language without words is warned of, once")
    func missingLanguage() {
        let findings = read([], ["en", "de"]).diagnostics
        #expect(findings.map(\.code) == [.keyMissing])
        #expect(findings.map(\.severity) == [.warning])
    }

    @Test("a fourth language is one file, and what it lacks is told")
    func fourthLanguage() {
        let whole = read([Self.file("strings.de.yaml", "close: Schließen\nmenu: Menü\n")], ["en", "de"])
        #expect(whole.value.text("close", 1) == "Schließen")
        #expect(whole.diagnostics.isEmpty)
        let part = read([Self.file("strings.de.yaml", "close: Schließen\n")], ["en", "de"])
        #expect(part.value.text("menu", 1) == "Main menu")
        #expect(part.diagnostics.map(\.message) == ["1 texts are missing and taken from the English ones: menu"])
    }

    @Test("a site overrides single words, in a file of a language or in one of all")
    func overriding() {
        let own = [Self.file("strings.en.yaml", "close: Shut\n"), Self.file("strings.yaml", "menu: {en: Contents}\n")]
        let read = read(own, ["en"])
        #expect(read.value.text("close", 0) == "Shut")
        #expect(read.value.text("menu", 0) == "Contents")
        #expect(read.diagnostics.isEmpty)
    }

    @Test("the theme has all words in all of its languages")
    func complete() throws {
        let files = Theme.files.filter { Interface.isSource($0.name) }
        #expect(files.map(\.name) == ["strings.en.yaml", "strings.zh-Hans.yaml", "strings.zh-Hant-HK.yaml"])
        let keys = try files.map { file in
            let node = try #require(YAML.parse(SourceFile(path: file.name, bytes: file.bytes)).value)
            return try #require(node.mapping).map(\.key)
        }
        for list in keys { #expect(list == keys[0]) }
        for file in files {
            let node = try #require(YAML.parse(SourceFile(path: file.name, bytes: file.bytes)).value)
            #expect(try #require(node.mapping).allSatisfy { $0.value.scalarText?.isEmpty == false }, "\(file.name)")
        }
    }
}
