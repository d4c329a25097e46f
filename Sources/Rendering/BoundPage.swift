import Content
import Diagnostics
import Expressions
import Formatting
import Indicators
import Languages
import Markup
import Quantities

/// One occurrence of a figure on a page.
package struct BoundFigure: Sendable {
    package var reference: FigureReference
    /// Nil of a numeral that is bound to nothing on purpose, and where the formula failed.
    package var figure: Figure?
    /// `fig-NAME`, and `fig-NAME-2` at the second occurrence; empty where there is no figure.
    package var id: String
    /// What is printed, as plain text: the author's words, or the value worded.
    package var text: String
    /// True where words of the author were checked.
    package var isClaim: Bool
}

/// A page with its figures: what stands in each hole, and under which id.
package struct BoundPage: Sendable {
    package var title: [BoundFigure] = []
    package var subtitle: [BoundFigure] = []
    package var summary: [BoundFigure] = []
    package var body: [BoundFigure] = []
    /// Those in the titles of charts, by the number of the embed.
    package var charts: [Int: [BoundFigure]] = [:]
    /// All occurrences in reading order.
    package private(set) var all: [BoundFigure] = []

    /// The occurrences that the page's own file holds.
    package var written: [BoundFigure] { title + subtitle + summary + body }

    /// The figures of the title without the others.
    var titleAlone: BoundPage {
        var out = BoundPage()
        out.title = title
        out.all = title
        return out
    }

    /// Evaluates the figures of a page and checks the words that are bound to them.
    package static func bind(_ index: Int, in edition: Edition) -> Diagnosed<BoundPage> {
        let page = edition.site.pages[index]
        var binder = Binder(edition: edition, page: page)
        // Made when asked for, so asked for once.
        // What stands around a claim is asked for by claims alone.
        let prose = page.body.figures.contains { !$0.words.isEmpty } ? page.body.prose : []
        var bound = BoundPage()
        bound.title = page.title.figures.map { binder.bind($0, amid: page.title.prose) }
        bound.subtitle = page.subtitle.map { line in line.figures.map { binder.bind($0, amid: line.prose) } } ?? []
        bound.summary = page.summary.map { line in line.figures.map { binder.bind($0, amid: line.prose) } } ?? []
        bound.all = bound.title + bound.subtitle + bound.summary
        var embed = 0
        func addCharts(before line: Int) {
            while embed < page.body.embeds.count, page.body.embeds[embed].location.line < line {
                let prose = ChartProse(of: page.body.embeds[embed], on: page, in: edition)
                if !prose.figures.isEmpty {
                    let figures = prose.figures.compactMap { binder.bind(inTitle: $0) }
                    bound.charts[embed] = figures
                    bound.all += figures
                }
                embed += 1
            }
        }
        for reference in page.body.figures {
            addCharts(before: reference.location.line)
            let figure = binder.bind(reference, amid: prose)
            bound.body.append(figure)
            bound.all.append(figure)
        }
        addCharts(before: .max)
        return Diagnosed(bound, binder.findings)
    }
}

/// Binds the figures of one page, in reading order.
private struct Binder {
    let edition: Edition
    let page: Page
    let language: LanguageTag
    let formatter: QuantityFormatter
    let judge: ClaimJudge
    var findings: [Diagnostic] = []
    private var occurrences: [String: Int] = [:]

    init(edition: Edition, page: Page) {
        self.edition = edition
        self.page = page
        language = edition.language(of: page)
        judge = edition.judge(of: page)
        formatter = judge.formatter
    }

