import Diagnostics
import Expressions
import Quantities

// `join`: the fields of another table, by keys.

extension TableDeriver {
    /// Each row with the row of the other table that has its key. A left join: rows stay, or are left out by `unmatched:
    /// drop`; a row becomes several only where `matches: many` says so.
    mutating func joined(_ table: Table, _ join: DerivedStep.Join, at location: SourceLocation) -> Table? {
        guard let other = others.tables[join.other.text] else { return nil }
        let own = fields(join.keys.map(\.own), of: table)
        let foreign = fields(join.keys.map(\.other), of: other)
        guard let own, let foreign, let taken = takenFields(table, other, join, foreign) else { return nil }
        let matches = KeyMatches(fields: foreign, of: other)
        var left: [Int32] = []
        var right: [Int32] = []
        var unmatched: [Int] = []
        var doubled: [(row: Int, matches: [Int])] = []
        left.reserveCapacity(table.rowCount)
        right.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            let first = matches.row(for: table, row: row, fields: own)
            guard first >= 0 else {
                unmatched.append(row)
                if join.unmatched != .drop {
                    left.append(Int32(row))
                    right.append(-1)
                }
                continue
            }
            var match = first
            repeat {
                left.append(Int32(row))
                right.append(match)
                match = matches.next[Int(match)]
            } while join.isOfMany && match >= 0 && left.count <= Self.maximumRows
            if !join.isOfMany, match >= 0 { doubled.append((row, [Int(first), Int(match)])) }
            guard left.count <= Self.maximumRows else {
                return fail(
                    .tableLimit, "this join has more than \(Self.maximumRows) rows", at: location,
                    hint: "aggregate one of the tables first")
            }
        }
        if let first = doubled.first { return refuse(doubled: first, doubled.count, table, other, own, join) }
        if !unmatched.isEmpty, !report(unmatched, table, own, join) { return nil }
        let isSame = !join.isOfMany && left.count == table.rowCount
        let columns =
            table.fields.indices.map { DerivedColumn.carried(input: 0, rows: isSame ? nil : left, field: $0) }
            + taken.map { .carried(input: 1, rows: right, field: $0.index) }
        return stage(
            [table, other], table.fields.map(\.carried) + taken.map(\.field), columns, rowCount: left.count,
            key: join.isOfMany ? [] : table.primaryKey)
    }

    /// The other table's fields under the names that they get.
    private mutating func takenFields(
        _ table: Table, _ other: Table, _ join: DerivedStep.Join, _ keys: [Int]
    ) -> [(index: Int, field: Field)]? {
        var taken: [(index: Int, name: Name)] = []
        if let listed = join.fields {
            guard let indices = fields(listed.map(\.old), of: other) else { return nil }
            taken = withTranslations(zip(indices, listed.map(\.new)).map { ($0, $1) }, of: other)
        } else {
            taken = other.fields.indices.filter { !keys.contains($0) }.map {
                ($0, Name(text: other.fields[$0].name, location: join.other.location))
            }
        }
        let clashes = taken.filter { table.fieldIndex($0.name.text) != nil }
        if let clash = clashes.first {
            _ = fail(
                .tableField, "both tables have a field “\(clash.name.text)”", at: clash.name.location,
                hint: "take it over by a new name: fields: [{\(other.name)_\(clash.name.text): \(clash.name.text)}]")
            return nil
        }
        guard areDistinct(taken.map(\.name)) else { return nil }
        return taken.map { index, name in
            var field = other.fields[index].carried
            field.name = name.text
            field.unitField = field.unitField.flatMap { old in
                taken.first { other.fields[$0.index].name == old }?.name.text
            }
            return (index, field)
        }
    }

    private mutating func refuse(
        doubled: (row: Int, matches: [Int]), _ count: Int, _ table: Table, _ other: Table, _ own: [Int],
        _ join: DerivedStep.Join
    ) -> Table? {
        let key = own.map { table.text(row: doubled.row, field: $0) }.joined(separator: ", ")
        let places = doubled.matches.map { other.location(row: $0, field: 0).description }.joined(separator: " and ")
        let rest = count > 1 ? " (and \(count - 1) more like this)" : ""
        return fail(
            .tableKey, "“\(key)” matches several rows of “\(other.name)”, at \(places)\(rest)", at: join.other.location,
            hint: "matches: many makes a row of each; to count nothing twice, group that table first")
    }

    /// False where the author takes rows without a match for errors.
    private mutating func report(_ rows: [Int], _ table: Table, _ own: [Int], _ join: DerivedStep.Join) -> Bool {
        guard join.unmatched == .warn || join.unmatched == .error else { return true }
        let shown = rows.prefix(3).map { row in
            let key = own.map { table.text(row: row, field: $0) }.joined(separator: ", ")
            return "“\(key)” (\(table.location(row: row, field: own[0]).description))"
        }
        let message =
            "\(rows.count) \(rows.count == 1 ? "row has" : "rows have") no match in “\(join.other.text)”: "
            + shown.joined(separator: ", ") + (rows.count > 3 ? ", …" : "")
        findings.append(
            Diagnostic(
                join.unmatched == .error ? .error : .warning, .tableKey, message, at: join.other.location,
                hint: join.unmatched == .error
                    ? "add the rows there" : "add the rows there, or write unmatched: keep, or unmatched: drop"))
        return join.unmatched != .error
    }

    /// The fields with those that stand in for them in other languages (`label_en` of `label`), unless these are named
    /// besides: `operator` from `label` brings `operator_en` from `label_en`.
    func withTranslations(_ fields: [(index: Int, name: Name)], of table: Table) -> [(index: Int, name: Name)] {
        let translations = table.translations
        return fields.flatMap { index, name -> [(index: Int, name: Name)] in
            [(index, name)]
                + (translations[index] ?? []).compactMap { translation, suffix in
                    let new = Name(text: name.text + suffix, location: name.location)
                    let isNamed = fields.contains { $0.index == translation || $0.name.text == new.text }
                    return isNamed ? nil : (translation, new)
                }
        }
    }
}

extension Table {
    /// By a field the fields that translate it, with what their names have after its own: `_en`.
    var translations: [Int: [(field: Int, suffix: String)]] {
        var out: [Int: [(field: Int, suffix: String)]] = [:]
        for index in fields.indices {
            guard let base = base(of: index) else { continue }
            out[base, default: []].append((index, String(fields[index].name.dropFirst(fields[base].name.count))))
        }
        return out
    }
}

/// The rows of a table by the values of some fields.
private struct KeyMatches {
    private var heads: [KeyText: Int32] = [:]
    /// The next row with the same key, −1 for none.
    private(set) var next: [Int32]

    init(fields: [Int], of table: Table) {
        next = Array(repeating: -1, count: table.rowCount)
        heads.reserveCapacity(table.rowCount)
        for row in (0..<table.rowCount).reversed() {
            guard let key = Self.key(table, row, fields) else { continue }
            if let later = heads[key] { next[row] = later }
            heads[key] = Int32(row)
        }
    }

    /// The first row with the key, −1 for none. What is missing or known only in part matches nothing.
    func row(for table: Table, row: Int, fields: [Int]) -> Int32 {
        guard let key = Self.key(table, row, fields) else { return -1 }
        return heads[key] ?? -1
    }

    private static func key(_ table: Table, _ row: Int, _ fields: [Int]) -> KeyText? {
        var parts: [String] = []
        for field in fields {
            guard let part = StrictValue(table.cell(row: row, field: field)).keyText else { return nil }
            parts.append(part)
        }
        return KeyText(parts)
    }
}
