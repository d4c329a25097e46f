import Expressions

/// Long names of horizontal bars: each on a line of its own above its bar, where beside the bars they would take more
/// than two fifths of the drawing.
enum BandNames {
    /// The share of a drawing's width that names beside their bars may take.
    static let share = 0.4
    /// Between a name and its bar.
    static let gap = 5.0
    /// Half the height of a mark that has no band, such as a point.
    private static let halfMark = 9.0

    /// Where the baseline box of a name ends whose band has its middle at `middle`.
    static func baseline(_ middle: Double, _ scale: Scale, lines: Int, _ run: TextRun) -> Double {
        let half = scale.kind == .band ? scale.bandwidth / 2 : halfMark
        return middle - half - gap - run.leading * Double(max(0, lines - 1))
    }

    /// A plot's vertical axis of names, if it may have them above the bands; and how wide they are.
    static func names(_ plot: PlotModel, _ state: ViewState, _ context: DrawingContext) -> (axis: Int, run: TextRun)? {
        let marks: Set<MarkKind> = [.bar, .tick, .point, .circle, .square, .rule, .line, .text]
        // In a matrix of names they stay beside their rows.
        let isMatrix = plot.scales.contains { i in
            context.model.scales[i].channel == .x && context.model.scales[i].kind.isDiscrete
        }
        guard !isMatrix, plot.units.allSatisfy({ marks.contains(context.model.units[$0].mark.kind) }),
            let axis = plot.axes.firstIndex(where: { !$0.isX && !$0.isDisabled && !$0.isGridOnly })
        else { return nil }
        let plan = plot.axes[axis]
        let scale = state.scales[plan.scale]
        let lookup = plan.lookup(scale, context.config)
        guard scale.kind == .band || scale.kind == .point, plan.orient == "left", lookup.flag("labels") != false,
            lookup.own("labelAngle")?.double ?? 0 == 0, lookup.own("labelExpr") == nil
        else { return nil }
        if case .pixels? = plot.height { return nil }
        var (run, _) = lookup.text("label", style: "guide-label")
        run.limit = 0
        run.lines = AxisTicks(plan, lookup, scale, 100, context.chart.locale).ticks.map(\.label)
        return (axis, run)
    }
}

extension CompiledChart {
    /// The chart with names above the bars, where they would eat too much of its width; nil where none would.
    func withNamesAbove(_ context: DrawingContext, _ drawing: DrawnChart) -> DrawingContext? {
        var changed = context.model
        var found = false
        let state = drawing.state
        func placed(_ view: ViewModel) -> ViewModel {
            switch view {
            case .plot(let plot):
                guard let (axis, run) = BandNames.names(plot, state, context) else { return view }
                let width = width(of: plot)
                guard run.width > BandNames.share * width else { return view }
                found = true
                let lines =
                    run.lines.map {
                        TextMetrics.wrapped($0, to: width, size: run.size, bold: run.isBold).count
                    }.max() ?? 1
                return .plot(raised(plot, axis, Double(lines) * run.leading + BandNames.gap, state, &changed))
            case .facet: return view
            case .concat(var concat):
                concat.children = concat.children.map(placed)
                return .concat(concat)
            }
        }
        changed.view = placed(context.model.view)
        guard found else { return nil }
        return DrawingContext(chart: self, model: changed, data: context.data, request: context.request)
    }

    private func width(of plot: PlotModel) -> Double {
        if case .pixels(let width)? = plot.width { return max(width, 100) }
        return config.pageWidth
    }

    /// The plot with `room` more between its bands, which keep their height.
    private func raised(
        _ plot: PlotModel, _ axis: Int, _ room: Double, _ state: ViewState, _ changed: inout ChartModel
    ) -> PlotModel {
        var plot = plot
        plot.axes[axis].labelsAbove = true
        let i = plot.axes[axis].scale
        let scale = state.scales[i]
        guard scale.step > 0 else { return plot }
        let inner = changed.scales[i].paddingInner ?? changed.scales[i].padding ?? 0
        let outer = changed.scales[i].paddingOuter ?? changed.scales[i].padding ?? 0
        let band = scale.kind == .band ? scale.step * (1 - inner) : 18
        let step = band + max(room + BandNames.gap + 3, scale.step - band)
        if scale.kind == .band { changed.scales[i].paddingInner = 1 - band / step }
        changed.scales[i].paddingOuter = outer * scale.step / step
        plot.height = .step(step, forPosition: true)
        return plot
    }
}
