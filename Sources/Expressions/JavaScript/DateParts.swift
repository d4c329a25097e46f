import Quantities

/// The fields of a moment in UTC, and back: JavaScript's `Date` with the time zone that every reader shares.
package struct DateParts: Hashable, Sendable {
    package var year: Int
    /// 0 to 11; more or fewer count over into the year, as everything below does into what stands above it.
    package var month: Int
    /// From 1.
    package var day: Int
    package var hours: Int
    package var minutes: Int
    package var seconds: Int
    package var milliseconds: Int

    package init(
        year: Int, month: Int = 0, day: Int = 1, hours: Int = 0, minutes: Int = 0, seconds: Int = 0,
        milliseconds: Int = 0
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hours = hours
        self.minutes = minutes
        self.seconds = seconds
        self.milliseconds = milliseconds
    }

    /// The furthest moment that JavaScript knows from 1970, in milliseconds.
    static let limit = 8.64e15
    private static let dayLength = 86_400_000

    /// Nil for NaN and for what is beyond JavaScript's dates.
    package init?(_ milliseconds: Double) {
        guard milliseconds.isFinite, abs(milliseconds) <= Self.limit else { return nil }
        let total = Int(milliseconds.rounded(.towardZero))
        let dayNumber = Self.floorDivide(total, Self.dayLength)
        let rest = total - dayNumber * Self.dayLength
        let date = CivilDay.date(of: dayNumber)
        year = date.year
        month = date.month - 1
        day = date.day
        hours = rest / 3_600_000
        minutes = rest / 60_000 % 60
        seconds = rest / 1000 % 60
        self.milliseconds = rest % 1000
    }

    /// Milliseconds since 1970-01-01T00:00Z; NaN beyond JavaScript's dates.
    package var time: Double {
        let bound = 400_000_000
        guard abs(year) < bound, abs(month) < bound, abs(day) < bound else { return .nan }
        let wholeYear = year + Self.floorDivide(month, 12)
        let first = CivilDay.number(year: wholeYear, month: month - Self.floorDivide(month, 12) * 12 + 1, day: 1)
        let days = Double(first + day - 1)
        let clock = Double(hours) * 3_600_000 + Double(minutes) * 60_000 + Double(seconds) * 1000 + Double(milliseconds)
        let total = days * Double(Self.dayLength) + clock
        return abs(total) <= Self.limit ? total : .nan
    }

    private static func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((-a + b - 1) / b) }

    private var dayNumber: Int { CivilDay.number(year: year, month: month + 1, day: day) }

    /// 0 for Sunday to 6 for Saturday.
    package var weekday: Int { CivilDay.weekday(of: dayNumber) }

    /// From 1.
    package var dayOfYear: Int { dayNumber - CivilDay.number(year: year, month: 1, day: 1) + 1 }

    /// Weeks begin on Sunday; the days before the year's first Sunday are in week 0.
    package var week: Int { (dayOfYear - 1 + 7 - weekday) / 7 }

    package static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    package static let dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    /// As JavaScript's `toString` writes it in a place whose time is UTC.
    var longText: String {
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        let digits = String(year.magnitude)
        let padded = (year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return "\(Self.dayNames[weekday].prefix(3)) \(Self.monthNames[month].prefix(3)) \(two(day)) \(padded) "
            + "\(two(hours)):\(two(minutes)):\(two(seconds)) GMT+0000 (Coordinated Universal Time)"
    }
}

// MARK: - Reading

extension DateParts {
    /// Reads a date as JavaScript's `Date.parse` does, in milliseconds since 1970, NaN for what it cannot read: ISO
    /// 8601 (`2026`, `2026-06`, `2026-06-08`, `2026-06-08T10:30:00.000+08:00`), and what browsers read besides
    /// (`Jan 1 2000`, `1 January 2000 10:30`, `2000/1/31`, `1/31/2000`). Times without a zone are UTC.
    package static func parse(_ text: String) -> Double {
        let bytes = Array(DataText.trimmed(Array(text.utf8)[...]).prefix(64))
        return iso(bytes) ?? loose(bytes) ?? .nan
    }

    private static func iso(_ bytes: [UInt8]) -> Double? {
        var reader = DigitReader(bytes: bytes)
        var parts = DateParts(year: 0)
        let sign = reader.take("-") ? -1 : reader.take("+") ? 1 : 0
        guard let year = reader.digits(exactly: sign == 0 ? 4 : 6) else { return nil }
        parts.year = sign < 0 ? -year : year
        if reader.take("-") {
            guard let month = reader.digits(exactly: 2), (1...12).contains(month) else { return nil }
            parts.month = month - 1
            if reader.take("-") {
                guard let day = reader.digits(exactly: 2), (1...31).contains(day) else { return nil }
                parts.day = day
            }
        }
        var zone = 0
        if reader.take("T") || (reader.take(" ") && !reader.isAtEnd) {
            guard reader.clock(into: &parts), let offset = reader.zone() else { return nil }
            zone = offset
        }
        return reader.isAtEnd ? parts.time - Double(zone) * 60_000 : nil
    }

