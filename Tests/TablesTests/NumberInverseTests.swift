import Formatting
import Quantities
import TestSupport
import Testing

@testable import Tables

/// What is printed of a number, cells read back: in every locale's marks, and in every notation of a quantity.
@Suite struct NumberInverseTests {
    private func number(_ random: inout SplitMix) -> Number {
        let digits = random.one(of: [9, 99, 12_345, 9_999_999, 123_456_789_012])
        let sign = random.whole(0...3) == 0 ? -1 : 1
        return Number(significand: Int128(sign * random.whole(0...digits)), exponent: -random.whole(0...6))
    }

    /// The marks of a locale, and of the schema that reads them.
    private static let marks: [(decimal: String, thousands: String, grouping: [Int])] = [
        (".", ",", [3]), (",", ".", [3]), (",", "\u{a0}", [3]), (".", "'", [3]), (".", ",", [3, 2, 2]), ("٫", "٬", [3]),
        (".", ",", [4]),
    ]

    @Test(arguments: marks.indices)
    func `a formatted number is read back by its locale's marks`(_ index: Int) throws {
        let marks = Self.marks[index]
        let locale = NumberLocale(
            decimal: marks.decimal, thousands: marks.thousands, grouping: marks.grouping, minus: "-")
        let notation = FieldNotation(groupMark: Array(marks.thousands.utf8), decimalMark: Array(marks.decimal.utf8))
        var random = SplitMix(state: 21)
        for _ in 0..<500 {
            let value = number(&random)
            let places = random.whole(0...6)
            let format = try #require(NumberFormat.parse(",.\(places)f"))
            let text = format.format(value, locale: locale)
            let read = NumberText.quantity(Array(text.utf8)[...], notation)
            #expect(read?.interval.point == value.rounded(toPlaces: places), "\(value) as \(text)")
        }
    }

    @Test func `a number around which words stand is read back where the schema allows them`() throws {
        var random = SplitMix(state: 22)
        var notation = FieldNotation(groupMark: [0x2C], decimalMark: nil)
        notation.isBare = false
        for _ in 0..<300 {
            let value = number(&random)
            let format = try #require(NumberFormat.parse("$,.6f"))
            let locale = NumberLocale(currency: ("HK$", " 元"), minus: "-")
            let text = format.format(value.magnitude, locale: locale)
            let read = NumberText.quantity(Array(text.utf8)[...], notation)
            #expect(read?.interval.point == value.magnitude, "\(value.magnitude) as \(text)")
        }
    }

    @Test func `a number is read from what it is written as, in full`() {
        var random = SplitMix(state: 23)
        for _ in 0..<2000 {
            let exact = number(&random)
            #expect(Number(parsing: exact.literal) == exact, "\(exact.literal)")
            let inexact = Number(inexact: Double(random.whole(1...999_999_999)) / Double(random.whole(1...997)))
            #expect(Number(parsing: inexact.literal)?.double == inexact.double, "\(inexact.literal)")
        }
    }

    @Test(arguments: ["", "%", "pp", "cars", "cars/day", "PFLOPS", "HKD", "kg*m^2/s^2"])
    func `a quantity is read from what it is written as, in every notation`(_ symbol: String) throws {
        let unit = try #require(Unit(parsing: symbol))
        var random = SplitMix(state: 24)
        for _ in 0..<500 {
            let a = number(&random)
            let b = a + number(&random).magnitude + Number(significand: 1, exponent: -6)
            let isOpen = random.whole(0...1) == 0
            let interval = [
                Interval(point: a), Interval(lower: Bound(a, isOpen: isOpen), upper: nil),
                Interval(lower: nil, upper: Bound(a, isOpen: isOpen)), Interval(lower: Bound(a), upper: Bound(b)),
            ]
            let quantity = Quantity(random.one(of: interval), unit: unit, isApproximate: random.whole(0...2) == 0)
            let text = try #require(quantity.notation)
            #expect(Quantity(parsing: text, unit: unit) == quantity, "\(text)")
            // With blanks around its parts, and as a centre and what it may be off.
            let wide = Quantity(parsing: text.replacing("..", with: " .. "), unit: unit)
            #expect(wide == quantity || !text.contains(".."), "\(text)")
            let centred = Quantity(parsing: "\(a.literal)±\(b.magnitude.literal)", unit: unit)
            #expect(centred?.value.map(quantity.written) == a, "\(a.literal)±\(b.magnitude.literal)")
        }
    }
}
