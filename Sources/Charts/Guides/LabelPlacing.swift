/// Places along one line: as near to where each is wanted as they can be without overlap.
enum LabelPlacing {
    /// The middles of labels of some heights between `low` and `high`, in the order of `wanted`, which ascends. Nil
    /// where they do not fit. Least squares: neighbours that would overlap become a block around their mean (the
    /// algorithm of isotonic regression by pooling adjacent violators).
    static func places(_ wanted: [Double], _ heights: [Double], from low: Double, to high: Double) -> [Double]? {
        guard wanted.count == heights.count, let first = heights.first else { return [] }
        // Distances that neighbours keep, taken out of the problem.
        var offsets = [0.0]
        for i in wanted.indices.dropFirst() { offsets.append(offsets[i - 1] + (heights[i - 1] + heights[i]) / 2) }
        let (start, end) = (low + first / 2, high - (heights.last ?? first) / 2 - (offsets.last ?? 0))
        guard start <= end + 0.001 else { return nil }
        var blocks: [(sum: Double, count: Int)] = []
        for i in wanted.indices {
            blocks.append((wanted[i] - offsets[i], 1))
            while blocks.count > 1 {
                let (a, b) = (blocks[blocks.count - 2], blocks[blocks.count - 1])
                guard a.sum / Double(a.count) > b.sum / Double(b.count) else { break }
                blocks.removeLast()
                blocks[blocks.count - 1] = (a.sum + b.sum, a.count + b.count)
            }
        }
        var out: [Double] = []
        for block in blocks {
            let level = min(max(block.sum / Double(block.count), start), max(start, end))
            for _ in 0..<block.count { out.append(level + offsets[out.count]) }
        }
        return out
    }
}
