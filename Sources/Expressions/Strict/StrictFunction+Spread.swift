import Diagnostics
import Quantities

// How a column is spread: deviation, inequality, concentration. Of exact numbers they are computed in decimal; of
// numbers known only in part they are bounded, in doubles, by bounds that always hold and may be wider than need be.

extension StrictCall {
    /// The column as exact numbers, nil where one of them is not.
    private func points(_ x: [Quantity]) -> [Number]? {
        var out: [Number] = []
        for q in x {
            guard let point = q.interval.point else { return nil }
            out.append(point)
        }
        return out
    }

    /// A result that lies between the two, each nil where nothing is known of it; `cap` is what it never passes.
    private func bounded(
        _ x: [Quantity], _ lower: Double, _ upper: Double, cap: Double = .infinity, unit: Unit = .none
    ) throws(StrictFailure) -> Quantity {
        guard lower.isFinite, !upper.isNaN else {
            throw StrictFailure(.formulaDomain, "the result is too large for a number")
        }
        let top = Swift.min(upper, cap)
        let low = StrictArithmetic.settled(Swift.min(lower, top))
        let interval = Interval(
            lower: Bound(low), upper: top.isFinite ? Bound(StrictArithmetic.settled(top)) : nil)
        return Quantity(interval, unit: unit, isApproximate: x.contains(where: \.isApproximate))
            .depending(on: x, isTight: false)
    }

    /// What is no amount is named by its row.
    private func amounts(_ x: [Quantity]) throws(StrictFailure) {
        guard let row = x.firstIndex(where: { !$0.interval.isNonNegative }) else { return }
        throw StrictFailure(
            .formulaDomain, "is \(x[row].shown) in row \(row + 1), \(function.rawValue)() needs values of 0 or more",
            argument: 0, row: row)
    }

    // MARK: Deviation

    /// The standard deviation of a sample (n − 1).
    func standardDeviation() throws(StrictFailure) -> Quantity {
        let x = try column(0)
        guard x.count > 1 else { throw StrictFailure(.formulaDomain, "stdev() needs two values or more") }
        guard let points = points(x) else {
            let (least, most) = Box(x).squaredDeviations()
            let n = Double(x.count - 1)
            return try bounded(x, (least / n).squareRoot(), (most / n).squareRoot(), unit: x[0].unit)
        }
        guard let mean = points.reduce(.zero, +) / Number(points.count) else {
            throw StrictFailure(.formulaDomain, "no spread")
        }
        let squares = points.reduce(Number.zero) { $0 + ($1 - mean) * ($1 - mean) }
        guard let variance = squares / Number(points.count - 1) else {
            throw StrictFailure(.formulaDomain, "no spread")
        }
        return Quantity(
            StrictArithmetic.settled(variance.double.squareRoot()), unit: x[0].unit,
            isApproximate: x.contains(where: \.isApproximate))
    }

    // MARK: Inequality

    /// Gini's coefficient, 0 where all have the same and towards 1 where one has all:
    /// Σ (2i − n − 1) x_i / (n Σ x), the x in rising order.
    func gini() throws(StrictFailure) -> Quantity {
        let x = try column(0)
        try amounts(x)
        guard let points = points(x)?.sorted() else {
            let (least, most) = Box(x).differences()
            let n = Double(x.count)
            return try bounded(x, least / n, most / n, cap: (n - 1) / n)
        }
        var weighted = Number.zero
        for (i, value) in points.enumerated() { weighted = weighted + Number(2 * (i + 1) - x.count - 1) * value }
        guard let result = weighted / (Number(x.count) * points.reduce(.zero, +)) else {
            throw StrictFailure(.formulaDivision, "sums to 0", argument: 0)
        }
        return Quantity(result, isApproximate: x.contains(where: \.isApproximate))
    }

    // MARK: Concentration

    /// The Herfindahl-Hirschman index on 0 to 10,000: the sum of the squared shares in per cent.
    ///
    /// With a whole, what the column does not list is held by parts of which none exceeds the smallest listed: their
    /// squares sum to more than 0, and to no more than if they were as large as they may be.
    func concentration() throws(StrictFailure) -> Quantity {
        let x = try column(0)
        try amounts(x)
        guard values.count > 1 else {
            guard let points = points(x) else {
                let (least, most) = Box(x).squaredShares()
                return try bounded(x, 10_000 * least, 10_000 * most, cap: 10_000)
            }
            let total = points.reduce(Number.zero, +)
            guard let index = Self.index(of: points, total) else {
                throw StrictFailure(.formulaDivision, "sums to 0", argument: 0)
            }
            return Quantity(index, isApproximate: x.contains(where: \.isApproximate))
        }
        let whole = try quantity(1).converted(to: x[0].unit)
        guard whole.unit.isComparable(to: x[0].unit) else {
            throw StrictArithmetic.mismatch("compares", x[0].unit, whole.unit, "with")
        }
        guard let total = whole.interval.point, total > .zero else {
            throw StrictFailure(.formulaDomain, "is \(whole.shown), an exact whole above 0 was expected", argument: 1)
        }
        let listed = x.reduce(Number.zero) { $0 + ($1.interval.lower?.number ?? .zero) }
        guard listed <= total else {
            throw StrictFailure(
                .formulaDomain, "is \(whole.shown), less than the sum of what is listed", argument: 1)
        }
        guard let points = points(x) else {
            let (least, most) = Box(x).squaredShares(of: total.double)
            return try bounded(x + [whole], 10_000 * least, 10_000 * most, cap: 10_000)
        }
        let about = (x + [whole]).contains(where: \.isApproximate)
        return try concentration(points, total, rest: total - listed, about: about)
    }

