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
    /// The unit in short, for axes and headers (`short_unit`).
    package var shortUnit: LocalizedText?
    /// The language of its texts, as written: `en` of a field `label_en` that stands in for `label`.
    package var language: String?
    /// The least and the greatest that a cell may be, in written units. They bound what is open on that side.
    package var minimum: Number?
    package var maximum: Number?
    package var isRequired: Bool
    /// How many decimals a person is shown (`display.numDecimalPlaces`), nil as the data have them.
    package var decimalPlaces: Int?
    /// False where no schema names it: its kind was inferred.
    package var isDeclared: Bool
    /// What the schema demands beyond `isRequired`, `minimum` and `maximum`.
    package var constraints = Constraints()
    /// How its cells are written, where that is not the usual way.
    var notation = FieldNotation()

    package init(name: String, kind: Kind = .string) {
        self.name = name
        self.kind = kind
        unit = .none
        isRequired = false
        isDeclared = false
    }

    /// Why a cell is missing in the schema's own words (`missingValues: [{value: NA, label: not asked}]`), nil where
    /// it has none.
    package func missingLabel(_ reason: MissingReason) -> String? {
        guard case .declared(let text) = reason else { return nil }
        return notation.missing.first { $0.text.elementsEqual(text.utf8) }?.label
    }

    /// Constraints of Table Schema that few fields have.
    package struct Constraints: Sendable {
        package var isUnique = false
        /// The values that are allowed, as they are written; empty where all are.
        package var enumeration: [String] = []
        /// In Unicode scalars.
        package var minimumLength: Int?
        package var maximumLength: Int?
        package var minimumDate: EDTFDate?
        package var maximumDate: EDTFDate?

        package init() {}
    }
}

/// How a field's cells are written: options of Table Schema.
struct FieldNotation: Sendable {
    /// What stands between groups of digits (`groupChar`); nil where groups are not allowed.
    var groupMark: [UInt8]?
    /// What stands before the decimals (`decimalChar`).
    var decimalMark: [UInt8]?
    /// False where text around the number is ignored (`bareNumber: false`).
    var isBare = true
    var trueValues: [String] = ["true", "True", "TRUE", "1"]
    var falseValues: [String] = ["false", "False", "FALSE", "0"]
    /// True where months, quarters and years are dates too (`format: edtf`), silently.
    var allowsPeriods = false
    /// Values that stand for missing ones (`missingValues`), besides the empty cell, `[x]`, `[c]`, `[z]` and `[e]`.
    var missing: [MissingValue] = []

    var isPlainNumber: Bool { groupMark == nil && decimalMark == nil && isBare }
}

/// A value that stands for a missing one, and why it is missing where the schema says so.
struct MissingValue: Hashable, Sendable {
    var text: [UInt8]
    var label: String?
}
