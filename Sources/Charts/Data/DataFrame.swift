import Expressions

/// A table in columns. All columns have `rowCount` values.
package struct DataFrame: Sendable {
    package private(set) var names: [String] = []
    package private(set) var columns: [DataColumn] = []
    package private(set) var rowCount: Int
    /// What is known of the numbers of columns that are not all exact, by row.
    private(set) var known: [String: [KnownValue?]] = [:]

    package init(rowCount: Int) { self.rowCount = rowCount }

    package init(_ list: [(name: String, column: DataColumn)]) {
        rowCount = list.first?.column.count ?? 0
        for item in list { set(item.name, item.column) }
    }

    package func index(_ name: String) -> Int? { names.firstIndex(of: name) }

    package func column(_ name: String) -> DataColumn? { index(name).map { columns[$0] } }

    /// The value at `row` of the column `name`, null where there is no such column.
    package func value(_ name: String, _ row: Int) -> DataValue {
        guard let i = index(name) else { return .null }
        return columns[i][row]
    }

    /// The numbers of a column, all NaN where there is none.
    package func doubles(_ name: String) -> [Double] {
        column(name)?.doubles ?? [Double](repeating: .nan, count: rowCount)
    }

    /// Adds or replaces a column; one of another length is dropped. What was known of the old one's numbers is
    /// forgotten.
    package mutating func set(_ name: String, _ column: DataColumn) {
        guard column.count == rowCount else { return }
        if !known.isEmpty { known[name] = nil }
        if let i = index(name) {
            columns[i] = column
        } else {
            names.append(name)
            columns.append(column)
        }
    }

    /// Says what is known of the numbers of a column, nil for exact ones.
    mutating func setKnown(_ name: String, _ rows: [KnownValue?]) {
        guard rows.count == rowCount, index(name) != nil else { return }
        known[name] = rows.contains { $0 != nil } ? rows : nil
    }

    /// The rows of `indices`, in that order.
    func gather(_ indices: [Int]) -> DataFrame {
        var out = DataFrame(rowCount: indices.count)
        for (name, column) in zip(names, columns) { out.set(name, column.gather(indices)) }
        for (name, rows) in known { out.setKnown(name, indices.map { rows[$0] }) }
        return out
    }

    func filter(_ keep: (Int) -> Bool) -> DataFrame {
        let kept = (0..<rowCount).filter(keep)
        return kept.count == rowCount ? self : gather(kept)
    }

    /// Groups of rows with equal values of `keys`, in order of first occurrence, each with its rows in order.
    func groups(by keys: [String]) -> [[Int]] {
        let columns = keys.compactMap { column($0) }
        guard !columns.isEmpty else { return rowCount == 0 ? [] : [Array(0..<rowCount)] }
        var out: [[Int]] = []
        if columns.count == 1, case .texts(let codes, let pool) = columns[0] {
            var places = [Int](repeating: -1, count: pool.count + 1)
            for (row, code) in codes.enumerated() {
                let place = places[Int(code) + 1]
                if place < 0 {
                    places[Int(code) + 1] = out.count
                    out.append([row])
                } else {
                    out[place].append(row)
                }
            }
        } else if columns.count == 1 {
            var index: [DataValue: Int] = [:]
            for row in 0..<rowCount { Self.add(row, under: columns[0][row], &index, &out) }
        } else {
            var index: [[DataValue]: Int] = [:]
            for row in 0..<rowCount { Self.add(row, under: columns.map { $0[row] }, &index, &out) }
        }
        return out
    }

    private static func add<Key: Hashable>(_ row: Int, under key: Key, _ index: inout [Key: Int], _ out: inout [[Int]])
    {
        if let i = index[key] {
            out[i].append(row)
        } else {
            index[key] = out.count
            out.append([row])
        }
    }

    /// The distinct values of a column in order of first occurrence.
    func distinct(_ name: String) -> [DataValue] {
        guard let column = column(name) else { return [] }
        if case .texts(let codes, let pool) = column {
            return Self.firsts(codes, pool.count).map { $0 == 0 ? .null : .string(pool[$0 - 1]) }
        }
        var seen: Set<DataValue> = []
        var out: [DataValue] = []
        for row in 0..<rowCount {
            let value = column[row]
            if seen.insert(value).inserted { out.append(value) }
        }
        return out
    }

    /// The codes of texts in order of first occurrence, each once and one more than it is.
    private static func firsts(_ codes: [Int32], _ count: Int) -> [Int] {
        var isKnown = [Bool](repeating: false, count: count + 1)
        var out: [Int] = []
        for code in codes where !isKnown[Int(code) + 1] {
            isKnown[Int(code) + 1] = true
            out.append(Int(code) + 1)
        }
        return out
    }
}
