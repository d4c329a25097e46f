import Diagnostics
import Files
import Quantities
import Workbooks

/// A table out of a workbook: a sheet, or a range of one, whose first row names the columns.
///
/// - Numbers are held as they are stored, to 15 significant digits, which is what spreadsheets show of them.
/// - A column formatted as a percentage is held in hundredths, with the unit `%`: 0.44 becomes 44, exactly.
/// - Dates are days, months or years, as their format shows them; a time of the day is kept where a format shows it and
///   a cell of the column has one.
/// - `#N/A` is a missing value, `[x]`; any other error value is an error, and so is a formula without a stored value.
/// - Texts are in the notation of CSV cells: `~5000`, `[x]`.
struct SheetTable {
    /// Of a table, empty ones among them.
    static let maximumCells = 40_000_000

    private let sheet: SheetCells
    private let path: String
    private let area: CellRange
    private var columns: [SheetColumn]
    private var findings = FindingGroups()

    /// The table in a workbook; nil with a finding where there is none. `choice` is where the sheet and the range are
    /// named, for what is wrong with them.
    static func decode(
        _ file: SourceFile, sheet name: String?, range: CellRange?, at choice: SourceLocation?,
        into list: inout [Diagnostic]
    ) -> DecodedTable? {
        let sheet: SheetCells
        do throws(WorkbookError) {
            sheet = try Workbook.read(file.bytes, sheet: name, range: range)
        } catch {
            list.append(finding(error, file.path, at: choice))
            return nil
        }
        guard let area = used(sheet, in: range) else {
            let place = range.map { SheetCells.prefix(sheet.name) + $0.description } ?? "the sheet “\(sheet.name)”"
            list.append(
                .error(
                    .tableWorkbook, "\(place) is empty, a table was expected",
                    at: choice ?? SourceLocation(file: file.path)))
            return nil
        }
        guard area.columns.count <= CSV.maximumColumns else {
            list.append(
                .error(
                    .tableWorkbook,
                    "the sheet “\(sheet.name)” has \(area.columns.count) columns, at most \(CSV.maximumColumns) are read",
                    at: SourceLocation(file: file.path), hint: "name the table by range"))
            return nil
        }
        var table = SheetTable(sheet, path: file.path, area: area)
        let decoded = table.decode(in: range)
        list += table.findings.finished()
        return decoded
    }

    private init(_ sheet: SheetCells, path: String, area: CellRange) {
        self.sheet = sheet
        self.path = path
        self.area = area
        columns = Array(repeating: SheetColumn(), count: area.columns.count)
    }

    private static func finding(_ error: WorkbookError, _ path: String, at choice: SourceLocation?) -> Diagnostic {
        guard let cell = error.cell else {
            let message = error.sheet.map { "sheet “\($0)”: \(error.message)" } ?? error.message
            let place = error.isOfChoice ? choice : nil
            return .error(.tableWorkbook, message, at: place ?? SourceLocation(file: path), hint: error.hint)
        }
        return .error(
            .tableWorkbook, SheetCells.prefix(error.sheet ?? "") + cell.description + ": " + error.message,
            at: SourceLocation(file: path, line: cell.row, column: cell.column), hint: error.hint)
    }

    /// The smallest rectangle with all cells that hold something; the columns of a range are those that it names, as
    /// long as the sheet has them. Nil where nothing holds anything.
    private static func used(_ sheet: SheetCells, in range: CellRange?) -> CellRange? {
        guard let first = sheet.cells.first, let last = sheet.cells.last else { return nil }
        var left = Int(first.column)
        var right = left
        for cell in sheet.cells {
            left = min(left, Int(cell.column))
            right = max(right, Int(cell.column))
        }
        guard let range else { return CellRange(rows: Int(first.row)...Int(last.row), columns: left...right) }
        // A header that lacks its first row is told of as such.
        let top = range.rows.lowerBound == 1 ? Int(first.row) : range.rows.lowerBound
        return CellRange(rows: top...max(top, Int(last.row)), columns: range.columns)
    }

    // MARK: Reading

