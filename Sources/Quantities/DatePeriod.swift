/// From one date to another, each with its own precision; the same twice where there is but one.
package struct DatePeriod: Hashable, Sendable {
    /// The one whose first day is the earliest.
    package private(set) var first: EDTFDate
    /// The one whose last day is the latest.
    package private(set) var last: EDTFDate

    package init(_ date: EDTFDate) {
        first = date
        last = date
    }

    /// Makes the period the least that holds the other one too.
    package mutating func formUnion(_ other: DatePeriod) {
        if other.first.firstDay < first.firstDay { first = other.first }
        if other.last.lastDay > last.lastDay { last = other.last }
    }
}

extension DatePeriod? {
    /// The least period that holds both; nil holds nothing.
    package mutating func formUnion(_ other: DatePeriod?) {
        guard let other else { return }
        self?.formUnion(other)
        if self == nil { self = other }
    }
}
