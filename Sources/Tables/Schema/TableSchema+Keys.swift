import Diagnostics
import Files

// The keys of a schema: `uniqueKeys`, `foreignKeys`, and `fieldsMatch`.

extension TableSchema {
    /// One field's name, or a list of them; nil with a finding where it is neither.
    static func key(_ node: Node?, _ what: String, into findings: inout [Diagnostic]) -> [Key]? {
        guard let node else { return nil }
        var out: [Key] = []
        for part in node.sequence ?? [node] {
            guard let name = part.scalarText else {
                findings.append(
                    .error(
                        .keyType, "“\(what)” holds \(part.kind), a field's name was expected", at: part.location))
                return nil
            }
            out.append(Key(name: name, location: part.location))
        }
        return out
    }

    mutating func readKeys(_ reader: inout MappingReader, into findings: inout [Diagnostic]) {
        if let list = reader.sequence("uniqueKeys", into: &findings) {
            // A list of names alone is one key of them.
            let isOne = !list.isEmpty && list.allSatisfy { $0.scalarText != nil }
            let keys = isOne ? [Node(.sequence(list), at: list[0].location)] : list
            uniqueKeys = keys.compactMap { Self.key($0, "uniqueKeys", into: &findings) }.filter { !$0.isEmpty }
        }
        for node in reader.sequence("foreignKeys", into: &findings) ?? [] {
            if let key = Self.foreignKey(node, into: &findings) { foreignKeys.append(key) }
        }
    }

    private static func foreignKey(_ node: Node, into findings: inout [Diagnostic]) -> Foreign? {
        var reader = MappingReader(node, of: "a foreign key", into: &findings)
        guard node.mapping != nil else { return nil }
        let fields = key(reader.node("fields"), "fields", into: &findings)
        guard let fields, !fields.isEmpty, let reference = reader.node("reference") else {
            findings.append(
                .error(
                    .keyMissing, "a foreign key has “fields” and a “reference”", at: node.location,
                    hint: "write {fields: district, reference: {resource: districts, fields: id}}"))
            return nil
        }
        reader.finish(also: ["name", "predicate"], into: &findings)
        var inner = MappingReader(reference, of: "a reference", into: &findings)
        guard let references = key(inner.node("fields"), "fields", into: &findings) else {
            if reference.mapping != nil, reference["fields"] == nil {
                findings.append(.error(.keyMissing, "a reference without “fields”", at: reference.location))
            }
            return nil
        }
        let resource = inner.node("resource").flatMap { found in
            found.scalarText.map { Key(name: $0, location: found.location) }
        }
        if let package = inner.node("package") ?? inner.node("datapackage") {
            findings.append(
                .warning(
                    .tableKey, "a foreign key into another data package is not checked", at: package.location))
            return nil
        }
        inner.finish(into: &findings)
        guard fields.count == references.count else {
            findings.append(
                .error(
                    .tableKey, "a foreign key of \(fields.count) fields refers to \(references.count)",
                    at: node.location))
            return nil
        }
        let isSelf = resource.map { $0.name.isEmpty || $0.name == "self" } ?? true
        return Foreign(
            fields: fields, resource: isSelf ? nil : resource, references: references, location: node.location)
    }

    /// `fieldsMatch`, a text, or the list of one text that the standard's second version writes.
    mutating func readMatch(_ node: Node?, into findings: inout [Diagnostic]) {
        guard let node else { return }
        let text = node.scalarText ?? (node.sequence?.count == 1 ? node.sequence?.first?.scalarText : nil)
        if let text, !text.isEmpty, let found = Match(rawValue: text) {
            match = found
            return
        }
        let known = Match.allCases.map(\.rawValue).filter { !$0.isEmpty }
        findings.append(
            .error(
                .keyType, "“fieldsMatch” is \(text ?? node.kind), one of \(known.joined(separator: ", ")) was expected",
                at: node.location, hint: text.flatMap { NearestName.hint(for: $0, among: known) }))
    }
}
