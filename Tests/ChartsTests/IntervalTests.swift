import Diagnostics
import Files
import Languages
import Quantities
import Tables
import TestSupport
import Testing

@testable import Charts

@Suite("What is known of values, as drawn")
struct IntervalTests {
    private func draw(
        _ spec: String, _ tables: [Table] = IntervalTables.all, theme: ChartTheme = Drawing.house,
        language: LanguageTag = .english
    ) throws -> ChartOutput {
        let drawn = Drawing.draw(spec, language: language, theme: theme, tables: tables)
        #expect(drawn.diagnostics.isEmpty)
        return try #require(drawn.value)
    }

    private static let fixtures = Fixture.names(in: "charts/intervals", suffix: ".vl.yaml")

    @Test("each mark shows each kind of value in its own way", arguments: fixtures)
    func snapshots(name: String) throws {
        let output = try draw(Fixture.text("charts/intervals/\(name)"))
        let svg = output.svg.string.replacing("><", with: ">\n<") + "\n"
        #expect(Snapshot.difference(svg, from: "charts/intervals/\(name.dropLast(8)).svg") == nil)
        #expect(!output.signs.isEmpty)
    }

    @Test("Vega's own look draws them as if they were exact", arguments: fixtures)
    func vega(name: String) throws {
        let spec = Fixture.text("charts/intervals/\(name)")
        let drawn = Drawing.draw(spec, tables: IntervalTables.all)
        let exact = Drawing.draw(spec, tables: IntervalTables.exact)
        let (one, other) = (try #require(drawn.value), try #require(exact.value))
        #expect(marks(one) == marks(other))
        #expect(one.signs == [])
    }

    /// The drawing without its description and the names of its marks, which tell of bounds in every look.
    private func marks(_ output: ChartOutput) -> String {
        let svg = output.svg.string.replacing(#/ aria-label="[^"]*"/#, with: "")
        guard let start = svg.firstRange(of: "<desc"), let end = svg.firstRange(of: "</desc>") else { return svg }
        return String(svg[..<start.lowerBound] + svg[end.upperBound...])
    }

    @Test("usermeta switches them off", arguments: ["bar-horizontal", "point-outlined", "line", "area", "bar-stacked"])
    func off(name: String) throws {
        let spec =
            "usermeta: {gazette: {intervals: false}}\n" + Fixture.text("charts/intervals/\(name).vl.yaml")
        let output = try draw(spec)
        #expect(output.signs == [])
        #expect(marks(output) == marks(try draw(spec, IntervalTables.exact)))
    }

    @Test("what usermeta asks of Gazette is read strictly")
    func strict() {
        let rest = "\nmark: bar\ndata: {name: kinds}\nencoding: {x: {field: value, type: quantitative}}"
        func findings(_ usermeta: String) -> [String] {
            Drawing.findings("usermeta: \(usermeta)" + rest, tables: IntervalTables.all)
        }
        #expect(findings("{other: {x: 1}}") == [])
        #expect(findings("{gazette: {interval: false}}") == ["1:22 chart/property"])
        #expect(findings("{gazette: {intervals: none}}") == ["1:33 chart/value"])
        #expect(findings("{gazette: off}") == ["1:21 chart/value"])
    }

    @Test(
        "a specification that draws the bounds itself is left alone",
        arguments: [
            "{mark: rule, encoding: {x: {field: value_lower, type: quantitative}, x2: {field: value_upper}}}",
            "{mark: errorbar, encoding: {x: {field: value_lower, type: quantitative}, x2: {field: value_upper}}}",
            "{mark: errorbar, encoding: {x: {field: value, type: quantitative}}}",
        ])
    func own(layer: String) throws {
        let spec = """
            data: {name: kinds}
            encoding: {y: {field: label}}
            layer:
              - {mark: point, encoding: {x: {field: value, type: quantitative}}}
              - \(layer)
            """
        #expect(try draw(spec).signs == [])
    }

    @Test(
        "the signs that a drawing uses are told, no others",
        arguments: [
            ("bar", "52", []), ("bar", "~52", [.stripes]), ("bar", ">52", [.fadingEnd]), ("bar", "<52", [.fadedEnd]),
            ("bar", "50..54", [.whisker]), ("point", "~52", [.dashedOutline]), ("circle", "~52", [.hollow]),
            ("circle", ">52", [.tail]), ("circle", "<52", [.tail]), ("circle", "50..54", [.whisker]),
            ("line", "~52", [.hollow]), ("line", ">52", [.tail]), ("line", "50..54", [.whisker]),
            ("area", "50..54", [.whisker]), ("tick", "50..54", [.whisker]), ("tick", "~52", []),
            ("arc", "~52", []), ("rule", ">52", []), ("trail", ">52", []),
        ] as [(String, String, [IntervalSign])])
    func signs(mark: String, value: String, signs: [IntervalSign]) throws {
        let table = Drawing.table("t", [("a", "10"), ("b", value), ("c", "20")])
        let output = try draw(
            "data: {name: t}\nmark: \(mark)\nencoding: {x: {field: label}, y: {field: value, type: quantitative}}",
            [table])
        #expect(output.signs == signs)
    }

    @Test("ranges side by side are a band, and the marks of signs are hidden from assistive technology")
    func band() throws {
        let table = Drawing.table("t", [("a", "10..12"), ("b", "11..15")])
        let output = try draw(
            "data: {name: t}\nmark: line\nencoding: {x: {field: label}, y: {field: value, type: quantitative}}",
            [table])
        #expect(output.signs == [.band])
        #expect(output.svg.string.contains("<g class=\"mark-interval role-interval\" aria-hidden=\"true\">"))
    }

    @Test("a fade has the colour of its mark, by class too, so that dark mode and print can change it")
    func fade() throws {
        let svg = try draw(Fixture.text("charts/intervals/bar-horizontal.vl.yaml")).svg.string
        #expect(svg.contains("stop-color=\"#12436d\" stop-opacity=\"0.6\" class=\"stop-c1\""))
    }

    @Test("a field's maximum closes the interval; the value stays the bound that its source gives")
    func maximum() throws {
        let spec = """
            data: {name: share}
            transform: [{filter: datum.label === 'b'}]
            mark: point
            encoding:
              x: {field: value, type: quantitative}
              y: {field: value_upper, type: quantitative}
              size: {field: value_lower, type: quantitative}
            usermeta: {gazette: {intervals: false}}
            """
        let table = try draw(spec).table
        #expect(table.columns.map(\.numbers) == [[70], [100], [70]])
        #expect(
            try draw(Fixture.text("charts/intervals/bar-maximum.vl.yaml")).signs == [.fadedEnd, .whisker, .stripes])
    }

    @Test("a table that has bounds of its own keeps them")
    func given() throws {
        var lower = Field(name: "value_lower", kind: .number)
        lower.unit = .none
        let table = Table(
            name: "t", fields: [Field(name: "value", kind: .number), lower],
            columns: [
                [Quantity(parsing: "40..50").map(Cell.quantity) ?? .missing(.empty)],
                [Quantity(parsing: "5").map(Cell.quantity) ?? .missing(.empty)],
            ], at: SourceLocation(file: "t.csv"))
        let spec = """
            data: {name: t}
            mark: point
            encoding: {x: {field: value_lower, type: quantitative}, y: {field: value_upper, type: quantitative}}
            """
        let columns = try draw(spec, [table]).table.columns
        #expect(columns.map(\.numbers) == [[5], [50]])
    }

    // MARK: - What the encoding makes of them

    @Test("of aggregates a sum alone has bounds")
    func aggregates() throws {
        func signs(_ operation: String) throws -> [IntervalSign] {
            try draw(
                """
                data: {name: parts}
                mark: bar
                encoding:
                  y: {field: label}
                  x: {aggregate: \(operation), field: value, type: quantitative}
                """
            ).signs
        }
        #expect(try signs("sum") == [.fadingEnd, .whisker, .stripes])
        for operation in ["mean", "median", "max", "count"] { #expect(try signs(operation) == [], "\(operation)") }
        let summed = try draw(Fixture.text("charts/intervals/bar-summed.vl.yaml"))
        #expect(summed.table.columns.first?.texts == ["22", "14 to 18", "more than 15", "about 12"])
    }

    @Test("shares of a whole show none, a stack's end shows those of its total")
    func stacks() throws {
        let spec = Fixture.text("charts/intervals/bar-stacked.vl.yaml")
        #expect(try draw(spec).signs == [.fadingEnd, .whisker, .stripes, .total])
        let shares = spec.replacing("type: quantitative", with: "type: quantitative, stack: normalize")
        #expect(try draw(shares).signs == [])
    }

    @Test(
        "what moves rows keeps what is known of them; what computes anew forgets it",
        arguments: [
            ("filter: datum.value > 0", true), ("sample: 100", true), ("fold: [value], as: [k, value]", true),
            ("window: [{op: rank, as: r}]", true), ("calculate: datum.value * 2, as: value", false),
            ("aggregate: [{op: sum, field: value, as: value}], groupby: [label]", true),
            ("aggregate: [{op: mean, field: value, as: value}], groupby: [label]", false),
            ("joinaggregate: [{op: sum, field: value, as: value}], groupby: [label]", true),
        ])
    func transforms(transform: String, keeps: Bool) throws {
        let spec = """
            data: {name: kinds}
            transform: [{\(transform)}]
            mark: circle
            encoding: {y: {field: label}, x: {field: value, type: quantitative}}
            """
        #expect(try draw(spec).signs.isEmpty != keeps)
    }

    @Test("a looked-up column keeps what is known of it")
    func lookup() throws {
        let spec = """
            data: {name: parts}
            transform: [{lookup: label, from: {data: {name: share}, key: label, fields: [value]}, as: [other]}]
            mark: circle
            encoding: {y: {field: label}, x: {field: other, type: quantitative}}
            """
        #expect(try draw(spec).signs == [.tail, .whisker, .hollow])
    }

    @Test("the axis holds the bounds, and the fading end of the longest bar")
    func room() throws {
        func ticks(_ value: String) throws -> Bool {
            let table = Drawing.table("t", [("a", "50"), ("b", value)])
            let svg = try draw(
                """
                data: {name: t}
                mark: bar
                encoding:
                  y: {field: label}
                  x: {field: value, type: quantitative, axis: {tickCount: 20, labelOverlap: false}}
                """,
                [table]
            ).svg.string
            return svg.contains(">110</text>")
        }
        #expect(try !ticks("100"))
        #expect(try ticks(">100"))
        #expect(try ticks("100..110"))
    }

    // MARK: - Words

    @Test("a label says what its value is, whatever format its number has")
    func labels() throws {
        func texts(_ format: String, _ language: LanguageTag) throws -> [String] {
            let spec = """
                data: {name: kinds}
                mark: text
                encoding: {y: {field: label, sort: null}, text: {field: value, type: quantitative\(format)}}
                """
            let svg = try draw(spec, language: language).svg.string
            let marks = svg.components("<g class=\"mark-text role-mark\">").last ?? ""
            return (marks.components("</g>").first ?? "").components("</text>").compactMap { $0.components(">").last }
                .filter { !$0.isEmpty }
        }
        #expect(
            try texts("", .english)
                == ["52", "about 64", "more than 70", "at least 40", "less than 50", "40 to 60", "47 to 63"])
        #expect(
            try texts("", .traditionalChineseHongKong)
                == ["52", "約 64", "逾 70", "至少 40", "不足 50", "40 至 60", "47 至 63"])
        #expect(try texts(", format: .1f", .english).prefix(3) == ["52.0", "about 64.0", "more than 70.0"])
    }

