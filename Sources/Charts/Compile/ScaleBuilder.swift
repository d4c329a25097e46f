import Diagnostics
import Expressions
import Files

/// Turns plans into scales once the rows and the size of the plot are known.
struct ScaleBuilder {
    /// More categories than this are a table, not a chart.
    static let categoryLimit = 5000

    let units: [UnitModel]
    let frames: [UnitFrames]
    let config: ChartConfiguration
    var findings: [Diagnostic] = []

    init(_ units: [UnitModel], _ frames: [UnitFrames], _ config: ChartConfiguration) {
        self.units = units
        self.frames = frames
        self.config = config
    }

    /// The rows that widen a domain.
    private func rows(_ use: ScaleUse) -> DataFrame { frames[use.unit].domains }

    // MARK: - Domains

    /// The scale with its domain, before zero, padding and nice; ranges come with ``setRange``.
    mutating func scale(_ plan: ScalePlan) -> Scale {
        var scale = Scale(plan.kind)
        scale.base = plan.base
        scale.exponent = plan.exponent
        scale.constant = plan.constant
        scale.clamps = plan.clamps
        if plan.kind.isDiscrete {
            let values = categories(plan)
            if values.count > Self.categoryLimit {
                findings.append(
                    .error(
                        .chartLimit,
                        "“\(plan.channel.rawValue)” has \(values.count) categories, a chart holds \(Self.categoryLimit)",
                        at: plan.uses.first?.definition.location, hint: "filter or aggregate the rows first"))
            }
            scale.setCategories(Array(values.prefix(Self.categoryLimit)))
        } else {
            scale.domain = numbers(plan)
        }
        return scale
    }

    private func numbers(_ plan: ScalePlan) -> [Double] {
        if plan.kind == .binOrdinal { return binBoundaries(plan) }
        if let domain = plan.domain {
            var list = domain.compactMap(\.number)
            if plan.kind == .quantile { list.sort() }
            if !list.isEmpty { return list }
        }
        var all: [Double] = plan.unionWith.compactMap(\.number)
        for use in plan.uses { collect(use, plan, &all) }
        if plan.kind == .quantile { return all.filter(\.isFinite).sorted() }
        if plan.kind == .log {
            // Zero has no place on a logarithmic axis; the rest decides.
            let positive = all.filter { $0 > 0 && $0.isFinite }
            if let low = positive.min(), let high = positive.max() { return [low, high] }
            let negative = all.filter { $0 < 0 && $0.isFinite }
            if let low = negative.min(), let high = negative.max() { return [low, high] }
            return [1, 10]
        }
        var low = Double.infinity
        var high = -Double.infinity
        for x in all where x.isFinite {
            if x < low { low = x }
            if x > high { high = x }
        }
        if low > high { return plan.kind.isTime ? [0, Duration.day] : [0, 1] }
        return [low, high]
    }

    private func collect(_ use: ScaleUse, _ plan: ScalePlan, _ all: inout [Double]) {
        let unit = units[use.unit]
        let definition = use.definition
        let frame = rows(use)
        if unit.intervalChannels.contains(plan.channel) { all += intervalEnds(use, plan) }
        if let stack = unit.stack, stack.channel == use.definition.channel {
            if stack.offset == .normalize {
                all += [0, 1]
                return
            }
            all += frame.doubles(definition.column + "_start")
            all += frame.doubles(definition.column + "_end")
            return
        }
        for end in [definition, use.second].compactMap({ $0 }) {
            if !end.isField {
                if let x = end.datum?.number { all.append(x) }
                continue
            }
            if end.scale.bag?.string("domain") == "unaggregated"
                || config.flag("scale", "useUnaggregatedDomain") == true,
                end.aggregate != nil, let field = end.field
            {
                all += frames[use.unit].raw.doubles(field)
                continue
            }
            if end.isBinning, let bins = frames[use.unit].bins[end.column] {
                all += [bins.start, bins.stop]
                continue
            }
            if end.timeUnit != nil, plan.kind.isTime, end.type == .temporal,
                let position = unit.bandPosition(end, use.second, config)
            {
                if unit.mark.kind.isRectBased, position != 0.5, plan.channel.isPosition, let timeUnit = end.timeUnit {
                    for (start, stop) in zip(frame.doubles(end.column), frame.doubles(end.endColumn))
                    where start.isFinite && stop.isFinite {
                        let t = position + 0.5
                        all.append((1 - t) * timeUnit.offset(start, by: -1) + t * start)
                        all.append((1 - t) * start + t * stop)
                    }
                } else {
                    all += frame.doubles(end.column)
                    // A point at the start of a unit that the data were cut to has no end.
                    let isEndless = end.timeUnit?.isBinned ?? false && !unit.mark.kind.isRectBased && position == 0
                    if !isEndless { all += frame.doubles(end.endColumn) }
                }
                continue
            }
            all += plan.kind.isTime ? frame.column(end.column)?.asDates.doubles ?? [] : frame.doubles(end.column)
        }
    }

    private func binBoundaries(_ plan: ScalePlan) -> [Double] {
        if let listed = plan.bins?.sequence?.compactMap(\.double), listed.count > 1 { return listed }
        for use in plan.uses {
            if let bins = frames[use.unit].bins[use.definition.column] { return bins.boundaries }
        }
        return plan.domain?.compactMap(\.number) ?? [0, 1]
    }

    // MARK: - Categories

