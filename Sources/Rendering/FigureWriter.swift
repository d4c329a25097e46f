import Content
import Formatting
import Indicators
import Languages
import Markup
import Tables
import Templates

/// Prints the figures of one page in their place.
///
/// A figure is a button within the paragraph, which stays one, and its number as a note is an attribute that only the
/// print style shows: what is read, copied or found is the author's sentence. That the button tells how the figure came
/// about is its description (one text for all), not its name, so that headings and sentences are spoken as written.
struct FigureWriter {
    let edition: Edition
    let page: Page
    let language: LanguageTag
    let notes: PageNotes
    let derivations: DerivationWriter

    init(edition: Edition, page: Page, bound: BoundPage) {
        self.edition = edition
        self.page = page
        let language = edition.language(of: page)
        self.language = language
        notes = PageNotes(bound.all, on: page.folder, of: edition.figures)
        derivations = edition.derivations(on: page, in: language)
    }

    /// The value by the figure's own format, whatever format its occurrence has.
    func value(of figure: Figure) -> String { derivations.value(of: figure) }

    /// A headline amid text is a figure like others: a card cannot stand in a paragraph.
    func templateName(of bound: BoundFigure) -> String {
        bound.reference.kind == .headline && bound.reference.isBlock ? "headline" : "figure"
    }

    /// The sources of a figure, each in one line.
    func sources(of figure: Figure) -> [TemplateValue] {
        figure.derivation.sources.map { origin in
            .object(["text": .text(SourceWords.text(origin, language, first: edition.firstLanguage))])
        }
    }

    /// What `figure.html` and `headline.html` may ask for. `namesSources` is false of a card whose row says them.
    func object(_ bound: BoundFigure, _ figure: Figure, namesSources: Bool = true) -> TemplateObject {
        var words = bound.reference.wordsHTML
        if !bound.isClaim { words = HTML(text: bound.text) }
        let sources = namesSources ? sources(of: figure) : []
        let pieces = HeadlineWords(bound.text, isQuantity: figure.isQuantity).values
        return [
            "id": .text(bound.id), "how": .text(notes.popover(of: figure)), "words": .markup(words),
            "number_of_note": .integer(notes.number(of: figure)), "pieces": .list(pieces),
            "label": .text(derivations.label(figure)), "sources": .list(sources),
            "has_sources": .boolean(!sources.isEmpty), "is_block": .boolean(bound.reference.isBlock),
            "is_stale": .boolean(edition.isStale(figure)),
        ]
    }
}

extension Edition {
    /// Tells of the figures of a page in a language, with the words of units that the page has.
    func derivations(on page: Page, in language: LanguageTag) -> DerivationWriter {
        let own = QuantityFormatter(language: language, unitWords: units(of: page))
        return DerivationWriter(book: figures, language: language, first: firstLanguage) {
            let borrowed = borrowedUnits(of: $0, on: page)
            return borrowed.map { QuantityFormatter(language: language, unitWords: $0) } ?? own
        }
    }
}
