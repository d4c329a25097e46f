import Formatting
import Languages
import Testing

@testable import Rendering

@Suite("Numerals in prose")
struct ProseNumeralsTests {
    private func numerals(_ text: String, _ language: LanguageTag, isHeading: Bool = false) -> [String] {
        var units = UnitWords()
        units.declare("cars", tag: "zh", forms: ["輛"])
        units.declare("cars", tag: "en", forms: ["car", "cars"])
        let scalars = Array(text.unicodeScalars)
        return ProseNumerals(language: language, units: units).find(in: scalars, isHeading: isHeading).map { range in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return String(view)
        }
    }

    @Test(
        "In Chinese, these speak of no quantity",
        arguments: [
            "2026 年 6 月 8 日", "2026年6月8日", "6 月", "6 至 8 月", "6 月 8 日至 10 日", "2024 至 2026 年", "2026–27", "2026/27 年度",
            "2027 年首季", "2026-06-08", "2026-06", "8 June 2026", "Q1 2027", "六月八日", "二〇二六年", "一九九七年",
            "第五", "第 5 期", "第 5 及 6 條", "圖 3", "見表 2", "附件 4", "(1)", "（2）", "「十五五」規劃", "G20", "Web3",
            "COVID-19", "5G", "H1", "3.2.1", "《2030 年藍圖 12 項》", "https://example.org/2024/5", "一個", "一些", "一直",
            "統一", "一成不變", "三成為", "兩個問題", "星期三", "五年規劃", "四季", "萬一", "千萬不要", "一帶一路", "唯一", "10:30",
            "2020–25 年", "2026", "下午3時30分", "二十一世紀", "21 世紀", "九十年代", "90 年代", "數十人", "幾百間", "半年", "兩次",
        ])
    func chineseWithout(_ text: String) { #expect(numerals(text, .traditionalChineseHongKong) == []) }

    @Test(
        "In Chinese, these are numerals",
        arguments: [
            ("增至 1,234 輛", "1,234"), ("佔 60%", "60%"), ("１２ 輛", "１２"), ("約 18 萬宗", "18 萬"), ("6 成", "6 成"),
            ("10 年", "10"), ("6 個月", "6"), ("（2026）", "2026"), ("HK$100", "100"), ("逾六成", "六成"), ("一成", "一成"),
            ("三萬六千", "三萬六千"), ("一億", "一億"), ("百分之六十", "百分之六十"), ("百分百", "百分百"), ("百分之 60", "百分之 60"),
            ("三分之一", "三分之一"), ("五輛", "五"), ("兩輛", "兩"), ("三倍", "三倍"), ("一倍", "一倍"), ("二十多個", "二十多"),
            ("兩間公司", "兩"), ("廿多間", "廿多"), ("兩成半", "兩成半"), ("七成二。", "七成二"), ("一半是", "一半"), ("翻一番", "翻一番"),
            ("三万六千", "三万六千"), ("两间", "两"), ("百分之三", "百分之三"), ("2026 間", "2026"), ("3 小時", "3"),
            ("兩個百分點", "兩"), ("十五日", "十五"), ("代表 2 人", "2"), ("6 月 200 宗", "200"), ("2,026 年", "2,026"),
        ])
    func chineseWith(_ text: String, numeral: String) {
        #expect(numerals(text, .traditionalChineseHongKong) == [numeral])
    }

    @Test(
        "In English, these speak of no quantity",
        arguments: [
            "8 June 2026", "June 8–10", "8 and 9 June", "8 to 10 June", "June 8, 2026", "8 Sept. 2026", "in 2026",
            "2026–27", "2024-2026", "the 1990s", "8/6/2026", "Q1 2027", "H1 2026", "1st and 22nd", "Figure 3",
            "Figures 3 and 4", "No. 5", "p. 12", "Article 23", "G20", "COVID-19", "5G", "10:30", "one car",
            "one of them", "two of them", "a third", "half", "hundreds of cars", "half a year", "a third runway",
            "the two sides", "one country", "2026", "2020–25", "a quarter", "quality", "trust", "nine is",
            "one percentage",
        ])
    func englishWithout(_ text: String) { #expect(numerals(text, .english) == []) }

    @Test(
        "In English, these are numerals",
        arguments: [
            ("1,234 cars", "1,234"), ("60 per cent", "60"), ("$2bn", "2bn"), ("1.8 million", "1.8 million"),
            ("18k", "18k"),
            ("RMB5", "5"), ("12-month", "12"), ("In 2025, 300 firms", "300"), ("2026 cars", "2026"), ("$2026", "2026"),
            ("three cars", "three"), ("two million", "two million"), ("twenty-six per cent", "twenty-six"),
            ("nine cities", "nine"), ("two people", "two"), ("two-thirds", "two-thirds"),
            ("three quarters", "three quarters"), ("a third of it", "a third"), ("half of them", "half"),
            ("half the cars", "half"), ("half a million", "half a million"), ("a dozen firms", "a dozen"),
            ("one in five", "one in five"), ("threefold", "threefold"), ("ten-fold", "ten-fold"),
            ("three times", "three times"), ("it doubled", "doubled"), ("halved", "halved"),
            ("one million", "one million"), ("Figure 3 and 40 cars", "40"), ("June 8 and 200 firms", "200"),
        ])
    func englishWith(_ text: String, numeral: String) { #expect(numerals(text, .english) == [numeral]) }

    @Test("The number of a heading is none, the quantity that it begins with is one")
    func headings() {
        #expect(numerals("2.1 Charging", .english, isHeading: true) == [])
        #expect(numerals("2.1 Charging", .english) == ["2.1"])
        #expect(numerals("2.1 million", .english, isHeading: true) == ["2.1 million"])
        #expect(numerals("2. Charging", .english, isHeading: true) == [])
    }

    @Test("Long runs of anything are read in time that grows with their length")
    func hostile() {
        for piece in ["1、", "1", "1-", "June 1–", "一", "萬", "a", "《", "://", "2026–", "1.", "one ", "www.1 ", "1 至 "] {
            #expect(numerals(String(repeating: piece, count: 3000), .english).count <= 3000)
            #expect(numerals(String(repeating: piece, count: 3000), .traditionalChineseHongKong).count <= 3000)
        }
    }
}
