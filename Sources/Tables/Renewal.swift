import Diagnostics
import Files
import Quantities

/// When a source should be looked at again: `update_period_days` and `review_by` of an origin, else of its data package.
package struct Renewal: Sendable {
    /// How often the source is renewed, counted from the last day of `date_accessed`, else of `date_published`.
    package var updatePeriodDays: Int?
    /// When a person should look at it again.
    package var reviewBy: EDTFDate?
    /// Where the origin, or the package, stands.
    package var location: SourceLocation?

    package init() {}

    /// Reads the two keys of a package or an origin.
    init(_ reader: inout MappingReader, at location: SourceLocation, into findings: inout [Diagnostic]) {
        self.location = location
        if let node = reader.node("update_period_days") {
            updatePeriodDays = node.integer.flatMap { (1...1_000_000).contains($0) ? $0 : nil }
            if updatePeriodDays == nil {
                findings.append(
                    .error(
                        .keyType,
                        "“update_period_days” is \(node.scalarText ?? node.kind), a number of days was expected",
                        at: node.location))
            }
        }
        if let node = reader.node("review_by") {
            reviewBy = node.scalarText.flatMap { EDTFDate(parsing: $0) }
            if reviewBy == nil {
                findings.append(
                    .error(
                        .keyType, "“review_by” is \(node.scalarText ?? node.kind), a date was expected",
                        at: node.location, hint: "dates are written 2026-06-08 or 2026-12"))
            }
        }
    }

    /// Takes from its package what the origin does not say itself.
    mutating func fill(from package: Renewal) {
        updatePeriodDays = updatePeriodDays ?? package.updatePeriodDays
        reviewBy = reviewBy ?? package.reviewBy
    }
}

extension Origin {
    /// The last day on which it could pass for current, where that is before `today`; both in days since 1970-01-01.
    /// Nil where it still can, or nobody said how long it may.
    package func staleSince(_ today: Int) -> Int? {
        let date = dateAccessed.flatMap { EDTFDate(parsing: $0) } ?? datePublished.flatMap { EDTFDate(parsing: $0) }
        var last: [Int] = []
        if let days = renewal.updatePeriodDays, let date { last.append(date.lastDay + days) }
        if let review = renewal.reviewBy { last.append(review.lastDay) }
        return last.min().flatMap { $0 < today ? $0 : nil }
    }
}
