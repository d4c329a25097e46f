import Languages
import Quantities

/// What a format other than delimited text gives: its cells in the notation of CSV files (`~5000`, `[x]`, days as
/// 2026-06-08), and what it says of its columns itself. A schema goes before any of it.
struct DecodedTable: Sendable {
    var cells: CSVCells
    /// By the name of the column; a column that it does not know is inferred.
    var hints: [String: FieldHint] = [:]
    var title: LocalizedText?
    var origins: [Origin] = []
    var primaryKey: [String] = []

    init(cells: CSVCells) { self.cells = cells }
}

/// What a format says of a column.
struct FieldHint: Sendable {
    /// Nil to go by the cells.
    var kind: Field.Kind?
    var title: LocalizedText?
    var unit: Unit?
    var decimalPlaces: Int?

    init(kind: Field.Kind? = nil) { self.kind = kind }

    /// Fills what the schema leaves open.
    func fill(_ field: inout Field) {
        field.title = field.title ?? title
        field.decimalPlaces = field.decimalPlaces ?? decimalPlaces
        if field.unit == .none, field.unitField == nil, let unit { field.unit = unit }
    }
}
