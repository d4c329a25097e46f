import Expressions

/// A mark with what its encoding decides: direction and filling.
struct MarkModel: Sendable {
    enum Orientation: String, Sendable { case horizontal, vertical }

    let definition: MarkDefinition
    /// Its own properties over what the configuration says of such marks.
    let properties: MarkProperties
    var orientation: Orientation?
    var isFilled: Bool
    /// Properties that are computed for each row.
    var expressions: [String: RowExpression] = [:]
    /// A corner's radius is an expression: Vega then groups stacked bars even where it comes to nothing.
    var hasComputedCorners = false
    /// Gradients by the property that names one, as numbers of the chart's.
    var gradients: [String: Int] = [:]
    /// The opacity that the kind of mark has without being told.
    var standardOpacity: Double?

    var kind: MarkKind { definition.kind }

    init(_ definition: MarkDefinition, _ encoding: Encoding, _ config: ChartConfiguration) {
        self.definition = definition
        properties = MarkProperties(definition, config)
        let specified = properties.node("orient")?.string.flatMap(Orientation.init)
        orientation = Self.orientation(definition.kind, encoding, specified)
        isFilled =
            properties.node("filled")?.boolean ?? ![.point, .line, .rule].contains(definition.kind)
        if properties.node("opacity") == nil, properties.node("fillOpacity") == nil,
            [.point, .tick, .circle, .square].contains(definition.kind), !encoding.isAggregate
        {
            standardOpacity = 0.7
        }
    }

    /// Vega-Lite's rule: along the measure, across the dimension (ticks the other way round).
    private static func orientation(_ kind: MarkKind, _ encoding: Encoding, _ specified: Orientation?) -> Orientation? {
        let (x, y, x2, y2) = (encoding[.x], encoding[.y], encoding[.x2], encoding[.y2])
        let xBinned = x.map { $0.isField && $0.isBinned } ?? false
        let yBinned = y.map { $0.isField && $0.isBinned } ?? false
        switch kind {
        case .point, .circle, .square, .rect, .image, .arc, .geoshape: return nil
        case .bar, .text:
            if let x, x.isField, xBinned || (y.map { $0.isField && $0.aggregate != nil } ?? false && x.aggregate == nil)
            {
                return .vertical
            }
            if let y, y.isField, yBinned || (x.map { $0.isField && $0.aggregate != nil } ?? false && y.aggregate == nil)
            {
                return .horizontal
            }
            if x2 != nil || y2 != nil {
                if let specified { return specified }
                if x2 == nil {
                    if let x, x.isUnbinnedQuantity, yBinned { return .horizontal }
                    return .vertical
                }
                if y2 == nil {
                    if let y, y.isUnbinnedQuantity, xBinned { return .vertical }
                    return .horizontal
                }
            }
        default: break
        }
        if kind == .bar || kind == .text || kind == .rule {
            if x2 != nil, !xBinned, y2 != nil, !yBinned { return nil }
        }
        if kind == .bar || kind == .text || kind == .rule || kind == .area {
            if y2 != nil { return yBinned ? .horizontal : .vertical }
            if x2 != nil { return xBinned ? .vertical : .horizontal }
            if kind == .rule {
                if x != nil, y == nil { return .vertical }
                if y != nil, x == nil { return .horizontal }
            }
        }
        let xMeasure = x.map(isMeasure) ?? false
        let yMeasure = y.map(isMeasure) ?? false
        if let specified { return specified }
        let (along, across): (Orientation, Orientation) =
            kind == .tick ? (.vertical, .horizontal) : (.horizontal, .vertical)
        if xMeasure, !yMeasure { return along }
        if yMeasure, !xMeasure { return across }
        if xMeasure, yMeasure { return .vertical }
        let xTemporal = x.map { $0.isField && $0.type == .temporal } ?? false
        let yTemporal = y.map { $0.isField && $0.type == .temporal } ?? false
        if xTemporal, !yTemporal { return .vertical }
        if yTemporal, !xTemporal { return .horizontal }
        return nil
    }

    private static func isMeasure(_ definition: ChannelDefinition) -> Bool {
        definition.isFieldOrDatum && definition.type == .quantitative && !definition.isBinning
    }
}

/// How a unit's values stand upon each other.
struct StackModel: Sendable {
    /// The channel of the measure, `x` or `y`.
    var channel: Channel
    /// Columns whose values have a stack of their own.
    var groupColumns: [String]
    var groupDefinitions: [ChannelDefinition]
    /// Columns that tell the parts of a stack apart.
    var byColumns: [String]
    var offset: StackOffset
    /// Missing parts count as zero: lines and areas.
    var imputes: Bool

    init?(_ kind: MarkKind, _ orientation: MarkModel.Orientation?, _ encoding: Encoding) {
        guard [.bar, .area, .arc, .rule, .point, .circle, .square, .line, .text, .tick].contains(kind) else {
            return nil
        }
        let found =
            Self.channel(encoding, kind, orientation, .x, .y)
            ?? Self.channel(encoding, kind, orientation, .theta, .radius)
        guard let channel = found, let definition = encoding[channel] else { return nil }
        self.channel = channel
        groupColumns = []
        groupDefinitions = []
        for other in [channel.across, channel.across?.offset].compactMap({ $0 }) {
            guard let group = encoding[other], group.isField, group.column != definition.column else { continue }
            groupColumns.append(group.column)
            groupDefinitions.append(group)
        }
        byColumns = []
        for channel in Channel.grouping {
            for definition in encoding.all(channel) {
                guard let field = definition.scaled ?? (definition.isField ? definition : nil), field.isField,
                    field.aggregate == nil, !groupColumns.contains(field.column)
                else { continue }
                byColumns.append(field.column)
            }
        }
        switch definition.stack {
        case .offset(let offset): self.offset = offset
        case .none: return nil
        case .unspecified:
            guard kind == .bar || kind == .area || kind == .arc else { return nil }
            offset = .zero
        }
        if encoding.isAggregate, byColumns.isEmpty { return nil }
        if let second = channel.second, encoding[second]?.isFieldOrDatum ?? false { return nil }
        if let type = definition.scale.bag?.string("type"), type != "linear", case .unspecified = definition.stack {
            // Lengths that are no sums cannot stand upon each other.
            return nil
        }
        imputes = definition.imputeIsOff ? false : kind.isPath
    }

    /// Which of two directions, `x` and `y` or `theta` and `radius`, holds the measure.
    private static func channel(
        _ encoding: Encoding, _ kind: MarkKind, _ orientation: MarkModel.Orientation?, _ first: Channel,
        _ second: Channel
    ) -> Channel? {
        func isQuantity(_ channel: Channel) -> Bool {
            encoding[channel].map { $0.isField && $0.type == .quantitative && $0.bin == nil } ?? false
        }
        let isBar = first == .x && (kind == .bar || kind == .area)
        if let a = encoding[first], let b = encoding[second], a.isField, b.isField {
            if isQuantity(first), isQuantity(second) {
                if case .offset = a.stack { return first }
                if case .offset = b.stack { return second }
                if (a.aggregate != nil) != (b.aggregate != nil) { return a.aggregate != nil ? first : second }
                if isBar { return orientation == .vertical ? second : orientation == .horizontal ? first : nil }
                return nil
            }
            return isQuantity(first) ? first : isQuantity(second) ? second : nil
        }
        if isQuantity(first) { return isBar && orientation == .vertical ? nil : first }
        if isQuantity(second) { return isBar && orientation == .horizontal ? nil : second }
        return nil
    }
}
