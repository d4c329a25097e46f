import Diagnostics
import Files
import Foundation
import Languages
import TestSupport
import Testing

@testable import Charts

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Whatever a specification says, it is drawn or refused")
struct MutationTests {
    static let folders = ["charts", "charts-mutations"]
    static let names = folders.flatMap { folder in
        Fixture.names(in: folder, suffix: ".vl.yaml").map { folder + "/" + $0 }
    }

    /// More than this is no drawing for a page.
    static let sizeLimit = 24_000_000

    private static func specification(_ name: String) -> Node? {
        YAML.parse(SourceFile(path: name, bytes: Fixture.bytes(name))).value
    }

    @Test("mutated specifications give strict XML without a number that is none", arguments: names.indices)
    func mutations(number: Int) throws {
        let spec = try #require(Self.specification(Self.names[number]))
        var mutator = SpecificationMutator(seed: UInt64(number))
        for round in 0..<max(1, 2000 / Self.names.count) {
            let mutated = mutator.mutated(spec)
            for theme in round % 2 == 0 ? [ChartTheme.vega] : [Drawing.house] {
                var request = ChartRequest(spec: mutated, file: "chart.vl.yaml", language: .english, theme: theme)
                if round % 2 == 1 { request.review = ChartReview(hasSource: { _ in false }) }
                let drawn = Chart.draw(request)
                guard let svg = drawn.value?.svg.bytes else {
                    #expect(
                        drawn.diagnostics.hasErrors,
                        "\(Self.names[number]), round \(round): nothing drawn, nothing said")
                    continue
                }
                #expect(svg.count < Self.sizeLimit)
                #expect(StrictXML.problem(in: svg) == nil, "\(Self.names[number]), round \(round)")
                #expect(XMLParser(data: Data(svg)).parse(), "\(Self.names[number]), round \(round)")
            }
        }
    }

    @Test("the fixtures hold every mark, composition, transform and type of scale")
    func coverage() throws {
        var found: Set<String> = []
        var waiting = Self.names.compactMap(Self.specification)
        while let node = waiting.popLast() {
            waiting += node.sequence ?? []
            for entry in node.mapping ?? [] {
                waiting.append(entry.value)
                switch entry.key {
                case "mark": found.insert(entry.value.string ?? entry.value["type"]?.string ?? "")
                case "scale": if let type = entry.value["type"]?.string { found.insert(type + " scale") }
                case "transform":
                    for step in entry.value.sequence ?? [] { found.formUnion(step.mapping?.map(\.key) ?? []) }
                default: found.insert(entry.key)
                }
            }
        }
        let marks = MarkKind.allCases.filter { $0 != .geoshape }.map(\.rawValue)
        let transforms = [
            "aggregate", "bin", "calculate", "density", "extent", "filter", "flatten", "fold", "impute",
            "joinaggregate",
            "lookup", "loess", "pivot", "quantile", "regression", "sample", "stack", "timeUnit", "window",
        ]
        let scales = [
            "linear", "log", "pow", "sqrt", "symlog", "time", "utc", "band", "point", "ordinal", "quantile", "quantize",
            "threshold", "bin-ordinal",
        ].map { $0 + " scale" }
        let compositions = ["layer", "facet", "concat", "hconcat", "vconcat", "repeat", "resolve"]
        #expect(Set(marks + transforms + scales + compositions).subtracting(found) == [])
    }

    @Test(
        "the reader of XML is strict",
        arguments: [
            "<a", "<a></b>", "<a/><b/>", "<a b=1/>", "<a b=\"1\" b=\"2\"/>", "<a>&nbsp;</a>", "<a>& </a>",
            "<a b=\"<\"/>",
            "<a>\u{1}</a>", "<a>]]></a>", "x<a/>", "<a>&#0;</a>", "<a d=\"M0,NaN\"/>", "<a x=\"-Infinity\"/>", "",
        ])
    func strictness(text: String) { #expect(StrictXML.problem(in: Array(text.utf8)) != nil) }

    @Test("what is well-formed is read")
    func wellFormed() {
        let text = "<a b=\"1\" c='&lt;'><d aria-label=\"NaN\">x &#20013; <e/></d></a>"
        #expect(StrictXML.problem(in: Array(text.utf8)) == nil)
    }
}
