import Diagnostics
import Quantities

// The last step: what the resource itself says of its fields.

extension TableDeriver {
    mutating func finished(_ last: Table) -> Table? {
        // Also where nothing was done, so that the table is one of its own.
        guard
            var table = stage(
                [last], last.fields.map(\.carried),
                last.fields.indices.map { .carried(input: 0, rows: nil, field: $0) }, rowCount: last.rowCount,
                key: last.primaryKey)
        else { return nil }
        // What a formula gave in the last step is the table's own, with the step's way back.
        if last.name == table.name, last.isDerived, last.path == table.path { table.storage = last.storage }
        table.profile = definition.profile
        table.origins = origins()
        for entry in definition.schema.fields { override(entry, in: &table) }
        if !definition.schema.primaryKey.isEmpty { declareKey(&table) }
        indexKeys(&table)
        return findings.hasErrors ? nil : table
    }

    /// Those of all tables that it is made of, each once.
    private func origins() -> [Origin] {
        var out: [Origin] = []
        for name in definition.recipe.tables {
            for origin in others.tables[name.text]?.origins ?? [] where !out.contains(origin) { out.append(origin) }
        }
        for origin in definition.origins where !out.contains(origin) { out.append(origin) }
        return out
    }

    private mutating func override(_ entry: TableSchema.Entry, in table: inout Table) {
        let name = Name(text: entry.field.name, location: entry.location)
        guard let index = field(name, of: table) else { return }
        let given = entry.field
        var field = table.fields[index]
        field.title = given.title ?? field.title
        field.description = given.description ?? field.description
        field.shortUnit = given.shortUnit ?? field.shortUnit
        field.language = given.language ?? field.language
        field.decimalPlaces = given.decimalPlaces ?? field.decimalPlaces
        field.notation.missing = given.notation.missing + field.notation.missing
        field.isDeclared = true
        if !entry.isInferred, given.kind != field.kind {
            if given.kind.isNumeric, field.kind.isNumeric, given.kind == .number || isWhole(table, index) {
                field.kind = given.kind
            } else {
                findings.append(
                    .error(
                        .tableField,
                        "“\(field.name)” comes out as type \(field.kind.rawValue), \(given.kind.rawValue) was declared",
                        at: entry.location))
            }
        }
        if given.isRequired || given.minimum != nil || given.maximum != nil || given.hasConstraints {
            findings.append(
                .warning(
                    .tableConstraint, "constraints of a derived table are not checked", at: entry.location,
                    hint: "put them into the schemas of the tables that it is made of"))
        }
        table.fields[index] = field
        if given.unit != .none, given.unit != field.unit {
            refuse(unit: given.unit, of: field, at: entry.location)
        }
    }

    private func isWhole(_ table: Table, _ index: Int) -> Bool {
        (0..<table.rowCount).allSatisfy { row in
            guard case .quantity(let quantity) = table.cell(row: row, field: index) else { return true }
            return [quantity.interval.lower, quantity.interval.upper].allSatisfy { $0?.number.isInteger ?? true }
        }
    }

    /// What a formula gave has the unit already, where that could be.
    private mutating func refuse(unit: Unit, of field: Field, at location: SourceLocation) {
        let found = field.unit.symbol
        findings.append(
            .error(
                .formulaUnit,
                "“\(field.name)” \(found.isEmpty ? "has no unit" : "is in “\(found)”"), “\(unit.symbol)” was declared",
                at: location, hint: "a formula in select converts it"))
    }

    // MARK: Keys

    private mutating func declareKey(_ table: inout Table) {
        let names = definition.schema.primaryKey.map { Name(text: $0.name, location: $0.location) }
        guard fields(names, of: table) != nil else { return }
        table.primaryKey = names.map(\.text)
        var first: [KeyText: Int] = [:]
        var doubles = FindingGroups()
        let columns = table.primaryKey.compactMap(table.fieldIndex)
        for row in 0..<table.rowCount {
            let key = KeyText(columns.map { table.text(row: row, field: $0) })
            if let column = columns.first(where: { table.isMissing(row: row, field: $0) }) {
                doubles.add(.error, .tableKey, group: -2, limit: 3, at: names[0].location) {
                    ("row \(row + 1) has no key: “\(table.fields[column].name)” is missing", nil)
                }
            } else if let other = first[key] {
                doubles.add(.error, .tableKey, limit: 3, at: names[0].location) {
                    let text = key.text.split(separator: "\u{0}").joined(separator: ", ")
                    return (
                        "rows \(other + 1) and \(row + 1) have one key, “\(text)”",
                        "group_by makes one row of each key"
                    )
                }
            } else {
                first[key] = row
            }
        }
        findings += doubles.finished()
    }

    /// Where two rows have one key, which a key that was carried over cannot have, the first is found.
    private func indexKeys(_ table: inout Table) {
        let columns = table.primaryKey.compactMap(table.fieldIndex)
        guard !columns.isEmpty, columns.count == table.primaryKey.count, case .derived(var cells) = table.storage else {
            return
        }
        cells.keys.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            let key = KeyText(columns.map { table.text(row: row, field: $0) })
            if cells.keys[key] == nil { cells.keys[key] = Int32(row) }
        }
        table.storage = .derived(cells)
    }
}

extension Table {
    func isMissing(row: Int, field: Int) -> Bool {
        if case .missing = cell(row: row, field: field) { true } else { false }
    }
}

extension Field {
    fileprivate var hasConstraints: Bool {
        constraints.isUnique || !constraints.enumeration.isEmpty || constraints.minimumLength != nil
            || constraints.maximumLength != nil || constraints.minimumDate != nil || constraints.maximumDate != nil
    }
}
