import Content
import Diagnostics
import Expressions
import Files
import Formatting
import Indicators
import Languages
import Markup
import Quantities
import Tables
import Templates

/// Prints the figures of one page: the words in their place, and the derivation that they open.
struct FigureWriter {
    let edition: Edition
    let page: Page
    let language: LanguageTag
    let formatter: QuantityFormatter

    init(edition: Edition, page: Page) {
        self.edition = edition
        self.page = page
        language = edition.language(of: page)
        formatter = QuantityFormatter(language: language, unitWords: edition.units(of: page))
    }

    /// The popover's id of a figure: one for all its occurrences on the page.
    static func popover(of figure: Figure) -> String { "how-" + figure.id.dropFirst("fig-".count) }

    /// A headline amid text is a figure like others: a card cannot stand in a paragraph.
    func templateName(of bound: BoundFigure) -> String {
        bound.reference.kind == .headline && bound.reference.isBlock ? "headline" : "figure"
    }

    /// What `figure.html` and `headline.html` may ask for.
    func object(_ bound: BoundFigure, _ figure: Figure) -> TemplateObject {
        var words = bound.reference.wordsHTML
        if !bound.isClaim { words = HTML(text: bound.text) }
        let sources = self.sources(figure)
        let parts = HeadlineWords(bound.text, isQuantity: figure.isQuantity)
        return [
            "id": .text(bound.id), "how": .text(Self.popover(of: figure)), "words": .markup(words),
            "before": parts.before.isEmpty ? .missing : .text(parts.before), "number": .text(parts.number),
            "after": parts.after.isEmpty ? .missing : .text(parts.after),
            "label": .text(label(figure)), "sources": .list(sources), "has_sources": .boolean(!sources.isEmpty),
            "is_block": .boolean(bound.reference.isBlock), "is_stale": .boolean(edition.isStale(figure)),
        ]
    }

    /// What `derivations.html` may ask for of each.
    func derivation(_ figure: Figure) -> TemplateObject {
        let words = DerivationWords(writer: self, formatter: formatter(of: figure))
        let inputs = figure.derivation.inputs.map { input -> TemplateValue in
            let told = words.tell(input)
            return .object([
                "name": .text(told.name), "value": .text(told.value), "place": .text(told.place),
            ])
        }
        let sources = self.sources(figure)
        return [
            "how": .text(Self.popover(of: figure)), "target": .text(figure.id), "label": .text(label(figure)),
            "value": .text(value(of: figure)), "formula": .text(figure.derivation.formula),
            "inputs": .list(inputs), "has_inputs": .boolean(!inputs.isEmpty), "sources": .list(sources),
            "has_sources": .boolean(!sources.isEmpty), "is_stale": .boolean(edition.isStale(figure)),
            "is_wide": .boolean(!figure.derivation.isTight),
        ]
    }

    /// The figure's label, else its name or formula.
    func label(_ figure: Figure) -> String { edition.label(of: figure, in: language) }

    /// The value by the figure's own format, whatever format its occurrence has.
    func value(of figure: Figure) -> String {
        FigureWords.text(figure, format: nil, formatter(of: figure))
    }

    private func formatter(of figure: Figure) -> QuantityFormatter {
        let borrowed = edition.borrowedUnits(of: figure, on: page)
        return borrowed.map { QuantityFormatter(language: language, unitWords: $0) } ?? formatter
    }

    private func sources(_ figure: Figure) -> [TemplateValue] {
        figure.derivation.sources.map { origin in
            .object(["text": .text(SourceWords.text(origin, language, first: edition.firstLanguage))])
        }
    }
}

/// One input of a derivation, in words.
struct DerivationWords {
    let writer: FigureWriter
    let formatter: QuantityFormatter

    /// What it is called, its value, and where it stands: `capacity.csv:3:12`.
    func tell(_ input: Derivation.Input) -> (name: String, value: String, place: String) {
        switch input {
        case .cell(let cell):
            return ("\(cell.table)[\"\(cell.row)\"].\(cell.field)", words(cell.cell), place(cell.location))
        case .column(let column):
            let rows = "\(column.count) " + writer.edition.theme.interface.text("rows", writer.page.language)
            let lines = "\(SourcePath.name(of: column.file)):\(column.lines.lowerBound)–\(column.lines.upperBound)"
            return ("\(column.table).\(column.field)", rows, lines)
        case .indicator(let indicator):
            let label = indicator.label?.text(in: writer.language, first: writer.edition.firstLanguage) ?? ""
            let value = FigureWords.text(indicator.value, format: nil, formatter)
            return (label.isEmpty ? indicator.name : label, value, place(indicator.location))
        }
    }

    private func words(_ cell: Cell) -> String {
        switch cell {
        case .quantity(let quantity): formatter.text(quantity)
        case .date(let date): DateWords.text(date, in: writer.language)
        case .text(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        case .missing(let reason): FigureWords.text(.missing(reason), format: nil, formatter)
        }
    }

    private func place(_ location: SourceLocation) -> String {
        "\(SourcePath.name(of: location.file)):\(location.line):\(location.column)"
    }
}

/// A source in one line.
enum SourceWords {
    /// 張美雄《匹配民生需求》（2026-06）; "Author, “Title” (2026-06)". A citation of its own goes first.
    static func text(_ origin: Origin, _ language: LanguageTag, first: LanguageTag) -> String {
        if let citation = origin.citation?.text(in: language, first: first), !citation.isEmpty { return citation }
        let producer = origin.producer?.text(in: language, first: first) ?? ""
        let title = origin.title?.text(in: language, first: first) ?? ""
        let date = origin.datePublished.map { EDTFDate(parsing: $0).map { DateWords.text($0, in: language) } ?? $0 }
        if language.isChinese {
            return producer + (title.isEmpty ? "" : "《\(title)》") + (date.map { "（\($0)）" } ?? "")
        }
        let named = [producer, title.isEmpty ? "" : "“\(title)”"].filter { !$0.isEmpty }.joined(separator: ", ")
        return named + (date.map { " (\($0))" } ?? "")
    }
}
