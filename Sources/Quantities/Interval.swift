/// One end of an interval.
package struct Bound: Hashable, Sendable {
    package var number: Number
    /// True where the end itself is excluded.
    package var isOpen: Bool

    package init(_ number: Number, isOpen: Bool = false) {
        self.number = number
        self.isOpen = isOpen
    }
}

/// A set of real numbers without gaps; a nil end is unbounded. Never empty.
package struct Interval: Hashable, Sendable {
    package var lower: Bound?
    package var upper: Bound?

    package static let everything = Interval(lower: nil, upper: nil)

    package init(lower: Bound?, upper: Bound?) {
        self.lower = lower
        self.upper = upper
    }

    package init(point: Number) {
        lower = Bound(point)
        upper = Bound(point)
    }

    /// The single number that it holds, if it holds but one.
    package var point: Number? {
        guard let lower, let upper, lower.number == upper.number, !lower.isOpen, !upper.isOpen else { return nil }
        return lower.number
    }

    package var isUnbounded: Bool { lower == nil && upper == nil }

    package func contains(_ x: Number) -> Bool {
        if let lower, x < lower.number || (lower.isOpen && x == lower.number) { return false }
        if let upper, upper.number < x || (upper.isOpen && x == upper.number) { return false }
        return true
    }

    /// True where every number of `other` lies in this interval.
    package func contains(_ other: Interval) -> Bool {
        if let lower {
            guard let end = other.lower else { return false }
            if end.number < lower.number || (end.number == lower.number && lower.isOpen && !end.isOpen) { return false }
        }
        if let upper {
            guard let end = other.upper else { return false }
            if upper.number < end.number || (end.number == upper.number && upper.isOpen && !end.isOpen) { return false }
        }
        return true
    }

    /// True where at least one number may be zero.
    package var containsZero: Bool { contains(.zero) }

    /// True where every number of the interval is strictly positive (or, with `negative`, strictly negative).
    package var isPositive: Bool { lower.map { $0.number > .zero || ($0.number.isZero && $0.isOpen) } ?? false }
    package var isNegative: Bool { upper.map { $0.number < .zero || ($0.number.isZero && $0.isOpen) } ?? false }
    package var isNonNegative: Bool { lower.map { $0.number >= .zero } ?? false }
}

// MARK: - Arithmetic (Moore, Kearfott and Cloud 2009, with open and unbounded ends)

extension Interval {
    package static prefix func - (a: Interval) -> Interval {
        Interval(
            lower: a.upper.map { Bound(-$0.number, isOpen: $0.isOpen) },
            upper: a.lower.map { Bound(-$0.number, isOpen: $0.isOpen) })
    }

    package static func + (a: Interval, b: Interval) -> Interval {
        Interval(lower: sum(a.lower, b.lower), upper: sum(a.upper, b.upper))
    }

    package static func - (a: Interval, b: Interval) -> Interval { a + -b }

    private static func sum(_ a: Bound?, _ b: Bound?) -> Bound? {
        guard let a, let b else { return nil }
        return Bound(a.number + b.number, isOpen: a.isOpen || b.isOpen)
    }

    package static func * (a: Interval, b: Interval) -> Interval {
        if a.point?.isZero == true || b.point?.isZero == true { return Interval(point: .zero) }
        var ends: [End] = []
        for x in [End(lower: a.lower), End(upper: a.upper)] {
            for y in [End(lower: b.lower), End(upper: b.upper)] { ends.append(x * y) }
        }
        return End.hull(ends)
    }

    /// The quotients; nil where the divisor is or may be zero.
    package static func / (a: Interval, b: Interval) -> Interval? {
        guard b.isPositive || b.isNegative else { return nil }
        var ends: [End] = []
        for x in [End(lower: a.lower), End(upper: a.upper)] {
            for y in [End(lower: b.lower), End(upper: b.upper)] { ends.append(x.divided(by: y, ofSign: b.isPositive)) }
        }
        return End.hull(ends)
    }

    /// The interval of a function that rises (or, with `falling`, falls) over it.
    package func mapMonotone(falling: Bool = false, _ f: (Number) -> Number?) -> Interval {
        let lo = lower.flatMap { b in f(b.number).map { Bound($0, isOpen: b.isOpen) } }
        let hi = upper.flatMap { b in f(b.number).map { Bound($0, isOpen: b.isOpen) } }
        return falling ? Interval(lower: hi, upper: lo) : Interval(lower: lo, upper: hi)
    }

