#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension UnitDrawing {
    /// Arcs: rectangles in polar coordinates, around a centre in the view's middle unless `x` and `y` place it.
    func arcs() -> [SceneItem] {
        let xs = points(.x)
        let ys = points(.y)
        let angles = polarExtents(.theta)
        let radii = polarExtents(.radius)
        let styles = styles()
        let tips = tooltips()
        let hrefs = links()
        let padding = number("padAngle") ?? 0
        let rounding = number("cornerRadius") ?? 0
        let names = spokenNames()
        return (0..<count).compactMap { row in
            let arc = Arc(
                innerRadius: radii.ends[row], outerRadius: radii.starts[row], startAngle: angles.starts[row],
                endAngle: angles.ends[row], padAngle: padding, cornerRadius: rounding)
            guard xs[row].isFinite, ys[row].isFinite, arc.isFinite else { return nil }
            return SceneItem(
                shape: .path(arc.path(aroundX: xs[row], y: ys[row])), style: styles[row], tooltip: tips?[row],
                href: hrefs?[row], label: names?[row])
        }
    }

    /// Where texts stand: at `x` and `y`, from there by `radius` in the direction of `theta` where they have these.
    func textPlaces() -> (x: [Double], y: [Double]) {
        let (xs, ys) = (points(.x), points(.y))
        func places(_ channel: Channel) -> [Double]? {
            if unit.encoding[channel] != nil { return points(channel) }
            return number(channel.rawValue).map { constant($0) }
        }
        guard let radii = places(.radius) else { return (xs, ys) }
        let angles = places(.theta) ?? constant(0)
        return (
            xs.indices.map { xs[$0] + radii[$0] * sin(angles[$0]) },
            ys.indices.map { ys[$0] - radii[$0] * cos(angles[$0]) }
        )
    }

    /// From one angle or radius to another (Vega-Lite's rectPosition): a band, a bin, or a range.
    private func polarExtents(_ channel: Channel) -> Extents {
        let definition = unit.encoding[channel]
        let second = channel.second.flatMap { unit.encoding[$0] }
        let scale = scale(channel)
        if let definition, definition.isFieldOrDatum, second == nil {
            if let scale, scale.kind.isDiscrete {
                let starts = middle(definition, nil, scale, bandPosition: 0) ?? constant(.nan)
                return Extents(starts: starts, ends: starts.map { $0 + scale.bandwidth })
            }
            if definition.isField, definition.isBinning || definition.timeUnit != nil {
                return Extents(starts: scaled(definition.endColumn, scale), ends: scaled(definition.column, scale))
            }
        }
        return Extents(starts: points(channel, .zeroOrHigh), ends: seconds(channel, .zeroOrLow))
    }

    /// Angles and radii that no channel gives: the mark's own, else the whole circle, out to the nearer side.
    func polarStandard(_ channel: Channel, _ rule: Standard) -> Double {
        let name =
            switch channel {
            case .theta: "startAngle"
            case .theta2: "endAngle"
            case .radius: "outerRadius"
            default: "innerRadius"
            }
        if let value = number(first: name, channel.rawValue) { return value }
        if let end = scaledEnd(channel, rule) { return end }
        if rule == .zeroOrLow { return 0 }
        return channel.main == .theta ? 2 * .pi : min(width, height) / 2
    }
}
