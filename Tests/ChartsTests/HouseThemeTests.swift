import Files
import Languages
import TestSupport
import Testing

@testable import Charts

@Suite("The house theme: names beside lines, small screens, colours that can be read")
struct HouseThemeTests {
    static let theme: ChartTheme = {
        let file = SourceFile(path: "chart-theme.yaml", bytes: Fixture.bytes("../../templates/chart-theme.yaml"))
        return YAML.parse(file).value.flatMap { ChartTheme.read($0, name: "gazette").value } ?? .vega
    }()

    static func draw(_ yaml: String, language: LanguageTag = .english, theme: ChartTheme = theme) throws -> ChartOutput
    {
        try #require(Drawing.draw(yaml, language: language, theme: theme).value)
    }

    /// A line chart of some series, each with its values in order.
    static func lines(_ series: [(String, [Double])], colour: String = "", layer: String = "") -> String {
        let rows = series.flatMap { name, values in
            values.enumerated().map { "{t: \($0.offset), s: \(name), v: \($0.element)}" }
        }
        return """
            data: {values: [\(rows.joined(separator: ", "))]}
            encoding:
              x: {field: t, type: quantitative}
              y: {field: v, type: quantitative}
            layer:
              - mark: line
                encoding: {color: {field: s, type: nominal\(colour)}}
            \(layer)
            """
    }

    /// All items of a role in a drawing, in the coordinates of their groups.
    static func items(_ role: String, in group: SceneGroup) -> [SceneItem] {
        group.children.flatMap { node -> [SceneItem] in
            switch node {
            case .mark(let mark): mark.role == role ? mark.items : []
            case .group(_, let items, _): items.flatMap { Self.items(role, in: $0) }
            }
        }
    }

    static func texts(_ items: [SceneItem]) -> [TextRun] {
        items.compactMap { if case .text(let run) = $0.shape { run } else { nil } }
    }

    // MARK: - Names beside lines

