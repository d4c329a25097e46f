import Diagnostics
import Expressions
import Quantities

/// What formulas of derived tables may name besides the fields of the step: other tables of the bundle.
struct FormulaTables: Sendable {
    /// The content path of the bundle, by which indicators name the same cells.
    var bundle = ""
    var tables: [String: Table] = [:]
}

/// A formula of a derived table, and what its names mean: a field's cell in the row that is computed, or a column.
///
/// In the formulas of rows (`where`, `select`) a name is a cell, and a column where a function takes one:
/// `chargers / sum(chargers)`. In those of groups (`aggregate`) names are the columns of the group's rows. A part that
/// no row changes, such as `sum(chargers)`, is evaluated once.
final class FormulaScope {
    enum Role {
        case none
        case cell(Int)
        case column(Int)
        /// `datum`, of which a member is a cell.
        case row
        /// `datum` where a column is taken.
        case rows
        case table(Table)
        /// `table`, as in `table["gdp-annual"]`.
        case tables
        /// `count()`: the number of rows.
        case count
    }

    enum Settled {
        case no
        case one(StrictValue)
        /// A value for each row.
        case each([StrictValue])
    }

    let formula: Expression
    let table: Table
    let others: FormulaTables
    let isOfGroups: Bool
    private(set) var roles: [Role]
    private(set) var settled: [Settled]
    /// What is wrong with its names.
    private(set) var findings: [Diagnostic] = []
    /// True where a whole column is gone through for each row.
    private(set) var isQuadratic = false
    private var columns: [Int: StrictValue] = [:]

    /// How many rows a formula may have that goes through a whole column for each of them (`rank(x, x)`).
    static let maximumQuadraticRows = 5000

    init(_ formula: Expression, of table: Table, among others: FormulaTables, isOfGroups: Bool) {
        self.formula = formula
        self.table = table
        self.others = others
        self.isOfGroups = isOfGroups
        roles = Array(repeating: .none, count: formula.nodes.count)
        settled = Array(repeating: .no, count: formula.nodes.count)
        assign(formula.root, inColumn: isOfGroups)
        if isQuadratic, table.rowCount > Self.maximumQuadraticRows {
            findings.append(
                .error(
                    .tableLimit,
                    "this goes through \(table.rowCount) rows for each row, at most \(Self.maximumQuadraticRows) are",
                    at: formula.wholeLocation, hint: "sort: and limit: find the first rows of a long table"))
        }
    }

    // MARK: Roles

    /// The height of a formula is bounded, and so is this.
    private func assign(_ index: Expression.Index, inColumn: Bool) {
        switch formula[index].kind {
        case .name(let name): roles[Int(index)] = role(of: name, index, inColumn: inColumn)
        case .member(let object, let name): assign(object: object, member: name, inColumn: inColumn)
        case .element(let object, let key):
            var constant: String?
            if case .string(let text) = formula[key].kind { constant = text } else { assign(key, inColumn: inColumn) }
            assign(object: object, member: constant, inColumn: inColumn)
        case .call("count", let arguments) where arguments.isEmpty: roles[Int(index)] = .count
        case .call("asof", _):
            findings.append(
                .error(
                    .formulaName, "a derived table does not depend on the day of the build",
                    at: formula.location(of: index),
                    hint: "use asof() in an indicator"))
        case .call(let name, let arguments):
            let isColumn = Self.columns(of: name, arguments.count)
            for (place, argument) in arguments.enumerated() {
                assign(argument, inColumn: inColumn || isColumn(place))
            }
            if !inColumn, arguments.indices.contains(where: isColumn), arguments.contains(where: dependsOnRow) {
                isQuadratic = true
            }
        case .unary(_, let operand): assign(operand, inColumn: inColumn)
        case .binary(_, let a, let b):
            assign(a, inColumn: inColumn)
            assign(b, inColumn: inColumn)
        case .conditional(let condition, let then, let otherwise):
            for part in [condition, then, otherwise] { assign(part, inColumn: inColumn) }
        case .array(let parts): for part in parts { assign(part, inColumn: inColumn) }
        case .null, .boolean, .number, .string, .object, .pattern: break
        }
    }

