import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Expressions

@Suite("Properties of interval results")
struct IntervalPropertyTests {
    private static let names = ["a", "b", "c"]

    /// A random formula over a, b and c.
    private func formula(_ random: inout SplitMix, depth: Int) -> String {
        if depth == 0 || Int.random(in: 0..<5, using: &random) == 0 {
            return Int.random(in: 0..<4, using: &random) == 0
                ? "\(Int.random(in: 0...9, using: &random))" : Self.names.randomElement(using: &random) ?? "a"
        }
        let left = formula(&random, depth: depth - 1)
        let right = formula(&random, depth: depth - 1)
        switch Int.random(in: 0..<20, using: &random) {
        case 0, 1: return "(\(left) + \(right))"
        case 2, 3: return "(\(left) - \(right))"
        case 4, 5: return "(\(left) * \(right))"
        case 6, 7: return "(\(left) / \(right))"
        case 8: return "(-(\(left)))"
        case 9: return "abs(\(left))"
        case 10: return "(\(left)) ** \(Int.random(in: -2...3, using: &random))"
        case 11: return "max(\(left), \(right))"
        case 12: return "median(\(left), \(right), 2)"
        case 13: return "sqrt(abs(\(left)))"
        case 14: return "exp(max(min(\(left), 2), -9))"
        case 15: return "log(abs(\(left)) + 1)"
        case 16: return "growth(abs(\(left)) + 1, \(right))"
        case 17: return "share(\(left), abs(\(right)) + 1)"
        case 18: return "cagr(abs(\(left)) + 1, abs(\(right)), 2)"
        default:
            return random.one(of: [
                "min(\(left), \(right))", "round(\(left), 1)", "rest(\(left), \(right))", "sum(\(left), \(right))",
                "mean(\(left), \(right))", "(\(left) > \(right) ? \(left) : \(right) + 1)",
            ])
        }
    }

    private func end(_ random: inout SplitMix) -> Int { Int.random(in: -6...9, using: &random) }

