import Diagnostics
import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Arithmetic on quantities: intervals, units and "about" together.
enum StrictArithmetic {
    static func apply(_ op: Expression.BinaryOperator, _ a: Quantity, _ b: Quantity) throws(StrictFailure) -> Quantity {
        switch op {
        case .add: try sum(a, b)
        case .subtract: try difference(a, b)
        case .multiply: try product(a, b)
        case .divide: try quotient(a, b)
        case .remainder: try remainder(a, b)
        default: try power(a, b)
        }
    }

    /// A result that is a number: what overflows is refused.
    static func checked(_ interval: Interval, _ unit: Unit, _ inputs: Quantity...) throws(StrictFailure) -> Quantity {
        for bound in [interval.lower, interval.upper] {
            if let bound, !bound.number.isFinite {
                throw StrictFailure(.formulaDomain, "the result is too large for a number")
            }
        }
        return Quantity(interval, unit: unit, isApproximate: inputs.contains { $0.isApproximate })
    }

    static func sum(_ a: Quantity, _ b: Quantity) throws(StrictFailure) -> Quantity {
        let b = b.converted(to: a.unit)
        guard let unit = Unit.sum(a.unit, b.unit) else { throw mismatch("adds", a.unit, b.unit) }
        return try rational(.add, a, b, plain: a.interval + b.interval, unit)
    }

    static func difference(_ a: Quantity, _ b: Quantity) throws(StrictFailure) -> Quantity {
        let b = b.converted(to: a.unit)
        guard let unit = Unit.difference(a.unit, b.unit) else { throw mismatch("subtracts", b.unit, a.unit, "from") }
        return try rational(.subtract, a, b, plain: a.interval - b.interval, unit)
    }

    private static func product(_ a: Quantity, _ b: Quantity) throws(StrictFailure) -> Quantity {
        let b = b.reduced(against: a.unit, inverted: false)
        return try rational(.multiply, a, b, plain: a.interval * b.interval, a.unit * b.unit)
    }

    static func quotient(_ a: Quantity, _ b: Quantity) throws(StrictFailure) -> Quantity {
        let b = b.reduced(against: a.unit, inverted: true)
        guard let interval = a.interval / b.interval else { throw zero(b) }
        return try rational(.divide, a, b, plain: interval, a.unit / b.unit)
    }

    /// The result of an operation with the tightest bounds that can be shown: those of interval arithmetic, which are
    /// the tightest where the two share nothing that is known only in part, else those at the corners.
    static func rational(
        _ operation: Quantity.RationalOperation, _ a: Quantity, _ b: Quantity, plain: Interval, _ unit: Unit
    ) throws(StrictFailure) -> Quantity {
        let (interval, dependence) = Quantity.combined(operation, a, b, plain: plain)
        var result = try checked(interval, unit, a, b)
        result.dependence = dependence
        switch operation {
        case .add, .subtract: result.significantDigits = Quantity.digits(ofSum: result.value, a, b)
        case .multiply, .divide: result.significantDigits = Quantity.digits(ofAll: [a, b])
        }
        return result
    }

    /// What is subtracted from nothing.
    static func negative(_ q: Quantity) throws(StrictFailure) -> Quantity {
        var result = try rational(.multiply, q, Quantity(-.one), plain: -q.interval, q.unit)
        result.isApproximate = q.isApproximate
        return result
    }

    static func zero(_ divisor: Quantity) -> StrictFailure {
        if divisor.interval.point?.isZero == true { return StrictFailure(.formulaDivision, "this divides by 0") }
        return StrictFailure(
            .formulaDivision, "this divides by \(divisor.shown), which may be 0",
            hint: "a divisor needs a bound that keeps it from 0, such as its field's minimum")
    }

    /// Money of two currencies is told that a rate makes one of the other.
    static func mismatch(_ verb: String, _ a: Unit, _ b: Unit, _ joint: String = "to") -> StrictFailure {
        var hint = "only values of one unit go together"
        if a.differsInCurrency(from: b), let x = a.currency, let y = b.currency {
            // What is subtracted is named first, and is what the rate is wanted for.
            let rate = joint == "from" ? "\(y)/\(x)" : "\(x)/\(y)"
            hint = "one currency becomes another by a rate: multiply by one in “\(rate)”"
        }
        return StrictFailure(.formulaUnit, "this \(verb) \(a.shown) \(joint) \(b.shown)", hint: hint)
    }

