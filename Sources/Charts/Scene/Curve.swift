/// How a line goes through its points (d3-shape's curves).
struct Curve: Sendable {
    enum Kind: String, Sendable {
        case linear, step
        case stepBefore = "step-before"
        case stepAfter = "step-after"
        case monotone, basis, cardinal
        case catmullRom = "catmull-rom"
        case natural, bundle
        case linearClosed = "linear-closed"
        case basisOpen = "basis-open"
        case basisClosed = "basis-closed"
        case cardinalOpen = "cardinal-open"
        case cardinalClosed = "cardinal-closed"
    }

    var kind = Kind.linear
    /// Of `cardinal` curves, and the `alpha` of `catmull-rom` and the `beta` of `bundle`; nil for the curve's own.
    var tension: Double?
    /// A line that runs downwards keeps y monotone rather than x.
    var isHorizontal = false

    typealias Point = (x: Double, y: Double)

    /// Appends one run of points; the first is moved to, or joined by a line.
    func append(_ points: [Point], joins: Bool, backwards: Bool = false, to path: inout PathData) {
        guard let first = points.first else { return }
        if kind.isLoop { return appendLoop(points, joins: joins, to: &path) }
        if joins { path.line(first.x, first.y) } else { path.move(first.x, first.y) }
        if points.count == 1 {
            if !joins { path.close() }
            return
        }
        switch kind {
        case .linear:
            path.reserve(points.count)
            for point in points.dropFirst() { path.line(point.x, point.y) }
        case .step: steps(points, 0.5, &path)
        case .stepBefore: steps(points, backwards ? 1 : 0, &path)
        case .stepAfter: steps(points, backwards ? 0 : 1, &path)
        case .monotone: monotone(points, &path)
        case .basis: basis(points, &path)
        case .cardinal: cardinal(points, &path)
        case .catmullRom: catmullRom(points, &path)
        case .natural: natural(points, &path)
        case .bundle: basis(straightened(points), &path)
        case .linearClosed, .basisOpen, .basisClosed, .cardinalOpen, .cardinalClosed: break
        }
    }

    /// The height changes at a fraction of the way from point to point.
    private func steps(_ points: [Point], _ t: Double, _ path: inout PathData) {
        for i in 1..<points.count {
            let (a, b) = (points[i - 1], points[i])
            if t <= 0 {
                path.line(a.x, b.y)
                path.line(b.x, b.y)
            } else {
                let x = a.x * (1 - t) + b.x * t
                path.line(x, a.y)
                path.line(x, b.y)
                if t < 1, i == points.count - 1 { path.line(b.x, b.y) }
            }
        }
    }

    /// Steffen 1990: no overshoot between points.
    private func monotone(_ given: [Point], _ path: inout PathData) {
        let points = isHorizontal ? given.map { (x: $0.y, y: $0.x) } : given
        var distinct: [Point] = []
        for point in points where distinct.last.map({ $0.x != point.x || $0.y != point.y }) ?? true {
            distinct.append(point)
        }
        guard distinct.count > 1 else { return }
        let n = distinct.count
        func line(_ p: Point) { isHorizontal ? path.line(p.y, p.x) : path.line(p.x, p.y) }
        if n == 2 { return line(distinct[1]) }
        func sign(_ x: Double) -> Double { x < 0 ? -1 : 1 }
        var slopes = [Double](repeating: 0, count: n)
        for i in 1..<(n - 1) {
            let h0 = distinct[i].x - distinct[i - 1].x
            let h1 = distinct[i + 1].x - distinct[i].x
            let s0 = (distinct[i].y - distinct[i - 1].y) / (h0 != 0 ? h0 : h1 < 0 ? -0.0 : 0)
            let s1 = (distinct[i + 1].y - distinct[i].y) / (h1 != 0 ? h1 : h0 < 0 ? -0.0 : 0)
            let p = (s0 * h1 + s1 * h0) / (h0 + h1)
            let slope = (sign(s0) + sign(s1)) * min(abs(s0), abs(s1), 0.5 * abs(p))
            slopes[i] = slope.isFinite ? slope : 0
        }
        func end(_ a: Int, _ b: Int, _ t: Double) -> Double {
            let h = distinct[b].x - distinct[a].x
            return h != 0 ? (3 * (distinct[b].y - distinct[a].y) / h - t) / 2 : t
        }
        slopes[0] = end(0, 1, slopes[1])
        slopes[n - 1] = end(n - 2, n - 1, slopes[n - 2])
        for i in 1..<n {
            let (a, b) = (distinct[i - 1], distinct[i])
            let dx = (b.x - a.x) / 3
            let c1 = (x: a.x + dx, y: a.y + dx * slopes[i - 1])
            let c2 = (x: b.x - dx, y: b.y - dx * slopes[i])
            if isHorizontal {
                path.curve(c1.y, c1.x, c2.y, c2.x, b.y, b.x)
            } else {
                path.curve(c1.x, c1.y, c2.x, c2.y, b.x, b.y)
            }
        }
    }

