import Diagnostics
import Files
import Formatting
import Languages
import Quantities

/// The tables of a page bundle, and what its data package says of them all.
package struct DataPackage: Sendable {
    package var name: String?
    package var title: LocalizedText?
    package var description: LocalizedText?
    /// The words of units.
    package var units = UnitWords()
    package var origins: [Origin] = []
    /// The licence of the whole, by title, else by name.
    package var license: String?
    /// When its origins should be looked at again, unless they say so themselves.
    package var renewal = Renewal()
    /// In the order of the package; then the tables that it does not name, by name.
    package var tables: [Table] = []
    /// The names of tables that it describes and that could not be read, which was reported.
    package var unread: [String] = []
    /// The paths of the files that were read: the package itself, its tables, schemas and dialects. Readers get the
    /// tables in their clean form instead, with a description.
    package var inputs: Set<String> = []
    /// The `datapackage.yaml` or `.json`, nil where there is none.
    package var path: String?
    /// What that file holds, of CSVW metadata as a data package; for writing it again.
    var node: Node?

    package init() {}

    package func table(named name: String) -> Table? { tables.first { $0.name == name } }
}

extension UnitWords {
    /// Reads a map of units to their words, as `units:` of a data package and of `site.yaml` hold it:
    /// `cars: {zh-Hant-HK: 輛, en: [car, cars]}`, or `day: 日` for all languages.
    package static func read(_ node: Node?, into findings: inout [Diagnostic]) -> UnitWords {
        var out = UnitWords()
        guard let node else { return out }
        guard let entries = node.mapping else {
            findings.append(
                .error(
                    .keyType, "“units” is \(node.kind), a map of units to their words was expected", at: node.location))
            return out
        }
        for entry in entries {
            if Unit(parsing: entry.key) == nil {
                findings.append(TableSchema.unitError(entry.key, at: entry.keyLocation))
                continue
            }
            let words: [(tag: String, forms: [String]?)] =
                entry.value.mapping?.map { (LanguageTag($0.key) == nil ? "" : $0.key, forms($0.value)) }
                ?? [("", forms(entry.value))]
            let isMap = entry.value.mapping != nil
            for word in words {
                let isKnown = !isMap || !word.tag.isEmpty
                if isKnown, let forms = word.forms, out.declare(entry.key, tag: word.tag, forms: forms) { continue }
                findings.append(
                    .error(
                        .keyType, "the words of the unit “\(entry.key)” were expected for each language",
                        at: entry.value.location, hint: "write \(entry.key): {zh-Hant-HK: 輛, en: [car, cars]}"))
                break
            }
        }
        return out
    }

    /// One text, or the singular and the plural.
    private static func forms(_ node: Node) -> [String]? {
        if let text = node.scalarText { return [text] }
        let forms = node.sequence?.compactMap(\.scalarText)
        return forms?.count == node.sequence?.count ? forms : nil
    }
}

extension Origin {
    /// The origins of a package or resource: `origins` in Our World in Data's names, and the standard `sources`.
    static func read(_ reader: inout MappingReader, license: String?, into findings: inout [Diagnostic]) -> [Origin] {
        var out: [Origin] = []
        for node in reader.sequence("origins", into: &findings) ?? [] {
            var inner = MappingReader(node, of: "an origin", into: &findings)
            var origin = Origin()
            origin.producer = inner.localizedText("producer", into: &findings)
            origin.title = inner.localizedText("title", into: &findings)
            origin.datePublished = inner.string("date_published", into: &findings)
            origin.dateAccessed = inner.string("date_accessed", into: &findings)
            origin.url = inner.string("url_main", into: &findings)
            origin.citation = inner.localizedText("citation_full", into: &findings)
            origin.license = licenseName(inner.node("license"), into: &findings) ?? license
            origin.renewal = Renewal(&inner, at: node.location, into: &findings)
            inner.finish(
                also: ["description", "url_download", "attribution", "attribution_short", "version_producer"],
                into: &findings)
            out.append(origin)
        }
        let sources = reader.node("sources")
        for node in sources?.sequence ?? sources.map({ [$0] }) ?? [] {
            out.append(source(node, license: license, into: &findings))
        }
        return out
    }

    /// One of the standard's `sources`: a map, or a text as its first version was also written.
    private static func source(_ node: Node, license: String?, into findings: inout [Diagnostic]) -> Origin {
        var origin = Origin()
        origin.license = license
        if let text = node.scalarText {
            let isAddress = text.hasPrefix("http://") || text.hasPrefix("https://")
            origin.title = LocalizedText(text)
            if isAddress { origin.url = text }
            origin.renewal.location = node.location
            return origin
        }
        var inner = MappingReader(node, of: "a source", into: &findings)
        origin.title = inner.localizedText("title", into: &findings)
        let name = inner.localizedText("name", into: &findings)
        origin.title = origin.title ?? name
        let path = inner.string("path", into: &findings)
        let web = inner.string("web", into: &findings)
        let url = inner.string("url", into: &findings)
        origin.url = path ?? web ?? url
        origin.renewal = Renewal(&inner, at: node.location, into: &findings)
        inner.finish(also: ["email", "version"], into: &findings)
        return origin
    }

    /// A licence by name, or a map of `name`, `title` and `url`.
    private static func licenseName(_ node: Node?, into findings: inout [Diagnostic]) -> String? {
        guard let node else { return nil }
        if let text = node.scalarText { return text }
        var inner = MappingReader(node, of: "a licence", into: &findings)
        let name = inner.string("name", into: &findings)
        let type = inner.string("type", into: &findings)
        let title = inner.localizedText("title", into: &findings)?.entries.first?.text
        inner.finish(also: ["url", "path", "id", "version", "scope", "uri"], into: &findings)
        return title ?? name ?? type
    }

    /// The titles of the standard `licenses`, or of the one `license` that came before them.
    static func licenses(_ reader: inout MappingReader, into findings: inout [Diagnostic]) -> String? {
        let node = reader.node("licenses")
        let old = reader.node("license")
        let list = node?.sequence ?? (node ?? old).map { [$0] } ?? []
        let names = list.compactMap {
            licenseName($0, into: &findings)
        }
        return names.isEmpty ? nil : names.joined(separator: "; ")
    }
}
