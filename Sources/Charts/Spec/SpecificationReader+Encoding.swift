import Diagnostics
import Expressions
import Files

extension SpecificationReader {
    mutating func encoding(_ node: Node) -> Encoding {
        var out = Encoding()
        for entry in node.mapping ?? [] {
            guard let channel = Channel(rawValue: entry.key) else { continue }
            if let list = entry.value.sequence {
                out.definitions += list.map { definition(channel, $0) }
            } else if !entry.value.isNull {
                out.definitions.append(definition(channel, entry.value))
            }
        }
        return out
    }

    private mutating func definition(_ channel: Channel, _ node: Node) -> ChannelDefinition {
        let bag = PropertyBag(node)
        var out = ChannelDefinition(channel, at: node.location)
        if let field = bag["field"] {
            if let name = field.string {
                out.field = Self.plain(name)
                out.fieldText = name
                out.fieldLocation = field.location
            } else {
                unsupported("a repeated field is not supported yet", at: field.location)
            }
        }
        out.aggregate = aggregate(bag["aggregate"])
        if case .argmin? = out.aggregate {} else if out.aggregate == .operation(.count) { out.field = nil }
        out.timeUnit = timeUnit(bag["timeUnit"])
        out.bin = bin(bag["bin"], channel)
        out.datum = bag["datum"].map { node in
            let value = node.dataValue
            return DateTimeParts(value).map { .date($0.instant) } ?? value
        }
        out.value = bag["value"]
        if channel == .shape {
            checkShape(out.value)
            for shape in bag["scale"]?["range"]?.sequence ?? [] { checkShape(shape) }
        }
        checkScheme(bag["scale"]?["scheme"])
        out.scale = part(bag["scale"])
        out.axis = part(bag["axis"])
        out.legend = part(bag["legend"])
        out.header = part(bag["header"])
        if let title = bag["title"] { out.title = title.isNull ? [] : title.lines ?? [] }
        let guide = out.axis.bag ?? out.legend.bag
        out.format = bag.string("format") ?? guide?.string("format")
        out.formatType = bag.string("formatType") ?? guide?.string("formatType")
        out.bandPosition = bag.number("bandPosition")
        if let impute = bag["impute"] {
            out.impute = bag.bag("impute")
            out.imputeIsOff = impute.isNull
            checkKeyValues(impute["keyvals"])
        }
        out.stack = stack(bag["stack"])
        let isSortList = bag["sort"]?.sequence != nil
        out.type = type(bag["type"], out, isSortList: isSortList)
        out.sort = sort(bag["sort"], out)
        if out.isCount { out.type = .quantitative }
        if let conditions = bag["condition"] {
            out.conditions = (conditions.sequence ?? [conditions]).compactMap { condition($0, channel) }
        }
        if let filter = bag["filter"], let field = out.field {
            if channel == .tooltip {
                out.filter = predicate(Self.aimed(filter, at: field))
            } else {
                findings.append(
                    .error(.chartProperty, "the channel “\(channel.rawValue)” has no filter", at: filter.location))
            }
        }
        if channel.isPosition || channel.isOffset || channel.isPolar, let node = bag["scale"]?["range"]?["field"] {
            unsupported("a position's range from a field is not supported yet", at: node.location)
        }
        if !out.isField, out.datum == nil, out.value == nil, out.conditions.isEmpty, channel != .order {
            findings.append(
                .error(
                    .chartValue, "the channel “\(channel.rawValue)” has no field, value or datum", at: node.location))
        }
        return out
    }

    /// A predicate without a field, as a tooltip's filter is, with that of its channel.
    private static func aimed(_ node: Node, at field: String) -> Node {
        var out = node
        if let list = node.sequence {
            out.value = .sequence(list.map { aimed($0, at: field) })
        } else if var entries = node.mapping {
            let isLogical = ["and", "or", "not"].contains { node[$0] != nil }
            for i in entries.indices where isLogical { entries[i].value = aimed(entries[i].value, at: field) }
            if !isLogical, node["field"] == nil, node["param"] == nil {
                let name = Node(.string(field), at: node.location)
                entries.append(Node.Entry(key: "field", keyLocation: node.location, value: name))
            }
            out.value = .mapping(entries)
        }
        return out
    }

    private mutating func checkScheme(_ node: Node?) {
        guard let node, let name = node.string ?? node["name"]?.string, Scheme.colours(name) == nil else { return }
        findings.append(
            .error(
                .chartValue, "“\(name)” is no colour scheme", at: node.location,
                hint: NearestName.hint(for: name.lowercased(), among: Scheme.names)))
    }

    private mutating func condition(_ node: Node, _ channel: Channel) -> ChannelDefinition.Condition? {
        let bag = PropertyBag(node)
        let test: Predicate?
        if let written = bag["test"] {
            test = predicate(written)
        } else {
            test = selection(bag["param"], empty: bag.flag("empty") ?? true)
        }
        guard let test else { return nil }
        if let value = bag["value"] { return .init(test: test, definition: .constant(value)) }
        let inner = Node(
            .mapping(bag.removing(["test", "param", "empty"]).entries), at: node.location)
        return .init(test: test, definition: .field(definition(channel, inner)))
    }

