import Diagnostics
import Expressions
import Quantities

/// The cells of a derived table: where each stands in the tables that the step read, and what formulas gave. Copies are
/// read through to their sources, so that a step costs 4 bytes a row; the way back is found by going the same way again.
struct DerivedCells: Sendable {
    /// The tables that the step read; a join has two, a stack any number.
    var inputs: [Table]
    /// In the order of the fields.
    var columns: [DerivedColumn]
    /// The rows of the first input that each row was made of, where the step grouped them.
    var groups: RowGroups?
    /// What formulas say besides the step's own fields.
    var scope = FormulaTables()
    /// How many steps lie between these cells and those of files.
    var depth: Int { 1 + (inputs.map(\.depth).max() ?? 0) }
    /// Rows by the written parts of their primary key.
    var keys: [KeyText: Int32] = [:]
    /// Where the table is defined.
    var location: SourceLocation
}

/// Where the cells of one field come from.
enum DerivedColumn: Sendable {
    /// Copies: of the field in these rows of an input (−1 for none), or in the same row.
    case carried(input: Int, rows: [Int32]?, field: Int)
    /// Of several fields of the first input in turn: row `r` is field `r % count` of row `r / count`.
    case folded(fields: [Int])
    /// Texts in turn.
    case names([String])
    /// Of all inputs, one after another; −1 for one that lacks the field.
    case stacked(fields: [Int])
    /// What a formula gave, of the same row of the first input or of the row's group.
    case computed(ComputedColumn, Expression)
}

/// Rows put together: those of group `g` are `order[starts[g]..<starts[g + 1]]`, ascending.
struct RowGroups: Sendable {
    var order: [Int32]
    var starts: [Int32]

    var count: Int { max(0, starts.count - 1) }

    func rows(of group: Int) -> ArraySlice<Int32> {
        guard group >= 0, group < count else { return [] }
        return order[Int(starts[group])..<Int(starts[group + 1])]
    }
}

/// Text as bytes: String's own equality takes composed and decomposed letters for the same.
struct KeyText: Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    init(_ parts: [String]) { text = parts.count == 1 ? parts[0] : parts.joined(separator: "\u{0}") }

    static func == (a: KeyText, b: KeyText) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension DerivedCells {
    /// The cell of an input that this one is a copy of; nil of what a formula, a name or nothing made.
    func source(row: Int, column: Int) -> CellPlace? {
        guard columns.indices.contains(column) else { return nil }
        switch columns[column] {
        case .carried(let input, let rows, let field):
            guard let rows else { return CellPlace(table: inputs[input], row: row, field: field) }
            guard rows.indices.contains(row), rows[row] >= 0 else { return nil }
            return CellPlace(table: inputs[input], row: Int(rows[row]), field: field)
        case .folded(let fields):
            return CellPlace(table: inputs[0], row: row / fields.count, field: fields[row % fields.count])
        case .stacked(let fields):
            var rest = row
            for (input, field) in zip(inputs, fields) {
                if rest < input.rowCount {
                    return field < 0 ? nil : CellPlace(table: input, row: rest, field: field)
                }
                rest -= input.rowCount
            }
            return nil
        case .names, .computed: return nil
        }
    }

    func cell(row: Int, column: Int) -> Cell {
        guard columns.indices.contains(column) else { return .missing(.empty) }
        switch columns[column] {
        case .computed(let values, _): return values.cell(row: row)
        case .names(let names): return .text(names[row % names.count])
        // The same as by `source`, without a copy of the table for each cell.
        case .carried(let input, let rows, let field):
            guard let rows else { return inputs[input].cell(row: row, field: field) }
            guard rows.indices.contains(row), rows[row] >= 0 else { return .missing(.empty) }
            return inputs[input].cell(row: Int(rows[row]), field: field)
        default:
            return source(row: row, column: column).map { $0.table.cell(row: $0.row, field: $0.field) }
                ?? .missing(.empty)
        }
    }

    func text(row: Int, column: Int) -> String {
        if let place = source(row: row, column: column) { return place.table.text(row: place.row, field: place.field) }
        return Table.written(cell(row: row, column: column))
    }

    func unit(row: Int, column: Int, of field: Field) -> Unit {
        guard columns.indices.contains(column) else { return .none }
        if case .computed(let values, _) = columns[column] { return values.unit(row: row) }
        return source(row: row, column: column).map { $0.table.unit(row: $0.row, field: $0.field) } ?? field.unit
    }

    /// Of a copy the place of its source; of what a formula gave the formula's.
    func location(row: Int, column: Int) -> SourceLocation {
        if let place = source(row: row, column: column) {
            return place.table.location(row: place.row, field: place.field)
        }
        guard columns.indices.contains(column), case .computed(_, let formula) = columns[column] else {
            return location
        }
        return formula.wholeLocation
    }

    func doubles(column: Int, rowCount: Int) -> [Double] {
        guard columns.indices.contains(column) else { return [] }
        switch columns[column] {
        case .computed(let values, _): return values.doubles
        case .names: return Array(repeating: .nan, count: rowCount)
        case .carried(let input, let rows, let field):
            let all = inputs[input].doubles(field: field)
            guard let rows else { return all }
            return rows.map { $0 < 0 || Int($0) >= all.count ? .nan : all[Int($0)] }
        case .folded(let fields):
            let all = fields.map { inputs[0].doubles(field: $0) }
            return (0..<rowCount).map { all[$0 % fields.count][$0 / fields.count] }
        case .stacked(let fields):
            return zip(inputs, fields).flatMap { input, field in
                field < 0 ? Array(repeating: .nan, count: input.rowCount) : input.doubles(field: field)
            }
        }
    }

    /// The numbers that are not exact, by their rows.
    func inexact(column: Int, rowCount: Int) -> [Int: InexactCell] {
        guard columns.indices.contains(column) else { return [:] }
        if case .computed(let values, _) = columns[column] {
            return values.inexact.mapValues { InexactCell(written: $0.inWrittenUnits, bounded: $0.inWrittenUnits) }
        }
        // Of each input's field once, then by the rows that were carried.
        var known: [Int: [Int: InexactCell]] = [:]
        var out: [Int: InexactCell] = [:]
        func cells(_ input: Int, _ field: Int) -> [Int: InexactCell] {
            let key = input * 100_003 + field
            if let found = known[key] { return found }
            let found = inputs[input].inexactCells(field: field)
            known[key] = found
            return found
        }
        switch columns[column] {
        case .carried(let input, let rows, let field):
            let all = cells(input, field)
            guard let rows else { return all }
            if all.isEmpty { return [:] }
            for (row, source) in rows.enumerated() { out[row] = all[Int(source)] }
        case .folded(let fields):
            for (place, field) in fields.enumerated() {
                for (row, cell) in cells(0, field) { out[row * fields.count + place] = cell }
            }
        case .stacked(let fields):
            var start = 0
            for (input, field) in fields.enumerated() {
                if field >= 0 { for (row, cell) in cells(input, field) { out[start + row] = cell } }
                start += inputs[input].rowCount
            }
        case .names, .computed: break
        }
        return out
    }
}
