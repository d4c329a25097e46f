import Expressions
import Formatting

/// What is to be seen in a plot: the greatest and the least, where lines go, whether two measures go together.
extension PlotDescription {
    /// More lines than this are told of as a whole.
    private static let lineLimit = 6

    var story: String? {
        switch shape {
        case .lines: return lineStory ?? extremes
        case .scatter: return relation
        case .pie: return shares
        case .timeline: return ends
        default: return rangeStory ?? cellStory ?? extremes
        }
    }

    /// True of dates, and of what reads as a year.
    private func isDated(_ label: String) -> Bool {
        dimension?.type == .temporal || (chinese && label.hasSuffix("年"))
            || (label.utf8.count == 4 && label.utf8.allSatisfy { (0x30...0x39).contains($0) })
    }

    private func joined(_ words: [String]) -> String { words.joined(separator: chinese ? "，" : ", ") }

    /// What values of the dimension are called.
    func labels(_ dimension: ChannelDefinition) -> [String] {
        guard dimension.type == .quantitative, !dimension.isBinning, dimension.format == nil else {
            return dated(unit.proseTexts(dimension), dimension)
        }
        let values = unit.frame.doubles(dimension.column)
        let isYears = values.allSatisfy { $0.isFinite && $0 == $0.rounded() && (1000...2999).contains($0) }
        return dated(values.map { $0.isFinite ? isYears ? "\(Int($0))" : number($0, of: dimension) : "" }, dimension)
    }

