import Diagnostics
import Files
import Languages
import Quantities

/// `content/site.yaml`: what holds for the whole site.
package struct SiteConfiguration: Sendable {
    package struct MenuItem: Sendable {
        /// The page's folder below `content/`, such as `briefings` or `about`.
        package var folder: String
        /// Its words in the menu; nil for the page's own title.
        package var title: LocalizedText?
        package var location: SourceLocation
    }

    package static let path = "content/site.yaml"
    package static let usualFeedEntries = 50

    package var title: LocalizedText
    package var description: LocalizedText?
    /// Where the site will stand, with a slash at its end; nil where it is not known.
    package var baseURL: String?
    /// Never empty; the first is at `/`, the others below their tag.
    package var languages: [LanguageTag]
    /// Where each of them is named.
    package var languagePlaces: [SourceLocation] = []
    /// Those that are made from others.
    package var derivations: [Derivation] = []
    /// Nil where the author left the menu to the sections.
    package var menu: [MenuItem]?
    /// The words of units, as a data package declares them; read by whoever formats quantities.
    package var units: Node?
    /// The currency that $ and 元 alone mean, by ISO 4217.
    package var currency = "HKD"
    /// How many entries a feed has at most; 0 where the site has no feeds.
    package var feedEntries = SiteConfiguration.usualFeedEntries
    /// True where the data of each page are published as one ZIP file too.
    package var zipsDownloads = false
    /// True where each page of a section has a copy in plain Markdown beside it.
    package var copiesMarkdown = true
    /// Headings whose parts are recommendations on every page.
    package var recommendations: [LocalizedText] = []
    /// What the parameters of queries to databases are bound to, by name.
    package var parameters: [String: Query.Value] = [:]
    package var limits = SiteLimits()
    /// True where raw HTML in Markdown is printed as it stands.
    package var trustsHTML: Bool

    package init(title: LocalizedText, languages: [LanguageTag]) {
        self.title = title
        self.languages = languages
        trustsHTML = false
    }

    package var firstLanguage: LanguageTag { languages.first ?? .traditionalChineseHongKong }
}

extension SiteConfiguration {
    /// Reads `site.yaml`. What is wrong falls back to what a site without it would have.
    package static func read(_ file: SourceFile) -> Diagnosed<SiteConfiguration> {
        var findings: [Diagnostic] = []
        let fallback = SiteConfiguration(
            title: LocalizedText("Gazette"), languages: [.traditionalChineseHongKong])
        guard let node = YAML.parse(file).collecting(into: &findings) else {
            if !findings.hasErrors {
                findings.append(
                    .error(
                        .siteConfig, "site.yaml is empty, a title was expected", at: SourceLocation(file: file.path)))
            }
            return Diagnosed(fallback, findings)
        }
        var reader = MappingReader(node, of: "site.yaml", into: &findings)
        var out = fallback
        if let title = reader.localizedText("title", into: &findings) {
            out.title = title
        } else if !findings.hasErrors {
            findings.append(
                .error(.siteConfig, "the site has no title", at: node.location, hint: "add “title: …” to site.yaml"))
        }
        out.description = reader.localizedText("description", into: &findings)
        out.baseURL = reader.node("base_url").flatMap { baseURL($0, into: &findings) }
        if let list = reader.sequence("languages", into: &findings) {
            let languages = languages(list, at: node.location, into: &findings)
            out.languages = languages.tags
            out.languagePlaces = languages.places
            out.derivations = languages.derivations
        }
        out.menu = reader.sequence("menu", into: &findings).map { $0.compactMap { menuItem($0, into: &findings) } }
        out.units = reader.node("units")
        out.currency = reader.node("currency").flatMap { currency($0, into: &findings) } ?? fallback.currency
        out.feedEntries = reader.node("feeds").map { feedEntries($0, into: &findings) } ?? fallback.feedEntries
        out.zipsDownloads = reader.node("downloads").map { zipsDownloads($0, into: &findings) } ?? false
        out.copiesMarkdown = reader.boolean("markdown", into: &findings) ?? true
        out.recommendations = reader.node("recommendations").map { texts($0, into: &findings) } ?? []
        out.parameters = reader.node("parameters").map { parameters($0, into: &findings) } ?? [:]
        out.limits = reader.node("limits").map { limits($0, into: &findings) } ?? SiteLimits()
        out.trustsHTML = reader.boolean("trust_html", into: &findings) ?? false
        reader.finish(into: &findings)
        return Diagnosed(out, findings)
    }