    private func basis(_ p: [Point], _ path: inout PathData) {
        if p.count == 2 { return path.line(p[1].x, p[1].y) }
        path.line((5 * p[0].x + p[1].x) / 6, (5 * p[0].y + p[1].y) / 6)
        func segment(_ a: Point, _ b: Point, _ c: Point) {
            path.curve(
                (2 * a.x + b.x) / 3, (2 * a.y + b.y) / 3, (a.x + 2 * b.x) / 3, (a.y + 2 * b.y) / 3,
                (a.x + 4 * b.x + c.x) / 6, (a.y + 4 * b.y + c.y) / 6)
        }
        for i in 2..<p.count { segment(p[i - 2], p[i - 1], p[i]) }
        segment(p[p.count - 2], p[p.count - 1], p[p.count - 1])
        path.line(p[p.count - 1].x, p[p.count - 1].y)
    }

    private func cardinal(_ p: [Point], _ path: inout PathData) {
        let n = p.count
        if n == 2 { return path.line(p[1].x, p[1].y) }
        let k = (1 - (tension ?? 0)) / 6
        for i in 0..<(n - 1) {
            let before = p[max(0, i - 1)]
            let after = p[min(n - 1, i + 2)]
            // The first and last pieces lean on their own ends.
            let c1 = i == 0 ? p[0] : (x: p[i].x + k * (p[i + 1].x - before.x), y: p[i].y + k * (p[i + 1].y - before.y))
            let c2 =
                i == n - 2
                ? p[n - 1] : (x: p[i + 1].x - k * (after.x - p[i].x), y: p[i + 1].y - k * (after.y - p[i].y))
            path.curve(c1.x, c1.y, c2.x, c2.y, p[i + 1].x, p[i + 1].y)
        }
    }

    private func natural(_ p: [Point], _ path: inout PathData) {
        if p.count == 2 { return path.line(p[1].x, p[1].y) }
        let (x1, x2) = Self.controls(p.map(\.x))
        let (y1, y2) = Self.controls(p.map(\.y))
        for i in 0..<(p.count - 1) { path.curve(x1[i], y1[i], x2[i], y2[i], p[i + 1].x, p[i + 1].y) }
    }

    /// The control points of the natural cubic spline (a tridiagonal system).
    private static func controls(_ x: [Double]) -> ([Double], [Double]) {
        let n = x.count - 1
        var a = [Double](repeating: 1, count: n)
        var b = [Double](repeating: 4, count: n)
        var r = (0..<n).map { 4 * x[$0] + 2 * x[$0 + 1] }
        a[0] = 0
        b[0] = 2
        r[0] = x[0] + 2 * x[1]
        a[n - 1] = 2
        b[n - 1] = 7
        r[n - 1] = 8 * x[n - 1] + x[n]
        for i in 1..<n {
            let m = a[i] / b[i - 1]
            b[i] -= m
            r[i] -= m * r[i - 1]
        }
        a[n - 1] = r[n - 1] / b[n - 1]
        for i in (0..<(n - 1)).reversed() { a[i] = (r[i] - a[i + 1]) / b[i] }
        b[n - 1] = (x[n] + a[n - 1]) / 2
        for i in 0..<(n - 1) { b[i] = 2 * x[i + 1] - a[i + 1] }
        return (a, b)
    }
}
