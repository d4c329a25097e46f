import Content
import Diagnostics
import Files
import Tables

/// What `gazette data` looks at: a folder with tables, a data package, or one table.
package enum DataInspection {
    /// The data at `path`, with paths and findings relative to the root that holds it: the site's, else the folder
    /// itself. `line` of the result hands source lines for printing.
    package struct Result: Sendable {
        package var data: DataPackage
        package var findings: [Diagnostic]
        package var root: String
        /// The folder that the package describes, relative to the root.
        package var folder = ""
        /// True where one table was asked for.
        package var isOneTable = false
        /// True where there is nothing to look at.
        package var isRefused = false

        /// What was read, as a `datapackage.yaml` to keep.
        package var package: String { data.yaml(folder: folder, isWhole: !isOneTable) }

        /// Writes that file into the folder, and gives its path; nil where there is a data package already.
        package func writePackage() -> Diagnosed<String?> {
            let below = root + "/" + folder
            for name in ["datapackage.yaml", "datapackage.yml", "datapackage.json"] {
                guard Disk.status(below + "/" + name) != nil else { continue }
                return Diagnosed(
                    nil,
                    [
                        .error(
                            .outputRefused, "\(folder)/\(name) exists, and is not overwritten", at: nil,
                            hint: "gazette data without --init prints what it would be")
                    ])
            }
            let target = below + "/datapackage.yaml"
            do {
                try Disk.write(Array(package.utf8), to: target)
            } catch {
                return Diagnosed(nil, [.error(.outputFailed, "\(target) cannot be written: \(error.reason)", at: nil)])
            }
            return Diagnosed(folder + "/datapackage.yaml")
        }

        package func line(_ file: String, _ number: Int) -> ArraySlice<UInt8>? {
            BuildReport.line(file, number, below: root)
        }
    }

    package static func read(_ path: String) -> Result {
        guard let status = Disk.status(path, following: true) else { return refused(path, "there is no \(path)") }
        let full = OutputFolder.absolute(path)
        let isFolder = status.kind == .folder
        guard isFolder || status.kind == .file else { return refused(path, "\(path) is no file and no folder") }
        let folder = isFolder ? full : parent(of: full)
        let root = SiteRoot.nearest(to: folder) ?? parent(of: folder)
        guard let below = SiteRoot.relative(folder, to: root), !below.isEmpty else {
            return refused(path, "\(path) holds a whole site", hint: "name a folder with tables, or a table")
        }
        var findings: [Diagnostic] = []
        var tree = SourceTree.disk(root: root, folders: [below]).collecting(into: &findings)
        let configuration = configuration(root)
        tree.limits.fileBytes = configuration.limits.fileBytes
        let paths = tree.paths(below: below)
        let named = BundleReader.tablesNamed(paths, in: tree)
        let files = paths.filter { BundleReader.isData($0, named) }.compactMap {
            tree.read($0).collecting(into: &findings)
        }
        let queries = QueryAccess(
            databases: Set(paths.filter(TableFormat.isDatabase)), parameters: configuration.parameters,
            limits: configuration.limits.query, ask: tree.ask)
        var data = DataPackage.read(files, folder: below, queries: queries).collecting(into: &findings)
        let name = isFolder ? nil : SiteRoot.relative(full, to: root)
        if let name, TableFormat.needsName(name), !named.contains(name), !BundleReader.isPackage(name) {
            // On a site it would be no table; here it is asked for by name.
            guard let file = tree.read(name).collecting(into: &findings) else {
                return Result(data: DataPackage(), findings: findings.inReportingOrder(), root: root)
            }
            var findings: [Diagnostic] = []
            data.tables = [Table.read(file).collecting(into: &findings)]
            return Result(data: data, findings: findings.inReportingOrder(), root: root)
        }
        if let name, !BundleReader.isPackage(name) {
            guard data.tables.contains(where: { $0.path == name }) else {
                let own = findings.filter { $0.location?.file == name }
                if own.hasErrors { return Result(data: DataPackage(), findings: own.inReportingOrder(), root: root) }
                return refused(
                    path, "\(path) is no table",
                    hint: TableFormat.hint(forUnread: path) ?? kinds)
            }
            data.tables.removeAll { $0.path != name }
            findings.removeAll { $0.location.map { $0.file != name && isTable($0.file) } ?? false }
        } else if data.tables.isEmpty, !findings.hasErrors {
            return refused(path, "there is no table in \(path)", hint: kinds)
        }
        return Result(
            data: data, findings: findings.inReportingOrder(), root: root, folder: below,
            isOneTable: name.map { !BundleReader.isPackage($0) } ?? false)
    }

    /// The site's configuration, where there is one; what is wrong with it is for others to tell.
    private static func configuration(_ root: String) -> SiteConfiguration {
        let bytes = (try? Disk.read(root + "/" + SiteConfiguration.path, limit: 1 << 20)) ?? []
        return SiteConfiguration.read(SourceFile(path: SiteConfiguration.path, bytes: bytes)).value
    }

    private static func refused(_ path: String, _ message: String, hint: String? = nil) -> Result {
        Result(
            data: DataPackage(), findings: [.error(.tableMissing, message, at: nil, hint: hint)], root: ".",
            isRefused: true)
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    private static let kinds =
        "tables are .csv, .tsv and .xlsx, and .json, .ndjson and .yaml that a data package names"
    private static func isTable(_ path: String) -> Bool { TableFormat.isTable(path) }
}
