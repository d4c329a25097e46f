import Expressions
import Testing

@testable import Charts

@Suite("Ticks, nice domains and scales (facts of d3-array, d3-scale and d3-time)")
struct ScaleTests {
    @Test(
        "ticks are multiples of 1, 2 and 5",
        arguments: [
            (0.0, 1.0, 10.0, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]),
            (0.0, 1.0, 3.0, [0, 0.5, 1]), (-10.0, 10.0, 4.0, [-10, -5, 0, 5, 10]), (0.0, 10.0, 1.0, [0, 10]),
            (1.0, 0.0, 4.0, [1, 0.8, 0.6, 0.4, 0.2, 0]), (0.0, 0.0, 5.0, [0]), (0.0, 1.0, 0.0, []),
        ])
    func ticks(start: Double, stop: Double, count: Double, expected: [Double]) {
        #expect(Ticks.values(start, stop, count: count) == expected)
    }

    @Test(
        "nice widens a domain to round ends",
        arguments: [
            (0.0, 0.96, 10.0, 0.0, 1.0), (0.0, 96.0, 10.0, 0.0, 100.0), (0.96, 0.0, 10.0, 1.0, 0.0),
            (0.0, -0.96, 10.0, 0.0, -1.0), (0.1, 51.1, 8.0, 0.0, 55.0), (-0.1, 51.1, 8.0, -10.0, 60.0),
            (12.0, 87.0, 5.0, 0.0, 100.0), (12.0, 87.0, 100.0, 12.0, 87.0),
        ])
    func nice(start: Double, stop: Double, count: Double, low: Double, high: Double) {
        let (a, b) = Ticks.nice(start, stop, count: count)
        #expect(a == low)
        #expect(b == high)
    }

    @Test("ticks of a logarithmic domain are powers and their multiples")
    func logarithmic() {
        #expect(
            Ticks.logarithmic(0.1, 10, base: 10, count: 10)
                == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        #expect(Ticks.logarithmic(1, 1_000_000, base: 10, count: 4).count <= 7)
        #expect(Ticks.logarithmic(0, 10, base: 10, count: 10).isEmpty)
    }

    private func instant(_ year: Int, _ month: Int = 1, _ day: Int = 1, _ hours: Int = 0) -> Double {
        DateParts(year: year, month: month - 1, day: day, hours: hours).time
    }

    @Test("time ticks fall on the calendar's boundaries")
    func time() {
        #expect(
            TimeInterval.ticks(instant(2011, 1, 1), instant(2012, 1, 1), count: 4)
                == [1, 4, 7, 10].map { instant(2011, $0) } + [instant(2012)])
        #expect(TimeInterval.ticks(instant(2010), instant(2014), count: 4) == (2010...2014).map { instant($0) })
        #expect(
            TimeInterval.ticks(instant(2011, 2, 1), instant(2011, 2, 2), count: 4)
                == [0, 6, 12, 18].map { instant(2011, 2, 1, $0) } + [instant(2011, 2, 2)])
        #expect(
            TimeInterval.ticks(instant(1900), instant(2000), count: 5)
                == [1900, 1920, 1940, 1960, 1980, 2000].map { instant($0) })
    }

    @Test("every second day restarts with the month")
    func secondDays() {
        let days = TimeInterval(unit: .day, step: 2).range(instant(2026, 1, 29), instant(2026, 2, 4))
        #expect(days == [instant(2026, 1, 29), instant(2026, 1, 31), instant(2026, 2, 1), instant(2026, 2, 3)])
    }

    @Test("a band scale divides its range with padding inside and outside")
    func bands() {
        var scale = Scale(.band)
        scale.setCategories([.string("a"), .string("b"), .string("c")])
        scale.layBands(range: (0, 120), inner: 0.2, outer: 0.1, align: 0.5, rounds: false)
        #expect(abs(scale.step - 40) < 1e-9)
        #expect(abs(scale.bandwidth - 32) < 1e-9)
        #expect(abs(scale.number(.string("a")) - 4) < 1e-9)
        #expect(abs(scale.number(.string("c")) - 84) < 1e-9)
        #expect(scale.number(.string("d")).isNaN)
    }

    @Test("a point scale puts a single value in the middle")
    func onePoint() {
        var scale = Scale(.point)
        scale.setCategories([.string("a")])
        scale.layBands(range: (0, 100), inner: 1, outer: 0.5, align: 0.5, rounds: false)
        #expect(scale.number(.string("a")) == 50)
    }

    @Test("what has no place gives NaN, never a wrong one")
    func noPlace() {
        var scale = Scale(.log)
        scale.domain = [1, 100]
        scale.output = .numbers([0, 200])
        #expect(scale.number(10) == 100)
        #expect(scale.number(0).isNaN)
        #expect(scale.number(.null).isNaN)
        #expect(scale.number(.string("x")).isNaN)
    }

    @Test("a threshold scale has one step more than boundaries")
    func thresholds() {
        var scale = Scale(.threshold)
        scale.domain = [10, 20]
        scale.output = .numbers([1, 2, 3])
        #expect([5.0, 10, 15, 20, 99].map { scale.number($0) } == [1, 2, 2, 3, 3])
    }

    @Test(
        "colours are read as CSS writes them",
        arguments: [
            ("#12436D", "#12436d"), ("#fff", "#ffffff"), ("steelblue", "#4682b4"), ("rgb(1, 2, 3)", "#010203"),
            ("hsl(120, 100%, 25%)", "#008000"), ("rgba(0,0,0,0.5)", "rgba(0, 0, 0, 0.5)"),
        ])
    func colours(text: String, written: String) { #expect(Colour(text)?.text == written) }

    @Test(
        "what is no colour is none",
        arguments: ["#12", "#ggg", "rgb(1,2)", "url(#x)", "red;fill:url(//x)", "\"/><script>", "expression(1)"])
    func noColours(text: String) { #expect(Colour(text) == nil) }
}
