/// The words of Gazette itself are written in Traditional Chinese once; in Simplified Chinese they are spelt by these
/// characters. What authors have written is converted elsewhere, by the tables of OpenCC.
package enum ChineseSpelling {
    /// Each Traditional character with the Simplified one.
    package static let pairs =
        "並并佔占併并來来係系個个傾倾價价億亿內内兩两則则劃划區区參参員员單单噸吨國国圓圆圖图堅坚將将對对導导島岛帶带幣币幾几張张彈弹從从戶户捨舍擊击據据擴扩攝摄敗败數数斬斩斷断於于時时會会條条棟栋極极"
        + "標标樣样機机橫横權权歐欧歲岁沒没減减準准滿满漲涨為为無无熱热爾尔獨独產产疊叠眾众確确碼码礙碍種种積积節节簽签紀纪約约紐纽級级組组絕绝統统經经線线縮缩縱纵總总績绩續续臺台與与萬万處处製制見见規规"
        + "視视訂订計计許许註注評评詳详語语誤误調调論论諸诸變变負负貨货貫贯貶贬貼贴資资躍跃車车軸轴較较輕轻輛辆連连週周進进過过達达違违遞递適适遲迟鄰邻銳锐錄录鎊镑鐘钟長长門门開开間间閱阅闊阔關关階阶隨随"
        + "隻只雙双電电韓韩頁页頃顷項项預预額额顏颜類类顯显飆飙餘余驟骤體体鬚须點点龍龙"

    private static let simplified: [UInt32: Unicode.Scalar] = {
        let scalars = Array(pairs.unicodeScalars)
        var out: [UInt32: Unicode.Scalar] = [:]
        for i in stride(from: 0, to: scalars.count - 1, by: 2) { out[scalars[i].value] = scalars[i + 1] }
        return out
    }()

    fileprivate static func simplified(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            out.append(scalar.value < 0x4E00 ? scalar : simplified[scalar.value] ?? scalar)
        }
        return String(out)
    }
}

extension LanguageTag {
    /// Words of Gazette's own, which are written in Traditional Chinese, as the language spells them.
    package func spelt(_ text: String) -> String { isSimplified ? ChineseSpelling.simplified(text) : text }

    /// True of languages that are written from right to left.
    package var isRightToLeft: Bool {
        let parts = description.split(separator: "-")
        if let script = parts.dropFirst().first(where: { $0.utf8.count == 4 }) {
            return ["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"].contains(script)
        }
        return ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(language)
    }

    /// The language as Open Graph writes it: `zh_HK`. Where the tag names no region, that which the language is most
    /// read in.
    package var openGraph: String {
        if let region = description.split(separator: "-").dropFirst().first(where: { $0.utf8.count == 2 }) {
            return language + "_" + region
        }
        if isChinese { return isSimplified ? "zh_CN" : "zh_TW" }
        let usual = ["en": "en_US", "ja": "ja_JP", "ko": "ko_KR", "ar": "ar_AR", "he": "he_IL", "fa": "fa_IR"]
        return usual[language] ?? "\(language)_\(language.uppercased())"
    }
}
