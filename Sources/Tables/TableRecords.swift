import Files
import Quantities

extension Table {
    /// The table as JSON for programs: a list of records, one for each row, with a member for each field in its order.
    ///
    /// - A number stands as it is written wherever JSON can write it so, in written units (44 of 44%); a date and a text
    ///   are strings; true and false are themselves; what is missing is null.
    /// - A field of which some cell is no exact number (`>70`, `~5000`, `4..5`) has its published value, and behind it
    ///   `FIELD_lower`, `FIELD_upper` and `FIELD_approximate`, and `FIELD_written`, the text of the source, which says
    ///   of an end whether it is open. A name that the table has already gets `_2`.
    package func json() -> [UInt8] {
        let members = recordFields()
        var out: [UInt8] = [UInt8(ascii: "[")]
        for row in 0..<rowCount {
            out += (row > 0 ? ",\n  " : "\n  ").utf8
            out += JSONValue.object(members.flatMap { record($0, row) }).elementBytes()
        }
        out += (rowCount == 0 ? "]\n" : "\n]\n").utf8
        return out
    }

    private struct RecordField {
        var index: Int
        /// The names of `lower`, `upper`, `approximate` and `written`; empty where all cells are exact.
        var names: [String]
    }

    private func recordFields() -> [RecordField] {
        var taken = Set(fields.map(\.name))
        return fields.indices.map { index in
            guard hasBounds(index) else { return RecordField(index: index, names: []) }
            let names = ["lower", "upper", "approximate", "written"].map { end in
                var name = "\(fields[index].name)_\(end)"
                while !taken.insert(name).inserted { name += "_2" }
                return name
            }
            return RecordField(index: index, names: names)
        }
    }

    /// True of a field with a cell that is not an exact number.
    private func hasBounds(_ field: Int) -> Bool {
        guard fields[field].kind == .number || fields[field].kind == .integer else { return false }
        return (0..<rowCount).contains { row in
            if case .quantity(let quantity) = cell(row: row, field: field) { !quantity.isExact } else { false }
        }
    }

    private func record(_ field: RecordField, _ row: Int) -> [(String, JSONValue)] {
        let name = fields[field.index].name
        let cell = cell(row: row, field: field.index)
        guard !field.names.isEmpty else { return [(name, value(cell, row, field.index))] }
        guard case .quantity(let quantity) = cell else {
            return [(name, .null)] + field.names.map { ($0, .null) }
        }
        func number(_ number: Number?) -> JSONValue {
            number.map { .number(quantity.written($0).literal) } ?? .null
        }
        let ends = quantity.publishedInterval
        let values: [JSONValue] = [
            number(ends.lower?.number), number(ends.upper?.number), .boolean(quantity.isApproximate),
            .string(text(row: row, field: field.index)),
        ]
        return [(name, value(cell, row, field.index))] + zip(field.names, values)
    }

    private func value(_ cell: Cell, _ row: Int, _ field: Int) -> JSONValue {
        switch cell {
        case .missing: return .null
        case .text(let text): return .string(text)
        case .boolean(let flag): return .boolean(flag)
        case .date(let date): return .string(date.description)
        case .quantity(let quantity):
            let written = text(row: row, field: field)
            if JSONNumber.isOne(written.utf8) { return .number(written) }
            return quantity.value.map { .number(quantity.written($0).literal) } ?? .null
        }
    }
}

/// The grammar of JSON's numbers (RFC 8259, section 6).
enum JSONNumber {
    static func isOne(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        func digits() -> Int {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let leadsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !leadsWithZero || whole == 1 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits() > 0 else { return false }
        }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest.removeFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
