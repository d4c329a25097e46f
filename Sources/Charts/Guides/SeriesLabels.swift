import Expressions
import Files

/// Names beside the ends of lines and areas, in the colours of these, in place of a legend: the reader's eye need not
/// go to and fro. They stand in a column at the right, moved apart where they would overlap, with a thin line to their
/// end where they were moved; the name of a line that ends early stands at its end.
struct SeriesLabels {
    /// More names than this are a table.
    static let limit = 14
    /// The share of a drawing's width that they may take.
    private static let share = 0.32
    private static let gap = 8.0
    /// Room for a thin line.
    private static let leaderGap = 20.0

    private(set) var texts: [SceneItem] = []
    private let ground: Colour
    private(set) var leaders: [SceneItem] = []

    /// Nil where there is no room, or where marks have no ends to stand at.
    init?(_ legend: LegendPlan, _ plot: PlotModel, _ state: ViewState, _ context: DrawingContext) {
        ground = context.config.grounds.light
        let sides = context.sides(plot, state)
        let drawings = plot.units.map { context.unit($0, state, sides) }
        guard let legendDrawing = Self.legend(legend, plot, state, context, sides) else { return nil }
        let entries = legendDrawing.entries().filter { !$0.label.isEmpty }
        guard (1...Self.limit).contains(entries.count),
            entries.count == legendDrawing.scale.categories.count,
            let series = SeriesEnds(legend, entries.map(\.value), drawings),
            let edge = series.ends.map(\.x).max()
        else { return nil }
        let (base, _) = legendDrawing.lookup.text("label", style: "guide-label")
        let room = Self.share * context.config.pageWidth
        let labels = series.ends.map { end -> (end: SeriesEnds.End, run: TextRun) in
            var run = base
            run.weight = "600"
            run.limit = 0
            run.lines = TextMetrics.wrapped(entries[end.entry].label, to: room, size: run.size, bold: true)
            return (end, run)
        }
        guard labels.allSatisfy({ $0.run.width <= room && $0.run.lines.count <= 3 }) else { return nil }
        let isThin = labels.contains { $0.end.thickness.map { $0 < 9 } ?? false }
        if isThin {
            let contrast = TextContrast(context.request.theme)
            for label in labels { guard addWithin(label.end, label.run, contrast) else { return nil } }
            return
        }
        let late = labels.filter { $0.end.x >= edge - 6 }.sorted { $0.end.y < $1.end.y }
        guard addColumn(late, edge, sides, series) else { return nil }
        for label in labels where label.end.x < edge - 6 {
            guard addInside(label.end, label.run, sides, series) else { return nil }
        }
    }

    /// The legend whose place they take; nil where it shows anything but the names of a list.
    private static func legend(
        _ legend: LegendPlan, _ plot: PlotModel, _ state: ViewState, _ context: DrawingContext,
        _ sides: (Double, Double)
    ) -> LegendDrawing? {
        let looks: Set<Channel> = [
            .color, .fill, .stroke, .strokeDash, .shape, .opacity, .strokeOpacity, .fillOpacity,
        ]
        guard legend.bag.entries.isEmpty, legend.channels.allSatisfy({ looks.contains($0.channel) }),
            legend.channels.contains(where: { $0.channel.isColour || $0.channel == .strokeDash })
        else { return nil }
        let drawing = LegendDrawing(
            legend,
            LegendDrawing.Context(
                plans: context.model.scales, scales: state.scales,
                drawings: context.model.units.indices.map { context.unit($0, state, sides) }, sides: sides,
                config: context.config, locale: context.chart.locale, names: context.names,
                environment: context.chart.environment, rowWidth: nil, firstGradient: 0),
            isDrawn: false)
        return drawing.scale.kind == .ordinal && drawing.kind == .symbols ? drawing : nil
    }

    // MARK: - At the right

