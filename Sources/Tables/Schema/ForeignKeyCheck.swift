import Diagnostics
import Quantities

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
            for values in keys(row, fields) where !known.contains(values) {
                findings.add(.error, .tableKey, at: table.location(row: row, field: fields[0])) {
                    finding(values, target, known)
                }
            }
        }
        list += findings.finished()
    }

    /// What a row refers to: one key, or one for each item of a list.
    private func keys(_ row: Int, _ fields: [Int]) -> [[String]] {
        if fields.count == 1, case .list(let delimiter, _) = table.fields[fields[0]].notation.rule {
            let text = Array(table.text(row: row, field: fields[0]).utf8)[...]
            return TextRule.split(text, delimiter).map { [String(decoding: $0, as: UTF8.self)] }
        }
        return [fields.map { Self.text(table, row, $0) }]
    }

    private func finding(
        _ values: [String], _ target: Table, _ known: Set<[String]>
    ) -> (message: String, hint: String?) {
        let shown = values.map { CellText.excerpt(Array($0.utf8)[...]) }.joined(separator: ", ")
        let names = key.references.map(\.name).joined(separator: ", ")
        // No number is nearly another.
        let isName = values.count == 1 && Number(parsing: values[0]) == nil
        let near = isName ? NearestName.hint(for: values[0], among: known.compactMap(\.first).sorted()) : nil
        return (
            "“\(shown)” is no \(names) of the table “\(target.name)”",
            near ?? "add the row there, or correct the cell\(values.count == 1 ? "" : "s")"
        )
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
