import Expressions

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A scale with its domain and range: what turns data into places, colours, sizes and shapes.
struct Scale: Sendable, Equatable {
    enum Kind: String, Sendable {
        case linear, log, pow, sqrt, symlog, time, utc, band, point, ordinal, quantile, quantize, threshold, identity
        case binOrdinal = "bin-ordinal"

        var isContinuous: Bool {
            switch self {
            case .linear, .log, .pow, .sqrt, .symlog, .time, .utc, .identity: true
            default: false
            }
        }
        var isTime: Bool { self == .time || self == .utc }
        var isDiscrete: Bool { self == .band || self == .point || self == .ordinal }
        var isDiscretizing: Bool { self == .quantile || self == .quantize || self == .threshold || self == .binOrdinal }
    }

    /// What comes out.
    enum Output: Sendable, Equatable {
        case numbers([Double])
        /// Listed colours: one for each category or bin, or the ends of a blend.
        case colours([Colour], ColourSpace)
        /// A named ramp, of which the part from one fraction to another is used.
        case ramp([Colour], Double, Double)
        case texts([String])
        case dashes([[Double]])
    }

    var kind: Kind
    /// Of continuous and discretizing scales.
    var domain: [Double] = []
    /// Of discrete scales.
    private(set) var categories: [DataValue] = []
    private var index: [DataValue: Int] = [:]
    var output: Output = .numbers([0, 1])
    /// True of colours that go from little to much.
    var isRamp = false
    var base = 10.0
    var exponent = 1.0
    var constant = 1.0
    var clamps = false
    /// Boundaries of bins, where the scale shows some.
    var bins: [Double]?
    /// Of band and point scales.
    private(set) var step = 0.0
    private(set) var bandwidth = 0.0
    private var bandStart = 0.0
    private var isReversed = false

    /// The places of categories follow from these.
    static func == (a: Scale, b: Scale) -> Bool {
        a.kind == b.kind && a.domain == b.domain && a.isRamp == b.isRamp && a.base == b.base
            && a.exponent == b.exponent && a.constant == b.constant && a.clamps == b.clamps && a.step == b.step
            && a.bandwidth == b.bandwidth && a.bandStart == b.bandStart && a.isReversed == b.isReversed
            && a.bins == b.bins && a.output == b.output && a.categories == b.categories
    }

    init(_ kind: Kind) {
        self.kind = kind
        if kind == .sqrt { exponent = 0.5 }
    }

    mutating func setCategories(_ values: [DataValue]) {
        categories = values
        index = Dictionary(minimumCapacity: values.count)
        // Of two alike the first counts.
        for i in values.indices.reversed() { index[Self.key(values[i])] = i }
    }

    /// Dates and the numbers they are meet in one category, as they do in JavaScript's keys.
    private static func key(_ value: DataValue) -> DataValue {
        if case .date(let x) = value { return .number(x) }
        return value
    }

    func category(_ value: DataValue) -> Int? { index[Self.key(value)] }

    // MARK: - Bands

    /// How many steps `count` bands take.
    static func bandSpace(_ count: Int, inner: Double, outer: Double) -> Double {
        guard count > 0 else { return 0 }
        let space = Double(count) - inner + outer * 2
        return space > 0 ? space : 1
    }

    /// Divides `range` among the categories (d3-scale's band): padding in steps.
    mutating func layBands(range: (Double, Double), inner: Double, outer: Double, align: Double, rounds: Bool) {
        isReversed = range.1 < range.0
        var start = min(range.0, range.1)
        let stop = max(range.0, range.1)
        let inner = kind == .point ? 1 : min(max(inner, 0), 1)
        let outer = min(max(outer, 0), 1)
        let n = Double(categories.count)
        step = (stop - start) / max(1, n - inner + outer * 2)
        if rounds { step = step.rounded(.down) }
        start += (stop - start - step * (n - inner)) * align
        bandwidth = step * (1 - inner)
        if rounds {
            start = start.rounded()
            bandwidth = bandwidth.rounded()
        }
        bandStart = start
        output = .numbers([range.0, range.1])
    }

    // MARK: - Values

