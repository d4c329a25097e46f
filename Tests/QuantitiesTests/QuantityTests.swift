import TestSupport
import Testing

@testable import Quantities

/// An interval as mathematicians write it.
private func written(_ interval: Interval) -> String {
    let lower = interval.lower.map { ($0.isOpen ? "(" : "[") + $0.number.literal } ?? "(-∞"
    let upper = interval.upper.map { $0.number.literal + ($0.isOpen ? ")" : "]") } ?? "∞)"
    return lower + ", " + upper
}

private func quantity(_ text: String, _ unit: String = "") -> Quantity? {
    Unit(parsing: unit).flatMap { Quantity(parsing: text, unit: $0) }
}

@Suite("Quantity") struct QuantityTests {
    @Test(
        "each notation is read as design and manual say",
        arguments: [
            ("3000", "[3000, 3000]", false), ("~5000", "[5000, 5000]", true), (">70", "(70, ∞)", false),
            (">=20", "[20, ∞)", false), ("<9", "(-∞, 9)", false), ("<=9", "(-∞, 9]", false), ("4..5", "[4, 5]", false),
            ("12±3", "[9, 15]", false), ("-2.5..-1", "[-2.5, -1]", false), ("12 ± 3", "[9, 15]", false),
        ])
    func notation(text: String, interval: String, about: Bool) throws {
        let value = try #require(quantity(text))
        #expect(written(value.interval) == interval)
        #expect(value.isApproximate == about)
    }

