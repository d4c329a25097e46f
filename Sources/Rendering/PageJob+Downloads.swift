import Content
import Files
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
        // A bundle has the file without figures too, so that whoever collects them need not guess.
        if page.path != nil, page.kind == .page || bound.all.contains(where: { $0.figure != nil }) {
            let json = FiguresJSON(edition: edition, page: page).bytes(bound.all)
            out.files.append(OutputFile(path: path(of: "figures.json"), bytes: json, source: page.path))
        }
    }

    /// Links to what is published beside the page.
    func downloadList() -> [TemplateValue] {
        var list: [TemplateValue] = tables.map { table in
            .object([
                "href": .text(Permalink.encoded(table.name + ".csv")),
                "title": .text(table.displayTitle(in: language, first: edition.firstLanguage)), "kind": .text("CSV"),
            ])
        }
        if bound.all.contains(where: { $0.figure != nil }) {
            list.append(
                .object([
                    "href": .text("figures.json"),
                    "title": .text(edition.theme.interface.text("figures_json", page.language)), "kind": .text("JSON"),
                ]))
        }
        return list
    }

    /// The sources of the page's tables and figures, each once.
    func sourceList() -> [TemplateValue] { origins.map(source) }

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
