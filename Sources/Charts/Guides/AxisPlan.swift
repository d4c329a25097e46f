import Files

/// An axis before there are ticks: what it belongs to and what was written of it.
struct AxisPlan: Sendable {
    var channel: Channel
    var scale: Int
    /// The unit whose defaults it takes.
    var unit: Int
    var definition: ChannelDefinition
    /// What the specification says, of all layers that share it.
    var bag: PropertyBag
    var isDisabled: Bool
    var isDisabledExplicitly: Bool
    var title: TitlePlan
    var orient: String
    var isOrientExplicit: Bool
    /// The second axis of a direction draws no grid of its own accord.
    var isSecondary = false
    /// Its line, ticks, labels and title stand beside the cells of a facet.
    var isGridOnly = false
    /// Its labels stand on lines of their own above the bands, because beside them they would take too much room.
    var labelsAbove = false

    init(_ channel: Channel, _ unitIndex: Int, _ unit: UnitModel, _ scale: Int, _ config: ChartConfiguration) {
        self.channel = channel
        self.scale = scale
        self.unit = unitIndex
        let main = unit.encoding[channel]
        let definition =
            main ?? unit.encoding[channel == .x ? .x2 : .y2]
            ?? ChannelDefinition(channel, at: unit.mark.definition.properties.location)
        self.definition = definition
        let properties = definition.axis.bag
        bag = properties ?? PropertyBag(at: definition.location)
        isDisabled = definition.axis.isDisabled
        isDisabledExplicitly = isDisabled || properties != nil
        title = TitlePlan(properties, definition, channel.second.flatMap { unit.encoding[$0] })
        let configured =
            config.value(channel == .x ? "axisX" : "axisY", "orient")?.string ?? config.value("axis", "orient")?.string
        orient = properties?.string("orient") ?? configured ?? (channel == .x ? "bottom" : "left")
        isOrientExplicit = properties?.string("orient") != nil
    }

    var isX: Bool { channel == .x }

    /// The same axis without its title.
    var untitled: AxisPlan {
        var out = self
        out.title.value = .none
        return out
    }

    func lookup(_ scale: Scale, _ config: ChartConfiguration) -> GuideLookup {
        if bag.isEmpty, let axis = PlainGuides.Axis(isX, orient, scale.kind) {
            return GuideLookup(axis, config, at: bag.location) {
                ChartConfiguration.axisSections(isX, orient, scale.kind)
            }
        }
        let sections = ChartConfiguration.axisSections(isX, orient, scale.kind)
        return GuideLookup(bag: bag, config: config, sections: sections, standardSection: "axis")
    }

    /// Joins the axis of another layer; false where the two cannot be one.
    mutating func merge(_ other: AxisPlan) -> Bool {
        if isOrientExplicit, other.isOrientExplicit, orient != other.orient { return false }
        if other.isOrientExplicit, !isOrientExplicit {
            orient = other.orient
            isOrientExplicit = true
        }
        if other.isDisabledExplicitly, !isDisabledExplicitly {
            isDisabled = other.isDisabled
            isDisabledExplicitly = true
        }
        if !other.isDisabled, isDisabled, !isDisabledExplicitly { isDisabled = false }
        title.merge(other.title)
        bag = bag.over(other.bag)
        // A unit of time that one layer alone has still decides ticks and labels.
        if definition.timeUnit == nil, definition.type == .temporal, let unit = other.definition.timeUnit {
            definition.timeUnit = unit
        }
        return true
    }
}

/// A legend before there are entries.
struct LegendPlan: Sendable {
    /// The channels that it explains, with their scales; the first decides.
    var channels: [(channel: Channel, scale: Int)]
    var unit: Int
    /// All units whose marks it explains.
    var units: [Int]
    var definition: ChannelDefinition
    var bag: PropertyBag
    var isDisabled: Bool
    var title: TitlePlan
    var symbolType: String?

    init(_ channel: Channel, _ unitIndex: Int, _ unit: UnitModel, _ definition: ChannelDefinition, _ scale: Int) {
        // A colour is the fill or the stroke, as the mark is drawn.
        channels = [
            (channel == .color ? (unit.mark.isFilled && unit.mark.kind != .trail ? .fill : .stroke) : channel, scale)
        ]
        self.unit = unitIndex
        units = [unitIndex]
        self.definition = definition
        bag = definition.legend.bag ?? PropertyBag(at: definition.location)
        isDisabled = definition.legend.isDisabled
        title = TitlePlan(definition.legend.bag, definition, nil)
        symbolType = Self.symbol(unit, channel)
    }

    private static func symbol(_ unit: UnitModel, _ channel: Channel) -> String {
        if channel != .shape {
            let shape = unit.encoding[.shape]?.value?.string ?? unit.mark.definition.properties.string("shape")
            if let shape { return shape }
        }
        switch unit.mark.kind {
        case .bar, .rect, .image, .square: return "square"
        case .line, .trail, .rule: return "stroke"
        default: return "circle"
        }
    }

    /// Joins the legend of another layer for the same channel.
    mutating func merge(_ other: LegendPlan) {
        title.merge(other.title)
        bag = bag.over(other.bag)
        isDisabled = isDisabled || other.isDisabled
        units += other.units
        for item in other.channels where !channels.contains(where: { $0.channel == item.channel }) {
            channels.append(item)
        }
        if other.symbolType == "circle" { symbolType = "circle" }
    }

    /// Joins the legend of another channel that shows the same values.
    mutating func join(_ other: LegendPlan) {
        channels += other.channels
        title.merge(other.title)
        bag = bag.over(other.bag)
        if other.symbolType == "circle" { symbolType = "circle" }
    }
}
