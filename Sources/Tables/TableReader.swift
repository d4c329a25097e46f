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
        var (fields, sources) = matchFields(cells, into: &findings)
        infer(&fields, sources, decoded, into: &findings)
        Self.inferLanguages(&fields)
        var columns = readColumns(fields, sources, cells, into: &findings)
        readRowUnits(fields, &columns, cells, into: &findings)
        var table = Table(
            name: name, path: source.path, fields: fields, rowCount: cells.rowCount,
            storage: .file(cells, columns: columns))
        table.title = decoded.title
        table.origins = decoded.origins
        readKey(&table, cells, sources, into: &findings)
        ConstraintCheck(table: table, cells: cells).run(into: &findings)
        list += findings.finished().map { cells.naming.told($0, of: cells.path) }
        return table
    }

    private func decode(into findings: inout FindingGroups) -> DecodedTable {
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

    // MARK: Fields

    /// The fields in the order of the file, those that it lacks at the end, and the file's column of each.
    private func matchFields(_ cells: CSVCells, into findings: inout FindingGroups) -> ([Field], [Int]) {
        var fields: [Field] = []
        var sources: [Int] = []
        var places: [String: Int] = [:]
        let declared = schema?.fields ?? []
        let byName = Dictionary(declared.map { ($0.field.name, $0) }, uniquingKeysWith: { first, _ in first })
        for column in 0..<cells.columnCount {
            let name = headerName(column, cells, &places, into: &findings)
            if let entry = byName[name] {
                fields.append(entry.field)
            } else {
                var field = Field(name: name)
                field.notation.missing = schema?.missing ?? []
                fields.append(field)
                if !declared.isEmpty {
                    findings.add(.warning, .tableField, group: -2, at: cells.headerLocation(column)) {
                        (
                            "the schema does not name the column “\(name)”; its type is inferred",
                            NearestName.hint(for: name, among: declared.map(\.field.name))
                        )
                    }
                }
            }
            sources.append(column)
        }
        for entry in declared where places[entry.field.name] == nil {
            if cells.columnCount > 0 {
                findings.add(
                    .error(
                        .tableField, "\(source.name) has no column “\(entry.field.name)”", at: entry.location,
                        hint: NearestName.hint(for: entry.field.name, among: fields.map(\.name))))
            }
            fields.append(entry.field)
            sources.append(cells.columnCount + 1)
        }
        return (fields, sources)
    }

    private func headerName(
        _ column: Int, _ cells: CSVCells, _ places: inout [String: Int], into findings: inout FindingGroups
    ) -> String {
        let text = String(decoding: CellText.trimmed(cells.headerText(column).utf8.map(\.self)[...]), as: UTF8.self)
        guard !text.isEmpty else {
            findings.add(.error, .csvHeader, at: cells.headerLocation(column)) {
                ("column \(column + 1) has no name in the header", "name it, or delete the column")
            }
            return "column\(column + 1)"
        }
        if let first = places[text] {
            findings.add(.error, .csvHeader, at: cells.headerLocation(column)) {
                ("column \(column + 1) has the name “\(text)” of column \(first + 1)", "give each column its own name")
            }
        } else {
            places[text] = column
        }
        return text
    }

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

    // MARK: Primary key

    /// Every row has its key, and no other row has it.
    private func readKey(_ table: inout Table, _ cells: CSVCells, _ sources: [Int], into findings: inout FindingGroups)
    {
        guard let keys = schema?.primaryKey, !keys.isEmpty else { return }
        var columns: [Int] = []
        for key in keys {
            if let index = table.fieldIndex(key.name) {
                columns.append(sources[index])
            } else {
                findings.add(
                    .error(
                        .tableKey, "the primary key names “\(key.name)”, which is no field", at: key.location,
                        hint: NearestName.hint(for: key.name, among: table.fields.map(\.name))))
            }
        }
        guard columns.count == keys.count else { return }
        table.primaryKey = keys.map(\.name)
        guard columns.allSatisfy({ $0 < cells.columnCount }) else { return }
        var index = KeyIndex(columns: columns, rowCount: table.rowCount)
        for row in 0..<table.rowCount {
            if let column = columns.first(where: { isMissing(row, $0, cells) }) {
                findings.add(.error, .tableKey, group: -2, at: cells.location(row: row, column: column)) {
                    ("the row has no key: “\(cells.headerText(column))” is missing", "every row needs its primary key")
                }
                continue
            }
            guard let first = index.insert(row, of: cells) else { continue }
            findings.add(.error, .tableKey, at: cells.location(row: row, column: columns[0])) {
                let key = columns.map { CellText.excerpt(cells.value(row: row, column: $0)) }.joined(separator: ", ")
                return (
                    "the key “\(key)” stands twice, line \(cells.line(ofRow: first)) has it first",
                    "give each row a key of its own"
                )
            }
        }
        table.keyIndex = index
    }

    private func isMissing(_ row: Int, _ column: Int, _ cells: CSVCells) -> Bool {
        CellText.missing(CellText.trimmed(cells.value(row: row, column: column)), among: schema?.missing ?? []) != nil
    }
}
