import Diagnostics
import Files
import Languages

/// All pages, and how they hang together.
package struct Site: Sendable {
    package let configuration: SiteConfiguration
    /// In the order of folders, then of languages.
    package private(set) var pages: NotedList<Page>
    /// Folders of pages that are not published this time: drafts, pages to come, expired ones. What stands in them is
    /// not published either.
    package let hiddenFolders: Set<String>
    /// Addresses that lead to pages: where they once stood. None is that of a page.
    package let aliases: [Alias]
    private let translations: Translations
    private let indexByKey: [Key: Int]
    private let childrenByPage: [[Int]]

    private struct Key: Hashable {
        var folder: String
        var language: Int
    }

    /// Hangs pages together, and finds two that would be written to one file, and entries of the menu that lead nowhere.
    package static func assemble(
        _ pages: [Page], configuration: SiteConfiguration, hiddenFolders: Set<String> = []
    ) -> Diagnosed<Site> {
        var findings: [Diagnostic] = []
        var byKey: [Key: Int] = [:]
        // Compared by bytes folded as a disk may fold them, so that no two pages meet in one file anywhere.
        var byOutput: [String: Int] = [:]
        for (index, page) in pages.enumerated() {
            byKey[Key(folder: page.folder, language: page.language)] = index
            let output = page.permalink.outputPath.lowercased()
            if let other = byOutput[output] { findings.append(conflict(page, pages[other])) }
            byOutput[output] = index
        }
        let aliases = Alias.collect(pages, addresses: byOutput, into: &findings)
        let translations = Translations(pages, into: &findings)
        var children = [[Int]](repeating: [], count: pages.count)
        for (index, page) in pages.enumerated() {
            guard let parent = page.parentFolder, let above = byKey[Key(folder: parent, language: page.language)] else {
                continue
            }
            children[above].append(index)
        }
        for i in children.indices { children[i].sort { precedes(pages[$0], pages[$1]) } }
        let site = Site(
            configuration: configuration, pages: NotedList(pages), hiddenFolders: hiddenFolders, aliases: aliases,
            translations: translations, indexByKey: byKey, childrenByPage: children)
        site.checkMenu(into: &findings)
        return Diagnosed(site, findings)
    }

    /// The site with another page in the place of one that hangs together with the others as it does
    /// (`Page.hangsTogether`). With `isBodyAlone` only its text is another.
    package mutating func replace(_ index: Int, with page: Page, isBodyAlone: Bool) {
        if isBodyAlone { pages.replaceKeepingNumber(at: index, with: page) } else { pages[index] = page }
    }

    /// Forgets the sources of what the pages' texts say, which nobody asks for once their figures are bound: as much
    /// memory as the texts themselves.
    package mutating func forgetProse() {
        for (index, page) in pages.unnoted.enumerated() {
            pages.replaceKeepingNumber(at: index, with: page.withoutProse)
        }
    }

    /// Two pages of one address: told at the one that asks for it, else at the later.
    private static func conflict(_ page: Page, _ other: Page) -> Diagnostic {
        func asked(_ page: Page) -> FrontMatter.Text? { page.frontMatter.url ?? page.frontMatter.slug }
        let (told, taken) = asked(page) == nil && asked(other) != nil ? (other, page) : (page, other)
        return .error(
            .pageConflict,
            "this page and \(taken.path ?? "content/" + taken.folder) would both be written to "
                + told.permalink.outputPath,
            at: asked(told)?.location ?? SourceLocation(file: told.path ?? "content/" + told.folder),
            hint: told.frontMatter.url == nil ? "change one slug" : "change one address")
    }

    private func checkMenu(into findings: inout [Diagnostic]) {
        let folders = Set(pages.map(\.folder))
        for item in configuration.menu ?? []
        where !folders.contains(item.folder) && !hiddenFolders.contains(item.folder) {
            findings.append(
                .error(
                    .siteConfig, "there is no page at content/\(item.folder)", at: item.location,
                    hint: NearestName.hint(for: item.folder, among: folders.sorted())))
        }
    }

    /// Hugo's order of lists: by weight (those that have one first), then the newest first, then by folder.
    static func precedes(_ a: Page, _ b: Page) -> Bool {
        let weights = (a.frontMatter.weight ?? .max, b.frontMatter.weight ?? .max)
        if weights.0 != weights.1 { return weights.0 < weights.1 }
        let days = (a.frontMatter.date?.date.firstDay ?? .min, b.frontMatter.date?.date.firstDay ?? .min)
        if days.0 != days.1 { return days.0 > days.1 }
        return a.folder.utf8.lexicographicallyPrecedes(b.folder.utf8)
    }

    /// The order of lists by date: the newest first, those without a date last, of equals by folder.
    package func isNewer(_ a: Int, than b: Int) -> Bool {
        let days = (pages[a].frontMatter.date?.date.firstDay, pages[b].frontMatter.date?.date.firstDay)
        if days.0 != days.1 { return (days.0 ?? .min) > (days.1 ?? .min) }
        return pages[a].folder.utf8.lexicographicallyPrecedes(pages[b].folder.utf8)
    }

    /// The page of a folder in a language, nil where it was not written in it.
    package func page(folder: String, language: Int) -> Int? {
        indexByKey[Key(folder: folder, language: language)]
    }

    /// The pages of a folder, in the site's order of languages.
    package func pages(in folder: String) -> [Int] {
        configuration.languages.indices.compactMap { page(folder: folder, language: $0) }
    }

    /// True of a file (its path below `content/`) that belongs to a page which is not published this time.
    package func isHidden(_ path: String) -> Bool {
        if hiddenFolders.isEmpty { return false }
        var folder = SourcePath.folder(of: path)
        while !hiddenFolders.contains(folder) {
            let isPage = configuration.languages.indices.contains { page(folder: folder, language: $0) != nil }
            if isPage || folder.isEmpty { return false }
            folder = SourcePath.folder(of: folder)
        }
        return true
    }

    /// The page in every language that its folder has it in, itself included, in the site's order of languages: what
    /// shares its data.
    package func versions(of index: Int) -> [Int] { pages(in: pages[index].folder) }

    /// The same page in every language that has it, itself included, in the site's order of languages: the versions in
    /// its folder, and pages elsewhere of the same `translationKey`.
    package func translations(of index: Int) -> [Int] { translations.byPage[index] ?? versions(of: index) }

    /// The same page in another language, else the nearest above it that was written in that.
    package func nearest(to index: Int, language: Int) -> Int? {
        if let found = translations(of: index).first(where: { pages[$0].language == language }) { return found }
        var folder = pages[index].folder
        while true {
            if let found = page(folder: folder, language: language) { return found }
            if folder.isEmpty { return nil }
            folder = SourcePath.folder(of: folder)
        }
    }

    /// The pages right below a page, in the order of lists.
    package func children(of index: Int) -> [Int] { childrenByPage[index] }

    /// All page bundles below a section, in the order of lists.
    package func descendants(of index: Int) -> [Int] {
        var out: [Int] = []
        var pending = childrenByPage[index]
        while let next = pending.popLast() {
            if pages[next].kind == .page { out.append(next) }
            pending += childrenByPage[next]
        }
        return out.sorted { Self.precedes(pages[$0], pages[$1]) }
    }

    /// The pages above a page, home first, itself left out.
    package func ancestors(of index: Int) -> [Int] {
        var out: [Int] = []
        var folder = pages[index].parentFolder
        while let above = folder {
            if let found = page(folder: above, language: pages[index].language) { out.append(found) }
            folder = above.isEmpty ? nil : SourcePath.folder(of: above)
        }
        return out.reversed()
    }

    /// The folder above, "" of one right below the top.
    package static func parent(of folder: String) -> String {
        folder.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(folder[..<$0]) } ?? ""
    }
}
