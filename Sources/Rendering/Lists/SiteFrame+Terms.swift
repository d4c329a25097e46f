import Content
import Formatting
import Languages
import Quantities
import Templates

// Tags, authors and the archive as a language has them: their addresses and their links.

extension SiteFrame {
    /// The list of all tags, or of all authors.
    func permalink(_ kind: Taxonomy.Kind) -> Permalink { permalink([kind.rawValue]) }

    /// The page of a tag or an author.
    func permalink(_ term: Taxonomy.Term, _ kind: Taxonomy.Kind) -> Permalink { permalink([kind.rawValue, term.slug]) }

    var archivePermalink: Permalink { permalink(["archive"]) }

    private func permalink(_ parts: [String]) -> Permalink {
        Permalink(folder: ([rootFolder] + parts).filter { !$0.isEmpty }.joined(separator: "/"))
    }

    /// True where some page of the language has a term of the kind.
    func hasTerms(_ kind: Taxonomy.Kind) -> Bool {
        let lists = edition.taxonomies[kind].byLanguage
        return lists.indices.contains(language) && !lists[language].isEmpty
    }

    /// The pages of a language that have a date, the newest month first; within a month the newest first.
    static func archive(_ site: Site, _ language: Int) -> [Int] {
        let dated = site.pages.indices.filter { index in
            let page = site.pages[index]
            return page.language == language && page.kind == .page && page.frontMatter.date != nil
        }
        return dated.sorted { a, b in
            let keys = (ArchiveMonth(site.pages[a]), ArchiveMonth(site.pages[b]))
            return keys.0 == keys.1 ? site.isNewer(a, than: b) : keys.1 < keys.0
        }
    }

    /// Sets the links that the foot of each page has.
    func setSiteLinks(of object: inout TemplateObject, _ address: (String) -> String) {
        let links: [(TemplateKey, Permalink?)] = [
            ("archive", archive.isEmpty ? nil : archivePermalink),
            ("all_tags", hasTerms(.tags) ? permalink(.tags) : nil),
            ("all_authors", hasTerms(.authors) ? permalink(.authors) : nil),
        ]
        for (key, permalink) in links { object.set(key, permalink.map { .text(address($0.outputPath)) } ?? .missing) }
        object.set("has_site_links", .boolean(hasFigures || hasTables || links.contains { $0.1 != nil }))
    }

    /// A tag or an author as pages and lists of terms show it.
    func term(_ number: Int, _ kind: Taxonomy.Kind, from: String) -> TemplateValue {
        let taxonomy = edition.taxonomies[kind]
        let term = taxonomy.terms[number]
        let definition = taxonomy.definition(of: term)
        return .object([
            "href": .text(Permalink.relative(from: from, to: permalink(term, kind).outputPath)),
            "name": .text(term.name), "count": .integer(term.pages.count), "role": text(definition?.role),
            "description": text(definition?.description),
        ])
    }

    /// A text of a configuration in this language.
    func text(_ text: LocalizedText?) -> TemplateValue {
        guard let text = text?.text(in: tag, first: edition.firstLanguage), !text.isEmpty else { return .missing }
        return .text(text)
    }
}

/// The month of the archive that a page stands in; 0 where its date names a year or a quarter alone.
struct ArchiveMonth: Hashable, Comparable {
    var year: Int
    var month: Int

    init(_ page: Page) {
        let date = page.frontMatter.date?.date
        year = date?.year ?? 0
        month = date.map { $0.precision >= .month ? $0.month : 0 } ?? 0
    }

    static func < (a: ArchiveMonth, b: ArchiveMonth) -> Bool { (a.year, a.month) < (b.year, b.month) }

    /// The month in words, nil where there is none.
    func words(in language: LanguageTag) -> String? {
        if month == 0 { return nil }
        if language.isChinese { return "\(month) 月" }
        let names = TimeLocale.english.months
        return names.indices.contains(month - 1) ? names[month - 1] : nil
    }
}
