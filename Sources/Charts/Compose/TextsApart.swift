/// Words that an author placed for a wide drawing may meet on a small screen. The later ones then move by a line or two.
enum TextsApart {
    /// More words than this are not looked at.
    private static let limit = 200

    static func moved(_ nodes: [SceneNode]) -> [SceneNode] {
        var placed: [Bounds] = []
        return nodes.map { node in
            guard case .mark(var mark) = node, mark.kind == "text", placed.count + mark.items.count <= limit else {
                return node
            }
            for i in mark.items.indices {
                guard case .text(var run) = mark.items[i].shape, run.angle == 0 else { continue }
                let box = run.bounds
                let lines = run.baseline == "top" || run.baseline == "line-top" ? [0.0, 1, 2, -1] : [0.0, -1, 1, -2]
                let free = lines.first { line in
                    let there = box.moved(0, line * run.leading)
                    return !placed.contains { $0.meets(there, -1) }
                }
                run.y += (free ?? 0) * run.leading
                mark.items[i].shape = .text(run)
                placed.append(run.bounds)
            }
            return .mark(mark)
        }
    }
}
