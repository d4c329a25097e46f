import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Expressions

@Suite("Properties of units")
struct UnitPropertyTests {
    private static let symbols = ["cars", "day", "km", "PFLOPS", "HKD", "kWh", "個", "firms", "kg CO2e"]

    private func unit(_ random: inout SplitMix) -> Unit {
        let count = random.whole(0...3)
        return Unit(
            factors: (0..<count).map { _ in
                Unit.Factor(random.one(of: Self.symbols), power: random.one(of: [-2, -1, 1, 1, 2]))
            })
    }

    private func evaluate(_ text: String, _ values: [String: Quantity]) -> Quantity? {
        Expression.parse(text, at: .init(file: "f")).value.flatMap { Named(values: values).quantity($0) }
    }

    private func quantity(_ random: inout SplitMix, _ unit: Unit) -> Quantity {
        let low = Number(random.whole(1...90))
        let high = low + Number(random.whole(0...9))
        return Quantity(Interval(lower: Bound(low), upper: Bound(high)), unit: unit)
    }

    @Test func `the unit of a product is the product of the units, and so for quotients, powers and roots`() throws {
        var random = SplitMix(state: 11)
        for _ in 0..<400 {
            let (a, b) = (unit(&random), unit(&random))
            let values = ["a": quantity(&random, a), "b": quantity(&random, b)]
            #expect(evaluate("a * b", values)?.unit == a * b)
            #expect(evaluate("b * a", values)?.unit == a * b)
            #expect(evaluate("a / b", values)?.unit == a / b)
            #expect(evaluate("a ** 3", values)?.unit == a * a * a)
            #expect(evaluate("a ** -2", values)?.unit == Unit.none / a / a)
            #expect(evaluate("sqrt(a * a)", values)?.unit == a)
            #expect(evaluate("a * b / b", values)?.unit == a)
            #expect(evaluate("sum(a, a)", values)?.unit == a)
            #expect(evaluate("share(a, a)", values)?.unit == Unit.none)
            // What does not add is refused, in both orders.
            #expect((evaluate("a + b", values) == nil) == (a != b))
            #expect((evaluate("b - a", values) == nil) == (a != b))
        }
    }

    @Test func `units form a group, and are read as they are written`() throws {
        var random = SplitMix(state: 12)
        for _ in 0..<400 {
            let (a, b, c) = (unit(&random), unit(&random), unit(&random))
            #expect(a * b == b * a)
            #expect((a * b) * c == a * (b * c))
            #expect(a / b * b == a)
            #expect(a / a == Unit.none)
            #expect(a.power(2) == a * a)
            #expect(a.power(3).root(3) == a)
            #expect(Unit(parsing: a.symbol) == a, "\(a.symbol)")
        }
    }

    @Test(arguments: ["%", "pp", ""])
    func `a power of a ratio has the unit of the product`(symbol: String) throws {
        let unit = try #require(Unit(parsing: symbol))
        let values = ["a": Quantity(Number(significand: 44, exponent: -2), unit: unit)]
        #expect(evaluate("a ** 2", values) == evaluate("a * a", values))
        #expect(evaluate("a ** 1", values) == evaluate("a", values))
        #expect(evaluate("a ** -1", values) == evaluate("1 / a", values))
    }

    private static let families = [
        ["FLOPS", "kFLOPS", "MFLOPS", "GFLOPS", "TFLOPS", "PFLOPS", "EFLOPS"], ["W", "kW", "MW", "GW"],
        ["Wh", "kWh", "MWh", "TWh"], ["g", "kg", "µg", "mg"], ["m", "km", "mm"], ["HKD", "HK$"], ["tCO2e", "ktCO2e"],
    ]

    @Test func `a conversion and its way back leave a quantity as it was`() throws {
        var random = SplitMix(state: 13)
        for _ in 0..<500 {
            let family = random.one(of: Self.families)
            let power = random.one(of: [1, 1, 2, -1])
            let other = Unit(factors: [Unit.Factor(random.one(of: ["cars", "day"]), power: random.one(of: [-1, 1]))])
            func unit() -> Unit { Unit(factors: [Unit.Factor(random.one(of: family), power: power)]) * other }
            let (a, b, c) = (unit(), unit(), unit())
            let q = quantity(&random, a)
            #expect(q.converted(to: b).unit == b)
            #expect(q.converted(to: b).converted(to: a) == q)
            #expect(q.converted(to: b).converted(to: c) == q.converted(to: c))
            let factor = try #require(a.factor(to: b))
            #expect(try factor * #require(b.factor(to: a)) == .one)
            // The same amount, whichever unit it is told in.
            let values = ["a": q, "b": q.converted(to: b)]
            #expect(evaluate("a / b", values)?.interval.contains(.one) == true)
            #expect(evaluate("a - b", values)?.unit == a)
            #expect(evaluate("b - a", values)?.unit == b)
        }
    }
}
