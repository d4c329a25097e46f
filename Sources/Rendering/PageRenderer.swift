import Content
import Diagnostics
import Files
import Formatting
import Languages
import Markup
import Quantities
import Scripts
import Tables
import Templates

/// Renders pages: fills the holes of their Markdown, prints them through the templates, and makes what is published
/// beside them.
package final class PageRenderer: Sendable {
    package let edition: Edition
    /// By the number of the page.
    package let bound: NotedList<BoundPage>
    let resolver: LinkResolver
    /// What every page of a language shows: menu, words, by the language's number.
    let frames: [SiteFrame]
    /// For each page, the names of its charts and tables, and the ids that a link may lead to.
    let embeds: NotedList<EmbedNames>
    let feeds: FeedPlan
    let reading: ReadingOrder
    let related: RelatedPages
    let anchors: NotedList<Set<String>>
    /// Where drawings are kept; nil where every page is rendered once.
    let drawings: (any PageDrawingStore)?

    /// With `like`, a renderer of the same site, whose pages hang together in the same way and differ in the figures, the
    /// tables or the text of those that `changed` names: what that one knows of the others is taken over.
    package init(
        edition: Edition, bound: NotedList<BoundPage>, like: PageRenderer? = nil, changed: Set<Int> = [],
        drawings: (any PageDrawingStore)? = nil
    ) {
        self.edition = edition
        self.bound = bound
        self.drawings = drawings
        reading = like?.reading ?? ReadingOrder(edition.site)
        related = like?.related ?? RelatedPages(edition.taxonomies.tags, in: edition.site)
        let known = like.flatMap {
            $0.edition.bundles.values.numbers == edition.bundles.values.numbers ? $0.resolver : nil
        }
        resolver = LinkResolver(
            site: edition.site, tree: edition.tree,
            tables: known?.tables ?? Set(edition.bundles.values.flatMap { $0.data.tables.map(\.path) }),
            folders: like?.resolver.folders)
        frames = edition.configuration.languages.indices.map {
            SiteFrame(edition: edition, bound: bound, language: $0, like: like?.frames[$0], changed: changed)
        }
        feeds = like?.feeds ?? FeedPlan(edition)
        let pages = edition.site.pages
        let embeds = NotedList.derived(count: pages.count, from: like?.embeds, changed: changed) { index in
            EmbedNames(pages[index], tables: edition.bundles[pages[index].folder]?.data.tables ?? [])
        }
        self.embeds = embeds
        anchors = NotedList.derived(count: pages.count, from: like?.anchors, changed: changed) { index in
            var ids = Set(pages[index].body.anchors)
            ids.formUnion(embeds[index].ids)
            ids.formUnion(bound[index].all.map(\.id))
            ids.insert("main")
            return ids
        }
    }

    /// True where what no page's own values tell is the same: which lists there are, and which tables are published.
    package func isFramed(like other: PageRenderer) -> Bool {
        resolver.tables == other.resolver.tables
            && zip(frames, other.frames).allSatisfy { $0.hasFigures == $1.hasFigures && $0.hasTables == $1.hasTables }
    }

    /// The numbers of all values of this renderer that `other`, one of the same site, has no more.
    package func numbers(goneIn other: PageRenderer) -> Set<Int> {
        var gone = edition.numbers(goneIn: other.edition)
        gone.formUnion(bound.numbers(goneIn: other.bound))
        gone.formUnion(embeds.numbers(goneIn: other.embeds))
        gone.formUnion(anchors.numbers(goneIn: other.anchors))
        for (a, b) in zip(frames, other.frames) { gone.formUnion(a.numbers(goneIn: b)) }
        return gone
    }

    /// One page with all its files, in its own script. What is wrong with a page that is derived is told of its original.
    package func render(_ index: Int) -> Diagnosed<RenderedPage> {
        var job = PageJob(renderer: self, index: index)
        var page = job.render()
        for i in page.files.indices {
            page.unknown.formUnion(edition.scripts.convert(&page.files[i]))
        }
        return Diagnosed(page, job.page.derivedFrom == nil ? job.findings : [])
    }

    /// A page as `figures.json` tells of it.
    func version(_ index: Int) -> FiguresJSON.Version {
        let page = edition.site.pages[index]
        let frame = frames[page.language]
        return FiguresJSON.Version(
            language: frame.tag, permalink: page.permalink, title: frame.plainTitle(index), figures: bound[index].all)
    }

    /// Whether a page has the id that a link names.
    func hasAnchor(_ id: String, on page: Int) -> Bool { anchors.indices.contains(page) && anchors[page].contains(id) }
}

