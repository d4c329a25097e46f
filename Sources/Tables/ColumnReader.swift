import Diagnostics
import Quantities

/// Reads one column of a file into its type, block of rows by block of rows.
struct ColumnReader {
    let field: Field
    /// The column in the file, and the group of its findings.
    let source: Int

    private var numbers = NumberColumn()
    private var flags: [UInt8] = []
    private var days: [Int32] = []
    /// True where a declared missing value may look like a number (`-99.99`), so that the quick way is barred.
    private let hasNumericMissing: Bool
    private let trueValues: [[UInt8]]
    private let falseValues: [[UInt8]]

    /// Beyond it a double no longer holds every whole number.
    private static let greatestInteger: Int64 = 9_007_199_254_740_992

    init(_ field: Field, source: Int, rowCount: Int) {
        self.field = field
        self.source = source
        hasNumericMissing = field.notation.missing.contains { Number(parsing: $0.text) != nil }
        trueValues = field.notation.trueValues.map { Array($0.utf8) }
        falseValues = field.notation.falseValues.map { Array($0.utf8) }
        switch field.kind {
        case .number, .integer: numbers.reserve(rowCount)
        case .boolean: flags.reserveCapacity(rowCount)
        case .date: days.reserveCapacity(rowCount)
        case .string: break
        }
    }

    func finished() -> Column {
        let values: Column.Values =
            switch field.kind {
            case .string: .texts
            case .number, .integer: .numbers(numbers)
            case .boolean: .booleans(flags)
            case .date: .dates(days)
            }
        return Column(source: source, values: values)
    }

    mutating func read(_ rows: Range<Int>, of cells: CSVCells, into findings: inout FindingGroups) {
        switch field.kind {
        case .string: readTexts(rows, of: cells, into: &findings)
        case .number, .integer: readNumbers(rows, of: cells, into: &findings)
        case .boolean: for row in rows { readBoolean(row, of: cells, into: &findings) }
        case .date: for row in rows { readDate(row, of: cells, into: &findings) }
        }
    }

    // MARK: Numbers

    private mutating func readNumbers(_ rows: Range<Int>, of cells: CSVCells, into findings: inout FindingGroups) {
        let bytes = cells.bytes.span
        let starts = cells.starts.span
        let width = cells.columnCount
        let delimiter = cells.delimiter
        let isPlain = field.notation.isPlainNumber && !hasNumericMissing && source < width
        let isInteger = field.kind == .integer
        for row in rows {
            if isPlain {
                let start = Int(starts[row * width + source])
                if let decimal = PlainDecimal.read(bytes, at: start, delimiter: delimiter),
                    !isInteger
                        || (decimal.exponent == 0 && decimal.significand.magnitude <= Self.greatestInteger.magnitude)
                {
                    numbers.append(decimal)
                    continue
                }
            }
            readQuantity(row, of: cells, into: &findings)
        }
    }

    /// The slow way, for whatever is no plain decimal.
    private mutating func readQuantity(_ row: Int, of cells: CSVCells, into findings: inout FindingGroups) {
        let text = CellText.trimmed(cells.value(row: row, column: source))
        if isMissing(text, row, cells, &findings) {
            numbers.appendMissing()
            return
        }
        guard let quantity = NumberText.quantity(text, field.notation) else {
            findings.add(.error, .tableValue, group: source, at: cells.location(row: row, column: source)) {
                NumberText.problem(text, field)
            }
            numbers.appendMissing()
            return
        }
        // A number that is not what the field asks for is held all the same: sums stay what they are.
        if let problem = NumberText.wholeProblem(quantity, text, mustBeWhole: field.kind == .integer) {
            findings.add(.error, .tableValue, group: source, at: cells.location(row: row, column: source)) { problem }
        }
        numbers.append(quantity)
    }

    /// True for a missing cell, and for what people write for one without declaring it, with a warning.
    private func isMissing(
        _ text: ArraySlice<UInt8>, _ row: Int, _ cells: CSVCells, _ findings: inout FindingGroups
    ) -> Bool {
        if CellText.missing(text, among: field.notation.missing) != nil { return true }
        guard CellText.isMarker(text) else { return false }
        let marker = String(decoding: text, as: UTF8.self)
        findings.add(.warning, .tableValue, group: source, at: cells.location(row: row, column: source)) {
            (
                "“\(marker)” in “\(field.name)” is read as missing, \(Self.expected(field)) was expected",
                "declare it: missingValues: [\"\", \"\(marker)\"]"
            )
        }
        return true
    }

    static func expected(_ field: Field) -> String {
        switch field.subtype {
        case .year: "a year"
        case .yearmonth: "a month"
        case .time: "a time"
        case .datetime: "a date with a time"
        case .some(let subtype): "a value of type \(subtype.rawValue)"
        case nil: expected(field.kind)
        }
    }

