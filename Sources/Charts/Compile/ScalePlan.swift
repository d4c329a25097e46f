import Diagnostics
import Expressions
import Files

/// One use of a scale: a channel of a unit.
struct ScaleUse: Sendable {
    var unit: Int
    var definition: ChannelDefinition
    /// The other end of a range, which widens the domain too.
    var second: ChannelDefinition?
    /// The type that this use alone would give the scale.
    var kind: Scale.Kind
    var isKindExplicit: Bool
}

/// A scale as the specification has it, before there are data: its type and properties, and who uses it.
struct ScalePlan: Sendable {
    var channel: Channel
    var uses: [ScaleUse]
    var kind: Scale.Kind
    /// Shared by another plan; that one counts.
    var mergedInto: Int?

    var zero = false
    var nice: Nice?
    var padding: Double?
    var paddingInner: Double?
    var paddingOuter: Double?
    var align = 0.5
    var reverse = false
    var rounds = false
    var clamps = false
    var base = 10.0
    var exponent = 1.0
    var constant = 1.0
    var space = ColourSpace.rgb
    var domainMin: Double?
    var domainMax: Double?
    var domainMid: Double?
    /// A domain that the specification lists.
    var domain: [DataValue]?
    var unionWith: [DataValue] = []
    var range: Node?
    var rangeMin: Double?
    var rangeMax: Double?
    var scheme: Node?
    var bins: Node?

    /// How a domain is widened to round ends: to about so many ticks, or to whole units of time.
    enum Nice: Sendable {
        case count(Double)
        case interval(TimeInterval)
    }

    init(_ channel: Channel, _ use: ScaleUse) {
        self.channel = channel
        uses = [use]
        kind = use.kind
    }

    // MARK: - Types

    /// The type of scale that a definition gets when it names none.
    static func kind(
        _ definition: ChannelDefinition, _ channel: Channel, _ mark: MarkModel, _ encoding: Encoding
    ) -> (kind: Scale.Kind, isExplicit: Bool) {
        let written = definition.scale.bag?.string("type").flatMap(Scale.Kind.init)
        let standard = standardKind(definition, channel, mark, encoding)
        guard let written, suits(written, definition, channel) else { return (standard, false) }
        return (written, true)
    }

    /// Vega-Lite's rule: what the channel can show, and of fields what the type of their values allows.
    private static func suits(_ kind: Scale.Kind, _ definition: ChannelDefinition, _ channel: Channel) -> Bool {
        let isContinuousOnly = channel.isPosition || channel.isPolar || channel.isOffset
        switch kind {
        case .band, .point:
            return (isContinuousOnly || channel == .size) && (!definition.isField || definition.type.isDiscrete)
        case .ordinal: return !isContinuousOnly && (!definition.isField || definition.type.isDiscrete)
        case .binOrdinal: return channel.isColour && (!definition.isField || definition.type.isDiscrete)
        case .identity: return definition.type != .nominal || definition.datum != nil
        case .linear, .log, .pow, .sqrt, .symlog: return !definition.isField || definition.type == .quantitative
        case .quantile, .quantize, .threshold:
            return !isContinuousOnly && (!definition.isField || definition.type == .quantitative)
        case .time, .utc: return !definition.isField || definition.type == .temporal
        }
    }

    private static func standardKind(
        _ definition: ChannelDefinition, _ channel: Channel, _ mark: MarkModel, _ encoding: Encoding
    ) -> Scale.Kind {
        let isDiscreteRange = channel == .shape || channel == .strokeDash
        switch definition.type {
        case .nominal, .ordinal:
            if channel.isColour || isDiscreteRange { return .ordinal }
            if channel.isPosition || channel.isOffset {
                if mark.kind.isRectangle || mark.kind == .rule { return .band }
                if let offset = channel.offset, encoding[offset]?.isFieldOrDatum ?? false { return .band }
                let size = channel == .x || channel == .xOffset ? "width" : "height"
                if mark.definition.properties[size]?["band"] != nil { return .band }
                if definition.axis.bag?.has("tickBand") ?? false { return .band }
            } else if mark.kind == .arc, channel.isPolar {
                return .band
            }
            return .point
        case .temporal:
            if isDiscreteRange { return .ordinal }
            return definition.timeUnit?.isUTC ?? false ? .utc : .time
        case .quantitative:
            if channel.isColour, definition.isBinning { return .binOrdinal }
            return isDiscreteRange ? .ordinal : .linear
        }
    }

