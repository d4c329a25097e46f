/// The first sentence on a plot: what kind of chart it is, of what, and how much there is.
extension PlotDescription {
    var opening: String { chinese ? chineseOpening : englishOpening }

    private var kind: String {
        let (definition, encoding) = (unit.mark, unit.unit.encoding)
        switch definition.composite?.kind ?? definition.kind {
        case .boxplot: return chinese ? "盒形圖" : "Box plot"
        case .errorbar: return chinese ? "誤差線圖" : "Error bars"
        case .errorband: return chinese ? "誤差帶圖" : "Error band"
        case .arc where encoding[.radius]?.isField ?? false: return chinese ? "扇形圖" : "Radial chart"
        case .arc: return chinese ? "圓形圖" : "Pie chart"
        case .image: return chinese ? "圖像" : "Images"
        case .text: return chinese ? "文字圖" : "Text chart"
        case .bar where [.xOffset, .yOffset].contains { encoding[$0]?.isField ?? false }:
            return chinese ? "並列棒形圖" : "Grouped bar chart"
        case .bar where rangeEnd != nil: return chinese ? "區間棒形圖" : "Range chart"
        case .bar:
            let (isPiled, isDiverging) = piles
            if isPiled, case .normalize? = unit.unit.stack?.offset {
                return chinese ? "百分比堆疊棒形圖" : "Stacked bar chart of shares"
            }
            if isPiled, isDiverging { return chinese ? "雙向堆疊棒形圖" : "Diverging stacked bar chart" }
            if isPiled { return chinese ? "堆疊棒形圖" : "Stacked bar chart" }
            if isDiverging { return chinese ? "雙向棒形圖" : "Diverging bar chart" }
            return chinese ? "棒形圖" : "Bar chart"
        case .line, .trail: return chinese ? "折線圖" : "Line chart"
        case .area where unit.unit.stack != nil && series != nil: return chinese ? "堆疊面積圖" : "Stacked area chart"
        case .area: return chinese ? "面積圖" : "Area chart"
        case .point, .circle, .square:
            return shape == .scatter ? chinese ? "散點圖" : "Scatter plot" : chinese ? "點圖" : "Dot plot"
        case .rect: return chinese ? "熱圖" : "Heat map"
        case .tick: return chinese ? "刻線圖" : "Strip plot"
        default: return chinese ? "圖表" : "Chart"
        }
    }

    /// Whether bars stand upon each other, and whether they go to both sides of zero.
    private var piles: (isPiled: Bool, isDiverging: Bool) {
        guard let measure else { return (false, false) }
        let values = unit.frame.doubles(measure.column)
        let isDiverging = values.contains { $0 > 0 } && values.contains { $0 < 0 }
        guard let stack = unit.unit.stack, series != nil else { return (false, isDiverging) }
        var isPiled = false
        let columns = stack.groupColumns + unit.unit.facets.map(\.column)
        for group in unit.frame.groups(by: columns) {
            let up = group.count { values[$0] > 0 }
            let down = group.count { values[$0] < 0 }
            isPiled = isPiled || up > 1 || down > 1
        }
        return (isPiled, isDiverging)
    }

    /// What a plot is split by into cells.
    private var facets: String {
        let titles = unit.unit.facets.map { definition in
            let title = TitlePlan(definition.header.bag, definition, nil).lines(names, unit.config)
                .joined(separator: " ")
            return title.isEmpty ? definition.field.map { names.name($0) } ?? "" : title
        }.filter { !$0.isEmpty }
        if titles.isEmpty { return "" }
        return chinese
            ? ProseSpacing.joined("，按", titles.joined(separator: "及"), "分成小圖")
            : ", one for each \(titles.joined(separator: " and "))"
    }

    private var lineCount: Int { keys.count }

    /// What is measured; of ranges that no title names, both ends.
    private var subject: String {
        guard let measure else { return "" }
        guard let rangeEnd, !TitlePlan(measure.axis.bag, measure, rangeEnd).isExplicit else { return name(measure) }
        return chinese
            ? ProseSpacing.joined(name(measure), "至", name(rangeEnd)) : "\(name(measure)) to \(name(rangeEnd))"
    }

    private var isArea: Bool { unit.mark.kind == .area }

    /// What the measure is told by, each name once.
    private var by: [String] {
        var seen: Set<String> = []
        return [dimension, shape == .heat ? unit.unit.encoding[.y] : series].compactMap { $0 }.map { name($0) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private var chineseOpening: String {
        let count = unit.frame.rowCount
        let of = subject
        let by = by.joined(separator: "及")
        switch shape {
        case .bars, .pie, .heat, .box:
            let counter = shape == .heat ? "格" : shape == .pie ? "份" : shape == .box ? "組" : "項"
            let what = shape == .box ? ProseSpacing.joined(of, "的分布") : of
            return ProseSpacing.joined("\(kind)，按", by, "列出", what, facets) + "，共 \(count) \(counter)。"
        case .lines:
            let along = dimension.map { name($0) } ?? ""
            let parts =
                series.map { ProseSpacing.joined("，按", name($0), "分為 \(lineCount) \(isArea ? "層" : "條線")") } ?? ""
            return ProseSpacing.joined("\(kind)，顯示", of, "隨", along, "的變化") + parts + facets + "，共 \(count) 點。"
        case .scatter:
            return ProseSpacing.joined("\(kind)，橫軸為", name(.x) ?? "") + ProseSpacing.joined("，縱軸為", name(.y) ?? "")
                + "\(facets)，共 \(count) 點。"
        case .timeline: return "時間線\(facets)，共 \(count) 項。"
        case .other:
            var out = kind
            if let x = name(.x) { out += ProseSpacing.joined("，橫軸為", x) }
            if let y = name(.y) { out += ProseSpacing.joined("，縱軸為", y) }
            if let colour = series { out += ProseSpacing.joined("，顏色為", name(colour)) }
            return out + facets + "，共 \(count) 項。"
        }
    }

    private var englishOpening: String {
        let count = unit.frame.rowCount
        func counted(_ one: String, _ many: String) -> String { "\(count) " + (count == 1 ? one : many) }
        let of = subject
        let by = by.joined(separator: " and ")
        switch shape {
        case .bars: return "\(kind) of \(of) by \(by)\(facets), \(counted("bar", "bars"))."
        case .pie: return "\(kind) of \(of) by \(by)\(facets), \(counted("slice", "slices"))."
        case .heat: return "\(kind) of \(of) by \(by)\(facets), \(counted("cell", "cells"))."
        case .box: return "\(kind) of \(of) by \(by)\(facets), \(counted("box", "boxes"))."
        case .lines:
            let along = dimension.map { name($0) } ?? ""
            let parts = series.map { ", \(lineCount) \(isArea ? "layers" : "lines") by \(name($0))" } ?? ""
            return "\(kind) of \(of) by \(along)\(parts)\(facets), \(counted("point", "points"))."
        case .scatter:
            return "\(kind) of \(name(.y) ?? "") against \(name(.x) ?? "")\(facets), \(counted("point", "points"))."
        case .timeline: return "Timeline\(facets), \(counted("entry", "entries"))."
        case .other:
            var out = kind
            let (x, y) = (name(.x), name(.y))
            if let x { out += " with \(x) on the horizontal axis" }
            if let y { out += (x == nil ? " with " : " and ") + "\(y) on the vertical axis" }
            if let colour = series { out += ", coloured by \(name(colour))" }
            return out + facets + ", \(counted("item", "items"))."
        }
    }
}
