import Expressions
import Synchronization

/// A unit's rows after each of the encoding's own steps.
struct UnitFrames: Sendable {
    /// Binned and cut, not aggregated: what a sort by another field's aggregate reads.
    var raw: DataFrame
    /// What widens the domains of scales: with rows whose values none can place, or without.
    var domains: DataFrame
    /// What is drawn.
    var main: DataFrame
    /// The bins of binned columns, by the column of their starts.
    var bins: [String: Bins]
    /// Filling gaps would have made more rows than a transform may: they were left.
    var hasTooManyGaps = false
    /// What is said of the rows, which no layout changes.
    let told = ToldRows()
}

/// The names of the marks of some rows, made once for all drawings of them.
final class ToldRows: Sendable {
    private let names = Mutex<[String]??>(.none)

    func names(_ make: () -> [String]?) -> [String]? {
        if let known = names.withLock({ $0 }) { return known }
        let made = make()
        names.withLock { $0 = .some(made) }
        return made
    }
}

extension UnitModel {
    /// Runs the encoding's transforms in Vega-Lite's order: dates, bins, time units, aggregate, impute, stack,
    /// and what cannot be placed left out.
    /// - Parameter binnedBy: the rows whose extent decides the bins, where they are others.
    func frames(
        _ source: DataFrame, _ plans: [ScalePlan], _ config: ChartConfiguration, binnedBy whole: DataFrame? = nil
    ) -> UnitFrames {
        var frame = source
        var bins: [String: Bins] = [:]
        let fields = encoding.fields
        for definition in fields { Self.prepare(definition, &frame, &bins, whole) }
        let raw = frame
        if encoding.isAggregate { frame = aggregated(frame, fields) }
        var fills = imputeFromEncoding(&frame)
        if let stack { fills = run(stack, &frame, config) && fills }
        let columns = placedColumns(fields, plans, config).compactMap { name in frame.column(name)?.doubles }
        let valid = frame.filter { row in columns.allSatisfy { $0[row].isFinite } }
        let isWhole = invalid == .show || mark.kind.isPath && invalid.isBreaking
        let widensAll = invalidInDomains == .show || invalidInDomains == .breakAndShow
        return UnitFrames(
            raw: raw, domains: widensAll ? frame : valid, main: isWhole ? frame : valid, bins: bins,
            hasTooManyGaps: !fills)
    }

    /// The columns that a continuous scale must place.
    func placedColumns(_ fields: [ChannelDefinition], _ plans: [ScalePlan], _ config: ChartConfiguration) -> [String] {
        fields.compactMap { definition in
            guard let plan = scales[definition.channel].map({ plans[$0] }),
                plan.kind.isContinuous || plan.kind.isDiscretizing,
                !definition.isCount, invalidOutput(definition.channel, config) == nil
            else { return nil }
            return definition.column
        }
    }

    private static func prepare(
        _ definition: ChannelDefinition, _ frame: inout DataFrame, _ bins: inout [String: Bins], _ whole: DataFrame?
    ) {
        guard let field = definition.field else { return }
        frame.flatten(field)
        if definition.type == .temporal || definition.timeUnit != nil, case .operation? = definition.aggregate {
        } else if definition.type == .temporal || definition.timeUnit != nil, let column = frame.column(field) {
            frame.set(field, column.asDates)
        }
        if let unit = definition.timeUnit {
            if unit.isBinned {
                frame.set(field + "_end", .dates(frame.doubles(field).map { $0.isFinite ? unit.offset($0) : .nan }))
            } else {
                frame.cut(field, unit, start: definition.column, end: definition.endColumn)
            }
        }
        if let parameters = definition.bin, !parameters.isBinned {
            let found = (whole ?? frame).bins(of: field, parameters)
            bins[definition.column] = found
            frame.bin(field, found, start: definition.column, end: definition.endColumn)
            if definition.type.isDiscrete {
                let starts = frame.doubles(definition.column)
                let format = definition.format.flatMap { NumberLabel.format($0) }
                frame.set(
                    definition.discreteColumn,
                    DataColumn(
                        starts.map { start in
                            start.isFinite
                                ? .string(
                                    NumberLabel.text(start, format) + " – "
                                        + NumberLabel.text(start + found.step, format))
                                : .string("null")
                        }))
            }
        }
    }

    private func aggregated(_ frame: DataFrame, _ fields: [ChannelDefinition]) -> DataFrame {
        var keys: [String] = []
        var measures: [Measure] = []
        func key(_ name: String) { if !keys.contains(name) { keys.append(name) } }
        for facet in facets {
            key(facet.column)
            if facet.isBinning { key(facet.endColumn) }
        }
        for definition in fields {
            switch definition.aggregate {
            case .operation(let operation)?:
                let measure = Measure(operation: operation, field: definition.field, name: definition.column)
                if !measures.contains(where: { $0.name == measure.name }) { measures.append(measure) }
            case .argmin(let by)?, .argmax(let by)?:
                let isMax = definition.aggregate == .argmax(by)
                let name = (isMax ? "argmax_" : "argmin_") + by
                if !measures.contains(where: { $0.name == name }) {
                    measures.append(Measure(operation: isMax ? .argmax : .argmin, field: by, name: name))
                }
            case nil:
                key(definition.column)
                if definition.isBinning || definition.timeUnit != nil { key(definition.endColumn) }
                if definition.isBinning, definition.type.isDiscrete { key(definition.discreteColumn) }
            }
            if case .field(let name?, _, _) = definition.sort, definition.aggregate == nil, definition.field == name {
                key(name)
            }
        }
        return frame.aggregated(by: keys, measures)
    }