    /// True where uses of both types can share one scale.
    static func areCompatible(_ a: Scale.Kind, _ b: Scale.Kind) -> Bool {
        func group(_ kind: Scale.Kind) -> Int {
            switch kind {
            case .linear, .log, .pow, .sqrt, .symlog, .identity: 0
            case .time, .utc: 1
            case .band, .point: 2
            case .ordinal: 3
            case .quantile, .quantize, .threshold: 4
            case .binOrdinal: 5
            }
        }
        let pair = (group(a), group(b))
        return pair.0 == pair.1 || pair == (1, 2) || pair == (2, 1)
    }

    /// Which type wins where uses differ and none is explicit.
    private static func precedence(_ kind: Scale.Kind) -> Int {
        switch kind {
        case .log, .pow, .sqrt, .symlog, .identity: 1
        case .point: -10
        case .band: -5
        default: 0
        }
    }

    mutating func add(_ other: ScalePlan) {
        uses += other.uses
        let explicit = uses.first { $0.isKindExplicit }
        if let explicit {
            kind = explicit.kind
        } else {
            var best = uses[0].kind
            for use in uses.dropFirst() where Self.precedence(use.kind) > Self.precedence(best) { best = use.kind }
            kind = best
        }
    }
}

extension ScalePlan {
    /// Settles the properties of the scale from all its uses: what is written wins over defaults, the first of each.
    mutating func settle(_ units: [UnitModel], _ config: ChartConfiguration) {
        let bags = uses.compactMap { $0.definition.scale.bag }
        func written(_ key: String) -> Node? { bags.lazy.compactMap { $0[key] }.first }
        func first<T>(_ rule: (ScaleUse) -> T?) -> T? { uses.lazy.compactMap(rule).first }
        let kind = kind

        readDomain(bags)
        padding = written("padding")?.double ?? first { standardPadding($0, units, config) }
        let inner = written("paddingInner")?.double
        let outer = written("paddingOuter")?.double
        if padding == nil || inner != nil {
            paddingInner = inner ?? first { standardPaddingInner($0, units, config) }
        }
        if padding == nil || outer != nil {
            paddingOuter = outer ?? first { standardPaddingOuter($0, units, config) }
        }
        align = written("align")?.double ?? 0.5
        rounds = written("round")?.boolean ?? config.flag("scale", "round") ?? false
        clamps = written("clamp")?.boolean ?? config.flag("scale", "clamp") ?? false
        base = written("base")?.double ?? 10
        exponent = written("exponent")?.double ?? (kind == .sqrt ? 0.5 : 1)
        constant = written("constant")?.double ?? 1
        reverse =
            written("reverse")?.boolean
            ?? first { use in
                if case .descending = use.definition.sort, kind.isContinuous || kind.isDiscretizing {
                    true
                } else {
                    nil
                }
            } ?? false
        zero = written("zero")?.boolean ?? first { standardZero($0, units, config) } ?? false
        settleNice(written("nice"))
        if let node = written("interpolate"), let name = node.string ?? node["type"]?.string {
            space = ColourSpace(name, gamma: node["gamma"]?.double) ?? .rgb
        } else if channel.isColour, uses.contains(where: { $0.definition.type != .nominal }) {
            space = .hcl
        }
        range = written("range")
        rangeMin = written("rangeMin")?.double
        rangeMax = written("rangeMax")?.double
        scheme = written("scheme")
        bins = written("bins")
    }

    private mutating func readDomain(_ bags: [PropertyBag]) {
        let isTime = kind.isTime || uses.contains { $0.definition.type == .temporal }
        let unit = uses.lazy.compactMap { $0.definition.timeUnit }.first
        func value(_ node: Node) -> DataValue {
            let raw = node.dataValue
            if let date = DateTimeParts(raw) { return .date(date.instant) }
            if let unit, let instant = unit.instant(raw) { return .date(instant) }
            return isTime ? DateText.date(raw) : raw
        }
        var domains: [[DataValue]] = []
        for bag in bags {
            if let list = bag["domain"]?.sequence?.map(value) {
                if !domains.contains(list) { domains.append(list) }
            } else if let list = bag["domain"]?["unionWith"]?.sequence {
                unionWith += list.map(value)
            }
            if domainMin == nil { domainMin = bag["domainMin"].flatMap { value($0).number } }
            if domainMax == nil { domainMax = bag["domainMax"].flatMap { value($0).number } }
            // A middle means something to colours alone.
            if domainMid == nil, channel.isColour { domainMid = bag["domainMid"].flatMap { value($0).number } }
        }
        domain = domains.isEmpty ? nil : domains.flatMap { $0 }
        if let list = domain, kind.isDiscrete {
            var seen: Set<DataValue> = []
            domain = list.filter { seen.insert($0).inserted }
        } else if domains.count > 1, let numbers = domain?.compactMap(\.number), let low = numbers.min(),
            let high = numbers.max()
        {
            domain = isTime ? [.date(low), .date(high)] : [.number(low), .number(high)]
        }
    }

