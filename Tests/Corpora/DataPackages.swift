import Diagnostics
import Files
import Foundation
import Tables

/// Reads each data package under `folder` as its publisher left it, and compares rows, non-null cells and sums with
/// `expected.json` beside it.
func runDataPackages(folder: String) throws -> Bool {
    let root = URL(fileURLWithPath: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter {
        FileManager.default.fileExists(atPath: root.appendingPathComponent("\($0)/expected.json").path)
    }
    var held = 0
    for name in names {
        let top = root.appendingPathComponent(name)
        let expected = try JSONDecoder().decode(
            [ExpectedTable].self, from: Data(contentsOf: top.appendingPathComponent("expected.json")))
        let read = DataPackage.read(try files(in: top, name: name), folder: name)
        var problems: [String] = []
        if read.value.tables.count != expected.count { problems.append("\(read.value.tables.count) tables") }
        for table in expected {
            guard let found = read.value.table(named: table.resource) else {
                problems.append("no table \(table.resource)")
                continue
            }
            problems += table.differences(from: found.summary())
        }
        if problems.isEmpty { held += 1 }
        for problem in problems { print("fails: \(name): \(problem)") }
    }
    print("datapackages: \(held) of \(names.count) agree")
    return held == names.count && !names.isEmpty
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

    func differences(from found: TableSummary) -> [String] {
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
            if let sum = column.sum, abs((field.sum?.double ?? .nan) - sum) <= 1e-9 * abs(sum) { continue }
            if let sum = column.sum {
                out.append("\(resource).\(field.name): sum \(field.sum?.literal ?? "none"), \(sum) expected")
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
