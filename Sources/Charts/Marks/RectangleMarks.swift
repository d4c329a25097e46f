import Expressions
import Files

extension UnitDrawing {
    /// Where rectangles begin and end along one direction.
    struct Extents {
        var starts: [Double]
        var ends: [Double]
    }

    /// Bars, rectangles and ticks.
    func rectangles() -> [SceneItem] { rectangles(corners: corners()).map(\.item) }

    func rectangles(corners: ((Double, Double, Double, Double) -> [Double])?) -> [(row: Int, item: SceneItem)] {
        let (horizontal, vertical): (Extents, Extents)
        if mark.kind == .tick {
            let isHorizontal = unit.mark.orientation == .horizontal
            let along = extents(isHorizontal ? .x : .y)
            let centres = points(isHorizontal ? .y : .x)
            let half = (number("thickness") ?? 1) / 2
            let across = Extents(starts: centres.map { $0 - half }, ends: centres.map { $0 + half })
            (horizontal, vertical) = isHorizontal ? (along, across) : (across, along)
        } else {
            (horizontal, vertical) = (extents(.x), extents(.y))
        }
        let styles = styles()
        let tips = tooltips()
        let hrefs = links()
        let names = spokenNames()
        var out: [(row: Int, item: SceneItem)] = []
        out.reserveCapacity(count)
        for row in 0..<count {
            let (xa, xb) = (horizontal.starts[row], horizontal.ends[row])
            let (ya, yb) = (vertical.starts[row], vertical.ends[row])
            guard xa.isFinite, xb.isFinite, ya.isFinite, yb.isFinite else { continue }
            let shape = Shape.rectangle(
                x: min(xa, xb), y: min(ya, yb), width: abs(xb - xa), height: abs(yb - ya),
                corners: corners?(xa, xb, ya, yb))
            out.append(
                (
                    row,
                    SceneItem(
                        shape: shape, style: styles[row], tooltip: tips?[row], href: hrefs?[row], label: names?[row])
                ))
        }
        return out
    }

    /// The corner radii for a rectangle between two ends; nil where all are square.
    func corners() -> ((Double, Double, Double, Double) -> [Double])? {
        let all = number("cornerRadius") ?? 0
        let base = ["cornerRadiusTopLeft", "cornerRadiusTopRight", "cornerRadiusBottomRight", "cornerRadiusBottomLeft"]
            .map { number($0) ?? all }
        let end = mark.kind == .bar ? number("cornerRadiusEnd") : nil
        guard end != nil || base.contains(where: { $0 > 0 }) else { return nil }
        let orientation = unit.mark.orientation
        let isRanged = unit.encoding[orientation == .horizontal ? .x2 : .y2] != nil
        return { xa, xb, ya, yb in
            guard let end, let orientation else { return base }
            if isRanged { return [end, end, end, end] }
            if orientation == .horizontal {
                return xa > xb ? [base[0], end, end, base[3]] : xa < xb ? [end, base[1], base[2], end] : base
            }
            return ya < yb ? [end, end, base[2], base[3]] : ya > yb ? [base[0], base[1], end, end] : base
        }
    }

    // MARK: - One direction (Vega-Lite's rectPosition)

    private func sizeProperty(_ isX: Bool) -> String { isX ? "width" : "height" }

    private func isAcross(_ channel: Channel) -> Bool {
        let orientation = unit.mark.orientation
        if mark.kind == .bar { return channel == .x ? orientation == .vertical : orientation == .horizontal }
        if mark.kind == .tick { return channel == .y ? orientation == .vertical : orientation == .horizontal }
        return false
    }

    private func extents(_ channel: Channel) -> Extents {
        let isX = channel == .x
        let definition = unit.encoding[channel]
        let second = unit.encoding[isX ? .x2 : .y2]
        let scale = scale(channel)
        let isDiscrete = scale?.kind.isDiscrete ?? false
        let offset: Channel = isX ? .xOffset : .yOffset
        let sizeNode = property("size") ?? property(sizeProperty(isX))
        let hasSize = unit.encoding[.size] != nil || sizeNode.map { $0["band"] == nil } ?? false
        if let definition, definition.isField,
            definition.isBinning || definition.isBinned || (definition.timeUnit != nil && second == nil),
            !hasSize, unit.encoding[offset] == nil, !isDiscrete, scale != nil
        {
            if let found = binned(channel, definition, second, scale) { return found }
        }
        if ((definition?.isFieldOrDatum ?? false) && isDiscrete || isAcross(channel)) && second == nil {
            return sized(channel, definition, scale)
        }
        return ranged(channel, hasSize: sizeNode?.double)
    }

