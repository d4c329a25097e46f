import Diagnostics
import Expressions
import Files

extension SpecificationReader {
    /// More views than this are a report, not a chart.
    static let viewLimit = 400
    /// Compositions within compositions.
    static let compositionLimit = 12

    /// A composed view; nil where it was found in error.
    mutating func composition(_ bag: PropertyBag, _ operation: String) -> ViewSpecification? {
        let location = bag[operation]?.location ?? bag.location
        guard depth < Self.compositionLimit else {
            limit("compositions nest deeper than \(Self.compositionLimit)", location)
            return nil
        }
        depth += 1
        defer { depth -= 1 }
        switch operation {
        case "facet": return facet(bag)
        case "repeat": return repeated(bag)
        default: return concat(bag, operation)
        }
    }

    static func operation(_ bag: PropertyBag) -> String? {
        ["facet", "repeat", "concat", "hconcat", "vconcat"].first { bag.has($0) }
    }

    mutating func limit(_ message: String, _ location: SourceLocation) {
        guard !findings.contains(where: { $0.code == .chartLimit }) else { return }
        findings.append(.error(.chartLimit, message, at: location))
    }

    /// The view below `spec`.
    private mutating func inner(_ bag: PropertyBag, _ operation: String) -> Node? {
        if let spec = bag["spec"] { return spec }
        findings.append(.error(.chartValue, "“\(operation)” has no “spec”", at: bag.location))
        return nil
    }

    // MARK: - Concat

    private mutating func concat(_ bag: PropertyBag, _ operation: String) -> ViewSpecification? {
        let list = bag[operation]?.sequence ?? []
        if list.isEmpty {
            findings.append(
                .error(.chartValue, "“\(operation)” has no views", at: bag[operation]?.location ?? bag.location))
            return nil
        }
        var layout = CompositionLayout(bag)
        if operation == "hconcat" { layout.columns = nil }
        if operation == "vconcat" { layout.columns = 1 }
        if operation == "concat", layout.columns == nil { layout.columns = configuredColumns("concat") }
        let common = common(bag)
        let children = list.compactMap { view($0) }
        guard children.count == list.count else { return nil }
        return .concat(ConcatSpecification(common: common, layout: layout, children: children))
    }

    // MARK: - Repeat

    private mutating func repeated(_ bag: PropertyBag) -> ViewSpecification? {
        guard let spec = inner(bag, "repeat"), let node = bag["repeat"] else { return nil }
        let outer = repeater
        defer { repeater = outer }
        if let layers = node["layer"]?.sequence, node["row"] == nil, node["column"] == nil {
            return repeatedLayer(bag, layers, spec)
        }
        let rows = node["row"]?.sequence.map { $0.map(Optional.some) } ?? [nil]
        let columns = node["column"]?.sequence.map { $0.map(Optional.some) } ?? [nil]
        let fields = node.sequence.map { $0.map(Optional.some) } ?? [nil]
        if rows.isEmpty || columns.isEmpty || fields.isEmpty {
            findings.append(.error(.chartValue, "“repeat” has no fields", at: node.location))
            return nil
        }
        var layout = CompositionLayout(bag)
        if node.sequence == nil {
            layout.columns = node["column"] == nil ? 1 : columns.count
        } else if layout.columns == nil {
            layout.columns = configuredColumns("concat")
        }
        layout.alignment.row = layout.alignment.row ?? .all
        layout.alignment.column = layout.alignment.column ?? .all
        let common = common(bag)
        var children: [ViewSpecification] = []
        for field in fields {
            for row in rows {
                for column in columns {
                    repeater = outer.setting("repeat", field).setting("row", row).setting("column", column)
                    var child: ViewSpecification?
                    if let layers = node["layer"]?.sequence {
                        child = repeatedLayer(PropertyBag(at: node.location), layers, spec)
                    } else {
                        child = view(spec)
                    }
                    guard let child else { return nil }
                    children.append(child)
                }
            }
        }
        return .concat(ConcatSpecification(common: common, layout: layout, children: children))
    }

