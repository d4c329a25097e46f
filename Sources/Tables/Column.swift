import Diagnostics
import Quantities

/// What was read out of one column of a file, stored by type.
struct Column: Sendable {
    enum Values: Sendable {
        /// Texts stay where they are: in the file's bytes.
        case texts
        case numbers(NumberColumn)
        /// 0 for false, 1 for true, 2 for what is neither.
        case booleans([UInt8])
        /// The first day of each date, `DateColumn.none` for what is none.
        case dates([Int32])
    }

    /// The column of the file; nil beyond its last for a field that the file lacks.
    var source: Int
    var values: Values
    /// Each row's unit, where a field of units gives it: an index into `units`.
    var rowUnits: [UInt16] = []
    var units: [Unit] = []

    static let noDay = Int32.min

    /// True where the cell holds a number, a date or true or false. Texts are not looked at: false.
    func hasValue(_ row: Int) -> Bool {
        switch values {
        case .texts: false
        case .numbers(let numbers): numbers.hasValue(row)
        case .booleans(let flags): row < flags.count && flags[row] < 2
        case .dates(let days): row < days.count && days[row] != Self.noDay
        }
    }

    func unit(row: Int) -> Unit? {
        guard !units.isEmpty, row < rowUnits.count else { return nil }
        let index = Int(rowUnits[row])
        return index < units.count ? units[index] : Unit.none
    }

    func cell(row: Int, field: Field, in cells: CSVCells) -> Cell {
        switch values {
        case .numbers(let numbers):
            guard let quantity = numbers.quantity(row: row, unit: unit(row: row) ?? field.unit, of: field) else {
                return .missing(missingReason(row: row, field: field, in: cells))
            }
            return .quantity(quantity)
        case .texts:
            let bytes = cells.value(row: row, column: source)
            if let reason = CellText.missing(bytes, among: field.notation.missing) { return .missing(reason) }
            return .text(String(decoding: bytes, as: UTF8.self))
        case .booleans(let flags):
            guard row < flags.count, flags[row] < 2 else {
                return .missing(missingReason(row: row, field: field, in: cells))
            }
            return .boolean(flags[row] == 1)
        case .dates(let days):
            guard row < days.count, days[row] != Self.noDay,
                let date = field.notation.time.date(CellText.trimmed(cells.value(row: row, column: source)))
            else { return .missing(missingReason(row: row, field: field, in: cells)) }
            return .date(date)
        }
    }

    /// Why a cell without a value has none; one that could not be read has its own text for a reason, and an error.
    private func missingReason(row: Int, field: Field, in cells: CSVCells) -> MissingReason {
        let bytes = cells.value(row: row, column: source)
        return CellText.missing(bytes, among: field.notation.missing)
            ?? .declared(String(decoding: bytes.prefix(80), as: UTF8.self))
    }
}

/// Numbers as exact decimals, 9 bytes each: significand × 10^exponent, in written units. What that does not hold
/// (a range, "about", more than 18 digits) is kept aside by row.
struct NumberColumn: Sendable {
    private(set) var significands: [Int64] = []
    private(set) var exponents: [Int8] = []
    private(set) var aside: [Int: Quantity] = [:]

    private static let missing = Int8.min
    private static let elsewhere = Int8.min + 1

    mutating func reserve(_ count: Int) {
        significands.reserveCapacity(count)
        exponents.reserveCapacity(count)
    }

    mutating func append(_ decimal: PlainDecimal) {
        significands.append(decimal.significand)
        exponents.append(decimal.exponent)
    }

    mutating func appendMissing() {
        significands.append(0)
        exponents.append(Self.missing)
    }

    /// `written` holds written units, without a unit.
    mutating func append(_ written: Quantity) {
        aside[significands.count] = written
        significands.append(0)
        exponents.append(Self.elsewhere)
    }

    func hasValue(_ row: Int) -> Bool { row < exponents.count && exponents[row] != Self.missing }

    /// The quantity in written units, without a unit.
    func written(row: Int) -> Quantity? {
        guard row >= 0, row < exponents.count else { return nil }
        switch exponents[row] {
        case Self.missing: return nil
        case Self.elsewhere: return aside[row]
        default: return Quantity(Number(significand: Int128(significands[row]), exponent: Int(exponents[row])))
        }
    }

    /// The quantity in written units; a side that it leaves open is bounded by the field's minimum or maximum.
    private func bounded(row: Int, of field: Field) -> Quantity? { written(row: row).map { field.bounding($0) } }

