import Content
import Formatting
import Indicators
import Languages
import Quantities
import Tables
import Templates

/// One line of the lists of all figures.
struct FigureRow: Sendable, Hashable {
    /// What `figures.html` may ask for of it.
    let object: TemplateObject
    /// What it is called, folded for sorting.
    let name: [UInt8]
    /// The last day that its data are as of.
    let lastDay: Int?
    let year: Int?
    /// The last day on which its sources could pass for current, of a stale one.
    let staleSince: Int?
}

extension PageJob {
    /// Each figure of the page once, at its first occurrence.
    func figureRows() -> [FigureRow] {
        // The lists stand in the folder of the language; they put the way up to it before the address.
        let root = frame.rootFolder
        let address = Permalink.relative(from: root + "/-", to: outputPath)
        let place: TemplateValue = .object([
            "href": .text(address), "title": .text(frame.plainTitle(index)),
        ])
        return eachFigure().map { figure in
            row(figure, href: address + "#" + Permalink.encoded(figure.id), place)
        }
    }

    private func row(_ figure: Figure, href: String, _ place: TemplateValue) -> FigureRow {
        let state = FigureState(figure, asOf: edition.asOf)
        let label = figures.derivations.label(figure)
        let interface = edition.theme.interface
        let known = state.knownWords.map { interface.text($0, page.language) }
        let sources = figure.derivation.sources.map {
            SourceWords.short($0, language, first: edition.firstLanguage)
        }
        // What was computed for the build's date is of that day, whatever its data are of.
        let dates = state.usesBuildDate ? DatePeriod(EDTFDate(day: edition.asOf)) : figure.derivation.asOf
        let object: TemplateObject = [
            "href": .text(href), "label": .text(label),
            "is_formula": .boolean(label == figure.derivation.formula),
            "value": .text(figures.value(of: figure)),
            "is_stale": .boolean(state.review == .stale), "is_current": .boolean(state.review == .current),
            "due": SiteFrame.date(state.staleSince, language),
            "known": known.isEmpty ? .missing : .text(known.joined(separator: language.isChinese ? "、" : ", ")),
            "source": sources.isEmpty
                ? .missing : .text(sources.joined(separator: language.isChinese ? "；" : "; ")),
            "as_of": dates.map { SiteFrame.period($0, language) } ?? .missing, "place": place,
        ]
        return FigureRow(
            object: object, name: Self.folded(label), lastDay: dates?.last.lastDay, year: dates?.last.year,
            staleSince: state.staleSince?.firstDay)
    }
}

extension PageJob {
    /// A name for sorting: small letters, without the marks before its first letter or digit.
    fileprivate static func folded(_ label: String) -> [UInt8] {
        let scalars = label.lowercased().unicodeScalars
        let name = scalars.drop { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
        return Array((name.isEmpty ? Substring(label) : Substring(name)).utf8)
    }
}

extension SourceWords {
    /// Who published what, without a date: 張美雄《匹配民生需求》; "Author, “Title”".
    static func short(_ origin: Origin, _ language: LanguageTag, first: LanguageTag) -> String {
        var undated = origin
        undated.datePublished = nil
        if origin.producer != nil || origin.title != nil { undated.citation = nil }
        return text(undated, language, first: first)
    }
}

extension SiteFrame {
    /// A date, or two with what stands between them.
    static func period(_ period: DatePeriod, _ language: LanguageTag) -> TemplateValue {
        if period.first == period.last { return date(period.last, language) }
        let words = [period.first, period.last].map { DateWords.text($0, in: language) }
        return .object([
            // What HTML's `datetime` takes is one date.
            "machine": .missing, "words": .text(words.joined(separator: language.isChinese ? "至 " : " to ")),
        ])
    }
}
