import Content
import Files
import Indicators
import Languages
import Markup
import Quantities
import Tables

/// What a page says of itself to machines that read schema.org: JSON-LD in its head. A data block, no script.
struct StructuredData {
    /// Nil of a page that has nothing to say.
    let html: HTML?

    init(job: PageJob) {
        let writer = StructuredDataWriter(job: job)
        switch job.page.kind {
        case .home: html = Self.block(writer.site())
        case .section: html = Self.block(writer.collection())
        case .page: html = Self.block(writer.report())
        }
    }

    /// The list of all figures is a data set: its distribution is the site's `figures.json`.
    static func list(named name: String, about: String, at permalink: Permalink, _ frame: SiteFrame) -> HTML {
        let base = frame.edition.configuration.baseURL
        let file =
            base.map { $0 + FigureLists.json } ?? Permalink.relative(from: permalink.outputPath, to: FigureLists.json)
        return block([
            ("@context", .string("https://schema.org")), ("@type", .string("Dataset")),
            ("name", .string("\(name) · \(frame.siteTitle)")), ("description", .string(about)),
            ("inLanguage", .string(frame.tag.description)),
            ("url", base.map { .string(permalink.canonical(base: $0)) } ?? .null),
            ("isPartOf", StructuredDataWriter.site(frame)),
            ("distribution", .array([StructuredDataWriter.download(file, "application/json", name: name)])),
        ])
    }

    /// The list of all tables is a catalogue of data sets.
    static func catalog(
        named name: String, about: String, at permalink: Permalink, _ frame: SiteFrame, dataSets: [JSONValue]
    ) -> HTML {
        let base = frame.edition.configuration.baseURL
        return block([
            ("@context", .string("https://schema.org")), ("@type", .string("DataCatalog")),
            ("name", .string("\(name) · \(frame.siteTitle)")), ("description", .string(about)),
            ("inLanguage", .string(frame.tag.description)),
            ("url", base.map { .string(permalink.canonical(base: $0)) } ?? .null),
            ("isPartOf", StructuredDataWriter.site(frame)), ("dataset", .array(dataSets)),
        ])
    }

    /// A list of pages: of a tag, of an author (`ProfilePage`, with whom it is about), of all there are.
    static func list(
        named name: String, about: String?, at permalink: Permalink, _ frame: SiteFrame, type: String,
        main: JSONValue
    ) -> HTML {
        let base = frame.edition.configuration.baseURL
        return block([
            ("@context", .string("https://schema.org")), ("@type", .string(type)), ("name", .string(name)),
            ("description", JSONValue(about)), ("inLanguage", .string(frame.tag.description)),
            ("url", base.map { .string(permalink.canonical(base: $0)) } ?? .null),
            ("isPartOf", StructuredDataWriter.site(frame)), ("mainEntity", main),
        ])
    }

    /// Members without a value are left out.
    private static func block(_ members: [(String, JSONValue)]) -> HTML {
        var html = HTML("<script type=\"application/ld+json\">")
        html.append(dataBlock: StructuredDataWriter.object(members).compactBytes())
        html.append("</script>")
        return html
    }
}

/// Writes what schema.org knows of a page.
struct StructuredDataWriter {
    let job: PageJob

    var edition: Edition { job.edition }
    var base: String? { edition.configuration.baseURL }

    // MARK: Pages

    func site() -> [(String, JSONValue)] {
        [
            ("@context", .string("https://schema.org")), ("@type", .string("WebSite")),
            ("name", .string(job.frame.siteTitle)), ("description", JSONValue(job.frame.siteDescription)),
            ("inLanguage", .string(job.language.description)), ("url", url),
            ("hasPart", job.tables.isEmpty ? .null : dataSet() ?? .null),
        ]
    }

    func collection() -> [(String, JSONValue)] {
        [
            ("@context", .string("https://schema.org")), ("@type", .string("CollectionPage")),
            ("name", .string(job.frame.plainTitle(job.index))),
            ("description", JSONValue(job.frame.plainSummary(job.index))),
            ("inLanguage", .string(job.language.description)), ("url", url), ("isPartOf", Self.site(job.frame)),
            ("hasPart", job.tables.isEmpty ? .null : dataSet() ?? .null),
        ]
    }