    /// Which arguments of a function are columns.
    private static func columns(of name: String, _ count: Int) -> (Int) -> Bool {
        switch StrictFunction(rawValue: name) {
        case .sum, .mean, .median, .min, .max: { _ in count == 1 }
        case .count, .first, .last, .stdev, .gini, .cumulative, .weightedMean, .where: { _ in true }
        case .quantile, .index, .lag, .hhi: { $0 == 0 }
        case .rank: { $0 == 1 }
        default: { _ in false }
        }
    }

    private func role(of name: String, _ index: Expression.Index, inColumn: Bool) -> Role {
        if let field = table.fieldIndex(name) { return inColumn ? .column(field) : .cell(field) }
        let place = formula.location(of: index)
        if others.tables[name] != nil {
            findings.append(
                .error(
                    .formulaType, "“\(name)” is a table, a field of this one was expected", at: place,
                    hint: "its columns are written \(name).field"))
            return .none
        }
        let known = table.fields.map(\.name)
        let hint =
            StrictFunction(rawValue: name) != nil
            ? "a function is called: \(name)(…)"
            : NearestName.hint(for: name, among: known)
                ?? "the fields here are \(Self.list(known)); indicators cannot be used"
        findings.append(.error(.formulaName, "there is no field “\(name)” here", at: place, hint: hint))
        return .none
    }

    static func list(_ names: [String]) -> String {
        names.count > 12 ? names.prefix(12).joined(separator: ", ") + ", …" : names.joined(separator: ", ")
    }

    /// What stands before a point or a bracket: a table, `table`, or `datum`.
    private func assign(object: Expression.Index, member: String?, inColumn: Bool) {
        guard case .name(let name) = formula[object].kind else { return assign(object, inColumn: inColumn) }
        let place = formula.location(of: object)
        switch name {
        case "datum":
            if let member, table.fieldIndex(member) == nil {
                findings.append(
                    .error(
                        .formulaName, "there is no field “\(member)” here", at: place,
                        hint: NearestName.hint(for: member, among: table.fields.map(\.name))))
            }
            roles[Int(object)] = inColumn ? .rows : .row
        case "table": roles[Int(object)] = .tables
        case "briefing":
            findings.append(
                .error(
                    .formulaName, "a table is derived from tables of its own briefing alone", at: place,
                    hint: "use the other briefing's figures in an indicator"))
        default:
            if let other = others.tables[name] {
                roles[Int(object)] = .table(other)
            } else if table.fieldIndex(name) != nil {
                findings.append(
                    .error(.formulaType, "“\(name)” is a field, it has no members", at: place))
            } else {
                findings.append(
                    .error(
                        .formulaName, "there is no table “\(name)” here", at: place,
                        hint: NearestName.hint(for: name, among: others.tables.keys.sorted())
                            ?? "indicators cannot be used in a derived table"))
            }
        }
    }

    // MARK: What no row changes

    private func dependsOnRow(_ index: Expression.Index) -> Bool {
        switch roles[Int(index)] {
        case .cell, .row: return true
        case .column, .rows, .count: return isOfGroups
        case .none, .table, .tables: break
        }
        return children(of: index).contains(where: dependsOnRow)
    }

    private func children(of index: Expression.Index) -> [Expression.Index] {
        switch formula[index].kind {
        case .member(let object, _), .unary(_, let object): [object]
        case .element(let a, let b), .binary(_, let a, let b): [a, b]
        case .call(_, let list), .array(let list): list
        case .conditional(let a, let b, let c): [a, b, c]
        default: []
        }
    }

    /// Evaluates what no row changes, once; false where that failed.
    func settle(into findings: inout [Diagnostic]) -> Bool {
        var pending: [(index: Expression.Index, inColumn: Bool)] = [(formula.root, isOfGroups)]
        var holds = true
        while let (index, inColumn) = pending.popLast() {
            if dependsOnRow(index) {
                if case .call(let name, let arguments) = formula[index].kind {
                    let isColumn = Self.columns(of: name, arguments.count)
                    for (place, argument) in arguments.enumerated() {
                        pending.append((argument, inColumn || isColumn(place)))
                    }
                } else {
                    pending += children(of: index).map { ($0, inColumn) }
                }
                continue
            }
            switch formula[index].kind {
            case .call, .member, .element: break
            case .unary, .binary, .conditional:
                pending += children(of: index).map { ($0, inColumn) }
                continue
            default: continue
            }
            let environment = FormulaEnvironment(scope: self, row: 0, rows: [], isWhole: true)
            guard let result = StrictEvaluator.evaluate(formula, at: index, in: environment).collecting(into: &findings)
            else {
                holds = false
                continue
            }
            if !inColumn, case .column(let rows) = result.value {
                if rows.count == table.rowCount {
                    settled[Int(index)] = .each(rows)
                } else {
                    holds = false
                    findings.append(
                        .error(
                            .formulaType, "this gives a column of \(rows.count) rows, one value was expected",
                            at: formula.location(of: index),
                            hint: "sum(), mean(), last() and the like make one value of a column"))
                }
            } else {
                settled[Int(index)] = .one(result.value)
            }
        }
        return holds
    }

