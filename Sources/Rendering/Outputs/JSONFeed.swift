import Content
import Files
import Markup

/// The same feed as JSON Feed 1.1 (jsonfeed.org) has it, for readers that would rather not read XML.
struct JSONFeed {
    static let name = "feed.json"

    let renderer: PageRenderer
    let feed: FeedPlan.Feed
    let base: String

    private var site: Site { renderer.edition.site }
    private var page: Page { site.pages[feed.page] }
    private var frame: SiteFrame { renderer.frames[page.language] }

    /// The file of a feed below the site's root.
    static func path(_ permalink: Permalink) -> String {
        permalink.folder.isEmpty ? name : permalink.folder + "/" + name
    }

    /// `bodies` are the texts of its entries, in their order.
    func file(_ bodies: [[UInt8]]) -> OutputFile {
        let path = Self.path(page.permalink)
        let about = page.kind == .home ? frame.siteDescription : frame.plainSummary(feed.page)
        let members: [(String, JSONValue)] = [
            ("version", .string("https://jsonfeed.org/version/1.1")),
            ("title", text(FeedPlan.title(feed.page, renderer))), ("description", text(about)),
            ("home_page_url", .string(page.permalink.canonical(base: base))),
            ("feed_url", .string(base + Permalink.encoded(path))), ("language", .string(frame.tag.description)),
            ("authors", .array([.object([("name", text(frame.siteTitle))])])),
            ("items", .array(zip(feed.entries, bodies).map(item))),
        ]
        return OutputFile(path: path, bytes: Self.object(members).bytes())
    }

    private func item(_ index: Int, _ body: [UInt8]) -> JSONValue {
        let entry = site.pages[index]
        let address = entry.permalink.canonical(base: base)
        let matter = entry.frontMatter
        return Self.object([
            ("id", .string(EntryID.of(entry, renderer.edition) ?? address)), ("url", .string(address)),
            ("title", text(frame.plainTitle(index))), ("summary", text(frame.plainSummary(index))),
            ("content_html", .string(String(decoding: body, as: UTF8.self))),
            ("date_published", .string(AtomFeed.time(matter.date?.date))),
            ("date_modified", .string(AtomFeed.time(FeedPlan.changed(entry)))),
            ("authors", list(matter.authors.map { .object([("name", text($0.text))]) })),
            ("tags", list(matter.tags.map { text($0.text) })),
        ])
    }

    private func text(_ text: String?) -> JSONValue {
        guard let text, !text.isEmpty else { return .null }
        return .string(renderer.edition.scripts.text(text, page.language))
    }

    private func list(_ values: [JSONValue]) -> JSONValue { values.isEmpty ? .null : .array(values) }

    /// Members without a value are left out.
    private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.filter { if case .null = $0.1 { false } else { true } })
    }
}
