import Diagnostics
import Files
import Languages
import Quantities

extension Table {
    /// Reads a file that no data package describes, in the format `format` or else the one of its name: its types are
    /// inferred from all rows. `property` leads to the rows of a JSON document. A table without fields, with findings,
    /// where it holds none.
    package static func read(
        _ file: SourceFile, name: String? = nil, as format: TableFormat? = nil, property: Node? = nil
    ) -> Diagnosed<Table> {
        var findings: [Diagnostic] = []
        var dialect: CSVDialect?
        if format == .tsv {
            dialect = CSVDialect()
            dialect?.delimiter = 0x09
        }
        var source = TableSource(file: file, content: .delimited(dialect))
        switch format ?? TableFormat(path: file.path) {
        case .json?, .ndjson?, .yaml?:
            let format = format ?? TableFormat(path: file.path) ?? .json
            let decoded = ValueTables.read(file, as: format, property: property, into: &findings)
            source = decoded.map { TableSource(path: file.path, decoded: $0) } ?? source.empty
        case .xlsx?: source = ResourceFormats.workbook(file, into: &findings) ?? source.empty
        case .csv?, .tsv?, nil: break
        }
        let table = TableReader(source: source, name: name ?? fileStem(file.name), schema: nil).read(into: &findings)
        return Diagnosed(table, findings)
    }

    /// `capacity` of `capacity.csv`.
    static func fileStem(_ name: String) -> String {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}

/// Where a table's cells come from.
struct TableSource: Sendable {
    enum Content: Sendable {
        /// Delimited text, with its dialect; nil to go by the file.
        case delimited(CSVDialect?)
        /// Another format, already taken apart.
        case decoded(DecodedTable)
    }

    /// The file that is named as the table's, relative to the site's root.
    var path: String
    /// Empty for what is decoded.
    var bytes: [UInt8]
    var content: Content
    /// Further files, whose rows follow.
    var further: [TableSource] = []

    init(file: SourceFile, content: Content) {
        path = file.path
        bytes = file.bytes
        self.content = content
    }

    init(path: String, decoded: DecodedTable) {
        self.path = path
        bytes = []
        content = .decoded(decoded)
    }

    /// What stands for a file that holds no table.
    var empty: TableSource { TableSource(path: path, decoded: DecodedTable(cells: CSVCells(path: path))) }

    var file: SourceFile { SourceFile(path: path, bytes: bytes) }
    var name: String { SourcePath.name(of: path) }
}

/// From a source and its schema to a typed table. There is a table whatever is wrong, so that everything else can be
/// checked in the same run; errors stop the build.
struct TableReader {
    let source: TableSource
    let name: String
    let schema: TableSchema?

    func read(into list: inout [Diagnostic]) -> Table {
        var findings = FindingGroups()
        let decoded = decode(into: &findings)
        let cells = decoded.cells
        var (fields, sources) = FieldMatch(schema: schema, cells: cells, file: source.name).run(into: &findings)
        if case .delimited(let dialect?) = source.content, let null = dialect.nullSequence, !null.isEmpty {
            for i in fields.indices { fields[i].notation.missing.append(MissingValue(text: Array(null.utf8))) }
        }
        let open = openFields(&fields, sources, decoded, into: &findings)
        let typing = ColumnTyping(fields: fields, sources: sources, open: open, cells: cells)
        var columns = typing.read(&fields, into: &findings)
        Self.inferLanguages(&fields)
        readRowUnits(fields, &columns, cells, into: &findings)
        var table = Table(
            name: name, path: source.path, fields: fields, rowCount: cells.rowCount,
            storage: .file(Table.FileCells(cells, columns: columns)))
        table.title = decoded.title
        table.origins = decoded.origins
        var keyed = schema ?? TableSchema()
        if keyed.primaryKey.isEmpty {
            keyed.primaryKey = decoded.primaryKey.map {
                TableSchema.Key(name: $0, location: SourceLocation(file: source.path))
            }
        }
        let keys = KeyReader(schema: keyed, cells: cells, sources: sources)
        keys.readPrimary(&table, into: &findings)
        keys.readUnique(&table, into: &findings)
        ConstraintCheck(table: table, cells: cells).run(into: &findings)
        list += findings.finished().map { cells.naming.told($0, of: cells.path) }
        return table
    }

    /// The cells of all of the source's files.
    private func decode(into findings: inout FindingGroups) -> DecodedTable {
        var table = decode(source, into: &findings)
        guard !source.further.isEmpty else { return table }
        let others = source.further.map { decode($0, into: &findings).cells }
        table.cells = AppendedCells.join([table.cells] + others, into: &findings)
        return table
    }

