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

    private func write(to out: inout [UInt8], indent: Int) {
        switch self {
        case .null: out += "null".utf8
        case .boolean(let flag): out += (flag ? "true" : "false").utf8
        case .integer(let number): out += String(number).utf8
        case .number(let digits): out += digits.utf8
        case .string(let text): Self.append(text, to: &out)
        case .array(let items):
            Self.list(items.map { (nil, $0) }, "[", "]", isFlat: items.allSatisfy(\.isScalar), indent, to: &out)
        case .object(let members):
            Self.list(
                members.map { ($0.0, $0.1) }, "{", "}", isFlat: members.allSatisfy(\.1.isScalar), indent, to: &out)
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array(let items): items.isEmpty
        case .object(let members): members.isEmpty
        default: true
        }
    }

    private static func list(
        _ members: [(String?, JSONValue)], _ open: String, _ close: String, isFlat: Bool, _ indent: Int,
        to out: inout [UInt8]
    ) {
        out += open.utf8
        for (index, (key, value)) in members.enumerated() {
            if index > 0 { out += (isFlat ? ", " : ",").utf8 }
            if !isFlat { newLine(indent + 1, to: &out) }
            if let key {
                append(key, to: &out)
                out += ": ".utf8
            }
            value.write(to: &out, indent: indent + 1)
        }
        if !isFlat, !members.isEmpty { newLine(indent, to: &out) }
        out += close.utf8
    }

    private static func newLine(_ indent: Int, to out: inout [UInt8]) {
        out.append(0x0A)
        out += [UInt8](repeating: 0x20, count: indent * 2)
    }

    /// A string with what JSON and HTML's scripts want escaped: quotes, backslashes, control characters, `<`, U+2028
    /// and U+2029.
    private static func append(_ text: String, to out: inout [UInt8]) {
        let hex = Array("0123456789abcdef".utf8)
        out.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: out += "\\\"".utf8
            case 0x5C: out += "\\\\".utf8
            case 0x0A: out += "\\n".utf8
            case 0x0D: out += "\\r".utf8
            case 0x09: out += "\\t".utf8
            case 0..<0x20, 0x3C, 0x2028, 0x2029:
                let v = Int(scalar.value)
                out += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
                out += [hex[v >> 12 & 15], hex[v >> 8 & 15], hex[v >> 4 & 15], hex[v & 15]]
            default: out += UTF8.encode(scalar).map(Array.init) ?? []
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
