import Diagnostics
import Expressions
import Files

/// Looks at a chart as its readers will: whether it may mislead them, and whether it says what they must know. What
/// trusted publishers hold to is what it holds charts to (the ONS and the UK's Government Analysis Function: bars from
/// zero, one axis, few colours; WCAG 2.2 §1.4.11: contrast of 3:1).
struct ChartReviewer {
    let context: DrawingContext
    let review: ChartReview
    let state: ViewState
    let title: ChartTitle
    var findings: [Diagnostic] = []

    init(_ context: DrawingContext, _ review: ChartReview, _ frames: [UnitFrames], _ title: ChartTitle) {
        self.context = context
        self.review = review
        self.title = title
        var state = ViewState(frames, context.model.scales)
        var ignored: [Diagnostic] = []
        state.build(
            context.model.scales.indices.filter { context.model.scales[$0].mergedInto == nil }, context.model,
            context.config, into: &ignored)
        self.state = state
    }

    var model: ChartModel { context.model }
    var spec: Node { context.request.spec }

    /// All that is found and not allowed, with what is wrong with the allowances themselves.
    static func findings(
        _ context: DrawingContext, _ review: ChartReview, _ frames: [UnitFrames], _ title: ChartTitle
    ) -> [Diagnostic] {
        let allowed = ReviewAllowances(context.request.spec)
        var reviewer = ChartReviewer(context, review, frames, title)
        reviewer.checkBaselines()
        reviewer.checkAxes()
        reviewer.checkColourCounts()
        reviewer.checkContrast()
        reviewer.checkUnits()
        reviewer.checkSources()
        reviewer.checkTitle()
        return allowed.findings + reviewer.findings.filter { !allowed.codes.contains($0.code) }
    }

    mutating func warn(_ code: DiagnosticCode, _ message: String, at location: SourceLocation?, hint: String) {
        findings.append(.warning(code, message, at: location, hint: hint))
    }

    /// What the reader reads beside the title: subtitle and caption.
    var prose: [String] { title.subtitle + [review.caption ?? ""] }

    // MARK: - Axes

    /// Bars and areas show a quantity by a length from zero: an axis without zero makes lengths that mislead
    /// (an error), and surfaces (a warning).
    private mutating func checkBaselines() {
        var seen: Set<Int> = []
        for unit in model.units where unit.mark.kind == .bar || unit.mark.kind == .area {
            guard unit.mark.definition.composite == nil, let channel = Self.measure(unit),
                let definition = unit.encoding[channel], definition.type == .quantitative, definition.bin == nil,
                // A range begins where it says.
                channel.second.flatMap({ unit.encoding[$0] }) == nil, let scale = unit.scales[channel],
                state.scales[scale].kind.isContinuous, !state.scales[scale].kind.isTime,
                let low = state.scales[scale].domain.min(), let high = state.scales[scale].domain.max()
            else { continue }
            let isLogarithmic = state.scales[scale].kind == .log
            // Bars that are stacked begin at zero whatever their scale says; the next that are not will not.
            let isTold = model.scales[scale].isToldToLeaveZero && (low == 0 || high == 0)
            guard isLogarithmic || low > 0 || high < 0 || isTold, seen.insert(scale).inserted else { continue }
            let isBar = unit.mark.kind == .bar
            let what =
                isLogarithmic
                ? "a logarithmic axis has no zero"
                : isTold
                    ? "the axis is told to leave zero out"
                    : "the axis goes from \(DataText.of(low)) to \(DataText.of(high)) without zero"
            findings.append(
                Diagnostic(
                    isBar && review.isPublished && !isTold ? .error : .warning, .chartZeroBaseline,
                    what + (isBar ? ": the lengths of the bars mislead" : ": the height of the area misleads"),
                    at: Self.place(
                        model.scales[scale],
                        isLogarithmic ? ["type"] : ["zero", "domain", low > 0 ? "domainMin" : "domainMax"], definition),
                    hint: "let it begin at zero, or draw points or a line"))
        }
    }

    /// The direction in which a bar or area shows its quantity.
    private static func measure(_ unit: UnitModel) -> Channel? {
        if let stack = unit.stack { return stack.channel.isPosition ? stack.channel : nil }
        switch unit.mark.orientation {
        case .vertical: return .y
        case .horizontal: return .x
        case nil: return nil
        }
    }

    /// Where one of the properties of a scale was written, else its channel.
    static func place(_ plan: ScalePlan, _ keys: [String], _ definition: ChannelDefinition) -> SourceLocation {
        for key in keys {
            for use in plan.uses {
                if let node = use.definition.scale.bag?[key] { return node.location }
            }
        }
        return definition.location
    }

    // MARK: - Two axes

    /// Two scales in one plot invite to compare what has no common measure.
    private mutating func checkAxes() {
        for plot in model.view.plots {
            for channel in [Channel.y, .x] {
                let axes = plot.axes.filter { axis in
                    let kind = model.scales[axis.scale].kind
                    return axis.channel == channel && !axis.isDisabled && axis.bag.flag("labels") != false
                        && kind.isContinuous && !kind.isTime
                }
                guard let first = axes.first,
                    let second = axes.first(where: { axis in
                        axis.scale != first.scale
                            && state.scales[axis.scale].domain != state.scales[first.scale].domain
                    })
                else { continue }
                warn(
                    .chartTwoAxes, "the plot has two \(channel.rawValue) axes: where their lines meet means nothing",
                    at: Self.resolve(of: channel, in: spec, depth: 0) ?? second.definition.location,
                    hint: "two plots below each other (vconcat), or both as an index of one year")
            }
        }
    }

    /// Where a layer says that its scales are independent.
    private static func resolve(of channel: Channel, in node: Node, depth: Int) -> SourceLocation? {
        guard depth < 30 else { return nil }
        if node["layer"] != nil, let mode = node["resolve"]?["scale"]?[channel.rawValue], mode.string == "independent" {
            return mode.location
        }
        for key in ["layer", "concat", "hconcat", "vconcat"] {
            for child in node[key]?.sequence ?? [] {
                if let found = resolve(of: channel, in: child, depth: depth + 1) { return found }
            }
        }
        return node["spec"].flatMap { resolve(of: channel, in: $0, depth: depth + 1) }
    }
}

extension ScalePlan {
    fileprivate var isToldToLeaveZero: Bool { uses.contains { $0.definition.scale.bag?.flag("zero") == false } }
}
