import Files
import Languages
import Quantities

/// The schema of a table as it is published (Table Schema 2).
struct PublishedSchema {
    let table: Table
    /// The names of all tables that are published with it.
    let tables: [String]
    let texts: (String, LocalizedText?) -> [(String, JSONValue)]

    var json: JSONValue {
        let common = common()
        var members: [(String, JSONValue)] = [
            ("fields", .array(table.fields.indices.map { field($0, common) })),
            ("missingValues", .array(common.map(JSONValue.string))),
        ]
        if !table.primaryKey.isEmpty {
            members.append(("primaryKey", .array(table.primaryKey.map(JSONValue.string))))
        }
        if !table.uniqueKeys.isEmpty {
            members.append(("uniqueKeys", .array(table.uniqueKeys.map { .array($0.map(JSONValue.string)) })))
        }
        let keys = table.foreignKeys.filter { key in key.table.map(tables.contains) ?? true }
        if !keys.isEmpty { members.append(("foreignKeys", .array(keys.map(foreignKey)))) }
        return .object(members)
    }

    private func foreignKey(_ key: ForeignKey) -> JSONValue {
        var reference: [(String, JSONValue)] = []
        if let table = key.table { reference.append(("resource", .string(table))) }
        reference.append(("fields", .array(key.references.map(JSONValue.string))))
        return .object([("fields", .array(key.fields.map(JSONValue.string))), ("reference", .object(reference))])
    }

    private static let symbols = ["", "[x]", "[c]", "[z]", "[e]"]

    /// What stands for a missing value in every field.
    private func common() -> [String] {
        let declared = table.fields.map { $0.notation.missing.map { String(decoding: $0.text, as: UTF8.self) } }
        let shared = (declared.first ?? []).filter { text in declared.allSatisfy { $0.contains(text) } }
        return Self.unique(Self.symbols + shared)
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<[UInt8]> = []
        return texts.filter { seen.insert(Array($0.utf8)).inserted }
    }

    private func field(_ index: Int, _ common: [String]) -> JSONValue {
        let field = table.fields[index]
        let type = type(index)
        var members: [(String, JSONValue)] = [("name", .string(field.name)), ("type", .string(type))]
        if let format = format(index, type) { members.append(("format", .string(format))) }
        members += texts("title", field.title) + texts("description", field.description)
        if let language = field.language { members.append(("lang", .string(language))) }
        if let name = field.unitField {
            members.append(("unit_field", .string(name)))
        } else if field.unit != .none {
            members.append(("unit", .string(field.unit.symbol)))
        }
        members += texts("short_unit", field.shortUnit)
        if type == "number" || type == "integer" { members += notation(field) }
        if type == "boolean" { members += booleans(field) }
        if let places = field.decimalPlaces {
            members.append(("display", .object([("numDecimalPlaces", .integer(places))])))
        }
        let missing = Self.unique(common + field.notation.missing.map { String(decoding: $0.text, as: UTF8.self) })
        if missing.count > common.count { members.append(("missingValues", .array(missing.map(JSONValue.string)))) }
        if !field.categories.isEmpty, type == "string" || type == "integer" { members += categories(field) }
        let constraints = constraints(field, type)
        if !constraints.isEmpty { members.append(("constraints", .object(constraints))) }
        return .object(members)
    }

    // MARK: Types

