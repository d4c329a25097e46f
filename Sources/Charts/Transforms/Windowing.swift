import Expressions

/// One measure of a window transform: a rank, a neighbour's value, or an aggregate of a sliding frame.
struct WindowMeasure: Sendable {
    enum Operation: Sendable {
        case rowNumber, rank, denseRank, percentRank, cumulativeDistribution, ntile
        case lag, lead, firstValue, lastValue, nthValue
        case aggregate(AggregateOperation)

        init?(_ name: String) {
            switch name {
            case "row_number": self = .rowNumber
            case "rank": self = .rank
            case "dense_rank": self = .denseRank
            case "percent_rank": self = .percentRank
            case "cume_dist": self = .cumulativeDistribution
            case "ntile": self = .ntile
            case "lag": self = .lag
            case "lead": self = .lead
            case "first_value": self = .firstValue
            case "last_value": self = .lastValue
            case "nth_value": self = .nthValue
            default:
                guard let operation = AggregateOperation(rawValue: name) else { return nil }
                self = .aggregate(operation)
            }
        }
    }

    var operation: Operation
    var field: String?
    var parameter: Double?
    var name: String
}

extension DataFrame {
    /// How many rows away a window may reach.
    private static let farthest = 1_000_000_000

    /// Adds the measures; a frame reaches from so many rows before to so many after, nil being all, and rows that
    /// sort alike stand in one another's frames unless peers are ignored.
    mutating func window(
        _ measures: [WindowMeasure], by keys: [String], sort: [SortKey], frame: (Int?, Int?), ignoresPeers: Bool
    ) {
        let groups = groups(by: keys).map { order($0, by: sort) }
        let sorts = sort.compactMap { column($0.field) }
        for measure in measures {
            var values = [DataValue](repeating: .null, count: rowCount)
            let source = measure.field.flatMap { column($0) }
            for group in groups {
                let peers = Peers(group, sorts)
                for position in group.indices {
                    values[group[position]] = Self.value(
                        measure, source, group, position, peers, frame, ignoresPeers || sorts.isEmpty)
                }
            }
            set(measure.name, DataColumn(values))
        }
    }

    /// For each position of a sorted group, the run of rows that sort alike.
    private struct Peers {
        var first: [Int] = []
        var last: [Int] = []
        /// The number of runs up to this position.
        var dense: [Int] = []

        init(_ group: [Int], _ columns: [DataColumn]) {
            first = Array(group.indices)
            last = first
            dense = first
            var start = 0
            var run = 0
            for i in group.indices {
                if i > 0, !columns.allSatisfy({ $0[group[i]] == $0[group[i - 1]] }) || columns.isEmpty {
                    start = i
                    run += 1
                }
                first[i] = start
                dense[i] = run
            }
            for i in group.indices.reversed() {
                last[i] = i + 1 < group.count && first[i + 1] == first[i] ? last[i + 1] : i
            }
        }
    }

    private static func value(
        _ measure: WindowMeasure, _ source: DataColumn?, _ group: [Int], _ at: Int, _ peers: Peers,
        _ frame: (Int?, Int?), _ ignoresPeers: Bool
    ) -> DataValue {
        func end(_ distance: Int) -> Int { at + min(max(distance, -farthest), farthest) }
        var low = frame.0.map { max(0, end($0)) } ?? 0
        var high = frame.1.map { min(group.count - 1, end($0)) } ?? group.count - 1
        if !ignoresPeers, low <= high, low < group.count, high >= 0 {
            low = peers.first[min(low, group.count - 1)]
            high = peers.last[max(high, 0)]
        }
        let rows = low <= high ? Array(group[low...min(high, group.count - 1)]) : []
        let step = (measure.parameter ?? 1).whole(-Self.farthest...Self.farthest)
        func cell(_ position: Int) -> DataValue {
            group.indices.contains(position) ? source?[group[position]] ?? .null : .null
        }
        let count = Double(group.count)
        switch measure.operation {
        case .rowNumber: return .number(Double(at + 1))
        case .rank: return .number(Double(peers.first[at] + 1))
        case .denseRank: return .number(Double(peers.dense[at] + 1))
        case .percentRank: return .number(count > 1 ? Double(peers.first[at]) / (count - 1) : 0)
        case .cumulativeDistribution where at == 0:
            // Vega looks for peers from the second row on.
            return .number(1 / count)
        case .cumulativeDistribution: return .number(Double(peers.last[at] + 1) / count)
        case .ntile: return .number((Double(max(1, step)) * Double(peers.last[at] + 1) / count).rounded(.up))
        case .lag: return cell(at - step)
        case .lead: return cell(at + step)
        case .firstValue: return rows.first.flatMap { source?[$0] } ?? .null
        case .lastValue: return rows.last.flatMap { source?[$0] } ?? .null
        case .nthValue: return step >= 1 && step <= rows.count ? source?[rows[step - 1]] ?? .null : .null
        case .aggregate(let operation): return operation.apply(source, rows)
        }
    }
}
