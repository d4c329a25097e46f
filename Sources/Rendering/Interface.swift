import Diagnostics
import Files
import Languages
import Templates

/// The words of the interface: `strings.yaml` of the theme, a text for each language by name.
package struct Interface: Sendable {
    private let texts: [String: LocalizedText]
    /// For each language of the site, all texts as templates see them.
    private let objects: [TemplateObject]
    private let languages: [LanguageTag]

    /// `files` are the built-in `strings.yaml` and, after it, the site's own, which may override any of them.
    package static func read(_ files: [SourceFile], languages: [LanguageTag]) -> Diagnosed<Interface> {
        var findings: [Diagnostic] = []
        var texts: [String: LocalizedText] = [:]
        for (index, file) in files.enumerated() {
            guard let node = YAML.parse(file).collecting(into: &findings) else { continue }
            guard let entries = node.mapping else {
                findings.append(
                    .error(.keyType, "\(file.name) is \(node.kind), a map was expected", at: node.location))
                continue
            }
            for entry in entries {
                guard let text = entry.value.localizedText else {
                    findings.append(
                        .error(
                            .keyType, "“\(entry.key)” is \(entry.value.kind), a text for each language was expected",
                            at: entry.value.location))
                    continue
                }
                if index > 0, texts[entry.key] == nil {
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
        return Diagnosed(Interface(texts: texts, languages: languages), findings)
    }

    private init(texts: [String: LocalizedText], languages: [LanguageTag]) {
        self.texts = texts
        self.languages = languages
        let names = texts.keys.sorted()
        objects = languages.map { language in
            TemplateObject(
                names.map { name in
                    (
                        key: TemplateKey(name),
                        value: .text(Self.text(texts[name], language, languages))
                    )
                })
        }
    }

    /// The text `name` in a language, by the language's number.
    package func text(_ name: String, _ language: Int) -> String {
        guard languages.indices.contains(language) else { return "" }
        return Self.text(texts[name], languages[language], languages)
    }

    /// In the language, else in the site's first, else in English: what neither was translated to is more likely read
    /// in English than in Chinese.
    private static func text(_ text: LocalizedText?, _ language: LanguageTag, _ languages: [LanguageTag]) -> String {
        guard let text else { return "" }
        if let found = text.lookup(language) ?? languages.first.flatMap(text.lookup) { return found }
        return text.text(in: .english)
    }

    /// All texts in a language, for templates' `t`.
    func object(_ language: Int) -> TemplateObject {
        objects.indices.contains(language) ? objects[language] : TemplateObject()
    }
}
