import Files

/// How a table is written down: by the end of its file's name.
package enum TableFormat: String, CaseIterable, Sendable {
    /// Comma-separated values, or with another delimiter.
    case csv
    /// Tab-separated values.
    case tsv

    /// Nil for a file that is no table.
    package init?(path: String) {
        switch SourcePath.suffix(of: path) {
        case "csv", "txt": self = .csv
        case "tsv", "tab": self = .tsv
        default: return nil
        }
    }

    /// True for a file beside a page that is a table even where no data package names it.
    package static func standsAlone(_ path: String) -> Bool {
        switch SourcePath.suffix(of: path) {
        case "csv", "tsv": true
        default: false
        }
    }

    /// True for a file that a data package may name as a table.
    package static func isTable(_ path: String) -> Bool { TableFormat(path: path) != nil }
}