    /// Years as Chinese writes them, 2012年, where all values of a dimension that says so are years.
    private func dated(_ labels: [String], _ dimension: ChannelDefinition) -> [String] {
        guard chinese, !labels.isEmpty,
            labels.allSatisfy({ $0.utf8.count == 4 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            dimension.type == .temporal || name(dimension).unicodeScalars.contains("年")
                || (dimension.field ?? "").contains("year")
        else { return labels }
        return labels.map { $0 + "年" }
    }

    // MARK: - Extremes

    private var extremes: String? {
        guard let measure, dimension != nil else { return nil }
        let (rows, values) = measured
        guard rows.count > 1, let low = rows.min(by: { values[$0] < values[$1] }),
            let high = rows.max(by: { values[$0] < values[$1] })
        else { return nil }
        if known == nil, values[low] == values[high] {
            return chinese ? ProseSpacing.joined("全部同為", value(at: low)) + "。" : "All are \(value(at: low))."
        }
        let labels = labels
        func place(_ row: Int) -> String {
            let key = keys[row]
            if key.isEmpty { return labels[row] }
            if isDated(labels[row]), shape != .heat {
                return chinese
                    ? ProseSpacing.joined(labels[row], "的", joined(key))
                    : "\(joined(key)) in \(labels[row])"
            }
            return chinese ? "\(labels[row])（\(joined(key))）" : "\(labels[row]) (\(joined(key)))"
        }
        if let known {
            return IntervalSentence.extremes(
                values, known, high: high, low: low, chinese: chinese, place, { value(at: $0) })
        }
        var subject = ""
        if unit.mark.composite != nil, case .operation(let operation)? = measure.meaning?.aggregate {
            subject = chinese ? FieldNames.chinese(operation) : " " + operation.rawValue
        }
        return chinese
            ? ProseSpacing.joined("\(subject)最高為", place(high)) + "，\(value(at: high))；"
                + ProseSpacing.joined("最低為", place(low)) + "，\(value(at: low))。"
            : "The highest\(subject) is \(place(high)) at \(value(at: high)), the lowest \(place(low)) at "
                + "\(value(at: low))."
    }

    /// The greatest and the least part of a whole.
    private var shares: String? {
        let (rows, values) = measured
        let total = rows.reduce(0) { $0 + values[$1] }
        guard dimension != nil, known == nil, rows.count > 1, total > 0, rows.allSatisfy({ values[$0] >= 0 }),
            unit.unit.encoding[.radius]?.isField != true, let low = rows.min(by: { values[$0] < values[$1] }),
            let high = rows.max(by: { values[$0] < values[$1] }), values[low] != values[high]
        else { return extremes }
        let labels = labels
        func share(_ row: Int) -> String {
            NumberFormat.parse(".0%")?.format(values[row] / total, locale: unit.locale.numbers) ?? ""
        }
        func told(_ row: Int) -> String {
            chinese
                ? "\(labels[row])，\(value(at: row))（佔 \(share(row))）"
                : "\(labels[row]) at \(value(at: row)) (\(share(row)))"
        }
        return chinese
            ? ProseSpacing.joined("最大一份為", told(high)) + "；" + ProseSpacing.joined("最小一份為", told(low)) + "。"
            : "The largest share is \(told(high)), the smallest \(told(low))."
    }

    // MARK: - Lines

    /// Where a line begins and ends.
    struct Course {
        var key: [String]
        var first: Int
        var last: Int
    }

    private var courses: [Course]? {
        guard let dimension, dimension.type != .nominal else { return nil }
        let places = unit.frame.column(dimension.column)
        func order(_ a: Int, _ b: Int) -> Int { DataValue.order(places?[a] ?? .null, places?[b] ?? .null) }
        var found: [Int] = []
        var courses = [Course?](repeating: nil, count: keys.list.count)
        for row in measured.rows {
            let code = keys.codes[row]
            guard var course = courses[code] else {
                found.append(code)
                courses[code] = Course(key: keys.list[code], first: row, last: row)
                continue
            }
            // Of rows in one place the earliest begins a line, and the latest ends it.
            if order(row, course.first) < 0 { course.first = row }
            if order(row, course.last) >= 0 { course.last = row }
            courses[code] = course
        }
        return found.compactMap { code in courses[code].flatMap { $0.first == $0.last ? nil : $0 } }
    }

    private var lineStory: String? {
        guard dimension != nil, let courses, !courses.isEmpty else { return nil }
        let values = measured.values
        if courses.count > Self.lineLimit {
            // Whether a line rises is not certain where its ends are not.
            if known != nil { return extremes }
            let up = courses.filter { values[$0.last] > values[$0.first] }.count
            let down = courses.filter { values[$0.last] < values[$0.first] }.count
            let whole =
                chinese
                ? "\(courses.count) 條線中，\(up) 條上升，\(down) 條下降。"
                : "Of \(courses.count) lines, \(up) rise and \(down) fall. "
            return whole + (extremes ?? "")
        }
        let labels = labels
        let told = courses.map { course($0, labels, values) }
        if known == nil, courses.count == 1, courses[0].key.isEmpty {
            return told[0] + peak(courses[0], labels, values)
        }
        let whole = chinese ? told.joined(separator: "；") + "。" : told.joined(separator: "; ") + ". "
        return whole + (extremes ?? "")
    }

    /// One line from its beginning to its end.
    private func course(_ course: Course, _ labels: [String], _ values: [Double]) -> String {
        let (a, b) = (course.first, course.last)
        let (from, to) = (value(at: a), value(at: b))
        let difference = difference(a, b, values)
        let subject = joined(course.key)
        if chinese {
            let verb = difference > 0 ? "升至" : difference < 0 ? "降至" : known == nil ? "回到" : "至"
            return ProseSpacing.joined(subject, "由", labels[a], "的", from, verb, labels[b], "的", to)
        }
        let place = isDated(labels[course.first]) ? "in" : "at"
        let verb = difference > 0 ? "rises" : difference < 0 ? "falls" : "goes"
        return
            "\(subject.isEmpty ? "It" : subject) \(verb) from \(from) \(place) \(labels[a]) to \(to) \(place) \(labels[b])"
    }

    /// By how much one row's value is above another's; 0 where what is known of them does not tell.
    private func difference(_ a: Int, _ b: Int, _ values: [Double]) -> Double {
        guard let known else { return values[b] - values[a] }
        let (from, to) = (
            IntervalSentence.span(values[a], known[a]), IntervalSentence.span(values[b], known[b])
        )
        if to.lowest > from.highest { return to.lowest - from.highest }
        return min(0, to.highest - from.lowest)
    }

    /// The highest and the lowest point of a single line, so far as they are not its ends.
    private func peak(_ course: Course, _ labels: [String], _ values: [Double]) -> String {
        let rows = measured.rows
        var words: [String] = []
        let place = isDated(labels[course.first]) ? "in" : "at"
        if let high = rows.max(by: { values[$0] < values[$1] }),
            values[high] > max(values[course.first], values[course.last])
        {
            words.append(
                chinese
                    ? ProseSpacing.joined("最高為", labels[high], "的", value(at: high))
                    : "the highest is \(value(at: high)) \(place) \(labels[high])")
        }
        if let low = rows.min(by: { values[$0] < values[$1] }),
            values[low] < min(values[course.first], values[course.last])
        {
            words.append(
                chinese
                    ? ProseSpacing.joined("最低為", labels[low], "的", value(at: low))
                    : "the lowest is \(value(at: low)) \(place) \(labels[low])")
        }
        if words.isEmpty { return chinese ? "。" : "." }
        return (chinese ? "；" : "; ") + words.joined(separator: chinese ? "，" : ", ") + (chinese ? "。" : ".")
    }

    // MARK: - Two measures

    private var relation: String? {
        guard let x = unit.unit.encoding[.x], let y = unit.unit.encoding[.y] else { return nil }
        let (xs, ys) = (unit.frame.doubles(x.column), unit.frame.doubles(y.column))
        let pairs = zip(xs, ys).filter { $0.0.isFinite && $0.1.isFinite }
        guard pairs.count > 1, let x1 = pairs.map(\.0).min(), let x2 = pairs.map(\.0).max(),
            let y1 = pairs.map(\.1).min(), let y2 = pairs.map(\.1).max()
        else { return nil }
        let n = Double(pairs.count)
        let (mx, my) = (pairs.reduce(0) { $0 + $1.0 } / n, pairs.reduce(0) { $0 + $1.1 } / n)
        let (sxy, sxx, syy) = pairs.reduce((0.0, 0.0, 0.0)) { sum, pair in
            let (dx, dy) = (pair.0 - mx, pair.1 - my)
            return (sum.0 + dx * dy, sum.1 + dx * dx, sum.2 + dy * dy)
        }
        let r = sxx > 0 && syy > 0 ? sxy / (sxx * syy).squareRoot() : 0
        // What is not exact has no first and last.
        let isExact = unit.known(x) == nil && unit.known(y) == nil
        let ranges =
            !isExact
            ? ""
            : chinese
                ? ProseSpacing.joined(name(x), "由", number(x1, of: x), "至", number(x2, of: x), "，")
                    + ProseSpacing.joined(name(y), "由", number(y1, of: y), "至", number(y2, of: y), "。")
                : "\(name(x)) runs from \(number(x1, of: x)) to \(number(x2, of: x)), \(name(y)) from \(number(y1, of: y)) to "
                    + "\(number(y2, of: y)). "
        // Of few points no more can be said.
        if pairs.count < 3 || !unit.unit.facets.isEmpty {
            return ranges.hasSuffix(" ") ? String(ranges.dropLast()) : ranges
        }
        if abs(r) < 0.3 { return ranges + (chinese ? "兩者看不出明顯關係。" : "The two show no clear relation.") }
        let strong = abs(r) >= 0.7
        if chinese {
            return ranges + (strong ? "兩者明顯" : "兩者大致") + (r > 0 ? "同升同降。" : "此升彼降。")
        }
        let words =
            r > 0
            ? strong ? "The two clearly rise together." : "The two tend to rise together."
            : strong ? "One clearly falls as the other rises." : "One tends to fall as the other rises."
        return ranges + words
    }

    // MARK: - Dates

    /// The first and the last entry of a timeline.
    private var ends: String? {
        let encoding = unit.unit.encoding
        guard
            let date = [encoding[.x], encoding[.y]].compactMap({ $0 }).first(where: {
                $0.isField && $0.type == .temporal
            })
        else { return nil }
        let instants = unit.frame.doubles(date.column)
        let rows = instants.indices.filter { instants[$0].isFinite }
        guard let first = rows.min(by: { instants[$0] < instants[$1] }),
            let last = rows.max(by: { instants[$0] < instants[$1] })
        else { return nil }
        let words = unit.proseTexts(date)
        let label = [encoding[.text], encoding[.y], encoding[.x], encoding[.detail], encoding[.color]].compactMap { $0 }
            .first { $0.isField && $0.type.isDiscrete }.map { unit.texts($0) }
        if let plan = plan(date, label) { return plan }
        func told(_ row: Int) -> String {
            guard let label, !label[row].isEmpty else { return words[row] }
            return chinese ? ProseSpacing.joined(words[row], "的", label[row]) : "\(label[row]) (\(words[row]))"
        }
        if first == last || instants[first] == instants[last] {
            return chinese ? "日期為\(told(first))。" : "It is \(told(first))."
        }
        return chinese ? "最早為\(told(first))，最遲為\(told(last))。" : "The first is \(told(first)), the last \(told(last))."
    }
}
