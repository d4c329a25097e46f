import Expressions
import Testing

@testable import Charts

@Suite("Rules of Vega and Vega-Lite that a value proves")
struct VegaRuleTests {
    @Test("of listed steps the last that is less than a bin's share is taken")
    func listedSteps() {
        var parameters = BinParameters()
        parameters.maximumCount = 10
        parameters.steps = [7, 30]
        #expect(Bins(parameters, extent: (46, 230)).step == 7)
        parameters.steps = [1, 2, 5, 100]
        #expect(Bins(parameters, extent: (46, 230)).step == 5)
    }

    @Test("what lies beyond the extent of bins is in none of them")
    func beyondBins() {
        var parameters = BinParameters()
        parameters.step = 50
        parameters.extent = [0, 150]
        let bins = Bins(parameters, extent: (46, 230))
        #expect(bins.floor(149) == 100)
        #expect(bins.floor(150) == 100)
        #expect(bins.floor(151) == .infinity)
        #expect(bins.floor(-1) == -.infinity)
    }

    @Test("an anchor moves the bins, not the end of their domain")
    func anchor() {
        var parameters = BinParameters()
        parameters.step = 40
        parameters.anchor = 10
        let bins = Bins(parameters, extent: (46, 230))
        #expect(bins.start == 50)
        #expect(bins.stop == 240)
        #expect(bins.floor(229) == 210)
    }

    @Test("every tenth week is counted from the Sunday before 1970")
    func weeks() {
        let weeks = TimeInterval(unit: .week, step: 10)
        let at = DateParts(year: 2012, month: 1, day: 26).time
        #expect(weeks.floor(at) == at)
        #expect(weeks.floor(at - Duration.day) == at - 70 * Duration.day)
        #expect(TimeInterval(unit: .week, step: 1).floor(at + 3 * Duration.day) == at)
    }

    @Test(
        "colours are blended in the space that is asked for",
        arguments: [
            ("rgb", 1.0, "#800080"), ("hsl", 1, "#ff00ff"), ("hsl-long", 1, "#00ff00"),
        ])
    func spaces(name: String, gamma: Double, middle: String) throws {
        let space = try #require(ColourSpace(name, gamma: gamma))
        let (red, blue) = (Colour(r: 255, g: 0, b: 0), Colour(r: 0, g: 0, b: 255))
        #expect(space.interpolate(red, blue, 0.5).text == middle)
    }

    @Test(
        "a fifth of the way from steel blue to red is what d3-interpolate has there",
        arguments: [
            ("lab", 1.0, "#867892"), ("hcl", 1, "#6a79ce"), ("hcl-long", 1, "#0090a9"), ("hsl", 1, "#383dc3"),
            ("hsl-long", 1, "#38c3a2"), ("cubehelix", 1, "#5864da"), ("cubehelix", 3, "#606be4"), ("rgb", 3, "#9979a7"),
        ])
    func fifth(name: String, gamma: Double, colour: String) throws {
        let space = try #require(ColourSpace(name, gamma: gamma))
        let (steel, red) = (Colour(r: 70, g: 130, b: 180), Colour(r: 255, g: 0, b: 0))
        #expect(space.interpolate(steel, red, 0.2).text == colour)
    }

    @Test("a name that is no colour space is refused")
    func noSpace() {
        #expect(ColourSpace("hcl-wide") == nil)
        #expect(ColourSpace("rgb-") == nil)
        #expect(ColourSpace("") == nil)
    }

    @Test("peers at the start of a cumulative distribution are looked for from the second row on")
    func cumulative() {
        let texts = Self.texts(
            "[{window: [{op: cume_dist, as: v}], sort: [{field: b}]}]", values: "[{b: 1}, {b: 1}, {b: 2}, {b: 2}]")
        #expect(texts == ["0.25", "0.5", "1", "1"])
    }

    @Test("a regression spans rows without a y too")
    func regression() {
        let texts = Self.texts(
            "[{regression: y, on: b, as: [b, v]}]",
            values: "[{b: 0, y: null}, {b: 1, y: 1}, {b: 2, y: 2}, {b: 3, y: 3}, {b: 9, y: null}]")
        #expect(texts == ["0", "9"])
    }

    @Test(
        "functions give what JavaScript's do",
        arguments: [
            ("round(1.6, 1)", "2"), ("quarter(datetime(2020, 4, 1))", "2"), ("utcquarter(utc(2020, 11, 1))", "4"),
            ("isNaN('x')", "false"), ("isNaN(0 / 0)", "true"), ("abs(-3, 1, 2)", "3"),
        ])
    func functions(formula: String, text: String) {
        #expect(Self.texts("[{calculate: \"toString(\(formula))\", as: v}]", values: "[{b: 1}]") == [text])
    }

    @Test(
        "what Vega lets others define is refused by name",
        arguments: [
            ("mark: bar\nencoding: {x: {field: b, type: quantitative, axis: {formatType: pow}}}", "formatType"),
            ("mark: text\nencoding: {text: {field: b, formatType: pow}}", "formatType"),
            ("config: {numberFormatType: pow}\nmark: text\nencoding: {text: {field: b}}", "numberFormatType"),
            ("mark: {type: bar, color: {gradient: radial, stops: []}}\nencoding: {x: {field: b}}", "gradient"),
            ("mark: bar\nencoding: {color: {field: b, scale: {interpolate: oklab}}, x: {field: b}}", "interpolate"),
        ])
    func refused(spec: String, property: String) {
        let drawn = Drawing.draw("data: {values: [{b: 1}]}\n" + spec)
        #expect(drawn.value == nil)
        #expect(drawn.diagnostics.contains { $0.message.contains("“\(property)”") })
    }

    @Test("data between delimiters of one's own are refused")
    func delimiters() {
        let data = "data: {values: \"b|c\\n1|2\", format: {type: dsv, delimiter: '|'}}\n"
        let drawn = Drawing.draw(data + "mark: point\nencoding: {x: {field: b, type: quantitative}}")
        #expect(drawn.value == nil)
        #expect(drawn.diagnostics.contains { $0.message.contains("“dsv”") })
    }

    /// The texts that a chart writes, a row each, of its field `v` after the transforms.
    private static func texts(_ transforms: String, values: String) -> [String] {
        let spec = """
            data: {values: \(values)}
            transform: \(transforms)
            mark: text
            encoding: {x: {field: b, type: quantitative, axis: null}, text: {field: v}}
            """
        let svg = Drawing.draw(spec).value?.svg.string ?? ""
        return svg.replacing("</text>", with: "\n").split(separator: "\n").compactMap { line in
            guard line.contains("<text"), let close = line.lastIndex(of: ">") else { return nil }
            return String(line[line.index(after: close)...])
        }
    }
}
