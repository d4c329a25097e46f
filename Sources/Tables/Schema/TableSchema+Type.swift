import Diagnostics
import Files
import Quantities

// The type of a field and its format.

extension TableSchema {
    /// Names of types that came before Table Schema's first version, or stand in packages all the same.
    private static let oldTypes = [
        "text": "string", "str": "string", "varchar": "string", "float": "number", "double": "number",
        "decimal": "number", "numeric": "number", "currency": "number", "int": "integer", "long": "integer",
        "bool": "boolean", "dateTime": "datetime", "date-time": "datetime", "timestamp": "datetime",
        "gyear": "year", "gyearmonth": "yearmonth", "json": "object", "binary": "string", "topojson": "geojson",
    ]

    private static let kinds: [String: (kind: Field.Kind, subtype: Field.Subtype?)] = [
        "string": (.string, nil), "number": (.number, nil), "integer": (.integer, nil), "boolean": (.boolean, nil),
        "date": (.date, nil), "year": (.integer, .year), "yearmonth": (.date, .yearmonth), "time": (.string, .time),
        "datetime": (.string, .datetime), "duration": (.string, .duration), "geopoint": (.string, .geopoint),
        "geojson": (.string, .geojson), "object": (.string, .object), "array": (.string, .array),
        "list": (.string, .list),
    ]

    static func readType(_ reader: inout MappingReader, _ entry: inout Entry, into findings: inout [Diagnostic]) {
        let format = reader.node("format")
        let delimiter = reader.string("delimiter", into: &findings)
        let itemType = reader.node("itemType")
        guard let node = reader.node("type") else {
            entry.isInferred = true
            return
        }
        var type = node.scalarText ?? ""
        if let known = oldTypes[type] {
            findings.append(
                .warning(
                    .tableField, "the type “\(type)” is called \(known)", at: node.location,
                    hint: "write type: \(known)"))
            type = known
        }
        if type == "any" {
            entry.isInferred = true
            return
        }
        guard let found = kinds[type] else {
            entry.isInferred = true
            let known = kinds.keys.sorted() + ["any"]
            findings.append(
                .error(
                    .tableField, "there is no type “\(type)”", at: node.location,
                    hint: NearestName.hint(for: type, among: known) ?? "types are \(known.joined(separator: ", "))"))
            return
        }
        entry.field.kind = found.kind
        entry.field.subtype = found.subtype
        if let format, let text = format.scalarText, text != "default", !text.isEmpty {
            readFormat(text, at: format.location, &entry.field, into: &findings)
        }
        setRule(&entry.field, into: &findings)
        if found.subtype == .list {
            entry.field.notation.rule = list(delimiter, itemType, into: &findings)
        }
    }

    /// What is checked of a field that is held as text.
    private static func setRule(_ field: inout Field, into findings: inout [Diagnostic]) {
        switch field.subtype {
        case .yearmonth: field.notation.allowsPeriods = true
        case .time: field.notation.rule = .time
        case .datetime: field.notation.rule = .dateTime
        case .duration: field.notation.rule = .duration
        case .geopoint: field.notation.rule = .geopoint(field.format ?? "default")
        case .geojson: field.notation.rule = .geojson(isTopology: field.format == "topojson")
        case .object: field.notation.rule = .object
        case .array: field.notation.rule = .array
        case .year, .list, nil: break
        }
    }

    private static func list(
        _ delimiter: String?, _ itemType: Node?, into findings: inout [Diagnostic]
    ) -> TextRule {
        var item = TextRule.ListItem.string
        if let itemType {
            let text = itemType.scalarText ?? itemType.kind
            if let found = TextRule.ListItem(rawValue: text) {
                item = found
            } else {
                let known = TextRule.ListItem.allCases.map(\.rawValue)
                findings.append(
                    .error(
                        .tableField, "“itemType” is \(text), one of \(known.joined(separator: ", ")) was expected",
                        at: itemType.location, hint: NearestName.hint(for: text, among: known)))
            }
        }
        let mark = delimiter ?? ","
        return .list(delimiter: Array((mark.isEmpty ? "," : mark).utf8), item: item)
    }

    // MARK: Formats

    private static func readFormat(
        _ text: String, at location: SourceLocation, _ field: inout Field, into findings: inout [Diagnostic]
    ) {
        func refuse(_ known: [String]) {
            findings.append(
                .warning(
                    .tableField, "the format “\(text)” of type \(field.typeName) is not known, and not checked",
                    at: location,
                    hint: NearestName.hint(for: text, among: known)
                        ?? "formats are default, \(known.joined(separator: ", "))"
                ))
        }
        field.format = text
        switch (field.kind, field.subtype) {
        case (.date, _), (_, .time), (_, .datetime): readTimeFormat(text, at: location, &field, into: &findings)
        case (_, .geopoint): if !["array", "object"].contains(text) { refuse(["array", "object"]) }
        case (_, .geojson): if text != "topojson" { refuse(["topojson"]) }
        case (.string, nil):
            switch text {
            case "email": field.notation.rule = .email
            case "uri", "url": field.notation.rule = .uri
            case "uuid": field.notation.rule = .uuid
            case "binary": field.notation.rule = .binary
            default: refuse(["email", "uri", "uuid", "binary"])
            }
        // Numbers and years have no formats; what stands there (`any`, `currency`) changes nothing.
        default: field.format = nil
        }
    }

    private static func readTimeFormat(
        _ text: String, at location: SourceLocation, _ field: inout Field, into findings: inout [Diagnostic]
    ) {
        switch text {
        case "any":
            field.notation.time = .any
            field.notation.allowsPeriods = true
            return
        case "edtf" where field.kind == .date:
            field.notation.allowsPeriods = true
            return
        case "%Y-%m-%d" where field.kind == .date: return
        case "%Y-%m" where field.kind == .date, "%Y" where field.kind == .date:
            field.notation.allowsPeriods = true
            return
        default: break
        }
        var source = text
        if !text.utf8.contains(UInt8(ascii: "%")), let translated = TimePattern.translated(text) {
            source = translated
            findings.append(
                .warning(
                    .tableField, "the format “\(text)” is read as \(translated)", at: location,
                    hint: "write format: \"\(translated)\""))
        }
        guard source.utf8.contains(UInt8(ascii: "%")), let pattern = TimePattern(source) else {
            let name = field.typeName
            field.format = nil
            field.kind = .string
            field.subtype = nil
            findings.append(
                .warning(
                    .tableField, "the format “\(text)” of a \(name) is not read, the field stays text", at: location,
                    hint: "formats are default, any, or directives such as %d/%m/%Y %H:%M"))
            return
        }
        field.notation.time = .pattern(pattern)
        field.notation.allowsPeriods = true
    }
}
