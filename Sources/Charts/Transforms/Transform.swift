import Diagnostics
import Expressions
import Files

/// A transform as the specification lists it, ready to run.
enum Transform: Sendable {
    case filter(Predicate)
    case calculate(RowExpression, name: String)
    case aggregate([Measure], by: [String])
    case joinAggregate([Measure], by: [String])
    case bin(String, BinParameters, start: String, end: String)
    case timeUnit(String, TimeUnit, name: String)
    case stack(String, by: [String], sort: [SortKey], offset: StackOffset, start: String, end: String)
    case window([WindowMeasure], by: [String], sort: [SortKey], frame: (Int?, Int?), ignoresPeers: Bool)
    case fold([String], key: String, value: String)
    case flatten([String], names: [String])
    case pivot(String, value: String, by: [String], operation: AggregateOperation, limit: Int)
    case impute(Imputing)
    case density(Density)
    case fitting(Fitting)
    case quantiles(Quantiles)
    case sample(Int)
    case lookup(Lookup)
    /// Makes a parameter of the least and greatest value of a field.
    case extent(String, param: String)
    /// Changes nothing: the fields that a mark asks for, before it makes others of them, must be there.
    case require([RequiredField])

    /// The same step for each cell of a facet: what groups rows keeps cells apart. Where one unit alone draws the rows,
    /// Vega-Lite cuts them into cells as late as it can, so that only aggregates and stacks know of them.
    func within(_ keys: [String], isForked: Bool) -> Transform {
        switch self {
        case .aggregate(let measures, let own): return .aggregate(measures, by: own + keys.filter { !own.contains($0) })
        case .stack(let field, let own, let sort, let offset, let start, let end):
            return .stack(field, by: own + keys, sort: sort, offset: offset, start: start, end: end)
        case .pivot(let field, let value, let own, let operation, let limit):
            let all = own + keys.filter { !own.contains($0) }
            return .pivot(field, value: value, by: all, operation: operation, limit: limit)
        case .joinAggregate(let measures, let own) where isForked: return .joinAggregate(measures, by: own + keys)
        case .window(let measures, let own, let sort, let range, let ignoresPeers) where isForked:
            return .window(measures, by: own + keys, sort: sort, frame: range, ignoresPeers: ignoresPeers)
        case .impute(var imputing):
            imputing.groups += keys
            return .impute(imputing)
        case .density(var density):
            density.keys += keys.filter { !density.keys.contains($0) }
            return .density(density)
        case .fitting(var fitting):
            fitting.keys += keys.filter { !fitting.keys.contains($0) }
            return .fitting(fitting)
        case .quantiles(var quantiles):
            quantiles.keys += keys.filter { !quantiles.keys.contains($0) }
            return .quantiles(quantiles)
        default: return self
        }
    }

    /// The rows after it. Lookups and extents, which concern more than one node's rows, are run by ``ChartData``.
    /// - Parameter location: of the transform, or of what asks for it.
    func apply(to given: DataFrame, at location: SourceLocation?, into findings: inout [Diagnostic]) -> DataFrame {
        var frame = given
        for field in fields { frame.flatten(field) }
        var out = frame
        switch self {
        case .filter(let predicate):
            let keep = predicate.holds(over: frame)
            return frame.filter { keep[$0] }
        case .calculate(let expression, let name): out.set(name, expression.column(over: frame))
        case .aggregate(let measures, let keys): return frame.aggregated(by: keys, measures)
        case .joinAggregate(let measures, let keys): return frame.joined(by: keys, measures)
        case .bin(let field, let parameters, let start, let end):
            out.bin(field, frame.bins(of: field, parameters), start: start, end: end)
        case .timeUnit(let field, let unit, let name): out.cut(field, unit, start: name, end: name + "_end")
        case .stack(let field, let keys, let sort, let offset, let start, let end):
            out.stack(field, by: keys, sort: sort, offset: offset, start: start, end: end)
        case .window(let measures, let keys, let sort, let range, let ignoresPeers):
            out.window(measures, by: keys, sort: sort, frame: range, ignoresPeers: ignoresPeers)
        case .fold(let fields, let key, let value):
            guard isWithin(frame.rowCount, fields.count, "fold", at: location, &findings) else { return frame }
            return frame.folded(fields, key: key, value: value)
        case .flatten(let fields, let names):
            let rows = frame.flattenedCount(fields)
            guard isWithin(rows, 1, "flatten", at: location, &findings) else { return frame }
            return frame.flattened(fields, names)
        case .pivot(let field, let value, let keys, let operation, let limit):
            return frame.pivoted(field, value: value, by: keys, operation, limit: limit, at: location, &findings)
        case .impute(let imputing):
            let (wanted, groups) = imputing.size(over: frame)
            guard isWithin(wanted, groups, "impute", at: location, &findings) else { return frame }
            return imputing.applied(to: frame)
        case .density(let density): return density.applied(to: frame)
        case .fitting(let fitting): return fitting.applied(to: frame, into: &findings)
        case .quantiles(let quantiles): return quantiles.applied(to: frame)
        case .sample(let size): return frame.sampled(size)
        case .require(let fields):
            for field in fields {
                frame.check(field, into: &findings)
            }
        case .lookup, .extent: break
        }
        return out
    }

    /// More rows than this no transform makes.
    static let rowLimit = 1_000_000

    /// False, and an error, where a transform would make too many rows.
    private func isWithin(
        _ rows: Int, _ times: Int, _ name: String, at location: SourceLocation?, _ findings: inout [Diagnostic]
    ) -> Bool {
        let (made, overflows) = rows.multipliedReportingOverflow(by: times)
        if !overflows, made <= Self.rowLimit { return true }
        findings.append(
            .error(
                .chartLimit,
                "“\(name)” would make \(overflows ? "too many" : "\(made)") rows of \(rows), "
                    + "a chart holds \(Self.rowLimit)", at: location,
                hint: "filter or aggregate the rows first"))
        return false
    }

