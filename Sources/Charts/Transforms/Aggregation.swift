import Expressions

/// The aggregates of the grammar over one column.
enum AggregateOperation: String, Sendable, CaseIterable {
    case count, valid, missing, distinct, sum, mean, average, product, min, max, median, q1, q3
    case variance, variancep, stdev, stdevp, stderr, ci0, ci1, values, argmin, argmax

    /// True where parts of it add up, so that a stack of it means something.
    var isSum: Bool { self == .count || self == .sum || self == .distinct || self == .valid || self == .missing }

    /// `Mean of x`: the word in an axis title.
    var title: String {
        let text = rawValue
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The aggregate of a column over some rows.
    func apply(_ column: DataColumn?, _ rows: [Int]) -> DataValue {
        switch self {
        case .count: return .number(Double(rows.count))
        case .distinct:
            guard let column else { return .number(0) }
            return .number(Double(Set(rows.map { column[$0] }).count))
        case .missing:
            guard let column else { return .number(Double(rows.count)) }
            return .number(Double(rows.filter { column[$0].isNullish || column[$0] == .string("") }.count))
        default: break
        }
        guard let column else { return .null }
        if self == .values { return .array(rows.map { column[$0] }) }
        return apply(rows.compactMap { column.double($0).finite }, dates: isDates(column))
    }

    private func isDates(_ column: DataColumn) -> Bool { if case .dates = column { true } else { false } }

    private func apply(_ x: [Double], dates: Bool) -> DataValue {
        let n = Double(x.count)
        switch self {
        case .valid: return .number(n)
        default: break
        }
        // Of nothing there is no sum either.
        guard !x.isEmpty else { return .null }
        let result: Double
        switch self {
        case .mean, .average: result = Statistics.mean(x)
        case .sum: result = x.reduce(0, +)
        case .product: result = x.reduce(1, *)
        case .min: result = x.min() ?? .nan
        case .max: result = x.max() ?? .nan
        case .median: result = Statistics.quantile(x.sorted(), 0.5)
        case .q1: result = Statistics.quantile(x.sorted(), 0.25)
        case .q3: result = Statistics.quantile(x.sorted(), 0.75)
        case .variance: result = x.count > 1 ? Statistics.deviations(x) / (n - 1) : .nan
        case .variancep: result = Statistics.deviations(x) / n
        case .stdev: result = x.count > 1 ? (Statistics.deviations(x) / (n - 1)).squareRoot() : .nan
        case .stdevp: result = (Statistics.deviations(x) / n).squareRoot()
        case .stderr: result = x.count > 1 ? (Statistics.deviations(x) / (n - 1) / n).squareRoot() : .nan
        case .ci0, .ci1:
            let interval = Statistics.confidence(x)
            result = self == .ci0 ? interval.low : interval.high
        default: return .null
        }
        guard result.isFinite else { return .null }
        return dates && (self == .min || self == .max || self == .mean || self == .average || self == .median)
            ? .date(result) : .number(result)
    }
}

enum Statistics {
    /// Welford's running mean, as Vega computes it, so that sums agree to the last digits.
    static func mean(_ x: [Double]) -> Double {
        var mean = 0.0
        for (i, value) in x.enumerated() { mean += (value - mean) / Double(i + 1) }
        return mean
    }

    /// The sum of squared deviations from the mean.
    static func deviations(_ x: [Double]) -> Double {
        var mean = 0.0
        var sum = 0.0
        for (i, value) in x.enumerated() {
            let delta = value - mean
            mean += delta / Double(i + 1)
            sum += delta * (value - mean)
        }
        return sum
    }

    /// The quantile of sorted numbers by linear interpolation (R's type 7).
    static func quantile(_ sorted: [Double], _ p: Double) -> Double {
        guard let first = sorted.first, let last = sorted.last else { return .nan }
        let h = Double(sorted.count - 1) * p
        let i = h.rounded(.down).whole(-1...sorted.count)
        if i < 0 { return first }
        if i + 1 >= sorted.count { return last }
        return sorted[i] + (h - Double(i)) * (sorted[i + 1] - sorted[i])
    }
}

/// One measure of an aggregation.
struct Measure: Sendable {
    var operation: AggregateOperation
    var field: String?
    var name: String
}

extension DataFrame {
    /// One row for each group of `keys`, with the measures; an ungrouped aggregate of no rows still has one.
    func aggregated(by keys: [String], _ measures: [Measure]) -> DataFrame {
        var groups = groups(by: keys)
        if keys.isEmpty, groups.isEmpty { groups = [[]] }
        var out = DataFrame(rowCount: groups.count)
        for key in keys where out.index(key) == nil {
            guard let column = column(key) else { continue }
            out.set(key, column.gather(groups.map { $0.first ?? 0 }))
        }
        for measure in measures {
            if measure.operation == .argmin || measure.operation == .argmax {
                addExtremes(measure, groups, to: &out)
                continue
            }
            let column = measure.field.flatMap { self.column($0) }
            out.set(measure.name, DataColumn(groups.map { measure.operation.apply(column, $0) }))
            if measure.operation == .sum, let field = measure.field, let sums = knownSums(field, groups) {
                out.setKnown(measure.name, sums)
            }
        }
        return out
    }

    /// The whole rows in which a field is least or greatest, as columns `name.field`.
    private func addExtremes(_ measure: Measure, _ groups: [[Int]], to out: inout DataFrame) {
        let by = doubles(measure.field ?? "")
        let rows = groups.map { group -> Int in
            var best = group.first ?? 0
            for row in group where by[row].isFinite {
                if !by[best].isFinite || (measure.operation == .argmax ? by[row] > by[best] : by[row] < by[best]) {
                    best = row
                }
            }
            return best
        }
        guard groups.allSatisfy({ !$0.isEmpty }) else { return }
        for (name, column) in zip(names, columns) { out.set("\(measure.name).\(name)", column.gather(rows)) }
    }

    /// The measures of each row's group, beside the row.
    func joined(by keys: [String], _ measures: [Measure]) -> DataFrame {
        let groups = groups(by: keys)
        var out = self
        for measure in measures {
            let column = measure.field.flatMap { self.column($0) }
            var values = [DataValue](repeating: .null, count: rowCount)
            for group in groups {
                let value = measure.operation.apply(column, group)
                for row in group { values[row] = value }
            }
            out.set(measure.name, DataColumn(values))
            guard measure.operation == .sum, let field = measure.field, let sums = knownSums(field, groups) else {
                continue
            }
            var known = [KnownValue?](repeating: nil, count: rowCount)
            for (group, sum) in zip(groups, sums) { for row in group { known[row] = sum } }
            out.setKnown(measure.name, known)
        }
        return out
    }
}
