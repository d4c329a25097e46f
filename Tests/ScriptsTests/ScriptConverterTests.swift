import COpenCC
import Languages
import Testing

@testable import Scripts

@Suite struct ScriptConverterTests {
    private static func simplified(_ glossary: [(key: String, value: String)] = []) throws -> ScriptConverter {
        ScriptConverter(
            to: try #require(LanguageTag("zh-Hans")), tables: try ScriptTables.read("hk2s"), glossary: glossary)
    }

    @Test func textIsWhatLibopenccMakesOfIt() throws {
        let converter = try Self.simplified()
        let texts = [
            "頭髮與發展，皇后與後來，乾坤與乾燥，系統、關係、聯繫", "為何台灣的颱風在裏面？着火、著作、執着", "答覆、復興、重複；一隻、只有；範圍、姓范",
            "衞生署發布：說明、鋭意、閲讀，收據、佔據；徵費、特徵、象徵、出征；鐘錶、表現", "瞭解與了結 𠮷 漢字 abc 123、“”", "",
        ]
        for configuration in ["hk2s", "t2s", "tw2s", "tw2sp", "s2hk"] {
            let opened = try #require(opencc_open(configuration + ".json"))
            defer { opencc_close(opened) }
            let ours = ScriptConverter(to: converter.target, tables: try ScriptTables.read(configuration))
            for text in texts {
                let theirs = try #require(opencc_convert_utf8(opened, text, text.utf8.count))
                defer { opencc_convert_utf8_free(theirs) }
                #expect(ours.text(text) == String(cString: theirs), "\(configuration)")
            }
        }
    }

    @Test func everyHanCharacterIsConvertedAsLibopenccDoes() throws {
        let opened = try #require(opencc_open("hk2s.json"))
        defer { opencc_close(opened) }
        let text = String(String.UnicodeScalarView((0x4E00...0x9FA5).compactMap { UnicodeScalar($0) }))
        let theirs = try #require(opencc_convert_utf8(opened, text, text.utf8.count))
        defer { opencc_convert_utf8_free(theirs) }
        #expect(try Self.simplified().text(text) == String(cString: theirs))
    }

    @Test func anUnknownConfigurationIsRefused() {
        #expect(throws: ScriptTables.Refusal.self) { try ScriptTables.read("nothing") }
    }

    @Test func theGlossaryGoesFirstAndTheLongestEntryWins() throws {
        let converter = try Self.simplified([("電郵", "电邮"), ("電郵地址", "电子邮箱"), ("羅湖", "羅湖")])
        #expect(converter.text("電郵地址、電郵、羅湖區") == "电子邮箱、电邮、羅湖区")
    }

    @Test func anOverrideInPlaceGoesBeforeAll() throws {
        let converter = try Self.simplified([("滑鼠", "甲")])
        #expect(converter.text("用-{zh-Hans:鼠标; zh-Hant:滑鼠}-選") == "用鼠标选")
        #expect(converter.text("-{乾隆}-帝後") == "乾隆帝后")
        let traditional = ScriptConverter(to: .traditionalChineseHongKong, tables: nil)
        #expect(traditional.text("用-{zh-Hans:鼠标; zh-Hant:滑鼠}-選 -{") == "用滑鼠選 -{")
    }

    @Test func charactersThatNoTableKnowsAreTold() throws {
        var unknown: Set<UInt32> = []
        _ = try Self.simplified([("喺", "在")]).convert(Array("喺香港嘅發展".utf8), cuts: [], unknown: &unknown)
        #expect(unknown == [0x5605])
    }

    @Test func wordsOfGazettesOwnAreSpeltAsTheTablesHaveThem() throws {
        let converter = try Self.simplified()
        let scalars = Array(ChineseSpelling.pairs.unicodeScalars)
        #expect(scalars.count.isMultiple(of: 2))
        for i in stride(from: 0, to: scalars.count - 1, by: 2) {
            #expect(converter.text(String(scalars[i])) == String(scalars[i + 1]))
        }
    }
}
