import Quantities

/// A sum of decimals, exact until the end: one 128-bit sum for each exponent.
struct DecimalSum {
    private var sums: [Int128] = Array(repeating: 0, count: 256)
    private var inexact = Number.zero
    private var hasInexact = false

    mutating func add(_ significand: Int128, exponent: Int8) { sums[Int(exponent) + 128] += significand }

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
