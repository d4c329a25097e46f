import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Expressions

@Suite("Properties of functions of columns")
struct ColumnPropertyTests {
    private static let formulas = [
        "sum(t.n)", "mean(t.n)", "median(t.n)", "min(t.n)", "max(t.n)", "quantile(t.n, 0.3)", "quantile(t.n, 0.9)",
        "stdev(t.n)", "stdev(t.s)", "gini(t.n)", "hhi(t.n)", "hhi(t.n, 100)", "weighted_mean(t.s, t.n)",
        "weighted_mean(t.n, t.n)", "last(cumulative(t.s))", "sum(cumulative(t.n))", "last(index(t.s, t[\"0\"].n))",
        "last(lag(t.n))", "first(t.n)", "count(where(t.n, t.n > 4))", "sum(where(t.n, t.n >= 4))",
        "rank(t[\"1\"].n, t.n)", "share(t[\"0\"].n, sum(t.n))", "rest(sum(t.n), t.n)", "max(t.s) - min(t.s)",
        "sum(abs(t.s))", "mean(sqrt(t.n))", "sum(round(t.s / 3, 1))", "max(log(t.n)) + sum(exp(t.s / 10))",
        "t[\"0\"].n / (t[\"0\"].n + t[\"1\"].n)", "sum(t.n * t.s) / sum(t.n)", "mean(t.n) - t[\"0\"].n",
    ]

    private func column(_ random: inout SplitMix, rows: Int, from least: Int) -> [Interval] {
        (0..<rows).map { _ in
            let low = Number(random.whole(least...9))
            let isOpen = random.whole(0...3) == 0
            switch random.whole(0...4) {
            case 0: return Interval(point: low)
            case 1 where random.whole(0...3) == 0: return Interval(lower: Bound(low, isOpen: isOpen), upper: nil)
            default:
                let high = low + Number(random.whole(1...5))
                return Interval(lower: Bound(low, isOpen: isOpen), upper: Bound(high, isOpen: isOpen))
            }
        }
    }

    private func point(in interval: Interval, _ random: inout SplitMix) -> Number {
        let low = interval.lower?.number ?? .zero
        let high = interval.upper?.number ?? low + 30
        // The ends that are reached, and what lies between.
        let step = [0, 1, 5, 10, 13, 19, 20][random.whole(0...6)]
        let x = low + (high - low) * Number(significand: Int128(5 * step), exponent: -2)
        return interval.contains(x) ? x : low + (high - low) * Number(significand: 3, exponent: -1)
    }

    private func values(_ numbers: [Interval]) -> [StrictValue] { numbers.map { .quantity(Quantity($0)) } }

