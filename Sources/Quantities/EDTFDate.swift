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
        var text = String(text)
        guard let date = text.withUTF8({ EDTFDate(utf8: $0) }) else { return nil }
        self = date
    }

    /// The same of bytes: tables hold dates by the thousand.
    package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        var count = bytes.count
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
        if about || perhaps { count -= 1 }
        let dash = UInt8(ascii: "-")
        guard count == 4 || count == 7 || count == 10, let century = Self.two(bytes, at: 0),
            let yearOfCentury = Self.two(bytes, at: 2)
        else { return nil }
        let year = century * 100 + yearOfCentury
        guard year >= 1 else { return nil }
        if count == 4 {
            self.init(.year, year, 1, 1, about, perhaps)
            return
        }
        guard bytes[4] == dash else { return nil }
        if count == 7 {
            if bytes[5] == UInt8(ascii: "Q"), (0x31...0x34).contains(bytes[6]) {
                self.init(.quarter, year, Int(bytes[6] - 0x30) * 3 - 2, 1, about, perhaps)
                return
            }
            guard let month = Self.two(bytes, at: 5) else { return nil }
            if (33...36).contains(month) {
                self.init(.quarter, year, (month - 32) * 3 - 2, 1, about, perhaps)
                return
            }
            guard (1...12).contains(month) else { return nil }
            self.init(.month, year, month, 1, about, perhaps)
            return
        }
        guard bytes[7] == dash, let month = Self.two(bytes, at: 5), (1...12).contains(month),
            let day = Self.two(bytes, at: 8), day >= 1, day <= CivilDay.daysInMonth(year: year, month: month)
        else { return nil }
        self.init(.day, year, month, day, about, perhaps)
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

    /// The number of two digits, nil where another byte stands among them.
    private static func two(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        let (tens, ones) = (bytes[index] &- 0x30, bytes[index + 1] &- 0x30)
        return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : nil
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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(12)
        func two(_ n: Int) {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: n / 10))
            bytes.append(0x30 + UInt8(truncatingIfNeeded: n % 10))
        }
        two(year / 100)
        two(year % 100)
        if precision != .year { bytes.append(UInt8(ascii: "-")) }
        switch precision {
        case .year: break
        case .quarter:
            bytes.append(UInt8(ascii: "Q"))
            bytes.append(0x30 + UInt8(truncatingIfNeeded: (month + 2) / 3))
        case .month: two(month)
        case .day:
            two(month)
            bytes.append(UInt8(ascii: "-"))
            two(day)
        }
        if isApproximate || isUncertain {
            bytes.append(isApproximate ? (isUncertain ? UInt8(ascii: "%") : UInt8(ascii: "~")) : UInt8(ascii: "?"))
        }
        return String(decoding: bytes, as: UTF8.self)
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
