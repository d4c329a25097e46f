/// A value to be written as JSON (RFC 8259), its objects in the order given.
package indirect enum JSONValue: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A number in JSON's own grammar, such as an exact decimal's digits.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

    /// The text, or null.
    package init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
}

extension JSONValue {
    /// The value as UTF-8: with line breaks and an indent of two, objects and lists that hold no others on one line.
    package func bytes() -> [UInt8] {
        var out: [UInt8] = []
        write(to: &out, indent: 0)
        out.append(0x0A)
        return out
    }

    /// The value as one line without spaces, for where nobody reads it.
    package func compactBytes() -> [UInt8] {
        var out: [UInt8] = []
        write(to: &out, indent: nil)
        return out
    }

    /// The value as it stands in the list that `list(ofElements:)` makes.
    package func elementBytes() -> [UInt8] {
        var out: [UInt8] = []
        write(to: &out, indent: 1)
        return out
    }

    /// Appends the value as it stands in an object on one line.
    package func append(to out: inout [UInt8]) { write(to: &out, indent: 1) }

    /// Members as they stand in an object of the list that `list(ofElements:)` makes, where some of them hold others.
    package static func memberBytes(_ members: [(String, JSONValue)]) -> [UInt8] {
        var out: [UInt8] = []
        for (index, member) in members.enumerated() {
            if index > 0 { out += ",\n    ".utf8 }
            append(member.0, to: &out)
            out += ": ".utf8
            member.1.write(to: &out, indent: 2)
        }
        return out
    }

    /// An object of such a list of members that were written apart.
    package static func elementBytes(ofMembers parts: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = [UInt8(ascii: "{")]
        out.reserveCapacity(parts.reduce(8) { $0 + $1.count + 6 })
        for (index, part) in parts.enumerated() {
            out += (index > 0 ? ",\n    " : "\n    ").utf8
            out += part
        }
        out += "\n  }".utf8
        return out
    }

    /// A list of values that were written apart, as `bytes()` writes one of objects.
    package static func list(ofElements elements: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(elements.reduce(4) { $0 + $1.count + 4 })
        out.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            out += (index > 0 ? ",\n  " : "\n  ").utf8
            out += element
        }
        out += (elements.isEmpty ? "]\n" : "\n]\n").utf8
        return out
    }

    /// `indent` is nil for one line without spaces.
    private func write(to out: inout [UInt8], indent: Int?) {
        switch self {
        case .null: out += "null".utf8
        case .boolean(let flag): out += (flag ? "true" : "false").utf8
        case .integer(let number): out += String(number).utf8
        case .number(let digits): out += digits.utf8
        case .string(let text): Self.append(text, to: &out)
        case .array(let items):
            let layout = Layout(indent: indent, isFlat: items.allSatisfy(\.isScalar), isEmpty: items.isEmpty)
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                layout.separate(index, &out)
                item.write(to: &out, indent: layout.inner)
            }
            layout.end(&out)
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            let layout = Layout(indent: indent, isFlat: members.allSatisfy(\.1.isScalar), isEmpty: members.isEmpty)
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                layout.separate(index, &out)
                Self.append(member.0, to: &out)
                out += (indent == nil ? ":" : ": ").utf8
                member.1.write(to: &out, indent: layout.inner)
            }
            layout.end(&out)
            out.append(UInt8(ascii: "}"))
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array(let items): items.isEmpty
        case .object(let members): members.isEmpty
        default: true
        }
    }

    /// What stands between the members of a list or an object.
    private struct Layout {
        let indent: Int?
        let isFlat: Bool
        let isEmpty: Bool

        var inner: Int? { indent.map { $0 + 1 } }

        func separate(_ index: Int, _ out: inout [UInt8]) {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            guard let indent else { return }
            if !isFlat {
                newLine(indent + 1, &out)
            } else if index > 0 {
                out.append(0x20)
            }
        }

        func end(_ out: inout [UInt8]) {
            if let indent, !isFlat, !isEmpty { newLine(indent, &out) }
        }

        private func newLine(_ indent: Int, _ out: inout [UInt8]) {
            out.append(0x0A)
            out.append(contentsOf: repeatElement(0x20, count: indent * 2))
        }
    }

    /// A string with what JSON and HTML's scripts want escaped: quotes, backslashes, control characters, `<`, U+2028
    /// and U+2029.
    package static func append(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            func flush(_ end: Int) {
                if start < end { out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end])) }
            }
            for index in bytes.indices {
                let byte = bytes[index]
                guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x3C || byte == 0xE2 else { continue }
                // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
                var length = 1
                if byte == 0xE2 {
                    guard index + 2 < bytes.count, bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0xA8 else {
                        continue
                    }
                    length = 3
                }
                flush(index)
                start = index + length
                switch byte {
                case 0x22: out += "\\\"".utf8
                case 0x5C: out += "\\\\".utf8
                case 0x0A: out += "\\n".utf8
                case 0x0D: out += "\\r".utf8
                case 0x09: out += "\\t".utf8
                case 0xE2: out += (bytes[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8
                default:
                    let hex = Array("0123456789abcdef".utf8)
                    out += "\\u00".utf8
                    out += [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
                }
            }
            flush(bytes.count)
        }
        out.append(UInt8(ascii: "\""))
    }
}
