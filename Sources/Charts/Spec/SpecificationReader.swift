import Diagnostics
import Expressions
import Files

/// Reads a checked specification into the tree of views. What the grammar has and this engine does not draw yet is
/// reported by name.
struct SpecificationReader {
    var findings: [Diagnostic] = []
    var environment: RowExpression.Environment
    /// For the columns of wrapped compositions, which decide how their parts are arranged.
    let config: ChartConfiguration?
    /// The fields that the repeats around the view being read stand at.
    var repeater = Repeater()
    /// Compositions around the view being read.
    var depth = 0
    private var viewCount = 0
    /// The view being read, its layers, and the views around it, whose parameters hold for it.
    private(set) var parameterBags: [PropertyBag] = []

    init(_ environment: RowExpression.Environment, _ config: ChartConfiguration? = nil) {
        self.environment = environment
        self.config = config
    }

    mutating func view(_ node: Node, inherited: Node? = nil) -> ViewSpecification? {
        let bag = PropertyBag(node)
        viewCount += 1
        guard viewCount <= Self.viewLimit else {
            limit("the chart has more than \(Self.viewLimit) views", node.location)
            return nil
        }
        let outer = parameterBags
        defer { parameterBags = outer }
        parameterBags.append(bag)
        // Layers share their scales.
        parameterBags += bag["layer"]?.sequence?.map { PropertyBag($0) } ?? []
        if let operation = Self.operation(bag) { return composition(bag, operation) }
        let common = common(bag)
        if let layers = bag["layer"]?.sequence {
            var shared = Self.merged(inherited, encodingNode(bag), forLayer: true)
            for entry in shared?.mapping ?? [] where ["row", "column", "facet"].contains(entry.key) {
                findings.append(
                    .error(
                        .chartValue, "a layer has no channel “\(entry.key)”", at: entry.value.location,
                        hint: "put the layer into the “spec” of a “facet”"))
                shared = nil
            }
            if layers.isEmpty {
                findings.append(.error(.chartValue, "“layer” has no layers", at: node.location))
                return nil
            }
            let children = layers.compactMap { child -> ViewSpecification? in
                view(child, inherited: shared).flatMap { uncomposed($0) }
            }
            return children.count == layers.count ? .layer(LayerSpecification(common: common, children: children)) : nil
        }
        guard let markNode = bag["mark"] else {
            findings.append(
                .error(.chartValue, "the chart has no “mark”", at: node.location, hint: "mark: bar, line, point, …"))
            return nil
        }
        guard let mark = mark(markNode) else { return nil }
        let written = Self.merged(inherited, encodingNode(bag), forLayer: false)
        let encoding = written.map { self.encoding($0) } ?? Encoding()
        var unit = UnitSpecification(common: common, mark: inFirstState(mark, bag, encoding), encoding: encoding)
        unit.brushes = brushes(bag)
        let isFaceted = [Channel.row, .column, .facet].contains { encoding[$0] != nil }
        return isFaceted ? faceted(unit, bag, written) : .unit(unit)
    }

    /// The encoding with repeated fields put in.
    private mutating func encodingNode(_ bag: PropertyBag) -> Node? {
        bag["encoding"].map { repeater.replaced($0, into: &findings) }
    }

    /// The encoding of a layered view holds for all its layers, which may override it: a field takes over what its
    /// channel does not say itself.
    private static func merged(_ shared: Node?, _ own: Node?, forLayer: Bool) -> Node? {
        guard let shared, let theirs = shared.mapping else { return own }
        var out: [Node.Entry] = []
        let mine = own?.mapping ?? []
        for entry in mine {
            var entry = entry
            if let parent = theirs.first(where: { $0.key == entry.key })?.value, parent.mapping != nil,
                let definition = entry.value.mapping, isField(entry.value)
            {
                var above = PropertyBag(parent)
                // A constant does not take over the field that it stands in for.
                if entry.value["datum"] != nil {
                    above = above.removing(["field", "aggregate", "bin", "timeUnit", "sort"])
                }
                let bag = PropertyBag(definition, at: entry.value.location).over(above)
                entry.value = Node(.mapping(bag.entries), at: entry.value.location)
            }
            out.append(entry)
        }
        for entry in theirs where !mine.contains(where: { $0.key == entry.key }) {
            // A definition without a field waits for a layer that has one.
            if forLayer || isField(entry.value) || entry.value["value"] != nil || entry.value.sequence != nil
                || entry.value["condition"] != nil
            {
                out.append(entry)
            }
        }
        return Node(.mapping(out), at: own?.location ?? shared.location)
    }

