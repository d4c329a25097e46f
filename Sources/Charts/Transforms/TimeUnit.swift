import Expressions

/// A unit of time to which dates are cut: `yearmonth`, `quarter`, … (Vega-Lite's names). A unit without a year maps
/// all dates into 2012, as Vega does, so that the months of different years fall together.
struct TimeUnit: Hashable, Sendable {
    enum Part: String, CaseIterable, Sendable {
        case year, quarter, month, week, day, dayofyear, date, hours, minutes, seconds, milliseconds
    }

    var parts: [Part]
    /// As written, without `utc` and `binned`.
    var text: String
    var isUTC: Bool
    /// The data are cut already.
    var isBinned: Bool
    var step = 1

    init?(_ written: String, isUTC utc: Bool = false, isBinned binned: Bool = false, step: Int = 1) {
        var rest = written[...]
        isBinned = binned
        isUTC = utc
        if rest.hasPrefix("binned") {
            isBinned = true
            rest = rest.dropFirst(6)
        }
        if rest.hasPrefix("utc") {
            isUTC = true
            rest = rest.dropFirst(3)
        }
        text = String(rest)
        self.step = max(1, step)
        var found: [Part] = []
        // Longer names first, so that `dayofyear` is no `day`.
        let names = Part.allCases.sorted { $0.rawValue.utf8.count > $1.rawValue.utf8.count }
        while !rest.isEmpty {
            guard let part = names.first(where: { rest.hasPrefix($0.rawValue) }) else { return nil }
            found.append(part)
            rest = rest.dropFirst(part.rawValue.utf8.count)
        }
        guard !found.isEmpty else { return nil }
        parts = found
    }

    static let names: [String] =
        Part.allCases.map(\.rawValue) + [
            "yearquarter", "yearquartermonth", "yearmonth", "yearmonthdate", "yearmonthdatehours",
            "yearmonthdatehoursminutes", "yearmonthdatehoursminutesseconds", "yearweek", "yearweekday", "yeardayofyear",
            "quartermonth", "monthdate", "monthdatehours", "hoursminutes", "hoursminutesseconds", "minutesseconds",
            "secondsmilliseconds", "dayhours", "weekday",
        ]

    /// The prefix of the columns that it gives.
    var name: String { (isUTC ? "utc" : "") + text + (step > 1 ? "_step_\(step)" : "") }
    var smallest: Part { parts.last ?? .year }
    func has(_ part: Part) -> Bool { parts.contains(part) }

    /// The start of the unit that holds `instant`.
    func floor(_ instant: Double) -> Double {
        let time = DateParts.of(instant)
        var out = DateParts(year: has(.year) ? time.year : 2012)
        if has(.quarter) { out.month = time.month / 3 * 3 }
        if has(.month) { out.month = time.month }
        if has(.date) {
            if !has(.month), !has(.quarter) { out.month = 0 }
            out.day = time.day
        }
        if has(.week) {
            // Weeks begin on Sunday; week 1 is the first whole one.
            let first = DateParts(year: out.year)
            let offset = (7 - first.weekday) % 7
            out.month = 0
            out.day = 1 + offset + (time.week - 1) * 7 + (has(.day) ? time.weekday : 0)
        } else if has(.day) {
            let first = DateParts(year: out.year)
            out.month = 0
            out.day = 1 + ((time.weekday - first.weekday + 7) % 7)
        }
        if has(.dayofyear) {
            out.month = 0
            out.day = time.dayOfYear
        }
        if has(.hours) { out.hours = time.hours }
        if has(.minutes) { out.minutes = time.minutes }
        if has(.seconds) { out.seconds = time.seconds }
        if has(.milliseconds) { out.milliseconds = time.milliseconds }
        guard step > 1 else { return out.time }
        switch smallest {
        case .year: out.year = out.year / step * step
        case .quarter: out.month = out.month / (3 * step) * 3 * step
        case .month: out.month = out.month / step * step
        case .hours: out.hours = out.hours / step * step
        case .minutes: out.minutes = out.minutes / step * step
        case .seconds: out.seconds = out.seconds / step * step
        case .milliseconds: out.milliseconds = out.milliseconds / step * step
        default: break
        }
        return out.time
    }

