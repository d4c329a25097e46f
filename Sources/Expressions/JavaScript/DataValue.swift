#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A value of JavaScript's, as charts compute with them: the strict mode's bounds, units and reasons are gone.
package enum DataValue: Sendable {
    case undefined
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    /// Milliseconds since 1970-01-01T00:00Z, maybe NaN.
    case date(Double)
    case array([DataValue])
    case object([DataMember])

    /// Null and undefined, which charts treat alike.
    package var isNullish: Bool {
        switch self {
        case .undefined, .null: true
        default: false
        }
    }

    /// As a derived column keeps it: an infinite or NaN number, an invalid date and undefined are null.
    package var stored: DataValue {
        switch self {
        case .undefined: .null
        case .number(let x) where !x.isFinite: .null
        case .date(let x) where !x.isFinite: .null
        default: self
        }
    }
}

/// A key of an object with its value; keys keep their order, and the last of two alike counts.
package struct DataMember: Sendable, Hashable {
    package var key: String
    package var value: DataValue

    package init(key: String, value: DataValue) {
        self.key = key
        self.value = value
    }
}

/// Equal values of equal type, texts byte by byte; every NaN equals every other, so that rows can be grouped.
extension DataValue: Hashable {
    package static func == (a: DataValue, b: DataValue) -> Bool {
        switch (a, b) {
        case (.undefined, .undefined), (.null, .null): true
        case (.boolean(let x), .boolean(let y)): x == y
        case (.number(let x), .number(let y)), (.date(let x), .date(let y)): x == y || (x.isNaN && y.isNaN)
        case (.string(let x), .string(let y)): sameText(x, y)
        case (.array(let x), .array(let y)): x == y
        case (.object(let x), .object(let y)): x == y
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .undefined: hasher.combine(0)
        case .null: hasher.combine(1)
        case .boolean(let x): hasher.combine(x)
        case .number(let x): hasher.combine(x.isNaN ? 0 : x)
        case .string(let x): hasher.combine(x)
        case .date(let x): hasher.combine(x.isNaN ? 0 : x)
        case .array(let x): hasher.combine(x)
        case .object(let x): hasher.combine(x)
        }
    }
}

/// Equality of bytes: `String ==` equates texts that differ in normalisation.
@inline(__always)
func sameText(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count && a == b && (a.utf8.count < 2 || sameBytes(a, b))
}

private func sameBytes(_ a: String, _ b: String) -> Bool {
    var (a, b) = (a, b)
    return a.withUTF8 { x in
        b.withUTF8 { y in
            for i in x.indices where x[i] != y[i] { return false }
            return true
        }
    }
}

/// The order of JavaScript's texts: by UTF-16 code units.
func textPrecedes(_ a: String, _ b: String) -> Bool { a.utf16.lexicographicallyPrecedes(b.utf16) }

// MARK: - Coercion (ECMA-262 §7.1)

extension DataValue {
    /// `Boolean(x)`.
    package var truth: Bool {
        switch self {
        case .undefined, .null: false
        case .boolean(let x): x
        case .number(let x): !(x.isNaN || x == 0)
        case .string(let x): !x.isEmpty
        case .date, .array, .object: true
        }
    }

    /// `Number(x)`.
    package var asNumber: Double {
        switch self {
        case .number(let x), .date(let x): x
        case .undefined: .nan
        case .null: 0
        case .boolean(let x): x ? 1 : 0
        case .string(let x): DataText.number(x)
        case .array(let list):
            list.isEmpty ? 0 : list.count == 1 ? DataText.number(list[0].isNullish ? "" : list[0].asText) : .nan
        case .object: .nan
        }
    }

    /// `String(x)`; dates are in UTC.
    package var asText: String {
        switch self {
        case .undefined: "undefined"
        case .null: "null"
        case .boolean(let x): x ? "true" : "false"
        case .number(let x): DataText.of(x)
        case .string(let x): x
        case .date(let x): DateParts(x)?.longText ?? "Invalid Date"
        case .array(let list): list.map { $0.isNullish ? "" : $0.asText }.joined(separator: ",")
        case .object: "[object Object]"
        }
    }
}

