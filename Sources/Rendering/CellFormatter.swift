import Formatting
import Languages
import Quantities
import Tables

/// Cells of one column as readers of a language see them.
struct CellFormatter {
    let table: Table
    let field: Int
    private let formatter: QuantityFormatter
    private let language: LanguageTag
    private let format: NumberFormat?
    /// True where every row names its own unit, which then stands beside the number.
    private let showsUnit: Bool

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
        case .missing(.empty): return .missing
        case .missing(let reason):
            return .symbol(reason.symbol, table.fields[field].missingLabel(reason) ?? formatter.text(reason))
        case .text(let text): return .text(text)
        case .boolean(let flag): return .text(language.isChinese ? (flag ? "是" : "否") : (flag ? "yes" : "no"))
        case .date(let date): return .text(DateWords.text(date, in: language))
        case .quantity(let quantity): return .text(text(quantity, places: places(row)))
        }
    }

    /// The sum of some rows, with as many decimals as the one that has the most.
    func total(_ quantity: Quantity, of rows: [Int]) -> ReaderTable.Cell {
        .text(text(quantity, places: rows.lazy.map(places).max() ?? 0))
    }

    private func text(_ quantity: Quantity, places: Int) -> String {
        var quantity = quantity
        if !showsUnit, quantity.unit.kind == .plain { quantity.unit = .none }
        if quantity.unit == .percent { return formatter.text(quantity) }
        return formatter.text(quantity, format: format ?? NumberFormat.parse(",.\(min(places, 12))f"))
    }

    /// As many decimals as the cell was written with: a 1.70 stays a 1.70.
    private func places(_ row: Int) -> Int {
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
        return places
    }
}
