import Quantities

/// A number of a table that is not exact, in written units (44% is 44), without its unit.
package struct InexactCell: Sendable, Equatable {
    /// As its source gives it.
    package var written: Quantity
    /// The same with its open side closed by the field's minimum or maximum.
    package var bounded: Quantity

    package init(written: Quantity, bounded: Quantity) {
        self.written = written
        self.bounded = bounded
    }
}

extension Table {
    /// The numbers of a column that are "about", bounded or ranges, by their rows; the others are exact or missing.
    package func inexactCells(field: Int) -> [Int: InexactCell] {
        guard fields.indices.contains(field) else { return [:] }
        let definition = fields[field]
        var out: [Int: InexactCell] = [:]
        func add(_ row: Int, _ quantity: Quantity) {
            guard !quantity.isExact else { return }
            out[row] = InexactCell(written: quantity, bounded: definition.bounding(quantity))
        }
        switch storage {
        case .file(let file):
            guard file.columns.indices.contains(field), case .numbers(let numbers) = file.columns[field].values else {
                return [:]
            }
            for (row, quantity) in numbers.aside where row < rowCount { add(row, quantity) }
        case .made(let columns, _):
            guard columns.indices.contains(field) else { return [:] }
            for (row, cell) in columns[field].enumerated() {
                if case .quantity(let quantity) = cell { add(row, quantity.inWrittenUnits) }
            }
        case .derived(let cells): return cells.inexact(column: field, rowCount: rowCount)
        }
        return out
    }
}

extension Field {
    /// The quantity, in written units, with the side that it leaves open bounded by the minimum or maximum.
    func bounding(_ given: Quantity) -> Quantity {
        var quantity = given
        // What contradicts the bound has an error of its own; an interval is never empty.
        if quantity.interval.lower == nil, let minimum,
            quantity.interval.upper.map({ minimum < $0.number }) == true
        {
            quantity.interval.lower = Bound(minimum)
        } else if quantity.interval.upper == nil, let maximum,
            quantity.interval.lower.map({ $0.number < maximum }) == true
        {
            quantity.interval.upper = Bound(maximum)
        }
        return quantity
    }
}

extension Quantity {
    /// The same numbers as they are written and published, without the unit.
    package var inWrittenUnits: Quantity {
        func written(_ bound: Bound?) -> Bound? { bound.map { Bound(self.written($0.number), isOpen: $0.isOpen) } }
        var out = Quantity(
            Interval(lower: written(interval.lower), upper: written(interval.upper)), isApproximate: isApproximate)
        out.significantDigits = significantDigits
        return out
    }
}