/// The rendering of one page.
struct PageJob {
    let renderer: PageRenderer
    let index: Int
    let page: Page
    let figures: FigureWriter
    /// The sources that the page lists.
    var origins: [Origin]
    var findings: [Diagnostic] = []
    var out = RenderedPage()
    let bound: BoundPage
    /// What its charts and tables were printed from, in reading order.
    var dataUses: [DataUse] = []
    /// By the number of the embed, what was drawn so far.
    var briefs: [Int: ChartBrief] = [:]
    /// In a report, what its charts and tables are numbered as, by the number of the embed; nil on a page.
    var captions: [Int: String]?
    /// Which page of its list, from 1: those after the first have its title and no text.
    let listPage: Int

    init(renderer: PageRenderer, index: Int, listPage: Int = 1) {
        self.renderer = renderer
        self.index = index
        self.listPage = listPage
        let whole = renderer.edition.site.pages[index]
        page = listPage > 1 ? whole.continued(listPage) : whole
        bound = listPage > 1 ? renderer.bound[index].titleAlone : renderer.bound[index]
        figures = FigureWriter(edition: renderer.edition, page: page, bound: bound)
        origins = Self.origins(page, figures.notes, in: renderer.edition)
    }

    var edition: Edition { renderer.edition }
    var language: LanguageTag { figures.language }
    var frame: SiteFrame { renderer.frames[page.language] }
    var outputPath: String { page.permalink.outputPath }

    /// The path of a file beside the page.
    func path(of name: String) -> String {
        page.permalink.folder.isEmpty ? name : page.permalink.folder + "/" + name
    }

    mutating func render() -> RenderedPage {
        out.tally.pages = 1
        out.tally.figures = bound.all.count { $0.figure != nil }
        out.tally.claims = bound.all.count { $0.isClaim }
        let object = pageObject()
        var html = HTML(capacity: 24_000)
        let template = template()
        findings += edition.theme.templates.render(template, with: .object(object), into: &html)
        // Before what its charts brought.
        let source = page.path ?? "content/" + page.folder
        out.files.insert(
            OutputFile(path: outputPath, bytes: html.bytes, source: source, language: page.language), at: 0)
        if renderer.feeds.members.contains(index) { out.charts = briefs }
        addListPages(template)
        if MarkdownCopy.isWanted(page, in: edition) { out.files.append(MarkdownCopy(job: self).file()) }
        addDownloads()
        return out
    }

    // MARK: What templates may ask for

    /// How many briefings stand on the home page below the newest; the sections list them all.
    private static let frontPage = 11

