import Diagnostics

/// Turns byte offsets of a body or a field into places in its file.
///
/// Offsets mostly come in order, so the last answer is where the next count starts: a line of a megabyte with a
/// thousand figures is counted once.
struct SourceMap {
    let file: String
    let bytes: [UInt8]
    /// Where each line starts; the first entry is the start of the text.
    private let lineStarts: [Int]
    private let firstLine: Int
    private let firstColumn: Int
    /// Of a field that its file folds over lines or writes with escapes: where its characters stand.
    private let places: TextPlaces?
    private var line = 0
    private var offset = 0
    private var column = 0

    /// `firstLine` and `firstColumn`: the place in the file of the first of `bytes`. With `places` the text counts as
    /// one line.
    init(
        _ bytes: [UInt8], lineStarts: [Int], file: String, firstLine: Int, firstColumn: Int = 1,
        places: TextPlaces? = nil
    ) {
        self.bytes = bytes
        self.lineStarts = places == nil ? lineStarts : [0]
        self.places = places
        self.file = file
        self.firstLine = firstLine
        self.firstColumn = firstColumn
    }

    /// The place of the bytes `range`; its length is counted to the end of the line at most.
    mutating func location(_ range: Range<Int>) -> SourceLocation {
        let start = min(max(0, range.lowerBound), bytes.count)
        seek(line: lineIndex(of: start), offset: start)
        var length = 0
        var i = start
        while i < min(range.upperBound, bytes.count), bytes[i] != 0x0A, bytes[i] != 0x0D {
            if bytes[i] & 0xC0 != 0x80 { length += 1 }
            i += 1
        }
        if let places { return places.place(column, length: length) }
        return SourceLocation(
            file: file, line: firstLine + line, column: column + (line == 0 ? firstColumn : 1), length: max(1, length))
    }

    mutating func location(_ offset: Int) -> SourceLocation { location(offset..<offset) }

    /// Counts from the last place where that is on the same line, forwards or backwards.
    private mutating func seek(line newLine: Int, offset newOffset: Int) {
        if newLine != line {
            line = newLine
            offset = lineStarts.isEmpty ? 0 : min(lineStarts[newLine], newOffset)
            column = 0
        }
        if newOffset < offset {
            column -= UTF8Scalars.count(newOffset..<offset, in: bytes)
        } else {
            column += UTF8Scalars.count(offset..<newOffset, in: bytes)
        }
        offset = newOffset
    }

    /// The line, from 0, that holds `offset`.
    private func lineIndex(of offset: Int) -> Int {
        if line < lineStarts.count, lineStarts[line] <= offset {
            if line + 1 >= lineStarts.count || offset < lineStarts[line + 1] { return line }
        }
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
