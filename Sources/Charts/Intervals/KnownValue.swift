import Expressions
import Quantities
import Tables

/// What is known of a value beside the number that stands for it, in written units.
struct KnownValue: Sendable, Equatable {
    /// As its source gives it, which is what words say of it; without a unit.
    var quantity: Quantity
    /// The ends that are drawn, NaN where there is none; a field's minimum and maximum close open sides.
    var lower: Double
    var upper: Double

    enum Kind: Sendable {
        /// "About", no bounds given.
        case about
        /// Bounded below alone, or above alone.
        case more, less
        /// Bounded on both sides.
        case range
    }

    /// What is to be shown of it.
    var kind: Kind {
        if lower.isFinite, upper.isFinite, lower < upper { return .range }
        switch (quantity.interval.lower, quantity.interval.upper) {
        case (_?, nil): return .more
        case (nil, _?): return .less
        default: return .about
        }
    }

    /// True of `<9`, whatever minimum its field has.
    var isCeiling: Bool { quantity.interval.lower == nil && quantity.interval.upper != nil }

    init(_ cell: InexactCell) {
        quantity = cell.written
        let ends = cell.bounded.publishedInterval
        lower = ends.lower?.number.double ?? .nan
        upper = ends.upper?.number.double ?? .nan
    }

    private init(quantity: Quantity, lower: Double, upper: Double) {
        (self.quantity, self.lower, self.upper) = (quantity, lower, upper)
    }

    /// The sum of some values of which not all are exact: by interval arithmetic, "about" staying "about".
    static func sum(_ parts: [(value: Double, known: KnownValue?)]) -> KnownValue? {
        guard parts.contains(where: { $0.known != nil }) else { return nil }
        var out = KnownValue(quantity: Quantity(.zero), lower: 0, upper: 0)
        for part in parts where part.value.isFinite {
            let known =
                part.known
                ?? KnownValue(quantity: Quantity(Number(shortest: part.value)), lower: part.value, upper: part.value)
            out.quantity.interval = out.quantity.interval + known.quantity.interval
            out.quantity.isApproximate = out.quantity.isApproximate || known.quantity.isApproximate
            out.lower += known.lower
            out.upper += known.upper
        }
        return out
    }
}

extension DataFrame {
    /// What is known of the sums of a column over some groups of rows; nil where all are exact.
    func knownSums(_ field: String, _ groups: [[Int]]) -> [KnownValue?]? {
        guard let rows = known[field], let column = column(field) else { return nil }
        return groups.map { group in KnownValue.sum(group.map { (column.double($0), rows[$0]) }) }
    }
}
