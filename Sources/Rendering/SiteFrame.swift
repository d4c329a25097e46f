import Content
import Files
import Formatting
import Languages
import Markup
import Quantities
import Templates

/// What all pages of one language share: the site's name, the menu, the switch of languages, entries of lists.
final class SiteFrame: Sendable {
    let edition: Edition
    let language: Int
    let tag: LanguageTag
    let siteTitle: String
    let siteDescription: String?
    /// Plain titles and summaries of all pages, figures in words.
    private let titles: NotedList<String>
    private let summaries: NotedList<String?>
    /// What lists show of the key figures of pages.
    let keyFigures: NotedList<KeyFigure?>
    /// True where some page of the language has a figure.
    let hasFigures: Bool
    /// True where some page of the language has a table.
    let hasTables: Bool
    /// The pages that have a date, in the order of the archive.
    let archive: [Int]

    /// `like` is the frame of a site that differs in the pages that `changed` names, and hangs together in the same way.
    init(
        edition: Edition, bound: NotedList<BoundPage>, language: Int, like: SiteFrame? = nil, changed: Set<Int> = []
    ) {
        self.edition = edition
        self.language = language
        let tag = edition.configuration.languages[language]
        self.tag = tag
        let first = edition.firstLanguage
        let pages = edition.site.pages
        siteTitle = edition.configuration.title.text(in: tag, first: first)
        siteDescription = edition.configuration.description?.text(in: tag, first: first)
        hasFigures = pages.indices.contains { index in
            pages[index].language == language && bound[index].all.contains { $0.figure != nil }
        }
        hasTables = pages.contains { page in
            page.language == language && !(edition.bundles[page.folder]?.data.tables ?? []).isEmpty
        }
        archive = like?.archive ?? Self.archive(edition.site, language)
        titles = NotedList.derived(count: pages.count, from: like?.titles, changed: changed) { index in
            let figures = bound[index].title
            return pages[index].title.content.plainText { number in
                figures.indices.contains(number) ? figures[number].text : ""
            }
        }
        summaries = NotedList.derived(count: pages.count, from: like?.summaries, changed: changed) { index in
            let figures = bound[index].summary
            return pages[index].summary?.content.plainText { number in
                figures.indices.contains(number) ? figures[number].text : ""
            }
        }
        keyFigures = NotedList.derived(count: pages.count, from: like?.keyFigures, changed: changed) { index in
            KeyFigure(of: pages[index], bound[index], in: edition, tag)
        }
    }

    /// The numbers of values that another frame of the same pages has no more.
    func numbers(goneIn other: SiteFrame) -> [Int] {
        titles.numbers(goneIn: other.titles) + summaries.numbers(goneIn: other.summaries)
            + keyFigures.numbers(goneIn: other.keyFigures)
    }

    /// The folder of the language below the site's root: "" of the first, `en`.
    var rootFolder: String { language == 0 ? "" : tag.description }

    func plainTitle(_ index: Int) -> String { titles[index] }
    func plainSummary(_ index: Int) -> String? { summaries[index] }

    /// The title of a page in its head: with the site's, unless it is the home page.
    func headTitle(_ title: String, _ page: Page) -> String {
        page.kind == .home || title == siteTitle ? siteTitle : "\(title) · \(siteTitle)"
    }

    /// What `base.html` and `breadcrumbs.html` may ask for.
    func object(for index: Int, _ page: Page, _ renderer: PageRenderer) -> TemplateObject {
        let from = page.permalink.outputPath
        var object = common(from: from) { Permalink.relative(from: from, to: $0) }
        let ancestors = edition.site.ancestors(of: index).map { above in
            link(to: above, from: from, text: edition.site.pages[above].kind == .home ? siteTitle : titles[above])
        }
        object.set("ancestors", .list(ancestors))
        object.set("has_ancestors", .boolean(!ancestors.isEmpty))
        setMenu(of: &object, from: from, folder: page.folder)
        let languages = languageSwitch(index, from: from)
        object.set("languages", .list(languages))
        object.set("has_languages", .boolean(languages.count > 1))
        let base = edition.configuration.baseURL
        object.set("canonical", base.map { .text(page.permalink.canonical(base: $0)) } ?? .missing)
        let translations = edition.site.translations(of: index)
        object.set(
            "alternates",
            .list(
                translations.count < 2
                    ? []
                    : translations.map { other in
                        let page = edition.site.pages[other]
                        return alternate(page.permalink, from: from, page.language)
                    }))
        let usual = translations.count < 2 ? nil : translations.first.map { edition.site.pages[$0].permalink }
        object.set("default_alternate", .text(usual.map { address($0, from: from) } ?? ""))
        renderer.feeds.set(renderer.feeds.links(for: index, renderer), in: &object)
        return object
    }

