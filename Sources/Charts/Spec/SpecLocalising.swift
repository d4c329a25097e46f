import Files
import Languages

/// A specification with every text in one language: a map whose keys are all language tags and whose values are all
/// scalars or lists of lines (`{zh-Hant-HK: …, en: …}`) becomes the text for `language`. The names of data and their
/// values are left alone.
enum SpecLocalising {
    /// Keys below which nothing is a text of ours.
    private static let raw: Set<String> = ["values", "datasets", "usermeta"]

    static func localised(_ node: Node, _ language: LanguageTag, first: LanguageTag?) -> Node {
        switch node.value {
        case .mapping(let entries):
            if let text = choice(entries, language, first) { return text }
            var out = node
            out.value = .mapping(
                entries.map { entry in
                    guard !raw.contains(entry.key) else { return entry }
                    var entry = entry
                    entry.value = localised(entry.value, language, first: first)
                    return entry
                })
            return out
        case .sequence(let list):
            var out = node
            out.value = .sequence(list.map { localised($0, language, first: first) })
            return out
        default: return node
        }
    }

    private static func choice(_ entries: [Node.Entry], _ language: LanguageTag, _ first: LanguageTag?) -> Node? {
        guard !entries.isEmpty, entries.allSatisfy({ isTag($0.key) && isText($0.value) }) else { return nil }
        let tags = LocalizedText(
            entries: entries.enumerated().map { LocalizedText.Entry(tag: $1.key, text: String($0)) })
        return Int(tags.text(in: language, first: first)).map { entries[$0].value }
    }

    /// `x`, `y` and other short property names are well-formed tags too: only those with a region or script, and the
    /// two-letter ones of languages that are no property (`en`, `zh`), count.
    private static func isTag(_ key: String) -> Bool {
        guard LanguageTag(key) != nil else { return false }
        return key.utf8.contains(UInt8(ascii: "-")) || languages.contains(key.lowercased())
    }

    private static let languages: Set<String> = [
        "ar", "bn", "de", "en", "es", "fr", "hi", "id", "it", "ja", "ko", "ms", "ne", "nl", "pt", "ru", "ta", "th",
        "tl",
        "tr", "ur", "vi", "yue", "zh",
    ]

    private static func isText(_ node: Node) -> Bool {
        node.scalarText != nil || (node.sequence?.allSatisfy { $0.scalarText != nil } ?? false)
    }
}
