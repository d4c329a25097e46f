import Content
import Diagnostics
import Files
import Tables

/// Where a link without a scheme leads, from a page.
package enum LinkTarget: Sendable, Hashable {
    /// A place on the same page, `#…` included.
    case anchor(String)
    /// Another page, by its number, with `?…#…` after its address.
    case page(Int, suffix: String)
    /// A file that is published beside a page: its path below `content/`.
    case asset(String, suffix: String)
    /// Nowhere: what was looked for, and, where a page may be meant, the folder to find the nearest of.
    case broken(message: String, hint: String?, wanted: String?)
}

/// Follows links as authors write them: to a bundle's folder, to its `index.md`, or to a file, relative to the page's
/// own folder (or, from a slash, to `content/`).
package struct LinkResolver: Sendable {
    package let site: Site
    package let tree: SourceTree
    /// The tables that are no files of the tree and are published as such: those that a data package holds or derives.
    let tables: Set<String>

    /// The folders of all pages, each once, for hints.
    let folders: [String]

    /// `folders` are those of the site's pages, where they are known already.
    package init(site: Site, tree: SourceTree, tables: Set<String> = [], folders: [String]? = nil) {
        self.site = site
        self.tree = tree
        self.tables = tables
        self.folders = folders ?? Set(site.pages.map(\.folder)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// `destination` is unescaped, with percent escapes as they were written.
    package func resolve(_ destination: String, from index: Int) -> LinkTarget {
        let page = site.pages[index]
        let bytes = Array(destination.utf8)
        let pathEnd = bytes.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") } ?? bytes.count
        let path = String(decoding: bytes[..<pathEnd], as: UTF8.self)
        let suffix = String(decoding: bytes[pathEnd...], as: UTF8.self)
        if path.isEmpty { return suffix.isEmpty ? .page(index, suffix: "") : .anchor(suffix) }
        guard let decoded = Permalink.decoded(path) else {
            return .broken(message: "“\(path)” is no path: its percent escapes are no UTF-8", hint: nil, wanted: nil)
        }
        guard let target = Permalink.resolved(decoded, from: page.folder) else {
            return .broken(
                message: "“\(path)” leads out of the site", hint: "a link begins at the page's own folder",
                wanted: nil)
        }
        if let found = pageAt(target, language: page.language) { return .page(found, suffix: suffix) }
        if site.hiddenFolders.contains(folder(of: target)) || site.isHidden(target) {
            return .broken(
                message: "content/\(target) is not published: it is a draft, to come, or expired",
                hint: "see it by --drafts, --future or --expired", wanted: nil)
        }
        if tree.contains("content/" + target), !Self.isSource(target) { return .asset(target, suffix: suffix) }
        if tables.contains("content/" + target) { return .asset(target, suffix: suffix) }
        return .broken(
            message: "there is no page or file at content/\(target)",
            hint: nil, wanted: target)
    }

    /// The page that may be meant by a folder that is none. It costs a comparison with every page.
    func nearest(to folder: String) -> String? { NearestName.hint(for: folder, among: folders) }

    /// The page of a folder, or of a Markdown file in it: in the page's own language where it was written in it.
    private func pageAt(_ target: String, language: Int) -> Int? {
        var folder = target
        var wanted = language
        let last = SourcePath.name(of: target)
        if let named = PageSource.language(ofFile: last, among: site.configuration.languages) {
            folder = SourcePath.folder(of: target)
            // index.md is the page in the reader's language, index.en.md the one that it says.
            if named > 0 { wanted = named }
            guard site.pages(in: folder).contains(where: { site.pages[$0].path == "content/" + target }) else {
                return nil
            }
        } else if last == "index.html" {
            folder = SourcePath.folder(of: target)
        }
        if let found = site.page(folder: folder, language: wanted) { return found }
        return site.configuration.languages.indices.lazy.compactMap { site.page(folder: folder, language: $0) }.first
    }

    /// The folder that an address names: of `a/index.md` it is `a`.
    private func folder(of target: String) -> String {
        target.hasSuffix(".md") ? SourcePath.folder(of: target) : target
    }

    /// True of files that are read rather than published.
    package static func isSource(_ path: String) -> Bool {
        let name = SourcePath.name(of: path)
        return Taxonomies.isSource(path) || name.hasSuffix(".md") || name == "site.yaml" || name == "indicators.yaml"
            || name.hasPrefix("datapackage.") || name.hasSuffix(".vl.yaml") || name.hasSuffix(".vl.yml")
            || name.hasSuffix(".vl.json") || TableFormat.isCompanion(name)
    }

}
