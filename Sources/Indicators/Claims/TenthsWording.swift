import Quantities

/// A share in 成, for the wording of findings: 約六成, 逾七成, 三成半, 三至四成.
///
/// It is offered where it is near: a whole tenth within a quarter of one, a half (三成半) within half a per cent;
/// "about" takes the nearest of both, a bound the next one outward. Else there is none, and the per cent must do.
struct TenthsWording {
    /// A plain ratio.
    let data: Quantity
    /// How the claim spoke: 逾 of an exact share finds the tenth below it.
    let qualifier: ClaimQualifier

    private static let quarter = Number(significand: 25, exponent: -3)
    private static let digits = Array("一兩三四五六七八九".unicodeScalars)

    var texts: [String] {
        if let point = data.interval.point { return self.point(point) }
        let about = data.isApproximate ? "約" : ""
        switch (data.interval.lower, data.interval.upper) {
        case (let lower?, nil): return bound(lower, .down).map { [about + (lower.isOpen ? "逾" : "至少") + $0] } ?? []
        case (nil, let upper?): return bound(upper, .up).map { [about + (upper.isOpen ? "不足" : "不超過") + $0] } ?? []
        case (let lower?, let upper?):
            guard let from = whole(lower.number), let to = whole(upper.number), from.number < to.number else {
                return []
            }
            return [about + from.digit + "至" + to.digit + "成"]
        case (nil, nil): return []
        }
    }

    private func point(_ x: Number) -> [String] {
        if data.isApproximate { return named(halves(x, .nearest)).map { ["約" + $0] } ?? [] }
        var out: [String] = []
        let below = tenth(x, .down)
        let above = tenth(x, .up)
        switch qualifier {
        case .lower where below < x: out = named(below).map { ["逾" + $0] } ?? []
        case .upper where above > x: out = named(above).map { ["不足" + $0] } ?? []
        case .nearly where above > x: out = named(above).map { ["近" + $0] } ?? []
        default: break
        }
        let nearest = halves(x, .nearest)
        let isWhole = nearest == tenth(x, .nearest)
        let isNear = (nearest - x).magnitude <= (isWhole ? Self.quarter : Number(significand: 5, exponent: -3))
        return out + (isNear ? named(nearest).map { [$0] } ?? [] : [])
    }

    /// The next tenth outward, or the next half of one where that is further than a quarter.
    private func bound(_ bound: Bound, _ rounding: Rounding) -> String? {
        let whole = tenth(bound.number, rounding)
        let isNear = (whole - bound.number).magnitude <= Self.quarter
        return named(isNear ? whole : halves(bound.number, rounding))
    }

    private func whole(_ x: Number) -> (number: Number, digit: String)? {
        guard tenth(x, .nearest) == x, let name = named(x), name.unicodeScalars.count == 2 else { return nil }
        return (x, String(name.unicodeScalars.prefix(1)))
    }

    private func tenth(_ x: Number, _ rounding: Rounding) -> Number { x.rounded(toPlaces: 1, rounding) }

    private func halves(_ x: Number, _ rounding: Rounding) -> Number {
        (x * 20).rounded(toPlaces: 0, rounding) * Number(significand: 5, exponent: -2)
    }

    /// 三成, 三成半; nil outside of one to nine tenths and a half.
    private func named(_ x: Number) -> String? {
        guard let steps = Int((x * 20).rounded(toPlaces: 0).fixed(0)), (2...19).contains(steps) else { return nil }
        return String(Self.digits[steps / 2 - 1]) + (steps % 2 == 0 ? "成" : "成半")
    }
}
