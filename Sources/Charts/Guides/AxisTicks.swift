import Expressions
import Files
import Formatting

/// The ticks of an axis with their labels.
struct AxisTicks {
    struct Tick {
        var value: DataValue
        var label: String
        /// The places of the tick and of its label along the axis, not rounded.
        var place: Double
        var labelPlace: Double
    }

    var ticks: [Tick] = []

    init(_ plan: AxisPlan, _ lookup: GuideLookup, _ scale: Scale, _ length: Double, _ locale: ChartLocale) {
        let count = Self.count(plan, lookup, scale, length)
        let values = Self.values(plan, lookup, scale, count)
        let format = AxisFormat(plan.definition, plan.bag, scale, count.number, lookup.config, locale)
        let test = scale.kind == .log && lookup.bag["values"] == nil ? Self.logarithmicTest(scale, count.number) : nil
        let band = (lookup.number("bandPosition") ?? 0.5) * scale.bandwidth
        var shift = lookup.number("tickOffset") ?? 0
        if scale.kind == .band, lookup.string("tickBand") == "extent" {
            shift = 0
        } else if scale.kind == .band, lookup.own("tickOffset") == nil {
            shift = lookup.config.standard("axisBand", "tickOffset")?.double ?? -0.5
        }
        if lookup.own("tickExtra")?.boolean ?? false, let first = values.first {
            // One more at the start, before the first band.
            ticks.append(Tick(value: first, label: "", place: scale.number(first), labelPlace: scale.number(first)))
        }
        for value in values {
            let place = scale.number(value)
            guard place.isFinite else { continue }
            let label = test.map { $0(value.number ?? 0) } ?? true ? format.text(value, locale) : ""
            ticks.append(
                Tick(
                    value: value, label: label, place: place + band + shift,
                    labelPlace: place + scale.bandwidth / 2 + shift))
        }
    }

    private enum Count {
        case about(Double)
        case interval(TimeInterval)

        var number: Double { if case .about(let count) = self { count } else { 10 } }
    }

    private static func count(_ plan: AxisPlan, _ lookup: GuideLookup, _ scale: Scale, _ length: Double) -> Count {
        let definition = plan.definition
        let node = lookup.own("tickCount")
        if scale.kind.isTime, let interval = TimeInterval(node) { return .interval(interval) }
        var count = node?.double ?? 10
        if node == nil, lookup.bag["values"] == nil, scale.kind.isContinuous, scale.kind != .log {
            if definition.isBinning {
                count = (length / 10).rounded(.up)
            } else if let unit = definition.timeUnit, ["month", "hours", "day", "quarter"].contains(unit.text) {
                count = 10
            } else {
                // Larger labels need more room than Vega's.
                let room: Double = lookup.config.isHouse ? (plan.isX ? 95 : 56) : 40
                count = (length / room).rounded(.up)
            }
        } else if node == nil, let values = lookup.bag["values"]?.sequence {
            count = Double(values.count)
        }
        if let bins = scale.bins { count = max(count, Double(bins.count)) }
        let least =
            lookup.own("tickMinStep")?.double ?? (plan.definition.format == "d" ? 1 : definition.timeUnit?.duration)
        count = atLeast(least, count, scale, isHouse: lookup.config.isHouse)
        return .about(min(max(count, 0), Double(Ticks.limit)))
    }

    /// A count of ticks lessened for a least step between them; Vega's own may still stand nearer.
    static func atLeast(_ least: Double?, _ count: Double, _ scale: Scale, isHouse: Bool) -> Double {
        guard let least, least > 0, let first = scale.domain.first, let last = scale.domain.last else { return count }
        let (low, high) = (min(first, last), max(first, last))
        let steps = ((high - low) / least).rounded(.down)
        var count = min(count, (steps == 0 ? 1 : steps) + 1)
        if isHouse, scale.bins == nil, scale.kind != .log, !scale.kind.isTime, low < high {
            while count > 1, Ticks.step(low, high, count: count) < least { count -= 1 }
        }
        return count
    }

    private static func values(_ plan: AxisPlan, _ lookup: GuideLookup, _ scale: Scale, _ count: Count) -> [DataValue] {
        if let list = lookup.bag["values"]?.sequence {
            let values = list.map { node -> DataValue in
                let raw = node.dataValue
                if let date = DateTimeParts(raw) { return .date(date.instant) }
                if let unit = plan.definition.timeUnit, !unit.isBinned, let instant = unit.instant(raw) {
                    return .date(instant)
                }
                return scale.kind.isTime ? DateText.date(raw) : raw
            }
            guard scale.kind.isContinuous else { return values }
            return valid(values.compactMap(\.number), scale, count.number).map { wrapped($0, scale) }
        }
        if scale.kind.isDiscrete { return scale.categories }
        if let bins = scale.bins { return valid(bins, scale, count.number).map { wrapped($0, scale) } }
        if case .interval(let interval) = count, let first = scale.domain.first, let last = scale.domain.last {
            return interval.range(first, last).map(DataValue.date)
        }
        return scale.ticks(count.number).map { wrapped($0, scale) }
    }

