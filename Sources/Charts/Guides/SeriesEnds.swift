import Expressions

/// Where the lines and areas of a plot end, one end for each entry of its legend, and what labels must not cover.
struct SeriesEnds {
    struct End {
        /// The entry's place in the legend.
        var entry: Int
        var x: Double
        var y: Double
        var colour: String
        var style = Style()
        /// How thick the band of a stacked area is there; nil of lines.
        var thickness: Double?
        /// The outline of such a band, from left to right.
        var band: [(x: Double, top: Double, base: Double)] = []
    }

    private(set) var ends: [End] = []
    /// The stretches that lines go along.
    private(set) var stretches: [(Double, Double, Double, Double)] = []
    /// The height of the plot's marks that hold a text.
    private(set) var texts: [Bounds] = []

    /// Nil where the marks do not show one line or area for each of `values`.
    init?(_ legend: LegendPlan, _ values: [DataValue], _ drawings: [UnitDrawing]) {
        guard let scaleIndex = legend.channels.first?.scale else { return nil }
        var found: [Int: End] = [:]
        for drawing in drawings {
            let kind = drawing.unit.mark.kind
            if kind == .text {
                for item in drawing.textItems() { texts.append(item.bounds) }
                continue
            }
            guard kind.isPath else { continue }
            // Areas that lie over each other have no place for a name of their own.
            guard drawing.unit.mark.orientation != .horizontal,
                kind != .area || drawing.unit.stack != nil || values.count == 1
            else { return nil }
            let channel = drawing.unit.scales.first { $0.value == scaleIndex && $0.key.hasLegend }?.key
            let definition = channel.flatMap { drawing.unit.encoding[$0]?.scaled }
            let (xs, tops, bases) = Self.places(drawing)
            let column = definition.flatMap { $0.isField ? drawing.frame.column($0.discreteColumn) : nil }
            let defined = drawing.definedRows()
            let styles = drawing.styles(sizeIsStroke: kind != .area)
            var seen: Set<Int> = []
            for group in drawing.frame.groups(by: drawing.unit.seriesColumns) {
                let rows = drawing.ordered(group, xs)
                let runs = drawing.runs(rows, defined, xs, tops)
                for run in runs {
                    for (a, b) in zip(run, run.dropFirst()) { stretches.append((xs[a], tops[a], xs[b], tops[b])) }
                }
                guard let definition, let row = runs.last?.last else { continue }
                let value = column.map { $0[row] } ?? definition.datum
                guard let value, let entry = values.firstIndex(of: value) else { continue }
                // Several lines of one colour have no single end.
                guard seen.insert(entry).inserted else { return nil }
                let isStacked = drawing.unit.stack != nil && kind == .area
                let y = isStacked && bases.indices.contains(row) ? (tops[row] + bases[row]) / 2 : tops[row]
                let style = styles[row]
                let paint = kind == .area ? style.fill ?? style.stroke : style.stroke ?? style.fill
                guard case .colour(let colour)? = paint else { return nil }
                if let known = found[entry], known.x >= xs[row] { continue }
                var end = End(entry: entry, x: xs[row], y: y, colour: colour, style: style)
                if isStacked {
                    end.thickness = abs(bases[row] - tops[row])
                    end.band = runs.joined().map { (xs[$0], min(tops[$0], bases[$0]), max(tops[$0], bases[$0])) }
                }
                found[entry] = end
            }
        }
        guard found.count == values.count, !found.isEmpty else { return nil }
        ends = values.indices.compactMap { found[$0] }
    }

    private static func places(_ drawing: UnitDrawing) -> (xs: [Double], tops: [Double], bases: [Double]) {
        let isArea = drawing.unit.mark.kind == .area
        return (
            drawing.points(.x, isArea ? .zeroOrLow : .middle), drawing.points(.y, isArea ? .zeroOrLow : .middle),
            isArea ? drawing.seconds(.y, .zeroOrLow) : []
        )
    }

    /// True where a box would lie over a line, a text, or the plot's edge.
    func isFree(_ box: Bounds, within sides: (Double, Double), besides others: [Bounds]) -> Bool {
        guard box.x1 >= 0, box.y1 >= -4, box.y2 <= sides.1 else { return false }
        if (texts + others).contains(where: { $0.meets(box, 2) }) { return false }
        return !stretches.contains { box.isCrossed($0) }
    }
}

extension SeriesEnds.End {
    /// The middle of the thickest place within the band that a box of some size fits in.
    func room(_ width: Double, _ height: Double) -> (x: Double, y: Double)? {
        guard let first = band.first, let last = band.last else { return nil }
        var best: (x: Double, y: Double, slack: Double)?
        // A band of many points is tried at some of them.
        for place in stride(from: 0, to: band.count, by: max(1, band.count / 200)).map({ band[$0] }) {
            let (low, high) = (place.x - width / 2, place.x + width / 2)
            guard low >= first.x, high <= last.x else { continue }
            var (top, base) = (-Double.infinity, Double.infinity)
            for (a, b) in zip(band, band.dropFirst()) where b.x >= low && a.x <= high {
                top = max(top, a.top, b.top)
                base = min(base, a.base, b.base)
            }
            let slack = base - top - height
            if slack >= 0, slack > best?.slack ?? -1 { best = (place.x, (top + base) / 2, slack) }
        }
        return best.map { ($0.x, $0.y) }
    }
}

extension Bounds {
    /// True where a stretch from one point to another goes through it (Liang and Barsky's clipping).
    func isCrossed(_ stretch: (Double, Double, Double, Double)) -> Bool {
        let (ax, ay, bx, by) = stretch
        var (from, to) = (0.0, 1.0)
        for (delta, start, low, high) in [(bx - ax, ax, x1, x2), (by - ay, ay, y1, y2)] {
            if delta == 0 {
                if start < low || start > high { return false }
                continue
            }
            let (t, u) = ((low - start) / delta, (high - start) / delta)
            from = max(from, min(t, u))
            to = min(to, max(t, u))
            if from > to { return false }
        }
        return true
    }
}
