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
    /// True once the bytes are more than offsets of cells can tell.
    private(set) var isFull = false

    /// `path` is the file that the findings name.
    init(path: String, width: Int) {
        self.path = path
        self.width = width
    }

    /// The next cell of the header or of a row; `place` for cells that are not laid out as a grid.
    mutating func append(_ text: some Collection<UInt8>, at place: SourceLocation? = nil) {
        guard bytes.count + text.count < CSV.maximumFileSize else {
            isFull = true
            return
        }
        starts.append(UInt32(bytes.count))
        if let place { places.append(place) }
        let isQuoted = text.contains {
            $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D
        }
        if isQuoted {
            bytes.append(UInt8(ascii: "\""))
            for byte in text {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        } else {
            bytes += text
        }
        bytes.append(starts.count % max(1, width) == 0 ? 0x0A : UInt8(ascii: ","))
    }

    mutating func append(_ text: String, at place: SourceLocation? = nil) { append(text.utf8, at: place) }

    /// The cells. `grid` is the line and the column of the header's first cell where each cell stands one line below
    /// the last and one column beside it, as in a sheet.
    consuming func finished(grid: (line: Int, column: Int)? = nil) -> CSVCells {
        let header = Array(starts.prefix(width))
        starts.removeFirst(min(width, starts.count))
        if width > 0 { starts.removeLast(starts.count % width) }
        var cells = CSVCells(
            path: path, bytes: bytes, delimiter: UInt8(ascii: ","), header: header, starts: starts, lineJumps: [])
        if let grid {
            cells.places = .grid(line: grid.line, column: grid.column)
        } else if places.count >= width, !places.isEmpty {
            cells.places = .listed(places)
        }
        return cells
    }
}
