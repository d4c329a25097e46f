/// Which page comes before and after another, and which sections are read as one book.
///
/// A section whose pages have weights and no dates, or whose `layout` is `manual`, is a manual: its order is the author's,
/// and it is read from its first page to its last. All pages below it, in the order of lists, each before those below
/// itself, are its chapters.
package struct ReadingOrder: Sendable {
    package struct Manual: Sendable {
        package struct Chapter: Sendable {
            package var page: Int
            /// 1 right below the manual.
            package var level: Int
        }

        package var root: Int
        package var chapters: [Chapter]
    }

    /// More pages than these are no book that a list at its side could show.
    static let longest = 300

    package private(set) var manuals: [Manual] = []
    private var manualOfPage: [Int: Int] = [:]
    private var before: [Int: Int] = [:]
    private var after: [Int: Int] = [:]

    package init(_ site: Site) {
        for index in site.pages.indices where site.pages[index].kind == .section && manualOfPage[index] == nil {
            guard Self.isManual(index, site), let chapters = Self.chapters(of: index, site) else { continue }
            for chapter in chapters { manualOfPage[chapter.page] = manuals.count }
            manualOfPage[index] = manuals.count
            manuals.append(Manual(root: index, chapters: chapters))
            link([index] + chapters.map(\.page))
        }
        for index in site.pages.indices where site.pages[index].kind == .section && manualOfPage[index] == nil {
            link(site.children(of: index).filter { site.pages[$0].kind == .page })
        }
    }

    package func manual(of page: Int) -> Manual? { manualOfPage[page].map { manuals[$0] } }
    package func previous(of page: Int) -> Int? { before[page] }
    package func next(of page: Int) -> Int? { after[page] }

    private mutating func link(_ pages: [Int]) {
        for (a, b) in zip(pages, pages.dropFirst()) {
            after[a] = b
            before[b] = a
        }
    }

    /// True where its front matter says so, else where some page right below it has a weight and none a date. Sections
    /// come in the order of their folders, so that the outermost manual is found first.
    private static func isManual(_ section: Int, _ site: Site) -> Bool {
        if let layout = site.pages[section].frontMatter.layout { return layout.text == "manual" }
        let pages = site.children(of: section).map { site.pages[$0] }.filter { $0.kind == .page }
        return pages.contains { $0.frontMatter.weight != nil } && pages.allSatisfy { $0.frontMatter.date == nil }
    }

    /// Nil where they are too many.
    private static func chapters(of section: Int, _ site: Site) -> [Manual.Chapter]? {
        var out: [Manual.Chapter] = []
        var pending = site.children(of: section).reversed().map { Manual.Chapter(page: $0, level: 1) }
        while let next = pending.popLast() {
            out.append(next)
            if out.count > longest { return nil }
            pending += site.children(of: next.page).reversed().map { Manual.Chapter(page: $0, level: next.level + 1) }
        }
        return out
    }
}
