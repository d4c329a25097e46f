import Expressions
import Files
import Foundation
import Testing

@testable import Charts

@Suite("Curves, quantiles and samples (facts of vega-statistics)")
struct StatisticsTests {
    private static func points(_ f: (Double) -> Double) -> [CurveSampling.Point] {
        (1...8).map { (Double($0), f(Double($0))) }
    }

    private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-6 * max(1, abs(b)) }

    @Test(
        "a curve of its own kind is found again, and explains all",
        arguments: [
            (Regression.Method.linear, 3, [2.0, 0.5]), (.log, 3, [1, 2]), (.exp, 3, [2, 0.3]), (.pow, 3, [3, 1.5]),
            (.quad, 3, [1, -2, 0.5]), (.poly, 3, [1, -2, 0.5, 0.25]), (.poly, 0, [5]), (.poly, 1, [2, 0.5]),
        ])
    func regression(method: Regression.Method, order: Int, coefficients: [Double]) {
        func value(_ x: Double) -> Double {
            switch method {
            case .log: coefficients[0] + coefficients[1] * log(x)
            case .exp: coefficients[0] * exp(coefficients[1] * x)
            case .pow: coefficients[0] * pow(x, coefficients[1])
            default: coefficients.reversed().reduce(0) { $0 * x + $1 }
            }
        }
        let fit = Regression.fit(Self.points(value), method, order: order)
        #expect(fit.coefficients.count == coefficients.count)
        #expect(zip(fit.coefficients, coefficients).allSatisfy { near($0, $1) })
        #expect(near(fit.predict(4.5), value(4.5)))
        if coefficients.count > 1 { #expect(near(fit.rSquared, 1)) }
    }

    @Test("points of one x, and one point, leave a regression finite")
    func degenerate() {
        for method in Regression.Method.allCases {
            let fit = Regression.fit([(1, 2), (1, 4)], method, order: 3)
            #expect(!fit.predict(1).isInfinite)
        }
    }

    @Test("a locally weighted curve goes through a straight line's points, and averages those of one x")
    func loess() {
        let line = Loess.smoothed(Self.points { 3 + 2 * $0 }.reversed(), bandwidth: 0.5)
        #expect(line.map(\.x) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(line.allSatisfy { near($0.y, 3 + 2 * $0.x) })
        #expect(Loess.smoothed([(1, 2), (1, 4), (2, 3), (3, 3)], bandwidth: 1).map(\.x) == [1, 2, 3])
        #expect(Loess.smoothed([(1, 2)], bandwidth: 0.3).count == 1)
    }

    private let frame = DataFrame([
        ("k", DataColumn([.string("a"), .string("a"), .string("b"), .string("b")])),
        ("v", DataColumn([.number(1), .number(3), .number(2), .number(6)])),
    ])

    @Test("a density has the area one, as counts that of its rows; the cumulative one ends at one")
    func density() {
        var density = Density(field: "v", keys: [])
        density.extent = (-20, 30)
        density.steps = 500
        let whole = density.applied(to: frame)
        #expect(whole.rowCount == 501)
        #expect(abs(whole.doubles("density").reduce(0, +) * 0.1 - 1) < 1e-3)
        density.isCount = true
        #expect(abs(density.applied(to: frame).doubles("density").reduce(0, +) * 0.1 - 4) < 4e-3)
        density.isCount = false
        density.isCumulative = true
        let ends = density.applied(to: frame).doubles("density")
        #expect((ends.first ?? 1) < 1e-6 && abs((ends.last ?? 0) - 1) < 1e-6)
    }

    @Test("groups share one stretch in equal steps unless they are resolved apart")
    func groups() {
        var density = Density(field: "v", keys: ["k"])
        density.steps = 4
        #expect(density.applied(to: frame).doubles("value") == [1, 2.25, 3.5, 4.75, 6, 1, 2.25, 3.5, 4.75, 6])
        density.isShared = false
        #expect(density.applied(to: frame).doubles("value") == [1, 1.5, 2, 2.5, 3, 2, 3, 4, 5, 6])
    }

    @Test("a curve is sampled closer where it bends")
    func sampling() {
        let straight = CurveSampling.points({ $0 }, from: 0, to: 1, minimum: 25, maximum: 200)
        #expect(straight.count == 26)
        let bent = CurveSampling.points({ abs($0 - 0.5) }, from: 0, to: 1, minimum: 25, maximum: 200)
        #expect(bent.count > 26)
        #expect(zip(bent, bent.dropFirst()).allSatisfy { $0.x < $1.x })
        #expect(CurveSampling.points({ _ in .nan }, from: 0, to: 1, minimum: 25, maximum: 200).count == 26)
    }

    @Test("quantiles of each group, at given probabilities or from half a step up")
    func quantiles() {
        let out = Quantiles(field: "v", keys: ["k"], probabilities: [0, 0.5, 1]).applied(to: frame)
        #expect(out.doubles("value") == [1, 2, 3, 2, 4, 6])
        #expect(Quantiles.probabilities(step: 0.25) == [0.125, 0.375, 0.625, 0.875])
    }

    @Test("a sample has its size, its order, and is the same each time")
    func sample() {
        let rows = DataFrame([("v", .numbers((0..<1000).map(Double.init)))])
        let sample = rows.sampled(50).doubles("v")
        #expect(sample.count == 50)
        #expect(sample == sample.sorted())
        #expect(sample == rows.sampled(50).doubles("v"))
        #expect(rows.sampled(5000).rowCount == 1000)
        #expect(rows.sampled(0).rowCount == 0)
    }

    @Test("the bootstrapped interval lies around the mean, and is the same each time")
    func confidence() {
        let values = (0..<40).map { Double($0 % 7) }
        let interval = Statistics.confidence(values)
        let mean = Statistics.mean(values)
        #expect(interval.low < mean && mean < interval.high)
        #expect(interval == Statistics.confidence(values))
        let error = (Statistics.deviations(values) / 39 / 40).squareRoot()
        #expect(abs(interval.low - (mean - 1.96 * error)) < 0.2 * error)
    }

    @Test("one value alone has neither deviation nor error")
    func alone() {
        let column = DataColumn([.number(3)])
        for operation in [AggregateOperation.stdev, .stderr, .variance] {
            #expect(operation.apply(column, [0]) == .null)
        }
    }

    @Test("a lookup takes the last row of a key, and its default for none")
    func lookup() {
        let source = DataSource(kind: .none, location: .init(file: "t"))
        let other = DataFrame([
            ("id", DataColumn([.number(1), .number(1), .string("2")])),
            ("n", DataColumn([.string("old"), .string("new"), .string("two")])),
        ])
        let rows = DataFrame([("k", DataColumn([.string("1"), .number(2), .number(3)]))])
        var lookup = Lookup(
            field: "k", source: source, key: "id", fields: ["n"], names: ["name"], fallback: .string("?"))
        let out = lookup.applied(to: rows, other)
        #expect((0..<3).map { out.value("name", $0) } == [.string("new"), .string("two"), .string("?")])
        lookup.fields = []
        lookup.names = ["row"]
        guard case .object(let members) = lookup.applied(to: rows, other).value("row", 1) else {
            Issue.record("no object")
            return
        }
        #expect(members.map(\.key) == ["id", "n"])
    }

    @Test("the parameter of an extent is known to the transforms after it")
    func extent() {
        let spec = """
            data: {values: [{a: x, b: 2}, {a: y, b: 6}]}
            transform: [{extent: b, param: range}, {calculate: "(datum.b - range[0]) / (range[1] - range[0])", as: share}]
            mark: bar
            encoding: {x: {field: a}, y: {field: share, type: quantitative}}
            """
        #expect(Drawing.draw(spec).value?.table.columns.last?.numbers == [0, 1])
    }

    @Test("base64 comes back as it went")
    func base64() {
        for text in ["", "a", "ab", "abc", "abcd", "香港"] {
            let bytes = Array(text.utf8)
            #expect(Base64.encoded(bytes) == Data(bytes).base64EncodedString())
            #expect(Base64.decoded(Base64.encoded(bytes).utf8) == bytes)
        }
        #expect(Base64.decoded("a*b=".utf8) == nil)
    }
}
