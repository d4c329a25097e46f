import Expressions
import Files

/// The rectangle that an interval selection begins with: a tint under the marks and a frame over them.
struct Brush: Sendable {
    var sides: [SelectionState.Side]
    /// The look that the specification gives it.
    var mark: PropertyBag?
}

extension UnitDrawing {
    /// The unit's brushes, from side to side of the plot where they have one direction alone.
    func brushes() -> [(under: SceneNode, over: SceneNode)] {
        unit.brushes.map { brush in
            let (x, y) = (extent(brush, .x) ?? (0, width), extent(brush, .y) ?? (0, height))
            let shape = Shape.rectangle(x: x.0, y: y.0, width: x.1 - x.0, height: y.1 - y.0, corners: nil)
            func paint(_ key: String, _ standard: String) -> Paint? {
                (brush.mark?[key].map { Self.paint($0) } ?? standard).map(Paint.colour)
            }
            var under = Style()
            under.fill = paint("fill", "#333333")
            under.fillOpacity = brush.mark?.number("fillOpacity") ?? 0.125
            var over = Style()
            over.stroke = paint("stroke", "#ffffff")
            over.strokeWidth = brush.mark?.number("strokeWidth")
            over.strokeOpacity = brush.mark?.number("strokeOpacity")
            over.dash = brush.mark?.numbers("strokeDash")
            func node(_ style: Style) -> SceneNode {
                let item = SceneItem(shape: shape, style: style)
                return .mark(SceneMark(kind: "rect", role: "mark", items: [item], clips: true))
            }
            return (node(under), node(over))
        }
    }

    /// From the lesser to the greater place; nil where the brush has no such side.
    private func extent(_ brush: Brush, _ channel: Channel) -> (Double, Double)? {
        guard let side = brush.sides.first(where: { $0.channel == channel }), let scale = scale(channel) else {
            return nil
        }
        let places = side.values.map { scale.number(scale.kind.isTime ? DateText.date($0) : $0) }.filter(\.isFinite)
        guard let low = places.min(), let high = places.max() else { return nil }
        return (low, high + (scale.kind.isDiscrete ? scale.bandwidth : 0))
    }
}
