import Expressions
import Files

/// What the scales of a plot put out: places along its sides, colours, sizes, shapes.
struct ScaleRanges {
    let plans: [ScalePlan]
    /// The scales of the plot, by index.
    let members: [Int]
    let units: [UnitModel]
    let frames: [UnitFrames]
    let config: ChartConfiguration
    var width: SizeSpecification?
    var height: SizeSpecification?
    /// True of a plot whose first unit has no positions but angles.
    var isPie = false

    /// More steps of colour or size than this are a ramp.
    private static let stepLimit = 1000

    /// The steps of Vega-Lite's discrete axes.
    func configuredStep(_ isX: Bool) -> Double {
        let key = isX ? "discreteWidth" : "discreteHeight"
        return config.value("view", key)?["step"]?.double ?? config.number("view", "step") ?? 20
    }

    private func specification(_ isX: Bool) -> SizeSpecification? { isX ? width : height }

    /// Width and height of the plot.
    func sides(_ scales: [Scale]) -> (Double, Double) { (length(true, scales), length(false, scales)) }

    /// The length of a side, from the specification, the number of bands, or the configuration.
    func length(_ isX: Bool, _ scales: [Scale]) -> Double {
        let channel: Channel = isX ? .x : .y
        let plan = members.first { plans[$0].channel == channel }
        if case .pixels(let length)? = specification(isX) { return length }
        let continuous = config.number("view", isX ? "continuousWidth" : "continuousHeight") ?? 300
        guard let plan else {
            // An arc without positions fills the view: a pie of one step would be too small to see.
            if isPie, specification(isX) == nil { return continuous }
            if case .container? = specification(isX) { return continuous }
            if case .step(let step, _)? = specification(isX) { return step }
            return config.number("view", isX ? "discreteWidth" : "discreteHeight") ?? configuredStep(isX)
        }
        guard plans[plan].kind == .band || plans[plan].kind == .point else { return continuous }
        if case .container? = specification(isX) { return continuous }
        if let fixed = config.number("view", isX ? "discreteWidth" : "discreteHeight"), specification(isX) == nil {
            return fixed
        }
        let inner = plans[plan].kind == .point ? 1 : plans[plan].paddingInner ?? plans[plan].padding ?? 0
        let outer = plans[plan].paddingOuter ?? plans[plan].padding ?? 0
        let space = Scale.bandSpace(scales[plan].categories.count, inner: inner, outer: outer)
        return step(isX, plan, scales) * space
    }

    /// Pixels from one band to the next where the side's length follows from them.
    private func step(_ isX: Bool, _ plan: Int, _ scales: [Scale]) -> Double {
        var step = configuredStep(isX)
        var forPosition = false
        if case .step(let given, let position)? = specification(isX) { (step, forPosition) = (given, position) }
        let channel: Channel = isX ? .xOffset : .yOffset
        guard !forPosition,
            let offset = members.first(where: { plans[$0].channel == channel }),
            plans[offset].kind == .band || plans[offset].kind == .point
        else { return step }
        var count = Double(scales[offset].categories.count)
        if plans[offset].kind == .band {
            count = Scale.bandSpace(
                scales[offset].categories.count, inner: plans[offset].paddingInner ?? plans[offset].padding ?? 0,
                outer: plans[offset].paddingOuter ?? plans[offset].padding ?? 0)
        }
        let inner = plans[plan].paddingInner ?? plans[plan].padding ?? 0
        return step * count / max(0.01, 1 - inner)
    }

    // MARK: - Positions

    func setPosition(_ scale: inout Scale, _ plan: ScalePlan, length: Double, other: (Double, Double)) {
        var range = plan.channel == .y && !scale.kind.isDiscrete ? (length, 0.0) : (0.0, length)
        if let list = plan.range?.sequence, list.count >= 2 {
            func end(_ node: Node) -> Double {
                node.double ?? (node.string == "width" ? other.0 : node.string == "height" ? other.1 : 0)
            }
            let values = list.map(end)
            range = (values[0], values[values.count - 1])
            if values.count > 2, !scale.kind.isDiscrete {
                scale.output = .numbers(plan.reverse ? values.reversed() : values)
                return
            }
        }
        if let low = plan.rangeMin { range.0 = low }
        if let high = plan.rangeMax { range.1 = high }
        lay(&scale, plan, from: range.0, to: range.1)
    }

    /// Offsets lie within the band of their position, or within its unit of time.
    func setOffset(_ scale: inout Scale, _ plan: ScalePlan, position: (Scale, ScalePlan)?, length: Double) {
        let isX = plan.channel == .xOffset
        var range = isX || scale.kind.isDiscrete ? (-length / 2, length / 2) : (length / 2, -length / 2)
        if let (main, mainPlan) = position {
            if main.kind == .band {
                range = (0, main.bandwidth)
            } else if let use = mainPlan.uses.first, let unit = use.definition.timeUnit, let duration = unit.duration,
                let start = main.domain.first
            {
                let base = main.kind.isTime ? main.number(start + duration) - main.number(start) : 0
                let padding = config.number("scale", "bandWithNestedOffsetPaddingInner") ?? 0.2
                let shift = (units[use.unit].bandPosition(use.definition, nil, config) ?? 0.5) - 0.5
                range = ((padding / 2 + shift) * base, (1 - padding / 2 + shift) * base)
            }
        }
        if let list = plan.range?.sequence?.compactMap(\.double), list.count >= 2 { range = (list[0], list[1]) }
        lay(&scale, plan, from: range.0, to: range.1)
    }

