import Formatting
import Languages
import Quantities
import TestSupport
import Testing

@testable import Indicators

/// What is printed of a quantity is a claim that agrees with it.
@Suite struct ClaimInverseTests {
    struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }

        mutating func number() -> Number {
            let digits = [9, 99, 999, 9999, 999_999, 99_999_999][roll(6)]
            let value = Number(significand: Int128(roll(digits) + 1), exponent: [0, 0, 0, -1, -2, 3, 4][roll(7)])
            let third = value / 3
            return roll(6) == 0 ? third ?? value : value
        }

        mutating func quantity(_ unit: Unit) -> Quantity {
            let a = number()
            let b = a + number()
            let isOpen = roll(2) == 0
            switch roll(6) {
            case 0: return Quantity(a, unit: unit)
            case 1: return Quantity(a, unit: unit, isApproximate: true)
            case 2:
                return Quantity(
                    Interval(lower: Bound(a, isOpen: isOpen), upper: nil), unit: unit, isApproximate: roll(4) == 0)
            case 3:
                return Quantity(
                    Interval(lower: nil, upper: Bound(a, isOpen: isOpen)), unit: unit, isApproximate: roll(4) == 0)
            case 4: return Quantity(Interval(lower: Bound(a), upper: Bound(b)), unit: unit)
            default: return Quantity(Interval(lower: Bound(a), upper: Bound(b)), unit: unit, isApproximate: true)
            }
        }
    }

    @Test(arguments: [
        "", "%", "pp", "cars", "cars/day", "PFLOPS", "HKD", "USD", "kg/kWh", "day", "kWh/cars", "1/year", "kg*m^2/s^2",
    ])
    func `printing and reading are inverse`(_ symbol: String) throws {
        let unit = try #require(Unit(parsing: symbol))
        var dice = Dice(state: 2026)
        for language in [LanguageTag.traditionalChineseHongKong, .english] {
            let judge = ClaimTests.judge(language)
            for _ in 0..<400 {
                let quantity = dice.quantity(unit)
                let text = judge.formatter.text(quantity)
                let verdict = judge.finding(text, ClaimSubject(name: "x", quantity: quantity))
                #expect(verdict.code == nil, "\(text): \(verdict.message)")
            }
        }
    }

    @Test(arguments: [".0%", ".1f", ",.0f", ".2~f", "+.1%", ",.2f"])
    func `so they are by a format`(_ specifier: String) throws {
        let format = try #require(NumberFormat.parse(specifier))
        var dice = Dice(state: 7)
        for symbol in format.isPercent ? ["", "%", "pp"] : ["", "%", "pp", "cars", "HKD"] {
            let unit = try #require(Unit(parsing: symbol))
            for language in [LanguageTag.traditionalChineseHongKong, .english] {
                let judge = ClaimTests.judge(language)
                for _ in 0..<100 {
                    var quantity = dice.quantity(unit)
                    // "About" a coarsely rounded number may be further than a tenth away.
                    quantity.isApproximate = false
                    let text = judge.formatter.text(quantity, format: format)
                    let verdict = judge.finding(text, ClaimSubject(name: "x", quantity: quantity))
                    #expect(verdict.code == nil || verdict.code == .claimLoose, "\(text): \(verdict.message)")
                }
            }
        }
    }

    @Test(arguments: ["", "growth", "%", "pp", "cars", "HKD"])
    func `what is printed of a quantity far away is found out`(_ symbol: String) throws {
        let isGrowth = symbol == "growth"
        let unit = try #require(Unit(parsing: isGrowth ? "" : symbol))
        var dice = Dice(state: 42)
        for language in [LanguageTag.traditionalChineseHongKong, .english] {
            let judge = ClaimTests.judge(language)
            for _ in 0..<200 {
                let quantity = dice.quantity(unit)
                let subject = ClaimSubject(name: "x", quantity: quantity, isGrowth: isGrowth)
                for factor in [Number(significand: 3, exponent: -1), 3] {
                    var other = quantity
                    other.interval = quantity.interval * Interval(point: factor)
                    let text = judge.formatter.text(other)
                    let verdict = judge.finding(text, subject)
                    // A weaker bound is true, and loose; everything else is false.
                    let isWeaker = quantity.interval.upper == nil ? factor < 1 : factor > 1
                    let isBound = quantity.interval.lower == nil || quantity.interval.upper == nil
                    #expect(
                        verdict.severity == .warning ? isBound && isWeaker : verdict.code != nil,
                        "\(text) of \(quantity): \(verdict.message)")
                }
            }
        }
    }
}
