import Diagnostics
import Expressions
import Files
import Languages
import Markup
import Tables

/// The rows of a chart's sources and of what its transforms made of them.
struct ChartData {
    var frames: [DataFrame]
    var names: FieldNames
    /// The tables that were drawn from.
    var tables: [Table] = []
    /// Parameters that transforms made of the data.
    var extents: [String: DataValue] = [:]
    /// The fields that sources gave, of a chart that is reviewed.
    var sourceFields: Set<String> = []
}

extension CompiledChart {
    /// Loads every source and runs the transforms, each node once.
    func load(_ request: ChartRequest, into findings: inout [Diagnostic]) -> ChartData {
        var data = ChartData(frames: [], names: FieldNames(language: request.language))
        for node in dataNodes {
            var frame: DataFrame
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
                if let source = node.source, let column = frame.column(field) {
                    frame.set(field, Self.isText(source) ? column.yearsAsDates : column.asDates)
                }
            }
            for transform in node.transforms {
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
                    frame = bound.apply(to: frame, into: &findings)
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
                let kind = source.format?.string("type") ?? "csv"
                let file = SourceFile(path: kind == "tsv" ? "\(request.file).tsv" : "\(request.file).csv", text: text)
                return kind == "json"
                    ? json(file, source, into: &findings) : csv(file, source, request, &data, into: &findings)
            }
            return FrameLoading.parsed(FrameLoading.frame(FrameLoading.property(node, source.format)), source.format)
        case .url(let url):
            guard let file = request.load(url) else {
                let name = request.tableNames.first { url == $0 + ".csv" }
                findings.append(
                    .error(
                        .chartData, "there is no file “\(url)” beside the chart", at: source.location,
                        hint: name.map { "the table of the data package is drawn by data: {name: \($0)}" }))
                return DataFrame(rowCount: 0)
            }
            let isTable =
                [".csv", ".tsv"].contains { url.hasSuffix($0) }
                || ["csv", "tsv"].contains(source.format?.string("type") ?? "")
            return isTable
                ? csv(file, source, request, &data, into: &findings) : json(file, source, into: &findings)
        case .named(let name):
            if let node = datasets?[name] {
                return FrameLoading.parsed(
                    FrameLoading.frame(FrameLoading.property(node, source.format)), source.format)
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

    /// True of files and tables, where `2026` is the text of a year and not a number of milliseconds.
    private static func isText(_ source: DataSource) -> Bool {
        switch source.kind {
        case .url(let url): !url.hasSuffix(".json")
        case .named: true
        case .values(let node): node.string != nil
        default: false
        }
    }

    private func table(_ table: Table, _ source: DataSource, _ request: ChartRequest, _ data: inout ChartData)
        -> DataFrame
    {
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
        guard let node = JSON.parse(file).collecting(into: &findings) else { return DataFrame(rowCount: 0) }
        return FrameLoading.parsed(FrameLoading.frame(FrameLoading.property(node, source.format)), source.format)
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
        var frame = data
        guard frame.rowCount > 0 else { return }
        for definition in definitions {
            guard let field = definition.field else { continue }
            frame.flatten(field)
            if frame.index(field) == nil {
                findings.append(
                    .error(
                        .chartField, "the data have no field “\(field)”",
                        at: definition.fieldLocation ?? definition.location,
                        hint: NearestName.hint(for: field, among: frame.names)
                            ?? "they have \(frame.names.prefix(12).joined(separator: ", "))"))
            }
        }
    }
}
