#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a quantity is cut into bins (the parameters of Vega's `bin`).
struct BinParameters: Hashable, Sendable {
    var isBinned = false
    var maximumCount: Double?
    var step: Double?
    var steps: [Double]?
    var minimumStep: Double = 0
    var base: Double = 10
    var divide: [Double] = [5, 2]
    var extent: [Double]?
    var anchor: Double?
    var isNice = true

    /// The prefix of the columns that it gives.
    var name: String {
        var out = "bin"
        if let maximumCount { out += "_maxbins_\(text(maximumCount))" }
        if let step { out += "_step_\(text(step))" }
        if let extent { out += "_extent_" + extent.map(text).joined(separator: "_") }
        if let steps { out += "_steps_" + steps.map(text).joined(separator: "_") }
        if minimumStep != 0 { out += "_minstep_\(text(minimumStep))" }
        if base != 10 { out += "_base_\(text(base))" }
        if let anchor { out += "_anchor_\(text(anchor))" }
        if !isNice { out += "_raw" }
        return out
    }

    private func text(_ x: Double) -> String {
        var out: [UInt8] = []
        NumberText.append(x, to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}

/// The bins of a column once its extent is known.
struct Bins: Sendable, Hashable {
    var start: Double
    var stop: Double
    var step: Double
    /// Where the last bin begins.
    private var lastStart: Double

    /// Vega's rule: the smallest step of base, 5 and 2 that gives no more than the bins asked for.
    init(_ parameters: BinParameters, extent: (Double, Double)) {
        let low = parameters.extent?.first ?? extent.0
        let high = parameters.extent.flatMap { $0.count > 1 ? $0[1] : nil } ?? extent.1
        let most = max(1, parameters.maximumCount ?? 20)
        let base = parameters.base > 1 ? parameters.base : 10
        let logBase = log(base)
        var span = high - low
        if span == 0 { span = abs(low) != 0 ? abs(low) : 1 }
        var step: Double
        if let given = parameters.step, given > 0 {
            step = given
        } else if let steps = parameters.steps, !steps.isEmpty {
            let wanted = span / most
            // The last that is less than wanted (vega-statistics).
            step = steps[max(0, (steps.firstIndex { $0 >= wanted } ?? steps.count) - 1)]
        } else {
            let level = (log(most) / logBase).rounded(.up)
            step = max(parameters.minimumStep, pow(base, (log(span) / logBase).rounded() - level))
            while (span / step).rounded(.up) > most { step *= base }
            for division in parameters.divide where division > 0 {
                let finer = step / division
                if finer >= parameters.minimumStep, span / finer <= most { step = finer }
            }
        }
        if !step.isFinite || step <= 0 { step = 1 }
        let digits = log(step)
        let precision = digits >= 0 ? 0 : (-digits / logBase).rounded(.down) + 1
        let epsilon = pow(base, -precision - 1)
        var start = low
        var stop = high
        if parameters.isNice {
            let v = (low / step + epsilon).rounded(.down) * step
            start = low < v ? v - step : v
            stop = (high / step).rounded(.up) * step
        }
        if stop == start { stop = start + step }
        self.start = start
        self.stop = stop
        self.step = step
        // The last bin is reached in whole steps, as Vega counts them.
        lastStart = start + ((stop - start) / step).rounded(.up) * step - step
        if let anchor = parameters.anchor {
            let shift = anchor - (start + step * ((anchor - start) / step).rounded(.down))
            // Vega's domain keeps its end.
            self.start += shift
            lastStart += shift
        }
    }

    /// The start of the bin that holds `value`; the last bin holds the stop too. Nil for what is no number, infinite
    /// beyond the bins.
    func floor(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        if value < start { return -.infinity }
        if value > lastStart + step { return .infinity }
        let clamped = max(start, min(value, lastStart))
        return start + step * (1e-14 + (clamped - start) / step).rounded(.down)
    }

    /// All boundaries.
    var boundaries: [Double] {
        let n = ((stop - start) / step).rounded().whole(0...1000)
        guard n > 0 else { return [start, stop] }
        return (0...n).map { start + Double($0) * step }
    }
}

extension DataFrame {
    func bins(of field: String, _ parameters: BinParameters) -> Bins {
        let values = doubles(field).filter(\.isFinite)
        return Bins(parameters, extent: (values.min() ?? 0, values.max() ?? 1))
    }

    /// Adds the columns of each row's bin: its start and its end.
    mutating func bin(_ field: String, _ bins: Bins, start: String, end: String) {
        let starts = doubles(field).map { bins.floor($0) ?? .nan }
        set(start, .numbers(starts))
        set(end, .numbers(starts.map { bins.start + bins.step * (1 + ($0 - bins.start) / bins.step) }))
    }

    /// Adds the columns of each row's unit of time: its start and its end.
    mutating func cut(_ field: String, _ unit: TimeUnit, start: String, end: String) {
        guard let column = column(field) else { return }
        let instants = column.map(DateText.date).doubles
        let starts = instants.map { $0.isFinite ? unit.floor($0) : .nan }
        set(start, .dates(starts))
        set(end, .dates(starts.map { $0.isFinite ? unit.offset($0) : .nan }))
    }
}
