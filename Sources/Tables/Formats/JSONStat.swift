import Diagnostics
import Files
import Languages
import Quantities

/// Reads a dataset of JSON-stat 2.0 (json-stat.org/full), or the one that a collection holds, in long form: a row for
/// each observation, for each dimension a column of its codes and, where they say more, one of its labels
/// (`geo`, `geo_label`), then `value`, `unit` where observations differ in it, and `status`.
///
/// Codes of time are written as dates where they are years, quarters, months or days; where they are weeks or
/// half-years they stay, beside a column `time_start` of their first days. A status tells why a value is missing, and
/// marks estimates as "about" (see ``ObservationStatus``); the column `status` keeps it as published.
struct JSONStat<Source: ValueSource> {
    /// How many observations a dataset may have room for.
    private static var maximumSize: Int { 50_000_000 }

    private(set) var source: Source
    private var arena = CellArena()
    private var values = ObservationList()
    private var statuses = ObservationList(isOfMarks: true)
    private var marks: [[UInt8]: UInt32] = [:]
    private var members: [Node.Entry] = []
    private var findings: [Diagnostic] = []

    init(source: Source) { self.source = source }

    /// The dataset within the map that was just begun.
    mutating func read(at place: SourceLocation, into out: inout [Diagnostic]) throws(JSONFailure) -> DecodedTable? {
        defer { out += findings }
        while try source.next() == .key {
            let key = source.text
            let keyPlace = source.place
            let token = try source.next()
            switch key {
            case "value": values = try observations(token, ObservationList())
            case "status": statuses = try observations(token, ObservationList(isOfMarks: true))
            case "link":
                if let table = try embedded(token) { return table }
            default: members.append(Node.Entry(key: key, keyLocation: keyPlace, value: try source.node(token)))
            }
        }
        let document = Node(.mapping(members), at: place)
        if document["class"]?.string == "collection" {
            fail(
                "the collection holds no dataset", place,
                hint: "its datasets stand elsewhere: download one, and name the copy")
            return nil
        }
        guard let shape = StatisticalShape(document, into: &findings) else { return nil }
        return table(shape, document)
    }

    private mutating func fail(_ message: String, _ place: SourceLocation, hint: String? = nil) {
        findings.append(.error(.tableMissing, message, at: place, hint: hint))
    }

    // MARK: Collections

    /// The one dataset among the items of a collection, read whole; nil where there is none, or, with a finding, more.
    private mutating func embedded(_ token: JSONToken) throws(JSONFailure) -> DecodedTable? {
        let place = source.place
        let link = source
        var found: [Int] = []
        if token == .beginObject {
            while try source.next() == .key {
                let isItem = source.text == "item"
                let value = try source.next()
                guard isItem, value == .beginArray else {
                    try source.skip(value)
                    continue
                }
                var index = 0
                while true {
                    let item = try source.next()
                    if item == .endArray || item == .end { break }
                    if try isDataset(item) { found.append(index) }
                    try source.skip(item)
                    index += 1
                }
            }
        } else {
            try source.skip(token)
        }
        guard !found.isEmpty else { return nil }
        guard found.count == 1, let only = found.first else {
            fail(
                "the collection holds \(found.count) datasets, one was expected", place,
                hint: "name one of them: dialect: {property: \"link.item[\(found[0])]\"}")
            return DecodedTable(cells: CSVCells(path: source.file))
        }
        var inner = link
        while try inner.next() == .key {
            let isItem = inner.text == "item"
            let value = try inner.next()
            guard isItem else {
                try inner.skip(value)
                continue
            }
            for _ in 0..<only { try inner.skip(try inner.next()) }
            _ = try inner.next()
            var reader = JSONStat(source: inner)
            let table = try reader.read(at: inner.place, into: &findings)
            return table ?? DecodedTable(cells: CSVCells(path: source.file))
        }
        return nil
    }

    /// True of a dataset that holds its values, and does not only link to them.
    private func isDataset(_ token: JSONToken) throws(JSONFailure) -> Bool {
        guard token == .beginObject else { return false }
        var probe = source
        while try probe.next() == .key {
            let isDimension = probe.text == "dimension"
            let value = try probe.next()
            if isDimension { return value == .beginObject }
            try probe.skip(value)
        }
        return false
    }

    // MARK: Observations

