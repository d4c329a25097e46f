import Diagnostics
import Expressions
import Files

extension ChartReviewer {
    /// More colours than this cannot be told apart by their names.
    private static let colourLimit = 7

    /// Categories told by colour alone, as many as the data hold.
    mutating func checkColourCounts() {
        for (i, plan) in model.scales.enumerated()
        where plan.mergedInto == nil && plan.channel.isColour && plan.kind == .ordinal {
            guard let use = plan.uses.first, isCategorical(plan) else { continue }
            var values: Set<DataValue> = []
            for use in plan.uses {
                let unit = model.units[use.unit]
                // The cells of a facet by the same field have a colour each.
                guard !unit.facets.contains(where: { $0.column == use.definition.column }) else { continue }
                values.formUnion(
                    state.frames[use.unit].main.distinct(use.definition.discreteColumn).filter { !$0.isNullish })
            }
            guard values.count > Self.colourLimit else { continue }
            var count = values.count
            if let own = plan.range?.sequence, own.count >= count {
                // An author may give many values one colour, such as grey.
                count = Set(values.compactMap { state.scales[i].colour($0)?.text }).count
            }
            guard count > Self.colourLimit else { continue }
            warn(
                .chartManyColours,
                "\(count) values of “\(use.definition.field ?? "")” are told by colour, \(Self.colourLimit) are the most "
                    + "that readers tell apart",
                at: use.definition.fieldLocation ?? use.definition.location,
                hint: "group the small ones as “other”, colour one and leave the rest grey, or draw small multiples")
        }
    }

    /// False of a sequence of shades, which are read as more and less.
    private func isCategorical(_ plan: ScalePlan) -> Bool {
        let name = plan.scheme?.string ?? plan.scheme?["name"]?.string ?? plan.range?.string
        if let name, let scheme = Scheme.colours(name) { return !scheme.isRamp }
        return plan.range?.sequence != nil || plan.uses.contains { $0.definition.type == .nominal }
    }

    // MARK: - Contrast

    /// Marks must stand out from what is behind them by 3:1, in both schemes (WCAG 2.2 §1.4.11). A colour that the
    /// theme names is changed by the style sheet in the dark scheme and is judged on light ground alone.
    mutating func checkContrast() {
        for plot in model.view.plots {
            let grounds = grounds(of: plot)
            var filled = false
            for i in plot.units {
                let unit = model.units[i]
                // Words upon a mark have that mark behind them.
                if unit.mark.kind == .text, filled { continue }
                // Bars behind bars, such as the ranges of a bullet, are ground themselves.
                if plot.units.contains(where: { $0 > i && model.units[$0].mark.kind == unit.mark.kind }),
                    unit.mark.kind == .bar || unit.mark.kind == .area, unit.stack == nil || !isCoded(unit)
                {
                    continue
                }
                filled = filled || unit.mark.isFilled && unit.mark.kind != .text
                if isJudgedByContrast(unit) { checkContrast(i, grounds) }
            }
        }
    }

    /// Shades of a quantity begin pale, cells of a matrix touch each other, and parts of composite marks have others
    /// around them.
    private func isJudgedByContrast(_ unit: UnitModel) -> Bool {
        guard unit.mark.definition.composite == nil, unit.mark.kind != .rect, unit.mark.kind != .image else {
            return false
        }
        return [Channel.color, .fill, .stroke].allSatisfy { channel in
            unit.scales[channel].map { model.scales[$0].kind == .ordinal } ?? true
        }
    }

    /// True where colour tells values apart.
    private func isCoded(_ unit: UnitModel) -> Bool {
        [Channel.color, .fill, .stroke].contains { unit.encoding[$0]?.scaled?.isField ?? false }
    }

    private func grounds(of plot: PlotModel) -> [(name: String, colour: Colour)] {
        let theme = context.request.theme
        let nodes = [
            plot.background?["fill"], context.config.value("view", "fill"), context.chart.background,
            context.config.top("background"),
        ]
        let own = nodes.lazy.compactMap { $0.flatMap { UnitDrawing.paint($0) } }.first
        if let own, theme.colourNames[own] == nil, let colour = Colour(own) { return [("its", colour)] }
        return [("the light", theme.grounds.light)] + (theme.grounds.dark.map { [("the dark", $0)] } ?? [])
    }

