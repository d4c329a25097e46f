/// A date or period known to some precision (Extended Date/Time Format, ISO 8601-2, levels 0 and 1), and `2027-Q1`
/// for its `2027-33`.
package struct EDTFDate: Hashable, Sendable {
    package enum Precision: Int, Hashable, Sendable, Comparable {
        case year
        case quarter
        case month
        case day

        package static func < (a: Precision, b: Precision) -> Bool { a.rawValue < b.rawValue }
    }

    package let precision: Precision
    package let year: Int
    /// 1 to 12; of a quarter its first month; 1 of a year.
    package let month: Int
    /// 1 to 31; 1 of what is longer than a day.
    package let day: Int
    /// `~`: about that date.
    package let isApproximate: Bool
    /// `?`: perhaps that date.
    package let isUncertain: Bool

    /// Reads `2032`, `2026-12`, `2026-06-08`, `2027-Q1`, `2027-33` (33 to 36 are quarters), each with `~`, `?` or `%`
    /// (both) after it. Nil for anything else, or for a day that is in no calendar.
    package init?(parsing text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        var about = false
        var perhaps = false
        switch bytes.last {
        case UInt8(ascii: "~"): about = true
        case UInt8(ascii: "?"): perhaps = true
        case UInt8(ascii: "%"):
            about = true
            perhaps = true
        default: break
        }
        if about || perhaps { bytes.removeLast() }
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let first = parts.first, first.count == 4, let year = Self.digits(first), year >= 1 else { return nil }
        switch parts.count {
        case 1: self.init(.year, year, 1, 1, about, perhaps)
        case 2:
            if parts[1].count == 2, parts[1].first == UInt8(ascii: "Q"), let q = Self.digits(parts[1].dropFirst()),
                (1...4).contains(q)
            {
                self.init(.quarter, year, q * 3 - 2, 1, about, perhaps)
                return
            }
            guard parts[1].count == 2, let month = Self.digits(parts[1]) else { return nil }
            if (33...36).contains(month) {
                self.init(.quarter, year, (month - 32) * 3 - 2, 1, about, perhaps)
                return
            }
            guard (1...12).contains(month) else { return nil }
            self.init(.month, year, month, 1, about, perhaps)
        case 3:
            guard parts[1].count == 2, parts[2].count == 2, let month = Self.digits(parts[1]), (1...12).contains(month),
                let day = Self.digits(parts[2]), day >= 1, day <= CivilDay.daysInMonth(year: year, month: month)
            else { return nil }
            self.init(.day, year, month, day, about, perhaps)
        default: return nil
        }
    }

    /// The day `days` after 1970-01-01.
    package init(day days: Int) {
        let (y, m, d) = CivilDay.date(of: days)
        self.init(.day, y, m, d, false, false)
    }

    private init(_ precision: Precision, _ year: Int, _ month: Int, _ day: Int, _ about: Bool, _ perhaps: Bool) {
        self.precision = precision
        self.year = year
        self.month = month
        self.day = day
        isApproximate = about
        isUncertain = perhaps
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return nil }
        var value = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// Its first day, in days since 1970-01-01.
    package var firstDay: Int { CivilDay.number(year: year, month: month, day: day) }

    /// Its last day, in days since 1970-01-01.
    package var lastDay: Int {
        switch precision {
        case .day: return firstDay
        case .month: return following(months: 1) - 1
        case .quarter: return following(months: 3) - 1
        case .year: return CivilDay.number(year: year + 1, month: 1, day: 1) - 1
        }
    }

    private func following(months: Int) -> Int {
        let next = month - 1 + months
        return CivilDay.number(year: year + next / 12, month: next % 12 + 1, day: 1)
    }

    /// As EDTF writes it, a quarter as `2027-Q1`.
    package var description: String {
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        var text = String(repeating: "0", count: max(0, 4 - String(year).utf8.count)) + String(year)
        switch precision {
        case .year: break
        case .quarter: text += "-Q\((month + 2) / 3)"
        case .month: text += "-" + two(month)
        case .day: text += "-" + two(month) + "-" + two(day)
        }
        return text + (isApproximate ? (isUncertain ? "%" : "~") : isUncertain ? "?" : "")
    }
}

/// Days of the proleptic Gregorian calendar, counted from 1970-01-01
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
package enum CivilDay {
    package static func number(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package static func date(of number: Int) -> (year: Int, month: Int, day: Int) {
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    package static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// 0 for Sunday to 6 for Saturday.
    package static func weekday(of number: Int) -> Int {
        let r = (number + 4) % 7
        return r < 0 ? r + 7 : r
    }
}
