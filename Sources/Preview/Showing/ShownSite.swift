import Building
import Diagnostics
import Files
import Rendering

/// The site as it is served: the last that could be read, and for its pages that are broken the one before.
struct ShownSite: Sendable {
    /// Nil before there is any.
    var live: LiveEdition?
    /// The last without errors.
    var good: LiveEdition?
    /// True once some site was read without errors.
    var hasPassed = false

    init(live: LiveEdition? = nil, good: LiveEdition? = nil, hasPassed: Bool = false) {
        self.live = live
        self.good = good
        self.hasPassed = hasPassed
    }

    struct Found: Sendable {
        var file: OutputFile
        /// The page's Markdown file.
        var source: String?
        var marks: [SourceMark] = []
        var unbound: [UnboundNumeral] = []
    }

    var isEmpty: Bool { live == nil }
    var basePath: String { live?.basePath ?? "/" }

    func file(at path: String) -> Found? {
        guard let live, let found = live.file(at: path) else { return nil }
        if found.hasErrors, let good, good !== live, let before = good.file(at: path), !before.hasErrors {
            return described(before, good)
        }
        return described(found, live)
    }

    private func described(_ found: LiveEdition.Found, _ edition: LiveEdition) -> Found {
        guard let page = found.page else { return Found(file: found.file) }
        let source = edition.source(of: page)
        let lines = SourceLines(root: edition.root)
        let unbound = source.map { UnboundNumeral.of($0, in: edition.unbound(on: page), line: lines.line) } ?? []
        return Found(file: found.file, source: source, marks: edition.marks(of: page), unbound: unbound)
    }
}
