import Diagnostics
import Quantities

/// Reads a batch of rows of one column into its type.
struct ColumnReader {
    let field: Field
    /// The column in the file, and the group of its findings.
    let source: Int
    /// For a column whose type was inferred from its first rows: false once a cell says that it is another.
    private let inference: Inference?
    private(set) var isRight = true
    private(set) var findings = FindingGroups()

    private var missing = 0
    private var numbers: NumberBuffer
    private var flags: [UInt8] = []
    private var days: [Int32] = []
    /// True where a declared missing value may look like a number (`-99.99`), so that the quick way is barred.
    private let hasNumericMissing: Bool
    private let trueValues: [[UInt8]]
    private let falseValues: [[UInt8]]

    init(_ field: Field, source: Int, rowCount: Int, inference: Inference?) {
        self.field = field
        self.source = source
        self.inference = inference
        hasNumericMissing = field.notation.missing.contains { Number(parsing: $0.text) != nil }
        trueValues = field.notation.trueValues.map { Array($0.utf8) }
        falseValues = field.notation.falseValues.map { Array($0.utf8) }
        let isNumeric = field.kind == .number || field.kind == .integer
        numbers = NumberBuffer(capacity: isNumeric ? rowCount : 0)
        if field.kind == .boolean { flags.reserveCapacity(rowCount) }
        if field.kind == .date { days.reserveCapacity(rowCount) }
    }

    /// What was read of the rows.
    struct Batch: Sendable {
        var numbers: NumberBatch?
        var flags: [UInt8]
        var days: [Int32]
        var missing: Int
        var findings: FindingGroups
        /// False where the type that was inferred from the first rows is not the type of these.
        var isRight: Bool
    }

    func finished() -> Batch {
        let isNumeric = field.kind == .number || field.kind == .integer
        return Batch(
            numbers: isNumeric ? numbers.finished() : nil, flags: flags, days: days, missing: missing,
            findings: findings, isRight: isRight)
    }

    /// The column, of all its batches.
    static func column(_ kind: Field.Kind, source: Int, _ batches: [Batch]) -> Column {
        let values: Column.Values =
            switch kind {
            case .string: .texts
            case .number, .integer: .numbers(NumberColumn(batches.compactMap(\.numbers)))
            case .boolean: .booleans(Array(batches.map(\.flags).joined()))
            case .date: .dates(Array(batches.map(\.days).joined()))
            }
        return Column(source: source, values: values, missing: batches.reduce(0) { $0 + $1.missing })
    }

    mutating func read(_ block: CellBlock, of cells: CSVCells) {
        guard isRight else { return }
        let bytes = cells.bytes
        bytes.withUnsafeBufferPointer { buffer in
            guard let view = ByteView(buffer) else { return }
            switch field.kind {
            case .string: readTexts(block, view, of: cells)
            case .number, .integer: readNumbers(block, view, of: cells)
            case .boolean: block.forEach(source, view.count) { row, _, _ in readBoolean(row, of: cells) }
            case .date: block.forEach(source, view.count) { readDate($0, $1, $2, view, of: cells) }
            }
        }
    }

    // MARK: Numbers

    private mutating func readNumbers(_ block: CellBlock, _ bytes: ByteView, of cells: CSVCells) {
        let isPlain = field.notation.isPlainNumber && !hasNumericMissing
        let isInteger = field.kind == .integer
        let isInferred = inference != nil
        let canBeQuoted = cells.dialect.isUsual && !cells.dialect.isBare
        let base = numbers.count
        var rest: [Int] = []
        numbers.extend(by: block.rows.count) { significands, exponents in
            var offset = 0
            block.forEach(source, bytes.count) { row, start, end in
                // Quotes around nothing but digits are the cell's own.
                let isQuoted =
                    canBeQuoted && end - start > 2 && bytes[start] == UInt8(ascii: "\"")
                    && bytes[end - 1] == UInt8(ascii: "\"")
                let inset = isQuoted ? 1 : 0
                if isPlain, let decimal = PlainDecimal.read(bytes, start + inset, end - inset, isJSON: isInferred),
                    isInteger ? Inference.isInteger(decimal) : !isInferred || Inference.isNumber(decimal)
                {
                    significands[offset] = decimal.significand
                    exponents[offset] = decimal.exponent
                } else {
                    rest.append(row)
                }
                offset += 1
            }
        }
        for row in rest { readQuantity(row, at: base + row - block.rows.lowerBound, of: cells) }
    }

