import Diagnostics

extension Permalink {
    /// Reads an address as authors write it (`url`, `aliases`): from a slash on from the root of the site, else from the
    /// folder `base`. Its last part is a file where it ends in `.html` or `.htm`, else a folder. Nil of what is no path
    /// below the root: another site's address, a query, a name that begins with a dot.
    package init?(written text: String, from base: String) {
        let refused = Array("\\?#:<>\"|*".utf8)
        guard !text.isEmpty, text.utf8.count <= 1000, let decoded = Self.decoded(text),
            decoded.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && !refused.contains($0) }),
            let path = Self.resolved(decoded, from: base)
        else { return nil }
        var parts = path.split(separator: "/").map(String.init)
        guard parts.count <= 32, parts.allSatisfy({ $0.utf8.count <= 200 && $0.utf8.first != UInt8(ascii: ".") }) else {
            return nil
        }
        let isFile = [".html", ".htm"].contains { parts.last?.hasSuffix($0) ?? false } && text.utf8.last != 0x2F
        let file = isFile ? parts.removeLast() : Permalink.folderFile
        self.init(folder: parts.joined(separator: "/"), file: file)
    }

    /// What to say of one that is none. `key` names where it stands in the front matter.
    static func refusal(of text: FrontMatter.Text, _ key: String) -> Diagnostic {
        .error(
            .pageSlug, "“\(text.text)” is no address on this site (\(key))", at: text.location,
            hint: "write a path from the site's root, such as /about/us/, without host, query or “#”")
    }
}

/// An address that leads to a page: where it once stood.
package struct Alias: Sendable, Hashable {
    package var permalink: Permalink
    /// The number of the page.
    package var page: Int
}

extension Alias {
    /// The aliases of all pages; those that meet a page or each other are told of and left out. Without a slash at its
    /// beginning an alias stands beside the page (Hugo's rule). `addresses` are pages by their files, in lower case.
    static func collect(
        _ pages: [Page], addresses: [String: Int], into findings: inout [Diagnostic]
    ) -> [Alias] {
        var out: [Alias] = []
        var taken: [String: Int] = [:]
        for (index, page) in pages.enumerated() where !page.frontMatter.aliases.isEmpty {
            let base = Site.parent(of: page.permalink.folder)
            for text in page.frontMatter.aliases {
                guard let permalink = Permalink(written: text.text, from: base) else {
                    findings.append(Permalink.refusal(of: text, "aliases"))
                    continue
                }
                let output = permalink.outputPath.lowercased()
                if let other = addresses[output] ?? taken[output] {
                    findings.append(refusal(of: text, page, meeting: pages[other], isAlias: addresses[output] == nil))
                    continue
                }
                taken[output] = index
                out.append(Alias(permalink: permalink, page: index))
            }
        }
        return out
    }

    private static func refusal(
        of text: FrontMatter.Text, _ page: Page, meeting other: Page, isAlias: Bool
    ) -> Diagnostic {
        let name = other.path ?? "content/" + other.folder
        let isOwn = other.folder == page.folder && other.language == page.language
        let what =
            isAlias
            ? (isOwn ? "stands twice" : "is an alias of \(name) too")
            : (isOwn ? "is the page's own address" : "is the address of \(name)")
        return .error(
            .pageConflict, "the alias “\(text.text)” \(what)", at: text.location,
            hint: isOwn ? "remove it" : "an address leads to one page: remove it from one of them")
    }
}