    /// Words and numbers in the orders that browsers accept.
    private static func loose(_ bytes: [UInt8]) -> Double? {
        var reader = DigitReader(bytes: bytes)
        var parts = DateParts(year: 0)
        var month: Int?
        var numbers: [Int] = []
        var slashes = false
        var zone = 0
        while !reader.isAtEnd {
            if reader.take(" ") || reader.take(",") || reader.take("-") { continue }
            if reader.take("/") {
                slashes = true
            } else if reader.isAtClock, !numbers.isEmpty {
                guard reader.clock(into: &parts), let offset = reader.zone() else { return nil }
                zone = offset
            } else if let number = reader.digits(upTo: 6) {
                numbers.append(number)
            } else {
                let word = reader.word()
                guard word.utf8.count >= 3 else { return nil }
                let lowered = word.lowercased()
                if let found = monthNames.firstIndex(where: { $0.lowercased().hasPrefix(lowered) }) {
                    month = found
                } else if lowered != "gmt", lowered != "utc",
                    !dayNames.contains(where: { $0.lowercased().hasPrefix(lowered) })
                {
                    return nil
                }
            }
        }
        if let month {
            parts.month = month
            switch numbers.count {
            case 1: parts.year = numbers[0]
            case 2: (parts.day, parts.year) = numbers[0] > 31 ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
            default: return nil
            }
        } else {
            guard numbers.count == 3, slashes else { return nil }
            (parts.year, parts.month, parts.day) =
                numbers[0] > 31 ? (numbers[0], numbers[1] - 1, numbers[2]) : (numbers[2], numbers[0] - 1, numbers[1])
        }
        if parts.year < 50 { parts.year += 2000 } else if parts.year < 100 { parts.year += 1900 }
        guard (0...11).contains(parts.month), (1...31).contains(parts.day) else { return nil }
        return parts.time - Double(zone) * 60_000
    }
}

/// Takes the pieces of a date off the front of its bytes.
private struct DigitReader {
    let bytes: [UInt8]
    var offset = 0

    var isAtEnd: Bool { offset >= bytes.count }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard offset < bytes.count, UInt32(bytes[offset]) == mark.value else { return false }
        offset += 1
        return true
    }

    mutating func digits(upTo limit: Int) -> Int? {
        var value = 0
        let start = offset
        while offset < bytes.count, offset - start < limit, (0x30...0x39).contains(bytes[offset]) {
            value = value * 10 + Int(bytes[offset] - 0x30)
            offset += 1
        }
        return offset > start ? value : nil
    }

    mutating func digits(exactly count: Int) -> Int? {
        let start = offset
        guard let value = digits(upTo: count), offset - start == count else { return nil }
        return value
    }

    mutating func word() -> String {
        let start = offset
        while offset < bytes.count, (0x61...0x7A).contains(bytes[offset] | 0x20) { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// True where `h:mm` or `hh:mm` follows.
    var isAtClock: Bool {
        for length in [1, 2] where offset + length < bytes.count {
            if bytes[offset..<(offset + length)].allSatisfy({ (0x30...0x39).contains($0) }),
                bytes[offset + length] == UInt8(ascii: ":")
            {
                return true
            }
        }
        return false
    }

    /// `hh:mm`, `hh:mm:ss`, `hh:mm:ss.sss`.
    mutating func clock(into parts: inout DateParts) -> Bool {
        guard let hours = digits(upTo: 2), hours <= 24, take(":"), let minutes = digits(exactly: 2), minutes < 60 else {
            return false
        }
        parts.hours = hours
        parts.minutes = minutes
        if take(":") {
            guard let seconds = digits(exactly: 2), seconds < 60 else { return false }
            parts.seconds = seconds
            if take(".") {
                let start = offset
                guard var fraction = digits(upTo: 9) else { return false }
                var count = offset - start
                while count < 3 {
                    fraction *= 10
                    count += 1
                }
                while count > 3 {
                    fraction /= 10
                    count -= 1
                }
                parts.milliseconds = fraction
            }
        }
        return true
    }

    /// Minutes east of Greenwich; 0 where no zone follows. Nil for half a zone.
    mutating func zone() -> Int? {
        _ = take(" ")
        if take("Z") || isAtEnd { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0 else { return 0 }
        guard let hours = digits(exactly: 2) else { return nil }
        _ = take(":")
        guard let minutes = digits(exactly: 2) else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
