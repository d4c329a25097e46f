import Diagnostics
import Expressions
import Files
import Languages
import Markup
import Tables

/// The rows of a chart's sources and of what its transforms made of them.
struct ChartData: Sendable {
    var frames: [DataFrame]
    var names: FieldNames
    /// The tables that were drawn from.
    var tables: [Table] = []
    /// Parameters that transforms made of the data.
    var extents: [String: DataValue] = [:]
    /// The fields that sources gave, of a chart that is reviewed.
    var sourceFields: Set<String> = []
    /// True where the source that was loaded last is a table or a text, where `2026` is a year and no number of milliseconds.
    var isOfTable = false
}

/// The rows of a chart as they are drawn, whatever its layout: those of its sources, and those of each unit.
final class ChartRows: Sendable {
    let data: ChartData
    let frames: [UnitFrames]

    init(data: ChartData, frames: [UnitFrames]) {
        self.data = data
        self.frames = frames
    }
}

extension CompiledChart {
    /// Loads every source and runs the transforms, each node once.
    func load(_ request: ChartRequest, into findings: inout [Diagnostic]) -> ChartData {
        var data = ChartData(frames: [], names: FieldNames(language: request.language))
        for node in dataNodes {
            var frame: DataFrame
            data.isOfTable = false
            if let source = node.source {
                frame = self.frame(source, request, &data, into: &findings)
                if request.review != nil { data.sourceFields.formUnion(frame.names) }
            } else if let parent = node.parent {
                frame = data.frames[parent]
            } else {
                // Marks of constants need no rows: one stands for them.
                frame = DataFrame(rowCount: 1)
            }
            for field in node.dateFields {
                frame.flatten(field)
                if node.source != nil, let column = frame.column(field) {
                    frame.set(field, data.isOfTable ? column.yearsAsDates : column.asDates)
                }
            }
            for (step, transform) in node.transforms.enumerated() {
                if isHouse { data.names.learn(transform) }
                switch transform {
                case .lookup(let lookup):
                    frame = lookup.applied(
                        to: frame, self.frame(lookup.source, request, &data, into: &findings))
                case .extent(let field, let param):
                    frame.flatten(field)
                    let values = frame.doubles(field).filter(\.isFinite)
                    data.extents[param] = .array(
                        [values.min(), values.max()].map { $0.map(DataValue.number) ?? .null })
                default:
                    let bound = data.extents.isEmpty ? transform : transform.bound(data.extents)
                    let location = node.locations.indices.contains(step) ? node.locations[step] : node.location
                    frame = bound.apply(to: frame, at: location, into: &findings)
                }
            }
            data.frames.append(frame)
        }
        loadImages(model.units, request, into: &data, &findings)
        checkLinks(request, &data, into: &findings)
        return data
    }

    private func frame(
        _ source: DataSource, _ request: ChartRequest, _ data: inout ChartData, into findings: inout [Diagnostic]
    ) -> DataFrame {
        switch source.kind {
        case .values(let node):
            if let text = node.string {
                data.isOfTable = true
                let kind = source.format?.string("type") ?? "csv"
                let file = SourceFile(path: kind == "tsv" ? "\(request.file).tsv" : "\(request.file).csv", text: text)
                return kind == "json"
                    ? json(file, source, into: &findings) : csv(file, source, request, &data, into: &findings)
            }
            guard let rows = self.rows(node, source, into: &findings) else { return DataFrame(rowCount: 0) }
            return FrameLoading.parsed(FrameLoading.frame(rows), source.format)
        case .url(let url): return self.file(url, source, request, &data, into: &findings)
        case .named(let name):
            if let node = datasets?[name] {
                data.isOfTable = true
                guard let rows = self.rows(node, source, into: &findings) else { return DataFrame(rowCount: 0) }
                return FrameLoading.parsed(FrameLoading.frame(rows), source.format)
            }
            guard let table = request.table(name) else {
                findings.append(
                    .error(
                        .chartData, "there is no table “\(name)”", at: source.location,
                        hint: NearestName.hint(
                            for: name, among: request.tableNames + (datasets?.entries.map(\.key) ?? []))))
                return DataFrame(rowCount: 0)
            }
            return self.table(table, source, request, &data)
        case .sequence(let start, let stop, let step, let name):
            guard step != 0, (stop - start) / step < 100_000 else {
                findings.append(
                    .error(
                        step == 0 ? .chartValue : .chartLimit,
                        step == 0 ? "the step of the sequence is zero" : "the sequence has more than 100000 numbers",
                        at: source.location))
                return DataFrame(rowCount: 0)
            }
            return DataFrame([(name, .numbers(Array(stride(from: start, to: stop, by: step))))])
        case .none: return DataFrame(rowCount: 1)
        }
    }

