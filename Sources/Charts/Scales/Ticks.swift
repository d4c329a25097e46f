#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Round numbers for axes: multiples of 1, 2 and 5 times a power of ten (the convention of d3-array's `ticks`).
enum Ticks {
    /// How many ticks may be asked for; more would be a wall of ink.
    static let limit = 1000

    /// The exponent-normalised step: `start…stop` in multiples; a negative `increment` divides instead, which keeps
    /// decimals exact.
    private static func specification(_ start: Double, _ stop: Double, _ count: Double)
        -> (first: Double, last: Double, increment: Double)?
    {
        var count = count
        for _ in 0..<2 {
            let step = (stop - start) / max(0, count)
            guard step.isFinite, step > 0 else { return nil }
            let power = log10(step).rounded(.down)
            let error = step / pow(10, power)
            let factor: Double =
                error >= 50.0.squareRoot() ? 10 : error >= 10.0.squareRoot() ? 5 : error >= 2.0.squareRoot() ? 2 : 1
            var first: Double
            var last: Double
            var increment: Double
            if power < 0 {
                increment = pow(10, -power) / factor
                first = (start * increment).rounded(.toNearestOrAwayFromZero)
                last = (stop * increment).rounded(.toNearestOrAwayFromZero)
                if first / increment < start { first += 1 }
                if last / increment > stop { last -= 1 }
                increment = -increment
            } else {
                increment = pow(10, power) * factor
                first = (start / increment).rounded(.toNearestOrAwayFromZero)
                last = (stop / increment).rounded(.toNearestOrAwayFromZero)
                if first * increment < start { first += 1 }
                if last * increment > stop { last -= 1 }
            }
            if last < first, count >= 0.5, count < 2 {
                count *= 2
                continue
            }
            return (first, last, increment)
        }
        return nil
    }

    /// About `count` round numbers from `start` to `stop`, ends included; descending where `stop` is less.
    static func values(_ start: Double, _ stop: Double, count: Double) -> [Double] {
        guard count > 0, start.isFinite, stop.isFinite else { return [] }
        if start == stop { return [start] }
        let reverse = stop < start
        guard let spec = specification(min(start, stop), max(start, stop), count), spec.last >= spec.first,
            spec.last - spec.first < Double(limit)
        else { return [] }
        let n = Int(spec.last - spec.first) + 1
        var out: [Double] = []
        out.reserveCapacity(n)
        for i in 0..<n {
            let k = spec.first + Double(i)
            out.append(spec.increment < 0 ? k / -spec.increment : k * spec.increment)
        }
        return reverse ? out.reversed() : out
    }

    /// The step of `values`, negative where it is the reciprocal that is whole.
    static func increment(_ start: Double, _ stop: Double, count: Double) -> Double {
        specification(start, stop, count)?.increment ?? .nan
    }

    /// The step of `values` as a number, negative where `stop` is less than `start`.
    static func step(_ start: Double, _ stop: Double, count: Double) -> Double {
        let reverse = stop < start
        let increment = reverse ? increment(stop, start, count: count) : increment(start, stop, count: count)
        return (reverse ? -1 : 1) * (increment < 0 ? 1 / -increment : increment)
    }

    /// A domain widened to round ends.
    static func nice(_ start: Double, _ stop: Double, count: Double = 10) -> (Double, Double) {
        var (low, high) = (min(start, stop), max(start, stop))
        var previous = 0.0
        for _ in 0..<10 {
            let step = increment(low, high, count: count)
            guard step.isFinite, step != 0 else { break }
            if step == previous { break }
            if step > 0 {
                low = (low / step).rounded(.down) * step
                high = (high / step).rounded(.up) * step
            } else {
                low = (low * step).rounded(.up) / step
                high = (high * step).rounded(.down) / step
            }
            previous = step
        }
        return start <= stop ? (low, high) : (high, low)
    }

    /// The power of ten of a number's first digit.
    static func exponent(_ x: Double) -> Int {
        guard x != 0, x.isFinite else { return 0 }
        var power = Int(log10(abs(x)).rounded(.down))
        // log10 of an exact power may fall one short.
        if abs(x) / pow(10, Double(power)) >= 10 { power += 1 }
        return power
    }

    /// The decimals that multiples of `step` need in fixed notation.
    static func fixedPrecision(step: Double) -> Int { max(0, -exponent(step)) }

    /// Ticks of a logarithmic scale: every power and its multiples, or the powers alone where there are many.
    static func logarithmic(_ low: Double, _ high: Double, base: Double, count: Double) -> [Double] {
        let reverse = high < low
        var (u, v) = reverse ? (high, low) : (low, high)
        let negative = v < 0
        if negative { (u, v) = (-v, -u) }
        guard u > 0, v.isFinite, base > 1 else { return [] }
        let i = logarithm(u, base)
        let j = logarithm(v, base)
        guard j - i < Double(limit) else { return [] }
        var out: [Double] = []
        if base == base.rounded(), base <= Double(limit), j - i < count {
            var exponent = Int(i.rounded(.down))
            let last = Int(j.rounded(.up))
            scan: while exponent <= last {
                for multiple in 1..<max(2, Int(base)) {
                    let power = pow(base, Double(abs(exponent)))
                    let t = exponent < 0 ? Double(multiple) / power : Double(multiple) * power
                    if t < u { continue }
                    if t > v { break scan }
                    out.append(t)
                }
                exponent += 1
            }
            if Double(out.count) * 2 < count { out = values(u, v, count: count) }
        } else {
            out = values(i, j, count: min(j - i, count)).map { pow(base, $0) }
        }
        if negative { out = out.map { -$0 }.reversed() }
        return reverse ? out.reversed() : out
    }
}

extension Ticks {
    /// Exact for powers of the usual bases.
    static func logarithm(_ x: Double, _ base: Double) -> Double {
        base == 10 ? log10(x) : base == 2 ? log2(x) : log(x) / log(base)
    }
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
