/// Where the cells of some rows begin and end: what a file's rows are taken apart into, few at a time, so that both
/// the bytes and these offsets are near.
struct CellBlock {
    let rows: Range<Int>
    let width: Int
    /// Row by row, `width` to a row; `CSVCells.absent` where a row is too short.
    private var starts: [UInt32]
    /// The delimiter or line end after each cell.
    private var ends: [UInt32]

    /// Rows of which each thread takes so many at once, and of which a column's numbers are stored together.
    static let batchSize = 4096

    static func batchCount(_ rows: Int) -> Int { (rows + batchSize - 1) / batchSize }

    static func batch(_ index: Int, of rows: Int) -> Range<Int> {
        index * batchSize..<min(rows, (index + 1) * batchSize)
    }

    /// The rows in blocks of some thousand cells.
    static func blocks(of rows: Range<Int>, in cells: CSVCells) -> some Sequence<CellBlock> {
        let size = max(1, 4096 / max(1, cells.columnCount))
        return stride(from: rows.lowerBound, to: rows.upperBound, by: size).lazy.map { row in
            CellBlock(rows: row..<min(rows.upperBound, row + size), of: cells)
        }
    }

    init(rows: Range<Int>, of cells: CSVCells) {
        self.rows = rows
        width = cells.columnCount
        let count = rows.count * width
        var ends: [UInt32] = []
        // Every slot is written: rows that are too short fill up with `absent`.
        starts = Array(unsafeUninitializedCapacity: count) { starts, startCount in
            ends = Array(unsafeUninitializedCapacity: count) { ends, endCount in
                Self.fill(starts, ends, rows, of: cells)
                endCount = count
            }
            startCount = count
        }
        self.ends = ends
    }

    private static func fill(
        _ starts: UnsafeMutableBufferPointer<UInt32>, _ ends: UnsafeMutableBufferPointer<UInt32>, _ rows: Range<Int>,
        of cells: CSVCells
    ) {
        let width = cells.columnCount
        cells.bytes.withUnsafeBufferPointer { buffer in
            guard let bytes = ByteView(buffer) else { return clear(0..<rows.count * width, starts, ends) }
            var base = 0
            for row in rows {
                let start = Int(cells.rowStarts[row])
                if cells.dialect.isUsual {
                    splitUsual(bytes, start, cells.dialect, width, starts, ends, base)
                } else {
                    split(bytes, start, cells.dialect, base..<base + width, starts, ends)
                }
                base += width
            }
        }
    }

    private static func clear(
        _ slots: Range<Int>, _ starts: UnsafeMutableBufferPointer<UInt32>, _ ends: UnsafeMutableBufferPointer<UInt32>
    ) {
        for slot in slots {
            starts[slot] = CSVCells.absent
            ends[slot] = CSVCells.absent
        }
    }

    /// Where the cell begins, `row` counted from the block's first.
    @inline(__always)
    func start(_ row: Int, _ column: Int) -> UInt32 { column < width ? starts[row * width + column] : CSVCells.absent }

    /// The bytes of a column's cells, quotes included, one after the other; an absent cell is empty, at the text's end.
    @inline(__always)
    func forEach(_ column: Int, _ count: Int, _ body: (_ row: Int, _ start: Int, _ end: Int) -> Void) {
        guard column < width else {
            for row in rows { body(row, count, count) }
            return
        }
        starts.withUnsafeBufferPointer { starts in
            ends.withUnsafeBufferPointer { ends in
                var index = column
                for row in rows {
                    let start = starts[index]
                    if start == CSVCells.absent {
                        body(row, count, count)
                    } else {
                        body(row, Int(start), Int(ends[index]))
                    }
                    index += width
                }
            }
        }
    }

    /// Cell by cell, in any dialect.
    private static func split(
        _ bytes: ByteView, _ rowStart: Int, _ dialect: CSVDialect, _ slots: Range<Int>,
        _ starts: UnsafeMutableBufferPointer<UInt32>, _ ends: UnsafeMutableBufferPointer<UInt32>
    ) {
        var start = dialect.cellStart(bytes, rowStart)
        for slot in slots {
            let end = dialect.cellEnd(bytes, at: start)
            starts[slot] = UInt32(truncatingIfNeeded: start)
            ends[slot] = UInt32(truncatingIfNeeded: end)
            guard end < bytes.count, bytes[end] == dialect.delimiter else {
                return clear(slot + 1..<slots.upperBound, starts, ends)
            }
            start = dialect.cellStart(bytes, end + 1)
        }
    }

    private static let lf = ByteWord.filled(with: 0x0A)
    private static let cr = ByteWord.filled(with: 0x0D)
    private static let quote = ByteWord.filled(with: UInt8(ascii: "\""))

    /// By words of eight bytes; what a quoted cell and the text's last bytes hold, cell by cell.
    @inline(__always)
    private static func splitUsual(
        _ bytes: ByteView, _ rowStart: Int, _ dialect: CSVDialect, _ width: Int,
        _ starts: UnsafeMutableBufferPointer<UInt32>, _ ends: UnsafeMutableBufferPointer<UInt32>, _ base: Int
    ) {
        let (delimiter, isBare) = (dialect.delimiter, dialect.isBare)
        let delimiters = ByteWord.filled(with: delimiter)
        let limit = base + width
        var slot = base
        var start = rowStart
        var i = rowStart
        while i + 8 <= bytes.count {
            let word = bytes.word(at: i)
            var found = ByteWord.matches(word, delimiters) | ByteWord.matches(word, lf)
            var quotes: UInt64 = 0
            if !isBare {
                found |= ByteWord.matches(word, cr)
                quotes = ByteWord.matches(word, quote)
                if quotes != 0 { found &= ByteWord.below(quotes) }
            }
            while found != 0 {
                let end = i + ByteWord.first(found)
                starts[slot] = UInt32(truncatingIfNeeded: start)
                ends[slot] = UInt32(truncatingIfNeeded: end)
                slot += 1
                guard slot < limit, bytes[end] == delimiter else { return clear(slot..<limit, starts, ends) }
                start = end + 1
                found &= found &- 1
            }
            if quotes == 0 {
                i += 8
                continue
            }
            let at = i + ByteWord.first(quotes)
            // A quote within a plain cell is text; one that begins a cell hides what it holds.
            i = at == start ? dialect.cellEnd(bytes, at: start) : at + 1
        }
        split(bytes, start, dialect, slot..<limit, starts, ends)
    }
}
