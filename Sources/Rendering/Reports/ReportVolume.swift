import Content
import Diagnostics
import Files
import Formatting
import Indicators
import Languages
import Markup
import Quantities
import Tables
import Templates

/// Pages as one document that needs no other file: a cover, contents, lists of charts and tables, the pages with what
/// they show numbered throughout, then notes, derivations, sources and an index of figures.
package struct ReportVolume: Sendable {
    let renderer: PageRenderer
    /// The pages, in their order.
    let pages: [Int]
    /// The number of the language of its own words; a page may have another, where it was not written in this.
    let language: Int
    /// The page that gives the volume its name: the only one, a section, or the home page.
    let cover: Int
    /// Where each page of it stands, by its output path.
    private let places: [String: Int]

    package init(edition: Edition, bound: NotedList<BoundPage>, pages: [Int], cover: Int, language: Int) {
        renderer = PageRenderer(edition: edition, bound: bound)
        self.pages = pages
        self.cover = cover
        self.language = language
        places = Dictionary(
            pages.enumerated().map { (edition.site.pages[$1].permalink.outputPath, $0 + 1) },
            uniquingKeysWith: { a, _ in a })
    }

    private var edition: Edition { renderer.edition }
    private var frame: SiteFrame { renderer.frames[language] }
    private var isSingle: Bool { pages.count == 1 && pages[0] == cover }

    /// The document as HTML.
    package func html() -> Diagnosed<[UInt8]> {
        let sources = sources()
        var count = ReportPart.Count()
        var parts: [ReportPart] = []
        for (number, page) in pages.enumerated() {
            parts.append(
                ReportPart(
                    page, number: number + 1, in: self, sources: sources, isShifted: !isSingle, count: &count))
        }
        var findings = parts.flatMap(\.findings)
        var html = HTML(capacity: 400_000)
        findings += edition.theme.templates.render("report", with: .object(object(parts, sources)), into: &html)
        var file = OutputFile(path: "report.html", bytes: html.bytes, language: language)
        edition.scripts.convert(&file)
        return Diagnosed(file.bytes, findings)
    }

    /// The sources of all pages, each once, in the order in which pages name them.
    private func sources() -> [Origin] {
        var out: [Origin] = []
        for page in pages {
            for origin in PageJob(renderer: renderer, index: page).origins where !out.contains(origin) {
                out.append(origin)
            }
        }
        return out
    }

    // MARK: What the template may ask for

    private func object(_ parts: [ReportPart], _ sources: [Origin]) -> TemplateObject {
        let words = edition.theme.interface
        let page = edition.site.pages[cover]
        let title = isSingle ? parts[0].title : HTML(text: frame.plainTitle(cover))
        let plainTitle = frame.plainTitle(cover)
        let subtitle = isSingle ? parts[0].subtitle : nil
        let summary =
            isSingle
            ? parts[0].summary
            : (frame.plainSummary(cover) ?? (page.kind == .home ? frame.siteDescription : nil)).map { HTML(text: $0) }
        let style = ReportStyle(
            edition.theme, site: frame.siteTitle,
            headings: parts.map { (number: $0.number, text: converted($0.plainTitle)) })
        let lists = [
            list(
                "report-charts", words.text("report_charts", language), parts.flatMap(\.captions).filter { !$0.isTable }
            ),
            list("report-tables", words.text("report_tables", language), parts.flatMap(\.captions).filter(\.isTable)),
        ].compactMap { $0 }
        let notes = parts.flatMap(\.footnotes)
        let index = index(of: parts)
        let hasDerivations = parts.contains { !$0.derivations.isEmpty }
        let job = PageJob(renderer: renderer, index: cover)
        var sourceJob = job
        sourceJob.origins = sources
        var object: TemplateObject = [
            "t": .object(words.object(language)), "lang": .text(frame.tag.description),
            "dir": frame.tag.isRightToLeft ? .text("rtl") : .missing, "policy": .text(style.policy),
            "head_title": .text(frame.headTitle(plainTitle, page)), "site_title": .text(frame.siteTitle),
            "description": text(frame.plainSummary(cover)), "style": .markup(style.html), "title": .markup(title),
            "subtitle": subtitle.map(TemplateValue.markup) ?? .missing,
            "summary": summary.map(TemplateValue.markup) ?? .missing, "authors": text(authors(parts)),
            "date": text(date()), "address": text(address(of: page)), "is_volume": .boolean(!isSingle),
        ]
        object.set("contents", .list(contents(parts, notes, hasDerivations, sources, index)))
        object.set("lists", .list(lists))
        object.set("has_lists", .boolean(!lists.isEmpty))
        object.set("parts", .list(parts.map(part)))
        object.set("notes", .list(notes))
        object.set("has_notes", .boolean(!notes.isEmpty))
        object.set("has_derivations", .boolean(hasDerivations))
        object.set("sources", .list(sourceJob.sourceList()))
        object.set("has_sources", .boolean(!sources.isEmpty))
        object.set("index", .list(index))
        object.set("has_index", .boolean(!index.isEmpty))
        return object
    }

    private func text(_ value: String?) -> TemplateValue {
        guard let value, !value.isEmpty else { return .missing }
        return .text(value)
    }

    /// A text that stands in no markup, in the script of the language.
    private func converted(_ text: String) -> String { edition.scripts.text(text, language) }

    private func part(_ part: ReportPart) -> TemplateValue {
        let tag = edition.language(of: edition.site.pages[part.index])
        return .object([
            "number": .integer(part.number), "id": .text(part.id), "title": .markup(part.title),
            "subtitle": part.subtitle.map(TemplateValue.markup) ?? .missing,
            "summary": part.summary.map(TemplateValue.markup) ?? .missing,
            "imprint": text(part.imprint.joined(separator: " · ")), "has_head": .boolean(!isSingle),
            "part_lang": tag == frame.tag ? .missing : .text(tag.description), "body": .markup(part.body),
            "derivations": .markup(part.derivations), "has_derivations": .boolean(!part.derivations.isEmpty),
        ])
    }

    private func contents(
        _ parts: [ReportPart], _ notes: [TemplateValue], _ hasDerivations: Bool, _ sources: [Origin],
        _ index: [TemplateValue]
    ) -> [TemplateValue] {
        func entry(_ level: Int, _ id: String, _ text: String) -> TemplateValue {
            .object(["level": .integer(level), "id": .text(id), "text": .text(text)])
        }
        var out: [TemplateValue] = []
        for part in parts {
            if !isSingle { out.append(entry(1, part.id, part.plainTitle)) }
            out += part.headings.filter { isSingle || $0.level == 2 }.map { heading in
                entry(isSingle ? heading.level - 1 : 2, heading.id, heading.text)
            }
        }
        let ends: [(Bool, String, String)] = [
            (!notes.isEmpty, "report-notes", "notes"), (hasDerivations, "report-derivations", "derivations"),
            (!sources.isEmpty, "report-sources", "sources"), (!index.isEmpty, "report-index", "report_index"),
        ]
        for (isThere, id, name) in ends where isThere {
            out.append(entry(1, id, edition.theme.interface.text(name, language)))
        }
        return out
    }

    private func list(_ id: String, _ title: String, _ captions: [ReportPart.Caption]) -> TemplateValue? {
        if captions.isEmpty { return nil }
        let entries = captions.map { caption -> TemplateValue in
            .object(["id": .text(caption.id), "number": .text(caption.number), "text": .text(caption.text)])
        }
        return .object(["id": .text(id), "title": .text(title), "entries": .list(entries)])
    }

    /// All figures by their labels; those of one label in the order of the pages.
    private func index(of parts: [ReportPart]) -> [TemplateValue] {
        let figures = parts.flatMap(\.figures)
        let keys = figures.enumerated().map { (key: Array($0.element.label.lowercased().utf8), at: $0.offset) }
        let order = keys.sorted { a, b in
            a.key == b.key ? a.at < b.at : a.key.lexicographicallyPrecedes(b.key)
        }
        return order.map { entry in
            let figure = figures[entry.at]
            return .object([
                "id": .text(figure.id), "text": .text(figure.label), "value": .text(figure.value),
                "number": .integer(figure.note),
            ])
        }
    }

    private func authors(_ parts: [ReportPart]) -> String {
        var names: [String] = []
        for page in pages {
            for name in PageJob(renderer: renderer, index: page).authorNames where !names.contains(name) {
                names.append(name)
            }
        }
        return names.joined(separator: frame.tag.isChinese ? "、" : ", ")
    }

    /// When the newest of its pages last changed.
    private func date() -> String? {
        let dates = pages.compactMap { FeedPlan.changed(edition.site.pages[$0]) }
        return dates.max { $0.firstDay < $1.firstDay }.map { DateWords.text($0, in: frame.tag) }
    }

    private func address(of page: Page) -> String? {
        edition.configuration.baseURL.map { page.permalink.canonical(base: $0) }
    }

    // MARK: Links and pictures

    /// What a link on the page `from` becomes: a place of this document, a whole address, or nothing.
    func link(_ address: String, from: String) -> String? {
        if URLPolicy.scheme(of: address) != nil || address.hasPrefix("//") { return address }
        let end = address.utf8.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") } ?? address.endIndex
        let suffix = String(address[end...])
        guard let path = Permalink.decoded(String(address[..<end])),
            let target = Permalink.resolved(path, from: SourcePath.folder(of: from))
        else { return nil }
        if let number = places[target] {
            return suffix.hasPrefix("#") && suffix.utf8.count > 1 ? "#b\(number)-\(suffix.dropFirst())" : "#b\(number)"
        }
        guard let base = edition.configuration.baseURL else { return nil }
        let encoded = Permalink.encoded(target)
        let isFolder = encoded.hasSuffix("/" + Permalink.folderFile) || encoded == Permalink.folderFile
        return base + (isFolder ? String(encoded.dropLast(Permalink.folderFile.utf8.count)) : encoded) + suffix
    }

    /// The pictures that a page shows, as addresses that hold them, by their addresses on the page.
    func pictures(of job: PageJob) -> [String: String] {
        var out: [String: String] = [:]
        for link in job.page.body.links where link.isImage {
            guard case .asset(let path, _) = renderer.resolver.resolve(link.destination, from: job.index),
                let bytes = edition.tree.read("content/" + path).value?.bytes
            else { continue }
            var findings: [Diagnostic] = []
            let address = renderer.address(of: link, on: job.index, into: &findings)
            out[address] = DataAddress.of(bytes, named: path)
        }
        return out
    }
}
