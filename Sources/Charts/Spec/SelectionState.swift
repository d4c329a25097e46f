import Expressions
import Files

/// What a selection begins with: values of fields, or ranges on its plot's axes.
struct SelectionState: Sendable {
    /// One side of the rectangle that an interval selection begins with.
    struct Side: Sendable {
        var channel: Channel
        var values: [DataValue]
    }

    /// As written; nil where nothing is selected at first.
    let value: Node?
    /// The rows that are selected; nil where nothing is selected at first.
    private(set) var predicate: Predicate?
    /// The sides of an interval's rectangle; empty for selections of points.
    private(set) var sides: [Side] = []

    /// - Parameter encodings: of the view that the selection belongs to, and of the views around it.
    init(_ parameter: Node, _ encodings: [Node]) {
        let given = parameter["value"]
        value = given?.isNull ?? true ? nil : given
        guard let value else { return }
        let select = parameter["select"]
        func definition(_ key: String) -> Node? { encodings.lazy.compactMap { $0[key] }.first }
        if (select?.string ?? select?["type"]?.string) == "interval" {
            var tests: [Predicate] = []
            for entry in value.mapping ?? [] {
                guard let list = entry.value.sequence, let channel = definition(entry.key) else { continue }
                let values = list.map { Self.data($0) }
                if let channel = Channel(rawValue: entry.key) { sides.append(Side(channel: channel, values: values)) }
                tests.append(Self.range(channel, values))
            }
            predicate = tests.isEmpty ? nil : .and(tests)
            return
        }
        let items = (value.sequence ?? [value]).filter { $0.mapping != nil }
        let rows = items.map { item in
            Predicate.and(
                (item.mapping ?? []).map { entry in
                    let channel = definition(entry.key)
                    return Self.test(channel?["field"]?.string ?? entry.key, .equal(Self.data(entry.value)), channel)
                })
        }
        predicate = rows.isEmpty ? nil : .or(rows)
    }

    private static func data(_ node: Node) -> DataValue {
        let raw = node.dataValue
        return DateTimeParts(raw).map { .date($0.instant) } ?? raw
    }

    /// Between the ends on a continuous axis, among the categories on a discrete one.
    private static func range(_ channel: Node, _ values: [DataValue]) -> Predicate {
        let field = channel["field"]?.string ?? ""
        let isTemporal = channel["type"]?.string == "temporal" || channel["timeUnit"] != nil
        let numbers = values.compactMap { isTemporal ? DateText.date($0).number : $0.number }
        guard numbers.count == values.count, let low = numbers.min(), let high = numbers.max() else {
            return test(field, .oneOf(values), channel)
        }
        let ends: [DataValue] = [low, high].map { isTemporal ? .date($0) : .number($0) }
        return test(field, .range(ends[0], ends[1]), channel)
    }

    private static func test(_ field: String, _ test: FieldPredicate.Test, _ channel: Node?) -> Predicate {
        let unit = channel?["timeUnit"]?.string.flatMap { TimeUnit($0) }
        let isTemporal = channel?["type"]?.string == "temporal" || unit != nil
        return .field(
            FieldPredicate(
                field: SpecificationReader.plain(field), timeUnit: unit, test: test, isTemporal: isTemporal))
    }
}
