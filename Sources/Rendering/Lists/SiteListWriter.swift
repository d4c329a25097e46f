import Content
import Files
import Formatting
import Languages
import Markup
import Quantities
import Templates

/// What `terms.html`, `tag.html`, `author.html` and `archive.html` may ask for, of one page of a list.
struct SiteListWriter {
    let renderer: PageRenderer
    let list: SiteLists.List

    private var frame: SiteFrame { renderer.frames[list.language] }
    private var edition: Edition { renderer.edition }
    private var from: String { permalink.outputPath }

    /// The first page of the list.
    private var first: Permalink {
        switch list.subject {
        case .index(let kind): frame.permalink(kind)
        case .term(let kind, let number): frame.permalink(edition.taxonomies[kind].terms[number], kind)
        case .archive: frame.archivePermalink
        }
    }

    var permalink: Permalink { Pager.permalink(first.folder, number: list.number) }

    var template: String {
        switch list.subject {
        case .index: "terms"
        case .term(.tags, _): "tag"
        case .term(.authors, _): "author"
        case .archive: "archive"
        }
    }

    func object() -> TemplateObject {
        var object = frame.object(forListAt: permalink, alternates: translations)
        // A second page has other rows in each language: it is no translation.
        if list.number > 1 {
            object.set("alternates", .list([]))
            object.set("default_alternate", .missing)
        }
        renderer.feeds.set(renderer.feeds.links(inLanguage: list.language, renderer, from: from), in: &object)
        setSwitch(of: &object)
        switch list.subject {
        case .index(let kind): setIndex(of: &object, kind)
        case .term(let kind, let number): setTerm(of: &object, kind, number)
        case .archive: setArchive(of: &object)
        }
        let folder = first.folder
        let pager = Pager(number: list.number, count: list.count, from: from) { Pager.permalink(folder, number: $0) }
        pager.set(on: &object)
        return object
    }

    private func string(_ name: String) -> String { edition.theme.interface.text(name, list.language) }

    private func set(
        _ object: inout TemplateObject, kind: String, title: String, head: String? = nil, about: String? = nil,
        type: String = "CollectionPage", main: JSONValue = .null
    ) {
        let head = frame.numbered(head ?? title, list.number)
        object.set("kind", .text(kind))
        object.set("head_title", .text("\(head) · \(frame.siteTitle)"))
        object.set("title", .text(title))
        object.set("about", about.map(TemplateValue.text) ?? .missing)
        object.set("description", about.map(TemplateValue.text) ?? .missing)
        let data = StructuredData.list(
            named: title, about: about, at: first, frame, type: type, main: main)
        object.set("structured_data", list.number == 1 ? .markup(data) : .missing)
    }

    // MARK: All tags, all authors

    private func setIndex(of object: inout TemplateObject, _ kind: Taxonomy.Kind) {
        let all = edition.taxonomies[kind].byLanguage[list.language]
        set(
            &object, kind: kind == .tags ? "tag-index" : "author-index", title: string(kind.rawValue),
            about: string(kind.rawValue + "_about"))
        let terms = all[Pager.range(list.number, of: all.count)].map { frame.term($0, kind, from: from) }
        object.set("terms", .list(terms))
        object.set("count", .integer(all.count))
    }

    // MARK: One of them

