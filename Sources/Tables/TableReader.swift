import Diagnostics
import Files
import Languages
import Quantities

extension Table {
    /// Reads a CSV (or, by its name, TSV) file that no data package describes: its types are inferred from all rows.
    package static func read(_ file: SourceFile, name: String? = nil) -> Diagnosed<Table> {
        var findings: [Diagnostic] = []
        let source = TableSource(file: file, content: .delimited(nil))
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
        /// Delimited text, with its delimiter; nil to go by the file.
        case delimited(UInt8?)
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

    var file: SourceFile { SourceFile(path: path, bytes: bytes) }
    var name: String { SourcePath.name(of: path) }
}

/// From a source and its schema to a typed table. There is a table whatever is wrong, so that everything else can be
/// checked in the same run; errors stop the build.
struct TableReader {
    let source: TableSource
    let name: String
    let schema: TableSchema?

    /// Rows are read by blocks, all columns of a block before the next, while its bytes are near.
    private static let blockSize = 4096

    func read(into list: inout [Diagnostic]) -> Table {
        var findings = FindingGroups()
        let decoded = decode(into: &findings)
        let cells = decoded.cells
        var (fields, sources) = FieldMatch(schema: schema, cells: cells, file: source.name).run(into: &findings)
        infer(&fields, sources, decoded, into: &findings)
        Self.inferLanguages(&fields)
        var columns = readColumns(fields, sources, cells, into: &findings)
        readRowUnits(fields, &columns, cells, into: &findings)
        var table = Table(
            name: name, path: source.path, fields: fields, rowCount: cells.rowCount,
            storage: .file(cells, columns: columns))
        table.title = decoded.title
        table.origins = decoded.origins
        let keys = KeyReader(schema: schema ?? TableSchema(), cells: cells, sources: sources)
        keys.readPrimary(&table, into: &findings)
        keys.readUnique(&table, into: &findings)
        ConstraintCheck(table: table, cells: cells).run(into: &findings)
        list += findings.finished()
        return table
    }

    /// The cells of all of the source's files.
    private func decode(into findings: inout FindingGroups) -> DecodedTable {
        var table = Self.decode(source, into: &findings)
        guard !source.further.isEmpty else { return table }
        let others = source.further.map { Self.decode($0, into: &findings).cells }
        table.cells = AppendedCells.join([table.cells] + others, into: &findings)
        return table
    }

    private static func decode(_ source: TableSource, into findings: inout FindingGroups) -> DecodedTable {
        switch source.content {
        case .decoded(let table): return table
        case .delimited(let delimiter):
            let file = source.file
            let cells = CSV.scan(file, delimiter: delimiter ?? Self.delimiter(of: file), into: &findings)
            return DecodedTable(cells: cells ?? CSVCells(path: file.path))
        }
    }

    /// A tab for `.tsv`; else a comma, unless the first line has none but a semicolon or a tab.
    static func delimiter(of file: SourceFile) -> UInt8 {
        if file.name.lowercased().hasSuffix(".tsv") { return 0x09 }
        let comma = UInt8(ascii: ",")
        var other: UInt8?
        var isQuoted = false
        for byte in file.bytes.prefix(1 << 16) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            switch byte {
            case comma: return comma
            case UInt8(ascii: ";"), 0x09: other = other ?? byte
            case 0x0A, 0x0D: return other ?? comma
            default: break
            }
        }
        return other ?? comma
    }

    // MARK: Inference

    private func infer(
        _ fields: inout [Field], _ sources: [Int], _ decoded: DecodedTable, into findings: inout FindingGroups
    ) {
        let cells = decoded.cells
        let open = Set(schema?.fields.filter(\.isInferred).map(\.field.name) ?? [])
        var inferences: [(index: Int, Inference)] = []
        for index in fields.indices where !fields[index].isDeclared || open.contains(fields[index].name) {
            guard sources[index] < cells.columnCount else { continue }
            if let kind = decoded.hints[fields[index].name]?.kind {
                fields[index].kind = kind
                if kind == .date { fields[index].notation.allowsPeriods = true }
                continue
            }
            inferences.append((index, Inference(source: sources[index], missing: fields[index].notation.missing)))
        }
        for index in fields.indices { decoded.hints[fields[index].name]?.fill(&fields[index]) }
        for block in stride(from: 0, to: cells.rowCount, by: Self.blockSize) {
            let rows = block..<min(block + Self.blockSize, cells.rowCount)
            for i in inferences.indices { inferences[i].1.look(at: rows, of: cells) }
        }
        for (index, inference) in inferences {
            fields[index].kind = inference.kind
            if inference.kind == .date { fields[index].notation.allowsPeriods = true }
            guard inference.kind == .string, let row = inference.firstNearNumber(of: cells) else { continue }
            let text = cells.value(row: row, column: sources[index])
            let hint =
                NumberText.hint(text)
                ?? "declare missingValues: [\"\", \"\(CellText.excerpt(text))\"] in a data package"
            findings.add(
                .warning(
                    .tableValue,
                    "“\(fields[index].name)” is read as text, since “\(CellText.excerpt(text))” is no number",
                    at: cells.location(row: row, column: sources[index]), hint: hint))
        }
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

    // MARK: Columns

    private func readColumns(
        _ fields: [Field], _ sources: [Int], _ cells: CSVCells, into findings: inout FindingGroups
    ) -> [Column] {
        var readers = zip(fields, sources).map { ColumnReader($0, source: $1, rowCount: cells.rowCount) }
        for block in stride(from: 0, to: cells.rowCount, by: Self.blockSize) {
            let rows = block..<min(block + Self.blockSize, cells.rowCount)
            for i in readers.indices { readers[i].read(rows, of: cells, into: &findings) }
        }
        return readers.map { $0.finished() }
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
