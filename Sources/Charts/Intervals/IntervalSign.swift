/// A sign by which a drawing tells what is known of its values; the caption explains those that it uses.
package enum IntervalSign: String, Sendable, CaseIterable {
    /// A bar that goes on beyond its end, fading: "more than".
    case fadingEnd = "fading_end"
    /// A bar that fades before a thin line: "less than".
    case fadedEnd = "faded_end"
    /// A tail at a point or line, fading towards where the value lies.
    case tail
    /// A line from the lower to the upper bound.
    case whisker
    /// A band between the lower and upper bounds of a line or area.
    case band
    /// A bar whose end is striped: "about".
    case stripes
    /// A hollow point: "about".
    case hollow
    /// A point that is hollow anyway, its outline dashed: "about".
    case dashedOutline = "dashed_outline"
    /// A dashed line: all its values are "about".
    case dashedLine = "dashed_line"
    /// The signs at the end of a stack tell of its total.
    case total
}

/// Sizes of the signs in pixels. What fades has a fixed length, so that it reads as no value.
enum IntervalSize {
    static let fade = 28.0
    static let tail = 24.0
    static let tailWidth = 3.0
    static let stripe = 2.0
    static let line = 1.5
    /// Half the width of a whisker's cap, by the thickness of what it stands on.
    static func cap(_ thickness: Double) -> Double { min(6, max(3, thickness * 0.22)) }
}

/// A direction of measure, so that signs are drawn alike along either axis.
struct IntervalAxis {
    let isX: Bool
    let scale: Scale

    init?(_ channel: Channel, _ unit: UnitDrawing) {
        guard channel.isPosition, let scale = unit.scale(channel), scale.range.0 != scale.range.1 else { return nil }
        isX = channel == .x
        self.scale = scale
    }

    /// 1 where greater values lie at greater coordinates (to the right, or down), else -1.
    var rise: Double {
        let rises = (scale.range.1 > scale.range.0) == ((scale.domain.last ?? 1) >= (scale.domain.first ?? 0))
        return rises ? 1 : -1
    }

    /// The place of a bound within the plot, and whether it lies there; nil where it has none.
    func place(_ value: Double) -> (at: Double, isInside: Bool)? {
        let at = scale.number(value)
        guard at.isFinite else { return nil }
        let (low, high) = (min(scale.range.0, scale.range.1), max(scale.range.0, scale.range.1))
        return (min(max(at, low), high), at >= low - 0.5 && at <= high + 0.5)
    }

    /// What is to be shown of a value here. `<9` of what cannot be negative is no range from 0 to 9: a bar reaches
    /// down to the minimum anyway, and a logarithmic axis has no place for it.
    func kind(_ known: KnownValue) -> KnownValue.Kind {
        guard known.kind == .range, known.isCeiling else { return known.kind }
        let base = scale.domain.min() ?? 0
        return known.lower <= base || place(known.lower) == nil ? .less : .range
    }

    func rectangle(_ a: Double, _ b: Double, across: Double, thickness: Double) -> Shape {
        let (start, length, edge) = (min(a, b), abs(b - a), across - thickness / 2)
        return isX
            ? .rectangle(x: start, y: edge, width: length, height: thickness, corners: nil)
            : .rectangle(x: edge, y: start, width: thickness, height: length, corners: nil)
    }

    func point(_ along: Double, _ across: Double) -> (Double, Double) { isX ? (along, across) : (across, along) }
}

/// The fading paints of a drawing, each once.
struct FadePaints {
    private(set) var gradients: [SceneGradient]

    init(after gradients: [SceneGradient]) { self.gradients = gradients }

    /// A colour that goes from one opacity to another in the direction of an axis: `sign` 1 is to the right, or down.
    mutating func fade(_ colour: String, isX: Bool, sign: Double, from: Double, to: Double) -> Paint {
        // Vertical gradients run from the bottom up.
        let runsForward = isX == (sign > 0)
        let opacities = runsForward ? [from, to] : [to, from]
        if let known = gradients.firstIndex(where: {
            $0.isVertical == !isX && $0.opacities == opacities && $0.stops.first?.colour == colour
        }) {
            return .gradient(known)
        }
        var gradient = SceneGradient(isVertical: !isX, stops: [(0, colour), (1, colour)])
        gradient.opacities = opacities
        gradients.append(gradient)
        return .gradient(gradients.count - 1)
    }
}
