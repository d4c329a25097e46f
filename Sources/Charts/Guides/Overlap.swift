/// Leaves out texts that would overlap (vega's rules): every second until none does, or greedily from the first.
enum Overlap {
    static func thinned(_ items: [SceneItem], method: String?, separation: Double) -> [SceneItem] {
        guard method != nil, items.count >= 3 else { return items }
        let kept = thinned(Array(items.indices), items.map(\.bounds), method: method, separation: separation)
        return kept.count == items.count ? items : kept.map { items[$0] }
    }

    /// The same of texts by their numbers, whose bounds are known.
    static func thinned(_ items: [Int], _ bounds: [Bounds], method: String?, separation: Double) -> [Int] {
        guard let method, items.count >= 3 else { return items }
        func overlaps(_ kept: [Int]) -> Bool {
            zip(kept, kept.dropFirst()).contains { bounds[$0].meets(bounds[$1], separation) }
        }
        var kept = items
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
        if let last = items.last, kept.count < 3, kept.last != last {
            if kept.count > 1 { kept.removeLast() }
            kept.append(last)
        }
        return kept
    }
}
