import Content
import Markup

/// `sitemap.xml` (sitemaps.org, with Google's alternates): every page with its whole address, its last change and its
/// versions in other languages. What would be more than 50,000 addresses or 50 MB goes into several files, and
/// `sitemap.xml` lists them.
struct Sitemap {
    static let name = "sitemap.xml"
    /// The protocol's own limits.
    static let addressLimit = 50_000
    static let byteLimit = 50_000_000

    let base: String
    var addressLimit = Sitemap.addressLimit
    var byteLimit = Sitemap.byteLimit
    private var parts: [[UInt8]] = []
    private var part = HTML()
    private var count = 0

    private static let head: StaticString =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    private static let foot: StaticString = "</urlset>\n"

    init(base: String, addressLimit: Int = Sitemap.addressLimit, byteLimit: Int = Sitemap.byteLimit) {
        self.base = base
        self.addressLimit = addressLimit
        self.byteLimit = byteLimit
    }

    /// Adds a page. `versions` are all of it with the tags of their languages, that of readers of no other language
    /// first; none, or itself alone, where it has no other.
    mutating func add(_ permalink: Permalink, changed: String?, versions: [(tag: String, permalink: Permalink)] = []) {
        var url = HTML(capacity: 200 + versions.count * 120)
        url.append("<url><loc>")
        url.append(text: permalink.canonical(base: base))
        url.append("</loc>")
        if let changed {
            url.append("<lastmod>")
            url.append(text: changed)
            url.append("</lastmod>")
        }
        if versions.count > 1, let first = versions.first {
            for version in versions { alternate(version.tag, version.permalink, to: &url) }
            alternate("x-default", first.permalink, to: &url)
        }
        url.append("</url>\n")
        if count == addressLimit || part.count + url.count + 64 > byteLimit, count > 0 { turn() }
        if count == 0 { part.append(Self.head) }
        part.append(url)
        count += 1
    }

    private func alternate(_ tag: String, _ permalink: Permalink, to xml: inout HTML) {
        xml.append("<xhtml:link rel=\"alternate\"")
        xml.append(attribute: "hreflang", tag)
        xml.append(attribute: "href", permalink.canonical(base: base))
        xml.append("/>")
    }

    private mutating func turn() {
        part.append(Self.foot)
        parts.append(part.bytes)
        part = HTML()
        count = 0
    }

    /// The files; none where nothing was added.
    mutating func files() -> [OutputFile] {
        if count > 0 { turn() }
        if parts.count < 2 { return parts.map { OutputFile(path: Self.name, bytes: $0) } }
        var index = HTML(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        )
        var files: [OutputFile] = []
        for (number, part) in parts.enumerated() {
            let name = "sitemap-\(number + 1).xml"
            files.append(OutputFile(path: name, bytes: part))
            index.append("<sitemap><loc>")
            index.append(text: base + name)
            index.append("</loc></sitemap>\n")
        }
        index.append("</sitemapindex>\n")
        return [OutputFile(path: Self.name, bytes: index.bytes)] + files
    }
}

extension PageRenderer {
    /// The sitemap of all pages and of all lists; none where the site's address is not known.
    func sitemap() -> [OutputFile] {
        guard let base = edition.configuration.baseURL else { return [] }
        var sitemap = Sitemap(base: base)
        let site = edition.site
        for (index, page) in site.pages.enumerated() {
            let changed = FeedPlan.changed(page) ?? feeds.changes[index]
            sitemap.add(
                page.permalink, changed: changed.map(SiteFrame.machine),
                versions: site.translations(of: index).map { other in
                    (edition.language(of: site.pages[other]).description, site.pages[other].permalink)
                })
        }
        let figures = frames.filter(\.hasFigures).map { frame in
            (tag: frame.tag.description, permalink: FigureLists.permalink(frame.rootFolder, .briefing, number: 1))
        }
        let tables = frames.filter(\.hasTables).map { frame in
            (tag: frame.tag.description, permalink: DataLists.permalink(frame.rootFolder))
        }
        for lists in [figures, tables] {
            for list in lists { sitemap.add(list.permalink, changed: nil, versions: lists) }
        }
        SiteLists(self).add(to: &sitemap)
        return sitemap.files()
    }
}
