import Formatting
import Languages
import Quantities
import TestSupport
import Testing

@testable import Indicators

/// Whatever the words and whatever the quantity: what a finding suggests agrees when it is put in their place.
@Suite struct ClaimSuggestionTests {
    /// Claims in every manner of English, hardly ever true.
    static let claims = [
        "7", "7%", "about 7%", "half", "a third", "three times", "twice", "doubled", "halved", "up 7%", "down 7%",
        "up 7", "down 7", "rose to 7", "fell to 7%", "a threefold rise", "7 percentage points", "up 7 points", "7 cars",
        "HK$7", "7 PFLOPS", "more than 7", "at most 7 million", "nearly 7", "4 to 7", "7 cars a day", "not 7", "many",
    ]

    static func quantity(_ dice: inout ClaimInverseTests.Dice, _ unit: Unit) -> Quantity {
        var quantity = dice.quantity(unit)
        if dice.roll(3) == 0 { quantity.interval = -quantity.interval }
        if dice.roll(30) == 0 { quantity = Quantity(.zero, unit: unit) }
        return quantity
    }

    @Test(arguments: [
        "", "growth", "%", "pp", "cars", "cars/day", "PFLOPS", "HKD", "SGD", "JPY", "INR", "kg/kWh", "day", "HKD/year",
        "cars/day/month",
    ])
    func `a suggestion in English agrees when it is put in the link`(_ symbol: String) throws {
        let isGrowth = symbol == "growth"
        let unit = try #require(Unit(parsing: isGrowth ? "" : symbol))
        var dice = ClaimInverseTests.Dice(state: 1999)
        let judge = ClaimTests.judge(.english)
        for round in 0..<560 {
            let subject = ClaimSubject(name: "x", quantity: Self.quantity(&dice, unit), isGrowth: isGrowth)
            let claim = Self.claims[round % Self.claims.count]
            let verdict = judge.judge(claim, subject)
            guard verdict.code != nil else { continue }
            let suggestion = try #require(verdict.suggestion, "\(claim) of \(subject.quantity): \(verdict.message)")
            let second = judge.finding(suggestion, subject)
            #expect(second.code == nil, "\(claim): \(suggestion): \(second.message)")
        }
    }

    static let printed: [(claim: String, notation: String, unit: String, isGrowth: Bool, suggestion: String)] = [
        ("about 40%", "~0.6", "", false, "about 60%"),
        ("half", "0.62", "", false, "62%"),
        ("double", "2.6", "", false, "2.6 times"),
        ("tripled", "1.5", "", true, "2.5 times"),
        ("up 30%", "0.4", "", true, "up 40%"),
        ("up 30%", "-0.4", "", true, "down 40%"),
        ("up 30%", ">0.4", "", true, "up more than 40%"),
        ("up 30%", "~0.4", "", true, "up about 40%"),
        ("down 30%", "-0.5..-0.4", "", true, "down 40% to 50%"),
        ("rose to 130%", "0.4", "", true, "rose to 140%"),
        ("fell to 90%", "-0.2", "", true, "fell to 80%"),
        ("up 7 points", "-3", "pp", false, "down 3 percentage points"),
        ("up 7 cars", "-600", "cars", false, "down 600 cars"),
        ("7 cars", "-600", "cars", false, "−600 cars"),
        ("rose to 7 cars", "600", "cars", false, "rose to 600 cars"),
        ("7", ">1600", "cars", false, "more than 1,600 cars"),
        ("HK$7", "5250000", "HKD", false, "HK$5.25 million"),
        ("7", "4000000..5000000", "", false, "4 million to 5 million"),
        ("7", "~>1600", "", false, "roughly more than 1,600"),
        ("7 a day", "100", "cars/day", false, "100 cars per day"),
        ("7 cars", "1", "cars", false, "1 car"),
        ("not 7", "<=9", "", false, "at most 9"),
        ("7%", "26", "pp", false, "26 percentage points"),
        ("7", "0.6", "", false, "0.6"),
    ]

    @Test(arguments: printed)
    func `it is good English, in the manner of the claim`(
        _ row: (claim: String, notation: String, unit: String, isGrowth: Bool, suggestion: String)
    ) throws {
        let unit = try #require(Unit(parsing: row.unit))
        let quantity = try #require(Quantity(parsing: row.notation, unit: unit))
        let subject = ClaimSubject(name: "x", quantity: quantity, isGrowth: row.isGrowth)
        #expect(ClaimTests.judge(.english).judge(row.claim, subject).suggestion == row.suggestion)
    }
}
