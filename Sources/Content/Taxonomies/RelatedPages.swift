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
    private let site: Site

    package init(_ tags: Taxonomy, in site: Site) {
        self.tags = tags
        self.site = site
    }

    /// The nearest first; of equals, the newest.
    package func pages(near page: Int) -> [Int] {
        var scores: [Int: Int] = [:]
        for number in tags.terms(of: page) {
            let pages = tags.terms[number].pages
            for other in pages.prefix(Self.reach) where other != page && site.pages[other].kind == .page {
                scores[other, default: 0] += Self.unit / pages.count
            }
        }
        let sorted = scores.sorted { a, b in
            a.value == b.value ? site.isNewer(a.key, than: b.key) : a.value > b.value
        }
        return sorted.prefix(Self.most).map(\.key)
    }
}
