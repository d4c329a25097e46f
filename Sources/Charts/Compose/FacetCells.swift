import Expressions
import Formatting

/// The cells of a facet: the values of its channels in their order, and the rows that belong to each.
struct FacetCells {
    /// A value of a channel, with its label.
    struct Value {
        /// What its rows hold in the channel's column.
        var key: DataValue
        var label: String
    }

    struct Cell {
        /// Indices into ``rows``, ``columns`` or ``values``.
        var row: Int?
        var column: Int?
        var value: Int?
        /// True of a pair of values that no row has: a frame without anything in it.
        var isEmpty: Bool
        var state: ViewState
    }

    let channels: [ChannelDefinition]
    private(set) var rows: [Value] = []
    private(set) var columns: [Value] = []
    private(set) var values: [Value] = []
    private(set) var cells: [Cell] = []
    /// How many cells there would be; none are made beyond the limit of a drawing.
    private(set) var count = 0

    init(_ facet: FacetModel, _ rowsHere: DataFrame, _ state: ViewState, _ context: DrawingContext) {
        channels = facet.channels
        let units = facet.child.plots.flatMap(\.units)
        let keys = facet.keys
        // Every unit's rows by the cell that they belong to; units with data of their own have no cells.
        let parts = units.filter { unit in
            facet.channels.allSatisfy { own in
                context.model.units[unit].facets.contains { $0.column == own.column }
            }
        }.map { (unit: $0, split: SplitFrames(state.frames[$0], keys)) }
        var present = Set(SplitFrames.split(rowsHere, keys).keys)
        // Vega aggregates the rows of a lone unit before it tells them apart: what they then hold no longer sorts nothing.
        var aggregated: DataFrame?
        if case .plot(let plot) = facet.child, plot.units.count == 1, let only = plot.units.first, parts.count == 1,
            context.model.units[only].encoding.isAggregate, !context.chart.isHouse,
            !Self.needsRows(context.model.units[only])
        {
            aggregated = state.frames[only].main
        }
        for channel in facet.channels {
            let list = Self.sorted(channel, rowsHere, aggregated, context)
            switch channel.channel {
            case .row: rows = list
            case .column: columns = list
            default: values = list
            }
        }
        func add(_ row: Int?, _ column: Int?, _ value: Int?) {
            var key: [DataValue] = []
            for channel in facet.channels {
                switch channel.channel {
                case .row: key.append(row.map { rows[$0].key } ?? .null)
                case .column: key.append(column.map { columns[$0].key } ?? .null)
                default: key.append(value.map { values[$0].key } ?? .null)
                }
            }
            var inner = state
            for part in parts { inner.frames[part.unit] = part.split.frames(key) }
            cells.append(
                Cell(row: row, column: column, value: value, isEmpty: !present.contains(key), state: inner))
        }
        if case .plot(let plot) = facet.child, plot.units.count == 1, let onlyUnit = parts.first {
            // What a single unit cannot place does not make a cell.
            present = Set(onlyUnit.split.keys)
            for (i, channel) in facet.channels.enumerated() {
                let present = Set(onlyUnit.split.keys.map { $0[i] })
                switch channel.channel {
                case .row: rows = rows.filter { present.contains($0.key) }
                case .column: columns = columns.filter { present.contains($0.key) }
                default: values = values.filter { present.contains($0.key) }
                }
            }
        }
        count = values.isEmpty ? max(1, rows.count) * max(1, columns.count) : values.count
        guard count <= ChartDrawing.plotLimit else { return }
        if !values.isEmpty {
            for i in values.indices { add(nil, nil, i) }
        } else if columns.isEmpty {
            for i in rows.indices { add(i, nil, nil) }
        } else if rows.isEmpty {
            for i in columns.indices { add(nil, i, nil) }
        } else {
            for row in rows.indices { for column in columns.indices { add(row, column, nil) } }
        }
    }

