import Building
import Foundation
import TestSupport
import Testing

/// What stands around a chart on its page.
@Suite("Charts on their pages")
struct ChartPageTests {
    private static let package = """
        origins: [{producer: The package}]
        units:
          cars: {zh-Hant-HK: 輛, en: [car, cars]}
        resources:
          - name: one
            path: one.csv
            origins: [{producer: First office}]
            schema:
              primaryKey: id
              fields: [{name: id, type: string}, {name: value, type: number, unit: cars}]
          - name: two
            path: two.csv
            origins: [{producer: Second office}]
            schema:
              primaryKey: id
              fields: [{name: id, type: string}, {name: value, type: number, unit: cars}]
          - name: three
            path: three.csv
            schema:
              fields: [{name: id, type: string}, {name: value, type: number}]

        """
    private static let axes = "encoding: {y: {field: ID}, x: {field: value, type: quantitative}}\nmark: bar\n"

    private func site(_ chart: String, _ more: [String: String] = [:]) throws -> TemporarySite {
        var files = [
            "content/site.yaml": "title: {zh-Hant-HK: 題, en: T}\nlanguages: [zh-Hant-HK, en]\n",
            "content/b/x/index.md": TemporarySite.page("棒", "![圖](c.vl.yaml)"),
            "content/b/x/index.en.md": TemporarySite.page("Bars", "![Chart](c.vl.yaml)"),
            "content/b/x/datapackage.yaml": Self.package,
            "content/b/x/one.csv": "id,value\na,>70\nb,~50\nc,10\n",
            "content/b/x/two.csv": "id,value\na,>7\nb,4..5\n",
            "content/b/x/three.csv": "id,value\na,7\n",
            "content/b/x/indicators.yaml":
                "half:\n  label: Half\n  formula: one[\"a\"].value / 2\n"
                + "fifth:\n  label: Fifth\n  formula: two[\"b\"].value / 5\n",
            "content/b/x/c.vl.yaml": chart,
        ]
        for (path, text) in more { files[path] = text }
        return try TemporarySite(files)
    }

    private func built(_ chart: String, _ more: [String: String] = [:]) throws -> TemporarySite {
        let site = try site(chart, more)
        let report = site.build()
        #expect(!report.hasFailed, "\(report.messages)")
        return site
    }

    private func paragraph(_ kind: String, of page: String) -> String {
        guard let start = page.range(of: "<p class=\"\(kind)\">") else { return "" }
        let text = page[start.upperBound...].components(separatedBy: "</p>").first ?? ""
        return text.replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
            .trimmingCharacters(in: .whitespaces)
    }

    @Test("the signs that the drawing uses are explained below it, in the page's language")
    func signs() throws {
        let site = try built("data: {name: one}\n" + Self.axes.replacingOccurrences(of: "ID", with: "id"))
        #expect(
            paragraph("chart-signs", of: site.page("b/x/index.html"))
                == "圖例：棒末漸淡，只知下限，漸淡的長短不表示數值。棒末分段，為約數。")
        #expect(
            paragraph("chart-signs", of: site.page("en/b/x/index.html"))
                == "How to read it: Fading end: only the lower bound is known; how far it fades is no value. Striped end: approximate."
        )
    }

    @Test("a chart of exact values explains nothing")
    func exact() throws {
        let site = try built("data: {name: three}\n" + Self.axes.replacingOccurrences(of: "ID", with: "id"))
        #expect(!site.page("b/x/index.html").contains("chart-signs"))
    }

    @Test("the table of a chart says what is known, and its download writes it as data do")
    func table() throws {
        let site = try built("data: {name: one}\n" + Self.axes.replacingOccurrences(of: "ID", with: "id"))
        let page = site.page("b/x/index.html")
        for words in ["逾 70", "約 50"] { #expect(page.contains(">\(words)</td>"), "\(words)") }
        #expect(site.page("b/x/c.vl.csv") == "value,id\n>70,a\n~50,b\n10,c\n")
    }

    @Test("a chart of figures shows what is known of each, and cites the sources of those that it draws")
    func figures() throws {
        let chart =
            "data: {name: figures}\ntransform: [{filter: \"datum.id === 'half'\"}]\n"
            + Self.axes.replacingOccurrences(of: "ID", with: "label")
        let site = try built(chart)
        let page = site.page("b/x/index.html")
        #expect(paragraph("chart-source", of: page).contains("First office"))
        #expect(!paragraph("chart-source", of: page).contains("Second office"))
        #expect(!paragraph("chart-source", of: page).contains("The package"))
        #expect(paragraph("chart-signs", of: page) == "圖例：棒末漸淡，只知下限，漸淡的長短不表示數值。")
        #expect(page.contains(">逾 35</td>"))
    }

    @Test("a chart cites the sources of its table; those of the package where that has none")
    func sources() throws {
        for (table, source) in [("two", "Second office"), ("three", "The package")] {
            let site = try built("data: {name: \(table)}\n" + Self.axes.replacingOccurrences(of: "ID", with: "id"))
            #expect(paragraph("chart-source", of: site.page("en/b/x/index.html")).hasSuffix("Source: \(source)"))
        }
    }

    @Test("a figure that another briefing lends to a title has that briefing's words for its unit")
    func borrowed() throws {
        let site = try built(
            "title: '{=briefing[\"x\"].half}'\ndata: {values: [{a: 1}]}\nmark: bar\nencoding: {x: {field: a, type: quantitative}}\n",
            [
                "content/b/y/index.md": TemporarySite.page("別", "![圖](c.vl.yaml)"),
                "content/b/x/c.vl.yaml":
                    "data: {name: three}\nmark: bar\nencoding: {x: {field: value, type: quantitative}}\n",
                "content/b/y/c.vl.yaml":
                    "title: '{=briefing[\"x\"].half}'\ndata: {values: [{a: 1}]}\nmark: bar\nencoding: {x: {field: a, type: quantitative}}\n",
            ])
        #expect(site.page("b/y/index.html").contains(">逾 35 輛</text>"))
    }

    @Test("a figure in a quoted title is reported where it stands, past the escapes before it")
    func escapes() throws {
        let site = try site(
            "title: \"\\\"甲\\\" {=nothing}\"\ndata: {name: three}\nmark: bar\nencoding: {x: {field: value, type: quantitative}}\n"
        )
        let places = site.build().findings.compactMap(\.location).filter { $0.file.hasSuffix("c.vl.yaml") }
        #expect(!places.isEmpty)
        #expect(places.allSatisfy { $0.line == 1 && $0.column == 17 }, "\(places)")
    }
}
