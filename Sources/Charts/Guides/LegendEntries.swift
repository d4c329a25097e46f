import Diagnostics
import Expressions
import Files
import Formatting

extension LegendDrawing {

    struct Entry {
        var value: DataValue
        var label: String
        /// Which step of a discretizing scale it is.
        var step: Int?
    }

    func entries() -> [Entry] {
        let count = AxisTicks.atLeast(
            lookup.own("tickMinStep")?.double, lookup.own("tickCount")?.double ?? 5, scale,
            isHouse: context.config.isHouse)
        let format = AxisFormat(
            plan.definition, plan.bag, scale, count, context.config, context.locale, isLegend: true)
        if scale.kind.isDiscretizing || (scale.bins != nil && plan.bag["values"] == nil) { return ranges(format) }
        var values: [DataValue]
        if let list = plan.bag["values"]?.sequence {
            values = list.map { node in
                let raw = node.dataValue
                if let date = DateTimeParts(raw) { return .date(date.instant) }
                if let unit = plan.definition.timeUnit, let instant = unit.instant(raw) { return .date(instant) }
                return plan.definition.type == .temporal ? DateText.date(raw) : raw
            }
        } else if scale.kind.isDiscrete {
            values = scale.categories
        } else {
            var count = count
            if let unit = plan.definition.timeUnit?.duration, let low = scale.domain.first, let high = scale.domain.last
            {
                count = min(count, ((high - low) / unit).rounded(.down) + 1)
            }
            values = labelled(scale.ticks(count), count).map { scale.kind.isTime ? .date($0) : .number($0) }
            if let first = values.first, plan.channels.contains(where: { $0.channel == .size }),
                scale.number(first) == 0
            {
                values.removeFirst()
            }
        }
        var findings: [Diagnostic] = []
        let expression = plan.bag["labelExpr"].flatMap { RowExpression.read($0, context.environment, into: &findings) }
        let limit = (lookup.number("symbolLimit") ?? 30).whole(0...1000)
        var out = values.map { value -> Entry in
            var label = format.text(value, context.locale)
            if let expression { label = expression.label(label, of: value) }
            return Entry(value: value, label: label)
        }
        if limit > 0, out.count > limit {
            let rest = out.count - (limit - 1)
            out = Array(out.prefix(limit))
            out[limit - 1].label = "…\(rest) entries"
        }
        return out
    }

    /// The steps of a discretizing scale: `< 10`, `10 – 20`, `≥ 20`.
    func ranges(_ format: AxisFormat) -> [Entry] {
        let isBins = scale.kind == .binOrdinal || scale.bins != nil
        let edges = isBins ? scale.bins ?? scale.domain : scale.thresholds
        let isPlain =
            scale.kind == .threshold && plan.bag.string("format") ?? plan.definition.format == nil
            && !context.config.isHouse
        let span = spanFormat(edges)
        func text(_ x: Double) -> String {
            isPlain
                ? DataValue.number(x).asText
                : span.map { $0.format(x, locale: context.locale.numbers) } ?? format.text(.number(x), context.locale)
        }
        if isBins {
            return zip(edges, edges.dropFirst()).enumerated().map { i, pair in
                Entry(value: .number(pair.0), label: "\(text(pair.0)) – \(text(pair.1))", step: i)
            }
        }
        return (0...edges.count).map { i in
            let low = i > 0 ? edges[i - 1] : nil
            let high = i < edges.count ? edges[i] : nil
            let label: String
            switch (low, high) {
            case (let low?, let high?): label = "\(text(low)) – \(text(high))"
            case (nil, let high?): label = "< \(text(high))"
            case (let low?, nil): label = "≥ \(text(low))"
            case (nil, nil): label = ""
            }
            return Entry(value: .number(low ?? -.greatestFiniteMagnitude), label: label, step: i)
        }
    }

