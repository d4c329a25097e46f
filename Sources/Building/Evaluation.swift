import Content
import Diagnostics
import Expressions
import Files
import Formatting
import Indicators
import Languages
import Rendering

/// What `gazette eval` answers: a formula's figure, in the languages of its site.
package struct Evaluation: Sendable {
    package var figure: Figure?
    package var findings: [Diagnostic]
    package var edition: Edition?
    /// The folder of the page whose names the formula knows, below `content/`.
    package var folder: String
    package let formula: String
    private let root: String

    /// The name under which findings speak of the formula itself.
    private static let formulaFile = "formula"

    /// Evaluates `formula` as if it stood on the page in `folder` (a path on disk; nil for the working directory).
    /// Without a site around it the formula has no names to look up.
    package static func evaluate(_ formula: String, in folder: String?, asOf: Int, jobs: Int) -> Evaluation {
        let place = folder ?? "."
        let location = SourceLocation(file: formulaFile, line: 1, column: 1, length: formula.unicodeScalars.count)
        guard Disk.status(place, following: true) != nil else {
            let finding = Diagnostic.error(.fileMissing, "there is no folder \(place)", at: nil)
            return Evaluation(figure: nil, findings: [finding], edition: nil, folder: "", formula: formula, root: ".")
        }
        guard let root = SiteRoot.nearest(to: place) else {
            let book = FigureBook.make(
                [FigureBundle(key: "", slug: "", package: .init(), indicators: [])], asOf: asOf)
            let figure = book.value.figure(formula, at: location, in: "")
            return Evaluation(
                figure: figure.value, findings: figure.diagnostics, edition: nil, folder: "", formula: formula,
                root: ".")
        }
        let loaded = SiteBuild.load(
            BuildOptions(
                root: root, includesDrafts: true, includesFuture: true, includesExpired: true, asOf: asOf, jobs: jobs))
        let below = SiteRoot.relative(place, to: root + "/content") ?? ""
        guard let edition = loaded.value else {
            return Evaluation(
                figure: nil, findings: loaded.diagnostics, edition: nil, folder: below, formula: formula, root: root)
        }
        let figure = edition.figures.figure(formula, at: location, in: below)
        var findings = figure.diagnostics
        if figure.value == nil || loaded.diagnostics.hasErrors { findings = loaded.diagnostics + findings }
        return Evaluation(
            figure: figure.value, findings: findings.inReportingOrder(), edition: edition, folder: below,
            formula: formula, root: root)
    }

    package func line(_ file: String, _ number: Int) -> ArraySlice<UInt8>? {
        if file == Self.formulaFile { return LineIndex(Array(formula.utf8)).line(number) }
        return BuildReport.line(file, number, below: root)
    }

    /// The languages that the answer is worded in: the site's, and both that Gazette words figures in.
    private var languages: [LanguageTag] {
        var out = edition?.site.configuration.languages ?? []
        for language in [LanguageTag.traditionalChineseHongKong, .english] where !out.contains(language) {
            out.append(language)
        }
        return out
    }

    private func words(_ figure: Figure, _ language: LanguageTag) -> String {
        let units = edition?.bundles[folder]?.units ?? edition?.units ?? UnitWords()
        return FigureWords.text(figure, format: nil, QuantityFormatter(language: language, unitWords: units))
    }

    /// `{"value", "lower", "upper", "lower_open", "upper_open", "approximate", "unit", "text", "formula", "inputs"}`.
    package func json() -> [UInt8] {
        guard let figure else { return JSONValue.null.bytes() }
        var members = PublishedJSON.members(figure.value)
        members.append(("text", .object(languages.map { ($0.description, .string(words(figure, $0))) })))
        members.append(("formula", .string(figure.derivation.formula)))
        members.append(("inputs", .array(figure.derivation.inputs.map(DerivationJSON.input))))
        return JSONValue.object(members).bytes()
    }

    /// The value in each language, and its derivation as a tree.
    package func text() -> String {
        guard let figure else { return "" }
        var out = languages.map { words(figure, $0) }.joined(separator: "  ·  ") + "\n"
        out += tree(figure, indent: "")
        return out
    }

    private func tree(_ figure: Figure, indent: String) -> String {
        var out = "\(indent)\(figure.name.map { "\($0) = " } ?? "")\(figure.derivation.formula)\n"
        if !figure.derivation.isTight {
            out += indent + "  (its bounds are by interval arithmetic, and may be wider)\n"
        }
        // An indicator that stands on itself was refused; the depth is bounded all the same.
        guard indent.utf8.count < 80 else { return out + indent + "  …\n" }
        for input in figure.derivation.inputs {
            switch input {
            case .cell(let cell):
                out += "\(indent)  \(cell.table)[\"\(cell.row)\"].\(cell.field) = \(cell.text)"
                out += cell.unit.symbol.isEmpty ? "" : " \(cell.unit.symbol)"
                out += "  (\(cell.location.description))\n"
            case .column(let column):
                out += "\(indent)  \(column.table).\(column.field): \(column.count) rows"
                out += "  (\(column.file):\(column.lines.lowerBound)–\(column.lines.upperBound))\n"
            case .indicator(let indicator):
                if let inner = edition?.figures.figure(named: indicator.name, in: indicator.bundle) {
                    out += tree(inner, indent: indent + "  ")
                }
            }
        }
        return out
    }
}
