import Diagnostics
import Expressions
import Files
import Formatting

/// How a facet writes the values of its field, and how its labels and title look.
struct FacetLabels {
    let definition: ChannelDefinition
    private let context: DrawingContext
    private let format: LabelFormat
    private let expression: RowExpression?

    init(_ definition: ChannelDefinition, _ context: DrawingContext) {
        let definition = definition.withHeaderFormat
        let header = definition.header.bag
        self.definition = definition
        self.context = context
        format = LabelFormat.ofText(definition, context.config, context.chart.locale)
        // Its errors were reported when the specification was read.
        var findings: [Diagnostic] = []
        var written = header?["labelExpr"]
        if !context.chart.isHouse, case .plain = format, let node = written, let text = node.string {
            // Vega-Lite puts its expression of the label in the place of the words `datum.label`, without brackets.
            let label = "isValid(datum.value) ? datum.value : \"\"+datum.value"
            written = Node(.string(text.replacing("datum.label", with: label)), at: node.location)
        }
        expression = written.flatMap { RowExpression.read($0, context.chart.environment, into: &findings) }
    }

    /// - Parameter end: the end of a bin.
    func text(_ value: DataValue, _ end: DataValue) -> String {
        let locale = context.chart.locale
        var label: String
        if definition.isBinning {
            label =
                value.number == nil ? "null" : format.text(value, locale) + " – " + format.text(end, locale)
        } else {
            label = value.isNullish ? "null" : format.text(value, locale)
        }
        if let expression { label = expression.label(label, of: value) }
        return label
    }

    // MARK: - Looks

    /// A property of the header: its own, that of its direction, that of all headers.
    func property(_ key: String) -> Node? {
        let section =
            definition.channel == .row ? "headerRow" : definition.channel == .column ? "headerColumn" : "headerFacet"
        if let own = definition.header.bag?[key] { return own }
        if key == "labelOrient" || key == "titleOrient", let both = definition.header.bag?["orient"] { return both }
        return context.config.value(section, key) ?? context.config.value("header", key)
    }

    var isLabelled: Bool {
        // Above the cells of a wrapped facet Vega-Lite writes their values in any case.
        if definition.channel == .facet, !context.chart.isHouse { return true }
        return !definition.header.isDisabled && property("labels")?.boolean != false
    }

    /// The side of the cells on which labels or title stand.
    func orient(_ part: String) -> String {
        property(part + "Orient")?.string ?? (definition.channel == .row ? "left" : "top")
    }

    /// True where labels stand above or below rows, or beside columns: they are the cells' titles then.
    var labelsAreTitles: Bool {
        switch definition.channel {
        case .row: ["top", "bottom"].contains(orient("label"))
        case .column: ["left", "right"].contains(orient("label"))
        default: true
        }
    }

    /// The title of all headers; nil where there is none.
    var title: String? {
        if definition.header.isDisabled { return nil }
        let plan = TitlePlan(definition.header.bag, definition, nil)
        if !plan.isExplicit, let configured = property("title"), configured.isNull || configured.string == "" {
            return nil
        }
        let lines = plan.lines(context.names, context.config).filter { !$0.isEmpty }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// A label or the title as a block of text.
    /// - Parameter width: of the cell that it stands above, where it may take several lines.
    func block(_ part: String, _ text: String, width: Double? = nil) -> TitleBlock {
        let orient = orient(part)
        let style = part == "label" ? "guide-label" : "guide-title"
        let config = context.config
        func node(_ key: String, _ styleKey: String) -> Node? {
            property(part + key) ?? config.style(style, styleKey) ?? config.standardStyle(style, styleKey)
        }
        let anchor = property(part + "Anchor")?.string ?? "middle"
        let isRow = orient == "left" || orient == "right"
        let angle = property(part + "Angle")?.double
        var run = TextRun(
            lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), x: 0, y: 0)
        run.setFont(of: config, by: node)
        if let width, context.chart.isHouse, !isRow, angle ?? 0 == 0 {
            run.lines = run.lines.flatMap { TextMetrics.wrapped($0, to: width, size: run.size, bold: run.isBold) }
        }
        run.angle = angle ?? TitleBlock.standardAngle(orient)
        run.align =
            property(part + "Align")?.string.flatMap(TextAlign.init)
            ?? Self.align(anchor, angle, isRow: isRow)
        run.baseline = property(part + "Baseline")?.string ?? Self.baseline(angle, isRow: isRow)
        var look = Style()
        look.fill = node("Color", "fill").flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
        return TitleBlock(
            orient: orient, anchor: anchor, isFramed: true,
            offset: property(part + "Padding")?.double ?? 10, text: run, style: look)
    }

    private static func align(_ anchor: String, _ angle: Double?, isRow: Bool) -> TextAlign {
        if anchor != "middle" { return TitleBlock.align(anchor) }
        guard let angle = angle.map(turned) else { return .center }
        if isRow {
            if (angle + 90).truncatingRemainder(dividingBy: 180) == 0 { return .center }
            return 90 < angle && angle < 270 ? .left : .right
        }
        if angle.truncatingRemainder(dividingBy: 180) == 0 { return .center }
        return 0 < angle && angle < 180 ? .right : .left
    }

    private static func baseline(_ angle: Double?, isRow: Bool) -> String {
        guard let angle = angle.map(turned) else { return "top" }
        if isRow {
            if angle <= 45 || 315 <= angle || (135 <= angle && angle <= 225) { return "middle" }
            return 45 <= angle && angle <= 135 ? "top" : "bottom"
        }
        if (45 < angle && angle < 135) || (225 < angle && angle < 315) { return "middle" }
        return angle <= 45 || 315 <= angle ? "bottom" : "top"
    }

    private static func turned(_ angle: Double) -> Double {
        let rest = angle.truncatingRemainder(dividingBy: 360)
        return rest < 0 ? rest + 360 : rest
    }
}
