import Diagnostics
import Files
import Quantities

// Constraints of Table Schema: reading them, and holding cells against them.

extension TableSchema {
    static func readConstraints(_ node: Node, _ field: inout Field, into findings: inout [Diagnostic]) {
        var reader = MappingReader(node, of: "constraints", into: &findings)
        field.isRequired = reader.boolean("required", into: &findings) ?? false
        field.constraints.isUnique = reader.boolean("unique", into: &findings) ?? false
        field.constraints.enumeration = reader.strings("enum", into: &findings) ?? []
        field.constraints.minimumLength = reader.integer("minLength", into: &findings)
        field.constraints.maximumLength = reader.integer("maxLength", into: &findings)
        readBounds(&reader, &field, into: &findings)
        readExclusiveBounds(&reader, &field, into: &findings)
        if let node = reader.node("pattern") { readPattern(node, &field, into: &findings) }
        if let found = reader.node("jsonSchema") {
            findings.append(
                .warning(.tableConstraint, "the constraint “jsonSchema” is not checked", at: found.location))
        }
        reader.finish(into: &findings)
    }

    private static func readPattern(_ node: Node, _ field: inout Field, into findings: inout [Diagnostic]) {
        guard let text = node.scalarText else {
            findings.append(
                .error(.keyType, "“pattern” is \(node.kind), a regular expression was expected", at: node.location))
            return
        }
        switch Pattern.compile(text) {
        case .success(let pattern): field.constraints.matcher = pattern
        case .failure(let failure):
            findings.append(
                .error(
                    .tableConstraint, "the pattern is not read: \(failure.reason)", at: node.location,
                    hint: "patterns match the whole cell, by literals, classes, groups, | and * + ? {n,m}"))
        }
    }

    /// `minimum` and `maximum`, among a field's constraints or beside its type.
    static func readBounds(_ reader: inout MappingReader, _ field: inout Field, into findings: inout [Diagnostic]) {
        for key in ["minimum", "maximum"] {
            guard let node = reader.node(key) else { continue }
            let isMinimum = key == "minimum"
            switch bound(node, key, field, into: &findings) {
            case .date(let date):
                if isMinimum { field.constraints.minimumDate = date } else { field.constraints.maximumDate = date }
            case .number(let number): if isMinimum { field.minimum = number } else { field.maximum = number }
            case .moment(let moment):
                let text = node.scalarText ?? ""
                field.constraints.moments.append(
                    MomentBound(milliseconds: moment, isMinimum: isMinimum, isExclusive: false, text: text))
            case nil: break
            }
        }
    }

    private static func readExclusiveBounds(
        _ reader: inout MappingReader, _ field: inout Field, into findings: inout [Diagnostic]
    ) {
        for key in ["exclusiveMinimum", "exclusiveMaximum"] {
            guard let node = reader.node(key) else { continue }
            let isMinimum = key == "exclusiveMinimum"
            switch bound(node, key, field, into: &findings) {
            case .date(let date):
                if isMinimum {
                    field.constraints.exclusiveMinimumDate = date
                } else {
                    field.constraints.exclusiveMaximumDate = date
                }
            case .number(let number):
                if isMinimum {
                    field.constraints.exclusiveMinimum = number
                } else {
                    field.constraints.exclusiveMaximum = number
                }
            case .moment(let moment):
                let text = node.scalarText ?? ""
                field.constraints.moments.append(
                    MomentBound(milliseconds: moment, isMinimum: isMinimum, isExclusive: true, text: text))
            case nil: break
            }
        }
    }

    private enum FieldBound {
        case number(Number)
        case date(EDTFDate)
        case moment(Double)
    }

    /// The bound as the field's type reads it; nil with a finding where it does not.
    private static func bound(
        _ node: Node, _ key: String, _ field: Field, into findings: inout [Diagnostic]
    ) -> FieldBound? {
        let text = node.scalarText ?? ""
        let bytes = Array(text.utf8)[...]
        switch (field.kind, field.subtype) {
        case (.date, _):
            if let date = EDTFDate(parsing: text) ?? field.notation.time.date(bytes) { return .date(date) }
        case (_, .datetime):
            let time = field.notation.time
            if let moment = time.dateTime(bytes) ?? TimeNotation.any.dateTime(bytes) { return .moment(moment) }
        case (_, .time):
            let time = field.notation.time
            if let moment = time.time(bytes) ?? TimeNotation.standard.time(bytes) { return .moment(moment) }
        case (_, .duration), (_, .geopoint), (_, .geojson), (_, .object), (_, .array), (_, .list):
            findings.append(
                .warning(
                    .tableConstraint, "“\(key)” of a field of type \(field.typeName) is not checked", at: node.location)
            )
            return nil
        default: if let number = Number(parsing: text) { return .number(number) }
        }
        let expected = ColumnReader.expected(field.kind)
        findings.append(
            .error(
                .tableConstraint, "“\(key)” is \(node.scalarText ?? node.kind), \(expected) was expected",
                at: node.location))
        return nil
    }
}
