import Diagnostics
import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension StrictCall {
    /// part / whole, a plain ratio.
    func share() throws(StrictFailure) -> Quantity { try ratio(quantity(0), by: quantity(1), divisor: 1) }

    /// to / from − 1. Each stands once in it, so its bounds are as tight as they can be.
    func growth() throws(StrictFailure) -> Quantity {
        let ratio = try growthRatio()
        return try StrictArithmetic.difference(ratio, Quantity(.one))
    }

    private func growthRatio() throws(StrictFailure) -> Quantity {
        let from = try quantity(0)
        let ratio = try ratio(quantity(1), by: from, divisor: 0)
        guard from.interval.isPositive else {
            throw StrictFailure(
                .formulaDomain, "is \(from.shown), and growth is counted from what is above 0", argument: 0)
        }
        return ratio
    }

    private func ratio(_ a: Quantity, by b: Quantity, divisor: Int) throws(StrictFailure) -> Quantity {
        let b = b.converted(to: a.unit)
        guard a.unit.isComparable(to: b.unit) else {
            throw StrictArithmetic.mismatch("compares", a.unit, b.unit, "with")
        }
        guard let interval = a.interval / b.interval else {
            var failure = StrictArithmetic.zero(b)
            failure.message =
                b.interval.point == nil ? "is \(b.shown), which may be 0" : "is 0, by which nothing can be divided"
            failure.argument = divisor
            failure.hint = nil
            throw failure
        }
        return try StrictArithmetic.rational(.divide, a, b, plain: interval, .none)
    }

    /// (to / from)^(1 / years) − 1.
    func compoundGrowth() throws(StrictFailure) -> Quantity {
        let ratio = try growthRatio()
        let years = try quantity(2)
        guard years.unit.isDimensionless || ["year", "years"].contains(years.unit.symbol) else {
            throw StrictFailure(.formulaUnit, "has the unit \(years.unit.shown), years were expected", argument: 2)
        }
        guard years.interval.isPositive else {
            throw StrictFailure(.formulaDomain, "is \(years.shown), and must be above 0", argument: 2)
        }
        guard ratio.interval.isNonNegative else {
            throw StrictFailure(.formulaDomain, "cagr() needs a growth that stays above 0")
        }
        // Rises with the ratio; with the years it falls where the ratio exceeds 1 and rises where it does not.
        var interval: Interval?
        for end in [years.interval.lower, years.interval.upper] {
            guard let end, let exponent = Number.one / end.number else {
                throw StrictFailure(.formulaDomain, "is \(years.shown), and both its bounds are needed", argument: 2)
            }
            let image = ratio.interval.mapMonotone {
                StrictArithmetic.settled(pow($0.double, exponent.double)) - .one
            }
            interval = interval.map { $0.union(image) } ?? image
        }
        return try StrictArithmetic.checked(interval ?? .everything, .none, ratio, years)
    }

    /// whole − part − …, in the whole's unit: a percentage stays one. Parts may be columns.
    func rest() throws(StrictFailure) -> Quantity {
        let whole = try quantity(0)
        var result = whole
        // What is left of 1 after percentages is a percentage.
        var unit = whole.unit
        for (index, value) in values.enumerated().dropFirst() {
            var parts = [value]
            if case .column(let rows) = value { parts = rows }
            for (row, part) in parts.enumerated() {
                switch part {
                case .quantity(let part):
                    let q = part.converted(to: whole.unit)
                    guard let sum = Unit.sum(unit, q.unit) else {
                        throw StrictArithmetic.mismatch("subtracts", q.unit, whole.unit, "from")
                    }
                    unit = sum
                    result = try StrictArithmetic.rational(
                        .subtract, result, q, plain: result.interval - q.interval, unit)
                case .missing(let reason):
                    let what = parts.count > 1 ? "has no value in row \(row + 1)" : "is missing"
                    throw StrictFailure(.formulaMissing, "\(what) (\(reason.shown))", argument: index, row: row)
                default:
                    throw StrictFailure(.formulaType, "is \(part.kind), rest() needs numbers", argument: index)
                }
            }
        }
        return result
    }

    /// From the lower end of one to the upper end of the other.
    func between() throws(StrictFailure) -> Quantity {
        let low = try quantity(0)
        let high = try quantity(1).converted(to: low.unit)
        guard let unit = Unit.sum(low.unit, high.unit) else {
            throw StrictArithmetic.mismatch("compares", low.unit, high.unit, "with")
        }
        if let a = low.interval.lower, let b = high.interval.upper, b.number < a.number {
            throw StrictFailure(.formulaDomain, "is above \(high.shown), where the range should end", argument: 0)
        }
        let interval = Interval(lower: low.interval.lower, upper: high.interval.upper)
        return Quantity(interval, unit: unit, isApproximate: low.isApproximate || high.isApproximate)
    }
}

