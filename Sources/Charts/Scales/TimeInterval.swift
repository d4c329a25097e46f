import Expressions
import Files

/// An interval of the calendar for ticks: every `step` units, in UTC (the convention of d3-time).
struct TimeInterval: Equatable, Sendable {
    enum Unit: String, Sendable { case millisecond, second, minute, hour, day, week, month, year }

    var unit: Unit
    var step: Double

    init(unit: Unit, step: Double) {
        self.unit = unit
        self.step = step
    }

    /// The last boundary at or before `instant`.
    func floor(_ instant: Double) -> Double {
        let time = DateParts.of(instant)
        let n = step.whole(1...1_000_000)
        switch unit {
        case .millisecond: return (instant / step).rounded(.down) * step
        case .second: return multiple(instant, Duration.second, time.seconds, n)
        case .minute: return multiple(instant, Duration.minute, time.minutes, n)
        case .hour: return multiple(instant, Duration.hour, time.hours, n)
        case .day: return multiple(instant, Duration.day, time.day - 1, n)
        case .week:
            let day = (instant / Duration.day).rounded(.down) - Double(time.weekday)
            // Weeks are counted from the Sunday before 1970 (d3's `every`).
            let count = ((day + 4) / 7).rounded(.down)
            return (day - 7 * (count - (count / step).rounded(.down) * step)) * Duration.day
        case .month: return DateParts(year: time.year, month: time.month - time.month % n).time
        case .year: return DateParts(year: Int((Double(time.year) / Double(n)).rounded(.down)) * n).time
        }
    }

    private func multiple(_ instant: Double, _ duration: Double, _ field: Int, _ n: Int) -> Double {
        (instant / duration).rounded(.down) * duration - Double(field % n) * duration
    }

    /// The boundary after one at `instant`.
    func next(after instant: Double) -> Double {
        var time = DateParts.of(instant)
        switch unit {
        case .millisecond: return instant + step
        case .second: return instant + step * Duration.second
        case .minute: return instant + step * Duration.minute
        case .hour: return instant + step * Duration.hour
        case .day:
            // Every second day of the month, not of all time: 31 is followed by 1.
            let n = step.whole(1...1_000_000)
            for _ in 0..<31 {
                time.day += 1
                time = DateParts.of(time.time)
                if (time.day - 1) % n == 0 { break }
            }
        case .week: return instant + step * Duration.week
        case .month: time.month += step.whole(1...1_000_000)
        case .year: time.year += step.whole(1...1_000_000)
        }
        return time.time
    }

    func ceiling(_ instant: Double) -> Double {
        let low = floor(instant)
        return low == instant ? instant : next(after: low)
    }

    /// The boundaries from `start` to `stop`, ends included.
    func range(_ start: Double, _ stop: Double) -> [Double] {
        guard start.isFinite, stop.isFinite, abs(start) < 8.64e15, abs(stop) < 8.64e15, step >= 1 else { return [] }
        var out: [Double] = []
        var at = ceiling(min(start, stop))
        while at <= max(start, stop), out.count < Ticks.limit {
            out.append(at)
            let following = next(after: at)
            guard following > at else { break }
            at = following
        }
        return stop < start ? out.reversed() : out
    }

    private static let month = 30 * Duration.day
    private static let year = 365 * Duration.day

    private static let steps: [(interval: TimeInterval, duration: Double)] = {
        var out: [(TimeInterval, Double)] = []
        let table: [(Unit, [Double], Double)] = [
            (.second, [1, 5, 15, 30], Duration.second), (.minute, [1, 5, 15, 30], Duration.minute),
            (.hour, [1, 3, 6, 12], Duration.hour), (.day, [1, 2], Duration.day),
            (.week, [1], Duration.week), (.month, [1, 3], month), (.year, [1], year),
        ]
        for (unit, steps, duration) in table {
            for step in steps { out.append((TimeInterval(unit: unit, step: step), step * duration)) }
        }
        return out
    }()

    /// The interval that gives about `count` ticks from `start` to `stop`.
    static func fitting(_ start: Double, _ stop: Double, count: Double) -> TimeInterval? {
        guard count > 0 else { return nil }
        let target = abs(stop - start) / count
        guard target.isFinite else { return nil }
        let i = steps.firstIndex { $0.duration > target } ?? steps.count
        if i == steps.count {
            let step = Ticks.step(start / year, stop / year, count: count)
            return step.isFinite ? TimeInterval(unit: .year, step: max(1, step.rounded())) : nil
        }
        if i == 0 {
            let step = Ticks.step(start, stop, count: count)
            return step.isFinite ? TimeInterval(unit: .millisecond, step: max(1, step)) : nil
        }
        let nearer = target / steps[i - 1].duration < steps[i].duration / target ? i - 1 : i
        return steps[nearer].interval
    }

    static func ticks(_ start: Double, _ stop: Double, count: Double) -> [Double] {
        guard start.isFinite, stop.isFinite else { return [] }
        if start == stop { return [start] }
        let reverse = stop < start
        let (low, high) = (min(start, stop), max(start, stop))
        let out = fitting(low, high, count: count)?.range(low, high) ?? []
        return reverse ? out.reversed() : out
    }

    static func nice(_ start: Double, _ stop: Double, count: Double = 10) -> (Double, Double) {
        let (low, high) = (min(start, stop), max(start, stop))
        guard let interval = fitting(low, high, count: count) else { return (start, stop) }
        return interval.nice(start, stop)
    }

    /// The two ends moved outwards to its boundaries.
    func nice(_ start: Double, _ stop: Double) -> (Double, Double) {
        start <= stop ? (floor(start), ceiling(stop)) : (ceiling(start), floor(stop))
    }

    /// `month`, or `{interval: month, step: 3}`; nil for what is none.
    init?(_ node: Node?) {
        guard let name = node?.string ?? node?["interval"]?.string, let unit = Unit(rawValue: name) else { return nil }
        self.init(unit: unit, step: min(max(1, node?["step"]?.double ?? 1), 1e12))
    }
}