    mutating func pageObject() -> TemplateObject {
        let title = fill(page.title.content, bound.title, page.title.links)
        let subtitle = page.subtitle.map { fill($0.content, bound.subtitle, $0.links) }
        let summary = page.summary.map { fill($0.content, bound.summary, $0.links) }
        let recommendations = Recommendations(page, in: edition)
        findings += recommendations.findings
        let body = fill(recommendations.wrapping(page.body.body), bound.body, page.body.links)
        let footnotes = page.body.footnotes.map { footnote($0) }
        let contents = contentsList()
        let listed = entryPages()
        let entries = listed.map { frame.entry($0, from: outputPath) }
        let sections = page.kind == .home ? frame.sections(from: outputPath) : []
        let derivations = derivationList()
        let sources = sourceList()
        let data = PageData(of: self)
        out.data = data.rows
        var object = frame.object(for: index, page, renderer)
        let plainTitle = frame.plainTitle(index)
        let parts: [TemplateObject.Entry] = [
            (key: "kind", value: .text(page.kind.rawValue)),
            (key: "head_title", value: .text(frame.headTitle(plainTitle, page))),
            (key: "description", value: text(frame.plainSummary(index) ?? frame.siteDescription)),
            (key: "title", value: .markup(title)),
            (key: "subtitle", value: subtitle.map(TemplateValue.markup) ?? .missing),
            (key: "summary", value: summary.map(TemplateValue.markup) ?? .missing),
            (key: "body", value: .markup(body)),
            (key: "has_body", value: .boolean(!body.isEmpty)),
            (key: "footnotes", value: .list(footnotes)),
            (key: "has_footnotes", value: .boolean(!footnotes.isEmpty)),
            (key: "contents", value: .list(contents)),
            (key: "has_contents", value: .boolean(contents.count > 1)),
            (key: "entries", value: .list(entries)),
            (key: "has_entries", value: .boolean(!entries.isEmpty)),
            (key: "lead", value: lead(listed.first, entries.first)),
            (key: "more", value: .list(Array(entries.dropFirst().prefix(Self.frontPage)))),
            (key: "has_more", value: .boolean(entries.count > 1)),
            (key: "sections", value: .list(sections)),
            (key: "has_sections", value: .boolean(!sections.isEmpty)),
            (key: "derivations", value: .list(derivations)),
            (key: "has_derivations", value: .boolean(!derivations.isEmpty)),
            (key: "sources", value: .list(sources)),
            (key: "has_sources", value: .boolean(!sources.isEmpty)),
        ]
        for part in parts { object.set(part.key, part.value) }
        data.set(on: &object)
        addMatter(to: &object)
        if page.kind == .page {
            object.set(
                "article",
                .object([
                    "published": text((page.frontMatter.date?.date).map(SiteFrame.machine)),
                    "modified": text((page.frontMatter.lastmod?.date).map(SiteFrame.machine)),
                ]))
        }
        object.set("page_citation", page.kind == .page ? .text(citation() + siteAddress) : .missing)
        let isTimed = page.kind == .page && page.isOfSection
        object.set(
            "reading_minutes", isTimed ? .integer(ReadingTime(page, figures: bound.body).minutes) : .missing)
        if listPage == 1, MarkdownCopy.isWanted(page, in: edition) {
            let copy = MarkdownCopy.path(of: page.permalink)
            object.set("markdown", .text(Permalink.relative(from: outputPath, to: copy)))
        }
        object.set("structured_data", StructuredData(job: self).html.map(TemplateValue.markup) ?? .missing)
        addLists(to: &object)
        return object
    }

    private func text(_ value: String?) -> TemplateValue {
        guard let value, !value.isEmpty else { return .missing }
        return .text(value)
    }

    private func addMatter(to object: inout TemplateObject) {
        let matter = page.frontMatter
        let authors = authorLinks
        let tags = tagLinks
        object.set("date", SiteFrame.date(matter.date?.date, language))
        object.set("lastmod", SiteFrame.date(matter.lastmod?.date, language))
        object.set("outdated", edition.site.newerOriginal(of: index).map(original) ?? .missing)
        object.set("authors", .list(authors))
        object.set("has_authors", .boolean(!authors.isEmpty))
        object.set("has_byline", .boolean(!authors.isEmpty || matter.date != nil || matter.lastmod != nil))
        object.set("tags", .list(tags))
        object.set("has_tags", .boolean(!tags.isEmpty))
        object.set("license", text(matter.license?.text))
        object.set("params", parameters)
    }

    /// What a translation that is older than it leads to.
    private func original(_ other: Int) -> TemplateValue {
        let page = edition.site.pages[other]
        return .object([
            "href": .text(Permalink.relative(from: outputPath, to: page.permalink.outputPath)),
            "tag": .text(edition.language(of: page).description),
        ])
    }

    private mutating func footnote(_ note: Footnote) -> TemplateValue {
        let content = fill(note.content, bound.body, page.body.links)
        let back = edition.theme.interface.text("back_to_text", page.language)
        return .object([
            "id": .text(note.id), "number": .integer(note.number), "text": .markup(content),
            "references": .list(
                note.references.enumerated().map { number, id in
                    let label = note.references.count > 1 ? "\(back) \(number + 1)" : back
                    return .object(["id": .text(id), "label": .text(label)])
                }),
        ])
    }

    /// The headings of the second and third level.
    private func contentsList() -> [TemplateValue] {
        page.body.headings.filter { $0.level == 2 || $0.level == 3 }.map { heading in
            let text = heading.content.plainText { bound.body.indices.contains($0) ? bound.body[$0].text : "" }
            return .object(["id": .text(heading.id), "level": .integer(heading.level), "text": .text(text)])
        }
    }