    /// A whole column of the step's own, made once.
    func column(_ field: Int) -> StrictValue {
        if let known = columns[field] { return known }
        let made = StrictValue.column((0..<table.rowCount).map { value(row: $0, field: field) })
        columns[field] = made
        return made
    }

    func value(row: Int, field: Int) -> StrictValue {
        table.placedValue(row: row, field: field, in: others.bundle)
    }

    // MARK: What it reads

    /// The step's own fields that it reads, and whether all rows of them go in whatever the row.
    var fieldsRead: [(field: Int, isWhole: Bool)] {
        var out: [(field: Int, isWhole: Bool)] = []
        func add(_ field: Int, _ isWhole: Bool) {
            if !out.contains(where: { $0.field == field && $0.isWhole == isWhole }) { out.append((field, isWhole)) }
        }
        for (index, role) in roles.enumerated() {
            switch role {
            case .cell(let field): add(field, false)
            case .column(let field): add(field, !isOfGroups)
            case .count: if let field = countedField { add(field, !isOfGroups) }
            default: break
            }
            guard let name = formula.datumFieldName(Expression.Index(index)), let field = table.fieldIndex(name.name)
            else { continue }
            if case .rows = roles[Int(name.object)] { add(field, !isOfGroups) } else { add(field, false) }
        }
        return out
    }

    /// What stands for the rows that `count()` counts: the last field of their key, which tells them apart.
    var countedField: Int? {
        table.primaryKey.last.flatMap(table.fieldIndex) ?? (table.fields.isEmpty ? nil : 0)
    }

    /// The columns of other tables that it names, whatever rows of them it reads.
    var columnsOfOthers: [(Table, Int)] {
        formula.nodes.indices.compactMap { index in
            guard case .member(let object, let name) = formula.nodes[index].kind, let other = other(object),
                let field = other.fieldIndex(name)
            else { return nil }
            return (other, field)
        }
    }

    /// The table that `capacity`, `capacity["a"]` or `table["x"]["a"]` is of.
    private func other(_ object: Expression.Index) -> Table? {
        if case .table(let table) = roles[Int(object)] { return table }
        guard case .element(let inner, let key) = formula[object].kind else { return nil }
        if case .tables = roles[Int(inner)] {
            guard case .string(let name) = formula[key].kind else { return nil }
            return others.tables[name]
        }
        return other(inner)
    }
}

extension Expression {
    /// `name` of `datum.name` and `datum["name"]`, with the node of `datum`.
    func datumFieldName(_ index: Index) -> (name: String, object: Index)? {
        switch self[index].kind {
        case .member(let object, let name):
            if case .name("datum") = self[object].kind { return (name, object) }
        case .element(let object, let key):
            if case .name("datum") = self[object].kind, case .string(let name) = self[key].kind {
                return (name, object)
            }
        default: break
        }
        return nil
    }

    /// The tables that a formula may read: `name` of `name.member`, `name["key"]` and `table["name"]`.
    var tablesNamed: [(name: String, location: SourceLocation)] {
        var out: [(name: String, location: SourceLocation)] = []
        for node in nodes {
            switch node.kind {
            case .member(let object, let name):
                guard case .name(let head) = self[object].kind else { continue }
                out.append((head == "table" ? name : head, location(of: object)))
            case .element(let object, let key):
                guard case .name(let head) = self[object].kind else { continue }
                if head != "table" {
                    out.append((head, location(of: object)))
                } else if case .string(let name) = self[key].kind {
                    out.append((name, location(of: key)))
                }
            default: continue
            }
        }
        return out
    }
}