    mutating func bind(_ reference: FigureReference, amid prose: [ProseRun]) -> BoundFigure {
        guard !reference.formula.isEmpty else {
            if reference.words.isEmpty {
                findings.append(
                    .error(
                        .figureName, "neither words nor a figure stand here", at: reference.wordsLocation,
                        hint: "write [](=name) for a figure, or [2026](=) for a numeral that is bound to nothing"))
            }
            return BoundFigure(reference: reference, id: "", text: reference.words, isClaim: false)
        }
        // A formula is evaluated as it was unescaped; its findings are moved to where the author wrote it.
        let evaluated = edition.figures.figure(reference.formula, at: reference.location, in: page.folder)
        findings += evaluated.diagnostics.map { moved($0, reference) }
        let format = format(of: reference)
        guard let figure = evaluated.value else {
            return BoundFigure(reference: reference, id: "", text: reference.words, isClaim: false)
        }
        let count = occurrences[figure.id, default: 0] + 1
        occurrences[figure.id] = count
        let id = count == 1 ? figure.id : "\(figure.id)-\(count)"
        let isClaim = !reference.words.isEmpty && reference.kind == .inline
        if isClaim || !reference.words.isEmpty {
            let around = Self.around(reference, in: prose)
            let borrowed = edition.borrowedUnits(of: figure, on: page)
            let judge =
                borrowed.map {
                    ClaimJudge(language: language, unitWords: $0, currency: edition.configuration.currency)
                } ?? self.judge
            let found = judge.findings(
                reference.words, boundTo: figure, of: edition.figures, format: format, at: reference.wordsLocation,
                before: around.before, after: around.after)
            // A headline prints its value whatever its words: they may be without a number, but not wrong.
            findings += isClaim ? found : found.filter { $0.code != .claimUnreadable }
        }
        let text = reference.words.isEmpty || !isClaim ? words(figure, format) : reference.words
        return BoundFigure(reference: reference, figure: figure, id: id, text: text, isClaim: isClaim)
    }

    /// A figure in the title of a chart. What is wrong with it is reported when the chart is drawn.
    mutating func bind(inTitle reference: FigureReference) -> BoundFigure? {
        let before = findings
        let bound = bind(reference, amid: [])
        findings = before
        return bound.figure == nil ? nil : bound
    }

    private func moved(_ finding: Diagnostic, _ reference: FigureReference) -> Diagnostic {
        guard let place = finding.location, place.file == reference.location.file,
            place.line == reference.location.line, !reference.escapes.isEmpty
        else { return finding }
        var out = finding
        out.location = reference.location(
            ofScalar: place.column - reference.location.column, length: place.length)
        return out
    }

    private mutating func format(of reference: FigureReference) -> NumberFormat? {
        guard let text = reference.format else { return nil }
        if let format = NumberFormat.parse(text) { return format }
        findings.append(
            .error(
                .formulaFormat, "“\(text)” is no number format",
                at: reference.formatLocation ?? reference.location,
                hint: "formats are d3's: .1% for 12.3%, ,.0f for 1,234, .2f for 2.67"))
        return nil
    }

    /// The prose right before the opening bracket, and what follows the link on its line.
    private static func around(_ reference: FigureReference, in prose: [ProseRun]) -> (before: String, after: String) {
        let place = reference.wordsLocation
        var before = ""
        var after: ProseRun?
        for run in prose where run.location.line == place.line && run.location.file == place.file {
            if run.location.column + run.text.unicodeScalars.count == place.column - 1 { before = run.text }
            if run.location.column > place.column, run.location.column < after?.location.column ?? .max { after = run }
        }
        // What stands between the words and the next prose must be this link's own address.
        guard let after,
            after.location.column < place.column + place.length + 4 + reference.location.length
                + (reference.format?.unicodeScalars.count ?? 0) + 6
        else { return (before, "") }
        return (before, after.text)
    }

    private func words(_ figure: Figure, _ format: NumberFormat?) -> String {
        let borrowed = edition.borrowedUnits(of: figure, on: page)
        let formatter = borrowed.map { QuantityFormatter(language: language, unitWords: $0) } ?? self.formatter
        return FigureWords.text(figure, format: format, formatter)
    }
}

/// A figure's value in words.
package enum FigureWords {
    /// By `format`, else by the figure's own.
    package static func text(_ figure: Figure, format: NumberFormat?, _ formatter: QuantityFormatter) -> String {
        text(figure.value, format: format.map(FigureFormat.number) ?? figure.format, formatter)
    }

    package static func text(_ value: StrictValue, format: FigureFormat?, _ formatter: QuantityFormatter) -> String {
        switch value {
        case .quantity(let quantity): return formatter.text(quantity, format: format?.number)
        case .date(let date):
            if case .date(let written) = format,
                let format = TimeFormat.parse(written, locale: .of(formatter.language))
            {
                return format.format(milliseconds: Double(date.firstDay) * 86_400_000)
            }
            return DateWords.text(date, in: formatter.language)
        case .text(let text): return text
        case .boolean(let flag): return formatter.language.isChinese ? (flag ? "是" : "否") : (flag ? "yes" : "no")
        case .missing(let reason): return formatter.text(reason)
        case .column, .reference: return ""
        }
    }
}
