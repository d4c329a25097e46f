import Diagnostics
import Expressions
import Languages
import Quantities

/// Goes through the steps of one derived table.
struct TableDeriver {
    typealias Name = DerivedRecipe.Name

    let definition: DerivedTables.Definition
    /// The tables that formulas and joins may name.
    let others: FormulaTables
    var findings: [Diagnostic] = []

    /// The limits of a step.
    static let maximumRows = 10_000_000
    static let maximumCells = 20_000_000
    static let maximumPivotColumns = 1000
    /// How many steps may lie between a cell and its file, through other derived tables too.
    static let maximumDepth = 200

    init(definition: DerivedTables.Definition, others: FormulaTables) {
        self.definition = definition
        self.others = others
    }

    /// Nil where something is wrong, which `findings` tells.
    mutating func derive() -> Table? {
        guard var table = beginning() else { return nil }
        for step in definition.recipe.steps {
            let next: Table? =
                switch step.verb {
                case .join(let join): joined(table, join, at: step.location)
                case .filter(let formulas): filtered(table, formulas)
                case .fold(let fold): folded(table, fold, at: step.location)
                case .group(let group): grouped(table, group, at: step.location)
                case .pivot(let pivot): pivoted(table, pivot, at: step.location)
                case .select(let selections): selected(table, selections, at: step.location)
                case .sort(let keys): sorted(table, keys)
                case .limit(let count): chosen(table, rows: (0..<min(count, table.rowCount)).map(Int32.init))
                }
            guard let next else { return nil }
            table = next
        }
        return finished(table)
    }

    // MARK: Making

    /// A table of this step; nil where steps are piled too high.
    mutating func stage(
        _ inputs: [Table], _ fields: [Field], _ columns: [DerivedColumn], rowCount: Int, groups: RowGroups? = nil,
        key: [String] = []
    ) -> Table? {
        var cells = DerivedCells(inputs: inputs, columns: columns, groups: groups, location: definition.location)
        guard cells.depth <= Self.maximumDepth else {
            return fail(
                .tableLimit, "more than \(Self.maximumDepth) steps lie between this table and its files",
                at: definition.recipe.location)
        }
        if columns.contains(where: { if case .computed = $0 { true } else { false } }) { cells.scope = others }
        var table = Table(
            name: definition.name, path: definition.path, fields: fields, rowCount: rowCount, storage: .derived(cells))
        table.title = definition.title
        table.description = definition.description
        let names = Set(fields.map(\.name))
        table.primaryKey = key.allSatisfy(names.contains) ? key : []
        for index in table.fields.indices {
            if let unit = table.fields[index].unitField, !names.contains(unit) { table.fields[index].unitField = nil }
        }
        return table
    }

    /// The same fields in these rows.
    mutating func chosen(_ table: Table, rows: [Int32]) -> Table? {
        stage(
            [table], table.fields.map(\.carried),
            table.fields.indices.map { .carried(input: 0, rows: rows, field: $0) }, rowCount: rows.count,
            key: table.primaryKey)
    }

    mutating func fail(_ code: DiagnosticCode, _ message: String, at location: SourceLocation, hint: String? = nil)
        -> Table?
    {
        findings.append(.error(code, message, at: location, hint: hint))
        return nil
    }

    /// The field of a name; nil with a finding.
    mutating func field(_ name: Name, of table: Table) -> Int? {
        if let index = table.fieldIndex(name.text) { return index }
        let known = table.fields.map(\.name)
        findings.append(
            .error(
                .tableField, "there is no field “\(name.text)” here", at: name.location,
                hint: NearestName.hint(for: name.text, among: known)
                    ?? "the fields here are \(FormulaScope.list(known))"))
        return nil
    }

    mutating func fields(_ names: [Name], of table: Table) -> [Int]? {
        let found = names.map { field($0, of: table) }
        let indices = found.compactMap(\.self)
        return indices.count == names.count ? indices : nil
    }

