import Expressions
import Files

extension UnitDrawing {
    // MARK: - Points

    func symbols() -> [SceneItem] {
        let xs = points(.x)
        let ys = points(.y)
        let sizes = numbers(.size, number("size") ?? 30)
        let angles = numbers(.angle, number("angle"))
        let styles = styles()
        let tips = tooltips()
        let hrefs = links()
        let fixed = mark.kind == .circle ? "circle" : mark.kind == .square ? "square" : nil
        let standard = fixed ?? unit.encoding[.shape]?.value?.string ?? property("shape")?.string ?? "circle"
        let shapes = fixed == nil ? self.shapes(standard) : .same(standard)
        let hollowRows = approximateRows()
        let names = spokenNames()
        return order().compactMap { row in
            var size = sizes?[row] ?? 30
            guard xs[row].isFinite, ys[row].isFinite, size.isFinite, size >= 0 else { return nil }
            var style = styles[row]
            if hollowRows.contains(row) { (style, size) = hollow(style, size) }
            let shape = Shape.symbol(
                shapes[row], size: size, x: xs[row], y: ys[row], angle: angles?[row].finite ?? 0)
            return SceneItem(
                shape: shape, style: style, tooltip: tips?[row], href: hrefs?[row], label: names?[row])
        }
    }

    /// Rows in drawing order: as the data have them, or by the order channel.
    func order() -> [Int] {
        let rows = Array(0..<count)
        guard unit.stack == nil else { return rows }
        let keys = unit.encoding.all(.order).filter(\.isField).map { definition -> SortKey in
            if case .descending = definition.sort { return SortKey(field: definition.column, isDescending: true) }
            return SortKey(field: definition.column, isDescending: false)
        }
        return keys.isEmpty ? rows : frame.order(rows, by: keys)
    }

    // MARK: - Rules

    func rules() -> [SceneItem] {
        guard unit.encoding[.x] != nil || unit.encoding[.y] != nil else { return [] }
        let orientation = unit.mark.orientation
        let xs = points(.x, orientation == .horizontal ? .zeroOrHigh : .middle)
        let ys = points(.y, orientation == .vertical ? .zeroOrHigh : .middle)
        let x2s = orientation == .vertical ? xs : seconds(.x, .zeroOrLow)
        let y2s = orientation == .horizontal ? ys : seconds(.y, .zeroOrLow)
        let styles = styles(sizeIsStroke: true)
        let tips = tooltips()
        return (0..<count).compactMap { row in
            guard xs[row].isFinite, ys[row].isFinite, x2s[row].isFinite, y2s[row].isFinite else { return nil }
            let shape = Shape.line(x1: xs[row], y1: ys[row], x2: x2s[row], y2: y2s[row])
            return SceneItem(shape: shape, style: styles[row], tooltip: tips?[row])
        }
    }

    // MARK: - Texts

    func textItems() -> [SceneItem] {
        let places = textPlaces()
        let (xs, ys) = (keepingClear(places.x, .x), keepingClear(places.y, .y))
        let sizes = numbers(.size, number(first: "fontSize", "size") ?? 11)
        let angles = numbers(.angle, number("angle"))
        let styles = styles()
        let tips = tooltips()
        let hrefs = links()
        let strings = textValues()
        var run = TextRun(lines: [], x: 0, y: 0)
        run.align = property("align")?.string.flatMap(TextAlign.init) ?? .center
        run.baseline = property("baseline")?.string ?? "middle"
        run.dx = number("dx") ?? 0
        run.dy = number("dy") ?? 0
        run.font = property("font")?.string ?? config.font
        run.weight = property("fontWeight")?.scalarText
        run.fontStyle = property("fontStyle")?.string
        run.lineHeight = number("lineHeight")
        run.limit = number("limit") ?? 0
        run.ellipsis = property("ellipsis")?.string ?? "…"
        let (aligns, baselines, dxs, dys) = (computed("align"), computed("baseline"), computed("dx"), computed("dy"))
        return (0..<count).compactMap { row in
            let size = sizes?[row] ?? 11
            guard xs[row].isFinite, ys[row].isFinite, size.isFinite, size > 0, !strings[row].isEmpty else { return nil }
            var text = run
            text.lines = strings[row]
            text.x = xs[row]
            text.y = ys[row]
            text.size = size
            text.angle = angles?[row].finite ?? 0
            if let align = aligns?[row].asText { text.align = TextAlign(rawValue: align) ?? .center }
            if let baseline = baselines?[row].asText { text.baseline = baseline }
            if let dx = dxs?[row].number { text.dx = dx }
            if let dy = dys?[row].number { text.dy = dy }
            return SceneItem(shape: .text(text), style: styles[row], tooltip: tips?[row], href: hrefs?[row])
        }
    }

