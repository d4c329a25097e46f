import Testing

@testable import Charts

@Suite("The table of a chart")
struct PlottedTableTests {
    private func rows(_ spec: String) -> [String] {
        guard let table = Drawing.draw(spec).value?.table else { return [] }
        let head = table.columns.map(\.title).joined(separator: "|")
        return [head]
            + (0..<table.rowCount).map { row in
                table.columns.map { $0.isShown[row] ? $0.texts[row] : "." }.joined(separator: "|")
            }
    }

    @Test("holds the rows of all layers, and a title that any of them gives")
    func layers() {
        let spec = """
            layer:
              - data: {values: [{a: x, b: 1, s: p}, {a: y, b: 2, s: p}]}
                mark: bar
                encoding: {x: {field: a}, y: {field: b, type: quantitative, title: Many}, color: {field: s}}
              - data: {values: [{a: x, b: 3, s: q}]}
                mark: bar
                encoding: {x: {field: a}, y: {field: b, type: quantitative}, color: {field: s}}
            """
        #expect(rows(spec) == ["a|Many|s", "x|1|p", "y|2|p", "x|3|q"])
    }

    @Test("fills a row up with what another layer says of it, and does not say twice what is said")
    func labels() {
        let spec = """
            data: {values: [{a: x, b: 1, w: one}, {a: y, b: 2, w: two}]}
            layer:
              - mark: bar
                encoding: {x: {field: a}, y: {field: b, type: quantitative}}
              - mark: point
                encoding: {x: {field: a}, y: {field: b, type: quantitative}}
              - transform: [{filter: "datum.b > 1"}]
                mark: text
                encoding: {x: {field: a}, y: {field: b, type: quantitative}, text: {field: w}}
            """
        #expect(rows(spec) == ["a|b|w", "x|1|.", "y|2|two"])
    }

    @Test("gives a row of its own to what may belong to several")
    func totals() {
        let spec = """
            layer:
              - data: {values: [{a: x, s: p, b: 1}, {a: x, s: q, b: 2}]}
                mark: bar
                encoding: {x: {field: a}, y: {field: b, type: quantitative}, color: {field: s}}
              - data: {values: [{a: x, w: three}]}
                mark: text
                encoding: {x: {field: a}, text: {field: w}}
            """
        #expect(rows(spec) == ["a|b|s|w", "x|1|p|.", "x|2|q|.", "x|.|.|three"])
    }

    @Test("writes the dates of all layers alike, whatever the axis does, and for machines as ISO 8601")
    func dates() throws {
        let spec = """
            data: {values: [{d: 2026-06-08, e: 2026-07-25, b: 1}]}
            layer:
              - mark: point
                encoding: {x: {field: d, type: temporal, axis: {format: "%Y"}}, y: {field: b, type: quantitative}}
              - mark: rule
                encoding: {x: {field: d, type: temporal}, x2: {field: e}, y: {field: b, type: quantitative}}
            """
        #expect(rows(spec) == ["d|b|e", "8 Jun 2026|1|25 Jul 2026"])
        let table = try #require(Drawing.draw(spec).value?.table)
        #expect(table.columns.map(\.machineTexts) == [["2026-06-08"], [], ["2026-07-25"]])
    }
}