    @Test("names stand at the ends of lines, and there is no legend")
    func direct() throws {
        let output = try Self.draw(Self.lines([("North", [1, 2, 9]), ("South", [3, 4, 5])]))
        let labels = Self.texts(Self.items("series-label", in: output.scene.root))
        #expect(labels.map { $0.lines.joined() } == ["North", "South"])
        #expect(!output.svg.string.contains("role-legend"))
        #expect(
            Snapshot.difference(
                output.svg.string.replacing("><", with: ">\n<") + "\n", from: "charts/house-lines.svg") == nil)
    }

    @Test("an author who writes a legend gets it; one who writes null gets neither")
    func asked() throws {
        let series = [("North", [1.0, 2]), ("South", [3, 4])]
        let asked = try Self.draw(Self.lines(series, colour: ", legend: {orient: bottom}"))
        #expect(asked.svg.string.contains("role-legend") && !asked.svg.string.contains("series-label"))
        let none = try Self.draw(Self.lines(series, colour: ", legend: null"))
        #expect(!none.svg.string.contains("role-legend") && !none.svg.string.contains("series-label"))
    }

    @Test("names that the author drew are not drawn twice")
    func drawn() throws {
        let layer = "  - {mark: text, encoding: {text: {field: s, type: nominal}}}"
        let output = try Self.draw(Self.lines([("North", [1, 2]), ("South", [3, 4])], layer: layer))
        #expect(!output.svg.string.contains("role-legend") && !output.svg.string.contains("series-label"))
    }

    @Test("a line that ends early has its name at its end")
    func early() throws {
        let output = try Self.draw(Self.lines([("Long", [1, 1, 1, 1, 1]), ("Short", [9, 9, 9])]))
        let labels = Self.texts(Self.items("series-label", in: output.scene.root))
        let (long, short) = try (
            #require(labels.first { $0.lines == ["Long"] }), #require(labels.first { $0.lines == ["Short"] })
        )
        #expect(short.x < long.x - 100)
    }

    @Test("names of ends that lie together are moved apart until none overlaps", arguments: [2, 5, 9, 12])
    func apart(count: Int) throws {
        let series = (0..<count).map { ("Series\($0)", [Double($0) * 20, 50 + Double($0) * 0.3]) }
        let output = try Self.draw(Self.lines(series))
        let items = Self.items("series-label", in: output.scene.root)
        #expect(items.count == count)
        for (i, a) in items.enumerated() {
            for b in items[(i + 1)...] { #expect(!a.bounds.meets(b.bounds, 0)) }
        }
    }

    @Test("more names than there is room for make a legend")
    func crowded() throws {
        let series = (0..<15).map { ("S\($0)", [Double($0), Double($0)]) }
        #expect(try Self.draw(Self.lines(series)).svg.string.contains("role-legend"))
    }

    @Test("a band that has come to little by its end has its name where it is thick")
    func withinBands() throws {
        func rows(_ name: String, _ v: [Double]) -> [String] {
            v.enumerated().map { "{t: \($0.offset), s: \(name), v: \($0.element)}" }
        }
        let values = rows("Coal", [10, 40, 60, 20, 0]) + rows("Wind", [30, 30, 30, 30, 40])
        let output = try Self.draw(
            "data: {values: [\(values.joined(separator: ", "))]}\nmark: area\nencoding: {x: {field: t, type: quantitative}, "
                + "y: {field: v, type: quantitative}, color: {field: s, type: nominal}}")
        let labels = Self.texts(Self.items("series-label", in: output.scene.root))
        #expect(labels.map { $0.lines.joined() } == ["Coal", "Wind"])
        #expect(labels.allSatisfy { $0.align == .center })
    }

    @Test("places: as near as can be, in order, apart, within their ends")
    func places() {
        #expect(LabelPlacing.places([10, 50], [10, 10], from: 0, to: 100) == [10, 50])
        #expect(LabelPlacing.places([50, 50], [10, 10], from: 0, to: 100) == [45, 55])
        #expect(LabelPlacing.places([2, 3, 90], [10, 10, 10], from: 0, to: 100) == [5, 15, 90])
        #expect(LabelPlacing.places([98, 99], [10, 10], from: 0, to: 100) == [85, 95])
        #expect(LabelPlacing.places([1, 2, 3], [10, 10, 10], from: 0, to: 20) == nil)
    }

    @Test("a legend is in the order of the data; where the axis names the colours there is none")
    func legendOrder() throws {
        let rows = "{a: x, g: 丙, v: 1}, {a: x, g: 甲, v: 2}, {a: y, g: 丙, v: 2}, {a: y, g: 甲, v: 3}"
        let output = try Self.draw(
            "data: {values: [\(rows)]}\nmark: bar\nencoding: {x: {field: a, type: nominal}, y: {field: v, type: "
                + "quantitative}, color: {field: g, type: nominal}}")
        let entries = Self.texts(Self.items("legend-label", in: output.scene.root))
        #expect(entries.map { $0.lines.joined() } == ["丙", "甲"])
        let plain = try Self.draw(
            "data: {values: [\(rows)]}\nmark: bar\nencoding: {x: {field: g, type: nominal}, y: {field: v, type: "
                + "quantitative, aggregate: sum}, color: {field: g, type: nominal}}")
        #expect(!plain.svg.string.contains("role-legend"))
    }

    // MARK: - Small screens

    private static let bars = """
        title: {text: A title that is so long that on a small screen it takes two lines or three, subtitle: And a subtitle}
        data: {values: [{n: Innovation and technology infrastructure of the north, v: 42}, {n: Finance, v: 12}]}
        mark: bar
        encoding: {y: {field: n, type: nominal, title: null}, x: {field: v, type: quantitative, title: Measures}}
        """

    private func request(_ yaml: String) throws -> ChartRequest {
        let node = try #require(YAML.parse(SourceFile(path: "c.vl.yaml", text: yaml)).value)
        return ChartRequest(
            spec: node, file: "c.vl.yaml", language: .english, theme: Self.theme, idPrefix: "c-")
    }

    @Test("a small screen gets a drawing of its own width, whose ids are its own")
    func narrow() throws {
        let request = try request(Self.bars)
        let wide = try #require(Chart.draw(request).value)
        let narrow = try #require(Chart.narrow(request, beside: wide))
        #expect(abs(wide.width - 540) < 4 && abs(narrow.width - 358) < 4)
        #expect(narrow.svg.string.contains("id=\"c-narrow-desc\"") && !narrow.svg.string.contains("id=\"c-desc\""))
        #expect(
            Snapshot.difference(
                narrow.svg.string.replacing("><", with: ">\n<") + "\n", from: "charts/house-narrow.svg") == nil)
    }

    @Test("an author's width is kept: it is drawn once")
    func explicit() throws {
        let request = try request(Self.bars + "\nwidth: 500")
        let wide = try #require(Chart.draw(request).value)
        #expect(Chart.narrow(request, beside: wide) == nil)
    }

    @Test("cells stand below each other, views side by side go on below")
    func narrowComposed() throws {
        let rows = ["a", "b", "c"].flatMap { f in (0..<3).map { "{f: \(f), t: \($0), v: \($0)}" } }.joined(
            separator: ", ")
        let unit = "mark: line, encoding: {x: {field: t, type: quantitative}, y: {field: v, type: quantitative}}"
        for view in [
            "facet: {field: f, type: nominal}\ncolumns: 3\nspec: {\(unit)}", "hconcat: [{\(unit)}, {\(unit)}]",
        ] {
            let request = try request("data: {values: [\(rows)]}\n" + view)
            let wide = try #require(Chart.draw(request).value)
            let narrow = try #require(Chart.narrow(request, beside: wide))
            #expect(narrow.width < 380 && narrow.height > wide.height)
        }
    }

    @Test("long names stand above their bars, short ones beside them")
    func namesAbove() throws {
        let names = Self.texts(Self.items("axis-label", in: try Self.draw(Self.bars).scene.root)).filter {
            $0.align == .left && $0.x == 0
        }
        #expect(
            names.map { $0.lines.joined(separator: " ") }.contains(
                "Innovation and technology infrastructure of the north"))
        let short = try Self.draw(
            Self.bars.replacing("Innovation and technology infrastructure of the north", with: "Land"))
        #expect(
            Self.texts(Self.items("axis-label", in: short.scene.root)).contains {
                $0.lines == ["Land"] && $0.align == .right
            })
    }

    @Test("words of an author that would meet on a small screen are moved by a line")
    func wordsApart() throws {
        let request = try request(
            """
            data: {values: [{t: 0, v: 1, w: A first event of some length}, {t: 3, v: 1, w: A second event beside it}, {t: 9, v: 2, w: End}]}
            mark: {type: text, align: left}
            encoding: {x: {field: t, type: quantitative}, y: {field: v, type: quantitative}, text: {field: w}}
            """)
        let wide = try #require(Chart.draw(request).value)
        let narrow = try #require(Chart.narrow(request, beside: wide))
        let words = Self.items("mark", in: narrow.scene.root)
        #expect(words.count == 3 && !words[0].bounds.meets(words[1].bounds, 0))
    }

    @Test("names above a plot that take two lines grow away from it")
    func topNames() throws {
        let output = try Self.draw(
            """
            data: {values: [{a: North, b: A name of many words that is long, v: 1}, {a: South, b: B, v: 2}, {a: South, b: C, v: 2}, {a: South, b: D, v: 2}]}
            mark: circle
            encoding: {x: {field: b, type: nominal, axis: {orient: top}}, y: {field: a, type: nominal}, size: {field: v, type: quantitative, legend: null}}
            """)
        let labels = Self.items("axis-label", in: output.scene.root).filter {
            Self.texts([$0]).contains { $0.lines.count > 1 }
        }
        #expect(labels.count == 1 && labels.allSatisfy { $0.bounds.y2 <= 0 })
    }

    @Test("Chinese titles break after their punctuation, never before it; English ones between words, evenly")
    func titles() {
        #expect(
            TextMetrics.balanced(["深圳的數據到二零二零年為止，其餘三個十分接近。"], to: 260, size: 17, bold: true)
                == ["深圳的數據到二零二零年為止，", "其餘三個十分接近。"])
        let lines = TextMetrics.wrapped("一二三四五，六七八。九十", to: 65, size: 13, bold: false)
        #expect(lines.allSatisfy { line in !["，", "。", "」"].contains { line.hasPrefix($0) } })
        #expect(
            TextMetrics.balanced(["one two three four five six"], to: 140, size: 13, bold: false) == [
                "one two three", "four five six",
            ])
    }

    // MARK: - Colours

    @Test("names have a contrast of 4.5 on light and on dark ground, whatever the colour of their line")
    func nameContrast() throws {
        let colours = ["#12436d", "#1f7f78", "#c2500f", "#ffd400", "#88ccee", "#cccccc", "#000080"]
        let series = colours.indices.map { ("S\($0)", [0, Double($0) * 30]) }
        let range = colours.map { "'\($0)'" }.joined(separator: ", ")
        let output = try Self.draw(Self.lines(series, colour: ", scale: {range: [\(range)]}"))
        let items = Self.items("series-label", in: output.scene.root)
        #expect(items.count == colours.count)
        for item in items {
            guard case .colour(let text)? = item.style.fill, let colour = Colour(text) else { continue }
            #expect(colour.contrast(with: Self.theme.grounds.light) >= 4.5)
            #expect(
                Self.theme.onDark(colour, isOfRamp: item.style.isOfRamp, least: 4.5).contrast(
                    with: Self.theme.darkGround) >= 4.5)
        }
    }

    @Test("every colour of the palette has 3 to 1 as a mark and 4.5 as text in both schemes")
    func palette() {
        for i in 1...8 {
            guard let light = Self.theme.colour(named: "c\(i)"), let dark = Self.theme.dark["c\(i)"] else {
                Issue.record("c\(i) is missing")
                continue
            }
            #expect(
                light.contrast(with: Self.theme.grounds.light) >= 4.5
                    && dark.contrast(with: Self.theme.darkGround) >= 4.5)
        }
    }

    @Test("words on cells have a contrast of 4.5 to their cell in both schemes")
    func cells() throws {
        let rows = (0..<24).map { "{x: \($0 % 6), y: \($0 / 6), v: \($0)}" }.joined(separator: ", ")
        let output = try Self.draw(
            """
            data: {values: [\(rows)]}
            encoding: {x: {field: x, type: ordinal}, y: {field: y, type: ordinal}}
            layer:
              - {mark: rect, encoding: {color: {field: v, type: quantitative}}}
              - {mark: text, encoding: {text: {field: v, type: quantitative}}}
            """)
        let marks = Self.items("mark", in: output.scene.root)
        let words = marks.filter { if case .text = $0.shape { true } else { false } }
        let cells = marks.filter { if case .rectangle = $0.shape { true } else { false } }
        #expect(words.count == 24 && cells.count == 24)
        for word in words {
            let middle = Bounds(
                (word.bounds.x1 + word.bounds.x2) / 2, (word.bounds.y1 + word.bounds.y2) / 2,
                (word.bounds.x1 + word.bounds.x2) / 2, (word.bounds.y1 + word.bounds.y2) / 2)
            guard let cell = cells.first(where: { $0.bounds.contains(middle) }), case .colour(let a)? = word.style.fill,
                case .colour(let b)? = cell.style.fill, let text = Colour(a), let ground = Colour(b)
            else {
                Issue.record("a word without a cell")
                continue
            }
            #expect(text.contrast(with: ground) >= 4.5)
            let darkGround = Self.theme.onDark(ground, isOfRamp: true)
            #expect(Self.theme.onDark(text, isOfRamp: false).contrast(with: darkGround) >= 4.5)
        }
    }

    @Test("ramps turn over on dark ground, named colours change by their names")
    func flips() throws {
        let ramp = try Self.draw(
            "data: {values: [{a: x, v: 1}, {a: y, v: 2}]}\nmark: rect\nencoding: {x: {field: a}, color: {field: v, type: quantitative}}"
        )
        #expect(ramp.svg.string.contains("class=\"flip\"") && ramp.svg.string.contains("url(#gradient0)"))
        let bars = try Self.draw(
            "data: {values: [{a: x, v: 1}]}\nmark: bar\nencoding: {x: {field: a}, y: {field: v, type: quantitative}}")
        #expect(bars.svg.string.contains("class=\"fill-c1\"") && !bars.svg.string.contains("flip"))
    }

    @Test("a file of its own brings its rules for dark ground, a drawing on a page none")
    func alone() throws {
        let output = try Self.draw(Self.bars)
        #expect(output.file.string.contains("<style>svg{background:#fff}@media (prefers-color-scheme:dark)"))
        #expect(output.file.string.contains(".fill-c1{fill:#7db4e6}"))
        #expect(!output.svg.string.contains("<style"))
    }

    @Test("the style sheet and the theme name the same colours in both schemes")
    func sheet() throws {
        let css = Fixture.text("../../templates/tokens.css") + Fixture.text("../../templates/style.css")
        func value(_ name: String, _ part: Substring) -> String? {
            part.range(of: "--chart-\(name): ").map { String(part[$0.upperBound...].prefix { $0 != ";" }) }
        }
        let parts = css.split(separator: "prefers-color-scheme: dark", maxSplits: 1)
        #expect(parts.count == 2)
        for name in (1...8).map(String.init) + ["line", "grid", "over-ink", "over-paper"] {
            let key = Int(name) == nil ? name : "c" + name
            #expect(value(name, parts[0]) == Self.theme.colour(named: key)?.text, "\(key)")
            #expect(value(name, parts[1]) == Self.theme.dark[key]?.text, "\(key), dark")
        }
        // In grey print the first four are told apart: no two are near each other in lightness.
        let print = try #require(css.range(of: "@media print"))
        let greys = (1...4).compactMap { value("\($0)", css[print.upperBound...]).flatMap { Colour($0)?.luminance } }
            .sorted()
        #expect(greys.count == 4)
        for (a, b) in zip(greys, greys.dropFirst()) { #expect((b + 0.05) / (a + 0.05) > 1.5) }
    }

    @Test("the parts of a stack have a line between them, so that they are told apart without their colours")
    func parts() throws {
        let output = try Self.draw(
            "data: {values: [{a: x, g: m, v: 1}, {a: x, g: n, v: 2}]}\nmark: bar\nencoding: {x: {field: a}, y: {field: v, "
                + "type: quantitative}, color: {field: g}}")
        #expect(Self.items("mark", in: output.scene.root).allSatisfy { $0.style.stroke == .colour("#ffffff") })
    }

    // MARK: - What is read out

    @Test("each bar is named by its values, in the page's language; of very many marks their number alone is told")
    func names() throws {
        let bars =
            "data: {values: [{地區: 香港, 數值: 42}]}\nmark: bar\nencoding: {x: {field: 地區}, y: {field: 數值, type: quantitative}}"
        let svg = try Self.draw(bars, language: .traditionalChineseHongKong).svg.string
        #expect(svg.contains("role=\"graphics-symbol\" aria-roledescription=\"棒\" aria-label=\"地區：香港；數值：42\""))
        let many = (0..<101).map { "{a: \($0), b: \($0)}" }.joined(separator: ", ")
        let points = try Self.draw(
            "data: {values: [\(many)]}\nmark: point\nencoding: {x: {field: a, type: quantitative}, y: {field: b, type: quantitative}}"
        ).svg.string
        #expect(points.contains("aria-label=\"101 points\"") && !points.contains("graphics-symbol"))
    }

    @Test("a line is named by its series")
    func seriesNames() throws {
        let svg = try Self.draw(Self.lines([("North", [1, 2]), ("South", [3, 4])])).svg.string
        #expect(svg.contains("role=\"graphics-object\" aria-label=\"s: North\""))
    }

    @Test(
        "a description says what kind of chart it is, its extremes and its course",
        arguments: [
            (
                "mark: bar\nencoding: {x: {field: a}, y: {field: v, type: quantitative}}",
                "Bar chart of v by a, 3 bars. The highest is q at 9, the lowest p at 1."
            ),
            (
                "mark: arc\nencoding: {color: {field: a}, theta: {field: v, type: quantitative}}",
                "Pie chart of v by a, 3 slices. The largest share is q at 9 (64%), the smallest p at 1 (7%)."
            ),
            (
                "mark: point\nencoding: {x: {field: w, type: quantitative}, y: {field: v, type: quantitative}}",
                "Scatter plot of v against w, 3 points. w runs from 2 to 6, v from 1 to 9. One tends to fall as the other rises."
            ),
            (
                "mark: rect\nencoding: {x: {field: a}, y: {field: b}, color: {field: v, type: quantitative}}",
                "Heat map of v by a and b, 3 cells. The highest is q (n) at 9, the lowest p (m) at 1."
            ),
            (
                "mark: tick\nencoding: {x: {field: d, type: temporal}, y: {field: a}}",
                "Timeline, 3 entries. The first is p (2024), the last r (2026)."
            ),
        ])
    func descriptions(spec: String, text: String) throws {
        let data =
            "data: {values: [{a: p, b: m, v: 1, w: 4, d: '2024'}, {a: q, b: n, v: 9, w: 2, d: '2025'}, {a: r, b: m, v: 4, w: 6, d: '2026'}]}\n"
        #expect(try Self.draw(data + spec).description == text)
    }

    @Test("in Chinese, too, line by line")
    func chineseDescription() throws {
        let data =
            "data: {values: [{年: '2024', 地: 港, 量: 5}, {年: '2025', 地: 港, 量: 8}, {年: '2024', 地: 深, 量: 7}, {年: '2025', 地: 深, 量: 6}]}\n"
        let spec =
            "mark: line\nencoding: {x: {field: 年, type: temporal}, y: {field: 量, type: quantitative}, color: {field: 地, type: nominal}}"
        #expect(
            try Self.draw(data + spec, language: .traditionalChineseHongKong).description
                == "折線圖，顯示量隨年的變化，按地分為 2 條線，共 4 點。港由2024年的 5 升至2025年的 8；深由2024年的 7 降至2025年的 6。最高為2025年的港，8；最低為2024年的港，5。"
        )
    }
}
