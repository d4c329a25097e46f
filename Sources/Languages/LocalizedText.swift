/// A text of a configuration file: one for all languages, or one for each (`{zh-Hant-HK: …, en: …}`).
package struct LocalizedText: Hashable, Sendable {
    /// By tag as written, in the order written; a text for all languages has the tag "".
    package var entries: [Entry]

    package struct Entry: Hashable, Sendable {
        package let tag: String
        package var text: String
        /// The tag in its recommended case, as it was written where it is none.
        fileprivate let canonical: String
        fileprivate let primary: String
        fileprivate let isSimplified: Bool?

        package init(tag: String, text: String) {
            self.tag = tag
            self.text = text
            let known = tag.isEmpty ? nil : LanguageTag(tag)
            canonical = known?.description ?? tag
            primary = known?.language ?? tag
            isSimplified = known?.isSimplified
        }

        fileprivate init(_ other: Entry, text: String) {
            self = other
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
            if let found = entries.first(where: { $0.canonical == tag || $0.tag == tag }) { return found.text }
        }
        let prefix = language.language
        // Of two scripts the same one is nearer.
        let simplified = language.isSimplified
        let near = entries.first { $0.primary == prefix && $0.isSimplified == simplified }
        return (near ?? entries.first { $0.primary == prefix })?.text
    }

    package func map(_ transform: (String) -> String) -> LocalizedText {
        LocalizedText(entries: entries.map { Entry($0, text: transform($0.text)) })
    }
}
