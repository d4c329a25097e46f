import Diagnostics
import Expressions
import Files

/// Box plots, error bars and error bands: one unit that asks for such a mark becomes layers of plain marks, each over
/// rows that transforms make of the unit's (Vega-Lite's composite marks).
struct CompositeMarks {
    let config: ChartConfiguration
    let environment: RowExpression.Environment
    var findings: [Diagnostic] = []

    init(_ config: ChartConfiguration, _ environment: RowExpression.Environment) {
        self.config = config
        self.environment = environment
    }

    mutating func normalised(_ view: ViewSpecification) -> ViewSpecification {
        view.mappingUnits { unit in layered(unit).map(ViewSpecification.layer) ?? .unit(unit) }
    }

    private mutating func layered(_ unit: UnitSpecification) -> LayerSpecification? {
        var layer: LayerSpecification?
        switch unit.mark.kind {
        case .boxplot: layer = boxPlot(unit)
        case .errorbar, .errorband: layer = errorMark(unit)
        default: return nil
        }
        // After the view's own transforms, before those that the mark is made by.
        let fields = unit.encoding.fields.compactMap { RequiredField($0) }
        layer?.common.transforms.insert(.require(fields), at: unit.common.transforms.count)
        return layer
    }

    mutating func wrong(_ message: String, _ unit: UnitSpecification, hint: String? = nil) {
        findings.append(.error(.chartValue, message, at: unit.mark.location, hint: hint))
    }

    // MARK: - The continuous axis

    /// The axis along which a composite mark extends.
    struct Axis {
        var channel: Channel
        var definition: ChannelDefinition
        /// The column of its values before any aggregate.
        var field: String

        var orientation: MarkModel.Orientation { channel == .x ? .horizontal : .vertical }
        /// Of the ticks at its ends, which lie across.
        var across: MarkModel.Orientation { channel == .x ? .vertical : .horizontal }
    }

    /// The written orientation, else along the continuous one of `x` and `y`; of two, along `y` unless it is time.
    mutating func axis(_ unit: UnitSpecification) -> Axis? {
        let (x, y) = (unit.encoding[.x], unit.encoding[.y])
        func isContinuous(_ definition: ChannelDefinition?) -> Bool {
            guard let definition, definition.isField else { return false }
            return definition.type == .temporal || definition.type == .quantitative && definition.bin == nil
        }
        let channel: Channel?
        if let written = unit.mark.properties.string("orient").flatMap(MarkModel.Orientation.init) {
            channel = written == .horizontal ? .x : .y
        } else if isContinuous(x), isContinuous(y) {
            channel = y?.type == .temporal && x?.type != .temporal ? .x : .y
        } else {
            channel = isContinuous(x) ? .x : isContinuous(y) ? .y : nil
        }
        guard let channel, var definition = unit.encoding[channel], let field = definition.field else {
            wrong("the mark “\(unit.mark.kind.rawValue)” needs a quantitative x or y", unit)
            return nil
        }
        // Aggregates are the mark's own affair.
        definition.aggregate = nil
        return Axis(channel: channel, definition: definition, field: field)
    }

    // MARK: - Transforms out of the encoding

    /// An encoding whose bins, time units and aggregates have become transforms.
    struct Extracted {
        var transforms: [Transform] = []
        var measures: [Measure] = []
        /// The columns that tell the groups apart.
        var keys: [String] = []
        var encoding = Encoding()

        mutating func key(_ name: String) { if !keys.contains(name) { keys.append(name) } }
    }

    func extracted(_ encoding: Encoding) -> Extracted {
        var out = Extracted()
        for definition in encoding.definitions {
            guard definition.isField else {
                out.encoding.definitions.append(definition)
                continue
            }
            var plain = definition
            if definition.aggregate != nil || definition.isBinning || definition.timeUnit != nil,
                definition.title == nil
            {
                plain.axisTitle = TitlePlan.Part(definition)
            }
            switch definition.aggregate {
            case .operation(let operation)?:
                out.measures.append(Measure(operation: operation, field: definition.field, name: definition.column))
                plain.aggregate = nil
                plain.field = definition.column
            case .argmin(let by)?:
                out.measures.append(Measure(operation: .argmin, field: by, name: "argmin_\(by)"))
                plain.aggregate = nil
                plain.field = definition.column
            case .argmax(let by)?:
                out.measures.append(Measure(operation: .argmax, field: by, name: "argmax_\(by)"))
                plain.aggregate = nil
                plain.field = definition.column
            case nil: group(definition, &plain, &out)
            }
            out.encoding.definitions.append(plain)
        }
        return out
    }

    private func group(
        _ definition: ChannelDefinition, _ plain: inout ChannelDefinition, _ out: inout Extracted
    ) {
        guard let field = definition.field else { return }
        out.key(definition.column)
        plain.field = definition.column
        if let bin = definition.bin, !bin.isBinned {
            out.transforms.append(.bin(field, bin, start: definition.column, end: definition.endColumn))
            out.key(definition.endColumn)
            if let second = definition.channel.second, definition.channel.isPosition {
                var end = ChannelDefinition(second, at: definition.location)
                end.field = definition.endColumn
                out.encoding.definitions.append(end)
            }
            plain.bin = BinParameters(isBinned: true)
            plain.type = .quantitative
        } else if let unit = definition.timeUnit, !unit.isBinned {
            out.transforms.append(.timeUnit(field, unit, name: definition.column))
            plain.timeUnit = nil
            if definition.type != .temporal { plain.formatType = "time" }
        }
    }

