import Content
import Diagnostics
import Files
import Indicators
import Languages
import Markup
import Quantities
import Tables
import Templates

extension PageJob {
    /// The page's tables, as they are published beside it.
    var tables: [Table] { edition.bundles[page.folder]?.data.tables ?? [] }

    /// Puts every table as CSV and JSON beside the page, with the data package that describes them, and its figures as
    /// JSON; and all of these as an archive, where the site wants one.
    mutating func addDownloads() {
        var files = dataFiles()
        // A bundle has the file without figures too, so that whoever collects them need not guess. The home page's are
        // in the file of the site, which stands in its place.
        let json = FiguresJSON(edition: edition, page: page)
        let version = renderer.version(index)
        let written = json.written([version])
        if page.path != nil, page.kind == .page || page.kind == .section && hasFigures {
            let bytes = json.file(written)
            files.append(OutputFile(path: path(of: "figures.json"), bytes: bytes, source: page.path))
        }
        if let archive = DataNames(of: self).archive {
            let folder = page.permalink.folder.isEmpty ? 0 : page.permalink.folder.utf8.count + 1
            let named = files.map {
                (name: String(decoding: $0.path.utf8.dropFirst(folder), as: UTF8.self), bytes: $0.bytes)
            }
            if let bytes = ZipArchive.bytes(named, date: CivilDay.date(of: edition.asOf)) {
                files.append(OutputFile(path: path(of: archive), bytes: bytes, source: page.path))
            } else {
                findings.append(
                    .error(
                        .tableLimit, "the data of this page are too large for one ZIP file",
                        at: page.path.map { SourceLocation(file: $0) },
                        hint: "leave downloads: {zip: true} out of site.yaml"))
            }
        }
        out.files += files
        // The first version of a page speaks for all of them.
        let versions = edition.site.versions(of: index)
        if versions == [index] {
            out.figures.json = json.siteElements([version], written)
        } else if versions.first == index {
            out.figures.json = json.siteElements(versions.map(renderer.version))
        }
        out.figures.rows = figureRows()
    }

    /// The files of the page's tables; none where it has none.
    private func dataFiles() -> [OutputFile] {
        guard let data = edition.bundles[page.folder]?.data, !data.tables.isEmpty else { return [] }
        let names = DataNames(of: self)
        var files: [OutputFile] = []
        var sheets: [[UInt8]] = []
        for table in data.tables {
            sheets.append(table.csv())
            files.append(
                OutputFile(
                    path: path(of: names.csv(table)), bytes: sheets[sheets.count - 1], source: table.path))
            files.append(OutputFile(path: path(of: names.json(table)), bytes: table.json(), source: table.path))
        }
        // One text for the versions of a page in all languages: what it says of them is the same.
        let versions = edition.site.versions(of: index)
        let titles = versions.map { version in
            let frame = renderer.frames[edition.site.pages[version].language]
            return LocalizedText.Entry(tag: frame.tag.description, text: frame.plainTitle(version))
        }
        let first = versions.first.map { edition.site.pages[$0].permalink } ?? page.permalink
        let package = PublishedPackage(
            data: data, name: SourcePath.name(of: page.folder), title: LocalizedText(entries: titles),
            homepage: edition.configuration.baseURL.map(first.canonical), languages: edition.configuration.languages)
        files.append(
            OutputFile(path: path(of: DataNames.package), bytes: package.json(sheets), source: data.path ?? page.path))
        return files
    }

    var hasFigures: Bool { bound.all.contains { $0.figure != nil } }

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