// MARK: - Time

extension StrictCall {
    private func dates() throws(StrictFailure) -> (from: EDTFDate, to: EDTFDate) {
        var out: [EDTFDate] = []
        for (index, value) in values.enumerated() {
            switch value {
            case .missing(let reason):
                throw StrictFailure(.formulaMissing, "is missing (\(reason.shown))", argument: index)
            case .date, .text: out.append(try Self.date(value))
            default:
                throw StrictFailure(
                    .formulaType, "is \(value.kind), \(function.rawValue)() needs a date", argument: index)
            }
        }
        return (out[0], out[1])
    }

    /// Days from one date to another, of unit `day`; a month, quarter or year may be any of its days, which gives a
    /// range. A cell's date is the same day wherever it is read: `days(a, b) - days(a, b)` is 0.
    func days() throws(StrictFailure) -> Quantity {
        let (from, to) = try dates()
        return try StrictArithmetic.difference(day(to, 1), day(from, 0))
    }

    /// The day that an argument is, counted from 1970-01-01. A period that the formula writes itself need not be the
    /// same day each time, and of an indicator's it is not known which cell's it is.
    private func day(_ date: EDTFDate, _ index: Int) -> Quantity {
        let interval = Interval(lower: Bound(Number(date.firstDay)), upper: Bound(Number(date.lastDay)))
        let day = Quantity(interval, unit: Unit(factors: [Unit.Factor("day")]), isApproximate: date.isApproximate)
        if sources.indices.contains(index), let source = sources[index] {
            if case .indicator = source { return day.depending(on: [], isTight: false) }
            return day.placed(at: source.place(row: 0))
        }
        guard case .text(let text) = values[index] else { return day.depending(on: [], isTight: false) }
        let written = Variable.Place(source: "\0\0\0" + text, row: 0, field: 0)
        return day.depending(on: [day.placed(at: written)])
    }

    /// Years from one date to another, a plain number. Of two dates of one precision that is the difference of their
    /// years, of their quarters by 4, of their months by 12; of two days the whole years, and the days left by the
    /// length of the year that they are in. Of dates of two precisions it is the range that their first and last days
    /// allow.
    func years() throws(StrictFailure) -> Quantity {
        let (from, to) = try dates()
        let about = from.isApproximate || to.isApproximate
        if from.precision == to.precision, from.precision != .day {
            let months = (to.year - from.year) * 12 + to.month - from.month
            guard let years = Number(months) / 12 else { throw StrictFailure(.formulaDomain, "no years") }
            return Quantity(years, isApproximate: about)
        }
        let least = Self.years(from: from.lastDay, to: to.firstDay)
        let most = Self.years(from: from.firstDay, to: to.lastDay)
        return Quantity(Interval(lower: Bound(least), upper: Bound(most)), isApproximate: about)
            .depending(on: [day(from, 0), day(to, 1)])
    }

    private static func years(from: Int, to: Int) -> Number {
        if to < from { return -years(from: to, to: from) }
        let start = CivilDay.date(of: from)
        // The anniversary in a year; that of 29 February falls on 1 March where there is none.
        func anniversary(_ year: Int) -> Int {
            let exists = start.day <= CivilDay.daysInMonth(year: year, month: start.month)
            return exists
                ? CivilDay.number(year: year, month: start.month, day: start.day)
                : CivilDay.number(year: year, month: start.month + 1, day: 1)
        }
        var whole = CivilDay.date(of: to).year - start.year
        if anniversary(start.year + whole) > to { whole -= 1 }
        let last = anniversary(start.year + whole)
        let next = anniversary(start.year + whole + 1)
        return Number(whole) + (Number(to - last) / Number(next - last) ?? .zero)
    }
}
