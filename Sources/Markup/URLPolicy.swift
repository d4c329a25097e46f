/// Which addresses may stand in a page, and how they are written into an attribute.
package enum URLPolicy {
    package enum Use: Sendable {
        /// A link that a reader follows.
        case link
        /// An image that a page shows: relative, `https:` or a bitmap in a `data:` address.
        case image
    }

    /// True unless the address runs code or has a scheme that is not `http`, `https`, `mailto` or `tel`.
    /// White space and control characters, which browsers drop before they look at the scheme, are dropped here too.
    package static func isAllowed(_ address: String, for use: Use = .link) -> Bool {
        guard let scheme = scheme(of: address) else { return true }
        switch scheme {
        case "http", "https": return true
        case "mailto", "tel": return use == .link
        case "data": return use == .image && isBitmap(address)
        default: return false
        }
    }

    /// The scheme in lower case, nil for a relative address (RFC 3986 §3.1, after what the URL standard strips).
    package static func scheme(of address: String) -> String? {
        var out = ""
        for byte in address.utf8 {
            switch byte {
            case 0...0x20: continue
            case UInt8(ascii: ":"): return out.isEmpty ? nil : out
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                out.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if out.isEmpty { return nil }
                out.unicodeScalars.append(Unicode.Scalar(byte))
            default: return nil
            }
        }
        return nil
    }

    private static func isBitmap(_ address: String) -> Bool {
        let text = address.utf8.filter { $0 > 0x20 }.map { $0 | 0x20 }
        return ["png", "jpeg", "gif", "webp", "avif"].contains { kind in
            let head = Array("data:image/\(kind)".utf8)
            return text.starts(with: head) && text.count > head.count
                && [UInt8(ascii: ";"), UInt8(ascii: ",") | 0x20].contains(text[head.count])
        }
    }

    /// Percent-encodes what may not stand in an address, leaving what is encoded already (as CommonMark's
    /// reference implementation does): Han in a path becomes `%E6…`, `%20` stays.
    package static func percentEncoded(_ address: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        out.reserveCapacity(address.utf8.count)
        for byte in address.utf8 {
            if safe[Int(byte)] {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let safe: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in UInt8(ascii: "a")...UInt8(ascii: "z") { table[Int(byte)] = true }
        for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { table[Int(byte)] = true }
        for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { table[Int(byte)] = true }
        for byte in "-_.+!*'(),%#@?=;:/&$~".utf8 { table[Int(byte)] = true }
        return table
    }()
}
