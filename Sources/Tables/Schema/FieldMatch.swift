import Diagnostics

/// Finds the columns of the fields that a schema names.
struct FieldMatch {
    let schema: TableSchema?
    let cells: CSVCells
    /// The file's name, for messages.
    let file: String

    /// The fields in the order of the file, those that it lacks at the end, and the file's column of each.
    func run(into findings: inout FindingGroups) -> ([Field], [Int]) {
        let match = schema?.match ?? .unstated
        let declared = schema?.fields ?? []
        let byName = Dictionary(declared.map { ($0.field.name, $0) }, uniquingKeysWith: { first, _ in first })
        let headers = headerNames(into: &findings)
        let stands = Set(headers.map(\.name))
        // Names that differ in their capitals alone, where nothing else has the name.
        let byCapitals = Dictionary(
            declared.filter { !stands.contains($0.field.name) }.map { ($0.field.name.lowercased(), $0) },
            uniquingKeysWith: { first, _ in first })
        var fields: [Field] = []
        var sources: [Int] = []
        var found: Set<String> = []
        for (column, header) in headers.enumerated() {
            if let entry = byName[header.name] {
                fields.append(entry.field)
                found.insert(entry.field.name)
            } else if let entry = byCapitals[header.name.lowercased()], found.insert(entry.field.name).inserted {
                fields.append(entry.field)
                findings.add(.warning, .tableField, group: -4, at: cells.headerLocation(column)) {
                    ("the column “\(header.name)” is called “\(entry.field.name)” in the schema", "call both the same")
                }
            } else {
                var field = Field(name: header.name)
                field.notation.missing = schema?.missing ?? []
                fields.append(field)
                if !declared.isEmpty { surplus(header.name, column, match, declared, into: &findings) }
            }
            sources.append(column)
        }
        if match == .partial, found.isEmpty, !declared.isEmpty, cells.columnCount > 0 {
            findings.add(
                .error(
                    .tableField, "\(file) has none of the fields of its schema", at: cells.headerLocation(0),
                    hint: "fieldsMatch: partial asks for one at least"))
        }
        for entry in declared where !found.contains(entry.field.name) {
            if match.allowsMissing, !entry.field.isRequired { continue }
            if cells.columnCount > 0 {
                findings.add(
                    .error(
                        .tableField, "\(file) has no column “\(entry.field.name)”", at: entry.location,
                        hint: NearestName.hint(for: entry.field.name, among: headers.map(\.name))))
            }
            fields.append(entry.field)
            sources.append(cells.columnCount + 1)
        }
        if match == .exact { checkOrder(fields, declared, into: &findings) }
        return (fields, sources)
    }

    private func surplus(
        _ name: String, _ column: Int, _ match: TableSchema.Match, _ declared: [TableSchema.Entry],
        into findings: inout FindingGroups
    ) {
        if match.allowsSurplus { return }
        let severity: Severity = match == .unstated ? .warning : .error
        findings.add(severity, .tableField, group: -2, at: cells.headerLocation(column)) {
            (
                "the schema does not name the column “\(name)”; its type is inferred",
                NearestName.hint(for: name, among: declared.map(\.field.name))
                    ?? (match == .unstated ? nil : "fieldsMatch is \(match.rawValue)")
            )
        }
    }

    private func checkOrder(
        _ fields: [Field], _ declared: [TableSchema.Entry], into findings: inout FindingGroups
    ) {
        guard fields.count == declared.count,
            let index = fields.indices.first(where: { fields[$0].name != declared[$0].field.name }),
            Set(fields.map(\.name)) == Set(declared.map(\.field.name))
        else { return }
        findings.add(
            .error(
                .tableField,
                "column \(index + 1) is “\(fields[index].name)”, “\(declared[index].field.name)” was expected",
                at: cells.headerLocation(index), hint: "fieldsMatch: exact asks for the order too, equal does not"))
    }

    private func headerNames(into findings: inout FindingGroups) -> [(name: String, column: Int)] {
        var places: [String: Int] = [:]
        return (0..<cells.columnCount).map { (headerName($0, &places, into: &findings), $0) }
    }

    private func headerName(
        _ column: Int, _ places: inout [String: Int], into findings: inout FindingGroups
    ) -> String {
        let text = String(decoding: CellText.trimmed(cells.headerText(column).utf8.map(\.self)[...]), as: UTF8.self)
        guard !text.isEmpty else {
            findings.add(.error, .csvHeader, at: cells.headerLocation(column)) {
                ("column \(column + 1) has no name in the header", "name it, or delete the column")
            }
            return "column\(column + 1)"
        }
        if let first = places[text] {
            findings.add(.error, .csvHeader, at: cells.headerLocation(column)) {
                ("column \(column + 1) has the name “\(text)” of column \(first + 1)", "give each column its own name")
            }
        } else {
            places[text] = column
        }
        return text
    }
}
