import Diagnostics
import Quantities
import Tables

// What figures are computed from: cells and columns of tables, and through derived tables what lies under these.

/// How far a derived table is gone down into: its formulas, one within another, and their inputs of all in all.
private struct Descent {
    var depth = 8
    var budget = 200
}

extension Derivation.CellInput {
    init(_ bundle: String, _ table: Table, row: Int, field: Int) {
        var descent = Descent()
        self.init(bundle, table, row: row, field: field, &descent)
    }

    fileprivate init(_ bundle: String, _ table: Table, row: Int, field: Int, _ descent: inout Descent) {
        self.bundle = bundle
        self.table = table.name
        indices = (row, field)
        let key = table.primaryKey.compactMap(table.fieldIndex).map { table.text(row: row, field: $0) }
        self.row = key.isEmpty ? String(row + 1) : key.joined(separator: ", ")
        self.field = table.fields[field].name
        location = table.location(row: row, field: field)
        cell = table.cell(row: row, field: field)
        text = table.text(row: row, field: field)
        unit = table.unit(row: row, field: field)
        source = table
        guard table.isDerived, let origin = table.origin(row: row, field: field) else { return }
        step = Derivation.Step(bundle, origin, &descent)
    }

    /// The dates of the rows of files that it rests on.
    var asOf: DatePeriod? {
        if let step { return step.inputs.reduce(nil) { $0.union($1.asOf) } }
        guard let origin = source.origin(row: indices.row, field: indices.field) else { return nil }
        return origin.table.asOf(row: origin.row).map(DatePeriod.init)
    }
}

extension Derivation.ColumnInput {
    init(_ bundle: String, _ table: Table, field: Int, rows: [Int]? = nil) {
        self.bundle = bundle
        self.table = table.name
        self.field = table.fields[field].name
        index = field
        source = table
        self.rows = rows
        count = rows?.count ?? table.rowCount
        let indices = 0..<count
        func row(_ index: Int) -> Int { rows.map { $0[index] } ?? index }
        missing = indices.count {
            if case .missing = table.cell(row: row($0), field: field) { true } else { false }
        }
        // Rows that a data package holds itself stand there, and so do formulas.
        let first = table.location(row: count > 0 ? row(0) : 0, field: field)
        file = first.file
        let last = count > 0 ? table.location(row: row(count - 1), field: field) : first
        lines = first.line...max(first.line, last.file == file ? last.line : first.line)
        guard table.isDerived else { return }
        parts = (table.sourceColumns(field: field, rows: rows) ?? []).map {
            Derivation.ColumnInput(bundle, $0.table, field: $0.field, rows: $0.rows)
        }
        // Copies of one column are told by the lines of the file, from the first of them to the last.
        if table.formula(of: field) == nil, parts.count == 1, let part = parts.first {
            file = part.file
            lines = part.lines
        } else {
            lines = first.line...first.line
        }
    }

    /// Beyond this many runs of lines the rest is left out: `lines` holds them all.
    private static let maximumRuns = 1000

    /// The lines of a part of a column, as runs of the first and the last; nil of a whole one.
    package var lineRuns: [(first: Int, last: Int)]? {
        guard let rows else { return nil }
        var out: [(first: Int, last: Int)] = []
        for row in rows {
            let line = source.location(row: row, field: index).line
            if let last = out.last, line == last.last || line == last.last + 1 {
                out[out.count - 1].last = line
            } else if out.count < Self.maximumRuns {
                out.append((line, line))
            } else {
                break
            }
        }
        return out
    }

    /// For readers: `2–7`, or few runs of lines, `2, 5–7`.
    package var linesText: String {
        let whole = [(first: lines.lowerBound, last: lines.upperBound)]
        let runs = lineRuns.flatMap { $0.count <= 4 ? $0 : nil } ?? whole
        // A whole column is told from its first line to its last, though it be one; a formula stands in one line.
        return runs.map { run in
            run.first == run.last && (rows != nil || !parts.isEmpty) ? "\(run.first)" : "\(run.first)–\(run.last)"
        }.joined(separator: ", ")
    }

    /// The dates of the rows of files that it rests on.
    var asOf: DatePeriod? {
        guard parts.isEmpty else { return parts.reduce(nil) { $0.union($1.asOf) } }
        guard let rows else { return source.asOf }
        return rows.reduce(nil) { period, row in
            period.union(source.asOf(row: row).map(DatePeriod.init))
        }
    }
}

extension Derivation.Input {
    fileprivate var asOf: DatePeriod? {
        switch self {
        case .cell(let cell): cell.asOf
        case .column(let column): column.asOf
        case .indicator: nil
        }
    }
}

extension Derivation {
    /// The formula of the derived table whose cell the figure is, where it is one alone.
    var rootStep: Step? {
        guard let place = reads[expression.root], inputs.indices.contains(place), case .cell(let cell) = inputs[place]
        else { return nil }
        return cell.step
    }

    /// True where its value says how many rows there are, here or in a derived table.
    var isCount: Bool { expression.isCount || rootStep?.expression.isCount ?? false }
}

extension Derivation.Step {
    /// Nil of a cell that no formula gave, and where the way down is too long.
    fileprivate init?(_ bundle: String, _ place: CellPlace, _ descent: inout Descent) {
        guard descent.depth > 0, descent.budget > 0,
            let computation = place.table.computation(row: place.row, field: place.field)
        else { return nil }
        descent.depth -= 1
        defer { descent.depth += 1 }
        expression = computation.formula
        reads = computation.reads
        inputs = []
        for input in computation.inputs {
            descent.budget -= 1
            switch input {
            case .cell(let cell):
                inputs.append(
                    .cell(
                        Derivation.CellInput(bundle, cell.table, row: cell.row, field: cell.field, &descent)))
            case .column(let table, let rows, let field):
                inputs.append(.column(Self.column(bundle, table, rows: rows, field: field)))
            }
        }
    }

    /// A column that is copied from one of a file is that of the file, in the rows that were taken.
    private static func column(_ bundle: String, _ table: Table, rows: [Int]?, field: Int) -> Derivation.ColumnInput {
        guard table.isDerived, table.formula(of: field) == nil,
            let found = table.sourceColumns(field: field, rows: rows), found.count == 1, let only = found.first
        else { return Derivation.ColumnInput(bundle, table, field: field, rows: rows) }
        return Derivation.ColumnInput(bundle, only.table, field: only.field, rows: only.rows)
    }
}

extension DatePeriod? {
    fileprivate func union(_ other: DatePeriod?) -> DatePeriod? {
        var out = self
        if let other { out.formUnion(other) }
        return out
    }
}
