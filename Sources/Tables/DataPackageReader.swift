import Diagnostics
import Files
import Formatting
import Languages
import Quantities

extension DataPackage {
    /// Reads the sidecars of one folder: its `datapackage.yaml` or `.json`, the tables that this names, and beside it
    /// every other `.csv`, `.tsv` and `.xlsx`, whose types are inferred. Other files are passed over.
    ///
    /// `files` may reach into folders below, where a package's paths lead. `bundle` is the content path by which formulas
    /// name the cells. Databases are not among the files: `queries` asks them.
    package static func read(
        _ files: [SourceFile], folder: String, bundle: String = "", queries: QueryAccess = .none
    ) -> Diagnosed<DataPackage> {
        var reader = DataPackageReader(files: files, folder: folder, bundle: bundle, queries: queries)
        let package = reader.read()
        return Diagnosed(package, reader.findings)
    }

    /// The paths from the root of the files that `file`, a data package or CSVW metadata, names as tables or schemas and
    /// that are read only where one does: JSON and YAML files. What is wrong with the package is told by reading it.
    package static func filesNamed(in file: SourceFile) -> Set<String> {
        let parsed = file.name.hasSuffix(".json") ? JSON.parse(file) : YAML.parse(file)
        guard let package = parsed.value else { return [] }
        var out: Set<String> = []
        for resource in package["resources"]?.sequence ?? package["tables"]?.sequence ?? [package] {
            let paths = ["path", "url", "schema", "dialect", "tableSchema"].compactMap { resource[$0] ?? package[$0] }
            for relative in paths.flatMap({ $0.sequence ?? [$0] }).compactMap(\.scalarText)
            where TableFormat.needsName(relative) {
                let parts = relative.split(separator: "/").filter { $0 != "." }
                guard !parts.contains("..") else { continue }
                out.insert((file.folder.isEmpty ? "" : file.folder + "/") + parts.joined(separator: "/"))
            }
        }
        return out
    }
}

struct DataPackageReader {
    let folder: String
    private let bundle: String
    /// By path; of two files with one path the first.
    let files: [String: SourceFile]
    var findings: [Diagnostic] = []
    var used: Set<String> = []
    private var names: [String: String] = [:]
    /// What all resources are written in, unless they say otherwise.
    var packageDialect: Node?
    /// The files that were read because the package names them as a schema or dialect, or that are the package.
    var described: Set<String> = []
    /// The foreign keys of each table, by its name: they are looked at once all tables are there.
    private var foreignKeys: [(table: String, keys: [TableSchema.Foreign])] = []
    /// The file of the data package.
    private var source = FormulaSource([])
    /// The resources with `from`, each with its place among the tables.
    private var derived: [(place: Int, definition: DerivedTables.Definition, views: ViewNodes)] = []

    private let queries: QueryAccess

