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
            return textOrder(x, y)
        default: break
        }
        if let x = a.number, let y = b.number { return x < y ? -1 : x > y ? 1 : 0 }
        return order(.string(a.asText), .string(b.asText))
    }
}

/// Negative, zero or positive as one text comes before another by UTF-16 code units.
private func textOrder(_ x: String, _ y: String) -> Int {
    var (x, y) = (x, y)
    let order = x.withUTF8 { a in
        y.withUTF8 { b -> Int? in
            let count = min(a.count, b.count)
            var i = 0
            while i < count, a[i] == b[i] { i += 1 }
            if i == count { return a.count - b.count }
            // Below U+E000 bytes of UTF-8 stand in the order of UTF-16; above that surrogates come first.
            return a[i] < 0xEE && b[i] < 0xEE ? Int(a[i]) - Int(b[i]) : nil
        }
    }
    return order ?? (x.utf16.lexicographicallyPrecedes(y.utf16) ? -1 : 1)
}

extension Double {
    /// Itself, nil where it is NaN or infinite.
    var finite: Double? { isFinite ? self : nil }
}
