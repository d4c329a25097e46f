import Files

/// How a table is written down: by the end of its file's name.
package enum TableFormat: String, CaseIterable, Sendable {
    /// Comma-separated values, or with another delimiter.
    case csv
    /// Tab-separated values.
    case tsv
    /// A sheet of a workbook of Excel.
    case xlsx

    /// Nil for a file that is no table.
    package init?(path: String) {
        switch SourcePath.suffix(of: path) {
        case "csv", "txt": self = .csv
        case "tsv", "tab": self = .tsv
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
}
