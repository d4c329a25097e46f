import Diagnostics
import Expressions
import Files
import Languages
import Quantities
import Tables
import Testing

@testable import Charts

@Suite("What is computed once for many drawings")
struct ReuseTests {
    private static let lines = """
        data: {name: t}
        mark: line
        encoding:
          x: {field: month, type: ordinal}
          y: {field: value, type: quantitative}
          color: {field: place, type: nominal}
        """

    private func request(_ values: [Int], _ theme: ChartTheme, prefix: String) throws -> ChartRequest {
        let node = try #require(YAML.parse(SourceFile(path: "c.vl.yaml", text: Self.lines)).value)
        let table = Table(
            name: "t",
            fields: [
                Field(name: "month", kind: .string), Field(name: "place", kind: .string),
                Field(name: "value", kind: .number),
            ],
            columns: [
                values.indices.map { .text("2026-\($0 % 3 + 1)") },
                values.indices.map { .text($0 < 3 ? "north" : "south") },
                values.map { .quantity(Quantity(Number($0))) },
            ], at: SourceLocation(file: "t.csv"))
        return ChartRequest(
            spec: node, file: "c.vl.yaml", language: .english, theme: theme, idPrefix: prefix, tableNames: ["t"],
            table: { _ in table })
    }

    @Test("a compiled chart draws as one compiled anew", arguments: [ChartTheme.vega, Drawing.house])
    func again(_ theme: ChartTheme) throws {
        // The second has another axis, the third the first's again, the fourth other ids.
        let rounds: [(values: [Int], prefix: String)] = [
            ([1, 2, 3, 4, 5, 6], ""), ([100, 200, 300, 400, 500, 900], ""), ([2, 1, 3, 6, 5, 4], ""),
            ([2, 1, 3, 6, 5, 4], "b-"), ([1, 2, 3, 4, 5, 6], ""),
        ]
        let compiled = try #require(Chart.compile(request([1, 1, 1, 1, 1, 1], theme, prefix: "")).value)
        for round in rounds {
            let request = try request(round.values, theme, prefix: round.prefix)
            let (again, anew) = (compiled.draw(request).value, Chart.draw(request).value)
            #expect(try #require(again).svg.string == anew?.svg.string)
        }
    }

    @Test("texts stand in the order of their UTF-16")
    func order() {
        func order(_ a: String, _ b: String) -> Int { DataValue.order(.string(a), .string(b)).signum() }
        #expect(order("ab", "ab") == 0)
        #expect(order("ab", "abc") == -1)
        #expect(order("b", "abc") == 1)
        #expect(order("", "a") == -1)
        #expect(order("é", "e\u{301}") == 1)
        #expect(order("x香", "x港") == ("x香".utf16.lexicographicallyPrecedes("x港".utf16) ? -1 : 1))
        // A surrogate pair comes before U+FF01, though its scalar is greater.
        #expect(order("x😀", "x！") == -1)
        #expect(order("x！", "x😀") == 1)
    }

    @Test("coordinates have three decimals at most")
    func coordinates() {
        func text(_ x: Double) -> String {
            var out: [UInt8] = []
            NumberText.append(x, to: &out)
            return String(decoding: out, as: UTF8.self)
        }
        let cases: [(Double, String)] = [
            (0, "0"), (-0.0001, "0"), (7, "7"), (10, "10"), (109, "109"), (1000, "1000"), (1_002_030, "1002030"),
            (-12.5, "-12.5"), (0.05, "0.05"), (0.001, "0.001"), (3.1416, "3.142"), (99.9996, "100"), (.nan, "0"),
            (1e12, "1000000000"), (-0.25, "-0.25"),
        ]
        for (value, expected) in cases { #expect(text(value) == expected) }
    }

    @Test("a word is not broken, and a line is broken at spaces")
    func words() {
        #expect(TextMetrics.wrapped("2026-01", to: 10, size: 10, bold: false) == ["2026-01"])
        #expect(TextMetrics.wrapped("one two", to: 20, size: 10, bold: false) == ["one", "two"])
        #expect(TextMetrics.wrapped("", to: 10, size: 10, bold: false) == [""])
    }

    @Test("colours are read in small and capital digits")
    func colours() {
        #expect(Colour("#4c78a8")?.text == "#4c78a8")
        #expect(Colour("#4C78A8") == Colour(r: 76, g: 120, b: 168))
        #expect(Colour("#4c78ag") == nil)
        #expect(Colour(" #4c78a8")?.text == "#4c78a8")
    }

    @Test("what is said of a kind of mark is stronger than what is said of all")
    func levels() throws {
        let text = "{bar: {color: '#111111', size: 7}, mark: {fill: '#222222'}, style: {bold: {size: 9}}}"
        let node = try #require(YAML.parse(SourceFile(path: "c.yaml", text: text)).value)
        let config = ChartConfiguration(specification: PropertyBag(node), theme: .vega, isVersion5: false)
        func properties(_ own: String) throws -> MarkProperties {
            let node = try #require(YAML.parse(SourceFile(path: "m.yaml", text: own)).value)
            return MarkProperties(MarkDefinition(kind: .bar, properties: PropertyBag(node)), config)
        }
        let plain = try properties("{}")
        #expect(plain.first(["fill", "color"])?.node.string == "#111111")
        #expect(plain.number("size") == 7)
        #expect(plain.number("binSpacing") == 1)
        let styled = try properties("{style: bold, color: '#333333', binSpacing: 4}")
        #expect(styled.first(["fill", "color"])?.node.string == "#333333")
        #expect(styled.number("size") == 9)
        #expect(styled.number("binSpacing") == 4)
        #expect(styled.configured("binSpacing")?.double == 1)
    }
}
