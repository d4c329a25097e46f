import Diagnostics
import Files
import Languages
import Quantities

extension DataPackage {
    /// The package as YAML to keep: what it says already, and of every table the types that were inferred. It reads
    /// back to the same tables.
    ///
    /// `folder` is the one that it describes, as `read` was given it; `isWhole` false leaves out resources whose tables
    /// are not among `tables`.
    package func yaml(folder: String, isWhole: Bool = true) -> String {
        let writer = DataPackageWriter(package: self, folder: folder, isWhole: isWhole)
        return YAMLWriter.text(writer.node())
    }
}

/// Makes the nodes of a data package.
private struct DataPackageWriter {
    let package: DataPackage
    let folder: String
    let isWhole: Bool
    private let place: SourceLocation

    init(package: DataPackage, folder: String, isWhole: Bool) {
        self.package = package
        self.folder = folder
        self.isWhole = isWhole
        place = SourceLocation(file: "datapackage.yaml")
    }

    private func text(_ text: String) -> Node { Node(.string(text), at: place) }

    func node() -> Node {
        var map = NodeMap()
        let old = package.node?.mapping ?? []
        for entry in old where entry.key != "resources" { map.set(entry.key, entry.value) }
        if package.node == nil { map.set("name", text(SourcePath.name(of: folder))) }
        var resources: [Node] = []
        var written: Set<String> = []
        for resource in package.node?["resources"]?.sequence ?? [] {
            let name = Self.name(of: resource)
            guard let name, let table = package.table(named: name) else {
                if isWhole { resources.append(resource) }
                continue
            }
            written.insert(name)
            resources.append(amended(resource, table))
        }
        for table in package.tables where !written.contains(table.name) { resources.append(made(table)) }
        map.set("resources", Node(.sequence(resources), at: place))
        return map.node(at: place)
    }

    /// As the reader calls it.
    private static func name(of resource: Node) -> String? {
        if let name = resource["name"]?.scalarText { return name }
        let path = resource["path"] ?? resource["url"]
        return (path?.sequence?.first ?? path)?.scalarText.map { Table.fileStem(SourcePath.name(of: $0)) }
    }

    /// The resource of a table that no package names.
    private func made(_ table: Table) -> Node {
        var map = NodeMap()
        map.set("name", text(table.name))
        let prefix = folder.isEmpty ? "" : folder + "/"
        let path = table.path.hasPrefix(prefix) ? String(table.path.dropFirst(prefix.count)) : table.path
        map.set("path", text(path))
        map.set("title", table.title.map(localized))
        map.set("schema", schema(of: table))
        return map.node(at: place)
    }

    private func schema(of table: Table) -> Node {
        var map = NodeMap()
        if !table.primaryKey.isEmpty {
            map.set("primaryKey", Node(.sequence(table.primaryKey.map(text)), at: place))
        }
        map.set("fields", Node(.sequence(table.fields.indices.map { field($0, of: table) }), at: place))
        return map.node(at: place)
    }

    /// What the package says of a table, with the types that it leaves open.
    private func amended(_ resource: Node, _ table: Table) -> Node {
        // What a derived table's fields are, its recipe says.
        if resource["from"] != nil { return resource }
        var map = NodeMap()
        if resource["name"] == nil { map.set("name", text(table.name)) }
        let isOpen = resource["schema"] == nil
        for entry in resource.mapping ?? [] {
            let isSchema = entry.key == "schema" && entry.value.mapping != nil
            map.set(entry.key, isSchema ? amendedSchema(entry.value, table) : entry.value)
        }
        if isOpen { map.set("schema", schema(of: table)) }
        return map.node(at: place)
    }

    private func amendedSchema(_ schema: Node, _ table: Table) -> Node {
        var map = NodeMap()
        var fields: [Node] = []
        var named: Set<String> = []
        for node in schema["fields"]?.sequence ?? [] {
            let name = node.scalarText ?? node["name"]?.scalarText ?? ""
            named.insert(name)
            let type = node["type"]?.scalarText
            let index = table.fieldIndex(name)
            fields.append(
                (type == nil || type == "any") ? index.map { field($0, of: table, keeping: node) } ?? node : node)
        }
        // Columns that `fieldsMatch` allows need no field.
        let match = schema["fieldsMatch"]?.sequence?.first ?? schema["fieldsMatch"]
        if !["subset", "partial"].contains(match?.scalarText ?? "") {
            for index in table.fields.indices
            where !table.fields[index].isDeclared && !named.contains(table.fields[index].name) {
                fields.append(field(index, of: table))
            }
        }
        for entry in schema.mapping ?? [] where entry.key != "fields" { map.set(entry.key, entry.value) }
        map.set("fields", Node(.sequence(fields), at: place))
        return map.node(at: place)
    }

    /// A field with its type; `old` is what the schema has said of it.
    private func field(_ index: Int, of table: Table, keeping old: Node? = nil) -> Node {
        let field = table.fields[index]
        var map = NodeMap()
        map.set("name", text(field.name))
        map.set("type", text(field.typeName))
        if field.kind == .date, field.subtype == nil, old?["format"] == nil, table.hasPeriods(index) {
            map.set("format", text("edtf"))
        }
        // `title@en` is a title too.
        let known = Set(
            ["name", "type"]
                + (old?.mapping ?? []).map { String(Substring($0.key.utf8.prefix { $0 != UInt8(ascii: "@") })) })
        for entry in old?.mapping ?? [] where entry.key != "name" && entry.key != "type" {
            map.set(entry.key, entry.value)
        }
        func add(_ key: String, _ value: Node?) { if !known.contains(key) { map.set(key, value) } }
        add("title", field.title.map(localized))
        add("unit", field.unit == .none || field.unitField != nil ? nil : text(field.unit.symbol))
        add("unit_field", field.unitField.map(text))
        add("lang", field.language.map(text))
        if let places = field.decimalPlaces {
            var display = NodeMap()
            display.set("numDecimalPlaces", Node(.number(String(places)), at: place))
            add("display", display.node(at: place))
        }
        return map.node(at: place)
    }

    private func localized(_ words: LocalizedText) -> Node {
        guard let first = words.entries.first, words.entries.count > 1 || !first.tag.isEmpty else {
            return text(words.entries.first?.text ?? "")
        }
        let entries = words.entries.map { Node.Entry(key: $0.tag, keyLocation: place, value: text($0.text)) }
        return Node(.mapping(entries), at: place)
    }
}

extension Table {
    /// True where a column of dates holds one that is no exact day.
    fileprivate func hasPeriods(_ field: Int) -> Bool {
        (0..<rowCount).contains { row in
            // Ten bytes that begin with a digit are a day, since it is a date at all.
            let written = text(row: row, field: field).utf8
            if written.count == 10, let first = written.first, (0x30...0x39).contains(first) { return false }
            guard case .date(let date) = cell(row: row, field: field) else { return false }
            return date.precision != .day || date.isApproximate || date.isUncertain
        }
    }
}
