/// The columns of one layer of a chart, each with its place in the table of the whole.
struct LayerPart {
    var columns: [(Int, PlottedTable.Column)] = []
    var rowCount: Int
    /// Its rows say nothing of the other layers' rows.
    var isApart = false
}

/// The rows of all layers of a chart, those that tell of the same thing made one.
struct MergedRows {
    /// Where a cell of the table comes from.
    struct Cell {
        var place: Int
        var layer: Int
        /// The column within the layer.
        var column: Int
        var row: Int
        /// What tells it from other values.
        var key: String
    }

    private(set) var cells: [[Cell]] = []

    /// Adds the rows of a layer. A row that agrees with one earlier row in all that both show fills that up with what
    /// it shows besides; one that agrees with several, and shows nothing besides, is told by them; any other stands
    /// for itself.
    mutating func add(_ part: LayerPart, _ layer: Int, isOnly: Bool) {
        let earlier = cells.count
        // Earlier rows by the columns that they have, and by their values in those that this layer shows too.
        var shapes: [[Int]: [String: [Int]]] = [:]
        let shown = Set(part.columns.map(\.0))
        if !isOnly {
            for row in 0..<earlier {
                let shared = cells[row].filter { shown.contains($0.place) }
                if shared.isEmpty { continue }
                shapes[shared.map(\.place), default: [:]][Self.key(shared), default: []].append(row)
            }
        }
        for row in 0..<part.rowCount {
            let own = part.columns.indices.map { column in
                let (place, values) = part.columns[column]
                return Cell(
                    place: place, layer: layer, column: column, row: row, key: isOnly ? "" : Self.key(values, row))
            }.sorted { $0.place < $1.place }
            var same: [Int] = []
            for (places, rows) in shapes {
                same += rows[Self.key(own.filter { places.contains($0.place) })] ?? []
            }
            let whole = same.contains { older in
                own.allSatisfy { cell in cells[older].contains { $0.place == cell.place } }
            }
            if whole { continue }
            if same.count == 1, let only = same.first {
                for cell in own where !cells[only].contains(where: { $0.place == cell.place }) {
                    cells[only].append(cell)
                }
                cells[only].sort { $0.place < $1.place }
            } else {
                cells.append(own)
            }
        }
    }

    private static func key(_ cells: [Cell]) -> String { cells.map(\.key).joined(separator: "\u{1F}") }

    private static func key(_ column: PlottedTable.Column, _ row: Int) -> String {
        if column.isNumeric, column.numbers.indices.contains(row) { return "\(column.numbers[row])" }
        return column.instants.indices.contains(row) ? "\(column.instants[row])" : column.texts[row]
    }
}
