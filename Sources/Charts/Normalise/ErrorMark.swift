import Expressions
import Files

extension CompositeMarks {
    /// An error bar or band: around the mean by its standard error, the standard deviation or the 95% confidence
    /// interval, around the median by the quartiles, or between ends that the data give (`x2`, `xError`, `xError2`).
    mutating func errorMark(_ unit: UnitSpecification) -> LayerSpecification? {
        guard let axis = errorAxis(unit), let spread = spread(unit, axis) else { return nil }
        var others = unit.encoding
        for channel in [axis.channel, axis.channel.second, axis.channel.error, axis.channel.error2] {
            if let channel { others[channel] = nil }
        }
        var extracted = extracted(others)
        if unit.mark.kind == .errorbar { extracted.encoding[.size] = nil }
        let measures = extracted.measures + spread.measures
        var common = unit.common
        common.transforms += extracted.transforms
        if !measures.isEmpty {
            common.transforms.append(.aggregate(measures, by: spread.isRaw ? extracted.keys : []))
        }
        common.transforms += spread.transforms
        let tooltip = tooltip(axis, spread.summary, extracted.encoding)
        let parts =
            unit.mark.kind == .errorbar
            ? bars(unit, axis, spread, extracted.encoding, tooltip)
            : bands(unit, axis, spread, extracted.encoding, tooltip)
        return LayerSpecification(common: common, children: parts)
    }

    // MARK: - Where the ends come from

    /// The ends of an error mark and how they are computed.
    private struct Spread {
        /// Computed from single values, not given by the data.
        var isRaw = true
        var measures: [Measure] = []
        var transforms: [Transform] = []
        var low: TitlePlan.Part
        var high: TitlePlan.Part
        var centre: ChannelDefinition?
        /// What tooltips list: columns by their prefix.
        var summary: [(prefix: String, meaning: TitlePlan.Part)] = []
    }

    private mutating func errorAxis(_ unit: UnitSpecification) -> Axis? {
        let encoding = unit.encoding
        let kind = unit.mark.kind.rawValue
        func has(_ channel: Channel) -> Bool { encoding[channel]?.isFieldOrDatum ?? false }
        let ranged = [Channel.x, .y].filter { $0.second.map(has) ?? false }
        let errors = [Channel.x, .y].filter { $0.error.map(has) ?? false }
        for channel in [Channel.x, .y] {
            if let second = channel.error2, has(second), !errors.contains(channel) {
                wrong("\(kind) has “\(second.rawValue)” without “\(channel.rawValue)Error”", unit)
                return nil
            }
        }
        guard ranged.count + errors.count <= 1 else {
            wrong("\(kind) has more than one pair of ends", unit, hint: "one of x2, y2, xError and yError")
            return nil
        }
        guard let channel = ranged.first ?? errors.first else { return axis(unit) }
        guard var definition = encoding[channel], let field = definition.field,
            definition.type == .quantitative || definition.type == .temporal
        else {
            wrong("the mark “\(kind)” needs a quantitative “\(channel.rawValue)”", unit)
            return nil
        }
        definition.aggregate = nil
        return Axis(channel: channel, definition: definition, field: field)
    }

    private mutating func spread(_ unit: UnitSpecification, _ axis: Axis) -> Spread? {
        let channel = axis.channel
        if let second = channel.second.flatMap({ unit.encoding[$0] }), second.isFieldOrDatum {
            return given(unit, axis, upper: second.field.map { datum($0) }, lower: datum(axis.field))
        }
        if let error = channel.error.flatMap({ unit.encoding[$0] }), error.isFieldOrDatum {
            let other = channel.error2.flatMap { unit.encoding[$0] }?.field
            let centre = datum(axis.field)
            let lower =
                other.map { "\(centre) + \(datum($0))" } ?? error.field.map { "\(centre) - \(datum($0))" }
            var out = given(unit, axis, upper: error.field.map { "\(centre) + \(datum($0))" }, lower: lower)
            out?.summary.insert(("", part(axis)), at: 0)
            out?.centre = axis.definition
            return out
        }
        return computed(unit, axis)
    }

    /// Ends that the data give, as expressions.
    private mutating func given(_ unit: UnitSpecification, _ axis: Axis, upper: String?, lower: String?) -> Spread? {
        guard let upper, let lower,
            let high = calculate(upper, as: "upper_\(axis.field)", unit),
            let low = calculate(lower, as: "lower_\(axis.field)", unit)
        else {
            wrong("the ends of \(unit.mark.kind.rawValue) are fields of the data", unit)
            return nil
        }
        var out = Spread(low: part(axis, end: .lower), high: part(axis, end: .upper))
        out.isRaw = false
        out.transforms = [high, low]
        out.summary = [("upper", out.high), ("lower", out.low)]
        return out
    }

