import Diagnostics
import Expressions
import Quantities

/// Where a formula of a derived table finds its names, for one row or one group.
struct FormulaEnvironment: StrictEnvironment {
    let scope: FormulaScope
    /// Of the step's table; of no meaning to a formula of groups.
    var row: Int
    /// The rows of the group.
    var rows: ArraySlice<Int32>
    /// True where a part is evaluated that no row changes: names are whole columns, and missing values errors.
    var isWhole = false
    /// True where what is read is to be told; nothing is taken as settled.
    var isTracing = false

    var asOf: Int { 0 }
    var keepsMissing: Bool { !isWhole }

    /// The step's own table, as an input.
    static let own = ""

    func settled(_ node: Expression.Index) -> StrictValue? {
        if case .count = scope.roles[Int(node)] {
            return .quantity(Quantity(Number(scope.isOfGroups && !isWhole ? rows.count : scope.table.rowCount)))
        }
        if isTracing || isWhole { return nil }
        switch scope.settled[Int(node)] {
        case .no: return nil
        case .one(let value): return value
        case .each(let values): return values.indices.contains(row) ? values[row] : nil
        }
    }

    func value(of name: String) -> StrictLookup { .failed }

    func value(of name: String, at node: Expression.Index) -> StrictLookup {
        switch scope.roles[Int(node)] {
        case .cell(let field):
            let input = StrictInput.cell(bundle: Self.own, table: Self.own, row: row, field: field)
            return .found(scope.value(row: row, field: field), from: isTracing ? input : nil)
        case .column(let field):
            let input = StrictInput.column(bundle: Self.own, table: Self.own, field: field)
            return .found(column(field), from: isTracing ? input : nil)
        case .row, .rows:
            return .found(
                .reference(
                    DatumReference(
                        table: scope.table, bundle: scope.others.bundle, row: row,
                        rows: isOfColumns(node) ? columnRows : nil, isTracing: isTracing)))
        case .table(let table): return .found(.reference(TableReference(table: table, bundle: scope.others.bundle)))
        case .tables: return .found(.reference(NamedTables(tables: scope.others)))
        // Its name was reported.
        case .none, .count: return .failed
        }
    }

    private func isOfColumns(_ node: Expression.Index) -> Bool {
        if case .rows = scope.roles[Int(node)] { true } else { false }
    }

    private var isOfWholeColumns: Bool { !scope.isOfGroups || isWhole }

    private var columnRows: [Int32] { isOfWholeColumns ? (0..<scope.table.rowCount).map(Int32.init) : Array(rows) }

    private func column(_ field: Int) -> StrictValue {
        if isOfWholeColumns { return scope.column(field) }
        return .column(rows.map { scope.value(row: Int($0), field: field) })
    }

    func place(of input: StrictInput, row: Int?) -> String? {
        switch input {
        case .cell(_, let table, let row, let field):
            return self.table(table)?.location(row: row, field: field).description
        case .column(_, let table, let field):
            guard let row else { return nil }
            let isGrouped = table == Self.own && scope.isOfGroups && !isWhole
            let place = isGrouped ? rows.dropFirst(row).first.map(Int.init) ?? row : row
            return self.table(table)?.location(row: place, field: field).description
        case .indicator: return nil
        }
    }

    func table(_ name: String) -> Table? {
        name == Self.own || name == scope.table.name ? scope.table : scope.others.tables[name]
    }
}

/// `datum`: the row that is computed, for fields whose names no formula can say (`datum["field name"]`).
struct DatumReference: StrictReference {
    let table: Table
    let bundle: String
    let row: Int
    /// The rows of which a member is the column; nil where it is a cell.
    let rows: [Int32]?
    let isTracing: Bool

    var kind: String { "the row" }
    var usage: String? { "name one of its fields: datum[\"field\"]" }

    func member(_ name: String) -> StrictLookup {
        guard let field = table.fieldIndex(name) else { return .unknown(among: table.fields.map(\.name)) }
        let own = FormulaEnvironment.own
        if let rows {
            let column = rows.map { table.placedValue(row: Int($0), field: field, in: bundle) }
            return .found(.column(column), from: isTracing ? .column(bundle: own, table: own, field: field) : nil)
        }
        return .found(
            table.placedValue(row: row, field: field, in: bundle),
            from: isTracing ? .cell(bundle: own, table: own, row: row, field: field) : nil)
    }

    func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let name) = key else {
            return .refused(.formulaName, "a field is named by a text, found \(key.kind)", hint: nil)
        }
        return member(name)
    }
}

/// `table["gdp-annual"]`: tables by any name.
struct NamedTables: StrictReference {
    let tables: FormulaTables

    var kind: String { "“table”" }
    var usage: String? { "a table is written table[\"name\"]" }

    func member(_ name: String) -> StrictLookup { element(.text(name)) }

    func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let name) = key, let table = tables.tables[name] else {
            let name = if case .text(let text) = key { text } else { key.kind }
            return .refused(
                .formulaName, "there is no table “\(name)” here",
                hint: NearestName.hint(for: name, among: tables.tables.keys.sorted()))
        }
        return .found(.reference(TableReference(table: table, bundle: tables.bundle)))
    }
}

extension FormulaScope {
    /// Evaluates the formula for one row once more, and tells what it read.
    func replay(row: Int, groups: RowGroups?) -> CellComputation? {
        let environment = FormulaEnvironment(
            scope: self, row: row, rows: groups?.rows(of: row) ?? [], isTracing: true)
        guard let result = StrictEvaluator.evaluate(formula, in: environment).value else { return nil }
        var inputs: [CellComputation.Input] = []
        var places: [StrictInput: Int] = [:]
        for input in result.inputs {
            switch input {
            case .cell(_, let name, let row, let field):
                guard let place = environment.table(name)?.origin(row: row, field: field) else { continue }
                inputs.append(.cell(place))
            case .column(_, let name, let field):
                guard let table = environment.table(name) else { continue }
                let isGrouped = name == FormulaEnvironment.own && isOfGroups
                inputs.append(.column(table, rows: isGrouped ? environment.rows.map(Int.init) : nil, field: field))
            case .indicator: continue
            }
            places[input] = inputs.count - 1
        }
        if let field = countedField, roles.contains(where: { if case .count = $0 { true } else { false } }) {
            let rows = isOfGroups ? environment.rows.map(Int.init) : nil
            let isRead = inputs.contains { if case .column(_, _, field) = $0 { true } else { false } }
            if !isRead { inputs.append(.column(table, rows: rows, field: field)) }
        }
        var reads: [Expression.Index: Int] = [:]
        for (node, input) in result.reads { reads[node] = places[input] }
        return CellComputation(formula: formula, inputs: inputs, reads: reads)
    }
}
