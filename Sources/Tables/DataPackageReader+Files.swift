import Diagnostics
import Files
import Quantities

// The files that a data package names: of its tables, and of schemas.

extension DataPackageReader {
    /// The files of a resource, none with a finding where one is not to be read.
    mutating func resourceFiles(_ reader: inout MappingReader, _ resource: Node) -> [SourceFile] {
        // `url` came before `path`.
        guard let node = reader.node("path") ?? reader.node("url") else {
            findings.append(.error(.keyMissing, "a resource without path and data", at: resource.location))
            return []
        }
        if let list = node.sequence, list.isEmpty {
            findings.append(.error(.keyMissing, "“path” is an empty list, a file was expected", at: node.location))
        }
        let parts = node.sequence ?? [node]
        let files = parts.compactMap { tableFile($0, resource) }
        return files.count == parts.count ? files : []
    }

    /// Ends of the names of tables that are not read, compressed ones among them.
    private static let tabular: Set<String> = [
        "xls", "xlsb", "ods", "numbers", "parquet", "feather", "arrow", "avro", "dta", "sav", "sqlite",
        "db", "gz", "zip", "bz2", "xz",
    ]

    /// True of a resource that says that it is a table.
    static func isTabular(_ resource: Node) -> Bool {
        resource["schema"] != nil || resource["profile"]?.scalarText == "tabular-data-resource"
            || resource["type"]?.scalarText == "table"
    }

    private mutating func tableFile(_ node: Node, _ resource: Node) -> SourceFile? {
        guard let relative = node.scalarText else {
            findings.append(.error(.keyType, "“path” is \(node.kind), a file was expected", at: node.location))
            return nil
        }
        guard let full = resolve(relative, at: node.location) else { return nil }
        guard TableFormat.isTable(relative) else {
            // A picture or a page beside the tables takes nothing from them.
            let isTabular = Self.tabular.contains(SourcePath.suffix(of: relative)) || Self.isTabular(resource)
            let rest = isTabular ? "; \(TableFormat.names) was expected" : " as a table"
            findings.append(
                Diagnostic(
                    isTabular ? .error : .warning, .tableMissing, "“\(relative)” is of a kind that is not read\(rest)",
                    at: node.location, hint: TableFormat.hint(forUnread: relative)))
            return nil
        }
        guard let file = files[full] else {
            findings.append(missing(relative, at: node.location))
            return nil
        }
        used.insert(full)
        return file
    }

    func missing(_ relative: String, at location: SourceLocation) -> Diagnostic {
        let prefix = folder.isEmpty ? "" : folder + "/"
        let near = files.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
        return .error(
            .tableMissing, "there is no file “\(relative)”", at: location,
            hint: NearestName.hint(for: relative, among: near))
    }

    /// The path from the root of one relative to the package, which may not lead out of its folder.
    mutating func resolve(_ relative: String, at location: SourceLocation) -> String? {
        var parts: [Substring] = []
        for part in relative.split(separator: "/", omittingEmptySubsequences: false) where part != "." {
            parts.append(part)
        }
        let isRemote = relative.hasPrefix("http://") || relative.hasPrefix("https://")
        guard !isRemote, !parts.isEmpty, !parts.contains(".."), !parts.contains("") else {
            findings.append(
                .error(
                    .tableMissing, "“\(relative)” is no path to a file beside the data package", at: location,
                    hint: isRemote ? "download the file, and name the copy" : "keep the file in the package's folder"))
            return nil
        }
        return path(parts.joined(separator: "/"))
    }

    // MARK: Schemas

    /// A schema in its place, or in a file of its own.
    mutating func readSchema(_ node: Node?, defaultUnit: Unit?, _ missing: [MissingValue]) -> TableSchema {
        var none = TableSchema()
        none.missing = missing
        guard let node, let schema = described(node) else { return none }
        return TableSchema(schema, defaultUnit: defaultUnit, packageMissing: missing, into: &findings)
    }
}
