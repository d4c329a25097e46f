import Diagnostics
import Expressions
import Formatting
import Languages
import Quantities

extension ClaimJudge {
    /// What is to be reported of `words` that are bound to a figure; nothing where they agree. The finding stands at
    /// `location`, the words' own, and its hint names the cells that the figure rests on. `before` and `after` are what
    /// stands around the brackets, as far as it is known: a qualifier there is not read, and the hint says so. Where the
    /// words agree and would not with the qualifier, the sentence says what the data do not, and a warning tells it.
    package func findings(
        _ words: String, boundTo figure: Figure, of book: FigureBook, format: NumberFormat? = nil,
        at location: SourceLocation, before: String = "", after: String = ""
    ) -> [Diagnostic] {
        let name = figure.name ?? figure.derivation.formula
        let verdict: ClaimVerdict
        let outside = surroundings(before: before, after: after)
        switch figure.value {
        case .quantity(let quantity):
            let subject = ClaimSubject(
                name: name, quantity: quantity, isGrowth: figure.isGrowth,
                isCount: figure.derivation.isCount,
                format: format ?? figure.format?.number)
            verdict = judge(words, subject)
            if verdict.code == nil, let outside, let finding = finding(words, outside, subject) {
                return [
                    Diagnostic(finding.severity, .claimQualifier, finding.message, at: location, hint: finding.hint)
                ]
            }
        case .date(let date): verdict = judge(words, name: name, date: date)
        case .text(let text): verdict = equal(words, text, name)
        case .boolean(let flag):
            let isChinese = reader.language.isChinese
            verdict = equal(words, isChinese ? (flag ? "是" : "否") : (flag ? "yes" : "no"), name)
        case .missing(let reason):
            let symbol = reason.symbol.isEmpty ? "" : " (\(reason.symbol))"
            verdict = ClaimVerdict(
                code: .claimDisagrees, message: "nothing can be claimed of \(name): its value is missing\(symbol)",
                suggestion: nil)
        case .column, .reference:
            verdict = ClaimVerdict(
                code: .claimUnit, message: "\(name) is \(figure.value.kind), no single value to claim", suggestion: nil)
        }
        guard let code = verdict.code else { return [] }
        var hint = hint(verdict, figure, of: book, beside: location.file)
        if let outside {
            hint =
                "“\(outside.words)” stands outside the brackets, where it is not read" + (hint.map { "; " + $0 } ?? "")
        }
        return [Diagnostic(verdict.severity, code, verdict.message, at: location, hint: hint)]
    }

    private func equal(_ words: String, _ text: String, _ name: String) -> ClaimVerdict {
        func plain(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { $0 != " " } }
        if plain(words) == plain(text) { return .agrees }
        return ClaimVerdict(
            code: .claimDisagrees, message: "“\(words)” is not what \(name) is: “\(text)”", suggestion: text)
    }

    /// `capacity.csv:3:12 is 3000 and capacity.csv:2:12 is ~5000; write 「約六成」, or correct the table`.
    private func hint(
        _ verdict: ClaimVerdict, _ figure: Figure, of book: FigureBook, beside file: String
    ) -> String? {
        let cells = book.cells(under: figure)
        var inputs = cells.prefix(3).map { cell in
            let place = cell.location
            let text = cell.text.isEmpty ? "empty" : cell.text
            return "\(near(place.file, file)):\(place.line):\(place.column) is \(text)"
        }
        if cells.count > 3 { inputs.append("…") }
        for column in book.columns(under: figure) {
            let few = column.rows.map { $0.count <= 3 } ?? false
            if few, let rows = column.rows {
                inputs += rows.map { row in
                    let place = column.source.location(row: row, field: column.index)
                    let text = column.source.text(row: row, field: column.index)
                    return "\(near(place.file, file)):\(place.line):\(place.column) is \(text.isEmpty ? "empty" : text)"
                }
                continue
            }
            let count = column.rows.map { " in \($0.count) rows" } ?? ""
            inputs.append("it rests on \(near(column.file, file)), column \(column.field)\(count)")
        }
        let quotes = reader.language.isChinese ? ("「", "」") : ("“", "”")
        let mend = verdict.suggestion.map { "write \(quotes.0)\($0)\(quotes.1)" }
        guard !inputs.isEmpty else { return mend }
        let rests = inputs.joined(separator: inputs.count == 2 ? " and " : ", ")
        return rests + (mend.map { "; \($0), or correct the table" } ?? "; correct the words, or the table")
    }

    /// A path without the folder that it shares with `other`.
    private func near(_ path: String, _ other: String) -> String {
        guard let slash = other.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        let folder = other.utf8[...slash]
        return path.utf8.starts(with: folder) ? String(Substring(path.utf8.dropFirst(folder.count))) : path
    }

    /// What is to be said of words that agree, with a qualifier beside their brackets: a warning where they would not
    /// agree with it, else information. A word of change there is no part of the number ("raised [HK$5 million](=x)");
    /// it counts against a growth alone.
    private func finding(
        _ words: String, _ outside: ClaimSurroundings, _ subject: ClaimSubject
    ) -> (severity: Severity, message: String, hint: String)? {
        let space = reader.language.isChinese ? "" : " "
        let whole = outside.isBefore ? outside.words + space + words : words + space + outside.words
        let verdict = judge(whole, subject)
        if outside.isChange, verdict.code == nil || !subject.isGrowth { return nil }
        let quotes = reader.language.isChinese ? ("「", "」") : ("“", "”")
        let place = "\(quotes.0)\(outside.words)\(quotes.1) stands outside the brackets, where it is not read"
        if verdict.code == nil { return (.info, place, "write [\(whole)](=…)") }
        return (
            .warning, "\(place); with it, \(verdict.message)",
            verdict.suggestion.map { "write [\($0)](=…)" } ?? "take it out, or put it into the brackets"
        )
    }

    /// The qualifier that ends the text before a claim, or begins the text after it: outside the brackets it is not
    /// read (`約[5,000](=x)`).
    package func qualifier(before: String, after: String) -> String? {
        surroundings(before: before, after: after)?.words
    }

    private func surroundings(before: String, after: String) -> ClaimSurroundings? {
        reader.surroundings(before: endsInWord(before) ? "" : before, after: after)
    }

    /// True where a word ends there that merely holds the sign of a qualifier: 合約, 附近.
    private func endsInWord(_ before: String) -> Bool {
        let text = ClaimText(String(String.UnicodeScalarView(before.unicodeScalars.suffix(8))))
        return text.scalars.indices.contains { start in
            guard let entry = reader.vocabulary.match(text, at: start), case .ignored = entry.meaning else {
                return false
            }
            return start + entry.scalars.count == text.count
        }
    }
}
