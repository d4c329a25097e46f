import Diagnostics

/// Tables of several files: the rows of one after those of the other, each cell at its place in its own file.
struct AppendedCells: Sendable {
    struct Part: Sendable {
        var firstRow: Int
        var cells: CSVCells
    }

    /// In the order of their rows; never empty.
    let parts: [Part]

    /// The cells of all of `tables`, whose first names the columns. The others have the same names, in any order; one
    /// that does not is reported and left out.
    static func join(_ tables: [CSVCells], into findings: inout FindingGroups) -> CSVCells {
        guard let first = tables.first else { return CSVCells(path: "") }
        let names = (0..<first.columnCount).map { name($0, of: first) }
        var builder = CellsBuilder(path: first.path, width: names.count)
        for name in names { builder.append(name) }
        var parts: [Part] = []
        var rows = 0
        for cells in tables where cells.columnCount > 0 {
            guard let order = order(of: cells, names, first.path, into: &findings) else { continue }
            parts.append(Part(firstRow: rows, cells: cells))
            rows += cells.rowCount
            for row in 0..<cells.rowCount {
                for column in order { builder.append(cells.value(row: row, column: column)) }
            }
        }
        if builder.isFull {
            findings.add(
                .error(
                    .fileTooLarge, "the files of the table come to more than \(CSV.maximumMadeSize) bytes",
                    at: SourceLocation(file: first.path), hint: "aggregate them first, with SQLite for instance"))
        }
        var joined = builder.finished()
        // A table of no columns has no cell that stands anywhere.
        if !parts.isEmpty { joined.places = .appended(AppendedCells(parts: parts)) }
        return joined
    }

    private static func name(_ column: Int, of cells: CSVCells) -> String {
        String(decoding: CellText.trimmed(Array(cells.headerText(column).utf8)[...]), as: UTF8.self)
    }

    /// Which column of `cells` has each of the names; nil with a finding where the headers do not agree.
    private static func order(
        of cells: CSVCells, _ names: [String], _ first: String, into findings: inout FindingGroups
    ) -> [Int]? {
        let own = (0..<cells.columnCount).map { name($0, of: cells) }
        if own == names { return Array(names.indices) }
        for (column, found) in own.enumerated() where !names.contains(found) {
            findings.add(
                .error(
                    .csvHeader, "the column “\(found)” is not in \(first), whose rows these follow",
                    at: cells.headerLocation(column), hint: NearestName.hint(for: found, among: names)))
            return nil
        }
        if let lacking = names.first(where: { !own.contains($0) }) {
            findings.add(
                .error(
                    .csvHeader, "there is no column “\(lacking)”, as in \(first), whose rows these follow",
                    at: cells.headerLocation(0), hint: NearestName.hint(for: lacking, among: own)))
            return nil
        }
        let order = names.compactMap { own.firstIndex(of: $0) }
        return own.count == names.count ? order : nil
    }

    private func part(ofRow row: Int) -> Part? { parts.last { $0.firstRow <= row } }

    func location(row: Int, column: Int) -> SourceLocation? {
        guard let part = part(ofRow: row) else { return nil }
        // Where the columns stand in another order, the first file's name finds them.
        var place = column
        if let first = parts.first?.cells, part.cells.headerText(column) != first.headerText(column) {
            let name = Self.name(column, of: first)
            place = (0..<part.cells.columnCount).first { Self.name($0, of: part.cells) == name } ?? column
        }
        return part.cells.location(row: row - part.firstRow, column: place)
    }

    func headerLocation(_ column: Int) -> SourceLocation? { parts.first?.cells.headerLocation(column) }

    func line(ofRow row: Int) -> Int? {
        part(ofRow: row).map { $0.cells.line(ofRow: row - $0.firstRow) }
    }
}
