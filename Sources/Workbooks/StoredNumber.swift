import Quantities

/// Numbers as workbooks and databases store them, doubles, in decimal digits.
package enum StoredNumber {
    /// The digits of a number that are shown by spreadsheets; what a double holds beyond them is noise of binary
    /// arithmetic (0.1 + 0.2 is stored as 0.30000000000000004).
    package static let digits = 15

    /// The number that the text of a cell means, in plain digits: as it is written where that is up to 15 digits, else
    /// the shortest decimal of its double, rounded to 15 significant digits. `shift` moves the decimal point to the
    /// right, exactly: 2 for hundredths. Nil where the text is no finite number, or one beyond 10^±40.
    package static func plain(_ text: ArraySlice<UInt8>, shift: Int = 0) -> [UInt8]? {
        if shift == 0, isPlain(text) { return Array(text) }
        guard let written = Decimal(text) else { return nil }
        if written.digits.count <= digits { return written.plain(shift: shift) }
        guard let value = Double(String(decoding: text, as: UTF8.self)) else { return nil }
        return plain(value, shift: shift)
    }

    /// The same of a double.
    package static func plain(_ value: Double, shift: Int = 0) -> [UInt8]? {
        guard value.isFinite else { return nil }
        if shift == 0, abs(value) < 1e15, value == value.rounded(.towardZero) {
            return Array(String(Int64(value)).utf8)
        }
        let shortest = Array(value.description.utf8)
        if shift == 0, isPlain(shortest[...]) { return shortest }
        guard var decimal = Decimal(shortest[...]) else { return nil }
        decimal.round(to: digits)
        return decimal.plain(shift: shift)
    }

    /// True of what is as short as it can be: an optional minus, up to 15 digits, a point and no zero at its ends.
    private static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
        var digits = 0
        var hasPoint = false
        var first: UInt8 = 0
        for byte in text.first == UInt8(ascii: "-") ? text.dropFirst() : text {
            if byte == UInt8(ascii: ".") {
                if hasPoint || digits == 0 { return false }
                hasPoint = true
                continue
            }
            guard (0x30...0x39).contains(byte) else { return false }
            if digits == 1, first == 0x30, !hasPoint { return false }
            if digits == 0 { first = byte }
            digits += 1
        }
        guard (1...self.digits).contains(digits), let last = text.last else { return false }
        if hasPoint { return last != 0x30 && last != UInt8(ascii: ".") }
        return !(first == 0x30 && text.first == UInt8(ascii: "-"))
    }

    /// The whole number of a decimal text, where it is one of at most 15 digits.
    package static func whole(_ text: ArraySlice<UInt8>) -> Int? {
        var out = 0
        guard !text.isEmpty, text.count <= digits else { return nil }
        for byte in text {
            guard (0x30...0x39).contains(byte) else { return nil }
            out = out * 10 + Int(byte - 0x30)
        }
        return out
    }
}

/// Digits without zeros at their ends, times a power of ten.
private struct Decimal {
    var isNegative = false
    var digits: [UInt8] = []
    var exponent = 0

    /// Reads a decimal as XML Schema's `double` writes it, infinities and NaN aside.
    init?(_ text: ArraySlice<UInt8>) {
        var rest = text
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest.removeFirst()
        }
        var seen = 0
        var isAfterPoint = false
        while let byte = rest.first {
            if (0x30...0x39).contains(byte) {
                seen += 1
                if !digits.isEmpty || byte != 0x30 { digits.append(byte) }
                if isAfterPoint { exponent -= 1 }
            } else if byte == UInt8(ascii: "."), !isAfterPoint {
                isAfterPoint = true
            } else {
                break
            }
            rest.removeFirst()
        }
        guard seen > 0, text.count <= 400 else { return nil }
        if let mark = rest.first {
            guard mark | 0x20 == UInt8(ascii: "e") else { return nil }
            guard let power = Int(String(decoding: rest.dropFirst(), as: UTF8.self)), abs(power) < 1000 else {
                return nil
            }
            exponent += power
        }
        trim()
    }

    private mutating func trim() {
        while digits.last == 0x30 {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty {
            exponent = 0
            isNegative = false
        }
    }

    /// To the nearest, a half away from zero.
    mutating func round(to count: Int) {
        guard digits.count > count else { return }
        let isUp = digits[count] >= 0x35
        exponent += digits.count - count
        digits.removeLast(digits.count - count)
        if isUp {
            var i = count - 1
            while i >= 0, digits[i] == 0x39 {
                digits[i] = 0x30
                i -= 1
            }
            if i >= 0 { digits[i] += 1 } else { digits.insert(0x31, at: 0) }
        }
        trim()
    }

    /// In plain digits; nil beyond what a table computes with (10^±40).
    func plain(shift: Int) -> [UInt8]? {
        var out: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        guard !digits.isEmpty else { return [0x30] }
        let exponent = exponent + shift
        if exponent >= 0 {
            guard digits.count + exponent <= 40 else { return nil }
            return out + digits + Array(repeating: 0x30, count: exponent)
        }
        let point = digits.count + exponent
        if point > 0 {
            out += digits[..<point]
            out.append(UInt8(ascii: "."))
            return out + digits[point...]
        }
        guard point > -40 else { return nil }
        out += "0.".utf8
        out += Array(repeating: 0x30, count: -point)
        return out + digits
    }
}
