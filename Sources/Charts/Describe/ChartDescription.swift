import Expressions
import Formatting

/// What a chart shows, in a few sentences of the page's language: the kind of chart and what it is of, the extremes,
/// and where lines go.
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
            parts += PlotDescription(unit, names, cellScales: view.cellScales).sentences
        }
        if parts.isEmpty { parts = [chinese ? "圖表。" : "Chart."] }
        text = names.language.spelt(parts.joined(separator: chinese ? "" : " "))
    }

    /// The unit that the others comment on: the first that has two positions.
    private static func principal(_ units: [UnitDrawing]) -> UnitDrawing? {
        // Of a box plot the median tells most, not the points beyond the whiskers.
        let composite = units.first { $0.mark.composite?.name == "median" }
        let placed = units.filter {
            $0.unit.encoding[.x]?.isField ?? false && $0.unit.encoding[.y]?.isField ?? false
        }
        // Words upon marks, and a band around a line, comment on these.
        let main = placed.first { ![.text, .area, .rule].contains($0.mark.kind) }
        return composite ?? main ?? placed.first ?? units.first
    }
}

/// What one plot shows.
final class PlotDescription {
    enum Shape { case bars, lines, scatter, heat, pie, box, timeline, other }

    let unit: UnitDrawing
    let names: FieldNames
    let chinese: Bool
    let shape: Shape
    /// What is measured, and what it is measured of.
    let measure: ChannelDefinition?
    let dimension: ChannelDefinition?
    /// What tells parts or lines apart.
    let series: ChannelDefinition?
    /// The other end of what is measured, where marks go from one place to another.
    let rangeEnd: ChannelDefinition?
    /// The cells of a facet have measures of their own.
    let isSplit: Bool
    /// Bars to one side of zero stand for amounts like those to the other: their axis shows no signs.
    let isMirrored: Bool
    /// What tells each row's line or part from others.
    private(set) lazy var keys = SeriesKeys(self)
    /// What each row's value of the dimension is called.
    private(set) lazy var labels: [String] = dimension.map { labels($0) } ?? []

    init(_ unit: UnitDrawing, _ names: FieldNames, cellScales: Set<Int> = []) {
        self.unit = unit
        self.names = names
        chinese = names.language.isChinese
        let encoding = unit.unit.encoding
        let pair = Self.measure(unit)
        (measure, dimension) = (pair?.0, pair?.1)
        let colour = [Channel.color, .fill, .stroke, .strokeDash, .detail].lazy.compactMap {
            encoding[$0]?.scaled ?? encoding[$0]
        }
        .first { $0.isField && $0.type.isDiscrete }
        series = colour.flatMap { $0.column == pair?.1.column ? nil : $0 }
        shape = Self.shape(unit, pair)
        rangeEnd =
            [.bar, .rule].contains(unit.mark.kind) && unit.mark.composite == nil
            ? Self.rangeEnd(encoding, pair?.0) : nil
        isSplit = pair.flatMap { unit.unit.scales[$0.0.channel] }.map { cellScales.contains($0) } ?? false
        isMirrored =
            pair?.0.axis.bag?.string("labelExpr").map { $0.contains("abs(") } ?? false && unit.mark.kind == .bar
    }

    /// What is known of the measured values; nil where all are exact.
    private(set) lazy var known: [KnownValue?]? = measure.flatMap { unit.known($0) }

    var sentences: [String] {
        [opening, story, known.flatMap { IntervalSentence.counts($0, chinese: chinese) }].compactMap { $0 }
    }

    // MARK: - What it is

