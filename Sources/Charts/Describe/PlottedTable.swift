import Expressions
import Formatting
import Languages

/// The rows behind a chart's marks, for those who cannot or will not see it: one column for each field that the
/// encoding shows.
package struct PlottedTable: Sendable {
    package struct Column: Sendable {
        /// The field of the data, or the column that the encoding computed (`mean_x`).
        package var name: String
        /// In the page's language.
        package var title: String
        package var isNumeric: Bool
        package var unit: String
        /// As printed, one for each row; "" for a missing value.
        package var texts: [String]
        /// Of numeric columns, NaN for what is missing.
        package var numbers: [Double]
    }

    package var columns: [Column] = []
    package var rowCount = 0
    /// The units of the quantities shown, each once.
    package var units: [String] = []

    init(_ drawing: PlotDrawing, _ language: LanguageTag) {
        // The unit with the most fields tells the most; the others add columns of the same rows at best.
        let ranked = drawing.units.indices.sorted { a, b in
            let (x, y) = (Self.fields(drawing.units[a]).count, Self.fields(drawing.units[b]).count)
            return x == y ? a < b : x > y
        }
        guard let first = ranked.first else { return }
        let unit = drawing.units[first]
        rowCount = unit.frame.rowCount
        for definition in Self.fields(unit) {
            guard let column = unit.frame.column(definition.column) else { continue }
            let isNumeric = definition.type == .quantitative
            let unitName = definition.isCount ? "" : drawing.names.units[definition.field ?? ""] ?? ""
            var title = TitlePlan(definition.axis.bag ?? definition.legend.bag, definition, nil).lines(
                drawing.names, unit.config
            ).joined(separator: " ")
            if title.isEmpty { title = definition.field.map { drawing.names.name($0) } ?? definition.column }
            let numbers = isNumeric ? column.doubles : []
            let texts: [String]
            if isNumeric, definition.format == nil {
                let format = NumberFormat.parse(",~f")
                texts = numbers.map { $0.isFinite ? Self.short($0, format, unit.locale) : "" }
            } else {
                texts = unit.proseTexts(definition)
            }
            columns.append(
                Column(
                    name: definition.column, title: title, isNumeric: isNumeric, unit: unitName, texts: texts,
                    numbers: numbers))
            if !unitName.isEmpty, !units.contains(unitName) { units.append(unitName) }
        }
    }

    /// Up to six significant decimals, groups of thousands, no trailing zeros.
    private static func short(_ x: Double, _ format: NumberFormat?, _ locale: ChartLocale) -> String {
        var format = format ?? NumberFormat()
        let digits = abs(x) >= 1 ? 4 : 6
        format.precision = digits
        return format.format(x, locale: locale.numbers)
    }

    /// The definitions that show data, each column once.
    private static func fields(_ unit: UnitDrawing) -> [ChannelDefinition] {
        var seen: Set<String> = []
        let order: [Channel] = [
            .x, .y, .x2, .y2, .color, .fill, .stroke, .shape, .size, .strokeDash, .opacity, .detail, .text,
        ]
        return order.flatMap { channel in unit.unit.encoding.all(channel).compactMap(\.scaled) }
            .filter { $0.isField && seen.insert($0.column).inserted }
    }
}
