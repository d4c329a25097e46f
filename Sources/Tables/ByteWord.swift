/// Eight bytes looked at together, as one number: which of them are a given byte (Mycroft 1987; the exact form, as in
/// Warren, "Hacker's Delight", 6-1). Flags are the high bits of the bytes that match; the first byte is the lowest.
enum ByteWord {
    private static let low7: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let zeros: UInt64 = 0x3030_3030_3030_3030

    @inline(__always)
    static func filled(with byte: UInt8) -> UInt64 { UInt64(byte) &* ones }

    /// Flags of the bytes of `word` that are those of `pattern`.
    @inline(__always)
    static func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        return ~(((difference & low7) &+ low7) | difference | low7)
    }

    /// How many flags are set.
    @inline(__always)
    static func count(_ flags: UInt64) -> Int { Int(truncatingIfNeeded: ((flags &>> 7) &* ones) &>> 56) }

    /// The byte of the first flag; 8 where there is none.
    @inline(__always)
    static func first(_ flags: UInt64) -> Int { flags.trailingZeroBitCount &>> 3 }

    /// All bits below those of the first flag's byte; `flags` is not 0.
    @inline(__always)
    static func below(_ flags: UInt64) -> UInt64 { ((flags & (0 &- flags)) &>> 7) &- 1 }
}

/// The bytes of a text, for the time of a call that holds them in place.
struct ByteView {
    private let base: UnsafeRawPointer
    let count: Int

    /// Nil where there are none.
    init?(_ buffer: UnsafeBufferPointer<UInt8>) {
        guard let start = buffer.baseAddress else { return nil }
        base = UnsafeRawPointer(start)
        count = buffer.count
    }

    /// The byte at `i`, which is within the text: all callers test it against `count`.
    @inline(__always)
    subscript(i: Int) -> UInt8 {
        assert(i >= 0 && i < count)
        return base.load(fromByteOffset: i, as: UInt8.self)
    }

    /// The eight bytes from `i` on, all within the text: all callers test `i + 8` against `count`.
    @inline(__always)
    func word(at i: Int) -> UInt64 {
        assert(i >= 0 && i + 8 <= count)
        return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: i, as: UInt64.self))
    }
}
