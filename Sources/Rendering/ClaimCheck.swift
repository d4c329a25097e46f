import Content
import Diagnostics
import Expressions
import Formatting
import Indicators
import Languages
import Quantities
import Tables

/// Checks the author's words against the figure that they are bound to.
struct ClaimCheck {
    let book: FigureBook
    let judge: ClaimJudge
    let formatter: QuantityFormatter

    init(book: FigureBook, language: LanguageTag, units: UnitWords) {
        self.book = book
        judge = ClaimJudge(language: language, unitWords: units)
        formatter = QuantityFormatter(language: language, unitWords: units)
    }

    /// A finding at the words, nil where they agree.
    func check(_ reference: FigureReference, _ figure: Figure, format: NumberFormat?) -> Diagnostic? {
        switch figure.value {
        case .quantity(let quantity):
            let subject = ClaimSubject(
                name: figure.name ?? figure.derivation.formula, quantity: quantity, isGrowth: figure.isGrowth,
                format: format ?? figure.format?.number)
            let verdict = judge.judge(reference.words, subject)
            guard let code = verdict.code else { return nil }
            return Diagnostic(
                verdict.severity, code, verdict.message, at: reference.wordsLocation,
                hint: hint(figure, verdict.suggestion))
        case .date(let date): return same(reference, figure, DateWords.text(date, in: formatter.language), date)
        case .text, .boolean: return same(reference, figure, FigureWords.text(figure, format: format, formatter), nil)
        case .missing, .column, .reference: return nil
        }
    }

    /// A date or a text agrees with itself alone; a date also in the notation of data.
    private func same(
        _ reference: FigureReference, _ figure: Figure, _ expected: String, _ date: EDTFDate?
    ) -> Diagnostic? {
        let words = reference.words
        if words.utf8.elementsEqual(expected.utf8) { return nil }
        if let date, let read = EDTFDate(parsing: words), read == date { return nil }
        let name = figure.name ?? figure.derivation.formula
        return .error(
            .claimDisagrees, "\(quoted(words)) does not agree, \(name) is \(quoted(expected))",
            at: reference.wordsLocation, hint: hint(figure, expected))
    }

    private func quoted(_ text: String) -> String { formatter.language.isChinese ? "「\(text)」" : "“\(text)”" }

    /// `capacity.csv:3:12 is 3000 and capacity.csv:2:12 is ~5000; write 「約六成」, or correct the table`.
    private func hint(_ figure: Figure, _ suggestion: String?) -> String? {
        let cells = cells(of: figure)
        var told = cells.prefix(3).map { "\(Self.name(of: $0.location.file)):\($0.location.line):\($0.location.column) is \($0.text)" }
        if cells.count > 3 { told.append("\(cells.count - 3) more cells went in") }
        let facts =
            told.count > 1
            ? told.dropLast().joined(separator: ", ") + " and " + (told.last ?? "") : told.joined()
        let advice = suggestion.map { "write \(quoted($0)), or correct the table" }
        let parts = [facts.isEmpty ? nil : facts, advice].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// The cells that a figure rests on, through other indicators, each once.
    private func cells(of figure: Figure) -> [Derivation.CellInput] {
        var out: [Derivation.CellInput] = []
        var seen: Set<SourceLocation> = []
        var visited: Set<String> = []
        var pending = [figure]
        while let next = pending.popLast() {
            for input in next.derivation.inputs.reversed() {
                if case .indicator(let inner) = input, visited.insert(inner.bundle + "\0" + inner.name).inserted,
                    let figure = book.figure(named: inner.name, in: inner.bundle)
                {
                    pending.append(figure)
                }
            }
            for case .cell(let cell) in next.derivation.inputs where seen.insert(cell.location).inserted {
                out.append(cell)
            }
        }
        return out
    }

    private static func name(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) } ?? path
    }
}
