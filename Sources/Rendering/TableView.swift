import Diagnostics
import Formatting
import Languages
import Quantities
import Tables

/// A data table in the language of a page, as one of its views shows it.
struct TableView {
    let table: Table
    let language: LanguageTag
    let first: LanguageTag
    let units: UnitWords
    /// Nil for all of the table that readers need.
    var view: ViewDefinition?
    /// The build's date, in days since 1970-01-01.
    var asOf = 0
    /// Of the table on its page; nil where bars cannot be drawn.
    var id: String?
    /// What its last row is called.
    var totalWords = ""

    func readerTable() -> Diagnosed<ReaderTable> {
        var findings: [Diagnostic] = []
        let viewed = table.rows(of: view, for: language, asOf: asOf).collecting(into: &findings)
        let shown = shownFields()
        let formatters = shown.map { CellFormatter(table: table, field: $0.index, language: language, units: units) }
        var rows = viewed.rows.map { row in
            ReaderTable.Row(
                cells: formatters.map { $0.cell(row: row) }, isHighlighted: viewed.highlighted.contains(row))
        }
        var columns = shown.map(column)
        var signs: [String] = []
        for (place, field) in shown.enumerated() {
            guard let id, let name = view?.bars.first(where: { $0.field == field.base }),
                var bars = bars(of: field.index, name, viewed.rows, id: "\(id)-\(place)", into: &findings)
            else { continue }
            columns[place].bars = .init(beside: rows.lazy.map { $0.cells[place].text })
            for (number, row) in viewed.rows.enumerated() {
                guard case .quantity(let quantity) = table.cell(row: row, field: field.index) else { continue }
                rows[number].bars[place] = bars.bar(quantity)
            }
            signs += bars.signs.filter { !signs.contains($0) }
        }
        var out = ReaderTable(columns: columns, rows: rows)
        out.signs = signs
        out.omitted = table.rowCount - viewed.rows.count
        if let view, !view.total.isEmpty {
            out.total = zip(shown, formatters).map { field, formatter in
                viewed.totals[field.base].map { formatter.total($0, of: viewed.rows) }
            }
            out.totalWords = totalWords
        }
        return Diagnosed(out, findings)
    }

    /// The columns that the view names, else those that readers need: no column of units whose numbers carry them
    /// already, and no key beside a label.
    private func shownFields() -> [Table.DisplayField] {
        if let columns = view?.columns {
            return columns.map { table.displayField($0.field, for: language, first: first) }
        }
        let unitFields = Set(table.fields.compactMap(\.unitField))
        return table.fields(for: language, first: first).filter { field in
            let name = table.fields[field.base].name
            return !unitFields.contains(name) && !isBareKey(field)
        }
    }

    /// A key of one text column without a title of its own, where another text column names the row.
    private func isBareKey(_ field: Table.DisplayField) -> Bool {
        let key = table.fields[field.base]
        guard table.primaryKey == [key.name], key.kind == .string, key.title == nil else { return false }
        return table.fields.contains { $0.kind == .string && $0.name != key.name && $0.unitField == nil }
    }

    private func column(_ shown: Table.DisplayField) -> ReaderTable.Column {
        let field = table.fields[shown.index]
        let isNumeric = field.kind == .number || field.kind == .integer
        let unit =
            field.unitField == nil && field.unit != .none && field.unit.kind == .plain
            ? UnitPhrase.words(for: field.unit, in: language, units) : ""
        return ReaderTable.Column(title: shown.title, unit: unit, isNumeric: isNumeric, isDate: field.kind == .date)
    }

    /// The bars of a column, whose rows must have one unit: what else would their lengths say?
    private func bars(
        of field: Int, _ name: ViewDefinition.FieldName, _ rows: [Int], id: String, into findings: inout [Diagnostic]
    ) -> CellBars? {
        var quantities: [Quantity] = []
        for row in rows {
            guard case .quantity(let quantity) = table.cell(row: row, field: field) else { continue }
            if let first = quantities.first, first.unit != quantity.unit {
                let (a, b) = (first.unit.symbol, quantity.unit.symbol)
                findings.append(
                    .error(
                        .tableView,
                        "“\(table.fields[field].name)” has rows in “\(a)” and in “\(b)”: bars compare one unit",
                        at: name.location, hint: "keep the rows of one unit by rows: …"))
                return nil
            }
            quantities.append(quantity)
        }
        return CellBars(quantities, id: id)
    }
}

/// The words of a unit that stands for itself, in a table's header or at an axis.
package enum UnitPhrase {
    /// `輛`, `cars`, `cars per day`; the symbol where no words are declared.
    package static func words(for unit: Unit, in language: LanguageTag, _ units: UnitWords) -> String {
        if unit == .none { return "" }
        if unit == .percent { return "%" }
        if unit.factors.count == 1, let only = unit.factors.first, only.power == 1,
            let forms = units.forms(of: only.symbol, in: language)
        {
            return forms.other
        }
        // What the formatter says of two of them, without the number.
        let two = QuantityFormatter(language: language, unitWords: units).text(Quantity(2, unit: unit))
        var words = two.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
        words.removeAll { $0 == "2" }
        return words.joined(separator: " ")
    }
}
