/// The one place where text becomes safe inside markup. Works on bytes, so that a metacharacter followed by a
/// combining mark is escaped like any other.
package enum Escaping {
    /// Appends `text`, escaped for element content and quoted attributes of HTML and XML.
    package static func append(_ text: String, to out: inout [UInt8]) {
        var text = text
        text.withUTF8 { append(buffer: $0, to: &out) }
    }

    /// Appends UTF-8 bytes, escaped; malformed sequences become U+FFFD.
    package static func append(utf8 bytes: some Collection<UInt8>, to out: inout [UInt8]) {
        append(String(decoding: bytes, as: UTF8.self), to: &out)
    }

    /// Appends UTF-8 bytes of a C library, escaped for element content and attributes in double quotes: `& < > "`, and
    /// what HTML forbids as U+FFFD. The apostrophe stays, as in CommonMark's reference implementation. Bytes that
    /// UTF-8 never has (libcmark writes some for `&#xFFFE;`) become U+FFFD too.
    package static func append(doubleQuoted bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var start = 0
        var i = 0
        let count = bytes.count
        while i < count {
            let byte = bytes[i]
            if byte > 0x3E && byte < 0x7F || byte == 0x20 || byte > 0x7F && byte < 0xC0 || byte > 0xC2 && byte < 0xEF {
                i += 1
                continue
            }
            guard let (replacement, length) = replacement(at: i, in: bytes) else {
                i += 1
                continue
            }
            if start < i { out.append(contentsOf: bytes[start..<i]) }
            replacement.withUTF8Buffer { out.append(contentsOf: $0) }
            i += length
            start = i
        }
        if start < count { out.append(contentsOf: bytes[start..<count]) }
    }

    /// What stands for the bytes at `i` in element content and attributes in double quotes, and how many it stands for.
    private static func replacement(
        at i: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (text: StaticString, length: Int)? {
        switch bytes[i] {
        case UInt8(ascii: "&"): return ("&amp;", 1)
        case UInt8(ascii: "<"): return ("&lt;", 1)
        case UInt8(ascii: ">"): return ("&gt;", 1)
        case UInt8(ascii: "\""): return ("&quot;", 1)
        case 0x20...0x7E, 0x80...0xBF, 0xC3...0xEE, 0xF0...0xF4, 0x09, 0x0A, 0x0D: return nil
        case 0xC2:
            // U+0080…U+009F: control characters.
            return i + 1 < bytes.count && bytes[i + 1] < 0xA0 ? ("\u{FFFD}", 2) : nil
        case 0xEF:
            // U+FFFE and U+FFFF.
            return i + 2 < bytes.count && bytes[i + 1] == 0xBF && bytes[i + 2] >= 0xBE ? ("\u{FFFD}", 3) : nil
        default: return ("\u{FFFD}", 1)
        }
    }

    /// JSON for a `script` element that holds data: `< > &`, U+2028 and U+2029 as JSON's own escapes.
    package static func append(dataBlock json: [UInt8], to out: inout [UInt8]) {
        out.reserveCapacity(out.count + json.count)
        var i = 0
        // What stands from here on is copied as it is.
        var start = 0
        while i < json.count {
            let replacement: StaticString
            var length = 1
            switch json[i] {
            case UInt8(ascii: "<"): replacement = "\\u003c"
            case UInt8(ascii: ">"): replacement = "\\u003e"
            case UInt8(ascii: "&"): replacement = "\\u0026"
            case 0xE2 where i + 2 < json.count && json[i + 1] == 0x80 && json[i + 2] & 0xFE == 0xA8:
                replacement = json[i + 2] == 0xA8 ? "\\u2028" : "\\u2029"
                length = 3
            default:
                i += 1
                continue
            }
            out += json[start..<i]
            replacement.withUTF8Buffer { out.append(contentsOf: $0) }
            i += length
            start = i
        }
        out += json[start...]
    }

    /// `text` escaped, as a string; for messages and tests rather than for hot paths.
    package static func escaped(_ text: String) -> String {
        var out: [UInt8] = []
        append(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private static func append(buffer: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var start = 0
        var i = 0
        /// Up to here bytes are looked at one by one.
        var looked = 0
        let count = buffer.count
        while i < count {
            if i >= looked {
                i = suspectWord(buffer, from: i)
                looked = i + 8
                if i == count { break }
            }
            let byte = buffer[i]
            let replacement: StaticString
            var consumed = 1
            switch byte {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">"): replacement = "&gt;"
            case UInt8(ascii: "\""): replacement = "&quot;"
            case UInt8(ascii: "'"): replacement = "&#39;"
            case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x80...0xC1, 0xC3...0xEE, 0xF0...0xFF:
                i += 1
                continue
            case 0xC2:
                // U+0080…U+009F: control characters.
                guard i + 1 < count, buffer[i + 1] < 0xA0 else {
                    i += 1
                    continue
                }
                replacement = "\u{FFFD}"
                consumed = 2
            case 0xEF:
                // U+FFFE and U+FFFF.
                guard i + 2 < count, buffer[i + 1] == 0xBF, buffer[i + 2] >= 0xBE else {
                    i += 1
                    continue
                }
                replacement = "\u{FFFD}"
                consumed = 3
            default: replacement = "\u{FFFD}"
            }
            if start < i { out.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<i])) }
            replacement.withUTF8Buffer { out.append(contentsOf: $0) }
            i += consumed
            start = i
        }
        if start < count { out.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<count])) }
    }

    /// The first eight bytes from `start` of which one may need a look; the bytes before them need none.
    private static func suspectWord(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(buffer)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits: UInt64 = 0x8080_8080_8080_8080
        // The high bit of some byte is set where a byte of the word is zero (Mycroft 1987).
        func zero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
        var i = start
        while i + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
            let controls = ((word &- (0x20 &* ones)) & ~word) | zero(word ^ (0x7F &* ones))
            let leads = zero(word ^ (0xC2 &* ones)) | zero(word ^ (0xEF &* ones))
            // `&` and `'` differ in one bit, and so do `<` and `>`.
            let marks =
                zero((word | ones) ^ (0x27 &* ones)) | zero((word | (2 &* ones)) ^ (0x3E &* ones))
                | zero(word ^ (0x22 &* ones))
            if (controls | leads | marks) & highBits != 0 { return i }
            i += 8
        }
        return i
    }
}
