import Foundation
import Languages
import Tables
import TestSupport
import Testing

@testable import Charts

@Suite("Views composed of views")
struct CompositionTests {
    private static let data = "data: {values: [{a: 1, b: 2, c: u}, {a: 3, b: 4, c: v}]}\n"

    @Test(
        "what cannot be composed is an error at its place",
        arguments: [
            ("facet: {field: c}", "1:1 chart/value"),
            ("hconcat: []", "2:10 chart/value"),
            ("repeat: []\nspec: {mark: bar}", "2:9 chart/value"),
            ("repeat: [a]\nspec: {mark: point, encoding: {x: {field: {repeat: row}}}}", "3:52 chart/value"),
            ("layer: [{hconcat: [{mark: bar}]}]", "2:9 chart/value"),
            ("layer: [{mark: point}]\nencoding: {row: {field: c}}", "3:17 chart/value"),
            ("mark: point\nencoding: {row: {field: d}, x: {field: a}}", "3:25 chart/field"),
            ("mark: point\nencoding: {row: {title: R}, x: {field: a}}", "3:17 chart/value"),
            (
                "facet: {row: {aggregate: mean, field: a}}\nspec: {mark: point, encoding: {x: {field: a}}}",
                "2:14 chart/unsupported"
            ),
            ("mark: point\nencoding: {facet: {field: c, spacing: wide}, x: {field: a}}", "3:39 chart/value"),
        ])
    func errors(spec: String, finding: String) {
        #expect(Drawing.findings(Self.data + spec) == [finding])
    }

    @Test("cells with `sort: null` stand in the order of the data in the house look; Vega sorts them all the same")
    func unsorted() {
        let spec =
            "data: {values: [{a: 1, c: v}, {a: 2, c: u}]}\nfacet: {row: {field: c, sort: null}}\n"
            + "spec: {mark: bar, encoding: {x: {field: a, type: quantitative}}}"
        func order(_ theme: ChartTheme) -> [Bool] {
            let svg = Drawing.draw(spec, theme: theme).value?.svg.string ?? ""
            guard let u = svg.range(of: ">u</text>"), let v = svg.range(of: ">v</text>") else { return [] }
            return [v.lowerBound < u.lowerBound]
        }
        #expect(order(Drawing.house) == [true])
        #expect(order(.vega) == [false])
    }

    @Test("a cell is told to a screen reader by what it stands for")
    func cellLabels() {
        let spec =
            Self.data + "mark: point\nencoding: {column: {field: c, title: Kind}, x: {field: a, type: quantitative}}"
        let svg = Drawing.draw(spec).value?.svg.string ?? ""
        #expect(svg.contains("role=\"graphics-object\" aria-label=\"Kind: u\""))
        let chinese = Drawing.draw(spec, language: .traditionalChineseHongKong).value?.svg.string ?? ""
        #expect(chinese.contains("aria-label=\"Kind：v\""))
    }

    @Test("the table of a facet has its field, its rows are those of all cells")
    func facetTable() throws {
        let spec =
            Self.data
            + "mark: bar\nencoding: {row: {field: c, title: Kind}, x: {field: b, type: quantitative}, y: {field: a}}"
        let output = try #require(Drawing.draw(spec).value)
        #expect(output.table.columns.map(\.title) == ["Kind", "b", "a"])
        #expect(output.table.columns.map(\.texts) == [["u", "v"], ["2", "4"], ["1", "3"]])
        #expect(
            output.description
                == "Bar chart of b by a, one for each Kind, 2 bars. "
                + "The highest is 3 (v) at 4, the lowest 1 (u) at 2.")
    }

    @Test("the description of several plots tells of each")
    func concatDescription() throws {
        let spec =
            Self.data
                + """
                hconcat:
                  - {mark: bar, encoding: {x: {field: c}, y: {field: a, type: quantitative}}}
                  - {mark: point, encoding: {x: {field: a, type: quantitative}, y: {field: b, type: quantitative}}}
                """
        let output = try #require(Drawing.draw(spec, language: .traditionalChineseHongKong).value)
        #expect(
            output.description
                == "共 2 幅圖。棒形圖，按 c 列出 a，共 2 項。最高為 v，3；最低為 u，1。散點圖，橫軸為 a，縱軸為 b，共 2 點。a 由 1 至 3，b 由 2 至 4。")
        #expect(output.table.columns.map(\.name) == ["c", "a", "b"])
    }

    @Test("in the house look, plots side by side share the width of one, and vertical titles stand once above labels")
    func house() throws {
        let spec = """
            title: {zh-Hant-HK: 兩地比較, en: Two places}
            data: {name: t}
            mark: bar
            encoding:
              facet: {field: label}
              x: {field: value, type: quantitative}
              y: {field: label, title: 地方}
            """
        let table = Drawing.table("t", [("數碼港", "3000"), ("河套深港科技創新合作區", "4200"), ("新田", "900")])
        let drawn = Drawing.draw(
            spec, language: .traditionalChineseHongKong, theme: Drawing.house, tables: [table])
        #expect(drawn.diagnostics.isEmpty)
        let output = try #require(drawn.value)
        #expect(output.width <= 641)
        let svg = output.svg.string.replacing("><", with: ">\n<") + "\n"
        #expect(svg.ranges(of: ">地方<").count == 1)
        #expect(Snapshot.difference(svg, from: "charts/house-facet.svg") == nil)
    }

    @Test("plots of different sizes cut off their marks each at its own frame")
    func clips() {
        let part = "mark: {type: point, clip: true}, encoding: {x: {field: a, type: quantitative}}"
        let spec = Self.data + "hconcat: [{width: 50, height: 40, \(part)}, {width: 70, height: 40, \(part)}]"
        let svg = Drawing.draw(spec, idPrefix: "p-").value?.svg.string ?? ""
        #expect(svg.contains("id=\"p-clip\""))
        #expect(svg.contains("id=\"p-clip-2\""))
        #expect(svg.contains("url(#p-clip-2)"))
    }
}
