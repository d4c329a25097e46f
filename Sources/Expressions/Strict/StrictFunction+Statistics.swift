import Diagnostics
import Quantities

extension StrictCall {
    /// The numbers of an argument's column, none of them missing.
    func column(_ index: Int) throws(StrictFailure) -> [Quantity] {
        guard case .column(let rows) = values[index] else {
            throw StrictFailure(
                .formulaType, "is \(values[index].kind), \(function.rawValue)() needs a column", argument: index)
        }
        var out: [Quantity] = []
        for (row, value) in rows.enumerated() {
            switch value {
            case .quantity(let number):
                let q = out.first.map { number.converted(to: $0.unit) } ?? number
                if let first = out.first, !first.unit.isComparable(to: q.unit) {
                    throw StrictArithmetic.mismatch("compares", first.unit, q.unit, "with")
                }
                out.append(q)
            case .missing(let reason):
                throw StrictFailure(
                    .formulaMissing, "has no value in row \(row + 1) (\(reason.shown))", argument: index, row: row,
                    hint: "where(column, condition) leaves rows out")
            default:
                throw StrictFailure(
                    .formulaType, "has \(value.kind) in row \(row + 1), \(function.rawValue)() needs numbers",
                    argument: index)
            }
        }
        guard !out.isEmpty else {
            throw StrictFailure(.formulaDomain, "\(function.rawValue)() of no values", hint: "no row is left")
        }
        return out
    }

    func isApproximate(_ indices: Int...) throws(StrictFailure) -> Bool {
        for index in indices where try column(index).contains(where: \.isApproximate) { return true }
        return false
    }

    // MARK: Order

    /// The quantile p of 0 to 1, between two values in proportion (type 7 of Hyndman and Fan 1996, as in d3 and R).
    func quantile() throws(StrictFailure) -> Quantity {
        guard let p = try quantity(1).interval.point, p >= .zero, p <= .one else {
            throw StrictFailure(.formulaDomain, "is no number of 0 to 1", argument: 1)
        }
        return try Self.quantile(try column(0), p)
    }

    /// Rises with each of its values, so its ends are the quantiles of their ends.
    static func quantile(_ numbers: [Quantity], _ p: Number) throws(StrictFailure) -> Quantity {
        var total = numbers[0]
        for next in numbers.dropFirst() { total = try StrictArithmetic.sum(total, next) }
        let place = p * Number(numbers.count - 1)
        let whole = place.rounded(toPlaces: 0, .down)
        let part = place - whole
        let index = Int(whole.double)
        func end(_ ends: [Bound?], below: Bool) -> Bound? {
            // An unbounded end stands at its side of all numbers; of two at one number the open one is further inside.
            let sorted = ends.sorted { a, b in
                guard let a else { return below && b != nil }
                guard let b else { return !below }
                return a.number == b.number
                    ? (below ? !a.isOpen && b.isOpen : a.isOpen && !b.isOpen) : a.number < b.number
            }
            guard let low = sorted[index] else { return nil }
            guard !part.isZero, index + 1 < sorted.count else { return low }
            guard let high = sorted[index + 1] else { return nil }
            return Bound(low.number + (high.number - low.number) * part, isOpen: low.isOpen || high.isOpen)
        }
        let interval = Interval(
            lower: end(numbers.map(\.interval.lower), below: true),
            upper: end(numbers.map(\.interval.upper), below: false))
        return Quantity(interval, unit: total.unit, isApproximate: total.isApproximate)
    }

    /// `rank(value, column)`: 1 for the largest, alike values sharing the better place.
    func rank() throws(StrictFailure) -> Quantity {
        let value = try quantity(0)
        var place = 1
        for (row, number) in try column(1).enumerated() {
            let other = number.converted(to: value.unit)
            guard value.unit.isComparable(to: other.unit) else {
                throw StrictArithmetic.mismatch("compares", value.unit, other.unit, "with")
            }
            // The value's own row is no rival, bounded as it may be; another of the same bounds may be one.
            if try StrictArithmetic.difference(other, value).interval.point?.isZero == true { continue }
            guard let isGreater = StrictComparison.apply(.greater, other, value) else {
                throw StrictFailure(
                    .formulaDomain, "is \(other.shown) in row \(row + 1), which may be above or below \(value.shown)",
                    argument: 1, row: row)
            }
            if isGreater { place += 1 }
        }
        return Quantity(Number(place))
    }

    // MARK: Weights and series

