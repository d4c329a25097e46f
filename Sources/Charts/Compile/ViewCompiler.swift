import Diagnostics
import Files

/// Builds a chart's model from the tree of its views: first every unit with scales of its own, then upwards what
/// views share.
struct ViewCompiler {
    var model = ChartModel()
    var dataNodes: [DataNode] = []
    let config: ChartConfiguration
    let environment: RowExpression.Environment
    var findings: [Diagnostic] = []
    /// Scales that the cells of some facet have for themselves.
    var cellScales: Set<Int> = []

    init(_ config: ChartConfiguration, _ environment: RowExpression.Environment) {
        self.config = config
        self.environment = environment
    }

    /// What a view hands up to the one that holds it.
    struct Part {
        var scales: [Channel: Int] = [:]
        var axes: [Channel: [AxisPlan]] = [:]
        var legends: [Channel: LegendPlan] = [:]
        /// Legends of scales that a view keeps for itself.
        var ownLegends: [LegendPlan] = []
        var width: SizeSpecification?
        var height: SizeSpecification?
    }

    /// The rows that a view starts from, and the facets around it.
    struct Source {
        var node: Int?
        var facets: [ChannelDefinition] = []
        /// True where several units share the rows of a cell, whose transforms then see that cell alone.
        var isForked = false
        /// The node that the outermost layer around reads.
        var layerNode: Int?
    }

    mutating func compile(_ view: ViewSpecification) {
        var (part, tree) = self.tree(view, Source())
        keepLegends(&part, &tree)
        for i in model.units.indices {
            for (channel, scale) in model.units[i].scales { model.units[i].scales[channel] = root(scale) }
        }
        for i in model.scales.indices where model.scales[i].mergedInto == nil {
            model.scales[i].settle(model.units, config)
        }
        model.view = finished(tree)
    }

    func root(_ scale: Int) -> Int {
        var at = scale
        while let next = model.scales[at].mergedInto { at = next }
        return at
    }

    /// The node that a view reads from: its own source, or its parent's rows with its transforms.
    mutating func node(_ common: ViewCommon, _ source: inout Source) -> Int {
        if common.data != nil { source.facets = [] }
        if let node = source.node, common.data == nil, common.transforms.isEmpty { return node }
        let keys = source.facets.map(\.column)
        dataNodes.append(
            DataNode(
                parent: common.data == nil ? source.node : nil, source: common.data,
                transforms: keys.isEmpty
                    ? common.transforms : common.transforms.map { $0.within(keys, isForked: source.isForked) }))
        return dataNodes.count - 1
    }

    // MARK: - Plots

    /// A unit or a tree of layers, as a plot of its own.
    mutating func plot(_ view: ViewSpecification, _ source: Source) -> (Part, PlotModel) {
        let (firstUnit, firstScale) = (model.units.count, model.scales.count)
        let part = self.part(view, source)
        var plot = PlotModel(units: Array(firstUnit..<model.units.count))
        plot.scales = Array(firstScale..<model.scales.count)
        plot.axes = [Channel.x, .y].flatMap { part.axes[$0] ?? [] }
        plot.width = part.width
        plot.height = part.height
        plot.title = view.common.title
        plot.background = view.common.background
        plot.location = view.common.location
        return (part, plot)
    }

    private mutating func part(_ view: ViewSpecification, _ source: Source) -> Part {
        var source = source
        source.node = node(view.common, &source)
        switch view {
        case .unit(let unit): return self.unit(unit, source)
        case .layer(let layer): return self.layer(layer, source)
        // The reader lets no composed view into a layer.
        case .facet, .concat: return Part()
        }
    }

    // MARK: - Units

