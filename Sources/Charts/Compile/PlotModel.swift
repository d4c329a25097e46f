import Diagnostics
import Files

/// A node of the data tree: rows of a source or of another node, transformed.
struct DataNode: Sendable {
    var parent: Int?
    var source: DataSource?
    var transforms: [Transform]
    /// Fields that are dates: read as such before anything is computed with them.
    var dateFields: Set<String> = []
}

/// One plot: a rectangle with its scales, axes, legends and layered units; ready for any data.
struct PlotModel: Sendable {
    var units: [UnitModel] = []
    var scales: [ScalePlan] = []
    var axes: [AxisPlan] = []
    var legends: [LegendPlan] = []
    var width: SizeSpecification?
    var height: SizeSpecification?
    var title: Node?
    var background: PropertyBag?
}

/// Builds a plot from a unit or a tree of layers.
struct PlotCompiler {
    var plot = PlotModel()
    var dataNodes: [DataNode] = []
    let config: ChartConfiguration

    let environment: RowExpression.Environment
    var findings: [Diagnostic] = []

    init(_ config: ChartConfiguration, _ environment: RowExpression.Environment) {
        self.config = config
        self.environment = environment
    }

    /// What a view hands up to the layer that holds it.
    private struct Part {
        var scales: [Channel: Int] = [:]
        var axes: [Channel: [AxisPlan]] = [:]
        var legends: [Channel: LegendPlan] = [:]
        /// Legends of scales that a layer keeps for itself.
        var ownLegends: [LegendPlan] = []
        var width: SizeSpecification?
        var height: SizeSpecification?
    }

    mutating func compile(_ view: ViewSpecification) {
        let part = self.part(view, data: nil)
        plot.width = part.width
        plot.height = part.height
        plot.title = view.common.title
        plot.background = view.common.background
        for i in plot.units.indices {
            for (channel, scale) in plot.units[i].scales { plot.units[i].scales[channel] = root(scale) }
        }
        for i in plot.scales.indices where plot.scales[i].mergedInto == nil {
            plot.scales[i].settle(plot.units, config)
        }
        plot.axes = [Channel.x, .y].flatMap { part.axes[$0] ?? [] }
        for i in plot.axes.indices { plot.axes[i].scale = root(plot.axes[i].scale) }
        var legends = Channel.allCases.compactMap { part.legends[$0] } + part.ownLegends
        for i in legends.indices { legends[i].channels = legends[i].channels.map { ($0.channel, root($0.scale)) } }
        plot.legends = joined(legends)
    }

    private func root(_ scale: Int) -> Int {
        var at = scale
        while let next = plot.scales[at].mergedInto { at = next }
        return at
    }

    private mutating func part(_ view: ViewSpecification, data: Int?) -> Part {
        var node = data
        let common = view.common
        if common.data != nil || !common.transforms.isEmpty || node == nil {
            dataNodes.append(
                DataNode(parent: common.data == nil ? data : nil, source: common.data, transforms: common.transforms))
            node = dataNodes.count - 1
        }
        switch view {
        case .unit(let unit): return self.unit(unit, node ?? 0)
        case .layer(let layer): return self.layer(layer, node ?? 0)
        }
    }

    // MARK: - Units

    private mutating func unit(_ specification: UnitSpecification, _ node: Int) -> Part {
        let index = plot.units.count
        var unit = UnitModel(specification, dataNode: node, config)
        for entry in specification.mark.properties.entries {
            guard let expression = entry.value["expr"] else { continue }
            unit.mark.expressions[entry.key] = RowExpression.read(expression, environment, into: &findings)
        }
        var part = Part()
        part.width = specification.common.width
        part.height = specification.common.height
        for channel in Channel.scaled {
            var definition = unit.encoding[channel]?.scaled
            if definition == nil, channel.isPosition, let second = channel.second, let other = unit.encoding[second],
                other.isFieldOrDatum
            {
                definition = other
            }
            guard let definition, !definition.scale.isDisabled else { continue }
            if channel.isOffset, isDropped(channel, unit.encoding) { continue }
            if channel.isOffset, definition.isField, definition.type == .quantitative {
                findings.append(
                    .error(
                        .chartUnsupported, "a quantitative “\(channel.rawValue)” is not supported yet",
                        at: definition.location))
            }
            let (kind, isExplicit) = ScalePlan.kind(definition, channel, unit.mark, unit.encoding)
            let second = channel.second.flatMap { unit.encoding[$0] }.flatMap { $0.isFieldOrDatum ? $0 : nil }
            plot.scales.append(
                ScalePlan(
                    channel,
                    ScaleUse(
                        unit: index, definition: definition, second: second, kind: kind, isKindExplicit: isExplicit)))
            unit.scales[channel] = plot.scales.count - 1
        }
        plot.units.append(unit)
        markDates(unit, node)
        part.scales = unit.scales
        for channel in [Channel.x, .y] {
            if let scale = unit.scales[channel] {
                part.axes[channel] = [AxisPlan(channel, index, unit, scale, config)]
            }
        }
        for (channel, scale) in unit.scales where channel.hasLegend {
            guard let definition = unit.encoding[channel]?.scaled else { continue }
            part.legends[channel] = LegendPlan(channel, index, unit, definition, scale)
        }
        return part
    }

