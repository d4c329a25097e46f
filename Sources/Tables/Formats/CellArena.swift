/// Cells in whatever order they come, each written as CSV writes it; a table takes them by where they begin. One text
/// may stand in many cells.
struct CellArena {
    private(set) var bytes: [UInt8]
    let delimiter: UInt8
    /// True once the bytes are more than its limit.
    private(set) var isFull = false

    /// How many bytes it may come to: what offsets can tell, and so much beside the text that it began with.
    private let limit: Int

    /// The empty cell.
    let empty: UInt32

    /// `bytes` is a text that cells stand in already.
    init(_ bytes: [UInt8] = [], delimiter: UInt8 = UInt8(ascii: ",")) {
        self.bytes = bytes
        self.delimiter = delimiter
        limit = min(CSV.maximumFileSize, bytes.count + CSV.maximumMadeSize)
        // A text's last cell ends where the text does.
        if !bytes.isEmpty, bytes.last != 0x0A { self.bytes.append(0x0A) }
        empty = UInt32(clamping: self.bytes.count)
        self.bytes.append(delimiter)
    }

    /// Where the cell begins.
    mutating func add(_ text: some Collection<UInt8>) -> UInt32 {
        if text.isEmpty { return empty }
        guard bytes.count + text.count < limit else {
            isFull = true
            return empty
        }
        let start = UInt32(clamping: bytes.count)
        CSV.append(text, delimiter: delimiter, to: &bytes)
        bytes.append(delimiter)
        return start
    }

    mutating func add(_ text: String) -> UInt32 { add(text.utf8) }

    /// The text of the unquoted cell that begins at `start`; of a quoted one, its quotes too.
    func text(at start: UInt32) -> ArraySlice<UInt8> {
        var end = Int(start)
        while end < bytes.count, bytes[end] != delimiter, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        return bytes[min(Int(start), end)..<end]
    }

    /// The cells that begin at `starts`, `header` and then row by row, as a file would have them: those of a row one
    /// behind the other. Rows beyond what offsets can tell are left out, and the arena is full.
    mutating func table(path: String, header: [UInt32], starts: [UInt32]) -> CSVCells {
        var dialect = CSVDialect()
        dialect.delimiter = delimiter
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var headerStarts: [UInt32] = []
        var rowStarts: [UInt32] = []
        let width = max(1, header.count)
        rowStarts.reserveCapacity(starts.count / width)
        let limit = limit
        let isComplete = bytes.withUnsafeBufferPointer { buffer in
            guard let view = ByteView(buffer) else { return true }
            func append(_ start: UInt32, isLast: Bool) {
                let end = dialect.cellEnd(view, at: Int(start))
                out += buffer[min(Int(start), end)..<end]
                out.append(isLast ? 0x0A : delimiter)
            }
            for (index, start) in header.enumerated() {
                headerStarts.append(UInt32(clamping: out.count))
                append(start, isLast: index == header.count - 1)
            }
            for row in 0..<(header.isEmpty ? 0 : starts.count / width) {
                guard out.count < limit else { return false }
                rowStarts.append(UInt32(clamping: out.count))
                for column in 0..<width { append(starts[row * width + column], isLast: column == width - 1) }
            }
            return true
        }
        if !isComplete { isFull = true }
        return CSVCells(
            path: path, bytes: out, dialect: dialect, header: headerStarts, rowStarts: rowStarts, lineJumps: [])
    }

    /// The same number as "about": `~5000` of `5000`. Nil for what is none.
    mutating func addEstimate(_ number: ArraySlice<UInt8>) -> UInt32? {
        guard let first = number.first, first &- 0x30 <= 9 || first == UInt8(ascii: "-") else { return nil }
        return add([UInt8(ascii: "~")] + number)
    }
}

/// Rows whose columns are known only as they come: a record may have a key that no record before it had.
struct RecordCells {
    /// How many cells rows may lack beside those that they have, before they count as no table.
    private static let maximumPadding = 1_000_000

