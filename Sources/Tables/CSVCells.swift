import Diagnostics
import Files

/// The cells of a CSV file as ranges of its bytes: one 32-bit offset for each, ends and places found when asked for.
struct CSVCells: Sendable {
    /// A cell that its row is too short to have.
    static let absent = UInt32.max

    let path: String
    /// The whole file, without a byte-order mark.
    let bytes: [UInt8]
    let delimiter: UInt8
    let columnCount: Int
    private(set) var header: [UInt32]
    /// Where each cell begins (at its opening quote, if it has one), row by row, `columnCount` to a row.
    private(set) var starts: [UInt32]
    /// The line on which a row begins, wherever that is not one more than the row before.
    private let lineJumps: [LineJump]
    var places = Places.written

    /// Where the cells stand.
    enum Places: Sendable {
        /// Where they are written, in the file itself.
        case written
        /// Elsewhere, each on its own: the header's first, then row by row.
        case listed([SourceLocation])
        /// In a grid whose header begins at `line` and `column`: each row a line, each cell a column.
        case grid(line: Int, column: Int)
        /// In several files, one after the other.
        indirect case appended(AppendedCells)
    }

    struct LineJump: Sendable {
        var row: Int
        var line: Int
    }

    init(
        path: String, bytes: [UInt8], delimiter: UInt8, header: [UInt32], starts: [UInt32], lineJumps: [LineJump]
    ) {
        self.path = path
        self.bytes = bytes
        self.delimiter = delimiter
        self.header = header
        self.starts = starts
        self.lineJumps = lineJumps
        columnCount = header.count
    }

    /// No rows and no columns: what stands for a file that is no text.
    init(path: String) {
        self.init(path: path, bytes: [], delimiter: 0x2C, header: [], starts: [], lineJumps: [])
    }

    var rowCount: Int { columnCount == 0 ? 0 : starts.count / columnCount }

    /// The offset of a cell's first byte; `absent` where there is none.
    func start(row: Int, column: Int) -> UInt32 {
        let index = row * columnCount + column
        guard column < columnCount, index >= 0, index < starts.count else { return Self.absent }
        return starts[index]
    }
}

// MARK: - What a cell holds

extension CSVCells {
    /// Where the content of the cell that begins at `start` lies, without its quotes; `isDoubled` where it holds
    /// doubled quotes.
    func content(at start: UInt32) -> (range: Range<Int>, isQuoted: Bool, isDoubled: Bool) {
        let first = Int(start)
        guard start != Self.absent, first < bytes.count else { return (bytes.count..<bytes.count, false, false) }
        var i = first
        guard bytes[i] == UInt8(ascii: "\"") else {
            while i < bytes.count, bytes[i] != delimiter, bytes[i] != 0x0A, bytes[i] != 0x0D { i += 1 }
            return (first..<i, false, false)
        }
        i += 1
        var doubled = false
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: "\"") {
                guard i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "\"") else { break }
                doubled = true
                i += 1
            }
            i += 1
        }
        return (first + 1..<min(i, bytes.count), true, doubled)
    }

    /// The bytes that the cell means: without quotes, doubled quotes single.
    func value(at start: UInt32) -> ArraySlice<UInt8> {
        let (range, _, isDoubled) = content(at: start)
        guard isDoubled else { return bytes[range] }
        var out: [UInt8] = []
        out.reserveCapacity(range.count)
        var i = range.lowerBound
        while i < range.upperBound {
            out.append(bytes[i])
            i += bytes[i] == UInt8(ascii: "\"") ? 2 : 1
        }
        return out[...]
    }

    func value(row: Int, column: Int) -> ArraySlice<UInt8> { value(at: start(row: row, column: column)) }

    func text(row: Int, column: Int) -> String { String(decoding: value(row: row, column: column), as: UTF8.self) }

    func headerText(_ column: Int) -> String {
        guard header.indices.contains(column) else { return "" }
        return String(decoding: value(at: header[column]), as: UTF8.self)
    }
}

// MARK: - Places

extension CSVCells {
    /// The line on which a row begins, from 1.
    func line(ofRow row: Int) -> Int {
        if case .appended(let parts) = places, let line = parts.line(ofRow: row) { return line }
        var low = 0
        var high = lineJumps.count
        while low < high {
            let middle = (low + high) / 2
            if lineJumps[middle].row <= row { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return row + 2 }
        return lineJumps[low - 1].line + row - lineJumps[low - 1].row
    }

    /// The place of a cell, its quotes included; of one that its row lacks, the row's beginning.
    func location(row: Int, column: Int) -> SourceLocation {
        switch places {
        case .written: break
        case .listed(let places):
            let index = (row + 1) * columnCount + min(column, max(0, columnCount - 1))
            return places.indices.contains(index) ? places[index] : SourceLocation(file: path)
        case .grid(let line, let first):
            return SourceLocation(file: path, line: line + row + 1, column: first + column)
        case .appended(let parts): return parts.location(row: row, column: column) ?? SourceLocation(file: path)
        }
        let first = start(row: row, column: 0)
        let found = start(row: row, column: column)
        return location(of: found == Self.absent ? first : found, rowStart: first, line: line(ofRow: row))
    }

    func headerLocation(_ column: Int) -> SourceLocation {
        guard header.indices.contains(column) else { return SourceLocation(file: path) }
        switch places {
        case .written: break
        case .listed(let places):
            return places.indices.contains(column) ? places[column] : SourceLocation(file: path)
        case .grid(let line, let first): return SourceLocation(file: path, line: line, column: first + column)
        case .appended(let parts): return parts.headerLocation(column) ?? SourceLocation(file: path)
        }
        // Counted from the file's beginning: blank lines may precede the header.
        return location(of: header[column], rowStart: 0, line: 1)
    }

    private func location(of start: UInt32, rowStart: UInt32, line: Int) -> SourceLocation {
        guard start != Self.absent, rowStart != Self.absent else { return SourceLocation(file: path, line: line) }
        let (range, isQuoted, _) = content(at: start)
        var position = TextPosition(line: line)
        position.advance(over: bytes[Int(rowStart)..<Int(start)])
        let end = isQuoted ? min(range.upperBound + 1, bytes.count) : range.upperBound
        var length = 0
        for byte in bytes[Int(start)..<end] {
            if byte == 0x0A || byte == 0x0D { break }
            if byte & 0xC0 != 0x80 { length += 1 }
        }
        return SourceLocation(
            file: path, line: position.line, column: position.column, length: max(1, length))
    }
}

/// A line and a column that move over bytes: lines end at LF, CRLF or a lone CR, columns count Unicode scalars.
struct TextPosition {
    var line = 1
    var column = 1
    private var afterCR = false

    init(line: Int = 1) { self.line = line }

    mutating func advance(over bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            switch byte {
            case 0x0A:
                if !afterCR { line += 1 }
                column = 1
            case 0x0D:
                line += 1
                column = 1
            default: if byte & 0xC0 != 0x80 { column += 1 }
            }
            afterCR = byte == 0x0D
        }
    }
}
