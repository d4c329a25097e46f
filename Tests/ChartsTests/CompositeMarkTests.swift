import Languages
import Testing

@testable import Charts

@Suite("Box plots, error marks and arcs tell what they show")
struct CompositeMarkTests {
    private static let box = """
        data: {values: [{k: a, v: 1}, {k: a, v: 2}, {k: a, v: 3}, {k: a, v: 20}, {k: b, v: 5}, {k: b, v: 7}]}
        mark: boxplot
        encoding: {x: {field: k, title: Kind}, y: {field: v, type: quantitative, title: Cars}}
        """

    private func rows(_ spec: String, _ language: LanguageTag = .english) -> [String] {
        guard let table = Drawing.draw(spec, language: language).value?.table else { return [] }
        let head = table.columns.map(\.title).joined(separator: "|")
        return [head]
            + (0..<table.rowCount).map { row in
                table.columns.map { $0.isShown[row] ? $0.texts[row] : "." }.joined(separator: "|")
            }
    }

    @Test("a box plot's table has a row for each box and one for each value beyond the whiskers")
    func table() {
        #expect(
            rows(Self.box) == [
                "Kind|Lower whisker of v|Q1 of v|Q3 of v|Upper whisker of v|Median of v|Cars",
                "a|1|1.75|7.25|3|2.5|.", "b|5|5.5|6.5|7|6|.", "a|.|.|.|.|.|20",
            ])
        #expect(
            rows(Self.box, .traditionalChineseHongKong).first
                == "Kind|v（下鬚）|v（下四分位數）|v（上四分位數）|v（上鬚）|v（中位數）|Cars")
    }

    @Test("a box plot is described by its medians")
    func description() {
        #expect(
            Drawing.draw(Self.box).value?.description
                == "Box plot of Cars by Kind, 2 boxes. "
                + "The highest median is b at 6, the lowest a at 2.5.")
        #expect(
            Drawing.draw(Self.box, language: .traditionalChineseHongKong).value?.description
                == "盒形圖，按 Kind 列出 Cars 的分布，共 2 組。中位數最高為 b，6；最低為 a，2.5。")
    }

    @Test("error bars are described by their centres, and bands too")
    func errors() {
        let spec = """
            data: {values: [{k: a, v: 1}, {k: a, v: 3}, {k: b, v: 5}, {k: b, v: 9}]}
            mark: errorbar
            encoding: {x: {field: k}, y: {field: v, type: quantitative}}
            """
        #expect(
            Drawing.draw(spec).value?.description
                == "Error bars with k on the horizontal axis and v on the vertical axis, 2 items. "
                + "The highest mean is b at 7, the lowest a at 2.")
        #expect(rows(spec) == ["k|Mean − stderr of v|Mean + stderr of v", "a|1|3", "b|5|9"])
        #expect(
            rows(spec, .traditionalChineseHongKong).first == "k|v（平均減標準誤差）|v（平均加標準誤差）")
    }

    @Test("a pie is described by its parts")
    func pie() {
        let spec = """
            data: {values: [{k: a, v: 4}, {k: b, v: 6}]}
            mark: arc
            encoding: {theta: {field: v, type: quantitative, title: Cars}, color: {field: k}}
            """
        #expect(
            Drawing.draw(spec).value?.description
                == "Pie chart of Cars by k, 2 slices. The largest share is b at 6 (60%), the smallest a at 4 (40%)."
        )
        #expect(
            Drawing.draw(spec, language: .traditionalChineseHongKong).value?.description
                == "圓形圖，按 k 列出 Cars，共 2 份。最大一份為 b，6（佔 60%）；最小一份為 a，4（佔 40%）。")
        #expect(rows(spec) == ["Cars|k", "4|a", "6|b"])
    }

    @Test("a part that is switched off is not drawn")
    func parts() {
        let whole = Drawing.draw(Self.box).value?.svg.string ?? ""
        let bare =
            Drawing.draw(
                Self.box.replacing(
                    "mark: boxplot", with: "mark: {type: boxplot, outliers: false, median: false, rule: false}")
            ).value?.svg.string ?? ""
        #expect(whole.contains("mark-symbol") && whole.contains("mark-rule role-mark"))
        #expect(!bare.contains("mark-symbol") && !bare.contains("mark-rule role-mark"))
    }

    @Test("the grouping field of an error band may be cut to a unit of time, whose title its axis keeps")
    func timeUnit() {
        let spec = """
            data: {values: [{d: 2024-01-05, v: 1}, {d: 2024-06-01, v: 3}, {d: 2025-02-01, v: 5}, {d: 2025-08-01, v: 6}]}
            mark: errorband
            encoding: {x: {field: d, timeUnit: year}, y: {field: v, type: quantitative}}
            """
        #expect(Drawing.draw(spec).value?.svg.string.contains(">d (year)<") == true)
    }

    @Test("whatever angles and radii are asked for, an arc's outline is finite")
    func arcs() {
        for angle in [0, 1e-9, 1, 3, .pi, 6.283, 2 * .pi, 7, 1e300, -1e300, -2] {
            for radius in [0, 1e-9, 10, 80, 1e300] {
                for corner in [0, 5, 1e6, -3] {
                    let arc = Arc(
                        innerRadius: 20, outerRadius: radius, startAngle: 0, endAngle: angle, padAngle: corner / 100,
                        cornerRadius: corner)
                    let text = String(decoding: arc.path(aroundX: 100, y: 100).bytes, as: UTF8.self)
                    #expect(!text.isEmpty && !text.contains("nan") && !text.contains("inf"))
                }
            }
        }
    }

    @Test(
        "a field that the data lack is told by its nearest name, before the mark makes others of it",
        arguments: ["boxplot", "errorbar", "errorband"])
    func missingField(mark: String) {
        let spec =
            "data: {values: [{group: x, yield: 1}, {group: x, yield: 2}]}\nmark: \(mark)\n"
            + "encoding: {x: {field: group}, y: {field: yeild, type: quantitative}}"
        let findings = Drawing.draw(spec).diagnostics
        #expect(findings.map(\.code.rawValue) == ["chart/field"])
        #expect(findings.first?.location?.line == 3 && findings.first?.hint?.contains("yield") == true)
    }
}
