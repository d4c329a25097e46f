import Diagnostics

/// Holds the rows of a table against its keys.
struct KeyReader {
    let schema: TableSchema
    let cells: CSVCells
    /// The column of each field.
    let sources: [Int]

    /// The columns of a key's fields; nil with findings where one is no field.
    private func columns(
        of keys: [TableSchema.Key], _ what: String, _ table: Table, into findings: inout FindingGroups
    ) -> [Int]? {
        var columns: [Int] = []
        for key in keys {
            if let index = table.fieldIndex(key.name) {
                columns.append(sources[index])
            } else {
                findings.add(
                    .error(
                        .tableKey, "\(what) names “\(key.name)”, which is no field", at: key.location,
                        hint: NearestName.hint(for: key.name, among: table.fields.map(\.name))))
            }
        }
        return columns.count == keys.count ? columns : nil
    }

    /// Every row has its key, and no other row has it.
    func readPrimary(_ table: inout Table, into findings: inout FindingGroups) {
        let keys = schema.primaryKey
        guard !keys.isEmpty, let columns = columns(of: keys, "the primary key", table, into: &findings) else { return }
        table.primaryKey = keys.map(\.name)
        guard columns.allSatisfy({ $0 < cells.columnCount }) else { return }
        var index = KeyIndex(columns: columns, rowCount: table.rowCount)
        for row in 0..<table.rowCount {
            if let column = columns.first(where: { isMissing(row, $0) }) {
                findings.add(.error, .tableKey, group: -2, at: cells.location(row: row, column: column)) {
                    ("the row has no key: “\(cells.headerText(column))” is missing", "every row needs its primary key")
                }
                continue
            }
            guard let first = index.insert(row, of: cells) else { continue }
            findings.add(.error, .tableKey, at: cells.location(row: row, column: columns[0])) {
                let key = columns.map { CellText.excerpt(cells.value(row: row, column: $0)) }.joined(separator: ", ")
                return (
                    "the key “\(key)” stands twice, line \(cells.line(ofRow: first)) has it first",
                    "give each row a key of its own"
                )
            }
        }
        table.keyIndex = index
    }

    /// Rows of which a part of the key is missing are not compared, as in SQL.
    func readUnique(_ table: inout Table, into findings: inout FindingGroups) {
        for (number, keys) in schema.uniqueKeys.enumerated() {
            guard let columns = columns(of: keys, "a unique key", table, into: &findings) else { continue }
            table.uniqueKeys.append(keys.map(\.name))
            guard columns.allSatisfy({ $0 < cells.columnCount }) else { continue }
            var index = KeyIndex(columns: columns, rowCount: table.rowCount)
            for row in 0..<table.rowCount where !columns.contains(where: { isMissing(row, $0) }) {
                guard let first = index.insert(row, of: cells) else { continue }
                findings.add(.error, .tableKey, group: -10 - number, at: cells.location(row: row, column: columns[0])) {
                    let key = columns.map { CellText.excerpt(cells.value(row: row, column: $0)) }
                    return (
                        "“\(key.joined(separator: ", "))” of the unique key \(keys.map(\.name).joined(separator: ", "))"
                            + " stands twice, line \(cells.line(ofRow: first)) has it first",
                        "change one of the rows, or take the key out of uniqueKeys"
                    )
                }
            }
        }
    }

    private func isMissing(_ row: Int, _ column: Int) -> Bool {
        CellText.missing(CellText.trimmed(cells.value(row: row, column: column)), among: schema.missing) != nil
    }
}