    private struct Look: Hashable {
        var fill: String?
        var stroke: String?
        var fillOpacity: Double
        var strokeOpacity: Double
    }

    private mutating func checkContrast(_ i: Int, _ grounds: [(name: String, colour: Colour)]) {
        let drawing = context.unit(i, state, (0, 0))
        let styles = drawing.styles()
        let theme = context.request.theme
        var seen: Set<Look> = []
        var told: Set<String> = []
        for row in 0..<min(drawing.count, 5000) {
            let width = styles.strokeWidth?[row] ?? 1
            let opacity = styles.opacity?[row].finite ?? 1
            let look = Look(
                fill: styles.fill[row], stroke: width > 0 ? styles.stroke[row] : nil,
                fillOpacity: opacity * (styles.fillOpacity?[row].finite ?? 1),
                strokeOpacity: opacity * (styles.strokeOpacity?[row].finite ?? 1))
            guard seen.insert(look).inserted else { continue }
            // What is faint is faint on purpose: bands, and points that lie upon each other.
            let paints = [(look.fill, look.fillOpacity), (look.stroke, look.strokeOpacity)].filter { $0.1 >= 0.5 }
                .compactMap { text, alpha in text.flatMap { Colour($0) }.map { (text: text ?? "", colour: $0, alpha) } }
            guard let main = paints.first, !told.contains(main.text) else { continue }
            // A rule in the colour of the grid is a grid line.
            if model.units[i].mark.kind == .rule, theme.colourNames[main.text] == "grid" { continue }
            for ground in grounds {
                let seenPaints = paints.map { paint -> Double in
                    if ground.name == "the dark", theme.colourNames[paint.text] != nil { return .infinity }
                    return paint.colour.over(ground.colour, alpha: paint.2).contrast(with: ground.colour)
                }
                guard let best = seenPaints.max(), best < 3 else { continue }
                told.insert(main.text)
                let place = place(of: main.text, in: model.units[i])
                // One pale scheme is told of once.
                if findings.contains(where: { $0.code == .chartContrast && $0.location == place }) { break }
                let tenths = Int((best * 10).rounded(.down))
                warn(
                    .chartContrast,
                    "the colour \(main.text) has a contrast of \(tenths / 10).\(tenths % 10):1 to \(ground.name) "
                        + "background, 3:1 is needed",
                    at: place, hint: theme.paletteHint)
                break
            }
        }
    }

    /// Where a unit's colour was written.
    private func place(of colour: String, in unit: UnitModel) -> SourceLocation {
        func isIt(_ node: Node) -> Bool { node.string.flatMap { Colour($0)?.text } == colour }
        var nodes = ["fill", "stroke", "color"].compactMap { unit.mark.definition.properties[$0] }
        var schemes: [Node] = []
        for channel in [Channel.fill, .stroke, .color] {
            guard let definition = unit.encoding[channel] else { continue }
            nodes += [definition.value].compactMap { $0 }
            for condition in definition.conditions {
                if case .constant(let node) = condition.definition { nodes.append(node) }
            }
            guard let bag = (definition.scaled ?? definition).scale.bag else { continue }
            nodes += bag["range"]?.sequence ?? []
            schemes += [bag["scheme"], bag["range"]].compactMap { $0 }
        }
        return nodes.first(where: isIt)?.location ?? schemes.first?.location ?? unit.mark.definition.properties.location
    }
}

extension Colour {
    /// This colour laid upon an opaque one.
    func over(_ ground: Colour, alpha more: Double) -> Colour {
        let a = min(max(alpha * more, 0), 1)
        return Colour(
            r: r * a + ground.r * (1 - a), g: g * a + ground.g * (1 - a), b: b * a + ground.b * (1 - a))
    }
}
