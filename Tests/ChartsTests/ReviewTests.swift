import Diagnostics
import Files
import Foundation
import Languages
import Quantities
import Tables
import TestSupport
import Testing

@testable import Charts

@Suite("A chart that may mislead its readers, or says too little, is told of at its place")
struct ReviewTests {
    private static let house: ChartTheme = {
        let file = SourceFile(path: "chart-theme.yaml", bytes: Fixture.bytes("../../templates/chart-theme.yaml"))
        return YAML.parse(file).value.flatMap { ChartTheme.read($0, name: "gazette").value } ?? .vega
    }()

    private static func table(_ name: String, _ unit: Quantities.Unit) -> Table {
        var (value, other) = (Field(name: "value", kind: .number), Field(name: "other", kind: .number))
        value.unit = unit
        other.unit = unit
        return Table(
            name: name, fields: [Field(name: "label", kind: .string), value, other],
            columns: [
                [.text("u"), .text("v"), .text("w")],
                [30, 45, 60].map { .quantity(Quantity(Number($0), unit: unit)) },
                [3000, 4100, 5000].map { .quantity(Quantity(Number($0), unit: unit)) },
            ], at: SourceLocation(file: "\(name).csv"))
    }

    /// The tables `sourced`, `unsourced` and `unitless` are those of a page's bundle.
    static func findings(
        _ spec: Node, theme: ChartTheme = house, review: ChartReview? = nil
    ) -> [Diagnostic] {
        let cars = Quantities.Unit(parsing: "cars") ?? .none
        let tables = [table("sourced", cars), table("unsourced", cars), table("unitless", .none)]
        var request = ChartRequest(
            spec: spec, file: "chart.vl.yaml", language: .english, theme: theme, tableNames: tables.map(\.name),
            table: { name in tables.first { $0.name == name } })
        request.review = review ?? ChartReview(hasSource: { $0 != .inline && $0 != .table("unsourced") })
        let drawn = Chart.draw(request)
        #expect(drawn.value != nil)
        return drawn.diagnostics
    }

    private static func specification(_ name: String) -> Node? {
        YAML.parse(SourceFile(path: "chart.vl.yaml", bytes: Fixture.bytes("charts-review/\(name)"))).value
    }

