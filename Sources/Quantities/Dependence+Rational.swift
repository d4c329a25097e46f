// Quotients of polynomials: their operations, and the values that they take.

extension Dependence {
    /// The form of `a op b`, nil where it grows too large. It says nothing of roots and tightness yet.
    static func combined(_ operation: Quantity.RationalOperation, _ a: Dependence, _ b: Dependence) -> Dependence? {
        var variables = a.variables
        var places: [Int] = []
        for variable in b.variables {
            if let place = variables.firstIndex(where: { Variable.isSame($0, variable) }) {
                places.append(place)
            } else {
                places.append(variables.count)
                variables.append(variable)
            }
        }
        guard variables.count <= Polynomial.maximumVariables else { return nil }
        let (p, q) = (a.numerator, a.denominator)
        let (r, s) = (b.numerator.moved(places), b.denominator.moved(places))
        let form: (Polynomial?, Polynomial?) =
            switch operation {
            case .add: sum(p, q, r, s)
            case .subtract: sum(p, q, r.scaled(by: -.one), s)
            case .multiply: product(p, q, r, s)
            case .divide: product(p, q, s, r)
            }
        guard let numerator = form.0, let denominator = form.1, !denominator.isZero else { return nil }
        return Dependence(variables, numerator, denominator, roots: [], isTight: false)
    }

    /// p/q + r/s over the denominator that they have in common.
    private static func sum(
        _ p: Polynomial, _ q: Polynomial, _ r: Polynomial, _ s: Polynomial
    ) -> (Polynomial?, Polynomial?) {
        if q == s { return (p + r, q) }
        guard let left = p * s, let right = r * q else { return (nil, nil) }
        return (left + right, q * s)
    }

    /// p/q × r/s, equal factors left out.
    private static func product(
        _ p: Polynomial, _ q: Polynomial, _ r: Polynomial, _ s: Polynomial
    ) -> (Polynomial?, Polynomial?) {
        if p == s { return (r, q) }
        if q == r { return (p, s) }
        return (p * r, q * s)
    }

    /// True where no two variables rest on the same, and each has the tightest interval itself.
    var hasIndependentVariables: Bool {
        var seen: [Variable] = []
        for (place, variable) in variables.enumerated() where uses(place) {
            let union = Self.union(seen, variable.roots)
            if union.overlap || !variable.isTight { return false }
            seen = union.all
        }
        return true
    }

    private func uses(_ place: Int) -> Bool {
        numerator.degree(in: place) > 0 || denominator.degree(in: place) > 0
    }

    /// The values that it takes, its variables going through all of their intervals on their own; nil where that is
    /// not shown.
    ///
    /// A function that is a quotient of linear ones in each variable (the others held) is monotone in it, as long as
    /// the denominator is not 0, so it takes its extremes at the corners, or tends to them there. So does one of
    /// higher degree in a variable in which its derivative keeps one sign. The denominator is not 0: each divisor was
    /// asked for that before.
    func range() -> Interval? {
        let places = variables.indices.filter(uses)
        guard places.count <= 8 else { return nil }
        let intervals = variables.map(\.interval)
        for place in places where numerator.degree(in: place) > 1 || denominator.degree(in: place) > 1 {
            guard let slope = slope(in: place)?.enclosure(intervals),
                slope.isNonNegative || (-slope).isNonNegative
            else { return nil }
        }
        // Limits are taken one after the other: those at finite ends first.
        let finite = places.filter { intervals[$0].lower != nil && intervals[$0].upper != nil }
        let order = finite + places.filter { !finite.contains($0) }
        let sign = denominatorSign(intervals)
        var ends: [Corner.Value] = []
        for number in 0..<(1 << order.count) {
            var corner = Corner(numerator: numerator, denominator: denominator)
            for (bit, place) in order.enumerated() {
                corner.take(place, intervals[place], upper: number >> bit & 1 == 1)
            }
            guard let value = corner.value(of: self, denominatorSign: sign) else { return nil }
            ends.append(value)
        }
        return Corner.hull(ends)
    }