    private static func baseURL(_ node: Node, into findings: inout [Diagnostic]) -> String? {
        guard let text = node.string else {
            findings.append(.error(.keyType, "“base_url” is \(node.kind), an address was expected", at: node.location))
            return nil
        }
        guard let url = checkedBaseURL(text) else {
            findings.append(
                .error(
                    .siteConfig, "“\(text)” is no address of a site", at: node.location,
                    hint: "write it whole, such as https://briefings.example/"))
            return nil
        }
        return url
    }

    /// `feeds: false`, or `feeds: {entries: 20}`.
    private static func feedEntries(_ node: Node, into findings: inout [Diagnostic]) -> Int {
        if let isWanted = node.boolean { return isWanted ? usualFeedEntries : 0 }
        var reader = MappingReader(node, of: "feeds", into: &findings)
        let place = reader.node("entries")?.location ?? node.location
        let entries = reader.integer("entries", into: &findings)
        reader.finish(into: &findings)
        guard let entries else { return usualFeedEntries }
        if (1...1000).contains(entries) { return entries }
        findings.append(.error(.siteConfig, "a feed has from 1 to 1,000 entries, not \(entries)", at: place))
        return usualFeedEntries
    }

    /// `downloads: {zip: true}`.
    private static func zipsDownloads(_ node: Node, into findings: inout [Diagnostic]) -> Bool {
        var reader = MappingReader(node, of: "downloads", into: &findings)
        let isWanted = reader.boolean("zip", into: &findings)
        reader.finish(into: &findings)
        return isWanted ?? false
    }

    /// A text in each language, or several of them.
    private static func texts(_ node: Node, into findings: inout [Diagnostic]) -> [LocalizedText] {
        (node.sequence ?? [node]).compactMap { item in
            if let text = item.localizedText { return text }
            findings.append(
                .error(
                    .keyType, "“recommendations” holds \(item.kind), headings were expected", at: item.location,
                    hint: "write it as {zh-Hant-HK: 建議, en: Proposals}"))
            return nil
        }
    }

    private static func currency(_ node: Node, into findings: inout [Diagnostic]) -> String? {
        if let text = node.string, text.utf8.count == 3, Unit(parsing: text)?.currency == text { return text }
        findings.append(
            .error(
                .siteConfig, "\(node.scalarText.map { "“\($0)”" } ?? node.kind) is no currency", at: node.location,
                hint: "write its code of ISO 4217, such as HKD"))
        return nil
    }

    /// The address with a slash at its end; nil unless it is `http` or `https` with a host, without query or fragment.
    package static func checkedBaseURL(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let scheme = ["https://", "http://"].first { bytes.starts(with: Array($0.utf8)) }
        guard let scheme, bytes.count > scheme.utf8.count, bytes[scheme.utf8.count] != UInt8(ascii: "/") else {
            return nil
        }
        let refused = Array(" \"<>\\^`{|}?#".utf8)
        guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !refused.contains($0) }) else { return nil }
        return text.hasSuffix("/") ? text : text + "/"
    }

    private static func menuItem(_ node: Node, into findings: inout [Diagnostic]) -> MenuItem? {
        if let folder = node.string { return MenuItem(folder: trimmed(folder), location: node.location) }
        var reader = MappingReader(node, of: "a menu entry", into: &findings)
        let target = reader.node("page")
        let title = reader.localizedText("title", into: &findings)
        reader.finish(into: &findings)
        guard let target, let folder = target.string else {
            findings.append(
                .error(
                    .keyMissing, "a menu entry names no page", at: node.location,
                    hint: "write {page: briefings}, the folder below content"))
            return nil
        }
        return MenuItem(folder: trimmed(folder), title: title, location: target.location)
    }

    /// `/about/` is `about`.
    private static func trimmed(_ folder: String) -> String {
        folder.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }.joined(separator: "/")
    }
}
