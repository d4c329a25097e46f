/// The prefixes of the International System, from y (10^-24) to Y (10^24).
enum SIPrefix {
    private static let symbols: [[UInt8]] = [
        "y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y",
    ].map { Array($0.utf8) }

    /// The prefix's power of ten for a number whose first digit stands at 10^exponent.
    static func exponent(for exponent: Int) -> Int {
        let third = exponent >= 0 ? exponent / 3 : (exponent - 2) / 3
        return max(-8, min(8, third)) * 3
    }

    static func symbol(_ exponent: Int) -> [UInt8] {
        let index = 8 + exponent / 3
        return symbols.indices.contains(index) ? symbols[index] : []
    }
}

/// A double as JavaScript's `String(x)` writes it.
enum JavaScriptNumber {
    static func text(_ x: Double) -> [UInt8] {
        if x.isNaN { return Array("NaN".utf8) }
        let sign: [UInt8] = x < 0 ? [UInt8(ascii: "-")] : []
        guard x.isFinite else { return sign + Array("Infinity".utf8) }
        if x == 0 { return [0x30] }
        let d = BinaryDigits.shortest(x.magnitude)
        if d.exponent >= 21 || d.exponent < -6 { return sign + BinaryDigits.scientific(d) }
        if d.exponent < 0 {
            return sign + [0x30, UInt8(ascii: ".")] + repeatElement(0x30, count: -d.exponent - 1) + d.digits
        }
        let whole = d.exponent + 1
        if d.digits.count <= whole { return sign + d.digits + repeatElement(0x30, count: whole - d.digits.count) }
        return sign + d.digits[..<whole] + [UInt8(ascii: ".")] + d.digits[whole...]
    }
}