    /// From one end to the other, or from an end with a size.
    private func ranged(_ channel: Channel, hasSize: Double?) -> Extents {
        let isX = channel == .x
        let second: Channel = isX ? .x2 : .y2
        let isStacked = unit.stack?.channel == channel
        if unit.encoding[second] == nil, !isStacked, mark.properties[second.rawValue] == nil,
            let size = mark.properties.number(sizeProperty(isX))
                ?? config.user(mark.kind.rawValue, sizeProperty(isX))?.double
        {
            let places = points(channel, .zeroOrHigh)
            return aligned(places, constant(size), channel, standard: "middle")
        }
        return Extents(starts: points(channel, .zeroOrHigh), ends: seconds(channel, .zeroOrLow))
    }

    private func aligned(_ places: [Double], _ sizes: [Double], _ channel: Channel, standard: String) -> Extents {
        let key = channel == .x ? "align" : "baseline"
        let align = mark.properties.string(key) ?? config.user(mark.kind.rawValue, key)?.string ?? standard
        let share: Double =
            switch align {
            case "left", "top": 0
            case "right", "bottom": 1
            default: 0.5
            }
        return Extents(
            starts: zip(places, sizes).map { $0 - share * $1 }, ends: zip(places, sizes).map { $0 + (1 - share) * $1 })
    }

    /// Sizes of bands that Vega-Lite reads from the configuration alone, whatever the mark itself says.
    private func configured(_ key: String) -> Node? {
        config.isHouse ? property(key) : unit.mark.properties.configured(key)
    }

    /// The share of a band that a mark takes, or its size in pixels.
    private enum BandSize {
        case share(Double)
        case pixels(Double)
        case none
    }

    private func bandSize(_ channel: Channel, _ definition: ChannelDefinition?, _ kind: Scale.Kind?, usesSize: Bool)
        -> BandSize
    {
        let keys = sizeProperty(channel == .x)
        let node = usesSize ? property(first: keys, "size") : property(keys)
        if let node {
            if let share = node["band"]?.double { return .share(share) }
            if let pixels = node.double { return .pixels(pixels) }
        }
        if let definition, definition.isField {
            if definition.timeUnit != nil, unit.encoding[channel == .x ? .x2 : .y2] == nil {
                return .share(number("timeUnitBandSize") ?? 1)
            }
            if definition.isBinning, !(kind?.isDiscrete ?? false) { return .share(1) }
        }
        let discrete = configured("discreteBandSize")
        func discreteSize(_ standard: BandSize) -> BandSize {
            if let share = discrete?["band"]?.double { return .share(share) }
            return discrete?.double.map { .pixels($0) } ?? standard
        }
        guard let kind else { return discreteSize(.none) }
        if kind.isDiscrete { return discreteSize(.share(1)) }
        return configured("continuousBandSize")?.double.map { .pixels($0) } ?? .none
    }

    /// A place with a size: bars in bands, bars on a continuous axis, ticks.
    private func sized(_ channel: Channel, _ definition: ChannelDefinition?, _ scale: Scale?) -> Extents {
        let isX = channel == .x
        let orientation = unit.mark.orientation
        let usesSize =
            mark.kind == .tick || (orientation == .horizontal && !isX) || (orientation == .vertical && isX)
        let offsetScale = self.scale(isX ? .xOffset : .yOffset)
        var sizes: [Double]?
        let ownSize = mark.properties["size"]
        if usesSize, unit.encoding[.size] != nil || ownSize?.double != nil {
            if let values = numbers(.size, ownSize?.double) { sizes = (0..<count).map { values[$0] } }
        }
        let kind = (scale ?? offsetScale)?.kind
        let band = bandSize(channel, definition, kind, usesSize: usesSize)
        let fromEncoding = sizes != nil
        let finalSizes = sizes ?? constant(standardSize(channel, definition, offsetScale ?? scale, band))
        var isShare = false
        var share = 1.0
        if case .share(let value) = band { (isShare, share) = (true, value) }
        let standard = kind == .band && isShare && !fromEncoding ? "top" : "middle"
        let key = isX ? "align" : "baseline"
        let align =
            mark.properties.string(key) ?? config.user(mark.kind.rawValue, key)?.string
            ?? (standard == "top" ? (isX ? "left" : "top") : "middle")
        let isCentred = align == "center" || align == "middle"
        let shift = offset(channel, bandPosition: isCentred ? 0.5 : 0)
        let position: Double = isCentred ? (shift.isEncoded ? 0 : 0.5) : isShare ? (1 - share) / 2 : 0
        var places: [Double]
        if let definition, let found = middle(definition, nil, scale, bandPosition: position) {
            places = found
        } else {
            places = constant(self.standard(channel, .middle))
        }
        return aligned(shifted(places, shift.values), finalSizes, channel, standard: align)
    }

