import Diagnostics
import Expressions
import Files
import Languages

extension CompiledChart {
    /// Draws with the data of a request.
    package func draw(_ request: ChartRequest) -> Diagnosed<ChartOutput?> {
        var findings: [Diagnostic] = []
        let data = load(request, into: &findings)
        checkFields(data, into: &findings)
        guard !findings.hasErrors else { return Diagnosed(nil, findings) }
        let frames = plot.units.map { $0.frames(data.frames[$0.dataNode], plot.scales, config) }
        if !plot.units.isEmpty, frames.allSatisfy({ $0.main.rowCount == 0 }) {
            findings.append(
                .error(
                    .chartEmpty, "the chart has no rows to draw", at: location,
                    hint: "look at its filters, and at the types of the fields it draws"))
            return Diagnosed(nil, findings)
        }
        if let crowded = frames.map(\.main.rowCount).max(), crowded > 20_000 {
            findings.append(
                .error(
                    .chartLimit, "the chart would draw \(crowded) marks, 20000 are the limit", at: location,
                    hint: "aggregate the rows, or bin them"))
            return Diagnosed(nil, findings)
        }
        let title = ChartTitle(plot.title, config, request, into: &findings)
        var drawing = PlotDrawing(self, frames, data.names, title, plot.width, plot.height)
        findings += drawing.findings
        guard !findings.hasErrors else { return Diagnosed(nil, findings) }
        drawing = fitted(drawing, frames, data.names, title)
        let output = drawing.output(request, data)
        return Diagnosed(output, findings)
    }

    /// Where the chart shall fit a size as a whole (`autosize: fit`), the plot gives way to its guides.
    private func fitted(_ drawing: PlotDrawing, _ frames: [UnitFrames], _ names: FieldNames, _ title: ChartTitle)
        -> PlotDrawing
    {
        let node = config.top("autosize")
        let type = node?.string ?? node?["type"]?.string ?? "pad"
        guard type == "fit" || type == "fit-x" || type == "fit-y" else { return drawing }
        var width = plot.width
        var height = plot.height
        let total = drawing.totalSize
        func isFree(_ size: SizeSpecification?, _ channel: Channel) -> Bool {
            if case .step? = size { return false }
            if size != nil { return true }
            // A side that follows from its bands is as long as they are.
            let isBanded = plot.scales.contains { $0.channel == channel && $0.mergedInto == nil && $0.kind.isDiscrete }
            return !isBanded || config.value("view", channel == .x ? "discreteWidth" : "discreteHeight")?.double != nil
        }
        if type != "fit-y", isFree(width, .x) {
            width = .pixels(max(40, 2 * drawing.sides.0 - total.0))
        }
        if type != "fit-x", isFree(height, .y) {
            height = .pixels(max(40, 2 * drawing.sides.1 - total.1))
        }
        return PlotDrawing(self, frames, names, title, width, height)
    }
}

/// The title and subtitle of a chart, figures put in.
struct ChartTitle {
    var lines: [String] = []
    var subtitle: [String] = []
    let lookup: GuideLookup

    init(_ node: Node?, _ config: ChartConfiguration, _ request: ChartRequest, into findings: inout [Diagnostic]) {
        let bag: PropertyBag
        if let node, node.mapping != nil {
            bag = PropertyBag(node)
        } else {
            bag = PropertyBag(at: node?.location ?? SourceLocation(file: request.file))
        }
        lookup = GuideLookup(bag: bag, config: config, sections: ["title"], standardSection: "title")
        let text = node?.mapping != nil ? bag["text"] : node
        lines = Self.lines(text, request, into: &findings)
        subtitle = Self.lines(bag["subtitle"], request, into: &findings)
    }

    private static func lines(_ node: Node?, _ request: ChartRequest, into findings: inout [Diagnostic]) -> [String] {
        guard let node, !node.isNull else { return [] }
        if let list = node.sequence {
            return list.compactMap { item in
                item.scalarText.map { TitleFigure.replaced($0, at: item.contentLocation, request, into: &findings) }
            }
        }
        guard let text = node.scalarText else { return [] }
        let replaced = TitleFigure.replaced(text, at: node.contentLocation, request, into: &findings)
        return replaced.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
