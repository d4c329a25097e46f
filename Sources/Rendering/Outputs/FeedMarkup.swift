import Markup

/// Makes the markup of a page fit for another place: of its attributes only those stay that mean something there, and
/// addresses are whole. The markup is that of our own writers, or raw HTML of a site that trusts it.
struct FeedMarkup {
    /// The page's.
    let address: String
    /// The site's.
    let base: String

    private static let kept = [
        "href", "src", "alt", "width", "height", "title", "lang", "dir", "start", "value", "colspan", "rowspan",
        "scope",
        "cite", "datetime",
    ].map { Array($0.utf8) }
    private static let addresses = ["href", "src", "cite"].map { Array($0.utf8) }

    func cleaned(_ html: HTML) -> HTML {
        let bytes = html.bytes
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var i = 0
        // What stands from here on is copied as it is.
        var start = 0
        while i < bytes.count {
            guard bytes[i] == UInt8(ascii: "<"), i + 1 < bytes.count, Self.isLetter(bytes[i + 1]) else {
                i += 1
                continue
            }
            out += bytes[start..<i]
            i = tag(bytes, from: i, into: &out)
            start = i
        }
        out += bytes[start...]
        return HTML(trusting: out)
    }

    /// Copies the opening tag that begins at `start`, and says where it ends.
    private func tag(_ bytes: [UInt8], from start: Int, into out: inout [UInt8]) -> Int {
        var i = start + 1
        while i < bytes.count, Self.isName(bytes[i]) { i += 1 }
        out.append(contentsOf: bytes[start..<i])
        while i < bytes.count, bytes[i] != UInt8(ascii: ">") {
            guard Self.isName(bytes[i]) else {
                // A slash that closes the element stays.
                if bytes[i] == UInt8(ascii: "/"), i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: ">") {
                    out.append(contentsOf: " /".utf8)
                }
                i += 1
                continue
            }
            let nameStart = i
            while i < bytes.count, Self.isName(bytes[i]) { i += 1 }
            let name = bytes[nameStart..<i].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
            let value = Self.value(bytes, at: &i)
            guard let value, Self.kept.contains(name) else { continue }
            out.append(UInt8(ascii: " "))
            out.append(contentsOf: name)
            out.append(contentsOf: "=\"".utf8)
            out.append(contentsOf: Self.addresses.contains(name) ? whole(value) : Self.quoted(value))
            out.append(UInt8(ascii: "\""))
        }
        if i < bytes.count {
            out.append(UInt8(ascii: ">"))
            i += 1
        }
        return i
    }

    /// The value of the attribute whose name ends at `i`, escaped as it stands there; nil where it has none.
    private static func value(_ bytes: [UInt8], at i: inout Int) -> ArraySlice<UInt8>? {
        var next = i
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        guard next < bytes.count, bytes[next] == UInt8(ascii: "=") else { return nil }
        next += 1
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        guard next < bytes.count else { return nil }
        let quote = bytes[next]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = next + 1
            let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
            i = min(end + 1, bytes.count)
            return bytes[start..<end]
        }
        let start = next
        while next < bytes.count, bytes[next] > 0x20, bytes[next] != UInt8(ascii: ">") { next += 1 }
        i = next
        return bytes[start..<next]
    }

    /// A value that stood in other quotes, for double ones.
    private static func quoted(_ value: ArraySlice<UInt8>) -> [UInt8] {
        value.contains(UInt8(ascii: "\"")) ? value.flatMap { $0 == 0x22 ? Array("&quot;".utf8) : [$0] } : Array(value)
    }

    /// An address as it is from anywhere (RFC 3986 §5, without folding `..`, which readers do).
    private func whole(_ value: ArraySlice<UInt8>) -> [UInt8] {
        let written = String(decoding: Self.quoted(value), as: UTF8.self)
        if URLPolicy.scheme(of: written) != nil || written.hasPrefix("//") { return Array(written.utf8) }
        var before = HTML()
        if written.utf8.first == UInt8(ascii: "/") {
            before.append(text: origin)
        } else if written.utf8.first == UInt8(ascii: "#") || written.isEmpty {
            before.append(text: address)
        } else {
            before.append(text: folder)
        }
        return before.bytes + Array(written.utf8)
    }

    /// Scheme and host of the site.
    private var origin: String {
        let parts = base.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return parts.prefix(3).map { String(Substring($0)) }.joined(separator: "/")
    }

    /// The page's address up to its last slash.
    private var folder: String {
        address.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(address[...$0]) } ?? address
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isName(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "=")
            && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
    }
}