    /// The two ends of a numeric range.
    var range: (Double, Double) {
        guard case .numbers(let list) = output, let first = list.first, let last = list.last else { return (0, 0) }
        return (first, last)
    }

    /// A number through the curve of the scale.
    func curve(_ x: Double) -> Double {
        switch kind {
        case .log: x < 0 ? -naturalLogarithm(-x) : naturalLogarithm(x)
        case .pow, .sqrt: exponent == 1 ? x : x < 0 ? -raised(-x, exponent) : raised(x, exponent)
        case .symlog: (x < 0 ? -1 : 1) * log1p(abs(x / constant))
        default: x
        }
    }

    /// Where `x` lies between the ends of the domain, 0 to 1; NaN for what has no place.
    func fraction(_ x: Double) -> Double {
        guard domain.count >= 2, x.isFinite else { return .nan }
        if domain.count == 2 { return Self.unlerp(curve(domain[0]), curve(domain[1]), curve(x), clamps) }
        // Piecewise, such as a diverging scale.
        let descends = domain[domain.count - 1] < domain[0]
        var i = 0
        while i + 2 < domain.count, descends ? x < domain[i + 1] : x > domain[i + 1] { i += 1 }
        let t = Self.unlerp(curve(domain[i]), curve(domain[i + 1]), curve(x), false)
        let whole = (Double(i) + t) / Double(domain.count - 1)
        return clamps ? min(max(whole, 0), 1) : whole
    }

    private static func unlerp(_ a: Double, _ b: Double, _ x: Double, _ clamps: Bool) -> Double {
        guard a.isFinite, b.isFinite, x.isFinite else { return .nan }
        let t = b == a ? 0.5 : (x - a) / (b - a)
        return clamps ? min(max(t, 0), 1) : t
    }

    /// The number for a number of the domain (a place, a size, …); NaN for what has none.
    func number(_ x: Double) -> Double {
        if kind == .identity { return x }
        guard case .numbers(let list) = output else { return .nan }
        if kind.isDiscretizing {
            let i = bin(x)
            return list.indices.contains(i) ? list[i] : .nan
        }
        let t = fraction(x)
        guard t.isFinite, list.count >= 2 else { return .nan }
        if list.count == 2 || domain.count != list.count { return list[0] + (list[list.count - 1] - list[0]) * t }
        let n = list.count - 1
        let i = (t * Double(n)).rounded(.down).whole(0...(n - 1))
        return list[i] + (list[i + 1] - list[i]) * (t * Double(n) - Double(i))
    }

    /// The place or size of a value: of a category, where its band begins.
    func number(_ value: DataValue) -> Double {
        switch kind {
        case .band, .point:
            guard let i = category(value) else { return .nan }
            return bandStart + step * Double(isReversed ? categories.count - 1 - i : i)
        case .ordinal:
            guard case .numbers(let list) = output, !list.isEmpty, let i = category(value) else { return .nan }
            return list[i % list.count]
        default:
            guard let x = value.number else { return .nan }
            return number(x)
        }
    }

    /// Which step of a discretizing scale holds `x`.
    private func bin(_ x: Double) -> Int {
        guard x.isFinite else { return -1 }
        switch kind {
        case .binOrdinal:
            guard let first = domain.first, x >= first else { return 0 }
            return max(0, min(domain.count - 2, (domain.lastIndex { $0 <= x } ?? 0)))
        default: return thresholds.firstIndex { x < $0 } ?? thresholds.count
        }
    }

    /// The boundaries between the steps of a discretizing scale.
    var thresholds: [Double] {
        switch kind {
        case .threshold: return domain
        case .quantize:
            guard let low = domain.first, let high = domain.last else { return [] }
            let n = outputCount
            return n < 2 ? [] : (1..<n).map { (Double(n - $0) * low + Double($0) * high) / Double(n) }
        case .quantile:
            let n = outputCount
            return n < 2 ? [] : (1..<n).map { Statistics.quantile(domain, Double($0) / Double(n)) }
        case .binOrdinal: return Array(domain.dropFirst().dropLast())
        default: return []
        }
    }

