import ArgumentParser
import Building
import Diagnostics
import Tables

struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "A table or data package: fields, types, units, rows, problems.")

    @Argument(help: "A folder with tables, a datapackage.yaml or .json, or a table.") var path: String

    @Flag(name: .long, help: "The counts, as JSON.") var json = false
    @Flag(name: .long, help: "The counts alone.") var summary = false
    @Flag(name: .customLong("init"), help: "Write the datapackage.yaml; one that is there is never overwritten.")
    var writes = false

    func validate() throws {
        if [json, summary, writes].filter(\.self).count > 1 {
            throw ValidationError("--json, --summary and --init exclude each other")
        }
    }

    func run() throws {
        let result = DataInspection.read(path)
        Terminal.report(result.findings, line: result.line)
        if result.isRefused { throw ExitCode.failure }
        let summaries = result.data.tables.map { $0.summary() }
        if json {
            Terminal.print(TableSummary.json(summaries))
        } else if summary {
            for summary in summaries { Terminal.print(Self.text(summary)) }
        } else if writes {
            let made = result.writePackage()
            Terminal.report(made.diagnostics) { _, _ in nil }
            guard let path = made.value else { throw ExitCode.failure }
            Terminal.print(path + "\n")
        } else {
            // A package to keep, with the counts as comments.
            for summary in summaries { Terminal.print(Self.commented(Self.text(summary))) }
            Terminal.print(result.package)
        }
        if result.findings.hasErrors { throw ExitCode.failure }
    }

    private static func commented(_ text: String) -> String {
        text.utf8.split(separator: 0x0A).map { "# " + String(Substring($0)) + "\n" }.joined()
    }

    /// A table of fields, in columns.
    private static func text(_ table: TableSummary) -> String {
        let header = ["field", "type", "unit", "values", "sum", "min", "max"]
        let rows = table.fields.map { field in
            [
                field.name, field.type, field.unit, String(field.nonNull), field.sum?.literal ?? "",
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