    private static func index(of points: [Number], _ total: Number) -> Number? {
        points.reduce(Number.zero) { $0 + $1 * $1 } * Number(10_000) / (total * total)
    }

    private func concentration(
        _ points: [Number], _ total: Number, rest: Number, about: Bool
    ) throws(StrictFailure) -> Quantity {
        guard let least = points.min(), let lower = Self.index(of: points, total) else {
            throw StrictFailure(.formulaDomain, "hhi() of no values")
        }
        guard rest > .zero else { return Quantity(lower, isApproximate: about) }
        guard let parts = (rest / least)?.rounded(toPlaces: 0, .down) else {
            throw StrictFailure(.formulaDomain, "holds a 0, and leaves \(rest.literal) unlisted", argument: 0)
        }
        let last = rest - parts * least
        guard let more = (parts * least * least + last * last) * Number(10_000) / (total * total) else {
            throw StrictFailure(.formulaDomain, "hhi() of no whole")
        }
        return Quantity(Interval(lower: Bound(lower, isOpen: true), upper: Bound(lower + more)), isApproximate: about)
    }
}

/// What the rows of a column may be together, as doubles; an infinity where a side is unbounded.
private struct Box {
    let ends: [(low: Double, high: Double)]

    init(_ x: [Quantity]) {
        ends = x.map { ($0.interval.lower?.number.double ?? -.infinity, $0.interval.upper?.number.double ?? .infinity) }
    }

    /// The bounds of Σ (x − mean)². It is the least of all sums of squares about one number: so it is no less than that
    /// of the points of the rows which are nearest to a number, for the number where this is least, and no more than
    /// that of the points which are furthest.
    func squaredDeviations() -> (least: Double, most: Double) {
        let least = leastSquares { t in ends.map { Swift.min(Swift.max(t, $0.low), $0.high) } }
        guard ends.allSatisfy({ $0.low.isFinite && $0.high.isFinite }) else { return (least, .infinity) }
        let most = leastSquares { t in ends.map { t - $0.low > $0.high - t ? $0.low : $0.high } }
        return (least, Swift.max(least, most))
    }

    /// The least of Σ (x(t) − t)² over all t, which is convex: its slope is bisected for 0.
    private func leastSquares(_ points: (Double) -> [Double]) -> Double {
        let finite = ends.flatMap { [$0.low, $0.high] }.filter(\.isFinite)
        var (a, b) = (finite.min() ?? 0, finite.max() ?? 0)
        for _ in 0..<100 {
            let t = a + (b - a) / 2
            if points(t).reduce(0, { $0 + ($1 - t) }) > 0 { a = t } else { b = t }
        }
        let t = a + (b - a) / 2
        return points(t).reduce(0) { $0 + ($1 - t) * ($1 - t) }
    }

    /// The bounds of Σ |x_i − x_j| / Σ x over pairs: the least gaps over the greatest sum, and the other way round.
    func differences() -> (least: Double, most: Double) {
        var least = 0.0
        var most = 0.0
        for (i, a) in ends.enumerated() {
            for b in ends[..<i] {
                least += Swift.max(0, a.low - b.high, b.low - a.high)
                most += Swift.max(a.high - b.low, b.high - a.low)
            }
        }
        let low = ends.reduce(0) { $0 + $1.low }
        let high = ends.reduce(0) { $0 + $1.high }
        return (high.isFinite && high > 0 ? least / high : 0, low > 0 ? most / low : .infinity)
    }

    /// The bounds of Σ (x / Σ x)²: each share is the greatest where the row is and the others are the least.
    func squaredShares() -> (least: Double, most: Double) {
        let low = ends.reduce(0) { $0 + $1.low }
        // The greatest sum of all but one is finite where that one alone is unbounded.
        let high = ends.reduce(0) { $1.high.isFinite ? $0 + $1.high : $0 }
        let unbounded = ends.count { !$0.high.isFinite }
        var least = 0.0
        var most = 0.0
        for end in ends {
            let isBounded = unbounded == (end.high.isFinite ? 0 : 1)
            let others = (
                low: Swift.max(0, low - end.low),
                high: isBounded ? Swift.max(0, end.high.isFinite ? high - end.high : high) : .infinity
            )
            let small = end.low > 0 && others.high.isFinite ? end.low / (end.low + others.high) : 0
            let large = end.high.isFinite && end.high + others.low > 0 ? end.high / (end.high + others.low) : 1
            least += small * small
            most += large * large
        }
        // Equal shares have the least squares.
        return (Swift.max(least, 1 / Double(ends.count)), Swift.max(most, 1 / Double(ends.count)))
    }

    /// The same of a whole that is known. What is not listed is in parts no larger than the smallest listed, whose
    /// squares are no more than that times their sum.
    func squaredShares(of whole: Double) -> (least: Double, most: Double) {
        let low = ends.reduce(0) { $0 + $1.low }
        var least = 0.0
        var most = 0.0
        var smallest = Double.infinity
        for end in ends {
            // No row is more than the others leave of the whole.
            let high = Swift.min(end.high, whole - (low - end.low))
            least += end.low * end.low
            most += high * high
            smallest = Swift.min(smallest, high)
        }
        let rest = Swift.max(0, whole - low)
        return (least / (whole * whole), (most + rest * Swift.min(smallest, rest)) / (whole * whole))
    }
}
