import Diagnostics
import Expressions

// `group_by` with `aggregate`, and `select`: where formulas make fields.

extension TableDeriver {
    /// One row for each value of the keys, in the order in which they first come; without keys one row of all. A key's
    /// translations come with it.
    mutating func grouped(_ table: Table, _ group: DerivedStep.Group, at location: SourceLocation) -> Table? {
        guard let indices = fields(group.keys, of: table) else { return nil }
        guard !group.keys.isEmpty || !group.aggregates.isEmpty else {
            return fail(.keyMissing, "there is neither a key nor an aggregate", at: location)
        }
        let keys = withTranslations(zip(indices, group.keys).map { ($0, $1) }, of: table)
        guard areDistinct(keys.map(\.name) + group.aggregates.map(\.name)) else { return nil }
        let codes = RowCodes(indices, of: table)
        var groups = codes.groups
        var firstRows = codes.firstRows
        // A table without rows has one total all the same.
        if group.keys.isEmpty, firstRows.isEmpty {
            groups = RowGroups(order: [], starts: [0, 0])
            firstRows = [-1]
        }
        var made = keys.map { key -> (Field, DerivedColumn) in
            var field = table.fields[key.index].carried
            field.name = key.name.text
            return (field, .carried(input: 0, rows: firstRows, field: key.index))
        }
        var isWhole = true
        for (name, formula) in group.aggregates {
            guard let column = computed(formula, as: name, of: table, rowCount: groups.count, groups: groups) else {
                isWhole = false
                continue
            }
            made.append(column)
        }
        guard isWhole else { return nil }
        return stage(
            [table], made.map(\.0), made.map(\.1), rowCount: groups.count, groups: groups, key: group.keys.map(\.text))
    }

    /// Fields as they are, by new names, or made by a formula of the row.
    mutating func selected(_ table: Table, _ selections: [DerivedStep.Selection], at location: SourceLocation)
        -> Table?
    {
        guard !selections.isEmpty else {
            return fail(.keyMissing, "“select” is empty, fields were expected", at: location)
        }
        var carried: [(index: Int, name: Name)] = []
        var isWhole = true
        for selection in selections {
            guard case .field(let new, let old) = selection else { continue }
            if let index = field(old, of: table) { carried.append((index, new)) } else { isWhole = false }
        }
        let named = withTranslations(carried, of: table)
        let formulas = selections.compactMap { if case .formula(let name, _) = $0 { name.text } else { nil } }
        var made: [(name: Name, field: Field, column: DerivedColumn)] = []
        func carry(_ index: Int, _ name: Name) {
            var field = table.fields[index].carried
            field.name = name.text
            // Units by row go by the name that their field has now.
            field.unitField = field.unitField.flatMap { old in
                table.fieldIndex(old).flatMap { unit in named.first { $0.index == unit }?.name.text }
                    ?? (selections.contains { if case .rest = $0 { true } else { false } } ? old : nil)
            }
            made.append((name, field, .carried(input: 0, rows: nil, field: index)))
        }
        for selection in selections {
            switch selection {
            case .field(let new, let old):
                guard let index = table.fieldIndex(old.text),
                    let start = named.firstIndex(where: { $0.index == index && $0.name.text == new.text })
                else { continue }
                carry(index, new)
                // Its translations stand after it until the next field that was asked for.
                for place in named[(start + 1)...].prefix(while: { next in
                    !carried.contains { $0.index == next.index && $0.name.text == next.name.text }
                }) {
                    carry(place.index, place.name)
                }
            case .rest(let place):
                for index in table.fields.indices where !named.contains(where: { $0.index == index }) {
                    let name = table.fields[index].name
                    if !formulas.contains(name) { carry(index, Name(text: name, location: place)) }
                }
            case .formula(let name, let formula):
                if let (field, column) = computed(formula, as: name, of: table, rowCount: table.rowCount) {
                    made.append((name, field, column))
                } else {
                    isWhole = false
                }
            }
        }
        guard isWhole, areDistinct(made.map(\.name)) else { return nil }
        // The key stays where all its fields do, by their new names.
        let key = table.primaryKey.map { old in
            let index = table.fieldIndex(old)
            return made.first { column in
                if case .carried(_, _, let field) = column.column { field == index } else { false }
            }?.name.text
        }
        return stage(
            [table], made.map(\.field), made.map(\.column), rowCount: table.rowCount,
            key: key.contains(nil) ? [] : key.compactMap(\.self))
    }
}
