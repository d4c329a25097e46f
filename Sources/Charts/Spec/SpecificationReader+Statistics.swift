import Diagnostics
import Expressions
import Files

extension SpecificationReader {
    /// The keys that tell these transforms; `extent` is also a property of some.
    static let statistics = ["density", "loess", "regression", "quantile", "sample", "lookup", "extent"]

    /// A transform that computes rows from all rows at once, or brings in others.
    mutating func statistics(_ bag: PropertyBag, _ keys: [String]) -> Transform? {
        let names = bag["as"]?.string.map { [$0] } ?? bag.strings("as") ?? []
        func name(_ i: Int, _ standard: String) -> String { i < names.count ? names[i] : standard }
        if let field = bag.string("density") { return density(Self.plain(field), bag, keys, name) }
        if let field = bag.string("loess") ?? bag.string("regression") {
            return fitting(Self.plain(field), bag, keys, name)
        }
        if let field = bag.string("quantile") { return quantiles(Self.plain(field), bag, keys, name) }
        if let size = bag["sample"] {
            guard let count = size.integer, count >= 0 else {
                findings.append(.error(.chartValue, "“sample” is a whole number of rows", at: size.location))
                return nil
            }
            return .sample(count)
        }
        if let field = bag.string("lookup") { return lookup(Self.plain(field), bag, names) }
        if let field = bag.string("extent") {
            guard let param = bag.string("param") else {
                findings.append(.error(.chartValue, "the extent has no “param”", at: bag.location))
                return nil
            }
            return .extent(Self.plain(field), param: param)
        }
        findings.append(.error(.chartValue, "the transform is none that is known", at: bag.location))
        return nil
    }

    // MARK: - Curves

    private mutating func density(
        _ field: String, _ bag: PropertyBag, _ keys: [String], _ name: (Int, String) -> String
    )
        -> Transform?
    {
        var out = Density(field: field, keys: keys)
        out.bandwidth = bag.number("bandwidth") ?? 0
        out.isCumulative = bag.flag("cumulative") ?? false
        out.isCount = bag.flag("counts") ?? false
        out.isShared = bag.string("resolve") != "independent"
        out.names = (name(0, "value"), name(1, "density"))
        guard let extent = extent(bag), let least = steps(bag, "minsteps"), let most = steps(bag, "maxsteps"),
            let exact = steps(bag, "steps")
        else { return nil }
        out.extent = extent.range
        if let least = least.count { out.minimumSteps = least }
        if let most = most.count { out.maximumSteps = most }
        out.steps = exact.count
        return .density(out)
    }

    private mutating func fitting(
        _ field: String, _ bag: PropertyBag, _ keys: [String], _ name: (Int, String) -> String
    )
        -> Transform?
    {
        let isLoess = bag.has("loess")
        guard let on = bag.string("on").map(Self.plain) else {
            findings.append(
                .error(
                    .chartValue, "the \(isLoess ? "loess" : "regression") has no “on”", at: bag.location,
                    hint: "on: the field of the predictor"))
            return nil
        }
        guard let extent = extent(bag) else { return nil }
        let kind: Fitting.Kind
        if isLoess {
            kind = .loess(bandwidth: bag.number("bandwidth").flatMap { $0 == 0 ? nil : $0 } ?? 0.3)
        } else {
            guard let method = method(bag) else { return nil }
            kind = method
        }
        return .fitting(
            Fitting(
                kind: kind, x: on, y: field, keys: keys, names: (name(0, on), name(1, field)), extent: extent.range,
                givesParameters: bag.flag("params") ?? false, location: bag.location))
    }

