import Quantities

/// Up to `CellBlock.batchSize` numbers of a column as exact decimals, each a significand times a power of ten, in the
/// fewest bytes that hold them all: mostly four for each, with one exponent for all.
final class NumberBatch: Sendable {
    private enum Digits: Sendable {
        case narrow([Int32])
        case wide([Int64])
    }

    private let digits: Digits
    /// The exponent of all, or that of each.
    private let exponent: Int8
    private let exponents: [Int8]
    /// Numbers that are no plain decimals, by their place in the batch, rising.
    let aside: [(offset: Int, quantity: Quantity)]

    /// Of the plain decimals, with their exponents: their sum, the least and the greatest; one for each exponent.
    let totals: [(exponent: Int8, sum: Int128, least: Int64, greatest: Int64)]

    /// In place of a significand: no plain decimal is as small.
    static let missing = Int64.min
    static let elsewhere = Int64.min + 1
    private static let narrowMissing = Int32.min
    private static let narrowElsewhere = Int32.min + 1

    /// `significands` may be `missing` or `elsewhere`; an exponent is wanted for each, or one for all.
    init(significands: [Int64], exponents: [Int8], aside: [(offset: Int, quantity: Quantity)]) {
        self.aside = aside
        guard let scaled = Self.scaled(significands, exponents) else {
            digits = .wide(significands)
            exponent = 0
            self.exponents = exponents
            var byExponent: [Int8: (sum: Int128, least: Int64, greatest: Int64)] = [:]
            for (value, exponent) in zip(significands, exponents) where value > Self.elsewhere {
                let known = byExponent[exponent] ?? (0, value, value)
                byExponent[exponent] = (
                    known.sum + Int128(value), min(known.least, value), max(known.greatest, value)
                )
            }
            totals = byExponent.sorted { $0.key < $1.key }.map { ($0, $1.sum, $1.least, $1.greatest) }
            return
        }
        exponent = scaled.exponent
        self.exponents = []
        let (sum, least, greatest) = Self.total(scaled.values)
        totals = least > greatest ? [] : [(scaled.exponent, sum, least, greatest)]
        if least > greatest || least > Int64(Self.narrowElsewhere) && greatest <= Int64(Int32.max) {
            digits = .narrow(Self.narrowed(scaled.values))
        } else {
            digits = .wide(scaled.values)
        }
    }

    /// The sum, the least and the greatest of those that are numbers; a least above the greatest where none is.
    private static func total(_ values: [Int64]) -> (sum: Int128, least: Int64, greatest: Int64) {
        var least = Int64.max
        var greatest = Int64.min
        // The halves of a batch's numbers add up within 64 bits.
        var high: Int64 = 0
        var low: Int64 = 0
        values.withUnsafeBufferPointer { values in
            for value in values {
                let isNumber = value > elsewhere
                least = min(least, isNumber ? value : Int64.max)
                greatest = max(greatest, isNumber ? value : Int64.min)
                high &+= isNumber ? value &>> 32 : 0
                low &+= isNumber ? value & 0xFFFF_FFFF : 0
            }
        }
        return ((Int128(high) << 32) + Int128(low), least, greatest)
    }

    private static func narrowed(_ values: [Int64]) -> [Int32] {
        values.withUnsafeBufferPointer { values in
            Array(unsafeUninitializedCapacity: values.count) { out, count in
                for i in 0..<values.count {
                    let value = values[i]
                    // The two marks are the least of both types.
                    out[i] =
                        value > elsewhere
                        ? Int32(truncatingIfNeeded: value)
                        : Int32.min &+ Int32(truncatingIfNeeded: value &- Int64.min)
                }
                count = values.count
            }
        }
    }

    /// All with the least of their exponents, which changes no number; nil where 62 bits do not hold them then.
    private static func scaled(_ significands: [Int64], _ exponents: [Int8]) -> (values: [Int64], exponent: Int8)? {
        var least = Int8.max
        var greatest = Int8.min
        significands.withUnsafeBufferPointer { significands in
            exponents.withUnsafeBufferPointer { exponents in
                for i in 0..<min(significands.count, exponents.count) {
                    let isNumber = significands[i] > elsewhere
                    least = min(least, isNumber ? exponents[i] : Int8.max)
                    greatest = max(greatest, isNumber ? exponents[i] : Int8.min)
                }
            }
        }
        if least >= greatest { return (significands, least > greatest ? 0 : least) }
        // -128 and 127 are 255 apart.
        guard Int(greatest) - Int(least) <= 18 else { return nil }
        var isHeld = true
        let out = [Int64](unsafeUninitializedCapacity: significands.count) { out, count in
            for i in significands.indices {
                out[i] = significands[i]
                guard significands[i] > elsewhere else { continue }
                let (value, overflow) = significands[i].multipliedReportingOverflow(
                    by: powers[Int(exponents[i] - least)])
                isHeld = isHeld && !overflow && value.magnitude < 1 << 62
                out[i] = value
            }
            count = significands.count
        }
        return isHeld ? (out, least) : nil
    }

    private static let powers: [Int64] = (0...18).map { power in (0..<power).reduce(1) { product, _ in product * 10 } }
}

extension NumberBatch {
    var count: Int {
        switch digits {
        case .narrow(let values): values.count
        case .wide(let values): values.count
        }
    }

    /// The significand, `missing` or `elsewhere`.
    @inline(__always)
    private func significand(_ offset: Int) -> Int64 {
        switch digits {
        case .narrow(let values):
            switch values[offset] {
            case Self.narrowMissing: Self.missing
            case Self.narrowElsewhere: Self.elsewhere
            case let value: Int64(value)
            }
        case .wide(let values): values[offset]
        }
    }

    func hasValue(_ offset: Int) -> Bool { significand(offset) != Self.missing }

    /// The quantity in written units, without a unit.
    func written(_ offset: Int) -> Quantity? {
        switch significand(offset) {
        case Self.missing: return nil
        case Self.elsewhere:
            var low = 0
            var high = aside.count
            while low < high {
                let middle = (low + high) / 2
                if aside[middle].offset < offset { low = middle + 1 } else { high = middle }
            }
            return low < aside.count && aside[low].offset == offset ? aside[low].quantity : nil
        case let value:
            let exponent = exponents.isEmpty ? exponent : exponents[offset]
            return Quantity(Number(significand: Int128(value), exponent: Int(exponent)))
        }
    }

    /// The published values as doubles, NaN where there is none.
    func appendDoubles(to out: inout [Double]) {
        for offset in 0..<count {
            let value = significand(offset)
            let exponent = exponents.isEmpty ? exponent : exponents[offset]
            if value > Self.elsewhere, value.magnitude < 1 << 53, exponent <= 0, exponent >= -22 {
                // One correctly rounded division of two exact doubles (Clinger 1990).
                out.append(Double(value) / PlainDecimal.powersOfTen[Int(-exponent)])
            } else {
                // A field's bound closes the interval; the number that stands for `>70` stays 70.
                out.append(written(offset)?.value?.double ?? .nan)
            }
        }
    }
}
