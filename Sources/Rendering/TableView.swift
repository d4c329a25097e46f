import Formatting
import Languages
import Quantities
import Tables

/// A data table in the language of a page.
struct TableView {
    let table: Table
    let language: LanguageTag
    let first: LanguageTag
    let units: UnitWords

    /// The columns that readers need: no column of units whose numbers carry them already, and no key beside a label.
    func readerTable() -> ReaderTable {
        let unitFields = Set(table.fields.compactMap(\.unitField))
        let shown = table.fields(for: language, first: first).filter { field in
            let name = table.fields[field.base].name
            return !unitFields.contains(name) && !isBareKey(field)
        }
        let columns = shown.map(column)
        let formatters = shown.map { CellFormatter(table: table, field: $0.index, language: language, units: units) }
        let rows = (0..<table.rowCount).map { row in formatters.map { $0.cell(row: row) } }
        return ReaderTable(columns: columns, rows: rows)
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
}

/// Cells of one column as readers of a language see them.
private struct CellFormatter {
    let table: Table
    let field: Int
    let formatter: QuantityFormatter
    let language: LanguageTag
    let format: NumberFormat?
    /// True where every row names its own unit, which then stands beside the number.
    let showsUnit: Bool

    init(table: Table, field: Int, language: LanguageTag, units: UnitWords) {
        self.table = table
        self.field = field
        self.language = language
        formatter = QuantityFormatter(language: language, unitWords: units)
        showsUnit = table.fields[field].unitField != nil
        format = table.fields[field].decimalPlaces.flatMap { NumberFormat.parse(",.\(min(max($0, 0), 20))f") }
    }

    func cell(row: Int) -> ReaderTable.Cell {
        if !table.fields[field].categories.isEmpty,
            let label = table.fields[field].categoryLabel(table.text(row: row, field: field))
        {
            return .text(label.text(in: language))
        }
        switch table.cell(row: row, field: field) {
        case .missing(.empty): return .missing(reason: nil)
        case .missing(let reason):
            return .missing(reason: table.fields[field].missingLabel(reason) ?? formatter.text(reason))
        case .text(let text): return .text(text)
        case .boolean(let flag): return .text(language.isChinese ? (flag ? "是" : "否") : (flag ? "yes" : "no"))
        case .date(let date): return .text(DateWords.text(date, in: language))
        case .quantity(var quantity):
            if !showsUnit, quantity.unit.kind == .plain { quantity.unit = .none }
            if quantity.unit == .percent { return .text(formatter.text(quantity)) }
            return .text(formatter.text(quantity, format: format ?? asWritten(row)))
        }
    }

    /// Groups of thousands, and as many decimals as the cell was written with: a 1.70 stays a 1.70.
    private func asWritten(_ row: Int) -> NumberFormat? {
        var places = 0
        var run = -1
        for byte in table.text(row: row, field: field).utf8 {
            if byte == UInt8(ascii: ".") {
                // Two points stand between the ends of a range.
                run = run == 0 ? -1 : 0
            } else if (0x30...0x39).contains(byte), run >= 0 {
                run += 1
                places = max(places, run)
            } else {
                run = -1
            }
        }
        return NumberFormat.parse(",.\(min(places, 12))f")
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
