import Diagnostics
import Files
import Languages
import Quantities

/// The schema of a table as a data package writes it (Table Schema 1 and 2).
struct TableSchema: Sendable {
    struct Entry: Sendable {
        var field: Field
        /// Where the field is named.
        var location: SourceLocation
        var unitFieldLocation: SourceLocation?
        /// True where the type is left to the cells (`any`, or none given).
        var isInferred: Bool
    }

    struct Key: Sendable {
        var name: String
        var location: SourceLocation
    }

    var fields: [Entry] = []
    var primaryKey: [Key] = []
    var missing: [MissingValue] = []

    init() {}

    init(_ node: Node, defaultUnit: Unit?, packageMissing: [MissingValue], into findings: inout [Diagnostic]) {
        var reader = MappingReader(node, of: "the schema", into: &findings)
        missing = packageMissing + Self.missingValues(reader.node("missingValues"), into: &findings)
        var seen: Set<String> = []
        for item in reader.sequence("fields", into: &findings) ?? [] {
            guard let entry = Self.field(item, missing, defaultUnit, into: &findings) else { continue }
            if !seen.insert(entry.field.name).inserted {
                findings.append(
                    .error(
                        .tableField, "the schema names the field “\(entry.field.name)” twice", at: entry.location))
                continue
            }
            fields.append(entry)
        }
        if let key = reader.node("primaryKey") {
            for part in key.sequence ?? [key] {
                if let name = part.scalarText {
                    primaryKey.append(Key(name: name, location: part.location))
                } else {
                    findings.append(
                        .error(
                            .keyType, "“primaryKey” holds \(part.kind), a field's name was expected", at: part.location)
                    )
                }
            }
        }
        if let foreign = reader.node("foreignKeys") { Self.unread("foreignKeys", foreign, into: &findings) }
        if let unique = reader.node("uniqueKeys") { Self.unread("uniqueKeys", unique, into: &findings) }
        reader.finish(also: ["$schema", "fieldsMatch", "name", "title", "description"], into: &findings)
    }

    private static func unread(_ key: String, _ node: Node, into findings: inout [Diagnostic]) {
        findings.append(.warning(.tableConstraint, "“\(key)” is not checked", at: node.location))
    }

    /// A list of texts, or of maps of `value` and `label` (Table Schema 2).
    static func missingValues(_ node: Node?, into findings: inout [Diagnostic]) -> [MissingValue] {
        guard let node else { return [] }
        var out: [MissingValue] = []
        for item in node.sequence ?? [node] {
            if let text = item.scalarText ?? item["value"]?.scalarText {
                // The empty cell is missing in any case.
                if !text.isEmpty {
                    out.append(MissingValue(text: Array(text.utf8), label: item["label"]?.scalarText))
                }
            } else {
                findings.append(
                    .error(
                        .keyType, "“missingValues” holds \(item.kind), a text was expected", at: item.location,
                        hint: "write missingValues: [\"\", \"NA\"]"))
            }
        }
        return out
    }
}

// MARK: - Fields

extension TableSchema {
    private static func field(
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
        entry.field.notation.missing = missing + missingValues(reader.node("missingValues"), into: &findings)
        readType(&reader, &entry, into: &findings)
        readWords(&reader, &entry, into: &findings)
        readUnit(&reader, &entry, defaultUnit, into: &findings)
        readNotation(&reader, &entry.field, into: &findings)
        readBounds(&reader, &entry.field, into: &findings)
        if let constraints = reader.node("constraints") {
            readConstraints(constraints, &entry.field, into: &findings)
        }
        reader.finish(also: ["example", "examples", "rdfType", "categories", "categoriesOrdered"], into: &findings)
        return entry
    }

    private static func readType(_ reader: inout MappingReader, _ entry: inout Entry, into findings: inout [Diagnostic])
    {
        let format = reader.node("format")
        let formatText = format?.scalarText ?? "default"
        guard let node = reader.node("type") else {
            entry.isInferred = true
            return
        }
        switch node.scalarText ?? "" {
        case "string": entry.field.kind = .string
        case "number": entry.field.kind = .number
        case "integer", "year": entry.field.kind = .integer
        case "boolean": entry.field.kind = .boolean
        case "date":
            entry.field.kind = .date
            switch formatText {
            case "default", "any", "%Y-%m-%d": break
            case "edtf", "%Y-%m", "%Y": entry.field.notation.allowsPeriods = true
            default:
                entry.field.kind = .string
                findings.append(
                    .warning(
                        .tableField, "the date format “\(formatText)” is not read, the field stays text",
                        at: format?.location ?? node.location, hint: "write days as 2026-06-08, or format: edtf"))
            }
        case "yearmonth":
            entry.field.kind = .date
            entry.field.notation.allowsPeriods = true
        case "any": entry.isInferred = true
        case "time", "datetime", "duration", "geopoint", "geojson", "object", "array", "list":
            findings.append(
                .warning(
                    .tableField, "a field of type \(node.scalarText ?? "") is read as text", at: node.location))
        case let other:
            entry.isInferred = true
            let known = Field.Kind.allCases.map(\.rawValue) + ["year", "yearmonth", "any"]
            findings.append(
                .error(
                    .tableField, "there is no type “\(other)”", at: node.location,
                    hint: NearestName.hint(for: other, among: known) ?? "types are \(known.joined(separator: ", "))"))
        }
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
                            .tableField, "a field of type \(entry.field.kind.rawValue) has no unit", at: node.location))
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
}
