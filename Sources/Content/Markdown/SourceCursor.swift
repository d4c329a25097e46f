#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Follows in the marked text what cmark says it read, so that every stretch of prose has its place.
///
/// cmark hands text without its delimiters, escapes and entities; what is left stands in the source in the same
/// order. The cursor goes forward only, and never further than `window` at a time.
struct SourceCursor {
    private(set) var offset = 0
    private var limit = 0
    private static let window = 4096

    mutating func move(to offset: Int, limit: Int) {
        self.offset = offset
        self.limit = max(offset, limit)
    }

    mutating func advance(to offset: Int) { self.offset = min(max(self.offset, offset), limit) }

    /// Moves over `literal`, and appends to `found` the stretches of `source` that stand in it as they are.
    mutating func follow(
        _ literal: UnsafeBufferPointer<UInt8>, in source: [UInt8], into found: inout [Range<Int>]
    ) {
        source.withUnsafeBufferPointer { source in
            if let text = literal.baseAddress, let base = source.baseAddress, offset + literal.count <= limit,
                memcmp(base + offset, text, literal.count) == 0
            {
                found.append(offset..<offset + literal.count)
                offset += literal.count
                return
            }
            var i = 0
            while i < literal.count, offset < limit {
                if source[offset] == UInt8(ascii: "&"), literal[i] != UInt8(ascii: "&") {
                    skipEntity(source)
                    i += max(1, UTF8Scalars.at(i, in: literal).length)
                    continue
                }
                let length = probeLength(literal, i)
                let probe = UnsafeBufferPointer(rebasing: literal[i..<i + length])
                guard let start = Self.find(probe, in: source, offset..<min(limit, offset + Self.window)) else {
                    i += max(1, UTF8Scalars.at(i, in: literal).length)
                    continue
                }
                var end = start
                while i < literal.count, end < limit, literal[i] == source[end], literal[i] != 0x0A {
                    i += 1
                    end += 1
                }
                while end > start, end < limit, source[end] & 0xC0 == 0x80 {
                    i -= 1
                    end -= 1
                }
                if end == start { i += max(1, UTF8Scalars.at(i, in: literal).length) }
                offset = end
                if start < end { found.append(start..<end) }
            }
        }
    }

    /// To the start of the next line.
    mutating func nextLine(in source: [UInt8]) {
        while offset < limit, source[offset] != 0x0A, source[offset] != 0x0D { offset += 1 }
        if offset < limit { offset += 1 }
    }

    /// Past the code span that comes next.
    mutating func skipCode(in source: [UInt8]) {
        guard let start = find(UInt8(ascii: "`"), in: source) else { return }
        var i = start
        while i < limit, source[i] == UInt8(ascii: "`") { i += 1 }
        let length = i - start
        var run = 0
        while i < limit {
            if source[i] == UInt8(ascii: "`") {
                run += 1
            } else if run == length {
                break
            } else {
                run = 0
            }
            i += 1
        }
        if run == length { offset = i }
    }

    /// The next place of `byte`, within the window.
    func find(_ byte: UInt8, in source: [UInt8]) -> Int? {
        var i = offset
        let end = min(limit, offset + Self.window)
        while i < end {
            if source[i] == byte { return i }
            i += 1
        }
        return nil
    }

    private mutating func skipEntity(_ source: UnsafeBufferPointer<UInt8>) {
        var i = offset + 1
        while i < limit, i - offset < 40, source[i] != UInt8(ascii: ";") { i += 1 }
        offset = i < limit && source[i] == UInt8(ascii: ";") ? i + 1 : offset + 1
    }

    private static func find(
        _ probe: UnsafeBufferPointer<UInt8>, in source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> Int? {
        guard let first = probe.first, let wanted = probe.baseAddress, let base = source.baseAddress else { return nil }
        var i = range.lowerBound
        while i + probe.count <= range.upperBound {
            if source[i] == first, memcmp(base + i, wanted, probe.count) == 0 { return i }
            i += 1
        }
        return nil
    }

    /// How much of the literal surely stands in one piece: up to the next mark that an author may have escaped.
    private func probeLength(_ literal: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var i = start + 1
        while i < literal.count, i - start < 24 {
            let byte = literal[i]
            if byte < 0x80, EastAsian.isPunctuation(UInt32(byte)) { break }
            i += 1
        }
        while i < literal.count, literal[i] & 0xC0 == 0x80 { i += 1 }
        return i - start
    }
}
