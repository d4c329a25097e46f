import Content
import Languages
import Markup
import Templates

/// What `figures.html` may ask for, of one page of a list of all figures.
struct FigureListWriter {
    let renderer: PageRenderer
    let list: FigureLists.List
    let counts: FigureLists.Counts
    /// Which languages have figures, by their numbers.
    let languages: [Bool]

    private var frame: SiteFrame { renderer.frames[list.language] }
    private var edition: Edition { renderer.edition }
    var permalink: Permalink {
        FigureLists.permalink(frame.rootFolder, list.order, number: list.number)
    }
    private var from: String { permalink.outputPath }

    func object(row: (FigureLists.RowNumber) -> TemplateObject) -> TemplateObject {
        let title = string("figures")
        var object = frame.object(forListAt: permalink, alternates: alternates)
        // A second page has other figures in each language: it is no translation.
        if list.number > 1 {
            object.set("alternates", .list([]))
            object.set("default_alternate", .missing)
        }
        renderer.feeds.set(renderer.feeds.links(inLanguage: list.language, renderer, from: from), in: &object)
        let groups = list.groups.map { group(of: $0, row: row) }
        let about = string("figures_about")
        let parts: [TemplateObject.Entry] = [
            (key: "kind", value: .text("figures")), (key: "head_title", value: .text("\(title) · \(frame.siteTitle)")),
            (key: "description", value: .text(about)), (key: "title", value: .text(title)),
            (key: "about", value: .text(about)), (key: "figure_count", value: .integer(counts.figures)),
            (key: "page_count", value: .integer(counts.pages)), (key: "stale_count", value: .integer(counts.stale)),
            (key: "orders", value: .list(FigureLists.Order.allCases.map(order))),
            (key: "groups", value: .list(groups)), (key: "has_jumps", value: .boolean(groups.count > 1)),
            (key: "names_place", value: .boolean(list.order != .briefing)),
            // The way up to the folder of the language, before the addresses of lines.
            (key: "root", value: .text(root)),
            (key: "json", value: .text(Permalink.relative(from: from, to: FigureLists.json))),
            (key: "structured_data", value: structuredData.map(TemplateValue.markup) ?? .missing),
        ]
        for part in parts { object.set(part.key, part.value) }
        let (root, order) = (frame.rootFolder, list.order)
        let pager = Pager(number: list.number, count: list.count, from: from) {
            FigureLists.permalink(root, order, number: $0)
        }
        pager.set(on: &object)
        object.set("head_title", .text("\(frame.numbered(title, list.number)) · \(frame.siteTitle)"))
        return object
    }

    private func string(_ name: String) -> String { edition.theme.interface.text(name, list.language) }

    private var root: String {
        let below = permalink.folder.split(separator: "/").count - frame.rootFolder.split(separator: "/").count
        return String(repeating: "../", count: max(0, below))
    }

    private func group(
        of group: FigureLists.Group, row: (FigureLists.RowNumber) -> TemplateObject
    ) -> TemplateValue {
        var href = TemplateValue.missing
        let title: String
        switch group.title {
        case .page(let page):
            title = frame.plainTitle(page)
            href = .text(Permalink.relative(from: from, to: edition.site.pages[page].permalink.outputPath))
        case .text(let text): title = text
        case .string(let name): title = string(name)
        }
        return .object([
            "id": .text(group.id), "title": .text(title), "page": href,
            "rows": .list(group.rows.map { .object(row($0)) }),
        ])
    }

    private func order(_ order: FigureLists.Order) -> TemplateValue {
        let first = FigureLists.permalink(frame.rootFolder, order, number: 1)
        return .object([
            "href": .text(Permalink.relative(from: from, to: first.outputPath)), "title": .text(string(order.string)),
            "is_current": .boolean(order == list.order),
            "current": .text(order == list.order && list.number == 1 ? "page" : "true"),
        ])
    }

    /// This page, and the first of the same list in every other language that has one.
    private var alternates: [Permalink?] {
        renderer.frames.indices.map { language in
            if language == list.language { return permalink }
            guard languages[language] else { return nil }
            return FigureLists.permalink(renderer.frames[language].rootFolder, list.order, number: 1)
        }
    }

    private var structuredData: HTML? {
        guard list.order == .briefing, list.number == 1 else { return nil }
        return StructuredData.list(named: string("figures"), about: string("figures_about"), at: permalink, frame)
    }
}

extension SiteFrame {
    /// What `base.html` and `breadcrumbs.html` may ask for on a page that no file of the author's stands for.
    /// `alternates` are the same in each language, nil where it has none.
    func object(forListAt permalink: Permalink, alternates: [Permalink?]) -> TemplateObject {
        let from = permalink.outputPath
        let base = edition.configuration.baseURL
        var object = common(from: from) { Permalink.relative(from: from, to: $0) }
        let home = edition.site.page(folder: "", language: language)
        object.set("ancestors", .list(home.map { [link(to: $0, from: from, text: siteTitle)] } ?? []))
        object.set("has_ancestors", .boolean(home != nil))
        setMenu(of: &object, from: from, folder: nil)
        let languages = alternates.enumerated().compactMap { other, permalink -> TemplateValue? in
            let home = edition.site.page(folder: "", language: other).map { edition.site.pages[$0].permalink }
            guard let target = permalink ?? home else { return nil }
            return languageLink(to: target.outputPath, from: from, other)
        }
        object.set("languages", .list(languages))
        object.set("has_languages", .boolean(languages.count > 1))
        object.set("canonical", base.map { .text(permalink.canonical(base: $0)) } ?? .missing)
        let known = alternates.enumerated().compactMap { other, permalink in permalink.map { (other, $0) } }
        object.set("alternates", .list(known.count < 2 ? [] : known.map { alternate($0.1, from: from, $0.0) }))
        let usual = known.count < 2 ? nil : known.first
        object.set("default_alternate", .text(usual.map { address($0.1, from: from) } ?? ""))
        return object
    }
}
