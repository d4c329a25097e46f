import Content
import Files
import Indicators
import Markup
import Tables
import Templates

extension PageJob {
    /// The page's tables, as they are published beside it.
    var tables: [Table] { edition.bundles[page.folder]?.data.tables ?? [] }

    /// Puts every table as CSV beside the page, and its figures as JSON.
    mutating func addDownloads() {
        for table in tables {
            out.files.append(OutputFile(path: path(of: table.name + ".csv"), bytes: table.csv(), source: table.path))
        }
        // A bundle has the file without figures too, so that whoever collects them need not guess. The home page's are
        // in the file of the site, which stands in its place.
        let json = FiguresJSON(edition: edition, page: page)
        if page.path != nil, page.kind == .page || page.kind == .section && hasFigures {
            let bytes = json.file(renderer.version(index))
            out.files.append(OutputFile(path: path(of: "figures.json"), bytes: bytes, source: page.path))
        }
        // The first version of a page speaks for all of them.
        let versions = edition.site.versions(of: index)
        if versions.first == index { out.figures.json = json.siteElements(versions.map(renderer.version)) }
        out.figures.rows = figureRows()
    }

    var hasFigures: Bool { bound.all.contains { $0.figure != nil } }

    /// Links to what is published beside the page.
    func downloadList() -> [TemplateValue] {
        var list: [TemplateValue] = tables.map { table in
            .object([
                "href": .text(Permalink.encoded(table.name + ".csv")),
                "title": .text(table.displayTitle(in: language, first: edition.firstLanguage)), "kind": .text("CSV"),
            ])
        }
        if hasFigures {
            let path = page.kind == .home ? FigureLists.json : self.path(of: "figures.json")
            list.append(
                .object([
                    "href": .text(Permalink.relative(from: outputPath, to: path)),
                    "title": .text(edition.theme.interface.text("figures_json", page.language)), "kind": .text("JSON"),
                ]))
        }
        return list
    }

    /// The sources of the page's tables and figures, each once.
    func sourceList() -> [TemplateValue] { origins.map(source) }

    /// Each figure of the page once, in the order of first occurrence.
    func eachFigure() -> [Figure] { figures.notes.notes.filter(\.isPrinted).map(\.figure) }

    func source(_ origin: Origin) -> TemplateValue {
        .object([
            "text": .text(SourceWords.text(origin, language, first: edition.firstLanguage)),
            "url": origin.url.flatMap { URLPolicy.isAllowed($0) ? .text(URLPolicy.percentEncoded($0)) : nil }
                ?? .missing,
            "is_stale": .boolean(origin.staleSince(edition.asOf) != nil),
            "accessed": origin.dateAccessed.map { .text(SourceWords.accessed($0, language)) } ?? .missing,
            "number": origins.firstIndex(of: origin).map { .integer($0 + 1) } ?? .missing,
            "license": origin.license.map(TemplateValue.text) ?? .missing,
        ])
    }
}
