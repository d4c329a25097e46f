import Diagnostics
import Files
import Foundation
import Tables

/// What JSON allows and Gazette refuses: an object that has one key twice.
private let refusedAlthoughValid: [String: DiagnosticCode] = [
    "y_object_duplicated_key.json": .jsonDuplicateKey, "y_object_duplicated_key_and_value.json": .jsonDuplicateKey,
]

/// Reads each file of JSONTestSuite: `y_` must be read, `n_` refused, `i_` either, and none may crash; also as tables,
/// in JSON and with a record on each line.
func runJSONTestSuite(folder: String) throws -> Bool {
    let root = URL(fileURLWithPath: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
    var held = 0
    for name in names {
        let bytes = Array(try Data(contentsOf: root.appendingPathComponent(name)))
        let file = SourceFile(path: name, bytes: bytes)
        let read = JSON.parse(file)
        let isRead = read.value != nil && !read.diagnostics.hasErrors
        var isRight = true
        if let code = refusedAlthoughValid[name] {
            isRight = !isRead && read.diagnostics.map(\.code) == [code]
        } else if name.hasPrefix("y_") {
            isRight = isRead
        } else if name.hasPrefix("n_") {
            isRight = !isRead && read.diagnostics.hasErrors
        }
        // A table is refused wherever its file is; what is read may be no table.
        for format in [TableFormat.json, .ndjson] {
            let table = Table.read(file, as: format)
            if format == .json, !isRead, !table.diagnostics.hasErrors { isRight = false }
            _ = table.value.csv()
        }
        if isRight {
            held += 1
        } else {
            print("fails: \(name), \(isRead ? "read" : "refused")")
            for finding in read.diagnostics { print("  \(DiagnosticPrinter.text(finding) { _, _ in nil })") }
        }
    }
    print("JSONTestSuite: \(held) of \(names.count) cases hold")
    return held == names.count && names.count > 300
}
