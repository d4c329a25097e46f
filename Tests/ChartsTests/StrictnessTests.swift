import Testing

@testable import Charts

@Suite("A specification is read strictly")
struct StrictnessTests {
    private static let data = "data: {values: [{a: x, b: 1}, {a: y, b: 2}]}\n"

    @Test(
        "what the grammar does not know is an error at its place",
        arguments: [
            ("mark: baar\nencoding: {x: {field: a}}", "2:7 chart/value"),
            ("mark: bar\nencoding: {xx: {field: a}}", "3:12 chart/property"),
            ("mark: bar\nencoding: {x: {feild: a}}", "3:16 chart/property"),
            ("mark: {type: bar, colour: red}\nencoding: {x: {field: a}}", "2:19 chart/property"),
            ("mark: {type: bar, color: redd}\nencoding: {x: {field: a}}", "2:26 chart/value"),
            ("mark: bar\nencoding: {x: {field: a, type: quantitive}}", "3:32 chart/value"),
            ("mark: bar\nencoding: {x: {field: a, axis: {lables: false}}}", "3:33 chart/property"),
            ("mark: bar\nencoding: {x: {field: a, axis: {labelAngle: up}}}", "3:45 chart/value"),
            ("mark: bar\nencoding: {x: {field: a, timeUnit: yearmoth}}", "3:36 chart/value"),
            ("mark: bar\nencoding: {x: {field: b, aggregate: averge}}", "3:37 chart/value"),
            ("mark: bar\nencoding: {x: {field: a, scale: {type: linaer}}}", "3:40 chart/value"),
            ("mark: bar\nwidht: 200\nencoding: {x: {field: a}}", "3:1 chart/property"),
            ("mark: bar\nconfig: {axes: {grid: false}}\nencoding: {x: {field: a}}", "3:10 chart/property"),
        ])
    func unknown(spec: String, finding: String) {
        #expect(Drawing.findings(Self.data + spec).contains(finding))
    }

    @Test("the nearest name is suggested")
    func hint() {
        let drawn = Drawing.draw(Self.data + "mark: bar\nencoding: {colour: {field: a}}")
        #expect(drawn.value == nil)
        #expect(drawn.diagnostics.first?.hint?.contains("“color”") == true)
    }

    @Test(
        "what is known and not drawn is named, never drawn wrong",
        arguments: [
            "mark: geoshape\nencoding: {x: {field: a}}",
            "mark: bar\nprojection: {type: mercator}\nencoding: {x: {field: a}}",
        ])
    func unsupported(spec: String) {
        let drawn = Drawing.draw(Self.data + spec)
        #expect(drawn.value == nil)
        #expect(drawn.diagnostics.contains { $0.code == .chartUnsupported })
    }

    @Test(
        "what a transform cannot do is an error at its place",
        arguments: [
            ("{density: b, steps: 100000}", "2:33 chart/limit"), ("{density: b, extent: [3, 1]}", "2:34 chart/value"),
            ("{loess: b}", "2:13 chart/value"), ("{regression: b, on: c, method: liner}", "2:44 chart/value"),
            ("{regression: b, on: c, method: poly, order: 50}", "2:57 chart/limit"),
            ("{quantile: b, step: 0.00001}", "2:33 chart/limit"),
            ("{quantile: b, probs: [0.5, 2]}", "2:34 chart/value"),
            ("{sample: -1}", "2:22 chart/value"), ("{extent: b}", "2:13 chart/value"),
            ("{lookup: a, from: {param: brush, key: k}}", "2:39 chart/unsupported"),
            ("{lookup: a, from: {data: {values: []}}}", "2:31 chart/value"),
            ("{impute: b, key: a, method: meen}", "2:41 chart/value"),
        ])
    func transform(transform: String, finding: String) {
        let spec = Self.data + "transform: [\(transform)]\nmark: bar\nencoding: {x: {field: a}}"
        #expect(Drawing.findings(spec).contains(finding))
    }

