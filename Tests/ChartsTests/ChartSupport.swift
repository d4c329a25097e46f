import Diagnostics
import Files
import Languages
import Quantities
import Tables
import TestSupport

@testable import Charts

/// A chart from the text of its specification.
enum Drawing {
    static func draw(
        _ yaml: String, language: LanguageTag = .english, theme: ChartTheme = .vega, tables: [Table] = [],
        files: [String: String] = [:], idPrefix: String = "",
        figureText: (@Sendable (String, String?, SourceLocation) -> Diagnosed<String?>)? = nil
    ) -> Diagnosed<ChartOutput?> {
        let parsed = YAML.parse(SourceFile(path: "chart.vl.yaml", text: yaml))
        guard let spec = parsed.value else { return Diagnosed(nil, parsed.diagnostics) }
        let drawn = Chart.draw(
            ChartRequest(
                spec: spec, file: "chart.vl.yaml", language: language, theme: theme, idPrefix: idPrefix,
                tableNames: tables.map(\.name), table: { name in tables.first { $0.name == name } },
                load: { name in files[name].map { SourceFile(path: name, text: $0) } }, figureText: figureText))
        return Diagnosed(drawn.value, parsed.diagnostics + drawn.diagnostics)
    }

    /// `line:column code` of each finding, in order.
    static func findings(_ yaml: String, tables: [Table] = []) -> [String] {
        draw(yaml, tables: tables).diagnostics.map { finding in
            "\(finding.location?.line ?? 0):\(finding.location?.column ?? 0) \(finding.code.rawValue)"
        }
    }

    static let house: ChartTheme = {
        let file = SourceFile(path: "theme.yaml", bytes: Fixture.bytes("charts/theme.yaml"))
        return YAML.parse(file).value.flatMap { ChartTheme.read($0, name: "gazette").value } ?? .vega
    }()

    /// A table of a text column and a quantity column.
    static func table(_ name: String, _ rows: [(String, String)], unit: Unit = .none) -> Table {
        let label = Field(name: "label", kind: .string)
        var value = Field(name: "value", kind: .number)
        value.unit = unit
        value.title = LocalizedText(entries: [
            .init(tag: "zh-Hant-HK", text: "數值"), .init(tag: "en", text: "Value"),
        ])
        return Table(
            name: name, fields: [label, value],
            columns: [
                rows.map { .text($0.0) },
                rows.map { Quantity(parsing: $0.1, unit: unit).map(Cell.quantity) ?? .missing(.empty) },
            ], at: SourceLocation(file: "\(name).csv"))
    }
}
