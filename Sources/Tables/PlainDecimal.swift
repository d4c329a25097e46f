/// A decimal as almost every numeric cell writes it: an optional minus, up to 18 digits, an optional point.
struct PlainDecimal {
    var significand: Int64
    var exponent: Int8

    /// Exact doubles.
    static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    private static let point = ByteWord.filled(with: UInt8(ascii: "."))

    /// Reads the unquoted cell `start..<end`; nil for whatever is not written that plainly. With `isJSON`, nil for a
    /// zero before other digits too.
    @inline(__always)
    static func read(_ bytes: ByteView, _ start: Int, _ end: Int, isJSON: Bool) -> PlainDecimal? {
        let length = end - start
        guard length > 0 else { return nil }
        if length > 8 || start + 8 > bytes.count { return readLong(bytes, start, end, isJSON: isJSON) }
        let first = bytes[start]
        // The cell's bytes at the word's end, zeros before them.
        let space = UInt64(truncatingIfNeeded: 8 &- length) &* 8
        var word = bytes.word(at: start) &<< space
        if space > 0 { word |= ByteWord.zeros &>> (64 &- space) }
        let isNegative = first == UInt8(ascii: "-")
        if isNegative { word ^= UInt64(0x2D ^ 0x30) &<< space }
        let sign = isNegative ? 1 : 0
        var digits = length &- sign
        var exponent = 0
        let points = ByteWord.matches(word, point)
        if points != 0 {
            let at = ByteWord.first(points)
            // A digit before the point and one after it; a second point is no digit, which is looked at below.
            guard at < 7, at > 8 &- length &+ sign else { return nil }
            let below = ByteWord.below(points)
            word = (word & ~(below &<< 8 | 0xFF)) | (word & below) &<< 8 | 0x30
            exponent = at &- 7
            digits &-= 1
        }
        guard digits > 0, isDigits(word) else { return nil }
        if isJSON, bytes[start &+ sign] == 0x30, digits &+ exponent > 1 { return nil }
        let value = Int64(truncatingIfNeeded: number(word))
        return PlainDecimal(
            significand: isNegative ? 0 &- value : value, exponent: Int8(truncatingIfNeeded: exponent))
    }

    /// True where all eight bytes are digits (Lemire and others, "Number Parsing at a Gigabyte per Second", 2021).
    @inline(__always)
    static func isDigits(_ word: UInt64) -> Bool {
        (word & 0xF0F0_F0F0_F0F0_F0F0) | (((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) &>> 4)
            == 0x3333_3333_3333_3333
    }

    /// Eight digits as a number, from the same paper.
    @inline(__always)
    private static func number(_ word: UInt64) -> UInt64 {
        var value = word &- ByteWord.zeros
        value = value &* 10 &+ value &>> 8
        let mask: UInt64 = 0x0000_00FF_0000_00FF
        return ((value & mask) &* 0x000F_4240_0000_0064 &+ ((value &>> 16) & mask) &* 0x0000_2710_0000_0001) &>> 32
    }

    /// Digit by digit.
    private static func readLong(_ bytes: ByteView, _ start: Int, _ end: Int, isJSON: Bool) -> PlainDecimal? {
        var i = start
        let isNegative = bytes[i] == UInt8(ascii: "-")
        if isNegative { i += 1 }
        let firstDigit = i
        var significand: Int64 = 0
        var digits = 0
        var pointAt = -1
        while i < end {
            let digit = bytes[i] &- 0x30
            if digit <= 9 {
                significand = significand &* 10 &+ Int64(digit)
                digits += 1
            } else if bytes[i] == UInt8(ascii: "."), pointAt < 0, digits > 0 {
                pointAt = digits
            } else {
                return nil
            }
            i += 1
        }
        guard digits > 0, digits <= 18, pointAt != digits else { return nil }
        if isJSON, bytes[firstDigit] == 0x30, (pointAt < 0 ? digits : pointAt) > 1 { return nil }
        return PlainDecimal(
            significand: isNegative ? -significand : significand,
            exponent: pointAt < 0 ? 0 : Int8(truncatingIfNeeded: pointAt - digits))
    }
}
