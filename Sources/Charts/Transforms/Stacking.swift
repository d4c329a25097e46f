import Expressions

enum StackOffset: String, Sendable { case zero, center, normalize }

/// One level of a sort.
struct SortKey: Sendable {
    var field: String
    var isDescending: Bool
}

extension DataFrame {
    /// The order of rows by some keys, stable.
    func order(_ rows: [Int], by keys: [SortKey]) -> [Int] {
        let columns = keys.compactMap { key in column(key.field).map { ($0, key.isDescending) } }
        guard !columns.isEmpty else { return rows }
        return rows.enumerated().sorted { a, b in
            for (column, isDescending) in columns {
                let order = DataValue.order(column[a.element], column[b.element])
                if order != 0 { return isDescending ? order > 0 : order < 0 }
            }
            return a.offset < b.offset
        }.map(\.element)
    }

    /// Adds where each row's value starts and ends when those of a group stand upon each other; negative values go
    /// below zero.
    mutating func stack(
        _ field: String?, by keys: [String], sort: [SortKey], offset: StackOffset, start: String, end: String
    ) {
        let values = field.map { doubles($0) } ?? [Double](repeating: 1, count: rowCount)
        var starts = [Double](repeating: 0, count: rowCount)
        var ends = starts
        let groups = groups(by: keys).map { order($0, by: sort) }
        func total(_ group: [Int]) -> Double { group.reduce(0) { $0 + abs(values[$1].finite ?? 0) } }
        let largest = groups.map(total).max() ?? 0
        for group in groups {
            switch offset {
            case .zero:
                var (up, down) = (0.0, 0.0)
                for row in group {
                    let value = values[row].finite ?? 0
                    if value < 0 {
                        starts[row] = down
                        down += value
                        ends[row] = down
                    } else {
                        starts[row] = up
                        up += value
                        ends[row] = up
                    }
                }
            case .center, .normalize:
                let sum = total(group)
                var last = offset == .center ? (largest - sum) / 2 : 0
                let scale = offset == .normalize ? (sum == 0 ? 0 : 1 / sum) : 1
                var running = 0.0
                for row in group {
                    starts[row] = last
                    running += abs(values[row].finite ?? 0)
                    last = offset == .center ? (largest - sum) / 2 + running : running * scale
                    ends[row] = last
                }
            }
        }
        set(start, .numbers(starts))
        set(end, .numbers(ends))
    }
}
