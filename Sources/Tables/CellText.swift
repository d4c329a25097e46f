import Quantities

/// Reading a cell's text.
enum CellText {
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var (start, end) = (bytes.startIndex, bytes.endIndex)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return bytes[start..<end]
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

    /// The day that the unquoted cell `start..<end` writes as `2026-06-08`, counted from 1970-01-01; nil for all else.
    static func isoDay(_ bytes: ByteView, _ start: Int, _ end: Int) -> Int32? {
        guard end - start == 10 else { return nil }
        // `2026-06-` at once: two dashes, and digits elsewhere.
        let word = bytes.word(at: start)
        let dashes: UInt64 = 0xFF00_00FF_0000_0000
        let tens = bytes[start + 8] &- 0x30
        let ones = bytes[start + 9] &- 0x30
        guard word & dashes == 0x2D00_002D_0000_0000, tens <= 3, ones <= 9,
            PlainDecimal.isDigits(word & ~dashes | ByteWord.zeros & dashes)
        else { return nil }
        func digit(_ at: UInt64) -> Int { Int(truncatingIfNeeded: (word &>> (at &* 8)) & 0x0F) }
        let year = digit(0) &* 1000 &+ digit(1) &* 100 &+ digit(2) &* 10 &+ digit(3)
        let month = digit(5) &* 10 &+ digit(6)
        let day = Int(tens) &* 10 &+ Int(ones)
        guard year >= 1, month >= 1, month <= 12, day >= 1,
            day <= 28 || day <= CivilDay.daysInMonth(year: year, month: month)
        else { return nil }
        return Int32(truncatingIfNeeded: CivilDay.number(year: year, month: month, day: day))
    }

    static func date(_ bytes: ArraySlice<UInt8>) -> EDTFDate? {
        guard bytes.count <= 12 else { return nil }
        return bytes.withUnsafeBufferPointer { EDTFDate(utf8: $0) }
    }

    /// True for a whole number that is written plainly.
    static func isDigits(_ bytes: ArraySlice<UInt8>) -> Bool {
        (1...18).contains(bytes.count) && bytes.allSatisfy { (0x30...0x39).contains($0) }
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
