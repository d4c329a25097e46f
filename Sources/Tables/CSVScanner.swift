import Diagnostics
import Files

/// One pass over the bytes of a CSV file, by the rules of `CSV`.
struct CSVScanner {
    let path: String
    let bytes: [UInt8]
    let delimiter: UInt8
    /// Bytes above it need no look: no delimiter, quote or line end is.
    let highestSpecial: UInt8

    var position = 0
    var line = 1
    var starts: [UInt32] = []
    var header: [UInt32] = []
    var lineJumps: [CSVCells.LineJump] = []
    var blankLines: [Int] = []

    init(path: String, bytes: [UInt8], delimiter: UInt8) {
        self.path = path
        self.bytes = bytes
        self.delimiter = delimiter
        highestSpecial = max(delimiter, UInt8(ascii: "\""))
    }

    mutating func scan(into findings: inout FindingGroups) -> CSVCells? {
        skipBlankLines()
        blankLines = []
        guard position < bytes.count else {
            findings.add(
                .error(
                    .csvHeader, "the file is empty, a header row was expected", at: SourceLocation(file: path),
                    hint: "name the columns in the first line"))
            return nil
        }
        _ = scanRow(into: &findings)
        header = starts
        guard header.count <= CSV.maximumColumns else {
            findings.add(
                .error(
                    .tableLimit, "\(header.count) columns, at most \(CSV.maximumColumns) are read",
                    at: SourceLocation(file: path)))
            return nil
        }
        starts = []
        reserve()
        var expectedLine = -1
        var row = 0
        while position < bytes.count {
            if isLineEnd(bytes[position]) {
                skipBlankLines()
                continue
            }
            settleBlankLines(&row, &expectedLine, &findings)
            noteLine(row, line, &expectedLine)
            let first = starts.count
            let rowLine = line
            guard scanRow(into: &findings) else {
                starts.removeSubrange(first...)
                break
            }
            fit(first, rowLine: rowLine, into: &findings)
            row += 1
            expectedLine += 1
            // Cells that are there have a byte each; rows too short for a wide header could ask for any number.
            guard starts.count <= bytes.count + CSV.maximumPadding else {
                findings.add(
                    .error(
                        .tableLimit, "too many rows are too short for the header, the rest was not read",
                        at: SourceLocation(file: path, line: rowLine)))
                break
            }
        }
        return CSVCells(
            path: path, bytes: bytes, delimiter: delimiter, header: header, starts: starts, lineJumps: lineJumps)
    }

    /// Room for all cells by the density of the first 64 KB, so that the list is not copied as it grows.
    private mutating func reserve() {
        let sample = bytes[position..<min(bytes.count, position + 65_536)]
        guard !sample.isEmpty else { return }
        var count = 1
        for byte in sample where byte == delimiter || byte == 0x0A { count += 1 }
        let rest = bytes.count - position
        starts.reserveCapacity(rest == sample.count ? count : (rest / sample.count + 1) * (count + count / 16))
    }

    private mutating func noteLine(_ row: Int, _ line: Int, _ expected: inout Int) {
        guard line != expected else { return }
        lineJumps.append(CSVCells.LineJump(row: row, line: line))
        expected = line
    }

    // MARK: Blank lines

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Passes the line end at the position.
    private mutating func endLine() {
        let isCR = bytes[position] == 0x0D
        position += 1
        if isCR, position < bytes.count, bytes[position] == 0x0A { position += 1 }
        line += 1
    }

    private mutating func skipBlankLines() {
        while position < bytes.count, isLineEnd(bytes[position]) {
            blankLines.append(position)
            endLine()
        }
    }

    /// Blank lines before a row: rows of one missing cell where the table has one column, else a warning.
    private mutating func settleBlankLines(_ row: inout Int, _ expected: inout Int, _ findings: inout FindingGroups) {
        guard !blankLines.isEmpty else { return }
        var blank = line - blankLines.count
        for offset in blankLines {
            if header.count == 1 {
                noteLine(row, blank, &expected)
                starts.append(UInt32(truncatingIfNeeded: offset))
                row += 1
                expected += 1
            } else {
                findings.add(.warning, .csvRagged, at: SourceLocation(file: path, line: blank)) {
                    ("a blank line within the table was skipped", "delete it")
                }
            }
            blank += 1
        }
        blankLines = []
    }

    // MARK: Rows

    /// Appends the cells of a row and passes its line end; false where the file ends within quotes.
    private mutating func scanRow(into findings: inout FindingGroups) -> Bool {
        while true {
            let start = position
            starts.append(UInt32(truncatingIfNeeded: start))
            if start < bytes.count, bytes[start] == UInt8(ascii: "\"") {
                guard scanQuoted(into: &findings) else { return false }
                if position - start > CSV.maximumCellSize { reportSize(start, position, into: &findings) }
            } else {
                scanPlain(into: &findings)
            }
            guard position < bytes.count else { return true }
            if bytes[position] == delimiter {
                position += 1
                continue
            }
            endLine()
            return true
        }
    }

