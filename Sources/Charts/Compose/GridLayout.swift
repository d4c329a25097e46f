/// Parts of different extents in rows and columns, by Vega's rules (vega-view-transforms, grid layout).
struct GridLayout {
    /// Where each part's origin goes.
    private(set) var places: [(x: Double, y: Double)] = []
    let columns: Int
    let rows: Int
    /// What the parts take up in their places.
    private(set) var bounds = Bounds()

    /// - Parameters:
    ///   - boxes: what each part takes up around its own origin, row by row.
    ///   - spacing: pixels between the columns, and between the rows.
    init(
        _ boxes: [Bounds], columns given: Int?, spacing: (column: Double, row: Double),
        _ layout: CompositionLayout, standard: CompositionLayout.Alignment
    ) {
        let boxes = boxes.map { $0.isEmpty ? Bounds(0, 0, 0, 0) : $0 }
        columns = max(1, min(given ?? boxes.count, max(1, boxes.count)))
        rows = max(1, (boxes.count + columns - 1) / columns)
        let across = Track(
            boxes.map { ($0.x1, $0.x2) }, count: columns, index: { [columns] in $0 % columns }, spacing: spacing.column,
            alignment: layout.alignment.column ?? standard,
            isCentred: (layout.isCentred.column ?? false) && rows > 1)
        let down = Track(
            boxes.map { ($0.y1, $0.y2) }, count: rows, index: { [columns] in $0 / columns }, spacing: spacing.row,
            alignment: layout.alignment.row ?? standard, isCentred: (layout.isCentred.row ?? false) && columns > 1)
        let xs = across.places { [columns] i in i % columns == 0 ? nil : i - 1 }
        let ys = down.places { [columns] i in i < columns ? nil : i - columns }
        places = zip(xs, ys).map { (x: $0, y: $1) }
        for (box, place) in zip(boxes, places) { bounds.add(box.moved(place.x, place.y)) }
    }

    /// The greatest sum of a row.
    func sumAcross(_ counts: [Int]) -> Int {
        (0..<rows).map { row in
            counts[min(row * columns, counts.count)..<min((row + 1) * columns, counts.count)].reduce(0, +)
        }.max() ?? 0
    }

    /// One direction of the grid.
    private struct Track {
        private var extents: [Double]
        private var offsets: [Double]
        private let ends: [Double]
        private let index: (Int) -> Int
        private let alignment: CompositionLayout.Alignment
        private let isCentred: Bool

        init(
            _ ranges: [(Double, Double)], count: Int, index: @escaping (Int) -> Int, spacing: Double,
            alignment: CompositionLayout.Alignment, isCentred: Bool
        ) {
            self.index = index
            self.alignment = alignment
            self.isCentred = isCentred
            ends = ranges.map(\.1)
            extents = [Double](repeating: 0, count: count)
            offsets = ranges.map { $0.0 < 0 ? (-$0.0).rounded(.up) + spacing : spacing }
            for (i, range) in ranges.enumerated() {
                extents[index(i)] = max(extents[index(i)], range.1.rounded(.up))
                if index(i) == 0 { offsets[i] = 0 }
            }
            let widest = extents.max() ?? 0
            let all = offsets.max() ?? 0
            var each = [Double](repeating: 0, count: count)
            for i in offsets.indices { each[index(i)] = max(each[index(i)], offsets[i]) }
            for i in offsets.indices where index(i) > 0 {
                switch alignment {
                case .none: offsets[i] += extents[index(i) - 1]
                case .each: offsets[i] = each[index(i)] + extents[index(i) - 1]
                case .all: offsets[i] = all + widest
                }
            }
            if alignment == .all { extents = extents.map { _ in widest } }
        }

        /// Each part's place after that of the part before it.
        func places(after: (Int) -> Int?) -> [Double] {
            var out: [Double] = []
            for i in offsets.indices { out.append((after(i).map { out[$0] } ?? 0) + offsets[i]) }
            guard isCentred, alignment != .none else { return out }
            return out.indices.map { i in out[i] + max(0, extents[index(i)] - ends[i]) / 2 }
        }
    }
}
