import Quantities

// Reading times by a format (d3-time-format's utcParse): directives read greedily, names in any case, and what is not
// written is 1900-01-01T00:00Z.

extension TimeFormat {
    /// Milliseconds since 1970-01-01T00:00Z; nil where the text is not of this format to its last byte. `isStrict`
    /// refuses what runs over (32 January, 25 o'clock) and years of fewer than four digits, which d3 takes.
    package func milliseconds(parsing text: some StringProtocol, isStrict: Bool = false) -> Double? {
        var parts = TimeParts()
        parts.isStrict = isStrict
        var rest = Array(text.utf8)[...]
        for piece in pieces {
            switch piece {
            case .literal(let bytes):
                guard rest.starts(with: bytes) else { return nil }
                rest = rest.dropFirst(bytes.count)
            case .directive(let letter, _):
                guard parts.read(letter, from: &rest, locale) else { return nil }
            }
        }
        guard rest.isEmpty, !isStrict || parts.isInRange else { return nil }
        return parts.milliseconds
    }
}

/// What was read of a time.
private struct TimeParts {
    var year = 1900
    /// From 0; days, hours and minutes beyond their range run over, as JavaScript's do.
    var month = 0
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0
    var isAfternoon: Bool?
    /// Since 1970, which alone decides.
    var epoch: Double?
    var quarter: Int?
    /// 0 for Sunday.
    var weekday: Int?
    var sundayWeek: Int?
    var mondayWeek: Int?
    var isoWeek: Int?
    var zoneMinutes = 0
    var isStrict = false
    private var isDayOfYear = false
    private var isTwelveHours = false

    /// True where no part runs over its range.
    var isInRange: Bool {
        guard (0...11).contains(month), (isTwelveHours ? 1...12 : 0...23).contains(hour), (0...59).contains(minute),
            (0...60).contains(second), year >= 1
        else { return false }
        let isLeap = CivilDay.daysInMonth(year: year, month: 2) == 29
        let days = isDayOfYear ? (isLeap ? 366 : 365) : CivilDay.daysInMonth(year: year, month: month + 1)
        return (1...days).contains(day) && (0...53).contains(sundayWeek ?? 0) && (0...53).contains(mondayWeek ?? 0)
            && (0...6).contains(weekday ?? 0) && zoneMinutes.magnitude < 1440
    }

    mutating func read(_ letter: UInt8, from rest: inout ArraySlice<UInt8>, _ locale: TimeLocale) -> Bool {
        func number(_ digits: Int) -> Int? { Self.number(&rest, digits) }
        func set(_ path: WritableKeyPath<TimeParts, Int>, _ digits: Int, _ offset: Int = 0) -> Bool {
            guard let value = number(digits) else { return false }
            self[keyPath: path] = value + offset
            return true
        }
        func set(_ path: WritableKeyPath<TimeParts, Int?>, _ digits: Int, _ offset: Int = 0) -> Bool {
            guard let value = number(digits) else { return false }
            self[keyPath: path] = value + offset
            return true
        }
        switch letter {
        case UInt8(ascii: "a"):
            weekday = Self.name(locale.shortDays, &rest)
            return weekday != nil
        case UInt8(ascii: "A"):
            weekday = Self.name(locale.days, &rest)
            return weekday != nil
        case UInt8(ascii: "b"), UInt8(ascii: "B"):
            guard let found = Self.name(letter == UInt8(ascii: "b") ? locale.shortMonths : locale.months, &rest) else {
                return false
            }
            month = found
            return true
        case UInt8(ascii: "d"), UInt8(ascii: "e"): return set(\.day, 2)
        case UInt8(ascii: "f"):
            guard let value = number(6) else { return false }
            millisecond = value / 1000
            return true
        case UInt8(ascii: "g"), UInt8(ascii: "y"):
            guard let value = number(2) else { return false }
            year = value + (value > 68 ? 1900 : 2000)
            return true
        case UInt8(ascii: "G"), UInt8(ascii: "Y"):
            let before = rest.count
            return set(\.year, 4) && (!isStrict || before - rest.count == 4)
        case UInt8(ascii: "H"), UInt8(ascii: "I"):
            isTwelveHours = letter == UInt8(ascii: "I")
            return set(\.hour, 2)
        case UInt8(ascii: "j"):
            month = 0
            isDayOfYear = true
            return set(\.day, 3)
        case UInt8(ascii: "L"): return set(\.millisecond, 3)
        case UInt8(ascii: "m"): return set(\.month, 2, -1)
        case UInt8(ascii: "M"): return set(\.minute, 2)
        case UInt8(ascii: "p"):
            guard let found = Self.name(locale.periods, &rest) else { return false }
            isAfternoon = found == 1
            return true
        case UInt8(ascii: "q"):
            guard let value = number(1) else { return false }
            month = (value - 1) * 3
            return true
        case UInt8(ascii: "Q"), UInt8(ascii: "s"):
            guard let value = Self.signed(&rest) else { return false }
            epoch = letter == UInt8(ascii: "Q") ? Double(value) : Double(value) * 1000
            return true
        case UInt8(ascii: "S"): return set(\.second, 2)
        case UInt8(ascii: "u"):
            guard let value = number(1) else { return false }
            weekday = value % 7
            return true
        case UInt8(ascii: "U"): return set(\.sundayWeek, 2)
        case UInt8(ascii: "V"): return set(\.isoWeek, 2)
        case UInt8(ascii: "w"): return set(\.weekday, 1)
        case UInt8(ascii: "W"): return set(\.mondayWeek, 2)
        case UInt8(ascii: "Z"): return zone(&rest)
        default: return false
        }
    }

