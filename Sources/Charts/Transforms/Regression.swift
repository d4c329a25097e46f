#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A curve of one kind fitted by ordinary least squares (vega-statistics' regressions). Exponential fits weigh by y,
/// logarithmic and power fits are linear in the logarithms.
enum Regression {
    enum Method: String, Sendable, CaseIterable { case linear, log, exp, pow, quad, poly }

    typealias Point = CurveSampling.Point

    struct Fit {
        /// From the constant term upwards; of `exp` and `pow` factor and exponent.
        var coefficients: [Double]
        var predict: (Double) -> Double
        /// The share of the variance that the fit explains.
        var rSquared = Double.nan
    }

    /// How many coefficients have to be found beside the constant.
    static func degrees(_ method: Method, order: Int) -> Int {
        method == .poly ? order : method == .quad ? 2 : 1
    }

    static func fit(_ points: [Point], _ method: Method, order: Int) -> Fit {
        var out: Fit
        switch method {
        case .linear: out = linear(points)
        case .log:
            let (a, b) = line(points.map { (logarithm($0.x), $0.y) })
            out = Fit(coefficients: [a, b]) { a + b * logarithm($0) }
        case .exp: out = exponential(points)
        case .pow:
            let (a, b) = line(points.map { (logarithm($0.x), logarithm($0.y)) })
            let factor = exponentiated(a)
            out = Fit(coefficients: [factor, b]) { factor * raised($0, b) }
        case .quad: out = polynomial(points, order: 2)
        case .poly: out = polynomial(points, order: order)
        }
        let mean = Statistics.mean(points.map(\.y))
        let errors = points.reduce(0.0) { sum, p in
            let error = p.y - out.predict(p.x)
            return sum + error * error
        }
        let total = points.reduce(0.0) { $0 + ($1.y - mean) * ($1.y - mean) }
        out.rSquared = 1 - errors / total
        return out
    }

    // MARK: - Lines

    /// Intercept and slope from means: of x, y, xy and x².
    static func line(x: Double, y: Double, xy: Double, xx: Double) -> (intercept: Double, slope: Double) {
        let delta = xx - x * x
        let slope = abs(delta) < 1e-24 ? 0 : (xy - x * y) / delta
        return (y - slope * x, slope)
    }

    private static func line(_ points: [Point]) -> (intercept: Double, slope: Double) {
        line(
            x: Statistics.mean(points.map(\.x)), y: Statistics.mean(points.map(\.y)),
            xy: Statistics.mean(points.map { $0.x * $0.y }), xx: Statistics.mean(points.map { $0.x * $0.x }))
    }

    private static func linear(_ points: [Point]) -> Fit {
        let (a, b) = line(points)
        return Fit(coefficients: [a, b]) { a + b * $0 }
    }

    /// log y is linear in x, each point weighing as much as its y.
    private static func exponential(_ points: [Point]) -> Fit {
        let middle = Statistics.mean(points.map(\.x))
        let mean = Statistics.mean(points.map(\.y))
        let centred = points.map { (x: $0.x - middle, y: $0.y) }
        func average(_ value: (Point) -> Double) -> Double { Statistics.mean(centred.map(value)) / mean }
        let (a, b) = line(
            x: average { $0.x * $0.y }, y: average { $0.y * logarithm($0.y) },
            xy: average { $0.x * $0.y * logarithm($0.y) }, xx: average { $0.x * $0.x * $0.y })
        return Fit(coefficients: [exponentiated(a - b * middle), b]) { exponentiated(a + b * ($0 - middle)) }
    }

    // MARK: - Polynomials

    private static func polynomial(_ points: [Point], order: Int) -> Fit {
        if order == 0 {
            let mean = Statistics.mean(points.map(\.y))
            return Fit(coefficients: [mean]) { _ in mean }
        }
        if order == 1 { return linear(points) }
        // Around the mean, where powers stay small.
        let (ux, uy) = (Statistics.mean(points.map(\.x)), Statistics.mean(points.map(\.y)))
        let size = order + 1
        var moments = [Double](repeating: 0, count: 2 * order + 1)
        var right = [Double](repeating: 0, count: size)
        for point in points {
            var power = 1.0
            for i in moments.indices {
                moments[i] += power
                if i < size { right[i] += power * (point.y - uy) }
                power *= point.x - ux
            }
        }
        let rows = (0..<size).map { i in (0..<size).map { moments[i + $0] } + [right[i]] }
        let centred = solved(rows)
        return Fit(coefficients: uncentred(centred, ux, uy)) { x in
            uy + centred.reversed().reduce(0) { $0 * (x - ux) + $1 }
        }
    }

    /// Gaussian elimination with the largest pivot; the last column is the right side.
    private static func solved(_ given: [[Double]]) -> [Double] {
        var rows = given
        let n = rows.count
        for i in 0..<n {
            let pivot = (i..<n).max { abs(rows[$0][i]) < abs(rows[$1][i]) } ?? i
            rows.swapAt(i, pivot)
            guard rows[i][i] != 0 else { continue }
            for j in (i + 1)..<max(n, i + 1) {
                let factor = rows[j][i] / rows[i][i]
                for k in i...n { rows[j][k] -= factor * rows[i][k] }
            }
        }
        var out = [Double](repeating: 0, count: n)
        for i in (0..<n).reversed() {
            let known = ((i + 1)..<max(n, i + 1)).reduce(0) { $0 + rows[i][$1] * out[$1] }
            out[i] = rows[i][i] == 0 ? 0 : (rows[i][n] - known) / rows[i][i]
        }
        return out
    }

    /// The coefficients of the polynomial of x − ux as those of the polynomial of x (binomial expansion).
    private static func uncentred(_ a: [Double], _ ux: Double, _ uy: Double) -> [Double] {
        var out = [Double](repeating: 0, count: a.count)
        for i in a.indices.reversed() {
            var binomial = 1.0
            out[i] += a[i]
            for j in 1..<max(1, i + 1) {
                binomial *= Double(i + 1 - j) / Double(j)
                out[i - j] += a[i] * raised(-ux, Double(j)) * binomial
            }
        }
        out[0] += uy
        return out
    }
}

// The cases of `Regression.Method` have the names of the functions, so these go by others.
private func logarithm(_ x: Double) -> Double { log(x) }
private func exponentiated(_ x: Double) -> Double { exp(x) }
