import ArgumentParser
import Building
import Diagnostics
import Tables

struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "A table or data package: fields, types, units, rows, problems.")

    @Argument(help: "A folder with tables, a datapackage.yaml or .json, or a table.") var path: String

    @Flag(name: .long, help: "As JSON.") var json = false

    func run() throws {
        let result = DataInspection.read(path)
        Terminal.report(result.findings, line: result.line)
        let summaries = result.data.tables.map { $0.summary() }
        if json {
            Terminal.print(TableSummary.json(summaries))
        } else {
            for summary in summaries { Terminal.print(Self.text(summary)) }
        }
        if result.findings.hasErrors { throw ExitCode.failure }
    }

    /// A table of fields, in columns.
    private static func text(_ table: TableSummary) -> String {
        let header = ["field", "type", "unit", "values", "sum", "min", "max"]
        let rows = table.fields.map { field in
            [
                field.name, field.kind.rawValue, field.unit, String(field.nonNull), field.sum?.literal ?? "",
                field.minimum?.literal ?? "", field.maximum?.literal ?? "",
            ]
        }
        let widths = header.indices.map { column in
            ([header] + rows).map { width($0[column]) }.max() ?? 0
        }
        let lines = ([header] + rows).map { row in
            "  " + row.indices.map { pad(row[$0], widths[$0], right: $0 >= 3) }.joined(separator: "  ").trimmingEnd
        }
        return "\(table.name) (\(table.path)): \(table.rows) rows\n" + lines.joined(separator: "\n") + "\n"
    }

    private static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + DisplayWidth.of($1) } }

    private static func pad(_ text: String, _ width: Int, right: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - self.width(text)))
        return right ? space + text : text + space
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var out = self
        while out.utf8.last == 0x20 { out.removeLast() }
        return out
    }
}