    private mutating func decode(in range: CellRange?) -> DecodedTable? {
        reportMerged()
        reportHidden()
        survey()
        reportMixed()
        var builder = CellsBuilder(path: path, width: area.columns.count)
        var jumps: [CSVCells.LineJump] = []
        var index = 0
        var found = Array(repeating: -1, count: area.columns.count)
        var rows = 0
        var isAfterGap = false
        for line in area.rows {
            let isBlank = index >= sheet.cells.count || Int(sheet.cells[index].row) != line
            let isHeader = line == area.rows.lowerBound
            if isBlank, !isHeader, found.count > 1 {
                let name = sheet.name(of: cell(line, 0))
                let location = place(line, 0)
                findings.add(.warning, .tableWorkbook, group: -2, limit: 1, at: location) {
                    (
                        "\(name): an empty row within the table is skipped",
                        "delete it, or name the table by range"
                    )
                }
                isAfterGap = true
                continue
            }
            if isAfterGap { jumps.append(CSVCells.LineJump(row: rows, line: line)) }
            isAfterGap = false
            if !isHeader { rows += 1 }
            guard rows * found.count <= Self.maximumCells else {
                findings.add(
                    .error(
                        .tableLimit, "the sheet “\(sheet.name)” spans more than \(Self.maximumCells) cells",
                        at: place(line, 0), hint: "name a part of it by range, or keep it in SQLite"))
                break
            }
            for i in found.indices { found[i] = -1 }
            while index < sheet.cells.count, Int(sheet.cells[index].row) == line {
                found[Int(sheet.cells[index].column) - area.columns.lowerBound] = index
                index += 1
            }
            for (offset, index) in found.enumerated() {
                let text = index < 0 ? [] : text(of: sheet.cells[index], columns[offset])
                builder.append(isHeader ? Self.headerName(text) : text)
            }
        }
        if builder.isFull {
            findings.add(
                .error(
                    .tableLimit, "the sheet “\(sheet.name)” is larger than a table can be", at: place(1, 0),
                    hint: "name a part of it by range, or keep it in SQLite"))
        }
        var cells = builder.finished(grid: (area.rows.lowerBound, area.columns.lowerBound))
        cells.lineJumps = jumps
        cells.naming = .sheet(sheet.name)
        var out = DecodedTable(cells: cells)
        for (offset, column) in columns.enumerated() {
            let name = String(
                decoding: CellText.trimmed(Array(cells.headerText(offset).utf8)[...]), as: UTF8.self)
            out.hints[name] = column.hint
        }
        return out
    }

    /// A name on one line: a person breaks it where the column is narrow.
    private static func headerName(_ text: [UInt8]) -> [UInt8] {
        let words = String(decoding: text, as: UTF8.self).unicodeScalars.split { $0.properties.isWhitespace }
        return Array(words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ").utf8)
    }

    /// What all cells of each column have in common.
    private mutating func survey() {
        for cell in sheet.cells where Int(cell.row) > area.rows.lowerBound && cell.kind == .number {
            let column = Int(cell.column) - area.columns.lowerBound
            guard columns.indices.contains(column) else { continue }
            columns[column].note(cell, sheet.format(of: cell), sheet.text(of: cell))
        }
    }

    private mutating func text(of cell: SheetCells.Cell, _ column: SheetColumn) -> [UInt8] {
        let text = sheet.text(of: cell)
        switch cell.kind {
        case .text: return Array(text)
        case .boolean:
            return Array((text.first == UInt8(ascii: "1") || text.first == UInt8(ascii: "t") ? "true" : "false").utf8)
        case .date: return SheetDate.text(ofISO: text)
        case .error:
            if text.elementsEqual("#N/A".utf8) { return Array("[x]".utf8) }
            report(
                cell, "is the error \(CellText.excerpt(text)), a value was expected",
                "mend its formula; NA() says that there is no value")
            return []
        case .unevaluated:
            report(
                cell, "holds a formula without a stored value",
                "open the workbook in a spreadsheet program, which computes it, and save it")
            return []
        case .number: break
        }
        let format = sheet.format(of: cell)
        switch format.kind {
        case .number, .percent:
            if let digits = StoredNumber.plain(text, shift: column.isPercent ? 2 : 0) { return digits }
            report(cell, "holds “\(CellText.excerpt(text))”, which is no number", nil)
        case .date, .dateTime, .time, .elapsed:
            let date = SheetDate(format.kind, isFrom1904: sheet.countsFrom1904, showsTime: column.hasTime)
            if let text = date.text(ofSerial: text) { return text }
            report(
                cell, "holds \(CellText.excerpt(text)) as a date, which is no day",
                "days count from 1 (1900-01-01) to 2958465 (9999-12-31), and 60 never was")
        }
        return []
    }

    // MARK: Findings

    private func cell(_ line: Int, _ offset: Int) -> CellReference {
        CellReference(row: line, column: area.columns.lowerBound + offset)
    }

    private func place(_ line: Int, _ offset: Int) -> SourceLocation {
        SourceLocation(file: path, line: line, column: area.columns.lowerBound + offset)
    }

    private mutating func report(_ cell: SheetCells.Cell, _ message: String, _ hint: String?) {
        let name = sheet.name(of: cell.reference)
        let location = SourceLocation(file: path, line: Int(cell.row), column: Int(cell.column))
        findings.add(.error, .tableValue, group: Int(cell.column), at: location) { ("\(name) \(message)", hint) }
    }

    /// Of merged cells only the first holds anything: which columns and rows the others belong to, nobody can tell.
    private mutating func reportMerged() {
        let top = area.rows.lowerBound
        for merged in sheet.merged where merged.overlaps(area) {
            let name = SheetCells.prefix(sheet.name) + merged.description
            let isHeader = merged.rows.contains(top)
            let below = merged.rows.upperBound + 1
            var hint = "unmerge them, and write what holds for each into each"
            if isHeader, below < area.rows.upperBound {
                let rest = CellRange(rows: below...area.rows.upperBound, columns: area.columns)
                hint = "unmerge them, or name the table below by range: \(rest.description)"
            }
            let location = SourceLocation(
                file: path, line: merged.rows.lowerBound, column: merged.columns.lowerBound)
            findings.add(.error, .tableWorkbook, group: isHeader ? -3 : -4, at: location) {
                (
                    isHeader ? "\(name) are merged cells in the header" : "\(name) are merged cells within the table",
                    hint
                )
            }
        }
    }

    private mutating func reportHidden() {
        let hint = "show them, or name the table by range without them"
        if sheet.isHidden {
            findings.add(
                .warning(
                    .tableWorkbook, "the sheet “\(sheet.name)” is hidden, and is read all the same",
                    at: SourceLocation(file: path)))
        }
        if let rows = sheet.hiddenRows.first(where: { $0.overlaps(area.rows) }) {
            let shown = rows.clamped(to: area.rows)
            let name = SheetCells.prefix(sheet.name) + "\(shown.lowerBound):\(shown.upperBound)"
            findings.add(
                .warning(
                    .tableWorkbook, "\(name) are hidden rows, and are read all the same",
                    at: SourceLocation(file: path, line: shown.lowerBound), hint: hint))
        }
        if let columns = sheet.hiddenColumns.first(where: { $0.overlaps(area.columns) }) {
            let shown = columns.clamped(to: area.columns)
            let letters = [shown.lowerBound, shown.upperBound].map(CellReference.letters).joined(separator: ":")
            findings.add(
                .warning(
                    .tableWorkbook,
                    "\(SheetCells.prefix(sheet.name))\(letters) are hidden columns, and are read all the same",
                    at: SourceLocation(file: path, line: area.rows.lowerBound, column: shown.lowerBound), hint: hint))
        }
    }

    /// Percentages among other numbers, and two units in one column: what the numbers mean is then not to be told.
    private mutating func reportMixed() {
        for column in columns {
            guard let (first, second, what) = column.conflict else { continue }
            let name = sheet.name(of: second)
            let location = SourceLocation(file: path, line: second.row, column: second.column)
            findings.add(.error, .tableValue, group: first.column, at: location) {
                (
                    "\(name) is formatted as \(what.1), \(first.description) as \(what.0)",
                    "format the column alike, or write plain numbers with a column of units beside (unit_field)"
                )
            }
        }
    }
}

/// What the numbers of a column have in common.
private struct SheetColumn {
    private var percent: CellReference?
    private var plain: CellReference?
    private var unit: (unit: Unit, cell: CellReference)?
    private var otherUnit: (unit: Unit, cell: CellReference)?
    private var decimals: Int?
    private var agreesInDecimals = true
    /// True where a cell whose format shows the time has one.
    private(set) var hasTime = false

