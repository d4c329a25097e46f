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
    func hasValue(_ row: Int) -> Bool { withUnsafePointer(to: self) { Self.hasValue(of: $0, row) } }

    /// The same of a column where it stands.
    static func hasValue(of column: UnsafePointer<Column>, _ row: Int) -> Bool {
        switch column.pointee.values {
        case .texts: false
        case .numbers(let numbers): numbers.hasValue(row)
        case .booleans(let flags): row < flags.count && flags[row] < 2
        case .dates(let days): row < days.count && days[row] != noDay
        }
    }

    static func unit(of column: UnsafePointer<Column>, row: Int) -> Unit? {
        guard !column.pointee.units.isEmpty, row < column.pointee.rowUnits.count else { return nil }
        let index = Int(column.pointee.rowUnits[row])
        return index < column.pointee.units.count ? column.pointee.units[index] : Unit.none
    }

    /// A cell of a column where it stands.
    static func cell(
        of column: UnsafePointer<Column>, row: Int, field: UnsafePointer<Field>, in file: Table.FileCells
    ) -> Cell {
        func value() -> ArraySlice<UInt8> { file.cells.value(row: row, column: column.pointee.source) }
        switch column.pointee.values {
        case .numbers(let numbers):
            let unit = unit(of: column, row: row) ?? field.pointee.unit
            guard let quantity = numbers.quantity(row: row, unit: unit, of: field) else {
                return .missing(missingReason(value(), field))
            }
            return .quantity(quantity)
        case .texts:
            let bytes = value()
            if let reason = CellText.missing(bytes, among: field.pointee.notation.missing) { return .missing(reason) }
            return .text(String(decoding: bytes, as: UTF8.self))
        case .booleans(let flags):
            guard row < flags.count, flags[row] < 2 else { return .missing(missingReason(value(), field)) }
            return .boolean(flags[row] == 1)
        case .dates(let days):
            guard row < days.count, days[row] != noDay,
                let date = field.pointee.notation.time.date(CellText.trimmed(value()))
            else { return .missing(missingReason(value(), field)) }
            return .date(date)
        }
    }

    /// Why a cell without a value has none; one that could not be read has its own text for a reason, and an error.
    private static func missingReason(_ bytes: ArraySlice<UInt8>, _ field: UnsafePointer<Field>) -> MissingReason {
        CellText.missing(bytes, among: field.pointee.notation.missing)
            ?? .declared(String(decoding: bytes.prefix(80), as: UTF8.self))
    }
}
