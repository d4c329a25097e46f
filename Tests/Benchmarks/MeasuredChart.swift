import Charts
import Diagnostics
import Files
import Languages
import Quantities
import Rendering
import Tables
import TestSupport

/// A chart whose data change from round to round.
struct MeasuredChart {
    let name: String
    /// With the data in a table `rows`.
    let specification: String
    let fields: [Field]
    /// The rows of the labels, which stay.
    let labels: [[String]]

    private static let periods = (0..<24).map { month in
        "\(2024 + month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)"
    }

    static let bars = MeasuredChart(
        name: "24 bars",
        specification: """
            {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 600, "height": 220, "mark": "bar",
            "data": {"name": "rows"},
            "encoding": {"x": {"field": "period", "type": "ordinal"},
            "y": {"field": "applications", "type": "quantitative"}}}
            """,
        fields: [Field(name: "period", kind: .string), Field(name: "applications", kind: .number)],
        labels: [periods])

    static let lines = MeasuredChart(
        name: "3 lines",
        specification: """
            {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 600, "height": 220, "mark": "line",
            "data": {"name": "rows"},
            "encoding": {"x": {"field": "period", "type": "ordinal"}, "y": {"field": "value", "type": "quantitative"},
            "color": {"field": "series", "type": "nominal"}}}
            """,
        fields: [
            Field(name: "period", kind: .string), Field(name: "series", kind: .string),
            Field(name: "value", kind: .number),
        ],
        labels: [
            ["north", "centre", "south"].flatMap { _ in periods },
            ["north", "centre", "south"].flatMap { [String](repeating: $0, count: 24) },
        ])

    /// Values as one round has them.
    func values(_ random: inout SplitMix) -> [Int] { labels[0].map { _ in random.whole(400...3999) } }

    private func table(_ values: [Int]) -> Table {
        let columns = labels.map { $0.map(Cell.text) } + [values.map { .quantity(Quantity(Number($0))) }]
        return Table(name: "rows", fields: fields, columns: columns, at: SourceLocation(file: "rows.csv"))
    }

    private func request(_ theme: ChartTheme, _ spec: Node, _ table: Table) -> ChartRequest {
        ChartRequest(
            spec: spec, file: "chart.vl.json", language: .english, theme: theme, tableNames: ["rows"],
            table: { $0 == "rows" ? table : nil })
    }

    /// The milliseconds of each round: a drawing with other data, and reading, compiling and drawing; nil where the
    /// chart is in error.
    func times(rounds: Int, theme: ChartTheme) -> (drawn: [Double], compiled: [Double])? {
        let file = SourceFile(path: "chart.vl.json", text: specification)
        var random = SplitMix(state: 1)
        guard let spec = JSON.parse(file).value,
            let compiled = Chart.compile(request(theme, spec, table(values(&random)))).value
        else { return nil }
        var out: (drawn: [Double], compiled: [Double]) = ([], [])
        for round in 0..<rounds + rounds / 10 {
            let values = values(&random)
            var start = Clock.now
            guard let drawn = compiled.draw(request(theme, spec, table(values))).value else { return nil }
            let time = Clock.now - start
            start = Clock.now
            guard let node = JSON.parse(file).value,
                let again = Chart.draw(request(theme, node, table(values))).value, again.svg == drawn.svg
            else { return nil }
            // The first tenth warms up.
            guard round >= rounds / 10 else { continue }
            out.drawn.append(time)
            out.compiled.append(Clock.now - start)
        }
        return out
    }

    /// The specification with its data inline, as a file has it.
    func inline(_ random: inout SplitMix) -> String {
        let values = values(&random)
        let names = fields.map(\.name)
        let rows = values.indices.map { row in
            let texts = labels.indices.map { "\"\(names[$0])\": \"\(labels[$0][row])\"" }
            return "{" + (texts + ["\"\(names[labels.count])\": \(values[row])"]).joined(separator: ", ") + "}"
        }
        let parts = specification.split(separator: "{\"name\": \"rows\"}", maxSplits: 1)
        return parts.joined(separator: "{\"values\": [\(rows.joined(separator: ", "))]}")
    }
}

enum HouseTheme {
    static let theme = ThemeSet.builtInCharts
}