    private func decode(_ source: TableSource, into findings: inout FindingGroups) -> DecodedTable {
        switch source.content {
        case .decoded(let table): return table
        case .delimited(let dialect):
            let file = source.file
            let dialect = dialect ?? CSVDialect(detectedIn: file)
            var cells = CSV.scan(file, dialect: dialect, into: &findings) ?? CSVCells(path: file.path)
            if dialect.headerRows.isEmpty, let declared = schema?.fields, let names = cells.names {
                // Without a header the schema names the columns, in their order.
                cells.names = names.indices.map { $0 < declared.count ? declared[$0].field.name : names[$0] }
            }
            return SDMXCSV(cells)?.decoded(keeping: schema, into: &findings) ?? DecodedTable(cells: cells)
        }
    }

    // MARK: Inference

    /// The fields whose types are left to the cells; what the format says of the others is filled in.
    private func openFields(
        _ fields: inout [Field], _ sources: [Int], _ decoded: DecodedTable, into findings: inout FindingGroups
    ) -> [Int] {
        let named = Set(schema?.fields.filter(\.isInferred).map(\.field.name) ?? [])
        var open: [Int] = []
        for index in fields.indices where !fields[index].isDeclared || named.contains(fields[index].name) {
            guard sources[index] < decoded.cells.columnCount else { continue }
            let hint = decoded.hints[fields[index].name]
            // A text among numbers may be one that stands for a missing value.
            let isOpen = hint?.ifInferred != nil && !fields[index].notation.missing.isEmpty
            if let kind = hint?.kind, !isOpen {
                if let finding = hint?.ifInferred { findings.add(finding) }
                fields[index].kind = kind
                if kind == .date { fields[index].notation.allowsPeriods = true }
                continue
            }
            open.append(index)
        }
        for index in fields.indices {
            guard let hint = decoded.hints[fields[index].name] else { continue }
            hint.fill(&fields[index])
            if fields[index].kind == .number, let finding = hint.ifNumber { findings.add(finding) }
        }
        return open
    }

    /// Languages whose code, as the end of a field's name, marks a translation of another field.
    private static let suffixes: Set<String> = [
        "en", "zh", "fr", "de", "es", "pt", "it", "ja", "ko", "vi", "th", "id", "tl", "hi", "ne", "ur",
    ]

    /// `label_en` beside `label`, both texts, is in English.
    private static func inferLanguages(_ fields: inout [Field]) {
        let texts = Set(fields.filter { $0.kind == .string }.map(\.name))
        for index in fields.indices where fields[index].kind == .string && fields[index].language == nil {
            let name = fields[index].name
            guard let mark = name.utf8.lastIndex(of: UInt8(ascii: "_")) else { continue }
            let suffix = String(name[name.index(after: mark)...])
            if suffixes.contains(suffix), texts.contains(String(name[..<mark])) { fields[index].language = suffix }
        }
    }

    /// The units of each row, for fields that name a field of units.
    private func readRowUnits(
        _ fields: [Field], _ columns: inout [Column], _ cells: CSVCells, into findings: inout FindingGroups
    ) {
        for index in fields.indices {
            guard let name = fields[index].unitField else { continue }
            guard let unitIndex = fields.firstIndex(where: { $0.name == name }) else {
                let location = schema?.fields.first { $0.field.name == fields[index].name }?.unitFieldLocation
                findings.add(
                    .error(
                        .tableField, "“unit_field” of “\(fields[index].name)” names “\(name)”, which is no field",
                        at: location, hint: NearestName.hint(for: name, among: fields.map(\.name))))
                continue
            }
            let source = columns[unitIndex].source
            var known: [ArraySlice<UInt8>: UInt16] = [:]
            var units: [Unit] = [.none]
            var rows: [UInt16] = []
            rows.reserveCapacity(cells.rowCount)
            for row in 0..<cells.rowCount {
                let text = CellText.trimmed(cells.value(row: row, column: source))
                if let found = known[text] {
                    rows.append(found)
                    continue
                }
                var number: UInt16 = 0
                if CellText.missing(text, among: fields[unitIndex].notation.missing) == nil {
                    if let unit = Unit(parsing: String(decoding: text, as: UTF8.self)), units.count < 65_535 {
                        number = UInt16(units.count)
                        units.append(unit)
                    } else {
                        findings.add(
                            TableSchema.unitError(
                                String(decoding: text, as: UTF8.self), at: cells.location(row: row, column: source)))
                    }
                }
                known[text] = number
                rows.append(number)
            }
            columns[index].rowUnits = rows
            columns[index].units = units
        }
    }
}
