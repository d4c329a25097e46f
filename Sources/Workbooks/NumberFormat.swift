import Quantities

/// What a cell's number format says of the number under it (ECMA-376, part 1, 18.8.30 and 18.8.31).
package struct NumberFormat: Hashable, Sendable {
    /// How the number is to be taken.
    package enum Kind: Hashable, Sendable {
        case number
        /// Hundredths: 0.44 is shown as 44%.
        case percent
        /// A count of days, of which years, months or days are shown.
        case date(DatePart)
        /// A count of days with the time of the day.
        case dateTime
        /// The time of a day alone.
        case time
        /// A span of time that may be longer than a day (`[h]:mm`).
        case elapsed
    }

    /// The finest part of a date that is shown.
    package enum DatePart: Hashable, Sendable {
        case year
        case month
        case day
    }

    package var kind: Kind = .number
    /// How many decimals are shown; nil where the format does not fix it.
    package var decimals: Int?
    /// The currency or unit that is shown with the number, where it is a known one.
    package var unit: Unit?

    package static let general = NumberFormat()

    init() {}

    private init(_ kind: Kind, decimals: Int? = nil) {
        self.kind = kind
        self.decimals = decimals
    }

    /// A format that has a number and no code in the file: those of 18.8.30, and those of East Asian editions of Excel.
    static func builtIn(_ id: Int) -> NumberFormat {
        switch id {
        case 1, 3, 5, 6, 37, 38, 41, 42: NumberFormat(.number, decimals: 0)
        case 2, 4, 7, 8, 39, 40, 43, 44: NumberFormat(.number, decimals: 2)
        case 9: NumberFormat(.percent, decimals: 0)
        case 10: NumberFormat(.percent, decimals: 2)
        case 14, 15, 16, 28...31, 50, 51, 53, 54, 58: NumberFormat(.date(.day))
        case 17, 27, 36, 52, 55, 56, 57: NumberFormat(.date(id == 17 ? .month : .day))
        case 18...21, 32...35: NumberFormat(.time)
        case 22: NumberFormat(.dateTime)
        case 45, 47: NumberFormat(.time)
        case 46: NumberFormat(.elapsed)
        default: .general
        }
    }

    /// Reads a format code; of its sections the first, that of positive numbers.
    init(code: some Collection<UInt8>) {
        var scan = FormatScan()
        scan.run(Array(code.prefix(1000)))
        self = scan.format
    }
}

/// One pass over a format code.
private struct FormatScan {
    private var hasYear = false
    private var hasMonth = false
    private var hasDay = false
    private var hasTime = false
    private var isElapsed = false
    private var isPercent = false
    private var isOpen = false
    private var digits = 0
    private var decimals: Int?
    private var endsInComma = false
    private var isScaled = false
    private var symbol: String?
    private var before: [UInt8] = []
    private var after: [UInt8] = []
    /// True where the last letter that counts was an hour's: `m` is a minute then.
    private var isAfterHour = false

    mutating func run(_ code: [UInt8]) {
        var i = 0
        while i < code.count {
            let byte = code[i]
            i += 1
            switch byte {
            case UInt8(ascii: ";"): return
            case UInt8(ascii: "\""):
                while i < code.count, code[i] != UInt8(ascii: "\"") {
                    literal(code[i])
                    i += 1
                }
                i += 1
            case UInt8(ascii: "\\"):
                if i < code.count { literal(code[i]) }
                i += 1
            case UInt8(ascii: "_"), UInt8(ascii: "*"): i += 1
            case UInt8(ascii: "["):
                let end = code[i...].firstIndex(of: UInt8(ascii: "]")) ?? code.count
                bracket(code[i..<end])
                i = end + 1
            case UInt8(ascii: "0"), UInt8(ascii: "#"), UInt8(ascii: "?"): digit()
            case UInt8(ascii: "."):
                isScaled = isScaled || endsInComma
                if decimals == nil { decimals = 0 }
            case UInt8(ascii: ","): endsInComma = digits > 0
            case UInt8(ascii: "%"): isPercent = true
            case UInt8(ascii: "/") where digits > 0, UInt8(ascii: "@"): isOpen = true
            default: letter(byte, code, &i)
            }
        }
    }

    private mutating func digit() {
        digits += 1
        endsInComma = false
        if let count = decimals { decimals = count + 1 }
    }

