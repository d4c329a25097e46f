import Diagnostics
import Files
import Formatting
import Indicators
import Languages
import Rendering
import Tables

extension Evaluation {
    /// How deep the tree of indicators is written out. One that stands on itself was refused; the depth is bounded all
    /// the same.
    private static let depth = 32

    /// The value in each language, and its derivation as a tree: what a page tells its readers, in one language.
    package func text(in language: LanguageTag? = nil) -> String {
        guard let figure else { return "" }
        let writer = derivations(in: language ?? self.language)
        var lines = [languages.map { words(figure, $0) }.joined(separator: "  ·  ")]
        append(figure, writer, depth: 0, to: &lines)
        let account = writer.account(of: figure)
        if let date = account.buildDate { lines.append("computed on \(date)") }
        for source in account.sources { lines.append("source: " + Self.line(source)) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// English, which findings are written in, where the site has it; else its first language.
    private var language: LanguageTag {
        guard let languages = edition?.site.configuration.languages, !languages.contains(where: { $0.language == "en" })
        else { return .english }
        return languages.first ?? .english
    }

    private static func line(_ source: DerivationAccount.Source) -> String {
        let parts = [source.text, source.accessed, source.origin.url, source.isStale ? "may be out of date" : nil]
        return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func append(_ figure: Figure, _ writer: DerivationWriter, depth: Int, to lines: inout [String]) {
        let account = writer.account(of: figure)
        let indent = String(repeating: "  ", count: depth)
        lines.append(
            "\(indent)\(account.label): \([account.full, account.bounds].compactMap(\.self).joined(separator: ", "))")
        lines.append("\(indent)  \(figure.name.map { "\($0) = " } ?? "")\(figure.derivation.formula)")
        if let names = account.names { lines.append("\(indent)  = \(names)") }
        if let numbers = account.numbers { lines.append("\(indent)  = \(numbers)") }
        if let note = account.note { lines.append("\(indent)  \(note)") }
        if !account.isTight { lines.append("\(indent)  (its bounds are by interval arithmetic, and may be wider)") }
        guard depth < Self.depth else { return lines.append(indent + "  …") }
        append(account.inputs, writer, depth: depth, to: &lines)
    }

    /// The inputs of a figure, or of a formula of a derived table that lies under it.
    private func append(
        _ inputs: [DerivationAccount.Input], _ writer: DerivationWriter, depth: Int, to lines: inout [String]
    ) {
        let indent = String(repeating: "  ", count: depth)
        for input in inputs {
            switch input {
            case .cell(let cell):
                lines.append("\(indent)  \(cell.name): \(cell.value)  (\(cell.location.description))")
                if let formula = cell.step?.formula { lines.append("\(indent)    = \(formula)") }
                append(cell.step?.inputs ?? [], writer, depth: depth + 1, to: &lines)
            case .column(let column):
                let place = "\(column.file):\(column.lines)"
                lines.append("\(indent)  \(column.name): \(column.count)  (\(place))")
                lines += column.cells.map { "\(indent)    \($0.row): \($0.value)" }
                if let rest = column.rest { lines.append("\(indent)    \(rest)") }
                append(column.step?.inputs ?? [], writer, depth: depth + 1, to: &lines)
            case .indicator(let indicator): append(indicator.figure, writer, depth: depth + 1, to: &lines)
            }
        }
    }
}
