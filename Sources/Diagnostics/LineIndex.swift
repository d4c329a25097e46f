/// Turns byte offsets of a text into lines and columns.
///
/// Lines end at LF, CRLF or a lone CR; columns count Unicode scalars, so a continuation byte of UTF-8 adds nothing.
package struct LineIndex: Sendable {
    private let bytes: [UInt8]
    private let starts: [Int]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            i += 1
            if byte == 0x0A || (byte == 0x0D && (i == bytes.count || bytes[i] != 0x0A)) { starts.append(i) }
        }
        self.starts = starts
    }

    package var lineCount: Int { starts.count }

    /// The line and column, both from 1, of the byte at `offset`; an offset past the end is the end.
    package func position(at offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(offset, 0), bytes.count)
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, scalars(in: starts[low]..<offset) + 1)
    }

    /// The place in `file` of the bytes `range`.
    package func location(_ range: Range<Int>, in file: String) -> SourceLocation {
        let (line, column) = position(at: range.lowerBound)
        let lower = min(max(range.lowerBound, 0), bytes.count)
        let lineEnd = line < starts.count ? starts[line] : bytes.count
        let upper = max(lower, min(range.upperBound, lineEnd))
        return SourceLocation(file: file, line: line, column: column, length: max(1, scalars(in: lower..<upper)))
    }

    /// The bytes of line `number` without its end, or nil where there is no such line.
    package func line(_ number: Int) -> ArraySlice<UInt8>? {
        guard number >= 1, number <= starts.count else { return nil }
        let lower = starts[number - 1]
        var upper = number < starts.count ? starts[number] : bytes.count
        while upper > lower, bytes[upper - 1] == 0x0A || bytes[upper - 1] == 0x0D { upper -= 1 }
        return bytes[lower..<upper]
    }

    private func scalars(in range: Range<Int>) -> Int {
        var count = 0
        for i in range where bytes[i] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
