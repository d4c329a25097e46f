import Expressions
import Files
import Formatting

extension UnitDrawing {
    /// How each row's item is painted.
    struct Styles {
        var fill: PerRow<String?>
        var stroke: PerRow<String?>
        var strokeWidth: PerRow<Double>?
        var opacity: PerRow<Double>?
        var fillOpacity: PerRow<Double>?
        var strokeOpacity: PerRow<Double>?
        var dashes: [[Double]]?
        var base: Style
        /// What fills and strokes all rows instead.
        var fillGradient: Paint?
        var strokeGradient: Paint?

        subscript(row: Int) -> Style {
            var out = base
            out.fill = fillGradient ?? fill[row].map(Paint.colour)
            out.stroke = strokeGradient ?? stroke[row].map(Paint.colour)
            out.strokeWidth = strokeWidth?[row]
            out.opacity = opacity?[row].finite
            out.fillOpacity = fillOpacity?[row].finite
            out.strokeOpacity = strokeOpacity?[row].finite
            if let dashes { out.dash = dashes[row] }
            return out
        }
    }

    /// The fill that a mark has without encodings; nil for none.
    func standardFill() -> String? {
        let node =
            unit.mark.isFilled
            ? property(first: "fill", "color") : mark.properties["fill"] ?? config.user(mark.kind.rawValue, "fill")
        return node.flatMap { Self.paint($0) }
    }

    func standardStroke() -> String? {
        let node =
            unit.mark.isFilled
            ? mark.properties["stroke"] ?? config.user(mark.kind.rawValue, "stroke")
            : property(first: "stroke", "color")
        return node.flatMap { Self.paint($0) }
    }

    /// True where the specification says how the mark is painted.
    var hasOwnColour: Bool {
        [Channel.color, .fill].contains { unit.encoding[$0] != nil }
            || ["color", "fill"].contains { mark.properties.has($0) || unit.mark.expressions[$0] != nil }
            || mark.properties["style"] != nil
    }

    /// Colour, stroke and opacity from the encoding and the mark.
    func styles(sizeIsStroke: Bool = false) -> Styles {
        let filled = unit.mark.isFilled
        var fill: PerRow<String?> = .same(standardFill())
        var stroke: PerRow<String?> = .same(standardStroke())
        func paints(_ column: DataColumn) -> PerRow<String?> {
            .each((0..<count).map { row in Colour(column[row].asText)?.text })
        }
        if let colours = computed("color") { if filled { fill = paints(colours) } else { stroke = paints(colours) } }
        if let colours = computed("fill") { fill = paints(colours) }
        if let colours = computed("stroke") { stroke = paints(colours) }
        // A fill or stroke that the mark itself names is stronger than the encoding's colour.
        if unit.encoding[.color] != nil, !mark.properties.has(filled ? "fill" : "stroke") {
            if filled {
                fill = self.paints(.color, standardFill())
            } else {
                stroke = self.paints(.color, standardStroke())
            }
        }
        if unit.encoding[.fill] != nil { fill = self.paints(.fill, standardFill()) }
        if unit.encoding[.stroke] != nil { stroke = self.paints(.stroke, standardStroke()) }
        if config.isHouse, !(unit.stack?.byColumns.isEmpty ?? true), mark.kind != .line, standardStroke() == nil,
            unit.encoding[.stroke] == nil,
            filled, ![.point, .circle, .square, .text].contains(mark.kind)
        {
            // A line of the paper's colour between parts, which then are told apart without their colours, too.
            stroke = .same(config.partLine)
        }
        var base = Style()
        base.dash = property("strokeDash")?.sequence?.compactMap(\.double)
        base.dashOffset = number("strokeDashOffset")
        base.cap = property("strokeCap")?.string
        base.join = property("strokeJoin")?.string
        base.isOfRamp = [Channel.color, .fill, .stroke].contains { channel in
            unit.encoding[channel]?.scaled != nil && scale(channel)?.isRamp ?? false
        }
        let standardWidth = sizeIsStroke ? number(first: "strokeWidth", "size") : number("strokeWidth")
        var widths = numbers(.strokeWidth, standardWidth)
        if sizeIsStroke, unit.encoding[.size] != nil { widths = numbers(.size, standardWidth) }
        var out = Styles(
            fill: fill, stroke: stroke, strokeWidth: widths,
            opacity: numbers(.opacity, number("opacity") ?? unit.mark.standardOpacity),
            fillOpacity: numbers(.fillOpacity, number("fillOpacity")),
            strokeOpacity: numbers(.strokeOpacity, number("strokeOpacity")), base: base)
        out.fillGradient = gradient("fill", isMain: filled)
        out.strokeGradient = gradient("stroke", isMain: !filled)
        if let slots = slots(.strokeDash), case .dashes(let list)? = scale(.strokeDash)?.output, !list.isEmpty {
            out.dashes = slots.map { list[$0 % list.count] }
        } else if let value = unit.encoding[.strokeDash]?.value?.sequence?.compactMap(\.double) {
            out.base.dash = value
        }
        return out
    }