    /// The instant `count` units after one.
    func offset(_ instant: Double, by count: Int = 1) -> Double {
        var time = DateParts.of(instant)
        let n = count * step
        switch smallest {
        case .year: time.year += n
        case .quarter: time.month += 3 * n
        case .month: time.month += n
        case .week: time.day += 7 * n
        case .day, .dayofyear, .date: time.day += n
        case .hours: time.hours += n
        case .minutes: time.minutes += n
        case .seconds: time.seconds += n
        case .milliseconds: time.milliseconds += n
        }
        return time.time
    }

    /// The length of the smallest unit, as ticks may not be closer; nil for days of the week.
    var duration: Double? {
        smallest == .day ? nil : offset(DateParts(year: 2001).time) - DateParts(year: 2001).time
    }

    /// The d3-time-format specifier that names the unit.
    var format: String {
        var out = ""
        var left = parts[...]
        func take(_ run: [Part], _ specifier: String) -> Bool {
            guard left.starts(with: run) else { return false }
            out += specifier
            left = left.dropFirst(run.count)
            return true
        }
        while let first = left.first {
            if take([.year, .month, .date], "%b %d, %Y ") || take([.year, .month], "%b %Y ") { continue }
            if take([.hours, .minutes], "%H:%M") { continue }
            switch first {
            case .year: out += "%Y "
            case .quarter: out += "Q%q "
            case .month: out += "%b "
            case .date: out += "%d "
            case .week: out += "W%U "
            case .day: out += "%a "
            case .dayofyear: out += "%j "
            case .hours: out += "%H:00"
            case .minutes: out += "00:%M"
            case .seconds: out += ":%S"
            case .milliseconds: out += ".%L"
            }
            left = left.dropFirst()
        }
        while out.utf8.last == 0x20 { out.removeLast() }
        return out
    }

    /// `year-month`, for titles.
    var title: String { parts.map(\.rawValue).joined(separator: "-") }

    /// A value of a predicate, an axis or a domain as an instant: `3` for a month is March.
    func instant(_ value: DataValue) -> Double? {
        if parts.count == 1 {
            switch value {
            case .number(let x) where abs(x) < 10_000: return DateTimeParts(part: parts[0], value: Int(x)).instant
            case .string where DateText.date(value).isNullish:
                return DateTimeParts(.object([DataMember(key: parts[0].rawValue, value: value)]))?.instant
            default: break
            }
        }
        return DateText.date(value).number
    }
}

/// `{year: 2012, month: "january", date: 1, …}`, Vega-Lite's way to write a date.
struct DateTimeParts: Sendable {
    var instant: Double

    init(part: TimeUnit.Part, value: Int) {
        instant = Self.instant([(part, value)])
    }

    /// Nil where the object has other keys.
    init?(_ value: DataValue) {
        guard case .object(let members) = value, !members.isEmpty else { return nil }
        var fields: [(TimeUnit.Part, Int)] = []
        for member in members {
            if member.key == "utc" { continue }
            guard let part = TimeUnit.Part(rawValue: member.key) else { return nil }
            switch member.value {
            case .number(let x) where abs(x) < 1e6: fields.append((part, Int(x)))
            case .string(let text):
                let names = part == .month ? DateParts.monthNames : DateParts.dayNames
                let key = text.lowercased()
                guard part == .month || part == .day,
                    let i = names.firstIndex(where: {
                        $0.lowercased() == key || (key.utf8.count == 3 && $0.lowercased().hasPrefix(key))
                    })
                else { return nil }
                fields.append((part, part == .month ? i + 1 : i))
            default: return nil
            }
        }
        instant = Self.instant(fields)
    }

    private static func instant(_ fields: [(TimeUnit.Part, Int)]) -> Double {
        func value(_ part: TimeUnit.Part) -> Int? { fields.first { $0.0 == part }?.1 }
        var out = DateParts(year: value(.year) ?? 2012)
        if let quarter = value(.quarter) { out.month = (quarter - 1) * 3 }
        if let month = value(.month) { out.month = month - 1 }
        if let date = value(.date) {
            out.day = date
        } else if let day = value(.day) {
            // 2012 begins on a Sunday.
            out.day = day + 1
        }
        out.hours = value(.hours) ?? 0
        out.minutes = value(.minutes) ?? 0
        out.seconds = value(.seconds) ?? 0
        out.milliseconds = value(.milliseconds) ?? 0
        return out.time
    }
}
