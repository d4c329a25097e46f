import Diagnostics
import Files

/// What is known at one place of the tree of views: the rows of each unit there, and the scales made so far.
struct ViewState {
    var frames: [UnitFrames]
    var scales: [Scale]
    /// Scales that have their domain.
    private(set) var built: Set<Int> = []

    init(_ frames: [UnitFrames], _ plans: [ScalePlan]) {
        self.frames = frames
        scales = plans.map { Scale($0.kind) }
    }

    /// Makes the scales of `indices` from the rows that are here.
    mutating func build(
        _ indices: [Int], _ model: ChartModel, _ config: ChartConfiguration, into findings: inout [Diagnostic]
    ) {
        let plans = model.scales
        var builder = ScaleBuilder(model.units, frames, config)
        for i in indices { scales[i] = builder.scale(plans[i]) }
        built.formUnion(indices)
        let plots = model.view.plots
        func plot(_ i: Int) -> PlotModel? {
            for plot in plots.indices where plots[plot].scales.contains(i) { return plots[plot] }
            return nil
        }
        // A step may be for the bands of an offset whose scale is made further down.
        for i in indices where plans[i].channel.isPosition {
            for other in plot(i)?.scales ?? [] where plans[other].channel.isOffset && !built.contains(other) {
                scales[other] = builder.scale(plans[other])
            }
        }
        findings += builder.findings
        for i in indices where plans[i].channel.isPosition {
            guard let plot = plot(i) else { continue }
            let ranges = ranges(plot, model, config)
            let sides = ranges.sides(scales)
            ranges.setPosition(
                &scales[i], plans[i], length: plans[i].channel == .x ? sides.0 : sides.1, other: sides)
            ScaleBuilder.finish(&scales[i], plans[i])
            ScaleBuilder.makeRoom(&scales[i], plans[i], model.units, frames)
            setBins(i, plans[i])
            for other in plot.scales where plans[other].channel == plans[i].channel.offset && built.contains(other) {
                layOffset(other, plot, ranges, plans)
            }
        }
        for i in indices where !plans[i].channel.isPosition {
            guard let plot = plot(i) else { continue }
            let ranges = ranges(plot, model, config)
            if plans[i].channel.isOffset {
                layOffset(i, plot, ranges, plans)
            } else {
                ScaleBuilder.finish(&scales[i], plans[i])
                if !plans[i].channel.isColour { setBins(i, plans[i]) }
                ranges.setOutput(&scales[i], plans[i], ranges.sides(scales))
            }
        }
    }

    func ranges(_ plot: PlotModel, _ model: ChartModel, _ config: ChartConfiguration) -> ScaleRanges {
        ScaleRanges(
            plans: model.scales, members: plot.scales, units: model.units, frames: frames, config: config,
            width: plot.width, height: plot.height,
            isPie: plot.units.first.map { model.units[$0].mark.kind == .arc } ?? false)
    }

    private mutating func layOffset(_ i: Int, _ plot: PlotModel, _ ranges: ScaleRanges, _ plans: [ScalePlan]) {
        let channel: Channel = plans[i].channel == .xOffset ? .x : .y
        let main = plot.scales.first { plans[$0].channel == channel }
        ranges.setOffset(
            &scales[i], plans[i], position: main.map { (scales[$0], plans[$0]) },
            length: ranges.length(channel == .x, scales))
        ScaleBuilder.finish(&scales[i], plans[i])
    }

    /// The boundaries that an axis of bins shows.
    private mutating func setBins(_ i: Int, _ plan: ScalePlan) {
        guard scales[i].kind.isContinuous else { return }
        if let list = plan.bins?.sequence?.compactMap(\.double), list.count > 1 {
            scales[i].bins = list
            return
        }
        var step: Double?
        var start: Double?
        var stop: Double?
        if let node = plan.bins, node.mapping != nil {
            (step, start, stop) = (node["step"]?.double, node["start"]?.double, node["stop"]?.double)
        } else if let use = plan.uses.first {
            if let bins = frames[use.unit].bins[use.definition.column] {
                scales[i].bins = bins.boundaries
                return
            }
            if use.definition.isBinned { step = use.definition.bin?.step }
        }
        guard let step, step > 0, let low = scales[i].domain.first, let high = scales[i].domain.last else { return }
        var first = start ?? low
        var last = stop ?? high
        if first < low { first = step * (low / step).rounded(.up) }
        if last > high { last = step * (high / step).rounded(.down) }
        guard (last - first) / step < Double(Ticks.limit) else { return }
        scales[i].bins = Array(stride(from: first, through: last + step / 2, by: step))
    }
}
