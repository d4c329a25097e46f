import Charts
import Content
import Indicators
import Languages
import Markup
import Tables
import Templates

extension BoundPage {
    /// The figure that stands for the page in lists: its first headline.
    var keyFigure: (occurrence: BoundFigure, figure: Figure)? {
        for i in body.indices where body[i].reference.kind == .headline && body[i].reference.isBlock {
            if let figure = body[i].figure { return (body[i], figure) }
        }
        return nil
    }
}

/// What lists show of a page's key figure: it is the page's own, bound and checked there.
struct KeyFigure: Sendable, Hashable {
    var id: String
    var label: String
    var words: String
    var isQuantity: Bool
    var isStale: Bool

    /// Nil of a page without one.
    init?(of page: Page, _ bound: BoundPage, in edition: Edition, _ language: LanguageTag) {
        guard let (occurrence, figure) = bound.keyFigure else { return nil }
        id = occurrence.id
        label = edition.derivations(on: page, in: language).label(figure)
        words = occurrence.text
        isQuantity = figure.isQuantity
        isStale = edition.isStale(figure)
    }
}

extension SiteFrame {
    /// What lists may ask for of a page's key figure.
    func keyFigure(of other: Int, from: String) -> TemplateObject? {
        guard keyFigures.indices.contains(other), let key = keyFigures[other] else { return nil }
        let path = edition.site.pages[other].permalink.outputPath
        return [
            "label": .text(key.label), "words": .text(key.words),
            "pieces": .list(HeadlineWords(key.words, isQuantity: key.isQuantity).values),
            "is_stale": .boolean(key.isStale),
            "href": .text(Permalink.relative(from: from, to: path) + "#" + Permalink.encoded(key.id)),
        ]
    }
}

/// The first chart of a page, drawn once more for the home page that the page leads.
struct LeadChart {
    private let chart: ChartOutput
    private let narrow: HTML?
    private let page: Page
    private let id: String
    private let caption: String
    private let sources: [TemplateValue]
    private let signs: [TemplateValue]

    /// Nil where the page has no chart, or one that cannot be drawn: that is told where the page is rendered.
    init?(of index: Int, _ renderer: PageRenderer) {
        let edition = renderer.edition
        let page = edition.site.pages[index]
        guard let bundle = edition.bundles[page.folder] else { return nil }
        let charts = page.body.embeds.enumerated().lazy.compactMap { number, embed -> (Int, String)? in
            guard embed.isBlock, let target = Permalink.decoded(embed.destination),
                let path = Permalink.resolved(target, from: page.folder), !EmbedNames.isTable("content/" + path)
            else { return nil }
            return (number, "content/" + path)
        }
        guard let (number, path) = charts.first,
            var request = edition.chartRequest(path, in: bundle, language: edition.language(of: page))
        else { return nil }
        request.idPrefix = "lead-"
        guard let chart = Chart.draw(request).value else { return nil }
        self.chart = chart
        self.page = page
        id = renderer.embeds[index].ids[number]
        caption = page.body.embeds[number].captionText
        let job = PageJob(renderer: renderer, index: index)
        sources = edition.origins(of: chart, in: bundle).map(job.source)
        let narrow = Chart.narrow(request, beside: chart)
        self.narrow = narrow?.svg
        signs = edition.signs(of: chart, narrow, on: page)
    }

    /// What `home.html` may ask for of it.
    func object(from: String) -> TemplateObject? {
        [
            "drawing": .markup(chart.svg), "narrow": narrow.map { .markup($0) } ?? .missing,
            "caption": .text(caption), "signs": .list(signs), "has_signs": .boolean(!signs.isEmpty),
            "sources": .list(sources), "has_sources": .boolean(!sources.isEmpty),
            "name": .text([chart.title ?? "", caption].first { !$0.isEmpty } ?? chart.description),
            "href": .text(
                Permalink.relative(from: from, to: page.permalink.outputPath) + "#" + Permalink.encoded(id)),
        ]
    }
}
