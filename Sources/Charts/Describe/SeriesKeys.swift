/// What tells each row's line or part of a plot from others, cells of a facet included.
struct SeriesKeys {
    /// For each row its place in `list`.
    private(set) var codes: [Int]
    /// The keys, each once.
    private(set) var list: [[String]] = []
    /// How many of them rows have.
    private(set) var count = 0

    subscript(row: Int) -> [String] { list[codes[row]] }

    init(_ plot: PlotDescription) {
        let unit = plot.unit
        var seen: Set<String> = plot.dimension.map { [$0.column] } ?? []
        if plot.shape == .heat { seen = [] }
        let other = plot.shape == .heat ? unit.unit.encoding[.y] : plot.series
        let splits = ([other].compactMap { $0 } + unit.unit.facets).filter { seen.insert($0.column).inserted }
        codes = [Int](repeating: 0, count: unit.frame.rowCount)
        list = [[]]
        for split in splits { add(unit.codedTexts(split.withHeaderFormat)) }
        var isUsed = [Bool](repeating: false, count: list.count)
        for code in codes { isUsed[code] = true }
        count = isUsed.count(where: { $0 })
    }

    /// Tells the rows apart by one more text; an empty one says nothing.
    private mutating func add(_ column: (codes: [Int], texts: [String])) {
        var places: [[String]: Int] = [:]
        var known: [Int: Int] = [:]
        let old = list
        list = []
        for row in codes.indices {
            let (code, text) = (codes[row], column.codes[row])
            let pair = code * column.texts.count + text
            if let place = known[pair] {
                codes[row] = place
                continue
            }
            let key = column.texts[text].isEmpty ? old[code] : old[code] + [column.texts[text]]
            let place = places[key] ?? list.count
            if place == list.count {
                places[key] = place
                list.append(key)
            }
            known[pair] = place
            codes[row] = place
        }
    }
}

extension UnitDrawing {
    /// The texts of a definition as prose prints them, each once, and for each row its place among them.
    func codedTexts(_ definition: ChannelDefinition) -> (codes: [Int], texts: [String]) {
        let all = proseTexts(definition)
        if case .texts(let codes, let pool)? = frame.column(definition.column), all.count == codes.count,
            !definition.isBinning
        {
            // Rows of one text print one text.
            var texts = [String](repeating: "", count: pool.count + 1)
            for (row, code) in codes.enumerated() { texts[Int(code) + 1] = all[row] }
            return (codes.map { Int($0) + 1 }, texts)
        }
        var places: [String: Int] = [:]
        var texts: [String] = []
        let codes = all.map { text -> Int in
            if let known = places[text] { return known }
            places[text] = texts.count
            texts.append(text)
            return texts.count - 1
        }
        return (codes, texts)
    }
}