    /// A version of a page in another language, by the language's number.
    func alternate(_ permalink: Permalink, from: String, _ other: Int) -> TemplateValue {
        .object([
            "tag": .text(edition.configuration.languages[other].description),
            "href": .text(address(permalink, from: from)),
            "locale": .text(edition.configuration.languages[other].openGraph),
            "is_current": .boolean(other == language),
        ])
    }

    /// The whole address where the site's is known, else that from the page `from`.
    func address(_ permalink: Permalink, from: String) -> String {
        edition.configuration.baseURL.map { permalink.canonical(base: $0) }
            ?? Permalink.relative(from: from, to: permalink.outputPath)
    }

    /// What does not depend on a page: `address` turns a path below the root into a link.
    func common(from: String, _ address: (String) -> String) -> TemplateObject {
        let home = edition.site.page(folder: "", language: language).map { edition.site.pages[$0].permalink.outputPath }
        var object: TemplateObject = [
            "t": .object(edition.theme.interface.object(language)), "lang": .text(tag.description),
            "dir": tag.isRightToLeft ? .text("rtl") : .missing, "locale": .text(tag.openGraph),
            "stylesheet": .text(address("style.css")),
            "icon": .text(address("icon.svg")), "article": .missing, "markdown": .missing, "neighbours": .missing,
            "home": .text(address(home ?? "index.html")),
            "all_figures": hasFigures
                ? .text(address(FigureLists.permalink(rootFolder, .briefing, number: 1).outputPath)) : .missing,
            "all_data": hasTables ? .text(address(DataLists.permalink(rootFolder).outputPath)) : .missing,
            "site_title": .text(siteTitle), "site_description": siteDescription.map(TemplateValue.text) ?? .missing,
        ]
        setSiteLinks(of: &object, address)
        return object
    }

    func link(to other: Int, from: String, text: String) -> TemplateValue {
        .object([
            "href": .text(Permalink.relative(from: from, to: edition.site.pages[other].permalink.outputPath)),
            "title": .text(text),
        ])
    }

    /// What the site holds, with the titles that the menu gives: the menu of `site.yaml`, else the sections and pages
    /// right below home.
    private func parts() -> [(page: Int, title: String)] {
        if let written = edition.configuration.menu {
            return written.compactMap { item in
                guard let page = edition.site.pageInAnyLanguage(folder: item.folder, language: language) else {
                    return nil
                }
                return (page, item.title?.text(in: tag, first: edition.firstLanguage) ?? titles[page])
            }
        }
        guard let home = edition.site.page(folder: "", language: language) else { return [] }
        return edition.site.listed(below: home).map { ($0, titles[$0]) }
    }

    /// The same as entries of a list, for the home page.
    func sections(from: String) -> [TemplateValue] {
        parts().filter { edition.site.pages[$0.page].kind != .home }.map { entry($0.page, from: from) }
    }

    /// The same as links, for the page for what is not found.
    func partList(_ address: (Permalink) -> String) -> [TemplateValue] {
        parts().filter { edition.site.pages[$0.page].kind != .home }.prefix(12).map { page, title in
            .object([
                "href": .text(address(edition.site.pages[page].permalink)), "title": .text(title),
                "other_language": otherLanguage(of: page),
            ])
        }
    }

    /// `folder` is that of the page, below `content/`; nil of a page that no folder makes.
    func setMenu(of object: inout TemplateObject, from: String, folder: String?) {
        let menu = menu(from: from, folder: folder)
        object.set("menu", .list(menu))
        object.set("has_menu", .boolean(!menu.isEmpty))
    }

