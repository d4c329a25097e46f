import Diagnostics
import Files
import Languages
import Markup

/// What `content/tags.yaml` or `content/authors.yaml` says of one term.
package struct TermDefinition: Sendable {
    /// By the number of the language; nil where it has no name in it.
    package var names: [String?]
    package var slug: LocalizedText?
    package var description: LocalizedText?
    /// An author's: editor, economist.
    package var role: LocalizedText?
    /// An author's own address.
    package var url: String?
    /// True of an author that is no person: an editorial office, an institute.
    package var isOrganization = false
    package var location: SourceLocation
    /// Where each name stands, by the number of the language.
    var nameLocations: [SourceLocation]
}

/// The terms that a site declares, and which of them a name means.
package struct TermDefinitions: Sendable {
    package private(set) var list: [TermDefinition] = []
    /// By the number of the language, then by the name without its case.
    private var byLanguage: [[String: Int]] = []
    private var byAnyName: [String: Int] = [:]

    package init() {}

    /// The term that a name means on a page: by its name in the page's language, else in another.
    func number(of key: String, language: Int) -> Int? {
        guard byLanguage.indices.contains(language) else { return nil }
        return byLanguage[language][key] ?? byAnyName[key]
    }
}

extension TermDefinitions {
    /// Reads the declarations of a kind. What is wrong in one leaves the others as they are.
    package static func read(
        _ file: SourceFile, _ kind: Taxonomy.Kind, languages: [LanguageTag]
    ) -> Diagnosed<TermDefinitions> {
        var findings: [Diagnostic] = []
        var out = TermDefinitions()
        out.byLanguage = languages.map { _ in [:] }
        guard let node = YAML.parse(file).collecting(into: &findings) else { return Diagnosed(out, findings) }
        guard let items = node.sequence else {
            findings.append(
                .error(
                    .keyType, "\(file.name) is \(node.kind), a list was expected", at: node.location,
                    hint: "begin each \(kind.word) with a dash: \(kind.example)"))
            return Diagnosed(out, findings)
        }
        for item in items {
            if let definition = definition(item, kind, languages, into: &findings) {
                out.add(definition, kind, into: &findings)
            }
        }
        return Diagnosed(out, findings)
    }

    private mutating func add(_ definition: TermDefinition, _ kind: Taxonomy.Kind, into findings: inout [Diagnostic]) {
        let number = list.count
        for (language, name) in definition.names.enumerated() {
            guard let key = name.map(TermSlug.key) else { continue }
            if let other = byLanguage[language][key] {
                findings.append(
                    .error(
                        .taxonomyTerm, "“\(name ?? "")” is declared at \(list[other].location.description) too",
                        at: definition.nameLocations[language], hint: "keep one of the two"))
            } else {
                byLanguage[language][key] = number
            }
            if byAnyName[key] == nil { byAnyName[key] = number }
        }
        list.append(definition)
    }

    private static func definition(
        _ node: Node, _ kind: Taxonomy.Kind, _ languages: [LanguageTag], into findings: inout [Diagnostic]
    ) -> TermDefinition? {
        guard node.mapping != nil else {
            findings.append(
                .error(
                    .keyType, "\(kind.article) \(kind.word) is \(node.kind), a map was expected", at: node.location,
                    hint: "write it as \(kind.example)"))
            return nil
        }
        var reader = MappingReader(node, of: "\(kind.article) \(kind.word) in \(kind.file)", into: &findings)
        var names = [String?](repeating: nil, count: languages.count)
        var places = [SourceLocation](repeating: node.location, count: languages.count)
        switch kind {
        case .tags: readNames(node, languages, &reader, &names, &places, into: &findings)
        case .authors:
            let place = reader.node("name")?.location ?? node.location
            if let name = reader.localizedText("name", into: &findings) {
                names = languages.map { name.lookup($0) }
                places = languages.map { _ in place }
            }
        }
        var out = TermDefinition(names: names, location: node.location, nameLocations: places)
        out.slug = reader.localizedText("slug", into: &findings)
        out.description = reader.localizedText("description", into: &findings)
        if kind == .authors { readAuthor(&out, &reader, into: &findings) }
        reader.finish(.error, also: kind == .tags ? languages.map(\.description) : [], into: &findings)
        for (language, name) in names.enumerated() where name.map({ TermSlug.words($0).isEmpty }) ?? false {
            findings.append(
                .error(.taxonomyTerm, "the name is empty", at: places[language], hint: "write it, or remove the key"))
            return nil
        }
        if names.allSatisfy({ $0 == nil }) {
            findings.append(
                .error(
                    .keyMissing, "\(kind.article) \(kind.word) has no name in a language of the site",
                    at: node.location, hint: "write it as \(kind.example)"))
            return nil
        }
        return out
    }

    /// A tag's names stand by their languages, beside its other keys.
    private static func readNames(
        _ node: Node, _ languages: [LanguageTag], _ reader: inout MappingReader, _ names: inout [String?],
        _ places: inout [SourceLocation], into findings: inout [Diagnostic]
    ) {
        for entry in node.mapping ?? [] {
            guard let language = PageSource.languageIndex(entry.key, languages) else { continue }
            let name = reader.string(entry.key, into: &findings)
            if names[language] != nil {
                findings.append(
                    .error(
                        .taxonomyTerm, "the tag has a second name in \(languages[language])", at: entry.keyLocation,
                        hint: "keep one of the two"))
            }
            names[language] = name
            places[language] = entry.value.contentLocation
        }
    }

    private static func readAuthor(
        _ out: inout TermDefinition, _ reader: inout MappingReader, into findings: inout [Diagnostic]
    ) {
        out.role = reader.localizedText("role", into: &findings)
        if let node = reader.node("url") {
            if let url = node.string, ["http", "https"].contains(URLPolicy.scheme(of: url) ?? "") {
                out.url = url
            } else {
                findings.append(
                    .error(
                        .taxonomyTerm, "\(node.scalarText.map { "“\($0)”" } ?? node.kind) is no address of the web",
                        at: node.location, hint: "write it whole, such as https://briefings.example/"))
            }
        }
        guard let node = reader.node("type") else { return }
        switch node.scalarText {
        case "person": break
        case "organization": out.isOrganization = true
        default:
            let text = node.scalarText ?? ""
            findings.append(
                .error(
                    .taxonomyTerm, "\(node.scalarText.map { "“\($0)”" } ?? node.kind) is no type of an author",
                    at: node.location,
                    hint: NearestName.hint(for: text, among: ["person", "organization"])
                        ?? "write person or organization"))
        }
    }
}