    // MARK: - Parts

    /// What a layer places along the continuous axis.
    struct Place {
        /// The prefix of the column: `lower_box`.
        var prefix: String
        var meaning: TitlePlan.Part
        var end: String?
        var endMeaning: TitlePlan.Part?
    }

    /// The encoding of a part: its place along the axis, then what all parts share.
    func encoding(_ axis: Axis, _ place: Place, _ shared: Encoding, tooltip: [ChannelDefinition]) -> Encoding {
        var main = continuous(axis)
        main.field = "\(place.prefix)_\(axis.field)"
        main.meaning = place.meaning
        var out = Encoding(definitions: [main])
        if let end = place.end, let second = axis.channel.second {
            var other = ChannelDefinition(second, at: axis.definition.location)
            other.field = "\(end)_\(axis.field)"
            other.meaning = place.endMeaning
            out.definitions.append(other)
        }
        out.definitions += shared.definitions.filter { $0.channel != .tooltip || tooltip.isEmpty }
        out.definitions += tooltip
        return out
    }

    /// The axis' definition with what its parts take over: type, scale, axis and title.
    func continuous(_ axis: Axis) -> ChannelDefinition {
        var out = ChannelDefinition(axis.channel, at: axis.definition.location)
        out.field = axis.field
        out.fieldText = axis.definition.fieldText
        out.fieldLocation = axis.definition.fieldLocation
        out.type = axis.definition.type
        out.scale = axis.definition.scale
        out.axis = axis.definition.axis
        out.format = axis.definition.format
        out.formatType = axis.definition.formatType
        out.title = axis.definition.title
        if out.title == nil { out.axisTitle = part(axis) }
        return out
    }

    /// What the axis' field is called, as an aggregate or an end of the mark.
    func part(_ axis: Axis, _ aggregate: AggregateOperation? = nil, end: CompositeEnd? = nil) -> TitlePlan.Part {
        TitlePlan.Part(
            field: axis.field, text: axis.definition.fieldText,
            aggregate: aggregate.map(ChannelDefinition.Aggregate.operation), end: end)
    }

    /// What a part says when pointed at: the summary of its rows, and its groups.
    func tooltip(_ axis: Axis, _ summary: [(prefix: String, meaning: TitlePlan.Part)], _ shared: Encoding)
        -> [ChannelDefinition]
    {
        if shared[.tooltip] != nil { return [] }
        var seen: Set<String> = []
        let ends = summary.map { item -> ChannelDefinition in
            var out = ChannelDefinition(.tooltip, at: axis.definition.location)
            out.field = item.prefix.isEmpty ? axis.field : "\(item.prefix)_\(axis.field)"
            out.type = axis.definition.type
            out.format = axis.definition.format
            out.meaning = item.meaning
            return out
        }
        let groups = shared.definitions.filter(\.isField).compactMap { definition -> ChannelDefinition? in
            guard definition.channel == definition.channel.main, seen.insert(definition.column).inserted else {
                return nil
            }
            var out = ChannelDefinition(.tooltip, at: definition.location)
            out.field = definition.field
            out.fieldText = definition.fieldText
            out.type = definition.type
            out.format = definition.format
            out.formatType = definition.formatType
            out.title = definition.title
            out.meaning = definition.axisTitle
            return out
        }
        return ends + groups
    }

    /// A plain mark for a part; nil where specification or configuration leave the part out.
    func layer(
        _ unit: UnitSpecification, _ name: String, _ kind: MarkKind, _ base: [(String, Node.Value)],
        _ encoding: Encoding, centre: ChannelDefinition? = nil
    ) -> ViewSpecification? {
        let mark = unit.mark
        let configured = config.part(mark.kind.rawValue, name)
        let own = mark.properties[name]
        if let own, own.isNull || own.boolean == false { return nil }
        if own == nil, configured == nil { return nil }
        let location = mark.location
        var properties = PropertyBag(at: location)
        if let own, own.mapping != nil { properties = PropertyBag(own) }
        if !properties.has("style") {
            properties = properties.setting("style", .string("\(mark.kind.rawValue)-\(name)"))
        }
        for (key, value) in base where !properties.has(key) { properties = properties.setting(key, value) }
        properties = properties.over(mark.properties.keeping(["clip", "color", "opacity"]))
        if let configured { properties = properties.over(configured) }
        return .unit(
            UnitSpecification(
                common: ViewCommon(location: location),
                mark: MarkDefinition(
                    kind: kind, properties: properties,
                    composite: CompositePart(kind: mark.kind, name: name, centre: centre)),
                encoding: encoding))
    }

    // MARK: - Expressions

    /// `datum["field"]`.
    func datum(_ field: String) -> String {
        var out = "datum[\""
        for scalar in field.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { out += "\\" }
            out.unicodeScalars.append(scalar)
        }
        return out + "\"]"
    }

    mutating func expression(_ text: String, _ unit: UnitSpecification) -> RowExpression? {
        RowExpression.read(Node(.string(text), at: unit.mark.location), environment, into: &findings)
    }

    mutating func calculate(_ text: String, as name: String, _ unit: UnitSpecification) -> Transform? {
        expression(text, unit).map { .calculate($0, name: name) }
    }

    mutating func filter(_ text: String, _ unit: UnitSpecification) -> Transform? {
        expression(text, unit).map { .filter(.expression($0)) }
    }
}

extension MarkDefinition {
    var location: SourceLocation { properties.location }
}