    @Test("the chart's table and its description tell the bounds")
    func told() throws {
        let spec = Fixture.text("charts/intervals/bar-horizontal.vl.yaml")
        let english = try draw(spec)
        #expect(english.table.columns.first?.texts[1] == "about 64")
        #expect(english.table.columns.first?.quantities[2]?.notation == ">70")
        #expect(
            english.description.hasSuffix(
                "7 bars. Of the values, 1 is approximate, 2 are known by their lower bounds alone, 1 is known by its upper bound alone, 2 are ranges."
            ))
        let chinese = try draw(spec, language: .traditionalChineseHongKong)
        #expect(chinese.table.columns.first?.texts[2] == "逾 70")
        #expect(
            chinese.description.hasSuffix("共 7 項。其中 1 項為約數，2 項只知下限，1 項只知上限，2 項有上下限。"))
    }

    @Test("an extreme is named only where no other value may lie beyond it")
    func extremes() throws {
        func sentence(_ values: [String]) throws -> String {
            let rows = values.enumerated().map { ("\("abcdef".dropFirst($0.offset).first ?? "z")", $0.element) }
            let text = try draw(
                "data: {name: t}\nmark: bar\nencoding: {y: {field: label}, x: {field: value, type: quantitative}}",
                [Drawing.table("t", rows)]
            ).description
            return text.components("bars. ").last?.components(" Of the").first ?? ""
        }
        #expect(try sentence(["1", "~5", "9"]) == "The highest is c at 9, the lowest a at 1.")
        #expect(try sentence(["~10", "10.5", "<3"]) == "The lowest is c with less than 3.")
        #expect(try sentence([">10", "20", ">15"]).hasPrefix("Of") || sentence([">10", "20", ">15"]).isEmpty)
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
