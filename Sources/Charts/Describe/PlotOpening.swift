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
        case .bar where unit.unit.stack != nil && series != nil: return chinese ? "堆疊棒形圖" : "Stacked bar chart"
        case .bar: return chinese ? "棒形圖" : "Bar chart"
        case .line, .trail: return chinese ? "折線圖" : "Line chart"
        case .area: return chinese ? "面積圖" : "Area chart"
        case .point, .circle, .square:
            return shape == .scatter ? chinese ? "散點圖" : "Scatter plot" : chinese ? "點圖" : "Dot plot"
        case .rect: return chinese ? "熱圖" : "Heat map"
        case .tick: return chinese ? "刻線圖" : "Strip plot"
        default: return chinese ? "圖表" : "Chart"
        }
    }

    /// What a plot is split by into cells.
    private var facets: String {
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

    private var lineCount: Int { keys.count }

    private var chineseOpening: String {
        let count = unit.frame.rowCount
        let of = measure.map { name($0) } ?? ""
        var by = [dimension, shape == .heat ? unit.unit.encoding[.y] : series].compactMap { $0 }.map { name($0) }
        by = by.filter { !$0.isEmpty }
        switch shape {
        case .bars, .pie, .heat, .box:
            let counter = shape == .heat ? "格" : shape == .pie ? "份" : shape == .box ? "組" : "項"
            let what = shape == .box ? "\(of)的分布" : of
            return "\(kind)，按\(by.joined(separator: "及"))列出\(what)\(facets)，共 \(count) \(counter)。"
        case .lines:
            let along = dimension.map { name($0) } ?? ""
            let parts = series.map { "，按\(name($0))分為 \(lineCount) 條線" } ?? ""
            return "\(kind)，顯示\(of)隨\(along)的變化\(parts)\(facets)，共 \(count) 點。"
        case .scatter: return "\(kind)，橫軸為\(name(.x) ?? "")，縱軸為\(name(.y) ?? "")\(facets)，共 \(count) 點。"
        case .timeline: return "時間線\(facets)，共 \(count) 項。"
        case .other:
            var out = kind
            if let x = name(.x) { out += "，橫軸為\(x)" }
            if let y = name(.y) { out += "，縱軸為\(y)" }
            if let colour = series { out += "，顏色為\(name(colour))" }
            return out + facets + "，共 \(count) 項。"
        }
    }

    private var englishOpening: String {
        let count = unit.frame.rowCount
        func counted(_ one: String, _ many: String) -> String { "\(count) " + (count == 1 ? one : many) }
        let of = measure.map { name($0) } ?? ""
        let by = [dimension, shape == .heat ? unit.unit.encoding[.y] : series].compactMap { $0 }.map { name($0) }
            .filter { !$0.isEmpty }.joined(separator: " and ")
        switch shape {
        case .bars: return "\(kind) of \(of) by \(by)\(facets), \(counted("bar", "bars"))."
        case .pie: return "\(kind) of \(of) by \(by)\(facets), \(counted("slice", "slices"))."
        case .heat: return "\(kind) of \(of) by \(by)\(facets), \(counted("cell", "cells"))."
        case .box: return "\(kind) of \(of) by \(by)\(facets), \(counted("box", "boxes"))."
        case .lines:
            let along = dimension.map { name($0) } ?? ""
            let parts = series.map { ", \(lineCount) lines by \(name($0))" } ?? ""
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
