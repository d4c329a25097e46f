import Diagnostics
import Languages

// `fold` and `pivot`: columns into rows, and back.

extension TableDeriver {
    /// Each row becomes one for each of the fields: its name in one field, its value in another.
    mutating func folded(_ table: Table, _ fold: DerivedStep.Fold, at location: SourceLocation) -> Table? {
        guard let indices = fields(fold.fields, of: table), let first = indices.first, areDistinct(fold.fields) else {
            return nil
        }
        let count = indices.count
        guard table.rowCount * count <= Self.maximumRows else {
            return fail(
                .tableLimit,
                "\(table.rowCount) rows of \(count) fields would make more than \(Self.maximumRows) rows", at: location)
        }
        var values = table.fields[first].carried
        for (index, name) in zip(indices, fold.fields).dropFirst() {
            guard values.take(table.fields[index], into: &findings, of: table.name, at: name.location) else {
                return nil
            }
            if table.fields[index].decimalPlaces != values.decimalPlaces { values.decimalPlaces = nil }
        }
        values.name = fold.values.text
        values.title = nil
        values.description = nil
        let others = table.fields.indices.filter { !indices.contains($0) }
        let kept = others.map { Name(text: table.fields[$0].name, location: fold.names.location) }
        guard areDistinct(kept + [fold.names, fold.values]) else { return nil }
        let rows = (0..<table.rowCount * count).map { Int32($0 / count) }
        let key = table.primaryKey.isEmpty ? [] : table.primaryKey + [fold.names.text]
        return stage(
            [table],
            others.map { table.fields[$0].carried } + [Field(name: fold.names.text, kind: .string), values],
            others.map { .carried(input: 0, rows: rows, field: $0) }
                + [.names(fold.fields.map(\.text)), .folded(fields: indices)],
            rowCount: rows.count, key: key)
    }

    /// The values of one field become fields, which hold those of another; a row for each value of the other fields.
    mutating func pivoted(_ table: Table, _ pivot: DerivedStep.Pivot, at location: SourceLocation) -> Table? {
        guard let names = field(pivot.names, of: table), let values = field(pivot.values, of: table) else { return nil }
        guard let (keys, shown) = rowFields(table, pivot, names, values) else { return nil }
        let columns = RowCodes([names], of: table)
        let groups = RowCodes(keys, of: table)
        let width = columns.firstRows.count
        let height = groups.firstRows.count
        guard width <= Self.maximumPivotColumns, width * height <= Self.maximumCells else {
            return fail(
                .tableLimit,
                "this pivot has \(width) fields and \(height) rows, at most \(Self.maximumPivotColumns) fields and \(Self.maximumCells) cells are made",
                at: pivot.names.location)
        }
        var maps = Array(repeating: Array(repeating: Int32(-1), count: height), count: width)
        var doubles = FindingGroups()
        for row in 0..<table.rowCount {
            let column = Int(columns.codes[row])
            let place = Int(groups.codes[row])
            let known = maps[column][place]
            if known < 0 {
                maps[column][place] = Int32(row)
                continue
            }
            doubles.add(.error, .tableKey, limit: 3, at: pivot.values.location) {
                let places = [Int(known), row].map { table.location(row: $0, field: values).description }
                return (
                    "two values of “\(table.text(row: row, field: names))” fall into one cell: \(places[0]) and \(places[1])",
                    "aggregate them first, or name the fields that tell them apart as rows"
                )
            }
        }
        findings += doubles.finished()
        var fields = shown.map { table.fields[$0].carried }
        var made = shown.map { DerivedColumn.carried(input: 0, rows: groups.firstRows, field: $0) }
        for (map, row) in zip(maps, columns.firstRows) {
            guard let field = field(named: names, row: Int(row), values: values, of: table, at: pivot.names) else {
                return nil
            }
            fields.append(field)
            made.append(.carried(input: 0, rows: map, field: values))
        }
        guard areDistinct(fields.map { Name(text: $0.name, location: pivot.names.location) }), doubles.list.isEmpty
        else { return nil }
        return stage([table], fields, made, rowCount: height, key: keys.map { table.fields[$0].name })
    }

    /// The fields that tell rows apart, and with their translations those that are shown.
    private mutating func rowFields(_ table: Table, _ pivot: DerivedStep.Pivot, _ names: Int, _ values: Int)
        -> (keys: [Int], shown: [Int])?
    {
        let translations = table.translations
        if let rows = pivot.rows {
            guard let keys = fields(rows, of: table), areDistinct(rows) else { return nil }
            let shown = withTranslations(zip(keys, rows).map { ($0, $1) }, of: table).map(\.index)
            return (keys, shown.filter { $0 != names && $0 != values })
        }
        // Neither what says the same in another language nor the units of the values tell rows apart.
        var left: Set<Int> = [names, values]
        for (field, _) in (translations[names] ?? []) + (translations[values] ?? []) { left.insert(field) }
        if let unit = table.fields[values].unitField.flatMap(table.fieldIndex) { left.insert(unit) }
        let shown = table.fields.indices.filter { !left.contains($0) }
        let translated = Set(translations.values.flatMap { $0.map(\.field) })
        return (shown.filter { !translated.contains($0) }, shown)
    }

    /// The field that a value becomes, with its words in other languages for a title.
    private mutating func field(named names: Int, row: Int, values: Int, of table: Table, at place: Name) -> Field? {
        let text = table.text(row: row, field: names)
        guard !table.isMissing(row: row, field: names), !text.isEmpty else {
            _ = fail(
                .tableField, "“\(place.text)” is missing in a row, and a field needs a name", at: place.location,
                hint: "the cell is \(table.location(row: row, field: names).description); where: leaves rows out")
            return nil
        }
        var field = table.fields[values].carried
        field.name = text
        field.title = nil
        field.description = nil
        let words = (table.translations[names] ?? []).compactMap { translation, _ -> LocalizedText.Entry? in
            let word = table.text(row: row, field: translation)
            return word.isEmpty
                ? nil : table.fields[translation].language.map { LocalizedText.Entry(tag: $0, text: word) }
        }
        if !words.isEmpty { field.title = LocalizedText(entries: [.init(tag: "", text: text)] + words) }
        return field
    }
}