    private func textValues() -> [[String]] {
        guard let definition = unit.encoding[.text] else {
            if let computed = computed("text") { return (0..<count).map { [computed[$0].asText] } }
            return [[String]](repeating: property("text")?.lines ?? [], count: count)
        }
        func lines(_ text: String) -> [String] {
            if text.isEmpty { return [] }
            if let own = property("lineBreak")?.string, !own.isEmpty {
                return Self.split(text, at: Array(own.utf8))
            }
            return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        var out =
            definition.isFieldOrDatum || definition.value != nil
            ? texts(definition).map(lines) : [[String]](repeating: [], count: count)
        for condition in definition.conditions.reversed() {
            let rows = condition.test?.holds(over: frame) ?? [Bool](repeating: true, count: count)
            let given: [[String]]
            switch condition.definition {
            case .constant(let node): given = [[String]](repeating: node.lines ?? [], count: count)
            case .field(let inner): given = texts(inner).map(lines)
            }
            for row in out.indices where rows[row] { out[row] = given[row] }
        }
        return out
    }

    private static func split(_ text: String, at mark: [UInt8]) -> [String] {
        var lines: [[UInt8]] = [[]]
        let bytes = Array(text.utf8)
        var i = 0
        while i < bytes.count {
            if bytes[i...].starts(with: mark) {
                lines.append([])
                i += mark.count
            } else {
                lines[lines.count - 1].append(bytes[i])
                i += 1
            }
        }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: - Lines and areas

    /// One path for each series.
    func paths() -> [SceneItem] {
        let isArea = mark.kind == .area
        let orientation = unit.mark.orientation
        let xs = points(.x, isArea ? .zeroOrLow : .middle)
        let ys = points(.y, isArea ? .zeroOrLow : .middle)
        let isHorizontal = orientation == .horizontal
        let bases: [Double] = isArea ? seconds(isHorizontal ? .x : .y, .zeroOrLow) : []
        let styles = styles(sizeIsStroke: !isArea)
        let tips = tooltips()
        let curve = curve
        let defined = definedRows()
        return frame.groups(by: unit.seriesColumns).compactMap { group in
            guard let first = group.first else { return nil }
            let rows = ordered(group, isHorizontal ? ys : xs)
            var path = PathData()
            for run in runs(rows, defined, xs, ys) {
                curve.append(run.map { (xs[$0], ys[$0]) }, joins: false, to: &path)
                if isArea {
                    let base = run.reversed().map { isHorizontal ? (bases[$0], ys[$0]) : (xs[$0], bases[$0]) }
                    curve.append(base, joins: true, backwards: true, to: &path)
                    path.close()
                }
            }
            guard !path.isEmpty else { return nil }
            return SceneItem(
                shape: .path(path), style: dashed(styles[first], rows) ?? styles[first],
                tooltip: unit.seriesColumns.isEmpty ? nil : tips?[first])
        }
    }

    /// How the mark goes from point to point.
    var curve: Curve {
        var curve = Curve()
        curve.kind = property("interpolate")?.string.flatMap(Curve.Kind.init) ?? .linear
        curve.tension = number("tension")
        curve.isHorizontal = unit.mark.orientation == .horizontal
        return curve
    }

    /// Rows whose values can all be placed; the others break a line.
    func definedRows() -> [Bool] {
        var out = [Bool](repeating: true, count: count)
        for definition in unit.encoding.fields {
            guard unit.invalid.isBreaking, let plan = plan(definition.channel), plan.kind.isContinuous,
                !definition.isCount, unit.invalidOutput(definition.channel, config) == nil
            else { continue }
            // Rows that a stack put in for a bin have its middle alone.
            let isMiddle = definition.isBinning && unit.stack?.imputes ?? false
            let values = frame.doubles(definition.column + (isMiddle ? "_mid" : ""))
            for row in out.indices where !values[row].isFinite { out[row] = false }
        }
        return out
    }

    func runs(_ rows: [Int], _ defined: [Bool], _ xs: [Double], _ ys: [Double]) -> [[Int]] {
        var out: [[Int]] = []
        var current: [Int] = []
        for row in rows {
            if defined[row], xs[row].isFinite, ys[row].isFinite {
                current.append(row)
            } else if !current.isEmpty {
                out.append(current)
                current = []
            }
        }
        if !current.isEmpty { out.append(current) }
        return out
    }

    /// A line goes through its points by the order channel, else along its dimension.
    func ordered(_ rows: [Int], _ places: [Double]) -> [Int] {
        if let order = unit.encoding[.order] {
            if order.isField, unit.stack == nil {
                return frame.order(
                    rows,
                    by: unit.encoding.all(.order).filter(\.isField).map { definition in
                        if case .descending = definition.sort {
                            return SortKey(field: definition.column, isDescending: true)
                        }
                        return SortKey(field: definition.column, isDescending: false)
                    })
            }
            if let value = order.value, value.isNull || value.boolean == false { return rows }
        }
        if let own = mark.properties["order"], own.isNull || own.boolean == false { return rows }
        let dimension: Channel = unit.mark.orientation == .horizontal ? .y : .x
        guard unit.encoding[dimension]?.isField ?? false else { return rows }
        // What has no place comes first, where it breaks nothing.
        func place(_ row: Int) -> Double { places[row].isFinite ? places[row] : -.infinity }
        if zip(rows, rows.dropFirst()).allSatisfy({ place($0) <= place($1) }) { return rows }
        return rows.enumerated().sorted { a, b in
            let (x, y) = (place(a.element), place(b.element))
            return x == y ? a.offset < b.offset : x < y
        }.map(\.element)
    }

    // MARK: - All

    /// The unit's marks, as one scene node.
    func node() -> SceneNode {
        let kind: String
        let items: [SceneItem]
        switch mark.kind {
        case .bar, .rect, .tick: (kind, items) = ("rect", rectangles())
        case .line: (kind, items) = ("line", paths())
        case .trail: (kind, items) = ("trail", trails())
        case .image: (kind, items) = ("image", images())
        case .area: (kind, items) = ("area", paths())
        case .rule: (kind, items) = ("rule", rules())
        case .text: (kind, items) = ("text", textItems())
        case .arc: (kind, items) = ("arc", arcs())
        default: (kind, items) = ("symbol", symbols())
        }
        let clips = mark.properties.flag("clip") ?? config.user(mark.kind.rawValue, "clip")?.boolean ?? false
        if mark.kind == .bar, let groups = roundedStacks() { return groups }
        guard mark.kind.isPath, !unit.seriesColumns.isEmpty else {
            return .mark(SceneMark(kind: kind, role: "mark", items: items, clips: clips))
        }
        // A group for each series, as Vega's facets of paths.
        let groups = items.map { item in
            SceneGroup(
                width: width, height: height,
                children: [.mark(SceneMark(kind: kind, role: "mark", items: [item], clips: clips))])
        }
        return .group(role: "scope pathgroup", items: groups, label: nil)
    }
}