    /// Lays bands or points over a stretch, or spans it.
    private func lay(_ scale: inout Scale, _ plan: ScalePlan, from start: Double, to end: Double) {
        let range = plan.reverse ? (end, start) : (start, end)
        if scale.kind == .band || scale.kind == .point {
            // Points have one padding, which is the outer.
            let own = scale.kind == .point && plan.channel.isPosition ? nil : plan.paddingOuter
            scale.layBands(
                range: range, inner: plan.paddingInner ?? plan.padding ?? 0, outer: own ?? plan.padding ?? 0,
                align: plan.align, rounds: plan.rounds)
        } else {
            scale.output = .numbers([range.0, range.1])
        }
    }

    // MARK: - Everything else

    func setOutput(_ scale: inout Scale, _ plan: ScalePlan, _ sides: (Double, Double)) {
        switch plan.channel {
        case .color, .fill, .stroke: setColours(&scale, plan)
        case .shape:
            let names =
                plan.range?.sequence?.compactMap(\.string) ?? fieldRange(plan)?.map(\.asText)
                ?? config.value("range", "symbol")?.sequence?.compactMap(\.string)
            scale.output = .texts(flipped(names ?? ["circle"], plan))
        case .strokeDash:
            let dashes = plan.range?.sequence?.map { $0.sequence?.compactMap(\.double) ?? [] }
            scale.output = .dashes(flipped(dashes ?? [[1, 0], [4, 2], [2, 1], [1, 1], [1, 2, 4, 2]], plan))
        default:
            let list = flipped(numbers(plan, scale, sides), plan)
            scale.output = .numbers(list)
            if scale.kind == .point || scale.kind == .band, let first = list.first, let last = list.last {
                let padding = plan.padding ?? 0
                scale.layBands(
                    range: (first, last), inner: plan.paddingInner ?? padding, outer: plan.paddingOuter ?? padding,
                    align: plan.align, rounds: false)
            }
        }
    }

    /// The range that the data give (`range: {field: …}`): the distinct values of a field, in the order of the values
    /// of the domain beside them.
    private func fieldRange(_ plan: ScalePlan) -> [DataValue]? {
        guard let field = plan.range?["field"]?.string, let use = plan.uses.first else { return nil }
        var frame = frames[use.unit].raw
        let name = SpecificationReader.plain(field)
        frame.flatten(name)
        guard let values = frame.column(name), let keys = frame.column(use.definition.column) else { return [] }
        let ranked = frame.groups(by: [name]).compactMap { group -> (DataValue, DataValue)? in
            guard let first = group.first else { return nil }
            let least = group.map { keys[$0] }.min { DataValue.order($0, $1) < 0 }
            return (values[first], least ?? .null)
        }
        return ranked.sorted { DataValue.order($0.1, $1.1) < 0 }.map(\.0)
    }

    private func flipped<T>(_ list: [T], _ plan: ScalePlan) -> [T] { plan.reverse ? list.reversed() : list }

    private func numbers(_ plan: ScalePlan, _ scale: Scale, _ sides: (Double, Double)) -> [Double] {
        if let list = plan.range?.sequence?.compactMap(\.double), !list.isEmpty { return list }
        if let list = fieldRange(plan)?.compactMap(\.number), !list.isEmpty { return list }
        var ends: (Double, Double)
        func configured(_ low: String, _ high: String) -> (Double, Double) {
            (config.number("scale", low) ?? 0, config.number("scale", high) ?? 1)
        }
        switch plan.channel {
        case .size: ends = sizes(plan, sides)
        case .strokeWidth: ends = configured("minStrokeWidth", "maxStrokeWidth")
        case .angle: ends = (0, 360)
        case .theta: ends = (0, 2 * .pi)
        case .radius: ends = (0, min(sides.0, sides.1) / 2)
        default: ends = configured("minOpacity", "maxOpacity")
        }
        if let low = plan.rangeMin { ends.0 = low }
        if let high = plan.rangeMax { ends.1 = high }
        let steps: Int
        switch scale.kind {
        case .ordinal, .point, .band: steps = max(1, scale.categories.count)
        case .quantile: steps = (config.number("scale", "quantileCount") ?? 4).whole(1...Self.stepLimit)
        case .quantize: steps = (config.number("scale", "quantizeCount") ?? 4).whole(1...Self.stepLimit)
        case .threshold: steps = scale.domain.count + 1
        case .binOrdinal: steps = max(1, scale.domain.count - 1)
        default: return [ends.0, ends.1]
        }
        guard steps > 1, scale.kind != .point, scale.kind != .band else { return [ends.0, ends.1] }
        let last = Double(steps - 1)
        return (0..<steps).map { ends.0 + (ends.1 - ends.0) * Double($0) / last }
    }

