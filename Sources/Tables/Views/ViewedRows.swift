import Diagnostics
import Expressions
import Languages
import Quantities

/// What a view takes out of its table.
package struct ViewedRows: Sendable {
    /// The rows in the order in which they are printed, by their numbers in the table.
    package var rows: [Int]
    /// Those of them that stand out.
    package var highlighted: Set<Int> = []
    /// The sums of the rows that are printed, by field, in held units.
    package var totals: [Int: Quantity] = [:]
}

extension Table {
    /// The rows that a view shows to readers of `language`, filtered, sorted and cut off; all rows without one.
    ///
    /// A row of which the filter cannot tell, since a cell that it asks for is missing, is left out, as `where` does.
    /// Whatever else is wrong with a formula is told once, of the first row that it fails in. A sum is that of the
    /// strict mode: by interval, with units, and an error where a cell is missing.
    package func rows(of view: ViewDefinition?, for language: LanguageTag, asOf: Int) -> Diagnosed<ViewedRows> {
        var out = ViewedRows(rows: Array(0..<rowCount))
        guard let view else { return Diagnosed(out) }
        var findings: [Diagnostic] = []
        if let filter = view.rows { out.rows = rows(where: filter, among: out.rows, asOf, into: &findings) }
        out.rows = sorted(out.rows, by: view.sort, for: language)
        if let limit = view.limit, out.rows.count > limit { out.rows.removeLast(out.rows.count - limit) }
        switch view.highlight {
        case .rows(let rows): out.highlighted = rows.intersection(out.rows)
        case .formula(let formula):
            out.highlighted = Set(rows(where: formula, among: out.rows, asOf, into: &findings))
        case nil: break
        }
        for name in view.total {
            out.totals[name.field] = sum(of: name, over: out.rows, asOf).collecting(into: &findings)
        }
        return Diagnosed(out, findings)
    }

    private func rows(
        where formula: Expression, among rows: [Int], _ asOf: Int, into findings: inout [Diagnostic]
    ) -> [Int] {
        var environment = RowEnvironment(table: self, index: 0, asOf: asOf)
        var out: [Int] = []
        for row in rows {
            environment.index = row
            let outcome = StrictEvaluator.evaluate(formula, in: environment)
            switch outcome.value?.value {
            case .boolean(let holds): if holds { out.append(row) }
            case .missing: continue
            case let other?:
                findings.append(
                    .error(
                        .formulaType, "this formula gives \(other.kind), true or false was expected",
                        at: formula.wholeLocation, hint: "compare a field: value > 10"))
                return out
            case nil:
                if outcome.diagnostics.allSatisfy({ $0.code == .formulaMissing }) { continue }
                findings += outcome.diagnostics
                return out
            }
        }
        return out
    }

    // MARK: Order

    private enum SortValue {
        case number(Double)
        case text([UInt8])
        case missing

        /// Nil where neither goes first. What is missing goes last in either direction.
        func precedes(_ other: SortValue, _ isDescending: Bool) -> Bool? {
            switch (self, other) {
            case (.missing, .missing): nil
            case (.missing, _): false
            case (_, .missing): true
            case (.number(let a), .number(let b)): a == b ? nil : (a < b) != isDescending
            case (.text(let a), .text(let b)): a == b ? nil : a.lexicographicallyPrecedes(b) != isDescending
            case (.number, .text): true
            case (.text, .number): false
            }
        }
    }

    /// Rows that no key tells apart stay as they were.
    private func sorted(_ rows: [Int], by keys: [ViewDefinition.SortKey], for language: LanguageTag) -> [Int] {
        if keys.isEmpty { return rows }
        let values = keys.map { key in
            let field = displayIndex(of: key.field, for: language)
            return rows.map { sortValue(row: $0, field: field) }
        }
        let order = rows.indices.sorted { a, b in
            for (key, values) in zip(keys, values) {
                if let isFirst = values[a].precedes(values[b], key.isDescending) { return isFirst }
            }
            return a < b
        }
        return order.map { rows[$0] }
    }

    private func sortValue(row: Int, field: Int) -> SortValue {
        switch cell(row: row, field: field) {
        case .missing: .missing
        case .quantity(let quantity): quantity.value.map { .number($0.double) } ?? .missing
        case .text(let text): .text(Array(text.utf8))
        case .boolean(let flag): .number(flag ? 1 : 0)
        case .date(let date): .number(Double(date.firstDay))
        }
    }

    // MARK: Sums

    private func sum(of name: ViewDefinition.FieldName, over rows: [Int], _ asOf: Int) -> Diagnosed<Quantity?> {
        if let row = rows.first(where: { if case .missing = cell(row: $0, field: name.field) { true } else { false } })
        {
            let finding = Diagnostic.error(
                .tableView, "“\(fields[name.field].name)” has no total: a cell of the rows shown is missing",
                at: name.location,
                hint: "the cell is \(location(row: row, field: name.field).description); leave its row out by rows: …")
            return Diagnosed(nil, [finding])
        }
        let formula = Expression.parse("sum(column)", at: name.location)
        guard let sum = formula.value else { return Diagnosed(nil, formula.diagnostics) }
        let outcome = StrictEvaluator.evaluate(
            sum, in: ColumnEnvironment(table: self, field: name.field, rows: rows, asOf: asOf))
        if case .quantity(let quantity) = outcome.value?.value { return Diagnosed(quantity) }
        // Its own words speak of a formula that nobody wrote.
        let causes = outcome.diagnostics.map { finding in
            Diagnostic.error(
                .tableView, "“\(fields[name.field].name)” has no total: \(finding.message)", at: name.location,
                hint: finding.hint)
        }
        return Diagnosed(nil, causes)
    }
}

/// `column`: some rows of one field.
private struct ColumnEnvironment: StrictEnvironment {
    let table: Table
    let field: Int
    let rows: [Int]
    let asOf: Int

    func value(of name: String) -> StrictLookup {
        let column = rows.map { row -> StrictValue in
            switch table.cell(row: row, field: field) {
            case .quantity(let quantity): .quantity(quantity)
            case .missing(let reason): .missing(reason)
            default: .missing(.empty)
            }
        }
        return .found(.column(column), from: .column(bundle: "", table: table.name, field: field))
    }

    /// The `row` of a finding counts the rows of the column.
    func place(of input: StrictInput, row: Int?) -> String? {
        row.flatMap { rows.indices.contains($0) ? table.location(row: rows[$0], field: field).description : nil }
    }
}
