import Content
import Expressions
import Files
import Formatting
import Indicators
import Languages
import Quantities
import Tables

/// `figures.json` of a page: each figure once, with its value, its derivation and its occurrences.
struct FiguresJSON {
    let edition: Edition
    let page: Page

    func bytes(_ figures: [BoundFigure]) -> [UInt8] {
        var order: [String] = []
        var occurrences: [String: [BoundFigure]] = [:]
        for bound in figures {
            guard let figure = bound.figure else { continue }
            if occurrences[figure.id] == nil { order.append(figure.id) }
            occurrences[figure.id, default: []].append(bound)
        }
        return JSONValue.array(order.compactMap { id in occurrences[id].flatMap(entry) }).bytes()
    }

    private func entry(_ occurrences: [BoundFigure]) -> JSONValue? {
        guard let figure = occurrences.first?.figure else { return nil }
        var members: [(String, JSONValue)] = [("id", .string(figure.id)), ("label", localized(figure.label))]
        members += PublishedJSON.members(figure.value)
        members.append(("text", texts(figure)))
        members.append(("formula", .string(figure.derivation.formula)))
        members.append(("inputs", .array(figure.derivation.inputs.map(DerivationJSON.input))))
        members.append(("sources", .array(figure.derivation.sources.map(source))))
        members.append(("occurrences", .array(occurrences.map(occurrence))))
        return .object(members)
    }

    private func localized(_ text: LocalizedText?) -> JSONValue {
        guard let text else { return .null }
        return .object(
            edition.configuration.languages.map {
                ($0.description, .string(text.text(in: $0, first: edition.firstLanguage)))
            })
    }

    private func texts(_ figure: Figure) -> JSONValue {
        let units = edition.borrowedUnits(of: figure, on: page) ?? edition.units(of: page)
        return .object(
            edition.configuration.languages.map { language in
                let formatter = QuantityFormatter(language: language, unitWords: units)
                return (language.description, .string(FigureWords.text(figure, format: nil, formatter)))
            })
    }

    private func source(_ origin: Origin) -> JSONValue {
        .object([
            ("producer", localized(origin.producer)), ("title", localized(origin.title)),
            ("date_published", JSONValue(origin.datePublished)), ("date_accessed", JSONValue(origin.dateAccessed)),
            ("url", JSONValue(origin.url)), ("license", JSONValue(origin.license)),
        ])
    }

    private func occurrence(_ bound: BoundFigure) -> JSONValue {
        let place = bound.isClaim ? bound.reference.wordsLocation : bound.reference.location
        return .object([
            ("id", .string(bound.id)), ("text", .string(bound.text)), ("file", .string(place.file)),
            ("line", .integer(place.line)), ("column", .integer(place.column)),
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
    /// A cell with its place, a column with its rows, or another indicator with its value.
    package static func input(_ input: Derivation.Input) -> JSONValue {
        switch input {
        case .cell(let cell):
            return .object([
                ("name", .string("\(cell.table)[\"\(cell.row)\"].\(cell.field)")), ("value", .string(cell.text)),
                ("unit", .string(cell.unit.symbol)), ("file", .string(cell.location.file)),
                ("line", .integer(cell.location.line)), ("column", .integer(cell.location.column)),
            ])
        case .column(let column):
            return .object([
                ("name", .string("\(column.table).\(column.field)")), ("rows", .integer(column.count)),
                ("missing", .integer(column.missing)), ("file", .string(column.file)),
                ("line", .integer(column.lines.lowerBound)), ("last_line", .integer(column.lines.upperBound)),
            ])
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
