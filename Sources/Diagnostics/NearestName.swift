/// The nearest of some names, for "did you mean".
package enum NearestName {
    /// The candidate nearest to `name` by optimal string alignment distance, nil where none is near enough
    /// (a third of its length, at least one change).
    package static func of<Names: Sequence>(_ name: String, among candidates: Names) -> String?
    where Names.Element == String {
        let wanted = Array(name.lowercased().unicodeScalars.prefix(80))
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, name: String)?
        for candidate in candidates where candidate != name {
            let scalars = Array(candidate.lowercased().unicodeScalars.prefix(80))
            if abs(scalars.count - wanted.count) > limit { continue }
            let d = distance(wanted, scalars)
            if d > limit { continue }
            if let found = best, (found.distance, found.name) <= (d, candidate) { continue }
            best = (d, candidate)
        }
        return best?.name
    }

    /// `did you mean "x"?`, or nil.
    package static func hint<Names: Sequence>(for name: String, among candidates: Names) -> String?
    where Names.Element == String {
        of(name, among: candidates).map { "did you mean “\($0)”?" }
    }

    /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours
    /// (Damerau 1964, restricted).
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var before: [Int] = []
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            row.reserveCapacity(b.count + 1)
            for j in 1...b.count {
                var value = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { value = min(value, before[j - 2] + 1) }
                row.append(value)
            }
            before = previous
            previous = row
        }
        return previous[b.count]
    }
}
