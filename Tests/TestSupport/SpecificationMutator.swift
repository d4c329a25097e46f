import Diagnostics
import Files

/// Changes trees of YAML or JSON at random, the same way for the same seed: entries are dropped, doubled and moved,
/// values become others of any kind.
package struct SpecificationMutator {
    private var random: SplitMix

    package init(seed: UInt64) { random = SplitMix(state: seed) }

    /// `node` with one to three changes.
    package mutating func mutated(_ node: Node) -> Node {
        var out = node
        for _ in 0..<random.whole(1...3) {
            // Data are many and much alike: half of the changes are made elsewhere.
            let places = Self.places(in: out, withData: random.whole(0...1) == 0)
            guard !places.isEmpty else { continue }
            let path = random.one(of: places)
            let donor = random.one(of: places)
            out = changed(out, at: path[...], in: out, donor: donor)
        }
        return out
    }

    // MARK: - Places

    /// The ways to the values of a tree, each the numbers of the entries to take.
    private static func places(in node: Node, withData: Bool) -> [[Int]] {
        var out: [[Int]] = []
        var waiting: [(node: Node, path: [Int])] = [(node, [])]
        while let (node, path) = waiting.popLast(), out.count < 4000 {
            if !path.isEmpty { out.append(path) }
            guard path.count < 40 else { continue }
            for (i, child) in (node.sequence ?? []).enumerated() { waiting.append((child, path + [i])) }
            for (i, entry) in (node.mapping ?? []).enumerated()
            where withData || !["values", "datasets"].contains(entry.key) {
                waiting.append((entry.value, path + [i]))
            }
        }
        return out
    }

    private static func value(at path: ArraySlice<Int>, in node: Node) -> Node? {
        guard let i = path.first else { return node }
        let children = node.sequence ?? node.mapping?.map(\.value) ?? []
        return children.indices.contains(i) ? value(at: path.dropFirst(), in: children[i]) : nil
    }

    // MARK: - Changes

    private mutating func changed(_ node: Node, at path: ArraySlice<Int>, in whole: Node, donor: [Int]) -> Node {
        guard let i = path.first else { return node }
        var out = node
        let isLast = path.count == 1
        if var list = node.sequence, list.indices.contains(i) {
            if isLast {
                change(&list, at: i, in: whole, donor)
            } else {
                list[i] = changed(list[i], at: path.dropFirst(), in: whole, donor: donor)
            }
            out.value = .sequence(list)
        } else if var entries = node.mapping, entries.indices.contains(i) {
            if isLast {
                change(&entries, at: i, in: whole, donor)
            } else {
                entries[i].value = changed(entries[i].value, at: path.dropFirst(), in: whole, donor: donor)
            }
            out.value = .mapping(entries)
        }
        return out
    }

    private mutating func change(_ list: inout [Node], at i: Int, in whole: Node, _ donor: [Int]) {
        switch random.whole(0...9) {
        case 0: list.remove(at: i)
        case 1: list.insert(list[i], at: i)
        case 2: list += [Node](repeating: list[i], count: random.one(of: [1, 8, 100]))
        case 3: list = []
        case 4: list.swapAt(i, random.whole(0...(list.count - 1)))
        default: list[i] = other(than: list[i], in: whole, donor)
        }
    }

    private mutating func change(_ entries: inout [Node.Entry], at i: Int, in whole: Node, _ donor: [Int]) {
        switch random.whole(0...9) {
        case 0: entries.remove(at: i)
        case 1:
            // A value under another name.
            entries[i].key = random.one(of: Self.names)
        case 2:
            var entry = entries[i]
            entry.key = random.one(of: Self.names)
            entry.value = other(than: entry.value, in: whole, donor)
            if !entries.contains(where: { $0.key == entry.key }) { entries.append(entry) }
        case 3: entries[i].value.value = .mapping([])
        default: entries[i].value = other(than: entries[i].value, in: whole, donor)
        }
    }

    private mutating func other(than node: Node, in whole: Node, _ donor: [Int]) -> Node {
        var out = node
        switch random.whole(0...9) {
        case 0: out = Self.value(at: donor[...], in: whole) ?? node
        case 1: out.value = .sequence([node])
        case 2:
            out.value = .mapping([Node.Entry(key: random.one(of: Self.names), keyLocation: node.location, value: node)])
        case 3: out = nested(node)
        case 4, 5, 6:
            // A number stays a number, a text a text: what the grammar lets through goes deeper.
            switch node.value {
            case .number: out.value = .number(random.one(of: Self.numbers))
            case .boolean(let flag): out.value = .boolean(!flag)
            case .string: out.value = .string(random.one(of: Self.texts))
            default: out.value = .null
            }
        case 7: out.value = .number(random.one(of: Self.numbers))
        case 8: out.value = .string(random.one(of: Self.texts))
        default: out.value = random.one(of: Self.values)
        }
        return out
    }

    /// The value below itself, many times.
    private mutating func nested(_ node: Node) -> Node {
        var out = node
        let key = random.one(of: ["layer", "hconcat", "and", "not", "spec", "condition", "title"])
        for _ in 0..<random.one(of: [2, 12, 70]) {
            let value = Node(
                ["layer", "hconcat", "and"].contains(key) ? .sequence([out]) : out.value, at: node.location)
            out = Node(.mapping([Node.Entry(key: key, keyLocation: node.location, value: value)]), at: node.location)
        }
        return out
    }

    // MARK: - Values

    private static let numbers = [
        "0", "-0", "1", "-1", "-5000", "0.001", "1e-9", "5e-324", "1e6", "1e9", "2147483648", "9007199254740993",
        "1e15",
        "1e30", "1e300", "-1e300", "1e308", "-1e308", "1e999", "0.1", "360", "7", "100", "-0.5",
    ]

    private static let texts = [
        "", " ", "a", "b", "x", "y", "NaN", "Infinity", "-inf", "null", "undefined", "<script>alert(1)</script>", "]]>",
        "&amp;\"'", "\u{0}", "\u{1}\u{FFFE}", "e\u{301}", "\u{202E}txt", "👩‍👩‍👧", "中文", "javascript:alert(1)", "#12436d",
        "red", "none",
        "rgba(1,2,3,0.5)", "quantitative", "temporal", "nominal", "ordinal", "log", "pow", "time", "band", "point",
        "quantile",
        "threshold", "symlog", "sqrt", "identity", "year", "yearmonthdatehours", "milliseconds", "2020-01-01",
        "999999-12-31", "count", "sum", "mean", "argmax", "stdev", "ci0", "1/0", "datum.a * 1e308", "datum.b",
        "sqrt(-1)",
        "datum.datum.datum", "range(0, 1e9)", "pad('a', 1e9, 'x')", ",.2000f", ".999%", "%Y-%m-%dT%L", "{=a}",
        "M0,0L1e308,1",
        "descending", "zero", "normalize", "center", "horizontal", "vertical", "monotone", "step", "basis", "container",
        "independent", "bar", "line", "area", "arc", "text", "boxplot", "rect", "image", "trail", "width",
        String(repeating: "長", count: 5000), String(repeating: "word ", count: 3000),
    ]

    private static let names = [
        "x", "y", "x2", "y2", "xOffset", "theta", "radius", "color", "size", "shape", "opacity", "detail", "order",
        "text",
        "tooltip", "href", "row", "column", "facet", "field", "type", "value", "datum", "aggregate", "bin", "maxbins",
        "step", "timeUnit", "stack", "sort", "scale", "axis", "legend", "title", "format", "values", "domain", "range",
        "nice", "zero", "padding", "tickCount", "tickMinStep", "bandPosition", "width", "height", "mark", "encoding",
        "layer", "transform", "data", "columns", "spacing", "strokeDash", "cornerRadius", "angle", "limit", "extent",
        "steps", "keyvals", "start", "stop", "frame", "sample", "bandwidth", "resolve", "config", "autosize", "expr",
        "condition", "test", "impute", "base", "exponent", "labelAngle", "fontSize", "strokeWidth", "clip", "point",
    ]

    private static let values: [Node.Value] = [
        .null, .boolean(true), .boolean(false), .sequence([]), .mapping([]), list(["0", "1"]), list(["1", "1"]),
        list(["1e308", "-1e308"]), list(["0", "1e15"]), list(["5", "4", "3", "3"]), list(["-1", "0", "1e-9"]),
        .sequence([Node](repeating: Node(.null, at: place), count: 3)),
        .sequence((0..<500).map { Node(.number("\($0)"), at: place) }),
        map("step", "1e-9"), map("step", "1e9"), map("maxbins", "1e9"), map("maxbins", "-3"), map("value", "1e300"),
        map("datum", "0"), map("start", "0"), map("base", "1"),
        .mapping([Node.Entry(key: "expr", keyLocation: place, value: Node(.string("1/0"), at: place))]),
        .mapping([Node.Entry(key: "field", keyLocation: place, value: Node(.string("a"), at: place))]),
        .mapping([
            Node.Entry(key: "interval", keyLocation: place, value: Node(.string("millisecond"), at: place)),
            Node.Entry(key: "step", keyLocation: place, value: Node(.number("1"), at: place)),
        ]),
        .mapping(
            [("start", "0"), ("stop", "1e9"), ("step", "1")].map {
                Node.Entry(key: $0.0, keyLocation: place, value: Node(.number($0.1), at: place))
            }),
    ]

    private static let place = SourceLocation(file: "mutation")

    private static func list(_ numbers: [String]) -> Node.Value {
        .sequence(numbers.map { Node(.number($0), at: place) })
    }

    private static func map(_ key: String, _ number: String) -> Node.Value {
        .mapping([Node.Entry(key: key, keyLocation: place, value: Node(.number(number), at: place))])
    }
}
