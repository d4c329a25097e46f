import Diagnostics
import Quantities

/// Holds a table's cells against its fields' constraints.
struct ConstraintCheck {
    let table: Table
    let cells: CSVCells

    func run(into findings: inout FindingGroups) {
        guard case .file(let file) = table.storage else { return }
        let columns = file.columns
        for (index, field) in table.fields.enumerated() {
            let source = columns[index].source
            if field.constraints.isUnique { checkUnique(field, source, into: &findings) }
            let hasValues =
                field.minimum != nil || field.maximum != nil || field.constraints.hasValues
                || !field.categories.isEmpty
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
        switch column.values {
        case .numbers(let numbers):
            if let interval = numbers.written(row: row)?.interval, let problem = problem(interval, field) {
                return (problem, nil)
            }
        case .dates:
            if let date = field.notation.time.date(CellText.trimmed(text)), let problem = problem(date, field) {
                return (problem, nil)
            }
        case .texts, .booleans: if let problem = momentProblem(text, field) { return (problem, nil) }
        }
        if let problem = lengthProblem(text, field) { return (problem, nil) }
        if let pattern = field.constraints.matcher {
            switch pattern.matches(text) {
            case true?: break
            case false?: return ("does not match the pattern \(pattern.source)", nil)
            case nil: return ("is too long to be matched with the pattern \(pattern.source)", nil)
            }
        }
        let allowed = field.constraints.enumeration
        if !allowed.isEmpty, !isAmong(allowed, text, row, column) { return missed(text, allowed, "values") }
        let categories = field.categories.map(\.value)
        if !categories.isEmpty, !isAmong(categories, text, row, column) {
            return missed(text, categories, "categories")
        }
        return nil
    }

    private func problem(_ interval: Interval, _ field: Field) -> String? {
        let constraints = field.constraints
        for bound in [interval.lower, interval.upper].compactMap(\.self) {
            if let minimum = field.minimum, bound.number < minimum { return "is below the minimum \(minimum.literal)" }
            if let maximum = field.maximum, maximum < bound.number { return "is above the maximum \(maximum.literal)" }
            // `>5` is above 5, as an exclusive minimum of 5 demands.
            if let minimum = constraints.exclusiveMinimum,
                bound.number < minimum || bound.number == minimum && !bound.isOpen
            {
                return "is not above \(minimum.literal)"
            }
            if let maximum = constraints.exclusiveMaximum,
                maximum < bound.number || bound.number == maximum && !bound.isOpen
            {
                return "is not below \(maximum.literal)"
            }
        }
        return nil
    }

    private func problem(_ date: EDTFDate, _ field: Field) -> String? {
        let constraints = field.constraints
        if let minimum = constraints.minimumDate, date.firstDay < minimum.firstDay {
            return "is before the minimum \(minimum.description)"
        }
        if let maximum = constraints.maximumDate, date.lastDay > maximum.lastDay {
            return "is after the maximum \(maximum.description)"
        }
        if let minimum = constraints.exclusiveMinimumDate, date.firstDay <= minimum.lastDay {
            return "is not after \(minimum.description)"
        }
        if let maximum = constraints.exclusiveMaximumDate, date.lastDay >= maximum.firstDay {
            return "is not before \(maximum.description)"
        }
        return nil
    }

    private func momentProblem(_ text: ArraySlice<UInt8>, _ field: Field) -> String? {
        guard !field.constraints.moments.isEmpty else { return nil }
        let bytes = CellText.trimmed(text)
        let time = field.notation.time
        guard let moment = field.subtype == .time ? time.time(bytes) : time.dateTime(bytes) else { return nil }
        for bound in field.constraints.moments {
            let isEqual = moment == bound.milliseconds
            let isBeyond = bound.isMinimum ? moment < bound.milliseconds : moment > bound.milliseconds
            if isBeyond || isEqual && bound.isExclusive {
                return
                    "is \(bound.isExclusive ? "not " : "")\(bound.isMinimum == bound.isExclusive ? "after" : "before")"
                    + " \(bound.isExclusive ? "" : bound.isMinimum ? "the minimum " : "the maximum ")\(bound.text)"
            }
        }
        return nil
    }

    /// Scalars of a text, items of a list, array or object.
    private func lengthProblem(_ text: ArraySlice<UInt8>, _ field: Field) -> String? {
        let constraints = field.constraints
        guard constraints.minimumLength != nil || constraints.maximumLength != nil else { return nil }
        let items = field.notation.rule?.itemCount(CellText.trimmed(text))
        let length = items ?? text.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
        if let least = constraints.minimumLength, length < least {
            return "has the length \(length), at least \(least) was expected"
        }
        if let most = constraints.maximumLength, length > most {
            return "has the length \(length), at most \(most) was expected"
        }
        return nil
    }

    /// True where the text is one of the values, or a number that equals one.
    private func isAmong(_ values: [String], _ text: ArraySlice<UInt8>, _ row: Int, _ column: Column) -> Bool {
        if values.contains(where: { $0.utf8.elementsEqual(text) }) { return true }
        switch column.values {
        case .numbers(let numbers):
            guard let number = numbers.written(row: row)?.interval.point else { return false }
            return values.contains { Number(parsing: $0) == number }
        case .booleans(let flags):
            guard row < flags.count, flags[row] < 2 else { return false }
            return values.contains(flags[row] == 1 ? "true" : "false")
        case .texts, .dates: return false
        }
    }

    private func missed(_ text: ArraySlice<UInt8>, _ values: [String], _ what: String) -> (String, hint: String?) {
        let found = String(decoding: text.prefix(200), as: UTF8.self)
        // No number is nearly another.
        let hint = Number(parsing: found) == nil ? NearestName.hint(for: found, among: values) : nil
        let more = values.count > 10 ? ", …" : ""
        let allowed = values.prefix(10).joined(separator: ", ") + more
        return ("is none of the \(what) allowed", hint ?? "allowed are \(allowed)")
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
