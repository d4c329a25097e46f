import Content
import Diagnostics
import Files
import Markup
import Templates

/// The lists of all tables of a site, one for each language, on pages of at most 500 lines.
package struct DataLists: Sendable {
    /// Lines of one page of the site.
    struct Group: Sendable {
        var page: Int
        var rows: [DataRow]
    }

    /// One page of a list.
    struct List: Sendable {
        var language: Int
        /// From 1.
        var number: Int
        /// Of how many.
        var count: Int
        var groups: [Group]
    }

    struct Counts: Sendable {
        var tables = 0
        var rows = 0
        var pages = 0
    }

    let renderer: PageRenderer
    private let lists: [List]
    private let counts: [Counts]

    /// `pages` are those that were rendered, in their order.
    package init(_ renderer: PageRenderer, pages: [RenderedPage]) {
        self.renderer = renderer
        var lists: [List] = []
        var counts: [Counts] = []
        for language in renderer.edition.configuration.languages.indices {
            let order = FigureLists.readingOrder(renderer.edition.site, language).filter { !pages[$0].data.isEmpty }
            let all = order.flatMap { page in pages[page].data.map { (page: page, row: $0) } }
            counts.append(
                Counts(tables: all.count, rows: all.reduce(0) { $0 + $1.row.rowCount }, pages: order.count))
            guard !all.isEmpty else { continue }
            let count = Pager.count(rows: all.count)
            for number in 1...count {
                var groups: [Group] = []
                for (page, row) in all[Pager.range(number, of: all.count)] {
                    if groups.last?.page != page { groups.append(Group(page: page, rows: [])) }
                    groups[groups.count - 1].rows.append(row)
                }
                lists.append(List(language: language, number: number, count: count, groups: groups))
            }
        }
        self.lists = lists
        self.counts = counts
    }

    /// How many files the lists are.
    package var count: Int { lists.count }

    /// Where a list stands below the site's root.
    static func permalink(_ root: String, number: Int = 1) -> Permalink {
        Pager.permalink((root.isEmpty ? "" : root + "/") + "data", number: number)
    }

    /// The file that a page of a list is written to.
    package func path(_ index: Int) -> String {
        let list = lists[index]
        return Self.permalink(renderer.frames[list.language].rootFolder, number: list.number).outputPath
    }

    /// One page of a list.
    package func render(_ index: Int) -> Diagnosed<OutputFile> {
        let list = lists[index]
        let writer = DataListWriter(
            renderer: renderer, list: list, counts: counts[list.language], languages: counts.map { $0.tables > 0 })
        var html = HTML(capacity: 8_000)
        let findings = renderer.edition.theme.templates.render("data", with: .object(writer.object()), into: &html)
        return Diagnosed(
            OutputFile(path: writer.permalink.outputPath, bytes: html.bytes, language: list.language), findings)
    }
}

/// What `data.html` may ask for, of one page of a list of all tables.
private struct DataListWriter {
    let renderer: PageRenderer
    let list: DataLists.List
    let counts: DataLists.Counts
    /// Which languages have tables, by their numbers.
    let languages: [Bool]

    private var frame: SiteFrame { renderer.frames[list.language] }
    private var edition: Edition { renderer.edition }
    var permalink: Permalink { DataLists.permalink(frame.rootFolder, number: list.number) }
    private var from: String { permalink.outputPath }

    private func string(_ name: String) -> String { edition.theme.interface.text(name, list.language) }

    func object() -> TemplateObject {
        var object = frame.object(forListAt: permalink, alternates: alternates)
        // A second page has other tables in each language: it is no translation.
        if list.number > 1 {
            object.set("alternates", .list([]))
            object.set("default_alternate", .missing)
        }
        renderer.feeds.set(renderer.feeds.links(inLanguage: list.language, renderer, from: from), in: &object)
        let (title, about) = (string("all_data"), string("data_about"))
        let parts: [TemplateObject.Entry] = [
            (key: "kind", value: .text("data")),
            (key: "head_title", value: .text("\(frame.numbered(title, list.number)) · \(frame.siteTitle)")),
            (key: "description", value: .text(about)), (key: "title", value: .text(title)),
            (key: "about", value: .text(about)), (key: "table_count", value: .integer(counts.tables)),
            (key: "row_count", value: .text(PageData.count(counts.rows))),
            (key: "page_count", value: .integer(counts.pages)),
            (key: "groups", value: .list(list.groups.map(group))),
            (key: "has_jumps", value: .boolean(list.groups.count > 1)),
            // The way up to the folder of the language, before the addresses of lines.
            (key: "root", value: .text(String(repeating: "../", count: list.number > 1 ? 3 : 1))),
            (key: "structured_data", value: structuredData),
        ]
        for part in parts { object.set(part.key, part.value) }
        let root = frame.rootFolder
        let pager = Pager(number: list.number, count: list.count, from: from) { DataLists.permalink(root, number: $0) }
        pager.set(on: &object)
        return object
    }

    private func group(_ group: DataLists.Group) -> TemplateValue {
        let page = edition.site.pages[group.page]
        return .object([
            "id": .text(page.folder.isEmpty ? "home" : "in-" + Permalink.encoded(page.folder)),
            "title": .text(frame.plainTitle(group.page)),
            "page": .text(Permalink.relative(from: from, to: page.permalink.outputPath)),
            "rows": .list(group.rows.map { .object($0.object) }),
        ])
    }

    /// This page, and the first of the list in every other language that has one.
    private var alternates: [Permalink?] {
        renderer.frames.indices.map { language in
            if language == list.language { return permalink }
            return languages[language] ? DataLists.permalink(renderer.frames[language].rootFolder) : nil
        }
    }

    private var structuredData: TemplateValue {
        guard list.number == 1 else { return .missing }
        let sets = list.groups.flatMap { $0.rows.map(\.dataSet) }
        return .markup(
            StructuredData.catalog(
                named: string("all_data"), about: string("data_about"), at: permalink, frame, dataSets: sets))
    }
}