    private static func wrapped(_ x: Double, _ scale: Scale) -> DataValue { scale.kind.isTime ? .date(x) : .number(x) }

    /// Those within the range, in its order, thinned to the count.
    private static func valid(_ values: [Double], _ scale: Scale, _ count: Double) -> [Double] {
        let (a, b) = scale.range
        let (low, high) = (min(a, b).rounded(.down), max(a, b).rounded(.up))
        var placed = values.map { ($0, scale.number($0)) }.filter { $0.1 >= low && $0.1 <= high }
        placed.sort { a <= b ? $0.1 < $1.1 : $0.1 > $1.1 }
        var out = placed.map(\.0)
        if count > 0, out.count > 1, let first = out.first, let last = out.last {
            while Double(out.count) > count, out.count >= 3 {
                out = out.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            }
            if out.count < 3 { out = [first, last] }
        }
        return out
    }

    /// Which ticks of a logarithmic axis get a label (d3-scale's rule).
    static func logarithmicTest(_ scale: Scale, _ count: Double) -> (Double) -> Bool {
        let ticks = scale.ticks(count)
        let k = max(1, scale.base * count / Double(max(1, ticks.count)))
        let base = scale.base
        return { value in
            let exponent = Ticks.logarithm(abs(value), base).rounded()
            var i = abs(value) / Ticks.power(base, exponent)
            if i * base < base - 0.5 { i *= base }
            return i <= k
        }
    }
}

extension NumberFormat {
    /// The format of a guide's values: what is written holds as it is where it names a precision (Vega's formatSpan;
    /// d3's own would give all values of `.2s` one prefix), else with the precision that such ticks need.
    static func guide(from start: Double, to stop: Double, count: Int, specifier: String?) -> NumberFormat? {
        if let own = specifier.flatMap({ NumberFormat.parse($0) }), own.precision != nil { return own }
        return ticks(from: start, to: stop, count: count, specifier: specifier)
    }
}

/// How an axis or a gradient writes its values.
struct AxisFormat {
    private let format: LabelFormat

    init(
        _ definition: ChannelDefinition, _ bag: PropertyBag, _ scale: Scale, _ count: Double,
        _ config: ChartConfiguration, _ locale: ChartLocale, isLegend: Bool = false
    ) {
        let written = bag.string("format") ?? definition.format
        let type = bag.string("formatType") ?? definition.formatType
        let isTime = type == "time" || (type == nil && definition.timeUnitOrTemporal)
        if isTime || scale.kind.isTime {
            if let levels = bag["format"].flatMap({ Self.levels($0, locale) }) {
                format = .levels(levels)
            } else if let written {
                format = TimeFormat.parse(written, locale: locale.times).map(LabelFormat.time) ?? .multiTime
            } else if let unit = definition.timeUnit {
                format = locale.format(of: unit).map(LabelFormat.time) ?? .multiTime
            } else if isLegend, !config.isHouse {
                // A legend has no axis whose ticks could tell the level.
                let text = config.top("timeFormat")?.string ?? "%b %d, %Y"
                format = TimeFormat.parse(text, locale: locale.times).map(LabelFormat.time) ?? .multiTime
            } else {
                format = .multiTime
            }
            return
        }
        var specifier = written
        if specifier == nil, case .offset(.normalize) = definition.stack {
            specifier = config.top("normalizedNumberFormat")?.string
        }
        if specifier == nil, definition.type == .quantitative { specifier = config.top("numberFormat")?.string }
        if scale.domain.count == 1, scale.kind.isContinuous {
            format = specifier.flatMap { NumberFormat.parse($0) }.map(LabelFormat.number) ?? .plain
        } else if scale.kind == .log {
            format = NumberFormat.parse(specifier ?? ",.12~g").map(LabelFormat.number) ?? .plain
        } else if scale.kind.isContinuous || scale.kind.isDiscretizing, let first = scale.domain.first,
            let last = scale.domain.last
        {
            let ticks = NumberFormat.guide(from: first, to: last, count: Int(count), specifier: specifier)
            format = ticks.map(LabelFormat.number) ?? .plain
        } else {
            format = specifier.flatMap { NumberFormat.parse($0) }.map(LabelFormat.number) ?? .plain
        }
    }

    func text(_ value: DataValue, _ locale: ChartLocale) -> String { format.text(value, locale) }

    /// `{year: '%Y', month: '%b'}`: the levels that are not named keep the language's own format.
    private static func levels(_ node: Node, _ locale: ChartLocale) -> TimeMultiFormat? {
        guard node.mapping != nil else { return nil }
        var levels = locale.times.multi
        func take(_ key: String, _ level: WritableKeyPath<TimeMultiFormat.Specifiers, String>) {
            if let text = node[key]?.string { levels[keyPath: level] = text }
        }
        take("year", \.year)
        take("quarter", \.quarter)
        take("month", \.month)
        take("week", \.week)
        take("date", \.date)
        take("hours", \.hours)
        take("minutes", \.minutes)
        take("seconds", \.seconds)
        take("milliseconds", \.milliseconds)
        return TimeMultiFormat(levels, locale: locale.times)
    }
}
