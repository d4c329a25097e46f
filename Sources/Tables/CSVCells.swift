import Diagnostics
import Files

/// The cells of a CSV file as ranges of its bytes: one 32-bit offset for each row, the rest found when asked for.
struct CSVCells: Sendable {
    /// A cell that its row is too short to have.
    static let absent = UInt32.max
    /// In a wide table every so many cells of a row have an offset of their own, so that finding one stays cheap.
    private static let stride = 16

    let path: String
    /// The whole file.
    let bytes: [UInt8]
    let dialect: CSVDialect
    let columnCount: Int
    /// Where the cells of the header begin; of one of several rows, those of the first that names the column.
    let header: [UInt32]
    /// What the columns are called, where that is not what stands at `header`.
    var names: [String]?
    /// Where each row begins.
    let rowStarts: [UInt32]
    /// Where every 16th cell of each row begins, but the first.
    private var marks: [UInt32] = []
    /// The line on which a row begins, wherever that is not one more than the row before.
    var lineJumps: [LineJump]
    var places = Places.written
    /// What a cell's place is called, where lines and columns are no way to call it.
    var naming = CellNaming.byLine

    /// Where the cells stand.
    enum Places: Sendable {
        /// Where they are written, in the file itself.
        case written
        /// Elsewhere, each on its own: the header's first, then row by row.
        case listed([SourceLocation])
        /// In a grid whose header begins at `line` and `column`: each row a line, each cell a column.
        case grid(line: Int, column: Int)
        /// Elsewhere, in less room: the header's, then row by row. A cell is as long as its text.
        case marked([CellPosition], [CellPosition])
        /// Row for row in other cells, each column in one of theirs.
        indirect case within(CSVCells, columns: [Int])
        /// In several files, one after the other.
        indirect case appended(AppendedCells)
    }

    struct LineJump: Sendable, Equatable {
        var row: Int
        var line: Int
    }

    init(
        path: String, bytes: [UInt8], dialect: CSVDialect, header: [UInt32], rowStarts: [UInt32],
        lineJumps: [LineJump]
    ) {
        self.path = path
        self.bytes = bytes
        self.dialect = dialect
        self.header = header
        self.rowStarts = rowStarts
        self.lineJumps = lineJumps
        columnCount = header.count
        if columnCount > Self.stride { marks = makeMarks() }
    }

    /// No rows and no columns: what stands for a file that is no text.
    init(path: String) {
        self.init(path: path, bytes: [], dialect: CSVDialect(), header: [], rowStarts: [], lineJumps: [])
    }

    var rowCount: Int { columnCount == 0 ? 0 : rowStarts.count }

    private var marksPerRow: Int { (columnCount - 1) / Self.stride }

    private func makeMarks() -> [UInt32] {
        let made = Parallel.map(count: CellBlock.batchCount(rowCount), jobs: Parallel.all) { batch -> [UInt32] in
            var out: [UInt32] = []
            let rows = CellBlock.batch(batch, of: rowCount)
            out.reserveCapacity(rows.count * marksPerRow)
            for block in CellBlock.blocks(of: rows, in: self) {
                for row in 0..<block.rows.count {
                    for mark in 1...marksPerRow { out.append(block.start(row, mark * Self.stride)) }
                }
            }
            return out
        }
        return Array(made.joined())
    }

    /// The offset of a cell's first byte (its opening quote, if it has one); `absent` where there is none.
    func start(row: Int, column: Int) -> UInt32 {
        guard column >= 0, column < columnCount, rowStarts.indices.contains(row) else { return Self.absent }
        var from = rowStarts[row]
        var rest = column
        if column >= Self.stride, !marks.isEmpty {
            from = marks[row * marksPerRow + column / Self.stride - 1]
            rest = column % Self.stride
            if from == Self.absent { return from }
        }
        return bytes.withUnsafeBufferPointer { buffer in
            guard let view = ByteView(buffer) else { return Self.absent }
            var start = dialect.cellStart(view, Int(from))
            for _ in 0..<rest {
                let end = dialect.cellEnd(view, at: start)
                guard end < view.count, view[end] == dialect.delimiter else { return Self.absent }
                start = dialect.cellStart(view, end + 1)
            }
            return UInt32(truncatingIfNeeded: start)
        }
    }
}