    /// A list of values, a map of them by index, or one for all.
    private mutating func observations(_ token: JSONToken, _ empty: ObservationList) throws(JSONFailure)
        -> ObservationList
    {
        var list = empty
        list.place = source.place
        switch token {
        case .beginArray:
            while true {
                let item = try source.next()
                if item == .endArray || item == .end {
                    // A list of one mark is that of all observations.
                    list.isForAll = list.isOfMarks && list.starts.count == 1
                    return list
                }
                try observation(item, at: list.starts.count, into: &list)
            }
        case .beginObject:
            list.isSparse = true
            while try source.next() == .key {
                let key = source.text
                let place = source.place
                guard let index = Int(key), index >= 0 else {
                    fail("“\(key)” is no index of an observation", place, hint: "indexes are whole numbers from 0")
                    try source.skip(try source.next())
                    continue
                }
                try observation(try source.next(), at: index, into: &list)
            }
        default:
            list.isForAll = true
            try observation(token, at: 0, into: &list)
        }
        return list
    }

    private mutating func observation(
        _ token: JSONToken, at index: Int, into list: inout ObservationList
    ) throws(JSONFailure) {
        var start = arena.empty
        switch token {
        case .number, .string, .boolean:
            list.column.see(token, source.content, at: source.cellPosition)
            // Marks are few and stand in many cells.
            if list.isOfMarks {
                let mark = Array(source.content)
                start = marks[mark] ?? arena.add(mark)
                if marks.count < 1000 { marks[mark] = start }
            } else {
                start = arena.add(source.content)
            }
        case .null: break
        default:
            fail("an observation is no single value", source.place)
            try source.skip(token)
        }
        list.add(index, start, source.cellPosition)
    }

    // MARK: The table

    private mutating func table(_ shape: StatisticalShape, _ document: Node) -> DecodedTable? {
        let (size, overflow) = shape.size(atMost: Self.maximumSize)
        guard !overflow else {
            findings.append(
                .error(
                    .tableLimit, "the dataset has room for more than \(Self.maximumSize) observations",
                    at: document.location, hint: "ask its publisher for a part of it"))
            return nil
        }
        for list in [values, statuses] where !list.isForAll && !list.starts.isEmpty {
            if list.isSparse ? (list.indexes.max() ?? 0) >= size : list.starts.count != size {
                fail(
                    list.isSparse
                        ? "observation \(list.indexes.max() ?? 0) is beyond the \(size) that the dimensions make"
                        : "there are \(list.starts.count) observations, the dimensions make \(size)",
                    list.place ?? document.location)
                return nil
            }
        }
        var builder = StatisticalTable(shape: shape, arena: arena, file: source.file)
        builder.statusLabels = document["extension"]?["status"]?["label"]
        builder.build(values: values.sorted(), statuses: statuses.sorted(), of: size)
        var out = builder.finished()
        out.title = document["label"]?.localizedText
        var origin = Origin()
        origin.producer = document["source"]?.localizedText
        origin.title = out.title
        origin.url = document["href"]?.string
        // A day is enough: 2026-06-01T09:00:00Z.
        origin.datePublished = document["updated"]?.string.map { String($0.unicodeScalars.prefix(10)) }
        if origin.producer != nil || origin.url != nil || origin.datePublished != nil { out.origins = [origin] }
        findings += builder.findings
        return out
    }
}

/// Values or marks of observations, by index.
struct ObservationList {
    private(set) var starts: [UInt32] = []
    private(set) var places: [CellPosition] = []
    /// The index of each, where it is not its number.
    private(set) var indexes: [Int] = []
    var column = ScalarColumn()
    var isSparse = false
    /// True where one stands for all.
    var isForAll = false
    var place: SourceLocation?
    let isOfMarks: Bool

    init(isOfMarks: Bool = false) { self.isOfMarks = isOfMarks }

    mutating func add(_ index: Int, _ start: UInt32, _ place: CellPosition) {
        starts.append(start)
        places.append(place)
        if isSparse { indexes.append(index) }
    }

    /// By rising index.
    func sorted() -> ObservationList {
        guard isSparse, zip(indexes, indexes.dropFirst()).contains(where: { $0 > $1 }) else { return self }
        var out = self
        let order = indexes.indices.sorted { indexes[$0] < indexes[$1] }
        out.starts = order.map { starts[$0] }
        out.places = order.map { places[$0] }
        out.indexes = order.map { indexes[$0] }
        return out
    }

    /// Where the observation with an index stands; `hint` moves on from call to call, over rising indexes.
    func position(of index: Int, from hint: inout Int) -> Int? {
        if isForAll { return starts.isEmpty ? nil : 0 }
        guard isSparse else { return index < starts.count ? index : nil }
        while hint < indexes.count, indexes[hint] < index { hint += 1 }
        return hint < indexes.count && indexes[hint] == index ? hint : nil
    }
}