    private func part(_ node: Node?) -> ChannelDefinition.Part {
        guard let node else { return .unspecified }
        return node.mapping != nil ? .properties(PropertyBag(node)) : node.isNull ? .disabled : .unspecified
    }

    private mutating func aggregate(_ node: Node?) -> ChannelDefinition.Aggregate? {
        guard let node, !node.isNull else { return nil }
        if let field = node["argmin"]?.string { return .argmin(field) }
        if let field = node["argmax"]?.string { return .argmax(field) }
        return operation(node).map(ChannelDefinition.Aggregate.operation)
    }

    mutating func operation(_ node: Node) -> AggregateOperation? {
        guard let name = node.string else { return nil }
        if let found = AggregateOperation(rawValue: name) { return found }
        let known = AggregateOperation.allCases.map(\.rawValue)
        findings.append(
            .error(
                .chartValue, "“\(name)” is no aggregate", at: node.location,
                hint: NearestName.hint(for: name, among: known) ?? "one of \(known.joined(separator: ", "))"))
        return nil
    }

    mutating func bin(_ node: Node?, _ channel: Channel?) -> BinParameters? {
        guard let node, !node.isNull else { return nil }
        var out = BinParameters()
        let automatic: Double =
            switch channel {
            case .row, .column, .size, .color, .fill, .stroke, .strokeWidth, .opacity, .fillOpacity, .strokeOpacity,
                .shape:
                6
            case .strokeDash: 4
            default: 10
            }
        if let flag = node.boolean {
            guard flag else { return nil }
            out.maximumCount = automatic
            return out
        }
        if node.string == "binned" {
            out.isBinned = true
            return out
        }
        let bag = PropertyBag(node)
        guard node.mapping != nil else { return nil }
        out.isBinned = bag.flag("binned") ?? false
        out.maximumCount = bag.number("maxbins")
        out.step = bag.number("step")
        out.steps = bag.numbers("steps")
        out.minimumStep = bag.number("minstep") ?? 0
        out.base = bag.number("base") ?? 10
        out.divide = bag.numbers("divide") ?? [5, 2]
        out.extent = bag.numbers("extent")
        out.anchor = bag.number("anchor")
        out.isNice = bag.flag("nice") ?? true
        if out.maximumCount == nil, out.step == nil { out.maximumCount = automatic }
        return out
    }

    private func stack(_ node: Node?) -> ChannelDefinition.Stack {
        guard let node else { return .unspecified }
        if node.isNull || node.boolean == false { return .none }
        if node.boolean == true { return .offset(.zero) }
        return node.string.flatMap(StackOffset.init).map(ChannelDefinition.Stack.offset) ?? .unspecified
    }

    /// The type as written, else Vega-Lite's default for the definition.
    private func type(_ node: Node?, _ definition: ChannelDefinition, isSortList: Bool) -> FieldType {
        if let written = node?.string.flatMap(FieldType.init) { return written }
        if let datum = definition.datum, definition.field == nil {
            switch datum {
            case .number: return .quantitative
            case .date: return .temporal
            default: return .nominal
            }
        }
        switch definition.channel {
        case .row, .column, .facet, .shape, .strokeDash: return .nominal
        case .order: return .ordinal
        default: break
        }
        if isSortList { return .ordinal }
        if definition.timeUnit != nil { return .temporal }
        if definition.bin != nil { return .quantitative }
        if case .operation? = definition.aggregate { return .quantitative }
        switch definition.scale.bag?.string("type") {
        case "linear", "log", "pow", "sqrt", "symlog", "quantile", "quantize", "threshold", "bin-ordinal", "identity":
            return .quantitative
        case "time", "utc": return .temporal
        default: return .nominal
        }
    }

    private mutating func sort(_ node: Node?, _ definition: ChannelDefinition) -> ChannelDefinition.Sort {
        guard let node else { return .unspecified }
        if node.isNull { return .none }
        if let list = node.sequence {
            return .values(
                list.map { item in
                    let value = item.dataValue
                    if let date = DateTimeParts(value) { return .date(date.instant) }
                    if let instant = definition.timeUnit?.instant(value) { return .date(instant) }
                    return value
                })
        }
        if let text = node.string {
            switch text {
            case "ascending": return .ascending
            case "descending": return .descending
            default: break
            }
            let minus = text.hasPrefix("-")
            if let channel = Channel(rawValue: minus ? String(text.dropFirst()) : text) {
                return .encoding(channel, descending: minus)
            }
            findings.append(
                .error(
                    .chartValue, "“\(text)” is no sort", at: node.location,
                    hint: "ascending, descending, a channel such as -x, or a map with field and order"))
            return .unspecified
        }
        let bag = PropertyBag(node)
        let descending = bag.string("order") == "descending"
        if let name = bag.string("encoding"), let channel = Channel(rawValue: name) {
            return .encoding(channel, descending: descending)
        }
        let operation = bag["op"].flatMap { self.operation($0) }
        return .field(bag.string("field").map(Self.plain), operation, descending: descending)
    }
}