    private func menu(from: String, folder current: String?) -> [TemplateValue] {
        let items = parts()
        // Fifty sections are a list, not a menu.
        if edition.configuration.menu == nil, items.count > 8 { return [] }
        return items.map { page, title in
            let folder = edition.site.pages[page].folder
            let isCurrent = current == folder || current?.utf8.starts(with: (folder + "/").utf8) ?? false
            return .object([
                "href": .text(Permalink.relative(from: from, to: edition.site.pages[page].permalink.outputPath)),
                "title": .text(title), "is_current": .boolean(isCurrent),
                "current": .text(current == folder ? "page" : "true"), "other_language": otherLanguage(of: page),
            ])
        }
    }

    /// The same page in each language; where it was not written in one, the nearest above that was.
    private func languageSwitch(_ index: Int, from: String) -> [TemplateValue] {
        edition.configuration.languages.indices.compactMap { other in
            guard let page = edition.site.nearest(to: index, language: other) else { return nil }
            return languageLink(to: edition.site.pages[page].permalink.outputPath, from: from, other)
        }
    }

    /// One side of the switch of languages.
    func languageLink(to path: String, from: String, _ other: Int) -> TemplateValue {
        let tag = edition.configuration.languages[other]
        return .object([
            "href": .text(Permalink.relative(from: from, to: path)), "tag": .text(tag.description),
            "name": .text(Self.ownName(of: tag)), "is_current": .boolean(other == language),
        ])
    }

    /// The language of a page that was not written in this one: `tag`, `name`.
    private func otherLanguage(of page: Int) -> TemplateValue {
        let number = edition.site.pages[page].language
        if number == language { return .missing }
        let tag = edition.configuration.languages[number]
        return .object(["tag": .text(tag.description), "name": .text(Self.ownName(of: tag))])
    }

    /// What a language calls itself.
    static func ownName(of tag: LanguageTag) -> String {
        switch tag.language {
        case "zh": tag.isSimplified ? "简体" : "繁體"
        case "en": "English"
        case "pt": "Português"
        case "ja": "日本語"
        case "ko": "한국어"
        case "fr": "Français"
        case "de": "Deutsch"
        case "es": "Español"
        case "it": "Italiano"
        case "ar": "العربية"
        case "he": "עברית"
        case "fa": "فارسی"
        case "ur": "اردو"
        default: tag.description
        }
    }

    /// An entry of a list.
    func entry(_ other: Int, from: String) -> TemplateValue {
        let page = edition.site.pages[other]
        let above = edition.site.ancestors(of: other).last.flatMap { edition.site.pages[$0].kind == .home ? nil : $0 }
        return .object([
            "href": .text(Permalink.relative(from: from, to: page.permalink.outputPath)),
            "title": .text(titles[other]),
            "summary": summaries[other].map { $0.isEmpty ? .missing : .text($0) } ?? .missing,
            "date": Self.date(page.frontMatter.date?.date, tag), "other_language": otherLanguage(of: other),
            "section": above.map { .text(titles[$0]) } ?? .missing,
            "figure": keyFigure(of: other, from: from).map(TemplateValue.object) ?? .missing,
        ])
    }

    /// A date for readers (`words`) and for machines (`machine`: what HTML's `datetime` takes), or nothing.
    static func date(_ date: EDTFDate?, _ language: LanguageTag) -> TemplateValue {
        guard let date else { return .missing }
        return .object(["machine": .text(machine(date)), "words": .text(DateWords.text(date, in: language))])
    }

    /// A date as ISO 8601 has it: without "about" and "perhaps", of a quarter the year.
    static func machine(_ date: EDTFDate) -> String {
        var machine = date.description
        while let last = machine.utf8.last,
            last == UInt8(ascii: "~") || last == UInt8(ascii: "?")
                || last == UInt8(ascii: "%")
        { machine.removeLast() }
        return date.precision == .quarter ? String(machine.prefix(4)) : machine
    }
}
