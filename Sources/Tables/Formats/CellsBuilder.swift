import Diagnostics

/// Makes cells out of what is no CSV file (rows of a data package, JSON, a sheet, a query): as if they had been
/// written as CSV, each with the place at which it really stands.
///
/// Every row is given all of its cells, in the order of the header.
struct CellsBuilder {
    private let path: String
    private let width: Int
    private var bytes: [UInt8] = []
    private var starts: [UInt32] = []
    private var places: [SourceLocation] = []
    /// True once the bytes are more than are made (`CSV.maximumMadeSize`).
    private(set) var isFull = false

    /// `path` is the file that the findings name.
    init(path: String, width: Int) {
        self.path = path
        self.width = width
    }

    /// The next cell of the header or of a row; `place` for cells that are not laid out as a grid.
    mutating func append(_ text: some Collection<UInt8>, at place: SourceLocation? = nil) {
        guard bytes.count + text.count < CSV.maximumMadeSize else {
            isFull = true
            return
        }
        starts.append(UInt32(bytes.count))
        if let place { places.append(place) }
        CSV.append(text, to: &bytes)
        bytes.append(starts.count % max(1, width) == 0 ? 0x0A : UInt8(ascii: ","))
    }

    mutating func append(_ text: String, at place: SourceLocation? = nil) { append(text.utf8, at: place) }

    /// The cells. `grid` is the line and the column of the header's first cell where each cell stands one line below
    /// the last and one column beside it, as in a sheet.
    consuming func finished(grid: (line: Int, column: Int)? = nil) -> CSVCells {
        let header = Array(starts.prefix(width))
        // What is no whole row is none; without columns there are no rows.
        let rows = width > 0 ? max(0, starts.count / width - 1) : 0
        let rowStarts = (0..<rows).map { starts[($0 + 1) * width] }
        var cells = CSVCells(
            path: path, bytes: bytes, dialect: CSVDialect(), header: header, rowStarts: rowStarts, lineJumps: [])
        if let grid {
            cells.places = .grid(line: grid.line, column: grid.column)
        } else if places.count >= width, !places.isEmpty {
            cells.places = .listed(places)
        }
        return cells
    }
}
