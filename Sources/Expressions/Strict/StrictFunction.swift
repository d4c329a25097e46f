import Diagnostics
import Quantities

/// The functions of the strict mode. A column is a table's (`capacity.power`) or made of one.
///
/// - `sum mean median min max`: of a column, or of several values. `sum` refuses missing values, the others pass over
///   them; `min` and `max` take dates too.
/// - `count(column)`: the rows with a value; of a condition, those where it holds. `first(column)`, `last(column)`.
/// - `round(x, places)`: half away from zero, in written units (44.4% to 44%). `abs(x)`, `sqrt(x)`, `exp(x)`,
///   `log(x)` (natural); of a column row by row. `pow(x, n)`: whole powers take their unit along.
/// - `share(part, whole)`: a plain ratio. `rest(whole, part, …)`: in the whole's unit.
/// - `growth(from, to)`: to / from − 1. `cagr(from, to, years)`: (to / from)^(1 / years) − 1.
/// - `where(column, condition)`: the rows where it holds. `if(condition, then, otherwise)`.
///   `between(low, high)`: a quantity that lies between two.
/// - `quantile(column, p)`: type 7 of Hyndman and Fan. `stdev(column)`: of a sample. `gini(column)`: 0 to 1.
///   `hhi(column)` and `hhi(column, whole)`: 0 to 10,000. `weighted_mean(values, weights)`.
///   `rank(value, column)`: 1 for the largest.
/// - `index(column, base)`: each value for 100 of the base. `cumulative(column)`: sums so far. `lag(column, rows)`:
///   moved down.
/// - `asof()`: the build's date. `days(from, to)`: of unit `day`. `years(from, to)`: a plain number. Dates may be
///   written as texts (`"2026-06"`).
package enum StrictFunction: String, Sendable, CaseIterable {
    case sum, mean, median, min, max, count, first, last
    case round, abs, pow, sqrt, exp, log
    case growth, cagr, share, rest
    case `where`, between, `if`
    case quantile, stdev, gini, hhi, rank, index, cumulative, lag
    case weightedMean = "weighted_mean"
    case asof, days, years

    package var arity: ClosedRange<Int> {
        switch self {
        case .sum, .mean, .median, .min, .max: 1...255
        case .count, .first, .last, .abs, .sqrt, .exp, .log: 1...1
        case .stdev, .gini, .cumulative: 1...1
        case .round, .hhi, .lag: 1...2
        case .quantile, .rank, .index, .weightedMean: 2...2
        case .pow, .growth, .share, .where, .between, .days, .years: 2...2
        case .cagr, .if: 3...3
        case .rest: 2...255
        case .asof: 0...0
        }
    }

    /// False of what counts, chooses, or sets its digits itself: its value owes no bounds or digits to all arguments.
    var isOfItsArguments: Bool {
        switch self {
        case .count, .rank, .first, .last, .where, .lag, .cumulative, .round, .asof, .days, .years: false
        case .share, .growth, .rest, .sum, .mean, .index, .weightedMean: false
        default: true
        }
    }

    /// The arguments in words, for messages.
    var arguments: String {
        switch self {
        case .growth, .days, .years: "2 arguments (from, to)"
        case .cagr: "3 arguments (from, to, years)"
        case .share: "2 arguments (part, whole)"
        case .rest: "2 or more arguments (whole, part, …)"
        case .where: "2 arguments (column, condition)"
        case .if: "3 arguments (condition, then, otherwise)"
        case .round: "1 or 2 arguments (value, places)"
        case .pow: "2 arguments (value, power)"
        case .between: "2 arguments (low, high)"
        case .asof: "no argument"
        case .count, .first, .last: "1 argument (a column)"
        case .abs, .sqrt, .exp, .log: "1 argument"
        case .stdev, .gini, .cumulative: "1 argument (a column)"
        case .hhi: "1 or 2 arguments (column, whole)"
        case .lag: "1 or 2 arguments (column, rows)"
        case .quantile: "2 arguments (column, p)"
        case .rank: "2 arguments (value, column)"
        case .index: "2 arguments (column, base)"
        case .weightedMean: "2 arguments (values, weights)"
        case .sum, .mean, .median, .min, .max: "at least 1 argument"
        }
    }
}

/// A function with its values.
struct StrictCall {
    let function: StrictFunction
    let values: [StrictValue]
    let asOf: Int
    /// Where the arguments were read from, nil of what was computed or written; of functions of dates alone.
    var sources: [StrictInput?] = []

    init(function: StrictFunction, values: [StrictValue], asOf: Int) {
        self.function = function
        self.values = values
        self.asOf = asOf
    }

