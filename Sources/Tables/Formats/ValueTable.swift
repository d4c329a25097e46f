import Diagnostics
import Files

/// Tables as JSON writes them, read from JSON, NDJSON, YAML and the rows that a data package holds itself:
///
/// - records: `[{"id": "a", "n": 1}, …]`; columns are the keys of all records, in the order in which they first come.
///   What nests in a record is a column of its own, `country.id`; a list in a record is an error.
/// - lists: `[["id", "n"], ["a", 1], …]`, the first of which names the columns;
/// - columns: `{"id": ["a", "b"], "n": [1, 2]}`;
/// - plain values: `[1, 2, 3]`, a column `data`; and `{"values": …}` around any of these, as in Vega-Lite;
/// - JSON-stat (see ``JSONStat``).
///
/// Cells are typed as they are written (see ``ScalarColumn``), numbers kept digit by digit.
struct ValueTable<Source: ValueSource> {
    /// How deep records may nest.
    private static var maximumNesting: Int { 8 }

    private enum Shape: String {
        case record = "a map"
        case list = "a list"
        case plain = "a plain value"
    }

    private var source: Source
    private var cells = RecordCells()
    private var columns: [ScalarColumn] = []
    private var findings: [Diagnostic] = []
    private var groups = FindingGroups()
    private var shape: Shape?
    private var isOfTooManyColumns = false

    /// The table of the document that `source` begins, nil with findings where it holds none. `path` leads to its rows.
    static func read(
        _ source: Source, path: ValuePath? = nil, at location: SourceLocation? = nil, isLines: Bool = false,
        into findings: inout [Diagnostic]
    ) throws(JSONFailure) -> DecodedTable? {
        var table = ValueTable(source: source)
        let decoded = try table.read(path, at: location, isLines: isLines)
        findings += table.findings + table.groups.finished()
        return decoded
    }

    private init(source: Source) { self.source = source }

    private mutating func read(_ path: ValuePath?, at location: SourceLocation?, isLines: Bool) throws(JSONFailure)
        -> DecodedTable?
    {
        if isLines {
            try rows()
            return finished()
        }
        guard let token = try (path ?? ValuePath("")).find(in: &source, at: location, into: &findings) else {
            return nil
        }
        var decoded: DecodedTable?
        switch token {
        case .beginArray:
            try rows()
            decoded = finished()
        case .beginObject: decoded = try object()
        default:
            findings.append(
                .error(
                    .tableMissing, "\(Self.kind(token)) was found, a list of rows was expected", at: source.place,
                    hint: "[{\"id\": \"a\", \"value\": 1}, {\"id\": \"b\", \"value\": 2}]"))
        }
        // What comes after the rows is no table, but must be well-formed all the same.
        while try source.next() != .end {}
        return decoded
    }

    private static func kind(_ token: JSONToken) -> String {
        switch token {
        case .beginArray: "a list"
        case .beginObject: "a map"
        case .string: "a text"
        case .number: "a number"
        case .boolean: "true or false"
        default: "nothing"
        }
    }

    // MARK: Maps

    private struct Member {
        var name: String
        var token: JSONToken
        /// The first token within.
        var inner: JSONToken?
        var text = ""
    }

    /// What the map that was just begun holds; its first members alone where there are too many to be columns.
    private func outline() throws(JSONFailure) -> [Member] {
        var probe = source
        var members: [Member] = []
        while members.count <= CSV.maximumColumns, try probe.next() == .key {
            var member = Member(name: probe.text, token: try probe.next())
            if member.token == .string, probe.content.count < 40 { member.text = probe.text }
            if member.token == .beginArray || member.token == .beginObject {
                let inner = try probe.next()
                member.inner = inner
                if inner != .endArray, inner != .endObject {
                    // The rest of the list or map: one item or member is read, its end is not.
                    try probe.skip(inner == .key ? try probe.next() : inner)
                    var token = try probe.next()
                    while token != .endArray, token != .endObject, token != .end {
                        try probe.skip(token)
                        token = try probe.next()
                    }
                }
            }
            members.append(member)
        }
        return members
    }

