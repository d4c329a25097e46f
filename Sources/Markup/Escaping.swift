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
            let replacement: StaticString
            var consumed = 1
            switch byte {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">"): replacement = "&gt;"
            case UInt8(ascii: "\""): replacement = "&quot;"
            case 0x20...0x7E, 0x80...0xBF, 0xC3...0xEE, 0xF0...0xF4, 0x09, 0x0A, 0x0D:
                i += 1
                continue
            case 0xC2 where i + 1 >= count || bytes[i + 1] >= 0xA0:
                i += 1
                continue
            case 0xEF where i + 2 >= count || bytes[i + 1] != 0xBF || bytes[i + 2] < 0xBE:
                i += 1
                continue
            case 0xC2:
                replacement = "\u{FFFD}"
                consumed = 2
            case 0xEF:
                replacement = "\u{FFFD}"
                consumed = 3
            default: replacement = "\u{FFFD}"
            }
            if start < i { out.append(contentsOf: bytes[start..<i]) }
            replacement.withUTF8Buffer { out.append(contentsOf: $0) }
            i += consumed
            start = i
        }
        if start < count { out.append(contentsOf: bytes[start..<count]) }
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
        let count = buffer.count
        while i < count {
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
            if start < i { out.append(contentsOf: buffer[start..<i]) }
            replacement.withUTF8Buffer { out.append(contentsOf: $0) }
            i += consumed
            start = i
        }
        if start < count { out.append(contentsOf: buffer[start..<count]) }
    }
}
