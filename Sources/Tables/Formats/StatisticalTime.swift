import Quantities

/// Periods as statistical offices code them: SDMX's (`2024-Q1`, `2024-M03`, `2024-W05`, `2024-S1`) and those of JSON-stat
/// (`2024Q1`, `2024M03`, `2024K1`, `2024U05`).
enum StatisticalTime {
    /// The period as EDTF writes it: a year, quarter, month or day; nil for all others.
    static func period(_ code: some Collection<UInt8>) -> String? {
        let bytes = Array(code)
        guard let (year, rest) = taken(bytes) else { return nil }
        let name = String(decoding: bytes[..<4], as: UTF8.self)
        if rest.isEmpty { return name }
        if let number = digits(rest.dropFirst()), let letter = rest.first {
            switch letter {
            case UInt8(ascii: "A") where rest.count == 2 && number == 1: return name
            case UInt8(ascii: "Q"), UInt8(ascii: "K"):
                return rest.count == 2 && (1...4).contains(number) ? "\(name)-Q\(number)" : nil
            case UInt8(ascii: "M"):
                return rest.count == 3 && (1...12).contains(number) ? "\(name)-\(padded(number))" : nil
            case UInt8(ascii: "D") where rest.count == 4:
                let first = CivilDay.number(year: year, month: 1, day: 1)
                let day = EDTFDate(day: first + number - 1)
                return day.year == year ? day.description : nil
            default: break
            }
        }
        // 2024-03, 2024-03-05, and either with a time of midnight.
        var text = String(decoding: bytes, as: UTF8.self)
        for midnight in ["T00:00:00Z", "T00:00:00"] where text.hasSuffix(midnight) {
            text.removeLast(midnight.utf8.count)
        }
        if bytes.count == 6, let month = digits(rest), (1...12).contains(month) { return "\(name)-\(padded(month))" }
        return EDTFDate(parsing: text) == nil || text.utf8.count < 7 ? nil : text
    }

    /// The first day of a period of whatever length that has a code: also weeks (ISO 8601), half-years and thirds of a
    /// year.
    static func start(_ code: some Collection<UInt8>) -> String? {
        if let period = period(code) {
            guard let date = EDTFDate(parsing: period) else { return nil }
            return day(date.year, date.month, date.day)
        }
        let bytes = Array(code)
        guard let (year, rest) = taken(bytes), let letter = rest.first, let number = digits(rest.dropFirst()) else {
            return nil
        }
        switch letter {
        case UInt8(ascii: "S") where (1...2).contains(number), UInt8(ascii: "H") where (1...2).contains(number):
            return rest.count == 2 ? day(year, number * 6 - 5, 1) : nil
        case UInt8(ascii: "T") where (1...3).contains(number):
            return rest.count == 2 ? day(year, number * 4 - 3, 1) : nil
        case UInt8(ascii: "W"), UInt8(ascii: "U"):
            guard rest.count == 3, (1...53).contains(number) else { return nil }
            // Week 1 is the one with 4 January; weeks begin on Monday, and 1970-01-01 was a Thursday.
            let fourth = CivilDay.number(year: year, month: 1, day: 4)
            let monday = fourth - ((fourth + 3) % 7 + 7) % 7
            return EDTFDate(day: monday + (number - 1) * 7).description
        default: return nil
        }
    }

    /// The year, and what stands behind it without a hyphen.
    private static func taken(_ bytes: [UInt8]) -> (Int, ArraySlice<UInt8>)? {
        guard bytes.count >= 4, bytes.count <= 24, let year = digits(bytes[..<4]), year >= 1 else { return nil }
        var rest = bytes[4...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return (year, rest)
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 4, bytes.allSatisfy({ $0 &- 0x30 <= 9 }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> String {
        EDTFDate(day: CivilDay.number(year: year, month: month, day: day)).description
    }
}
