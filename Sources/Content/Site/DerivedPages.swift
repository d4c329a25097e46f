import Files

extension Page {
    /// The pages of a site with those that are made from pages of another language. A page that somebody has written in
    /// the language stays as it is. In the order of folders, then of languages.
    package static func withDerived(_ pages: [Page], _ configuration: SiteConfiguration) -> [Page] {
        if configuration.derivations.isEmpty { return pages }
        var out = pages
        for derivation in configuration.derivations {
            let isWritten = { (page: Page) in page.language == derivation.language && page.path != nil }
            let written = Set(pages.filter(isWritten).map(\.folder))
            let keys = Set(pages.filter(isWritten).compactMap { $0.frontMatter.translationKey?.text })
            let sources = pages.filter { page in
                page.language == derivation.from && !written.contains(page.folder)
                    && !(page.frontMatter.translationKey.map { keys.contains($0.text) } ?? false)
            }
            let made = Set(sources.map(\.folder))
            // A section that a folder alone makes gives way to one with a text.
            out.removeAll { $0.language == derivation.language && $0.path == nil && made.contains($0.folder) }
            out += sources.map { $0.derived(derivation, configuration) }
        }
        return out.sorted { a, b in
            a.folder == b.folder ? a.language < b.language : a.folder.utf8.lexicographicallyPrecedes(b.folder.utf8)
        }
    }

    /// The page in another language: the same source below the language's own folder. Where it once stood leads to the
    /// original alone.
    package func derived(_ derivation: SiteConfiguration.Derivation, _ configuration: SiteConfiguration) -> Page {
        var frontMatter = frontMatter
        frontMatter.aliases = []
        func prefix(_ language: Int) -> String {
            language > 0 ? configuration.languages[language].description : ""
        }
        var folder = permalink.folder
        let own = prefix(derivation.from)
        if !own.isEmpty {
            folder = folder == own ? "" : folder.hasPrefix(own + "/") ? String(folder.dropFirst(own.count + 1)) : folder
        }
        var permalink = permalink
        permalink.folder = [prefix(derivation.language), folder].filter { !$0.isEmpty }.joined(separator: "/")
        return Page(
            kind: kind, folder: self.folder, language: derivation.language, derivedFrom: derivation.from, path: path,
            permalink: permalink, frontMatter: frontMatter, title: title, subtitle: subtitle, summary: summary,
            body: body)
    }
}
