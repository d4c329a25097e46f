import Quantities

/// Digits: `36,000`, `0.5`, `1.80`.
enum DigitNumerals {
    /// The digits that begin at `start`, with how many stand after the point; groups of three between commas.
    static func plain(_ text: ClaimText, at start: Int) -> ((value: Number, decimals: Int), end: Int)? {
        var digits: [UInt8] = []
        var i = start
        while ClaimText.isDigit(text.at(i)) {
            digits.append(UInt8(text.at(i)))
            i += 1
        }
        if digits.isEmpty, isPointAlone(text, at: start) { digits.append(UInt8(ascii: "0")) }
        guard !digits.isEmpty, digits.count <= 30 else { return nil }
        if digits.count <= 3 {
            while text.at(i) == 0x2C, (1...3).allSatisfy({ ClaimText.isDigit(text.at(i + $0)) }),
                !ClaimText.isDigit(text.at(i + 4)), digits.count <= 30
            {
                for offset in 1...3 { digits.append(UInt8(text.at(i + offset))) }
                i += 4
            }
        }
        var decimals = 0
        if text.at(i) == 0x2E, ClaimText.isDigit(text.at(i + 1)) {
            digits.append(UInt8(ascii: "."))
            i += 1
            while ClaimText.isDigit(text.at(i)), decimals < 30 {
                digits.append(UInt8(text.at(i)))
                decimals += 1
                i += 1
            }
        }
        guard let value = Number(parsing: digits) else { return nil }
        return ((value, decimals), i)
    }

    /// True where a number begins with its point: .5, and not the end of No.5.
    static func isPointAlone(_ text: ClaimText, at start: Int) -> Bool {
        guard text.at(start) == 0x2E, ClaimText.isDigit(text.at(start + 1)) else { return false }
        let before = text.at(start - 1)
        return !ClaimText.isDigit(before) && !ClaimText.isLetter(before) && before != 0x2E
    }
}
