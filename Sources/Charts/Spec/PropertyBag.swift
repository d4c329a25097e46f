import Diagnostics
import Expressions
import Files

/// The properties of an object of the specification, read by name. What was checked against ``Schema`` is read
/// without further findings: a wrong type reads as absent.
struct PropertyBag: Sendable {
    private(set) var entries: [Node.Entry]
    var location: SourceLocation

    init(_ node: Node) {
        entries = node.mapping ?? []
        location = node.location
    }

    init(_ entries: [Node.Entry] = [], at location: SourceLocation) {
        self.entries = entries
        self.location = location
    }

    /// The value of a property, null included.
    subscript(key: String) -> Node? { entries.value(of: key) }

    var isEmpty: Bool { entries.isEmpty }

    func has(_ key: String) -> Bool { self[key] != nil }
    func isNull(_ key: String) -> Bool { self[key]?.isNull ?? false }
    func number(_ key: String) -> Double? { self[key]?.double }
    func flag(_ key: String) -> Bool? { self[key]?.boolean }
    func string(_ key: String) -> String? { self[key]?.string }
    func numbers(_ key: String) -> [Double]? { self[key]?.sequence?.compactMap(\.double) }
    func strings(_ key: String) -> [String]? { self[key]?.sequence?.compactMap(\.scalarText) }
    func bag(_ key: String) -> PropertyBag? {
        guard let node = self[key], node.mapping != nil else { return nil }
        return PropertyBag(node)
    }

    /// Lines of a text property.
    func lines(_ key: String) -> [String]? { self[key]?.lines }

    func setting(_ key: String, _ value: Node.Value) -> PropertyBag {
        var out = self
        let node = Node(value, at: location)
        if let i = entries.firstIndex(where: { $0.key == key }) {
            out.entries[i].value = node
        } else {
            out.entries.append(Node.Entry(key: key, keyLocation: location, value: node))
        }
        return out
    }

    func removing(_ keys: Set<String>) -> PropertyBag {
        PropertyBag(entries.filter { !keys.contains($0.key) }, at: location)
    }

    /// These properties over those of `other`.
    func over(_ other: PropertyBag) -> PropertyBag {
        PropertyBag(entries + other.entries.filter { theirs in !has(theirs.key) }, at: location)
    }

    func keeping(_ keys: Set<String>) -> PropertyBag {
        PropertyBag(entries.filter { keys.contains($0.key) }, at: location)
    }
}

extension Node {
    /// A text as its lines: a list of them, or one text cut at line feeds.
    var lines: [String]? {
        if let list = sequence { return list.compactMap(\.scalarText) }
        guard let text = scalarText else { return nil }
        return text.utf8.contains(0x0A)
            ? text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) : [text]
    }

    /// The value as data hold it.
    var dataValue: DataValue {
        switch value {
        case .null: .null
        case .boolean(let flag): .boolean(flag)
        case .number: double.map(DataValue.number) ?? .null
        case .string(let text): .string(text)
        case .sequence(let list): .array(list.map(\.dataValue))
        case .mapping(let entries): .object(entries.map { DataMember(key: $0.key, value: $0.value.dataValue) })
        }
    }
}
