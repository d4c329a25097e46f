import Content
import Markup
import Templates

/// Rows of headline cards. Where all cards of a row have the same sources, these are said once, below the row.
struct HeadlineRows {
    private let runs: HeadlineRuns
    /// Figures whose row says their sources.
    private var sharing: Set<Int> = []
    /// Where the row that is open begins.
    private var start = 0

    init(in passage: Passage, _ figures: [BoundFigure]) {
        runs = HeadlineRuns(in: passage) { figures.indices.contains($0) && figures[$0].reference.isBlock }
        for run in runs.runs where run.count > 1 {
            let sources = run.map { figures[$0].figure?.derivation.sources ?? [] }
            if let first = sources.first, !first.isEmpty, sources.allSatisfy({ $0 == first }) { sharing.formUnion(run) }
        }
    }

    /// True of a card whose sources its row says.
    func isShared(_ number: Int) -> Bool { sharing.contains(number) }

    mutating func open(_ number: Int, in html: HTML) {
        if runs.first.contains(number) { start = html.count }
    }

    /// The cards of a row that ends with this one, taken out of `html`; nil amid a row.
    func close(_ number: Int, in html: inout HTML) -> HTML? {
        guard runs.last.contains(number), start <= html.count else { return nil }
        return html.withBytes { bytes in
            let cards = HTML(trusting: Array(bytes[start...]))
            bytes.removeSubrange(start...)
            return cards
        }
    }
}

extension PageJob {
    /// Prints a row of cards.
    mutating func write(row cards: HTML, sources: [TemplateValue], into html: inout HTML) {
        let object: TemplateObject = [
            "cards": .markup(cards), "sources": .list(sources), "has_sources": .boolean(!sources.isEmpty),
            "t": .object(edition.theme.interface.object(page.language)),
        ]
        findings += edition.theme.templates.render("headlines", with: .object(object), into: &html)
    }
}
