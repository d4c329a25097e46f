import Expressions

/// Bars and rules from one place to another: what is told of them is where each begins and ends.
extension PlotDescription {
    /// More of them than this are told of as a whole.
    private static let listLimit = 6

    /// The other end of the measured ranges.
    static func rangeEnd(_ encoding: Encoding, _ measure: ChannelDefinition?) -> ChannelDefinition? {
        guard let measure, let second = measure.channel.second, measure.channel.isPosition,
            let end = encoding[second], end.isField, end.column != measure.column
        else { return nil }
        return end
    }

    var rangeStory: String? {
        guard let measure, dimension != nil, let rangeEnd else { return nil }
        let (starts, ends) = (unit.frame.doubles(measure.column), unit.frame.doubles(rangeEnd.column))
        let rows = starts.indices.filter { starts[$0].isFinite && ends[$0].isFinite }
        guard !rows.isEmpty else { return nil }
        let (labels, keys) = (labels, keys)
        func text(_ x: Double) -> String { number(x, of: measure) }
        func place(_ row: Int) -> String {
            keys[row].isEmpty
                ? labels[row]
                : chinese
                    ? "\(labels[row])（\(keys[row].joined(separator: "，"))）"
                    : "\(labels[row]) (\(keys[row].joined(separator: ", ")))"
        }
        func span(_ row: Int) -> String {
            chinese
                ? ProseSpacing.joined("由", text(starts[row]), "至", text(ends[row]))
                : "from \(text(starts[row])) to \(text(ends[row]))"
        }
        if rows.count <= Self.listLimit {
            let told = rows.map { chinese ? ProseSpacing.joined(place($0), span($0)) : "\(place($0)) \(span($0))" }
            return told.joined(separator: chinese ? "；" : "; ") + (chinese ? "。" : ".")
        }
        func low(_ row: Int) -> Double { min(starts[row], ends[row]) }
        func high(_ row: Int) -> Double { max(starts[row], ends[row]) }
        guard let first = rows.min(by: { low($0) < low($1) }), let last = rows.max(by: { high($0) < high($1) }),
            let longest = rows.max(by: { high($0) - low($0) < high($1) - low($1) })
        else { return nil }
        return chinese
            ? ProseSpacing.joined("最低為", text(low(first)), "（\(place(first))），最高為", text(high(last)))
                + "（\(place(last))）；" + ProseSpacing.joined("最長的一條為", place(longest)) + "，\(span(longest))。"
            : "They reach from \(text(low(first))) (\(place(first))) to \(text(high(last))) (\(place(last))); the "
                + "longest is \(place(longest)), \(span(longest))."
    }

    /// The dates of each entry of a plan, from its beginning to its end; nil where there are many, or no ends.
    func plan(_ date: ChannelDefinition, _ labels: [String]?) -> String? {
        guard let labels, let second = date.channel.second, let end = unit.unit.encoding[second], end.isField else {
            return nil
        }
        var ending = end
        ending.type = date.type
        ending.format = end.format ?? date.format
        ending.formatType = end.formatType ?? date.formatType
        let (starts, ends) = (unit.proseTexts(date), unit.proseTexts(ending))
        let rows = starts.indices.filter { !starts[$0].isEmpty && !ends[$0].isEmpty && !labels[$0].isEmpty }
        guard !rows.isEmpty, rows.count <= Self.listLimit else { return nil }
        let told = rows.map { row in
            if starts[row] == ends[row] {
                return chinese
                    ? ProseSpacing.joined(labels[row], "在", starts[row]) : "\(labels[row]) in \(starts[row])"
            }
            return chinese
                ? ProseSpacing.joined(labels[row], "由", starts[row], "至", ends[row])
                : "\(labels[row]) from \(starts[row]) to \(ends[row])"
        }
        return told.joined(separator: chinese ? "；" : "; ") + (chinese ? "。" : ".")
    }

    // MARK: - Cells of their own

    /// What the cells of a facet show whose measures have nothing to do with each other: each by itself.
    var cellStory: String? {
        guard isSplit, dimension != nil, !unit.unit.facets.isEmpty else { return nil }
        let (rows, values) = measured
        let texts = unit.unit.facets.map { unit.proseTexts($0.withHeaderFormat) }
        var order: [[String]] = []
        var groups: [[String]: [Int]] = [:]
        for row in rows {
            let key = texts.map { $0[row] }
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row)
        }
        guard order.count <= Self.listLimit else { return nil }
        let labels = labels
        func told(_ row: Int) -> String {
            chinese ? ProseSpacing.joined(labels[row], value(at: row)) : "\(labels[row]) \(value(at: row))"
        }
        let parts = order.map { key -> String in
            let own = groups[key] ?? []
            var words = own.map(told)
            if own.count > 4, let high = own.max(by: { values[$0] < values[$1] }),
                let low = own.min(by: { values[$0] < values[$1] })
            {
                words =
                    chinese
                    ? ["最高為\(told(high))", "最低為\(told(low))"] : ["highest \(told(high))", "lowest \(told(low))"]
            }
            let name = key.filter { !$0.isEmpty }.joined(separator: chinese ? "，" : ", ")
            return name + (chinese ? "：" : ": ") + words.joined(separator: chinese ? "，" : ", ")
        }
        return parts.joined(separator: chinese ? "；" : "; ") + (chinese ? "。" : ".")
    }
}
