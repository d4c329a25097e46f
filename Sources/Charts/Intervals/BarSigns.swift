extension IntervalSigns {
    /// Bars: a fading end for "more than", one that fades before a thin line for "less than", a striped end for
    /// "about", a whisker for a range.
    mutating func drawBars(_ unit: UnitDrawing, _ found: [DrawnInterval], _ axis: IntervalAxis, _ channel: Channel) {
        let ends = unit.points(channel, .zeroOrHigh)
        let bases = unit.seconds(channel, .zeroOrLow)
        let styles = unit.styles()
        var boxes: [Int: Bounds] = [:]
        for (row, item) in unit.rectangles(corners: nil) { boxes[row] = item.shape.bounds }
        // A stack begins where its first part does.
        let stackBase = unit.unit.stack?.channel == channel ? unit.scaledEnd(channel, .zeroOrLow) : nil
        for interval in found {
            guard let box = boxes[interval.row], let colour = colour(styles[interval.row]) else { continue }
            let (low, high) = axis.isX ? (box.y1, box.y2) : (box.x1, box.x2)
            let bar = Bar(
                end: ends[interval.row], base: stackBase ?? bases[interval.row], across: (low + high) / 2,
                thickness: high - low, colour: colour, style: styles[interval.row])
            guard bar.end.isFinite, bar.base.isFinite, bar.thickness > 0 else { continue }
            if draw(bar, interval.known, axis, unit), interval.isTotal { use(.total) }
        }
    }

    private struct Bar {
        var end: Double
        var base: Double
        var across: Double
        var thickness: Double
        var colour: String
        var style: Style

        var length: Double { abs(end - base) }
    }

    private func colour(_ style: Style) -> String? {
        if case .colour(let text)? = style.fill ?? style.stroke { text } else { nil }
    }

    /// True where something was drawn.
    private mutating func draw(_ bar: Bar, _ known: KnownValue, _ axis: IntervalAxis, _ unit: UnitDrawing) -> Bool {
        let kind = axis.kind(known)
        switch kind {
        case .range:
            var style = Style()
            style.stroke = unit.inkPaint
            style.strokeWidth = IntervalSize.line
            whisker(
                known, axis, across: bar.across, cap: IntervalSize.cap(bar.thickness), style,
                halo: .colour(unit.paperColour), isUnder: false)
            return true
        case .more, .less:
            let towards = kind == .more ? axis.rise : -axis.rise
            let outward = bar.length < 0.5 ? towards : bar.end > bar.base ? 1 : -1
            return towards == outward ? goOn(bar, outward, axis) : fadeOut(bar, outward, axis, unit)
        case .about: return stripe(bar, axis, unit)
        }
    }

    /// The bar goes on beyond its end, paler at once so that the end is seen, to nothing.
    private mutating func goOn(_ bar: Bar, _ outward: Double, _ axis: IntervalAxis) -> Bool {
        var style = bar.style
        (style.stroke, style.strokeWidth, style.dash) = (nil, nil, nil)
        style.fill = paints.fade(bar.colour, isX: axis.isX, sign: outward, from: 0.6, to: 0)
        put(
            axis.rectangle(
                bar.end, bar.end + outward * IntervalSize.fade, across: bar.across, thickness: bar.thickness), style,
            isUnder: false)
        use(.fadingEnd)
        return true
    }

    /// The last part of the bar fades towards a thin line at its end.
    private mutating func fadeOut(_ bar: Bar, _ outward: Double, _ axis: IntervalAxis, _ unit: UnitDrawing) -> Bool {
        guard bar.length > 4 else { return false }
        let length = min(IntervalSize.fade, bar.length - 1)
        var veil = Style()
        veil.fill = paints.fade(unit.paperColour, isX: axis.isX, sign: outward, from: 0, to: 0.92)
        put(
            axis.rectangle(
                bar.end - outward * length, bar.end, across: bar.across, thickness: bar.thickness + 1), veil,
            isUnder: false)
        var line = Style()
        line.fill = .colour(bar.colour)
        put(
            axis.rectangle(
                bar.end - outward * IntervalSize.line, bar.end, across: bar.across, thickness: bar.thickness), line,
            isUnder: false)
        use(.fadedEnd)
        return true
    }

    /// Two gaps before the end, in the colour of the page; narrower ones in a short bar.
    private mutating func stripe(_ bar: Bar, _ axis: IntervalAxis, _ unit: UnitDrawing) -> Bool {
        guard bar.length > 3 else { return false }
        let outward: Double = bar.end > bar.base ? 1 : -1
        let width = min(IntervalSize.stripe, bar.length / 6)
        var gap = Style()
        gap.fill = .colour(unit.paperColour)
        for i in [1.0, 3.0] {
            put(
                axis.rectangle(
                    bar.end - outward * (i + 1) * width, bar.end - outward * i * width, across: bar.across,
                    thickness: bar.thickness + 1), gap, isUnder: false)
        }
        use(.stripes)
        return true
    }
}
