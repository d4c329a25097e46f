/// Decimal digits of doubles, rounded from the exact binary value as ECMAScript's `toFixed`, `toExponential` and
/// `toPrecision` do: to the nearest, a true tie upwards.
enum BinaryDigits {
    /// `x.toFixed(places)` of a finite x ≥ 0; places from 0 to 20.
    static func fixed(_ x: Double, _ places: Int) -> [UInt8] {
        guard x < 1e21 else { return scientific(shortest(x)) }
        let (m, e) = parts(x)
        if e >= 0 {
            var out = digits(of: UInt128(m) << UInt128(e))
            if places > 0 { out += [UInt8(ascii: ".")] + repeatElement(0x30, count: places) }
            return out
        }
        return DigitSource.plain(shifted(UInt128(m) * PowersOfTen.whole(places), right: -e), places)
    }

    /// The nearest whole number to v / 2^s, a tie upwards; v below 2^121.
    @inline(__always)
    static func shifted(_ v: UInt128, right s: Int) -> UInt128 {
        s > 126 ? 0 : s == 0 ? v : (v + (1 << UInt128(s - 1))) >> UInt128(s)
    }

    /// The nearest whole number to a × b / 2^s, a tie upwards, where it is below 2^63 and s is not 0: the same in
    /// machine words, several times as fast.
    @inline(__always)
    static func product(_ a: UInt64, _ b: UInt64, right s: Int) -> UInt64 {
        let (high, low) = a.multipliedFullWidth(by: b)
        if s > 64 {
            return s > 127 ? 0 : (high &+ 1 &<< UInt64(s &- 65)) &>> UInt64(s &- 64)
        }
        let (sum, carry) = low.addingReportingOverflow(1 &<< UInt64(s &- 1))
        let top = high &+ (carry ? 1 : 0)
        return s == 64 ? top : top &<< UInt64(64 &- s) | sum &>> UInt64(s)
    }

    /// x = m × 2^e with m below 2^53.
    @inline(__always)
    static func parts(_ x: Double) -> (m: UInt64, e: Int) {
        let exponent = Int(x.exponentBitPattern)
        return exponent == 0
            ? (x.significandBitPattern, -1074) : (x.significandBitPattern | 1 << 52, exponent - 1075)
    }

    /// The first `count` digits (1 to 22) of a finite x ≥ 0.
    static func significant(_ x: Double, _ count: Int) -> DecimalDigits {
        guard x != 0 else { return DecimalDigits(digits: Array(repeating: 0x30, count: count), exponent: 0) }
        let all = exact(x)
        guard all.digits.count > count else {
            let zeros = repeatElement(UInt8(0x30), count: count - all.digits.count)
            return DecimalDigits(digits: all.digits + zeros, exponent: all.exponent)
        }
        var digits = Array(all.digits[..<count])
        guard all.digits[count] >= 0x35 else { return DecimalDigits(digits: digits, exponent: all.exponent) }
        var i = count - 1
        while i >= 0, digits[i] == 0x39 {
            digits[i] = 0x30
            i -= 1
        }
        if i >= 0 {
            digits[i] += 1
            return DecimalDigits(digits: digits, exponent: all.exponent)
        }
        digits[0] = 0x31
        return DecimalDigits(digits: digits, exponent: all.exponent + 1)
    }

    /// All digits of a finite x > 0, without zeros at the end.
    static func exact(_ x: Double) -> DecimalDigits {
        var (m, e) = parts(x)
        let zeros = m.trailingZeroBitCount
        m >>= UInt64(zeros)
        e += zeros
        var digits: [UInt8]
        if e >= 0, e <= 64 {
            digits = self.digits(of: UInt128(m) << UInt128(e))
        } else if e < 0, e >= -32 {
            // m / 2^k = m × 5^k / 10^k, and 5^32 is below 2^75.
            digits = self.digits(of: UInt128(m) * powerOfFive(-e))
        } else {
            digits = LargeWhole.digits(m, times: e < 0 ? 5 : 2, power: abs(e))
        }
        let exponent = digits.count - 1 + min(e, 0)
        while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
        return DecimalDigits(digits: digits, exponent: exponent)
    }

    private static func powerOfFive(_ n: Int) -> UInt128 {
        var out: UInt128 = 1
        for _ in 0..<n { out *= 5 }
        return out
    }

    /// The shortest digits that read back as x (`toExponential()` without an argument); x finite and ≥ 0.
    static func shortest(_ x: Double) -> DecimalDigits {
        var digits: [UInt8] = []
        var exponent = 0
        var point: Int?
        var text = x.description.utf8[...]
        while let byte = text.first {
            text = text.dropFirst()
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(Substring(text)) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        exponent += (point ?? digits.count) - 1
        while digits.count > 1, digits.first == 0x30 {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
        return digits == [0x30]
            ? DecimalDigits(digits: digits, exponent: 0) : DecimalDigits(digits: digits, exponent: exponent)
    }

    /// `d.ddde+x`, as JavaScript writes it.
    static func scientific(_ d: DecimalDigits) -> [UInt8] {
        var out = Array(d.digits.prefix(1))
        if d.digits.count > 1 { out += [UInt8(ascii: ".")] + d.digits.dropFirst() }
        out += [UInt8(ascii: "e"), UInt8(ascii: d.exponent < 0 ? "-" : "+")]
        return out + digits(of: UInt128(abs(d.exponent)))
    }

    /// The digits of a whole number.
    static func digits(of value: UInt128) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(40)
        append(value, to: &out)
        return out
    }

    static func append(_ value: UInt128, to out: inout [UInt8]) {
        if value <= UInt128(UInt64.max) { return append(UInt64(value), padding: 0, to: &out) }
        let (high, low) = value.quotientAndRemainder(dividingBy: PowersOfTen.whole(19))
        append(high, to: &out)
        append(UInt64(low), padding: 19, to: &out)
    }

    /// The digits of `value`, with zeros before them up to `padding` digits.
    static func append(_ value: UInt64, padding: Int, to out: inout [UInt8]) {
        let start = out.count
        var left = value
        repeat {
            out.append(0x30 + UInt8(truncatingIfNeeded: left % 10))
            left /= 10
        } while left > 0
        while out.count - start < padding { out.append(0x30) }
        out[start...].reverse()
    }
}

/// Whole numbers of up to 1,100 digits, for the doubles that 128 bits do not hold.
enum LargeWhole {
    /// The digits of m × base^power, base 2 or 5.
    static func digits(_ m: UInt64, times base: UInt64, power: Int) -> [UInt8] {
        let limb: UInt64 = 1_000_000_000
        var limbs = [m % limb, m / limb % limb, m / limb / limb]
        // 5^12 and 2^28 are the largest steps whose product with a limb, and a carry, stays below 2^64.
        let step = base == 5 ? 12 : 28
        var left = power
        while left > 0 {
            let count = min(step, left)
            var factor: UInt64 = 1
            for _ in 0..<count { factor *= base }
            left -= count
            var carry: UInt64 = 0
            for i in limbs.indices {
                let product = limbs[i] * factor + carry
                limbs[i] = product % limb
                carry = product / limb
            }
            if carry > 0 { limbs.append(carry) }
        }
        while limbs.count > 1, limbs.last == 0 { limbs.removeLast() }
        var out: [UInt8] = []
        out.reserveCapacity(limbs.count * 9)
        BinaryDigits.append(limbs.last ?? 0, padding: 0, to: &out)
        for value in limbs.dropLast().reversed() { BinaryDigits.append(value, padding: 9, to: &out) }
        return out
    }
}
