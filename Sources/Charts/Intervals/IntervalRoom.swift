import Expressions

extension ScaleBuilder {
    /// The bounds that a use of a position draws, which its axis must hold; `<9` asks for no room down to a minimum.
    func intervalEnds(_ use: ScaleUse, _ plan: ScalePlan) -> [Double] {
        units[use.unit].intervals(plan.channel, frames[use.unit].domains).flatMap {
            $0.known.isCeiling ? [$0.known.upper] : [$0.known.lower, $0.known.upper]
        }.filter(\.isFinite)
    }

    /// Widens an axis so that the fading ends of open values, which have a fixed length in pixels, lie within it. An
    /// end that the specification fixes stays where it is.
    static func makeRoom(
        _ scale: inout Scale, _ plan: ScalePlan, _ units: [UnitModel], _ frames: [UnitFrames]
    ) {
        guard plan.channel.isPosition, plan.domain == nil, scale.kind.isContinuous, scale.domain.count == 2 else {
            return
        }
        let ends = plan.uses.flatMap { use in
            units[use.unit].intervals(plan.channel, frames[use.unit].domains).filter {
                $0.known.kind == .more || $0.known.kind == .less
            }
        }
        guard !ends.isEmpty else { return }
        let length = abs(scale.range.1 - scale.range.0)
        let room = IntervalSize.fade + 4
        guard length > 3 * room else { return }
        let (low, high) = (scale.curve(scale.domain[0]), scale.curve(scale.domain[1]))
        var (first, last) = (low, high)
        for end in ends {
            let place = scale.curve(end.value)
            guard place.isFinite, high > low else { continue }
            let free = (end.known.kind == .more ? high - place : place - low) / (high - low) * length
            guard free < room else { continue }
            if end.known.kind == .more {
                last = max(last, low + (place - low) * length / (length - room))
            } else if place > low {
                // Bars that stand on this end fade within themselves.
                let isBase = scale.domain[0] == 0 && end.value >= 0
                if !isBase { first = min(first, high - (high - place) * length / (length - room)) }
            }
        }
        guard first < low || last > high else { return }
        if first < low, plan.domainMin == nil { scale.domain[0] = scale.uncurve(first) }
        if last > high, plan.domainMax == nil { scale.domain[1] = scale.uncurve(last) }
        if let count = plan.nice { scale.makeNice(count) }
    }
}
