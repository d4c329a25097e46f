import Expressions
import Formatting

/// What a chart shows, in a sentence or two of the page's language: the kind of chart, what stands on its axes, the
/// extremes, and for lines where they go.
struct ChartDescription {
    let text: String

    /// The most plots that are told of one by one.
    private static let plotLimit = 6

    init(_ units: [UnitDrawing], _ names: FieldNames, _ view: ViewModel) {
        let chinese = names.language.isChinese
        let plots = view.plots
        var parts: [String] = []
        if plots.count > 1 {
            parts.append(chinese ? "共 \(plots.count) 幅圖。" : "\(plots.count) charts.")
        }
        for plot in plots.prefix(Self.plotLimit) {
            guard let unit = Self.principal(plot.units.map { units[$0] }) else { continue }
            parts.append(Self.opening(unit, names, chinese))
            if let sentence = Self.extremes(unit, names, chinese) { parts.append(sentence) }
            if let known = Self.measure(unit).flatMap({ unit.known($0.0) }),
                let sentence = IntervalSentence.counts(known, chinese: chinese)
            {
                parts.append(sentence)
            }
        }
        if parts.isEmpty { parts = [chinese ? "圖表。" : "Chart."] }
        text = parts.joined(separator: chinese ? "" : " ")
    }

    /// The unit that the others comment on: the first that has two positions.
    private static func principal(_ units: [UnitDrawing]) -> UnitDrawing? {
        // Of a box plot the median tells most, not the points beyond the whiskers.
        let composite = units.first { $0.mark.composite?.name == "median" }
        return composite ?? units.first {
            $0.unit.encoding[.x]?.isField ?? false && $0.unit.encoding[.y]?.isField ?? false
        }
            ?? units.first
    }

    /// What a unit is split by into cells: 「按地區分」, ", one for each region".
    private static func facets(_ unit: UnitDrawing, _ names: FieldNames, _ chinese: Bool) -> String {
        let titles = unit.unit.facets.map { definition in
            let title = TitlePlan(definition.header.bag, definition, nil).lines(names, unit.config)
                .joined(separator: " ")
            return title.isEmpty ? definition.field.map { names.name($0) } ?? "" : title
        }
        if titles.isEmpty { return "" }
        return chinese
            ? "，按\(titles.joined(separator: "及"))分成小圖"
            : ", one for each \(titles.joined(separator: " and "))"
    }

    private static func kind(_ definition: MarkDefinition, _ encoding: Encoding, _ chinese: Bool) -> String {
        switch definition.composite?.kind ?? definition.kind {
        case .boxplot: chinese ? "框線圖" : "Box plot"
        case .errorbar: chinese ? "誤差線圖" : "Error bars"
        case .errorband: chinese ? "誤差帶圖" : "Error band"
        case .arc where encoding[.radius]?.isField ?? false: chinese ? "扇形圖" : "Radial chart"
        case .arc: chinese ? "圓形圖" : "Pie chart"
        case .image: chinese ? "圖像" : "Images"
        case .text: chinese ? "文字圖" : "Text chart"
        case .bar: chinese ? "棒形圖" : "Bar chart"
        case .line, .trail: chinese ? "折線圖" : "Line chart"
        case .area: chinese ? "面積圖" : "Area chart"
        case .point, .circle, .square: chinese ? "點圖" : "Dot plot"
        case .rect: chinese ? "熱圖" : "Heat map"
        case .tick: chinese ? "刻線圖" : "Strip plot"
        default: chinese ? "圖表" : "Chart"
        }
    }

    private static func opening(_ unit: UnitDrawing, _ names: FieldNames, _ chinese: Bool) -> String {
        let kind = kind(unit.mark, unit.unit.encoding, chinese)
        let count = unit.frame.rowCount
        func name(_ channel: Channel) -> String? {
            guard let definition = unit.unit.encoding[channel], definition.isField else { return nil }
            let title = TitlePlan(definition.axis.bag ?? definition.legend.bag, definition, nil).lines(
                names, unit.config
            )
            .joined(separator: " ")
            return title.isEmpty ? definition.field.map { names.name($0) } : title
        }
        let (x, y, angle, radius) = (name(.x), name(.y), name(.theta), name(.radius))
        let colour = [Channel.color, .fill, .stroke].lazy.compactMap(name).first
        if chinese {
            var out = kind
            if let x { out += "，橫軸為\(x)" }
            if let y { out += "，縱軸為\(y)" }
            if let angle { out += "，角度為\(angle)" }
            if let radius { out += "，半徑為\(radius)" }
            if let colour { out += "，顏色為\(colour)" }
            return out + facets(unit, names, chinese) + "，共 \(count) 項。"
        }
        var out = kind
        if let x { out += " with \(x) on the horizontal axis" }
        if let y { out += (x == nil ? " with " : " and ") + "\(y) on the vertical axis" }
        if let angle { out += " with \(angle) as the angle" }
        if let radius { out += (angle == nil ? " with " : " and ") + "\(radius) as the radius" }
        if let colour { out += ", coloured by \(colour)" }
        return out + facets(unit, names, chinese) + ", \(count) " + (count == 1 ? "item." : "items.")
    }

