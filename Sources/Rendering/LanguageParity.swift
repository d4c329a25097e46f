import Content
import Diagnostics
import Files

/// Whether the versions of a page in several languages bind the same figures: in prose and as headlines, claimed or
/// printed. A figure is what is asked for: an indicator by its name, a formula by its text without spaces.
enum LanguageParity {
    /// One finding for each figure that a page lacks, at the page. A version that lags behind waits as a draft.
    static func findings(_ edition: Edition, _ bound: NotedList<BoundPage>) -> [Diagnostic] {
        let pages = edition.site.pages
        var out: [Diagnostic] = []
        for index in pages.indices {
            let versions = edition.site.versions(of: index).filter {
                pages[$0].path != nil && pages[$0].derivedFrom == nil && bound.indices.contains($0)
            }
            // The first of the versions speaks for all of them.
            guard versions.first == index, versions.count > 1 else { continue }
            let sets = versions.map { keys(bound[$0]) }
            for (place, version) in versions.enumerated() {
                guard let path = pages[version].path else { continue }
                var known = Set(sets[place].map(\.key))
                for other in sets.indices where other != place {
                    for (key, reference) in sets[other] where known.insert(key).inserted {
                        out.append(
                            .error(
                                .figureLanguage,
                                "this page does not bind \(reference.formula), which "
                                    + "\(reference.location.description) binds",
                                at: SourceLocation(file: path),
                                hint:
                                    "bind it here too, or take it out there; a version that is not yet ready says draft: true"
                            ))
                    }
                }
            }
        }
        return out
    }

    /// The figures of a page with their first occurrences, in reading order.
    private static func keys(_ page: BoundPage) -> [(key: [UInt8], reference: FigureReference)] {
        var seen: Set<[UInt8]> = []
        return page.all.compactMap { occurrence in
            let key = normalised(occurrence.reference.formula)
            return !key.isEmpty && seen.insert(key).inserted ? (key, occurrence.reference) : nil
        }
    }

    /// A formula's bytes without the spaces that stand outside of its texts.
    private static func normalised(_ formula: String) -> [UInt8] {
        var quote: UInt8?
        var isEscaped = false
        return formula.utf8.filter { byte in
            if let open = quote {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == open {
                    quote = nil
                }
                return true
            }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
            return byte != 0x20
        }
    }
}
