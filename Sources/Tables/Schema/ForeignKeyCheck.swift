import Diagnostics

/// Holds the cells of foreign keys against the rows that they name, once all tables of a package are read.
struct ForeignKeyCheck {
    let table: Table
    let key: TableSchema.Foreign
    let tables: [Table]
    /// Tables that could not be read, which was reported: nothing is said of keys to them.
    let unread: [String]

    func run(into list: inout [Diagnostic]) {
        guard let target = target(into: &list),
            let fields = indices(of: key.fields, in: table, into: &list),
            let references = indices(of: key.references, in: target, into: &list)
        else { return }
        var findings = FindingGroups()
        var known: Set<[String]> = []
        for row in 0..<target.rowCount { known.insert(references.map { Self.text(target, row, $0) }) }
        for row in 0..<table.rowCount {
            if fields.contains(where: { isMissing(row, $0) }) { continue }
            let values = fields.map { Self.text(table, row, $0) }
            guard !known.contains(values) else { continue }
            findings.add(.error, .tableKey, at: table.location(row: row, field: fields[0])) {
                let shown = values.map { CellText.excerpt(Array($0.utf8)[...]) }.joined(separator: ", ")
                let names = key.references.map(\.name).joined(separator: ", ")
                return (
                    "“\(shown)” is no \(names) of the table “\(target.name)”",
                    values.count == 1
                        ? NearestName.hint(for: values[0], among: known.compactMap(\.first).sorted())
                            ?? "add the row there, or correct the cell" : "add the row there, or correct the cells"
                )
            }
        }
        list += findings.finished()
    }

    private func target(into list: inout [Diagnostic]) -> Table? {
        guard let resource = key.resource else { return table }
        if let found = tables.first(where: { $0.name == resource.name }) { return found }
        if unread.contains(resource.name) { return nil }
        list.append(
            .error(
                .tableKey, "the foreign key refers to “\(resource.name)”, which is no table", at: resource.location,
                hint: NearestName.hint(for: resource.name, among: tables.map(\.name))))
        return nil
    }

    private func indices(of keys: [TableSchema.Key], in table: Table, into list: inout [Diagnostic]) -> [Int]? {
        var out: [Int] = []
        for key in keys {
            if let index = table.fieldIndex(key.name) {
                out.append(index)
            } else {
                list.append(
                    .error(
                        .tableKey, "the foreign key names “\(key.name)”, which is no field of “\(table.name)”",
                        at: key.location, hint: NearestName.hint(for: key.name, among: table.fields.map(\.name))))
            }
        }
        return out.count == keys.count ? out : nil
    }

    private func isMissing(_ row: Int, _ field: Int) -> Bool {
        if case .missing = table.cell(row: row, field: field) { true } else { false }
    }

    /// The cell as it is compared: a number by its value, so that 7 finds 7.0.
    private static func text(_ table: Table, _ row: Int, _ field: Int) -> String {
        let kind = table.fields[field].kind
        if kind == .number || kind == .integer, case .quantity(let quantity) = table.cell(row: row, field: field),
            let point = quantity.interval.point
        {
            return quantity.written(point).literal
        }
        return String(decoding: CellText.trimmed(Array(table.text(row: row, field: field).utf8)[...]), as: UTF8.self)
    }
}
