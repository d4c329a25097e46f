import Expressions
import Files

/// Draws what is known of the values of a plot's units, under and over their marks.
struct IntervalSigns {
    private(set) var signs: Set<IntervalSign> = []
    var paints: FadePaints
    private var under: [SceneItem] = []
    private var over: [SceneItem] = []

    init(after gradients: [SceneGradient]) { paints = FadePaints(after: gradients) }

    /// The unit's marks with their signs around them.
    mutating func nodes(of unit: UnitDrawing, around marks: SceneNode) -> [SceneNode] {
        (under, over) = ([], [])
        for channel in unit.unit.intervalChannels {
            let found = unit.unit.intervals(channel, unit.frame)
            guard !found.isEmpty, let axis = IntervalAxis(channel, unit) else { continue }
            switch unit.mark.kind {
            case .bar: if unit.unit.hasOwnSigns { drawBars(unit, found, axis, channel) }
            case .line, .area: if unit.unit.hasOwnSigns { drawPaths(unit, found, axis, channel) }
            default: drawPoints(unit, found, axis, channel)
            }
        }
        return Self.node(under) + [marks] + Self.node(over)
    }

    private static func node(_ items: [SceneItem]) -> [SceneNode] {
        if items.isEmpty { return [] }
        var mark = SceneMark(kind: "interval", role: "interval", items: items)
        // The value that the mark, its label and the table give says the same in words.
        mark.isHidden = true
        return [.mark(mark)]
    }

    mutating func use(_ sign: IntervalSign) { signs.insert(sign) }

    mutating func put(_ shape: Shape, _ style: Style, isUnder: Bool) {
        let item = SceneItem(shape: shape, style: style)
        if isUnder { under.append(item) } else { over.append(item) }
    }

    // MARK: - Parts that several kinds of marks have

    /// A line between two bounds with caps; an end beyond the plot has none. With a halo it stands out on a bar.
    mutating func whisker(
        _ known: KnownValue, _ axis: IntervalAxis, across: Double, cap: Double, _ style: Style, halo: Paint?,
        isUnder: Bool
    ) {
        guard let a = axis.place(known.lower), let b = axis.place(known.upper), a.at != b.at else { return }
        var path = PathData()
        let (start, end) = (axis.point(a.at, across), axis.point(b.at, across))
        path.move(start.0, start.1)
        path.line(end.0, end.1)
        for bound in [a, b] where bound.isInside {
            let (from, to) = (axis.point(bound.at, across - cap), axis.point(bound.at, across + cap))
            path.move(from.0, from.1)
            path.line(to.0, to.1)
        }
        if let halo {
            var wide = style
            wide.stroke = halo
            wide.strokeWidth = (style.strokeWidth ?? 1) + 2.5
            wide.cap = "round"
            put(.path(path), wide, isUnder: isUnder)
        }
        put(.path(path), style, isUnder: isUnder)
        use(.whisker)
    }

    /// A tail from a point towards where the value lies; it does not go through the base of the plot.
    mutating func tail(
        _ known: KnownValue, _ axis: IntervalAxis, from place: Double, gap: Double, across: Double, _ colour: String,
        opacity: Double?
    ) {
        let kind = axis.kind(known)
        let sign = kind == .more ? axis.rise : -axis.rise
        let start = place + sign * gap
        var end = start + sign * IntervalSize.tail
        if kind == .less, (axis.scale.domain.first ?? 0) >= 0, let base = axis.scale.domain.first,
            let edge = axis.place(base)?.at, (end - edge) * sign > 0
        {
            end = edge
        }
        guard (end - start) * sign > 3 else { return }
        var style = Style()
        style.fill = paints.fade(colour, isX: axis.isX, sign: sign, from: 0.9, to: 0)
        style.opacity = opacity
        put(
            axis.rectangle(start, end, across: across, thickness: IntervalSize.tailWidth), style, isUnder: true)
        use(.tail)
    }
}

extension UnitDrawing {
    /// The colour of text, for lines that must stand out on any mark.
    var inkPaint: Paint { .colour(config.value("text", "color").flatMap { Self.paint($0) } ?? "#000000") }
    /// The colour of the page.
    var paperColour: String { config.top("background").flatMap { Self.paint($0) } ?? "#ffffff" }
}
