/// What follows the `](` of an inline link: where the address ends, where a title starts, and where the link ends.
struct LinkTail {
    private(set) var destination: Range<Int>
    /// The title's first character, after its quote.
    private(set) var title: Int?
    /// After the `)`, or after what was recognised.
    private(set) var end: Int

    /// A title is looked for no further, so that one that never ends costs little.
    private static let longestTitle = 4096

    /// `start`: the address's first byte; it stands in angle brackets where the byte before (or before a mark) says so.
    init(in bytes: [UInt8], from start: Int, isAngled: Bool) {
        var i = start
        var depth = 0
        scan: while i < bytes.count {
            switch bytes[i] {
            case UInt8(ascii: "\\") where i + 1 < bytes.count && bytes[i + 1] > 0x20: i += 1
            case UInt8(ascii: ">") where isAngled: break scan
            case 0x0A, 0x0D: break scan
            case 0...0x20 where !isAngled: break scan
            case UInt8(ascii: "(") where !isAngled: depth += 1
            case UInt8(ascii: ")") where !isAngled:
                if depth == 0 { break scan }
                depth -= 1
            default: break
            }
            i += 1
        }
        i = min(i, bytes.count)
        destination = start..<max(start, i)
        if isAngled, i < bytes.count { i += 1 }
        i = Self.skipSpace(i, bytes)
        if i < bytes.count, let close = Self.closer(of: bytes[i]) {
            title = i + 1
            i += 1
            let limit = min(bytes.count, i + Self.longestTitle)
            while i < limit, bytes[i] != close { i += bytes[i] == UInt8(ascii: "\\") ? 2 : 1 }
            i = Self.skipSpace(min(i + 1, bytes.count), bytes)
        }
        end = i < bytes.count && bytes[i] == UInt8(ascii: ")") ? i + 1 : i
    }

    private static func skipSpace(_ start: Int, _ bytes: [UInt8]) -> Int {
        var i = start
        while i < bytes.count, bytes[i] == 0x20 || bytes[i] == 0x09 || bytes[i] == 0x0A || bytes[i] == 0x0D { i += 1 }
        return i
    }

    private static func closer(of quote: UInt8) -> UInt8? {
        switch quote {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): quote
        case UInt8(ascii: "("): UInt8(ascii: ")")
        default: nil
        }
    }
}
