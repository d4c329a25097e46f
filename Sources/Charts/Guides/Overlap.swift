/// Leaves out texts that would overlap (vega's rules): every second until none does, or greedily from the first.
enum Overlap {
    static func thinned(_ items: [SceneItem], method: String?, separation: Double) -> [SceneItem] {
        guard let method, items.count >= 3 else { return items }
        let bounds = items.map(\.bounds)
        func overlaps(_ kept: [Int]) -> Bool {
            zip(kept, kept.dropFirst()).contains { bounds[$0].meets(bounds[$1], separation) }
        }
        var kept = Array(items.indices)
        guard overlaps(kept) else { return items }
        repeat {
            if method == "greedy" {
                var next: [Int] = []
                for i in kept where next.last.map({ !bounds[$0].meets(bounds[i], separation) }) ?? true {
                    next.append(i)
                }
                if next.count == kept.count { break }
                kept = next
            } else {
                kept = kept.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            }
        } while kept.count >= 3 && overlaps(kept)
        let last = items.count - 1
        if kept.count < 3, kept.last != last {
            if kept.count > 1 { kept.removeLast() }
            kept.append(last)
        }
        return kept.map { items[$0] }
    }
}
