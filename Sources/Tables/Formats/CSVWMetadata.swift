import Diagnostics
import Files
import Languages

/// Metadata of the W3C's "CSV on the Web" (https://www.w3.org/TR/tabular-metadata/), said as a data package.
///
/// They are read where a folder has no data package: `csv-metadata.json`, and each `NAME-metadata.json`. What the
/// standards share is translated, each value keeping its place; what they do not warns.
struct CSVWMetadata {
    var path: String
    /// Of all files that say something of these tables.
    var paths: [String]
    /// As a data package would write it.
    var package: Node

    static func read(_ files: [String: SourceFile], folder: String, into findings: inout [Diagnostic]) -> CSVWMetadata?
    {
        let found = files.values.filter { $0.folder == folder && $0.name.hasSuffix("-metadata.json") }
            .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        var translator = CSVWTranslator(files: files, folder: folder)
        var paths: [String] = []
        var first: (path: String, node: Node)?
        for file in found {
            guard let node = JSON.parse(file).collecting(into: &findings), isMetadata(node) else { continue }
            translator.read(node)
            paths.append(file.path)
            first = first ?? (file.path, node)
        }
        findings += translator.findings
        guard let first else { return nil }
        return CSVWMetadata(path: first.path, paths: paths, package: translator.package(at: first.node.location))
    }

    /// True where the context is CSVW's; other files may have the name too.
    private static func isMetadata(_ node: Node) -> Bool {
        let context = node["@context"]
        return (context?.sequence?.first ?? context)?.scalarText == "http://www.w3.org/ns/csvw"
    }
}

/// Builds maps of nodes.
struct NodeMap {
    private(set) var entries: [Node.Entry] = []

    mutating func set(_ key: String, _ value: Node?) {
        guard let value else { return }
        entries.append(Node.Entry(key: key, keyLocation: value.location, value: value))
    }

    func node(at location: SourceLocation) -> Node { Node(.mapping(entries), at: location) }
}

/// From CSVW's words to a data package's.
struct CSVWTranslator {
    let files: [String: SourceFile]
    let folder: String
    var findings: [Diagnostic] = []
    private var top = NodeMap()
    private var resources: [Node] = []
    /// The table of each address, for foreign keys.
    private var names: [String: String] = [:]
    /// Keys that were told of: one is enough.
    private var warned: Set<String> = []

    init(files: [String: SourceFile], folder: String) {
        self.files = files
        self.folder = folder
    }

    func package(at location: SourceLocation) -> Node {
        var map = top
        map.set("resources", Node(.sequence(resources), at: location))
        return map.node(at: location)
    }

    /// One file: a table, or a group of them.
    mutating func read(_ node: Node) {
        let tables = node["tables"]?.sequence ?? [node]
        for table in tables {
            if let url = table["url"]?.scalarText { names[url] = Table.fileStem(SourcePath.name(of: url)) }
        }
        let isGroup = node["tables"] != nil
        if isGroup {
            describe(node, &top)
            warn(node, known: ["tables", "dialect", "null", "lang"])
        }
        for table in tables { readTable(table, in: isGroup ? node : nil) }
    }

    mutating func warn(_ node: Node, known: [String]) {
        for entry in node.mapping ?? [] where !known.contains(entry.key) {
            // Names in other vocabularies are notes.
            if entry.key.utf8.contains(UInt8(ascii: ":")) || entry.key.hasPrefix("@") || entry.key == "notes" {
                continue
            }
            guard warned.insert(entry.key).inserted else { continue }
            findings.append(
                .warning(.keyUnknown, "“\(entry.key)” of CSVW metadata is not read", at: entry.keyLocation))
        }
    }

    // MARK: Tables

    private mutating func readTable(_ node: Node, in group: Node?) {
        var map = NodeMap()
        guard let url = node["url"], let address = url.scalarText else {
            findings.append(.error(.keyMissing, "a table without “url”", at: node.location))
            return
        }
        map.set("name", Node(.string(names[address] ?? address), at: url.location))
        map.set("path", url)
        describe(node, &map)
        if let dialect = node["dialect"] ?? group?["dialect"] { readDialect(dialect, &map) }
        let inherited = [node, group].compactMap { $0 }
        if let schema = schema(node["tableSchema"]) {
            map.set("schema", self.schema(schema, of: address, inherited))
        }
        warn(node, known: ["url", "dialect", "tableSchema", "null", "lang", "suppressOutput", "tableDirection"])
        resources.append(map.node(at: node.location))
    }

    /// The schema, in its place or in a file beside.
    private mutating func schema(_ node: Node?) -> Node? {
        guard let node, let relative = node.scalarText else { return node }
        let path = folder.isEmpty ? relative : folder + "/" + relative
        guard let file = files[path] else {
            findings.append(.error(.tableMissing, "there is no file “\(relative)”", at: node.location))
            return nil
        }
        return JSON.parse(file).collecting(into: &findings)
    }

    /// Title, description, source and licence, in the words of Dublin Core.
    private func describe(_ node: Node, _ map: inout NodeMap) {
        func find(_ word: String) -> Node? { node["dc:" + word] ?? node["dcterms:" + word] ?? node["schema:" + word] }
        map.set("title", find("title").flatMap(Self.text) ?? find("name").flatMap(Self.text))
        map.set("description", find("description").flatMap(Self.text))
        if let license = find("license").flatMap(Self.text) {
            var one = NodeMap()
            one.set("name", license)
            map.set("licenses", Node(.sequence([one.node(at: license.location)]), at: license.location))
        }
        var source = NodeMap()
        let text = find("source").flatMap(Self.text)
        let publisher = find("publisher").flatMap(Self.text)
        guard let named = publisher ?? text else { return }
        source.set("title", named)
        if let text, text.scalarText?.hasPrefix("http") == true { source.set("path", text) }
        map.set("sources", Node(.sequence([source.node(at: named.location)]), at: named.location))
    }

