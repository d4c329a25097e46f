import Content
import Expressions
import Files
import Formatting
import Indicators
import Languages
import Quantities
import Tables

/// `figures.json`: each figure of a page once, with its value, its derivation and its occurrences; and the same of all
/// pages of the site. What the members mean is told in the article <doc:Figures>.
struct FiguresJSON {
    /// The versions of one page in its languages; of the file beside a page, that one alone.
    struct Version {
        var language: LanguageTag
        var permalink: Permalink
        /// Without markup.
        var title: String
        var figures: [BoundFigure]
    }

    let edition: Edition
    let page: Page
    /// For each language of the site.
    private let writers: [DerivationWriter]

    init(edition: Edition, page: Page) {
        self.edition = edition
        self.page = page
        writers = edition.configuration.languages.map { edition.derivations(on: page, in: $0) }
    }

    /// The file beside a page.
    func file(_ figures: [Written]) -> [UInt8] {
        JSONValue.list(
            ofElements: figures.map { figure in
                JSONValue.elementBytes(ofMembers: [
                    JSONValue.memberBytes([("id", .string(figure.id))]), figure.members,
                ])
            })
    }

    /// What the page brings to the file of the site: ids that no other page has, and where the page stands.
    func siteElements(_ versions: [Version]) -> [[UInt8]] { siteElements(versions, written(versions)) }

    func siteElements(_ versions: [Version], _ figures: [Written]) -> [[UInt8]] {
        let base = edition.configuration.baseURL
        let page = JSONValue.object([
            ("path", .string(self.page.folder)),
            (
                "permalink",
                .object(
                    versions.map { version in
                        let address = base.map(version.permalink.canonical) ?? version.permalink.address
                        return (version.language.description, .string(address))
                    })
            ), ("title", .object(versions.map { ($0.language.description, .string(script($0.title, $0.language))) })),
        ])
        return figures.map { figure in
            let head: [(String, JSONValue)] = [
                ("id", .string(self.page.folder + "#" + figure.id)), ("anchor", .string(figure.id)), ("page", page),
            ]
            return JSONValue.elementBytes(ofMembers: [JSONValue.memberBytes(head), figure.members])
        }
    }

    /// A figure with what both files say of it.
    struct Written {
        var id: String
        var members: [UInt8]
    }

    private struct Occurrence {
        var language: LanguageTag
        var bound: BoundFigure
    }

    func written(_ versions: [Version]) -> [Written] {
        var order: [Figure] = []
        var occurrences: [String: [Occurrence]] = [:]
        for version in versions {
            for bound in version.figures {
                guard let figure = bound.figure else { continue }
                if occurrences[figure.id] == nil { order.append(figure) }
                occurrences[figure.id, default: []].append(Occurrence(language: version.language, bound: bound))
            }
        }
        return order.map { figure in
            Written(id: figure.id, members: JSONValue.memberBytes(members(figure, occurrences[figure.id] ?? [])))
        }
    }

    private func members(_ figure: Figure, _ occurrences: [Occurrence]) -> [(String, JSONValue)] {
        let state = FigureState(figure, asOf: edition.asOf)
        return [("label", texts { $0.label(figure) })] + PublishedJSON.members(figure.value) + [
            ("known", .string(state.known.rawValue)), ("text", texts { $0.value(of: figure) }),
            ("formula", .string(figure.derivation.formula)),
            ("inputs", .array(figure.derivation.inputs.map(DerivationJSON.input))),
            ("sources", .array(figure.derivation.sources.map(source))),
            ("as_of", AsOfJSON.value(figure, builtFor: edition.asOf)), ("state", .string(state.review.rawValue)),
            ("stale_since", JSONValue(state.staleSince?.description)),
            ("occurrences", .array(occurrences.map(occurrence))),
        ]
    }

    private func localized(_ text: LocalizedText?) -> JSONValue {
        guard let text else { return .null }
        return .object(
            edition.configuration.languages.map {
                ($0.description, .string(script(text.text(in: $0, first: edition.firstLanguage), $0)))
            })
    }

    /// A text about a figure in each language.
    private func texts(_ text: (DerivationWriter) -> String) -> JSONValue {
        .object(writers.map { ($0.language.description, .string(script(text($0), $0.language))) })
    }

    /// A text as a language prints it that is made from another.
    private func script(_ text: String, _ language: LanguageTag) -> String {
        edition.configuration.languages.firstIndex(of: language).map { edition.scripts.text(text, $0) } ?? text
    }

