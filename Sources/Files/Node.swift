import Diagnostics
import Languages

/// A value of YAML or JSON with its place. Scalars are typed as JSON types them, in YAML too: `no` is a text, `017`
/// is a text, `12:30:45` is a text.
package struct Node: Sendable, Hashable {
    package indirect enum Value: Sendable, Hashable {
        case null
        case boolean(Bool)
        /// A number as it was written, in JSON's grammar.
        case number(String)
        case string(String)
        case sequence([Node])
        case mapping([Entry])
    }

    package struct Entry: Sendable, Hashable {
        package var key: String
        package var keyLocation: SourceLocation
        package var value: Node

        package init(key: String, keyLocation: SourceLocation, value: Node) {
            self.key = key
            self.keyLocation = keyLocation
            self.value = value
        }
    }

    package var value: Value
    /// Where the value begins: for a quoted scalar its opening quote, for a block scalar its indicator.
    package var location: SourceLocation
    /// Where the first character of a scalar's own text stands: after the quote; of a block scalar, its first line.
    package var contentLocation: SourceLocation

    package init(_ value: Value, at location: SourceLocation, content: SourceLocation? = nil) {
        self.value = value
        self.location = location
        contentLocation = content ?? location
    }
}

// MARK: - Looking in

extension Node {
    package var isNull: Bool { if case .null = value { true } else { false } }

    package var string: String? { if case .string(let text) = value { text } else { nil } }
    package var boolean: Bool? { if case .boolean(let flag) = value { flag } else { nil } }

    /// The number as a double, nil for what is no number or beyond its range.
    package var double: Double? {
        guard case .number(let text) = value, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    package var integer: Int? {
        guard case .number(let text) = value else { return nil }
        return Int(text) ?? double.flatMap { Int(exactly: $0) }
    }

    /// The text of a scalar as it was written; nil for null, lists and maps.
    package var scalarText: String? {
        switch value {
        case .string(let text), .number(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        default: nil
        }
    }

    package var sequence: [Node]? { if case .sequence(let list) = value { list } else { nil } }
    package var mapping: [Entry]? { if case .mapping(let entries) = value { entries } else { nil } }

    package subscript(key: String) -> Node? {
        guard case .mapping(let entries) = value else { return nil }
        return entries.value(of: key)
    }

    /// What it is, for messages: `a text`, `a list`, ….
    package var kind: String {
        switch value {
        case .null: "nothing"
        case .boolean: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .sequence: "a list"
        case .mapping: "a map"
        }
    }

    /// A text for all languages, or a map of language tags to texts; nil for anything else.
    package var localizedText: LocalizedText? {
        if let text = scalarText { return LocalizedText(text) }
        guard let entries = mapping, !entries.isEmpty else { return nil }
        var out: [LocalizedText.Entry] = []
        for entry in entries {
            // The standard's patterns write the text for all languages under an empty tag.
            guard entry.key.isEmpty || LanguageTag(entry.key) != nil, let text = entry.value.scalarText else {
                return nil
            }
            out.append(LocalizedText.Entry(tag: entry.key, text: text))
        }
        return LocalizedText(entries: out)
    }
}

extension [Node.Entry] {
    /// The value of the first entry with a key. No other entry is copied on the way: maps of properties are asked often.
    package func value(of key: String) -> Node? {
        for i in indices where self[i].key == key { return self[i].value }
        return nil
    }
}
