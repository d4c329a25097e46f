/// A d3-time-format specifier, compiled once for a language; times are milliseconds since 1970 in UTC.
///
/// The directives are those of d3-time-format 4 (https://d3js.org/d3-time-format): `%a %A %b %B %c %d %e %f %g %G %H
/// %I %j %L %m %M %p %q %Q %s %S %u %U %V %w %W %x %X %y %Y %Z %%`, numbers with the padding `-` (none), `_` (spaces)
/// or `0` after the percent sign.
package struct TimeFormat: Hashable, Sendable {
    enum Padding: Hashable, Sendable {
        case none
        case space
        case zero
    }

    enum Piece: Hashable, Sendable {
        case literal([UInt8])
        /// A directive's letter, ASCII.
        case directive(UInt8, Padding)
    }

    let pieces: [Piece]
    let locale: TimeLocale

    static let lengthLimit = 400

    /// Reads a specifier. Nil where a directive is unknown, or a percent sign ends it.
    package static func parse(_ text: some StringProtocol, locale: TimeLocale = .english) -> TimeFormat? {
        var pieces: [Piece] = []
        guard text.utf8.count <= lengthLimit, collect(Array(text.utf8), locale, 0, into: &pieces) else { return nil }
        return TimeFormat(pieces: pieces, locale: locale)
    }

    /// `%c`, `%x` and `%X` are replaced by what the locale has for them, two deep.
    private static func collect(_ bytes: [UInt8], _ locale: TimeLocale, _ depth: Int, into pieces: inout [Piece])
        -> Bool
    {
        var literal: [UInt8] = []
        var rest = bytes[...]
        func flush() {
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = []
        }
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                literal.append(byte)
                continue
            }
            guard var letter = rest.popFirst() else { return false }
            var padding: Padding = letter == UInt8(ascii: "e") ? .space : .zero
            if let written = self.padding(letter) {
                padding = written
                guard let next = rest.popFirst() else { return false }
                letter = next
            }
            switch letter {
            case UInt8(ascii: "%"): literal.append(letter)
            case UInt8(ascii: "c"), UInt8(ascii: "x"), UInt8(ascii: "X"):
                flush()
                let text =
                    letter == UInt8(ascii: "c")
                    ? locale.dateTime : letter == UInt8(ascii: "x") ? locale.date : locale.time
                guard depth < 2, collect(Array(text.utf8), locale, depth + 1, into: &pieces) else { return false }
            default:
                guard directives.contains(letter) else { return false }
                flush()
                pieces.append(.directive(letter, padding))
            }
        }
        flush()
        return true
    }

    private static func padding(_ byte: UInt8) -> Padding? {
        switch byte {
        case UInt8(ascii: "-"): Padding.none
        case UInt8(ascii: "_"): .space
        case UInt8(ascii: "0"): .zero
        default: nil
        }
    }

    private static let directives = Set("aAbBdefgGHIjLmMpqQsSuUVwWyYZ".utf8)

    /// Appends the time; appends nothing for what is no time (NaN, beyond the years ±271,821).
    package func append(milliseconds: Double, to out: inout [UInt8]) {
        guard let fields = TimeFields(milliseconds: milliseconds) else { return }
        for piece in pieces {
            switch piece {
            case .literal(let bytes): out += bytes
            case .directive(let letter, let padding): append(letter, padding, fields, milliseconds, to: &out)
            }
        }
    }

    package func format(milliseconds: Double) -> String {
        var out: [UInt8] = []
        append(milliseconds: milliseconds, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private func append(
        _ letter: UInt8, _ padding: Padding, _ t: TimeFields, _ milliseconds: Double, to out: inout [UInt8]
    ) {
        func number(_ value: Int, _ width: Int) { Self.append(value, padding, width, to: &out) }
        func name(_ list: [String], _ index: Int) { if list.indices.contains(index) { out += Array(list[index].utf8) } }
        switch letter {
        case UInt8(ascii: "a"): name(locale.shortDays, t.weekday)
        case UInt8(ascii: "A"): name(locale.days, t.weekday)
        case UInt8(ascii: "b"): name(locale.shortMonths, t.month - 1)
        case UInt8(ascii: "B"): name(locale.months, t.month - 1)
        case UInt8(ascii: "d"), UInt8(ascii: "e"): number(t.dayOfMonth, 2)
        case UInt8(ascii: "f"): number(t.millisecond * 1000, 6)
        case UInt8(ascii: "g"): number(t.isoWeek.year % 100, 2)
        case UInt8(ascii: "G"): number(t.isoWeek.year % 10000, 4)
        case UInt8(ascii: "H"): number(t.hour, 2)
        case UInt8(ascii: "I"): number(t.hour % 12 == 0 ? 12 : t.hour % 12, 2)
        case UInt8(ascii: "j"): number(t.dayOfYear, 3)
        case UInt8(ascii: "L"): number(t.millisecond, 3)
        case UInt8(ascii: "m"): number(t.month, 2)
        case UInt8(ascii: "M"): number(t.minute, 2)
        case UInt8(ascii: "p"): name(locale.periods, t.hour >= 12 ? 1 : 0)
        case UInt8(ascii: "q"): out += Array(String((t.month + 2) / 3).utf8)
        case UInt8(ascii: "Q"): out += Array(String(Int(milliseconds.rounded(.down))).utf8)
        case UInt8(ascii: "s"): out += Array(String(Int((milliseconds / 1000).rounded(.down))).utf8)
        case UInt8(ascii: "S"): number(t.second, 2)
        case UInt8(ascii: "u"): out += Array(String(t.weekday == 0 ? 7 : t.weekday).utf8)
        case UInt8(ascii: "U"): number(t.weekOfYear(from: 0), 2)
        case UInt8(ascii: "V"): number(t.isoWeek.week, 2)
        case UInt8(ascii: "w"): out += Array(String(t.weekday).utf8)
        case UInt8(ascii: "W"): number(t.weekOfYear(from: 1), 2)
        case UInt8(ascii: "y"): number(t.year % 100, 2)
        case UInt8(ascii: "Y"): number(t.year % 10000, 4)
        case UInt8(ascii: "Z"): out += Array("+0000".utf8)
        default: break
        }
    }

    private static func append(_ value: Int, _ padding: Padding, _ width: Int, to out: inout [UInt8]) {
        if value < 0 { out.append(UInt8(ascii: "-")) }
        let digits = Array(String(value.magnitude).utf8)
        if padding != .none {
            out += repeatElement(padding == .zero ? 0x30 : 0x20, count: max(0, width - digits.count))
        }
        out += digits
    }
}