    /// The rows of a file. A table of the bundle has the types of its schema; the items of another JSON list are what
    /// Vega makes of them; all else is read as a table of its own.
    private func file(
        _ url: String, _ source: DataSource, _ request: ChartRequest, _ data: inout ChartData,
        into findings: inout [Diagnostic]
    ) -> DataFrame {
        let kind = source.format?.string("type")
        if kind == nil, source.format?.string("property") == nil, let table = request.tableOfFile?(url) {
            return self.table(table, source, request, &data)
        }
        guard let file = request.load(url) else {
            findings.append(.error(.chartData, "there is no file “\(url)” beside the chart", at: source.location))
            return DataFrame(rowCount: 0)
        }
        guard let format = kind.flatMap({ TableFormat(rawValue: $0) }) ?? TableFormat(path: url) else {
            findings.append(
                .error(
                    .chartData, "“\(url)” is of a kind that is not known", at: source.location,
                    hint: "say what it is: format: {type: csv}, tsv or json"))
            return DataFrame(rowCount: 0)
        }
        let property = source.format?["property"]
        if format == .json {
            guard let node = JSON.parse(file).collecting(into: &findings) else { return DataFrame(rowCount: 0) }
            guard let rows = self.rows(node, source, into: &findings) else { return DataFrame(rowCount: 0) }
            if rows.sequence != nil { return FrameLoading.parsed(FrameLoading.frame(rows), source.format) }
        }
        let table = Table.read(file, as: format, property: property).collecting(into: &findings)
        return self.table(table, source, request, &data)
    }

    /// The part of a document that `format.property` names; nil with a finding where there is none.
    private func rows(_ node: Node, _ source: DataSource, into findings: inout [Diagnostic]) -> Node? {
        guard let property = source.format?["property"], let path = property.string else { return node }
        if let found = ValuePath(path).node(in: node) { return found }
        findings.append(
            .error(
                .chartData, "the data have no “\(path)”", at: property.location,
                hint: NearestName.hint(for: path, among: (node.mapping ?? []).map(\.key))))
        return nil
    }

    private func table(_ table: Table, _ source: DataSource, _ request: ChartRequest, _ data: inout ChartData)
        -> DataFrame
    {
        data.isOfTable = true
        data.tables.append(table)
        FrameLoading.names(table, request, into: &data.names)
        return FrameLoading.parsed(FrameLoading.frame(table, request.language), source.format)
    }

    private func csv(
        _ file: SourceFile, _ source: DataSource, _ request: ChartRequest, _ data: inout ChartData,
        into findings: inout [Diagnostic]
    ) -> DataFrame {
        let table = Table.read(file).collecting(into: &findings)
        return self.table(table, source, request, &data)
    }

    private func json(_ file: SourceFile, _ source: DataSource, into findings: inout [Diagnostic]) -> DataFrame {
        guard let node = JSON.parse(file).collecting(into: &findings),
            let rows = self.rows(node, source, into: &findings)
        else { return DataFrame(rowCount: 0) }
        return FrameLoading.parsed(FrameLoading.frame(rows), source.format)
    }

    /// What a mark links to must be an address that a page may have; one of the site itself is found as a page's are.
    private func checkLinks(_ request: ChartRequest, _ data: inout ChartData, into findings: inout [Diagnostic]) {
        for unit in model.units {
            let definition = unit.encoding[.href]
            let constant = definition?.value ?? unit.mark.definition.properties["href"]
            var addresses = constant?.string.map { [$0] } ?? []
            if let field = definition?.field { addresses += data.frames[unit.dataNode].distinct(field).map(\.asText) }
            let location = definition?.location ?? constant?.location ?? unit.mark.definition.location
            if let wrong = addresses.first(where: { !URLPolicy.isAllowed($0) }) {
                findings.append(
                    .error(
                        .chartValue, "“\(wrong.prefix(60))” is no address that a chart may link to", at: location,
                        hint: "an http or https address, or a path relative to the page"))
            }
            guard let link = request.link else { continue }
            for address in addresses
            where !address.isEmpty && URLPolicy.scheme(of: address) == nil && data.names.links[address] == nil {
                data.names.links[address] = link(address, location).collecting(into: &findings)
            }
        }
    }

    /// Every field of an encoding must be in the data.
    func checkFields(_ data: ChartData, into findings: inout [Diagnostic]) {
        check(model.view, data, into: &findings)
        for unit in model.units { check(unit.encoding.fields, data.frames[unit.dataNode], into: &findings) }
    }

    private func check(_ view: ViewModel, _ data: ChartData, into findings: inout [Diagnostic]) {
        switch view {
        case .plot: break
        case .facet(let facet):
            check(facet.channels, data.frames[facet.dataNode], into: &findings)
            check(facet.child, data, into: &findings)
        case .concat(let concat): for child in concat.children { check(child, data, into: &findings) }
        }
    }

    private func check(_ definitions: [ChannelDefinition], _ data: DataFrame, into findings: inout [Diagnostic]) {
        for field in definitions.compactMap({ RequiredField($0) }) { data.check(field, into: &findings) }
    }
}
