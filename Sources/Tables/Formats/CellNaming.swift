import Diagnostics
import Workbooks

/// What people call a cell's place.
enum CellNaming: Sendable {
    /// By its line and column, as the file is written.
    case byLine
    /// `Sheet1!B3`: a sheet's rows are its lines.
    case sheet(String)
    /// "row 3": the lines are the rows of a query's result.
    case query

    /// Nil where line and column are the name.
    func name(line: Int, column: Int) -> String? {
        switch self {
        case .byLine: nil
        case .sheet(let sheet):
            SheetCells.prefix(sheet) + CellReference(row: line, column: column).description
        case .query: "row \(line)"
        }
    }

    /// Nil where lines are the name.
    func name(lines: ClosedRange<Int>, column: Int) -> String? {
        switch self {
        case .byLine: return nil
        case .sheet(let sheet):
            return SheetCells.prefix(sheet) + CellRange(rows: lines, columns: column...column).description
        case .query:
            return lines.count == 1 ? "row \(lines.lowerBound)" : "rows \(lines.lowerBound)–\(lines.upperBound)"
        }
    }

    /// The finding with the name of its cell before its message.
    func told(_ finding: Diagnostic, of path: String) -> Diagnostic {
        guard let place = finding.location, place.file == path,
            let name = name(line: place.line, column: place.column)
        else { return finding }
        var out = finding
        out.message = name + ": " + out.message
        return out
    }
}

extension Table {
    /// What a person calls the place of a cell (`Sheet1!B3`, "row 3"); nil where its line and column are the name.
    package func placeName(row: Int, field: Int) -> String? {
        guard case .file(let file) = storage else { return nil }
        let place = location(row: row, field: field)
        return file.cells.naming.name(line: place.line, column: place.column)
    }

    /// The same of all cells of a column: `Sheet1!B4:B40`, "rows 1–36".
    package func placeName(field: Int) -> String? {
        guard case .file(let file) = storage, rowCount > 0 else { return nil }
        let first = location(row: 0, field: field)
        let last = location(row: rowCount - 1, field: field)
        return file.cells.naming.name(lines: first.line...max(first.line, last.line), column: first.column)
    }
}