    mutating func note(_ cell: SheetCells.Cell, _ format: NumberFormat, _ text: ArraySlice<UInt8>) {
        switch format.kind {
        case .dateTime:
            hasTime = hasTime || StoredNumber.whole(text) == nil
            return
        case .date, .time, .elapsed: return
        case .percent, .number: break
        }
        if let count = format.decimals, decimals == nil || decimals == count {
            decimals = count
        } else {
            agreesInDecimals = false
        }
        // Nothing is nothing in any unit.
        if text.elementsEqual("0".utf8) {
            if format.kind == .percent, percent == nil { percent = cell.reference }
            return
        }
        if format.kind == .percent {
            percent = percent ?? cell.reference
        } else {
            plain = plain ?? cell.reference
        }
        if let found = format.unit {
            if unit == nil {
                unit = (found, cell.reference)
            } else if otherUnit == nil, unit?.unit != found {
                otherUnit = (found, cell.reference)
            }
        }
    }

    var isPercent: Bool { percent != nil && plain == nil }

    /// Two cells of different kinds, the first of them first, and what each is.
    var conflict: (CellReference, CellReference, (String, String))? {
        if let percent, let plain {
            return percent.row < plain.row
                ? (percent, plain, ("a percentage", "a plain number"))
                : (plain, percent, ("a plain number", "a percentage"))
        }
        if let unit, let otherUnit { return (unit.cell, otherUnit.cell, (unit.unit.symbol, otherUnit.unit.symbol)) }
        return nil
    }

    var hint: FieldHint {
        var out = FieldHint()
        if agreesInDecimals { out.decimalPlaces = decimals }
        if isPercent {
            out.unit = .percent
        } else if otherUnit == nil {
            out.unit = unit?.unit
        }
        return out
    }
}
