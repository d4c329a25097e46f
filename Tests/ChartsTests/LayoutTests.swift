import Languages
import Testing

@testable import Charts

@Suite("Texts, overlap and descriptions")
struct LayoutTests {
    @Test("a Han character is as wide as the text is high; Latin has Helvetica's widths")
    func widths() {
        #expect(TextMetrics.width("香港", size: 13) == 26)
        #expect(abs(TextMetrics.width("0", size: 10) - 5.56) < 1e-9)
        #expect(TextMetrics.width("Wide", size: 10, bold: true) > TextMetrics.width("Wide", size: 10))
    }

    @Test("a text beyond its limit ends in an ellipsis")
    func truncated() {
        #expect(TextMetrics.truncated("short", to: 100, size: 10, bold: false) == "short")
        let cut = TextMetrics.truncated("a long label of an axis", to: 60, size: 10, bold: false)
        #expect(cut.hasSuffix("…"))
        #expect(TextMetrics.width(cut, size: 10) <= 60)
    }

    @Test(
        "a label breaks at spaces and between Han characters, never before a closing mark",
        arguments: [
            ("深水埗區及油尖旺區", 66.0, ["深水埗區及", "油尖旺區"]), ("North and South", 60, ["North and", "South"]),
            ("新田（規劃）", 40, ["新田", "（規", "劃）"]), ("one", 100, ["one"]), ("1970 年代", 50, ["1970", "年代"]),
            ("12月", 20, ["12月"]),
            ("銀髮勞動力", 55, ["銀髮勞", "動力"]),
        ])
    func wrapped(text: String, limit: Double, lines: [String]) {
        #expect(TextMetrics.wrapped(text, to: limit, size: 13, bold: false) == lines)
    }

    private func labels(_ places: [Double]) -> [SceneItem] {
        places.map { place in
            var run = TextRun(lines: ["0000"], x: place, y: 0)
            run.align = .center
            run.size = 10
            return SceneItem(shape: .text(run))
        }
    }

    @Test("labels that touch are halved until none does; two remain at least")
    func overlap() {
        let close = labels([0, 10, 20, 30, 40])
        #expect(Overlap.thinned(close, method: "parity", separation: 0).count == 2)
        let wide = labels([0, 30, 60])
        #expect(Overlap.thinned(wide, method: "parity", separation: 0).count == 3)
        #expect(Overlap.thinned(close, method: nil, separation: 0).count == 5)
    }

    @Test("a description names the axes, the extremes, and where a line goes")
    func description() {
        let spec = """
            data: {values: [{d: '2025-12', v: 100}, {d: '2026-03', v: 250}, {d: '2026-06', v: 200}]}
            mark: line
            encoding: {x: {field: d, type: temporal, title: Month}, y: {field: v, type: quantitative, title: Cars}}
            """
        #expect(
            Drawing.draw(spec).value?.description
                == "Line chart of Cars by Month, 3 points. It rises from 100 in Dec 2025 to 200 in Jun 2026; the highest "
                + "is 250 in Mar 2026.")
        let chinese = Drawing.draw(spec, language: .traditionalChineseHongKong).value?.description ?? ""
        #expect(chinese.hasPrefix("折線圖，顯示 Cars 隨 Month 的變化，共 3 點。由"))
        #expect(chinese.contains("由2025年12月的 100 升至2026年6月的 200；最高為2026年3月的 250。"))
    }

    @Test("a written description stands, in the page's language")
    func written() {
        let spec = """
            description: {zh-Hant-HK: 說明, en: What it shows}
            data: {values: [{a: x, b: 1}]}
            mark: bar
            encoding: {x: {field: a}, y: {field: b, type: quantitative}}
            """
        #expect(Drawing.draw(spec).value?.description == "What it shows")
        #expect(Drawing.draw(spec, language: .traditionalChineseHongKong).value?.description == "說明")
    }
}
