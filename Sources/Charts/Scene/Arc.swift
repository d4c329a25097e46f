#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A sector of a ring, with a gap to its neighbours and round corners (the geometry of d3-shape's `arc`). Angles are
/// in radians, clockwise from twelve o'clock.
struct Arc: Sendable {
    var innerRadius: Double
    var outerRadius: Double
    var startAngle: Double
    var endAngle: Double
    /// The angle between this sector and the next, kept parallel along both sides.
    var padAngle = 0.0
    var cornerRadius = 0.0

    private typealias Point = (x: Double, y: Double)
    private static let epsilon = 1e-12

    var isFinite: Bool {
        [innerRadius, outerRadius, startAngle, endAngle, padAngle, cornerRadius].allSatisfy(\.isFinite)
    }

    /// The outline around a centre.
    func path(aroundX cx: Double, y cy: Double) -> PathData {
        let inner = max(0, min(innerRadius, outerRadius))
        let outer = max(0, max(innerRadius, outerRadius))
        // Angles count from three o'clock from here on.
        let (from, to) = (startAngle - .pi / 2, endAngle - .pi / 2)
        var out = PathData()
        if outer <= Self.epsilon {
            out.move(cx, cy)
        } else if abs(to - from) > 2 * .pi - Self.epsilon {
            ring(inner, outer, from, cx, cy, &out)
        } else {
            sector(inner, outer, from, to, cx, cy, &out)
        }
        out.close()
        return out
    }

    private func ring(
        _ inner: Double, _ outer: Double, _ from: Double, _ cx: Double, _ cy: Double, _ out: inout PathData
    ) {
        out.move(cx + outer * cos(from), cy + outer * sin(from))
        out.turn(around: (cx, cy), radius: outer, from: from, to: from + 2 * .pi)
        guard inner > Self.epsilon else { return }
        // The hole runs the other way, so that it stays empty.
        out.move(cx + inner * cos(from), cy + inner * sin(from))
        out.turn(around: (cx, cy), radius: inner, from: from, to: from - 2 * .pi)
    }

    private func sector(
        _ inner: Double, _ outer: Double, _ from: Double, _ to: Double, _ cx: Double, _ cy: Double,
        _ out: inout PathData
    ) {
        let sense: Double = to > from ? 1 : -1
        let span = abs(to - from)
        let outside = padded(from, to, span, outer, inner, outer)
        let inside = padded(from, to, span, inner, inner, outer)
        let (o1, o2) = (Self.at(outer, outside.from), Self.at(outer, outside.to))
        let (i1, i2) = (Self.at(inner, inside.from), Self.at(inner, inside.to))
        let corners = cornerRadii(inner, outer, span, o1, o2, i1, i2)

        if outside.span <= Self.epsilon {
            out.move(cx + o1.x, cy + o1.y)
        } else if corners.outer > Self.epsilon {
            edge(outer, (i1, o1), (o2, i2), corners.outer, sense, (cx, cy), &out)
        } else {
            out.move(cx + o1.x, cy + o1.y)
            out.turn(around: (cx, cy), radius: outer, from: outside.from, to: outside.to)
        }
        if inner <= Self.epsilon || inside.span <= Self.epsilon {
            out.line(cx + i2.x, cy + i2.y)
        } else if corners.inner > Self.epsilon {
            edge(inner, (i2, o2), (o1, i1), -corners.inner, sense, (cx, cy), &out)
        } else {
            out.line(cx + i2.x, cy + i2.y)
            out.turn(around: (cx, cy), radius: inner, from: inside.to, to: inside.from)
        }
    }

    private static func at(_ radius: Double, _ angle: Double) -> Point { (radius * cos(angle), radius * sin(angle)) }

    /// The angles at a radius when half the gap is taken from each end; one angle in the middle where nothing is left.
    private func padded(
        _ from: Double, _ to: Double, _ span: Double, _ radius: Double, _ inner: Double, _ outer: Double
    ) -> (from: Double, to: Double, span: Double) {
        let half = padAngle / 2
        guard half > Self.epsilon, radius > 0 else { return (from, to, span) }
        let distance = (inner * inner + outer * outer).squareRoot() * sin(half)
        let angle = asin(min(1, distance / radius))
        let left = span - 2 * angle
        guard left > Self.epsilon else { return ((from + to) / 2, (from + to) / 2, 0) }
        let sense: Double = to > from ? 1 : -1
        return (from + sense * angle, to - sense * angle, left)
    }

