import Diagnostics
import Languages

/// Takes the known keys out of a map, and reports what has the wrong type and what nobody asked for.
///
///     var reader = MappingReader(node, of: "site.yaml", into: &findings)
///     let title = reader.localizedText("title")
///     reader.finish(into: &findings)
package struct MappingReader {
    private let entries: [Node.Entry]
    private let what: String
    private var asked: [String] = []
    package let location: SourceLocation

    /// `what` names the map in messages: `site.yaml`, `a field`. Anything but a map is reported and reads as empty;
    /// null reads as empty silently.
    package init(_ node: Node, of what: String, into findings: inout [Diagnostic]) {
        self.what = what
        location = node.location
        entries = node.mapping ?? []
        if node.mapping == nil, !node.isNull {
            findings.append(
                .error(.keyType, "\(what) is \(node.kind), a map of keys to values was expected", at: node.location))
        }
    }

    /// The value of `key`, null and absent alike being nil.
    package mutating func node(_ key: String) -> Node? {
        asked.append(key)
        guard let found = entries.first(where: { $0.key == key })?.value, !found.isNull else { return nil }
        return found
    }

    package mutating func string(_ key: String, into findings: inout [Diagnostic]) -> String? {
        read(key, "a text", into: &findings) { $0.scalarText }
    }

    package mutating func boolean(_ key: String, into findings: inout [Diagnostic]) -> Bool? {
        read(key, "true or false", into: &findings) { $0.boolean }
    }

    package mutating func integer(_ key: String, into findings: inout [Diagnostic]) -> Int? {
        read(key, "a whole number", into: &findings) { $0.integer }
    }

    package mutating func double(_ key: String, into findings: inout [Diagnostic]) -> Double? {
        read(key, "a number", into: &findings) { $0.double }
    }

    /// A text, or a map of texts by language; keys such as `title@en` (Data Package's patterns) add to either.
    package mutating func localizedText(_ key: String, into findings: inout [Diagnostic]) -> LocalizedText? {
        var text = read(key, "a text, or a text for each language", into: &findings) { $0.localizedText }
        let prefix = Array((key + "@").utf8)
        for entry in entries where entry.key.utf8.starts(with: prefix) {
            asked.append(entry.key)
            if entry.value.isNull { continue }
            let tag = String(decoding: entry.key.utf8.dropFirst(prefix.count), as: UTF8.self)
            guard LanguageTag(tag) != nil, let found = entry.value.scalarText else {
                findings.append(
                    .error(
                        .keyType, "“\(entry.key)” is no text in a language", at: entry.keyLocation,
                        hint: "write \(key)@en: and the text"))
                continue
            }
            var entries = text?.entries ?? []
            entries.append(LocalizedText.Entry(tag: tag, text: found))
            text = LocalizedText(entries: entries)
        }
        return text
    }

    package mutating func sequence(_ key: String, into findings: inout [Diagnostic]) -> [Node]? {
        read(key, "a list", into: &findings) { $0.sequence }
    }

    /// A list of texts; a single text stands for a list of one.
    package mutating func strings(_ key: String, into findings: inout [Diagnostic]) -> [String]? {
        read(key, "a list of texts", into: &findings) { node in
            if let one = node.scalarText { return [one] }
            guard let list = node.sequence else { return nil }
            let texts = list.compactMap(\.scalarText)
            return texts.count == list.count ? texts : nil
        }
    }

    private mutating func read<T>(
        _ key: String, _ expected: String, into findings: inout [Diagnostic], _ take: (Node) -> T?
    ) -> T? {
        guard let found = node(key) else { return nil }
        if let value = take(found) { return value }
        findings.append(
            .error(.keyType, "“\(key)” is \(found.kind), \(expected) was expected", at: found.location))
        return nil
    }

    /// Reports every key that was not asked for, with the nearest that was. `also` names further known keys.
    package func finish(_ severity: Severity = .warning, also: [String] = [], into findings: inout [Diagnostic]) {
        let known = asked + also
        for entry in entries where !known.contains(entry.key) {
            findings.append(
                Diagnostic(
                    severity, .keyUnknown, "\(what) has no key “\(entry.key)”", at: entry.keyLocation,
                    hint: NearestName.hint(for: entry.key, among: known)))
        }
    }
}