    // MARK: Remainders and powers

    private static func remainder(_ a: Quantity, _ b: Quantity) throws(StrictFailure) -> Quantity {
        let b = b.converted(to: a.unit)
        guard a.unit.isComparable(to: b.unit) else { throw mismatch("takes the remainder of", a.unit, b.unit, "by") }
        guard let x = a.interval.point, let y = b.interval.point else {
            throw StrictFailure(.formulaDomain, "a remainder needs exact numbers, these are \(a.shown) and \(b.shown)")
        }
        guard let quotient = x / y else { throw zero(b) }
        let whole = quotient.rounded(toPlaces: 0, quotient.isNegative ? .up : .down)
        return try checked(Interval(point: x - y * whole), a.unit, a, b)
    }

    static func power(_ a: Quantity, _ b: Quantity) throws(StrictFailure) -> Quantity {
        guard b.unit.isDimensionless, let exponent = b.interval.point else {
            throw StrictFailure(.formulaDomain, "a power needs an exact plain number, this is \(b.shown)")
        }
        if exponent.isInteger, let n = Int(exactly: exponent.double), abs(n) <= 1000 {
            if n < 0 {
                let positive = try power(a, Quantity(Number(-n)))
                return try quotient(Quantity(.one), positive)
            }
            let interval = whole(a.interval, n)
            let unit = a.unit.power(n)
            var result = try checked(interval, unit, a, b)
            result.significantDigits = n == 0 ? nil : a.significantDigits
            guard n > 1, n <= 7, interval.point == nil else {
                return n == 1 ? a : result.depending(on: [a])
            }
            // As a product it keeps its form, a ** 2 - a * a is 0; as a power it has the tighter bounds.
            var product = a
            for _ in 1..<n { product = try rational(.multiply, product, a, plain: product.interval * a.interval, unit) }
            return result.formed(as: product, of: a)
        }
        return try root(a, exponent)
    }

    private static func whole(_ interval: Interval, _ n: Int) -> Interval {
        if n == 0 { return Interval(point: .one) }
        let base = n % 2 == 0 ? interval.magnitude : interval
        return base.mapMonotone { $0.power(n) }
    }

    /// A fractional power of what is not negative; the unit must come out whole (`sqrt` of `m^2` is `m`).
    static func root(_ a: Quantity, _ exponent: Number) throws(StrictFailure) -> Quantity {
        guard a.interval.isNonNegative, exponent > .zero || a.interval.isPositive else {
            throw StrictFailure(.formulaDomain, "this is a root of \(a.shown), which may be negative or 0")
        }
        var unit = Unit.none
        if !a.unit.isDimensionless {
            let degree = (Number.one / exponent).flatMap { Int(exactly: $0.double) }
            guard let degree, let whole = a.unit.root(degree) else {
                throw StrictFailure(.formulaUnit, "this power of \(a.unit.shown) is no unit")
            }
            unit = whole
        }
        let image = a.interval.mapMonotone(falling: exponent.isNegative) {
            settled(pow($0.double, exponent.double))
        }
        // An unbounded side of the argument bounds the power at 0 when the exponent is negative.
        let interval =
            exponent.isNegative && image.lower == nil
            ? Interval(lower: Bound(.zero, isOpen: true), upper: image.upper) : image
        var result = try checked(interval, unit, a).depending(on: [a])
        result.significantDigits = a.significantDigits
        return result
    }

    /// A binary result as the short decimal that it stands for, where its first 15 digits are one of at most 12:
    /// the third root of 8 is 2, and that of 1.331 is 1.1.
    static func settled(_ x: Double) -> Number {
        guard x.isFinite else { return Number(inexact: x) }
        let (significand, exponent) = Number(inexact: x).decimal
        let digits = Number(significand: significand, exponent: exponent)
        return (digits.significantDigits ?? 15) <= 12 ? digits : Number(inexact: x)
    }
}

// MARK: - Comparison

