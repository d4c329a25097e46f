import Diagnostics
import Files
import Formatting
import Languages
import Quantities

/// Where data come from, in Our World in Data's names.
package struct Origin: Hashable, Sendable {
    package var producer: LocalizedText?
    package var title: LocalizedText?
    package var datePublished: String?
    package var dateAccessed: String?
    package var url: String?
    package var citation: LocalizedText?
    package var license: String?
    /// When it should be looked at again. No part of what makes two origins the same.
    package var renewal = Renewal()

    package init() {}

    package static func == (a: Origin, b: Origin) -> Bool {
        a.producer == b.producer && a.title == b.title && a.datePublished == b.datePublished
            && a.dateAccessed == b.dateAccessed && a.url == b.url && a.citation == b.citation && a.license == b.license
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(producer)
        hasher.combine(title)
        hasher.combine(datePublished)
        hasher.combine(url)
    }
}

/// A table of a page bundle: a data sidecar as it was read, typed, with the place of every cell.
package struct Table: Sendable {
    package var name: String
    /// The file it was read from, relative to the site's root.
    package var path: String
    package var title: LocalizedText?
    package var description: LocalizedText?
    package var fields: [Field]
    package var primaryKey: [String]
    package var origins: [Origin]
    /// `commitments` for a tracker.
    package var profile: String?
    package let rowCount: Int
    let storage: Storage
    /// Rows by primary key, nil where there is none.
    var keyIndex: KeyIndex?

    /// How cells are kept is this target's own affair.
    enum Storage: Sendable {
        /// A file's cells, and for each field what was read out of them.
        case file(CSVCells, columns: [Column])
        /// Cells made by a program, column by column, with one place for all.
        case made([[Cell]], SourceLocation)
    }

    init(name: String, path: String, fields: [Field], rowCount: Int, storage: Storage) {
        self.name = name
        self.path = path
        self.fields = fields
        self.rowCount = rowCount
        self.storage = storage
        primaryKey = []
        origins = []
    }

    /// A table made by a program (the table `figures`, inline values of a chart): `columns` in the order of `fields`,
    /// short ones being missing at their end.
    package init(name: String, fields: [Field], columns: [[Cell]], at location: SourceLocation) {
        self.init(
            name: name, path: location.file, fields: fields, rowCount: columns.map(\.count).max() ?? 0,
            storage: .made(columns, location))
    }
}

extension [Table] {
    /// The table that an address means: the one read from that file (of several out of one workbook the first), else
    /// the one that is published there, `NAME.csv` beside its file or above it.
    package func table(at path: String) -> Table? {
        if let found = first(where: { $0.path == path }) { return found }
        let folder = SourcePath.folder(of: path)
        let name = SourcePath.name(of: path)
        return first { table in
            let own = SourcePath.folder(of: table.path)
            return table.name + ".csv" == name && (own == folder || own.utf8.starts(with: (folder + "/").utf8))
        }
    }
}

// MARK: - Cells

extension Table {
    /// The cell in held units (44% is 0.44); missing for a row or field that there is not.
    package func cell(row: Int, field: Int) -> Cell {
        guard fields.indices.contains(field), row >= 0, row < rowCount else { return .missing(.empty) }
        switch storage {
        case .made(let columns, _):
            guard columns.indices.contains(field), row < columns[field].count else { return .missing(.empty) }
            return columns[field][row]
        case .file(let cells, let columns):
            guard columns.indices.contains(field) else { return .missing(.empty) }
            return columns[field].cell(row: row, field: fields[field], in: cells)
        }
    }

    /// The place of a cell, in Unicode scalars of its line.
    package func location(row: Int, field: Int) -> SourceLocation {
        switch storage {
        case .made(_, let location): return location
        case .file(let cells, let columns):
            guard columns.indices.contains(field) else { return SourceLocation(file: path) }
            return cells.location(row: row, column: columns[field].source)
        }
    }

    /// The cell as it is written in the file, quotes taken off.
    package func text(row: Int, field: Int) -> String {
        switch storage {
        case .made: return Self.written(cell(row: row, field: field))
        case .file(let cells, let columns):
            guard columns.indices.contains(field) else { return "" }
            return cells.text(row: row, column: columns[field].source)
        }
    }

    package func fieldIndex(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }

    /// The unit of a cell: its field's, or its row's by `unitField`.
    package func unit(row: Int, field: Int) -> Unit {
        guard fields.indices.contains(field) else { return .none }
        switch storage {
        case .made:
            if case .quantity(let quantity) = cell(row: row, field: field) { return quantity.unit }
            return fields[field].unit
        case .file(_, let columns):
            guard columns.indices.contains(field) else { return .none }
            return columns[field].unit(row: row) ?? fields[field].unit
        }
    }

    /// A column as doubles in written units (44% is 44), a quantity by its published value; NaN where a cell is
    /// missing or no number. For charts and aggregates; figures take `cell`, which keeps bounds.
    package func doubles(field: Int) -> [Double] {
        guard fields.indices.contains(field) else { return [] }
        if case .file(_, let columns) = storage, columns.indices.contains(field),
            case .numbers(let numbers) = columns[field].values
        {
            return numbers.doubles(rows: rowCount, of: fields[field])
        }
        return (0..<rowCount).map { row in
            guard case .quantity(let quantity) = cell(row: row, field: field) else { return .nan }
            return quantity.value.map { quantity.written($0).double } ?? .nan
        }
    }

    /// A cell of a made table as a file would write it.
    static func written(_ cell: Cell) -> String {
        switch cell {
        case .missing(let reason): return reason.symbol
        case .text(let text): return text
        case .boolean(let flag): return flag ? "true" : "false"
        case .date(let date): return date.description
        case .quantity(let quantity): return quantity.notation ?? ""
        }
    }
}