    /// The sign of the denominator, the same everywhere, as it has inside the box.
    private func denominatorSign(_ intervals: [Interval]) -> Int {
        var inside = denominator
        for (place, interval) in intervals.enumerated() {
            let number: Number =
                switch (interval.lower?.number, interval.upper?.number) {
                case (let a?, let b?): ((a + b) / 2) ?? a
                case (let a?, nil): a + .one
                case (nil, let b?): b - .one
                case (nil, nil): .one
                }
            inside = inside.setting(place, to: number)
        }
        guard let value = inside.constant, !value.isZero else { return 0 }
        return value.isNegative ? -1 : 1
    }

    /// The numerator of the derivative, whose denominator is a square.
    private func slope(in place: Int) -> Polynomial? {
        guard let left = numerator.derivative(in: place) * denominator,
            let right = numerator * denominator.derivative(in: place)
        else { return nil }
        return left + right.scaled(by: -.one)
    }
}

/// A corner of a box, and what a quotient of polynomials tends to there.
private struct Corner {
    enum Value {
        case finite(Bound)
        /// Without bound, to the side of the sign.
        case infinite(Int)
    }

    var numerator: Polynomial
    var denominator: Polynomial
    /// The ends that belong to their intervals.
    private var reached: [(place: Int, number: Number)] = []
    private var isReached = true
    /// The sign of a power without bound that goes with the quotient; 0 where there is none.
    private var growth = 0
    private var isAtInfinity = false

    init(numerator: Polynomial, denominator: Polynomial) {
        self.numerator = numerator
        self.denominator = denominator
    }

    mutating func take(_ place: Int, _ interval: Interval, upper: Bool) {
        guard let bound = upper ? interval.upper : interval.lower else { return tend(place, upper ? 1 : -1) }
        numerator = numerator.setting(place, to: bound.number)
        denominator = denominator.setting(place, to: bound.number)
        if bound.isOpen { isReached = false } else { reached.append((place, bound.number)) }
    }

    /// The limit for a variable that grows without bound: the quotient of the leading coefficients.
    private mutating func tend(_ place: Int, _ sign: Int) {
        isReached = false
        isAtInfinity = true
        let p = numerator.degree(in: place)
        let q = denominator.degree(in: place)
        denominator = denominator.coefficient(of: place, degree: q)
        if p < q {
            numerator = .zero
            // A power that falls against one that grows: which of them wins is not looked into.
            if growth != 0 { denominator = .zero }
            return
        }
        numerator = numerator.coefficient(of: place, degree: p)
        if p > q { growth = (growth == 0 ? 1 : growth) * ((p - q) % 2 == 0 ? 1 : sign) }
    }

    /// Nil where the limit depends on how the corner is approached.
    func value(of form: Dependence, denominatorSign: Int) -> Value? {
        guard let p = numerator.constant, let q = denominator.constant else { return nil }
        guard let quotient = p / q else {
            // Towards an excluded 0 of the denominator, whose sign is known.
            guard !isAtInfinity, !p.isZero, denominatorSign != 0 else { return nil }
            return .infinite(p.isNegative ? -denominatorSign : denominatorSign)
        }
        guard growth == 0 else {
            return p.isZero ? nil : .infinite(growth * (p.isNegative == q.isNegative ? 1 : -1))
        }
        guard quotient.isFinite else { return nil }
        if isReached { return .finite(Bound(quotient)) }
        // An end that does not belong to its interval still gives a value that is reached, where the value is the same
        // all along that interval.
        var (top, bottom) = (form.numerator, form.denominator)
        for end in reached {
            top = top.setting(end.place, to: end.number)
            bottom = bottom.setting(end.place, to: end.number)
        }
        return .finite(Bound(quotient, isOpen: !top.isProportional(to: bottom, p, q)))
    }

    static func hull(_ values: [Value]) -> Interval? {
        var out: Interval?
        for case .finite(let bound) in values {
            let here = Interval(lower: bound, upper: bound)
            out = out.map { $0.union(here) } ?? here
        }
        guard var out else { return .everything }
        for case .infinite(let sign) in values {
            if sign < 0 { out.lower = nil } else { out.upper = nil }
        }
        return out
    }
}
