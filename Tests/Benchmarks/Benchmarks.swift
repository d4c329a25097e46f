import Charts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Measures what charts cost: `benchmarks [--rounds N] [--gazette PATH]`. In this process, two charts of 24 bars and
/// of three lines, each compiled once and drawn again with other values in every round, and the same compiled anew;
/// with `--gazette`, also a process of its own that draws one chart and ends.
///
/// With `--tables ROWS`, only what a table of so many rows costs to read, and how often a scan of the same bytes goes
/// into that time.
///
/// With `--languages PAGES`, only what a site of so many pages costs, and the same with a language derived.
///
/// With `--preview SITE`, only how long it takes from a save of a page until the preview serves it; N pages of the site are
/// edited one after the other, and back again.
///
/// Each line is a name, a tab, and the least and the median milliseconds with a tab between.
@main enum Benchmarks {
    static func main() {
        var rounds = 2000
        var gazette: String?
        var rows: Int?
        var pages: Int?
        var site: String?
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            switch (argument, arguments.first) {
            case ("--rounds", let value?): rounds = Int(value).map { max(1, $0) } ?? rounds
            case ("--gazette", let value?): gazette = value
            case ("--tables", let value?): rows = Int(value).map { max(1, $0) } ?? 1_000_000
            case ("--languages", let value?): pages = Int(value).map { max(1, $0) } ?? 10_000
            case ("--preview", let value?): site = value
            default:
                print(
                    "usage: benchmarks [--rounds N] [--gazette PATH] [--tables ROWS] [--languages PAGES] [--preview SITE]"
                )
                exit(64)
            }
            arguments.removeFirst()
        }
        if let site {
            for (name, ofTitle) in [("a sentence", false), ("a title", true)] {
                guard let times = SaveToServed.times(root: site, rounds: min(rounds, 50), ofTitle: ofTitle) else {
                    print("\(site) cannot be served")
                    exit(1)
                }
                report("\(name), from save to served", times)
            }
            return
        }
        if let pages { return DerivedTimes.report(pages: pages) }
        if let rows { return TableTimes.report(rows: rows) }
        for chart in [MeasuredChart.bars, .lines] {
            for theme in [ChartTheme.vega, HouseTheme.theme] {
                guard let times = chart.times(rounds: rounds, theme: theme) else {
                    print("the chart “\(chart.name)” cannot be drawn")
                    exit(1)
                }
                report("\(chart.name), \(theme.name)", times.drawn)
                report("\(chart.name), \(theme.name), compiled anew", times.compiled)
            }
            guard let gazette else { continue }
            guard let times = ColdStart.times(gazette, chart, rounds: 15) else {
                print("\(gazette) cannot draw the chart “\(chart.name)”")
                exit(1)
            }
            report("\(chart.name), cold", times)
        }
    }

    private static func report(_ name: String, _ times: [Double]) {
        let sorted = times.sorted()
        print("\(name)\t\(text(sorted[0]))\t\(text(sorted[sorted.count / 2]))")
    }

    /// Milliseconds with four decimals.
    private static func text(_ milliseconds: Double) -> String {
        let units = Int((milliseconds * 10_000).rounded())
        let decimals = String(units % 10_000)
        return "\(units / 10_000)." + String(repeating: "0", count: 4 - decimals.count) + decimals
    }
}

enum Clock {
    /// Milliseconds on a clock that only goes on.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}