    @Test(
        "what a composite mark cannot extend along is an error",
        arguments: [
            ("mark: boxplot\nencoding: {x: {field: a}}", "2:7 chart/value"),
            ("mark: {type: boxplot, extent: ci}\nencoding: {x: {field: b, type: quantitative}}", "2:7 chart/value"),
            (
                "mark: errorbar\nencoding: {x: {field: b, type: quantitative}, x2: {field: b}, xError: {field: b}}",
                "2:7 chart/value"
            ),
            ("mark: errorbar\nencoding: {x: {field: b, type: quantitative}, xError2: {field: b}}", "2:7 chart/value"),
            (
                "mark: {type: errorband, extent: min-max}\nencoding: {y: {field: b, type: quantitative}}",
                "2:7 chart/value"
            ),
        ])
    func composite(spec: String, finding: String) {
        #expect(Drawing.findings(Self.data + spec) == [finding])
    }

    @Test(
        "an image is a bitmap of the site or in a data: address",
        arguments: [
            "https://example.org/a.png", "data:image/svg+xml;base64,PHN2Zy8+", "data:image/png;base64,AAAA",
            "javascript:alert(1)", "missing.png",
        ])
    func image(url: String) {
        let spec = "mark: {type: image, width: 10, height: 10}\nencoding: {x: {field: a}, url: {value: '\(url)'}}"
        #expect(Drawing.findings(Self.data + spec) == ["3:32 chart/data"])
    }

    @Test(
        "a chart links to no address that runs code, from the channel or the mark",
        arguments: [
            ("mark: point\nencoding: {x: {field: a}, href: {value: 'javascript:alert(1)'}}", "3:33 chart/value"),
            ("mark: {type: bar, href: ' JavaScript:alert(1)'}\nencoding: {x: {field: a}}", "2:25 chart/value"),
            (
                "transform: [{calculate: \"'data:text/html,' + datum.a\", as: u}]\nmark: point\n"
                    + "encoding: {x: {field: a}, href: {field: u}}", "4:33 chart/value"
            ),
        ])
    func links(spec: String, finding: String) {
        #expect(Drawing.findings(Self.data + spec) == [finding])
    }

    @Test("a relative link stays")
    func relativeLink() {
        let drawn = Drawing.draw(
            Self.data + "mark: point\nencoding: {x: {field: a}, href: {value: '../cars/'}}")
        #expect(drawn.diagnostics.isEmpty)
        #expect(drawn.value?.svg.string.contains("href=\"../cars/\"") == true)
    }

    @Test("the parameter of an extent is for transforms alone")
    func extentElsewhere() {
        let spec =
            Self.data + "transform: [{extent: b, param: e}]\nmark: {type: bar, size: {expr: 'e[1]'}}\n"
            + "encoding: {x: {field: a}}"
        #expect(Drawing.findings(spec).contains { $0.hasSuffix("formula/name") })
    }

    @Test("a field that the data do not have is an error at its place")
    func field() {
        #expect(
            Drawing.findings(Self.data + "mark: bar\nencoding:\n  x: {field: c}\n  y: {field: b}") == [
                "4:14 chart/field"
            ])
    }

    @Test("an unknown table is an error that names the nearest")
    func table() {
        let drawn = Drawing.draw(
            "data: {name: capacty}\nmark: bar\nencoding: {x: {field: label}}",
            tables: [Drawing.table("capacity", [("a", "1")])])
        #expect(drawn.diagnostics.map(\.code) == [.chartData])
        #expect(drawn.diagnostics.first?.hint?.contains("capacity") == true)
    }

    @Test("an expression's error stands within its text")
    func expression() {
        let spec = Self.data + "transform:\n  - filter: datum.b > nme\nmark: bar\nencoding: {x: {field: a}}"
        #expect(Drawing.findings(spec) == ["3:23 formula/name"])
    }

    @Test("a chart whose rows were all filtered away is an error")
    func empty() {
        let spec =
            Self.data
            + "transform: [{filter: 'datum.b > 5'}]\nmark: bar\nencoding: {x: {field: a}, y: {field: b, type: quantitative}}"
        #expect(Drawing.findings(spec).map { $0.split(separator: " ")[1] } == ["chart/empty"])
    }

    @Test("a chart without a mark, and one that is no map")
    func noMark() {
        #expect(Drawing.findings("data: {values: []}\nencoding: {}") == ["1:1 chart/value"])
        #expect(Drawing.findings("- 1") == ["1:1 chart/syntax"])
    }
}
