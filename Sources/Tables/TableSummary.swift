import Files
import Quantities

/// What `gazette data` says of a table: its fields, how full they are, and what their numbers come to.
package struct TableSummary: Sendable {
    package struct Column: Sendable {
        package var name: String
        package var kind: Field.Kind
        /// Its name in Table Schema: `year` of an integer that is one.
        package var type: String
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

    /// `{"tables":[{"name","path","rows","fields":[{"name","type","unit","non_null","sum","min","max"}]}]}`: `unit` null
    /// where there is none; `sum`, `min` and `max` of numbers alone, null where there is no number.
    package static func json(_ tables: [TableSummary]) -> String {
        let list = tables.map { table in
            JSONValue.object([
                ("name", .string(table.name)), ("path", .string(table.path)), ("rows", .integer(table.rows)),
                ("fields", .array(table.fields.map(\.json))),
            ])
        }
        return String(decoding: JSONValue.object([("tables", .array(list))]).bytes(), as: UTF8.self)
    }
}

extension TableSummary.Column {
    fileprivate var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .string(name)), ("type", .string(type)), ("unit", unit.isEmpty ? .null : .string(unit)),
            ("non_null", .integer(nonNull)),
        ]
        if kind == .number || kind == .integer {
            let literal = { (number: Number?) in number.map { JSONValue.number($0.literal) } ?? .null }
            members += [("sum", literal(sum)), ("min", literal(minimum)), ("max", literal(maximum))]
        }
        return .object(members)
    }
}

extension Table {
    package func summary() -> TableSummary {
        // A field that the file lacks, which was reported, has no cells to count.
        let columns = fields.indices.filter(isInFile).map { index -> TableSummary.Column in
            let field = fields[index]
            var out = TableSummary.Column(
                name: field.name, kind: field.kind, type: field.typeName, unit: field.unit.symbol,
                nonNull: nonNull(index))
            if let totals = totals(index) {
                out.sum = totals.sum
                out.minimum = totals.min
                out.maximum = totals.max
            }
            return out
        }
        return TableSummary(name: name, path: path, rows: rowCount, fields: columns)
    }

    private func isInFile(_ field: Int) -> Bool {
        guard case .file(let file) = storage else { return true }
        return file.source(of: field) < file.cells.columnCount
    }

    /// How many cells of a field are not missing. A cell with an error is not missing, nor is one that only looks so.
    package func nonNull(_ field: Int) -> Int {
        switch storage {
        case .file(let file):
            let missing = fields[field].notation.missing
            let column = file.columns[field]
            if let count = column.missing { return rowCount - count }
            return (0..<rowCount).reduce(0) { count, row in
                // Only where there is no value does it matter why.
                if column.hasValue(row) { return count + 1 }
                let bytes = CellText.trimmed(file.cells.value(row: row, column: column.source))
                return CellText.missing(bytes, among: missing) == nil ? count + 1 : count
            }
        case .made, .derived:
            return (0..<rowCount).reduce(0) { count, row in
                if case .missing = cell(row: row, field: field) { count } else { count + 1 }
            }
        }
    }

    /// Sum, least and greatest of a field's published values in written units; nil where it holds no number.
    package func totals(_ field: Int) -> (sum: Number, min: Number, max: Number)? {
        guard fields[field].kind == .number || fields[field].kind == .integer else { return nil }
        if case .file(let file) = storage, case .numbers(let numbers) = file.columns[field].values {
            return numbers.totals()
        }
        var batches: [NumberBatch] = []
        var values = NumberBuffer()
        for row in 0..<rowCount {
            guard case .quantity(let quantity) = cell(row: row, field: field), let value = quantity.value else {
                continue
            }
            values.append(Quantity(quantity.written(value)))
            if values.count == CellBlock.batchSize {
                batches.append(values.finished())
                values = NumberBuffer()
            }
        }
        batches.append(values.finished())
        return NumberColumn(batches).totals()
    }
}