    /// What is measured, and what it is measured of: along the axes, or a pie's angles and colours.
    private static func measure(_ unit: UnitDrawing) -> (ChannelDefinition, ChannelDefinition)? {
        let encoding = unit.unit.encoding
        func isMeasure(_ definition: ChannelDefinition) -> Bool {
            definition.type == .quantitative && !definition.isBinning
        }
        if unit.mark.kind == .arc {
            let measures = [encoding[.theta], encoding[.radius]].compactMap { $0 }.filter {
                $0.isField && isMeasure($0)
            }
            let parts = [.color, .fill, .theta, .detail].compactMap { encoding[$0] }
            guard let measure = measures.first, let part = parts.first(where: { $0.isField && $0.type.isDiscrete })
            else { return nil }
            return (measure, part)
        }
        guard let x = encoding[.x], let y = encoding[.y], x.isField, y.isField else { return nil }
        let pair = isMeasure(y) ? (y, x) : isMeasure(x) ? (x, y) : nil
        guard let pair, let composite = unit.mark.composite else { return pair }
        // The ends of an error bar are no values of their own: its centre is.
        guard let centre = composite.centre, unit.frame.column(centre.column) != nil else { return nil }
        return (centre, pair.1)
    }

    /// The greatest and the least value with what they belong to; for one line over time, its first and last.
    private static func extremes(_ unit: UnitDrawing, _ names: FieldNames, _ chinese: Bool) -> String? {
        let encoding = unit.unit.encoding
        guard let (measure, dimension) = measure(unit) else { return nil }
        let values = unit.frame.doubles(measure.column)
        let rows = values.indices.filter { values[$0].isFinite }
        guard rows.count > 1, let low = rows.min(by: { values[$0] < values[$1] }),
            let high = rows.max(by: { values[$0] < values[$1] }), values[low] != values[high]
        else { return nil }
        let labels = unit.proseTexts(dimension)
        let series = [Channel.color, .fill, .stroke].lazy.compactMap { encoding[$0] }.first {
            $0.isField && $0.type.isDiscrete
        }
        var seen: Set<String> = [dimension.column]
        let splits = ([series].compactMap { $0 } + unit.unit.facets).filter { seen.insert($0.column).inserted }
        let splitTexts = splits.map { unit.texts($0.withHeaderFormat) }
        let unitText = measure.isCount ? "" : names.units[measure.meaning?.field ?? measure.field ?? ""] ?? ""
        let known = unit.known(measure)
        let words = QuantityWords(unit.locale.language)
        func value(_ row: Int) -> String {
            let format = NumberFormat.parse(",.12~g")
            let number =
                known?[row].map { words.text($0, format: format) }
                ?? format?.format(values[row], locale: unit.locale.numbers) ?? ""
            if unitText.isEmpty { return number }
            return unitText == "%" ? number + "%" : "\(number) \(unitText)"
        }
        func place(_ row: Int) -> String {
            let words = splitTexts.map { $0[row] }.filter { !$0.isEmpty }
            if words.isEmpty { return labels[row] }
            return chinese
                ? "\(labels[row])（\(words.joined(separator: "，"))）"
                : "\(labels[row]) (\(words.joined(separator: ", ")))"
        }
        if let known {
            return IntervalSentence.extremes(values, known, high: high, low: low, chinese: chinese, place, value)
        }
        if unit.mark.kind == .line, unit.unit.seriesColumns.isEmpty, unit.unit.facets.isEmpty,
            dimension.type == .temporal
        {
            let dates = unit.frame.doubles(dimension.column)
            let ordered = rows.filter { dates[$0].isFinite }.sorted { dates[$0] < dates[$1] }
            if let first = ordered.first, let last = ordered.last, first != last {
                let rises = values[last] > values[first]
                let same = values[last] == values[first]
                if chinese {
                    let verb = same ? "與起始相同" : rises ? "上升" : "下降"
                    return
                        "由\(labels[first])的 \(value(first)) 至\(labels[last])的 \(value(last))，\(verb)；最高為\(labels[high])的 \(value(high))，最低為\(labels[low])的 \(value(low))。"
                }
                let verb = same ? "ends where it began" : rises ? "rises" : "falls"
                return
                    "It \(verb), from \(value(first)) in \(labels[first]) to \(value(last)) in \(labels[last]); the highest is \(value(high)) in \(labels[high]), the lowest \(value(low)) in \(labels[low])."
            }
        }
        var subject = ""
        if unit.mark.composite != nil, case .operation(let operation)? = measure.meaning?.aggregate {
            subject = chinese ? FieldNames.chinese(operation) : " " + operation.rawValue
        }
        if chinese {
            return "\(subject)最高為\(place(high))，\(value(high))；最低為\(place(low))，\(value(low))。"
        }
        return
            "The highest\(subject) is \(place(high)) at \(value(high)), the lowest \(place(low)) at \(value(low))."
    }
}
