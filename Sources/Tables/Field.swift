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

    /// Types of Table Schema that are held as one of the kinds: a `year` as an integer, a `yearmonth` as a date, the
    /// others as texts that are checked.
    package enum Subtype: String, Sendable, CaseIterable {
        case year
        case yearmonth
        case time
        case datetime
        case duration
        case geopoint
        case geojson
        case object
        case array
        case list
    }

    /// One of the values that a field allows (`categories`), with its words.
    package struct Category: Hashable, Sendable {
        package var value: String
        package var label: LocalizedText?
    }

    package var name: String
    /// How its cells are held.
    package var kind: Kind
    /// The type that the schema gives it, where that says more than its kind.
    package var subtype: Subtype?
    /// The `format` of the type, as the schema writes it; nil where it is the usual one.
    package var format: String?
    /// The values that are allowed, in their order; empty where all are.
    package var categories: [Category] = []
    /// True where the order of the categories means something.
    package var categoriesAreOrdered = false
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

    /// The type by its name in Table Schema.
    package var typeName: String { subtype?.rawValue ?? kind.rawValue }

    /// True where its dates or times are written in a format of their own.
    package var hasTimeFormat: Bool { if case .standard = notation.time { false } else { true } }

    /// The words of one of its categories, nil where it has none.
    package func categoryLabel(_ value: String) -> LocalizedText? {
        categories.first { $0.value.utf8.elementsEqual(value.utf8) }?.label
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
        /// The greatest that values must be above, the least that they must be below, in written units.
        package var exclusiveMinimum: Number?
        package var exclusiveMaximum: Number?
        package var exclusiveMinimumDate: EDTFDate?
        package var exclusiveMaximumDate: EDTFDate?
        /// The regular expression that the whole text matches, as it is written.
        package var pattern: String? { matcher?.source }
        var matcher: Pattern?
        /// Bounds of times, in milliseconds.
        var moments: [MomentBound] = []

        /// True where each cell must be looked at.
        var hasValues: Bool {
            !enumeration.isEmpty || minimumLength != nil || maximumLength != nil || minimumDate != nil
                || maximumDate != nil || exclusiveMinimum != nil || exclusiveMaximum != nil || matcher != nil
                || exclusiveMinimumDate != nil || exclusiveMaximumDate != nil || !moments.isEmpty
        }

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
    /// How dates and times are written.
    var time = TimeNotation.standard
    /// What a text must be, beyond a text.
    var rule: TextRule?

    var isPlainNumber: Bool { groupMark == nil && decimalMark == nil && isBare }
}

/// A value that stands for a missing one, and why it is missing where the schema says so.
struct MissingValue: Hashable, Sendable {
    var text: [UInt8]
    var label: String?
}

/// A bound of a field of times.
struct MomentBound: Sendable {
    var milliseconds: Double
    var isMinimum: Bool
    var isExclusive: Bool
    /// As the schema writes it.
    var text: String
}
