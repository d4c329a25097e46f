import Diagnostics
import Files

/// Reads comma-separated values as RFC 4180 writes them, in one pass over the bytes.
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
    static let maximumFileSize = 1 << 30
    static let maximumCellSize = 1 << 20
    static let maximumColumns = 10_000
    /// How many cells may be missing from the ends of rows.
    static let maximumPadding = 1_000_000

    /// The cells of `file`, the first row being the header. Nil where it is no text at all or has no header.
    static func scan(_ file: SourceFile, delimiter: UInt8, into findings: inout FindingGroups) -> CSVCells? {
        guard file.bytes.count <= maximumFileSize else {
            findings.add(
                .error(
                    .fileTooLarge, "the file has \(file.bytes.count) bytes, at most \(maximumFileSize) are read",
                    at: SourceLocation(file: file.path), hint: "aggregate it first, with SQLite for instance"))
            return nil
        }
        guard let bytes = checkedText(file, into: &findings) else { return nil }
        var scanner = CSVScanner(path: file.path, bytes: bytes, delimiter: delimiter)
        return scanner.scan(into: &findings)
    }

    /// The text, or nil with a finding that guesses the encoding it is in.
    private static func checkedText(_ file: SourceFile, into findings: inout FindingGroups) -> [UInt8]? {
        let checked = SourceText.checked(file)
        for var finding in checked.diagnostics {
            if finding.code == .fileEncoding, let guess = EncodingGuess.of(file.bytes) {
                finding.hint = "it is probably \(guess.rawValue): save it as UTF-8"
            }
            findings.add(finding)
        }
        return checked.value
    }
}