    /// Quantiles and equal steps are told apart by the least distance between them.
    func spanFormat(_ edges: [Double]) -> NumberFormat? {
        guard scale.kind == .quantile || scale.kind == .quantize else { return nil }
        let marks = scale.kind == .quantize ? scale.domain : edges
        let least = zip(marks, marks.dropFirst()).map { $1 - $0 }.min() ?? marks.first ?? 1
        return NumberFormat.guide(
            from: 0, to: least, count: 30, specifier: plan.bag.string("format") ?? plan.definition.format)
    }

    func symbols() -> SceneGroup {
        let entries = entries()
        let (run, look) = lookup.text("label", style: "guide-label")
        let common = entries.isEmpty ? Style() : symbolStyle()
        let shapes = entries.map { symbol($0, common) }
        let sizes = shapes.map { shape -> Double in
            guard case .symbol(_, let size, _, _, _) = shape.shape else { return 12 }
            return max((size.squareRoot() + (shape.style.strokeWidth ?? 1.5)).rounded(.up), run.size)
        }
        let widest = sizes.max() ?? 12
        let vertical = isVertical
        let columns = lookup.own("columns")?.double.map { $0.whole(0...1000) } ?? (vertical ? 1 : 0)
        var items: [SceneGroup] = []
        for (i, entry) in entries.enumerated() {
            var item = SceneGroup()
            var shape = shapes[i]
            let column = columns > 0 ? widest : sizes[i]
            let x = column / 2 + (lookup.number("symbolOffset") ?? 0)
            if case .symbol(let name, let size, _, _, let angle) = shape.shape {
                shape.shape = .symbol(name, size: size, x: x, y: sizes[i] / 2, angle: angle)
            }
            var label = run
            label.lines = [entry.label]
            label.baseline = "middle"
            label.x = column + (lookup.number("labelOffset") ?? 4)
            label.y = sizes[i] / 2
            item.children = [
                .mark(SceneMark(kind: "symbol", role: "legend-symbol", items: [shape])),
                .mark(
                    SceneMark(kind: "text", role: "legend-label", items: [SceneItem(shape: .text(label), style: look)])),
            ]
            items.append(item)
        }
        place(&items, columns, vertical)
        guard !items.isEmpty else { return SceneGroup() }
        return SceneGroup(children: [.group(role: "scope", items: items, label: nil)])
    }

    /// Puts entries below or beside each other.
    func place(_ items: inout [SceneGroup], _ columns: Int, _ vertical: Bool) {
        let rowGap = lookup.number("rowPadding") ?? 2
        let columnGap = lookup.number("columnPadding") ?? 10
        let extents = items.map { ($0.bounds.x2.rounded(.up), $0.bounds.y2.rounded(.up)) }
        var perRow = columns > 0 ? columns : max(1, items.count)
        if columns == 0, let room = context.rowWidth {
            // As many columns as fit, all rows aligned.
            while perRow > 1, rowWidth(extents, perRow, columnGap) > room { perRow -= 1 }
        }
        let rows = (items.count + perRow - 1) / max(1, perRow)
        var widths = [Double](repeating: 0, count: perRow)
        var heights = [Double](repeating: 0, count: rows)
        func cell(_ i: Int) -> (row: Int, column: Int) {
            vertical && columns > 1 ? (i % rows, i / rows) : (i / perRow, i % perRow)
        }
        for i in items.indices {
            let (row, column) = cell(i)
            widths[column] = max(widths[column], extents[i].0)
            heights[row] = max(heights[row], extents[i].1)
        }
        for i in items.indices {
            let (row, column) = cell(i)
            items[i].x = widths[..<column].reduce(0, +) + Double(column) * columnGap
            items[i].y = heights[..<row].reduce(0, +) + Double(row) * rowGap + (heights[row] - extents[i].1) / 2
        }
        // Vega writes them row by row.
        items = items.indices.sorted { (cell($0).row, $0) < (cell($1).row, $1) }.map { items[$0] }
    }

    func rowWidth(_ extents: [(Double, Double)], _ perRow: Int, _ gap: Double) -> Double {
        var widths = [Double](repeating: 0, count: perRow)
        for (i, extent) in extents.enumerated() { widths[i % perRow] = max(widths[i % perRow], extent.0) }
        return widths.reduce(0, +) + gap * Double(perRow - 1)
    }
}
