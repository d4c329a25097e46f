import Quantities

// What the values of a formula depend on: by it the bounds of what uses a cell twice are not widened.

extension StrictValue {
    /// The same with its numbers marked as those of an input, wherever they are used.
    package func placed(at input: StrictInput) -> StrictValue {
        switch self {
        case .quantity(let q): .quantity(q.placed(at: input.place(row: 0)))
        case .column(let rows) where rows.contains(where: \.isBounded):
            .column(
                rows.enumerated().map { row, value in
                    guard case .quantity(let q) = value else { return value }
                    return .quantity(q.placed(at: input.place(row: row)))
                })
        default: self
        }
    }

    /// True of a number that is not known exactly.
    private var isBounded: Bool {
        guard case .quantity(let q) = self else { return false }
        return q.interval.point == nil
    }

    /// The result of a function, of whose arguments its bounds and its digits are made.
    func depending(on arguments: [StrictValue]) -> StrictValue {
        switch self {
        case .quantity(var q):
            let quantities = arguments.flatMap(\.quantities)
            if q.dependence == nil { q = q.depending(on: quantities) }
            if q.significantDigits == nil {
                // One of its arguments, as the greatest of them, has the digits of that.
                let same = quantities.first { $0.interval == q.interval }
                q.significantDigits = same.map(\.significantDigits) ?? Quantity.digits(ofAll: quantities)
            }
            return .quantity(q)
        case .column(let rows) where rows.contains(where: { $0.isBounded }):
            return .column(rows.map { $0.depending(on: arguments) })
        default: return self
        }
    }

    private var quantities: [Quantity] {
        switch self {
        case .quantity(let q): return [q]
        case .column(let rows):
            var out: [Quantity] = []
            for case .quantity(let q) in rows { out.append(q) }
            return out
        default: return []
        }
    }
}

extension StrictInput {
    /// Of a column the cell in that row: it is the same whether it is read by its key or with its column.
    func place(row: Int) -> Variable.Place {
        switch self {
        case .cell(let bundle, let table, let row, let field):
            Variable.Place(source: bundle + "\0" + table, row: row, field: field)
        case .column(let bundle, let table, let field):
            Variable.Place(source: bundle + "\0" + table, row: row, field: field)
        case .indicator(let bundle, let name):
            Variable.Place(source: bundle + "\0\0" + name, row: 0, field: 0)
        }
    }
}
