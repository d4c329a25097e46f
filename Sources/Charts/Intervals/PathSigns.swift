import Expressions

extension IntervalSigns {
    /// Lines and areas: a band where rows beside each other are ranges, a whisker where one stands alone, a tail for
    /// one bound, and a hollow point for "about".
    mutating func drawPaths(_ unit: UnitDrawing, _ found: [DrawnInterval], _ axis: IntervalAxis, _ channel: Channel) {
        let isArea = unit.mark.kind == .area
        let xs = unit.points(.x, isArea ? .zeroOrLow : .middle)
        let ys = unit.points(.y, isArea ? .zeroOrLow : .middle)
        let styles = unit.styles(sizeIsStroke: !isArea)
        let defined = unit.definedRows()
        var known: [Int: KnownValue] = [:]
        for interval in found { known[interval.row] = interval.known }
        for group in unit.frame.groups(by: unit.unit.seriesColumns) {
            guard let first = group.first else { continue }
            let style = styles[first]
            guard case .colour(let colour)? = isArea ? style.fill ?? style.stroke : style.stroke ?? style.fill else {
                continue
            }
            let rows = unit.ordered(group, axis.isX ? ys : xs)
            let path = Path(unit: unit, axis: axis, xs: xs, ys: ys, colour: colour, isArea: isArea)
            let isDashed = unit.dashed(style, group) != nil
            if isDashed { use(.dashedLine) }
            for run in unit.runs(rows, defined, xs, ys) {
                drawBands(run, known, path)
                for row in run {
                    guard let known = known[row] else { continue }
                    let (along, across) = axis.isX ? (xs[row], ys[row]) : (ys[row], xs[row])
                    switch axis.kind(known) {
                    case .more, .less:
                        tail(known, axis, from: along, gap: 1, across: across, colour, opacity: style.opacity)
                    case .about where !isDashed && !unit.unit.hasPoints:
                        var dot = Style()
                        (dot.fill, dot.stroke, dot.strokeWidth) = (.colour(unit.paperColour), .colour(colour), 2)
                        put(.symbol("circle", size: 36, x: xs[row], y: ys[row], angle: 0), dot, isUnder: false)
                        use(.hollow)
                    default: continue
                    }
                }
            }
        }
    }

    private struct Path {
        var unit: UnitDrawing
        var axis: IntervalAxis
        var xs: [Double]
        var ys: [Double]
        var colour: String
        var isArea: Bool
    }

    private mutating func drawBands(_ run: [Int], _ known: [Int: KnownValue], _ path: Path) {
        var ranges: [Int] = []
        for row in run + [-1] {
            if row >= 0, let value = known[row], path.axis.kind(value) == .range {
                ranges.append(row)
                continue
            }
            if ranges.count > 1 {
                drawBand(ranges, known, path)
            } else if let only = ranges.first, let value = known[only] {
                var style = Style()
                style.stroke = path.isArea ? path.unit.inkPaint : .colour(path.colour)
                style.strokeWidth = path.isArea ? IntervalSize.line : 2
                whisker(
                    value, path.axis, across: path.axis.isX ? path.ys[only] : path.xs[only], cap: 4, style,
                    halo: path.isArea ? .colour(path.unit.paperColour) : nil, isUnder: !path.isArea)
            }
            ranges = []
        }
    }

    private mutating func drawBand(_ rows: [Int], _ known: [Int: KnownValue], _ path: Path) {
        var upper: [(Double, Double)] = []
        var lower: [(Double, Double)] = []
        for row in rows {
            guard let value = known[row], let a = path.axis.place(value.lower), let b = path.axis.place(value.upper)
            else { continue }
            let across = path.axis.isX ? path.ys[row] : path.xs[row]
            lower.append(path.axis.point(a.at, across))
            upper.append(path.axis.point(b.at, across))
        }
        guard upper.count > 1 else { return }
        let curve = path.unit.curve
        var band = PathData()
        curve.append(upper, joins: false, to: &band)
        curve.append(lower.reversed(), joins: true, backwards: true, to: &band)
        band.close()
        var style = Style()
        style.fill = .colour(path.colour)
        style.fillOpacity = path.isArea ? 0.35 : 0.2
        put(.path(band), style, isUnder: !path.isArea)
        if path.isArea {
            // Within the area the lower bound would not be seen.
            for (edge, paint) in [(lower, Paint.colour(path.unit.paperColour)), (upper, .colour(path.colour))] {
                var line = PathData()
                curve.append(edge, joins: false, to: &line)
                var style = Style()
                (style.stroke, style.strokeWidth) = (paint, IntervalSize.line)
                put(.path(line), style, isUnder: false)
            }
        }
        use(.band)
    }
}

extension UnitDrawing {
    /// A line all of whose values are "about", too close together for a hollow point each, is dashed; nil where it is
    /// drawn as it is. What the author says of dashes stands.
    func dashed(_ style: Style, _ rows: [Int]) -> Style? {
        guard mark.kind == .line, unit.hasOwnSigns, style.dash == nil, rows.count > 2,
            let channel = unit.intervalChannels.first, let column = unit.encoding[channel]?.column,
            let known = frame.known[column], rows.allSatisfy({ known[$0]?.kind == .about })
        else { return nil }
        let places = points(channel == .x ? .y : .x)
        let used = rows.map { places[$0] }.filter(\.isFinite)
        guard let first = used.min(), let last = used.max(), last - first < 12 * Double(rows.count - 1) else {
            return nil
        }
        var out = style
        out.dash = [6, 4]
        return out
    }
}