    private func categories(_ plan: ScalePlan) -> [DataValue] {
        if let domain = plan.domain { return domain }
        var values: [DataValue] = []
        var seen: Set<DataValue> = []
        func add(_ list: [DataValue], isDistinct: Bool = false) {
            if values.isEmpty, isDistinct {
                values = list
                return
            }
            if seen.isEmpty { seen = Set(values) }
            for value in list where seen.insert(value).inserted { values.append(value) }
        }
        add(plan.unionWith)
        var keys: [DataValue: DataValue] = [:]
        var descends = false
        var isKeyed = false
        var isNatural = false
        for use in plan.uses {
            let definition = use.definition
            guard definition.isField else {
                if let datum = definition.datum { add([datum]) }
                continue
            }
            // A sort by another field's aggregate lists its categories from rows before the encoding's aggregate.
            let rows = rows(use)
            var list = rows.distinct(definition.discreteColumn)
            switch definition.sort {
            case .none: break
            case .unspecified where config.keepsDataOrder(definition, plan.channel): break
            case .ascending, .unspecified:
                if definition.isBinning {
                    (keys, isKeyed) = (starts(definition, rows), true)
                } else {
                    isNatural = true
                }
            case .descending:
                (isNatural, descends) = (true, true)
                if definition.isBinning { (keys, isKeyed) = (starts(definition, rows), true) }
            case .values(let order):
                isKeyed = true
                for value in list {
                    let i = order.firstIndex { same($0, value) } ?? order.count
                    keys[value] = .number(Double(i))
                }
            case .encoding(let channel, let isDescending):
                guard let other = units[use.unit].encoding[channel], other.isField else { break }
                var operation: AggregateOperation?
                if case .operation(let found)? = other.aggregate { operation = found }
                let ordered = sortKeys(use, other.field, operation)
                keys.merge(ordered.0) { _, later in later }  // a layer's filter may leave categories out
                (list, isKeyed, descends) = (ordered.1, true, isDescending)
            case .field(let field, let operation, let isDescending):
                let ordered = sortKeys(use, field, operation)
                keys.merge(ordered.0) { _, later in later }  // a layer's filter may leave categories out
                (list, isKeyed, descends) = (ordered.1, true, isDescending)
            }
            add(list, isDistinct: true)
            if let second = use.second, second.isField { add(rows.distinct(second.discreteColumn)) }
        }
        if isKeyed { return sorted(values, descends) { keys[$0] ?? .null } }
        return isNatural ? sorted(values, descends) { $0 } : values
    }

    private func same(_ a: DataValue, _ b: DataValue) -> Bool {
        if a == b { return true }
        if case .date(let x) = b { return a.number == x }
        return false
    }

    private func sorted(_ values: [DataValue], _ descends: Bool, _ key: (DataValue) -> DataValue) -> [DataValue] {
        let keys = values.map(key)
        return values.indices.sorted { a, b in
            let order = DataValue.order(keys[a], keys[b])
            return order == 0 ? a < b : descends ? order > 0 : order < 0
        }.map { values[$0] }
    }

    private func starts(_ definition: ChannelDefinition, _ frame: DataFrame) -> [DataValue: DataValue] {
        var out: [DataValue: DataValue] = [:]
        for row in 0..<frame.rowCount {
            out[frame.value(definition.discreteColumn, row)] = frame.value(definition.column, row)
        }
        return out
    }

    /// For each category the aggregate that it is sorted by, and the categories in data order.
    private func sortKeys(_ use: ScaleUse, _ field: String?, _ operation: AggregateOperation?)
        -> ([DataValue: DataValue], [DataValue])
    {
        let unit = units[use.unit]
        var frame = frames[use.unit].raw
        let column = use.definition.discreteColumn
        if let field { frame.flatten(field) }
        let isMeasure =
            unit.stack.map { stack in field.map { !(stack.groupColumns + stack.byColumns).contains($0) } ?? true }
            ?? false
        let operation = operation ?? (isMeasure ? .sum : .min)
        let source = field.flatMap { frame.column($0) }
        var keys: [DataValue: DataValue] = [:]
        let isTexts =
            (operation == .min || operation == .max) && source.map { $0.doubles.allSatisfy { !$0.isFinite } } ?? false
        for group in frame.groups(by: [column]) {
            guard let first = group.first else { continue }
            let key = frame.value(column, first)
            if isTexts, let source {
                keys[key] = textExtreme(source, group, operation)
            } else {
                keys[key] = operation.apply(source, group)
            }
        }
        return (keys, frame.distinct(column))
    }

    /// Least or greatest of texts, which have no number.
    private func textExtreme(_ column: DataColumn, _ rows: [Int], _ operation: AggregateOperation) -> DataValue {
        var best: DataValue = .null
        for row in rows where !column[row].isNullish {
            let order = DataValue.order(column[row], best)
            if best.isNullish || (operation == .min ? order < 0 : order > 0) { best = column[row] }
        }
        return best
    }

    // MARK: - Zero, padding, nice

    /// The last steps on a continuous domain, in Vega's order; padding needs the range.
    static func finish(_ scale: inout Scale, _ plan: ScalePlan) {
        guard scale.kind.isContinuous || scale.kind == .quantize, scale.domain.count >= 2 else { return }
        let last = scale.domain.count - 1
        if plan.zero, ![.log, .time, .utc].contains(scale.kind) {
            if scale.domain[0] > 0, scale.domain[last] > 0 {
                scale.domain[scale.domain[0] <= scale.domain[last] ? 0 : last] = 0
            }
            if scale.domain[0] < 0, scale.domain[last] < 0 {
                scale.domain[scale.domain[0] <= scale.domain[last] ? last : 0] = 0
            }
        }
        if let low = plan.domainMin { scale.domain[0] = low }
        if let high = plan.domainMax { scale.domain[last] = high }
        if let middle = plan.domainMid, middle > scale.domain[0], middle < scale.domain[last] {
            scale.domain.insert(middle, at: last)
        }
        if let padding = plan.padding, plan.channel.isPosition { scale.pad(padding) }
        if let count = plan.nice { scale.makeNice(count) }
    }
}