    private static func isField(_ node: Node) -> Bool {
        node["field"] != nil || node["datum"] != nil || node["aggregate"]?.string == "count"
    }

    mutating func unsupported(_ message: String, at location: SourceLocation) {
        findings.append(.error(.chartUnsupported, message, at: location))
    }

    mutating func common(_ bag: PropertyBag) -> ViewCommon {
        var out = ViewCommon(location: bag.location)
        out.name = bag.string("name")
        out.title = bag["title"]
        out.background = bag.bag("view")
        out.resolve = bag.bag("resolve")
        out.width = size(bag["width"])
        out.height = size(bag["height"])
        for node in bag["transform"]?.sequence ?? [] {
            guard let transform = transform(node) else { continue }
            out.transforms.append(transform)
            out.transformLocations.append(node.location)
        }
        if let data = bag["data"] { out.data = self.data(data) }
        return out
    }

    private func size(_ node: Node?) -> SizeSpecification? {
        guard let node else { return nil }
        if let pixels = node.double { return .pixels(min(max(pixels, 0), 20_000)) }
        if node.string == "container" { return .container }
        if let step = node["step"]?.double {
            return .step(min(max(step, 0), 2000), forPosition: node["for"]?.string == "position")
        }
        return nil
    }

    mutating func data(_ node: Node) -> DataSource {
        let bag = PropertyBag(node)
        var out = DataSource(kind: .none, format: bag.bag("format"), location: node.location)
        if let values = bag["values"] {
            out.kind = .values(values)
        } else if let url = bag.string("url") {
            out.kind = .url(url)
            out.location = bag["url"]?.location ?? node.location
        } else if let name = bag.string("name") {
            out.kind = .named(name)
            out.location = bag["name"]?.location ?? node.location
        } else if let sequence = bag.bag("sequence") {
            out.kind = .sequence(
                start: sequence.number("start") ?? 0, stop: sequence.number("stop") ?? 0,
                step: sequence.number("step") ?? 1, name: sequence.string("as") ?? "data")
        }
        return out
    }

    private mutating func mark(_ node: Node) -> MarkDefinition? {
        let bag = PropertyBag(node)
        let name = node.string ?? bag.string("type")
        guard let name else {
            findings.append(.error(.chartValue, "the mark has no “type”", at: node.location))
            return nil
        }
        guard let kind = MarkKind(rawValue: name) else {
            let known = MarkKind.allCases.map(\.rawValue)
            findings.append(
                .error(
                    .chartValue, "“\(name)” is no mark", at: node.location,
                    hint: NearestName.hint(for: name, among: known) ?? "one of \(known.joined(separator: ", "))"))
            return nil
        }
        if kind == .geoshape {
            unsupported(
                "the mark “geoshape” is not drawn: this engine has no geographic projections", at: node.location)
            return nil
        }
        checkShape(bag["shape"])
        return MarkDefinition(kind: kind, properties: bag.removing(["type"]))
    }

    /// A shape by name or as path data.
    mutating func checkShape(_ node: Node?) {
        guard let node, let name = node.string, !Symbols.isShape(name) else { return }
        findings.append(
            .error(
                .chartValue, "“\(name)” is no shape", at: node.location,
                hint: NearestName.hint(for: name, among: Symbols.names)
                    ?? "one of \(Symbols.names.joined(separator: ", "))"))
    }

    // MARK: - Predicates

