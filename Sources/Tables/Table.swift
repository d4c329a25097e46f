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

/// Fields of a table whose values name a row of another table, or of itself.
package struct ForeignKey: Hashable, Sendable {
    package var fields: [String]
    /// Nil for the table itself.
    package var table: String?
    /// Fields of that table, one for each.
    package var references: [String]
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
    /// Fields whose values together are each row's own, besides the primary key.
    package var uniqueKeys: [[String]] = []
    package var foreignKeys: [ForeignKey] = []
    package var origins: [Origin]
    /// `commitments` for a tracker.
    package var profile: String?
    /// How its resource wants it printed.
    package var views = TableViews()
    package let rowCount: Int
    var storage: Storage
    /// Rows by primary key, nil where there is none.
    var keyIndex: KeyIndex?

    /// How cells are kept is this target's own affair.
    enum Storage: Sendable {
        /// What was read out of a file.
        case file(FileCells)
        /// Cells made by a program, column by column, with one place for all.
        case made([[Cell]], SourceLocation)
        /// Cells that a data package derives from other tables.
        case derived(DerivedCells)
    }

    /// A file's cells, and for each field what was read out of them: held in one place, since tables are passed about
    /// and asked cell by cell.
    final class FileCells: Sendable {
        let cells: CSVCells
        let columns: [Column]

        init(_ cells: CSVCells, columns: [Column]) {
            self.cells = cells
            self.columns = columns
        }
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
        case .file(let file):
            guard file.columns.indices.contains(field) else { return .missing(.empty) }
            return withField(field) { definition in
                file.withColumn(field) { Column.cell(of: $0, row: row, field: definition, in: file) }
            } ?? .missing(.empty)
        case .derived(let cells): return cells.cell(row: row, column: field)
        }
    }

    /// The place of a cell, in Unicode scalars of its line.
    package func location(row: Int, field: Int) -> SourceLocation {
        switch storage {
        case .made(_, let location): return location
        case .file(let file):
            guard file.columns.indices.contains(field) else { return SourceLocation(file: path) }
            return file.cells.location(row: row, column: file.source(of: field))
        case .derived(let cells): return cells.location(row: row, column: field)
        }
    }

    /// The cell as it is written in the file, quotes taken off.
    package func text(row: Int, field: Int) -> String {
        switch storage {
        case .made: return Self.written(cell(row: row, field: field))
        case .file(let file):
            guard file.columns.indices.contains(field) else { return "" }
            return file.cells.text(row: row, column: file.source(of: field))
        case .derived(let cells): return cells.text(row: row, column: field)
        }
    }

    /// The cell's text, of a date or time in a format of its own as ISO 8601 writes it.
    package func standardText(row: Int, field: Int) -> String {
        let text = text(row: row, field: field)
        guard fields.indices.contains(field) else { return text }
        let time = fields[field].notation.time
        if case .standard = time { return text }
        let bytes = CellText.trimmed(Array(text.utf8)[...])
        switch (fields[field].kind, fields[field].subtype) {
        case (.date, _): return time.date(bytes)?.description ?? text
        case (_, .datetime): return time.dateTime(bytes).flatMap(Moment.text) ?? text
        case (_, .time):
            // On the day 1970-01-01: what stands behind its T, without the zone.
            return time.time(bytes).flatMap(Moment.text).map { String($0.dropFirst(11).dropLast()) } ?? text
        default: return text
        }
    }

    package func fieldIndex(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }

    /// The unit of a cell: its field's, or its row's by `unitField`.
    package func unit(row: Int, field: Int) -> Unit {
        guard fields.indices.contains(field) else { return .none }
        switch storage {
        case .made:
            if case .made(let columns, _) = storage, columns.indices.contains(field),
                columns[field].indices.contains(row), case .quantity(let quantity) = columns[field][row]
            {
                return quantity.unit
            }
            return fields[field].unit
        case .file(let file):
            guard file.columns.indices.contains(field) else { return .none }
            return file.withColumn(field) { Column.unit(of: $0, row: row) } ?? withField(field) { $0.pointee.unit }
                ?? .none
        case .derived(let cells): return cells.unit(row: row, column: field, of: fields[field])
        }
    }

    /// A column as doubles in written units (44% is 44), a quantity by its published value; NaN where a cell is
    /// missing or no number. For charts and aggregates; figures take `cell`, which keeps bounds.
    package func doubles(field: Int) -> [Double] {
        guard fields.indices.contains(field) else { return [] }
        if case .file(let file) = storage, file.columns.indices.contains(field),
            case .numbers(let numbers) = file.columns[field].values
        {
            return numbers.doubles()
        }
        if case .derived(let cells) = storage { return cells.doubles(column: field, rowCount: rowCount) }
        return list(field: field, missing: .nan) { cell in
            guard case .quantity(let quantity) = cell else { return .nan }
            return quantity.value.map { quantity.written($0).double } ?? .nan
        }
    }

    /// A column as texts, as the file writes its cells; nil where a cell is missing.
    package func texts(field: Int) -> [String?] {
        if case .made = storage {
            return list(field: field, missing: nil) { cell in
                if case .missing = cell { nil } else { Self.written(cell) }
            }
        }
        if case .file(let file) = storage, fields.indices.contains(field), file.columns.indices.contains(field) {
            return (0..<rowCount).map { row in
                withField(field) { definition in
                    file.value(row: row, of: field, definition).map { String(decoding: $0, as: UTF8.self) }
                }
            }
        }
        return (0..<rowCount).map { row in
            switch cell(row: row, field: field) {
            case .missing: nil
            case .text(let text): text
            default: text(row: row, field: field)
            }
        }
    }

    /// What a rule makes of each cell of a column, without a copy of the cells where they are at hand.
    private func list<Value>(field: Int, missing: Value, _ rule: (Cell) -> Value) -> [Value] {
        guard case .made(let columns, _) = storage else {
            return (0..<rowCount).map { rule(cell(row: $0, field: field)) }
        }
        guard columns.indices.contains(field) else { return [Value](repeating: missing, count: rowCount) }
        let cells = columns[field]
        return (0..<rowCount).map { $0 < cells.count ? rule(cells[$0]) : missing }
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

extension Table {
    /// What is asked of a field where it stands: a copy for each cell would cost more than the cell.
    @inline(__always)
    func withField<Value>(_ index: Int, _ ask: (UnsafePointer<Field>) -> Value?) -> Value? {
        fields.withUnsafeBufferPointer { fields in
            guard fields.indices.contains(index), let base = fields.baseAddress else { return nil }
            return ask(base + index)
        }
    }
}

extension Table.FileCells {
    /// The same of a column.
    @inline(__always)
    func withColumn<Value>(_ index: Int, _ ask: (UnsafePointer<Column>) -> Value?) -> Value? {
        columns.withUnsafeBufferPointer { columns in
            guard columns.indices.contains(index), let base = columns.baseAddress else { return nil }
            return ask(base + index)
        }
    }

    /// The column of the file that a field is read from.
    func source(of field: Int) -> Int { withColumn(field) { $0.pointee.source } ?? -1 }

    func hasValue(row: Int, field: Int) -> Bool { withColumn(field) { Column.hasValue(of: $0, row) } ?? false }

    /// The bytes of a cell that holds a value of its field's type; nil where it is missing.
    func value(row: Int, of index: Int, _ field: UnsafePointer<Field>) -> ArraySlice<UInt8>? {
        withColumn(index) { column in
            if case .texts = column.pointee.values {
                let bytes = cells.value(row: row, column: column.pointee.source)
                return CellText.missing(bytes, among: field.pointee.notation.missing) == nil ? bytes : nil
            }
            guard Column.hasValue(of: column, row) else { return nil }
            return cells.value(row: row, column: column.pointee.source)
        }
    }
}
