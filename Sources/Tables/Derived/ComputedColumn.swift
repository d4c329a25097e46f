import Expressions
import Quantities

/// Values that a formula gave, row by row, kept small: of a number 24 bytes, what it has beyond that (bounds, "about",
/// few digits) aside by its row.
struct ComputedColumn: Sendable {
    private var numbers: [Number?] = []
    private var aside: [Int: Quantity] = [:]
    /// Of texts, dates, true and false; empty of numbers.
    private var others: [Cell] = []
    /// The units of the rows: one for all, else by `unitCodes`.
    private var units: [Unit] = []
    private var unitCodes: [UInt16] = []
    /// Why rows are missing, where not all have the same reason.
    private var reasons: [MissingReason] = []
    private var reasonCodes: [UInt8] = []

    let isOfNumbers: Bool
    private(set) var count = 0

    init(isOfNumbers: Bool) { self.isOfNumbers = isOfNumbers }

    /// Columns, tables and other values of another kind than the column's are entered as missing.
    mutating func append(_ value: StrictValue) {
        defer { count += 1 }
        switch value {
        case .quantity(let quantity) where isOfNumbers:
            note(quantity.unit)
            noteReason(nil)
            if let point = quantity.interval.point, !quantity.isApproximate, quantity.significantDigits == nil {
                numbers.append(point)
            } else {
                aside[count] = quantity
                numbers.append(nil)
            }
        case .missing(let reason): appendMissing(reason)
        default:
            guard !isOfNumbers, let cell = Cell(value) else { return appendMissing(.notAvailable) }
            noteReason(nil)
            others.append(cell)
        }
    }

    private mutating func appendMissing(_ reason: MissingReason) {
        noteReason(reason)
        guard isOfNumbers else { return others.append(.missing(reason)) }
        note(nil)
        numbers.append(nil)
    }

    private mutating func note(_ unit: Unit?) {
        guard let unit, !units.isEmpty else {
            if let unit { units.append(unit) }
            if !unitCodes.isEmpty { unitCodes.append(0) }
            return
        }
        if unitCodes.isEmpty {
            if units[0] == unit { return }
            unitCodes = Array(repeating: 0, count: count)
        }
        if let code = units.firstIndex(of: unit) {
            unitCodes.append(UInt16(code))
        } else if units.count < Int(UInt16.max) {
            unitCodes.append(UInt16(units.count))
            units.append(unit)
        } else {
            unitCodes.append(0)
        }
    }

    /// Numbers alone keep reasons by codes; others have them in their cells.
    private mutating func noteReason(_ reason: MissingReason?) {
        guard isOfNumbers else { return }
        if reasons.isEmpty { reasons.append(.empty) }
        guard let reason, reason != reasons[0] else {
            if !reasonCodes.isEmpty { reasonCodes.append(0) }
            return
        }
        if reasonCodes.isEmpty { reasonCodes = Array(repeating: 0, count: count) }
        if let code = reasons.firstIndex(of: reason) {
            reasonCodes.append(UInt8(code))
        } else if reasons.count < 255 {
            reasonCodes.append(UInt8(reasons.count))
            reasons.append(reason)
        } else {
            reasonCodes.append(0)
        }
    }

    /// The one unit of all its numbers; nil where they differ, or where there is none.
    var commonUnit: Unit? { units.count == 1 ? units[0] : nil }

    /// True where there is no number, and so no unit either.
    var isWithoutNumbers: Bool { units.isEmpty }

    func unit(row: Int) -> Unit {
        unitCodes.indices.contains(row) ? units[Int(unitCodes[row])] : units.first ?? Unit.none
    }

    /// True where all numbers are known and whole.
    var isOfIntegers: Bool {
        numbers.allSatisfy { $0?.isInteger ?? true }
            && aside.values.allSatisfy {
                [$0.interval.lower, $0.interval.upper].allSatisfy { $0?.number.isInteger ?? true }
            }
    }

    func cell(row: Int) -> Cell {
        guard row >= 0, row < count else { return .missing(.empty) }
        guard isOfNumbers else { return others[row] }
        if let number = numbers[row] { return .quantity(Quantity(number, unit: unit(row: row))) }
        if let quantity = aside[row] { return .quantity(quantity) }
        return .missing(reasons[reasonCodes.indices.contains(row) ? Int(reasonCodes[row]) : 0])
    }

    /// Published values in written units, NaN where there is none.
    var doubles: [Double] {
        (0..<count).map { row in
            guard case .quantity(let quantity) = cell(row: row) else { return .nan }
            return quantity.value.map { quantity.written($0).double } ?? .nan
        }
    }

    /// The numbers that are not exact, by their rows.
    var inexact: [Int: Quantity] { aside.filter { !$0.value.isExact } }

    /// The same with every number put through `change`.
    func mapped(_ change: (Quantity) -> Quantity) -> ComputedColumn {
        var out = ComputedColumn(isOfNumbers: isOfNumbers)
        for row in 0..<count {
            switch cell(row: row) {
            case .quantity(let quantity): out.append(.quantity(change(quantity)))
            case let cell: out.append(StrictValue(cell))
            }
        }
        return out
    }
}

extension Cell {
    /// The cell of a single value; nil of a column or a table.
    init?(_ value: StrictValue) {
        switch value {
        case .missing(let reason): self = .missing(reason)
        case .quantity(let quantity): self = .quantity(quantity)
        case .text(let text): self = .text(text)
        case .boolean(let flag): self = .boolean(flag)
        case .date(let date): self = .date(date)
        case .column, .reference: return nil
        }
    }
}
