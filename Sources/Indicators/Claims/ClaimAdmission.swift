import Quantities

/// What a claim's words admit, in the units and with the sign of what they speak of.
struct ClaimAdmission {
    enum Kind {
        case plain
        case about
        case nearly
        /// Over, at most, …: one end.
        case bound
        /// From … to …: two ends.
        case range
        /// 二十多: between a number and the next unit of its last place.
        case many
    }

    var kind: Kind
    /// All that the words allow.
    var interval: Interval
    /// What the number would admit without its qualifier.
    var plain: Interval
    /// The number that is written.
    var number: Number
    /// The ends that are written, where an "about" may have widened them; nil where the words are of no bounds.
    var written: Interval?
    /// True where the words say "about", with a bound too.
    var isAbout: Bool

    /// `factor` takes the claim's unit to the data's.
    init(_ reading: ClaimReading, factor: Number) {
        let numeral = reading.number
        let x = (numeral.value * factor).settled
        number = x
        plain = Self.plain(numeral, x, factor)
        interval = plain
        kind = .plain
        isAbout = false
        // A third keeps its binary form until its ends are known: within a tenth of it begins at 30%, not below.
        let held = numeral.value * factor
        let tenth = held.magnitude * Number(significand: 1, exponent: -1)
        switch reading.qualifier {
        case .none:
            if numeral.isMany {
                kind = .many
                let next = Number(significand: 1, exponent: Numeral.lastPlace(numeral.value)) * factor
                interval = Interval(lower: Bound(x, isOpen: true), upper: Bound(x + next, isOpen: true))
            }
        case .about:
            (kind, isAbout) = (.about, true)
            interval = Interval(lower: Bound(held - tenth), upper: Bound(held + tenth))
        case .nearly:
            kind = .nearly
            interval =
                x.isNegative
                ? Interval(lower: Bound(x, isOpen: true), upper: Bound(x + tenth))
                : Interval(lower: Bound(held - tenth), upper: Bound(x, isOpen: true))
        case .lower(let isOpen, let about):
            (kind, isAbout) = (.bound, about)
            written = Interval(lower: Bound(x, isOpen: isOpen), upper: nil)
            interval = Interval(lower: Bound(about ? x - tenth : x, isOpen: isOpen), upper: nil)
        case .upper(let isOpen, let about):
            (kind, isAbout) = (.bound, about)
            written = Interval(lower: nil, upper: Bound(x, isOpen: isOpen))
            interval = Interval(lower: nil, upper: Bound(about ? x + tenth : x, isOpen: isOpen))
        case .range(let end, let about):
            (kind, isAbout) = (.range, about)
            let y = (end.value * factor).settled
            let other = y.magnitude * Number(significand: 1, exponent: -1)
            written = Interval(lower: Bound(x), upper: Bound(y))
            interval = Interval(lower: Bound(about ? x - tenth : x), upper: Bound(about ? y + other : y))
        }
        if reading.direction.isChange, reading.unit != .multiple {
            // Up less than 40% is up.
            if let upper = interval.upper, interval.lower == nil, !upper.number.isNegative {
                interval = Interval(lower: Bound(.zero), upper: upper)
            }
            if case .change(isUp: false) = reading.direction { negate() }
        }
        interval = interval.settled
        plain = plain.settled
        written = written?.settled
    }

    /// The interval of the number alone, at the precision with which it is written.
    private static func plain(_ numeral: Numeral, _ x: Number, _ factor: Number) -> Interval {
        let half: Number
        var centre = x
        switch numeral.precision {
        case .place(let place): half = Number(significand: 5, exponent: place - 1) * factor
        case .wholePercent:
            centre = x.rounded(toPlaces: 2)
            half = Number(significand: 5, exponent: -3)
        case .multiple:
            half = Number(significand: 5, exponent: -2)
            return Interval(lower: Bound(x - half), upper: Bound(x + half))
        case .exact: return Interval(point: x)
        }
        return Interval(
            lower: Bound(centre - half, isOpen: centre.isNegative),
            upper: Bound(centre + half, isOpen: !centre.isNegative))
    }

    /// Down 40% speaks of a growth of −40%.
    private mutating func negate() {
        interval = -interval
        written = written.map { -$0 }
        plain = -plain
        number = -number
    }
}

extension Number {
    /// Itself where exact, else the decimal of its 15 significant digits: no binary residue decides a claim.
    var settled: Number {
        guard !isExact, isFinite else { return self }
        let (significand, exponent) = decimal
        return Number(significand: significand, exponent: exponent)
    }
}

extension Interval {
    var settled: Interval {
        Interval(
            lower: lower.map { Bound($0.number.settled, isOpen: $0.isOpen) },
            upper: upper.map { Bound($0.number.settled, isOpen: $0.isOpen) })
    }

    /// Each end further out by a tenth of itself.
    var widenedByTenth: Interval {
        func tenth(_ x: Number) -> Number { x.magnitude * Number(significand: 1, exponent: -1) }
        return Interval(
            lower: lower.map { Bound($0.number - tenth($0.number), isOpen: $0.isOpen) },
            upper: upper.map { Bound($0.number + tenth($0.number), isOpen: $0.isOpen) })
    }
}
