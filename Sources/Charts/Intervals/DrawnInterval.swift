import Expressions

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
