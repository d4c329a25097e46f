/// Classes of scalars that Chinese typesetting needs.
enum EastAsian {
    /// Han, kana, bopomofo, and the full-width marks: what is set solid, without spaces between words. Not Hangul.
    static func isWide(_ scalar: UInt32) -> Bool {
        switch scalar {
        case ..<0x2E80: false
        case 0x2E80...0x312F, 0x3190...0x4DBF, 0x4E00...0xA4CF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF9F,
            0xFFE0...0xFFE6, 0x1B000...0x1B16F, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// Marks that Chinese shares with other scripts: curly quotes, the dash, the ellipsis, the middle dot.
    static func isSharedMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xB7, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026: true
        default: false
        }
    }

    /// Whether a line that ends with `a` and goes on with `b` is joined without a space.
    static func joins(_ a: UInt32, _ b: UInt32) -> Bool {
        isWide(a) ? isWide(b) || isSharedMark(b) : isSharedMark(a) && isWide(b)
    }

    /// Punctuation as CommonMark defines it for delimiter runs: ASCII punctuation, and Unicode's category P.
    static func isPunctuation(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
        case ..<0x80, 0x3041...0x309F, 0x3400...0x4DBF, 0x4E00...0x9FFF: return false
        case 0x3001...0x3003, 0x3008...0x3011, 0xFF01...0xFF03, 0xFF08...0xFF0A, 0xFF0C...0xFF0F, 0xFF1A, 0xFF1B,
            0xFF1F:
            return true
        default: break
        }
        switch Unicode.Scalar(scalar)?.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    /// White space as CommonMark defines it for delimiter runs; 0 stands for the start and end of a text.
    static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0, 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}

/// Scalars in bytes that are UTF-8; whatever is not is read as U+FFFD.
enum UTF8Scalars {
    /// The scalar that starts at `i`, and its length; 0 and 0 at the end.
    static func at(_ i: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (scalar: UInt32, length: Int) {
        guard i < bytes.count else { return (0, 0) }
        let first = bytes[i]
        if first < 0x80 { return (UInt32(first), 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard first >= 0xC2, first < 0xF5, i + length <= bytes.count else { return (0xFFFD, 1) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for k in 1..<length { value = value << 6 | UInt32(bytes[i + k] & 0x3F) }
        return (value, length)
    }

    /// The scalar that ends before `i`, and its length; 0 and 0 at the start.
    static func before(_ i: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (scalar: UInt32, length: Int) {
        guard i > 0, i <= bytes.count else { return (0, 0) }
        var start = i - 1
        while start > 0, i - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        let (scalar, length) = at(start, in: bytes)
        return start + length == i ? (scalar, length) : (0xFFFD, 1)
    }

    /// How many scalars start in `range`.
    static func count(_ range: Range<Int>, in bytes: [UInt8]) -> Int {
        var count = 0
        for i in range where bytes[i] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
