extension Double {
    /// The whole number towards zero, held within a range; its lower end for NaN. Conversion of anything else traps.
    func whole(_ range: ClosedRange<Int>) -> Int {
        if isNaN || self <= Double(range.lowerBound) { return range.lowerBound }
        return self >= Double(range.upperBound) ? range.upperBound : Int(self)
    }
}

/// Numbers as text, without Foundation and without a String on the way where bytes are written.
enum NumberText {
    /// Appends a coordinate with at most three decimals, without trailing zeros; never NaN or infinity (written 0).
    static func append(_ value: Double, to out: inout [UInt8]) {
        guard value.isFinite else { return out.append(0x30) }
        let limited = min(max(value, -1e9), 1e9)
        var scaled = Int((limited * 1000).rounded())
        if scaled < 0 {
            out.append(UInt8(ascii: "-"))
            scaled = -scaled
        }
        append(integer: scaled / 1000, to: &out)
        var fraction = scaled % 1000
        guard fraction != 0 else { return }
        out.append(UInt8(ascii: "."))
        var divisor = 100
        while fraction != 0 {
            out.append(UInt8(0x30 + fraction / divisor))
            fraction %= divisor
            divisor /= 10
        }
    }

    /// Appends a whole number that is not negative.
    static func append(integer value: Int, to out: inout [UInt8]) {
        if value < 10 { return out.append(UInt8(0x30 + value)) }
        var digits: (UInt64, UInt64, Int) = (0, 0, 0)
        var rest = value
        // Twenty digits at most: packed as bytes into two words, last digit first.
        while rest > 0 {
            let digit = UInt64(0x30 + rest % 10)
            if digits.2 < 8 {
                digits.0 |= digit << UInt64(8 * digits.2)
            } else if digits.2 < 16 {
                digits.1 |= digit << UInt64(8 * (digits.2 - 8))
            } else {
                break
            }
            digits.2 += 1
            rest /= 10
        }
        var i = digits.2 - 1
        while i >= 0 {
            let word = i < 8 ? digits.0 >> UInt64(8 * i) : digits.1 >> UInt64(8 * (i - 8))
            out.append(UInt8(truncatingIfNeeded: word))
            i -= 1
        }
    }
}
