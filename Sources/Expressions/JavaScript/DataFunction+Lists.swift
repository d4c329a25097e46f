/// The most elements that `sequence` makes a list of.
private let longestList = 100_000

extension DataFunction {
    /// Ascending: numbers and dates before what is no number; missing values last (vega-util `ascending`).
    static func ascending(_ a: DataValue, _ b: DataValue) -> Bool {
        switch (a, b) {
        case (.string(let x), .string(let y)): return textPrecedes(x, y)
        case (.undefined, _), (.null, _): return false
        case (_, .undefined), (_, .null): return true
        default: return DataOperators.precedes(a, b) ?? false
        }
    }

    private static func list(_ value: DataValue) -> [DataValue] {
        if case .array(let list) = value { return list }
        return []
    }

    func applyToLists(_ a: [DataValue]) -> DataValue {
        let list = Self.list(a.first ?? .undefined)
        func at(_ i: Int) -> DataValue { i < a.count ? a[i] : .undefined }
        switch self {
        case .extent:
            let present = list.filter { !$0.isNullish && !$0.asNumber.isNaN }
            guard let low = present.min(by: Self.ascending), let high = present.max(by: Self.ascending) else {
                return .array([.undefined, .undefined])
            }
            return .array([low, high])
        case .clampRange: return clampedRange(list.map(\.asNumber), at(1).asNumber, at(2).asNumber)
        case .inrange: return .boolean(inRange(at(0).asNumber, Self.list(at(1)).map(\.asNumber), at(2), at(3)))
        case .join:
            let comma = a.count > 1 ? at(1).asText : ","
            return .string(list.map { $0.isNullish ? "" : $0.asText }.joined(separator: comma))
        case .lerp:
            guard let low = list.first?.asNumber, let high = list.last?.asNumber else { return .number(.nan) }
            return .number(low + at(1).asNumber * (high - low))
        case .peek: return list.last ?? .undefined
        case .pluck: return .array(list.map { DataOperators.element($0, at(1)) })
        case .sort: return .array(list.sorted(by: Self.ascending))
        case .span:
            guard let low = list.first?.asNumber, let high = list.last?.asNumber else { return .number(0) }
            return .number((high - low).isNaN ? 0 : high - low)
        case .merge:
            var members: [DataMember] = []
            for case .object(let more) in a {
                for member in more {
                    members.removeAll { sameText($0.key, member.key) }
                    members.append(member)
                }
            }
            return .object(members)
        default: return sequence(a.map(\.asNumber))
        }
    }

    /// d3-array's `range`.
    private func sequence(_ x: [Double]) -> DataValue {
        let (start, stop, step) = x.count < 2 ? (0, x.first ?? .nan, 1) : (x[0], x[1], x.count > 2 ? x[2] : 1)
        let count = ((stop - start) / step).rounded(.up)
        guard count > 0 else { return .array([]) }
        guard count <= Double(longestList) else { return .null }
        return .array((0..<Int(count)).map { .number(start + Double($0) * step) })
    }

    private func inRange(_ value: Double, _ range: [Double], _ left: DataValue, _ right: DataValue) -> Bool {
        guard let first = range.first, let last = range.last else { return false }
        let (low, high) = last < first ? (last, first) : (first, last)
        var closed = (left: true, right: true)
        if case .undefined = left {} else { closed.left = left.truth }
        if case .undefined = right {} else { closed.right = right.truth }
        return (closed.left ? low <= value : low < value) && (closed.right ? value <= high : value < high)
    }

    /// The range moved into [low, high], as wide as it is if that fits (vega-util `clampRange`).
    private func clampedRange(_ range: [Double], _ low: Double, _ high: Double) -> DataValue {
        guard var a = range.first, var b = range.last else { return .undefined }
        if b < a { (a, b) = (b, a) }
        let width = b - a
        if width >= high - low { return .array([.number(low), .number(high)]) }
        a = Swift.min(Swift.max(a, low), high - width)
        return .array([.number(a), .number(a + width)])
    }

    /// What lists and texts share, for a list.
    func apply(to list: [DataValue], _ a: [DataValue]) -> DataValue {
        func at(_ i: Int) -> DataValue { i < a.count ? a[i] : .undefined }
        switch self {
        case .length: return .number(Double(list.count))
        case .reverse: return .array(list.reversed())
        case .indexof:
            return .number(Double(list.firstIndex { DataOperators.identical($0, at(1)) } ?? -1))
        case .lastindexof:
            return .number(Double(list.lastIndex { DataOperators.identical($0, at(1)) } ?? -1))
        default:
            let range = sliceRange(at(1), at(2), count: list.count)
            return .array(Array(list[range]))
        }
    }
}

/// The places that `slice(start, end)` means; negative ones count from the end.
func sliceRange(_ start: DataValue, _ end: DataValue, count: Int) -> Range<Int> {
    func place(_ value: DataValue, _ otherwise: Int) -> Int {
        if case .undefined = value { return otherwise }
        let x = value.asNumber
        if x.isNaN { return 0 }
        return Int(Swift.min(Swift.max(x < 0 ? x.rounded(.towardZero) + Double(count) : x, 0), Double(count)))
    }
    let low = place(start, 0)
    return low..<Swift.max(low, place(end, count))
}
