import Formatting
import Languages
import Quantities
import Testing

@testable import Indicators

/// What a finding suggests agrees, whatever was claimed of whatever quantity.
@Suite struct ChineseSuggestionTests {
    static let claims = [
        "約四成", "兩成", "逾七成", "不足三成", "近六成", "三至四成", "60%", "逾 60%", "12.5%", "三分之一", "一半", "兩倍", "逾 36 倍",
        "1.5 倍", "增加一倍", "增加四成", "減少 20%", "減少逾兩成", "增至三倍", "減至八成", "減半", "翻一番", "下跌 3 個百分點", "26 個百分點",
        "600 輛", "逾 1,600", "介乎 4 至 5", "每日 100 輛", "1,800 港元", "減少 600 輛", "很多", "第五", "沒有", "二十多", "約逾 19",
    ]
    private func quantity(_ unit: Unit, _ dice: inout ClaimInverseTests.Dice) -> Quantity {
        var quantity = dice.quantity(unit)
        if unit.isDimensionless, dice.roll(2) == 0 {
            quantity = Quantity(
                Number(significand: Int128(dice.roll(2500) + 1), exponent: -3), unit: unit,
                isApproximate: dice.roll(3) == 0)
        }
        if dice.roll(3) == 0 { quantity.interval = -quantity.interval }
        return quantity
    }

    @Test(arguments: ["", "%", "pp", "cars", "cars/day", "PFLOPS", "HKD", "AUD", "HKD/month", "km"])
    func `a suggestion in Chinese agrees`(_ symbol: String) throws {
        let unit = try #require(Unit(parsing: symbol))
        var dice = ClaimInverseTests.Dice(state: 41)
        let judge = ClaimTests.judge(.traditionalChineseHongKong)
        for _ in 0..<500 {
            let words = Self.claims[dice.roll(Self.claims.count)]
            let quantity = quantity(unit, &dice)
            let subject = ClaimSubject(
                name: "x", quantity: quantity, isGrowth: unit == .none && dice.roll(2) == 0,
                format: unit.isDimensionless && dice.roll(4) == 0 ? .parse(".0%") : nil)
            let verdict = judge.judge(words, subject)
            guard verdict.code != nil else { continue }
            let suggestion = try #require(verdict.suggestion, "\(words): \(verdict.message)")
            #expect(judge.finding(suggestion, subject) == .agrees, "\(words): \(suggestion)")
        }
    }

    static let wordings: [(String, String, String, Bool, String)] = [
        ("七成", "0.36", "", false, "36%"), ("兩成", "0.352", "", false, "三成半"), ("三成", "0.38", "", false, "四成"),
        ("逾七成", "0.94", "", false, "逾九成"), ("近九成", "0.68", "", false, "近七成"), ("兩成", "~0.36", "", false, "約三成半"),
        ("兩成", ">0.666", "", false, "逾六成半"), ("一成", "30..40", "%", false, "三至四成"),
        ("三分之一", "~0.33", "", false, "約三分之一"), ("1,600 輛", ">1600", "cars", false, "逾 1,600 輛"),
        ("萬分之三", "0.0004", "", false, "0.04%"), ("12.5%", "0.126", "", false, "12.6%"),
        ("三倍", "3", "%", false, "3%"), ("三分之一", "3", "", false, "3 倍"),
        ("一成", "0.3..0.4", "", true, "三至四成"), ("減少三至四成", "0.3..0.4", "", true, "增加三至四成"),
        ("減少 5% 至 6%", "0.31..0.42", "", true, "增加 31% 至 42%"), ("三倍", "~<=19", "", false, "約 19 倍或以下"),
        ("很多", "-0.2", "", true, "−20%"), ("約 2 億", "100600000", "", false, "1.006 億"),
        ("3.6 億", "62857443000", "", false, "62,857,443,000"),
        ("每年 3,000 元", "3000", "HKD/month", false, "每月 3,000 港元"),
        ("600", "-6..-5", "", false, "介乎 −6 至 −5"),
    ]

    @Test(arguments: wordings)
    func `a suggestion is worded as Hong Kong writes`(
        _ row: (text: String, notation: String, unit: String, isGrowth: Bool, expected: String)
    ) throws {
        let unit = try #require(Unit(parsing: row.unit))
        let quantity = try #require(Quantity(parsing: row.notation, unit: unit))
        let subject = ClaimSubject(name: "x", quantity: quantity, isGrowth: row.isGrowth)
        let verdict = ClaimTests.judge(.traditionalChineseHongKong).judge(row.text, subject)
        #expect(verdict.suggestion == row.expected)
    }
}
