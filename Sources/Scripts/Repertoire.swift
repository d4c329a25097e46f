#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// The Han characters that a script is written with: a character beyond them is one that no table has converted.
struct Repertoire: Sendable {
    /// Of the basic plane, from U+3400 on.
    private var known: [Bool]

    private static let first: UInt32 = 0x3400
    private static let last: UInt32 = 0x9FFF

    /// The characters of GB 2312, which Simplified Chinese is printed with. Nil where the system cannot say which.
    static let simplified: Repertoire? = {
        let converter = iconv_open("UTF-16LE", "GB2312")
        guard converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var known = [Bool](repeating: false, count: Int(last - first) + 1)
        for row in 0xB0...0xF7 {
            for cell in 0xA1...0xFE {
                var code: [CChar] = [CChar(truncatingIfNeeded: row), CChar(truncatingIfNeeded: cell)]
                var out: [CChar] = [0, 0]
                let written = code.withUnsafeMutableBufferPointer { code in
                    out.withUnsafeMutableBufferPointer { out in
                        var (source, target) = (code.baseAddress, out.baseAddress)
                        var (left, room) = (code.count, out.count)
                        return iconv(converter, &source, &left, &target, &room) != Int(bitPattern: UInt.max)
                    }
                }
                // A code that stands for nothing leaves the converter where it was.
                guard written else { continue }
                let scalar = UInt32(UInt8(bitPattern: out[0])) | UInt32(UInt8(bitPattern: out[1])) << 8
                if (first...last).contains(scalar) { known[Int(scalar - first)] = true }
            }
        }
        return Repertoire(known: known)
    }()

    /// Adds the Han characters of a text that the script has not.
    func collect(_ text: [UInt8], into unknown: inout Set<UInt32>) {
        text.withUnsafeBufferPointer { text in
            var i = 0
            while i < text.count {
                let length = min(UTF8Length.of(text[i]), text.count - i)
                if length > 2 {
                    let scalar = UTF8Length.scalar(at: i, length, in: text)
                    let isBasic = scalar >= Self.first && scalar <= Self.last
                    if isBasic ? !known[Int(scalar - Self.first)] : (0x2_0000...0x3_FFFF).contains(scalar) {
                        unknown.insert(scalar)
                    }
                }
                i += length
            }
        }
    }
}