    private mutating func object() throws(JSONFailure) -> DecodedTable? {
        let place = source.place
        let members = try outline()
        let named = { (name: String) in members.first { $0.name == name } }
        let sort = named("class")?.text
        if sort == "dataset" || sort == "collection", named("version") != nil || named("dimension") != nil {
            var reader = JSONStat(source: source)
            let decoded = try reader.read(at: place, into: &findings)
            source = reader.source
            return decoded
        }
        if let values = named("values"), values.token == .beginArray,
            values.inner == .beginObject || values.inner == .beginArray
        {
            while try source.next() == .key {
                let isRows = source.text == "values"
                let token = try source.next()
                if isRows { try rows() } else { try source.skip(token) }
            }
            return finished()
        }
        let isColumns = members.allSatisfy {
            $0.token == .beginArray && $0.inner != .beginArray && $0.inner != .beginObject
        }
        if isColumns, !members.isEmpty {
            try readColumns()
            return finished()
        }
        var hint = "rows are [{…}, {…}], columns {\"id\": […], \"value\": […]}"
        if let rows = members.first(where: {
            $0.token == .beginArray && ($0.inner == .beginObject || $0.inner == .beginArray)
        }) {
            hint = "name the list of rows: dialect: {property: \(rows.name)}"
        } else if let inner = members.first(where: { $0.token == .beginObject }), inner.name == "dataset" {
            hint = "JSON-stat is read in its version 2.0"
        } else if let inner = members.first(where: { $0.token == .beginObject }) {
            hint =
                "name the way to the rows, such as dialect: {property: \(inner.name).rows}; pandas: orient=\"records\""
        }
        findings.append(
            .error(.tableMissing, "the map holds no rows and no columns", at: place, hint: hint))
        try source.skip(.beginObject)
        return nil
    }

    private mutating func readColumns() throws(JSONFailure) {
        var lists: [[(start: UInt32, place: CellPosition)]] = []
        while try source.next() == .key {
            guard let index = cells.append(Array(source.content), at: source.cellPosition) else {
                isOfTooManyColumns = true
                return
            }
            let place = source.place
            let name = source.text
            columns.append(ScalarColumn())
            _ = try source.next()
            var list: [(start: UInt32, place: CellPosition)] = []
            while true {
                let token = try source.next()
                if token == .endArray || token == .end { break }
                list.append((cells.arena.add(try scalar(token, in: index, called: name)), source.cellPosition))
            }
            if let first = lists.first, first.count != list.count {
                findings.append(
                    .error(
                        .tableMissing,
                        "“\(name)” has \(list.count) value\(list.count == 1 ? "" : "s"), the column before it has \(first.count)",
                        at: place, hint: "null stands for a value that is missing"))
            }
            lists.append(list)
        }
        cells.fill(lists, rows: lists.map(\.count).max() ?? 0)
    }

    // MARK: Rows

    /// The rows of the list that was just begun.
    private mutating func rows() throws(JSONFailure) {
        while true {
            let token = try source.next()
            switch token {
            case .endArray, .end: return
            case .beginObject:
                guard try expects(.record, token) else { continue }
                try record()
            case .beginArray:
                let isHeader = shape == nil
                guard try expects(.list, token) else { continue }
                if isHeader { try header() } else { try list() }
            default:
                guard try expects(.plain, token) else { continue }
                cells.beginRow(source.cellPosition)
                if let column = column(Array("data".utf8), at: source.cellPosition, guess: 0) {
                    _ = cells.set(column, try scalar(token, in: column, called: "data"), at: source.cellPosition)
                }
                cells.endRow()
            }
            if isOfTooManyColumns { return }
        }
    }

    /// False where the row is not of the sort that the first was; it is passed over then.
    private mutating func expects(_ sort: Shape, _ token: JSONToken) throws(JSONFailure) -> Bool {
        guard let shape, shape != sort else {
            shape = sort
            return true
        }
        groups.add(.error, .tableMissing, at: source.place) {
            ("a row is \(Self.kind(token)), \(shape.rawValue) as the first was expected", nil)
        }
        try source.skip(token)
        return false
    }

    private mutating func column(_ name: some Collection<UInt8>, at place: CellPosition, guess: Int) -> Int? {
        guard let column = cells.column(name, at: place, guess: guess) else {
            isOfTooManyColumns = true
            return nil
        }
        if column == columns.count { columns.append(ScalarColumn()) }
        return column
    }

    private mutating func header() throws(JSONFailure) {
        while true {
            let token = try source.next()
            if token == .endArray || token == .end { return }
            if token == .beginArray || token == .beginObject {
                groups.add(.error, .csvHeader, at: source.place) {
                    ("a name of a column is \(Self.kind(token)), a text was expected", nil)
                }
            }
            let name = token == .beginArray || token == .beginObject || token == .null ? [] : Array(source.content)
            guard cells.append(name, at: source.cellPosition) != nil else {
                isOfTooManyColumns = true
                return
            }
            columns.append(ScalarColumn())
            try source.skip(token)
        }
    }

