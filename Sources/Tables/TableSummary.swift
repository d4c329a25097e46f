import Diagnostics
import Quantities

/// What `gazette data` says of a table: its fields, how full they are, and what their numbers come to.
package struct TableSummary: Sendable {
    package struct Column: Sendable {
        package var name: String
        package var kind: Field.Kind
        /// The unit as data write it; empty where there is none, or where each row names its own.
        package var unit: String
        /// Cells that are not missing, whatever they hold.
        package var nonNull: Int
        /// Of the published values, in written units (44% counts as 44): `number` and `integer` alone, nil where
        /// there is no number. The sum is exact where a decimal of 18 digits is.
        package var sum: Number?
        package var minimum: Number?
        package var maximum: Number?
    }

    package var name: String
    package var path: String
    package var rows: Int
    package var fields: [Column]

    /// `{"tables":[{"name","path","rows","fields":[{"name","type","unit","non_null","sum","min","max"}]}]}`, sum, min
    /// and max for numbers alone (null where there is none); `unit` null where there is none.
    package static func json(_ tables: [TableSummary]) -> String {
        let quoted = DiagnosticPrinter.quoted
        var out = "{\"tables\": ["
        for (index, table) in tables.enumerated() {
            out += index == 0 ? "\n" : ",\n"
            out += "  {\"name\": \(quoted(table.name)), \"path\": \(quoted(table.path)), \"rows\": \(table.rows), "
            out += "\"fields\": ["
            for (place, field) in table.fields.enumerated() {
                out += place == 0 ? "\n" : ",\n"
                out += "    {\"name\": \(quoted(field.name)), \"type\": \(quoted(field.kind.rawValue)), "
                out += "\"unit\": \(field.unit.isEmpty ? "null" : quoted(field.unit)), \"non_null\": \(field.nonNull)"
                if field.kind == .number || field.kind == .integer {
                    let literal = { (number: Number?) in number?.literal ?? "null" }
                    out += ", \"sum\": \(literal(field.sum)), \"min\": \(literal(field.minimum))"
                    out += ", \"max\": \(literal(field.maximum))"
                }
                out += "}"
            }
            out += "]}"
        }
        return out + (tables.isEmpty ? "]}\n" : "\n]}\n")
    }
}

extension Table {
    package func summary() -> TableSummary {
        let columns = fields.indices.map { index -> TableSummary.Column in
            let field = fields[index]
            var out = TableSummary.Column(
                name: field.name, kind: field.kind, unit: field.unit.symbol, nonNull: nonNull(index))
            if let totals = totals(index) {
                out.sum = totals.sum
                out.minimum = totals.min
                out.maximum = totals.max
            }
            return out
        }
        return TableSummary(name: name, path: path, rows: rowCount, fields: columns)
    }

    /// How many cells of a field are not missing. A cell with an error is not missing, nor is one that only looks so.
    package func nonNull(_ field: Int) -> Int {
        switch storage {
        case .file(let cells, let columns):
            let missing = fields[field].notation.missing
            let column = columns[field]
            return (0..<rowCount).reduce(0) { count, row in
                // Only where there is no value does it matter why.
                if column.hasValue(row) { return count + 1 }
                let bytes = CellText.trimmed(cells.value(row: row, column: column.source))
                return CellText.missing(bytes, among: missing) == nil ? count + 1 : count
            }
        case .made:
            return (0..<rowCount).reduce(0) { count, row in
                if case .missing = cell(row: row, field: field) { count } else { count + 1 }
            }
        }
    }

    /// Sum, least and greatest of a field's published values in written units; nil where it holds no number.
    package func totals(_ field: Int) -> (sum: Number, min: Number, max: Number)? {
        guard fields[field].kind == .number || fields[field].kind == .integer else { return nil }
        if case .file(_, let columns) = storage, case .numbers(let numbers) = columns[field].values {
            return numbers.totals(of: fields[field])
        }
        var values = NumberColumn()
        for row in 0..<rowCount {
            guard case .quantity(let quantity) = cell(row: row, field: field), let value = quantity.value else {
                continue
            }
            values.append(Quantity(quantity.written(value)))
        }
        return values.totals(of: fields[field])
    }
}
