import Content
import Markup
import Templates

// What pages show of other pages: those that they list, those before and after them, those that are near, and what
// their tags and authors lead to.

extension PageJob {
    /// The pages that a section lists, or a page that has others below it: those of this page of the list.
    var listedPages: [Int] {
        let children = edition.site.listed(below: index)
        return Array(children[Pager.range(listPage, of: children.count)])
    }

    private var listCount: Int {
        page.kind == .home ? 1 : Pager.count(rows: edition.site.listed(below: index).count)
    }

    /// Sets what templates may ask for of other pages.
    func addLists(to object: inout TemplateObject) {
        let related = isBriefing ? renderer.related.pages(near: index).map { frame.entry($0, from: outputPath) } : []
        object.set("related", .list(related))
        object.set("has_related", .boolean(!related.isEmpty))
        object.set("neighbours", neighbours)
        object.set("manual", manual)
        let folder = edition.site.pages[index].permalink.folder
        let pager = Pager(number: listPage, count: listCount, from: outputPath) {
            Pager.permalink(folder, number: $0)
        }
        pager.set(on: &object)
        guard listPage > 1 else { return }
        // A second page has other rows in each language: it is no translation.
        object.set("alternates", .list([]))
        object.set("default_alternate", .missing)
        let title = frame.numbered(frame.plainTitle(index), listPage)
        object.set("head_title", .text(frame.headTitle(title, page)))
        object.set("structured_data", .missing)
    }

    /// The further pages of the list, each with the page's title and no text.
    mutating func addListPages(_ template: String) {
        guard listCount > 1, listPage == 1 else { return }
        for number in 2...listCount {
            var job = PageJob(renderer: renderer, index: index, listPage: number)
            var html = HTML(capacity: 200_000)
            let object = job.pageObject()
            findings += edition.theme.templates.render(template, with: .object(object), into: &html)
            let source = page.path ?? "content/" + page.folder
            out.files.append(
                OutputFile(path: job.outputPath, bytes: html.bytes, source: source, language: page.language))
        }
    }

    /// The template that a page has by its kind and place.
    var usualTemplate: String {
        renderer.reading.manual(of: index) != nil ? "manual" : page.kind.rawValue
    }

    /// A page that is no chapter of a manual.
    private var isBriefing: Bool { page.kind == .page && renderer.reading.manual(of: index) == nil }

    // MARK: Tags and authors

    var tagLinks: [TemplateValue] { links(.tags) }
    var authorLinks: [TemplateValue] { links(.authors) }

    /// The authors as the page's language names them.
    var authorNames: [String] {
        let authors = edition.taxonomies.authors
        return authors.terms(of: index).map { authors.terms[$0].name }
    }

    private func links(_ kind: Taxonomy.Kind) -> [TemplateValue] {
        edition.taxonomies[kind].terms(of: index).map { frame.term($0, kind, from: outputPath) }
    }

    // MARK: Before and after

    /// The page before and the one after, in the order of the section's list, or of the manual.
    private var neighbours: TemplateValue {
        guard listPage == 1 else { return .missing }
        let (previous, next) = (renderer.reading.previous(of: index), renderer.reading.next(of: index))
        if previous == nil, next == nil { return .missing }
        return .object(["previous": link(previous), "next": link(next)])
    }

    private func link(_ other: Int?) -> TemplateValue {
        other.map { frame.link(to: $0, from: outputPath, text: frame.plainTitle($0)) } ?? .missing
    }

    /// The manual that the page is part of, with all its chapters.
    private var manual: TemplateValue {
        guard let manual = renderer.reading.manual(of: index) else { return .missing }
        let chapters = manual.chapters.map { chapter -> TemplateValue in
            let to = edition.site.pages[chapter.page].permalink.outputPath
            return .object([
                "href": .text(Permalink.relative(from: outputPath, to: to)),
                "title": .text(frame.plainTitle(chapter.page)), "level": .integer(chapter.level),
                "is_current": .boolean(chapter.page == index),
            ])
        }
        let root = edition.site.pages[manual.root].permalink.outputPath
        return .object([
            "href": .text(Permalink.relative(from: outputPath, to: root)),
            "title": .text(frame.plainTitle(manual.root)), "is_current": .boolean(manual.root == index),
            "chapters": .list(chapters),
        ])
    }
}

extension Page {
    /// A further page of the list that the page has: its title, and no text.
    func continued(_ number: Int) -> Page {
        withoutText(at: Pager.permalink(permalink.folder, number: number))
    }
}