    init(files: [SourceFile], folder: String, bundle: String, queries: QueryAccess) {
        self.folder = folder
        self.bundle = bundle
        self.queries = queries
        self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func path(_ relative: String) -> String { folder.isEmpty ? relative : folder + "/" + relative }

    mutating func read() -> DataPackage {
        var package = DataPackage()
        if let file = packageFile() {
            package.path = file.path
            described.insert(file.path)
            source = FormulaSource(file.bytes)
            let parsed = file.name.hasSuffix(".json") ? JSON.parse(file) : YAML.parse(file)
            if let node = parsed.collecting(into: &findings) { readPackage(node, into: &package) }
        } else if let metadata = CSVWMetadata.read(files, folder: folder, into: &findings) {
            package.path = metadata.path
            described.formUnion(metadata.paths)
            readPackage(metadata.package, into: &package)
        }
        readUnnamed(into: &package)
        derive(into: &package)
        checkForeignKeys(of: package)
        package.inputs = described.union(used)
        return package
    }

    private mutating func packageFile() -> SourceFile? {
        let found = ["datapackage.yaml", "datapackage.yml", "datapackage.json"].compactMap { files[path($0)] }
        if found.count > 1 {
            findings.append(
                .error(
                    .tableName, "two data packages: \(found[0].name) and \(found[1].name)",
                    at: SourceLocation(file: found[1].path), hint: "keep one of them"))
        }
        return found.first
    }

    /// Keys of the standard's versions, and those that published packages have besides: they change nothing here.
    private static let standardKeys = [
        "$schema", "profile", "id", "homepage", "version", "created", "keywords", "contributors", "image", "views",
        "author", "maintainers", "publisher", "last_updated", "last_modified", "datapackage_version", "collection",
        "related", "readme", "repository", "language", "languages", "dataDependencies", "count_of_rows",
    ]

    private mutating func readPackage(_ node: Node, into package: inout DataPackage) {
        package.node = node
        var reader = MappingReader(node, of: "the data package", into: &findings)
        package.name = reader.string("name", into: &findings)
        package.title = reader.localizedText("title", into: &findings)
        package.description = reader.localizedText("description", into: &findings)
        package.license = Origin.licenses(&reader, into: &findings)
        package.origins = Origin.read(&reader, license: package.license, into: &findings)
        package.units = UnitWords.read(reader.node("units"), into: &findings)
        packageDialect = reader.node("dialect")
        package.renewal = Renewal(&reader, at: node.location, into: &findings)
        for i in package.origins.indices { package.origins[i].renewal.fill(from: package.renewal) }
        let missing = TableSchema.missingValues(reader.node("missingValues"), into: &findings)
        for resource in reader.sequence("resources", into: &findings) ?? [] {
            if let table = readResource(resource, of: package, missing) {
                package.tables.append(table)
            } else if let name = resource["name"]?.scalarText {
                package.unread.append(name)
            }
        }
        reader.finish(also: Self.standardKeys, into: &findings)
    }

    // MARK: Resources

    private static let resourceKeys = [
        "$schema", "type", "format", "mediatype", "bytes", "hash", "homepage", "id", "short_unit",
        "display", "url", "scheme", "hashing", "stats", "version", "keywords", "contributors", "count_of_rows",
        "dpp:streaming", "dpp:streamedFrom", "created", "last_modified",
    ]

    private mutating func readResource(_ node: Node, of package: DataPackage, _ missing: [MissingValue]) -> Table? {
        var reader = MappingReader(node, of: "a resource", into: &findings)
        guard node.mapping != nil else { return nil }
        let nameNode = reader.node("name")
        let declaredName = nameNode?.scalarText
        let recipe = package.path.flatMap { files[$0] }.flatMap {
            DerivedRecipe.read(&reader, in: $0, into: &findings)
        }
        let source = recipe == nil ? readSource(&reader, node, called: declaredName, in: package) : nil
        let name = declaredName ?? source.map { Table.fileStem($0.name) } ?? ""
        if declaredName == nil {
            // A file has a name of its own.
            let hint =
                name.isEmpty || node["path"] == nil && node["url"] == nil
                ? nil : "it is called “\(name)”, as its file is"
            findings.append(
                Diagnostic(
                    hint == nil ? .error : .warning, .keyMissing, "a resource without a name", at: node.location,
                    hint: hint ?? "a table is called by its name"))
        }
        let title = reader.localizedText("title", into: &findings)
        let description = reader.localizedText("description", into: &findings)
        let profile = reader.string("profile", into: &findings)
        let license = Origin.licenses(&reader, into: &findings) ?? package.license
        var origins = Origin.read(&reader, license: license, into: &findings)
        for i in origins.indices { origins[i].renewal.fill(from: package.renewal) }
        var unit: Unit?
        if let unitNode = reader.node("unit") {
            unit = unitNode.scalarText.flatMap { Unit(parsing: $0) }
            if unit == nil {
                findings.append(TableSchema.unitError(unitNode.scalarText ?? unitNode.kind, at: unitNode.location))
            }
        }
        let schema = readSchema(reader.node("schema"), defaultUnit: unit, missing)
        let views = ViewNodes(&reader)
        reader.finish(also: Self.resourceKeys, into: &findings)
        if let recipe {
            let definition = DerivedTables.Definition(
                name: name, location: nameNode?.location ?? node.location, recipe: recipe, schema: schema, title: title,
                description: description, profile: profile, origins: origins, path: path(name + ".csv"))
            if claim(name, by: definition.path, at: definition.location) {
                derived.append((package.tables.count, definition, views))
            }
            return nil
        }
        guard let source, claim(name, by: source.path, at: nameNode?.location ?? node.location) else { return nil }
        var table = TableReader(source: source, name: name, schema: schema).read(into: &findings)
        table.title = title ?? table.title
        table.description = description
        table.profile = profile
        if !schema.foreignKeys.isEmpty {
            foreignKeys.append((name, schema.foreignKeys))
            table.foreignKeys = schema.foreignKeys.map {
                ForeignKey(
                    fields: $0.fields.map(\.name), table: $0.resource?.name, references: $0.references.map(\.name))
            }
        }
        if !origins.isEmpty || table.origins.isEmpty { table.origins = origins.isEmpty ? package.origins : origins }
        table.views = views.read(of: table, in: self.source, into: &findings)
        return table
    }

    /// Where the cells of a resource come from: its own rows, or a file in one of the formats. Nil with a finding where
    /// there is nothing to read.
    private mutating func readSource(
        _ reader: inout MappingReader, _ resource: Node, called name: String?, in package: DataPackage
    ) -> TableSource? {
        let dialect = reader.node("dialect")
        let encoding = reader.node("encoding")
        if let data = reader.node("data") {
            let decoded = ValueTables.read(data, file: package.path ?? folder, into: &findings)
            return decoded.map { TableSource(path: path((name ?? "data") + ".csv"), decoded: $0) }
        }
        if let query = reader.node("query") { return readQuery(query, &reader, resource, in: package) }
        if let database = reader.node("database") {
            findings.append(
                .error(
                    .keyMissing, "a resource with a database, and no query", at: database.location,
                    hint: "write query: SELECT … ORDER BY …"))
            return nil
        }
        let sources = resourceFiles(&reader, resource).compactMap {
            readFile($0, dialect, encoding, resource, &reader)
        }
        guard var first = sources.first else { return nil }
        first.further = Array(sources.dropFirst())
        return first
    }

    /// The table of one of a resource's files.
    private mutating func readFile(
        _ file: SourceFile, _ dialect: Node?, _ encoding: Node?, _ resource: Node, _ reader: inout MappingReader
    ) -> TableSource? {
        switch TableFormat(path: file.path) {
        case .csv, .tsv, nil:
            guard let text = converted(file, from: encoding) else { return nil }
            return TableSource(file: text, content: .delimited(readDialect(dialect, of: text)))
        case .xlsx: return ResourceFormats.workbook(file, &reader, into: &findings)
        case .json, .ndjson, .yaml:
            return readValues(file, property: dialect?["property"], resource).map {
                TableSource(path: file.path, decoded: $0)
            }
        }
    }

    /// The table of a JSON or YAML file. Packages list much else in these formats: what holds no table, and is not said
    /// to hold one, is left out with a warning.
    private mutating func readValues(_ file: SourceFile, property: Node?, _ resource: Node) -> DecodedTable? {
        let format = TableFormat(path: file.path) ?? .json
        var found: [Diagnostic] = []
        let table = ValueTables.read(file, as: format, property: property, into: &found)
        if table == nil, property == nil, !Self.isTabular(resource), found.allSatisfy({ $0.code == .tableMissing }),
            let problem = found.first
        {
            findings.append(
                .warning(
                    .tableMissing, "\(file.name) is left out, as it holds no table: \(problem.message)",
                    at: problem.location, hint: problem.hint))
            return nil
        }
        findings += found
        return table
    }

    /// The rows of a query to the database that `database` or `path` names.
    private mutating func readQuery(
        _ query: Node, _ reader: inout MappingReader, _ resource: Node, in package: DataPackage
    ) -> TableSource? {
        let database = reader.node("database")
        let path = reader.node("path")
        guard let node = database ?? path, let relative = node.scalarText else {
            findings.append(
                .error(
                    .keyMissing, "a resource with a query, and no database", at: resource.location,
                    hint: "name its file: database: statistics.db"))
            return nil
        }
        guard let full = resolve(relative, at: node.location) else { return nil }
        guard TableFormat.isDatabase(relative) else {
            findings.append(
                .error(
                    .tableMissing, "“\(relative)” is no database; a file such as x.db or x.sqlite was expected",
                    at: node.location))
            return nil
        }
        guard queries.databases.contains(full) else {
            let prefix = folder.isEmpty ? "" : folder + "/"
            let near = queries.databases.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            findings.append(
                .error(
                    .tableMissing, "there is no file “\(relative)”", at: node.location,
                    hint: NearestName.hint(for: relative, among: near.sorted())))
            return nil
        }
        let source = package.path.flatMap { files[$0] }
        return ResourceFormats.rows(of: full, query, queries, in: source, into: &findings)
    }

    // MARK: Foreign keys

    private mutating func checkForeignKeys(of package: DataPackage) {
        for (name, keys) in foreignKeys {
            guard let table = package.table(named: name) else { continue }
            for key in keys {
                ForeignKeyCheck(table: table, key: key, tables: package.tables, unread: package.unread)
                    .run(into: &findings)
            }
        }
    }

    // MARK: Derived tables

    /// Puts the derived tables to their places, once all others are there.
    private mutating func derive(into package: inout DataPackage) {
        guard !derived.isEmpty else { return }
        let names = Set(derived.map(\.definition.name))
        package.unread.removeAll(where: names.contains)
        let tables = DerivedTables.derive(
            derived.map(\.definition), from: package.tables, unread: package.unread, bundle: bundle, into: &findings)
        for (entry, table) in zip(derived, tables).reversed() {
            if var table {
                table.views = entry.views.read(of: table, in: source, into: &findings)
                package.tables.insert(table, at: entry.place)
            } else {
                package.unread.append(entry.definition.name)
            }
        }
    }

    // MARK: Tables that no package names

    private mutating func readUnnamed(into package: inout DataPackage) {
        let beside = files.values.filter { file in
            file.folder == folder && !used.contains(file.path) && TableFormat.standsAlone(file.name)
        }
        for file in beside.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
            let name = Table.fileStem(file.name)
            guard claim(name, by: file.path, at: SourceLocation(file: file.path)) else { continue }
            guard let source = unnamedSource(file) else {
                package.unread.append(name)
                continue
            }
            var table = TableReader(source: source, name: name, schema: nil).read(into: &findings)
            table.origins = package.origins
            package.tables.append(table)
        }
    }

