import Quantities

/// Whether words that admit one interval may be said of a quantity.
///
/// The rule is that what the words admit contains all that the quantity may be. Data that are only "about" a number
/// have no such set, so for them "about" words are measured against their centre, and bounds and ranges are measured
/// as if the data lay within a tenth of it.
struct ClaimAgreement {
    let words: ClaimAdmission
    /// What the quantity may be, as the claim speaks of it (growth or ratio).
    let data: Interval
    let isApproximate: Bool

    /// What approximate data are taken to be where a bound of them must be judged.
    private var reach: Interval { isApproximate ? data.widenedByTenth.settled : data }

    var holds: Bool {
        if data.isUnbounded { return false }
        guard isApproximate else { return words.interval.contains(data) || isAboutCentre }
        if let centre = data.point {
            switch words.kind {
            case .plain: return false
            case .about: return words.interval.contains(centre)
            case .nearly: return words.interval.contains(centre) || centre == words.number
            case .bound where words.isAbout, .range where words.isAbout: return words.interval.contains(centre)
            case .bound, .range, .many: return words.interval.contains(reach)
            }
        }
        switch words.kind {
        case .plain, .nearly: return false
        case .about: return isAboutCentre
        case .bound, .range, .many: return isNearOrWeaker
        }
    }

    /// "About" the middle of a range whose half-width is at most a quarter of that.
    private var isAboutCentre: Bool {
        guard words.kind == .about, let lower = data.lower?.number, let upper = data.upper?.number,
            let centre = (lower + upper) / 2, let half = (upper - lower) / 2
        else { return false }
        return half <= centre.magnitude * Number(significand: 25, exponent: -2) && words.interval.contains(centre)
    }

    /// Each end that the words set lies within a tenth of the data's own, or beyond it.
    private var isNearOrWeaker: Bool {
        let reach = reach
        let words = words.written ?? words.interval
        if let end = words.lower?.number {
            guard let own = reach.lower?.number, let written = data.lower?.number else { return false }
            guard end <= own || (end - written).magnitude <= written.magnitude * Number(significand: 1, exponent: -1)
            else { return false }
        }
        if let end = words.upper?.number {
            guard let own = reach.upper?.number, let written = data.upper?.number else { return false }
            guard end >= own || (end - written).magnitude <= written.magnitude * Number(significand: 1, exponent: -1)
            else { return false }
        }
        return true
    }

    /// True where another qualifier, or none, on the same number would agree: the number is right, and what is said
    /// of its bounds is not.
    var isMatterOfQualifier: Bool {
        if words.kind == .range { return false }
        if words.kind == .plain { return isApproximate || data.point == nil }
        // Both are "about": the number is what differs.
        if isApproximate, data.point != nil, words.kind == .about { return false }
        if words.kind == .about || words.kind == .nearly, data.lower == nil || data.upper == nil { return true }
        if let point = data.point { return words.plain.contains(point) }
        if words.kind == .about, let a = data.lower?.number, let b = data.upper?.number, let centre = (a + b) / 2 {
            return words.interval.contains(centre)
        }
        return words.number == data.lower?.number || words.number == data.upper?.number
    }

    /// The end of the data from which the words' own end is further than a quarter of it.
    var looseEnd: Number? {
        guard words.kind == .bound || words.kind == .range else { return nil }
        func isFar(_ end: Number?, _ own: Number?) -> Bool {
            guard let end, let own else { return false }
            return (end - own).magnitude > own.magnitude * Number(significand: 25, exponent: -2)
        }
        let written = words.written ?? words.interval
        if isFar(written.lower?.number, reach.lower?.number) { return data.lower?.number }
        if isFar(written.upper?.number, reach.upper?.number) { return data.upper?.number }
        return nil
    }
}
