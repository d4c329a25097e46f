import Content
import Diagnostics
import Markup
import Templates

/// The lists that no file of the author's stands for: all tags and all authors, the page of each, and the archive; for
/// each language, on pages of at most 500 rows.
package struct SiteLists: Sendable {
    enum Subject: Sendable {
        /// All tags, or all authors.
        case index(Taxonomy.Kind)
        /// One of them, by its number.
        case term(Taxonomy.Kind, Int)
        case archive
    }

    /// One page of a list.
    struct List: Sendable {
        var language: Int
        var subject: Subject
        /// From 1.
        var number: Int
        /// Of how many.
        var count: Int
    }

    let renderer: PageRenderer
    private let lists: [List]

    package init(_ renderer: PageRenderer) {
        self.renderer = renderer
        var lists: [List] = []
        for frame in renderer.frames {
            func add(_ subject: Subject, rows: Int) {
                let count = Pager.count(rows: rows)
                for number in 1...count {
                    lists.append(List(language: frame.language, subject: subject, number: number, count: count))
                }
            }
            for kind in Taxonomy.Kind.allCases where frame.hasTerms(kind) {
                let taxonomy = renderer.edition.taxonomies[kind]
                let terms = taxonomy.byLanguage[frame.language]
                add(.index(kind), rows: terms.count)
                for term in terms { add(.term(kind, term), rows: taxonomy.terms[term].pages.count) }
            }
            if !frame.archive.isEmpty { add(.archive, rows: frame.archive.count) }
        }
        self.lists = lists
    }

    /// How many files the lists are.
    package var count: Int { lists.count }

    /// Adds all lists to a sitemap.
    func add(to sitemap: inout Sitemap) {
        for list in lists {
            let writer = SiteListWriter(renderer: renderer, list: list)
            sitemap.add(writer.permalink, changed: nil, versions: writer.versions)
        }
    }

    /// The file that a list is written to.
    package func path(_ index: Int) -> String {
        SiteListWriter(renderer: renderer, list: lists[index]).permalink.outputPath
    }

    /// One page of a list.
    package func render(_ index: Int) -> Diagnosed<OutputFile> {
        let writer = SiteListWriter(renderer: renderer, list: lists[index])
        var html = HTML(capacity: 16_000)
        let templates = renderer.edition.theme.templates
        let findings = templates.render(writer.template, with: .object(writer.object()), into: &html)
        return Diagnosed(
            OutputFile(path: writer.permalink.outputPath, bytes: html.bytes, language: lists[index].language), findings)
    }
}
