import Diagnostics
import Files
import Languages

/// What sort of page a folder is.
package enum PageKind: String, Sendable, Hashable {
    case home
    case section
    /// A page bundle.
    case page
}

/// A page as the tree of files shows it, before anybody has read it.
package struct PageSource: Sendable, Hashable {
    package var kind: PageKind
    /// Below `content/`, without slashes at its ends: `briefings/cars`, "" for home.
    package var folder: String
    /// The index of its language among the site's.
    package var language: Int
    /// Its Markdown; nil of a section, or a home page, that stands for its pages alone.
    package var path: String?

    package init(kind: PageKind, folder: String, language: Int, path: String? = nil) {
        self.kind = kind
        self.folder = folder
        self.language = language
        self.path = path
    }
}

extension PageSource {
    /// Names below `content/` that the site itself writes.
    package static let reservedSections = [
        "tags", "authors", "archive", "data", "figures", "search", "commitments", "releases",
    ]

    /// The pages of a tree: each `index.md` a page bundle, each `_index.md` a section, each with its language before
    /// `.md` (`index.en.md`); and the sections that folders imply. In the order of folders, then of languages.
    package static func discover(in tree: SourceTree, languages: [LanguageTag]) -> Diagnosed<[PageSource]> {
        var findings: [Diagnostic] = []
        var found: [Key: PageSource] = [:]
        for path in tree.paths(below: "content") where path.hasSuffix(".md") {
            guard let source = source(at: path, languages, into: &findings) else { continue }
            let key = Key(folder: source.folder, language: source.language)
            if let other = found[key] {
                findings.append(
                    .error(
                        .pageConflict, "this page and \(other.path ?? "a section") would stand at one address",
                        at: SourceLocation(file: path), hint: "keep index.md or _index.md"))
            } else {
                found[key] = source
            }
        }
        imply(&found, languages: languages.count)
        let ordered = found.values.sorted { a, b in
            a.folder == b.folder
                ? a.language < b.language : a.folder.utf8.lexicographicallyPrecedes(b.folder.utf8)
        }
        // At a file, where there is one: a folder alone has no line.
        reserve(ordered.filter { $0.path != nil }, languages, into: &findings)
        return Diagnosed(ordered, findings)
    }

    private struct Key: Hashable {
        var folder: String
        var language: Int
    }

    private static func source(
        at path: String, _ languages: [LanguageTag], into findings: inout [Diagnostic]
    ) -> PageSource? {
        let file = SourceFile(path: path, bytes: [])
        let folder = String(file.folder.dropFirst("content".count).drop { $0 == "/" })
        let stem = file.name.dropLast(3)
        if stem == "README" { return nil }
        let parts = stem.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = parts.first, base == "index" || base == "_index" else {
            findings.append(
                .warning(
                    .pageSlug, "\(file.name) is no page and is left out", at: SourceLocation(file: path),
                    hint: "a page is \(stem)/index.md, a note for yourselves README.md"))
            return nil
        }
        var language = 0
        if parts.count == 2 {
            guard let index = languageIndex(String(parts[1]), languages) else {
                findings.append(
                    .error(
                        .pageLanguage, "the site has no language “\(parts[1])”", at: SourceLocation(file: path),
                        hint: "languages in site.yaml are \(languages.map(\.description).joined(separator: ", "))"))
                return nil
            }
            language = index
        }
        let kind: PageKind = folder.isEmpty ? .home : base == "index" ? .page : .section
        return PageSource(kind: kind, folder: folder, language: language, path: path)
    }

    /// The language of a page's file by its name, 0 for `index.md`; nil where the name is no page's.
    package static func language(ofFile name: String, among languages: [LanguageTag]) -> Int? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.last == "md", parts.first == "index" || parts.first == "_index" else { return nil }
        switch parts.count {
        case 2: return 0
        case 3: return languageIndex(String(parts[1]), languages)
        default: return nil
        }
    }

    /// By the whole tag, or by a part of it that only one language of the site begins with: `zh` for `zh-Hant-HK`.
    static func languageIndex(_ text: String, _ languages: [LanguageTag]) -> Int? {
        guard let tag = LanguageTag(text) else { return nil }
        if let exact = languages.firstIndex(of: tag) { return exact }
        let begun = languages.indices.filter { languages[$0].fallbacks.contains(tag.description) }
        return begun.count == 1 ? begun.first : nil
    }

    /// A home page in every language, and a section for every folder above a page.
    private static func imply(_ found: inout [Key: PageSource], languages: Int) {
        for source in Array(found.values) {
            var folder = source.folder
            while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
                folder = String(folder[..<slash])
                let key = Key(folder: folder, language: source.language)
                if found[key] == nil {
                    found[key] = PageSource(kind: .section, folder: folder, language: source.language)
                }
            }
        }
        for language in 0..<languages where found[Key(folder: "", language: language)] == nil {
            found[Key(folder: "", language: language)] = PageSource(kind: .home, folder: "", language: language)
        }
    }

    /// What no folder and no slug right below the site's root may be called.
    static func reserved(_ languages: [LanguageTag]) -> [String] {
        reservedSections + languages.dropFirst().map(\.description)
    }

    private static func reserve(
        _ sources: some Collection<PageSource>, _ languages: [LanguageTag], into findings: inout [Diagnostic]
    ) {
        let taken = reserved(languages)
        var reported: Set<String> = []
        for source in sources {
            let top = source.folder.split(separator: "/").first.map(String.init) ?? ""
            guard taken.contains(top), reported.insert(top).inserted else { continue }
            findings.append(
                .error(
                    .siteReserved, "the folder content/\(top) has the name of something that the site writes itself",
                    at: SourceLocation(file: source.path ?? "content/" + source.folder), hint: "rename the folder"))
        }
    }
}
