#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The shapes of points, by their area in square pixels, around the origin (Vega's names and proportions).
enum Symbols {
    static let names = [
        "circle", "square", "cross", "diamond", "triangle-up", "triangle-down", "triangle-right", "triangle-left",
        "triangle", "arrow", "wedge", "stroke",
    ]

    /// True of a name of the list and of path data for a square from −1 to 1.
    static func isShape(_ name: String) -> Bool {
        names.contains(name) || PathParser.parse(name, scale: 1, x: 0, y: 0, angle: 0) != nil
    }

    /// The outline; nil for a circle, which SVG has itself, and for names that are none.
    static func path(_ name: String, size: Double, x: Double, y: Double, angle: Double) -> PathData? {
        let r = size.squareRoot() / 2
        let h = 3.0.squareRoot() / 2 * r
        let points: [(Double, Double)]
        switch name {
        case "square": points = [(-r, -r), (r, -r), (r, r), (-r, r)]
        case "cross":
            let s = r / 2.5
            points = [
                (-r, -s), (-r, s), (-s, s), (-s, r), (s, r), (s, s), (r, s), (r, -s), (s, -s), (s, -r), (-s, -r),
                (-s, -s),
            ]
        case "diamond": points = [(-r, 0), (0, -r), (r, 0), (0, r)]
        case "triangle-up": points = [(0, -h), (-r, h), (r, h)]
        case "triangle-down": points = [(0, h), (-r, -h), (r, -h)]
        case "triangle-right": points = [(h, 0), (-h, -r), (-h, r)]
        case "triangle-left": points = [(-h, 0), (h, -r), (h, r)]
        case "triangle":
            let o = h - r * 0.5773502691896257
            points = [(0, -h - o), (-r, h - o), (r, h - o)]
        case "wedge":
            let o = h - r * 0.5773502691896257
            points = [(0, -h - o), (-r / 4, h - o), (r / 4, h - o)]
        case "arrow":
            let (s, t, v) = (r / 7, r / 2.5, r / 8)
            points = [(-s, r), (s, r), (s, -v), (t, -v), (0, -r), (-t, -v), (-s, -v)]
        case "stroke": points = [(-r, 0), (r, 0)]
        case "circle": return nil
        default: return PathParser.parse(name, scale: r, x: x, y: y, angle: angle)
        }
        let (c, s) = (cos(angle * .pi / 180), sin(angle * .pi / 180))
        var out = PathData()
        for (i, (px, py)) in points.enumerated() {
            let (qx, qy) = angle == 0 ? (px, py) : (px * c - py * s, px * s + py * c)
            if i == 0 { out.move(x + qx, y + qy) } else { out.line(x + qx, y + qy) }
        }
        if points.count > 2 { out.close() }
        return out
    }
}
