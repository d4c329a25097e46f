/// The transform `quantile`: the quantiles of each group, by linear interpolation (R's type 7).
struct Quantiles: Sendable {
    var field: String
    var keys: [String]
    var probabilities: [Double]
    var names = ("prob", "value")

    /// More are no finer to the eye.
    static let limit = 2000

    /// From half a step up to one, in steps (d3's `range`).
    static func probabilities(step: Double) -> [Double] {
        let count = max(0, ((1 - 1e-14 - step / 2) / step).rounded(.up))
        guard count.isFinite, count <= Double(limit) else { return [] }
        return (0..<Int(count)).map { step / 2 + Double($0) * step }
    }

    func applied(to frame: DataFrame) -> DataFrame {
        let groups = frame.groups(by: keys)
        let values = frame.doubles(field)
        let rows = groups.map { group -> [CurveSampling.Point] in
            let sorted = group.map { values[$0] }.filter(\.isFinite).sorted()
            return probabilities.map { ($0, Statistics.quantile(sorted, $0)) }
        }
        return frame.generated(groups, by: keys, rows, names: names)
    }
}
