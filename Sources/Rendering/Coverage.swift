import Content
import Diagnostics
import Files
import Formatting

/// How many of the numerals in a page's prose are bound to data.
package struct PageCoverage: Sendable, Hashable {
    /// The page's Markdown file.
    package var path: String
    /// Figures in prose: words that are checked, and values that are printed.
    package var bound = 0
    package var unbound = 0

    package init(path: String, bound: Int = 0, unbound: Int = 0) {
        self.path = path
        self.bound = bound
        self.unbound = unbound
    }

    package var total: Int { bound + unbound }

    /// `content/x/index.md: 31 of 33 numerals bound`.
    package var description: String {
        "\(path): \(bound) of \(total) numeral\(total == 1 ? "" : "s") bound"
    }
}

/// Numerals in prose that are bound to nothing. Prose is the body with its headings, captions and footnotes, the title,
/// the subtitle and the summary, and the titles of the charts that the page shows; what an author has silenced, `[2026](=)`, is neither bound nor unbound.
package enum Coverage {
    /// A finding for each numeral that is bound to nothing: information, and with `isStrict` an error.
    package static func of(
        _ index: Int, _ bound: BoundPage, in edition: Edition, isStrict: Bool
    ) -> Diagnosed<PageCoverage> {
        let page = edition.site.pages[index]
        var coverage = PageCoverage(path: page.path ?? "")
        coverage.bound = bound.written.count { occurrence in
            let reference = occurrence.reference
            return !reference.formula.isEmpty && !(reference.kind == .headline && reference.isBlock)
        }
        let numerals = ProseNumerals(language: edition.language(of: page), units: edition.units(of: page))
        var findings: [Diagnostic] = []
        // What begins a heading may be its number.
        var headings = Set(page.body.headings.map(\.location.line))
        let fields = [page.title.prose, page.subtitle?.prose ?? [], page.summary?.prose ?? [], page.body.prose]
        for run in fields.flatMap(joined) {
            let isHeading = run.location.file == page.path && headings.remove(run.location.line) != nil
            let scalars = Array(run.text.unicodeScalars)
            for range in numerals.find(in: scalars, isHeading: isHeading) {
                findings.append(finding(scalars[range], at: run.location.advanced(by: range.lowerBound), isStrict))
            }
        }
        let charts = ChartProse(of: page, in: edition)
        coverage.bound += charts.figures.count
        for line in charts.lines {
            for range in numerals.find(in: line.scalars) {
                findings.append(
                    finding(
                        line.scalars[range], at: line.location.advanced(by: range.lowerBound), isStrict, inChart: true))
            }
        }
        coverage.unbound = findings.count
        return Diagnosed(coverage, findings)
    }

    private static func finding(
        _ numeral: ArraySlice<Unicode.Scalar>, at place: SourceLocation, _ isStrict: Bool, inChart: Bool = false
    ) -> Diagnostic {
        var written = String.UnicodeScalarView()
        written.append(contentsOf: numeral)
        let text = String(written)
        var place = place
        place.length = numeral.count
        return Diagnostic(
            isStrict ? .error : .info, .figureUnbound, "“\(text)” is bound to nothing", at: place,
            hint: inChart
                ? "print a figure instead, {=name}"
                : "bind it, [\(text)](=name), or say that it is meant so, [\(text)](=)")
    }

    /// Runs that follow one another without a gap are one: `G` and `20` are never apart.
    private static func joined(_ runs: [ProseRun]) -> [ProseRun] {
        var out: [ProseRun] = []
        var length = 0
        for run in runs {
            let count = run.text.unicodeScalars.count
            if let last = out.last, last.location.file == run.location.file, last.location.line == run.location.line,
                last.location.column + length == run.location.column
            {
                out[out.count - 1].text += run.text
                length += count
            } else {
                out.append(run)
                length = count
            }
        }
        return out
    }
}

/// What is checked of all pages together, once their figures are bound.
package enum SiteChecks {
    package static func findings(_ edition: Edition, _ bound: NotedList<BoundPage>) -> [Diagnostic] {
        LanguageParity.findings(edition, bound) + Contradictions.findings(edition)
            + Staleness.findings(edition) + outdated(edition)
    }

    /// Translations that are older than their original.
    private static func outdated(_ edition: Edition) -> [Diagnostic] {
        edition.site.pages.indices.compactMap { index in
            guard let original = edition.site.newerOriginal(of: index) else { return nil }
            let (page, source) = (edition.site.pages[index], edition.site.pages[original])
            guard let path = page.path, let translated = page.frontMatter.lastmod,
                let changed = source.frontMatter.lastmod
            else { return nil }
            return .warning(
                .pageOutdated,
                "this translation is of \(translated.date), \(source.path ?? "its original") changed on \(changed.date)",
                at: SourceLocation(file: path), hint: "bring it up to date, and then its lastmod")
        }
    }
}
