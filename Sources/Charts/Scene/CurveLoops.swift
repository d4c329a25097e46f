#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Curve.Kind {
    /// Curves that do not begin at their first point: open ones leave out both ends, closed ones return to their start.
    var isLoop: Bool {
        switch self {
        case .linearClosed, .basisOpen, .basisClosed, .cardinalOpen, .cardinalClosed: true
        default: false
        }
    }
}

/// The rarer of d3-shape's curves.
extension Curve {
    func appendLoop(_ p: [Point], joins: Bool, to path: inout PathData) {
        func start(_ point: Point, joins: Bool) {
            if joins { path.line(point.x, point.y) } else { path.move(point.x, point.y) }
        }
        let n = p.count
        switch kind {
        case .linearClosed:
            start(p[0], joins: false)
            for point in p.dropFirst() { path.line(point.x, point.y) }
            path.close()
        case .basisOpen:
            guard n > 2 else { return }
            start(Self.knot(p[0], p[1], p[2]), joins: joins)
            for i in 3..<max(3, n) { basisPiece(p[i - 2], p[i - 1], p[i], &path) }
            if n == 3, !joins { path.close() }
        case .basisClosed:
            guard n > 2 else { return segment(p, &path) }
            start(Self.knot(p[0], p[1], p[2]), joins: false)
            for i in 3..<(n + 3) { basisPiece(p[(i - 2) % n], p[(i - 1) % n], p[i % n], &path) }
        case .cardinalOpen:
            guard n > 2 else { return }
            start(p[1], joins: joins)
            for i in 3..<max(3, n) { cardinalPiece(p[i - 3], p[i - 2], p[i - 1], p[i], &path) }
            if n == 3, !joins { path.close() }
        case .cardinalClosed:
            guard n > 2 else { return segment(p, &path) }
            start(p[1], joins: false)
            for i in 3..<(n + 3) { cardinalPiece(p[(i - 3) % n], p[(i - 2) % n], p[(i - 1) % n], p[i % n], &path) }
        default: break
        }
    }

    /// What a closed curve makes of one or two points.
    private func segment(_ p: [Point], _ path: inout PathData) {
        path.move(p[0].x, p[0].y)
        for point in p.dropFirst() { path.line(point.x, point.y) }
        path.close()
    }

    private static func knot(_ a: Point, _ b: Point, _ c: Point) -> Point {
        ((a.x + 4 * b.x + c.x) / 6, (a.y + 4 * b.y + c.y) / 6)
    }

    private func basisPiece(_ a: Point, _ b: Point, _ c: Point, _ path: inout PathData) {
        let end = Self.knot(a, b, c)
        path.curve(
            (2 * a.x + b.x) / 3, (2 * a.y + b.y) / 3, (a.x + 2 * b.x) / 3, (a.y + 2 * b.y) / 3, end.x, end.y)
    }

    /// From the second of four points to the third.
    private func cardinalPiece(_ a: Point, _ b: Point, _ c: Point, _ d: Point, _ path: inout PathData) {
        let k = (1 - (tension ?? 0)) / 6
        path.curve(
            b.x + k * (c.x - a.x), b.y + k * (c.y - a.y), c.x + k * (b.x - d.x), c.y + k * (b.y - d.y), c.x, c.y)
    }

    /// The points drawn towards the straight line from the first to the last (Holten 2006), for a basis curve.
    func straightened(_ p: [Point]) -> [Point] {
        guard let first = p.first, let last = p.last, p.count > 1 else { return p }
        let beta = tension ?? 0.85
        return p.enumerated().map { i, point in
            let t = Double(i) / Double(p.count - 1)
            return (
                beta * point.x + (1 - beta) * (first.x + t * (last.x - first.x)),
                beta * point.y + (1 - beta) * (first.y + t * (last.y - first.y))
            )
        }
    }

    /// Cubic Catmull–Rom with centripetal parameters (Yuksel and others 2011).
    func catmullRom(_ p: [Point], _ path: inout PathData) {
        let n = p.count
        if n == 2 { return path.line(p[1].x, p[1].y) }
        let alpha = tension ?? 0.5
        func length(_ a: Point, _ b: Point) -> (Double, Double) {
            let square = pow((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y), alpha)
            return (square.squareRoot(), square)
        }
        for i in 1..<n {
            let (a, b) = (p[i - 1], p[i])
            let (before, before2) = i > 1 ? length(p[i - 2], a) : (0, 0)
            let (here, here2) = length(a, b)
            let (after, after2) = i < n - 1 ? length(b, p[i + 1]) : (0, 0)
            var (c1, c2) = (a, b)
            if before > 1e-12 {
                let weight = 2 * before2 + 3 * before * here + here2
                let sum = 3 * before * (before + here)
                c1.x = (a.x * weight - p[i - 2].x * here2 + b.x * before2) / sum
                c1.y = (a.y * weight - p[i - 2].y * here2 + b.y * before2) / sum
            }
            if after > 1e-12 {
                let weight = 2 * after2 + 3 * after * here + here2
                let sum = 3 * after * (after + here)
                c2.x = (b.x * weight + a.x * after2 - p[i + 1].x * here2) / sum
                c2.y = (b.y * weight + a.y * after2 - p[i + 1].y * here2) / sum
            }
            path.curve(c1.x, c1.y, c2.x, c2.y, b.x, b.y)
        }
    }
}
