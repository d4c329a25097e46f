import Diagnostics
import Expressions
import Files
import Formatting

/// A legend as a scene group with its origin at its top left.
struct LegendDrawing {
    var group = SceneGroup()
    var orient = "right"
    var offset = 18.0
    var gradients: [SceneGradient] = []

    /// What a legend is drawn from.
    struct Context {
        let plans: [ScalePlan]
        let scales: [Scale]
        let drawings: [UnitDrawing]
        let sides: (Double, Double)
        let config: ChartConfiguration
        let locale: ChartLocale
        let names: FieldNames
        let environment: RowExpression.Environment
        /// The width that entries side by side may fill before they go on in the next row, nil for any.
        let rowWidth: Double?
        let firstGradient: Int
    }

    enum Kind { case symbols, gradient, bands }

    let plan: LegendPlan
    let context: Context
    let lookup: GuideLookup
    var scale: Scale { context.scales[plan.channels[0].scale] }

    /// - Parameter isDrawn: false where its entries alone are asked for.
    init(_ plan: LegendPlan, _ context: Context, isDrawn: Bool = true) {
        self.plan = plan
        self.context = context
        lookup = GuideLookup(bag: plan.bag, config: context.config, sections: ["legend"], standardSection: "legend")
        orient = lookup.string("orient") ?? "right"
        offset = lookup.number("offset") ?? 18
        guard isDrawn else { return }
        let padding = lookup.number("padding") ?? 0
        let entries: SceneGroup
        switch kind {
        case .symbols: entries = symbols()
        case .gradient: entries = gradient()
        case .bands: entries = bands()
        }
        assemble(entries, padding)
    }

    var isEmpty: Bool { group.children.isEmpty }

    var kind: Kind {
        let written = lookup.own("type")?.string
        let isColour = plan.channels.count == 1 && plan.channels[0].channel.isColour
        let kind = scale.kind
        if written == "symbol" { return .symbols }
        if let unit = plan.definition.timeUnit, ["quarter", "month", "day"].contains(unit.text) { return .symbols }
        if kind.isDiscretizing, isColour || written == "gradient" { return .bands }
        return kind.isContinuous && (isColour || written == "gradient") ? .gradient : .symbols
    }

    var isVertical: Bool {
        if let own = lookup.own("direction")?.string { return own == "vertical" }
        let key = kind == .symbols ? "symbolDirection" : "gradientDirection"
        if let own = lookup.own(key)?.string { return own == "vertical" }
        // Within the plot a ramp lies flat.
        let isInner = !["left", "right", "none"].contains(orient)
        return orient != "top" && orient != "bottom" && !(isInner && kind == .gradient)
    }

    // MARK: - Title and frame

    mutating func assemble(_ entries: SceneGroup, _ padding: Double) {
        var entries = entries
        guard !entries.children.isEmpty else { return }
        let lines = plan.title.lines(context.names, context.config)
        entries.x = padding
        entries.y = padding
        var title: SceneItem?
        // A configured `title: null` drops the titles of categories, which speak for themselves; a ramp does not.
        let isDropped = lookup.own("title")?.isNull ?? false && kind == .symbols && scale.kind.isDiscrete
        if !lines.isEmpty, !isDropped || plan.title.isExplicit {
            var (run, style) = lookup.text("title", style: "guide-title")
            run.lines = lines
            run.x = padding
            run.y = padding
            run.baseline = "top"
            style.opacity = nil
            let item = SceneItem(shape: .text(run), style: style)
            let gap = lookup.number("titlePadding") ?? 5
            if lookup.string("titleOrient") == "left" {
                entries.x += item.bounds.width.rounded(.up) + gap
            } else {
                entries.y += item.bounds.height + gap
            }
            title = item
        }
        group.children = [.group(role: "legend-entry", items: [entries], label: nil)]
        if let title { group.children.append(.mark(SceneMark(kind: "text", role: "legend-title", items: [title]))) }
        let bounds = group.bounds
        group.width = (max(0, bounds.x2) + padding).rounded(.up)
        group.height = (max(0, bounds.y2) + padding).rounded(.up)
        group.background.fill = lookup.colour("fillColor").map(Paint.colour)
        group.background.stroke = lookup.colour("strokeColor").map(Paint.colour)
        group.cornerRadius = lookup.number("cornerRadius")
    }
}
