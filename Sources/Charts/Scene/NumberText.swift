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
        let scaled = Int((min(max(value, -1e9), 1e9) * 1000).rounded())
        if scaled < 0 { out.append(UInt8(ascii: "-")) }
        let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: 1000)
        append(integer: Int(whole), to: &out)
        guard fraction != 0 else { return }
        let (tenths, rest) = fraction.quotientAndRemainder(dividingBy: 100)
        let (hundredths, thousandths) = rest.quotientAndRemainder(dividingBy: 10)
        out.append(UInt8(ascii: "."))
        out.append(UInt8(truncatingIfNeeded: 0x30 + tenths))
        if rest == 0 { return }
        out.append(UInt8(truncatingIfNeeded: 0x30 + hundredths))
        if thousandths != 0 { out.append(UInt8(truncatingIfNeeded: 0x30 + thousandths)) }
    }

    /// Appends a whole number that is not negative.
    static func append(integer value: Int, to out: inout [UInt8]) {
        func put(_ digit: Int) { out.append(UInt8(truncatingIfNeeded: 0x30 + digit)) }
        if value >= 1000 { append(integer: value / 1000, to: &out) }
        if value >= 100 { put(value / 100 % 10) }
        if value >= 10 { put(value / 10 % 10) }
        put(value % 10)
    }
}
