import Files

/// A drawing before it is written.
struct DrawnChart {
    var frame: ViewFrame
    var gradients: [SceneGradient]
    var signs: Set<IntervalSign>
    /// The rows and scales of the whole chart.
    var state: ViewState
}

extension CompiledChart {
    var paddings: (left: Double, top: Double, right: Double, bottom: Double) {
        let node = padding ?? config.top("padding")
        if let all = node?.double { return (all, all, all, all) }
        return (
            node?["left"]?.double ?? 0, node?["top"]?.double ?? 0, node?["right"]?.double ?? 0,
            node?["bottom"]?.double ?? 0
        )
    }

    /// Width and height with everything around the plot.
    func totalSize(_ drawn: DrawnChart) -> (Double, Double) {
        let (padding, content) = (paddings, contentSize(drawn))
        return (content.0 + padding.left + padding.right, content.1 + padding.top + padding.bottom)
    }

    private func contentSize(_ drawn: DrawnChart) -> (Double, Double) {
        let (bounds, sides) = (drawn.frame.allBounds, drawn.frame.sides)
        return (
            (-min(0, bounds.x1)).rounded(.up) + max(sides.0, bounds.x2).rounded(.up),
            (-min(0, bounds.y1)).rounded(.up) + max(sides.1, bounds.y2).rounded(.up)
        )
    }

    /// A property of the chart's `autosize`, over that of the configuration.
    private func autosize(_ key: String) -> String? {
        for node in [autosize, config.top("autosize")] {
            if key == "type", let name = node?.string { return name }
            if let name = node?[key]?.string { return name }
        }
        // A plot as wide as what holds it is so with its guides.
        guard let plot = model.plot, plot.width == .container || plot.height == .container else { return nil }
        if key == "contains" { return "padding" }
        return plot.width == .container ? plot.height == .container ? "fit" : "fit-x" : "fit-y"
    }

    /// Where the chart shall fit a size as a whole (`autosize: fit`), its plots give way to their guides; nil where
    /// nothing changes.
    func fitted(_ drawing: DrawnChart, _ context: DrawingContext) -> DrawingContext? {
        let type = autosize("type") ?? "pad"
        // Several plots fit one direction at most.
        guard type == "fit-x" || type == "fit-y" || (type == "fit" && model.plot != nil) else { return nil }
        let total = autosize("contains") == "padding" ? totalSize(drawing) : contentSize(drawing)
        var view = context.model.view
        if let plot = model.plot {
            let (isWide, isHigh) = (type != "fit-y" && isFree(plot, .x), type != "fit-x" && isFree(plot, .y))
            let sides = drawing.frame.sides
            view = view.settingCommon(
                width: isWide ? max(40, 2 * sides.0 - total.0) : nil,
                height: isHigh ? max(40, 2 * sides.1 - total.1) : nil)
        } else if type == "fit-x", let width = drawing.frame.common.width {
            view = view.settingCommon(width: max(40, 2 * width - total.0), height: nil)
        } else if type == "fit-y", let height = drawing.frame.common.height {
            view = view.settingCommon(width: nil, height: max(40, 2 * height - total.1))
        } else if isHouse, type == "fit-x" {
            view = sharingWidth(view, total.0, drawing.frame.plotsAcross)
        } else {
            return nil
        }
        var changed = context.model
        changed.view = view
        return DrawingContext(chart: self, model: changed, data: context.data, request: context.request)
    }

    /// The one plot of a chart once more, where what stands beside it turned out to be of another width than before:
    /// names that are wrapped, labels in place of a legend.
    func fittedAgain(_ drawing: DrawnChart, _ context: DrawingContext, _ target: Double) -> DrawingContext? {
        guard let plot = model.plot, autosize("type") == "fit-x", isFree(plot, .x) else { return nil }
        let total = autosize("contains") == "padding" ? totalSize(drawing).0 : contentSize(drawing).0
        guard abs(total - target) > 2 else { return nil }
        var changed = context.model
        changed.view = changed.view.settingCommon(width: max(40, drawing.frame.sides.0 + target - total), height: nil)
        return DrawingContext(chart: self, model: changed, data: context.data, request: context.request)
    }

    func isFree(_ plot: PlotModel, _ channel: Channel) -> Bool {
        let size = channel == .x ? plot.width : plot.height
        if case .step? = size { return false }
        if size != nil { return true }
        // A side that follows from its bands is as long as they are.
        let isBanded = plot.scales.contains {
            model.scales[$0].channel == channel && model.scales[$0].kind.isDiscrete
        }
        return !isBanded || config.value("view", channel == .x ? "discreteWidth" : "discreteHeight")?.double != nil
    }

    /// Plots side by side share the width that a single one would have, and are lower, too.
    private func sharingWidth(_ view: ViewModel, _ total: Double, _ plotsAcross: Int) -> ViewModel {
        let whole = config.number("view", "continuousWidth") ?? 300
        let count = Double(max(1, plotsAcross))
        // What is not plot: guides and gaps, whose width stays.
        let rest = max(0, total - whole * count)
        let width = max(100, ((whole - rest) / count).rounded(.down))
        return view.mappingPlots { plot in
            var plot = plot
            if plot.width == nil, isFree(plot, .x) { plot.width = .pixels(width) }
            if plot.height == nil, plotsAcross > 1 || config.isNarrow, isFree(plot, .y) {
                plot.height = .pixels(
                    min(
                        config.number("view", "continuousHeight") ?? 300,
                        max(120, width * (plotsAcross > 1 ? 0.7 : 0.55))))
            }
            return plot
        }
    }
}
