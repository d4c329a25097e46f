import Formatting
import Quantities

/// How a column writes dates and times (`format` of the types date, time and datetime).
enum TimeNotation: Sendable {
    /// As ISO 8601 does.
    case standard
    /// Any way that can be understood in one sense alone (`format: any`).
    case any
    /// By directives (`%d/%m/%Y`).
    case pattern(TimePattern)

    /// The date that a cell writes, nil where it writes none.
    func date(_ text: ArraySlice<UInt8>) -> EDTFDate? {
        switch self {
        case .standard: return CellText.date(text)
        case .any:
            if let date = CellText.date(text) { return date }
            if let moment = Moment.dateTime(text, allowsSpace: true) { return Moment.date(moment) }
            for pattern in TimePattern.anyDate {
                if let date = pattern.date(text) { return date }
            }
            return nil
        case .pattern(let pattern): return pattern.date(text)
        }
    }

    /// Milliseconds since 1970 of a date and time.
    func dateTime(_ text: ArraySlice<UInt8>) -> Double? {
        switch self {
        case .standard: return Moment.dateTime(text, allowsSpace: true)
        case .any:
            if let moment = Moment.dateTime(text, allowsSpace: true) { return moment }
            return date(text).flatMap { $0.precision == .day ? Double($0.firstDay) * Moment.day : nil }
        case .pattern(let pattern): return pattern.milliseconds(text)
        }
    }

    /// Milliseconds since midnight of a time of the day.
    func time(_ text: ArraySlice<UInt8>) -> Double? {
        switch self {
        case .standard: return Moment.time(text)
        case .any:
            if let time = Moment.time(text) { return time }
            for pattern in TimePattern.anyTime {
                if let found = pattern.milliseconds(text) { return Moment.sinceMidnight(found) }
            }
            return nil
        case .pattern(let pattern): return pattern.milliseconds(text).map(Moment.sinceMidnight)
        }
    }

    var isPattern: Bool { if case .pattern = self { true } else { false } }
}

/// A format of directives, as strptime and d3-time-format have them.
struct TimePattern: Sendable {
    private let format: TimeFormat
    /// How much of a date it writes.
    private let precision: EDTFDate.Precision
    /// As it was written.
    let source: String

    /// Reads a format; nil where a directive is unknown. `fmt:` before it (Table Schema before its first version) is
    /// passed over, and `%z` is d3's `%Z`.
    init?(_ source: String) {
        self.source = source
        var bytes = Array(source.utf8)[...]
        if bytes.starts(with: "fmt:".utf8) { bytes = bytes.dropFirst(4) }
        var out: [UInt8] = []
        var letters: Set<UInt8> = []
        var isDirective = false
        for var byte in bytes {
            if isDirective {
                if byte == UInt8(ascii: "z") { byte = UInt8(ascii: "Z") }
                letters.insert(byte)
                isDirective = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "0")
            } else {
                isDirective = byte == UInt8(ascii: "%")
            }
            out.append(byte)
        }
        guard let format = TimeFormat.parse(String(decoding: out, as: UTF8.self)) else { return nil }
        self.format = format
        let hasDay = !letters.isDisjoint(with: "dejUVWsQcx".utf8)
        let hasMonth = !letters.isDisjoint(with: "bBm".utf8)
        precision = hasDay ? .day : hasMonth ? .month : letters.contains(UInt8(ascii: "q")) ? .quarter : .year
    }

    /// A format in the letters of spreadsheets (`DD/MM/YYYY`), by its directives; nil where it is none.
    static func translated(_ letters: String) -> String? {
        var out = ""
        var rest = Array(letters.utf8)[...]
        var hasHour = false
        while let byte = rest.first {
            let lower = byte | 0x20
            let run = rest.prefix { $0 | 0x20 == lower }.count
            guard (0x61...0x7A).contains(lower) else {
                out.unicodeScalars.append(Unicode.Scalar(byte))
                rest = rest.dropFirst()
                continue
            }
            switch (lower, run) {
            case (UInt8(ascii: "y"), 4): out += "%Y"
            case (UInt8(ascii: "y"), 2): out += "%y"
            case (UInt8(ascii: "m"), 1...2): out += hasHour ? "%M" : "%m"
            case (UInt8(ascii: "m"), 3): out += "%b"
            case (UInt8(ascii: "d"), 1...2): out += "%d"
            case (UInt8(ascii: "h"), 1...2):
                out += "%H"
                hasHour = true
            case (UInt8(ascii: "s"), 1...2): out += "%S"
            case (UInt8(ascii: "t"), 1), (UInt8(ascii: "z"), 1): out.unicodeScalars.append(Unicode.Scalar(byte))
            default: return nil
            }
            rest = rest.dropFirst(run)
        }
        return out.utf8.contains(UInt8(ascii: "%")) ? out : nil
    }

    func milliseconds(_ text: ArraySlice<UInt8>) -> Double? {
        guard text.count <= 200 else { return nil }
        return format.milliseconds(parsing: String(decoding: text, as: UTF8.self), isStrict: true)
    }

    func date(_ text: ArraySlice<UInt8>) -> EDTFDate? {
        guard let milliseconds = milliseconds(text) else { return nil }
        return Moment.date(milliseconds, precision)
    }

    /// What `any` tries: nothing in which the day and the month could change places.
    static let anyDate = [
        "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%b %Y",
        "%B %Y",
        "%Y/%m",
    ].compactMap { TimePattern($0) }
    static let anyTime = ["%I:%M %p", "%I:%M:%S %p", "%I %p", "%H%M"].compactMap { TimePattern($0) }
}

