import Diagnostics
import Files
import Languages
import Quantities

/// SDMX-CSV 1.0 (a header that begins with `DATAFLOW`) and 2.0 (`STRUCTURE,STRUCTURE_ID,ACTION`) as tables, a row for
/// each observation.
///
/// - `labels=both`: a column `REF_AREA: Reference area` with cells `FR: France` is two, `REF_AREA` and `REF_AREA_label`,
///   titled "Reference area".
/// - `TIME_PERIOD` is a date where all periods are years, quarters, months or days; where some are weeks or half-years
///   it stays text, beside a column `TIME_PERIOD_start` of their first days.
/// - `OBS_VALUE` keeps its digits. Its unit is `UNIT_MEASURE` with the word for `UNIT_MULT` before it (`thousand EUR`),
///   where rows differ in it in a column `unit`; nothing is multiplied. `DECIMALS` says how many are shown.
/// - `OBS_STATUS` (or Eurostat's `OBS_FLAG`) and `CONF_STATUS` tell why a value is missing; an estimate is "about" (see
///   ``ObservationStatus``).
/// - What says only how the file was sent (`STRUCTURE`, `STRUCTURE_ID`, `STRUCTURE_NAME`, `ACTION`, and `DATAFLOW` where
///   it is one for all) is left out, unless the schema names it.
struct SDMXCSV {
    private struct Source {
        /// `REF_AREA` of `REF_AREA: Reference area`.
        var id: String
        var name: String?
        var column: Int
    }

    /// A column of the table: where each row's cell begins, and the column of the file at whose place it stands.
    private struct Made {
        var name: String
        var column: Int
        var starts: [UInt32]
        var hint: FieldHint
    }

    private let cells: CSVCells
    private let sources: [Source]
    private var arena: CellArena
    private var made: [Made] = []

    /// Nil where the header is not one of SDMX-CSV.
    init?(_ cells: CSVCells) {
        guard cells.columnCount >= 3 else { return nil }
        let ids = (0..<cells.columnCount).map { Self.split(cells.headerText($0), column: $0) }
        let isFirst = ids[0].id == "DATAFLOW" && ids.contains { $0.id == "OBS_VALUE" || $0.id == "TIME_PERIOD" }
        let isSecond = (ids[0].id == "STRUCTURE" || ids[0].id.hasPrefix("STRUCTURE[")) && ids[1].id == "STRUCTURE_ID"
        guard isFirst || isSecond else { return nil }
        self.cells = cells
        sources = ids
        arena = CellArena(cells.bytes, delimiter: cells.dialect.delimiter)
    }

    private static func split(_ header: String, column: Int) -> Source {
        let bytes = header.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.index(after: colon) < bytes.endIndex,
            bytes[bytes.index(after: colon)] == 0x20
        else { return Source(id: header, name: nil, column: column) }
        return Source(
            id: String(header[..<colon]), name: String(header[bytes.index(colon, offsetBy: 2)...]), column: column)
    }

    private func column(_ ids: String...) -> Int? {
        for id in ids { if let found = sources.first(where: { $0.id == id }) { return found.column } }
        return nil
    }

    consuming func decoded(keeping schema: TableSchema?, into findings: inout FindingGroups) -> DecodedTable {
        let declared = Set(schema?.fields.map(\.field.name) ?? [])
        if let action = column("ACTION") { checkActions(action, into: &findings) }
        let unit = units(declared, into: &findings)
        for source in sources {
            if !declared.contains(source.id), isEnvelope(source) { continue }
            switch source.id {
            case "TIME_PERIOD": addTime(source)
            case "OBS_VALUE":
                addValue(source, unit)
                if let rows = unit.rows, !declared.contains("unit") { made.append(rows) }
            default: addPlain(source)
            }
        }
        var header: [UInt32] = []
        for column in made { header.append(arena.add(column.name)) }
        var starts: [UInt32] = []
        starts.reserveCapacity(cells.rowCount * made.count)
        for row in 0..<cells.rowCount {
            for column in made { starts.append(column.starts[row]) }
        }
        var out = arena.table(path: cells.path, header: header, starts: starts)
        out.places = .within(cells, columns: made.map(\.column))
        var table = DecodedTable(cells: out)
        for column in made { table.hints[column.name] = column.hint }
        return table
    }