    /// Up to `limit` digits, spaces before them skipped as part of the field.
    private static func number(_ rest: inout ArraySlice<UInt8>, _ limit: Int) -> Int? {
        var left = limit
        while left > 1, rest.first == 0x20 {
            rest = rest.dropFirst()
            left -= 1
        }
        var value: Int?
        while left > 0, let byte = rest.first, (0x30...0x39).contains(byte) {
            value = (value ?? 0) * 10 + Int(byte - 0x30)
            rest = rest.dropFirst()
            left -= 1
        }
        return value
    }

    private static func signed(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let negative = rest.first == UInt8(ascii: "-")
        if negative { rest = rest.dropFirst() }
        return number(&rest, 16).map { negative ? -$0 : $0 }
    }

    /// The index of the longest name that the text begins with, letters of ASCII in any case.
    private static func name(_ names: [String], _ rest: inout ArraySlice<UInt8>) -> Int? {
        func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
        var best: (index: Int, length: Int)?
        for (index, name) in names.enumerated() {
            let bytes = Array(name.utf8)
            guard bytes.count > best?.length ?? 0, rest.count >= bytes.count,
                zip(rest, bytes).allSatisfy({ lower($0) == lower($1) })
            else { continue }
            best = (index, bytes.count)
        }
        guard let best else { return nil }
        rest = rest.dropFirst(best.length)
        return best.index
    }

    /// `Z`, `+08`, `+0800`, `-05:30`.
    private mutating func zone(_ rest: inout ArraySlice<UInt8>) -> Bool {
        if rest.first == UInt8(ascii: "Z") {
            rest = rest.dropFirst()
            return true
        }
        guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
        rest = rest.dropFirst()
        guard rest.first != 0x20, let hours = Self.number(&rest, 2) else { return false }
        var minutes = 0
        var ahead = rest
        if ahead.first == UInt8(ascii: ":") { ahead = ahead.dropFirst() }
        if ahead.first != 0x20, let found = Self.number(&ahead, 2) {
            minutes = found
            rest = ahead
        }
        zoneMinutes = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
        return true
    }

    var milliseconds: Double? {
        if let epoch { return epoch.magnitude <= TimeFields.limit ? epoch : nil }
        var hour = hour
        if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        guard let date = civilDay else { return nil }
        let clock = ((hour * 60 + minute - zoneMinutes) * 60 + second) * 1000 + millisecond
        return Double(date) * 86_400_000 + Double(clock)
    }

    /// Days since 1970 of a week and weekday, else of year, month and day.
    private var civilDay: Int? {
        let newYear = CivilDay.number(year: year, month: 1, day: 1)
        if let isoWeek {
            guard (1...53).contains(isoWeek) else { return nil }
            let fourth = newYear + 3
            let monday = fourth - (CivilDay.weekday(of: fourth) + 6) % 7
            return monday + (isoWeek - 1) * 7 + ((weekday ?? 1) + 6) % 7
        }
        let first = CivilDay.weekday(of: newYear)
        if let mondayWeek {
            return newYear + ((weekday ?? 1) + 6) % 7 + mondayWeek * 7 - (first + 6) % 7 - (first == 1 ? 7 : 0)
        }
        if let sundayWeek { return newYear + (weekday ?? 0) + sundayWeek * 7 - first - (first == 0 ? 7 : 0) }
        let months = year * 12 + month
        return CivilDay.number(year: months / 12, month: months % 12 + 1, day: 1) + day - 1
    }
}
