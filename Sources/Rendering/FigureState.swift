import Indicators
import Quantities
import Tables

/// What a reader may rely on: whether the sources of a figure are current, and what is known of its value.
struct FigureState: Sendable {
    /// Whether somebody should have looked at the sources again.
    enum Review: String, Sendable {
        /// A source is past its date.
        case stale
        /// A source has such a date, and none is past it.
        case current
        /// No source says how long it may pass for current.
        case unscheduled
    }

    /// What is known of the value.
    enum Known: String, Sendable {
        case exact
        /// A number that is only near the true one.
        case approximate
        case range
        case lowerBound = "lower_bound"
        case upperBound = "upper_bound"
        /// Bounded on neither side.
        case nothing
        case missing
        /// A date, a text, true or false.
        case word
    }

    let review: Review
    /// The last day on which all sources could pass for current, where the build's date is after it.
    let staleSince: EDTFDate?
    let known: Known
    /// "About": the number, or the bounds, are not to be taken to the letter.
    let isApproximate: Bool
    /// True where the value was computed for the build's date.
    let usesBuildDate: Bool

    init(_ figure: Figure, asOf: Int) {
        let sources = figure.derivation.sources
        let since = sources.compactMap { $0.staleSince(asOf) }.min()
        staleSince = since.map { EDTFDate(day: $0) }
        let isScheduled = sources.contains { $0.renewal.updatePeriodDays != nil || $0.renewal.reviewBy != nil }
        review = since != nil ? .stale : isScheduled ? .current : .unscheduled
        usesBuildDate = figure.derivation.usesBuildDate
        isApproximate = figure.quantity?.isApproximate ?? false
        switch figure.value {
        case .quantity(let quantity):
            let bounds = Self.known(of: quantity.interval)
            known = bounds == .exact && quantity.isApproximate ? .approximate : bounds
        case .missing: known = .missing
        default: known = .word
        }
    }

    private static func known(of interval: Interval) -> Known {
        if interval.point != nil { return .exact }
        switch (interval.lower, interval.upper) {
        case (nil, nil): return .nothing
        case (_?, nil): return .lowerBound
        case (nil, _?): return .upperBound
        case (_?, _?): return .range
        }
    }

    /// The strings of the interface that say what is known; none of a plain exact number.
    var knownWords: [String] {
        var words: [String] = isApproximate ? ["known_about"] : []
        switch known {
        case .exact, .approximate, .word: break
        case .range: words.append("known_range")
        case .lowerBound: words.append("known_lower")
        case .upperBound: words.append("known_upper")
        case .nothing: words.append("known_nothing")
        case .missing: words.append("known_missing")
        }
        if usesBuildDate { words.append("known_on_build_date") }
        return words
    }
}
