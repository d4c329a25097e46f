import Diagnostics
import Files
import Languages
import Quantities

// The fields of a schema: their words, their units, how they are written.

extension TableSchema {
    static func field(
        _ node: Node, _ missing: [MissingValue], _ defaultUnit: Unit?, into findings: inout [Diagnostic]
    ) -> Entry? {
        if let name = node.scalarText {
            var field = Field(name: name)
            field.isDeclared = true
            field.notation.missing = missing
            return Entry(field: field, location: node.location, unitFieldLocation: nil, isInferred: true)
        }
        var reader = MappingReader(node, of: "a field", into: &findings)
        guard let nameNode = reader.node("name"), let name = nameNode.scalarText else {
            if node.mapping != nil {
                findings.append(.error(.keyMissing, "a field without a name", at: node.location))
            }
            return nil
        }
        var entry = Entry(
            field: Field(name: name), location: nameNode.location, unitFieldLocation: nil, isInferred: false)
        entry.field.isDeclared = true
        // A field's own list stands in the place of the schema's.
        let own = reader.node("missingValues")
        entry.field.notation.missing = own == nil ? missing : missingValues(own, into: &findings)
        readType(&reader, &entry, into: &findings)
        readWords(&reader, &entry, into: &findings)
        readUnit(&reader, &entry, defaultUnit, into: &findings)
        readNotation(&reader, &entry.field, into: &findings)
        readCategories(&reader, &entry.field, into: &findings)
        readBounds(&reader, &entry.field, into: &findings)
        if let constraints = reader.node("constraints") {
            readConstraints(constraints, &entry.field, into: &findings)
        }
        reader.finish(also: ["example", "examples", "rdfType"], into: &findings)
        return entry
    }

    private static func readWords(
        _ reader: inout MappingReader, _ entry: inout Entry, into findings: inout [Diagnostic]
    ) {
        entry.field.title = reader.localizedText("title", into: &findings)
        entry.field.description = reader.localizedText("description", into: &findings)
        entry.field.shortUnit = reader.localizedText("short_unit", into: &findings)
        if let node = reader.node("lang") {
            if let tag = node.scalarText, LanguageTag(tag) != nil {
                entry.field.language = tag
            } else {
                findings.append(
                    .error(
                        .tableField, "“lang” is \(node.scalarText ?? node.kind), a language tag was expected",
                        at: node.location, hint: "language tags are written en or zh-Hant-HK"))
            }
        }
        if let display = reader.node("display") {
            var inner = MappingReader(display, of: "display", into: &findings)
            entry.field.decimalPlaces = inner.integer("numDecimalPlaces", into: &findings).map { max(0, min($0, 30)) }
            inner.finish(
                also: ["name", "unit", "shortUnit", "conversionFactor", "color", "includeInTable"], into: &findings)
        }
    }

    private static func readUnit(
        _ reader: inout MappingReader, _ entry: inout Entry, _ defaultUnit: Unit?, into findings: inout [Diagnostic]
    ) {
        let isNumeric = entry.field.kind == .number || entry.field.kind == .integer || entry.isInferred
        if let node = reader.node("unit") {
            if let text = node.scalarText, let unit = Unit(parsing: text) {
                entry.field.unit = unit
                if !isNumeric, unit != .none {
                    findings.append(
                        .warning(
                            .tableField, "a field of type \(entry.field.typeName) has no unit", at: node.location))
                }
            } else {
                findings.append(unitError(node.scalarText ?? node.kind, at: node.location))
            }
        } else if let defaultUnit, entry.field.kind == .number {
            entry.field.unit = defaultUnit
        }
        if let node = reader.node("unit_field") {
            entry.field.unitField = node.scalarText
            entry.unitFieldLocation = node.location
            if entry.field.unit != .none {
                findings.append(
                    .error(
                        .tableField, "a field has either “unit” or “unit_field”, “\(entry.field.name)” has both",
                        at: node.location))
                entry.field.unit = .none
            }
        }
    }

    static func unitError(_ text: String, at location: SourceLocation) -> Diagnostic {
        .error(
            .tableValue, "“\(text.unicodeScalars.count > 40 ? String(text.prefix(40)) + "…" : text)” is no unit",
            at: location, hint: "units are written cars, cars/day, kg*m^2/s^2, HK$ or %")
    }

    private static func readNotation(
        _ reader: inout MappingReader, _ field: inout Field, into findings: inout [Diagnostic]
    ) {
        if let mark = reader.string("groupChar", into: &findings), !mark.isEmpty {
            field.notation.groupMark = Array(mark.utf8)
        }
        if let mark = reader.string("decimalChar", into: &findings), !mark.isEmpty, mark != "." {
            field.notation.decimalMark = Array(mark.utf8)
        }
        field.notation.isBare = reader.boolean("bareNumber", into: &findings) ?? true
        if let values = reader.strings("trueValues", into: &findings) { field.notation.trueValues = values }
        if let values = reader.strings("falseValues", into: &findings) { field.notation.falseValues = values }
    }

    /// The values that are allowed, each alone or with its label.
    private static func readCategories(
        _ reader: inout MappingReader, _ field: inout Field, into findings: inout [Diagnostic]
    ) {
        for node in reader.sequence("categories", into: &findings) ?? [] {
            guard let value = node.scalarText ?? node["value"]?.scalarText else {
                findings.append(
                    .error(
                        .keyType, "“categories” holds \(node.kind), a value was expected", at: node.location,
                        hint: "write categories: [low, high] or [{value: 1, label: low}]"))
                continue
            }
            if field.categories.contains(where: { $0.value.utf8.elementsEqual(value.utf8) }) {
                findings.append(
                    .warning(.tableField, "the category “\(value)” stands twice", at: node.location))
                continue
            }
            field.categories.append(Field.Category(value: value, label: node["label"]?.localizedText))
        }
        field.categoriesAreOrdered = reader.boolean("categoriesOrdered", into: &findings) ?? false
    }
}
