import Diagnostics
import Files

extension ViewCompiler {
    /// A view with what it hands up. What it keeps for itself is in its model, legends excepted, which
    /// ``keepLegends(_:_:)`` puts there once it is known that no view above takes them.
    mutating func tree(_ view: ViewSpecification, _ source: Source) -> (Part, ViewModel) {
        switch view {
        case .unit, .layer:
            let (part, plot) = plot(view, source)
            return (part, .plot(plot))
        case .facet(let facet): return self.facet(facet, source)
        case .concat(let concat): return self.concat(concat, source)
        }
    }

    /// Puts into a view's model the legends that no view above it takes.
    func keepLegends(_ part: inout Part, _ view: inout ViewModel) {
        // As layers bring them, and within one in Vega-Lite's order.
        let order: [Channel] = [.color, .size, .shape, .fill, .stroke, .strokeDash, .strokeWidth, .opacity]
        let shared = order.enumerated().compactMap { i, channel in part.legends[channel].map { (i, $0) } }
        let kept = shared.sorted { ($0.1.unit, $0.0) < ($1.1.unit, $1.0) }.map(\.1) + part.ownLegends
        part.legends = [:]
        part.ownLegends = []
        switch view {
        case .plot(var plot):
            plot.legends = kept
            view = .plot(plot)
        case .facet(var facet):
            facet.legends = kept
            view = .facet(facet)
        case .concat(var concat):
            concat.legends = kept
            view = .concat(concat)
        }
    }

    // MARK: - Facets

    private mutating func facet(_ facet: FacetSpecification, _ source: Source) -> (Part, ViewModel) {
        var source = source
        let common = facet.common
        var node = self.node(common, &source)
        let steps = facet.channels.flatMap { Self.steps($0) }
        if !steps.isEmpty {
            dataNodes.append(DataNode(parent: node, source: nil, transforms: steps))
            node = dataNodes.count - 1
        }
        markDates(facet.channels, node)
        var inner = source
        inner.node = node
        inner.facets += facet.channels
        if case .unit = facet.child {} else { inner.isForked = true }
        let firstScale = model.scales.count
        var (part, child) = tree(facet.child, inner)
        var out = Part()
        for channel in Channel.scaled where part.scales[channel] != nil {
            let mayShare =
                (Self.mode(common.resolve, "scale", channel) ?? (channel == .theta ? "independent" : "shared"))
                != "independent"
            let shares = share(channel, [part], mayShare, &out)
            let legendShares = shares && Self.mode(common.resolve, "legend", channel) != "independent"
            if mergeLegends(channel, [part], legendShares, &out) { part.legends[channel] = nil }
        }
        keepLegends(&part, &child)
        if case .facet(var nested) = child {
            nested.raisedTitles = Set(facet.channels.map(\.channel)).intersection(nested.channels.map(\.channel))
            child = .facet(nested)
        }
        var model = FacetModel(
            channels: facet.channels, layout: facet.layout, dataNode: node, title: common.title,
            location: common.location, child: child)
        model.outerKeys = source.facets.map(\.column)
        let lifted = Set(out.scales.values.map { root($0) })
        model.cellScales = (firstScale..<self.model.scales.count).filter { i in
            self.model.scales[i].mergedInto == nil && !lifted.contains(i) && !cellScales.contains(i)
        }
        cellScales.formUnion(model.cellScales)
        align(&model, common.resolve)
        takeAxes(&model, out, common.resolve)
        return (out, .facet(model))
    }

    /// What makes a facet's own columns: its bins and its units of time.
    private static func steps(_ definition: ChannelDefinition) -> [Transform] {
        guard let field = definition.field else { return [] }
        if let unit = definition.timeUnit, !unit.isBinned {
            return [.timeUnit(field, unit, name: definition.column)]
        }
        if let bin = definition.bin, !bin.isBinned {
            return [.bin(field, bin, start: definition.column, end: definition.endColumn)]
        }
        return []
    }

    /// Cells of different sizes stand in a grid where both directions are facets, else beside each other.
    private func align(_ facet: inout FacetModel, _ resolve: PropertyBag?) {
        let isFree =
            (facet.channel(.row) == nil && Self.mode(resolve, "scale", .x) == "independent")
            || (facet.channel(.column) == nil && Self.mode(resolve, "scale", .y) == "independent")
        let standard: CompositionLayout.Alignment = isFree ? .none : .all
        facet.layout.alignment.row = facet.layout.alignment.row ?? standard
        facet.layout.alignment.column = facet.layout.alignment.column ?? standard
    }

    /// Shared axes leave the cells for the sides of the grid; their grid lines stay.
    private func takeAxes(_ facet: inout FacetModel, _ out: Part, _ resolve: PropertyBag?) {
        guard case .plot(var plot) = facet.child else { return }
        for i in plot.axes.indices {
            let channel = plot.axes[i].channel
            guard Self.mode(resolve, "axis", channel) != "independent", out.scales[channel] != nil else { continue }
            facet.sharedAxes.append(plot.axes[i])
            plot.axes[i].isGridOnly = true
        }
        facet.child = .plot(plot)
    }

