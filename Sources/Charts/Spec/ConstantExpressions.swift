import Diagnostics
import Expressions
import Files

/// Replaces every `{expr: …}` by its value, from the chart's parameters in their first state; an expression that
/// needs a row or a signal of Vega's runtime is an error that says so.
struct ConstantExpressions {
    private(set) var environment: RowExpression.Environment
    private(set) var findings: [Diagnostic] = []

    init(_ spec: Node, formatting: (any DataFormatting)?) {
        environment = RowExpression.Environment(formatting: formatting)
        addSides(spec)
        for node in spec["params"]?.sequence ?? [] {
            guard let name = node["name"]?.string else { continue }
            var value: DataValue = .undefined
            if let given = node["value"] {
                value = given.dataValue
            } else if let expression = node["expr"],
                let read = RowExpression.read(expression, environment, into: &findings)
            {
                value = read.value(of: .object([]))
            }
            environment.names.append(name)
            environment.values.append(value)
        }
        findParameters(spec, [], depth: 0)
    }

    /// The view's `width` and `height`, which Vega has as signals: of one view alone, where they are written as numbers
    /// or nothing is placed along them.
    private mutating func addSides(_ spec: Node) {
        guard !["facet", "repeat", "concat", "hconcat", "vconcat"].contains(where: { spec[$0] != nil }) else { return }
        let isVersion5 = spec["$schema"]?.string?.utf8.split(separator: UInt8(ascii: "/")).last?.starts(
            with: Array("v5".utf8))
        for (name, channel, key) in [("width", "x", "continuousWidth"), ("height", "y", "continuousHeight")] {
            guard !environment.names.contains(name) else { continue }
            var length = spec[name]?.double
            let encodings = [spec["encoding"]] + (spec["layer"]?.sequence ?? []).map { $0["encoding"] }
            if length == nil, spec[name] == nil, !encodings.contains(where: { $0?[channel] != nil }),
                encodings.contains(where: { $0?["theta"] != nil })
            {
                length = spec["config"]?["view"]?[key]?.double ?? (isVersion5 ?? false ? 200 : 300)
            }
            guard let length else { continue }
            environment.names.append(name)
            environment.values.append(.number(length))
        }
    }

    /// The parameters that stand below the top: extents that transforms make, and selections, whose channels are
    /// those of the view and of the views around it.
    private mutating func findParameters(_ node: Node, _ outer: [Node], depth: Int) {
        guard depth < 60 else { return }
        let encodings = (node["encoding"].map { [$0] } ?? []) + outer
        for child in node.sequence ?? [] { findParameters(child, encodings, depth: depth + 1) }
        for entry in node.mapping ?? [] where !["values", "datasets", "usermeta"].contains(entry.key) {
            if entry.key == "param", node["extent"]?.string != nil, let name = entry.value.string {
                environment.extents.append(name)
            }
            for parameter in entry.key == "params" ? entry.value.sequence ?? [] : [] {
                guard let name = parameter["name"]?.string, parameter["select"] != nil else { continue }
                environment.selections[name] = SelectionState(parameter, encodings)
            }
            findParameters(entry.value, encodings, depth: depth + 1)
        }
    }

    /// `inMark` is true below a mark, whose properties may be computed for each row.
    mutating func replaced(_ node: Node, inMark: Bool = false) -> Node {
        var out = node
        switch node.value {
        case .mapping(let entries):
            if entries.count == 1, entries[0].key == "expr" { return value(entries[0].value, node, inMark) }
            out.value = .mapping(
                entries.compactMap { entry in
                    // Data are no part of the program, and parameters were read before.
                    guard !["values", "datasets", "usermeta", "params"].contains(entry.key) else { return entry }
                    var entry = entry
                    if entry.key == "domain" || entry.key == "extent", let name = entry.value["param"] {
                        guard let range = selected(name, entry.value["encoding"] ?? entry.value["field"]) else {
                            return nil
                        }
                        entry.value = range
                        return entry
                    }
                    entry.value = replaced(entry.value, inMark: inMark || entry.key == "mark")
                    return entry
                })
        case .sequence(let list): out.value = .sequence(list.map { replaced($0, inMark: inMark) })
        default: break
        }
        return out
    }

    /// A domain or an extent that a selection gives, in its first state; nil where nothing is selected.
    private mutating func selected(_ name: Node, _ part: Node?) -> Node? {
        guard let text = name.string, let known = environment.selections[text] else {
            findings.append(
                .error(
                    .chartValue, "there is no selection “\(name.scalarText ?? "")”", at: name.location,
                    hint: NearestName.hint(for: name.scalarText ?? "", among: environment.selections.keys.sorted())))
            return nil
        }
        guard let value = known.value else { return nil }
        if value.sequence != nil { return value }
        let entries = value.mapping ?? []
        let entry = part?.string.flatMap { key in entries.first { $0.key == key } } ?? entries.first
        return entry.flatMap { $0.value.sequence != nil ? $0.value : nil }
    }

    private mutating func value(_ expression: Node, _ node: Node, _ inMark: Bool) -> Node {
        let location = node.location
        guard let read = RowExpression.read(expression, environment, into: &findings) else {
            return Node(.null, at: location)
        }
        if !read.fields.isEmpty {
            if inMark { return node }
            findings.append(
                .error(
                    .chartUnsupported, "an “expr” that reads datum is not supported here yet", at: expression.location))
        }
        environment.computed.insert(location)
        return Node(Self.nodeValue(read.value(of: .object([])), at: location), at: location)
    }

    private static func nodeValue(_ value: DataValue, at location: SourceLocation) -> Node.Value {
        switch value {
        case .null, .undefined: .null
        case .boolean(let flag): .boolean(flag)
        case .number(let x), .date(let x): x.isFinite ? .number(DataText.of(x)) : .null
        case .string(let text): .string(text)
        case .array(let list): .sequence(list.map { Node(nodeValue($0, at: location), at: location) })
        case .object(let members):
            .mapping(
                members.map {
                    Node.Entry(
                        key: $0.key, keyLocation: location, value: Node(nodeValue($0.value, at: location), at: location)
                    )
                })
        }
    }
}
