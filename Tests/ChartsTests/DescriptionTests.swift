import Diagnostics
import Languages
import Tables
import TestSupport
import Testing

@testable import Charts

@Suite("What is said of a chart to those who do not see it")
struct DescriptionTests {
    private static func text(_ spec: String, _ language: LanguageTag = .english, tables: [Table] = []) -> String? {
        Drawing.draw(spec, language: language, theme: Drawing.house, tables: tables).value?.description
    }

    private static let parts =
        "data: {values: [{a: p, s: m, v: -3}, {a: p, s: f, v: 4}, {a: q, s: m, v: -5}, {a: q, s: f, v: 2}]}\n"

    private static let positive = "data: {values: [{a: p, v: 3}, {a: q, v: 5}]}\n"

    @Test(
        "bars to both sides of zero are stacked only where some stand upon each other",
        arguments: [
            ("", "Diverging bar chart of v by a and s, 4 bars. The highest is p (f) at 4, the lowest q (m) at −5."),
            (
                "transform: [{calculate: 'abs(datum.v)', as: v}]\n",
                "Stacked bar chart of v by a and s, 4 bars. The highest is q (m) at 5, the lowest q (f) at 2."
            ),
            (
                "transform: [{filter: datum.s == 'f'}]\n",
                "Bar chart of v by a and s, 2 bars. The highest is p (f) at 4, the lowest q (f) at 2."
            ),
        ])
    func diverging(transform: String, text: String) {
        let spec = "mark: bar\nencoding: {y: {field: a}, x: {field: v, type: quantitative}, color: {field: s}}"
        #expect(Self.text(Self.parts + transform + spec) == text)
    }