    /// The home page has the newest briefings: sections list them all.
    private func entryPages() -> [Int] {
        page.kind == .home ? Array(newest().prefix(500)) : listedPages
    }

    /// The newest briefing leads the home page, with its first chart.
    private func lead(_ newest: Int?, _ entry: TemplateValue?) -> TemplateValue {
        guard page.kind == .home, case .object(var object)? = entry, let newest else { return entry ?? .missing }
        let chart = LeadChart(of: newest, renderer)?.object(from: outputPath).map(TemplateValue.object)
        object.set("chart", chart ?? .missing)
        object.set("has_chart", .boolean(chart != nil))
        return .object(object)
    }

    /// What the home page lists: briefings with a date, where there are any; a page of a manual has none, and no news.
    private func newest() -> [Int] {
        let briefings = edition.site.listedDescendants(of: index).filter { isBriefing($0) }
        let dated = briefings.filter { edition.site.pages[$0].frontMatter.date != nil }
        return dated.isEmpty ? briefings : dated
    }

    /// True of pages that stand in a section; what hangs right below home is a page of the site itself.
    private func isBriefing(_ other: Int) -> Bool {
        let folder = edition.site.pages[other].folder
        return folder.utf8.contains(UInt8(ascii: "/"))
    }

    // MARK: Holes

    /// A passage with its holes filled.
    mutating func fill(_ passage: Passage, _ figures: [BoundFigure], _ links: [LinkReference]) -> HTML {
        var html = HTML(capacity: passage.html.count + passage.holes.count * 200)
        // Filling may find something; the findings are taken out of the closure's way.
        var job = self
        var rows = HeadlineRows(in: passage, figures)
        let isButton: (Passage.Content) -> Bool = { content in
            guard case .figure(let number) = content, figures.indices.contains(number) else { return false }
            return figures[number].figure != nil && !figures[number].reference.isBlock
        }
        // What an author has written in a language that is otherwise converted stays as it is; a figure does not.
        let isWritten =
            page.derivedFrom == nil && page.path != nil && edition.scripts.converts(page.language) && !passage.isEmpty
        if isWritten { html.withBytes { $0.append(ScriptMarkup.written.begin) } }
        passage.write(into: &html, keeping: isButton) { content, html in
            var isApart = false
            if isWritten {
                switch content {
                case .figure, .embed: isApart = true
                case .figureText, .href: break
                }
            }
            if isApart { html.withBytes { $0.append(ScriptMarkup.written.end) } }
            defer { if isApart { html.withBytes { $0.append(ScriptMarkup.written.begin) } } }
            switch content {
            case .figure(let number):
                guard figures.indices.contains(number) else { return }
                rows.open(number, in: html)
                job.write(figures[number], namesSources: !rows.isShared(number), into: &html)
                if let cards = rows.close(number, in: &html) {
                    let shared = rows.isShared(number) ? figures[number].figure : nil
                    job.write(row: cards, sources: shared.map(job.figures.sources) ?? [], into: &html)
                }
            case .figureText(let number):
                if figures.indices.contains(number) { html.append(text: figures[number].text) }
            case .embed(let number):
                if page.body.embeds.indices.contains(number) { job.write(embed: number, into: &html) }
            case .href(let number):
                if links.indices.contains(number) {
                    html.append(text: renderer.address(of: links[number], on: index, into: &job.findings))
                }
            }
        }
        if isWritten { html.withBytes { $0.append(ScriptMarkup.written.end) } }
        self = job
        return html
    }

    private mutating func write(_ occurrence: BoundFigure, namesSources: Bool, into html: inout HTML) {
        guard let figure = occurrence.figure else {
            if !occurrence.reference.wordsHTML.isEmpty { html.append(occurrence.reference.wordsHTML) }
            return
        }
        var object = figures.object(occurrence, figure, namesSources: namesSources)
        object.set("t", .object(edition.theme.interface.object(page.language)))
        let template = figures.templateName(of: occurrence)
        findings += edition.theme.templates.render(template, with: .object(object), into: &html)
    }
}
