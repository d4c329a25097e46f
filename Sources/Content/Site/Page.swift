import Diagnostics
import Files
import Languages
import Markup

/// A page that was read: its head, its text with holes, and where it will stand.
package struct Page: Sendable {
    /// What copies of a page share: pages are handed about far more often than they are made.
    private final class Storage: Sendable {
        let kind: PageKind
        let folder: String
        let language: Int
        let derivedFrom: Int?
        let path: String?
        let permalink: Permalink
        let frontMatter: FrontMatter
        let title: InlineMarkdown
        let subtitle: InlineMarkdown?
        let summary: InlineMarkdown?
        let body: Noted<MarkdownDocument>

        init(
            kind: PageKind, folder: String, language: Int, derivedFrom: Int?, path: String?, permalink: Permalink,
            frontMatter: FrontMatter, title: InlineMarkdown, subtitle: InlineMarkdown?, summary: InlineMarkdown?,
            body: MarkdownDocument
        ) {
            self.kind = kind
            self.folder = folder
            self.language = language
            self.derivedFrom = derivedFrom
            self.path = path
            self.permalink = permalink
            self.frontMatter = frontMatter
            self.title = title
            self.subtitle = subtitle
            self.summary = summary
            self.body = Noted(body)
        }
    }

    private let storage: Storage

    package init(
        kind: PageKind, folder: String, language: Int, derivedFrom: Int? = nil, path: String?, permalink: Permalink,
        frontMatter: FrontMatter, title: InlineMarkdown, subtitle: InlineMarkdown?, summary: InlineMarkdown?,
        body: MarkdownDocument
    ) {
        storage = Storage(
            kind: kind, folder: folder, language: language, derivedFrom: derivedFrom, path: path, permalink: permalink,
            frontMatter: frontMatter, title: title, subtitle: subtitle, summary: summary, body: body)
    }

    package var kind: PageKind { storage.kind }
    /// Below `content/`: `briefings/cars`, "" for home.
    package var folder: String { storage.folder }
    package var language: Int { storage.language }
    /// The language that it is made from, by its number; nil of a page that was written.
    package var derivedFrom: Int? { storage.derivedFrom }
    /// Its Markdown file (of a derived page that of the original); nil where the folder alone makes it.
    package var path: String? { storage.path }
    package var permalink: Permalink { storage.permalink }
    package var frontMatter: FrontMatter { storage.frontMatter }
    package var title: InlineMarkdown { storage.title }
    package var subtitle: InlineMarkdown? { storage.subtitle }
    package var summary: InlineMarkdown? { storage.summary }
    /// Most who look at a page look at its head alone: who looks at its text is noted apart.
    package var body: MarkdownDocument { storage.body.value }
    package var bodyNumber: Int { storage.body.number }

    /// The last part of the folder, "" of home.
    package var slug: String { folder.split(separator: "/").last.map(String.init) ?? "" }

    /// The folder above, nil of home.
    package var parentFolder: String? {
        if folder.isEmpty { return nil }
        return SourcePath.folder(of: folder)
    }

    /// True where a site in which this page stands in the place of the other hangs together in the same way: all that
    /// their front matter says is the same, except for texts that are only shown.
    package func hangsTogether(like other: Page) -> Bool {
        var matter = frontMatter
        matter.title = other.frontMatter.title
        matter.subtitle = other.frontMatter.subtitle
        matter.summary = other.frontMatter.summary
        matter.description = other.frontMatter.description
        return matter == other.frontMatter && kind == other.kind && folder == other.folder && path == other.path
            && language == other.language && permalink == other.permalink
    }

    /// True where the heads of the two say the same, and stand at the same places.
    package func hasHead(of other: Page) -> Bool { hangsTogether(like: other) && frontMatter == other.frontMatter }

    /// The page without the source of its text's prose.
    var withoutProse: Page {
        var body = storage.body.unnoted
        body.proseSource = ProseSource()
        return Page(
            kind: kind, folder: folder, language: language, derivedFrom: derivedFrom, path: path, permalink: permalink,
            frontMatter: frontMatter, title: title, subtitle: subtitle, summary: summary, body: body)
    }

    /// The page with its title alone, at its own address or another.
    package func withoutText(at other: Permalink? = nil) -> Page {
        Page(
            kind: kind, folder: folder, language: language, derivedFrom: derivedFrom, path: path,
            permalink: other ?? permalink,
            frontMatter: frontMatter, title: title, subtitle: nil, summary: nil, body: MarkdownDocument())
    }
}