    @Test("an axis that shows no signs is told without them: a population pyramid")
    func mirrored() {
        let spec = """
            data: {values: [{a: young, s: m, n: 30}, {a: young, s: f, n: 28}, {a: old, s: m, n: 12}, {a: old, s: f, n: 19}]}
            transform: [{calculate: "datum.s == 'm' ? -datum.n : datum.n", as: signed_n}]
            mark: bar
            encoding:
              y: {field: a}
              x: {field: signed_n, type: quantitative, axis: {labelExpr: "format(abs(datum.value), ',')"}}
              color: {field: s}
            """
        #expect(
            Self.text(spec)
                == "Diverging bar chart of n by a and s, 4 bars. The highest is young (m) at 30, the lowest old (m) at 12."
        )
    }

    @Test(
        "columns that transforms make are called by what they are made of",
        arguments: [
            ("aggregate: [{op: sum, field: v, as: sum_v}], groupby: [a]", "sum_v", "Sum of v", "v（總和）"),
            ("joinaggregate: [{op: mean, field: v, as: m}], groupby: [a]", "m", "m", "v（平均）"),
            ("window: [{op: sum, field: v, as: run_v}]", "run_v", "Running total of v", "v（累計）"),
            ("aggregate: [{op: count, as: n_rows}], groupby: [a]", "n_rows", "Count", "數目"),
            ("calculate: '-datum.v', as: minus_v", "minus_v", "v", "v"),
            ("calculate: 'datum.v / 2', as: half_v", "half_v", "half_v", "half_v"),
            ("aggregate: [{op: sum, field: v, as: 合計}], groupby: [a]", "合計", "合計", "合計"),
        ])
    func computed(transform: String, column: String, english: String, chinese: String) {
        let spec =
            Self.positive + "transform: [{\(transform)}]\nmark: bar\n"
            + "encoding: {y: {field: a}, x: {field: \(column), type: quantitative}}"
        #expect(Self.text(spec)?.hasPrefix("Bar chart of \(english) by a, ") == true, "\(Self.text(spec) ?? "")")
        let told = Self.text(spec, .traditionalChineseHongKong) ?? ""
        #expect(told.hasPrefix(ProseSpacing.joined("棒形圖，按", "a", "列出", chinese)), "\(told)")
    }

    @Test("a count without a title is told as a count, in the table too")
    func count() {
        let spec = Self.parts + "mark: bar\nencoding: {y: {field: a}, x: {aggregate: count, title: null}}"
        #expect(Self.text(spec) == "Bar chart of Count of Records by a, 2 bars. All are 2.")
        let table = Drawing.draw(spec, theme: Drawing.house).value?.table
        #expect(table?.columns.map(\.title) == ["Count of Records", "a"])
    }

    @Test("a bar from one value to another is told by both")
    func ranges() {
        let spec = """
            data: {values: [{a: p, low: 2, high: 7}, {a: q, low: 5, high: 6.5}]}
            mark: bar
            encoding: {y: {field: a}, x: {field: low, type: quantitative}, x2: {field: high}}
            """
        #expect(Self.text(spec) == "Range chart of low to high by a, 2 bars. p from 2 to 7; q from 5 to 6.5.")
        #expect(
            Self.text(spec, .traditionalChineseHongKong) == "區間棒形圖，按 a 列出 low 至 high，共 2 項。p 由 2 至 7；q 由 5 至 6.5。")
    }

    @Test("of many ranges the reach and the longest are told")
    func manyRanges() {
        let rows = (1...8).map { "{a: k\($0), from: \($0), to: \($0 * $0 + 1)}" }.joined(separator: ", ")
        let spec =
            "data: {values: [\(rows)]}\nmark: bar\n"
            + "encoding: {y: {field: a}, x: {field: from, type: quantitative, title: span}, x2: {field: to}}"
        #expect(
            Self.text(spec)
                == "Range chart of span by a, 8 bars. They reach from 1 (k1) to 65 (k8); the longest is k8, from 8 to 65."
        )
    }

    @Test("the entries of a plan are told from their beginnings to their ends")
    func plan() {
        let spec = """
            data: {values: [{a: Survey, s: 2026-01, e: 2026-03}, {a: Works, s: 2026-04, e: 2026-04}]}
            mark: bar
            encoding:
              y: {field: a}
              x: {field: s, type: temporal, axis: {format: '%Y-%m'}}
              x2: {field: e}
            """
        #expect(Self.text(spec) == "Timeline, 2 entries. Survey from 2026-01 to 2026-03; Works in 2026-04.")
        #expect(
            Self.text(spec, .traditionalChineseHongKong)
                == "時間線，共 2 項。Survey 由 2026-01 至 2026-03；Works 在 2026-04。")
    }

    @Test(
        "numbers are told as their axis writes them: percent and currencies",
        arguments: [
            (".0%", "Bar chart of v by a, 2 bars. The highest is q at 25.6%, the lowest p at 3%."),
            ("$,.2f", "Bar chart of v by a, 2 bars. The highest is q at $0.256, the lowest p at $0.03."),
            (".1f", "Bar chart of v by a, 2 bars. The highest is q at 0.256, the lowest p at 0.03."),
        ])
    func formats(format: String, text: String) {
        let spec =
            "data: {values: [{a: p, v: 0.03}, {a: q, v: 0.256}]}\nmark: bar\n"
            + "encoding: {y: {field: a}, x: {field: v, type: quantitative, axis: {format: '\(format)'}}}"
        #expect(Self.text(spec) == text)
    }

    @Test("no dimension is told twice")
    func twice() {
        let spec =
            Self.parts
            + "mark: bar\nencoding: {y: {field: a, title: 月份}, x: {field: v, type: quantitative}, color: {field: s, title: 月份}}"
        #expect(Self.text(spec, .traditionalChineseHongKong)?.hasPrefix("雙向棒形圖，按月份列出 v，") == true)
    }

    @Test("cells with scales of their own are told each by itself")
    func cells() {
        let spec = """
            data: {values: [{k: cars, w: before, v: 100}, {k: cars, w: after, v: 200}, {k: cities, w: before, v: 4}, {k: cities, w: after, v: 9}]}
            mark: bar
            encoding: {row: {field: k}, y: {field: w, sort: null}, x: {field: v, type: quantitative}}
            resolve: {scale: {x: independent}}
            """
        #expect(
            Self.text(spec)
                == "Bar chart of v by w, one for each k, 4 bars. cars: before 100, after 200; cities: before 4, after 9."
        )
    }

    @Test("years are years in Chinese")
    func years() {
        let spec = """
            data: {values: [{year: 2012, v: 3}, {year: 2022, v: 5}]}
            mark: line
            encoding: {x: {field: year, type: ordinal, title: 年份}, y: {field: v, type: quantitative, title: 數量}}
            """
        #expect(
            Self.text(spec, .traditionalChineseHongKong) == "折線圖，顯示數量隨年份的變化，共 2 點。由2012年的 3 升至2022年的 5。")
    }
}
