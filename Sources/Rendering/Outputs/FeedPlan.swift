import Content
import Markup
import Quantities
import Templates

/// Which feeds a site has, and which briefings each lists: one for each language, at its home page, and one for each
/// section. A feed lists the briefings below it that have a date, the latest change first.
struct FeedPlan: Sendable {
    struct Feed: Sendable {
        /// The home page or section that it belongs to.
        var page: Int
        var entries: [Int]
    }

    /// A feed as a page names it in its head.
    struct FeedLink {
        /// The address as Atom.
        var href: String
        /// The address as JSON Feed.
        var json: String
        var title: String
    }

    static let name = "feed.xml"

    /// In the order of the pages that they belong to. None where the site's address is not known, or none are wanted.
    private(set) var feeds: [Feed] = []
    /// All pages that stand in some feed.
    private(set) var members: Set<Int> = []
    /// For a home page or section, when something below it last changed.
    private(set) var changes: [Int: EDTFDate] = [:]
    private var hasFeed: Set<Int> = []

    init(_ edition: Edition) {
        let site = edition.site
        guard edition.configuration.baseURL != nil else { return }
        var entries: [Int: [Int]] = [:]
        let limit = edition.configuration.feedEntries
        for index in Self.dated(site) {
            for above in site.ancestors(of: index) where site.pages[above].kind != .page {
                if changes[above] == nil { changes[above] = Self.changed(site.pages[index]) }
                if entries[above, default: []].count < limit { entries[above, default: []].append(index) }
            }
        }
        feeds = entries.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map {
            Feed(page: $0.key, entries: $0.value)
        }
        for feed in feeds { members.formUnion(feed.entries) }
        hasFeed = Set(feeds.map(\.page))
    }

    /// The briefings that have a date, the latest change first; of one day, the one published last.
    private static func dated(_ site: Site) -> [Int] {
        var keys: [(changed: Int, published: Int, index: Int)] = []
        for (index, page) in site.pages.enumerated() where page.kind == .page && page.isOfSection {
            guard let date = page.frontMatter.date?.date, let changed = changed(page) else { continue }
            keys.append((changed.firstDay, date.firstDay, index))
        }
        keys.sort { a, b in
            if a.changed != b.changed { return a.changed > b.changed }
            return a.published == b.published ? a.index < b.index : a.published > b.published
        }
        return keys.map(\.index)
    }

    /// When a page last changed: its `lastmod`, or its `date` where that is later.
    static func changed(_ page: Page) -> EDTFDate? {
        let matter = page.frontMatter
        guard let lastmod = matter.lastmod?.date else { return matter.date?.date }
        guard let date = matter.date?.date, date.firstDay > lastmod.firstDay else { return lastmod }
        return date
    }

    // MARK: Addresses

    /// The file of a feed below the site's root.
    static func path(_ permalink: Permalink) -> String {
        permalink.folder.isEmpty ? name : permalink.folder + "/" + name
    }

    /// Links to the feeds that list a page, for its head: of its language, then of the sections above.
    func links(for index: Int, _ renderer: PageRenderer) -> [FeedLink] {
        if feeds.isEmpty { return [] }
        let site = renderer.edition.site
        let from = site.pages[index].permalink.outputPath
        return (site.ancestors(of: index) + [index]).filter { hasFeed.contains($0) }.map {
            link($0, renderer, from: from)
        }
    }

    /// The feed of a language, for the heads of pages that no file of the author's stands for.
    func links(inLanguage language: Int, _ renderer: PageRenderer, from: String) -> [FeedLink] {
        guard let home = renderer.edition.site.page(folder: "", language: language), hasFeed.contains(home) else {
            return []
        }
        return [link(home, renderer, from: from)]
    }

    /// What `base.html` may ask for: `feeds`, all of them in both forms, and `feed`, the address of the language's.
    func set(_ links: [FeedLink], in object: inout TemplateObject) {
        object.set("feed", links.first.map { .text($0.href) } ?? .missing)
        object.set(
            "feeds",
            .list(
                links.map {
                    .object(["href": .text($0.href), "json": .text($0.json), "title": .text($0.title)])
                }))
    }

    private func link(_ page: Int, _ renderer: PageRenderer, from: String) -> FeedLink {
        let permalink = renderer.edition.site.pages[page].permalink
        return FeedLink(
            href: Permalink.relative(from: from, to: Self.path(permalink)),
            json: Permalink.relative(from: from, to: JSONFeed.path(permalink)), title: Self.title(page, renderer))
    }

    static func title(_ page: Int, _ renderer: PageRenderer) -> String {
        let there = renderer.edition.site.pages[page]
        let frame = renderer.frames[there.language]
        return frame.headTitle(frame.plainTitle(page), there)
    }
}

extension Page {
    /// True of what stands in a section: a page right below home is one of the site itself.
    var isOfSection: Bool { folder.utf8.contains(UInt8(ascii: "/")) }
}
