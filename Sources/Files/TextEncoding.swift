#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Encodings of texts that are not UTF-8, and their conversion by the system's iconv.
package enum TextEncoding {
    /// What became of a text.
    package enum Conversion: Sendable {
        case converted([UInt8])
        /// The byte at `offset` begins nothing of the encoding; `line` and `column` count the converted text before it.
        case invalid(offset: Int, line: Int, column: Int)
        case unknown
    }

    /// True for a name of UTF-8, which needs no conversion.
    package static func isUTF8(_ name: String) -> Bool {
        ["utf-8", "utf8", "us-ascii", "ascii"].contains(name.lowercased())
    }

    /// What iconv calls the encoding. Big5 is read with Hong Kong's supplement, of which it is a part, and what the Web
    /// calls Latin-1 as Windows-1252 (WHATWG Encoding Standard); GB2312 and GBK are parts of GB18030.
    private static func systemName(_ name: String) -> String? {
        let lowered = name.lowercased()
        switch lowered {
        case "big5", "big-5", "big5-hkscs", "big5hkscs": return "BIG5-HKSCS"
        case "gb2312", "gbk", "gb18030", "cp936", "windows-936": return "GB18030"
        case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "windows-1252", "cp1252": return "WINDOWS-1252"
        case "utf-16", "utf16": return "UTF-16"
        case "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be": return lowered.uppercased()
        default: break
        }
        let isName =
            (2...40).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
            }
        return isName ? name : nil
    }

    /// The text in UTF-8.
    package static func convert(_ bytes: [UInt8], from name: String) -> Conversion {
        guard let system = systemName(name), let descriptor = iconv_open("UTF-8", system),
            // iconv_open(3): −1 where the system does not know the encoding.
            descriptor != iconv_t(bitPattern: -1)
        else { return .unknown }
        defer { iconv_close(descriptor) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 2)
        var input = bytes
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var offset = 0
        var failed = false
        input.withUnsafeMutableBytes { input in
            guard let base = input.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
            while offset < input.count, !failed {
                var from: UnsafeMutablePointer<CChar>? = base + offset
                var left = input.count - offset
                let made = piece.withUnsafeMutableBytes { room in
                    var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var free = room.count
                    // All bits set (−1 as a size) for what cannot be converted; E2BIG says that the room is full: what
                    // was made is taken, and the rest goes on.
                    failed = iconv(descriptor, &from, &left, &to, &free) == ~0 && errno != E2BIG
                    return room.count - free
                }
                out += piece[..<made]
                offset = input.count - left
            }
        }
        guard failed else { return .converted(out) }
        let before = LinePlace(out)
        return .invalid(offset: offset, line: before.line, column: before.column)
    }

    /// Where a text ends.
    private struct LinePlace {
        var line = 1
        var column = 1

        init(_ bytes: [UInt8]) {
            var afterCR = false
            for byte in bytes {
                if byte == 0x0A || byte == 0x0D {
                    if byte == 0x0D || !afterCR { line += 1 }
                    column = 1
                } else if byte & 0xC0 != 0x80 {
                    column += 1
                }
                afterCR = byte == 0x0D
            }
        }
    }
}
