#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Locally weighted linear regression with tricube weights and two passes that discount outliers (Cleveland 1979, as
/// vega-statistics computes it).
enum Loess {
    typealias Point = CurveSampling.Point

    private static let passes = 2
    private static let epsilon = 1e-12

    /// More products of points and neighbours than this take too long.
    static let workLimit = 20_000_000

    static func neighbours(_ count: Int, _ bandwidth: Double) -> Int {
        max(2, min(count, Int(max(0, min(1, bandwidth)) * Double(count))))
    }

    /// The smoothed points by rising x, one for each distinct x. `bandwidth` is the share of the points that weigh
    /// in at each.
    static func smoothed(_ given: [Point], bandwidth: Double) -> [Point] {
        let points = given.enumerated().sorted {
            $0.element.x == $1.element.x ? $0.offset < $1.offset : $0.element.x < $1.element.x
        }.map(\.element)
        guard points.count > 1 else { return points }
        // Around the means, for precision.
        let (ux, uy) = (Statistics.mean(points.map(\.x)), Statistics.mean(points.map(\.y)))
        let x = points.map { $0.x - ux }
        let y = points.map { $0.y - uy }
        let width = neighbours(points.count, bandwidth)
        var fitted = [Double](repeating: 0, count: x.count)
        var trust = [Double](repeating: 1, count: x.count)
        for pass in 0...passes {
            var window = (0, width - 1)
            for i in x.indices {
                fitted[i] = local(x, y, trust, i, window)
                advance(&window, x, i + 1)
            }
            if pass == passes { break }
            let residuals = zip(y, fitted).map { abs($0 - $1) }
            let median = Statistics.quantile(residuals.sorted(), 0.5)
            if abs(median) < epsilon { break }
            trust = residuals.map { residual in
                let t = residual / (6 * median)
                // Never quite zero, which would leave nothing to fit.
                return t >= 1 ? epsilon : (1 - t * t) * (1 - t * t)
            }
        }
        return joined(x, fitted, ux, uy)
    }

    private static func local(_ x: [Double], _ y: [Double], _ trust: [Double], _ i: Int, _ window: (Int, Int)) -> Double
    {
        let at = x[i]
        let farther = at - x[window.0] > x[window.1] - at ? window.0 : window.1
        let reach = abs(x[farther] - at)
        let scale = 1 / (reach == 0 ? 1 : reach)
        var (w, wx, wy, wxy, wxx) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for k in window.0...window.1 {
            let d = abs(at - x[k]) * scale
            let t = 1 - d * d * d
            let weight = t * t * t * trust[k]
            w += weight
            wx += weight * x[k]
            wy += weight * y[k]
            wxy += weight * x[k] * y[k]
            wxx += weight * x[k] * x[k]
        }
        let (a, b) = Regression.line(x: wx / w, y: wy / w, xy: wxy / w, xx: wxx / w)
        return a + b * at
    }

    /// Moves the window to the nearest neighbours of the next point.
    private static func advance(_ window: inout (Int, Int), _ x: [Double], _ i: Int) {
        while window.1 + 1 < x.count, i < x.count, i > window.0, x[window.1 + 1] - x[i] <= x[i] - x[window.0] {
            window = (window.0 + 1, window.1 + 1)
        }
    }

    /// Points of one x become one at their mean.
    private static func joined(_ x: [Double], _ y: [Double], _ ux: Double, _ uy: Double) -> [Point] {
        var out: [Point] = []
        var same = 0
        for i in x.indices {
            if let last = out.last, last.x == x[i] + ux {
                same += 1
                out[out.count - 1].y += (y[i] + uy - last.y) / Double(same + 1)
            } else {
                same = 0
                out.append((x[i] + ux, y[i] + uy))
            }
        }
        return out
    }
}