    private func standardSize(_ channel: Channel, _ definition: ChannelDefinition?, _ scale: Scale?, _ band: BandSize)
        -> Double
    {
        let isX = channel == .x
        switch band {
        case .share(let share):
            guard let scale else { return share * (isX ? width : height) }
            if scale.kind == .band { return max(configured("minBandSize")?.double ?? 0, share * scale.bandwidth) }
        case .pixels(let pixels): return pixels
        case .none: break
        }
        if let scale, scale.kind == .point, scale.step > 0 { return scale.step - 2 }
        if definition == nil {
            let key =
                mark.kind == .tick
                ? "tickBandPaddingInner" : mark.kind == .bar ? "barBandPaddingInner" : "rectBandPaddingInner"
            let padding = config.number("scale", "bandPaddingInner") ?? config.number("scale", key) ?? 0
            return (1 - padding) * (isX ? width : height)
        }
        return (config.number("view", "step") ?? 20) - 2
    }

    /// From the start of a bin or unit of time to its end, with a gap between neighbours.
    private func binned(
        _ channel: Channel, _ definition: ChannelDefinition, _ second: ChannelDefinition?, _ scale: Scale?
    ) -> Extents? {
        guard let scale else { return nil }
        let isX = channel == .x
        let spacing = number("binSpacing") ?? 0
        let reverses = plan(channel)?.reverse ?? false
        let translate = 0.5
        var share = 1.0
        if case .share(let value) = bandSize(channel, definition, scale.kind, usesSize: false) { share = value }
        let inset = (1 - share) / 2
        let start: [Double]
        let end: [Double]
        if definition.isBinning || definition.timeUnit != nil {
            let position = unit.bandPosition(definition, second, config) ?? 0.5
            if let timeUnit = definition.timeUnit, position != 0.5 {
                let t = position + 0.5
                let pairs = zip(frame.doubles(definition.column), frame.doubles(definition.endColumn)).map {
                    (begin, stop) -> (Double, Double) in
                    guard begin.isFinite, stop.isFinite else { return (.nan, .nan) }
                    return ((1 - t) * timeUnit.offset(begin, by: -1) + t * begin, (1 - t) * begin + t * stop)
                }
                start = pairs.map { scale.number($0.0 + ($0.1 - $0.0) * inset) }
                end = pairs.map { scale.number($0.1 - ($0.1 - $0.0) * inset) }
            } else {
                let pairs = zip(frame.doubles(definition.column), frame.doubles(definition.endColumn))
                start = pairs.map { scale.number($0 + ($1 - $0) * inset) }
                end = pairs.map { scale.number($1 - ($1 - $0) * inset) }
            }
        } else if let second, second.isField {
            start = scaled(definition.column, scale)
            end = scaled(second.column, scale)
        } else if let step = definition.bin?.step {
            start = scaled(definition.column, scale)
            end = frame.doubles(definition.column).map { scale.number($0 + step) }
        } else {
            return nil
        }
        let least = configured("minBandSize")?.double ?? 0
        let shift = mark.properties.number(isX ? "xOffset" : "yOffset") ?? 0
        // The start of a bin is x2 or y2, which may have an offset of its own.
        let secondShift = mark.properties.number(isX ? "x2Offset" : "y2Offset") ?? shift
        // The end of a bin is x (or y2), its start x2 (or y): the gap is taken from the ends' inner sides.
        func edge(_ place: Double, _ size: Double, _ shift: Double, isUpper: Bool) -> Double {
            let gap = isUpper ? -spacing / 2 : spacing / 2
            let change = size < least ? (isUpper ? 0.5 : -0.5) * (least - size) : gap
            return place + translate + (reverses ? -1 : 1) * (shift + change)
        }
        // On y the lower bound is the upper edge, so signs swap.
        let upperIsEnd = isX
        var starts = start
        var ends = end
        for i in starts.indices {
            let size = abs(end[i] - start[i])
            starts[i] = edge(start[i], size, secondShift, isUpper: !upperIsEnd)
            ends[i] = edge(end[i], size, shift, isUpper: upperIsEnd)
        }
        return Extents(starts: ends, ends: starts)
    }
}
