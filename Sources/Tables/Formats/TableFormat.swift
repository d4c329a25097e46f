import Diagnostics
import Files

/// How a table is written down: by the end of its file's name.
package enum TableFormat: String, CaseIterable, Sendable {
    /// Comma-separated values, or with another delimiter; SDMX-CSV, known by its header.
    case csv
    /// Tab-separated values.
    case tsv
    /// Records, lists or columns (see ``ValueTable``), or JSON-stat.
    case json
    /// A record or a list on each line.
    case ndjson
    /// What JSON can hold, in YAML.
    case yaml
    /// A sheet of a workbook of Excel.
    case xlsx

    /// Nil for a file that is no table.
    package init?(path: String) {
        switch SourcePath.suffix(of: path) {
        case "csv", "txt": self = .csv
        case "tsv", "tab": self = .tsv
        case "json": self = .json
        case "ndjson", "jsonl": self = .ndjson
        case "yaml", "yml": self = .yaml
        case "xlsx", "xlsm":
            // What Excel leaves beside a workbook that it has open.
            if SourcePath.name(of: path).hasPrefix("~$") { return nil }
            self = .xlsx
        default: return nil
        }
    }

    /// True for a file beside a page that is a table even where no data package names it.
    package static func standsAlone(_ path: String) -> Bool {
        switch SourcePath.suffix(of: path) {
        case "csv", "tsv": true
        default: TableFormat(path: path) == .xlsx
        }
    }

    /// True of a database of SQLite: tables are got out of it by queries, and it is never read whole.
    package static func isDatabase(_ path: String) -> Bool {
        ["db", "db3", "sqlite", "sqlite3", "gpkg"].contains(SourcePath.suffix(of: path))
    }

    /// True of files whose lines are none that a person could read.
    package static func isBinary(_ path: String) -> Bool { TableFormat(path: path) == .xlsx || isDatabase(path) }

    /// True of what belongs to a database or a workbook and is published with neither: a write-ahead log, a journal,
    /// the note that Excel leaves while it has a file open.
    package static func isCompanion(_ path: String) -> Bool {
        let name = SourcePath.name(of: path)
        if name.hasPrefix("~$") { return true }
        for ending in ["-wal", "-shm", "-journal"] where name.hasSuffix(ending) {
            return isDatabase(String(name.dropLast(ending.count)))
        }
        return false
    }

    /// How a file of a kind that is not read becomes one that is; nil where no way is known.
    package static func hint(forUnread path: String) -> String? {
        switch SourcePath.suffix(of: path) {
        case "xls", "xlsb", "ods", "numbers", "et": "open it in a spreadsheet program, and save it as .xlsx"
        default: isDatabase(path) ? "a table is got out of a database by a query: SELECT …" : nil
        }
    }

    /// True for a file that a data package may name as a table.
    package static func isTable(_ path: String) -> Bool { TableFormat(path: path) != nil }

    /// True for a file that is read only where a data package names it, since files with such names are much else too.
    package static func needsName(_ path: String) -> Bool {
        switch TableFormat(path: path) {
        case .json, .ndjson, .yaml: true
        default: false
        }
    }

    /// What can be read, for messages.
    static let names = "CSV, TSV, XLSX, JSON, NDJSON or YAML"
}

/// Reads tables out of nested values.
enum ValueTables {
    /// The table of a JSON, NDJSON or YAML file, nil with findings where it holds none. `property` leads to its rows.
    static func read(_ file: SourceFile, as format: TableFormat, property: Node?, into findings: inout [Diagnostic])
        -> DecodedTable?
    {
        guard file.bytes.count <= CSV.maximumFileSize else {
            findings.append(
                .error(
                    .fileTooLarge, "the file has \(file.bytes.count) bytes, at most \(CSV.maximumFileSize) are read",
                    at: SourceLocation(file: file.path), hint: "aggregate it first, with SQLite for instance"))
            return nil
        }
        let path = property?.scalarText.map { ValuePath($0) }
        if format == .yaml {
            guard let node = YAML.parse(file, limits: limits).collecting(into: &findings) else {
                if !findings.hasErrors { findings.append(empty(file)) }
                return nil
            }
            return read(node, file: file.path, path: path, at: property?.location, into: &findings)
        }
        guard let bytes = SourceText.checked(file).collecting(into: &findings) else { return nil }
        let tokens = JSONTokenizer(bytes: bytes, file: file.path, isLines: format == .ndjson)
        do {
            return try ValueTable.read(
                tokens, path: path, at: property?.location, isLines: format == .ndjson, into: &findings)
        } catch {
            findings.append(error.finding(in: bytes, file: file.path))
            return nil
        }
    }

    /// The rows that a data package holds itself (Data Package, `data`), or a YAML document.
    static func read(
        _ node: Node, file: String, path: ValuePath? = nil, at location: SourceLocation? = nil,
        into findings: inout [Diagnostic]
    ) -> DecodedTable? {
        // Tokens of nodes fail in no way: they are well-formed.
        (try? ValueTable.read(NodeTokens(node, file: file), path: path, at: location, into: &findings)) ?? nil
    }

    /// A table has more values than a page's settings.
    private static let limits = NodeLimits(depth: NodeLimits.standard.depth, nodes: 5_000_000)

    private static func empty(_ file: SourceFile) -> Diagnostic {
        .error(.tableMissing, "there are no rows", at: SourceLocation(file: file.path))
    }
}
