import Quantities

/// What is known of a chart's values, in sentences for those who do not see its signs.
enum IntervalSentence {
    /// How many are not exact, by what their sources say; nil where all are.
    static func counts(_ known: [KnownValue?], chinese: Bool) -> String? {
        let found = known.compactMap { $0?.quantity }
        func part(_ zh: String, _ one: String, _ many: String, _ belongs: (Quantity) -> Bool) -> String? {
            let count = found.count(where: belongs)
            if count == 0 { return nil }
            return chinese ? "\(count) 項\(zh)" : "\(count) \(count == 1 ? "is " + one : "are " + many)"
        }
        let parts = [
            part("為約數", "approximate", "approximate") { $0.interval.point != nil },
            part("只知下限", "known by its lower bound alone", "known by their lower bounds alone") {
                $0.interval.lower != nil && $0.interval.upper == nil
            },
            part("只知上限", "known by its upper bound alone", "known by their upper bounds alone") {
                $0.interval.lower == nil && $0.interval.upper != nil
            },
            part("有上下限", "a range", "ranges") {
                $0.interval.lower != nil && $0.interval.upper != nil && $0.interval.point == nil
            },
        ].compactMap { $0 }
        if parts.isEmpty { return nil }
        return chinese
            ? "其中 " + parts.joined(separator: "，") + "。" : "Of the values, " + parts.joined(separator: ", ") + "."
    }

    /// The greatest and the least value, each where no other may be greater or less; nil where neither is certain.
    static func extremes(
        _ values: [Double], _ known: [KnownValue?], high: Int, low: Int, chinese: Bool, _ place: (Int) -> String,
        _ value: (Int) -> String
    ) -> String? {
        let spans = values.indices.filter { values[$0].isFinite }.map { ($0, span(values[$0], known[$0])) }
        let (top, bottom) = (span(values[high], known[high]).lowest, span(values[low], known[low]).highest)
        let isHighest = spans.allSatisfy { $0.0 == high || $0.1.highest <= top }
        let isLowest = spans.allSatisfy { $0.0 == low || $0.1.lowest >= bottom }
        func words(_ row: Int) -> String {
            if chinese { return "\(place(row))，\(value(row))" }
            return "\(place(row)) \(known[row] == nil ? "at" : "with") \(value(row))"
        }
        if chinese {
            let parts = [
                isHighest ? ProseSpacing.joined("最高為", words(high)) : nil,
                isLowest ? ProseSpacing.joined("最低為", words(low)) : nil,
            ]
            let text = parts.compactMap { $0 }.joined(separator: "；")
            return text.isEmpty ? nil : text + "。"
        }
        if isHighest { return "The highest is \(words(high))" + (isLowest ? ", the lowest \(words(low))." : ".") }
        return isLowest ? "The lowest is \(words(low))." : nil
    }

    /// What a value may be; "about" X is taken to lie within 10% of X.
    static func span(_ value: Double, _ known: KnownValue?) -> (lowest: Double, highest: Double) {
        guard let known else { return (value, value) }
        if known.quantity.interval.point != nil { return (value - abs(value) * 0.1, value + abs(value) * 0.1) }
        return (known.lower.finite ?? -.infinity, known.upper.finite ?? .infinity)
    }
}
