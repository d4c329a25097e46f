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
        findExtents(spec, depth: 0)
    }

    /// The parameters that `extent` transforms make, wherever they stand.
    private mutating func findExtents(_ node: Node, depth: Int) {
        guard depth < 60 else { return }
        for child in node.sequence ?? [] { findExtents(child, depth: depth + 1) }
        for entry in node.mapping ?? [] where !["values", "datasets", "usermeta"].contains(entry.key) {
            if entry.key == "param", node["extent"]?.string != nil, let name = entry.value.string {
                environment.extents.append(name)
            }
            findExtents(entry.value, depth: depth + 1)
        }
    }

    /// `inMark` is true below a mark, whose properties may be computed for each row.
    mutating func replaced(_ node: Node, inMark: Bool = false) -> Node {
        var out = node
        switch node.value {
        case .mapping(let entries):
            if entries.count == 1, entries[0].key == "expr" { return value(entries[0].value, node, inMark) }
            out.value = .mapping(
                entries.map { entry in
                    // Data are no part of the program, and parameters were read before.
                    guard !["values", "datasets", "usermeta", "params"].contains(entry.key) else { return entry }
                    var entry = entry
                    entry.value = replaced(entry.value, inMark: inMark || entry.key == "mark")
                    return entry
                })
        case .sequence(let list): out.value = .sequence(list.map { replaced($0, inMark: inMark) })
        default: break
        }
        return out
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
        if inMark { environment.computed.insert(location) }
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
