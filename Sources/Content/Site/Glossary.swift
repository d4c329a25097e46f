import Diagnostics
import Files
import Languages

/// `content/glossary.yaml`: words that are not converted character by character: `電郵: 电邮`.
package struct Glossary: Sendable {
    package static let file = "glossary.yaml"

    package struct Entry: Sendable {
        package var word: String
        package var text: LocalizedText
    }

    package var entries: [Entry] = []

    package init() {}

    package static func read(_ tree: SourceTree) -> Diagnosed<Glossary> {
        var findings: [Diagnostic] = []
        var out = Glossary()
        let path = "content/" + file
        guard tree.contains(path), let source = tree.read(path).collecting(into: &findings),
            let node = YAML.parse(source).collecting(into: &findings)
        else { return Diagnosed(out, findings) }
        guard let entries = node.mapping else {
            findings.append(
                .error(
                    .keyType, "\(file) is \(node.kind), words were expected", at: node.location,
                    hint: "write 電郵: 电邮, a line for each word"))
            return Diagnosed(out, findings)
        }
        for entry in entries {
            if let text = entry.value.localizedText, !entry.key.isEmpty {
                out.entries.append(Entry(word: entry.key, text: text))
            } else {
                findings.append(
                    .error(
                        .keyType, "“\(entry.key)” is \(entry.value.kind), a word was expected",
                        at: entry.value.location,
                        hint: "write 電郵: 电邮, or 電郵: {zh-Hans: 电邮}"))
            }
        }
        return Diagnosed(out, findings)
    }

    /// The words with what stands for them in a language.
    package func words(in language: LanguageTag) -> [(key: String, value: String)] {
        entries.compactMap { entry in entry.text.lookup(language).map { (entry.word, $0) } }
    }
}
