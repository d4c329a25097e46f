import Diagnostics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A kernel density estimate with a Gaussian kernel (Vega's `kde`).
struct Density: Sendable {
    var field: String
    var keys: [String]
    /// Zero asks for Scott's rule (1992), as vega-statistics estimates it.
    var bandwidth = 0.0
    var isCumulative = false
    /// Smoothed counts, not probabilities.
    var isCount = false
    var extent: (Double, Double)?
    /// All groups over one stretch in equal steps, so that they can be stacked.
    var isShared = true
    var minimumSteps = 25
    var maximumSteps = 200
    var steps: Int?
    var names = ("value", "density")

    func applied(to frame: DataFrame) -> DataFrame {
        let groups = frame.groups(by: keys)
        let values = support(frame)
        let known = frame.doubles(field)
        func range(_ rows: [Int]) -> (Double, Double)? {
            let list = rows.map { known[$0] }.filter(\.isFinite)
            guard let low = list.min(), let high = list.max() else { return nil }
            return (low, high)
        }
        let shared = extent ?? (isShared ? range(Array(0..<frame.rowCount)) : nil)
        let least = steps ?? (isShared ? maximumSteps : minimumSteps)
        let curves = groups.map { rows -> [CurveSampling.Point] in
            guard let (low, high) = shared ?? range(rows) else { return [] }
            let support = rows.map { values[$0] }
            let width =
                bandwidth > 0 ? bandwidth : Self.bandwidth(rows.map { known[$0] }.filter(\.isFinite), rows.count)
            let factor = isCount ? Double(rows.count) : 1
            return CurveSampling.points(
                { x in factor * estimate(support, width, x) }, from: low, to: high, minimum: least,
                maximum: steps ?? maximumSteps)
        }
        return frame.generated(groups, by: keys, curves, names: names)
    }

    /// The values, a missing one being zero as in JavaScript's arithmetic.
    private func support(_ frame: DataFrame) -> [Double] {
        guard let column = frame.column(field) else { return [Double](repeating: 0, count: frame.rowCount) }
        return (0..<frame.rowCount).map { column[$0].number ?? 0 }
    }

    private func estimate(_ support: [Double], _ width: Double, _ x: Double) -> Double {
        var sum = 0.0
        if isCumulative {
            for value in support { sum += 0.5 * erfc((value - x) / (width * 2.0.squareRoot())) }
            return sum / Double(support.count)
        }
        for value in support {
            let z = (x - value) / width
            sum += exp(-0.5 * z * z)
        }
        return sum / (2 * Double.pi).squareRoot() / width / Double(support.count)
    }

    /// Scott's normal reference rule: 1.06 · min(σ, IQR / 1.34) · n^(−1/5).
    private static func bandwidth(_ values: [Double], _ count: Int) -> Double {
        let sorted = values.sorted()
        let deviation =
            values.count > 1 ? (Statistics.deviations(values) / Double(values.count - 1)).squareRoot() : .nan
        let (low, high) = (Statistics.quantile(sorted, 0.25), Statistics.quantile(sorted, 0.75))
        let spread = [Swift.min(deviation, (high - low) / 1.34), deviation, abs(low)].first { $0.isFinite && $0 > 0 }
        return 1.06 * (spread ?? 1) * pow(Double(max(1, count)), -0.2)
    }
}