    static func expected(_ kind: Field.Kind) -> String {
        switch kind {
        case .string: "a text"
        case .number: "a number"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .date: "a date"
        }
    }

    // MARK: Texts

    /// Texts stay where they are; those of a type with rules of its own are held against them.
    private func readTexts(_ rows: Range<Int>, of cells: CSVCells, into findings: inout FindingGroups) {
        guard let rule = field.notation.rule else { return }
        for row in rows {
            let text = CellText.trimmed(cells.value(row: row, column: source))
            if isMissing(text, row, cells, &findings) { continue }
            guard let problem = rule.problem(text, field) else { continue }
            findings.add(.error, .tableValue, group: source, at: cells.location(row: row, column: source)) { problem }
        }
    }

    // MARK: Booleans and dates

    private mutating func readBoolean(_ row: Int, of cells: CSVCells, into findings: inout FindingGroups) {
        let text = CellText.trimmed(cells.value(row: row, column: source))
        if trueValues.contains(where: { $0.elementsEqual(text) }) {
            flags.append(1)
        } else if falseValues.contains(where: { $0.elementsEqual(text) }) {
            flags.append(0)
        } else if isMissing(text, row, cells, &findings) {
            flags.append(2)
        } else {
            flags.append(undeclaredFlag(text, row, cells, &findings))
        }
    }

    /// What people write for true and false without declaring it, read with a warning; else an error.
    private func undeclaredFlag(
        _ text: ArraySlice<UInt8>, _ row: Int, _ cells: CSVCells, _ findings: inout FindingGroups
    ) -> UInt8 {
        let shown = CellText.excerpt(text)
        let word = shown.lowercased()
        let flag: Bool? =
            ["yes", "y", "t", "true", "是"].contains(word)
            ? true : ["no", "n", "f", "false", "否"].contains(word) ? false : nil
        // A field that declares its own words has no others.
        let hasOwn = field.notation.trueValues != FieldNotation().trueValues
        guard let flag, !hasOwn else {
            findings.add(.error, .tableValue, group: source, at: cells.location(row: row, column: source)) {
                ("“\(shown)” in “\(field.name)”, true or false was expected", nil)
            }
            return 2
        }
        findings.add(.warning, .tableValue, group: source, limit: 1, at: cells.location(row: row, column: source)) {
            (
                "“\(shown)” in “\(field.name)” is read as \(flag)",
                "declare it: \(flag ? "trueValues" : "falseValues"): [\(shown)]"
            )
        }
        return flag ? 1 : 0
    }

    private mutating func readDate(_ row: Int, of cells: CSVCells, into findings: inout FindingGroups) {
        let start = Int(cells.start(row: row, column: source))
        if field.notation.missing.isEmpty, !field.notation.time.isPattern, field.subtype == nil,
            let day = CellText.isoDay(cells.bytes.span, at: start, delimiter: cells.delimiter)
        {
            days.append(day)
            return
        }
        let text = CellText.trimmed(cells.value(row: row, column: source))
        if isMissing(text, row, cells, &findings) {
            days.append(Column.noDay)
            return
        }
        guard let date = field.notation.time.date(text), field.subtype != .yearmonth || date.precision == .month else {
            findings.add(.error, .tableValue, group: source, at: cells.location(row: row, column: source)) {
                ("“\(CellText.excerpt(text))” in “\(field.name)”, \(Self.expected(field)) was expected", dateHint(text))
            }
            days.append(Column.noDay)
            return
        }
        if !field.notation.allowsPeriods, date.precision != .day || date.isApproximate || date.isUncertain {
            findings.add(.warning, .tableValue, group: source, limit: 1, at: cells.location(row: row, column: source)) {
                (
                    "“\(CellText.excerpt(text))” in “\(field.name)” is no day, as a field of type date should hold; "
                        + "it is read as the period that it is",
                    "declare it: format: edtf"
                )
            }
        }
        days.append(Int32(truncatingIfNeeded: date.firstDay))
    }

    private func dateHint(_ text: ArraySlice<UInt8>) -> String {
        if field.subtype == .yearmonth { return "months are written 2026-06" }
        switch field.notation.time {
        case .pattern(let pattern): return "its format is \(pattern.source)"
        case .any:
            return text.contains(UInt8(ascii: "/"))
                ? "the day and the month could change places: declare format: \"%d/%m/%Y\" or \"%m/%d/%Y\""
                : "dates are written 2026-06-08, or in a format such as %d/%m/%Y"
        case .standard:
            if text.contains(UInt8(ascii: "/")) {
                return "dates are written 2026-06-08; declare another way, such as format: \"%d/%m/%Y\""
            }
            return field.notation.allowsPeriods
                ? "dates are written 2026-06-08, 2026-06, 2027-Q1 or 2032, with ~ after it for “about”"
                : "dates are written 2026-06-08"
        }
    }
}