    /// A text, `{"@value": …}`, `{"@id": …}`, `{"schema:name": …}`, or the first of a list of them.
    static func text(_ node: Node) -> Node? {
        let one = node.sequence?.first ?? node
        if one.scalarText != nil { return one }
        for key in ["@value", "schema:name", "dc:title", "@id", "schema:url"] {
            if let found = one[key] { return text(found) }
        }
        return nil
    }

    private mutating func readDialect(_ node: Node, _ map: inout NodeMap) {
        var dialect = NodeMap()
        let same = ["delimiter", "quoteChar", "header", "doubleQuote", "skipInitialSpace"]
        for key in same { dialect.set(key, node[key]) }
        dialect.set("commentChar", node["commentPrefix"])
        dialect.set("commentRows", Self.rows(node["skipRows"]))
        if let count = node["headerRowCount"]?.integer, count != 1, node["header"] == nil {
            let place = node["headerRowCount"]?.location ?? node.location
            if count == 0 {
                dialect.set("header", Node(.boolean(false), at: place))
            } else {
                dialect.set("headerRows", Self.rows(node["headerRowCount"]))
            }
        }
        map.set("encoding", node["encoding"])
        if !dialect.entries.isEmpty { map.set("dialect", dialect.node(at: node.location)) }
        warn(
            node,
            known: same + [
                "encoding", "commentPrefix", "skipRows", "headerRowCount", "lineTerminators", "trim", "skipBlankRows",
            ])
    }

    /// The numbers of the first rows, as many as said.
    private static func rows(_ node: Node?) -> Node? {
        guard let node, let count = node.integer, (1...100).contains(count) else { return nil }
        return Node(.sequence((1...count).map { Node(.number(String($0)), at: node.location) }), at: node.location)
    }

    // MARK: Schemas

    private mutating func schema(_ node: Node, of address: String, _ inherited: [Node]) -> Node {
        var map = NodeMap()
        let headers = headerNames(of: address, inherited)
        var called: [String: String] = [:]
        var fields: [Node] = []
        for (index, column) in (node["columns"]?.sequence ?? []).enumerated() {
            if column["virtual"]?.boolean == true {
                findings.append(.warning(.tableField, "a virtual column of CSVW is not made", at: column.location))
                continue
            }
            let name = fieldName(column, index, headers)
            if let declared = column["name"]?.scalarText { called[declared] = name }
            var field = CSVWColumn(node: column, name: name, inherited: [node] + inherited)
            fields.append(field.field())
            findings += field.findings
            warn(column, known: CSVWColumn.known)
        }
        if !fields.isEmpty {
            map.set("fields", Node(.sequence(fields), at: node["columns"]?.location ?? node.location))
        }
        func renamed(_ key: Node) -> Node {
            let list = (key.sequence ?? [key]).map { part in
                part.scalarText.flatMap { called[$0] }.map { Node(.string($0), at: part.location) } ?? part
            }
            return Node(.sequence(list), at: key.location)
        }
        map.set("primaryKey", node["primaryKey"].map(renamed))
        var keys: [Node] = []
        for key in node["foreignKeys"]?.sequence ?? [] {
            guard let fields = key["columnReference"], let reference = key["reference"],
                let references = reference["columnReference"]
            else {
                findings.append(
                    .warning(.tableKey, "a foreign key without “columnReference” is not read", at: key.location))
                continue
            }
            var target = NodeMap()
            if let resource = reference["resource"], let url = resource.scalarText {
                target.set("resource", Node(.string(names[url] ?? url), at: resource.location))
            }
            // The other table's columns are named as its own header names them, if they have one name.
            target.set(
                "fields",
                references.sequence == nil ? Node(.sequence([references]), at: references.location) : references)
            var out = NodeMap()
            out.set("fields", renamed(fields))
            out.set("reference", target.node(at: reference.location))
            keys.append(out.node(at: key.location))
        }
        if !keys.isEmpty { map.set("foreignKeys", Node(.sequence(keys), at: node.location)) }
        if let missing = inherited.lazy.compactMap({ $0["null"] }).first { map.set("missingValues", missing) }
        warn(node, known: ["columns", "primaryKey", "foreignKeys", "rowTitles", "null", "lang"])
        return map.node(at: node.location)
    }

    /// What the file calls a column: one of its titles, else its name, else what stands at its place.
    private func fieldName(_ column: Node, _ index: Int, _ headers: [String]) -> String {
        var names: [String] = []
        let titles = column["titles"]
        for title in titles?.mapping?.map(\.value) ?? [titles].compactMap({ $0 }) {
            names += (title.sequence ?? [title]).compactMap(\.scalarText)
        }
        if let name = column["name"]?.scalarText { names.append(name) }
        return names.first(where: headers.contains) ?? names.first
            ?? (headers.indices.contains(index) ? headers[index] : "column\(index + 1)")
    }

    private func headerNames(of address: String, _ inherited: [Node]) -> [String] {
        guard let file = files[folder.isEmpty ? address : folder + "/" + address] else { return [] }
        let start = SourceFile(path: file.path, bytes: Array(file.bytes.prefix(while: { $0 != 0x0A && $0 != 0x0D })))
        let mark = inherited.lazy.compactMap { $0["dialect"]?["delimiter"]?.scalarText?.utf8.first }.first
        var dialect = CSVDialect()
        dialect.delimiter = mark ?? dialect.delimiter
        var unused = FindingGroups()
        guard let cells = CSV.scan(start, dialect: dialect, into: &unused) else { return [] }
        return (0..<cells.columnCount).map(cells.headerText)
    }
}