    private mutating func addColumn(
        _ labels: [(end: SeriesEnds.End, run: TextRun)], _ edge: Double, _ sides: (Double, Double),
        _ series: SeriesEnds
    ) -> Bool {
        let heights = labels.map { $0.run.leading * Double($0.run.lines.count) }
        let wanted = labels.map(\.end.y)
        guard let places = LabelPlacing.places(wanted, heights, from: -8, to: sides.1 + 8) else { return false }
        let moves = zip(places, wanted).map { abs($0 - $1) }
        let hasLeaders = moves.contains { $0 > 4 }
        guard (moves.max() ?? 0) <= max(48, sides.1 * 0.35) else { return false }
        let x = edge + (hasLeaders ? Self.leaderGap : Self.gap)
        for (i, label) in labels.enumerated() {
            let text = self.text(label.run, label.end.colour, x: x, middle: places[i], align: .left)
            guard !series.texts.contains(where: { $0.meets(text.bounds, 1) }) else { return false }
            texts.append(text)
            guard moves[i] > 4 else { continue }
            let line = Shape.line(x1: edge + 4, y1: wanted[i], x2: x - 4, y2: places[i])
            leaders.append(
                SceneItem(shape: line, style: Style(stroke: .colour(label.end.colour), strokeWidth: 1)))
        }
        return true
    }

    // MARK: - Within the plot

    /// At the end of a line that goes on no further: after it, above it, below it.
    private mutating func addInside(
        _ end: SeriesEnds.End, _ run: TextRun, _ sides: (Double, Double), _ series: SeriesEnds
    ) -> Bool {
        let height = run.leading * Double(run.lines.count)
        let places: [(x: Double, y: Double, align: TextAlign)] = [
            (end.x + Self.gap, end.y, .left), (end.x, end.y - height / 2 - 7, .center),
            (end.x, end.y + height / 2 + 7, .center), (end.x - 4, end.y - height / 2 - 7, .right),
            (end.x - 4, end.y + height / 2 + 7, .right),
        ]
        for place in places {
            let text = self.text(run, end.colour, x: place.x, middle: place.y, align: place.align)
            guard series.isFree(text.bounds, within: sides, besides: texts.map(\.bounds)) else { continue }
            texts.append(text)
            return true
        }
        return false
    }

    /// Upon the band of an area that has come to little by its end.
    private mutating func addWithin(_ end: SeriesEnds.End, _ run: TextRun, _ contrast: TextContrast) -> Bool {
        let height = run.leading * Double(run.lines.count) + 2
        guard let place = end.room(run.width + 8, height) else { return false }
        var text = self.text(run, end.colour, x: place.x, middle: place.y, align: .center)
        if let paint = contrast.paint(on: .colour(end.colour), end.style) { text.style.fill = paint }
        texts.append(text)
        return true
    }

    private func text(_ run: TextRun, _ colour: String, x: Double, middle: Double, align: TextAlign)
        -> SceneItem
    {
        var run = run
        (run.align, run.baseline, run.x) = (align, "middle", x)
        run.y = middle - run.leading * Double(run.lines.count - 1) / 2
        var style = Style()
        style.fill = Colour(colour).map { .colour($0.readable(on: ground).text) } ?? .colour(colour)
        return SceneItem(shape: .text(run), style: style)
    }
}

extension PlotDrawing {
    /// Puts names at the ends of series where they have room, and gives back the legends that remain.
    mutating func label(_ plot: PlotModel, _ state: ViewState, _ context: DrawingContext) -> [LegendPlan] {
        var rest: [LegendPlan] = []
        for legend in plot.legends where !context.isTold(legend, plot) {
            if let labels = SeriesLabels(legend, plot, state, context) {
                add(labels)
            } else {
                rest.append(legend)
            }
        }
        return rest
    }

    private mutating func add(_ labels: SeriesLabels) {
        if !labels.leaders.isEmpty {
            add(SceneMark(kind: "rule", role: "series-leader", items: labels.leaders, isHidden: true))
        }
        add(SceneMark(kind: "text", role: "series-label", items: labels.texts, isHidden: true))
    }

    private mutating func add(_ mark: SceneMark) {
        frame.group.children.append(.mark(mark))
        for item in mark.items { frame.bounds.add(item.bounds) }
    }
}