/// Comparison of what is known in part: true, false, or undecided (nil).
enum StrictComparison {
    /// By their bounds, and where these overlap by those of their difference: `a < a + b` holds for every `b` above 0.
    static func apply(_ op: Expression.BinaryOperator, _ a: Quantity, _ b: Quantity) -> Bool? {
        if let told = apply(op, a.judged, b.judged) { return told }
        guard !a.isApproximate, !b.isApproximate, a.interval.point == nil, b.interval.point == nil,
            let difference = try? StrictArithmetic.difference(a, b)
        else { return nil }
        return apply(op, difference.interval, Interval(point: .zero))
    }

    private static func apply(_ op: Expression.BinaryOperator, _ x: Interval, _ y: Interval) -> Bool? {
        switch op {
        case .less: less(x, y)
        case .greater: less(y, x)
        case .lessOrEqual: less(y, x).map { !$0 }
        case .greaterOrEqual: less(x, y).map { !$0 }
        case .notEqual, .notIdentical: equal(x, y).map { !$0 }
        default: equal(x, y)
        }
    }

    private static func less(_ a: Interval, _ b: Interval) -> Bool? {
        if let high = a.upper, let low = b.lower,
            high.number < low.number || (high.number == low.number && (high.isOpen || low.isOpen))
        {
            return true
        }
        if let high = b.upper, let low = a.lower, high.number <= low.number { return false }
        return nil
    }

    private static func equal(_ a: Interval, _ b: Interval) -> Bool? {
        if let x = a.point, let y = b.point { return x == y }
        return less(a, b) == true || less(b, a) == true ? false : nil
    }

    static func apply(_ op: Expression.BinaryOperator, _ a: EDTFDate, _ b: EDTFDate) -> Bool? {
        func less(_ a: EDTFDate, _ b: EDTFDate) -> Bool? {
            if a.lastDay < b.firstDay { return true }
            return a.firstDay >= b.lastDay || same(a, b) ? false : nil
        }
        func same(_ a: EDTFDate, _ b: EDTFDate) -> Bool { a.firstDay == b.firstDay && a.lastDay == b.lastDay }
        func equal(_ a: EDTFDate, _ b: EDTFDate) -> Bool? {
            same(a, b) ? true : a.lastDay < b.firstDay || b.lastDay < a.firstDay ? false : nil
        }
        switch op {
        case .less: return less(a, b)
        case .greater: return less(b, a)
        case .lessOrEqual: return less(b, a).map { !$0 }
        case .greaterOrEqual: return less(a, b).map { !$0 }
        case .notEqual, .notIdentical: return equal(a, b).map { !$0 }
        default: return equal(a, b)
        }
    }
}

extension Quantity {
    /// The same in another unit that differs by SI prefixes; as it is where the two do not convert.
    package func converted(to other: Unit) -> Quantity {
        guard unit != other, let factor = unit.factor(to: other) else { return self }
        return scaled(by: factor, other)
    }

    /// The same with its unit put so that it cancels with that of what it multiplies or, `inverted`, divides.
    fileprivate func reduced(against other: Unit, inverted: Bool) -> Quantity {
        let (unit, factor) = unit.reduced(against: other, inverted: inverted)
        return unit == self.unit ? self : scaled(by: factor, unit)
    }

    private func scaled(by factor: Number, _ unit: Unit) -> Quantity {
        let plain = interval * Interval(point: factor)
        let (interval, dependence) = Quantity.combined(.multiply, self, Quantity(factor), plain: plain)
        var out = Quantity(interval, unit: unit, isApproximate: isApproximate)
        out.dependence = dependence
        out.significantDigits = significantDigits
        return out
    }

    /// What is judged of it: of "about" X, that it lies within 10% of X.
    package var judged: Interval {
        guard isApproximate else { return interval }
        func moved(_ bound: Bound?, _ outward: Int) -> Bound? {
            bound.map {
                let tenth = $0.number.magnitude * Number(significand: 1, exponent: -1)
                return Bound(outward < 0 ? $0.number - tenth : $0.number + tenth, isOpen: $0.isOpen)
            }
        }
        return Interval(lower: moved(interval.lower, -1), upper: moved(interval.upper, 1))
    }
}
