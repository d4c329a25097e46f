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
    /// Keeps what is known of a table's column, and adds `NAME_lower` and `NAME_upper` where the table has no such
    /// fields itself.
    mutating func addBounds(of name: String, _ cells: [Int: InexactCell]) {
        guard let column = column(name) else { return }
        guard !cells.isEmpty else {
            for end in ["_lower", "_upper"] where index(name + end) == nil { set(name + end, column) }
            return
        }
        let rows = (0..<rowCount).map { row in cells[row].map(KnownValue.init) }
        setKnown(name, rows)
        let values = column.doubles
        if index(name + "_lower") == nil {
            set(name + "_lower", .numbers(zip(rows, values).map { $0?.lower ?? $1 }))
        }
        if index(name + "_upper") == nil {
            set(name + "_upper", .numbers(zip(rows, values).map { $0?.upper ?? $1 }))
        }
    }

    /// What is known of the sums of a column over some groups of rows; nil where all are exact.
    func knownSums(_ field: String, _ groups: [[Int]]) -> [KnownValue?]? {
        guard let rows = known[field], let column = column(field) else { return nil }
        return groups.map { group in KnownValue.sum(group.map { (column.double($0), rows[$0]) }) }
    }
}

/// A value with its bounds as a unit draws it: that of a row, or the total of a stack.
struct DrawnInterval: Sendable {
    /// The row, or that of the outermost part of the stack.
    var row: Int
    /// The value, or the end of the stack.
    var value: Double
    var known: KnownValue
    /// True of a stack of more than one part.
    var isTotal = false
}

extension UnitModel {
    /// What of a channel is drawn with bounds, of whatever rows are there. Within a stack one could not read them:
    /// its end shows those of the total. Shares of a whole and streams show none.
    func intervals(_ channel: Channel, _ frame: DataFrame) -> [DrawnInterval] {
        guard intervalChannels.contains(channel), let definition = encoding[channel],
            let known = frame.known[definition.column]
        else { return [] }
        let values = frame.doubles(definition.column)
        guard let stack, stack.channel == channel else {
            return known.indices.compactMap { row in
                known[row].flatMap { known in
                    values[row].isFinite ? DrawnInterval(row: row, value: values[row], known: known) : nil
                }
            }
        }
        let groups = frame.groups(by: stack.groupColumns + facets.map(\.column))
        let isSplit = groups.contains { $0.count > 1 }
        // An area's total runs through other rows' edges.
        if isSplit, stack.offset != .zero || mark.kind != .bar { return [] }
        let ends = frame.doubles(definition.column + "_end")
        return groups.flatMap { group -> [DrawnInterval] in
            [group.filter { !(values[$0] < 0) }, group.filter { values[$0] < 0 }].compactMap { rows in
                let parts = rows.filter { values[$0].isFinite }
                guard let sum = KnownValue.sum(parts.map { (values[$0], known[$0]) }),
                    let last = parts.max(by: { abs(ends[$0]) < abs(ends[$1]) })
                else { return nil }
                return DrawnInterval(row: last, value: ends[last], known: sum, isTotal: parts.count > 1)
            }
        }
    }
}
