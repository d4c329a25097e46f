import Diagnostics
import Files
import Foundation
import Tables

/// The one case whose JSON contradicts its CSV (an object for a list, another phone number): its cells as the CSV has
/// them.
private let corrected: [String: [[String: String]]] = [
    "location_coordinates": [
        [
            "Contact Phone Number": "2095257564", "Location Coordinates": "37\u{FFFD}36'37.8\"N 121\u{FFFD}2'17.9\"W",
            "Cities": "Modesto", "Counties": "Stanislaus",
        ]
    ]
]

/// Reads each CSV of csv-spectrum (`csvs/NAME.csv`) and compares its records with `json/NAME.json`.
func runCSVSpectrum(folder: String) throws -> Bool {
    let root = URL(fileURLWithPath: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("csvs").path)
        .filter { $0.hasSuffix(".csv") }.sorted()
    var held = 0
    for name in names {
        let stem = String(name.dropLast(4))
        let csv = try Data(contentsOf: root.appendingPathComponent("csvs/\(name)"))
        let json = try Data(contentsOf: root.appendingPathComponent("json/\(stem).json"))
        let expected = try corrected[stem] ?? JSONDecoder().decode([[String: String]].self, from: json)
        let read = Table.read(SourceFile(path: name, bytes: Array(csv)))
        let found = records(read.value)
        if same(found, expected), !read.diagnostics.hasErrors {
            held += 1
        } else {
            print("fails: \(stem)\n  expected \(expected)\n  found    \(found)")
            for finding in read.diagnostics { print("  \(DiagnosticPrinter.text(finding) { _, _ in nil })") }
        }
    }
    print("csv-spectrum: \(held) of \(names.count) cases hold")
    return held == names.count && !names.isEmpty
}

private func records(_ table: Table) -> [[String: String]] {
    (0..<table.rowCount).map { row in
        Dictionary(
            table.fields.indices.map { (table.fields[$0].name, table.text(row: row, field: $0)) },
            uniquingKeysWith: { first, _ in first })
    }
}

/// By bytes: `String ==` would equate what normalises alike.
private func same(_ a: [[String: String]], _ b: [[String: String]]) -> Bool {
    a.count == b.count
        && zip(a, b).allSatisfy { x, y in
            x.count == y.count
                && x.allSatisfy { key, value in y[key].map { Array($0.utf8) == Array(value.utf8) } == true }
        }
}