    /// The standard's type that all cells of the field have; `any` where some are written as the standard knows no
    /// way to (`>70`, `2026-06~`), which Gazette itself reads as what they are.
    private func type(_ index: Int) -> String {
        let field = table.fields[index]
        // A format of its own says how dates are written, save the one that is Gazette's alone.
        if field.kind == .string || field.hasTimeFormat { return field.typeName }
        switch field.kind {
        case .number, .integer:
            return table.allWritten(index, Self.isPlainNumber) ? field.typeName : "any"
        case .date:
            // Days alone, or months alone.
            var (hasDays, hasMonths) = (false, false)
            let isPlain = table.allWritten(index) { cell in
                if cell.count == 10 { hasDays = true } else { hasMonths = true }
                return (cell.count == 10 || cell.count == 7)
                    && cell.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) }
            }
            return !isPlain || hasDays && hasMonths ? "any" : hasMonths ? "yearmonth" : "date"
        default: return field.kind.rawValue
        }
    }

    /// False of what is written by a sign that the standard does not know: `~`, `<`, `>`, `±` or `..`.
    private static func isPlainNumber(_ cell: ArraySlice<UInt8>) -> Bool {
        var before: UInt8 = 0
        for byte in cell {
            if byte == 0x7E || byte == 0x3C || byte == 0x3E || byte == 0xC2 { return false }
            if byte == 0x2E, before == 0x2E { return false }
            before = byte
        }
        return true
    }

    /// The format of the cells, where it is not the usual one of their type.
    private func format(_ index: Int, _ type: String) -> String? {
        let field = table.fields[index]
        guard type == field.typeName, field.format != "edtf" else { return nil }
        // Seconds may be left out, which the standard's own times have.
        if field.subtype == .time, field.format == nil, written(index).contains(where: { $0.utf8.count == 5 }) {
            return written(index).allSatisfy { $0.utf8.count == 5 } ? "%H:%M" : "any"
        }
        return field.format
    }

    /// The cells that hold a value, as they are written.
    private func written(_ index: Int) -> [String] {
        (0..<table.rowCount).compactMap { row in
            if case .missing = table.cell(row: row, field: index) { return nil }
            return table.text(row: row, field: index)
        }
    }

    private func notation(_ field: Field) -> [(String, JSONValue)] {
        var out: [(String, JSONValue)] = []
        func add(_ key: String, _ mark: [UInt8]?) {
            if let mark { out.append((key, .string(String(decoding: mark, as: UTF8.self)))) }
        }
        add("groupChar", field.notation.groupMark)
        add("decimalChar", field.notation.decimalMark)
        if !field.notation.isBare { out.append(("bareNumber", .boolean(false))) }
        return out
    }

    /// The values that are allowed; with labels where there are any.
    private func categories(_ field: Field) -> [(String, JSONValue)] {
        let isLabelled = field.categories.contains { $0.label != nil }
        let list = field.categories.map { category -> JSONValue in
            let value = JSONValue.string(category.value)
            guard isLabelled else { return value }
            return .object([("value", value)] + texts("label", category.label))
        }
        var out: [(String, JSONValue)] = [("categories", .array(list))]
        if field.categoriesAreOrdered { out.append(("categoriesOrdered", .boolean(true))) }
        return out
    }

    private func booleans(_ field: Field) -> [(String, JSONValue)] {
        let usual = FieldNotation()
        var out: [(String, JSONValue)] = []
        if field.notation.trueValues != usual.trueValues {
            out.append(("trueValues", .array(field.notation.trueValues.map(JSONValue.string))))
        }
        if field.notation.falseValues != usual.falseValues {
            out.append(("falseValues", .array(field.notation.falseValues.map(JSONValue.string))))
        }
        return out
    }

    /// Those that the standard allows with the type.
    private func constraints(_ field: Field, _ type: String) -> [(String, JSONValue)] {
        var out: [(String, JSONValue)] = []
        if field.isRequired { out.append(("required", .boolean(true))) }
        if field.constraints.isUnique { out.append(("unique", .boolean(true))) }
        if !field.constraints.enumeration.isEmpty {
            out.append(("enum", .array(field.constraints.enumeration.map(JSONValue.string))))
        }
        func add(_ key: String, _ value: JSONValue?) { if let value { out.append((key, value)) } }
        if type == "number" || type == "integer" {
            add("minimum", field.minimum.map { .number($0.literal) })
            add("maximum", field.maximum.map { .number($0.literal) })
            add("exclusiveMinimum", field.constraints.exclusiveMinimum.map { .number($0.literal) })
            add("exclusiveMaximum", field.constraints.exclusiveMaximum.map { .number($0.literal) })
        }
        if type == "date" {
            let isDay = { (date: EDTFDate?) in date.flatMap { $0.precision == .day ? $0 : nil } }
            add("minimum", isDay(field.constraints.minimumDate).map { .string($0.description) })
            add("maximum", isDay(field.constraints.maximumDate).map { .string($0.description) })
            add("exclusiveMinimum", isDay(field.constraints.exclusiveMinimumDate).map { .string($0.description) })
            add("exclusiveMaximum", isDay(field.constraints.exclusiveMaximumDate).map { .string($0.description) })
        }
        if type == "string" {
            add("minLength", field.constraints.minimumLength.map(JSONValue.integer))
            add("maxLength", field.constraints.maximumLength.map(JSONValue.integer))
            add("pattern", field.constraints.pattern.map(JSONValue.string))
        }
        return out
    }
}

extension Table {
    /// True where a test holds for each cell of a field that has a value, as it is written; cells after the first for
    /// which it does not hold are not looked at.
    func allWritten(_ index: Int, _ test: (ArraySlice<UInt8>) -> Bool) -> Bool {
        for row in 0..<rowCount {
            if case .file(let file) = storage {
                guard let bytes = withField(index, { file.value(row: row, of: index, $0) }) else { continue }
                if !test(bytes) { return false }
            } else {
                if case .missing = cell(row: row, field: index) { continue }
                if !test(Array(text(row: row, field: index).utf8)[...]) { return false }
            }
        }
        return true
    }
}
