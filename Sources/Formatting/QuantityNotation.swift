import Quantities

extension Quantity {
    /// The quantity as data write it, at full precision and in written units: `3000`, `~5000`, `>1600`, `4..5`; 0.44 of
    /// unit `%` is `44`. Reading it gives the quantity back, but for a range the openness of its ends. Nil where it is
    /// bounded on neither side.
    package var notation: String? {
        let about = isApproximate ? "~" : ""
        func digits(_ bound: Bound) -> String { written(bound.number).literal }
        switch (interval.lower, interval.upper) {
        case (let lower?, let upper?):
            if lower.number == upper.number { return about + digits(lower) }
            return about + digits(lower) + ".." + digits(upper)
        case (let lower?, nil): return about + (lower.isOpen ? ">" : ">=") + digits(lower)
        case (nil, let upper?): return about + (upper.isOpen ? "<" : "<=") + digits(upper)
        case (nil, nil): return nil
        }
    }
}
