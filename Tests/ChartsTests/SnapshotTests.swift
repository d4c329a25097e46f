import Diagnostics
import Files
import Languages
import TestSupport
import Testing

@testable import Charts

@Suite("Each rule of drawing has a specification and its drawing")
struct SnapshotTests {
    @Test("in Vega's own look", arguments: Fixture.names(in: "charts", suffix: ".vl.yaml"))
    func vega(name: String) throws {
        let drawn = Drawing.draw(Fixture.text("charts/\(name)"))
        #expect(drawn.diagnostics.isEmpty)
        let output = try #require(drawn.value)
        let svg = output.svg.string.replacing("><", with: ">\n<") + "\n"
        #expect(Snapshot.difference(svg, from: "charts/\(name.dropLast(8)).svg") == nil)
    }

    @Test("in the house look, with Chinese labels")
    func house() throws {
        let spec = """
            title: {zh-Hant-HK: '算力：{=power ",.0f"}', en: Power}
            data: {name: capacity}
            mark: bar
            encoding:
              y: {field: label, sort: -x, title: null}
              x: {field: value, type: quantitative}
            """
        let table = Drawing.table("capacity", [("數碼港", "3000"), ("全港", "~5000"), ("新田（規劃）", ">9000")])
        let drawn = Drawing.draw(
            spec, language: .traditionalChineseHongKong, theme: Drawing.house, tables: [table],
            figureText: { formula, format, _ in Diagnosed("[\(formula) \(format ?? "")]") })
        #expect(drawn.diagnostics.isEmpty)
        let output = try #require(drawn.value)
        #expect(output.title == "算力：[power ,.0f]")
        #expect(output.description == "棒形圖，按 label 列出數值，共 3 項。最高為新田（規劃），逾 9,000；最低為數碼港，3,000。其中 1 項為約數，1 項只知下限。")
        #expect(output.table.columns.map(\.title) == ["數值", "label"])
        let svg = output.svg.string.replacing("><", with: ">\n<") + "\n"
        #expect(Snapshot.difference(svg, from: "charts/house-bars.svg") == nil)
    }

    @Test("the theme that the project ships is read without a finding")
    func shipped() {
        let file = SourceFile(path: "chart-theme.yaml", bytes: Fixture.bytes("../../templates/chart-theme.yaml"))
        let read = YAML.parse(file).value.map { ChartTheme.read($0, name: "gazette") }
        #expect(read?.value != nil)
        #expect(read?.diagnostics == [])
    }

    @Test("an unknown property of a theme is an error at its place")
    func wrongTheme() {
        let file = SourceFile(path: "theme.yaml", text: "config:\n  axis: {gird: true}\ncolours: {c1: blu}")
        let read = YAML.parse(file).value.map { ChartTheme.read($0, name: "gazette") }
        #expect(read?.value == nil)
        #expect(read?.diagnostics.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0)" } == ["2:10", "3:15"])
    }

    @Test("a colour of the theme gets a class for the style sheet beside its attribute")
    func classes() {
        let spec =
            "data: {values: [{a: x, b: 1}]}\nmark: bar\nencoding: {x: {field: a}, y: {field: b, type: quantitative}}"
        let svg = Drawing.draw(spec, theme: Drawing.house).value?.svg.string ?? ""
        #expect(svg.contains("fill=\"#12436d\" class=\"fill-c1\""))
        #expect(!svg.contains("style="))
    }

    @Test("a percentage enters as it is published: 44, not 0.44")
    func percent() throws {
        let table = Drawing.table("share", [("a", "44"), ("b", "56")], unit: .percent)
        let drawn = Drawing.draw(
            "data: {name: share}\nmark: bar\nencoding: {x: {field: label}, y: {field: value, type: quantitative}}",
            tables: [table])
        let output = try #require(drawn.value)
        #expect(output.table.columns.first { $0.name == "value" }?.numbers == [44, 56])
        #expect(output.units == ["%"])
    }

    @Test("a compiled chart is drawn again with other data")
    func again() throws {
        let node = try #require(
            YAML.parse(
                SourceFile(
                    path: "c.vl.yaml",
                    text:
                        "data: {name: t}\nmark: bar\nencoding: {x: {field: label}, y: {field: value, type: quantitative}}"
                )
            ).value)
        func request(_ value: String) -> ChartRequest {
            let table = Drawing.table("t", [("a", value)])
            return ChartRequest(
                spec: node, file: "c.vl.yaml", language: .english, theme: .vega, tableNames: ["t"],
                table: { _ in table })
        }
        let compiled = try #require(Chart.compile(request("1")).value)
        #expect(compiled.draw(request("1")).value?.table.columns.last?.numbers == [1])
        #expect(compiled.draw(request("7")).value?.table.columns.last?.numbers == [7])
    }
}
