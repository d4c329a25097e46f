#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension UnitDrawing {
    /// Lines whose width follows the data: one outline for each series.
    func trails() -> [SceneItem] {
        let (xs, ys) = (points(.x), points(.y))
        let widths = numbers(.size, number("size") ?? 2)
        let styles = styles()
        let tips = tooltips()
        let isHorizontal = unit.mark.orientation == .horizontal
        var defined = definedRows()
        for row in defined.indices where !(widths?[row].isFinite ?? true) { defined[row] = false }
        return frame.groups(by: unit.seriesColumns).compactMap { group in
            guard let first = group.first else { return nil }
            var path = PathData()
            for run in runs(ordered(group, isHorizontal ? ys : xs), defined, xs, ys) {
                for (a, b) in zip(run, run.dropFirst()) {
                    Self.segment(
                        (xs[a], ys[a], max(0, widths?[a] ?? 2) / 2), (xs[b], ys[b], max(0, widths?[b] ?? 2) / 2),
                        &path)
                }
            }
            guard !path.isEmpty else { return nil }
            return SceneItem(
                shape: .path(path), style: styles[first], tooltip: unit.seriesColumns.isEmpty ? nil : tips?[first])
        }
    }

    /// Two discs and the sides between them (vega-scenegraph's trail).
    private static func segment(
        _ a: (x: Double, y: Double, r: Double), _ b: (x: Double, y: Double, r: Double), _ path: inout PathData
    ) {
        let (dx, dy) = (a.y - b.y, b.x - a.x)
        let length = hypot(dx, dy)
        guard length > 0 else {
            path.move(b.x + b.r, b.y)
            path.turn(around: (b.x, b.y), radius: b.r, from: 0, to: 2 * .pi)
            path.close()
            return
        }
        let (nx, ny) = (dx / length, dy / length)
        let angle = atan2(ny, nx)
        path.move(a.x - nx * a.r, a.y - ny * a.r)
        path.line(b.x - nx * b.r, b.y - ny * b.r)
        path.turn(around: (b.x, b.y), radius: b.r, from: angle - .pi, to: angle)
        path.line(a.x + nx * a.r, a.y + ny * a.r)
        path.turn(around: (a.x, a.y), radius: a.r, from: angle, to: angle + .pi)
        path.close()
    }
}
