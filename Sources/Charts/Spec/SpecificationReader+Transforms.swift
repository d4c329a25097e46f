import Diagnostics
import Expressions
import Files

extension SpecificationReader {
    mutating func transform(_ node: Node) -> Transform? {
        let outside = environment
        environment = outside.ofTransforms
        defer { environment = outside }
        let bag = PropertyBag(node)
        let names = bag["as"]?.string.map { [$0] } ?? bag.strings("as")
        let keys = bag.strings("groupby")?.map(Self.plain) ?? []
        func name(_ i: Int, _ standard: String) -> String {
            guard let names, i < names.count else { return standard }
            return names[i]
        }
        if let filter = bag["filter"] { return predicate(filter).map(Transform.filter) }
        if let text = bag["calculate"] {
            return RowExpression.read(text, environment, into: &findings)
                .map { .calculate($0, name: name(0, "calculated")) }
        }
        if let list = bag["joinaggregate"]?.sequence { return .joinAggregate(measures(list), by: keys) }
        if let list = bag["aggregate"]?.sequence { return .aggregate(measures(list), by: keys) }
        if let list = bag["window"]?.sequence { return window(list, bag, keys) }
        if let field = bag.string("stack") {
            let start = name(0, field + "_start")
            return .stack(
                Self.plain(field), by: keys, sort: sortKeys(bag["sort"]),
                offset: bag.string("offset").flatMap(StackOffset.init) ?? .zero, start: start,
                end: name(1, names?.count == 1 ? start + "_end" : field + "_end"))
        }
        if let fields = bag.strings("fold") {
            return .fold(fields.map(Self.plain), key: name(0, "key"), value: name(1, "value"))
        }
        if let fields = bag.strings("flatten") {
            let plain = fields.map(Self.plain)
            return .flatten(plain, names: plain.enumerated().map { name($0.offset, $0.element) })
        }
        if let field = bag.string("pivot") {
            return .pivot(
                Self.plain(field), value: Self.plain(bag.string("value") ?? ""), by: keys,
                operation: bag["op"].flatMap { operation($0) } ?? .sum, limit: bag["limit"]?.integer ?? 0)
        }
        if let field = bag.string("impute") { return impute(Self.plain(field), bag, keys) }
        if let unit = timeUnit(bag["timeUnit"]), let field = bag.string("field") {
            return .timeUnit(Self.plain(field), unit, name: name(0, "\(unit.name)_\(field)"))
        }
        if let bin = bin(bag["bin"], nil), let field = bag.string("field") {
            let start = name(0, "\(bin.name)_\(field)")
            return .bin(Self.plain(field), bin, start: start, end: name(1, start + "_end"))
        }
        if Self.statistics.contains(where: bag.has) { return statistics(bag, keys) }
        findings.append(.error(.chartValue, "the transform is none that is known", at: node.location))
        return nil
    }

    mutating func measures(_ list: [Node]) -> [Measure] {
        list.compactMap { node in
            let bag = PropertyBag(node)
            guard let op = bag["op"] else {
                findings.append(.error(.chartValue, "the aggregate has no “op”", at: node.location))
                return nil
            }
            guard let operation = operation(op) else { return nil }
            let field = bag.string("field").map(Self.plain)
            return Measure(
                operation: operation, field: field,
                name: bag.string("as") ?? (field.map { "\(operation.rawValue)_\($0)" } ?? operation.rawValue))
        }
    }

    private mutating func window(_ list: [Node], _ bag: PropertyBag, _ keys: [String]) -> Transform {
        let measures = list.compactMap { node -> WindowMeasure? in
            let item = PropertyBag(node)
            guard let name = item.string("op"), let operation = WindowMeasure.Operation(name) else {
                findings.append(
                    .error(.chartValue, "“\(item.string("op") ?? "")” is no window operation", at: node.location))
                return nil
            }
            return WindowMeasure(
                operation: operation, field: item.string("field").map(Self.plain), parameter: item.number("param"),
                name: item.string("as") ?? name)
        }
        var frame: (Int?, Int?) = (nil, 0)
        if let ends = bag["frame"]?.sequence, ends.count == 2 {
            frame = (ends[0].integer, ends[1].integer)
        }
        return .window(
            measures, by: keys, sort: sortKeys(bag["sort"]), frame: frame,
            ignoresPeers: bag.flag("ignorePeers") ?? false)
    }

    private func sortKeys(_ node: Node?) -> [SortKey] {
        node?.sequence?.compactMap { item in
            item["field"]?.string.map {
                SortKey(field: Self.plain($0), isDescending: item["order"]?.string == "descending")
            }
        } ?? []
    }

    private mutating func impute(_ field: String, _ bag: PropertyBag, _ keys: [String]) -> Transform? {
        guard let key = bag.string("key") else {
            findings.append(.error(.chartValue, "the impute has no “key”", at: bag.location))
            return nil
        }
        let methods = ["value", "mean", "median", "min", "max"]
        if let method = bag["method"], let text = method.string, !methods.contains(text) {
            findings.append(
                .error(
                    .chartValue, "“\(text)” is no method of impute", at: method.location,
                    hint: NearestName.hint(for: text, among: methods) ?? "one of \(methods.joined(separator: ", "))"))
        }
        checkKeyValues(bag["keyvals"])
        return .impute(Imputing(bag, field: field, key: Self.plain(key), groups: keys))
    }

    /// A sequence of keys has an end that a chart can hold.
    mutating func checkKeyValues(_ node: Node?) {
        guard let node, node.mapping != nil else { return }
        let (start, stop, step) = (node["start"]?.double ?? 0, node["stop"]?.double ?? 0, node["step"]?.double ?? 1)
        if step > 0, stop > start, (stop - start) / step < 100_000 { return }
        let isLong = step > 0 && stop > start
        findings.append(
            .error(
                isLong ? .chartLimit : .chartValue,
                isLong ? "“keyvals” are more than 100000 values" : "“keyvals” go from start to stop by a step above 0",
                at: node.location, hint: "keyvals: {start: 0, stop: 10, step: 1}"))
    }

    static func keyValues(_ node: Node?) -> [DataValue] {
        if let list = node?.sequence { return list.map(\.dataValue) }
        guard let node, node.mapping != nil else { return [] }
        let step = node["step"]?.double ?? 1
        let start = node["start"]?.double ?? 0
        let stop = node["stop"]?.double ?? 0
        guard step > 0, stop > start, (stop - start) / step < 100_000 else { return [] }
        return stride(from: start, to: stop, by: step).map(DataValue.number)
    }
}
