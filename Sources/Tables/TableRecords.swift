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
        out.reserveCapacity(rowCount * members.reduce(8) { $0 + $1.key.count + 12 })
        for row in 0..<rowCount {
            out += (row > 0 ? ",\n  {" : "\n  {").utf8
            for (number, member) in members.enumerated() {
                if number > 0 { out += ", ".utf8 }
                if member.names.isEmpty {
                    out += member.key
                    if !appendWritten(member.index, row, to: &out) {
                        value(cell(row: row, field: member.index), row, member.index).append(to: &out)
                    }
                } else {
                    appendBounded(member, row, to: &out)
                }
            }
            out.append(UInt8(ascii: "}"))
        }
        out += (rowCount == 0 ? "]\n" : "\n]\n").utf8
        return out
    }

    /// A cell of a file that stands in JSON as it is written, which most numbers and dates do; false for others.
    private func appendWritten(_ index: Int, _ row: Int, to out: inout [UInt8]) -> Bool {
        guard case .file(let file) = storage, file.columns.indices.contains(index) else { return false }
        let appended = withField(index) { field -> Bool? in
            switch field.pointee.kind {
            case .string, .boolean: return nil
            case .number, .integer:
                guard let bytes = file.value(row: row, of: index, field), JSONNumber.isOne(bytes) else { return nil }
                out += bytes
                return true
            case .date:
                guard case .standard = field.pointee.notation.time,
                    let bytes = file.value(row: row, of: index, field), Self.isPlainDate(bytes)
                else { return nil }
                out.append(UInt8(ascii: "\""))
                out += bytes
                out.append(UInt8(ascii: "\""))
                return true
            }
        }
        return appended ?? false
    }

    /// True of a date that is printed as it is written: a day or a month, of which no more is said.
    private static func isPlainDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last, (0x30...0x39).contains(first),
            (0x30...0x39).contains(last)
        else { return false }
        // `2027-33` is a quarter.
        return bytes.count == 10 || bytes.count == 7 && bytes[bytes.startIndex + 5] <= UInt8(ascii: "1")
    }

    private struct RecordField {
        var index: Int
        /// The name, a colon and a space, as they stand before the value.
        var key: [UInt8]
        /// The names of `lower`, `upper`, `approximate` and `written`; empty where all cells are exact.
        var names: [String]
    }

    private static func key(_ name: String) -> [UInt8] {
        var out: [UInt8] = []
        JSONValue.append(name, to: &out)
        out += ": ".utf8
        return out
    }

    private func recordFields() -> [RecordField] {
        var taken = Set(fields.map(\.name))
        return fields.indices.map { index in
            let key = Self.key(fields[index].name)
            guard hasBounds(index) else { return RecordField(index: index, key: key, names: []) }
            let names = ["lower", "upper", "approximate", "written"].map { end in
                var name = "\(fields[index].name)_\(end)"
                while !taken.insert(name).inserted { name += "_2" }
                return name
            }
            return RecordField(index: index, key: key, names: names)
        }
    }

    /// True of a field with a cell that is not an exact number.
    private func hasBounds(_ field: Int) -> Bool {
        guard fields[field].kind == .number || fields[field].kind == .integer else { return false }
        if case .file(let file) = storage, file.columns.indices.contains(field) {
            guard case .numbers(let numbers) = file.columns[field].values else { return false }
            return numbers.aside.contains { row, _ in
                if case .quantity(let quantity) = cell(row: row, field: field) { !quantity.isExact } else { false }
            }
        }
        return (0..<rowCount).contains { row in
            if case .quantity(let quantity) = cell(row: row, field: field) { !quantity.isExact } else { false }
        }
    }

    /// A cell of a field with bounds: what is published of it, in five members.
    private func appendBounded(_ field: RecordField, _ row: Int, to out: inout [UInt8]) {
        let cell = cell(row: row, field: field.index)
        out += field.key
        var values: [JSONValue] = [.null, .null, .null, .null]
        if case .quantity(let quantity) = cell {
            func number(_ number: Number?) -> JSONValue {
                number.map { .number(quantity.written($0).literal) } ?? .null
            }
            let ends = quantity.publishedInterval
            values = [
                number(ends.lower?.number), number(ends.upper?.number), .boolean(quantity.isApproximate),
                .string(text(row: row, field: field.index)),
            ]
            value(cell, row, field.index).append(to: &out)
        } else {
            JSONValue.null.append(to: &out)
        }
        for (name, value) in zip(field.names, values) {
            out += ", ".utf8
            out += Self.key(name)
            value.append(to: &out)
        }
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
        var index = bytes.startIndex
        let end = bytes.endIndex
        func isDigit() -> Bool { index != end && (0x30...0x39).contains(bytes[index]) }
        func digits() -> Int {
            var count = 0
            while isDigit() {
                count += 1
                index = bytes.index(after: index)
            }
            return count
        }
        if index != end, bytes[index] == UInt8(ascii: "-") { index = bytes.index(after: index) }
        let leadsWithZero = index != end && bytes[index] == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !leadsWithZero || whole == 1 else { return false }
        if index != end, bytes[index] == UInt8(ascii: ".") {
            index = bytes.index(after: index)
            guard digits() > 0 else { return false }
        }
        if index != end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index = bytes.index(after: index)
            if index != end, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index = bytes.index(after: index)
            }
            guard digits() > 0 else { return false }
        }
        return index == end
    }
}
