import Diagnostics
import Expressions
import Files
import Languages

extension CompiledChart {
    /// Draws with the data of a request.
    package func draw(_ request: ChartRequest) -> Diagnosed<ChartOutput?> { draw(request, nil) }

    /// - Parameter known: the rows as they were loaded before, for another layout.
    func draw(_ request: ChartRequest, _ known: ChartRows?) -> Diagnosed<ChartOutput?> {
        var findings: [Diagnostic] = []
        let rows: ChartRows
        if let known, known.frames.count == model.units.count {
            rows = known
        } else {
            let data = load(request, into: &findings)
            checkFields(data, into: &findings)
            guard !findings.hasErrors else { return Diagnosed(nil, findings) }
            let frames = model.units.map {
                $0.frames(data.frames[$0.dataNode], model.scales, config, binnedBy: $0.binNode.map { data.frames[$0] })
            }
            rows = ChartRows(data: data, frames: frames)
        }
        let (data, frames) = (rows.data, rows.frames)
        if !model.units.isEmpty, frames.allSatisfy({ $0.main.rowCount == 0 }) {
            findings.append(
                .error(
                    .chartEmpty, "the chart has no rows to draw", at: location,
                    hint: "look at its filters, and at the types of the fields it draws"))
            return Diagnosed(nil, findings)
        }
        for (unit, frame) in zip(model.units, frames) where frame.hasTooManyGaps {
            findings.append(
                .error(
                    .chartLimit, "the gaps between so many rows are too many to be filled",
                    at: unit.stack.flatMap { unit.encoding[$0.channel]?.location } ?? location,
                    hint: "aggregate the rows first, or write impute: null"))
        }
        guard !findings.hasErrors else { return Diagnosed(nil, findings) }
        if let crowded = frames.map(\.main.rowCount).max(), crowded > 20_000 {
            findings.append(
                .error(
                    .chartLimit, "the chart would draw \(crowded) marks, 20000 are the limit", at: location,
                    hint: "aggregate the rows, or bin them"))
            return Diagnosed(nil, findings)
        }
        var context = DrawingContext(chart: self, model: arranged(data), data: data, request: request)
        let title = ChartTitle(model.view.title, config, request, into: &findings)
        var drawing = drawn(context, frames, title, into: &findings)
        guard !findings.hasErrors else { return Diagnosed(nil, findings) }
        var again: [Diagnostic] = []
        let target = drawing.frame.sides.0
        if isHouse, let named = withNamesAbove(context, drawing) {
            context = named
            drawing = drawn(context, frames, title, into: &again)
        }
        if let fitted = fitted(drawing, context) {
            drawing = drawn(fitted, frames, title, into: &again)
            if isHouse, let better = fittedAgain(drawing, fitted, target) {
                drawing = drawn(better, frames, title, into: &again)
            }
        }
        findings += again.filter { !findings.contains($0) }
        guard !findings.hasErrors else { return Diagnosed(nil, findings) }
        if let review = request.review {
            findings += ChartReviewer.findings(context, review, frames, title)
        }
        return Diagnosed(output(drawing, context, rows, title), findings)
    }

    private func drawn(
        _ context: DrawingContext, _ frames: [UnitFrames], _ title: ChartTitle, into findings: inout [Diagnostic]
    ) -> DrawnChart {
        let model = context.model
        var state = ViewState(frames, model.scales)
        let inner = model.view.cellScales
        state.build(
            model.scales.indices.filter { model.scales[$0].mergedInto == nil && !inner.contains($0) }, model, config,
            into: &findings)
        var drawing = ChartDrawing(context)
        let frame = drawing.draw(model.view, state, title: title)
        findings += drawing.findings
        return DrawnChart(frame: frame, gradients: drawing.gradients, signs: drawing.signs, state: state)
    }

    // MARK: - Output

    private func output(
        _ drawn: DrawnChart, _ context: DrawingContext, _ rows: ChartRows, _ title: ChartTitle
    ) -> ChartOutput {
        let frames = rows.frames
        let padding = paddings
        let (width, height) = totalSize(drawn)
        let request = context.request
        let state = ViewState(frames, model.scales)
        let units = model.units.indices.map { context.unit($0, state, (0, 0)) }
        let (names, language) = (context.names, request.language)
        let description =
            writtenDescription ?? request.description ?? ChartDescription(units, context.names, model.view).text
        let bounds = drawn.frame.allBounds
        var root = drawn.frame.group
        root.label = nil
        if model.plot == nil {
            (root.width, root.height) = (drawn.frame.common.width ?? 0, drawn.frame.common.height ?? 0)
        }
        let scene = Scene(
            width: width, height: height, originX: (-min(0, bounds.x1)).rounded(.up) + padding.left,
            originY: (-min(0, bounds.y1)).rounded(.up) + padding.top,
            background: (background ?? config.top("background")).flatMap { UnitDrawing.paint($0) },
            font: config.font, root: root, gradients: drawn.gradients, title: title.plain, description: description,
            kind: language.isChinese ? language.spelt("圖表") : "chart")
        let written = SVGWriter.write(scene, theme: request.theme, idPrefix: request.idPrefix)
        return ChartOutput(
            svg: written.html, body: written.body, width: width, height: height,
            title: title.plain,
            subtitle: title.subtitle.isEmpty ? nil : title.subtitle.joined(separator: " "), description: description,
            makeTable: { PlottedTable(units, names, language) },
            signs: IntervalSign.allCases.filter(drawn.signs.contains), origins: origins(context.data), scene: scene,
            theme: request.theme, prepared: prepared, rows: rows)
    }
}

/// The title and subtitle of a chart, figures put in.
struct ChartTitle {
    var lines: [String] = []
    var subtitle: [String] = []
    let lookup: GuideLookup

    /// On one line; nil where there is none.
    var plain: String? {
        let text = lines.joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    init(_ node: Node?, _ config: ChartConfiguration, _ request: ChartRequest, into findings: inout [Diagnostic]) {
        let bag: PropertyBag
        if let node, node.mapping != nil {
            bag = PropertyBag(node)
        } else {
            bag = PropertyBag(at: node?.location ?? SourceLocation(file: request.file))
        }
        lookup =
            bag.isEmpty
            ? GuideLookup(.title, config, at: bag.location, standardSection: "title") { ["title"] }
            : GuideLookup(bag: bag, config: config, sections: ["title"], standardSection: "title")
        let text = node?.mapping != nil ? bag["text"] : node
        lines = Self.lines(text, request, into: &findings)
        subtitle = Self.lines(bag["subtitle"], request, into: &findings)
    }

    private static func lines(_ node: Node?, _ request: ChartRequest, into findings: inout [Diagnostic]) -> [String] {
        guard let node, !node.isNull else { return [] }
        if let list = node.sequence {
            return list.compactMap { item in
                item.scalarText.map { TitleFigure.replaced($0, item, request, into: &findings) }
            }
        }
        guard let text = node.scalarText else { return [] }
        let replaced = TitleFigure.replaced(text, node, request, into: &findings)
        return replaced.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