    private mutating func method(_ bag: PropertyBag) -> Fitting.Kind? {
        var method = Regression.Method.linear
        if let node = bag["method"], let text = node.string {
            let known = Regression.Method.allCases.map(\.rawValue)
            guard let found = Regression.Method(rawValue: text) else {
                findings.append(
                    .error(
                        .chartValue, "“\(text)” is no method of regression", at: node.location,
                        hint: NearestName.hint(for: text, among: known) ?? "one of \(known.joined(separator: ", "))"))
                return nil
            }
            method = found
        }
        guard let node = bag["order"] else { return .regression(method, order: 3) }
        guard let order = node.integer, (0...20).contains(order) else {
            findings.append(
                .error(.chartLimit, "the “order” of a polynomial is a whole number from 0 to 20", at: node.location))
            return nil
        }
        return .regression(method, order: order)
    }

    /// `extent: [low, high]`; nil after an error.
    private mutating func extent(_ bag: PropertyBag) -> (range: (Double, Double)?, Void)? {
        guard let node = bag["extent"] else { return (nil, ()) }
        guard let list = bag.numbers("extent"), list.count == 2, list[0] < list[1], list.allSatisfy(\.isFinite) else {
            findings.append(
                .error(
                    .chartValue, "“extent” is a lower and an upper number", at: node.location, hint: "extent: [0, 100]")
            )
            return nil
        }
        return ((list[0], list[1]), ())
    }

    /// A number of steps within what is drawn; nil after an error.
    private mutating func steps(_ bag: PropertyBag, _ key: String) -> (count: Int?, Void)? {
        guard let node = bag[key] else { return (nil, ()) }
        guard let count = node.integer, (1...CurveSampling.limit).contains(count) else {
            findings.append(
                .error(
                    .chartLimit, "“\(key)” is a whole number from 1 to \(CurveSampling.limit)", at: node.location))
            return nil
        }
        return (count, ())
    }

    // MARK: - Quantiles

    private mutating func quantiles(
        _ field: String, _ bag: PropertyBag, _ keys: [String], _ name: (Int, String) -> String
    ) -> Transform? {
        var probabilities: [Double]
        if let node = bag["probs"] {
            probabilities = bag.numbers("probs") ?? []
            guard !probabilities.isEmpty, probabilities.count <= Quantiles.limit,
                probabilities.allSatisfy({ (0...1).contains($0) })
            else {
                findings.append(
                    .error(
                        .chartValue, "“probs” are up to \(Quantiles.limit) numbers from 0 to 1", at: node.location))
                return nil
            }
        } else {
            let step = bag.number("step") ?? 0.01
            probabilities = step > 0 && step < 2 ? Quantiles.probabilities(step: step) : []
            guard !probabilities.isEmpty else {
                findings.append(
                    .error(
                        .chartLimit, "“step” gives from 1 to \(Quantiles.limit) quantiles",
                        at: bag["step"]?.location ?? bag.location, hint: "step: 0.01"))
                return nil
            }
        }
        return .quantiles(
            Quantiles(
                field: field, keys: keys, probabilities: probabilities, names: (name(0, "prob"), name(1, "value"))))
    }

    // MARK: - Lookup

    private mutating func lookup(_ field: String, _ bag: PropertyBag, _ names: [String]) -> Transform? {
        guard let from = bag.bag("from") else {
            findings.append(.error(.chartValue, "the lookup has no “from”", at: bag.location))
            return nil
        }
        if let param = from["param"] {
            unsupported("a lookup in a selection needs a reader's click: it is not drawn", at: param.location)
            return nil
        }
        guard let source = from["data"], let key = from.string("key") else {
            findings.append(
                .error(
                    .chartValue, "the “from” of a lookup has “data” and “key”", at: from.location,
                    hint: "from: {data: {url: …}, key: id, fields: […]}"))
            return nil
        }
        let fields = from.strings("fields")?.map(Self.plain) ?? []
        guard fields.isEmpty || names.isEmpty || names.count == fields.count else {
            findings.append(
                .error(
                    .chartValue, "“as” has \(names.count) names for \(fields.count) fields",
                    at: bag["as"]?.location ?? bag.location))
            return nil
        }
        return .lookup(
            Lookup(
                field: field, source: data(source), key: Self.plain(key), fields: fields,
                names: names.isEmpty ? fields : names, fallback: bag["default"]?.dataValue ?? .null))
    }
}
