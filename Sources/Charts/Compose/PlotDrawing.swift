import Diagnostics
import Expressions
import Files
import Languages

/// What all views of a drawing have in common.
final class DrawingContext {
    let chart: CompiledChart
    let model: ChartModel
    let data: ChartData
    let request: ChartRequest

    init(chart: CompiledChart, model: ChartModel, data: ChartData, request: ChartRequest) {
        (self.chart, self.model, self.data, self.request) = (chart, model, data, request)
    }

    var config: ChartConfiguration { chart.config }
    var names: FieldNames { data.names }

    func sides(_ plot: PlotModel, _ state: ViewState) -> (Double, Double) {
        state.ranges(plot, model, config).sides(state.scales)
    }

    /// True where a side of the plot is as long as its bands are many.
    func isStepped(_ plot: PlotModel, _ channel: Channel) -> Bool {
        let size = channel == .x ? plot.width : plot.height
        if case .step? = size { return true }
        guard size == nil,
            plot.scales.contains(where: { i in
                model.scales[i].channel == channel && [.band, .point].contains(model.scales[i].kind)
            })
        else { return false }
        return config.number("view", channel == .x ? "discreteWidth" : "discreteHeight") == nil
    }

    func unit(_ i: Int, _ state: ViewState, _ sides: (Double, Double)) -> UnitDrawing {
        UnitDrawing(
            model.units[i], state.frames[i], model.scales, state.scales, sides, config, chart.locale, names)
    }

    /// An axis of the only plot, as it was where its scale is as it was; `number` is its place among the plot's.
    func axis(_ plan: AxisPlan, _ number: Int, _ state: ViewState, _ sides: (Double, Double)) -> AxisDrawing {
        // In another look plans change with the data: labels move, axes give way.
        guard model.plot != nil, !chart.isHouse else { return axis(plan, state, sides) }
        let key = GuideCache.Key([state.scales[plan.scale]], [sides.0, sides.1], names)
        return chart.guides.axis(number, key) {
            var drawing = axis(plan, state, sides)
            drawing.grid = drawing.grid?.keepingWriting
            drawing.main = drawing.main?.keepingWriting
            return drawing
        }
    }

    func axis(_ plan: AxisPlan, _ state: ViewState, _ sides: (Double, Double)) -> AxisDrawing {
        AxisDrawing(
            plan, state.scales[plan.scale], sides, config, chart.locale, names, model.units[plan.unit],
            chart.environment)
    }
}

/// A plot with its data: grid, marks and axes in their places; legends and title are its frame's.
struct PlotDrawing {
    var frame: ViewFrame
    /// How it tells what is known of its values.
    private(set) var signs: Set<IntervalSign> = []

    /// The plot's rectangle alone.
    init(frameOf plot: PlotModel, _ state: ViewState, _ context: DrawingContext) {
        let sides = context.sides(plot, state)
        frame = ViewFrame(sides)
        frame.group.width = sides.0
        frame.group.height = sides.1
        frame.bounds.add(Bounds(0, 0, sides.0, sides.1))
        frame.common = (
            context.isStepped(plot, .x) ? nil : sides.0, context.isStepped(plot, .y) ? nil : sides.1
        )
        setBackground(plot, context)
    }

    init(
        _ plot: PlotModel, _ state: ViewState, _ context: DrawingContext, _ gradients: inout [SceneGradient]
    ) {
        self.init(frameOf: plot, state, context)
        let sides = frame.sides
        var grids: [SceneNode] = []
        var mains: [SceneNode] = []
        var above: [SceneNode] = []
        for (number, axis) in plot.axes.enumerated() {
            let drawing = context.axis(axis, number, state, sides)
            if let grid = drawing.grid { if drawing.isAbove { above.append(grid) } else { grids.append(grid) } }
            if axis.isGridOnly { continue }
            if let main = drawing.main { if drawing.isAbove { above.append(main) } else { mains.append(main) } }
            frame.bounds.add(drawing.bounds)
        }
        let drawings = plot.units.map { context.unit($0, state, sides) }
        let brushes = drawings.flatMap { $0.brushes() }
        var intervals = IntervalSigns(after: gradients)
        let marks = brushes.map(\.under) + Self.nodes(drawings, context, &intervals) + brushes.map(\.over)
        (gradients, signs) = (intervals.paints.gradients, intervals.signs)
        frame.group.children = grids + mains + marks + above
        for mark in marks { frame.marksBounds.add(mark.bounds) }
    }

    /// The marks, each unit's with its signs of bounds around it.
    private static func nodes(
        _ drawings: [UnitDrawing], _ context: DrawingContext, _ intervals: inout IntervalSigns
    ) -> [SceneNode] {
        guard context.config.isHouse else { return drawings.map { $0.node() } }
        var contrast = TextContrast(context.request.theme)
        let hasTexts = drawings.contains { $0.mark.kind == .text }
        var nodes: [SceneNode] = []
        for drawing in drawings {
            let node = drawing.named(drawing.node())
            if drawing.mark.kind == .text, !drawing.hasOwnColour {
                nodes.append(contrast.coloured(node))
            } else {
                if hasTexts { contrast.add(node) }
                nodes += intervals.nodes(of: drawing, around: node)
            }
        }
        return context.config.isNarrow ? TextsApart.moved(nodes) : nodes
    }

    private mutating func setBackground(_ plot: PlotModel, _ context: DrawingContext) {
        let bag = plot.background
        let config = context.config
        // A view without positions has no frame of its own.
        let isFramed = plot.units.contains { i in
            let encoding = context.model.units[i].encoding
            return encoding[.x] != nil || encoding[.y] != nil
        }
        func made() -> PlainGuides.PlotGround { Self.ground(bag, isFramed, config) }
        let ground = bag == nil ? config.plainGuides.ground(isFramed: isFramed, made) : made()
        frame.group.background = ground.style
        frame.group.cornerRadius = ground.cornerRadius
    }

    private static func ground(_ bag: PropertyBag?, _ isFramed: Bool, _ config: ChartConfiguration)
        -> PlainGuides.PlotGround
    {
        func node(_ key: String) -> Node? {
            if let own = bag?[key] { return own }
            if isFramed, let cell = config.style("cell", key) { return cell }
            return isFramed ? config.value("view", key) : config.user("view", key)
        }
        var background = Style()
        background.fill = node("fill").flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
        background.stroke = node("stroke").flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
        background.strokeWidth = node("strokeWidth")?.double
        background.opacity = node("opacity")?.double
        background.fillOpacity = node("fillOpacity")?.double
        background.strokeOpacity = node("strokeOpacity")?.double
        background.dash = node("strokeDash")?.sequence?.compactMap(\.double)
        return PlainGuides.PlotGround(style: background, cornerRadius: node("cornerRadius")?.double)
    }
}