    /// True where a cell says that the column is of another type than was inferred.
    private mutating func contradicts(_ text: ArraySlice<UInt8>) -> Bool {
        guard let inference, !inference.allows(field.kind, text) else { return false }
        isRight = false
        return true
    }

    /// The slow way, for whatever is no plain decimal.
    private mutating func readQuantity(_ row: Int, at offset: Int, of cells: CSVCells) {
        let text = CellText.trimmed(cells.value(row: row, column: source))
        if contradicts(text) || isMissing(text, row, cells) { return }
        guard let quantity = NumberText.quantity(text, field.notation) else {
            findings.add(.error, .tableValue, group: source, at: cells.location(row: row, column: source)) {
                NumberText.problem(text, field)
            }
            return
        }
        // A number that is not what the field asks for is held all the same: sums stay what they are.
        if let problem = NumberText.wholeProblem(quantity, text, mustBeWhole: field.kind == .integer) {
            findings.add(.error, .tableValue, group: source, at: cells.location(row: row, column: source)) { problem }
        }
        numbers.put(quantity, at: offset)
    }

    /// True for a missing cell, and for what people write for one without declaring it, with a warning.
    private mutating func isMissing(_ text: ArraySlice<UInt8>, _ row: Int, _ cells: CSVCells) -> Bool {
        if CellText.missing(text, among: field.notation.missing) != nil {
            missing += 1
            return true
        }
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

    /// Texts stay where they are; those that are missing are counted.
    private mutating func readTexts(_ block: CellBlock, _ bytes: ByteView, of cells: CSVCells) {
        if let rule = field.notation.rule { return readTexts(block.rows, rule, of: cells) }
        let isPlain = field.notation.missing.isEmpty
        block.forEach(source, bytes.count) { row, start, end in
            if start == end {
                missing += 1
            } else if !isPlain || bytes[start] <= 0x22 || bytes[start] == UInt8(ascii: "[") || bytes[end - 1] <= 0x20 {
                let text = CellText.trimmed(cells.value(row: row, column: source))
                if CellText.missing(text, among: field.notation.missing) != nil { missing += 1 }
            }
        }
    }

    /// Those of a type with rules of its own are held against them.
    private mutating func readTexts(_ rows: Range<Int>, _ rule: TextRule, of cells: CSVCells) {
        for row in rows {
            let text = CellText.trimmed(cells.value(row: row, column: source))
            if isMissing(text, row, cells) { continue }
            guard let problem = rule.problem(text, field) else { continue }
            findings.add(.error, .tableValue, group: source, at: cells.location(row: row, column: source)) { problem }
        }
    }

    // MARK: Booleans and dates

    private mutating func readBoolean(_ row: Int, of cells: CSVCells) {
        let text = CellText.trimmed(cells.value(row: row, column: source))
        if contradicts(text) { return }
        if trueValues.contains(where: { $0.elementsEqual(text) }) {
            flags.append(1)
        } else if falseValues.contains(where: { $0.elementsEqual(text) }) {
            flags.append(0)
        } else if isMissing(text, row, cells) {
            flags.append(2)
        } else {
            flags.append(undeclaredFlag(text, row, cells))
        }
    }

    /// What people write for true and false without declaring it, read with a warning; else an error.
    private mutating func undeclaredFlag(_ text: ArraySlice<UInt8>, _ row: Int, _ cells: CSVCells) -> UInt8 {
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

    private mutating func readDate(_ row: Int, _ start: Int, _ end: Int, _ bytes: ByteView, of cells: CSVCells) {
        if field.notation.missing.isEmpty, !field.notation.time.isPattern, field.subtype == nil,
            let day = CellText.isoDay(bytes, start, end)
        {
            days.append(day)
            return
        }
        let text = CellText.trimmed(cells.value(row: row, column: source))
        if contradicts(text) { return }
        if isMissing(text, row, cells) {
            days.append(Column.noDay)
            return
        }
        guard let date = field.notation.time.date(text), field.subtype != .yearmonth || date.precision == .month else {
            findings.add(.error, .tableValue, group: source, at: cells.location(row: row, column: source)) {
                (
                    "“\(CellText.excerpt(text))” in “\(field.name)”, \(Self.expected(field)) was expected",
                    Self.dateHint(text, field)
                )
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

    private static func dateHint(_ text: ArraySlice<UInt8>, _ field: Field) -> String {
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
