import Diagnostics
import Files
import Languages
import Templates

/// The words of the interface: for each language a file of the theme, `strings.en.yaml`, of texts by name.
package struct Interface: Sendable {
    private let texts: [String: LocalizedText]
    /// For each language of the site, all texts as templates see them.
    private let objects: [TemplateObject]
    private let languages: [LanguageTag]
    /// The same by their names.
    private let words: [[String: String]]

    /// True of a file that holds words: `strings.TAG.yaml`, or a site's `strings.yaml`, of texts in each language.
    static func isSource(_ name: String) -> Bool { name == "strings.yaml" || tag(ofFile: name) != nil }

    /// The language of a file's words.
    private static func tag(ofFile name: String) -> LanguageTag? {
        guard name.hasPrefix("strings."), name.hasSuffix(".yaml") else { return nil }
        return LanguageTag(String(name.dropFirst("strings.".count).dropLast(".yaml".count)))
    }

    /// `files` are the built-in ones and, after those, the site's own, which may override any text; `places` is where
    /// the site names each of its languages.
    package static func read(
        _ files: [SourceFile], builtIn: Int, _ languages: [LanguageTag], _ places: [SourceLocation] = []
    ) -> Diagnosed<Interface> {
        var findings: [Diagnostic] = []
        var reader = Reader(known: builtIn)
        for (index, file) in files.enumerated() { reader.read(file, index, into: &findings) }
        for (number, language) in languages.enumerated() {
            let place = places.indices.contains(number) ? places[number] : nil
            reader.warn(ofMissing: language, at: place, into: &findings)
        }
        return Diagnosed(Interface(texts: reader.texts, languages: languages), findings)
    }

    private struct Reader {
        /// How many files are the theme's own.
        let known: Int
        var texts: [String: LocalizedText] = [:]
        private var places: [(tag: LanguageTag, file: String)] = []

        init(known: Int) { self.known = known }

        mutating func read(_ file: SourceFile, _ index: Int, into findings: inout [Diagnostic]) {
            guard let node = YAML.parse(file).collecting(into: &findings) else { return }
            guard let entries = node.mapping else {
                findings.append(
                    .error(.keyType, "\(file.name) is \(node.kind), a map was expected", at: node.location))
                return
            }
            let tag = Interface.tag(ofFile: file.name)
            if let tag { places.append((tag, file.path)) }
            for entry in entries {
                guard let text = text(of: entry.value, in: tag) else {
                    let wanted = tag == nil ? "a text for each language" : "a text"
                    findings.append(
                        .error(
                            .keyType, "“\(entry.key)” is \(entry.value.kind), \(wanted) was expected",
                            at: entry.value.location))
                    continue
                }
                if index >= known, texts[entry.key] == nil {
                    findings.append(
                        .warning(
                            .keyUnknown, "no template asks for “\(entry.key)”", at: entry.keyLocation,
                            hint: NearestName.hint(for: entry.key, among: texts.keys.sorted())))
                }
                let older = texts[entry.key]?.entries ?? []
                let newer = text.entries
                texts[entry.key] = LocalizedText(
                    entries: newer + older.filter { old in !newer.contains { $0.tag == old.tag } })
            }
        }

        private func text(of node: Node, in tag: LanguageTag?) -> LocalizedText? {
            guard let tag else { return node.localizedText }
            return node.scalarText.map { LocalizedText(entries: [.init(tag: tag.description, text: $0)]) }
        }

        /// A language without words, or with some of them, takes the English ones.
        func warn(ofMissing language: LanguageTag, at place: SourceLocation?, into findings: inout [Diagnostic]) {
            let missing = texts.filter { $0.value.lookup(language) == nil }.keys.sorted()
            if missing.isEmpty { return }
            let file = places.last { $0.tag == language }?.file
            let names = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? ", …" : "")
            let what =
                file == nil
                ? "the theme has no words in \(language) and takes the English ones"
                : "\(missing.count) texts are missing and taken from the English ones: \(names)"
            findings.append(
                .warning(
                    .keyMissing, what, at: file.map { SourceLocation(file: $0) } ?? place,
                    hint: "write them into templates/strings.\(language).yaml, as templates/strings.en.yaml has them"))
        }
    }

    private init(texts: [String: LocalizedText], languages: [LanguageTag]) {
        self.texts = texts
        self.languages = languages
        let names = texts.keys.sorted()
        let words = languages.map { language in texts.mapValues { Self.text($0, language) } }
        self.words = words
        objects = words.map { words in
            TemplateObject(names.map { name in (key: TemplateKey(name), value: .text(words[name] ?? "")) })
        }
    }

    /// The text `name` in a language, by the language's number.
    package func text(_ name: String, _ language: Int) -> String {
        languages.indices.contains(language) ? words[language][name] ?? "" : ""
    }

    /// In the language, else in English.
    private static func text(_ text: LocalizedText?, _ language: LanguageTag) -> String {
        guard let text else { return "" }
        return text.lookup(language) ?? text.text(in: .english)
    }

    /// All texts in a language, for templates' `t`.
    func object(_ language: Int) -> TemplateObject {
        objects.indices.contains(language) ? objects[language] : TemplateObject()
    }
}