    private func interval(_ random: inout SplitMix) -> Interval {
        let a = end(&random)
        let b = a + Int.random(in: 1...6, using: &random)
        func isOpen() -> Bool { Bool.random(using: &random) }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return Interval(point: Number(a))
        case 1: return Interval(lower: Bound(Number(a), isOpen: isOpen()), upper: nil)
        case 2: return Interval(lower: nil, upper: Bound(Number(a), isOpen: isOpen()))
        default:
            return Interval(
                lower: Bound(Number(a), isOpen: isOpen()), upper: Bound(Number(b), isOpen: isOpen()))
        }
    }

    /// A number in it, near its ends more often than not.
    private func point(in interval: Interval, _ random: inout SplitMix) -> Number {
        for _ in 0..<50 {
            let near =
                [interval.lower, interval.upper].compactMap { $0?.number }.randomElement(using: &random) ?? .zero
            let steps = Number(Int.random(in: -40...40, using: &random))
            let number = near + steps * Number(significand: 1, exponent: -Int.random(in: 0...3, using: &random))
            if interval.contains(number) { return number }
        }
        guard let lower = interval.lower else { return (interval.upper?.number ?? .zero) - .one }
        guard let upper = interval.upper else { return lower.number + .one }
        return ((lower.number + upper.number) / 2) ?? lower.number
    }

    @Test func `the interval of a formula contains its value at every point`() {
        var random = SplitMix(state: 20_260_630)
        var compared = 0
        for _ in 0..<3000 {
            let text = formula(&random, depth: 3)
            guard let expression = Expression.parse(text, at: SourceLocation(file: "f")).value else {
                Issue.record("\(text) is no formula")
                continue
            }
            var ranges: [String: Quantity] = [:]
            for name in Self.names { ranges[name] = Quantity(interval(&random)) }
            let whole = StrictEvaluator.evaluate(expression, in: Named(values: ranges)).value
            guard case .quantity(let result)? = whole?.value else { continue }
            for _ in 0..<4 {
                let points = ranges.mapValues { Quantity(point(in: $0.interval, &random)) }
                guard
                    case .quantity(let q)? = StrictEvaluator.evaluate(expression, in: Named(values: points)).value?
                        .value,
                    let value = q.interval.point
                else {
                    Issue.record("\(text) has a value for intervals and none for \(shown(points))")
                    continue
                }
                compared += 1
                #expect(
                    result.interval.nearlyContains(value),
                    "\(text) is \(value) at \(shown(points)), outside \(StrictTests.exact(result))")
            }
        }
        #expect(compared > 4000)
    }

    /// A random formula over a, b and c of the four operations and, `withFunctions`, of what is monotone in each of its
    /// arguments.
    private func monotone(_ random: inout SplitMix, depth: Int, withFunctions: Bool) -> String {
        if depth == 0 || Int.random(in: 0..<6, using: &random) == 0 {
            return Int.random(in: 0..<6, using: &random) == 0
                ? "\(Int.random(in: 1...4, using: &random))" : Self.names.randomElement(using: &random) ?? "a"
        }
        let left = monotone(&random, depth: depth - 1, withFunctions: withFunctions)
        let right = monotone(&random, depth: depth - 1, withFunctions: withFunctions)
        if withFunctions, Bool.random(using: &random) {
            return random.one(of: [
                "max(\(left), \(right))", "min(\(left), \(right))", "growth(\(left), \(right))",
                "share(\(left), \(right))", "rest(\(left), \(right))", "cagr(\(left), \(right), 3)", "sqrt(\(left))",
                "log(\(left))", "exp(\(left) / 9)", "median(\(left), \(right), 3)", "mean(\(left), \(right))",
                "(\(left)) ** 3", "pow(\(left), 0.5)", "sum(\(left), \(right), 1)", "round(\(left), 9)",
            ])
        }
        return "(\(left) \(random.one(of: ["+", "-", "*", "/"])) \(right))"
    }

    @Test(arguments: [false, true])
    func `bounds that are said to be tight are taken at a corner`(withFunctions: Bool) {
        var random = SplitMix(state: 7)
        var compared = 0
        var repeated = 0
        for _ in 0..<4000 {
            let text = monotone(&random, depth: 3, withFunctions: withFunctions)
            guard let expression = Expression.parse(text, at: SourceLocation(file: "f")).value else { continue }
            var ranges: [String: Quantity] = [:]
            for name in Self.names {
                let low = random.whole((withFunctions ? 1 : -2)...6)
                let high = low + Int.random(in: 1...4, using: &random)
                ranges[name] = Quantity(Interval(lower: Bound(Number(low)), upper: Bound(Number(high))))
            }
            let whole = StrictEvaluator.evaluate(expression, in: Named(values: ranges)).value
            guard case .quantity(let result)? = whole?.value, result.isTight else { continue }
            var corners: [Double] = []
            for corner in 0..<8 {
                var points: [String: Quantity] = [:]
                for (bit, name) in Self.names.enumerated() {
                    let interval = ranges[name]?.interval
                    let end = corner >> bit & 1 == 1 ? interval?.upper : interval?.lower
                    points[name] = end.map { Quantity($0.number) }
                }
                let value = StrictEvaluator.evaluate(expression, in: Named(values: points)).value?.value
                if case .quantity(let q)? = value, let point = q.interval.point { corners.append(point.double) }
            }
            compared += 1
            if text.utf8.count(where: { $0 == UInt8(ascii: "a") }) > 1 { repeated += 1 }
            #expect(corners.count == 8)
            for (end, extreme) in [
                (result.interval.lower, corners.min()), (result.interval.upper, corners.max()),
            ] {
                let (x, y) = (end?.number.double ?? .nan, extreme ?? .nan)
                #expect(
                    abs(x - y) <= 1e-9 * max(1, abs(y)),
                    "\(text) is \(StrictTests.exact(result)), at corners \(y), for \(shown(ranges))")
            }
        }
        #expect(compared > 1000)
        #expect(repeated > 300)
    }

    private func shown(_ points: [String: Quantity]) -> String {
        points.sorted { $0.key < $1.key }.map { "\($0.key) = \(StrictTests.exact($0.value))" }.joined(separator: ", ")
    }
}
