import Diagnostics
import Quantities

/// What was read out of one column of a file, stored by type.
struct Column: Sendable {
    enum Values: Sendable {
        /// Texts stay where they are: in the file's bytes.
        case texts
        case numbers(NumberColumn)
        /// 0 for false, 1 for true, 2 for what is neither.
        case booleans([UInt8])
        /// The first day of each date, `DateColumn.none` for what is none.
        case dates([Int32])
    }

    /// The column of the file; nil beyond its last for a field that the file lacks.
    var source: Int
    var values: Values
    /// How many cells are missing, where that was counted.
    var missing: Int?
    /// Each row's unit, where a field of units gives it: an index into `units`.
    var rowUnits: [UInt16] = []
    var units: [Unit] = []

    static let noDay = Int32.min

    init(source: Int, values: Values, missing: Int? = nil) {
        self.source = source
        self.values = values
        self.missing = missing
    }

    /// True where the cell holds a number, a date or true or false. Texts are not looked at: false.
    func hasValue(_ row: Int) -> Bool {
        switch values {
        case .texts: false
        case .numbers(let numbers): numbers.hasValue(row)
        case .booleans(let flags): row < flags.count && flags[row] < 2
        case .dates(let days): row < days.count && days[row] != Self.noDay
        }
    }

    func unit(row: Int) -> Unit? {
        guard !units.isEmpty, row < rowUnits.count else { return nil }
        let index = Int(rowUnits[row])
        return index < units.count ? units[index] : Unit.none
    }

    func cell(row: Int, field: Field, in cells: CSVCells) -> Cell {
        switch values {
        case .numbers(let numbers):
            guard let quantity = numbers.quantity(row: row, unit: unit(row: row) ?? field.unit, of: field) else {
                return .missing(missingReason(row: row, field: field, in: cells))
            }
            return .quantity(quantity)
        case .texts:
            let bytes = cells.value(row: row, column: source)
            if let reason = CellText.missing(bytes, among: field.notation.missing) { return .missing(reason) }
            return .text(String(decoding: bytes, as: UTF8.self))
        case .booleans(let flags):
            guard row < flags.count, flags[row] < 2 else {
                return .missing(missingReason(row: row, field: field, in: cells))
            }
            return .boolean(flags[row] == 1)
        case .dates(let days):
            guard row < days.count, days[row] != Self.noDay,
                let date = field.notation.time.date(CellText.trimmed(cells.value(row: row, column: source)))
            else { return .missing(missingReason(row: row, field: field, in: cells)) }
            return .date(date)
        }
    }

    /// Why a cell without a value has none; one that could not be read has its own text for a reason, and an error.
    private func missingReason(row: Int, field: Field, in cells: CSVCells) -> MissingReason {
        let bytes = cells.value(row: row, column: source)
        return CellText.missing(bytes, among: field.notation.missing)
            ?? .declared(String(decoding: bytes.prefix(80), as: UTF8.self))
    }
}