    /// Ends computed from single values.
    private mutating func computed(_ unit: UnitSpecification, _ axis: Axis) -> Spread? {
        let field = axis.field
        let written = unit.mark.properties.string("extent")
        let centreName =
            unit.mark.properties.string("center")
            ?? (written.map { $0 == "iqr" ? "median" : "mean" } ?? config.string("errorbar", "center") ?? "mean")
        let centre: AggregateOperation = centreName == "median" ? .median : .mean
        let extent = written ?? (centre == .mean ? "stderr" : "iqr")
        func centred(_ operation: AggregateOperation) -> ChannelDefinition {
            var out = continuous(axis)
            out.field = "center_\(field)"
            out.meaning = part(axis, operation)
            return out
        }
        func measured(_ low: AggregateOperation, _ high: AggregateOperation, _ centre: AggregateOperation) -> Spread {
            var out = Spread(low: part(axis, low), high: part(axis, high))
            out.measures = [
                Measure(operation: low, field: field, name: "lower_\(field)"),
                Measure(operation: high, field: field, name: "upper_\(field)"),
                Measure(operation: centre, field: field, name: "center_\(field)"),
            ]
            out.centre = centred(centre)
            out.summary = [("upper", out.high), ("lower", out.low), ("center", part(axis, centre))]
            return out
        }
        switch extent {
        case "ci": return measured(.ci0, .ci1, .mean)
        case "iqr": return measured(.q1, .q3, .median)
        case "stderr", "stdev":
            let operation: AggregateOperation = extent == "stdev" ? .stdev : .stderr
            let (middle, width) = (datum("center_" + field), datum("extent_" + field))
            // One value alone has no spread: there is no bar then.
            func end(_ sign: String) -> String { "isValid(\(width)) ? \(middle) \(sign) \(width) : null" }
            guard let high = calculate(end("+"), as: "upper_\(field)", unit),
                let low = calculate(end("-"), as: "lower_\(field)", unit)
            else { return nil }
            var out = Spread(
                low: part(axis, end: .below(centre, operation)), high: part(axis, end: .above(centre, operation)))
            out.measures = [
                Measure(operation: operation, field: field, name: "extent_\(field)"),
                Measure(operation: centre, field: field, name: "center_\(field)"),
            ]
            out.transforms = [high, low]
            out.centre = centred(centre)
            out.summary = [("center", part(axis, centre)), ("upper", out.high), ("lower", out.low)]
            return out
        default:
            wrong("“\(extent)” is no extent of \(unit.mark.kind.rawValue)", unit, hint: "ci, stderr, stdev or iqr")
            return nil
        }
    }

    // MARK: - Parts

    private func bars(
        _ unit: UnitSpecification, _ axis: Axis, _ spread: Spread, _ shared: Encoding, _ tooltip: [ChannelDefinition]
    ) -> [ViewSpecification] {
        let properties = unit.mark.properties
        let thickness = properties["thickness"]?.value
        var tick: [(String, Node.Value)] = [("orient", .string(axis.across.rawValue))]
        if let thickness { tick.append(("thickness", thickness)) }
        if let size = properties["size"] { tick.append(("size", size.value)) }
        let rule = thickness.map { [("size", $0)] } ?? []
        let ends = [Place(prefix: "lower", meaning: spread.low), Place(prefix: "upper", meaning: spread.high)]
        let ticks = ends.map { end in
            layer(
                unit, "ticks", .tick, tick, encoding(axis, end, shared, tooltip: tooltip), centre: spread.centre)
        }
        let whole = Place(prefix: "lower", meaning: spread.low, end: "upper", endMeaning: spread.high)
        return
            (ticks + [
                layer(
                    unit, "rule", .rule, rule, encoding(axis, whole, shared, tooltip: tooltip),
                    centre: spread.centre)
            ]).compactMap { $0 }
    }

    private func bands(
        _ unit: UnitSpecification, _ axis: Axis, _ spread: Spread, _ shared: Encoding, _ tooltip: [ChannelDefinition]
    ) -> [ViewSpecification] {
        let properties = unit.mark.properties
        let isPath = unit.encoding[.x] != nil && unit.encoding[.y] != nil
        var curve: [(String, Node.Value)] = []
        if isPath, let interpolate = properties["interpolate"] {
            curve.append(("interpolate", interpolate.value))
            if let tension = properties["tension"] { curve.append(("tension", tension.value)) }
        }
        let whole = Place(prefix: "lower", meaning: spread.low, end: "upper", endMeaning: spread.high)
        let ends = [Place(prefix: "lower", meaning: spread.low), Place(prefix: "upper", meaning: spread.high)]
        let band = layer(
            unit, "band", isPath ? .area : .rect, curve, encoding(axis, whole, shared, tooltip: tooltip),
            centre: spread.centre)
        let borders = ends.map { end in
            layer(
                unit, "borders", isPath ? .line : .rule, curve, encoding(axis, end, shared, tooltip: tooltip),
                centre: spread.centre)
        }
        return ([band] + borders).compactMap { $0 }
    }
}

extension Channel {
    /// The channel of a position's error upwards, or both ways.
    fileprivate var error: Channel? { self == .x ? .xError : self == .y ? .yError : nil }
    /// The channel of its error downwards.
    fileprivate var error2: Channel? { self == .x ? .xError2 : self == .y ? .yError2 : nil }
}