    /// How round the corners can be: within the ring's width, and within the wedge between the sides.
    private func cornerRadii(
        _ inner: Double, _ outer: Double, _ span: Double, _ o1: Point, _ o2: Point, _ i1: Point, _ i2: Point
    ) -> (inner: Double, outer: Double) {
        let most = min((outer - inner) / 2, max(0, cornerRadius))
        guard most > Self.epsilon, span < .pi else { return (most, most) }
        guard let apex = Self.intersection(o1, i1, o2, i2) else { return (0, 0) }
        let (a, b) = ((x: o1.x - apex.x, y: o1.y - apex.y), (x: o2.x - apex.x, y: o2.y - apex.y))
        let lengths = hypot(a.x, a.y) * hypot(b.x, b.y)
        guard lengths > 0 else { return (0, 0) }
        let k = 1 / sin(acos(max(-1, min(1, (a.x * b.x + a.y * b.y) / lengths))) / 2)
        let apexRadius = hypot(apex.x, apex.y)
        func limited(_ x: Double) -> Double { x.isFinite ? max(0, min(most, x)) : 0 }
        return (limited((inner - apexRadius) / (k - 1)), limited((outer - apexRadius) / (k + 1)))
    }

    /// Where the lines through two pairs of points meet; nil for parallels.
    private static func intersection(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Point? {
        let (bx, by) = (b.x - a.x, b.y - a.y)
        let (dx, dy) = (d.x - c.x, d.y - c.y)
        let cross = dy * bx - dx * by
        guard cross * cross >= epsilon else { return nil }
        let t = (dx * (a.y - c.y) - dy * (a.x - c.x)) / cross
        return (a.x + t * bx, a.y + t * by)
    }

    /// A circle in the corner between a side and the ring's edge: its centre and the points where it touches both.
    private struct Corner {
        var centre: Point
        /// On the side.
        var side: Point
        /// On the edge.
        var edge: Point

        /// `corner` is negative inside the hole's edge.
        init(_ a: Point, _ b: Point, radius: Double, corner: Double, clockwise: Bool) {
            let (dx, dy) = (a.x - b.x, a.y - b.y)
            let length = hypot(dx, dy)
            let shift = (clockwise ? corner : -corner) / (length > 0 ? length : 1)
            let (ox, oy) = (shift * dy, -shift * dx)
            // The side moved inward by the corner's radius meets the circle around the centre that is as much smaller.
            let (p, q) = ((x: a.x + ox, y: a.y + oy), (x: b.x + ox, y: b.y + oy))
            let (ex, ey) = (q.x - p.x, q.y - p.y)
            let square = ex * ex + ey * ey
            let rest = radius - corner
            let cross = p.x * q.y - q.x * p.y
            let root = (ey < 0 ? -1 : 1) * max(0, rest * rest * square - cross * cross).squareRoot()
            let middle: Point = ((p.x + q.x) / 2, (p.y + q.y) / 2)
            let first: Point = ((cross * ey - ex * root) / square, (-cross * ex - ey * root) / square)
            let second: Point = ((cross * ey + ex * root) / square, (-cross * ex + ey * root) / square)
            func distance(_ x: Point) -> Double { hypot(x.x - middle.x, x.y - middle.y) }
            centre = distance(first) > distance(second) ? second : first
            side = (centre.x - ox, centre.y - oy)
            let stretch = rest == 0 ? 1 : radius / rest
            edge = (centre.x * stretch, centre.y * stretch)
        }
    }

    /// An edge of the ring with a round corner at either end; the inner edge, whose corners are negative, runs back.
    private func edge(
        _ radius: Double, _ first: (Point, Point), _ second: (Point, Point), _ corner: Double, _ sense: Double,
        _ centre: Point, _ out: inout PathData
    ) {
        let a = Corner(first.0, first.1, radius: radius, corner: corner, clockwise: sense > 0)
        let b = Corner(second.0, second.1, radius: radius, corner: corner, clockwise: sense > 0)
        let r = abs(corner)
        if corner > 0 {
            out.move(centre.x + a.side.x, centre.y + a.side.y)
        } else {
            out.line(centre.x + a.side.x, centre.y + a.side.y)
        }
        func bend(_ c: Point, _ radius: Double, _ from: Point, _ to: Point, _ sense: Double) {
            let start = atan2(from.y - c.y, from.x - c.x)
            out.turn(
                around: (centre.x + c.x, centre.y + c.y), radius: radius, from: start,
                to: Self.following(atan2(to.y - c.y, to.x - c.x), start, sense))
        }
        if r < cornerRadius, hypot(a.centre.x - b.centre.x, a.centre.y - b.centre.y) < 1e-6 {
            // Both corners are one circle.
            return bend(a.centre, r, a.side, b.side, sense)
        }
        bend(a.centre, r, a.side, a.edge, sense)
        bend((0, 0), radius, a.edge, b.edge, corner > 0 ? sense : -sense)
        bend(b.centre, r, b.edge, b.side, sense)
    }

    /// The same direction as `angle`, reached from `start` without turning back.
    private static func following(_ angle: Double, _ start: Double, _ sense: Double) -> Double {
        var out = angle
        while sense > 0, out < start - 1e-9 { out += 2 * .pi }
        while sense < 0, out > start + 1e-9 { out -= 2 * .pi }
        return out
    }
}
