import Diagnostics
import Expressions
import Languages
import Quantities
import Tables

extension FigureBook {
    /// The table `figures` that charts of a bundle draw derived numbers from: a row for each indicator
    /// in the order of definition, with its published values in written units.
    ///
    /// Its fields are `id` (the indicator's name), `label` (in the language), `value`, `lower`, `upper`, `lower_open`,
    /// `upper_open`, `approximate` and `unit`.
    package func figuresTable(in bundle: String, language: LanguageTag, first: LanguageTag? = nil) -> Table {
        let kinds: [(String, Field.Kind)] = [
            ("id", .string), ("label", .string), ("value", .number), ("lower", .number), ("upper", .number),
            ("lower_open", .boolean), ("upper_open", .boolean), ("approximate", .boolean), ("unit", .string),
        ]
        func number(_ number: Number?) -> Cell {
            number.map { .quantity(Quantity($0)) } ?? .missing(.empty)
        }
        // With what is known of its bounds, so that charts can show it.
        func value(_ value: StrictValue) -> Cell {
            guard case .quantity(let quantity) = value, quantity.value != nil else { return .missing(.empty) }
            return .quantity(quantity.inWrittenUnits)
        }
        var columns = Array(repeating: [Cell](), count: kinds.count)
        for figure in figures(in: bundle) {
            let published = PublishedValue(figure.value)
            let label = figure.label?.text(in: language, first: first) ?? figure.name ?? figure.id
            let row: [Cell] = [
                .text(figure.name ?? figure.id), .text(label), value(figure.value), number(published.lower),
                number(published.upper), .boolean(published.isLowerOpen), .boolean(published.isUpperOpen),
                .boolean(published.isApproximate), .text(published.unit),
            ]
            for (index, cell) in row.enumerated() { columns[index].append(cell) }
        }
        var table = Table(
            name: "figures", fields: kinds.map { Self.field($0.0, $0.1) }, columns: columns,
            at: SourceLocation(file: bundle.isEmpty ? "indicators.yaml" : bundle + "/indicators.yaml"))
        table.primaryKey = ["id"]
        return table
    }

    private static func field(_ name: String, _ kind: Field.Kind) -> Field {
        var field = Field(name: name, kind: kind)
        field.title = titles[name].map {
            LocalizedText(entries: [.init(tag: "en", text: $0.1), .init(tag: "zh", text: $0.0)])
        }
        return field
    }

    /// What readers of a chart's axes and of its table read for the fields.
    private static let titles: [String: (String, String)] = [
        "label": ("項目", "Item"), "value": ("數值", "Value"), "lower": ("下限", "Lower bound"),
        "upper": ("上限", "Upper bound"), "unit": ("單位", "Unit"),
    ]
}
