import Diagnostics
import Quantities

extension StrictCall {
    /// The values of all arguments in one row: columns are taken apart, and not copied.
    private func forEachValue(
        _ body: (_ argument: Int, _ row: Int?, _ value: StrictValue) throws(StrictFailure) -> Void
    ) throws(StrictFailure) {
        for index in values.indices {
            if case .column(let rows) = values[index] {
                for row in rows.indices { try body(index, row, rows[row]) }
            } else {
                try body(index, nil, values[index])
            }
        }
    }

    func aggregate() throws(StrictFailure) -> StrictValue {
        if [.count, .first, .last].contains(function) {
            guard case .column(let rows) = values[0] else {
                throw StrictFailure(
                    .formulaType, "is \(values[0].kind), \(function.rawValue)() needs a column", argument: 0)
            }
            return try ofRows(rows)
        }
        if [.min, .max].contains(function), let date = try extremeDate() { return .date(date) }
        if function == .median {
            let numbers = try present()
            guard !numbers.isEmpty else { throw noValues }
            return .quantity(try Self.quantile(numbers, Number(significand: 5, exponent: -1)))
        }
        var result: Quantity?
        var count = 0
        try forEachPresent { (next) throws(StrictFailure) in
            count += 1
            guard let known = result else {
                result = next
                return
            }
            result =
                try function == .sum || function == .mean
                ? StrictArithmetic.sum(known, next) : extreme(known, next)
        }
        guard let result else { throw noValues }
        return .quantity(
            function == .mean ? try StrictArithmetic.quotient(result, Quantity(Number(count))) : result)
    }

    private var noValues: StrictFailure {
        StrictFailure(
            .formulaDomain, "\(function.rawValue)() of no values", hint: "no row is left, or all are missing")
    }

    private func extreme(_ a: Quantity, _ b: Quantity) throws(StrictFailure) -> Quantity {
        guard let unit = Unit.sum(a.unit, b.unit) else {
            throw StrictArithmetic.mismatch("compares", a.unit, b.unit, "with")
        }
        let interval =
            function == .min
            ? Interval.minimum(a.interval, b.interval) : Interval.maximum(a.interval, b.interval)
        return Quantity(interval, unit: unit, isApproximate: a.isApproximate || b.isApproximate)
    }

    /// Why there is no value where what is missing stays missing: an argument is, or nothing is left of the column.
    var gap: MissingReason? {
        for case .missing(let reason) in values { return reason }
        guard case .column(let rows) = values.first else { return nil }
        var first: MissingReason?
        var present = 0
        for row in rows {
            if case .missing(let reason) = row { first = first ?? reason } else { present += 1 }
        }
        return switch function {
        case .sum, .mean, .median, .min, .max, .first, .last, .quantile, .gini, .hhi, .weightedMean:
            present == 0 ? first ?? .notApplicable : nil
        case .stdev: present < 2 ? first ?? .notApplicable : nil
        default: nil
        }
    }

    /// Why the row of an argument that a failure speaks of is missing.
    func reason(of failure: StrictFailure) -> MissingReason? {
        guard failure.code == .formulaMissing else { return nil }
        guard let argument = failure.argument, values.indices.contains(argument) else { return .notAvailable }
        switch values[argument] {
        case .missing(let reason): return reason
        case .column(let rows):
            if let row = failure.row, rows.indices.contains(row), case .missing(let reason) = rows[row] {
                return reason
            }
        default: break
        }
        return .notAvailable
    }

    /// `count`: the rows with a value, of a condition those where it holds. `first` and `last`: of those with a value.
    private func ofRows(_ rows: [StrictValue]) throws(StrictFailure) -> StrictValue {
        let present = rows.filter { if case .missing = $0 { false } else { true } }
        if function == .count {
            let held = present.count { if case .boolean(false) = $0 { false } else { true } }
            return .quantity(Quantity(Number(held)))
        }
        guard let found = function == .first ? present.first : present.last else {
            throw StrictFailure(
                .formulaDomain, "\(function.rawValue)() of no values", hint: "no row is left, or all are missing")
        }
        return found
    }

    private func present() throws(StrictFailure) -> [Quantity] {
        var numbers: [Quantity] = []
        try forEachPresent { (number) throws(StrictFailure) in numbers.append(number) }
        return numbers
    }

    /// The numbers among the arguments, all in the unit of the first. `sum` refuses missing ones: the rest of a sum is
    /// no sum.
    private func forEachPresent(
        _ body: (Quantity) throws(StrictFailure) -> Void
    ) throws(StrictFailure) {
        var unit: Unit?
        try forEachValue { (argument, row, value) throws(StrictFailure) in
            switch value {
            case .quantity(let number):
                try body(unit.map { number.converted(to: $0) } ?? number)
                unit = unit ?? number.unit
            case .missing(let reason):
                guard let row else {
                    throw StrictFailure(.formulaMissing, "is missing (\(reason.shown))", argument: argument)
                }
                if function != .sum { return }
                throw StrictFailure(
                    .formulaMissing, "has no value in row \(row + 1) (\(reason.shown)), so it has no sum",
                    argument: argument, row: row, hint: "where(column, condition) leaves rows out")
            default:
                let what = row.map { "has \(value.kind) in row \($0 + 1)" } ?? "is \(value.kind)"
                throw StrictFailure(
                    .formulaType, "\(what), \(function.rawValue)() needs numbers", argument: argument)
            }
        }
    }

    /// The least or greatest of dates, by their first days; nil where the values are none.
    private func extremeDate() throws(StrictFailure) -> EDTFDate? {
        var best: EDTFDate?
        for argument in values {
            guard case .column(let rows) = argument else {
                guard Self.note(argument, &best, isLeast: function == .min) else { return nil }
                continue
            }
            for value in rows where !Self.note(value, &best, isLeast: function == .min) { return nil }
        }
        return best
    }

    /// False of what is neither a date nor missing.
    private static func note(_ value: StrictValue, _ best: inout EDTFDate?, isLeast: Bool) -> Bool {
        switch value {
        case .date(let date):
            guard let known = best else {
                best = date
                return true
            }
            if isLeast ? date.firstDay < known.firstDay : date.lastDay > known.lastDay { best = date }
            return true
        case .missing: return true
        default: return false
        }
    }

    /// `where(column, condition)`: the rows where the condition holds; where it is missing, the row is left out.
    func chosen() throws(StrictFailure) -> StrictValue {
        guard case .column(let rows) = values[0] else {
            throw StrictFailure(.formulaType, "is \(values[0].kind), where() needs a column", argument: 0)
        }
        guard case .column(let conditions) = values[1] else {
            throw StrictFailure(
                .formulaType, "is \(values[1].kind), where() needs a condition for each row", argument: 1,
                hint: "compare a column of the same table: table.kind == \"x\"")
        }
        guard rows.count == conditions.count else {
            throw StrictFailure(
                .formulaType, "has \(conditions.count) rows, the column has \(rows.count)", argument: 1)
        }
        var out: [StrictValue] = []
        for (row, condition) in zip(rows, conditions) {
            switch condition {
            case .boolean(true): out.append(row)
            case .boolean(false), .missing: continue
            default:
                throw StrictFailure(.formulaType, "holds \(condition.kind), a condition is true or false", argument: 1)
            }
        }
        return .column(out)
    }
}