    /// An offset within a continuous position that has no unit of time means nothing.
    private func isDropped(_ channel: Channel, _ encoding: Encoding) -> Bool {
        guard let main = encoding[channel == .xOffset ? .x : .y], main.isField else { return false }
        return (main.type == .quantitative || main.type == .temporal) && main.timeUnit == nil
    }

    /// Dates are read where they come in, above all transforms.
    private mutating func markDates(_ unit: UnitModel, _ node: Int) {
        var fields: Set<String> = []
        for definition in unit.encoding.fields where definition.timeUnitOrTemporal {
            if let field = definition.field { fields.insert(field) }
        }
        var at: Int? = node
        while let i = at {
            for transform in dataNodes[i].transforms {
                if case .filter(let predicate) = transform { fields.formUnion(predicate.dateFields) }
                if case .timeUnit(let field, _, _) = transform { fields.insert(field) }
            }
            dataNodes[i].dateFields.formUnion(fields)
            at = dataNodes[i].parent
        }
    }

    // MARK: - Layers

    private mutating func layer(_ layer: LayerSpecification, _ node: Int) -> Part {
        let parts = layer.children.map { part($0, data: node) }
        var out = Part()
        out.width = layer.common.width ?? parts.lazy.compactMap(\.width).first
        out.height = layer.common.height ?? parts.lazy.compactMap(\.height).first
        func isIndependent(_ kind: String, _ channel: Channel) -> Bool {
            layer.common.resolve?.bag(kind)?.string(channel.rawValue) == "independent"
        }
        for channel in Channel.scaled {
            let having = parts.filter { $0.scales[channel] != nil }
            guard let first = having.first?.scales[channel] else { continue }
            var shares = !isIndependent("scale", channel)
            if shares {
                let kinds = having.compactMap { $0.scales[channel].map { plot.scales[$0].kind } }
                shares = kinds.allSatisfy { ScalePlan.areCompatible($0, kinds[0]) }
            }
            if shares {
                for part in having.dropFirst() {
                    guard let other = part.scales[channel], other != first else { continue }
                    plot.scales[first].add(plot.scales[other])
                    plot.scales[other].mergedInto = first
                }
                out.scales[channel] = first
            }
            mergeLegends(channel, having, shares && !isIndependent("legend", channel), &out)
            if channel.isPosition {
                mergeAxes(channel, having, shares && !isIndependent("axis", channel), &out)
            }
        }
        for part in parts { out.ownLegends += part.ownLegends }
        return out
    }

    private func mergeLegends(_ channel: Channel, _ parts: [Part], _ shares: Bool, _ out: inout Part) {
        let legends = parts.compactMap { $0.legends[channel] }
        guard let first = legends.first else { return }
        guard shares else {
            out.ownLegends += legends
            return
        }
        out.legends[channel] = legends.dropFirst().reduce(into: first) { $0.merge($1) }
    }

    private func mergeAxes(_ channel: Channel, _ parts: [Part], _ shares: Bool, _ out: inout Part) {
        let lists = parts.compactMap { $0.axes[channel] }
        guard var merged = lists.first else { return }
        var isOne = shares
        if shares {
            for list in lists.dropFirst() {
                guard list.count == merged.count, isOne else {
                    isOne = false
                    break
                }
                for i in merged.indices where !merged[i].merge(list[i]) { isOne = false }
            }
        }
        if isOne {
            out.axes[channel] = merged
            return
        }
        var all: [AxisPlan] = []
        var counts: [String: Int] = [:]
        let opposite = ["bottom": "top", "top": "bottom", "left": "right", "right": "left"]
        for list in lists {
            for var axis in list {
                if counts[axis.orient, default: 0] > 0, !axis.isOrientExplicit, let other = opposite[axis.orient],
                    counts[axis.orient, default: 0] > counts[other, default: 0]
                {
                    axis.orient = other
                }
                counts[axis.orient, default: 0] += 1
                axis.isSecondary = !all.isEmpty
                all.append(axis)
            }
        }
        out.axes[channel] = all
    }

    /// Legends of different channels that show the same values become one.
    private func joined(_ legends: [LegendPlan]) -> [LegendPlan] {
        var out: [LegendPlan] = []
        var keys: [String] = []
        for legend in legends where !legend.isDisabled {
            let key = domainKey(legend)
            if let i = keys.firstIndex(of: key), out[i].channels[0].scale != legend.channels[0].scale {
                out[i].join(legend)
            } else {
                out.append(legend)
                keys.append(key)
            }
        }
        // The scale of the first channel decides; Vega's order.
        let order: [Channel] = [.size, .shape, .fill, .stroke, .strokeWidth, .strokeDash, .opacity]
        for i in out.indices where out[i].channels.count > 1 {
            out[i].channels = out[i].channels.enumerated().sorted { a, b in
                let (x, y) = (
                    order.firstIndex(of: a.element.channel) ?? 9, order.firstIndex(of: b.element.channel) ?? 9
                )
                return x == y ? a.offset < b.offset : x < y
            }.map(\.element)
        }
        return out
    }

    private func domainKey(_ legend: LegendPlan) -> String {
        let plan = plot.scales[legend.channels[0].scale]
        if let domain = plan.domain { return domain.map(\.asText).joined(separator: "\u{1F}") }
        return plan.uses.map { use in
            let isDiscrete = plan.kind.isDiscrete ? "d" : "c"
            return "\(use.unit):\(use.definition.column):\(isDiscrete)\(use.definition.sort)"
        }.joined(separator: "\u{1F}")
    }
}
