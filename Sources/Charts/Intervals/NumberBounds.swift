import Tables

/// What the numbers of a table lie between, as charts get it beside the numbers themselves: a column `share` comes with
/// `share_lower` and `share_upper`, where the table has no columns of those names itself.
enum NumberBounds {
    private static func fields(_ table: Table) -> [(index: Int, name: String)] {
        table.fields.enumerated().filter { $0.element.kind == .number || $0.element.kind == .integer }
            .map { ($0.offset, $0.element.name) }
    }

    static func add(of table: Table, to frame: inout DataFrame) {
        for (index, name) in fields(table) {
            guard let column = frame.column(name) else { continue }
            let cells = table.inexactCells(field: index)
            func set(_ ending: String, _ end: KeyPath<KnownValue, Double>, _ rows: [KnownValue?]) {
                guard frame.index(name + ending) == nil else { return }
                let values = column.doubles
                frame.set(
                    name + ending,
                    rows.isEmpty ? column : .numbers(zip(rows, values).map { $0?[keyPath: end] ?? $1 }))
            }
            let rows = cells.isEmpty ? [] : (0..<frame.rowCount).map { row in cells[row].map(KnownValue.init) }
            if !rows.isEmpty { frame.setKnown(name, rows) }
            set("_lower", \.lower, rows)
            set("_upper", \.upper, rows)
        }
    }

    /// Names the bounds as their column is named.
    static func name(of table: Table, into names: inout FieldNames) {
        let isChinese = names.language.isChinese
        for (_, field) in fields(table) {
            let name = names.name(field)
            for (ending, words) in [
                ("_lower", isChinese ? "（下限）" : ", lower bound"), ("_upper", isChinese ? "（上限）" : ", upper bound"),
            ] where table.fieldIndex(field + ending) == nil {
                names.titles[field + ending] = name + words
                names.units[field + ending] = names.units[field]
                names.singularUnits[field + ending] = names.singularUnits[field]
            }
        }
    }
}
