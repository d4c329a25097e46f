/// Base64 (RFC 4648).
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    package static func encoded(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count / 3 * 4 + 4)
        var at = 0
        while at < bytes.count {
            let group = bytes[at..<min(at + 3, bytes.count)]
            let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for i in 0..<4 {
                out.append(i <= group.count ? alphabet[word >> (18 - 6 * i) & 63] : UInt8(ascii: "="))
            }
            at += 3
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil where another character stands in the text; spaces are passed over.
    package static func decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var out: [UInt8] = []
        var (word, count) = (0, 0)
        for byte in text {
            if byte <= 0x20 { continue }
            if byte == UInt8(ascii: "=") { break }
            guard let value = values[Int(byte)] else { return nil }
            word = word << 6 | value
            count += 1
            if count == 4 {
                out += [UInt8(word >> 16 & 255), UInt8(word >> 8 & 255), UInt8(word & 255)]
                (word, count) = (0, 0)
            }
        }
        if count >= 2 { out.append(UInt8(word >> (count == 2 ? 4 : 10) & 255)) }
        if count == 3 { out.append(UInt8(word >> 2 & 255)) }
        return out
    }

    private static let values: [Int?] = {
        var table = [Int?](repeating: nil, count: 256)
        for (i, byte) in alphabet.enumerated() { table[Int(byte)] = i }
        return table
    }()
}
