/// Random numbers that are the same each time (SplitMix64, Steele et al. 2014): a drawing must not change by itself.
struct RandomNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64 = 0x5EED) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A whole number below `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}

extension DataFrame {
    /// So many rows at random (reservoir sampling), in their order.
    func sampled(_ size: Int) -> DataFrame {
        guard size < rowCount else { return self }
        var random = RandomNumbers()
        var kept = Array(0..<max(0, size))
        for row in size..<rowCount {
            let place = random.below(row + 1)
            if place < size { kept[place] = row }
        }
        return gather(kept.sorted())
    }
}

extension Statistics {
    /// Samples drawn for a bootstrap (vega-statistics).
    private static let bootstrapSamples = 1000
    /// Beyond so many values the normal interval, to which the bootstrap converges, is taken.
    private static let bootstrapLimit = 20_000

    /// The 95% confidence interval of the mean, by the percentile bootstrap (Efron 1979).
    static func confidence(_ values: [Double]) -> (low: Double, high: Double) {
        let n = values.count
        guard n > 1, n <= bootstrapLimit else {
            let middle = mean(values)
            let error = n > 1 ? (deviations(values) / Double(n - 1) / Double(n)).squareRoot() : 0
            return (middle - 1.959964 * error, middle + 1.959964 * error)
        }
        var random = RandomNumbers()
        var means: [Double] = []
        means.reserveCapacity(bootstrapSamples)
        for _ in 0..<bootstrapSamples {
            var sum = 0.0
            for _ in 0..<n { sum += values[random.below(n)] }
            means.append(sum / Double(n))
        }
        means.sort()
        return (quantile(means, 0.025), quantile(means, 0.975))
    }
}