    var outputCount: Int {
        switch output {
        case .numbers(let list): list.count
        case .colours(let list, _): list.count
        case .ramp: 0
        case .texts(let list): list.count
        case .dashes(let list): list.count
        }
    }

    /// The colour of a value, nil for what has none.
    func colour(_ value: DataValue) -> Colour? {
        switch output {
        case .colours(let list, let space):
            guard !list.isEmpty else { return nil }
            if kind.isDiscrete {
                return category(value).map { list[$0 % list.count] }
            }
            guard let x = value.number else { return nil }
            if kind.isDiscretizing {
                let i = bin(x)
                return list.indices.contains(i) ? list[i] : nil
            }
            return colourFraction(x).map { Colour.piecewise(list, $0, space: space) }
        case .ramp(let stops, let from, let to):
            guard let x = value.number else { return nil }
            return colourFraction(x).map { Colour.piecewise(stops, from + (to - from) * $0) }
        default: return nil
        }
    }

    /// How far along the colours a number is. Beyond the domain the first and the last blend go on, as in Vega: far
    /// out they end in black or white.
    private func colourFraction(_ x: Double) -> Double? {
        let t = fraction(x)
        return t.isFinite ? min(max(t, -4), 5) : nil
    }

    /// The shape or dash of a value by its place among the categories.
    func slot(_ value: DataValue) -> Int? {
        kind.isDiscretizing ? value.number.map { bin($0) } : category(value)
    }

    // MARK: - Ticks

    /// Round values of the domain.
    func ticks(_ count: Double) -> [Double] {
        guard let first = domain.first, let last = domain.last else { return [] }
        switch kind {
        case .time, .utc: return TimeInterval.ticks(first, last, count: count)
        case .log: return Ticks.logarithmic(first, last, base: base, count: count)
        default: return Ticks.values(first, last, count: count)
        }
    }

    /// The domain widened to round ends.
    mutating func makeNice(_ count: Double) {
        guard domain.count >= 2 else { return }
        let last = domain.count - 1
        let (low, high): (Double, Double)
        switch kind {
        case .time, .utc: (low, high) = TimeInterval.nice(domain[0], domain[last], count: count)
        case .log:
            guard domain[0] > 0, domain[last] > 0 else { return }
            let down = min(domain[0], domain[last])
            let up = max(domain[0], domain[last])
            func power(_ x: Double, _ rule: FloatingPointRoundingRule) -> Double {
                let exact = Ticks.logarithm(x, base)
                // The logarithm of an exact power may be off by the last bit.
                let near = exact.rounded()
                return raised(base, abs(exact - near) < 1e-12 ? near : exact.rounded(rule))
            }
            (low, high) =
                domain[0] <= domain[last]
                ? (power(down, .down), power(up, .up)) : (power(up, .up), power(down, .down))
        default: (low, high) = Ticks.nice(domain[0], domain[last], count: count)
        }
        if low.isFinite, high.isFinite {
            domain[0] = low
            domain[last] = high
        }
    }

    /// The domain widened on both sides so that `pixels` of the range become free.
    mutating func pad(_ pixels: Double) {
        guard domain.count >= 2, domain[0] != domain[domain.count - 1] else { return }
        let span = abs(range.1 - range.0)
        let factor = span / (span - 2 * pixels)
        guard factor.isFinite, factor > 0 else { return }
        let last = domain.count - 1
        let (a, b) = (curve(domain[0]), curve(domain[last]))
        let middle = (a + b) / 2
        domain[0] = uncurve(middle + (a - middle) * factor)
        domain[last] = uncurve(middle + (b - middle) * factor)
    }

    func uncurve(_ y: Double) -> Double {
        switch kind {
        case .log: exp(y)
        case .pow, .sqrt: y < 0 ? -raised(-y, 1 / exponent) : raised(y, 1 / exponent)
        case .symlog: (y < 0 ? -1 : 1) * expm1(abs(y)) * constant
        default: y
        }
    }
}

// The cases of `Scale.Kind` have the names of the functions, so these go by others.
private func naturalLogarithm(_ x: Double) -> Double { log(x) }
func raised(_ x: Double, _ y: Double) -> Double { pow(x, y) }