    // MARK: - Concat

    private mutating func concat(_ concat: ConcatSpecification, _ source: Source) -> (Part, ViewModel) {
        var source = source
        let common = concat.common
        source.node = node(common, &source)
        source.isForked = true
        var parts: [Part] = []
        var children: [ViewModel] = []
        for view in concat.children {
            let (part, child) = tree(view, source)
            parts.append(part)
            children.append(child)
        }
        var out = Part()
        var sharedPositions: Set<Channel> = []
        for channel in Channel.scaled {
            let having = parts.indices.filter { parts[$0].scales[channel] != nil }
            guard !having.isEmpty else { continue }
            let isPlace = channel.isPosition || channel.isOffset || channel == .theta || channel == .radius
            let mode = Self.mode(common.resolve, "scale", channel) ?? (isPlace ? "independent" : "shared")
            let shares = share(channel, having.map { parts[$0] }, mode == "shared", &out)
            if shares, channel.isPosition {
                sharedPositions.insert(channel)
                shareSizes(channel, &children)
            }
            let legendShares = shares && Self.mode(common.resolve, "legend", channel) != "independent"
            if mergeLegends(channel, having.map { parts[$0] }, legendShares, &out) {
                for i in having { parts[i].legends[channel] = nil }
            }
        }
        for i in children.indices { keepLegends(&parts[i], &children[i]) }
        let model = ConcatModel(
            layout: concat.layout, sharedPositions: sharedPositions, title: common.title, children: children)
        return (out, .concat(model))
    }

    /// Plots that share a position are of one size in its direction.
    private func shareSizes(_ channel: Channel, _ children: inout [ViewModel]) {
        let size: WritableKeyPath<PlotModel, SizeSpecification?> = channel == .x ? \.width : \.height
        let first = children.lazy.compactMap { view -> SizeSpecification? in
            if case .plot(let plot) = view { plot[keyPath: size] } else { nil }
        }.first
        guard let first else { return }
        for i in children.indices {
            guard case .plot(var plot) = children[i] else { continue }
            plot[keyPath: size] = first
            children[i] = .plot(plot)
        }
    }

    // MARK: - The last step

    /// The tree with every reference to a scale at the one that counts, and legends joined.
    func finished(_ view: ViewModel) -> ViewModel {
        switch view {
        case .plot(var plot):
            var seen: Set<Int> = []
            plot.scales = plot.scales.map { root($0) }.filter { seen.insert($0).inserted }
            for i in plot.axes.indices { plot.axes[i].scale = root(plot.axes[i].scale) }
            plot.legends = joined(plot.legends)
            return .plot(plot)
        case .facet(var facet):
            for i in facet.sharedAxes.indices { facet.sharedAxes[i].scale = root(facet.sharedAxes[i].scale) }
            facet.legends = joined(facet.legends)
            facet.child = finished(facet.child)
            return .facet(facet)
        case .concat(var concat):
            concat.legends = joined(concat.legends)
            concat.children = concat.children.map { finished($0) }
            return .concat(concat)
        }
    }

    /// Legends of different channels that show the same values become one.
    private func joined(_ given: [LegendPlan]) -> [LegendPlan] {
        var legends = given
        for i in legends.indices { legends[i].channels = legends[i].channels.map { ($0.channel, root($0.scale)) } }
        var out: [LegendPlan] = []
        var keys: [String] = []
        let areOff = config.flag("legend", "disable") ?? false
        for legend in legends where !legend.isDisabled && !(areOff && legend.bag.isEmpty) {
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
        let plan = model.scales[legend.channels[0].scale]
        if let domain = plan.domain { return domain.map(\.asText).joined(separator: "\u{1F}") }
        return plan.uses.map { use in
            let isDiscrete = plan.kind.isDiscrete ? "d" : "c"
            let unit = model.units[use.unit]
            // Units that draw the same rows as they are have the same values.
            var rows = unit.encoding.isAggregate || unit.stack?.imputes ?? false ? "u\(use.unit)" : "n\(unit.dataNode)"
            if !config.isHouse, unit.invalidInDomains != .show, unit.invalidInDomains != .breakAndShow {
                // Vega-Lite compares the data behind the scales, from which some marks leave out what they cannot place.
                rows += unit.placedColumns(unit.encoding.fields, model.scales, config).joined(separator: ",")
            }
            let value = use.definition.isField ? use.definition.column : use.definition.datum?.asText ?? ""
            return "\(rows):\(value):\(isDiscrete)\(use.definition.sort)"
        }.joined(separator: "\u{1F}")
    }
}