    /// Σ weight × value / Σ weight, which lies between the least and the greatest value where no weight is negative.
    func weightedMean() throws(StrictFailure) -> Quantity {
        let x = try column(0)
        let weights = try column(1)
        guard x.count == weights.count else {
            throw StrictFailure(.formulaType, "has \(weights.count) rows, the values have \(x.count)", argument: 1)
        }
        guard weights.allSatisfy(\.interval.isNonNegative) else {
            throw StrictFailure(.formulaDomain, "holds what may be negative, which is no weight", argument: 1)
        }
        var products = try StrictArithmetic.apply(.multiply, x[0], weights[0])
        var total = weights[0]
        var hull = x[0].interval
        for (value, weight) in zip(x, weights).dropFirst() {
            let product = try StrictArithmetic.apply(.multiply, value, weight)
            products = try StrictArithmetic.rational(
                .add, products, product, plain: products.interval + product.interval, products.unit)
            total = try StrictArithmetic.rational(
                .add, total, weight, plain: total.interval + weight.interval, total.unit)
            hull = hull.union(value.interval)
        }
        guard let plain = products.interval / total.interval else {
            throw StrictFailure(.formulaDivision, "may sum to 0", argument: 1)
        }
        var mean = try StrictArithmetic.rational(.divide, products, total, plain: plain, x[0].unit)
        mean.isApproximate = try isApproximate(0, 1)
        if mean.isTight { return mean }
        // Never empty: the true mean lies in both.
        mean.interval = Interval(
            lower: Self.inner(mean.interval.lower, hull.lower) { $0 > $1 },
            upper: Self.inner(mean.interval.upper, hull.upper) { $0 < $1 })
        return mean
    }

    private static func inner(_ a: Bound?, _ b: Bound?, _ further: (Number, Number) -> Bool) -> Bound? {
        guard let a else { return b }
        guard let b else { return a }
        if a.number == b.number { return Bound(a.number, isOpen: a.isOpen || b.isOpen) }
        return further(a.number, b.number) ? a : b
    }

    /// `index(column, base)`: each value for 100 of the base.
    func indexed() throws(StrictFailure) -> StrictValue {
        let base = try quantity(1)
        guard case .column(let rows) = values[0] else {
            throw StrictFailure(.formulaType, "is \(values[0].kind), index() needs a column", argument: 0)
        }
        var out: [StrictValue] = []
        for row in rows {
            guard case .quantity(let number) = row else {
                out.append(row)
                continue
            }
            let q = number.converted(to: base.unit)
            guard q.unit.isComparable(to: base.unit) else {
                throw StrictArithmetic.mismatch("compares", q.unit, base.unit, "with")
            }
            // 100 times first: 110 / 100 is exact in decimal either way, 1 / 3 is rounded but once.
            let hundredfold = try StrictArithmetic.apply(.multiply, q, Quantity(100))
            guard let interval = hundredfold.interval / base.interval else { throw StrictArithmetic.zero(base) }
            out.append(.quantity(try StrictArithmetic.rational(.divide, hundredfold, base, plain: interval, .none)))
        }
        return .column(out)
    }

    /// The sums of the rows up to each; from a missing one on they are missing.
    func cumulative() throws(StrictFailure) -> StrictValue {
        guard case .column(let rows) = values[0] else {
            throw StrictFailure(.formulaType, "is \(values[0].kind), cumulative() needs a column", argument: 0)
        }
        var out: [StrictValue] = []
        var sum: Quantity?
        var gap: StrictValue?
        for row in rows {
            if case .missing = row, gap == nil { gap = row }
            if let gap {
                out.append(gap)
                continue
            }
            guard case .quantity(let q) = row else {
                throw StrictFailure(.formulaType, "has \(row.kind), cumulative() needs numbers", argument: 0)
            }
            let next: Quantity
            if let sum { next = try StrictArithmetic.sum(sum, q) } else { next = q }
            out.append(.quantity(next))
            sum = next
        }
        return .column(out)
    }

    /// The column moved down by a number of rows (1 if none is given); what has nothing before it does not apply.
    func lagged() throws(StrictFailure) -> StrictValue {
        guard case .column(let rows) = values[0] else {
            throw StrictFailure(.formulaType, "is \(values[0].kind), lag() needs a column", argument: 0)
        }
        var count = 1
        if values.count > 1 {
            guard let number = try quantity(1).interval.point, let whole = Int(exactly: number.double),
                (0...1_000_000).contains(whole)
            else { throw StrictFailure(.formulaDomain, "is no whole number of rows", argument: 1) }
            count = min(whole, rows.count)
        }
        return .column(Array(repeating: .missing(.notApplicable), count: count) + rows.dropLast(count))
    }
}
