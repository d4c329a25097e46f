/// The most units that `pad` fills a text up to.
private let longestText = 100_000

extension DataFunction {
    /// The functions of texts; places and lengths count UTF-16 units, as JavaScript's do.
    func applyToTexts(_ a: [DataValue]) -> DataValue {
        func at(_ i: Int) -> DataValue { i < a.count ? a[i] : .undefined }
        let value = at(0)
        switch self {
        case .length:
            if case .string(let text) = value { return .number(Double(text.utf16.count)) }
            return DataOperators.member(value, "length")
        case .parseFloat: return .number(DataText.leadingNumber(value.asText))
        case .parseInt: return .number(Self.integer(value.asText, radix: at(1)))
        default: break
        }
        let text = value.asText
        switch self {
        case .lower: return .string(text.lowercased())
        case .upper: return .string(text.uppercased())
        case .trim: return .string(String(decoding: DataText.trimmed(Array(text.utf8)[...]), as: UTF8.self))
        case .split: return Self.split(text, at(1), limit: at(2))
        case .replace:
            let units = Array(text.utf16)
            let sought = Array(at(1).asText.utf16)
            guard let found = Self.firstPlace(of: sought, in: units) else { return .string(text) }
            return Self.text(units[..<found] + Array(at(2).asText.utf16) + units[(found + sought.count)...])
        case .reverse: return Self.text(Array(text.utf16.reversed())[...])
        case .indexof:
            return .number(Double(Self.firstPlace(of: Array(at(1).asText.utf16), in: Array(text.utf16)) ?? -1))
        case .lastindexof:
            let sought = Array(Array(at(1).asText.utf16).reversed())
            let units = Array(text.utf16)
            let place = Self.firstPlace(of: sought, in: Array(units.reversed()))
            return .number(Double(place.map { units.count - $0 - sought.count } ?? -1))
        case .slice:
            let units = Array(text.utf16)
            return Self.text(units[sliceRange(at(1), at(2), count: units.count)])
        case .substring: return Self.substring(Array(text.utf16), at(1), at(2))
        case .pad: return Self.padded(text, a)
        case .truncate: return Self.truncated(text, a)
        default: return .undefined
        }
    }

    private static func text(_ units: ArraySlice<UInt16>) -> DataValue {
        .string(String(decoding: units, as: UTF16.self))
    }

    private static func firstPlace(of sought: [UInt16], in units: [UInt16]) -> Int? {
        guard units.count >= sought.count else { return nil }
        for i in 0...(units.count - sought.count) where units[i...].starts(with: sought) { return i }
        return nil
    }

    /// `parseInt(text, radix)`.
    private static func integer(_ text: String, radix value: DataValue) -> Double {
        var bytes = DataText.trimmed(Array(text.utf8)[...])
        var negative = false
        if bytes.first == 0x2D || bytes.first == 0x2B {
            negative = bytes.first == 0x2D
            bytes = bytes.dropFirst()
        }
        let wanted = value.asNumber
        var radix = wanted.isFinite ? Int(wanted.rounded(.towardZero).clamped(to: -1...100)) : 0
        if radix == 0 || radix == 16, bytes.starts(with: "0x".utf8) || bytes.starts(with: "0X".utf8) {
            bytes = bytes.dropFirst(2)
            radix = 16
        }
        if radix == 0 { radix = 10 }
        guard (2...36).contains(radix) else { return .nan }
        var out = 0.0
        var count = 0
        for byte in bytes {
            let digit: Int
            switch byte {
            case 0x30...0x39: digit = Int(byte) - 0x30
            case 0x41...0x5A, 0x61...0x7A: digit = Int(byte | 0x20) - 0x57
            default: digit = 99
            }
            guard digit < radix else { break }
            out = out * Double(radix) + Double(digit)
            count += 1
        }
        return count == 0 ? .nan : negative ? -out : out
    }

    private static func split(_ text: String, _ separator: DataValue, limit: DataValue) -> DataValue {
        if case .undefined = separator { return .array([.string(text)]) }
        let units = Array(text.utf16)
        let sought = Array(separator.asText.utf16)
        var parts: [DataValue] = []
        if sought.isEmpty {
            parts = units.map { Self.text([$0]) }
        } else {
            var start = 0
            var i = 0
            while i + sought.count <= units.count {
                if units[i...].starts(with: sought) {
                    parts.append(Self.text(units[start..<i]))
                    i += sought.count
                    start = i
                } else {
                    i += 1
                }
            }
            parts.append(Self.text(units[start...]))
        }
        let most = limit.asNumber
        return .array(most.isFinite && most >= 0 && most < Double(parts.count) ? Array(parts[..<Int(most)]) : parts)
    }

    /// `substring(start, end)`: out of order or out of reach, the places are swapped and moved.
    private static func substring(_ units: [UInt16], _ start: DataValue, _ end: DataValue) -> DataValue {
        func place(_ value: DataValue, _ otherwise: Int) -> Int {
            if case .undefined = value { return otherwise }
            let x = value.asNumber
            return x.isNaN ? 0 : Int(x.clamped(to: 0...Double(units.count)))
        }
        let a = place(start, 0)
        let b = place(end, units.count)
        return text(units[Swift.min(a, b)..<Swift.max(a, b)])
    }

    /// vega-util `pad(text, length, character, align)`.
    private static func padded(_ text: String, _ a: [DataValue]) -> DataValue {
        let length = a.count > 1 ? a[1].asNumber : .nan
        let filler = a.count > 2 && !a[2].isNullish ? a[2].asText : " "
        let align = a.count > 3 ? a[3].asText : "right"
        let count = length.isFinite ? Int(length.clamped(to: 0...Double(longestText))) - text.utf16.count : 0
        guard count > 0 else { return .string(text) }
        func fill(_ n: Int) -> String { String(repeating: filler, count: n) }
        switch align {
        case "left": return .string(fill(count) + text)
        case "center": return .string(fill(count / 2) + text + fill(count - count / 2))
        default: return .string(text + fill(count))
        }
    }

    /// vega-util `truncate(text, length, align, ellipsis)`.
    private static func truncated(_ text: String, _ a: [DataValue]) -> DataValue {
        let units = Array(text.utf16)
        let length = a.count > 1 ? a[1].asNumber : .nan
        let align = a.count > 2 ? a[2].asText : "right"
        let mark = Array((a.count > 3 && !a[3].isNullish ? a[3].asText : "…").utf16)
        guard length.isFinite, Double(units.count) > length else { return .string(text) }
        let kept = Swift.max(0, Int(length.clamped(to: 0...1e9)) - mark.count)
        switch align {
        case "left": return self.text((mark + units[(units.count - kept)...])[...])
        case "center":
            let head = (kept + 1) / 2
            return self.text((units[..<head] + mark + units[(units.count - kept / 2)...])[...])
        default: return self.text((units[..<kept] + mark)[...])
        }
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
