import Diagnostics
import Files
import Foundation
import Languages
import Quantities
import TestSupport
import Testing

@testable import Tables

/// Each file under `Tests/Fixtures/tables` shows one behaviour, and beside it stands what is read out of it and what
/// is found wrong with it, with places.
@Suite struct TableFixtures {
    static let csvFiles = Fixture.names(in: "tables/csv", suffix: "sv")
    static let valueFiles = Fixture.names(in: "tables/values").filter { !$0.hasSuffix(".txt") }
    static let packages = Fixture.names(in: "tables/packages")

    @Test("A CSV file without a schema", arguments: csvFiles)
    func csv(name: String) {
        let file = SourceFile(path: name, bytes: Fixture.bytes("tables/csv/\(name)"))
        let read = Table.read(file)
        let report = Report.text([read.value], read.diagnostics)
        #expect(Snapshot.difference(report, from: "tables/csv/\(name).txt") == nil)
    }

    @Test("A JSON, NDJSON or YAML file without a schema", arguments: valueFiles)
    func values(name: String) {
        let file = SourceFile(path: name, bytes: Fixture.bytes("tables/values/\(name)"))
        let read = Table.read(file)
        var report = Report.text([read.value], read.diagnostics)
        for origin in read.value.origins {
            let producer = origin.producer?.entries.first?.text ?? ""
            report += "from \(producer), \(origin.datePublished ?? ""), \(origin.url ?? "")\n"
        }
        for field in read.value.fields where field.title != nil || field.decimalPlaces != nil {
            let title = field.title?.entries.map { "\($0.tag):\($0.text)" }.joined(separator: " ") ?? ""
            report += "  \(field.name) \(title) \(field.decimalPlaces.map { "to \($0) decimals" } ?? "")\n"
        }
        #expect(Snapshot.difference(report, from: "tables/values/\(name).txt") == nil)
    }

    static let workbooks = Fixture.names(in: "tables/workbooks", suffix: ".xlsx")

    @Test("A workbook without a schema", arguments: workbooks)
    func workbook(name: String) {
        let file = SourceFile(path: "b/" + name, bytes: Fixture.bytes("tables/workbooks/\(name)"))
        let read = DataPackage.read([file], folder: "b")
        let report = Report.text(read.value.tables, read.diagnostics)
        #expect(Snapshot.difference(report, from: "tables/workbooks/\(name).txt") == nil)
    }

    /// What is a workbook cut or bent anywhere is told of, and never ends the program.
    @Test func `Damaged workbooks are findings`() {
        let whole = Fixture.bytes("tables/workbooks/texts.xlsx")
        for at in stride(from: 4, to: whole.count, by: 37) {
            var bent = whole
            bent[at] ^= 0x55
            for bytes in [bent, Array(whole[..<at])] {
                let read = DataPackage.read([SourceFile(path: "b/x.xlsx", bytes: bytes)], folder: "b")
                #expect(read.value.tables.count == 1 || read.diagnostics.hasErrors)
            }
        }
    }

    @Test("A data package and its tables", arguments: packages)
    func package(name: String) {
        let folder = "tables/packages/\(name)"
        let files = Fixture.names(in: folder).filter { !$0.hasSuffix(".txt") }.map {
            SourceFile(path: "b/\($0)", bytes: Fixture.bytes("\(folder)/\($0)"))
        }
        let read = DataPackage.read(files, folder: "b")
        let report = Report.text(read.value.tables, read.diagnostics)
        #expect(Snapshot.difference(report, from: "\(folder)/expected.txt") == nil)
    }

    @Test func `There are fixtures`() {
        #expect(Self.csvFiles.count > 30)
        #expect(Self.valueFiles.count >= 40)
        #expect(Self.packages.count > 20)
        #expect(Self.workbooks.count > 40)
    }
}

/// What is compared with a fixture: findings, fields, and every cell with its place.
enum Report {
    static func text(_ tables: [Table], _ findings: [Diagnostic]) -> String {
        var out = ""
        for finding in findings.inReportingOrder() {
            out += "\(finding.location?.description ?? "-") \(finding.severity.rawValue)[\(finding.code.rawValue)] "
            out += finding.message + (finding.hint.map { "\n    hint: \($0)" } ?? "") + "\n"
        }
        for table in tables {
            out += "\(table.name) (\(table.path)): \(table.rowCount) rows"
            out += table.primaryKey.isEmpty ? "\n" : ", key \(table.primaryKey.joined(separator: "+"))\n"
            for (index, field) in table.fields.enumerated() {
                out += "  \(field.name): \(field.kind.rawValue)"
                if field.unit != .none { out += ", \(field.unit.symbol)" }
                if let language = field.language { out += ", in \(language)" }
                out += field.isDeclared ? ", declared\n" : "\n"
                for row in 0..<min(table.rowCount, 30) {
                    let place = table.location(row: row, field: index)
                    out +=
                        "    \(place.line):\(place.column)+\(place.length) \(cell(table.cell(row: row, field: index)))\n"
                }
            }
        }
        return out
    }

    static func cell(_ cell: Cell) -> String {
        switch cell {
        case .missing(let reason): return "missing \(reason)"
        case .text(let text): return text.debugDescription
        case .boolean(let flag): return "\(flag)"
        case .date(let date): return "date \(date.description)"
        case .quantity(let quantity):
            let interval = quantity.interval
            let lower = interval.lower.map { ($0.isOpen ? "(" : "[") + $0.number.literal } ?? "(-∞"
            let upper = interval.upper.map { $0.number.literal + ($0.isOpen ? ")" : "]") } ?? "∞)"
            let number = quantity.interval.point.map(\.literal) ?? "\(lower), \(upper)"
            return (quantity.isApproximate ? "about " : "") + number
                + (quantity.unit == .none ? "" : " \(quantity.unit.symbol)")
        }
    }
}
