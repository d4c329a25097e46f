import Diagnostics
import Files

/// Reads comma-separated values as RFC 4180 writes them, or in another dialect.
///
/// - A cell may stand in quotes, `""` within them being one; quoted cells may hold delimiters and line ends.
/// - Lines end at LF, CRLF or a lone CR, mixed as they come; the last may lack its end.
/// - Empty lines at the end are nothing. Within, they are skipped with a warning, save in a table of one column, where
///   an empty line is a row whose cell is missing.
/// - A row of more or fewer cells than the header is an error at its first surplus cell, or where it ends; it is read
///   on with the cells that fit. Surplus cells that are all empty only warn.
/// - A quote within an unquoted cell is kept as it stands, with a warning: no cell changes by it.
enum CSV {
    /// How many bytes a file may have; offsets of cells have 32 bits.
    static let maximumFileSize = 4_000_000_000
    /// How many bytes of cells are made of what is no delimited text: a short workbook may say one text many times.
    static let maximumMadeSize = 1 << 30
    static let maximumCellSize = 1 << 20
    static let maximumColumns = 10_000
    /// How many cells may be missing from the ends of rows.
    static let maximumPadding = 1_000_000
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// Bytes that one thread takes at once.
    static let partSize = 1 << 19

    /// What to do about a table that is too large.
    static let tooLargeHint = "aggregate it first, with SQLite for instance: SELECT … GROUP BY …"

    /// Writes a cell, in quotes where it needs them.
    static func append(
        _ cell: some Collection<UInt8>, delimiter: UInt8 = UInt8(ascii: ","), to out: inout [UInt8]
    ) {
        let quote = UInt8(ascii: "\"")
        guard cell.contains(where: { $0 == quote || $0 == delimiter || $0 == 0x0A || $0 == 0x0D }) else {
            out += cell
            return
        }
        out.append(quote)
        for byte in cell {
            if byte == quote { out.append(byte) }
            out.append(byte)
        }
        out.append(quote)
    }

    /// The cells of `file`, the first row being the header. Nil where it is no text at all or has no header.
    ///
    /// Long files are scanned in parts of `partSize` bytes at once; what is found does not depend on it.
    static func scan(
        _ file: SourceFile, dialect: CSVDialect, partSize: Int = partSize, into findings: inout FindingGroups
    ) -> CSVCells? {
        guard file.bytes.count <= maximumFileSize else {
            findings.add(
                .error(
                    .fileTooLarge, "the file has \(file.bytes.count) bytes, at most \(maximumFileSize) are read",
                    at: SourceLocation(file: file.path), hint: tooLargeHint))
            return nil
        }
        let start = file.bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        let parts = CSVParts(file.bytes, from: start, size: partSize)
        if !parts.isPlainText, !isText(file, into: &findings) { return nil }
        var dialect = dialect
        dialect.isBare = parts.isBare
        var scanner = CSVScanner(path: file.path, bytes: file.bytes, dialect: dialect, at: start)
        guard let header = CSVHeader(&scanner) else {
            findings.merge(scanner.findings)
            return nil
        }
        parts.scan(&scanner)
        findings.merge(scanner.findings)
        var cells = CSVCells(
            path: file.path, bytes: file.bytes, dialect: dialect, header: header.starts, rowStarts: scanner.rows,
            lineJumps: scanner.lineJumps)
        cells.names = header.names
        return cells
    }

    /// False with a finding that guesses the encoding it is in, where it is no text.
    private static func isText(_ file: SourceFile, into findings: inout FindingGroups) -> Bool {
        let checked = SourceText.checked(file)
        for var finding in checked.diagnostics {
            if let guess = EncodingGuess.of(file.bytes),
                finding.code == .fileEncoding || finding.code == .fileNul && guess.isUTF16
            {
                finding.hint = "it is probably \(guess.rawValue): save it as UTF-8, or \(guess.advice)"
            }
            findings.add(finding)
        }
        return checked.value != nil
    }
}

/// The first rows of a file, up to the last that names columns.
struct CSVHeader {
    /// Where the cells that name the columns begin; of a file without names, the first row's.
    var starts: [UInt32] = []
    /// The names, where they are not what stands there.
    var names: [String]?

    /// Reads the header and leaves the scanner before the first row after it. Nil with a finding where there is none.
    init?(_ scanner: inout CSVScanner) {
        let dialect = scanner.dialect
        var rows: [[Int]] = []
        if dialect.hasUsualHeader {
            Self.passBlank(&scanner)
            if scanner.position < scanner.bytes.count {
                _ = scanner.scanRow()
                rows.append(scanner.starts)
            }
        } else if let last = dialect.headerRows.last {
            while scanner.position < scanner.bytes.count, scanner.rowNumber <= last {
                let number = scanner.rowNumber
                if scanner.skipComment() { continue }
                if scanner.isLineEnd(scanner.bytes[scanner.position]) {
                    scanner.endLine()
                } else if dialect.headerRows.contains(number) {
                    _ = scanner.scanRow()
                    rows.append(scanner.starts)
                } else {
                    scanner.skipRow()
                }
                scanner.rowNumber = number + 1
            }
        } else {
            Self.passBlank(&scanner)
            // Looked at, and read again as a row.
            var peek = scanner
            if peek.position < peek.bytes.count {
                _ = peek.scanRow()
                rows.append(peek.starts)
            }
        }
        guard let first = rows.first else {
            scanner.findings.add(
                .error(
                    .csvHeader,
                    scanner.rowNumber == 1 && scanner.position >= scanner.bytes.count
                        ? "the file is empty, a header row was expected" : "the file ends before its header row",
                    at: SourceLocation(file: scanner.path), hint: "name the columns in the first line"))
            return nil
        }
        let width = rows.map(\.count).max() ?? first.count
        guard width <= CSV.maximumColumns else {
            scanner.findings.add(
                .error(
                    .tableLimit, "\(width) columns, at most \(CSV.maximumColumns) are read",
                    at: SourceLocation(file: scanner.path)))
            return nil
        }
        scanner.width = width
        scanner.blankLines = []
        starts = first.map { UInt32(truncatingIfNeeded: $0) }
        if dialect.headerRows.isEmpty {
            names = (1...width).map { "field\($0)" }
        } else if rows.count > 1 {
            join(rows, of: width, scanner)
        }
    }

    private static func passBlank(_ scanner: inout CSVScanner) {
        while scanner.position < scanner.bytes.count {
            if scanner.isLineEnd(scanner.bytes[scanner.position]) {
                scanner.endLine()
            } else if !scanner.skipComment() {
                return
            }
        }
    }

    /// The names that several rows give together: each part once, empty ones left out.
    private mutating func join(_ rows: [[Int]], of width: Int, _ scanner: CSVScanner) {
        let cells = CSVCells(
            path: scanner.path, bytes: scanner.bytes, dialect: scanner.dialect, header: [], rowStarts: [],
            lineJumps: [])
        var parts = Array(repeating: [[UInt8]](), count: width)
        var places = Array(repeating: CSVCells.absent, count: width)
        for row in rows {
            for (column, start) in row.enumerated() {
                let at = UInt32(truncatingIfNeeded: start)
                let text = Array(CellText.trimmed(cells.value(at: at)))
                if places[column] == CSVCells.absent { places[column] = at }
                if !text.isEmpty, parts[column].last != text { parts[column].append(text) }
            }
        }
        starts = places
        names = parts.map { part in
            part.map { String(decoding: $0, as: UTF8.self) }.joined(separator: scanner.dialect.headerJoin)
        }
    }
}