    /// What is sent may be new or corrected; what is to be deleted is no observation.
    private func checkActions(_ column: Int, into findings: inout FindingGroups) {
        for row in 0..<cells.rowCount where cells.value(row: row, column: column).elementsEqual("D".utf8) {
            findings.add(.error, .tableValue, group: column, at: cells.location(row: row, column: column)) {
                ("this row is to be deleted, an observation was expected", "ask for the data themselves (action I)")
            }
        }
    }

    private func isEnvelope(_ source: Source) -> Bool {
        switch source.id {
        case "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION": true
        case "STRUCTURE", "DATAFLOW": one(source.column) != nil
        default: source.column == 0 && source.id.hasPrefix("STRUCTURE[")
        }
    }

    /// The text that all rows have in a column; nil where they differ or there are none.
    private func one(_ column: Int) -> String? {
        guard cells.rowCount > 0 else { return nil }
        let first = cells.value(row: 0, column: column)
        for row in 1..<max(1, cells.rowCount) where cells.value(row: row, column: column) != first { return nil }
        return String(decoding: first, as: UTF8.self)
    }

    /// What follows from each text of a column, worked out once for each.
    private func each<T>(_ column: Int, _ make: (ArraySlice<UInt8>) -> T) -> [T] {
        var known: [ArraySlice<UInt8>: T] = [:]
        return (0..<cells.rowCount).map { row in
            let text = cells.value(row: row, column: column)
            if let found = known[text] { return found }
            let new = make(text)
            known[text] = new
            return new
        }
    }

    // MARK: Columns

    /// `FR` of `FR: France`.
    private func code(_ text: ArraySlice<UInt8>, of source: Source) -> ArraySlice<UInt8> {
        guard source.name != nil, let colon = text.firstIndex(of: UInt8(ascii: ":")), colon + 1 < text.endIndex,
            text[colon + 1] == 0x20
        else { return text }
        return text[..<colon]
    }

    private func label(_ text: ArraySlice<UInt8>, of source: Source) -> ArraySlice<UInt8> {
        let code = code(text, of: source)
        return code.count == text.count ? [] : text[(code.endIndex + 2)...]
    }

    private func starts(_ column: Int) -> [UInt32] {
        (0..<cells.rowCount).map {
            let start = cells.start(row: $0, column: column)
            return start == CSVCells.absent ? arena.empty : start
        }
    }

    private mutating func add(_ name: String, _ source: Source, _ texts: [ArraySlice<UInt8>], _ hint: FieldHint) {
        var known: [ArraySlice<UInt8>: UInt32] = [:]
        var starts: [UInt32] = []
        starts.reserveCapacity(texts.count)
        for text in texts {
            if let start = known[text] {
                starts.append(start)
            } else {
                let start = arena.add(text)
                known[text] = start
                starts.append(start)
            }
        }
        made.append(Made(name: name, column: source.column, starts: starts, hint: hint))
    }

    private mutating func addPlain(_ source: Source) {
        var hint = FieldHint(kind: .string)
        // Codes are names: 010 is no ten. What counts decimals and powers is a number.
        if source.id == "DECIMALS" || source.id == "UNIT_MULT" { hint.kind = nil }
        hint.title = source.name.map { LocalizedText($0) }
        guard source.name != nil else {
            made.append(Made(name: source.id, column: source.column, starts: starts(source.column), hint: hint))
            return
        }
        let labels = each(source.column) { label($0, of: source) }
        add(source.id, source, each(source.column) { code($0, of: source) }, hint)
        guard labels.contains(where: { !$0.isEmpty }) else { return }
        hint.kind = .string
        add(source.id + "_label", source, labels, hint)
    }

    private mutating func addTime(_ source: Source) {
        var hint = FieldHint(kind: .date)
        hint.title = source.name.map { LocalizedText($0) }
        let periods = each(source.column) { text in
            text.isEmpty ? [] : StatisticalTime.period(code(text, of: source)).map { Array($0.utf8)[...] }
        }
        let known = periods.compactMap(\.self)
        if known.count == periods.count {
            add(source.id, source, known, hint)
            return
        }
        addPlain(source)
        let starts = each(source.column) { text in
            text.isEmpty ? [] : StatisticalTime.start(code(text, of: source)).map { Array($0.utf8)[...] }
        }
        let days = starts.compactMap(\.self)
        if days.count == starts.count { add(source.id + "_start", source, days, FieldHint(kind: .date)) }
    }

