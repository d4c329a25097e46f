import Quantities

/// Up to `CellBlock.batchSize` numbers of a column as exact decimals, each a significand times a power of ten, in the
/// fewest bytes that hold them all: mostly four for each, with one exponent for all.
struct NumberBatch: Sendable {
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
        var sum: Int128 = 0
        var part: Int64 = 0
        var least = Int64.max
        var greatest = Int64.min
        for value in scaled.values where value > Self.elsewhere {
            least = min(least, value)
            greatest = max(greatest, value)
            let (next, overflow) = part.addingReportingOverflow(value)
            if overflow {
                sum += Int128(part)
                part = value
            } else {
                part = next
            }
        }
        totals = least > greatest ? [] : [(scaled.exponent, sum + Int128(part), least, greatest)]
        if least > greatest || least > Int64(Self.narrowElsewhere) && greatest <= Int64(Int32.max) {
            digits = .narrow(
                scaled.values.map { value in
                    switch value {
                    case Self.missing: Self.narrowMissing
                    case Self.elsewhere: Self.narrowElsewhere
                    default: Int32(truncatingIfNeeded: value)
                    }
                })
        } else {
            digits = .wide(scaled.values)
        }
    }

    /// All with the least of their exponents, which changes no number; nil where 62 bits do not hold them then.
    private static func scaled(_ significands: [Int64], _ exponents: [Int8]) -> (values: [Int64], exponent: Int8)? {
        var least = Int8.max
        var greatest = Int8.min
        for i in significands.indices where significands[i] > elsewhere {
            least = min(least, exponents[i])
            greatest = max(greatest, exponents[i])
        }
        if least >= greatest { return (significands, least > greatest ? 0 : least) }
        guard greatest - least <= 18 else { return nil }
        var out = significands
        for i in out.indices where out[i] > elsewhere {
            let (value, overflow) = out[i].multipliedReportingOverflow(by: powers[Int(exponents[i] - least)])
            guard !overflow, value.magnitude < 1 << 62 else { return nil }
            out[i] = value
        }
        return (out, least)
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