    /// False where the gaps are too many to be filled.
    private func imputeFromEncoding(_ frame: inout DataFrame) -> Bool {
        guard let x = encoding[.x], let y = encoding[.y], let target = x.impute != nil ? x : y.impute != nil ? y : nil,
            let bag = target.impute
        else { return true }
        let key = target.channel == .x ? y : x
        var groups = seriesColumns
        if groups.isEmpty { groups = encoding.fields.filter { Channel.grouping.contains($0.channel) }.map(\.column) }
        groups += facets.map(\.column)
        let imputing = Imputing(bag, field: target.column, key: key.column, groups: groups)
        guard imputing.isWithinLimit(over: frame) else { return false }
        frame = imputing.applied(to: frame)
        return true
    }

    /// False where the gaps in its parts are too many to be filled.
    private func run(_ stack: StackModel, _ frame: inout DataFrame, _ config: ChartConfiguration) -> Bool {
        guard let definition = encoding[stack.channel] else { return true }
        var groups = facets.map(\.column)
        let parts = stack.byColumns + groups
        if stack.imputes {
            for group in stack.groupDefinitions {
                var key = group.column
                if group.isBinning {
                    let starts = frame.doubles(group.column)
                    let ends = frame.doubles(group.endColumn)
                    key = group.column + "_mid"
                    frame.set(key, .numbers(zip(starts, ends).map { ($0 + $1) / 2 }))
                }
                guard frame.distinct(key).count * frame.groups(by: parts).count <= Transform.rowLimit else {
                    return false
                }
                frame = frame.imputed(definition.column, key: key, by: parts, keyValues: [], .number(0))
                groups.append(key)
            }
        } else {
            for group in stack.groupDefinitions {
                groups.append(group.column)
                if group.isBinning { groups.append(group.endColumn) }
            }
        }
        let orders = encoding.all(.order)
        var sort: [SortKey] = []
        if orders.contains(where: \.isField) {
            sort = orders.filter(\.isField).map { order in
                if case .descending = order.sort { return SortKey(field: order.column, isDescending: true) }
                return SortKey(field: order.column, isDescending: false)
            }
        } else if let order = stackOrder, let column = frame.column(order.field) {
            let name = "_\(order.field)_sort_index"
            frame.set(
                name, column.map { value in .number(Double(order.values.firstIndex(of: value) ?? -1)) })
            sort = [SortKey(field: name, isDescending: mark.orientation != .horizontal)]
        } else {
            var descends = stack.channel == .y
            if let order = orders.first {
                if case .ascending = order.sort { descends = false }
                if case .descending = order.sort { descends = true }
            }
            var seen: Set<String> = []
            for column in stack.byColumns where seen.insert(column).inserted {
                var name = column
                if encoding.definitions.contains(where: { part in
                    part.scaled.map { $0.column == column && config.keepsDataOrder($0, part.channel) } ?? false
                }) {
                    // Parts stand in the order of their legend, which is that of the data.
                    name = "_\(column)_sort_index"
                    let order = frame.distinct(column)
                    let places = Dictionary(zip(order, order.indices), uniquingKeysWith: { first, _ in first })
                    frame.set(name, frame.column(column)?.map { .number(Double(places[$0] ?? -1)) } ?? .numbers([]))
                }
                sort.append(SortKey(field: name, isDescending: descends))
            }
        }
        frame.stack(
            definition.column, by: groups, sort: sort, offset: stack.offset, start: definition.column + "_start",
            end: definition.column + "_end")
        return true
    }
}

extension DataColumn {
    /// Numbers that are years, else as ``asDates``.
    var yearsAsDates: DataColumn {
        guard case .numbers(let list) = self,
            list.allSatisfy({ $0.isNaN || ($0 == $0.rounded() && (1000...9999).contains($0)) })
        else { return asDates }
        return .dates(list.map { $0.isNaN ? .nan : DateParts(year: Int($0)).time })
    }

    /// Texts read as dates, numbers taken for milliseconds.
    var asDates: DataColumn {
        switch self {
        case .dates: self
        case .numbers(let list): .dates(list)
        default: .dates(map(DateText.date).doubles)
        }
    }
}

extension DataFrame {
    /// Makes `a.b` a column where `a` holds objects or `a` lists.
    mutating func flatten(_ path: String) {
        guard index(path) == nil, path.utf8.contains(UInt8(ascii: ".")) else { return }
        let parts = path.utf8.split(separator: UInt8(ascii: ".")).map { String(decoding: $0, as: UTF8.self) }
        guard let first = parts.first, let column = column(first) else { return }
        set(
            path,
            column.map { value in
                var value = value
                for part in parts.dropFirst() {
                    switch value {
                    case .object(let members): value = members.last { $0.key == part }?.value ?? .null
                    case .array(let list):
                        value = Int(part).flatMap { list.indices.contains($0) ? list[$0] : nil } ?? .null
                    default: value = .null
                    }
                }
                return value
            })
    }
}