    private mutating func settleNice(_ node: Node?) {
        if let node {
            if kind.isTime, let interval = TimeInterval(node) {
                nice = .interval(interval)
            } else {
                let count = node.boolean.map { $0 ? 10 : 0 } ?? node.double ?? 10
                nice = count == 0 ? nil : .count(count)
            }
        } else {
            let isFree = uses.contains { use in
                let bag = use.definition.scale.bag
                return use.definition.bin == nil && bag?["domain"]?.sequence == nil && bag?["domainMin"] == nil
                    && bag?["domainMax"] == nil
            }
            nice = channel.isPosition && kind.isContinuous && !kind.isTime && isFree ? .count(10) : nil
        }
    }

    private func standardPadding(_ use: ScaleUse, _ units: [UnitModel], _ config: ChartConfiguration) -> Double? {
        guard channel.isPosition else { return nil }
        if kind.isContinuous {
            if let padding = config.number("scale", "continuousPadding") { return padding }
            let mark = units[use.unit].mark
            let isAcross =
                (mark.orientation == .vertical && channel == .x) || (mark.orientation == .horizontal && channel == .y)
            if mark.kind == .bar, isAcross, !(use.definition.bin != nil || use.definition.timeUnit != nil) {
                return config.number("bar", "continuousBandSize")
            }
        }
        return kind == .point ? config.number("scale", "pointPadding") : nil
    }

    private func hasOffset(_ use: ScaleUse, _ units: [UnitModel]) -> Bool {
        channel.offset.map { units[use.unit].encoding[$0]?.isFieldOrDatum ?? false } ?? false
    }

    private func standardPaddingInner(_ use: ScaleUse, _ units: [UnitModel], _ config: ChartConfiguration) -> Double? {
        guard kind == .band, channel.isPosition || channel.isOffset else { return nil }
        if channel.isOffset { return config.number("scale", "offsetBandPaddingInner") }
        if hasOffset(use, units) { return config.number("scale", "bandWithNestedOffsetPaddingInner") }
        if let padding = config.number("scale", "bandPaddingInner") { return padding }
        switch units[use.unit].mark.kind {
        case .bar: return config.number("scale", "barBandPaddingInner")
        case .tick: return config.number("scale", "tickBandPaddingInner")
        default: return config.number("scale", "rectBandPaddingInner")
        }
    }

    private func standardPaddingOuter(_ use: ScaleUse, _ units: [UnitModel], _ config: ChartConfiguration) -> Double? {
        if channel.isOffset {
            return kind == .point ? 0.5 : config.number("scale", "offsetBandPaddingOuter")
        }
        if hasOffset(use, units) { return config.number("scale", "bandWithNestedOffsetPaddingOuter") }
        guard kind == .band, channel.isPosition else { return nil }
        return config.number("scale", "bandPaddingOuter") ?? paddingInner.map { $0 / 2 }
    }

    private func standardZero(_ use: ScaleUse, _ units: [UnitModel], _ config: ChartConfiguration) -> Bool? {
        let definition = use.definition
        if definition.scale.bag?["domain"]?.mapping != nil, kind.isContinuous { return false }
        if let listed = definition.scale.bag?["domain"]?.sequence, kind.isContinuous || kind.isDiscretizing {
            guard let first = listed.first?.double, let last = listed.last?.double else { return false }
            return first <= 0 && last >= 0
        }
        if channel == .size, definition.type == .quantitative, !kind.isDiscretizing { return true }
        guard channel.isPosition || channel.isPolar, definition.bin == nil else { return false }
        let mark = units[use.unit].mark
        if [.bar, .area, .line, .trail].contains(mark.kind) {
            if mark.orientation == .horizontal && channel == .y || mark.orientation == .vertical && channel == .x {
                return false
            }
        }
        if kind.isTime { return false }
        if mark.kind == .bar || mark.kind == .area, use.second == nil { return true }
        return config.flag("scale", "zero") ?? true
    }
}
