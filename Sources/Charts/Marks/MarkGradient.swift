import Files

extension SceneGradient {
    /// A mark's `{gradient: linear, x1, y1, x2, y2, stops}`; by itself it runs from left to right (Vega's rule).
    init?(specification node: Node) {
        guard node["gradient"]?.string == "linear", let list = node["stops"]?.sequence else { return nil }
        let stops = list.compactMap { stop -> (offset: Double, colour: String)? in
            guard let offset = stop["offset"]?.double, let paint = stop["color"].flatMap({ UnitDrawing.paint($0) })
            else { return nil }
            return (offset, paint)
        }
        self.init(
            start: (node["x1"]?.double ?? 0, node["y1"]?.double ?? 0),
            end: (node["x2"]?.double ?? 1, node["y2"]?.double ?? 0), stops: stops)
    }
}

extension UnitDrawing {
    /// The gradient that fills, or strokes, all items: by its own property, else by the colour where no field gives one.
    func gradient(_ key: String, isMain: Bool) -> Paint? {
        guard !unit.mark.gradients.isEmpty else { return nil }
        let channel: Channel = key == "fill" ? .fill : .stroke
        guard unit.encoding[channel] == nil else { return nil }
        if let own = unit.mark.gradients[key] { return .gradient(own) }
        guard isMain, unit.encoding[.color] == nil, property(key) == nil else { return nil }
        return unit.mark.gradients["color"].map(Paint.gradient)
    }
}