    @Test(arguments: formulas)
    func `the interval of a column contains its value at every point`(text: String) throws {
        let expression = try #require(Expression.parse(text, at: .init(file: "f")).value)
        var random = SplitMix(state: 99)
        var compared = 0
        for _ in 0..<80 {
            let rows = random.whole(2...5)
            let n = column(&random, rows: rows, from: 1)
            let s = column(&random, rows: rows, from: -6)
            guard let whole = Named(columns: ["n": values(n), "s": values(s)]).quantity(expression) else { continue }
            for _ in 0..<6 {
                let x = n.map { Interval(point: point(in: $0, &random)) }
                let y = s.map { Interval(point: point(in: $0, &random)) }
                let at = Named(columns: ["n": values(x), "s": values(y)])
                // A whole that the drawn parts exceed is no whole.
                guard let q = at.quantity(expression) else {
                    #expect(text == "hhi(t.n, 100)", "\(text) has a value for intervals and none at a point")
                    continue
                }
                compared += 1
                for end in [q.interval.lower, q.interval.upper] {
                    let number = try #require(end?.number)
                    let isInside = whole.interval.nearlyContains(number, tolerance: 1e-9)
                    let isItsEnd = [whole.interval.lower?.number, whole.interval.upper?.number].contains(number)
                    #expect(
                        isInside || (end?.isOpen == true && isItsEnd),
                        "\(text) is \(number) at \(x), \(y), outside \(StrictTests.exact(whole)) for \(n), \(s)")
                }
            }
        }
        #expect(compared > 60)
    }

    @Test(arguments: formulas.filter { !$0.contains("abs") })
    func `bounds of a column that are said to be tight are taken at a corner`(text: String) throws {
        let expression = try #require(Expression.parse(text, at: .init(file: "f")).value)
        var random = SplitMix(state: 3)
        func ends() -> [(low: Number, high: Number)] {
            (0..<3).map { _ in
                let low = Number(random.whole(1...9))
                return (low, low + Number(random.whole(1...5)))
            }
        }
        for _ in 0..<8 {
            let (n, s) = (ends(), ends())
            func named(_ value: (Int, (low: Number, high: Number)) -> Interval) -> Named {
                let x = n.enumerated().map { StrictValue.quantity(Quantity(value($0, $1))) }
                let y = s.enumerated().map { StrictValue.quantity(Quantity(value($0 + 3, $1))) }
                return Named(columns: ["n": x, "s": y])
            }
            let whole = named { Interval(lower: Bound($1.low), upper: Bound($1.high)) }.quantity(expression)
            guard let whole, whole.isTight else { continue }
            let corners = (0..<64).compactMap { corner in
                named { Interval(point: corner >> $0 & 1 == 1 ? $1.high : $1.low) }.quantity(expression)?.interval
                    .point?.double
            }
            #expect(corners.count == 64)
            for (end, extreme) in [(whole.interval.lower, corners.min()), (whole.interval.upper, corners.max())] {
                let (x, y) = (end?.number.double ?? .nan, extreme ?? .nan)
                #expect(abs(x - y) <= 1e-9 * max(1, abs(y)), "\(text) ends at \(x), its corners at \(y): \(n), \(s)")
            }
        }
    }

    @Test(
        arguments: [
            (["4..5", "4..5", "9"], "2", "1"), (["4..5", "1..2", "9"], "0", "2"), (["4..5", "4..5", "9"], "0", nil),
            (["4..5", "4..6"], "0", nil), (["4", "4", "9"], "1", "2"), ([">4", "1", "3"], "0", "1"),
            (["4", ">4", "4"], "0", "2"),
        ] as [([String], String, String?)])
    func `a rank is told where the bounds decide it, of the row itself too`(
        rows: [String], key: String, expected: String?
    ) throws {
        let column = try rows.map { StrictValue.quantity(try #require(Quantity(parsing: $0))) }
        let formula = try #require(Expression.parse("rank(t[\"\(key)\"].n, t.n)", at: .init(file: "f")).value)
        #expect(Named(columns: ["n": column]).quantity(formula).map(StrictTests.exact) == expected)
    }

    @Test(arguments: [
        ("stdev(t.n)", ["1..3", "2..5", "2..6"], "[0, 2.715695122800054]"),
        ("stdev(t.n)", ["0", "10..12"], "[7.0710678118654755, 8.48528137423857]"),
        ("stdev(t.n)", [">4", "1"], "[2.1213203435596424, ∞)"),
        ("stdev(t.n)", ["2", "4", "4", "4", "5", "5", "7", "9"], "2.138089935299395"),
        ("gini(t.n)", ["0", "10..12"], "[0.4166666666666667, 0.5]"), ("gini(t.n)", ["1", "3", "4"], "0.25"),
        ("gini(t.n)", ["1..2", "3..4"], "[0.08333333333333333, 0.375]"),
        ("hhi(t.n)", ["4..5", "4..5"], "[5000, 6172.839506172841]"), ("hhi(t.n)", [">0", ">0"], "[5000, 10000]"),
        ("hhi(t.n, 100)", ["40..50", "30"], "[2500, 4300]"),
        ("hhi(t.n, 100)", ["58", "22", "6", "5", "2.8"], "(3916.84, 3932.88]"),
        ("hhi(t.n)", ["~4", "~4"], "~5000"), ("hhi(t.n)", ["0", "0"], "none"),
    ])
    func `spread is bounded where it is not known`(text: String, rows: [String], expected: String) throws {
        let column = try rows.map { StrictValue.quantity(try #require(Quantity(parsing: $0))) }
        let formula = try #require(Expression.parse(text, at: .init(file: "f")).value)
        let result = Named(columns: ["n": column]).quantity(formula)
        #expect(result.map(StrictTests.exact) ?? "none" == expected)
        if let result, rows.contains(where: { $0.contains(".") && $0.contains("..") }), result.interval.point == nil {
            #expect(!result.isTight)
        }
    }
}

@Suite("Properties of days between dates")
struct DatePropertyTests {
    private static let formulas = [
        "days(t[\"0\"].d, t[\"1\"].d)", "days(t[\"0\"].d, t[\"1\"].d) - days(t[\"0\"].d, t[\"1\"].d)",
        "days(t[\"0\"].d, t[\"1\"].d) - days(t[\"0\"].d, t[\"2\"].d)",
        "days(t[\"0\"].d, t[\"1\"].d) + days(t[\"1\"].d, t[\"2\"].d)",
        "2 * days(t[\"0\"].d, t[\"1\"].d) - days(t[\"2\"].d, t[\"1\"].d)", "days(t[\"1\"].d, t[\"1\"].d)",
        "max(days(t[\"0\"].d, t[\"1\"].d), days(t[\"0\"].d, t[\"2\"].d))", "days(asof(), t[\"0\"].d)",
        "days(\"2026-12\", t[\"0\"].d) - days(\"2026-12\", t[\"1\"].d)",
    ]

    private func evaluate(_ formula: Expression, _ dates: [EDTFDate]) -> Quantity? {
        Named(columns: ["d": dates.map { .date($0) }]).quantity(formula)
    }

    @Test(arguments: formulas)
    func `days of periods contain those of every day in them, and tight ones are taken at ends`(text: String) throws {
        let formula = try #require(Expression.parse(text, at: .init(file: "f")).value)
        var random = SplitMix(state: 5)
        for _ in 0..<60 {
            let dates = try (0..<3).map { _ -> EDTFDate in
                let year = random.whole(2023...2032)
                let texts = [
                    "\(year)", "\(year)-Q\(random.whole(1...4))", "\(year)-0\(random.whole(1...9))", "\(year)-06-15",
                ]
                return try #require(EDTFDate(parsing: random.one(of: texts)))
            }
            let whole = try #require(evaluate(formula, dates))
            #expect(whole.unit.symbol == "day")
            for _ in 0..<5 {
                let days = dates.map { EDTFDate(day: random.whole($0.firstDay...$0.lastDay)) }
                let value = try #require(evaluate(formula, days))
                let (low, high) = (value.interval.lower?.number, value.interval.upper?.number)
                #expect(low.map(whole.interval.contains) == true && high.map(whole.interval.contains) == true)
            }
            guard whole.isTight else { continue }
            let corners = (0..<8).compactMap { corner -> Number? in
                let days = dates.enumerated().map { EDTFDate(day: corner >> $0 & 1 == 1 ? $1.lastDay : $1.firstDay) }
                return evaluate(formula, days)?.interval.point
            }
            // A period that the formula writes has corners of its own.
            guard corners.count == 8 else { continue }
            #expect(whole.interval.lower?.number == corners.min() && whole.interval.upper?.number == corners.max())
        }
    }

    @Test(arguments: [
        ("days(t[\"0\"].d, t[\"1\"].d) - days(t[\"0\"].d, t[\"1\"].d)", "0 day", true),
        ("days(t[\"0\"].d, t[\"0\"].d)", "0 day", true), ("days(t[\"0\"].d, \"2027-01-01\")", "[1, 31] day", true),
        ("days(\"2026-12\", \"2027-01-01\")", "[1, 31] day", true),
        ("days(\"2026-12\", \"2027-01-01\") - days(\"2026-12\", \"2027-01-01\")", "[-30, 30] day", false),
        ("years(t[\"0\"].d, \"2027-12-01\") - years(t[\"0\"].d, \"2027-12-01\")", "", false),
        ("years(t[\"0\"].d, \"2028-12-01\")", "[1.918032786885246, 2]", true),
        ("days(max(t.d), \"2029-01-01\")", "[1, 366] day", false),
    ])
    func `what is one day stands for itself, and what may be another is not said to be tight`(
        text: String, expected: String, isTight: Bool
    ) throws {
        let formula = try #require(Expression.parse(text, at: .init(file: "f")).value)
        let dates = try ["2026-12", "2028"].map { try #require(EDTFDate(parsing: $0)) }
        let result = try #require(evaluate(formula, dates))
        if !expected.isEmpty { #expect(StrictTests.exact(result) == expected) }
        #expect(result.isTight == isTight)
    }
}
