import Expressions

/// Lengths of time in milliseconds; all charts count time in UTC.
enum Duration {
    static let second = 1000.0
    static let minute = 60_000.0
    static let hour = 3_600_000.0
    static let day = 86_400_000.0
    static let week = 604_800_000.0
}

extension DateParts {
    /// The fields of an instant that is known to be a date; 1970 for what is none.
    static func of(_ instant: Double) -> DateParts { DateParts(instant) ?? DateParts(year: 1970) }
}

/// Reads dates as they stand in data: what JavaScript's `Date.parse` takes, and EDTF's months, quarters and marks of
/// approximation (`2026-06~`, `2027-Q1`, `2027-33`). Without a zone they are UTC.
enum DateText {
    /// Milliseconds since 1970-01-01, nil for what is no date.
    static func instant(_ text: String) -> Double? {
        var bytes = Array(text.utf8)
        while let last = bytes.last, [UInt8(ascii: "~"), UInt8(ascii: "?"), UInt8(ascii: "%")].contains(last) {
            bytes.removeLast()
        }
        if bytes.count == 7, bytes[4] == UInt8(ascii: "-"), let year = Int(String(decoding: bytes[..<4], as: UTF8.self))
        {
            let tail = (bytes[5], bytes[6])
            if tail.0 == UInt8(ascii: "Q"), (0x31...0x34).contains(tail.1) {
                return DateParts(year: year, month: Int(tail.1 - 0x31) * 3).time
            }
            if tail.0 == UInt8(ascii: "3"), (0x33...0x36).contains(tail.1) {
                return DateParts(year: year, month: Int(tail.1 - 0x33) * 3).time
            }
        }
        // A time of day stands on d3's first day.
        let isClock = bytes.count >= 5 && bytes[2] == UInt8(ascii: ":")
        let text = String(decoding: bytes, as: UTF8.self)
        return DateParts.parse(isClock ? "1900-01-01T" + text : text).finite
    }

    /// A value as a date: texts are read, numbers are milliseconds.
    static func date(_ value: DataValue) -> DataValue {
        switch value {
        case .string(let text): instant(text).map(DataValue.date) ?? .null
        case .number(let x): x.isFinite ? .date(x) : .null
        case .date: value
        default: .null
        }
    }
}