    var arena = CellArena()
    private(set) var names: [[UInt8]] = []
    private var namePlaces: [CellPosition] = []
    private var indexes: [[UInt8]: Int] = [:]
    private var starts: [UInt32] = []
    private var places: [CellPosition] = []
    /// From which row on rows have how many cells.
    private var widths: [(row: Int, width: Int)] = []
    private(set) var rowCount = 0
    private var rowBase = 0
    private var rowPlace = CellPosition(line: 1, column: 1)
    /// The row, from 1, that last had a cell in each column.
    private var lastRow: [Int] = []
    private var given = 0

    var width: Int { names.count }

    mutating func beginRow(_ place: CellPosition) {
        rowCount += 1
        rowBase = starts.count
        rowPlace = place
        starts.append(contentsOf: repeatElement(arena.empty, count: width))
        places.append(contentsOf: repeatElement(place, count: width))
    }

    /// The column called `name`; a new one after all others. Nil where there are too many. `guess` is the column that
    /// it probably is.
    mutating func column(_ name: some Collection<UInt8>, at place: CellPosition, guess: Int) -> Int? {
        if guess < names.count, names[guess].elementsEqual(name) { return guess }
        let key = Array(name)
        if let known = indexes[key] { return known }
        return append(key, at: place)
    }

    /// A further column, whatever it is called.
    mutating func append(_ name: [UInt8], at place: CellPosition) -> Int? {
        guard names.count < CSV.maximumColumns else { return nil }
        let index = names.count
        if indexes[name] == nil { indexes[name] = index }
        names.append(name)
        namePlaces.append(place)
        lastRow.append(0)
        if rowCount > 0 {
            starts.append(arena.empty)
            places.append(rowPlace)
        }
        return index
    }

    /// False where the row has a cell there already.
    mutating func set(_ column: Int, _ text: some Collection<UInt8>, at place: CellPosition) -> Bool {
        guard lastRow[column] != rowCount else { return false }
        lastRow[column] = rowCount
        given += 1
        starts[rowBase + column] = arena.add(text)
        places[rowBase + column] = place
        return true
    }

    mutating func endRow() {
        if widths.last?.width != width { widths.append((rowCount - 1, width)) }
    }

    /// Cells given column by column: `columns` of as many cells as there are names, each of `rows` or fewer.
    mutating func fill(_ columns: [[(start: UInt32, place: CellPosition)]], rows: Int) {
        rowCount = rows
        starts.reserveCapacity(rows * width)
        places.reserveCapacity(rows * width)
        for row in 0..<rows {
            for (index, column) in columns.enumerated() {
                starts.append(row < column.count ? column[row].start : arena.empty)
                places.append(row < column.count ? column[row].place : namePlaces[index])
            }
        }
        given = starts.count
        widths = [(0, width)]
    }

    /// True where most cells are missing from rows: keys that differ from row to row.
    var isTooSparse: Bool {
        let (all, overflow) = rowCount.multipliedReportingOverflow(by: width)
        return overflow || all - given > Self.maximumPadding + 4 * given
    }

    consuming func finished(path: String) -> CSVCells {
        var header: [UInt32] = []
        for name in names { header.append(arena.add(name)) }
        if widths.count > 1 || widths.first.map({ $0.width != width }) ?? false { widen() }
        var cells = arena.table(path: path, header: header, starts: starts)
        cells.places = .marked(namePlaces, places)
        return cells
    }

    /// Gives every row as many cells as the last.
    private mutating func widen() {
        var allStarts: [UInt32] = []
        var allPlaces: [CellPosition] = []
        allStarts.reserveCapacity(rowCount * width)
        allPlaces.reserveCapacity(rowCount * width)
        var at = 0
        for (index, part) in widths.enumerated() {
            let end = index + 1 < widths.count ? widths[index + 1].row : rowCount
            for _ in part.row..<max(part.row, end) {
                let next = at + part.width
                allStarts += starts[at..<next]
                allPlaces += places[at..<next]
                let place = part.width > 0 ? places[at] : rowPlace
                for _ in part.width..<max(part.width, width) {
                    allStarts.append(arena.empty)
                    allPlaces.append(place)
                }
                at = next
            }
        }
        starts = allStarts
        places = allPlaces
    }
}
