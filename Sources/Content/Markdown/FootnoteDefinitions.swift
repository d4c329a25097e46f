#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The footnotes that a text defines: lines `[^label]: text` at the page's own level, outside fences, with the lines
/// that belong to them (indented by four columns, or the same paragraph carried on).
struct FootnoteDefinitions {
    struct Definition {
        /// The label, `^` included, folded as references are compared.
        var key: [UInt8]
        /// The label as written, `^` included.
        var label: Range<Int>
        /// From the first character of its text to the end of its last line.
        var content: Range<Int>
        /// The `[`.
        var start: Int { label.lowerBound - 1 }
    }

    private(set) var list: [Definition] = []
    private(set) var duplicates: [Definition] = []
    /// The whole lines that definitions take up, in order.
    private(set) var lines: [Range<Int>] = []
    private var keys: Set<[UInt8]> = []

    init() {}

    init(in source: UnsafeBufferPointer<UInt8>) {
        guard Self.mayHave(source) else { return }
        var fence: (byte: UInt8, length: Int)?
        var start = 0
        while start < source.count {
            let end = Self.lineEnd(start, in: source)
            let text = Self.skipIndent(start, in: source)
            if let open = fence {
                if text.columns < 4, Self.closes(open, source, text.offset..<end) { fence = nil }
            } else if text.columns < 4, let opened = Self.fence(at: text.offset, end: end, source) {
                fence = opened
            } else if text.columns < 4, let label = Self.label(at: text.offset, end: end, source) {
                start = add(label, lineStart: start, lineEnd: end, source)
                continue
            }
            start = end
        }
    }

    func defines(_ key: [UInt8]) -> Bool { keys.contains(key) }

    /// ASCII letters in lower case: enough to compare labels of footnotes.
    static func key(_ label: some Sequence<UInt8>) -> [UInt8] {
        label.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    private mutating func add(
        _ label: Range<Int>, lineStart: Int, lineEnd: Int, _ source: UnsafeBufferPointer<UInt8>
    ) -> Int {
        var end = lineEnd
        var start = end
        while start < source.count {
            let next = Self.lineEnd(start, in: source)
            let text = Self.skipIndent(start, in: source)
            if Self.isLineBreak(text.offset, source) {
                start = next
                continue
            }
            let afterBlank = start > end
            if text.columns < 4, afterBlank || Self.startsBlock(text.offset, source) { break }
            end = next
            start = next
        }
        var content = label.upperBound + 2
        while content < end, [0x20, 0x09, 0x0A, 0x0D].contains(source[content]) { content += 1 }
        let definition = Definition(key: Self.key(source[label]), label: label, content: content..<end)
        lines.append(lineStart..<end)
        if keys.insert(definition.key).inserted { list.append(definition) } else { duplicates.append(definition) }
        return end
    }

    private static func mayHave(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = source.baseAddress else { return false }
        var i = 0
        while i + 1 < source.count, let hit = memchr(base + i, Int32(UInt8(ascii: "^")), source.count - i) {
            let at = base.distance(to: UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)))
            if at > 0, source[at - 1] == UInt8(ascii: "[") { return true }
            i = at + 1
        }
        return false
    }

    /// The offset after the line's end.
    static func lineEnd(_ start: Int, in source: UnsafeBufferPointer<UInt8>) -> Int {
        var i = start
        while i < source.count {
            if source[i] == 0x0A { return i + 1 }
            if source[i] == 0x0D { return i + 1 < source.count && source[i + 1] == 0x0A ? i + 2 : i + 1 }
            i += 1
        }
        return i
    }

    private static func skipIndent(
        _ start: Int, in source: UnsafeBufferPointer<UInt8>
    ) -> (offset: Int, columns: Int) {
        var i = start
        var columns = 0
        while i < source.count, source[i] == 0x20 || source[i] == 0x09 {
            columns += source[i] == 0x20 ? 1 : 4 - columns % 4
            i += 1
        }
        return (i, columns)
    }

    private static func isLineBreak(_ i: Int, _ source: UnsafeBufferPointer<UInt8>) -> Bool {
        i >= source.count || source[i] == 0x0A || source[i] == 0x0D
    }

    /// The label, `^` included, of the `[^label]:` at `i`.
    private static func label(at i: Int, end: Int, _ source: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard i + 1 < end, source[i] == UInt8(ascii: "["), source[i + 1] == UInt8(ascii: "^") else { return nil }
        guard let close = labelEnd(i + 2, in: source) else { return nil }
        guard close + 1 < end, source[close + 1] == UInt8(ascii: ":") else { return nil }
        return i + 1..<close
    }

    /// The `]` that ends a footnote's label whose first character is at `i`; nil where there is no such label.
    static func labelEnd(_ i: Int, in source: UnsafeBufferPointer<UInt8>) -> Int? {
        var j = i
        while j < source.count, j - i <= 200 {
            switch source[j] {
            case UInt8(ascii: "]"): return j > i ? j : nil
            case 0...0x20, UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "<"), MarkedSource.lead: return nil
            default: j += 1
            }
        }
        return nil
    }

    private static func fence(
        at i: Int, end: Int, _ source: UnsafeBufferPointer<UInt8>
    ) -> (byte: UInt8, length: Int)? {
        guard i < end, source[i] == UInt8(ascii: "`") || source[i] == UInt8(ascii: "~") else { return nil }
        var j = i
        while j < end, source[j] == source[i] { j += 1 }
        if j - i < 3 { return nil }
        if source[i] == UInt8(ascii: "`"), source[j..<end].contains(UInt8(ascii: "`")) { return nil }
        return (source[i], j - i)
    }

    private static func closes(
        _ fence: (byte: UInt8, length: Int), _ source: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
    ) -> Bool {
        var j = line.lowerBound
        while j < line.upperBound, source[j] == fence.byte { j += 1 }
        return j - line.lowerBound >= fence.length && source[j..<line.upperBound].allSatisfy { $0 <= 0x20 }
    }

    /// Whether a line that would carry a footnote's paragraph on starts something of its own.
    private static func startsBlock(_ i: Int, _ source: UnsafeBufferPointer<UInt8>) -> Bool {
        switch source[i] {
        case UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "-"),
            UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "="):
            return true
        case UInt8(ascii: "`"), UInt8(ascii: "~"):
            return i + 2 < source.count && source[i + 1] == source[i] && source[i + 2] == source[i]
        case UInt8(ascii: "["): return i + 1 < source.count && source[i + 1] == UInt8(ascii: "^")
        case UInt8(ascii: "!"): return i + 1 < source.count && source[i + 1] == UInt8(ascii: "[")
        case 0x30...0x39:
            var j = i
            while j < source.count, (0x30...0x39).contains(source[j]) { j += 1 }
            return j + 1 < source.count && (source[j] == UInt8(ascii: ".") || source[j] == UInt8(ascii: ")"))
                && source[j + 1] <= 0x20
        default: return false
        }
    }
}
