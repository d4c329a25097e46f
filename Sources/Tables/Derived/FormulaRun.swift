import Diagnostics
import Expressions
import Quantities

/// Evaluates a formula for row after row, or group after group, and gathers what goes wrong: the first rows of a kind
/// with their place, the others by their number.
struct FormulaRun {
    let scope: FormulaScope
    let groups: RowGroups?
    private var warned: Set<SourceLocation> = []
    private var errors = FindingGroups()
    private var warnings: [Diagnostic] = []
    private var failures = 0

    /// Rows that fail with their place, and after how many no more are tried.
    private static let shown = 3
    private static let limit = 1000

    /// Nil where the names of the formula are wrong, or what it has to know of whole columns.
    init?(_ scope: FormulaScope, groups: RowGroups? = nil, into findings: inout [Diagnostic]) {
        self.scope = scope
        self.groups = groups
        guard scope.findings.isEmpty else {
            findings += scope.findings
            return nil
        }
        guard scope.settle(into: &findings) else { return nil }
    }

    var isHopeless: Bool { failures >= Self.limit }

    /// The value in a row or a group; nil where it failed.
    mutating func value(_ row: Int) -> StrictValue? {
        var environment = FormulaEnvironment(scope: scope, row: row, rows: groups?.rows(of: row) ?? [])
        let outcome = StrictEvaluator.evaluate(scope.formula, in: environment)
        if !outcome.diagnostics.isEmpty {
            for finding in outcome.diagnostics where finding.severity != .error {
                if let place = finding.location, warned.insert(place).inserted { warnings.append(finding) }
            }
        }
        if let result = outcome.value {
            switch result.value {
            case .column(let rows):
                refuse(
                    row, "this formula gives a column of \(rows.count) rows, one value was expected",
                    hint: "sum(), mean(), first() and the like make one value of a column")
                return nil
            case .reference(let reference):
                refuse(row, "this formula gives \(reference.kind), one value was expected", hint: reference.usage)
                return nil
            case let value: return value
            }
        }
        failures += 1
        // Once more, so that the cells are named.
        environment.isTracing = true
        let told = StrictEvaluator.evaluate(scope.formula, in: environment).diagnostics.filter { $0.severity == .error }
        for finding in told.isEmpty ? outcome.diagnostics.filter({ $0.severity == .error }) : told {
            if [.formulaName, .formulaArity].contains(finding.code) {
                // It is so in every row.
                failures = Self.limit
                errors.add(finding)
            } else {
                add(finding, row)
            }
        }
        return nil
    }

    /// Refuses the value of a row.
    mutating func refuse(
        _ row: Int, _ message: String, hint: String? = nil
    ) {
        failures += 1
        add(.error(.formulaType, message, at: scope.formula.wholeLocation, hint: hint), row)
    }

    private mutating func add(_ finding: Diagnostic, _ row: Int) {
        let location = finding.location ?? scope.formula.wholeLocation
        // One kind for each place in the formula.
        let place = place(of: row).map { "it is so in the row of \($0)" }
        errors.add(.error, finding.code, group: location.column, limit: Self.shown, at: location) {
            (finding.message, [finding.hint, place].compactMap(\.self).joined(separator: "; "))
        }
    }

    /// Where the first cell of the row stands, of a group that of its first row.
    private func place(of row: Int) -> String? {
        let source = groups.map { $0.rows(of: row).first.map(Int.init) } ?? row
        guard let source, source < scope.table.rowCount, !scope.table.fields.isEmpty else { return nil }
        return scope.table.location(row: source, field: 0).description
    }

    /// True where nothing failed.
    func finish(into findings: inout [Diagnostic]) -> Bool {
        findings += warnings + errors.finished()
        return failures == 0
    }
}

extension TableDeriver {
    /// The column of a formula, and its field; nil where it fails.
    mutating func computed(
        _ formula: Expression, as name: Name, of table: Table, rowCount: Int, groups: RowGroups? = nil
    ) -> (Field, DerivedColumn)? {
        let scope = FormulaScope(formula, of: table, among: others, isOfGroups: groups != nil)
        guard var run = FormulaRun(scope, groups: groups, into: &findings) else { return nil }
        var kind = scope.kind
        var column = ComputedColumn(isOfNumbers: kind.isNumeric)
        for row in 0..<rowCount {
            guard let value = run.value(row) else {
                if run.isHopeless { break }
                continue
            }
            switch value {
            case .quantity where kind.isNumeric, .missing: break
            case .text where kind == .string, .boolean where kind == .boolean, .date where kind == .date: break
            default:
                run.refuse(
                    row, "“\(name.text)” is \(value.kind) here, \(kind.words) was expected",
                    hint: "a field holds values of one type")
            }
            column.append(value)
        }
        guard run.finish(into: &findings) else { return nil }
        if kind == .integer, !column.isOfIntegers { kind = .number }
        var field = scope.inherited(by: name.text)
        field.kind = kind
        if kind.isNumeric {
            let unit = declaredUnit(name.text)
            if let declared = unit.flatMap({ column.declaring($0) }) { column = declared }
            field.unit = column.isWithoutNumbers ? unit ?? field.unit : column.commonUnit ?? .none
        }
        return (field, .computed(column, formula))
    }
}

extension TableDeriver {
    /// The unit that the resource's schema gives a field that a formula makes.
    private func declaredUnit(_ name: String) -> Unit? {
        let unit = definition.schema.fields.first { $0.field.name == name }?.field.unit
        return unit == Unit.none ? nil : unit
    }
}

extension ComputedColumn {
    /// The same in a unit that was declared: a ratio may be declared a percentage, SI prefixes convert. Nil where it does
    /// not fit.
    fileprivate func declaring(_ unit: Unit) -> ComputedColumn? {
        guard let common = commonUnit,
            (common.isDimensionless && unit.isDimensionless) || common.factor(to: unit) != nil
        else { return nil }
        return mapped { quantity in
            var out = quantity.converted(to: unit)
            out.unit = unit
            return out
        }
    }
}

extension Field.Kind {
    /// For messages.
    var words: String {
        switch self {
        case .number, .integer: "a number"
        case .string: "a text"
        case .boolean: "true or false"
        case .date: "a date"
        }
    }
}
