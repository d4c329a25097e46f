import Foundation
import Testing

@testable import Charts

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Whatever the data hold, the drawing is well-formed and has no NaN")
struct HostileTests {
    private func parses(_ svg: String) -> Bool {
        let parser = XMLParser(data: Data(svg.utf8))
        return parser.parse()
    }

    @Test(
        "values of all kinds",
        arguments: [
            "[{a: x, b: 1}]", "[{a: x, b: 0}, {a: y, b: 0}]", "[{a: x, b: -5}, {a: y, b: -5}]",
            "[{a: x, b: 1e300}, {a: y, b: -1e300}]",
            "[{a: null, b: null}, {a: x, b: 1}]", "[{a: '<script>\"&', b: 1}, {a: ']]>', b: 2}]",
            "[{a: \"\\u0001\\uFFFE\", b: 3}, {a: \"e\\u0301\", b: 2}]", "[{a: x, b: 'text'}, {a: y, b: 2}]",
            "[{a: x, b: 1e-300}, {a: y, b: 2e-300}]",
        ],
        [
            "mark: bar\nencoding: {x: {field: a}, y: {field: b, type: quantitative}, color: {field: a}}",
            "mark: line\nencoding: {x: {field: b, type: quantitative}, y: {field: b, type: quantitative, scale: {type: log}}}",
            "mark: point\nencoding: {x: {field: b, type: quantitative}, y: {field: a}, size: {field: b, type: quantitative}}",
            "mark: {type: text, tooltip: true}\nencoding: {x: {field: b, type: quantitative}, text: {field: a}}",
            "mark: area\nencoding: {x: {field: b, type: temporal}, y: {field: b, type: quantitative, stack: normalize}, color: {field: b, type: quantitative}}",
            "mark: rect\nencoding: {x: {field: b, bin: true}, y: {field: a}, color: {aggregate: count}}",
            "mark: {type: arc, padAngle: 0.1, cornerRadius: 4, innerRadius: 30}\nencoding: {theta: {field: b, type: quantitative}, color: {field: a}}",
            "mark: trail\nencoding: {x: {field: b, type: quantitative}, y: {field: a}, size: {field: b, type: quantitative}}",
            "mark: boxplot\nencoding: {x: {field: b, type: quantitative}, y: {field: a}}",
            "mark: {type: errorband, extent: ci}\nencoding: {y: {field: b, type: quantitative}, x: {field: a}}",
            "transform: [{density: b, counts: true}]\nmark: area\nencoding: {x: {field: value, type: quantitative}, y: {field: density, type: quantitative}}",
            "transform: [{regression: b, on: b, method: poly}]\nmark: line\nencoding: {x: {field: b, type: quantitative}, y: {field: b, type: quantitative}}",
            "transform: [{loess: b, on: b}]\nmark: line\nencoding: {x: {field: b, type: quantitative}, y: {field: b, type: quantitative}}",
            "transform: [{quantile: b, step: 0.1}]\nmark: point\nencoding: {x: {field: prob, type: quantitative}, y: {field: value, type: quantitative}}",
            "mark: bar\nencoding: {x: {field: b, type: quantitative}, y: {field: a}, row: {field: a}, column: {field: b}}",
            "mark: line\nresolve: {scale: {x: independent, y: independent}}\nencoding: {x: {field: b, type: quantitative}, y: {field: a}, facet: {field: b, type: quantitative, bin: true, columns: 2}}",
            "repeat: {row: [a, b], column: [b, a]}\nspec: {mark: {type: point, clip: true}, encoding: {x: {field: {repeat: row}}, y: {field: {repeat: column}, type: quantitative}}}",
        ])
    func values(values: String, spec: String) throws {
        for theme in [ChartTheme.vega, Drawing.house] {
            let drawn = Drawing.draw("data: {values: \(values)}\n\(spec)", theme: theme)
            guard let output = drawn.value else {
                #expect(drawn.diagnostics.contains { $0.code == .chartEmpty })
                continue
            }
            let svg = output.svg.string
            #expect(!svg.contains("NaN"))
            #expect(!svg.contains("inf"))
            #expect(!svg.contains("<script"))
            #expect(parses(svg))
        }
    }

    @Test("more categories than a chart can hold are refused")
    func categories() {
        let values = (0..<6000).map { "{a: c\($0), b: 1}" }.joined(separator: ", ")
        let spec =
            "data: {values: [\(values)]}\nmark: bar\nencoding: {x: {field: a}, y: {field: b, type: quantitative}}"
        #expect(Drawing.draw(spec).diagnostics.contains { $0.code == .chartLimit })
    }

    @Test("deep nesting is refused")
    func nesting() {
        var spec = "{mark: bar}"
        for _ in 0..<40 { spec = "{layer: [\(spec)]}" }
        #expect(Drawing.draw(spec).value == nil)
    }

    @Test("compositions within compositions are refused beyond a depth, at their place")
    func compositions() {
        var spec = "{mark: bar}"
        for _ in 0..<13 { spec = "{hconcat: [\(spec)]}" }
        let found = Drawing.draw("data: {values: [{a: 1}]}\nvconcat: [\(spec)]").diagnostics
        #expect(found.contains { $0.code == .chartLimit && $0.location?.line == 2 })
    }

    @Test("repeats that multiply are refused")
    func repeats() {
        let fields = (0..<30).map { "f\($0)" }.joined(separator: ", ")
        let spec =
            "repeat: {row: [\(fields)], column: [\(fields)]}\nspec: {mark: point, encoding: {x: {field: {repeat: row}}}}"
        let found = Drawing.draw(spec).diagnostics
        #expect(found.filter { $0.code == .chartLimit }.count == 1)
    }

    @Test("a facet of more cells than a chart can hold is refused at its place")
    func cells() {
        let values = (0..<500).map { "{a: c\($0), b: 1}" }.joined(separator: ", ")
        let spec = "data: {values: [\(values)]}\nfacet: {field: a}\nspec: {mark: point, encoding: {x: {field: b}}}"
        let found = Drawing.draw(spec).diagnostics
        #expect(found.map(\.code) == [.chartLimit])
        #expect(found.first?.location?.line != nil)
        let pairs = "data: {values: [\(values)]}\nmark: point\nencoding: {row: {field: a}, column: {field: a}}"
        #expect(Drawing.draw(pairs).diagnostics.map(\.code) == [.chartLimit])
    }

    @Test("ids begin with the prefix that the page gives")
    func ids() {
        let spec =
            "data: {values: [{a: 1, b: 2}]}\nmark: {type: point, clip: true}\nencoding: {x: {field: a, type: quantitative}, y: {field: b, type: quantitative}}"
        let svg = Drawing.draw(spec, idPrefix: "fig-3-").value?.svg.string ?? ""
        #expect(svg.contains("id=\"fig-3-clip\""))
        #expect(svg.contains("url(#fig-3-clip)"))
        #expect(svg.contains("aria-describedby=\"fig-3-desc\""))
    }
}
