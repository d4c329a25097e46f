import Expressions

extension UnitDrawing {
    /// Stacked bars with round corners: a group for each stack, whose outline is round and cuts its parts off.
    func roundedStacks() -> SceneNode? {
        guard let stack = unit.stack, !(unit.encoding[.size]?.isField ?? false),
            unit.mark.hasComputedCorners || corners().map({ $0(0, 1, 0, 1).contains { $0 > 0 } }) ?? false
        else { return nil }
        let items = rectangles(corners: nil)
        let isVertical = stack.channel == .y
        var groupOf: [Int: Int] = [:]
        for (i, rows) in frame.groups(by: stack.groupColumns).enumerated() { for row in rows { groupOf[row] = i } }
        var parts: [[SceneItem]] = []
        var rows: [[Int]] = []
        var index: [Int: Int] = [:]
        for (row, item) in items {
            let key = groupOf[row] ?? 0
            if let known = index[key] {
                parts[known].append(item)
                rows[known].append(row)
            } else {
                index[key] = parts.count
                parts.append([item])
                rows.append([row])
            }
        }
        let column = unit.encoding[stack.channel]?.column ?? ""
        let (starts, ends) = (frame.doubles(column + "_start"), frame.doubles(column + "_end"))
        let groups = zip(parts, rows).compactMap { items, rows in
            let up = rows.contains { ends[$0] > starts[$0] }
            let down = rows.contains { ends[$0] < starts[$0] }
            return self.group(items, isVertical, rises: up, falls: down)
        }
        return .group(role: "scope", items: groups, label: nil)
    }

    private func group(_ items: [SceneItem], _ isVertical: Bool, rises: Bool, falls: Bool) -> SceneGroup? {
        var frame = Bounds()
        for item in items { frame.add(item.shape.bounds) }
        guard !frame.isEmpty else { return nil }
        let all = number("cornerRadius") ?? 0
        var corners = [
            "cornerRadiusTopLeft", "cornerRadiusTopRight", "cornerRadiusBottomRight", "cornerRadiusBottomLeft",
        ]
        .map { number($0) ?? all }
        if let end = number("cornerRadiusEnd") {
            // The end of the positive side, and of the negative one.
            if isVertical {
                if rises { (corners[0], corners[1]) = (end, end) }
                if falls { (corners[2], corners[3]) = (end, end) }
            } else {
                if rises { (corners[1], corners[2]) = (end, end) }
                if falls { (corners[0], corners[3]) = (end, end) }
            }
        }
        // The parts keep their places along the stack and lie at the group's own edge across it.
        let moved = items.map { item -> SceneItem in
            guard case .rectangle(let x, let y, let width, let height, _) = item.shape else { return item }
            var item = item
            item.shape =
                isVertical
                ? .rectangle(x: 0, y: y, width: width, height: height, corners: nil)
                : .rectangle(x: x, y: 0, width: width, height: height, corners: nil)
            return item
        }
        var inner = SceneGroup(
            width: isVertical ? frame.width : 0, height: isVertical ? 0 : frame.height,
            children: [.mark(SceneMark(kind: "rect", role: "mark", items: moved))])
        if isVertical { inner.y = -frame.y1 } else { inner.x = -frame.x1 }
        var outer = SceneGroup(
            width: frame.width, height: frame.height, children: [.group(role: "scope", items: [inner], label: nil)])
        (outer.x, outer.y) = (frame.x1, frame.y1)
        outer.clipCorners = corners
        return outer
    }
}