    mutating func predicate(_ node: Node) -> Predicate? {
        if node.string != nil {
            return RowExpression.read(node, environment, into: &findings).map(Predicate.expression)
        }
        let bag = PropertyBag(node)
        if let list = bag["and"]?.sequence { return .and(list.compactMap { predicate($0) }) }
        if let list = bag["or"]?.sequence { return .or(list.compactMap { predicate($0) }) }
        if let inner = bag["not"] { return predicate(inner).map(Predicate.not) }
        if let name = bag["param"] { return selection(name, empty: bag.flag("empty") ?? true) }
        guard let field = bag.string("field") else {
            findings.append(.error(.chartValue, "the predicate has no “field”", at: node.location))
            return nil
        }
        let unit = timeUnit(bag["timeUnit"])
        guard let (test, isTemporal) = test(bag, unit) else {
            findings.append(
                .error(
                    .chartValue, "the predicate on “\(field)” has no test", at: node.location,
                    hint: "equal, oneOf, range, lt, lte, gt, gte or valid"))
            return nil
        }
        return .field(
            FieldPredicate(field: Self.plain(field), timeUnit: unit, test: test, isTemporal: isTemporal || unit != nil))
    }

    private func test(_ bag: PropertyBag, _ unit: TimeUnit?) -> (FieldPredicate.Test, isTemporal: Bool)? {
        var isTemporal = false
        func value(_ node: Node) -> DataValue {
            let raw = node.dataValue
            if let date = DateTimeParts(raw) {
                isTemporal = true
                return .date(date.instant)
            }
            if let unit, let instant = unit.instant(raw) { return .date(instant) }
            return raw
        }
        var test: FieldPredicate.Test?
        if let node = bag["equal"] { test = .equal(value(node)) }
        if let list = bag["oneOf"]?.sequence { test = .oneOf(list.map(value)) }
        if let node = bag["lt"] { test = .less(value(node)) }
        if let node = bag["lte"] { test = .lessOrEqual(value(node)) }
        if let node = bag["gt"] { test = .greater(value(node)) }
        if let node = bag["gte"] { test = .greaterOrEqual(value(node)) }
        if let list = bag["range"]?.sequence, list.count == 2 {
            test = .range(list[0].isNull ? nil : value(list[0]), list[1].isNull ? nil : value(list[1]))
        }
        if let flag = bag.flag("valid") { test = .valid(flag) }
        return test.map { ($0, isTemporal) }
    }

    mutating func timeUnit(_ node: Node?) -> TimeUnit? {
        guard let node, !node.isNull else { return nil }
        if let text = node.string {
            if let unit = TimeUnit(text) { return unit }
            findings.append(
                .error(
                    .chartValue, "“\(text)” is no time unit", at: node.location,
                    hint: NearestName.hint(for: text, among: TimeUnit.names)))
            return nil
        }
        let bag = PropertyBag(node)
        guard let text = bag.string("unit") else {
            unsupported("a time unit without “unit” is not supported yet", at: node.location)
            return nil
        }
        guard
            let unit = TimeUnit(
                text, isUTC: bag.flag("utc") ?? false, isBinned: bag.flag("binned") ?? false,
                step: (bag.number("step") ?? 1).whole(1...1_000_000))
        else {
            findings.append(
                .error(.chartValue, "“\(text)” is no time unit", at: bag["unit"]?.location ?? node.location))
            return nil
        }
        return unit
    }

    /// A field's name as the data have it: `a\.b` is the name `a.b`, `['a']` is `a`.
    static func plain(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == 0x5C || $0 == UInt8(ascii: "[") }) else { return field }
        var out: [UInt8] = []
        var escaped = false
        for byte in field.utf8 {
            if !escaped, byte == 0x5C {
                escaped = true
                continue
            }
            if !escaped, byte == UInt8(ascii: "[") {
                if !out.isEmpty { out.append(UInt8(ascii: ".")) }
                continue
            }
            if !escaped, [UInt8(ascii: "]"), UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(byte) { continue }
            escaped = false
            out.append(byte)
        }
        return String(decoding: out, as: UTF8.self)
    }
}
