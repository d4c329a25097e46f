import Diagnostics
import Files

/// One pass over the bytes of a CSV file, or of a part of it, by the rules of `CSV`: where its rows begin, and what is
/// wrong with them. A part counts its lines from 0.
struct CSVScanner: Sendable {
    let path: String
    let bytes: [UInt8]
    let dialect: CSVDialect

    var position: Int
    var line = 1
    /// The number of the row or blank line at the position, while `commentRows` are ahead.
    var rowNumber = 1
    var commentRows: ArraySlice<Int>
    /// How many cells a row should have.
    var width = 0
    /// Where rows begin.
    var rows: [UInt32] = []
    var lineJumps: [CSVCells.LineJump] = []
    var findings = FindingGroups()
    /// The blank lines before the position.
    var blankLines: [(offset: Int, line: Int)] = []
    /// Where the cells of the row that was scanned last begin.
    var starts: [Int] = []
    /// True where more cells are missing from the ends of rows than are read.
    var isTooShort = false
    private var expectedLine = -1

    init(path: String, bytes: [UInt8], dialect: CSVDialect, at position: Int) {
        self.path = path
        self.bytes = bytes
        self.dialect = dialect
        self.position = position
        commentRows = dialect.commentRows[...]
    }

    /// A scanner for the part of the rest that begins at `position`, with its lines counted from 0.
    func part(at position: Int) -> CSVScanner {
        var part = CSVScanner(path: path, bytes: bytes, dialect: dialect, at: position)
        part.width = width
        part.line = 0
        part.commentRows = []
        return part
    }

    /// Scans the rows that begin before `limit`. Blank lines are settled by the row after them, so that where there
    /// are such before `limit`, one row more is read.
    mutating func scanRows(to limit: Int) {
        while position < bytes.count, position < limit || !blankLines.isEmpty {
            if blankLines.isEmpty, commentRows.isEmpty, dialect.isUsual, scanUsualRows(to: limit) { continue }
            if isLineEnd(bytes[position]) {
                skipBlankLines()
                continue
            }
            if skipComment() { continue }
            settleBlankLines()
            noteLine(rows.count, line)
            let first = position
            let rowLine = line
            guard scanRow() else { return }
            fit(first, rowLine: rowLine)
            rows.append(UInt32(truncatingIfNeeded: first))
            expectedLine += 1
            // Cells that are there have a byte each; rows too short for a wide header could ask for any number.
            guard rows.count * width <= bytes.count + CSV.maximumPadding else {
                findings.add(
                    .error(
                        .tableLimit, "too many rows are too short for the header, the rest was not read",
                        at: SourceLocation(file: path, line: rowLine)))
                isTooShort = true
                position = bytes.count
                return
            }
        }
    }

    /// Passes whole rows that need no second look, by words of eight bytes; false where there is none.
    private mutating func scanUsualRows(to limit: Int) -> Bool {
        let before = rows.count
        var walk = UsualRows(dialect: dialect, width: width, position: position)
        // Taken out of the scanner meanwhile, so that it is not copied.
        var found: [UInt32] = []
        swap(&found, &rows)
        bytes.withUnsafeBufferPointer { buffer in
            if let view = ByteView(buffer) { walk.scan(view, to: limit, into: &found) }
        }
        swap(&found, &rows)
        let count = rows.count - before
        guard count > 0 else { return false }
        noteLine(before, line)
        position = walk.position
        line += count
        expectedLine += count
        return true
    }

    private mutating func noteLine(_ row: Int, _ line: Int) {
        guard line != expectedLine else { return }
        lineJumps.append(CSVCells.LineJump(row: row, line: line))
        expectedLine = line
    }

    // MARK: Lines

    func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Passes the line end at the position.
    mutating func endLine() {
        let isCR = bytes[position] == 0x0D
        position += 1
        if isCR, position < bytes.count, bytes[position] == 0x0A { position += 1 }
        line += 1
        rowNumber += 1
    }

    mutating func skipBlankLines() {
        while position < bytes.count, isLineEnd(bytes[position]) {
            if commentRows.first == rowNumber {
                commentRows.removeFirst()
            } else {
                blankLines.append((position, line))
            }
            endLine()
        }
    }

    /// Passes a line that is a comment by its first character or its number; false where it is none.
    mutating func skipComment() -> Bool {
        if commentRows.first == rowNumber {
            commentRows.removeFirst()
            skipRow()
            return true
        }
        guard let comment = dialect.comment, position < bytes.count, bytes[position] == comment else { return false }
        while position < bytes.count, !isLineEnd(bytes[position]) { position += 1 }
        if position < bytes.count { endLine() }
        return true
    }

    /// Passes a row whatever it holds.
    mutating func skipRow() {
        let known = findings
        if !scanRow() { position = bytes.count }
        findings = known
    }

    /// Blank lines before a row: rows of one missing cell where the table has one column, else a warning.
    private mutating func settleBlankLines() {
        guard !blankLines.isEmpty else { return }
        for (offset, blank) in blankLines {
            if width == 1 {
                noteLine(rows.count, blank)
                rows.append(UInt32(truncatingIfNeeded: offset))
                expectedLine += 1
            } else {
                findings.add(.warning, .csvRagged, at: SourceLocation(file: path, line: blank)) {
                    ("a blank line within the table was skipped", "delete it")
                }
            }
        }
        blankLines = []
    }

    // MARK: Places

    /// The place of a byte on the current line, or on `line` with the row's beginning known.
    func place(of offset: Int, line known: Int? = nil) -> SourceLocation {
        var lineStart = min(offset, bytes.count)
        while lineStart > 0, !isLineEnd(bytes[lineStart - 1]) { lineStart -= 1 }
        return place(of: offset, rowStart: lineStart, line: known ?? line)
    }

    func place(of offset: Int, rowStart: Int, line: Int) -> SourceLocation {
        var at = TextPosition(line: line)
        let first = rowStart == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : rowStart
        at.advance(over: bytes[min(first, offset)..<min(offset, bytes.count)])
        return SourceLocation(file: path, line: at.line, column: at.column)
    }

    func lines(from start: Int, to end: Int) -> Int {
        var at = TextPosition(line: 0)
        at.advance(over: bytes[start..<end])
        return at.line
    }
}