    private func source(_ origin: Origin) -> JSONValue {
        .object([
            ("producer", localized(origin.producer)), ("title", localized(origin.title)),
            ("date_published", JSONValue(origin.datePublished)), ("date_accessed", JSONValue(origin.dateAccessed)),
            ("url", JSONValue(origin.url)), ("license", JSONValue(origin.license)),
        ])
    }

    private func occurrence(_ occurrence: Occurrence) -> JSONValue {
        let bound = occurrence.bound
        let place = bound.isClaim ? bound.reference.wordsLocation : bound.reference.location
        return .object([
            ("id", .string(bound.id)), ("language", .string(occurrence.language.description)),
            ("text", .string(script(bound.text, occurrence.language))), ("file", .string(place.file)),
            ("line", .integer(place.line)),
            ("column", .integer(place.column)),
        ])
    }
}

/// When a value holds, as JSON publishes it.
package enum AsOfJSON {
    /// `first` and `last` are the dates (EDTF) of the data that went in, the same twice where there is but one, null
    /// where nothing has a date; `build` is the day that the formula was computed for, null unless it asks for it.
    package static func value(_ figure: Figure, builtFor day: Int) -> JSONValue {
        let dates = figure.derivation.asOf
        return .object([
            ("first", JSONValue(dates?.first.description)), ("last", JSONValue(dates?.last.description)),
            ("build", JSONValue(figure.derivation.usesBuildDate ? EDTFDate(day: day).description : nil)),
        ])
    }
}

/// A value as JSON publishes it.
package enum PublishedJSON {
    /// `value`, `lower`, `upper`, `lower_open`, `upper_open`, `approximate` and `unit`, in written units (44 with the
    /// unit `%`). Null is what is not known; of a date or a text `value` is a string.
    package static func members(_ value: StrictValue) -> [(String, JSONValue)] {
        let published = PublishedValue(value)
        func number(_ number: Number?) -> JSONValue { number.map { .number($0.literal) } ?? .null }
        return [
            ("value", published.text.map(JSONValue.string) ?? number(published.value)),
            ("lower", number(published.lower)), ("upper", number(published.upper)),
            ("lower_open", .boolean(published.isLowerOpen)), ("upper_open", .boolean(published.isUpperOpen)),
            ("approximate", .boolean(published.isApproximate)), ("unit", .string(published.unit)),
        ]
    }
}

/// What a figure was computed from, as JSON publishes it.
package enum DerivationJSON {
    /// A cell with its place, a column with its rows, or another indicator with its value. Of a derived table what lies
    /// under it goes with it: the formula of a cell and its inputs, the columns of files that a column rests on.
    package static func input(_ input: Derivation.Input) -> JSONValue {
        switch input {
        case .cell(let cell):
            var members: [(String, JSONValue)] = [
                ("name", .string("\(cell.table)[\"\(cell.row)\"].\(cell.field)")), ("value", .string(cell.text)),
                ("unit", .string(cell.unit.symbol)), ("file", .string(cell.location.file)),
                ("line", .integer(cell.location.line)), ("column", .integer(cell.location.column)),
            ]
            if let place = cell.place { members.append(("place", .string(place))) }
            if let step = cell.step {
                members.append(("formula", .string(step.expression.text)))
                members.append(("inputs", .array(step.inputs.map(Self.input))))
            }
            return .object(members)
        case .column(let column):
            var members: [(String, JSONValue)] = [
                ("name", .string("\(column.table).\(column.field)")), ("rows", .integer(column.count)),
                ("missing", .integer(column.missing)), ("file", .string(column.file)),
                ("line", .integer(column.lines.lowerBound)), ("last_line", .integer(column.lines.upperBound)),
            ]
            if let place = column.place { members.append(("place", .string(place))) }
            if let runs = column.lineRuns {
                members.append(("lines", .array(runs.map { .array([.integer($0.first), .integer($0.last)]) })))
            }
            if !column.parts.isEmpty {
                members.append(("inputs", .array(column.parts.map { Self.input(.column($0)) })))
            }
            return .object(members)
        case .indicator(let indicator):
            return .object(
                [("name", .string(indicator.name)), ("briefing", .string(indicator.slug))]
                    + PublishedJSON.members(indicator.value) + [
                        ("file", .string(indicator.location.file)), ("line", .integer(indicator.location.line)),
                        ("column", .integer(indicator.location.column)),
                    ])
        }
    }
}
