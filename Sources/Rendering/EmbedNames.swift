import Content
import Files
import Tables

/// What the charts and tables of a page are called: the ids that links lead to, and the files that charts' data go to.
struct EmbedNames: Sendable, Hashable {
    /// By the number of the embed: `chart-headroom`, `table-scheme`, `table-scheme-latest` of a view; empty of one that the page does not print.
    private(set) var ids: [String] = []
    /// By the number of the embed: `headroom.vl.csv`; empty of tables, which have a file of their own.
    private(set) var files: [String] = []
    /// By the name of a table that the page prints, its first id.
    private(set) var tables: [String: String] = [:]

    init(_ page: Page, tables: [Table]) {
        var takenIDs: Set<String> = []
        var fileBySpecification: [String: String] = [:]
        var takenFiles: Set<String> = []
        for embed in page.body.embeds {
            guard embed.isBlock, let target = EmbedTarget(embed, on: page) else {
                ids.append("")
                files.append("")
                continue
            }
            let path = target.path
            let stem = Self.stem(of: path)
            if Self.isTable(path) {
                let name = tables.table(at: path)?.name ?? stem
                let id = Self.unique(
                    "table-" + Self.identifier(name + (target.view.map { "-" + $0 } ?? "")), "", among: &takenIDs)
                ids.append(id)
                files.append("")
                if self.tables[name] == nil { self.tables[name] = id }
            } else {
                ids.append(Self.unique("chart-" + Self.identifier(stem), "", among: &takenIDs))
                let file = fileBySpecification[path] ?? Self.unique(stem, ".vl.csv", among: &takenFiles)
                fileBySpecification[path] = file
                files.append(file)
            }
        }
    }

    /// True of a table's file; a specification of a chart is none, whatever it is written in.
    static func isTable(_ path: String) -> Bool {
        TableFormat.isTable(path) && !charts.contains { path.hasSuffix($0) }
    }

    private static let charts = [".vl.yaml", ".vl.yml", ".vl.json"]

    /// The name of a file without folder and extension: `headroom` of `headroom.vl.yaml`, `2026.q1` of `2026.q1.csv`.
    private static func stem(of path: String) -> String {
        let name = SourcePath.name(of: path)
        let endings = charts + [".csv", ".tsv", ".xlsx", ".xlsm"]
        guard let ending = endings.first(where: { name.hasSuffix($0) }) else { return name }
        return String(name.unicodeScalars.dropLast(ending.unicodeScalars.count))
    }

    /// A name without white space, which no id may have.
    static func identifier(_ name: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in name.unicodeScalars { out.append(scalar.properties.isWhitespace ? "-" : scalar) }
        return String(out)
    }

    /// `name`, or `name-2`, `name-3` where that is taken, with `ending` after it.
    private static func unique(_ name: String, _ ending: String, among taken: inout Set<String>) -> String {
        var out = name + ending
        var count = 1
        // Names are told apart as a disk that folds case may tell them apart.
        while !taken.insert(out.lowercased()).inserted {
            count += 1
            out = "\(name)-\(count)\(ending)"
        }
        return out
    }
}
