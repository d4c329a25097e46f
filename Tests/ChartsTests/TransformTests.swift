import Expressions
import Testing

@testable import Charts

@Suite("Data frames and transforms")
struct TransformTests {
    private let frame = DataFrame([
        ("city", DataColumn([.string("a"), .string("b"), .string("a"), .null])),
        ("cars", DataColumn([.number(1), .number(2), .number(3), .null])),
    ])

    @Test("an aggregate leaves missing values out and keeps their group")
    func aggregate() {
        let out = frame.aggregated(
            by: ["city"],
            [
                Measure(operation: .sum, field: "cars", name: "sum"),
                Measure(operation: .mean, field: "cars", name: "mean"),
                Measure(operation: .count, field: nil, name: "n"),
            ])
        #expect(out.rowCount == 3)
        #expect((0..<3).map { out.value("sum", $0) } == [.number(4), .number(2), .null])
        #expect((0..<3).map { out.value("mean", $0) } == [.number(2), .number(2), .null])
        #expect((0..<3).map { out.value("n", $0) } == [.number(2), .number(1), .number(1)])
    }

    @Test("quartiles interpolate between values")
    func quartiles() {
        #expect(Statistics.quantile([1, 2, 3, 4], 0.25) == 1.75)
        #expect(Statistics.quantile([1, 2, 3, 4], 0.5) == 2.5)
        #expect(Statistics.quantile([7], 0.75) == 7)
    }

    @Test("parts of a stack stand upon each other, negative ones below zero")
    func stack() {
        var frame = DataFrame([("v", DataColumn([.number(2), .number(-1), .number(3), .number(-4)]))])
        frame.stack("v", by: [], sort: [], offset: .zero, start: "s", end: "e")
        #expect(frame.doubles("s") == [0, 0, 2, -1])
        #expect(frame.doubles("e") == [2, -1, 5, -5])
    }

    @Test("a normalised stack ends at one; a centred one lies around the middle of the largest")
    func otherStacks() {
        var frame = DataFrame([
            ("g", DataColumn([.string("a"), .string("a"), .string("b")])),
            ("v", DataColumn([.number(1), .number(3), .number(2)])),
        ])
        frame.stack("v", by: ["g"], sort: [], offset: .normalize, start: "s", end: "e")
        #expect(frame.doubles("e") == [0.25, 1, 1])
        frame.stack("v", by: ["g"], sort: [], offset: .center, start: "s", end: "e")
        #expect(frame.doubles("s") == [0, 1, 1])
        #expect(frame.doubles("e") == [1, 4, 3])
    }

    @Test("bins have a round step and hold their last edge")
    func bins() {
        var parameters = BinParameters()
        parameters.maximumCount = 10
        let bins = Bins(parameters, extent: (1.4, 9.2))
        #expect(bins.step == 1)
        #expect(bins.start == 1)
        #expect(bins.stop == 10)
        #expect(bins.floor(9.2) == 9)
        #expect(bins.floor(10) == 9)
        #expect(bins.floor(.nan) == nil)
    }

    @Test(
        "dates are cut to their unit",
        arguments: [
            ("yearmonth", "2026-06-18", "2026-06-01"), ("year", "2026-06-18", "2026-01-01"),
            ("month", "2026-06-18", "2012-06-01"), ("yearquarter", "2026-06-18", "2026-04-01"),
            ("quarter", "2026-12-31", "2012-10-01"), ("day", "2026-06-18", "2012-01-05"),
            ("yearweek", "2026-06-18", "2026-06-14"), ("monthdate", "2026-06-18", "2012-06-18"),
        ])
    func units(unit: String, date: String, start: String) throws {
        let timeUnit = try #require(TimeUnit(unit))
        let instant = try #require(DateText.instant(date))
        #expect(timeUnit.floor(instant) == DateText.instant(start))
    }

    @Test(
        "a unit of time knows its parts", arguments: ["dayofyear", "yeardayofyear", "utcyearmonthdate", "hoursminutes"])
    func names(unit: String) { #expect(TimeUnit(unit) != nil) }

    @Test("what is no unit of time is none", arguments: ["yaer", "monthly", ""])
    func noNames(unit: String) { #expect(TimeUnit(unit) == nil) }

    @Test(
        "dates in data: ISO 8601, months, quarters, marks of approximation",
        arguments: [
            ("2026-06", "2026-06-01"), ("2027-Q1", "2027-01-01"), ("2027-34", "2027-04-01"), ("2026-06~", "2026-06-01"),
            ("2032", "2032-01-01"), ("Jun 8, 2026", "2026-06-08"),
        ])
    func dates(text: String, day: String) { #expect(DateText.instant(text) == DateText.instant(day)) }

    @Test("a window ranks rows that sort alike together")
    func ranks() {
        var frame = DataFrame([("v", DataColumn([.number(5), .number(9), .number(5), .number(1)]))])
        frame.window(
            [
                WindowMeasure(operation: .rank, field: nil, parameter: nil, name: "rank"),
                WindowMeasure(operation: .rowNumber, field: nil, parameter: nil, name: "row"),
                WindowMeasure(operation: .aggregate(.sum), field: "v", parameter: nil, name: "sum"),
            ], by: [], sort: [SortKey(field: "v", isDescending: true)], frame: (nil, 0), ignoresPeers: false)
        #expect(frame.doubles("rank") == [2, 1, 2, 4])
        #expect(frame.doubles("row") == [2, 1, 3, 4])
        #expect(frame.doubles("sum") == [19, 9, 19, 20])
    }

    @Test("impute adds what a group lacks")
    func impute() {
        let frame = DataFrame([
            ("x", DataColumn([.number(1), .number(2), .number(1)])),
            ("s", DataColumn([.string("a"), .string("a"), .string("b")])),
            ("y", DataColumn([.number(10), .number(20), .number(30)])),
        ])
        let out = frame.imputed("y", key: "x", by: ["s"], keyValues: [], .number(0))
        #expect(out.rowCount == 4)
        #expect(out.value("s", 3) == .string("b"))
        #expect(out.value("x", 3) == .number(2))
        #expect(out.value("y", 3) == .number(0))
    }

    @Test(
        "a transform that would make more rows than a chart holds is an error at its place",
        arguments: [
            (
                "60000",
                "fold: [data, data, data, data, data, data, data, data, data, data, data, data, data, data, data, data, data, data, data, data]"
            ),
            ("2000", "calculate: 'sequence(0, 900)', as: list}, {flatten: [list]"),
            ("1500", "pivot: data, value: data"),
            ("2000", "calculate: 'datum.data + 1', as: s}, {impute: v, key: data, groupby: [s]"),
            ("20", "impute: v, key: data, keyvals: {start: 0, stop: 1000000}"),
        ])
    func limits(rows: String, transform: String) {
        let spec =
            "data: {sequence: {start: 0, stop: \(rows)}}\ntransform: [{\(transform)}]\nmark: point\n"
            + "encoding: {x: {aggregate: count}}"
        let findings = Drawing.findings(spec)
        #expect(findings.count == 1 && findings.first?.hasPrefix("2:") == true, "\(findings)")
        #expect(findings.first?.hasSuffix("chart/limit") == true, "\(findings)")
    }

    @Test("within its limit a pivot makes as many columns as are asked for")
    func pivotLimit() {
        let spec =
            "data: {sequence: {start: 0, stop: 1500}}\ntransform: [{pivot: data, value: data, limit: 5}]\nmark: point\n"
            + "encoding: {x: {aggregate: count}}"
        #expect(Drawing.findings(spec).isEmpty)
    }
}