    private mutating func unit(_ specification: UnitSpecification, _ source: Source) -> Part {
        let index = model.units.count
        let node = source.node ?? 0
        var unit = UnitModel(specification, dataNode: node, config)
        unit.facets = source.facets
        unit.binNode = binNode(node, source.layerNode, unit.encoding)
        for entry in specification.mark.properties.entries {
            if entry.key.hasPrefix("cornerRadius"), environment.computed.contains(entry.value.location) {
                unit.mark.hasComputedCorners = true
            }
            guard let expression = entry.value["expr"] else { continue }
            unit.mark.expressions[entry.key] = RowExpression.read(expression, environment, into: &findings)
        }
        for key in ["color", "fill", "stroke"] {
            guard let gradient = unit.mark.properties.node(key).flatMap(SceneGradient.init(specification:))
            else { continue }
            model.gradients.append(gradient)
            unit.mark.gradients[key] = model.gradients.count - 1
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
            if channel.isOffset, definition.isField, definition.type == .quantitative,
                unit.mark.kind == .bar || unit.mark.kind == .area || !hasBand(channel, unit.encoding)
            {
                findings.append(
                    .error(
                        .chartUnsupported,
                        "a quantitative “\(channel.rawValue)” is supported for marks within bands alone, no bars or areas",
                        at: definition.location))
            }
            let (kind, isExplicit) = ScalePlan.kind(definition, channel, unit.mark, unit.encoding)
            let second = channel.second.flatMap { unit.encoding[$0] }.flatMap { $0.isFieldOrDatum ? $0 : nil }
            model.scales.append(
                ScalePlan(
                    channel,
                    ScaleUse(
                        unit: index, definition: definition, second: second, kind: kind, isKindExplicit: isExplicit)))
            unit.scales[channel] = model.scales.count - 1
        }
        model.units.append(unit)
        markDates(unit.encoding.fields, node)
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

    /// The layer's node, where nothing but filters and calculations of other fields lies between it and the unit's.
    private func binNode(_ node: Int, _ layer: Int?, _ encoding: Encoding) -> Int? {
        guard let layer, layer != node, config.isHouse == false else { return nil }
        let binned = Set(encoding.fields.filter(\.isBinning).compactMap(\.field))
        var at = node
        while at != layer {
            guard let parent = dataNodes[at].parent, dataNodes[at].source == nil else { return nil }
            for transform in dataNodes[at].transforms {
                switch transform {
                case .filter: continue
                case .calculate(_, let name) where !binned.contains(name): continue
                default: return nil
                }
            }
            at = parent
        }
        return binned.isEmpty ? nil : layer
    }

    private func hasBand(_ offset: Channel, _ encoding: Encoding) -> Bool {
        encoding[offset == .xOffset ? .x : .y].map { $0.isFieldOrDatum && $0.type.isDiscrete } ?? false
    }

    /// An offset within a continuous position that has no unit of time means nothing.
    private func isDropped(_ channel: Channel, _ encoding: Encoding) -> Bool {
        guard let main = encoding[channel == .xOffset ? .x : .y], main.isField else { return false }
        return (main.type == .quantitative || main.type == .temporal) && main.timeUnit == nil
    }

    /// Dates are read where they come in, above all transforms.
    mutating func markDates(_ definitions: [ChannelDefinition], _ node: Int) {
        var fields: Set<String> = []
        for definition in definitions where definition.timeUnitOrTemporal {
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

    private mutating func layer(_ layer: LayerSpecification, _ source: Source) -> Part {
        var source = source
        source.isForked = true
        source.layerNode = source.layerNode ?? source.node
        let parts = layer.children.map { part($0, source) }
        var out = Part()
        out.width = layer.common.width ?? parts.lazy.compactMap(\.width).first
        out.height = layer.common.height ?? parts.lazy.compactMap(\.height).first
        let resolve = layer.common.resolve
        for channel in Channel.scaled {
            let having = parts.filter { $0.scales[channel] != nil }
            guard !having.isEmpty else { continue }
            let shares = share(channel, having, Self.mode(resolve, "scale", channel) != "independent", &out)
            let legendShares = shares && Self.mode(resolve, "legend", channel) != "independent"
            if !mergeLegends(channel, having, legendShares, &out) {
                out.ownLegends += having.compactMap { $0.legends[channel] }
            }
            if channel.isPosition {
                mergeAxes(channel, having, shares && Self.mode(resolve, "axis", channel) != "independent", &out)
            }
        }
        for part in parts { out.ownLegends += part.ownLegends }
        return out
    }

    static func mode(_ resolve: PropertyBag?, _ kind: String, _ channel: Channel) -> String? {
        resolve?.bag(kind)?.string(channel.rawValue)
    }

    /// Makes the scales of a channel one where they may and can be; false where each keeps its own.
    mutating func share(_ channel: Channel, _ parts: [Part], _ mayShare: Bool, _ out: inout Part) -> Bool {
        let indices = parts.compactMap { $0.scales[channel] }
        guard mayShare, let first = indices.first else { return false }
        let kinds = indices.map { model.scales[$0].kind }
        guard kinds.allSatisfy({ ScalePlan.areCompatible($0, kinds[0]) }) else { return false }
        for other in indices.dropFirst() where other != first {
            model.scales[first].add(model.scales[other])
            model.scales[other].mergedInto = first
        }
        out.scales[channel] = first
        return true
    }

    /// Makes the legends of a channel one; false where each part keeps its own.
    func mergeLegends(_ channel: Channel, _ parts: [Part], _ shares: Bool, _ out: inout Part) -> Bool {
        let legends = parts.compactMap { $0.legends[channel] }
        guard shares, let first = legends.first else { return false }
        let orients = Set(legends.compactMap { $0.bag.string("orient") })
        guard orients.count < 2 else { return false }
        out.legends[channel] = legends.dropFirst().reduce(into: first) { $0.merge($1) }
        return true
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
}
