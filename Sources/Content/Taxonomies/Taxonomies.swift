import Diagnostics
import Files

/// All terms of a site.
package struct Taxonomies: Sendable {
    package private(set) var tags = Taxonomy(.tags)
    package private(set) var authors = Taxonomy(.authors)

    package init() {}

    package subscript(_ kind: Taxonomy.Kind) -> Taxonomy { kind == .tags ? tags : authors }

    /// Reads what `tags.yaml` and `authors.yaml` declare, where they are there, and collects what the pages say.
    package static func read(_ tree: SourceTree, _ site: Site) -> Diagnosed<Taxonomies> {
        var findings: [Diagnostic] = []
        func taxonomy(_ kind: Taxonomy.Kind) -> Taxonomy {
            let path = "content/" + kind.file
            var definitions = TermDefinitions()
            var isRead = true
            if tree.contains(path), let file = tree.read(path).collecting(into: &findings) {
                let before = findings.count
                definitions = TermDefinitions.read(file, kind, languages: site.configuration.languages)
                    .collecting(into: &findings)
                isRead = !findings[before...].contains { $0.severity == .error }
            }
            var found = Taxonomy.collect(kind, in: site, definitions)
            // What is declared wrongly is told once, and not again of the pages that rest on it.
            if !isRead { found.diagnostics.removeAll { $0.severity == .warning } }
            return found.collecting(into: &findings)
        }
        var out = Taxonomies()
        out.tags = taxonomy(.tags)
        out.authors = taxonomy(.authors)
        return Diagnosed(out, findings)
    }

    /// True of a file below `content/` that declares terms, or words of the glossary.
    package static func isSource(_ path: String) -> Bool {
        path == Glossary.file || Taxonomy.Kind.allCases.contains { $0.file == path }
    }
}
