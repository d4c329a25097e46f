import Expressions

extension DataValue {
    /// The finite number that a scale or an aggregate reads; nil for null, lists, maps and texts that are no number.
    var number: Double? {
        switch self {
        case .number(let x), .date(let x): x.isFinite ? x : nil
        case .boolean(let flag): flag ? 1 : 0
        case .string(let text): text.isEmpty ? nil : DataText.number(text).finite
        case .null, .undefined, .array, .object: nil
        }
    }

    /// Negative, zero or positive as `a` comes before, with or after `b`: null first, numbers and dates by value,
    /// texts by code unit (Vega's ascending order).
    static func order(_ a: DataValue, _ b: DataValue) -> Int {
        switch (a, b) {
        case (.null, .null), (.undefined, .undefined): return 0
        case (.null, _), (.undefined, _): return -1
        case (_, .null), (_, .undefined): return 1
        case (.string(let x), .string(let y)):
            if x.utf8.elementsEqual(y.utf8) { return 0 }
            return x.utf16.lexicographicallyPrecedes(y.utf16) ? -1 : 1
        default: break
        }
        if let x = a.number, let y = b.number { return x < y ? -1 : x > y ? 1 : 0 }
        return order(.string(a.asText), .string(b.asText))
    }
}

extension Double {
    /// Itself, nil where it is NaN or infinite.
    var finite: Double? { isFinite ? self : nil }
}