    /// With the values of parameters that were not known before there were data.
    func bound(_ known: [String: DataValue]) -> Transform {
        switch self {
        case .filter(let predicate): .filter(predicate.bound(known))
        case .calculate(let expression, let name): .calculate(expression.bound(known), name: name)
        default: self
        }
    }

    /// The fields it reads, which may lie within objects.
    private var fields: [String] {
        switch self {
        case .filter, .calculate, .sample, .lookup, .impute, .require: []
        case .aggregate(let measures, let keys), .joinAggregate(let measures, let keys):
            keys + measures.compactMap(\.field)
        case .bin(let field, _, _, _), .timeUnit(let field, _, _), .extent(let field, _): [field]
        case .stack(let field, let keys, let sort, _, _, _): [field] + keys + sort.map(\.field)
        case .window(let measures, let keys, let sort, _, _):
            keys + measures.compactMap(\.field) + sort.map(\.field)
        case .fold(let fields, _, _), .flatten(let fields, _): fields
        case .pivot(let field, let value, let keys, _, _): [field, value] + keys
        case .density(let density): [density.field] + density.keys
        case .fitting(let fitting): [fitting.x, fitting.y] + fitting.keys
        case .quantiles(let quantiles): [quantiles.field] + quantiles.keys
        }
    }
}

/// A field that must be in the data, and where it is asked for.
struct RequiredField: Sendable {
    var name: String
    var location: SourceLocation

    /// Nil of definitions that read no field.
    init?(_ definition: ChannelDefinition) {
        guard let field = definition.field else { return nil }
        name = field
        location = definition.fieldLocation ?? definition.location
    }
}

extension DataFrame {
    /// An error where rows lack a field, with the nearest name.
    func check(_ field: RequiredField, into findings: inout [Diagnostic]) {
        guard rowCount > 0 else { return }
        var frame = self
        frame.flatten(field.name)
        if frame.index(field.name) != nil { return }
        findings.append(
            .error(
                .chartField, "the data have no field “\(field.name)”", at: field.location,
                hint: NearestName.hint(for: field.name, among: names)
                    ?? "they have \(names.prefix(12).joined(separator: ", "))"))
    }

    /// Each row once for every field of `fields`, whose name and value become columns.
    func folded(_ fields: [String], key: String, value: String) -> DataFrame {
        let rows = (0..<rowCount).flatMap { row in fields.map { _ in row } }
        var out = gather(rows)
        out.set(key, DataColumn((0..<rowCount).flatMap { _ in fields.map(DataValue.string) }))
        out.set(value, DataColumn((0..<rowCount).flatMap { row in fields.map { self.value($0, row) } }))
        if !known.isEmpty {
            out.setKnown(value, (0..<rowCount).flatMap { row in fields.map { known[$0]?[row] } })
        }
        return out
    }

    /// Each row once for every element of its lists.
    func flattened(_ fields: [String], _ names: [String]) -> DataFrame {
        var rows: [Int] = []
        var values = [[DataValue]](repeating: [], count: fields.count)
        for row in 0..<rowCount {
            let lists = fields.map { field -> [DataValue] in
                if case .array(let list) = value(field, row) { list } else { [] }
            }
            let count = lists.map(\.count).max() ?? 0
            for i in 0..<count {
                rows.append(row)
                for (f, list) in lists.enumerated() { values[f].append(i < list.count ? list[i] : .null) }
            }
        }
        var out = gather(rows)
        for (name, list) in zip(names, values) { out.set(name, DataColumn(list)) }
        return out
    }

    /// How many rows ``flattened(_:_:)`` makes.
    func flattenedCount(_ fields: [String]) -> Int {
        (0..<rowCount).reduce(0) { sum, row in
            let counts = fields.map { field in if case .array(let list) = value(field, row) { list.count } else { 0 } }
            return sum + (counts.max() ?? 0)
        }
    }

    /// More columns than this `pivot` does not make.
    private static let pivotLimit = 1000

    /// A column for each value of `field`, holding the aggregate of `value`; of the first `limit` values, if it is
    /// not 0.
    func pivoted(
        _ field: String, value: String, by keys: [String], _ operation: AggregateOperation, limit: Int,
        at location: SourceLocation?, _ findings: inout [Diagnostic]
    ) -> DataFrame {
        var names = distinct(field).sorted { DataValue.order($0, $1) < 0 }
        if limit > 0 { names = Array(names.prefix(limit)) }
        if names.count > Self.pivotLimit {
            findings.append(
                .error(
                    .chartLimit,
                    "“\(field)” has \(names.count) values, “pivot” makes at most \(Self.pivotLimit) columns",
                    at: location, hint: "filter the rows first, or give a limit"))
            names = Array(names.prefix(Self.pivotLimit))
        }
        let column = column(field)
        let values = self.column(value)
        let groups = groups(by: keys)
        var out = DataFrame(rowCount: groups.count)
        for key in keys {
            guard let column = self.column(key) else { continue }
            out.set(key, column.gather(groups.map { $0.first ?? 0 }))
        }
        for name in names {
            let parts = groups.map { group in group.filter { column?[$0] == name } }
            out.set(name.asText, DataColumn(parts.map { operation.apply(values, $0) }))
            if operation == .sum, let sums = knownSums(value, parts) { out.setKnown(name.asText, sums) }
        }
        return out
    }
}