    package var magnitude: Interval {
        if isNonNegative { return self }
        if let upper, upper.number <= .zero { return -self }
        let negated = lower.map { Bound(-$0.number, isOpen: $0.isOpen) }
        guard let a = negated, let b = upper else { return Interval(lower: Bound(.zero), upper: nil) }
        let top = a.number == b.number ? Bound(a.number, isOpen: a.isOpen && b.isOpen) : (a.number < b.number ? b : a)
        return Interval(lower: Bound(.zero), upper: top)
    }

    /// The least interval that holds both.
    package func union(_ other: Interval) -> Interval {
        Interval(lower: Self.outer(lower, other.lower, <), upper: Self.outer(upper, other.upper, >))
    }

    private static func outer(_ a: Bound?, _ b: Bound?, _ further: (Number, Number) -> Bool) -> Bound? {
        guard let a, let b else { return nil }
        if a.number == b.number { return Bound(a.number, isOpen: a.isOpen && b.isOpen) }
        return further(a.number, b.number) ? a : b
    }

    /// The interval of `min(x, y)`, and of `max(x, y)`.
    package static func minimum(_ a: Interval, _ b: Interval) -> Interval {
        -maximum(-a, -b)
    }

    package static func maximum(_ a: Interval, _ b: Interval) -> Interval {
        func later(_ x: Bound?, _ y: Bound?) -> Bound? {
            guard let x else { return y }
            guard let y else { return x }
            if x.number == y.number { return Bound(x.number, isOpen: x.isOpen && y.isOpen) }
            return x.number < y.number ? y : x
        }
        let lower: Bound?
        if let x = a.lower, let y = b.lower, x.number == y.number {
            // Both must exceed an open end for the greater to: it is open if either is.
            lower = Bound(x.number, isOpen: x.isOpen || y.isOpen)
        } else {
            lower = later(a.lower, b.lower)
        }
        let upper = a.upper == nil || b.upper == nil ? nil : later(a.upper, b.upper)
        return Interval(lower: lower, upper: upper)
    }
}

/// An end on the extended line, for products and quotients of ends.
private struct End {
    /// Nil at an infinity.
    var number: Number?
    /// The sign of the infinity, where it is one.
    var sign: Int
    var isOpen: Bool

    init(lower bound: Bound?) {
        number = bound?.number
        sign = -1
        isOpen = bound?.isOpen ?? true
    }

    init(upper bound: Bound?) {
        number = bound?.number
        sign = 1
        isOpen = bound?.isOpen ?? true
    }

    init(_ number: Number?, sign: Int, isOpen: Bool) {
        self.number = number
        self.sign = sign
        self.isOpen = isOpen
    }

    private var direction: Int {
        guard let number else { return sign }
        return number.isZero ? 0 : number.isNegative ? -1 : 1
    }

    static func * (a: End, b: End) -> End {
        if let x = a.number, let y = b.number {
            // 0 (reached) times anything is reached.
            let reached = (x.isZero && !a.isOpen) || (y.isZero && !b.isOpen)
            return End(x * y, sign: 0, isOpen: reached ? false : a.isOpen || b.isOpen)
        }
        // 0 times an unbounded end: 0, reached only where the 0 is.
        if a.direction == 0 { return End(.zero, sign: 0, isOpen: a.isOpen) }
        if b.direction == 0 { return End(.zero, sign: 0, isOpen: b.isOpen) }
        return End(nil, sign: a.direction * b.direction, isOpen: true)
    }

    func divided(by b: End, ofSign positive: Bool) -> End {
        guard let y = b.number else {
            // Towards 0, never reached unless this end is 0.
            if let x = number, x.isZero { return End(.zero, sign: 0, isOpen: isOpen) }
            return End(.zero, sign: 0, isOpen: true)
        }
        if y.isZero {
            if direction == 0 { return End(.zero, sign: 0, isOpen: isOpen) }
            return End(nil, sign: direction * (positive ? 1 : -1), isOpen: true)
        }
        guard let x = number, let quotient = x / y else {
            return End(nil, sign: direction * (y.isNegative ? -1 : 1), isOpen: true)
        }
        return End(quotient, sign: 0, isOpen: x.isZero ? isOpen : isOpen || b.isOpen)
    }

    /// The least interval that holds all ends: an infinite one opens its side, the finite ones decide the other.
    static func hull(_ ends: [End]) -> Interval {
        var out: Interval?
        for end in ends {
            guard let number = end.number else { continue }
            let bound = Bound(number, isOpen: end.isOpen)
            let here = Interval(lower: bound, upper: bound)
            out = out.map { $0.union(here) } ?? here
        }
        guard var out else { return .everything }
        for end in ends where end.number == nil {
            if end.sign < 0 { out.lower = nil } else { out.upper = nil }
        }
        return out
    }
}
