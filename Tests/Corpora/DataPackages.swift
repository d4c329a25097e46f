import Diagnostics
import Files
import Foundation
import Tables

/// Reads each data package under `folder` as its publisher left it, and compares rows, non-null cells and sums with
/// `expected.json` beside it.
func runDataPackages(folder: String) throws -> Bool {
    try compareDataPackages(folder: folder, as: "datapackages") { top, name in
        DataPackage.read(try files(in: top, name: name), folder: name).value.tables.map { $0.summary() }.map(
            FoundTable.init)
    }
}

/// The same through the command line: `gazette data PACKAGE --json`, by the program that was built beside this one.
func runDataPackagesByCommand(folder: String) throws -> Bool {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("gazette")
    return try compareDataPackages(folder: folder, as: "datapackages-command") { top, _ in
        let run = Process()
        run.executableURL = program
        run.arguments = ["data", top.path, "--json"]
        let output = Pipe()
        run.standardOutput = output
        run.standardError = FileHandle.nullDevice
        try run.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        run.waitUntilExit()
        return try JSONDecoder().decode(FoundTables.self, from: bytes).tables
    }
}

private func compareDataPackages(
    folder: String, as title: String, _ read: (URL, String) throws -> [FoundTable]
) throws -> Bool {
    let root = URL(fileURLWithPath: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter {
        FileManager.default.fileExists(atPath: root.appendingPathComponent("\($0)/expected.json").path)
    }
    var held = 0
    for name in names {
        let top = root.appendingPathComponent(name)
        let expected = try JSONDecoder().decode(
            [ExpectedTable].self, from: Data(contentsOf: top.appendingPathComponent("expected.json")))
        let tables = try read(top, name)
        var problems: [String] = []
        if tables.count != expected.count { problems.append("\(tables.count) tables") }
        for table in expected {
            guard let found = tables.first(where: { $0.name == table.resource }) else {
                problems.append("no table \(table.resource)")
                continue
            }
            problems += table.differences(from: found)
        }
        if problems.isEmpty { held += 1 }
        for problem in problems { print("fails: \(name): \(problem)") }
    }
    print("\(title): \(held) of \(names.count) agree")
    return held == names.count && !names.isEmpty
}

/// What was counted, as `gazette data --json` prints it.
private struct FoundTables: Decodable { var tables: [FoundTable] }

private struct FoundTable: Decodable {
    struct Column: Decodable {
        var name: String
        var nonNull: Int
        var sum: Double?

        enum CodingKeys: String, CodingKey {
            case name
            case nonNull = "non_null"
            case sum
        }
    }

    var name: String
    var rows: Int
    var fields: [Column]

    init(_ summary: TableSummary) {
        name = summary.name
        rows = summary.rows
        fields = summary.fields.map { Column(name: $0.name, nonNull: $0.nonNull, sum: $0.sum?.double) }
    }
}

private struct ExpectedTable: Decodable {
    struct Column: Decodable {
        var nonNull: Int
        var sum: Double?

        enum CodingKeys: String, CodingKey {
            case nonNull = "non_null"
            case sum
        }
    }

    var resource: String
    var rows: Int
    var columns: [String: Column]

    func differences(from found: FoundTable) -> [String] {
        var out: [String] = []
        if found.rows != rows { out.append("\(resource): \(found.rows) rows, \(rows) expected") }
        if found.fields.count != columns.count { out.append("\(resource): \(found.fields.count) fields") }
        for field in found.fields {
            guard let column = columns[field.name] else {
                out.append("\(resource): unexpected field \(field.name)")
                continue
            }
            if field.nonNull != column.nonNull {
                out.append("\(resource).\(field.name): \(field.nonNull) non-null, \(column.nonNull) expected")
            }
            if let sum = column.sum, abs((field.sum ?? .nan) - sum) <= 1e-9 * abs(sum) { continue }
            if let sum = column.sum {
                out.append("\(resource).\(field.name): sum \(field.sum.map { String($0) } ?? "none"), \(sum) expected")
            }
        }
        return out
    }
}

private func files(in top: URL, name: String) throws -> [SourceFile] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: top.path).sorted()
    return try paths.filter { $0.hasSuffix(".csv") || $0 == "datapackage.json" }.map { path in
        SourceFile(path: "\(name)/\(path)", bytes: Array(try Data(contentsOf: top.appendingPathComponent(path))))
    }
}