    // MARK: Values

    private mutating func addValue(_ source: Source, _ unit: (all: Unit?, rows: Made?)) {
        let status = column("OBS_STATUS", "OBS_FLAG")
        let confidentiality = column("CONF_STATUS")
        let marks = status.map { column in
            each(column) { String(decoding: code($0, of: sources[column]), as: UTF8.self) }
        }
        let secret = confidentiality.map { column in
            each(column) {
                ["C", "D", "S", "N"].contains(String(decoding: code($0, of: sources[column]), as: UTF8.self))
            }
        }
        var starts = starts(source.column)
        for row in 0..<cells.rowCount {
            let written = CellText.trimmed(cells.value(row: row, column: source.column))
            // `12.5: 12.5`, where labels go with all cells.
            let text = code(written, of: source)
            if text.count != written.count { starts[row] = arena.add(text) }
            let mark = marks?[row] ?? ""
            if text.isEmpty || text.elementsEqual("NaN".utf8) {
                let isNamed = !text.isEmpty && mark.isEmpty
                var reason = isNamed ? MissingReason.notAvailable : ObservationStatus.missing(mark)
                if secret?[row] == true { reason = .confidential }
                // A value that is there and normal ("A") has no mark of its own; one that is not there is just missing.
                if mark.uppercased() == "A" { reason = text.isEmpty ? .empty : .notAvailable }
                starts[row] = arena.add(reason.symbol)
            } else if ObservationStatus.isEstimate(mark) {
                starts[row] = arena.addEstimate(text) ?? starts[row]
            }
        }
        var hint = FieldHint()
        hint.title = source.name.map { LocalizedText($0) }
        hint.unit = unit.all
        hint.unitField = unit.rows == nil ? nil : "unit"
        if let decimals = column("DECIMALS"), let all = one(decimals), let count = Int(prefix(all)) {
            hint.decimalPlaces = max(0, min(count, 30))
        }
        made.append(Made(name: source.id, column: source.column, starts: starts, hint: hint))
    }

    /// `2` of `2: Two`.
    private func prefix(_ text: String) -> String {
        String(decoding: text.utf8.prefix { $0 != UInt8(ascii: ":") && $0 != 0x20 }, as: UTF8.self)
    }

    /// The unit of all rows, or a column of units.
    private mutating func units(_ declared: Set<String>, into findings: inout FindingGroups) -> (
        all: Unit?, rows: Made?
    ) {
        let measure = column("UNIT_MEASURE")
        let power = column("UNIT_MULT")
        guard let place = measure ?? power, cells.rowCount > 0 else { return (nil, nil) }
        let names =
            measure.map { column in each(column) { String(decoding: code($0, of: sources[column]), as: UTF8.self) } }
            ?? Array(repeating: "", count: cells.rowCount)
        let powers = power.map { column in
            each(column) { text in text.isEmpty ? 0 : Int(prefix(String(decoding: text, as: UTF8.self))) }
        }
        var known: [String: UInt32] = [:]
        var starts: [UInt32] = []
        var units: Set<Unit> = []
        for row in 0..<cells.rowCount {
            let key = "\(powers?[row] ?? 0) \(names[row])"
            if powers?[row] != nil || powers == nil, let start = known[key] {
                starts.append(start)
                continue
            }
            let unit =
                powers.map { $0[row] } == .some(nil)
                ? nil : StatisticalUnit.unit(names[row], powerOfTen: powers.flatMap { $0[row] } ?? 0)
            if unit == nil {
                let column = power ?? place
                findings.add(.error, .tableValue, group: column, at: cells.location(row: row, column: column)) {
                    (
                        "“\(cells.text(row: row, column: column))” is no power of ten that goes before a unit",
                        "declare the field's unit in a data package, and leave UNIT_MULT out"
                    )
                }
            }
            let start = arena.add((unit ?? .none).symbol)
            units.insert(unit ?? .none)
            known[key] = start
            starts.append(start)
        }
        guard units.count > 1 else { return (units.first, nil) }
        return (nil, Made(name: "unit", column: place, starts: starts, hint: FieldHint(kind: .string)))
    }
}
