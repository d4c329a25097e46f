import Content
import Diagnostics
import Files
import Formatting
import Indicators
import Languages
import Rendering
import Tables

/// Reads what stands beside a page's Markdown.
struct BundleReader: Sendable {
    let tree: SourceTree
    let units: UnitWords
    /// What `site.yaml` gives for queries.
    let configuration: SiteConfiguration
    /// All folders that are pages: what stands below one of them belongs to that one.
    let folders: Set<String>

    struct Result: Sendable {
        var bundle: PageBundle
        var figures: FigureBundle
    }

    func read(_ folder: String) -> Diagnosed<Result> {
        var findings: [Diagnostic] = []
        let prefix = folder.isEmpty ? "content" : "content/" + folder
        var sidecars: [SourceFile] = []
        var specifications: [String: Node] = [:]
        var definitions: [IndicatorDefinition] = []
        var isUnread = false
        var databases: Set<String> = []
        let paths = paths(below: prefix)
        let named = Self.tablesNamed(paths, in: tree)
        for path in paths {
            let name = SourcePath.name(of: path)
            if Self.isData(path, named) {
                if let file = tree.read(path).collecting(into: &findings) { sidecars.append(file) }
            } else if TableFormat.isDatabase(name) {
                databases.insert(path)
            } else if name == "indicators.yaml" {
                guard path == prefix + "/" + name else {
                    findings.append(
                        .warning(
                            .pageSlug, "\(path) stands in no page's folder and is left out",
                            at: SourceLocation(file: path), hint: "an index.md with a title makes the folder a page"))
                    continue
                }
                if let file = tree.read(path).collecting(into: &findings) {
                    let read = IndicatorDefinition.read(file)
                    isUnread = isUnread || (read.value.isEmpty && read.diagnostics.hasErrors)
                    definitions += read.collecting(into: &findings)
                }
            } else if let node = specification(path, name, into: &findings) {
                specifications[path] = node
            }
        }
        let queries = QueryAccess(
            databases: databases, parameters: configuration.parameters, limits: configuration.limits.query,
            ask: tree.ask)
        let data = DataPackage.read(sidecars, folder: prefix, bundle: folder, queries: queries)
            .collecting(into: &findings)
        let words = units.overlaid(by: data.units)
        let slug = folder.split(separator: "/").last.map(String.init) ?? ""
        let figures = FigureBundle(
            key: folder, slug: slug, package: data, indicators: definitions, isUnread: isUnread)
        let bundle = PageBundle(folder: folder, data: data, units: words, specifications: specifications)
        return Diagnosed(Result(bundle: bundle, figures: figures), findings)
    }

    /// The files that the data package among `paths` names as tables, and that are tables for no other reason.
    static func tablesNamed(_ paths: some Sequence<String>, in tree: SourceTree) -> Set<String> {
        var out: Set<String> = []
        // What cannot be read is reported where it is read for good.
        for path in paths where isPackage(path) {
            if let file = tree.read(path).value { out.formUnion(DataPackage.filesNamed(in: file)) }
        }
        return out
    }

    /// True of data packages, and of CSVW metadata, which say the same.
    static func isPackage(_ path: String) -> Bool {
        let name = SourcePath.name(of: path)
        return name.hasPrefix("datapackage.") || name.hasSuffix("-metadata.json")
    }

    /// True of data packages, tables, and files that a package names as such.
    static func isData(_ path: String, _ named: Set<String>) -> Bool {
        if isPackage(path) || named.contains(path) { return true }
        return TableFormat.isTable(path) && !TableFormat.needsName(path)
    }

    /// The files of a folder and of those below it that are no page's own.
    private func paths(below prefix: String) -> [String] {
        let own = prefix == "content" ? "" : String(prefix.dropFirst("content/".count))
        return tree.paths(below: prefix).filter { path in
            var folder = SourcePath.folder(of: path)
            while folder.utf8.count > prefix.utf8.count {
                let name = String(folder.dropFirst("content/".count))
                if folders.contains(name), name != own { return false }
                guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { break }
                folder = String(folder[..<slash])
            }
            return true
        }
    }

    private func specification(_ path: String, _ name: String, into findings: inout [Diagnostic]) -> Node? {
        let isJSON = name.hasSuffix(".vl.json")
        guard isJSON || name.hasSuffix(".vl.yaml") || name.hasSuffix(".vl.yml") else { return nil }
        guard let file = tree.read(path).collecting(into: &findings) else { return nil }
        return (isJSON ? JSON.parse(file) : YAML.parse(file)).collecting(into: &findings)
    }
}
