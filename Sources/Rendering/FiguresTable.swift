import Diagnostics
import Indicators
import Languages
import Quantities
import Tables

/// The table `figures` that charts of a bundle may draw: one row for each of its indicators.
enum FiguresTable {
    static let name = "figures"

    /// The fields `id, label, value, lower, upper, approximate, unit`, labels in `language`, numbers as they are
    /// published (44 with the unit `%`), an absent bound missing.
    static func make(
        _ figures: [Figure], in language: LanguageTag, first: LanguageTag, at location: SourceLocation
    ) -> Table {
        let published = figures.map { PublishedValue($0.value) }
        func number(_ value: Number?) -> Cell { value.map { .quantity(Quantity($0)) } ?? .missing(.empty) }
        let fields = [
            Field(name: "id"), Field(name: "label"), Field(name: "value", kind: .number),
            Field(name: "lower", kind: .number), Field(name: "upper", kind: .number),
            Field(name: "approximate", kind: .boolean), Field(name: "unit"),
        ]
        let columns: [[Cell]] = [
            figures.map { .text($0.name ?? $0.id) },
            figures.map { .text($0.label?.text(in: language, first: first) ?? $0.name ?? $0.id) },
            published.map { number($0.value) }, published.map { number($0.lower) }, published.map { number($0.upper) },
            published.map { .boolean($0.isApproximate) }, published.map { .text($0.unit) },
        ]
        return Table(name: name, fields: fields, columns: columns, at: location)
    }
}