    func result() throws(StrictFailure) -> StrictValue {
        switch function {
        case .sum, .mean, .median, .min, .max, .count, .first, .last: try aggregate()
        case .round, .abs, .sqrt, .exp, .log: try rowByRow(values[0])
        case .pow: .quantity(try StrictArithmetic.power(quantity(0), quantity(1)))
        case .growth: .quantity(try growth())
        case .cagr: .quantity(try compoundGrowth())
        case .share: .quantity(try share())
        case .rest: .quantity(try rest())
        case .between: .quantity(try between())
        case .where: try chosen()
        case .quantile: .quantity(try quantile())
        case .stdev: .quantity(try standardDeviation())
        case .gini: .quantity(try gini())
        case .hhi: .quantity(try concentration())
        case .rank: .quantity(try rank())
        case .index: try indexed()
        case .cumulative: try cumulative()
        case .lag: try lagged()
        case .weightedMean: .quantity(try weightedMean())
        case .asof: .date(EDTFDate(day: asOf))
        case .days: .quantity(try days())
        case .years: .quantity(try years())
        // Only one of its values is evaluated, which the evaluator sees to.
        case .if: values[1]
        }
    }

    // MARK: Arguments

    /// The argument as a number.
    func quantity(_ index: Int) throws(StrictFailure) -> Quantity {
        switch values[index] {
        case .quantity(let q): return q
        case .missing(let reason):
            throw StrictFailure(.formulaMissing, "is missing (\(reason.shown))", argument: index)
        case .column:
            throw StrictFailure(
                .formulaType, "is a column, \(function.rawValue)() needs one number here", argument: index,
                hint: "sum(), mean(), last() and the like make one of a column")
        default:
            throw StrictFailure(
                .formulaType, "is \(values[index].kind), \(function.rawValue)() needs a number here", argument: index)
        }
    }

    /// A date, or a text that is one in EDTF.
    static func date(_ value: StrictValue) throws(StrictFailure) -> EDTFDate {
        switch value {
        case .date(let date): return date
        case .text(let text):
            if let date = EDTFDate(parsing: text) { return date }
            throw StrictFailure(
                .formulaType, "“\(text)” is no date", hint: "dates are written 2026, 2026-06, 2026-06-08 or 2026-Q2")
        default: throw StrictFailure(.formulaType, "a date is needed, found \(value.kind)")
        }
    }

    // MARK: Functions of one number, of a column row by row

    private func rowByRow(_ value: StrictValue) throws(StrictFailure) -> StrictValue {
        switch value {
        case .column(let rows):
            var out: [StrictValue] = []
            for row in rows {
                if case .missing = row { out.append(row) } else { out.append(try rowByRow(row)) }
            }
            return .column(out)
        case .quantity(let q):
            var result = try ofOne(q).depending(on: [q])
            if function != .round { result.significantDigits = q.significantDigits }
            return .quantity(result)
        default: return .quantity(try quantity(0))
        }
    }

    private func ofOne(_ q: Quantity) throws(StrictFailure) -> Quantity {
        switch function {
        case .abs: return Quantity(q.interval.magnitude, unit: q.unit, isApproximate: q.isApproximate)
        case .round: return try rounded(q)
        case .sqrt: return try StrictArithmetic.root(q, Number(significand: 5, exponent: -1))
        default: break
        }
        guard q.unit.isDimensionless else {
            throw StrictFailure(.formulaUnit, "has the unit \(q.unit.shown), a plain number was expected", argument: 0)
        }
        if function == .exp {
            var image = q.interval.mapMonotone { Number(inexact: exponential($0.double)) }
            if image.lower == nil { image.lower = Bound(.zero, isOpen: true) }
            return try StrictArithmetic.checked(image, .none, q)
        }
        guard q.interval.isPositive else {
            throw StrictFailure(.formulaDomain, "is \(q.shown), and only what is above 0 has a logarithm", argument: 0)
        }
        // Towards an open 0 the logarithm has no lower bound.
        let image = q.interval.mapMonotone { $0.isZero ? nil : Number(inexact: naturalLogarithm($0.double)) }
        return try StrictArithmetic.checked(image, .none, q)
    }

    /// The ends rounded to nearest, a half away from zero; places count in written units (44.4% to 44%). A rounded end
    /// is reached, so it is closed.
    private func rounded(_ q: Quantity) throws(StrictFailure) -> Quantity {
        var places = 0
        if values.count > 1 {
            guard let number = try quantity(1).interval.point, let whole = Int(exactly: number.double),
                (-18...18).contains(whole)
            else {
                throw StrictFailure(.formulaDomain, "is no whole number of places", argument: 1)
            }
            places = whole
        }
        let shift = q.unit.kind == .plain ? 0 : 2
        func end(_ bound: Bound?) -> Bound? { bound.map { Bound($0.number.rounded(toPlaces: places + shift)) } }
        let interval = Interval(lower: end(q.interval.lower), upper: end(q.interval.upper))
        return Quantity(interval, unit: q.unit, isApproximate: q.isApproximate)
    }
}