/// Numbers as JavaScript reads and writes them.
package enum DataText {
    /// `Number(text)`: NaN where the text is no number, 0 where it is blank.
    package static func number(_ text: String) -> Double {
        let bytes = trimmed(Array(text.utf8)[...])
        if bytes.isEmpty { return 0 }
        if bytes.count > 2, bytes.first == 0x30, let sign = bytes.dropFirst().first {
            let radix = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2][sign | 0x20]
            if let radix {
                let digits = String(decoding: bytes.dropFirst(2), as: UTF8.self)
                guard let first = digits.utf8.first, first != 0x2B, first != 0x2D else { return .nan }
                return UInt64(digits, radix: radix).map { Double($0) } ?? .nan
            }
        }
        guard let (value, end) = prefix(bytes), end == bytes.endIndex else { return .nan }
        return value
    }

    /// `parseFloat(text)`: the number that the text begins with.
    package static func leadingNumber(_ text: String) -> Double {
        prefix(trimmed(Array(text.utf8)[...]))?.value ?? .nan
    }

    /// The decimal that the bytes begin with, and where it ends.
    private static func prefix(_ bytes: ArraySlice<UInt8>) -> (value: Double, end: Int)? {
        var i = bytes.startIndex
        let end = bytes.endIndex
        if i < end, bytes[i] == 0x2B || bytes[i] == 0x2D { i += 1 }
        if bytes[i...].starts(with: "Infinity".utf8) {
            return (bytes.first == 0x2D ? -.infinity : .infinity, i + 8)
        }
        let start = i
        while i < end, (0x30...0x39).contains(bytes[i]) { i += 1 }
        var digits = i - start
        if i < end, bytes[i] == UInt8(ascii: ".") {
            let point = i
            i += 1
            while i < end, (0x30...0x39).contains(bytes[i]) { i += 1 }
            digits += i - point - 1
        }
        guard digits > 0 else { return nil }
        if i < end, bytes[i] | 0x20 == UInt8(ascii: "e") {
            var j = i + 1
            if j < end, bytes[j] == 0x2B || bytes[j] == 0x2D { j += 1 }
            if j < end, (0x30...0x39).contains(bytes[j]) {
                while j < end, (0x30...0x39).contains(bytes[j]) { j += 1 }
                i = j
            }
        }
        guard let value = Double(String(decoding: bytes[bytes.startIndex..<i], as: UTF8.self)) else { return nil }
        return (value, i)
    }

    /// Without white space at the ends (that of ASCII, the no-break space, the ideographic space and the BOM).
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = bytes
        let wide: [[UInt8]] = [[0xC2, 0xA0], [0xE3, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0xA8]]
        scan: while let first = slice.first {
            if first == 0x20 || (0x09...0x0D).contains(first) {
                slice = slice.dropFirst()
                continue
            }
            for mark in wide where slice.starts(with: mark) {
                slice = slice.dropFirst(mark.count)
                continue scan
            }
            break
        }
        scan: while let last = slice.last {
            if last == 0x20 || (0x09...0x0D).contains(last) {
                slice = slice.dropLast()
                continue
            }
            for mark in wide where slice.suffix(mark.count).elementsEqual(mark) {
                slice = slice.dropLast(mark.count)
                continue scan
            }
            break
        }
        return slice
    }

    /// `String(number)`: the shortest digits that read back, plain between 1e-7 and 1e21 (ECMA-262 §6.1.6.1.20).
    package static func of(_ x: Double) -> String {
        if x.isNaN { return "NaN" }
        if x.isInfinite { return x < 0 ? "-Infinity" : "Infinity" }
        if x == 0 { return "0" }
        if abs(x) < 9_007_199_254_740_992, x == x.rounded(.towardZero) { return String(Int64(x)) }
        var digits: [UInt8] = []
        var point = 0
        var seenPoint = false
        var exponent = 0
        var text = Array(x.magnitude.description.utf8)[...]
        while let byte = text.first {
            text = text.dropFirst()
            if byte == UInt8(ascii: ".") {
                seenPoint = true
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text, as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
                if !seenPoint { point += 1 }
            }
        }
        while digits.count > 1, digits.first == 0x30 {
            digits.removeFirst()
            point -= 1
        }
        while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
        return layOut(digits, point: point + exponent, negative: x < 0)
    }

    /// The digits with the point before the digit number `n`.
    private static func layOut(_ digits: [UInt8], point n: Int, negative: Bool) -> String {
        let k = digits.count
        var out: [UInt8] = negative ? [0x2D] : []
        if k <= n, n <= 21 {
            out += digits + [UInt8](repeating: 0x30, count: n - k)
        } else if 0 < n, n <= 21 {
            out += digits[..<n] + [0x2E] + digits[n...]
        } else if -6 < n, n <= 0 {
            out += [0x30, 0x2E] + [UInt8](repeating: 0x30, count: -n) + digits
        } else {
            out += digits[..<1]
            if k > 1 { out += [0x2E] + digits[1...] }
            out += Array("e\(n > 0 ? "+" : "-")\(abs(n - 1))".utf8)
        }
        return String(decoding: out, as: UTF8.self)
    }
}
