/// Which pages are near to a page: those of its language that share its tags, a rare tag telling more than a common
/// one.
///
/// A shared tag counts for the inverse of the number of pages that have it (inverse document frequency, without its
/// logarithm, so that whole numbers suffice and no rounding depends on the order of a sum). Each tag lists its pages, the
/// newest first, and of a common tag only the newest are looked at: the work for a page does not grow with the site.
package struct RelatedPages: Sendable {
    /// How many are shown.
    package static let most = 4
    /// How many pages of one tag are looked at.
    static let reach = 200
    private static let unit = 1_000_000_000

    private let tags: Taxonomy
    /// All pages, the newest first.
    private let newest: [Int]
    /// The place of each page among the newest; of what is no page in itself (a section), none.
    private let ranks: [Int?]

    package init(_ tags: Taxonomy, in site: Site) {
        self.tags = tags
        newest = site.pages.indices.sorted { site.isNewer($0, than: $1) }
        var ranks = [Int?](repeating: nil, count: newest.count)
        for (rank, page) in newest.enumerated() where site.pages[page].kind == .page { ranks[page] = rank }
        self.ranks = ranks
    }

    /// The nearest first; of equals, the newest.
    package func pages(near page: Int) -> [Int] {
        // The places of the pages of each tag, rising, and what sharing the tag counts for.
        let lists = tags.terms(of: page).map { number in
            let pages = tags.terms[number].pages
            let places = pages.prefix(Self.reach).compactMap { $0 == page ? nil : ranks[$0] }
            return (places: places, score: Self.unit / pages.count)
        }
        var next = [Int](repeating: 0, count: lists.count)
        var best: [(rank: Int, score: Int)] = []
        // All lists at once, from the newest page on.
        while true {
            var rank = Int.max
            for (list, i) in zip(lists, next) where i < list.places.count { rank = min(rank, list.places[i]) }
            guard rank < Int.max else { break }
            var score = 0
            for index in lists.indices where next[index] < lists[index].places.count {
                guard lists[index].places[next[index]] == rank else { continue }
                score += lists[index].score
                next[index] += 1
            }
            // Newer pages of the same score are there already.
            if best.count == Self.most, score <= best[Self.most - 1].score { continue }
            if best.count == Self.most { best.removeLast() }
            best.insert((rank, score), at: best.firstIndex { $0.score < score } ?? best.count)
        }
        return best.map { newest[$0.rank] }
    }
}