    @Test("each check finds what it is for, and nothing else", arguments: Fixture.names(in: "charts-review"))
    func fixture(name: String) throws {
        let expected = Fixture.text("charts-review/\(name)").split(separator: "\n").filter { $0.hasPrefix("# ") }
            .map { String($0.dropFirst(2)) }
        let spec = try #require(Self.specification(name))
        let found = Self.findings(spec)
        #expect(
            found.map { finding in
                "\(finding.location?.line ?? 0):\(finding.location?.column ?? 0) \(finding.severity) "
                    + finding.code.rawValue
            } == expected)
        #expect(found.allSatisfy { $0.hint != nil })
    }

    @Test("a drawing that is not published is warned of only")
    func unpublished() throws {
        let spec = try #require(Self.specification("bars-without-zero.vl.yaml"))
        let found = Self.findings(spec, review: ChartReview(isPublished: false))
        #expect(found.map(\.severity) == [.warning])
        #expect(
            found.first?.message == "the axis goes from 30 to 60 without zero: the lengths of the bars mislead")
    }

    @Test("a caption stands for a title, and names a source by words or by a link")
    func caption() throws {
        let untitled = try #require(Self.specification("no-title.vl.yaml"))
        let sourced = ChartReview(caption: "Cars", hasSource: { _ in true })
        #expect(Self.findings(untitled, review: sourced) == [])
        let inline = try #require(Self.specification("inline-without-source.vl.yaml"))
        func codes(_ caption: String, _ hasLink: Bool) -> [DiagnosticCode] {
            Self.findings(
                inline,
                review: ChartReview(caption: caption, captionHasLink: hasLink, hasSource: { _ in false })
            ).map(\.code)
        }
        #expect(codes("資料來源：運輸署", false) == [])
        #expect(codes("As the department counts", true) == [])
        #expect(codes("As the department counts", false) == [.chartSource])
    }

    @Test("a chart that is not reviewed has no such finding")
    func unreviewed() throws {
        let spec = try #require(Self.specification("no-title.vl.yaml"))
        let request = ChartRequest(
            spec: spec, file: "chart.vl.yaml", language: .english, theme: .vega,
            table: { _ in Self.table("sourced", .none) })
        #expect(Chart.draw(request).diagnostics == [])
    }

    @Test("tokens: text stands out by 4.5:1 from each ground, marks and the focus ring by 3:1, in both schemes")
    func palette() throws {
        let css = Fixture.text("../../templates/tokens.css")
        let schemes = css.components(separatedBy: "prefers-color-scheme: dark")
        try #require(schemes.count > 1)
        for (scheme, ground) in [(schemes[0], Self.house.grounds.light), (schemes[1], Self.house.grounds.dark)] {
            let ground = try #require(ground)
            #expect(try #require(Self.value("paper", in: scheme)) == ground)
            for groundName in ["paper", "surface", "accent-soft"] {
                let ground = try #require(Self.value(groundName, in: scheme))
                for name in ["ink", "soft", "accent", "warn"] {
                    let colour = try #require(Self.value(name, in: scheme))
                    #expect(colour.contrast(with: ground) >= 4.5, "\(name) on \(groundName)")
                }
                if groundName == "accent-soft" { continue }
                for name in (1...8).map({ "chart-\($0)" }) + ["chart-line", "focus"] {
                    let colour = try #require(Self.value(name, in: scheme))
                    #expect(colour.contrast(with: ground) >= 3, "\(name) on \(groundName)")
                }
            }
        }
    }

    /// The first value of a custom property that is a colour.
    private static func value(_ name: String, in css: String) -> Colour? {
        let parts = css.components(separatedBy: "--\(name): #")
        guard parts.count > 1 else { return nil }
        return Colour("#" + parts[1].prefix { $0.isHexDigit })
    }

    @Test("links of a chart go where the page's links go, and what is wrong with one is told at its place")
    func links() throws {
        let text = """
            data: {values: [{a: 1, b: ../cars/}, {a: 2, b: "https://example.org/"}, {a: 3, b: nowhere}]}
            mark: point
            encoding: {x: {field: a, type: quantitative}, href: {field: b}}
            """
        let spec = try #require(YAML.parse(SourceFile(path: "chart.vl.yaml", text: text)).value)
        var request = ChartRequest(spec: spec, file: "chart.vl.yaml", language: .english, theme: .vega)
        request.link = { address, place in
            address == "nowhere"
                ? Diagnosed("", [.error(.linkBroken, "there is no page at nowhere", at: place)])
                : Diagnosed("/en/cars/")
        }
        let drawn = Chart.draw(request)
        #expect(drawn.diagnostics.map { "\($0.location?.line ?? 0) \($0.code.rawValue)" } == ["3 link/broken"])
        request.link = { _, _ in Diagnosed("/en/cars/") }
        let svg = try #require(Chart.draw(request).value).svg.string
        #expect(svg.contains("href=\"/en/cars/\""))
        #expect(svg.contains("href=\"https://example.org/\""))
        #expect(!svg.contains("../cars/"))
    }

    @Test("a compiled chart that is drawn again with other data is what a fresh one is, byte for byte")
    func reuse() throws {
        for name in ["bars-from-zero.vl.yaml", "two-axes.vl.yaml", "words-on-bars.vl.yaml"] {
            for theme in [ChartTheme.vega, Self.house] {
                let spec = try #require(Self.specification(name))
                func request(_ factor: Int, _ labels: [String]) -> ChartRequest {
                    let table = Table(
                        name: "sourced",
                        fields: ["label", "value", "other"].map { name in
                            Field(name: name, kind: name == "label" ? .string : .number)
                        },
                        columns: [
                            labels.map { .text($0) },
                            labels.indices.map { .quantity(Quantity(Number($0 * factor + 1))) },
                            labels.indices.map { .quantity(Quantity(Number($0 * $0 * factor + 7))) },
                        ], at: SourceLocation(file: "sourced.csv"))
                    return ChartRequest(
                        spec: spec, file: "chart.vl.yaml", language: .english, theme: theme, table: { _ in table })
                }
                let compiled = try #require(Chart.compile(request(1, ["a"])).value)
                for (factor, labels) in [
                    (1, ["a", "b", "c"]), (2, ["a", "b", "c"]), (2, ["a", "b"]), (1, ["a", "b", "c"]),
                    (40, ["x", "y"]),
                ] {
                    let again = compiled.draw(request(factor, labels))
                    let fresh = Chart.draw(request(factor, labels))
                    #expect(again.value?.svg == fresh.value?.svg)
                    #expect(again.value != nil)
                }
            }
        }
    }
}
