#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Points of a function, closer where it bends (vega-statistics' `sampleCurve`).
enum CurveSampling {
    typealias Point = (x: Double, y: Double)

    /// What a chart may ask for; more is no finer to the eye.
    static let limit = 2000

    /// Between `minimum` and `maximum` steps over a stretch; where both are the same, equal steps.
    static func points(
        _ function: (Double) -> Double, from low: Double, to high: Double, minimum: Int, maximum: Int
    ) -> [Point] {
        let span = high - low
        guard span.isFinite, minimum > 0 else { return [] }
        let most = max(minimum, maximum)
        func point(_ x: Double) -> Point { (x, function(x)) }
        if minimum == most {
            return (0...most).map { point($0 == most ? high : low + Double($0) / Double(most) * span) }
        }
        var done = [point(low)]
        // The rest from the far end, so that the next is the last.
        var ahead = [point(high)] + (1..<minimum).reversed().map { point(low + Double($0) / Double(minimum) * span) }
        let heights = (done + ahead).map(\.y).filter(\.isFinite)
        let scale = (x: 1 / span, y: 1 / ((heights.max() ?? 1) - (heights.min() ?? 0)))
        while let next = ahead.last, let last = done.last, done.count <= 2 * limit {
            let middle = point((last.x + next.x) / 2)
            if middle.x - last.x >= span / Double(most), bends(last, middle, next, scale) {
                ahead.append(middle)
            } else {
                done.append(next)
                ahead.removeLast()
            }
        }
        return done
    }

    /// True where the way over `middle` turns by more than half a degree from the straight one.
    private static func bends(_ a: Point, _ middle: Point, _ b: Point, _ scale: (x: Double, y: Double)) -> Bool {
        func direction(_ p: Point) -> Double { atan2(scale.y * (p.y - a.y), scale.x * (p.x - a.x)) }
        return abs(direction(b) - direction(middle)) > 0.5 * .pi / 180
    }
}

extension DataFrame {
    /// A frame of generated rows: for each group its keys, and columns of numbers that hold its rows one after another.
    func generated(_ groups: [[Int]], by keys: [String], _ rows: [[CurveSampling.Point]], names: (String, String))
        -> DataFrame
    {
        let sources = zip(groups, rows).flatMap { group, points in
            [Int](repeating: group.first ?? 0, count: points.count)
        }
        var out = DataFrame(rowCount: sources.count)
        for key in keys {
            if let column = column(key) { out.set(key, column.gather(sources)) }
        }
        out.set(names.0, .numbers(rows.flatMap { $0.map(\.x) }))
        out.set(names.1, .numbers(rows.flatMap { $0.map(\.y) }))
        return out
    }
}
