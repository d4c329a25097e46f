import Quantities

/// A decimal as almost every numeric cell writes it: an optional minus, up to 18 digits, an optional point.
struct PlainDecimal {
    var significand: Int64
    var exponent: Int8

    /// Exact doubles.
    static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Reads the unquoted cell that begins at `start`; nil for whatever is not written that plainly.
    @inline(__always)
    static func read(_ bytes: Span<UInt8>, at start: Int, delimiter: UInt8) -> PlainDecimal? {
        var i = start
        let count = bytes.count
        guard i < count else { return nil }
        let isNegative = bytes[i] == UInt8(ascii: "-")
        if isNegative { i += 1 }
        var significand: Int64 = 0
        var digits = 0
        var pointAt = -1
        while i < count {
            let digit = bytes[i] &- 0x30
            if digit <= 9 {
                significand = significand &* 10 &+ Int64(digit)
                digits += 1
            } else if bytes[i] == UInt8(ascii: "."), pointAt < 0, digits > 0 {
                pointAt = digits
            } else {
                break
            }
            i += 1
        }
        guard digits > 0, digits <= 18, pointAt != digits else { return nil }
        if i < count {
            let byte = bytes[i]
            guard byte == delimiter || byte == 0x0A || byte == 0x0D else { return nil }
        }
        return PlainDecimal(
            significand: isNegative ? -significand : significand,
            exponent: pointAt < 0 ? 0 : Int8(truncatingIfNeeded: pointAt - digits))
    }
}

/// Reading a cell's text.
enum CellText {
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = bytes
        while let first = slice.first, first == 0x20 || first == 0x09 { slice.removeFirst() }
        while let last = slice.last, last == 0x20 || last == 0x09 { slice.removeLast() }
        return slice
    }

    /// Why the cell is missing, nil where it is not: it is empty, `[x]`, `[c]`, `[z]`, `[e]`, or a value that the schema
    /// declares to stand for a missing one.
    static func missing(_ bytes: ArraySlice<UInt8>, among declared: [MissingValue]) -> MissingReason? {
        if bytes.isEmpty { return .empty }
        if bytes.count == 3, bytes.first == UInt8(ascii: "["), let reason = symbol(bytes) { return reason }
        for value in declared where value.text.elementsEqual(bytes) {
            return .declared(String(decoding: value.text, as: UTF8.self))
        }
        return nil
    }

    private static func symbol(_ bytes: ArraySlice<UInt8>) -> MissingReason? {
        let text = String(decoding: bytes, as: UTF8.self)
        return MissingReason(symbol: text)
    }

    /// What people write for a missing number without declaring it. Read as missing, with a warning: no number
    /// changes by it. (`nan` and `inf` are not among them: programs compute with those.)
    static func isMarker(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count <= 4 else { return false }
        switch String(decoding: bytes, as: UTF8.self) {
        case "..", "...", "…", "-", "–", "—", ":", "NA", "N/A", "n/a", "na", "n.a.", "NULL", "null", "#N/A": return true
        default: return false
        }
    }

    /// The day that the unquoted cell at `start` writes as `2026-06-08`, counted from 1970-01-01; nil for all else.
    static func isoDay(_ bytes: Span<UInt8>, at start: Int, delimiter: UInt8) -> Int32? {
        let end = start + 10
        guard start >= 0, end <= bytes.count, bytes[start + 4] == UInt8(ascii: "-"),
            bytes[start + 7] == UInt8(ascii: "-")
        else { return nil }
        if end < bytes.count, bytes[end] != delimiter, bytes[end] != 0x0A, bytes[end] != 0x0D { return nil }
        var parts = (0, 0, 0)
        for i in 0..<10 where i != 4 && i != 7 {
            let digit = Int(bytes[start + i]) - 0x30
            guard (0...9).contains(digit) else { return nil }
            if i < 4 {
                parts.0 = parts.0 * 10 + digit
            } else if i < 7 {
                parts.1 = parts.1 * 10 + digit
            } else {
                parts.2 = parts.2 * 10 + digit
            }
        }
        let (year, month, day) = parts
        guard year >= 1, (1...12).contains(month), day >= 1, day <= CivilDay.daysInMonth(year: year, month: month)
        else {
            return nil
        }
        return Int32(truncatingIfNeeded: CivilDay.number(year: year, month: month, day: day))
    }

    static func date(_ bytes: ArraySlice<UInt8>) -> EDTFDate? {
        guard bytes.count <= 12 else { return nil }
        return EDTFDate(parsing: String(decoding: bytes, as: UTF8.self))
    }

    static func quantity(_ bytes: ArraySlice<UInt8>) -> Quantity? {
        guard bytes.count <= 100 else { return nil }
        return Quantity(parsing: String(decoding: bytes, as: UTF8.self))
    }
}

extension CellText {
    /// The text for a message: at most 40 scalars.
    static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
        let scalars = String(decoding: bytes.prefix(200), as: UTF8.self).unicodeScalars
        let shown = scalars.prefix(40).map { $0.properties.generalCategory == .control ? " " : $0 }
        let short = String(String.UnicodeScalarView(shown))
        return scalars.count > 40 || bytes.count > 200 ? short + "…" : short
    }
}
