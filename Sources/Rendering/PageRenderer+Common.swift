import Content
import Diagnostics
import Files
import Markup
import Tables
import Templates

extension PageRenderer {
    /// What belongs to no page: the theme's own files, the page for what is not found, and the files of bundles.
    package func commonFiles() -> Diagnosed<[OutputFile]> {
        var findings: [Diagnostic] = []
        var files = edition.theme.assets
        files.append(OutputFile(path: Self.notFoundPath, bytes: notFound(into: &findings).bytes, language: 0))
        let linked = linkedBinaries()
        let inputs = edition.bundles.values.reduce(into: Set<String>()) { $0.formUnion($1.data.inputs) }
        for path in edition.tree.paths(below: "content") {
            let inner = String(path.dropFirst("content/".count))
            guard !LinkResolver.isSource(inner), tableName(inner) == nil, !edition.site.isHidden(inner) else {
                continue
            }
            if TableFormat.isBinary(inner) ? !linked.contains(inner) : inputs.contains(path) { continue }
            guard let file = edition.tree.read(path).collecting(into: &findings) else { continue }
            files.append(OutputFile(path: assetPath(inner), bytes: file.bytes, source: path))
        }
        return Diagnosed(files, findings)
    }

    /// The workbooks and databases that pages link to. The others are not published: what is shown of them is tables,
    /// which are downloads of their own, and a workbook may hold far more than its author means to tell.
    private func linkedBinaries() -> Set<String> {
        var out: Set<String> = []
        for (index, page) in edition.site.pages.enumerated() {
            for link in page.body.links where TableFormat.isBinary(link.destination.prefixBeforeSuffix) {
                if case .asset(let path, _) = resolver.resolve(link.destination, from: index) { out.insert(path) }
            }
        }
        return out
    }

    /// Where a file of a bundle (its path below `content/`) is published: beside its page in the first language that
    /// the page was written in.
    func assetPath(_ path: String) -> String {
        var folder = SourcePath.folder(of: path)
        while true {
            for language in edition.configuration.languages.indices {
                guard let page = edition.site.page(folder: folder, language: language) else { continue }
                let rest = tableName(path) ?? (folder.isEmpty ? path : String(path.dropFirst(folder.count + 1)))
                let home = edition.site.pages[page].permalink.folder
                return home.isEmpty ? rest : home + "/" + rest
            }
            guard !folder.isEmpty else { return path }
            folder = SourcePath.folder(of: folder)
        }
    }

    /// Tables are published in their clean form and under their own names, by the pages that they belong to: the name
    /// of the file that a table (its path below `content/`) becomes, nil of what is no table of a page.
    private func tableName(_ path: String) -> String? {
        guard EmbedNames.isTable(path) else { return nil }
        var folder = SourcePath.folder(of: path)
        while true {
            if let table = edition.bundles[folder]?.data.tables.first(where: { $0.path == "content/" + path }) {
                return table.name + ".csv"
            }
            guard !folder.isEmpty else { return nil }
            folder = SourcePath.folder(of: folder)
        }
    }

    /// What hosts answer with where there is no page.
    static let notFoundPath = "404.html"

    /// `404.html` in the site's first language. A host answers with it at any address, so that its own links are
    /// absolute: from the path of the base URL.
    private func notFound(into findings: inout [Diagnostic]) -> HTML {
        let frame = frames[0]
        let base = Self.path(of: edition.configuration.baseURL)
        var object = frame.common(from: "404.html") { base + Permalink.encoded($0) }
        let words = edition.theme.interface
        let homes = edition.configuration.languages.indices.compactMap { language -> TemplateValue? in
            guard let home = edition.site.page(folder: "", language: language) else { return nil }
            let sections = frames[language].partList { base + $0.address.dropFirst() }
            return .object([
                "sections": .list(sections), "has_sections": .boolean(!sections.isEmpty),
                "try_sections": .text(words.text("try_sections", language)),
                "href": .text(base + edition.site.pages[home].permalink.address.dropFirst()),
                "tag": .text(edition.configuration.languages[language].description),
                "title": .text(frames[language].siteTitle), "is_first": .boolean(language == 0),
                "heading": .text(words.text("not_found_title", language)),
                "message": .text(words.text("not_found", language)),
                "go_home": .text(words.text("go_home", language)),
            ])
        }
        let title = words.text("not_found_title", 0)
        let parts: [TemplateObject.Entry] = [
            (key: "kind", value: .text("not-found")), (key: "title", value: .text(title)),
            (key: "head_title", value: .text("\(title) · \(frame.siteTitle)")), (key: "description", value: .missing),
            (key: "canonical", value: .missing), (key: "alternates", value: .list([])),
            (key: "default_alternate", value: .missing), (key: "feeds", value: .list([])),
            (key: "feed", value: .missing),
            (key: "has_menu", value: .boolean(false)), (key: "menu", value: .list([])),
            (key: "has_languages", value: .boolean(false)), (key: "languages", value: .list([])),
            (key: "homes", value: .list(homes)), (key: "structured_data", value: .missing),
        ]
        for part in parts { object.set(part.key, part.value) }
        var html = HTML()
        findings += edition.theme.templates.render("not-found", with: .object(object), into: &html)
        return html
    }

    /// The path of an address, with a slash at both ends: `/` where the site stands at the top of its host.
    static func path(of baseURL: String?) -> String {
        guard let baseURL, let scheme = baseURL.range(of: "://") else { return "/" }
        let rest = baseURL[scheme.upperBound...]
        guard let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "/" }
        return String(rest[slash...])
    }
}

extension String {
    /// An address without its query and fragment.
    fileprivate var prefixBeforeSuffix: String {
        String(utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }) ?? self
    }

    /// The first occurrence of an ASCII text.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        let wanted = Array(text.utf8)
        var index = utf8.startIndex
        while index != utf8.endIndex {
            if utf8[index...].starts(with: wanted) { return index..<utf8.index(index, offsetBy: wanted.count) }
            index = utf8.index(after: index)
        }
        return nil
    }
}