    /// What a row says when pointed at (`<title>`), from the tooltip channel or property.
    func tooltips() -> [String]? {
        var definitions = unit.encoding.all(.tooltip).filter(\.isField)
        if definitions.isEmpty {
            let node = unit.encoding[.tooltip]?.value ?? property("tooltip")
            if let value = node?.string { return [String](repeating: value, count: count) }
            // `true` and `content: encoding` ask for all that the mark shows.
            guard let node, node.boolean == true || node["content"]?.string == "encoding" else { return nil }
            var seen: Set<String> = []
            definitions = unit.encoding.fields.filter { $0.channel != .order && seen.insert($0.column).inserted }
        } else if definitions.count == 1, let only = definitions.first, only.filter == nil {
            return texts(only)
        }
        let lines = definitions.map { definition in
            (title(definition), texts(definition), definition.filter?.holds(over: frame))
        }
        return (0..<count).map { row in
            lines.filter { $0.2?[row] ?? true }.map { "\($0.0): \($0.1[row])" }.joined(separator: "\n")
        }
    }

    /// The addresses that rows link to, from the channel or the mark.
    func links() -> [String]? {
        let written =
            unit.encoding[.href].map { texts($0) }
            ?? mark.properties.string("href").map { [String](repeating: $0, count: count) }
        return names.links.isEmpty ? written : written?.map { names.links[$0] ?? $0 }
    }

    func title(_ definition: ChannelDefinition) -> String {
        definition.meaning.map { names.title($0, config) }
            ?? TitlePlan(nil, definition, nil).lines(names, config).joined(separator: " ")
    }

    /// The rows of a text channel as they are printed.
    func texts(_ definition: ChannelDefinition) -> [String] {
        if let value = definition.value {
            return [String](repeating: value.scalarText ?? value.lines?.joined(separator: "\n") ?? "", count: count)
        }
        if !definition.isField, let datum = definition.datum {
            return [String](repeating: format(definition).text(datum, locale), count: count)
        }
        guard let column = frame.column(definition.column) else { return [String](repeating: "", count: count) }
        if let words = quantityTexts(definition) { return words }
        let format = format(definition)
        if definition.isBinning {
            let ends = frame.column(definition.endColumn)
            return (0..<count).map { row in
                guard column[row].number != nil else { return "null" }
                return format.text(column[row], locale) + " – " + format.text(ends?[row] ?? .null, locale)
            }
        }
        // A category that is null is written so in Vega's own look.
        let null = definition.channel == .text && definition.type.isDiscrete && !config.isHouse ? "null" : ""
        func text(_ value: DataValue) -> String {
            value.isNullish && definition.type != .quantitative ? null : format.text(value, locale)
        }
        if case .texts(let codes, let pool) = column {
            let (texts, none) = (pool.map { text(.string($0)) }, text(.null))
            return codes.map { $0 < 0 ? none : texts[Int($0)] }
        }
        return (0..<count).map { text(column[$0]) }
    }

    /// The format of a definition's values as text (not on an axis).
    func format(_ definition: ChannelDefinition) -> LabelFormat { LabelFormat.ofText(definition, config, locale) }
}

extension LabelFormat {
    /// How the values of a definition are written where no axis or legend does it.
    static func ofText(_ definition: ChannelDefinition, _ config: ChartConfiguration, _ locale: ChartLocale)
        -> LabelFormat
    {
        if definition.timeUnitOrTemporal && definition.formatType != "number" || definition.formatType == "time" {
            if let specifier = definition.format {
                return TimeFormat.parse(specifier, locale: locale.times).map(LabelFormat.time) ?? .multiTime
            }
            if let unit = definition.timeUnit { return locale.format(of: unit).map(LabelFormat.time) ?? .multiTime }
            let specifier = config.top("timeFormat")?.string ?? "%b %d, %Y"
            return TimeFormat.parse(specifier, locale: locale.times).map(LabelFormat.time) ?? .multiTime
        }
        let specifier =
            definition.format ?? (definition.type == .quantitative ? config.top("numberFormat")?.string : nil)
        if let specifier, let format = NumberLabel.format(specifier) { return .number(format) }
        return definition.type == .quantitative ? NumberLabel.format("").map(LabelFormat.number) ?? .plain : .plain
    }
}
