import Languages

// Pages that were not written in every language.

extension Site {
    /// What a page lists: the pages right below it, and those that were not written in its language, in the first that
    /// has them; in the order of lists.
    package func listed(below index: Int) -> [Int] {
        let own = children(of: index)
        let others = versions(of: index).filter { $0 != index }.flatMap { children(of: $0) }
        return with(own, others, language: pages[index].language)
    }

    /// The same of all page bundles below a section.
    package func listedDescendants(of index: Int) -> [Int] {
        let own = descendants(of: index)
        let others = versions(of: index).filter { $0 != index }.flatMap { descendants(of: $0) }
        return with(own, others, language: pages[index].language)
    }

    /// `others` come in the order of languages, so that the first version of a page is the one that is taken.
    private func with(_ own: [Int], _ others: [Int], language: Int) -> [Int] {
        var seen: Set<Int> = []
        var lacking: [Int] = []
        for other in others {
            let versions = translations(of: other)
            if versions.contains(where: { pages[$0].language == language }) { continue }
            if versions.first ?? other == other, seen.insert(other).inserted { lacking.append(other) }
        }
        if lacking.isEmpty { return own }
        return (own + lacking).sorted { Self.precedes(pages[$0], pages[$1]) }
    }

    /// The page of a folder in a language, else in the first that has it.
    package func pageInAnyLanguage(folder: String, language: Int) -> Int? {
        page(folder: folder, language: language) ?? pages(in: folder).first
    }

    /// The original of a translation that has changed since, where both say when that was. What is derived
    /// changes with its original.
    package func newerOriginal(of index: Int) -> Int? {
        let page = pages[index]
        guard page.derivedFrom == nil, page.path != nil, let first = translations(of: index).first, first != index,
            let changed = pages[first].frontMatter.lastmod?.date,
            let translated = page.frontMatter.lastmod?.date,
            changed.firstDay > translated.lastDay
        else { return nil }
        return first
    }
}
