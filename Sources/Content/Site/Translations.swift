import Diagnostics
import Files

/// Pages of one `translationKey` are translations of each other, wherever they stand.
struct Translations: Sendable {
    /// By the number of a page that has a key, or stands in one folder with one: the same page in every language that
    /// has it, itself included, in the site's order of languages.
    private(set) var byPage: [Int: [Int]] = [:]

    init(_ pages: [Page], into findings: inout [Diagnostic]) {
        var groups: [String: [Int: Int]] = [:]
        var versions: [String: [Int]] = [:]
        for (index, page) in pages.enumerated() {
            guard let key = page.frontMatter.translationKey else { continue }
            if let other = groups[key.text]?[page.language] {
                findings.append(
                    .error(
                        .pageConflict,
                        "“\(key.text)” is the key of \(pages[other].path ?? "") too, in the same language",
                        at: key.location, hint: "pages of one key are one page in several languages"))
                continue
            }
            groups[key.text, default: [:]][page.language] = index
            versions[page.folder] = []
        }
        if groups.isEmpty { return }
        for (index, page) in pages.enumerated() { versions[page.folder]?.append(index) }
        for (_, group) in groups.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            // What stands beside a page of the group in a language that the group lacks belongs to it too.
            var members = group
            for page in group.sorted(by: { $0.key < $1.key }).map(\.value) {
                for other in versions[pages[page].folder] ?? [] where members[pages[other].language] == nil {
                    let isFree = pages[other].frontMatter.translationKey == nil && byPage[other] == nil
                    if isFree { members[pages[other].language] = other }
                }
            }
            let ordered = members.sorted { $0.key < $1.key }.map(\.value)
            for member in ordered { byPage[member] = ordered }
        }
    }
}

extension Page {
    /// The sections (and the home page) above pages whose front matter says another language than their file's name, in
    /// that language, where no file makes them.
    package static func impliedByLanguage(
        _ pages: [Page], _ sources: [PageSource], _ configuration: SiteConfiguration
    ) -> [Page] {
        let moved = zip(pages, sources).filter { $0.0.language != $0.1.language }.map(\.0)
        if moved.isEmpty { return [] }
        var known = Set(pages.map { [$0.folder, String($0.language)] })
        var out: [Page] = []
        for page in moved {
            var folder = page.folder
            while !folder.isEmpty {
                folder = Site.parent(of: folder)
                guard known.insert([folder, String(page.language)]).inserted else { continue }
                let source = PageSource(
                    kind: folder.isEmpty ? .home : .section, folder: folder, language: page.language)
                out.append(read(source, file: nil, configuration: configuration).value)
            }
        }
        return out
    }
}
