import Diagnostics
import Expressions

/// A cell of a table.
package struct CellPlace: Sendable {
    package var table: Table
    package var row: Int
    package var field: Int

    package init(table: Table, row: Int, field: Int) {
        self.table = table
        self.row = row
        self.field = field
    }
}

/// How a formula of a derived table came to one cell.
package struct CellComputation: Sendable {
    package enum Input: Sendable {
        case cell(CellPlace)
        /// Of a whole column, or of some rows of it, ascending.
        case column(Table, rows: [Int]?, field: Int)
    }

    package var formula: Expression
    /// In order of first use.
    package var inputs: [Input]
    /// For each node of the formula that read something, the place of that among the inputs.
    package var reads: [Expression.Index: Int]
}

/// Cells of one field of a table that was read, not derived.
package struct SourceColumn: Sendable {
    package var table: Table
    package var field: Int
    /// Ascending; nil of all.
    package var rows: [Int]?
}

extension Table {
    /// True of a table that a data package derives from others.
    package var isDerived: Bool { if case .derived = storage { true } else { false } }

    /// How many steps lie between its cells and those of files.
    var depth: Int { if case .derived(let cells) = storage { cells.depth } else { 0 } }

    /// Where a cell was read or computed: itself, or what it is a copy of. Nil of what stands in no source: the names
    /// that `fold` makes, and what a join or a pivot left empty.
    package func origin(row: Int, field: Int) -> CellPlace? {
        guard case .derived(let cells) = storage else { return CellPlace(table: self, row: row, field: field) }
        if let place = cells.source(row: row, column: field) {
            return place.table.origin(row: place.row, field: place.field)
        }
        guard cells.columns.indices.contains(field), case .computed = cells.columns[field] else { return nil }
        return CellPlace(table: self, row: row, field: field)
    }

    /// The formula of a field that one gave.
    package func formula(of field: Int) -> Expression? {
        guard case .derived(let cells) = storage, cells.columns.indices.contains(field) else { return nil }
        switch cells.columns[field] {
        case .computed(_, let formula): return formula
        case .carried(let input, _, let field): return cells.inputs[input].formula(of: field)
        default: return nil
        }
    }

    /// How the formula came to a cell, by evaluating it once more; nil of a cell that no formula gave.
    package func computation(row: Int, field: Int) -> CellComputation? {
        guard case .derived(let cells) = storage, cells.columns.indices.contains(field),
            case .computed(_, let formula) = cells.columns[field]
        else { return nil }
        let scope = FormulaScope(formula, of: cells.inputs[0], among: cells.scope, isOfGroups: cells.groups != nil)
        return scope.replay(row: row, groups: cells.groups)
    }

    /// The cells of files that `rows` of a field (all where nil) rest on, table by table. Of a formula over other
    /// tables their whole columns. Nil where the way back is too long to be told.
    package func sourceColumns(field: Int, rows: [Int]? = nil) -> [SourceColumn]? {
        var search = SourceSearch()
        search.add(self, [field: rows.map(RowSelection.some) ?? .all])
        return search.isExhausted ? nil : search.found
    }
}

/// Some rows of a table, or all.
enum RowSelection {
    case all
    /// Ascending, each once.
    case some([Int])

    func union(_ other: RowSelection) -> RowSelection {
        guard case .some(let a) = self, case .some(let b) = other else { return .all }
        return .some(Array(Set(a).union(b)).sorted())
    }
}

/// Goes from fields of a derived table to those of files, step by step.
struct SourceSearch {
    private(set) var found: [SourceColumn] = []
    private(set) var isExhausted = false
    /// How many steps are gone back; tables that are derived from one table by many ways have no end of them.
    private var budget = 2000

    mutating func add(_ table: Table, _ fields: [Int: RowSelection]) {
        guard case .derived(let cells) = table.storage else {
            for (field, rows) in fields.sorted(by: { $0.key < $1.key }) { enter(table, field, rows) }
            return
        }
        guard budget > 0 else {
            isExhausted = true
            return
        }
        budget -= 1
        var wanted = Array(repeating: [Int: RowSelection](), count: cells.inputs.count)
        func want(_ input: Int, _ field: Int, _ rows: RowSelection) {
            wanted[input][field] = wanted[input][field]?.union(rows) ?? rows
        }
        var others: [(Table, Int)] = []
        for (field, rows) in fields.sorted(by: { $0.key < $1.key }) where cells.columns.indices.contains(field) {
            switch cells.columns[field] {
            case .carried(let input, let map, let source):
                want(input, source, Self.mapped(rows, map, table.rowCount))
            case .folded(let list):
                for (place, source) in list.enumerated() {
                    guard case .some(let some) = rows else {
                        want(0, source, .all)
                        continue
                    }
                    want(0, source, .some(some.filter { $0 % list.count == place }.map { $0 / list.count }))
                }
            case .stacked(let list):
                var start = 0
                for (input, source) in list.enumerated() {
                    let count = cells.inputs[input].rowCount
                    defer { start += count }
                    guard source >= 0 else { continue }
                    guard case .some(let some) = rows else {
                        want(input, source, .all)
                        continue
                    }
                    let own = some.filter { $0 >= start && $0 < start + count }.map { $0 - start }
                    if !own.isEmpty { want(input, source, .some(own)) }
                }
            case .names: break
            case .computed(_, let formula):
                let scope = FormulaScope(
                    formula, of: cells.inputs[0], among: cells.scope, isOfGroups: cells.groups != nil)
                for (source, isWhole) in scope.fieldsRead {
                    want(0, source, isWhole ? .all : Self.grouped(rows, cells.groups))
                }
                others += scope.columnsOfOthers
            }
        }
        for (input, fields) in wanted.enumerated() where !fields.isEmpty { add(cells.inputs[input], fields) }
        for (table, field) in others { add(table, [field: .all]) }
    }

    private static func mapped(_ rows: RowSelection, _ map: [Int32]?, _ count: Int) -> RowSelection {
        guard let map else { return rows }
        switch rows {
        case .all: return .some(Array(Set(map.lazy.filter { $0 >= 0 }.map(Int.init))).sorted())
        case .some(let some):
            let sources = some.compactMap { map.indices.contains($0) && map[$0] >= 0 ? Int(map[$0]) : nil }
            return .some(Array(Set(sources)).sorted())
        }
    }

    private static func grouped(_ rows: RowSelection, _ groups: RowGroups?) -> RowSelection {
        guard let groups else { return rows }
        switch rows {
        case .all: return .all
        case .some(let some): return .some(some.flatMap { groups.rows(of: $0).map(Int.init) }.sorted())
        }
    }

    private mutating func enter(_ table: Table, _ field: Int, _ rows: RowSelection) {
        var rows = rows
        if case .some(let some) = rows {
            let real = some.filter { $0 >= 0 && $0 < table.rowCount }
            rows = real.count == table.rowCount ? .all : .some(real)
        }
        let place = found.firstIndex {
            $0.field == field && $0.table.name == table.name && $0.table.path == table.path
        }
        let list: [Int]? = if case .some(let some) = rows { some } else { nil }
        guard let place else { return found.append(SourceColumn(table: table, field: field, rows: list)) }
        let known = found[place].rows.map(RowSelection.some) ?? .all
        if case .some(let some) = known.union(rows) {
            found[place].rows = some.count == table.rowCount ? nil : some
        } else {
            found[place].rows = nil
        }
    }
}