    /// The letters of dates, and whatever else stands unquoted.
    private mutating func letter(_ byte: UInt8, _ code: [UInt8], _ i: inout Int) {
        func follows(_ text: String) -> Bool {
            code[(i - 1)...].prefix(text.utf8.count).elementsEqual(text.utf8) { ($0 | 0x20) == ($1 | 0x20) }
        }
        switch byte | 0x20 {
        case UInt8(ascii: "g") where follows("General"):
            isOpen = true
            i += 6
        case UInt8(ascii: "e") where digits > 0: isOpen = true
        case UInt8(ascii: "y"), UInt8(ascii: "e"):
            hasYear = true
            isAfterHour = false
        case UInt8(ascii: "d"):
            hasDay = true
            isAfterHour = false
        case UInt8(ascii: "h"):
            hasTime = true
            isAfterHour = true
        case UInt8(ascii: "s"): hasTime = true
        case UInt8(ascii: "m"):
            var end = i
            while end < code.count, code[end] | 0x20 == UInt8(ascii: "m") { end += 1 }
            // Minutes stand behind hours or before seconds.
            let next = code[end...].first { !":. ".utf8.contains($0) }
            if isAfterHour || next.map({ $0 | 0x20 == UInt8(ascii: "s") }) == true {
                hasTime = true
            } else {
                hasMonth = true
            }
            isAfterHour = false
            i = end
        case UInt8(ascii: "a") where follows("AM/PM"): i += 4
        case UInt8(ascii: "a") where follows("A/P"): i += 2
        default: literal(byte)
        }
    }

    private mutating func bracket(_ content: ArraySlice<UInt8>) {
        switch content.first {
        case UInt8(ascii: "$"):
            let parts = content.dropFirst().split(
                separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
            let sign = String(decoding: parts.first ?? [], as: UTF8.self)
            let locale = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self).uppercased() : ""
            if !sign.isEmpty { symbol = CurrencySigns.code(of: sign, locale: locale) ?? symbol }
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="): isOpen = true
        default:
            if !content.isEmpty, content.count < 10, let first = content.first.map({ $0 | 0x20 }),
                "hms".utf8.contains(first), content.allSatisfy({ $0 | 0x20 == first })
            {
                isElapsed = true
                isAfterHour = first == UInt8(ascii: "h")
            }
        }
    }

    private mutating func literal(_ byte: UInt8) {
        if digits == 0 { before.append(byte) } else { after.append(byte) }
    }

    var format: NumberFormat {
        var out = NumberFormat()
        if isElapsed {
            out.kind = .elapsed
            return out
        }
        if hasYear || hasMonth || hasDay {
            out.kind = hasTime ? .dateTime : .date(hasDay ? .day : hasMonth ? .month : .year)
            return out
        }
        if hasTime {
            out.kind = .time
            return out
        }
        if isPercent { out.kind = .percent }
        guard digits > 0, !isOpen, !isScaled, !endsInComma else { return out }
        out.decimals = decimals ?? 0
        guard !isPercent else { return out }
        let code =
            symbol ?? CurrencySigns.code(of: Self.word(before), locale: "")
            ?? CurrencySigns.code(of: Self.word(after), locale: "")
        if let code {
            out.unit = Unit(parsing: code)
        } else if UnitSymbol.takesPrefixes(Self.word(after)) {
            out.unit = Unit(parsing: Self.word(after))
        }
        return out
    }

    /// Without what only sets a number apart.
    private static func word(_ bytes: [UInt8]) -> String {
        let rest = bytes.drop { " -+(".utf8.contains($0) }
        let end = rest.lastIndex { !" -+)".utf8.contains($0) } ?? rest.startIndex - 1
        return String(decoding: rest[...end], as: UTF8.self)
    }
}

/// Which currency a sign means. `$` alone, and `¥` or 「元」, mean several, and so none without their locale.
enum CurrencySigns {
    /// The code of ISO 4217; `locale` is the language's number (MS-LCID) in hexadecimal digits, "" where there is none.
    static func code(of sign: String, locale: String) -> String? {
        if let code = byLocale["\(sign) \(locale)"] { return code }
        if let code = bySign[sign] { return code }
        let isCode = sign.utf8.count == 3 && sign.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        return isCode && Unit(parsing: sign)?.currency == sign ? sign : nil
    }

    private static let bySign: [String: String] = [
        "HK$": "HKD", "US$": "USD", "NT$": "TWD", "MOP$": "MOP", "S$": "SGD", "A$": "AUD", "C$": "CAD", "RMB": "CNY",
        "€": "EUR", "£": "GBP", "₩": "KRW", "JP¥": "JPY", "CN¥": "CNY", "港元": "HKD", "港幣": "HKD", "美元": "USD",
        "人民幣": "CNY", "人民币": "CNY", "澳門元": "MOP", "歐元": "EUR", "英鎊": "GBP", "日圓": "JPY",
    ]

    private static let byLocale: [String: String] = [
        "$ 409": "USD", "$ C04": "HKD", "$ 404": "TWD", "$ 1404": "MOP", "$ 1004": "SGD", "$ C09": "AUD",
        "$ 1009": "CAD", "$ 1409": "NZD", "¥ 804": "CNY", "¥ 411": "JPY", "￥ 804": "CNY", "￥ 411": "JPY",
    ]
}