extension Page {
    /// Reads one page. `fallbackTitle` serves where the page has no file.
    package static func read(
        _ source: PageSource, file: SourceFile?, configuration: SiteConfiguration
    ) -> Diagnosed<Page> {
        var findings: [Diagnostic] = []
        let options = MarkdownOptions(trustsHTML: configuration.trustsHTML)
        var matter = FrontMatter()
        var document = MarkdownDocument()
        if let file, let bytes = SourceText.checked(file).collecting(into: &findings) {
            let parts = FrontMatter.read(bytes, file: file.path).collecting(into: &findings)
            matter = parts.frontMatter
            document = Markdown.document(parts.body, file: file.path, firstLine: parts.bodyLine, options: options)
                .collecting(into: &findings)
            if let title = matter.title, title.text.utf8.allSatisfy({ $0 == 0x20 }) {
                findings.append(.error(.pageTitle, "the title is empty", at: title.location, hint: "write one"))
            }
            if matter.title == nil, source.kind == .page, !findings.hasErrors {
                findings.append(
                    .error(
                        .pageTitle, "the page has no title", at: SourceLocation(file: file.path),
                        hint: "add “title: …” between two lines of three dashes at its head"))
            }
        }
        func inline(_ text: FrontMatter.Text?) -> InlineMarkdown? {
            text.map {
                Markdown.inline($0.text, at: $0.location, places: $0.places, options: options)
                    .collecting(into: &findings)
            }
        }
        let number = language(of: source, matter.lang, configuration, into: &findings)
        let language =
            configuration.languages.indices.contains(number)
            ? configuration.languages[number] : configuration.firstLanguage
        let implied =
            source.kind == .home
            ? configuration.title.text(in: language, first: configuration.firstLanguage)
            : source.folder.split(separator: "/").last.map(String.init) ?? ""
        let page = Page(
            kind: source.kind, folder: source.folder, language: number, path: source.path,
            permalink: permalink(source, number, matter, configuration, into: &findings), frontMatter: matter,
            title: inline(matter.title) ?? InlineMarkdown(text: implied), subtitle: inline(matter.subtitle),
            summary: inline(matter.summary ?? matter.description), body: document)
        return Diagnosed(page, findings)
    }

    private static func permalink(
        _ source: PageSource, _ language: Int, _ matter: FrontMatter, _ configuration: SiteConfiguration,
        into findings: inout [Diagnostic]
    ) -> Permalink {
        let slug = matter.slug
        var folder = source.folder
        if let slug, source.kind != .home {
            if !source.folder.utf8.contains(UInt8(ascii: "/")),
                PageSource.reserved(configuration.languages).contains(slug.text)
            {
                findings.append(
                    .error(
                        .siteReserved, "“\(slug.text)” is the address of something that the site writes itself",
                        at: slug.location, hint: "choose another slug"))
            } else if isSlug(slug.text) {
                folder = (folder.split(separator: "/").dropLast().map(String.init) + [slug.text]).joined(separator: "/")
            } else {
                findings.append(
                    .error(
                        .pageSlug, "“\(slug.text)” is no slug", at: slug.location,
                        hint: "a slug is one part of an address: letters, digits and dashes, no slash, dot or percent"))
            }
        }
        let prefix =
            language > 0 && configuration.languages.indices.contains(language)
            ? configuration.languages[language].description : ""
        if let written = matter.url.flatMap({ permalink(url: $0, prefix, configuration, into: &findings) }) {
            return written
        }
        return Permalink(folder: [prefix, folder].filter { !$0.isEmpty }.joined(separator: "/"))
    }

    /// A page's own address, as Hugo has it: from a slash on from the root of the site, else from that of the language.
    private static func permalink(
        url: FrontMatter.Text, _ prefix: String, _ configuration: SiteConfiguration, into findings: inout [Diagnostic]
    ) -> Permalink? {
        guard let permalink = Permalink(written: url.text, from: prefix) else {
            findings.append(Permalink.refusal(of: url, "url"))
            return nil
        }
        let top = permalink.folder.split(separator: "/").first.map(String.init) ?? ""
        if PageSource.reservedSections.contains(top) {
            findings.append(
                .error(
                    .siteReserved, "“/\(top)/” is the address of something that the site writes itself",
                    at: url.location, hint: "choose another address"))
            return nil
        }
        return permalink
    }

    /// The language that the front matter says, else that of the file's name.
    private static func language(
        of source: PageSource, _ written: FrontMatter.Text?, _ configuration: SiteConfiguration,
        into findings: inout [Diagnostic]
    ) -> Int {
        guard let written else { return source.language }
        guard let number = PageSource.languageIndex(written.text, configuration.languages) else {
            findings.append(
                .error(
                    .pageLanguage, "the site has no language “\(written.text)”", at: written.location,
                    hint: "languages in site.yaml are "
                        + configuration.languages.map(\.description).joined(separator: ", ")))
            return source.language
        }
        let name = SourcePath.name(of: source.path ?? "")
        if number != source.language, name.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 1 {
            findings.append(
                .error(
                    .pageLanguage, "the file's name says another language than “\(written.text)”",
                    at: written.location, hint: "rename the file, or remove “lang”"))
            return source.language
        }
        return number
    }

    /// One part of a path that means nothing else: no slash, backslash, percent, control character, nor dots alone.
    private static func isSlug(_ text: String) -> Bool {
        let refused = Array("/\\%?#:".utf8)
        return !text.isEmpty && text.utf8.count <= 200 && !text.utf8.starts(with: [UInt8(ascii: ".")])
            && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && !refused.contains($0) }
    }
}

extension InlineMarkdown {
    /// A plain text.
    init(text: String) {
        self.init(content: Passage(html: HTML(text: text)), text: text)
    }
}
