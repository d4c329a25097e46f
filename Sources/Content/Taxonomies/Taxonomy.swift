import Diagnostics
import Files
import Languages

/// The tags of a site, or its authors: which pages of a language have which, under which name and at which address.
package struct Taxonomy: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case tags
        case authors

        /// The file that declares them, below `content/`.
        package var file: String { rawValue + ".yaml" }
        var word: String { self == .tags ? "tag" : "author" }
        var article: String { self == .tags ? "a" : "an" }
        var example: String {
            self == .tags
                ? "{zh-Hant-HK: 人口老化, en: ageing population}"
                : "{name: {zh-Hant-HK: 編輯部, en: Editors}, type: organization}"
        }
    }

    package struct Term: Sendable {
        package var name: String
        /// One part of an address, not yet percent-encoded.
        package var slug: String
        package var language: Int
        /// The newest first.
        package var pages: [Int] = []
        /// Its number among the definitions.
        package var definition: Int?
        /// The same term in each language that has it, by the number of the language.
        package var translations: [Int?] = []
        fileprivate var key: String
        fileprivate var spellings = Spellings()
    }

    /// How pages write a term.
    fileprivate struct Spellings {
        var places: [[UInt8]: [SourceLocation]] = [:]
        var order: [[UInt8]] = []

        mutating func add(_ text: FrontMatter.Text) {
            let bytes = Array(text.text.utf8)
            if places[bytes] == nil { order.append(bytes) }
            places[bytes, default: []].append(text.location)
        }

        /// The spelling of most pages; of equals, the first.
        var usual: [UInt8] {
            var best: [UInt8] = []
            var count = 0
            for bytes in order {
                let found = places[bytes]?.count ?? 0
                if found > count { (best, count) = (bytes, found) }
            }
            return best
        }
    }

    /// The most terms of one kind that a page may have.
    static let most = 100

    package let kind: Kind
    package private(set) var terms: [Term] = []
    package let definitions: TermDefinitions
    /// The numbers of the terms of a language, those of most pages first.
    package private(set) var byLanguage: [[Int]]
    /// The numbers of a page's terms, in the order of its front matter.
    private var byPage: [[Int]]

    private enum Group: Hashable {
        case defined(Int)
        case named(String)
    }

    private var groups: [[Group: Int]]

    /// The terms of a page, by its number.
    package func terms(of page: Int) -> [Int] { byPage.indices.contains(page) ? byPage[page] : [] }

    package func definition(of term: Term) -> TermDefinition? { term.definition.map { definitions.list[$0] } }

    /// None.
    package init(_ kind: Kind) {
        self.kind = kind
        definitions = TermDefinitions()
        byLanguage = []
        byPage = []
        groups = []
    }
}

extension Taxonomy {
    /// Collects what the pages of a site say, and gives each term its name and address.
    package static func collect(
        _ kind: Kind, in site: Site, _ definitions: TermDefinitions = TermDefinitions()
    ) -> Diagnosed<Taxonomy> {
        var findings: [Diagnostic] = []
        var out = Taxonomy(kind, site, definitions)
        for (index, page) in site.pages.enumerated() where page.kind != .home { out.add(index, page, into: &findings) }
        out.name(site, into: &findings)
        out.address(site, into: &findings)
        out.arrange(site)
        if site.hiddenFolders.isEmpty { out.tellUnused(into: &findings) }
        return Diagnosed(out, findings)
    }

    private init(_ kind: Kind, _ site: Site, _ definitions: TermDefinitions) {
        self.kind = kind
        self.definitions = definitions
        byLanguage = site.configuration.languages.map { _ in [] }
        groups = site.configuration.languages.map { _ in [:] }
        byPage = [[Int]](repeating: [], count: site.pages.count)
    }

    private mutating func add(_ index: Int, _ page: Page, into findings: inout [Diagnostic]) {
        let written = kind == .tags ? page.frontMatter.tags : page.frontMatter.authors
        if written.count > Self.most {
            findings.append(
                .error(
                    .taxonomyTerm, "the page has \(written.count) \(kind.rawValue), at most \(Self.most) are read",
                    at: written[Self.most].location, hint: "keep those that readers look for"))
        }
        for text in written.prefix(Self.most) {
            let key = TermSlug.key(text.text)
            if key.isEmpty {
                findings.append(
                    .error(
                        .taxonomyTerm, "the \(kind.word) is empty", at: text.location, hint: "write it, or remove it"))
                continue
            }
            let group = definitions.number(of: key, language: page.language).map(Group.defined) ?? .named(key)
            let number = groups[page.language][group] ?? terms.count
            if number == terms.count {
                groups[page.language][group] = number
                var term = Term(name: TermSlug.words(text.text), slug: "", language: page.language, key: key)
                if case .defined(let definition) = group { term.definition = definition }
                terms.append(term)
            }
            terms[number].spellings.add(text)
            if terms[number].pages.last != index {
                terms[number].pages.append(index)
                byPage[index].append(number)
            }
        }
    }

