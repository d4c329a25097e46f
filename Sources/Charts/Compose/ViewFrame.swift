import Expressions
import Files

/// A view as a scene group, and what is around it: legends, then the title.
struct ViewFrame {
    var group = SceneGroup()
    /// What plot, axes, headers and legends take up around the group's origin.
    var bounds = Bounds()
    /// What the marks take up, which legends do not make way for.
    var marksBounds = Bounds()
    /// Width and height of the plot, or of all cells.
    let sides: (Double, Double)
    /// The width and height that all plots have which share a side with this view; nil where they differ, or follow
    /// from the number of bands.
    var common: (width: Double?, height: Double?)
    /// How many plots stand side by side.
    var plotsAcross = 1

    init(_ sides: (Double, Double)) { self.sides = sides }

    var allBounds: Bounds {
        var out = bounds
        out.add(marksBounds)
        return out
    }

    /// What it takes up as a part of a grid: its frame's line too, or its plot alone.
    func box(isFlush: Bool) -> Bounds {
        if isFlush { return Bounds(0, 0, sides.0, sides.1) }
        let out = allBounds.isEmpty ? Bounds(0, 0, 0, 0) : allBounds
        // As in Vega, the frame's line makes room for itself around all that the view holds.
        return group.background.stroke == nil ? out : out.grown(by: group.background.strokeWidth ?? 1)
    }

    // MARK: - Legends

    mutating func addLegends(
        _ plans: [LegendPlan], _ state: ViewState, _ context: DrawingContext, _ gradients: inout [SceneGradient]
    ) {
        guard !plans.isEmpty else { return }
        let plots = context.model.view.plots
        var sidesUsed: [String: [LegendDrawing]] = [:]
        for (number, plan) in plans.enumerated() {
            let own = plots.first { $0.units.contains(plan.unit) }.map { context.sides($0, state) } ?? sides
            let rowWidth = context.chart.isHouse ? context.rowWidth(sides.0 - min(0, bounds.x1)) : nil
            let firstGradient = gradients.count
            func make() -> LegendDrawing {
                LegendDrawing(
                    plan,
                    LegendDrawing.Context(
                        plans: context.model.scales, scales: state.scales,
                        drawings: context.model.units.indices.map { context.unit($0, state, own) }, sides: own,
                        config: context.config, locale: context.chart.locale, names: context.names,
                        environment: context.chart.environment, rowWidth: rowWidth, firstGradient: firstGradient))
            }
            let key = GuideCache.Key(
                plan.channels.map { state.scales[$0.scale] },
                [own.0, own.1, rowWidth ?? -1, Double(firstGradient)], context.names)
            let drawing =
                context.model.plot == nil || context.chart.isHouse
                ? make()
                : context.chart.guides.legend(number, key) {
                    var drawing = make()
                    drawing.group.kept = KeptWriting()
                    return drawing
                }
            guard !drawing.isEmpty else { continue }
            gradients += drawing.gradients
            sidesUsed[drawing.orient, default: []].append(drawing)
        }
        let frame = bounds
        for orient in [
            "left", "right", "top", "bottom", "top-left", "top-right", "bottom-left", "bottom-right", "none",
        ] {
            guard let legends = sidesUsed[orient] else { continue }
            place(legends, orient, frame, context.chart.isHouse)
        }
    }

    private mutating func place(_ legends: [LegendDrawing], _ orient: String, _ frame: Bounds, _ isHouse: Bool) {
        var at = 0.0
        let margin = 8.0
        for legend in legends {
            var item = legend.group
            let (w, h) = (item.width ?? 0, item.height ?? 0)
            switch orient {
            case "left": (item.x, item.y) = (frame.x1.rounded(.down) - legend.offset - w, at)
            case "top":
                let left = isHouse ? min(0, frame.x1) : 0
                (item.x, item.y) = (left + at, frame.y1.rounded(.down) - legend.offset - h)
            case "bottom": (item.x, item.y) = (at, frame.y2.rounded(.up) + legend.offset)
            case "top-left": (item.x, item.y) = (legend.offset, legend.offset + at)
            case "top-right": (item.x, item.y) = (sides.0 - legend.offset - w, legend.offset + at)
            case "bottom-left": (item.x, item.y) = (legend.offset, sides.1 - legend.offset - h - at)
            case "bottom-right": (item.x, item.y) = (sides.0 - legend.offset - w, sides.1 - legend.offset - h - at)
            default: (item.x, item.y) = (frame.x2.rounded(.up) + legend.offset, at)
            }
            at += (orient == "top" || orient == "bottom" ? w : h) + margin
            bounds.add(Bounds(item.x, item.y, item.x + w, item.y + h))
            group.children.append(.group(role: "legend", items: [item], label: nil))
        }
    }

    // MARK: - Title

    mutating func add(_ title: TitleBlock?) {
        guard let title else { return }
        bounds.add(marksBounds)
        let (item, taken) = title.placed(around: bounds, sides)
        bounds.add(taken)
        group.children.append(.group(role: "title", items: [item], label: nil))
    }
}