    /// The quantity in held units (44% is 0.44).
    func quantity(row: Int, unit: Unit, of field: Field) -> Quantity? {
        guard var quantity = bounded(row: row, of: field) else { return nil }
        quantity.unit = unit
        guard unit.kind != .plain else { return quantity }
        func held(_ bound: Bound?) -> Bound? {
            bound.map { Bound($0.number * Number(significand: 1, exponent: -2), isOpen: $0.isOpen) }
        }
        quantity.interval = Interval(lower: held(quantity.interval.lower), upper: held(quantity.interval.upper))
        return quantity
    }

    func doubles(rows: Int, of field: Field) -> [Double] {
        var out: [Double] = []
        out.reserveCapacity(rows)
        for row in 0..<min(rows, exponents.count) {
            let exponent = exponents[row]
            let significand = significands[row]
            if exponent == 0 {
                out.append(Double(significand))
            } else if exponent < 0, exponent >= -22, significand.magnitude < 1 << 53 {
                // One correctly rounded division of two exact doubles (Clinger 1990).
                out.append(Double(significand) / PlainDecimal.powersOfTen[Int(-exponent)])
            } else {
                // A field's bound closes the interval; the number that stands for `>70` stays 70.
                out.append(written(row: row)?.value?.double ?? .nan)
            }
        }
        return out
    }

    /// Sum, least and greatest of the published values, in written units; nil where there is no number.
    func totals(of field: Field) -> (sum: Number, min: Number, max: Number)? {
        var sum = DecimalSum()
        var least: Number?
        var greatest: Number?
        // Numbers of one exponent are compared by their significands; only the ends of each become a Number.
        var ranges: [Int8: (Int64, Int64)] = [:]
        var exponent = Self.missing
        var low = Int64.max
        var high = Int64.min
        func settle() {
            guard exponent != Self.missing, low <= high else { return }
            let known = ranges[exponent]
            ranges[exponent] = (min(low, known?.0 ?? low), max(high, known?.1 ?? high))
        }
        func note(_ number: Number) {
            if least.map({ number < $0 }) ?? true { least = number }
            if greatest.map({ number > $0 }) ?? true { greatest = number }
        }
        for row in exponents.indices {
            let e = exponents[row]
            if e == Self.missing { continue }
            if e == Self.elsewhere {
                guard let value = written(row: row)?.value else { continue }
                sum.add(value)
                note(value)
                continue
            }
            if e != exponent {
                settle()
                exponent = e
                low = .max
                high = .min
            }
            let s = significands[row]
            if s < low { low = s }
            if s > high { high = s }
            sum.add(s, exponent: e)
        }
        settle()
        for (e, range) in ranges {
            note(Number(significand: Int128(range.0), exponent: Int(e)))
            note(Number(significand: Int128(range.1), exponent: Int(e)))
        }
        guard let least, let greatest else { return nil }
        return (sum.total, least, greatest)
    }
}

/// A sum of decimals, exact until the end: one 128-bit sum for each exponent.
struct DecimalSum {
    private var sums: [Int128] = Array(repeating: 0, count: 256)
    private var inexact = Number.zero
    private var hasInexact = false

    mutating func add(_ significand: Int64, exponent: Int8) { sums[Int(exponent) + 128] += Int128(significand) }

    mutating func add(_ number: Number) {
        inexact = inexact + number
        hasInexact = true
    }

    var total: Number {
        var out = hasInexact ? inexact : Number.zero
        // Ascending exponents: the finest decimals meet first. Where 128 bits hold all, the sum is exact.
        var whole: Int128 = 0
        var lowest: Int?
        var isWhole = true
        for index in sums.indices where sums[index] != 0 {
            let exponent = index - 128
            let base = lowest ?? exponent
            lowest = base
            var term = sums[index]
            for _ in 0..<min(exponent - base, 40) {
                let (product, overflow) = term.multipliedReportingOverflow(by: 10)
                if overflow { isWhole = false }
                term = product
            }
            let (next, overflow) = whole.addingReportingOverflow(term)
            if overflow || exponent - base > 40 { isWhole = false }
            whole = next
        }
        if isWhole { return out + Number(significand: whole, exponent: lowest ?? 0) }
        for index in sums.indices where sums[index] != 0 {
            out = out + Number(significand: sums[index], exponent: index - 128)
        }
        return out
    }
}