// MARK: - What a cell holds

extension CSVCells {
    /// Where the content of the cell that begins at `start` lies, without its quotes; `isEscaped` where it holds
    /// doubled quotes or escapes.
    func content(at start: UInt32) -> (range: Range<Int>, isQuoted: Bool, isEscaped: Bool) {
        bytes.withUnsafeBufferPointer { buffer in
            guard start != Self.absent, let view = ByteView(buffer) else {
                return (buffer.count..<buffer.count, false, false)
            }
            let (range, isQuoted, isEscaped, _) = dialect.content(view, at: Int(start))
            return (range, isQuoted, isEscaped)
        }
    }

    /// The bytes that the cell means: without quotes, doubled quotes single.
    func value(at start: UInt32) -> ArraySlice<UInt8> {
        let (range, isQuoted, isEscaped) = content(at: start)
        return isEscaped ? dialect.unescaped(bytes[range], isQuoted: isQuoted)[...] : bytes[range]
    }

    func value(row: Int, column: Int) -> ArraySlice<UInt8> { value(at: start(row: row, column: column)) }

    func text(row: Int, column: Int) -> String { String(decoding: value(row: row, column: column), as: UTF8.self) }

    func headerText(_ column: Int) -> String {
        guard header.indices.contains(column) else { return "" }
        if let names, names.indices.contains(column) { return names[column] }
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
        guard low > 0 else {
            if case .grid(let line, _) = places { return line + row + 1 }
            return row + 2
        }
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
            return SourceLocation(
                file: path, line: lineJumps.isEmpty ? line + row + 1 : self.line(ofRow: row), column: first + column)
        case .marked(_, let places):
            let index = row * columnCount + min(column, max(0, columnCount - 1))
            guard places.indices.contains(index) else { return SourceLocation(file: path) }
            return location(of: start(row: row, column: column), at: places[index])
        case .within(let cells, let columns):
            return cells.location(row: row, column: columns.indices.contains(column) ? columns[column] : 0)
        case .appended(let parts): return parts.location(row: row, column: column) ?? SourceLocation(file: path)
        }
        let first = rowStarts.indices.contains(row) ? rowStarts[row] : Self.absent
        let found = start(row: row, column: column)
        let meant = found == Self.absent ? start(row: row, column: 0) : found
        return location(of: meant, rowStart: first, line: line(ofRow: row))
    }

    func headerLocation(_ column: Int) -> SourceLocation {
        guard header.indices.contains(column) else { return SourceLocation(file: path) }
        switch places {
        case .written: break
        case .listed(let places):
            return places.indices.contains(column) ? places[column] : SourceLocation(file: path)
        case .grid(let line, let first):
            return SourceLocation(file: path, line: max(1, line), column: first + column)
        case .marked(let places, _):
            guard places.indices.contains(column) else { return SourceLocation(file: path) }
            return location(of: header[column], at: places[column])
        case .within(let cells, let columns):
            return cells.headerLocation(columns.indices.contains(column) ? columns[column] : 0)
        case .appended(let parts): return parts.headerLocation(column) ?? SourceLocation(file: path)
        }
        // Counted from the text's beginning: blank lines may precede the header.
        let start = UInt32(bytes.starts(with: CSV.byteOrderMark) ? CSV.byteOrderMark.count : 0)
        return location(of: header[column], rowStart: start, line: 1)
    }

    /// The place of a cell that is written elsewhere, as long as the first line of its text.
    private func location(of start: UInt32, at place: CellPosition) -> SourceLocation {
        var length = 0
        for byte in value(at: start) {
            if byte == 0x0A || byte == 0x0D { break }
            if byte & 0xC0 != 0x80 { length += 1 }
        }
        return SourceLocation(
            file: path, line: Int(place.line), column: Int(place.column), length: max(1, length))
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