    /// The declared name, else the spelling of most pages, with a warning for each that is written otherwise.
    private mutating func name(_ site: Site, into findings: inout [Diagnostic]) {
        for number in terms.indices {
            let term = terms[number]
            let declared = definition(of: term)?.names
            let usual = String(decoding: term.spellings.usual, as: UTF8.self)
            terms[number].name = TermSlug.words(declared?[term.language] ?? usual)
            terms[number].key = TermSlug.key(terms[number].name)
            let right = declared?[term.language] ?? usual
            for bytes in term.spellings.order where !right.utf8.elementsEqual(bytes) {
                let text = String(decoding: bytes, as: UTF8.self)
                // Another language's name for it is no misspelling.
                if declared?.contains(where: { $0?.utf8.elementsEqual(bytes) ?? false }) ?? false { continue }
                for place in term.spellings.places[bytes] ?? [] {
                    let there = declared == nil ? "on other pages" : "in content/\(kind.file)"
                    findings.append(
                        .warning(
                            .taxonomySpelling, "“\(text)” is written “\(right)” \(there)", at: place,
                            hint: "write it the same way everywhere"))
                }
            }
        }
    }

    private mutating func address(_ site: Site, into findings: inout [Diagnostic]) {
        // Texts compare by canonical equivalence, as a disk may.
        var taken: [[String: Int]] = byLanguage.map { _ in [:] }
        for number in terms.indices {
            let term = terms[number]
            let definition = definition(of: term)
            let place = definition?.location ?? term.spellings.places[term.spellings.order.first ?? []]?.first
            let key = kind == .tags ? site.configuration.languages[term.language].description : "name"
            let advice = "give it one in content/\(kind.file): {\(key): \(term.name), slug: …}"
            let written = definition?.slug?.lookup(site.configuration.languages[term.language])
            let slug = TermSlug.make(written ?? term.name)
            terms[number].slug = slug
            if let written, !written.utf8.elementsEqual(slug.utf8) {
                findings.append(
                    .error(
                        .taxonomyTerm, "“\(written)” is no slug", at: place,
                        hint: slug.isEmpty
                            ? "a slug is one part of an address: letters, digits and dashes" : "write it as “\(slug)”"))
            } else if slug.isEmpty {
                findings.append(
                    .error(.taxonomyTerm, "nothing of “\(term.name)” can stand in an address", at: place, hint: advice))
            } else if slug.utf8.count > TermSlug.limit {
                findings.append(
                    .error(
                        .taxonomyTerm,
                        "the address of “\(term.name)” would have \(slug.utf8.count) bytes, at most "
                            + "\(TermSlug.limit) are allowed", at: place, hint: advice))
            } else if let other = taken[term.language][slug] {
                findings.append(
                    .error(
                        .taxonomyTerm,
                        "“\(terms[other].name)” and “\(term.name)” would both stand at \(kind.rawValue)/\(slug)/",
                        at: place, hint: advice))
            }
            if taken[term.language][slug] == nil { taken[term.language][slug] = number }
        }
    }

    private mutating func arrange(_ site: Site) {
        for number in terms.indices {
            terms[number].pages.sort { site.isNewer($0, than: $1) }
            let term = terms[number]
            terms[number].translations = groups.indices.map { language in
                if language == term.language { return number }
                if let definition = term.definition { return groups[language][.defined(definition)] }
                return groups[language][.named(term.key)]
            }
            byLanguage[term.language].append(number)
        }
        for language in byLanguage.indices {
            byLanguage[language].sort { a, b in
                let counts = (terms[a].pages.count, terms[b].pages.count)
                if counts.0 != counts.1 { return counts.0 > counts.1 }
                return terms[a].slug.utf8.lexicographicallyPrecedes(terms[b].slug.utf8)
            }
        }
    }

    /// A declaration that no page means is most likely misspelt here or there. Authors may be listed before they write.
    private func tellUnused(into findings: inout [Diagnostic]) {
        let used = Set(terms.compactMap(\.definition))
        let names = terms.filter { $0.definition == nil }.map(\.name)
        for (number, definition) in definitions.list.enumerated() where !used.contains(number) {
            let name = definition.names.compactMap(\.self).first ?? ""
            let hint = definition.names.compactMap(\.self).lazy.compactMap { NearestName.hint(for: $0, among: names) }
                .first
            if kind == .authors, hint == nil { continue }
            findings.append(
                .warning(
                    .taxonomyTerm, "no page has the \(kind.word) “\(name)”", at: definition.location,
                    hint: hint ?? "remove it, or write it in a page's front matter"))
        }
    }
}
