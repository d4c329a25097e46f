import Expressions

/// What a screen reader says of marks (WAI-ARIA Graphics Module; the names as Vega words them): each bar or point by
/// its values, lines by their series and course; where there are very many, their number alone.
extension UnitDrawing {
    /// More marks than this are not named one by one.
    private static let nameLimit = 100

    /// The name of every row's mark; nil where they are not named.
    func spokenNames() -> [String]? {
        frames.told.names { makeSpokenNames() }
    }

    private func makeSpokenNames() -> [String]? {
        guard config.isHouse, count <= Self.nameLimit, !mark.kind.isPath, mark.kind != .text, mark.kind != .rule else {
            return nil
        }
        if let written = unit.encoding[.description] { return texts(written) }
        var seen: Set<String> = []
        let shown: Set<Channel> = [
            .x, .y, .x2, .y2, .theta, .radius, .color, .fill, .stroke, .shape, .size, .detail, .xOffset, .yOffset,
        ]
        let fields = unit.encoding.fields.filter { shown.contains($0.channel) && seen.insert($0.column).inserted }
        guard !fields.isEmpty else { return nil }
        let chinese = names.language.isChinese
        let parts = fields.map { (title($0), proseTexts($0)) }
        return (0..<count).map { row in
            parts.filter { !$0.1[row].isEmpty }.map { title, texts in
                title.isEmpty ? texts[row] : title + (chinese ? "：" : ": ") + texts[row]
            }.joined(separator: chinese ? "；" : "; ")
        }
    }

    /// A unit's marks with the name of their group.
    func named(_ node: SceneNode) -> SceneNode {
        guard config.isHouse, unit.encoding.fields.contains(where: { $0.channel != .tooltip }) else { return node }
        let chinese = names.language.isChinese
        switch node {
        case .mark(var mark) where mark.kind != "text" && !mark.items.isEmpty:
            let plain = Self.words(mark.kind, chinese)
            let words = (one: names.language.spelt(plain.one), many: plain.many)
            let count = mark.items.count
            mark.label =
                mark.label
                ?? (mark.items.count == 1 && self.mark.kind.isPath
                    ? words.one
                    : chinese
                        ? names.language.spelt("\(words.one)，共 \(count) 項")
                        : "\(count) \(count == 1 ? words.one : words.many)")
            mark.itemRole = words.one
            return .mark(mark)
        case .group("scope pathgroup", var items, let label):
            let told = seriesNames(frame.groups(by: unit.seriesColumns).map { $0.first ?? 0 })
            // A series that has nothing to draw has no item, and then the names cannot be told apart.
            guard told.count == items.count else { return node }
            for i in items.indices where !told[i].isEmpty { items[i].label = told[i] }
            return .group(role: "scope pathgroup", items: items, label: label)
        default: return node
        }
    }

    /// What the series of some rows are called.
    private func seriesNames(_ rows: [Int]) -> [String] {
        let chinese = names.language.isChinese
        var seen: Set<String> = []
        let parts = unit.encoding.definitions.compactMap(\.scaled)
            .filter { unit.seriesColumns.contains($0.column) && seen.insert($0.column).inserted }
            .map { (name: title($0), texts: proseTexts($0)) }
        return rows.map { row in
            parts.map { name, texts in
                guard texts.indices.contains(row) else { return "" }
                return name.isEmpty ? texts[row] : name + (chinese ? "：" : ": ") + texts[row]
            }.filter { !$0.isEmpty }.joined(separator: chinese ? "；" : "; ")
        }
    }

    private static func words(_ kind: String, _ chinese: Bool) -> (one: String, many: String) {
        switch kind {
        case "rect": chinese ? ("棒", "棒") : ("bar", "bars")
        case "symbol": chinese ? ("點", "點") : ("point", "points")
        case "arc": chinese ? ("扇形", "扇形") : ("slice", "slices")
        case "rule": chinese ? ("線段", "線段") : ("rule", "rules")
        case "line", "trail": chinese ? ("折線", "折線") : ("line", "lines")
        case "area": chinese ? ("面積", "面積") : ("area", "areas")
        default: chinese ? ("圖像", "圖像") : ("image", "images")
        }
    }
}
