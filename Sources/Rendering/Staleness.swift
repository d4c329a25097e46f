import Diagnostics
import Formatting
import Indicators
import Languages
import Quantities
import Tables

extension Edition {
    /// True of a figure that rests on a source which should have been looked at again before the build's date.
    func isStale(_ figure: Figure) -> Bool { figure.derivation.sources.contains { $0.staleSince(asOf) != nil } }
}

/// Sources that were to be looked at again before the build's date.
enum Staleness {
    /// One finding for each such source, at its place in the data package.
    static func findings(_ edition: Edition) -> [Diagnostic] {
        var seen: Set<SourceLocation> = []
        var out: [Diagnostic] = []
        for folder in edition.bundles.keys.sorted() {
            guard let data = edition.bundles[folder]?.data else { continue }
            for origin in data.origins + data.tables.flatMap(\.origins) {
                guard let last = origin.staleSince(edition.asOf), let place = origin.renewal.location,
                    seen.insert(place).inserted
                else { continue }
                let name = SourceWords.text(origin, edition.firstLanguage, first: edition.firstLanguage)
                out.append(
                    .warning(
                        .figureStale,
                        "\(name.isEmpty ? "this source" : name) was to be looked at again by "
                            + "\(EDTFDate(day: last).description), and the build is for "
                            + EDTFDate(day: edition.asOf).description,
                        at: place,
                        hint: "look for newer data; then set date_accessed, or update_period_days or review_by"))
            }
        }
        return out
    }
}