    /// The same view once for each field, in layers.
    private mutating func repeatedLayer(_ bag: PropertyBag, _ fields: [Node], _ spec: Node) -> ViewSpecification? {
        let outer = repeater
        defer { repeater = outer }
        var common = common(bag)
        var children: [ViewSpecification] = []
        for field in fields {
            repeater = outer.setting("layer", field)
            guard let child = view(spec).flatMap({ uncomposed($0) }) else { return nil }
            children.append(child)
        }
        guard let first = children.first?.common else {
            findings.append(.error(.chartValue, "“layer” of the repeat names no fields", at: bag.location))
            return nil
        }
        common.width = common.width ?? first.width
        common.height = common.height ?? first.height
        common.background = common.background ?? first.background
        return .layer(LayerSpecification(common: common, children: children))
    }

    /// Layers lie upon each other, which composed views cannot.
    mutating func uncomposed(_ view: ViewSpecification) -> ViewSpecification? {
        switch view {
        case .unit, .layer: return view
        case .facet, .concat:
            findings.append(
                .error(
                    .chartValue, "a layer holds no composed view", at: view.common.location,
                    hint: "put the layer into the “spec” of a “facet”, or its parts into a “concat”"))
            return nil
        }
    }

    // MARK: - Facet

    private mutating func facet(_ bag: PropertyBag) -> ViewSpecification? {
        guard let spec = inner(bag, "facet"), let node = bag["facet"] else { return nil }
        let mapping = repeater.replaced(
            node["row"] != nil || node["column"] != nil
                ? node
                : Node(.mapping([.init(key: "facet", keyLocation: node.location, value: node)]), at: node.location),
            into: &findings)
        let channels = encoding(mapping).definitions
        let common = common(bag)
        guard let child = view(spec) else { return nil }
        return facet(common, CompositionLayout(bag), channels, child)
    }

    /// A single view with the channels `row`, `column` or `facet` is one cell of a facet; its size and background are
    /// the cell's, the rest is the facet's.
    mutating func faceted(_ unit: UnitSpecification, _ bag: PropertyBag, _ written: Node?) -> ViewSpecification? {
        var cell = unit
        var common = unit.common
        (common.width, common.height, common.background) = (nil, nil, nil)
        cell.common = ViewCommon(location: unit.common.location)
        cell.common.width = unit.common.width
        cell.common.height = unit.common.height
        cell.common.background = unit.common.background
        var layout = CompositionLayout(bag)
        var channels: [ChannelDefinition] = []
        let hasGrid = unit.encoding[.row] != nil || unit.encoding[.column] != nil
        for channel in [Channel.row, .column, .facet] {
            guard let definition = unit.encoding[channel] else { continue }
            cell.encoding[channel] = nil
            // A row or column comes before a wrapped facet.
            if channel == .facet, hasGrid { continue }
            if let node = written?[channel.rawValue] { layout.take(PropertyBag(node), channel) }
            channels.append(definition)
        }
        return facet(common, layout, channels, .unit(cell))
    }

    private mutating func facet(
        _ common: ViewCommon, _ layout: CompositionLayout, _ channels: [ChannelDefinition], _ child: ViewSpecification
    ) -> ViewSpecification? {
        var layout = layout
        if let other = channels.first(where: { ![.row, .column, .facet].contains($0.channel) || $0.field == nil }) {
            // A channel without anything was found so already.
            guard !findings.contains(where: { $0.location == other.location }) else { return nil }
            findings.append(
                .error(
                    .chartValue, "a facet is by the field of row, column or facet alone", at: other.location))
            return nil
        }
        if let aggregate = channels.first(where: { $0.aggregate != nil }) {
            unsupported("a facet by an aggregate is not supported", at: aggregate.location)
            return nil
        }
        guard !channels.isEmpty else {
            findings.append(.error(.chartValue, "the facet has no field", at: common.location))
            return nil
        }
        if channels[0].channel != .facet {
            layout.columns = nil
        } else if layout.columns == nil {
            layout.columns = configuredColumns("facet")
        }
        return .facet(FacetSpecification(common: common, layout: layout, channels: channels, child: child))
    }

    private func configuredColumns(_ section: String) -> Int? {
        config?.value(section, "columns")?.integer.flatMap { $0 > 0 ? min($0, 10_000) : nil }
    }
}
