import Quantities
import Workbooks

/// Days as sheets count them, in words of ISO 8601.
struct SheetDate {
    private let kind: NumberFormat.Kind
    private let isFrom1904: Bool
    private let showsTime: Bool

    init(_ kind: NumberFormat.Kind, isFrom1904: Bool, showsTime: Bool) {
        self.kind = kind
        self.isFrom1904 = isFrom1904
        self.showsTime = showsTime
    }

    /// `2026-06-08`, `2026-06`, `2026`, `2026-06-08T12:30:00`, `12:30:00`; nil where the number is no day.
    func text(ofSerial text: ArraySlice<UInt8>) -> [UInt8]? {
        if let days = StoredNumber.whole(text) { return self.text(days: days, seconds: 0) }
        guard let digits = StoredNumber.plain(text), let value = Double(String(decoding: digits, as: UTF8.self)),
            value >= 0, value < 3_000_000
        else { return nil }
        var days = Int(value)
        var seconds = Int(((value - Double(days)) * 86_400).rounded())
        if seconds == 86_400 {
            days += 1
            seconds = 0
        }
        return self.text(days: days, seconds: seconds)
    }

    private func text(days: Int, seconds: Int) -> [UInt8]? {
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60]
        switch kind {
        case .time: return Self.joined(time)
        case .elapsed:
            guard days < 1_000_000 else { return nil }
            return Self.joined([days * 24 + time[0], time[1], time[2]])
        default: break
        }
        guard let number = civilDay(days) else { return nil }
        let date = CivilDay.date(of: number)
        guard date.year <= 9999 else { return nil }
        let year = Self.padded(date.year, 4)
        let month = year + "-" + Self.padded(date.month, 2)
        let day = month + "-" + Self.padded(date.day, 2)
        switch kind {
        case .date(.year): return Array(year.utf8)
        case .date(.month): return Array(month.utf8)
        case .dateTime where showsTime: return Array((day + "T").utf8) + Self.joined(time)
        default: return Array(day.utf8)
        }
    }

    /// Days from 1970-01-01. Counted from 1900, day 60 is a 29 February that never was (Lotus 1-2-3 had it, and all
    /// that read its files): the days before it are one later than by the count from behind it.
    private func civilDay(_ days: Int) -> Int? {
        guard days < 3_000_000 else { return nil }
        if isFrom1904 { return CivilDay.number(year: 1904, month: 1, day: 1) + days }
        guard days >= 1, days != 60 else { return nil }
        return CivilDay.number(year: 1899, month: 12, day: days < 60 ? 31 : 30) + days
    }

    /// A date of ISO 8601 as strict workbooks store it, without a midnight's zeros and without fractions of seconds.
    static func text(ofISO text: ArraySlice<UInt8>) -> [UInt8] {
        let parts = text.split(separator: UInt8(ascii: "T"), maxSplits: 1)
        guard parts.count == 2, parts[0].count == 10 else { return Array(text) }
        let time = parts[1].prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "Z") }
        return time.elementsEqual("00:00:00".utf8) ? Array(parts[0]) : Array(parts[0]) + "T".utf8 + Array(time)
    }

    private static func joined(_ parts: [Int]) -> [UInt8] {
        Array(parts.map { padded($0, 2) }.joined(separator: ":").utf8)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