    private mutating func list() throws(JSONFailure) {
        let place = source.place
        cells.beginRow(source.cellPosition)
        var count = 0
        while true {
            let token = try source.next()
            if token == .endArray || token == .end { break }
            if count < columns.count {
                _ = cells.set(count, try scalar(token, in: count, called: nil), at: source.cellPosition)
            } else {
                try source.skip(token)
            }
            count += 1
        }
        cells.endRow()
        if count != columns.count {
            let width = columns.count
            groups.add(.error, .tableMissing, group: -2, at: place) {
                ("this row has \(count) cell\(count == 1 ? "" : "s"), the first \(width)", nil)
            }
        }
    }

    private mutating func record() throws(JSONFailure) {
        cells.beginRow(source.cellPosition)
        // The name so far of what nests, with a dot behind each part.
        var prefix: [UInt8] = []
        var lengths: [Int] = []
        var guess = 0
        while true {
            let token = try source.next()
            guard token == .key else {
                guard let length = lengths.popLast() else { break }
                prefix.removeLast(prefix.count - length)
                continue
            }
            let key = source.content
            let keyPlace = source.cellPosition
            let location = source.place
            let value = try source.next()
            if value == .beginObject, lengths.count < Self.maximumNesting {
                lengths.append(prefix.count)
                prefix += key
                prefix.append(UInt8(ascii: "."))
                continue
            }
            let name = prefix.isEmpty ? key : (prefix + key)[...]
            guard let column = column(name, at: keyPlace, guess: guess) else { return }
            guess = column + 1
            let place = source.cellPosition
            let text = try scalar(value, in: column, called: nil)
            if !cells.set(column, text, at: place) {
                groups.add(.error, .jsonDuplicateKey, at: location) {
                    (
                        "the key “\(CellText.excerpt(name))” stands a second time in this record",
                        "keep one of them"
                    )
                }
            }
        }
        cells.endRow()
    }

    // MARK: Cells

    /// The text of a cell; of what is none, empty with a finding. `name` where the column's own is not known.
    private mutating func scalar(_ token: JSONToken, in column: Int, called name: String?) throws(JSONFailure)
        -> ArraySlice<UInt8>
    {
        switch token {
        case .string, .number, .boolean:
            let content = source.content
            if token == .string, content.contains(0) {
                groups.add(.error, .fileNul, at: source.place) { ("a text holds NUL", "remove \\u0000") }
                return []
            }
            if content.count > CSV.maximumCellSize {
                groups.add(.error, .tableLimit, at: source.place) {
                    ("the cell has \(content.count) bytes, at most \(CSV.maximumCellSize) are read", nil)
                }
                return []
            }
            columns[column].see(token, content, at: source.cellPosition)
            return content
        case .beginArray, .beginObject:
            let name = name ?? String(decoding: cells.names[column], as: UTF8.self)
            groups.add(.error, .tableValue, group: column, at: source.place) {
                (
                    "“\(name)” is \(Self.kind(token)), a text or a number was expected",
                    "write one value for each cell, or leave the column out"
                )
            }
            try source.skip(token)
            return []
        default: return []
        }
    }

    private mutating func finished() -> DecodedTable? {
        let place = SourceLocation(file: source.file)
        guard !isOfTooManyColumns, !cells.isTooSparse, !cells.arena.isFull else {
            findings.append(
                .error(
                    .tableLimit,
                    isOfTooManyColumns
                        ? "more than \(CSV.maximumColumns) columns"
                        : "\(cells.rowCount) rows of \(cells.width) columns, most of them empty, are more than are read",
                    at: place,
                    hint: "keys must be the same in all records; give values that are keys a column of their own"))
            return nil
        }
        guard !cells.names.isEmpty else {
            findings.append(
                .error(
                    .tableMissing, "there are no rows", at: place,
                    hint: "[{\"id\": \"a\", \"value\": 1}, {\"id\": \"b\", \"value\": 2}]"))
            return nil
        }
        var hints: [String: FieldHint] = [:]
        for (name, column) in zip(cells.names, columns) {
            let text = String(decoding: name, as: UTF8.self)
            hints[text] = column.hint(text, file: source.file)
        }
        var out = DecodedTable(cells: cells.finished(path: source.file))
        out.hints = hints
        return out
    }
}
