import Diagnostics
import Files

/// The rows that a data package holds itself (Data Package, `data`): a list of maps, or a list of lists of which the
/// first names the fields.
///
/// They are read as any other table, in the same notation (`~5000`, `4..5`, `[x]`); each cell keeps the place at which
/// it stands in the package. `null` and what a row lacks are empty cells.
struct InlineRows {
    /// How many cells a table may come to: a map with keys of its own in each row widens all others.
    static let maximumCells = 1_000_000

    let cells: CSVCells

    /// `path` is the file that holds them. Nil with a finding where the node holds no rows.
    init?(_ node: Node, path: String, into findings: inout [Diagnostic]) {
        guard let rows = node.sequence, let first = rows.first else {
            findings.append(
                .error(
                    .tableMissing,
                    "“data” is \(node.sequence == nil ? node.kind : "empty"), a list of rows was expected",
                    at: node.location, hint: "data: [{id: a, value: 1}, {id: b, value: 2}]"))
            return nil
        }
        let isOfLists = first.sequence != nil
        let header = isOfLists ? Self.names(first) : Self.keys(of: rows)
        let body = isOfLists ? rows.dropFirst() : rows[...]
        guard header.count <= CSV.maximumColumns, header.count * rows.count <= Self.maximumCells else {
            findings.append(
                .error(
                    .fileTooLarge, "\(rows.count) rows of \(header.count) fields are more than are read from “data”",
                    at: node.location, hint: "write the table to a CSV file beside, and name it as path"))
            return nil
        }
        var builder = CellsBuilder(path: path, width: header.count)
        for name in header { builder.append(name.text, at: name.location) }
        for row in body {
            for cell in Self.cells(row, header.map(\.text), isOfLists: isOfLists, into: &findings) {
                builder.append(Self.text(cell, into: &findings), at: cell?.contentLocation ?? row.location)
            }
        }
        cells = builder.finished()
    }

    private static func names(_ row: Node) -> [(text: String, location: SourceLocation)] {
        (row.sequence ?? []).map { ($0.scalarText ?? "", $0.contentLocation) }
    }

    /// The keys of all rows, in the order in which they first come.
    private static func keys(of rows: [Node]) -> [(text: String, location: SourceLocation)] {
        var seen: Set<[UInt8]> = []
        var out: [(text: String, location: SourceLocation)] = []
        for row in rows {
            for entry in row.mapping ?? [] where seen.insert(Array(entry.key.utf8)).inserted {
                out.append((entry.key, entry.keyLocation))
            }
        }
        return out
    }

    /// The cells of a row in the order of the header, nil where it lacks one.
    private static func cells(
        _ row: Node, _ header: [String], isOfLists: Bool, into findings: inout [Diagnostic]
    ) -> [Node?] {
        if isOfLists, let list = row.sequence {
            if list.count != header.count {
                findings.append(
                    .error(
                        .tableMissing,
                        "this row has \(list.count) cell\(list.count == 1 ? "" : "s"), the first \(header.count)",
                        at: row.location))
            }
            return header.indices.map { $0 < list.count ? list[$0] : nil }
        }
        if !isOfLists, let entries = row.mapping {
            var values: [[UInt8]: Node] = [:]
            for entry in entries { values[Array(entry.key.utf8)] = entry.value }
            return header.map { values[Array($0.utf8)] }
        }
        findings.append(
            .error(
                .tableMissing, "a row is \(row.kind), \(isOfLists ? "a list" : "a map") as the first was expected",
                at: row.location))
        return header.map { _ in nil }
    }

    private static func text(_ cell: Node?, into findings: inout [Diagnostic]) -> String {
        guard let cell, !cell.isNull else { return "" }
        if let text = cell.scalarText { return text }
        findings.append(
            .error(.tableValue, "a cell is \(cell.kind), a text or a number was expected", at: cell.location))
        return ""
    }
}