    private mutating func unnamedSource(_ file: SourceFile) -> TableSource? {
        switch TableFormat(path: file.path) {
        case .xlsx: ResourceFormats.workbook(file, into: &findings)
        // Others stand beside a page for much else too, and are read where they are named.
        case .csv, .tsv, .json, .ndjson, .yaml, nil: TableSource(file: file, content: .delimited(nil))
        }
    }

    /// False where the name cannot be a table's, or another table has it.
    private mutating func claim(_ name: String, by file: String, at location: SourceLocation) -> Bool {
        guard Self.isTableName(name) else {
            findings.append(
                .error(
                    .tableName, "“\(name)” is no name for a table", at: location,
                    hint: "a table is published as NAME.csv: no slash, backslash, control character or dot in front"))
            return false
        }
        guard let other = names[name] else {
            names[name] = file
            return true
        }
        findings.append(
            .error(
                .tableName, "two tables are called “\(name)”: \(other) and \(file)", at: location,
                hint: "rename one of them"))
        return false
    }

    /// A table's name becomes the name of a file: one part of a path, that means nothing else to a disk.
    private static func isTableName(_ name: String) -> Bool {
        let bytes = name.utf8
        return (1...200).contains(bytes.count) && bytes.first != UInt8(ascii: ".")
            && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
    }
}
