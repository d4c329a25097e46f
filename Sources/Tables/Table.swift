import Diagnostics
import Languages
import Quantities

/// What a cell holds once its field's type is known.
package enum Cell: Hashable, Sendable {
    case missing(MissingReason)
    case quantity(Quantity)
    case text(String)
    case boolean(Bool)
    case date(EDTFDate)
}

/// A column's description: Table Schema (Data Package v2), with what it lacks: units, language, EDTF dates.
package struct Field: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case string
        case number
        case integer
        case boolean
        case date
    }

    package var name: String
    package var kind: Kind
    package var title: LocalizedText?
    package var description: LocalizedText?
    /// The unit of every cell; `.none` where there is none, or where `unitField` names a column of units.
    package var unit: Unit
    /// The field whose cells give each row's unit.
    package var unitField: String?
    /// The language of its texts, as written: `en` of a field `label_en` that stands in for `label`.
    package var language: String?
    package var minimum: Number?
    package var maximum: Number?
    package var isRequired: Bool
    /// How many decimals a person is shown (`display.numDecimalPlaces`), nil as the data have them.
    package var decimalPlaces: Int?
    /// False where no schema names it: its kind was inferred.
    package var isDeclared: Bool

    package init(name: String, kind: Kind = .string) {
        self.name = name
        self.kind = kind
        unit = .none
        isRequired = false
        isDeclared = false
    }
}

/// Where data come from, in Our World in Data's names.
package struct Origin: Hashable, Sendable {
    package var producer: LocalizedText?
    package var title: LocalizedText?
    package var datePublished: String?
    package var dateAccessed: String?
    package var url: String?
    package var citation: LocalizedText?
    package var license: String?

    package init() {}
}

/// A table of a page bundle: a data sidecar as it was read, typed, with the place of every cell.
package struct Table: Sendable {
    package var name: String
    /// The file it was read from, relative to the site's root.
    package var path: String
    package var title: LocalizedText?
    package var description: LocalizedText?
    package var fields: [Field]
    package var primaryKey: [String]
    package var origins: [Origin]
    /// `commitments` for a tracker.
    package var profile: String?
    package let rowCount: Int
    let storage: Storage

    /// Column-major cells with their places; how they are kept is this target's own affair.
    struct Storage: Sendable {
        var columns: [[Cell]]
        /// The place of the cell at [column][row].
        var locations: [[SourceLocation]]
    }

    package func cell(row: Int, field: Int) -> Cell { storage.columns[field][row] }
    package func location(row: Int, field: Int) -> SourceLocation { storage.locations[field][row] }

    package func fieldIndex(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }

    /// The unit of a cell: its field's, or its row's by `unitField`.
    package func unit(row: Int, field: Int) -> Unit {
        if case .quantity(let quantity) = cell(row: row, field: field) { return quantity.unit }
        return fields[field].unit
    }
}