    /// The values of a channel in the order that it asks for.
    private static func sorted(
        _ channel: ChannelDefinition, _ frame: DataFrame, _ aggregated: DataFrame?, _ context: DrawingContext
    ) -> [Value] {
        let column = channel.column
        let orders = aggregated.map { Self.orders(channel, $0) }
        let groups = frame.groups(by: [column])
        guard frame.index(column) != nil else { return [] }
        let texts = FacetLabels(channel, context)
        var list: [(key: DataValue, order: DataValue, label: String)] = groups.compactMap { group in
            guard let first = group.first else { return nil }
            let key = frame.value(column, first)
            let end = channel.isBinning ? frame.value(channel.endColumn, first) : .null
            let order = orders.map { $0[key] ?? .null } ?? order(key, channel, frame, group)
            return (key, order, texts.text(key, end))
        }
        var descends = false
        switch channel.sort {
        case .descending, .field(_, _, descending: true): descends = true
        // Vega sorts these, too; the house leaves them as the data have them.
        case .none where context.chart.isHouse: return list.map { Value(key: $0.key, label: $0.label) }
        default: break
        }
        let places = list.indices.sorted { a, b in
            let order = DataValue.order(list[a].order, list[b].order)
            return order == 0 ? a < b : descends ? order > 0 : order < 0
        }
        list = places.map { list[$0] }
        return list.map { Value(key: $0.key, label: $0.label) }
    }

    /// True where a category is sorted by the rows before the aggregate, which then stay.
    private static func needsRows(_ unit: UnitModel) -> Bool {
        unit.encoding.fields.contains { definition in
            switch definition.sort {
            case .encoding, .field: definition.type.isDiscrete && definition.channel.isScaled
            default: false
            }
        }
    }

    /// What each value is sorted by among aggregated rows, which have no place in a list of values.
    private static func orders(_ channel: ChannelDefinition, _ frame: DataFrame) -> [DataValue: DataValue] {
        var out: [DataValue: DataValue] = [:]
        for group in frame.groups(by: [channel.column]) {
            guard let first = group.first else { continue }
            let key = frame.value(channel.column, first)
            switch channel.sort {
            case .values: out[key] = .null
            case .field(let field?, _, _) where frame.column(field) == nil: out[key] = .null
            default: out[key] = order(key, channel, frame, group)
            }
        }
        return out
    }

    private static func order(
        _ key: DataValue, _ channel: ChannelDefinition, _ frame: DataFrame, _ group: [Int]
    ) -> DataValue {
        switch channel.sort {
        case .values(let list):
            let place = list.firstIndex { value in
                if value == key { return true }
                if case .date(let instant) = value { return key.number == instant }
                return false
            }
            return .number(Double(place ?? list.count))
        case .field(let field, let operation, _):
            var frame = frame
            if let field { frame.flatten(field) }
            return (operation ?? .min).apply(field.flatMap { frame.column($0) }, group)
        default: return key
        }
    }
}

/// A unit's rows, taken apart by what they hold in some columns.
struct SplitFrames {
    private let whole: UnitFrames
    private let raw: [[DataValue]: [Int]]
    private let domains: [[DataValue]: [Int]]
    private let main: [[DataValue]: [Int]]
    /// The combinations that occur among the rows that are drawn.
    let keys: [[DataValue]]

    init(_ frames: UnitFrames, _ columns: [String]) {
        whole = frames
        raw = Self.split(frames.raw, columns)
        domains = Self.split(frames.domains, columns)
        main = Self.split(frames.main, columns)
        keys = Array(main.keys)
    }

    static func split(_ frame: DataFrame, _ names: [String]) -> [[DataValue]: [Int]] {
        let columns = names.map { frame.column($0) }
        var out: [[DataValue]: [Int]] = [:]
        for row in 0..<frame.rowCount { out[columns.map { $0?[row] ?? .null }, default: []].append(row) }
        return out
    }

    func frames(_ key: [DataValue]) -> UnitFrames {
        UnitFrames(
            raw: whole.raw.gather(raw[key] ?? []), domains: whole.domains.gather(domains[key] ?? []),
            main: whole.main.gather(main[key] ?? []), bins: whole.bins)
    }
}
