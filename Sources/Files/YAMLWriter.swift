/// Writes nodes as YAML that reads back as the same nodes, here and by YAML 1.1 elsewhere: what that would take for
/// something else (`no`, `12:30`, a date) stands in quotes.
package enum YAMLWriter {
    /// Maps and lists that fit into so many columns stand on one line, where they hold no others but such.
    private static let width = 100

    package static func text(_ node: Node) -> String {
        var out = ""
        write(node, indent: 0, to: &out)
        return out
    }

    /// A block at `indent`; each line of it ends.
    private static func write(_ node: Node, indent: Int, to out: inout String) {
        let margin = String(repeating: " ", count: indent)
        switch node.value {
        case .mapping(let entries) where !entries.isEmpty:
            for entry in entries {
                out += margin + scalar(entry.key) + ":"
                writeValue(entry.value, indent: indent, to: &out)
            }
        case .sequence(let items) where !items.isEmpty:
            for item in items {
                out += margin + "-"
                if isFlow(item, indent + 2) {
                    out += " " + flow(item) + "\n"
                } else {
                    // The first entry stands beside the dash.
                    var inner = ""
                    write(item, indent: indent + 2, to: &inner)
                    out += " " + inner.dropFirst(indent + 2)
                }
            }
        default: out += margin + flow(node) + "\n"
        }
    }

    /// What stands behind a key.
    private static func writeValue(_ node: Node, indent: Int, to out: inout String) {
        if isFlow(node, indent + 12) {
            out += " " + flow(node) + "\n"
        } else {
            out += "\n"
            write(node, indent: indent + 2, to: &out)
        }
    }

    private static func isFlow(_ node: Node, _ indent: Int) -> Bool {
        switch node.value {
        case .mapping(let entries) where !entries.isEmpty:
            return entries.allSatisfy { isShallow($0.value) } && flow(node).unicodeScalars.count + indent <= width
        case .sequence(let items) where !items.isEmpty:
            return items.allSatisfy(isScalar) && flow(node).unicodeScalars.count + indent <= width
        default: return true
        }
    }

    private static func isScalar(_ node: Node) -> Bool { node.mapping == nil && node.sequence == nil }

    /// A scalar, or a list or map of nothing but scalars.
    private static func isShallow(_ node: Node) -> Bool {
        (node.mapping ?? []).allSatisfy { isScalar($0.value) } && (node.sequence ?? []).allSatisfy(isScalar)
    }

    private static func flow(_ node: Node) -> String {
        switch node.value {
        case .null: "null"
        case .boolean(let flag): flag ? "true" : "false"
        case .number(let text): text
        case .string(let text): scalar(text)
        case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { scalar($0.key) + ": " + flow($0.value) }.joined(separator: ", ") + "}"
        }
    }

    /// A text, plain where every reader takes it for that text.
    private static func scalar(_ text: String) -> String {
        if isPlain(text) { return text }
        var bytes = JSONValue.string(text).compactBytes()
        // YAML has no more escapes to need: what JSON escapes, it escapes alike.
        bytes.removeAll { $0 == 0x0A }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Words that YAML 1.1 has for true, false and nothing.
    private static let words: Set<String> = [
        "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "-.inf", "+.inf", ".nan",
    ]

    private static func isPlain(_ text: String) -> Bool {
        guard !words.contains(text.lowercased()), let first = text.unicodeScalars.first, text.utf8.last != 0x20 else {
            return false
        }
        // A letter begins no number, date or sign of YAML's own.
        guard first.properties.isAlphabetic || first == "_" || first == "/" else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value)
                || "_-./+^$() %".unicodeScalars.contains(scalar)
        }
    }
}
