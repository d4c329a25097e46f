extension IntervalSigns {
    /// Points and ticks: a whisker for a range, a tail for one bound; "about" is hollow, or its outline dashed.
    mutating func drawPoints(_ unit: UnitDrawing, _ found: [DrawnInterval], _ axis: IntervalAxis, _ channel: Channel) {
        let (xs, ys) = (unit.points(.x), unit.points(.y))
        let sizes = unit.numbers(.size, unit.number("size") ?? 30)
        let styles = unit.styles()
        let isTick = unit.mark.kind == .tick
        for interval in found {
            let row = interval.row
            let (along, across) = axis.isX ? (xs[row], ys[row]) : (ys[row], xs[row])
            guard along.isFinite, across.isFinite, case .colour(let colour)? = styles[row].fill ?? styles[row].stroke
            else { continue }
            switch axis.kind(interval.known) {
            case .range where unit.unit.hasOwnSigns:
                var style = Style()
                style.stroke = .colour(colour)
                style.strokeWidth = 2
                style.opacity = styles[row].opacity
                style.isOfRamp = styles[row].isOfRamp
                whisker(interval.known, axis, across: across, cap: 4, style, halo: nil, isUnder: true)
            case .more where unit.unit.hasOwnSigns, .less where unit.unit.hasOwnSigns:
                let radius = isTick ? 1 : (sizes?[row].finite ?? 30).squareRoot() / 2
                tail(
                    interval.known, axis, from: along, gap: radius, across: across, colour,
                    opacity: styles[row].opacity)
            case .about where !isTick: use(styles[row].fill == nil ? .dashedOutline : .hollow)
            default: continue
            }
        }
    }
}

extension UnitDrawing {
    /// The rows of points whose value is "about".
    func approximateRows() -> Set<Int> {
        guard [.point, .circle, .square].contains(mark.kind) else { return [] }
        var out: Set<Int> = []
        for channel in unit.intervalChannels {
            for interval in unit.intervals(channel, frame) where interval.known.kind == .about {
                out.insert(interval.row)
            }
        }
        return out
    }

    /// A point that is "about": what is filled becomes an outline of the same size, an outline becomes dashed.
    func hollow(_ style: Style, _ size: Double) -> (Style, Double) {
        var out = style
        guard let fill = style.fill else {
            out.dash = [3, 2]
            return (out, size)
        }
        out.stroke = fill
        out.fill = .colour(paperColour)
        out.strokeWidth = 2
        let diameter = max(3, size.squareRoot() - 2)
        return (out, diameter * diameter)
    }
}