    /// False with a finding where two fields have one name, or a name is none.
    mutating func areDistinct(_ names: [Name]) -> Bool {
        var seen: Set<KeyText> = []
        var isDistinct = true
        for name in names {
            if name.text.isEmpty {
                _ = fail(.tableField, "a field without a name", at: name.location)
                isDistinct = false
            } else if !seen.insert(KeyText(name.text)).inserted {
                _ = fail(
                    .tableField, "there are two fields “\(name.text)”", at: name.location, hint: "give one a new name")
                isDistinct = false
            }
        }
        return isDistinct
    }

    // MARK: The beginning

    /// The one table that `from` names, or the rows of several, one after another.
    private mutating func beginning() -> Table? {
        let names = definition.recipe.sources
        let tables = names.compactMap { others.tables[$0.text] }
        guard let first = tables.first, tables.count == names.count else { return nil }
        guard tables.count > 1 else { return first }
        let count = tables.reduce(0) { $0 + $1.rowCount }
        guard count <= Self.maximumRows else {
            return fail(
                .tableLimit, "together these tables have \(count) rows, at most \(Self.maximumRows) are stacked",
                at: definition.recipe.location)
        }
        var isWhole = true
        for (table, name) in zip(tables, names).dropFirst() {
            for field in table.fields where first.fieldIndex(field.name) == nil {
                isWhole = false
                _ = fail(
                    .tableField, "“\(table.name)” has a field “\(field.name)”, and “\(first.name)” has none",
                    at: name.location, hint: "tables that are stacked have the same fields: derive one that has them")
            }
        }
        var fields: [Field] = []
        var columns: [DerivedColumn] = []
        for (index, field) in first.fields.enumerated() {
            var merged = field.carried
            var places = [index]
            for (table, name) in zip(tables, names).dropFirst() {
                guard let place = table.fieldIndex(field.name) else {
                    isWhole = false
                    _ = fail(
                        .tableField, "“\(table.name)” has no field “\(field.name)”, which “\(first.name)” has",
                        at: name.location, hint: NearestName.hint(for: field.name, among: table.fields.map(\.name)))
                    continue
                }
                places.append(place)
                if !merged.take(table.fields[place], into: &findings, of: table.name, at: name.location) {
                    isWhole = false
                }
            }
            fields.append(merged)
            columns.append(.stacked(fields: places))
        }
        return isWhole ? stage(tables, fields, columns, rowCount: count) : nil
    }
}

extension Field {
    /// Its description where its cells are carried over: what its schema demands was held against its source.
    var carried: Field {
        var out = self
        out.isRequired = false
        out.constraints = Constraints()
        return out
    }

    /// Becomes the field of the cells of both; false with a finding where the two do not go together.
    mutating func take(_ other: Field, into findings: inout [Diagnostic], of table: String, at location: SourceLocation)
        -> Bool
    {
        if kind != other.kind {
            guard kind.isNumeric, other.kind.isNumeric else {
                findings.append(
                    .error(
                        .tableField,
                        "“\(name)” is of type \(kind.rawValue), and “\(other.name)” of “\(table)” of type \(other.kind.rawValue)",
                        at: location, hint: "only fields of one type go together"))
                return false
            }
            kind = .number
        }
        if unit != other.unit, unitField == nil, other.unitField == nil {
            let units = [unit, other.unit].map { $0.symbol.isEmpty ? "no unit" : "the unit “\($0.symbol)”" }
            findings.append(
                .error(
                    .formulaUnit, "“\(name)” has \(units[0]), and “\(other.name)” of “\(table)” \(units[1])",
                    at: location, hint: "only fields of one unit go together: convert one by a formula"))
            return false
        }
        if minimum != other.minimum { minimum = nil }
        if maximum != other.maximum { maximum = nil }
        return true
    }
}

extension Field.Kind {
    var isNumeric: Bool { self == .number || self == .integer }
}
