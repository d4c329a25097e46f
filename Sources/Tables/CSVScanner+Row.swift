import Diagnostics

/// One row, cell by cell, in any dialect, with all that may be wrong with it.
extension CSVScanner {
    /// Reads the cells of a row, whose beginnings are left in `starts`, and passes its line end; false where the file
    /// ends within quotes.
    mutating func scanRow() -> Bool {
        starts.removeAll(keepingCapacity: true)
        while true {
            if dialect.skipsInitialSpace {
                while position < bytes.count, bytes[position] == 0x20 { position += 1 }
            }
            let start = position
            starts.append(start)
            if start < bytes.count, let quote = dialect.quote, bytes[start] == quote {
                guard scanQuoted(quote) else { return false }
            } else {
                scanPlain()
            }
            if position - start > CSV.maximumCellSize { reportSize(start, position) }
            guard position < bytes.count else { return true }
            if bytes[position] == dialect.delimiter {
                position += 1
                continue
            }
            endLine()
            return true
        }
    }

    /// Passes the plain cell at the position.
    private mutating func scanPlain() {
        let count = bytes.count
        var i = position
        var quoteAt: Int?
        var lines = 0
        while i < count, !dialect.ends(bytes[i]) {
            if bytes[i] == dialect.escape {
                // An escaped line end belongs to the cell.
                i += 1
                if i < count, bytes[i] == 0x0D, i + 1 < count, bytes[i + 1] == 0x0A { i += 1 }
                if i < count, isLineEnd(bytes[i]) { lines += 1 }
            } else if bytes[i] == dialect.quote, quoteAt == nil {
                quoteAt = i
            }
            i += 1
        }
        if let quoteAt { reportQuote(at: quoteAt) }
        position = min(i, count)
        line += lines
    }

    private mutating func reportQuote(at offset: Int) {
        report(.warning, .csvSyntax, at: Spot(offset: offset)) {
            (
                "a quote within a cell that does not begin with one was kept as it stands",
                "write the cell in quotes, and the quote within doubled: \"…\"\"…\""
            )
        }
    }

    private mutating func reportSize(_ start: Int, _ end: Int) {
        let line = line - lines(from: start, to: end)
        report(.error, .tableLimit, at: Spot(offset: start, line: line)) {
            (
                "a cell of \(end - start) bytes, at most \(CSV.maximumCellSize) are read",
                "is a quote left open? a text of that length is no cell: aggregate the table, with SQLite for instance"
            )
        }
    }

    /// False where the closing quote is missing.
    private mutating func scanQuoted(_ quote: UInt8) -> Bool {
        let opening = position
        let openingLine = line
        var i = position + 1
        let count = bytes.count
        var newlines = 0
        var isClosed = false
        while i < count {
            let byte = bytes[i]
            i += 1
            if byte == quote {
                guard dialect.doublesQuotes, i < count, bytes[i] == quote else {
                    isClosed = true
                    break
                }
                i += 1
            } else if byte == dialect.escape {
                if i < count, bytes[i] == 0x0A || (bytes[i] == 0x0D && (i + 1 == count || bytes[i + 1] != 0x0A)) {
                    newlines += 1
                }
                i += 1
            } else if byte == 0x0A || (byte == 0x0D && (i == count || bytes[i] != 0x0A)) {
                newlines += 1
            }
        }
        guard isClosed else {
            let place = place(of: opening, line: openingLine)
            findings.add(
                .error(
                    .csvSyntax, "the quote that opens here is never closed", at: place,
                    hint: "close it, or double a quote that belongs to the text; the rest of the file was not read"))
            position = count
            return false
        }
        line += newlines
        position = i
        guard i < count, !dialect.ends(bytes[i]) else { return true }
        report(.error, .csvSyntax, at: Spot(offset: i)) {
            (
                "text after a closing quote, a delimiter or the line's end was expected",
                "double a quote that belongs to the text"
            )
        }
        while position < count, !dialect.ends(bytes[position]) { position += 1 }
        return true
    }

    /// Reports the row that begins at `first` and was scanned last if it is not as long as the header.
    mutating func fit(_ first: Int, rowLine: Int) {
        let found = starts.count
        if found == width { return }
        let expected = width
        let cells = { (n: Int) in n == 1 ? "1 cell" : "\(n) cells" }
        let model = dialect.headerRows.isEmpty ? "the first row" : "the header"
        if found > expected {
            let isEmpty = starts[expected...].allSatisfy { $0 >= bytes.count || dialect.ends(bytes[$0]) }
            let surplus = starts[expected]
            report(
                isEmpty ? .warning : .error, .csvRagged,
                at: Spot(offset: surplus, rowStart: first, line: rowLine)
            ) {
                (
                    "expected \(cells(expected)) as in \(model), found \(found)",
                    isEmpty
                        ? "the surplus cells are empty and were left out"
                        : "write a cell that holds the delimiter in quotes"
                )
            }
        } else {
            var end = position
            while end > first, isLineEnd(bytes[end - 1]) { end -= 1 }
            report(.error, .csvRagged, at: Spot(offset: end, rowStart: first, line: rowLine)) {
                ("expected \(cells(expected)) as in \(model), found \(found)", "write a delimiter for a missing cell")
            }
        }
    }

    /// A byte of the current line, or of `line`; `rowStart` where the row is known to begin on it.
    private struct Spot {
        var offset: Int
        var rowStart: Int?
        var line: Int?
    }

    /// Adds a finding whose place is only looked for if it is shown.
    private mutating func report(
        _ severity: Severity, _ code: DiagnosticCode, at spot: Spot,
        _ finding: () -> (message: String, hint: String?)
    ) {
        var groups = FindingGroups()
        swap(&groups, &findings)
        groups.add(
            severity, code,
            at: spot.rowStart.map { place(of: spot.offset, rowStart: $0, line: spot.line ?? line) }
                ?? place(of: spot.offset, line: spot.line), finding)
        swap(&groups, &findings)
    }
}
