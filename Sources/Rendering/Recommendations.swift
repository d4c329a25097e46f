import Content
import Diagnostics
import Languages
import Markup

/// The parts of a page that recommend something, set apart from those that find something. An author marks them by their
/// heading: on every page the headings that `recommendations` of `site.yaml` names, on one page those of its front
/// matter, each by its text or its id. Such a part goes on to the next heading of its level or above.
struct Recommendations {
    /// In the order of the page, apart from each other; bytes of the body, and the id of the heading.
    private(set) var parts: [(range: Range<Int>, id: String)] = []
    private(set) var findings: [Diagnostic] = []

    init(_ page: Page, in edition: Edition) {
        let headings = page.body.headings.filter { $0.offset != nil }
        let named = named(page, in: edition)
        if named.isEmpty || headings.isEmpty { return }
        let end = page.body.body.html.count
        for (number, heading) in headings.enumerated() {
            guard let start = heading.offset, named.contains(heading.text) || named.contains(heading.id) else {
                continue
            }
            if let last = parts.last, start < last.range.upperBound { continue }
            let next = headings[(number + 1)...].first { $0.level <= heading.level }?.offset ?? end
            parts.append((start..<max(start, next), heading.id))
        }
    }

    /// The headings that are meant, by text or id. One of the page's own that is not there is told of.
    private mutating func named(_ page: Page, in edition: Edition) -> Set<String> {
        guard let own = page.frontMatter.recommendations else {
            let language = edition.language(of: page)
            return Set(edition.configuration.recommendations.compactMap { $0.lookup(language) })
        }
        let headings = page.body.headings.filter { $0.offset != nil }
        for text in own where !headings.contains(where: { $0.text == text.text || $0.id == text.text }) {
            findings.append(
                .warning(
                    .linkAnchor, "this page has no heading “\(text.text)” to set apart as recommendations",
                    at: text.location, hint: NearestName.hint(for: text.text, among: headings.map(\.text))))
        }
        return Set(own.map(\.text))
    }

    /// The body with an element around each part.
    func wrapping(_ body: Passage) -> Passage {
        var insertions: [(offset: Int, html: HTML)] = []
        for part in parts {
            var open = HTML("<section class=\"recommendations\"")
            open.append(attribute: "aria-labelledby", part.id)
            open.append(">\n")
            insertions.append((part.range.lowerBound, open))
            insertions.append((part.range.upperBound, HTML("</section>\n")))
        }
        return body.inserting(insertions)
    }
}

extension Passage {
    /// The passage with markup put in at offsets of its HTML, in their order. A hole at such an offset stays before it.
    func inserting(_ insertions: [(offset: Int, html: HTML)]) -> Passage {
        if insertions.isEmpty { return self }
        var out = HTML(capacity: html.count + insertions.reduce(0) { $0 + $1.html.count })
        var moved: [Hole] = []
        moved.reserveCapacity(holes.count)
        var start = 0
        var added = 0
        var next = holes.startIndex
        func keep(through end: Int) {
            while next < holes.endIndex, holes[next].offset <= end {
                moved.append(Hole(offset: holes[next].offset + added, content: holes[next].content))
                next += 1
            }
        }
        for insertion in insertions where insertion.offset >= start && insertion.offset <= html.count {
            keep(through: insertion.offset)
            out.withBytes { $0.append(contentsOf: html.bytes[start..<insertion.offset]) }
            out.append(insertion.html)
            added += insertion.html.count
            start = insertion.offset
        }
        keep(through: .max)
        out.withBytes { $0.append(contentsOf: html.bytes[start...]) }
        return Passage(html: out, holes: moved)
    }
}