    private func sizes(_ plan: ScalePlan, _ sides: (Double, Double)) -> (Double, Double) {
        func configured(_ key: String) -> Double { config.number("scale", key) ?? 0 }
        let kind = plan.uses.first.map { units[$0.unit].mark.kind } ?? .point
        switch kind {
        case .line, .trail, .rule: return (configured("minStrokeWidth"), configured("maxStrokeWidth"))
        case .text: return (configured("minFontSize"), configured("maxFontSize"))
        default: break
        }
        var steps: [Double] = []
        for isX in [true, false] {
            var step = configuredStep(isX)
            if case .step(let given, _)? = specification(isX) { step = given }
            if let use = plan.uses.first, let definition = units[use.unit].encoding[isX ? .x : .y],
                let bins = frames[use.unit].bins[definition.column]
            {
                step = (isX ? sides.0 : sides.1) * bins.step / (bins.stop - bins.start)
            }
            steps.append(step)
        }
        let step = steps.min() ?? 20
        if kind == .bar || kind == .tick {
            return (configured("minBandSize"), config.number("scale", "maxBandSize") ?? step - 1)
        }
        let side = 0.95 * step
        return (configured("minSize"), config.number("scale", "maxSize") ?? side * side)
    }

    // MARK: - Colours

    private func setColours(_ scale: inout Scale, _ plan: ScalePlan) {
        if let list = fieldRange(plan) {
            let colours = list.compactMap { Colour($0.asText) }
            return set(&scale, plan, flipped(colours, plan), isRamp: false, extent: nil, count: nil)
        }
        if let list = plan.range?.sequence {
            let colours = list.compactMap { $0.string.flatMap { Colour($0) } }
            if colours.count == list.count, !colours.isEmpty {
                set(&scale, plan, flipped(colours, plan), isRamp: false, extent: nil, count: nil)
                // Colours that an author chose are changed on dark ground all together, or not at all.
                if colours.contains(where: { $0.contrast(with: config.grounds.dark) < 3 }) { scale.isRamp = true }
                return
            }
        }
        let named = plan.scheme ?? plan.range.flatMap { $0.string != nil ? $0 : nil }
        var node = named
        if let name = named?.string, let range = config.value("range", name) { node = range }
        if node == nil { node = config.value("range", standardRange(plan, scale)) }
        // `{scheme: blues}` says of a range what a scale's own `scheme` does.
        guard let node = node?["scheme"] ?? node else { return }
        if let list = node.sequence {
            let colours = list.compactMap { $0.string.flatMap { Colour($0) } }
            return set(&scale, plan, flipped(colours, plan), isRamp: false, extent: nil, count: nil)
        }
        let name = node.string ?? node["name"]?.string ?? "tableau10"
        let extent = node["extent"]?.sequence?.compactMap(\.double)
        guard let (colours, isRamp) = Scheme.colours(name) else { return }
        set(
            &scale, plan, colours, isRamp: isRamp, extent: extent,
            count: node["count"]?.double?.whole(1...Self.stepLimit))
    }

    private func standardRange(_ plan: ScalePlan, _ scale: Scale) -> String {
        if scale.kind == .ordinal {
            return plan.uses.contains { $0.definition.type == .nominal } ? "category" : "ordinal"
        }
        if plan.domainMid != nil { return "diverging" }
        let isArea = plan.uses.first.map { units[$0.unit].mark.kind == .rect } ?? false
        return isArea ? "heatmap" : "ramp"
    }

    private func set(
        _ scale: inout Scale, _ plan: ScalePlan, _ colours: [Colour], isRamp: Bool, extent: [Double]?, count: Int?
    ) {
        guard !colours.isEmpty else { return }
        scale.isRamp = isRamp || !scale.kind.isDiscrete
        var (from, to) = (extent?.first ?? 0, extent.flatMap { $0.count > 1 ? $0[1] : nil } ?? 1)
        if plan.reverse, isRamp { (from, to) = (to, from) }
        if scale.kind.isTime, isRamp {
            // Vega blends two colours out of the ramp over time.
            let ends = [1.0, 2.0].map { Colour.piecewise(colours, from + (to - from) * $0 / 3) }
            scale.output = .colours(ends, plan.space)
            return
        }
        if scale.kind.isContinuous {
            scale.output = isRamp ? .ramp(colours, from, to) : .colours(colours, plan.space)
            return
        }
        guard isRamp else {
            scale.output = .colours(colours, plan.space)
            return
        }
        let steps: Int
        switch scale.kind {
        case .threshold: steps = scale.domain.count + 1
        case .binOrdinal: steps = max(1, scale.domain.count - 1)
        case .quantile, .quantize: steps = count ?? 5
        default: steps = max(1, count ?? scale.categories.count)
        }
        scale.output = .colours(
            (1...steps).map {
                Colour.piecewise(colours, from + (to - from) * Double($0) / Double(steps + 1))
            }, .rgb)
    }
}