    @Test(
        "what is no quantity is refused", arguments: ["", "~", ">", "5..4", "12±-3", "1,000", "about 5", ">>3", "4.."])
    func refused(text: String) { #expect(quantity(text) == nil) }

    @Test("a percentage is held as the ratio that it is") func percent() {
        #expect(quantity("44", "%")?.value?.literal == "0.44")
        #expect(quantity("44", "%").map { $0.written(0.44.number) } == 44)
    }

    @Test(
        "the value is the number, the bound, or the middle",
        arguments: [
            ("~5000", "5000"), (">70", "70"), ("4..5", "4.5"), ("12±3", "12"),
        ])
    func value(text: String, value: String) { #expect(quantity(text)?.value?.literal == value) }

    @Test("about a number has no published bounds") func publishedBounds() {
        #expect(quantity("~5000")?.publishedInterval == .everything)
        #expect(quantity(">5").map { written($0.publishedInterval) } == "(5, ∞)")
    }
}

extension Double {
    fileprivate var number: Number { Number(shortest: self) }
}

@Suite("Interval") struct IntervalTests {
    private func apply(_ a: String, _ op: String, _ b: String) -> String {
        guard let x = quantity(a)?.interval, let y = quantity(b)?.interval else { return "unread" }
        switch op {
        case "+": return written(x + y)
        case "-": return written(x - y)
        case "*": return written(x * y)
        default: return (x / y).map(written) ?? "undefined"
        }
    }

    @Test(
        "arithmetic keeps ends, open and closed",
        arguments: [
            (">1600", "/", "64", "(25, ∞)"), ("4..5", "+", ">1", "(5, ∞)"), ("4..5", "*", "-2", "[-10, -8]"),
            (">=2", "*", ">3", "(6, ∞)"), ("<0", "*", ">3", "(-∞, 0)"), ("10", "/", "4..5", "[2, 2.5]"),
            ("10", "/", ">4", "(0, 2.5)"), ("1", "/", "-1..1", "undefined"), ("1", "/", "0", "undefined"),
            ("1", "/", ">0", "(0, ∞)"), ("<9", "-", ">1", "(-∞, 8)"), ("0", "*", ">5", "[0, 0]"),
            ("-1..2", "*", "-3..4", "[-6, 8]"), (">=0", "/", ">=2", "[0, ∞)"), ("-4..-2", "/", ">=2", "[-2, 0)"),
        ])
    func arithmetic(a: String, op: String, b: String, expected: String) { #expect(apply(a, op, b) == expected) }

    @Test("every point result lies in the interval result") func containment() {
        var generator = SplitMix(state: 7)
        for _ in 0..<3000 {
            let a = randomInterval(&generator)
            let b = randomInterval(&generator)
            let (x, y) = (point(in: a, &generator), point(in: b, &generator))
            #expect((a + b).contains(x + y))
            #expect((a - b).contains(x - y))
            #expect((a * b).contains(x * y))
            if let quotient = a / b, let z = x / y { #expect(quotient.contains(z), "\(x) / \(y)") }
            #expect(Interval.maximum(a, b).contains(max(x, y)))
            #expect(Interval.minimum(a, b).contains(min(x, y)))
            #expect(a.magnitude.contains(x.magnitude))
        }
    }

    private func randomInterval(_ g: inout SplitMix) -> Interval {
        let a = Number(Int.random(in: -6...6, using: &g))
        let b = a + Number(Int.random(in: 0...5, using: &g))
        let open = a != b && Bool.random(using: &g)
        switch Int.random(in: 0...3, using: &g) {
        case 0: return Interval(lower: Bound(a, isOpen: open), upper: nil)
        case 1: return Interval(lower: nil, upper: Bound(b, isOpen: open))
        default: return Interval(lower: Bound(a, isOpen: open), upper: Bound(b, isOpen: open))
        }
    }

    private func point(in interval: Interval, _ g: inout SplitMix) -> Number {
        while true {
            let low = interval.lower?.number ?? (interval.upper?.number ?? 0) - 20
            let high = interval.upper?.number ?? (interval.lower?.number ?? 0) + 20
            let step = Number(Int.random(in: 0...20, using: &g)) / 20 ?? 0
            let x = low + (high - low) * step
            if interval.contains(x) { return x }
        }
    }
}

@Suite("Unit") struct UnitTests {
    @Test(
        "units multiply and cancel",
        arguments: [
            ("cars/day", "*", "day", "cars"), ("cars", "/", "day", "cars/day"), ("cars", "/", "cars", ""),
            ("%", "*", "cars", "cars"), ("%", "/", "%", ""), ("%", "*", "%", "%"), ("m", "*", "m", "m^2"),
            ("1/day", "*", "day", ""), ("kg*m/s^2", "*", "m", "kg*m^2/s^2"),
        ])
    func algebra(a: String, op: String, b: String, expected: String) throws {
        let (x, y) = (try #require(Unit(parsing: a)), try #require(Unit(parsing: b)))
        #expect((op == "*" ? x * y : x / y).symbol == expected)
    }

    @Test(
        "sums and differences need one unit, percentages differ by points",
        arguments: [
            ("cars", "cars", "cars", "cars"), ("cars", "day", nil, nil), ("%", "%", "%", "pp"), ("", "%", "%", "%"),
            ("%", "pp", "%", "%"), ("pp", "%", "%", "pp"), ("cars", "", nil, nil), ("", "", "", ""),
        ] as [(String, String, String?, String?)])
    func sums(a: String, b: String, sum: String?, difference: String?) throws {
        let (x, y) = (try #require(Unit(parsing: a)), try #require(Unit(parsing: b)))
        #expect(Unit.sum(x, y)?.symbol == sum)
        #expect(Unit.difference(x, y)?.symbol == difference)
    }

    @Test("what is no unit is refused", arguments: ["cars/", "/day", "m^", "m^x", "a**b"])
    func refused(text: String) { #expect(Unit(parsing: text) == nil) }
}

@Suite("EDTF date") struct EDTFDateTests {
    @Test(
        "periods know their first and last day",
        arguments: [
            ("2026-06-08", 20612, 20612), ("2026-12", 20788, 20818), ("2032", 22645, 23010), ("2027-Q1", 20819, 20908),
            ("2027-33", 20819, 20908), ("2024-02", 19754, 19782), ("1970", 0, 364), ("2026-06~", 20605, 20634),
        ])
    func days(text: String, first: Int, last: Int) throws {
        let date = try #require(EDTFDate(parsing: text))
        #expect(date.firstDay == first)
        #expect(date.lastDay == last)
    }

    @Test(
        "qualifiers are kept, and a quarter is written as one",
        arguments: [
            ("2026-06~", "2026-06~"), ("2026?", "2026?"), ("2026%", "2026%"), ("2027-33", "2027-Q1"),
        ])
    func description(text: String, written: String) { #expect(EDTFDate(parsing: text)?.description == written) }

    @Test(
        "days that are in no calendar are refused",
        arguments: [
            "2026-13", "2026-02-29", "2026-1-1", "26", "2026-06-31", "2026-Q5", "2026-37", "", "~", "2026/12",
        ])
    func refused(text: String) { #expect(EDTFDate(parsing: text) == nil) }

    @Test("a day becomes its date and back") func roundTrip() {
        for day in stride(from: -200_000, through: 200_000, by: 37) where EDTFDate(day: day).year > 0 {
            #expect(EDTFDate(day: day).firstDay == day)
        }
    }
}