    private func setTerm(of object: inout TemplateObject, _ kind: Taxonomy.Kind, _ number: Int) {
        let term = edition.taxonomies[kind].terms[number]
        let definition = edition.taxonomies[kind].definition(of: term)
        let about = definition?.description?.text(in: frame.tag, first: edition.firstLanguage)
        let isAuthor = kind == .authors
        set(
            &object, kind: isAuthor ? "author-page" : "tag-page", title: term.name,
            head: "\(term.name) · \(string(kind.rawValue))", about: about,
            type: isAuthor ? "ProfilePage" : "CollectionPage",
            main: isAuthor ? StructuredDataWriter.author(term, frame) : .null)
        let entries = term.pages[Pager.range(list.number, of: term.pages.count)].map { frame.entry($0, from: from) }
        object.set("entries", .list(entries))
        object.set("count", .integer(term.pages.count))
        object.set("role", frame.text(definition?.role))
        object.set("url", definition?.url.map(TemplateValue.text) ?? .missing)
        object.set("is_organization", .boolean(definition?.isOrganization ?? false))
        let index = TemplateValue.object([
            "href": .text(Permalink.relative(from: from, to: frame.permalink(kind).outputPath)),
            "title": .text(string(kind.rawValue)),
        ])
        object.set("index", index)
        let home = edition.site.page(folder: "", language: list.language)
        let above = home.map { [frame.link(to: $0, from: from, text: frame.siteTitle)] } ?? []
        object.set("ancestors", .list(above + [index]))
        object.set("has_ancestors", .boolean(true))
    }

    // MARK: The archive

    private func setArchive(of object: inout TemplateObject) {
        set(&object, kind: "archive-page", title: string("archive"), about: string("archive_about"))
        var years: [(year: Int, months: [(month: ArchiveMonth, pages: [Int])])] = []
        for page in frame.archive[Pager.range(list.number, of: frame.archive.count)] {
            let month = ArchiveMonth(edition.site.pages[page])
            if years.last?.year != month.year { years.append((month.year, [])) }
            if years[years.count - 1].months.last?.month != month { years[years.count - 1].months.append((month, [])) }
            let last = years[years.count - 1].months.count - 1
            years[years.count - 1].months[last].pages.append(page)
        }
        let values = years.map { year, months -> TemplateValue in
            let months = months.map { month, pages -> TemplateValue in
                .object([
                    "id": .text("month-\(month.year)-\(month.month)"),
                    "title": month.words(in: frame.tag).map(TemplateValue.text) ?? .missing,
                    "entries": .list(pages.map { frame.entry($0, from: from) }),
                ])
            }
            let words = EDTFDate(parsing: "\(year)").map { DateWords.text($0, in: frame.tag) } ?? "\(year)"
            return .object(["id": .text("year-\(year)"), "title": .text(words), "months": .list(months)])
        }
        object.set("years", .list(values))
        object.set("has_jumps", .boolean(values.count > 1))
        object.set("count", .integer(frame.archive.count))
    }

    // MARK: In other languages

    /// The same list in each language that has it, with the tag of the language; a second page is no translation.
    var versions: [(tag: String, permalink: Permalink)] {
        if list.number > 1 { return [] }
        return zip(renderer.frames, translations).compactMap { frame, permalink in
            permalink.map { (frame.tag.description, $0) }
        }
    }

    /// The first page of the same list in each language that has it.
    private var translations: [Permalink?] {
        renderer.frames.map { other in
            if other.language == list.language { return permalink }
            switch list.subject {
            case .index(let kind): return other.hasTerms(kind) ? other.permalink(kind) : nil
            case .term(let kind, let number):
                let taxonomy = edition.taxonomies[kind]
                return taxonomy.terms[number].translations[other.language].map {
                    other.permalink(taxonomy.terms[$0], kind)
                }
            case .archive: return other.archive.isEmpty ? nil : other.archivePermalink
            }
        }
    }

    /// Where a tag has no counterpart, the switch of languages leads to the list of all tags; where there is none, home.
    private func setSwitch(of object: inout TemplateObject) {
        guard case .term(let kind, _) = list.subject else { return }
        let links = zip(renderer.frames, translations).compactMap { other, translation -> TemplateValue? in
            let index = other.hasTerms(kind) ? other.permalink(kind) : nil
            let home = edition.site.page(folder: "", language: other.language).map { edition.site.pages[$0].permalink }
            guard let target = translation ?? index ?? home else { return nil }
            return frame.languageLink(to: target.outputPath, from: from, other.language)
        }
        object.set("languages", .list(links))
        object.set("has_languages", .boolean(links.count > 1))
    }
}
