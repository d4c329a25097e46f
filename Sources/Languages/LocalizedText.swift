/// A text of a configuration file: one for all languages, or one for each (`{zh-Hant-HK: …, en: …}`).
package struct LocalizedText: Hashable, Sendable {
    /// By tag as written, in the order written; a text for all languages has the tag "".
    package var entries: [Entry]

    package struct Entry: Hashable, Sendable {
        package var tag: String
        package var text: String

        package init(tag: String, text: String) {
            self.tag = tag
            self.text = text
        }
    }

    package init(_ text: String) { entries = [Entry(tag: "", text: text)] }
    package init(entries: [Entry]) { self.entries = entries }

    package var isEmpty: Bool { entries.allSatisfy(\.text.isEmpty) }

    /// The text in `language`: that tag, else its prefixes, else a tag that it is a prefix of, else the text in
    /// `first` (the site's first language) by the same rule, else whatever there is.
    package func text(in language: LanguageTag, first: LanguageTag? = nil) -> String {
        if let found = lookup(language) { return found }
        if let first, let found = lookup(first) { return found }
        return entries.first?.text ?? ""
    }

    /// The text that was written for `language` itself, without falling back to another language.
    package func lookup(_ language: LanguageTag) -> String? {
        if entries.count == 1, let only = entries.first, only.tag.isEmpty { return only.text }
        for tag in language.fallbacks {
            if let found = entries.first(where: { Self.same($0.tag, tag) }) { return found.text }
        }
        let prefix = language.language
        let others = entries.filter { Self.primary($0.tag) == prefix }
        // Of two scripts the same one is nearer.
        let near = others.first { LanguageTag($0.tag)?.isSimplified == language.isSimplified }
        return (near ?? others.first)?.text
    }

    /// Whether a tag as it is written is the tag `b` in its recommended case.
    private static func same(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        // A language is written alike but for its case.
        let dash = UInt8(ascii: "-")
        guard
            a.utf8.prefix(while: { $0 != dash }).elementsEqual(
                b.utf8.prefix(while: { $0 != dash }), by: { $0 | 0x20 == $1 | 0x20 })
        else { return false }
        return (LanguageTag(a)?.description ?? a) == b
    }
    private static func primary(_ tag: String) -> String { LanguageTag(tag)?.language ?? tag }

    package func map(_ transform: (String) -> String) -> LocalizedText {
        LocalizedText(entries: entries.map { Entry(tag: $0.tag, text: transform($0.text)) })
    }
}
