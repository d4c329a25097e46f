import Diagnostics
import Expressions
import Files
import Formatting
import Languages
import Quantities
import Tables

/// Rows of inline values, files and tables as frames.
enum FrameLoading {
    /// A chart of more rows than this should be given an aggregate.
    static let rowLimit = 500_000

    /// JSON or YAML values: a list of objects, or of plain values (a column `data`), or one object.
    static func frame(_ node: Node) -> DataFrame {
        let list = node.sequence ?? (node.isNull ? [] : [node])
        let rows = list.prefix(rowLimit)
        guard rows.contains(where: { $0.mapping != nil }) else {
            return DataFrame([("data", DataColumn(rows.map(\.dataValue)))])
        }
        var names: [String] = []
        var index: [String: Int] = [:]
        var columns: [[DataValue]] = []
        for (row, node) in rows.enumerated() {
            for entry in node.mapping ?? [] {
                let column: Int
                if let known = index[entry.key] {
                    column = known
                } else {
                    column = names.count
                    index[entry.key] = column
                    names.append(entry.key)
                    columns.append([])
                }
                while columns[column].count < row { columns[column].append(.null) }
                if columns[column].count == row { columns[column].append(entry.value.dataValue) }
            }
        }
        for i in columns.indices { while columns[i].count < rows.count { columns[i].append(.null) } }
        var out = DataFrame(rowCount: rows.count)
        for (name, values) in zip(names, columns) { out.set(name, DataColumn(values)) }
        return out
    }

    /// A table of the bundle: quantities by their value in written units, with `FIELD_lower` and `FIELD_upper`, a text in the page's language where a
    /// field has one (`label_en` with `lang: en` stands in for `label`), dates as EDTF writes them.
    static func frame(_ table: Table, _ language: LanguageTag) -> DataFrame {
        var out = DataFrame(rowCount: min(table.rowCount, rowLimit))
        for (i, field) in table.fields.enumerated() {
            let source = standIn(for: i, table, language) ?? i
            out.set(field.name, column(table, source, out.rowCount))
        }
        NumberBounds.add(of: table, to: &out)
        DateBounds.add(of: table, language, to: &out)
        return out
    }

    private static func standIn(for field: Int, _ table: Table, _ language: LanguageTag) -> Int? {
        let name = table.fields[field].name
        return table.fields.firstIndex { other in
            guard let tag = other.language.flatMap({ LanguageTag($0) }), other.name.hasPrefix(name + "_") else {
                return false
            }
            return tag == language || tag.language == language.language
        }
    }

    private static func column(_ table: Table, _ field: Int, _ rows: Int) -> DataColumn {
        switch table.fields[field].kind {
        case .number, .integer: return .numbers(Array(table.doubles(field: field).prefix(rows)))
        case .boolean:
            return DataColumn(
                (0..<rows).map { row in
                    if case .boolean(let flag) = table.cell(row: row, field: field) { .boolean(flag) } else { .null }
                })
        case .string, .date:
            guard table.fields[field].hasTimeFormat else {
                return DataColumn(texts: table.texts(field: field).prefix(rows))
            }
            return DataColumn(
                (0..<rows).map { row in
                    if case .missing = table.cell(row: row, field: field) { return .null }
                    return .string(table.standardText(row: row, field: field))
                })
        }
    }

    /// Names and units of a table's fields in the page's language.
    static func names(_ table: Table, _ request: ChartRequest, into names: inout FieldNames) {
        let language = request.language
        func phrase(_ unit: Unit) -> String { request.unitPhrase?(unit) ?? unit.symbol }
        for (i, field) in table.fields.enumerated() {
            if let title = field.title?.text(in: language) { names.titles[field.name] = title }
            var unit = field.shortUnit?.text(in: language) ?? phrase(field.unit)
            var whole = field.unit
            if unit.isEmpty, field.kind == .number || field.kind == .integer {
                // A column whose rows all have one unit has that unit.
                let rows = 0..<min(table.rowCount, 1000)
                let first = rows.isEmpty ? nil : table.unit(row: 0, field: i)
                if let first, rows.dropFirst().allSatisfy({ table.unit(row: $0, field: i) == first }) {
                    (unit, whole) = (phrase(first), first)
                }
            }
            if !unit.isEmpty { names.units[field.name] = unit }
            if field.shortUnit == nil, let one = request.singularPhrase?(whole), one != unit {
                names.singularUnits[field.name] = one
            }
        }
        DateBounds.name(of: table, language, into: &names)
        NumberBounds.name(of: table, into: &names)
    }

    // MARK: - Formats

    /// Applies `format.parse`: columns named there are read as numbers, dates, truth values or texts.
    static func parsed(_ frame: DataFrame, _ format: PropertyBag?) -> DataFrame {
        guard let parse = format?.bag("parse") else { return frame }
        var out = frame
        for entry in parse.entries {
            guard let kind = entry.value.string, let column = frame.column(entry.key) else { continue }
            switch kind {
            case "number" where column.isNumbers: continue
            case "number": out.set(entry.key, .numbers(column.doubles))
            case "date": out.set(entry.key, column.asDates)
            case "string":
                out.set(entry.key, column.map { $0.isNullish ? .null : .string($0.asText) })
            case "boolean":
                out.set(
                    entry.key,
                    column.map {
                        $0.isNullish ? .null : .boolean($0 == .string("true") || $0.number == 1 || $0 == .boolean(true))
                    })
            default:
                guard let specifier = timeSpecifier(kind), let format = TimeFormat.parse(specifier) else { continue }
                out.set(
                    entry.key,
                    column.map { value in
                        value.isNullish
                            ? .null : format.milliseconds(parsing: value.asText).map(DataValue.date) ?? .null
                    })
            }
        }
        return out
    }

    /// The specifier of `date:'%Y'` or `utc:"%Y"`.
    private static func timeSpecifier(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        var rest = bytes[(colon + 1)...]
        if let first = rest.first, first == UInt8(ascii: "'") || first == UInt8(ascii: "\""), rest.last == first {
            rest = rest.dropFirst().dropLast()
        }
        return String(decoding: rest, as: UTF8.self)
    }
}