    /// A briefing with its sources, and its tables and figures as a data set.
    func report() -> [(String, JSONValue)] {
        let matter = job.page.frontMatter
        let known = edition.taxonomies.authors
        let authors = known.terms(of: job.index).map { Self.author(known.terms[$0], job.frame) }
        return [
            ("@context", .string("https://schema.org")), ("@type", .string("Report")),
            ("headline", .string(job.frame.plainTitle(job.index))),
            ("description", JSONValue(job.frame.plainSummary(job.index))),
            ("inLanguage", .string(job.language.description)), ("url", url),
            ("datePublished", date(matter.date?.date)), ("dateModified", date(matter.lastmod?.date)),
            ("author", list(authors)), ("license", JSONValue(matter.license?.text)),
            ("isPartOf", Self.site(job.frame)), ("citation", list(job.origins.map(citation))),
            ("translationOfWork", original), ("hasPart", dataSet() ?? .null),
        ]
    }

    /// The same briefing in the language that others are translated from; null of itself.
    private var original: JSONValue {
        guard let first = edition.site.translations(of: job.index).first, first != job.index else { return .null }
        let page = edition.site.pages[first]
        return Self.object([
            ("@type", .string("Report")), ("inLanguage", .string(edition.language(of: page).description)),
            ("url", base.map { .string(page.permalink.canonical(base: $0)) } ?? .null),
        ])
    }

    /// A person, unless `authors.yaml` says that it is an organisation; its address is its own, else its page here.
    static func author(_ term: Taxonomy.Term, _ frame: SiteFrame) -> JSONValue {
        let definition = frame.edition.taxonomies.authors.definition(of: term)
        let isOrganization = definition?.isOrganization ?? false
        let page = frame.edition.configuration.baseURL.map { frame.permalink(term, .authors).canonical(base: $0) }
        let role = definition?.role?.text(in: frame.tag, first: frame.edition.firstLanguage)
        return object([
            ("@type", .string(isOrganization ? "Organization" : "Person")), ("name", .string(term.name)),
            ("jobTitle", isOrganization ? .null : JSONValue(role)),
            ("url", JSONValue(definition?.url.flatMap(absolute) ?? page)),
        ])
    }

    static func site(_ frame: SiteFrame) -> JSONValue {
        object([
            ("@type", .string("WebSite")), ("name", .string(frame.siteTitle)),
            ("url", JSONValue(frame.edition.configuration.baseURL)),
        ])
    }

    /// The page's address, which is only known with the site's.
    private var url: JSONValue { base.map { .string(job.page.permalink.canonical(base: $0)) } ?? .null }

    // MARK: Sources

    /// Whether a producer is a person or an organisation the data do not say, and so neither does this: it is a credit,
    /// which needs no type, and no publisher, which does.
    private func citation(_ origin: Origin) -> JSONValue {
        func text(_ text: LocalizedText?) -> JSONValue {
            JSONValue(text?.text(in: job.language, first: edition.firstLanguage))
        }
        let name = origin.title ?? origin.producer ?? origin.citation
        return Self.object([
            ("@type", .string("CreativeWork")), ("name", text(name)), ("creditText", text(origin.producer)),
            ("datePublished", date(origin.datePublished.flatMap { EDTFDate(parsing: $0) })),
            ("url", JSONValue(origin.url.flatMap(Self.absolute))), ("license", JSONValue(origin.license)),
            ("citation", text(origin.citation)),
        ])
    }

    /// An address of the web; what else an author writes as one stands in no machine's way.
    static func absolute(_ address: String) -> String? {
        guard let scheme = URLPolicy.scheme(of: address), ["http", "https"].contains(scheme) else { return nil }
        return URLPolicy.percentEncoded(address)
    }

    // MARK: Values

    /// An object of the members that have a value.
    static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.filter { if case .null = $0.1 { false } else { true } })
    }

    func list(_ items: [JSONValue]) -> JSONValue { items.isEmpty ? .null : .array(items) }

    private func date(_ date: EDTFDate?) -> JSONValue { JSONValue(date.map(SiteFrame.machine)) }
}
