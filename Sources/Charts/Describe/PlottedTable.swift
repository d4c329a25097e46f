import Expressions
import Formatting
import Languages
import Quantities

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
        /// Of numeric columns, what is not exact, in written units; nil in other rows. Empty where all are exact.
        package var quantities: [Quantity?] = []
        /// Of dates, the texts for machines (`2026-06-08`), "" for a missing value; empty for other columns.
        package var machineTexts: [String] = []
        /// False in rows of layers that do not show the field.
        package var isShown: [Bool] = []
        /// True where the title is the field's and no layer gave another.
        var isUntitled = false
        /// Of dates, milliseconds since 1970, NaN for what is missing; printed when all rows are known.
        var instants: [Double] = []
    }

    package var columns: [Column] = []
    package var rowCount = 0
    /// The units of the quantities shown, each once.
    package var units: [String] = []

    /// Layers that show the same rows fill them up with their own columns; other rows follow, in the layers' order.
    init(_ units: [UnitDrawing], _ names: FieldNames, _ language: LanguageTag) {
        var places: [String: Int] = [:]
        var parts: [LayerPart] = []
        // Single values beyond the whiskers of a box belong to no row of the boxes.
        let outliers = units.filter { $0.mark.composite?.name == "outliers" }
        for unit in units.filter({ $0.mark.composite?.name != "outliers" }) + outliers {
            var part = LayerPart(rowCount: unit.frame.rowCount)
            part.isApart = unit.mark.composite?.name == "outliers"
            for definition in Self.fields(unit) {
                guard let column = Self.column(definition, unit, names) else { continue }
                if let place = places[column.name] {
                    if columns[place].isUntitled, !column.isUntitled { columns[place].title = column.title }
                    columns[place].isUntitled = columns[place].isUntitled && column.isUntitled
                } else {
                    places[column.name] = columns.count
                    var empty = column
                    empty.texts = []
                    empty.numbers = []
                    empty.quantities = []
                    columns.append(empty)
                    if !column.unit.isEmpty, !self.units.contains(column.unit) { self.units.append(column.unit) }
                }
                part.columns.append((places[column.name] ?? 0, column))
            }
            if !part.columns.isEmpty { parts.append(part) }
        }
        var rows = MergedRows()
        for (layer, part) in parts.enumerated() { rows.add(part, layer, isOnly: parts.count == 1 || part.isApart) }
        rowCount = rows.cells.count
        for place in columns.indices {
            let cells = rows.cells.map { $0.first { $0.place == place } }
            func picked<Value>(_ values: (Column) -> [Value], else missing: Value) -> [Value] {
                let lists = parts.map { $0.columns.map { values($0.1) } }
                return cells.map { cell in
                    guard let cell else { return missing }
                    let list = lists[cell.layer][cell.column]
                    return list.indices.contains(cell.row) ? list[cell.row] : missing
                }
            }
            columns[place].isShown = cells.map { $0 != nil }
            columns[place].texts = picked({ $0.texts }, else: "")
            if columns[place].isNumeric {
                columns[place].numbers = picked({ $0.numbers }, else: .nan)
                columns[place].quantities = picked({ $0.quantities }, else: nil)
            }
            let instants = picked({ $0.instants }, else: .nan)
            let isEnd = names.dateEnds.contains(columns[place].name)
            guard instants.contains(where: \.isFinite), let locale = units.first?.locale,
                let format = DateLabels.format(instants, locale, isDaily: isEnd)
            else { continue }
            columns[place].texts = zip(instants, columns[place].texts).map { instant, text in
                instant.isFinite ? format.format(milliseconds: instant) : text
            }
            let machine = DateLabels.machineFormat(instants, locale)
            columns[place].machineTexts = instants.map { instant in
                instant.isFinite ? machine?.format(milliseconds: instant) ?? "" : ""
            }
        }
    }

    /// What one layer shows of a field.
    private static func column(
        _ written: ChannelDefinition, _ unit: UnitDrawing, _ names: FieldNames
    ) -> Column? {
        guard let values = unit.frame.column(written.column) else { return nil }
        var definition = written
        // The other end of a range is what its first end is.
        if definition.channel != definition.channel.main, let main = unit.unit.encoding[definition.channel.main] {
            definition.type = main.type
        }
        let isNumeric = definition.type == .quantitative
        let plan = TitlePlan(definition.guide, definition, nil)
        var title =
            definition.meaning.map { names.title($0, unit.config) }
            ?? plan.lines(names, unit.config).joined(separator: " ")
        let isUntitled = !plan.isExplicit || title.isEmpty
        if title.isEmpty { title = names.title(TitlePlan.Part(definition), unit.config) }
        if title.isEmpty { title = definition.column }
        let numbers = isNumeric ? values.doubles : []
        let known = isNumeric ? unit.known(definition) : nil
        let texts: [String]
        if isNumeric, definition.format == nil {
            let words = QuantityWords(unit.locale.language)
            texts = numbers.indices.map { row in
                guard let x = numbers[row].finite else { return "" }
                let format = Self.short(x)
                return known?[row].map { words.text($0, format: format) }
                    ?? format.format(x, locale: unit.locale.numbers)
            }
        } else {
            texts = unit.proseTexts(definition.withHeaderFormat)
        }
        return Column(
            name: definition.column, title: title, isNumeric: isNumeric,
            unit: definition.isCount ? "" : names.units[definition.meaning?.field ?? definition.field ?? ""] ?? "",
            texts: texts,
            numbers: numbers, quantities: known?.map { $0?.quantity } ?? [], isUntitled: isUntitled,
            instants: definition.type == .temporal && definition.timeUnit == nil ? values.asDates.doubles : [])
    }

    /// Up to six significant decimals, groups of thousands, no trailing zeros.
    private static func short(_ x: Double) -> NumberFormat {
        var format = NumberFormat(kind: .fixed, groups: true)
        format.trims = true
        format.precision = abs(x) >= 1 ? 4 : 6
        return format
    }

    /// The definitions that show data, each column once.
    private static func fields(_ unit: UnitDrawing) -> [ChannelDefinition] {
        var seen: Set<String> = []
        let order: [Channel] = [
            .x, .y, .x2, .y2, .theta, .radius, .theta2, .radius2, .color, .fill, .stroke, .shape, .size, .strokeDash,
            .opacity, .detail, .text,
        ]
        let encoded = order.flatMap { channel in unit.unit.encoding.all(channel).compactMap(\.scaled) }
        return (unit.unit.facets + encoded)
            .filter { $0.isField && seen.insert($0.column).inserted }
    }
}
