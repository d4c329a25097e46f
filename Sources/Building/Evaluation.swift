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
    /// The day that it was evaluated for, in days since 1970-01-01.
    private let asOf: Int

    /// The name under which findings speak of the formula itself.
    private static let formulaFile = "formula"

    /// Evaluates `formula` as if it stood on the page in `folder` (a path on disk; nil for the working directory).
    /// Without a site around it the formula has no names to look up.
    package static func evaluate(_ formula: String, in folder: String?, asOf: Int, jobs: Int) -> Evaluation {
        let place = folder ?? "."
        let location = SourceLocation(file: formulaFile, line: 1, column: 1, length: formula.unicodeScalars.count)
        guard Disk.status(place, following: true) != nil else {
            let finding = Diagnostic.error(.fileMissing, "there is no folder \(place)", at: nil)
            return Evaluation(
                figure: nil, findings: [finding], edition: nil, folder: "", formula: formula, root: ".", asOf: asOf)
        }
        guard let root = SiteRoot.nearest(to: place) else {
            let figure = emptyBook(asOf: asOf).figure(formula, at: location, in: "")
            return Evaluation(
                figure: figure.value, findings: figure.diagnostics, edition: nil, folder: "", formula: formula,
                root: ".", asOf: asOf)
        }
        let loaded = SiteBuild.load(
            BuildOptions(
                root: root, includesDrafts: true, includesFuture: true, includesExpired: true, asOf: asOf, jobs: jobs))
        let below = SiteRoot.relative(place, to: root + "/content") ?? ""
        guard let edition = loaded.value else {
            return Evaluation(
                figure: nil, findings: loaded.diagnostics, edition: nil, folder: below, formula: formula, root: root,
                asOf: asOf)
        }
        guard edition.site.pages.contains(where: { $0.folder == below }) else {
            let finding = Diagnostic.error(
                .fileMissing, "\(place) is no page's folder", at: nil,
                hint: "an index.md with a title makes the folder a page")
            return Evaluation(
                figure: nil, findings: loaded.diagnostics + [finding], edition: edition, folder: below,
                formula: formula, root: root, asOf: asOf)
        }
        let figure = edition.figures.figure(formula, at: location, in: below)
        var findings = figure.diagnostics
        if figure.value == nil || loaded.diagnostics.hasErrors { findings = loaded.diagnostics + findings }
        return Evaluation(
            figure: figure.value, findings: findings.inReportingOrder(), edition: edition, folder: below,
            formula: formula, root: root, asOf: asOf)
    }

    private static func emptyBook(asOf: Int) -> FigureBook {
        FigureBook.make([FigureBundle(key: "", slug: "", package: .init(), indicators: [])], asOf: asOf).value
    }

    /// The figures around it: the site's, or none.
    var book: FigureBook { edition?.figures ?? Self.emptyBook(asOf: asOf) }

    package func line(_ file: String, _ number: Int) -> ArraySlice<UInt8>? {
        if file == Self.formulaFile { return LineIndex(Array(formula.utf8)).line(number) }
        return BuildReport.line(file, number, below: root)
    }

    /// The languages that the answer is worded in: the site's, and both that Gazette words figures in.
    var languages: [LanguageTag] {
        var out = edition?.site.configuration.languages ?? []
        for language in [LanguageTag.traditionalChineseHongKong, .english] where !out.contains(language) {
            out.append(language)
        }
        return out
    }

    func words(_ figure: Figure, _ language: LanguageTag) -> String {
        FigureWords.text(figure, format: nil, formatter(of: figure, in: language))
    }

    private func formatter(of figure: Figure, in language: LanguageTag) -> QuantityFormatter {
        let units = edition?.units(of: figure, in: folder) ?? UnitWords()
        return QuantityFormatter(language: language, unitWords: units)
    }

    /// What tells how a figure came about, in a language.
    func derivations(in language: LanguageTag) -> DerivationWriter {
        DerivationWriter(
            book: book, language: language, first: edition?.site.configuration.firstLanguage ?? .english
        ) { formatter(of: $0, in: language) }
    }
}