    private static func shape(_ unit: UnitDrawing, _ pair: (ChannelDefinition, ChannelDefinition)?) -> Shape {
        let encoding = unit.unit.encoding
        if unit.mark.composite?.kind == .boxplot { return .box }
        switch unit.mark.kind {
        case .arc: return pair == nil ? .other : .pie
        case .rect where pair.map { $0.0.channel.isColour } ?? false: return .heat
        case .line, .trail, .area: return pair == nil ? .other : .lines
        case .point, .circle, .square:
            if let x = encoding[.x], let y = encoding[.y], x.isUnbinnedQuantity, y.isUnbinnedQuantity,
                x.isField, y.isField
            {
                return .scatter
            }
        default: break
        }
        let dates = [encoding[.x], encoding[.y]].compactMap { $0 }.filter { $0.isField && $0.type == .temporal }
        if pair == nil, !dates.isEmpty { return .timeline }
        return pair != nil && unit.mark.kind == .bar ? .bars : .other
    }

    /// What is measured, and what it is measured of: along the axes, by the angles of a pie, by the colours of cells.
    static func measure(_ unit: UnitDrawing) -> (ChannelDefinition, ChannelDefinition)? {
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
        if unit.mark.kind == .rect, let colour = (encoding[.color] ?? encoding[.fill])?.scaled, isMeasure(colour),
            colour.isField
        {
            return (colour, x)
        }
        let pair = isMeasure(y) ? (y, x) : isMeasure(x) ? (x, y) : nil
        guard let pair, let composite = unit.mark.composite else { return pair }
        // The ends of an error bar are no values of their own: its centre is.
        guard let centre = composite.centre, unit.frame.column(centre.column) != nil else { return nil }
        return (centre, pair.1)
    }

    func name(_ definition: ChannelDefinition) -> String {
        let title = TitlePlan(definition.axis.bag ?? definition.legend.bag, definition, nil).lines(names, unit.config)
            .joined(separator: " ")
        return title.isEmpty ? names.title(TitlePlan.Part(definition), unit.config) : title
    }

    func name(_ channel: Channel) -> String? {
        guard let definition = unit.unit.encoding[channel], definition.isField else { return nil }
        return name(definition)
    }

    // MARK: - Words and values

    /// The rows with a value, and these.
    private(set) lazy var measured: (rows: [Int], values: [Double]) = {
        guard let measure else { return ([], []) }
        let signed = unit.frame.doubles(measure.column)
        let values = isMirrored ? signed.map(abs) : signed
        return (values.indices.filter { values[$0].isFinite }, values)
    }()

    private static let percent = NumberFormat.parse(",.1~%")
    private static let formats = (NumberFormat.parse(",.2~f"), NumberFormat.parse("d"), NumberFormat.parse(".3~r"))

    func number(_ x: Double, of definition: ChannelDefinition, known: KnownValue? = nil) -> String {
        let x = isMirrored && definition.channel == measure?.channel ? abs(x) : x
        let format = proseFormat(x, definition)
        let number =
            known.map { QuantityWords(unit.locale.language).text($0, format: format) }
            ?? format?.format(x, locale: unit.locale.numbers) ?? ""
        if definition.isCount || format?.kind == .percent { return number }
        let field = definition.meaning?.field ?? definition.field ?? ""
        let plural = names.units[field] ?? ""
        let unitText = abs(x) == 1 && known == nil ? names.singularUnits[field] ?? plural : plural
        if unitText.isEmpty { return number }
        return unitText == "%" ? number + "%" : "\(number) \(unitText)"
    }

    /// No finer than is of use: two decimals, of what is below one three significant digits; in percent and with a
    /// currency's sign where the axis is.
    private func proseFormat(_ x: Double, _ definition: ChannelDefinition) -> NumberFormat? {
        let written = definition.type == .temporal ? nil : definition.format.flatMap { NumberFormat.parse($0) }
        if written?.kind == .percent || written?.kind == .percentRounded { return Self.percent }
        var format = abs(x) >= 1 ? Self.formats.0 : abs(x) < 1e-6 ? Self.formats.1 : Self.formats.2
        if written?.symbol == .currency { format?.symbol = .currency }
        return format
    }

    /// The measured value of a row, with what is known of it.
    func value(at row: Int) -> String {
        guard let measure else { return "" }
        let known = known.flatMap { $0.indices.contains(row) ? $0[row] : nil }
        return number(measured.values[row], of: measure, known: known)
    }
}