/// Times in the notation of ISO 8601.
enum Moment {
    static let day = 86_400_000.0

    static func sinceMidnight(_ milliseconds: Double) -> Double {
        let rest = milliseconds.truncatingRemainder(dividingBy: day)
        return rest < 0 ? rest + day : rest
    }

    /// The date of a moment, as precisely as it was written; nil beyond the years 1 to 9999.
    static func date(_ milliseconds: Double, _ precision: EDTFDate.Precision = .day) -> EDTFDate? {
        let days = (milliseconds / day).rounded(.down)
        guard days >= -719_162, days <= 2_932_896 else { return nil }
        let date = EDTFDate(day: Int(days))
        let text = date.description
        switch precision {
        case .day: return date
        case .month: return EDTFDate(parsing: text.prefix(7))
        case .quarter: return EDTFDate(parsing: "\(text.prefix(4))-Q\((date.month + 2) / 3)")
        case .year: return EDTFDate(parsing: text.prefix(4))
        }
    }

    /// `2026-06-08T12:30:00Z`, with or without seconds, a fraction and a zone; UTC where there is none.
    static func dateTime(_ text: ArraySlice<UInt8>, allowsSpace: Bool) -> Double? {
        guard text.count > 10, let date = CellText.date(text.prefix(10)), date.precision == .day else { return nil }
        let rest = text.dropFirst(10)
        guard rest.first == UInt8(ascii: "T") || (allowsSpace && rest.first == 0x20) else { return nil }
        guard let time = clock(rest.dropFirst()) else { return nil }
        return Double(date.firstDay) * day + time
    }

    /// `12:30:00`, as the end of the above.
    static func time(_ text: ArraySlice<UInt8>) -> Double? { clock(text).map(sinceMidnight) }

    private static func clock(_ text: ArraySlice<UInt8>) -> Double? {
        var rest = text
        guard let hour = two(&rest, 24), rest.popFirst() == UInt8(ascii: ":"), let minute = two(&rest, 59) else {
            return nil
        }
        var milliseconds = Double(hour * 60 + minute) * 60_000
        if rest.first == UInt8(ascii: ":") {
            rest = rest.dropFirst()
            guard let second = two(&rest, 60) else { return nil }
            milliseconds += Double(second) * 1000
            if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
                let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
                guard !digits.isEmpty, digits.count <= 18 else { return nil }
                var scale = 1000.0
                for digit in digits {
                    scale /= 10
                    milliseconds += Double(digit - 0x30) * scale
                }
                rest = rest.dropFirst(1 + digits.count)
            }
        }
        // 24:00:00 ends a day.
        guard milliseconds <= day + 1000, hour < 24 || milliseconds == day else { return nil }
        guard let sign = rest.popFirst() else { return milliseconds }
        if sign == UInt8(ascii: "Z") { return rest.isEmpty ? milliseconds : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = two(&rest, 23) else { return nil }
        if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
        let minutes = rest.isEmpty ? 0 : two(&rest, 59)
        guard let minutes, rest.isEmpty else { return nil }
        let offset = Double(hours * 60 + minutes) * 60_000
        return milliseconds + (sign == UInt8(ascii: "-") ? offset : -offset)
    }

    private static func two(_ rest: inout ArraySlice<UInt8>, _ most: Int) -> Int? {
        guard rest.count >= 2, let tens = rest.popFirst(), let ones = rest.popFirst(), (0x30...0x39).contains(tens),
            (0x30...0x39).contains(ones)
        else { return nil }
        let value = Int(tens - 0x30) * 10 + Int(ones - 0x30)
        return value <= most ? value : nil
    }

    /// As RFC 3339 writes it, in UTC.
    static func text(_ milliseconds: Double) -> String? {
        guard let fields = TimeFields(milliseconds: milliseconds), (0...9999).contains(fields.year) else { return nil }
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        let date = "\(padded(fields.year, 4))-\(padded(fields.month, 2))-\(padded(fields.dayOfMonth, 2))"
        let clock = "\(padded(fields.hour, 2)):\(padded(fields.minute, 2)):\(padded(fields.second, 2))"
        return "\(date)T\(clock)" + (fields.millisecond == 0 ? "Z" : ".\(padded(fields.millisecond, 3))Z")
    }
}
