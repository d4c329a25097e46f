import Content
import Markup
import Quantities

/// A feed as RFC 4287 (Atom) has it: whole addresses, ids that stay, the full text of each entry as escaped HTML.
struct AtomFeed {
    let renderer: PageRenderer
    let feed: FeedPlan.Feed
    let base: String

    private var site: Site { renderer.edition.site }
    private var page: Page { site.pages[feed.page] }
    private var frame: SiteFrame { renderer.frames[page.language] }
    private var path: String { FeedPlan.path(page.permalink) }

    /// `bodies` are the texts of its entries, in their order.
    func file(_ bodies: [[UInt8]]) -> OutputFile {
        var xml = HTML(capacity: feed.entries.count * 12_000)
        let own = base + Permalink.encoded(path)
        xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"")
        xml.append(attribute: "xml:lang", frame.tag.description)
        xml.append(">\n")
        element("id", own, to: &xml)
        element("title", FeedPlan.title(feed.page, renderer), to: &xml)
        let about = page.kind == .home ? frame.siteDescription : frame.plainSummary(feed.page)
        if let about, !about.isEmpty { element("subtitle", about, to: &xml) }
        // There is a date: a feed without entries is not written.
        let changed = feed.entries.first.flatMap { FeedPlan.changed(site.pages[$0]) }
        element("updated", Self.time(changed), to: &xml)
        link("self", "application/atom+xml", own, to: &xml)
        link("alternate", "text/html", page.permalink.canonical(base: base), to: &xml)
        author(frame.siteTitle, to: &xml)
        xml.append("<generator>Gazette</generator>\n")
        for (entry, body) in zip(feed.entries, bodies) { write(entry, body, to: &xml) }
        xml.append("</feed>\n")
        return OutputFile(path: path, bytes: xml.bytes, language: page.language)
    }

    private func write(_ index: Int, _ body: [UInt8], to xml: inout HTML) {
        let entry = site.pages[index]
        let address = entry.permalink.canonical(base: base)
        let matter = entry.frontMatter
        xml.append("<entry>\n")
        element("id", EntryID.of(entry, renderer.edition) ?? address, to: &xml)
        element("title", frame.plainTitle(index), to: &xml)
        element("updated", Self.time(FeedPlan.changed(entry)), to: &xml)
        element("published", Self.time(matter.date?.date), to: &xml)
        link("alternate", "text/html", address, to: &xml)
        for name in matter.authors { author(name.text, to: &xml) }
        for tag in matter.tags {
            xml.append("<category")
            xml.append(attribute: "term", tag.text)
            xml.append("/>\n")
        }
        if let license = matter.license { element("rights", license.text, to: &xml) }
        if let summary = frame.plainSummary(index), !summary.isEmpty { element("summary", summary, to: &xml) }
        xml.append("<content type=\"html\">")
        xml.append(textBytes: body)
        xml.append("</content>\n</entry>\n")
    }

    // MARK: Elements

    private func element(_ name: StaticString, _ text: String, to xml: inout HTML) {
        xml.append("<")
        xml.append(name)
        xml.append(">")
        xml.append(text: text)
        xml.append("</")
        xml.append(name)
        xml.append(">\n")
    }

    private func link(_ relation: StaticString, _ type: StaticString, _ address: String, to xml: inout HTML) {
        xml.append("<link rel=\"")
        xml.append(relation)
        xml.append("\" type=\"")
        xml.append(type)
        xml.append("\"")
        xml.append(attribute: "href", address)
        xml.append("/>\n")
    }

    private func author(_ name: String, to xml: inout HTML) {
        xml.append("<author>")
        xml.append("<name>")
        xml.append(text: name)
        xml.append("</name></author>\n")
    }

    /// A date as RFC 3339 has it: the first moment of its first day, UTC.
    static func time(_ date: EDTFDate?) -> String {
        let (year, month, day) = CivilDay.date(of: date?.firstDay ?? 0)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T00:00:00Z"
    }
}

/// What an entry is called for ever: a `tag:` URI (RFC 4151) of the site's host, the year of the page and its folder, so
/// that a new slug, another path of the site or https make no new entry of an old one.
enum EntryID {
    /// Nil where the host is no name that such a URI can hold.
    static func of(_ page: Page, _ edition: Edition) -> String? {
        guard let host = host(of: edition.configuration.baseURL ?? ""), let date = page.frontMatter.date?.date else {
            return nil
        }
        let year = AtomFeed.time(date).prefix(4)
        let folder = Permalink.encoded(page.folder)
        return "tag:\(host),\(year):/\(folder)/#\(edition.language(of: page).description)"
    }

    /// The host of an address without its port, in lower case; nil of one that is no name of ASCII letters and digits.
    static func host(of address: String) -> String? {
        let parts = address.utf8.split(separator: UInt8(ascii: "/"))
        guard parts.count > 1 else { return nil }
        let authority = String(Substring(parts[1]))
        let name = authority.utf8.prefix { $0 != UInt8(ascii: ":") }
        let isName = name.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }
        return isName && !name.isEmpty ? String(Substring(name)).lowercased() : nil
    }
}
