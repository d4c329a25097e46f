import Diagnostics
import Files
import Quantities

// Constraints of Table Schema: reading them, and holding cells against them.

extension TableSchema {
    static func readConstraints(_ node: Node, _ field: inout Field, into findings: inout [Diagnostic]) {
        var reader = MappingReader(node, of: "constraints", into: &findings)
        field.isRequired = reader.boolean("required", into: &findings) ?? false
        field.constraints.isUnique = reader.boolean("unique", into: &findings) ?? false
        field.constraints.enumeration = reader.strings("enum", into: &findings) ?? []
        field.constraints.minimumLength = reader.integer("minLength", into: &findings)
        field.constraints.maximumLength = reader.integer("maxLength", into: &findings)
        readBounds(&reader, &field, into: &findings)
        for key in ["pattern", "exclusiveMinimum", "exclusiveMaximum", "jsonSchema"] {
            guard let found = reader.node(key) else { continue }
            findings.append(.warning(.tableConstraint, "the constraint “\(key)” is not checked", at: found.location))
        }
        reader.finish(into: &findings)
    }

    /// `minimum` and `maximum`, among a field's constraints or beside its type.
    static func readBounds(_ reader: inout MappingReader, _ field: inout Field, into findings: inout [Diagnostic]) {
        for key in ["minimum", "maximum"] {
            guard let bound = reader.node(key) else { continue }
            let text = bound.scalarText ?? ""
            if field.kind == .date, let date = EDTFDate(parsing: text) {
                if key == "minimum" {
                    field.constraints.minimumDate = date
                } else {
                    field.constraints.maximumDate = date
                }
            } else if let number = Number(parsing: text), field.kind != .date {
                if key == "minimum" { field.minimum = number } else { field.maximum = number }
            } else {
                findings.append(
                    .error(
                        .tableConstraint,
                        "“\(key)” is \(bound.scalarText ?? bound.kind), \(ColumnReader.expected(field.kind)) was expected",
                        at: bound.location))
            }
        }
    }
}

/// Holds a table's cells against its fields' constraints.
struct ConstraintCheck {
    let table: Table
    let cells: CSVCells

    func run(into findings: inout FindingGroups) {
        guard case .file(_, let columns) = table.storage else { return }
        for (index, field) in table.fields.enumerated() {
            let source = columns[index].source
            if field.constraints.isUnique { checkUnique(field, source, into: &findings) }
            let constraints = field.constraints
            let hasValues =
                field.minimum != nil || field.maximum != nil || !constraints.enumeration.isEmpty
                || constraints.minimumLength != nil || constraints.maximumLength != nil
                || constraints.minimumDate != nil || constraints.maximumDate != nil
            guard field.isRequired || hasValues else { continue }
            for row in 0..<table.rowCount {
                check(row, field, source, columns[index], hasValues, into: &findings)
            }
        }
    }

    private func check(
        _ row: Int, _ field: Field, _ source: Int, _ column: Column, _ hasValues: Bool,
        into findings: inout FindingGroups
    ) {
        let text = cells.value(row: row, column: source)
        if CellText.missing(CellText.trimmed(text), among: field.notation.missing) != nil {
            if field.isRequired {
                findings.add(.error, .tableConstraint, group: source, at: cells.location(row: row, column: source)) {
                    ("“\(field.name)” is required, the cell is missing", nil)
                }
            }
            return
        }
        guard hasValues, let problem = problem(text, row, field, column) else { return }
        findings.add(.error, .tableConstraint, group: source, at: cells.location(row: row, column: source)) {
            ("\(CellText.excerpt(text)) in “\(field.name)” \(problem.0)", problem.1)
        }
    }

    private func problem(
        _ text: ArraySlice<UInt8>, _ row: Int, _ field: Field, _ column: Column
    ) -> (String, hint: String?)? {
        let constraints = field.constraints
        if case .numbers(let numbers) = column.values, let interval = numbers.written(row: row)?.interval {
            for bound in [interval.lower, interval.upper].compactMap(\.self) {
                if let minimum = field.minimum, bound.number < minimum {
                    return ("is below the minimum \(minimum.literal)", nil)
                }
                if let maximum = field.maximum, bound.number > maximum {
                    return ("is above the maximum \(maximum.literal)", nil)
                }
            }
        }
        if case .dates = column.values, let date = CellText.date(CellText.trimmed(text)) {
            if let minimum = constraints.minimumDate, date.firstDay < minimum.firstDay {
                return ("is before the minimum \(minimum.description)", nil)
            }
            if let maximum = constraints.maximumDate, date.lastDay > maximum.lastDay {
                return ("is after the maximum \(maximum.description)", nil)
            }
        }
        if constraints.minimumLength != nil || constraints.maximumLength != nil {
            let length = text.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
            if let least = constraints.minimumLength, length < least {
                return ("has the length \(length), at least \(least) was expected", nil)
            }
            if let most = constraints.maximumLength, length > most {
                return ("has the length \(length), at most \(most) was expected", nil)
            }
        }
        if !constraints.enumeration.isEmpty, !constraints.enumeration.contains(where: { $0.utf8.elementsEqual(text) }) {
            let found = String(decoding: text.prefix(200), as: UTF8.self)
            let hint = NearestName.hint(for: found, among: constraints.enumeration)
            let allowed = constraints.enumeration.prefix(10).joined(separator: ", ")
            return ("is none of the values allowed", hint ?? "allowed are \(allowed)")
        }
        return nil
    }

    private func checkUnique(_ field: Field, _ source: Int, into findings: inout FindingGroups) {
        var index = KeyIndex(columns: [source], rowCount: table.rowCount)
        for row in 0..<table.rowCount {
            let text = cells.value(row: row, column: source)
            if CellText.missing(text, among: field.notation.missing) != nil { continue }
            guard let first = index.insert(row, of: cells) else { continue }
            findings.add(.error, .tableConstraint, group: source, at: cells.location(row: row, column: source)) {
                (
                    "\(CellText.excerpt(text)) in “\(field.name)” must be unique, line \(cells.line(ofRow: first)) has it already",
                    nil
                )
            }
        }
    }
}