    /// Passes the plain cell at the position, and the plain cells of the row after it, whose beginnings it appends.
    private mutating func scanPlain(into findings: inout FindingGroups) {
        let file = bytes
        let span = file.span
        let count = span.count
        let (delimiter, highestSpecial) = (delimiter, highestSpecial)
        var i = position
        var cellStart = i
        var reported = false
        while i < count {
            let byte = span[i]
            if byte > highestSpecial {
                i += 1
            } else if byte == delimiter {
                if i - cellStart > CSV.maximumCellSize { reportSize(cellStart, i, into: &findings) }
                if i + 1 < count, span[i + 1] == UInt8(ascii: "\"") { break }
                i += 1
                starts.append(UInt32(truncatingIfNeeded: i))
                cellStart = i
                reported = false
            } else if byte == 0x0A || byte == 0x0D {
                break
            } else {
                if byte == UInt8(ascii: "\""), !reported {
                    reported = true
                    reportQuote(at: i, into: &findings)
                }
                i += 1
            }
        }
        if i - cellStart > CSV.maximumCellSize { reportSize(cellStart, i, into: &findings) }
        position = i
    }

    private func reportQuote(at offset: Int, into findings: inout FindingGroups) {
        findings.add(.warning, .csvSyntax, at: place(of: offset)) {
            (
                "a quote within a cell that does not begin with one was kept as it stands",
                "write the cell in quotes, and the quote within doubled: \"…\"\"…\""
            )
        }
    }

    private func reportSize(_ start: Int, _ end: Int, into findings: inout FindingGroups) {
        findings.add(.error, .tableLimit, at: place(of: start)) {
            ("a cell of \(end - start) bytes, at most \(CSV.maximumCellSize) are read", "is a quote left open?")
        }
    }

    /// False where the closing quote is missing.
    private mutating func scanQuoted(into findings: inout FindingGroups) -> Bool {
        let opening = position
        let openingLine = line
        var i = position + 1
        let count = bytes.count
        var newlines = 0
        var isClosed = false
        while i < count {
            let byte = bytes[i]
            i += 1
            if byte > UInt8(ascii: "\"") { continue }
            if byte == UInt8(ascii: "\"") {
                guard i < count, bytes[i] == UInt8(ascii: "\"") else {
                    isClosed = true
                    break
                }
                i += 1
            } else if byte == 0x0A || (byte == 0x0D && (i == count || bytes[i] != 0x0A)) {
                newlines += 1
            }
        }
        guard isClosed else {
            findings.add(
                .error(
                    .csvSyntax, "the quote that opens here is never closed", at: place(of: opening, line: openingLine),
                    hint: "close it, or double a quote that belongs to the text; the rest of the file was not read"))
            position = count
            return false
        }
        line += newlines
        position = i
        guard i < count, bytes[i] != delimiter, !isLineEnd(bytes[i]) else { return true }
        findings.add(.error, .csvSyntax, at: place(of: i)) {
            (
                "text after a closing quote, a delimiter or the line's end was expected",
                "double a quote that belongs to the text"
            )
        }
        while position < count, bytes[position] != delimiter, !isLineEnd(bytes[position]) { position += 1 }
        return true
    }

    /// Makes the row that begins at `first` as long as the header.
    private mutating func fit(_ first: Int, rowLine: Int, into findings: inout FindingGroups) {
        let found = starts.count - first
        let expected = header.count
        if found == expected { return }
        let cells = { (n: Int) in n == 1 ? "1 cell" : "\(n) cells" }
        if found > expected {
            let surplus = starts[(first + expected)...]
            let isEmpty = surplus.allSatisfy { start in
                let i = Int(start)
                return i >= bytes.count || bytes[i] == delimiter || isLineEnd(bytes[i])
            }
            findings.add(
                isEmpty ? .warning : .error, .csvRagged,
                at: place(of: Int(surplus.first ?? 0), rowStart: Int(starts[first]), line: rowLine)
            ) {
                (
                    "expected \(cells(expected)) as in the header, found \(found)",
                    isEmpty
                        ? "the surplus cells are empty and were left out"
                        : "write a cell that holds the delimiter in quotes"
                )
            }
            starts.removeSubrange((first + expected)...)
        } else {
            var end = position
            while end > 0, end > Int(starts[first]), isLineEnd(bytes[end - 1]) { end -= 1 }
            findings.add(.error, .csvRagged, at: place(of: end, rowStart: Int(starts[first]), line: rowLine)) {
                ("expected \(cells(expected)) as in the header, found \(found)", "write a delimiter for a missing cell")
            }
            starts.append(contentsOf: repeatElement(CSVCells.absent, count: expected - found))
        }
    }

    // MARK: Places

    /// The place of a byte on the current line, or on `line` with the row's beginning known.
    private func place(of offset: Int, line known: Int? = nil) -> SourceLocation {
        var lineStart = min(offset, bytes.count)
        while lineStart > 0, !isLineEnd(bytes[lineStart - 1]) { lineStart -= 1 }
        return place(of: offset, rowStart: lineStart, line: known ?? line)
    }

    private func place(of offset: Int, rowStart: Int, line: Int) -> SourceLocation {
        var at = TextPosition(line: line)
        at.advance(over: bytes[min(rowStart, offset)..<min(offset, bytes.count)])
        return SourceLocation(file: path, line: at.line, column: at.column)
    }
}
