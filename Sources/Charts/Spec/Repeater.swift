import Diagnostics
import Files

/// The fields that the enclosing repeats stand at, by what refers to them: `row`, `column`, `repeat`, `layer`.
struct Repeater: Sendable {
    private(set) var values: [String: Node] = [:]

    func setting(_ key: String, _ value: Node?) -> Repeater {
        var out = self
        if let value { out.values[key] = value }
        return out
    }

    /// A channel's definitions with every `{repeat: …}` replaced by the field that it stands for.
    func replaced(_ encoding: Node, into findings: inout [Diagnostic]) -> Node {
        guard let entries = encoding.mapping else { return encoding }
        var out = encoding
        out.value = .mapping(
            entries.map { entry in
                var entry = entry
                if let list = entry.value.sequence {
                    entry.value.value = .sequence(list.map { definition($0, into: &findings) })
                } else {
                    entry.value = definition(entry.value, into: &findings)
                }
                return entry
            })
        return out
    }

    private func definition(_ node: Node, into findings: inout [Diagnostic]) -> Node {
        guard let entries = node.mapping else { return node }
        var out = node
        out.value = .mapping(
            entries.map { entry in
                var entry = entry
                switch entry.key {
                case "field", "datum": entry.value = reference(entry.value, into: &findings)
                case "sort", "condition":
                    if let list = entry.value.sequence {
                        entry.value.value = .sequence(list.map { definition($0, into: &findings) })
                    } else {
                        entry.value = definition(entry.value, into: &findings)
                    }
                default: break
                }
                return entry
            })
        return out
    }

    private func reference(_ node: Node, into findings: inout [Diagnostic]) -> Node {
        guard let entries = node.mapping, entries.count == 1, entries[0].key == "repeat",
            let name = entries[0].value.string
        else { return node }
        if let value = values[name] { return Node(value.value, at: node.location) }
        findings.append(
            .error(
                .chartValue, "no “repeat” around this view has “\(name)”", at: entries[0].value.location,
                hint: values.isEmpty ? nil : "one of \(values.keys.sorted().joined(separator: ", "))"))
        return Node(.string(""), at: node.location)
    }
}
