import Diagnostics
import Formatting
import Languages
import Quantities

/// A date as words write it, with what they leave out: 2026 年 6 月 8 日, 8 June, the first quarter of 2027, `2026-06`.
struct ClaimDate {
    var year: Int?
    var quarter: Int?
    var month: Int?
    var day: Int?
    var isAbout = false
    /// Early, late, the second half: which part of the year or the month, of how many.
    var part: (index: Int, of: Int)?

    /// Nil where the words hold no date, or one that no calendar has.
    init?(_ words: String, language: LanguageTag) {
        let trimmed = words.unicodeScalars.drop { $0 == " " }
        if let date = EDTFDate(parsing: String(String.UnicodeScalarView(trimmed))) {
            self = ClaimDate(date)
            return
        }
        let text = ClaimText(words)
        guard text.count <= ClaimText.limit else { return nil }
        guard language.isChinese ? readChinese(text) : readEnglish(text) else { return nil }
        guard year != nil || month != nil || quarter != nil, (1...12).contains(month ?? 1),
            (1...4).contains(quarter ?? 1), (1...31).contains(day ?? 1), (1...9999).contains(year ?? 1)
        else { return nil }
    }

    private init(_ date: EDTFDate) {
        year = date.year
        isAbout = date.isApproximate
        switch date.precision {
        case .year: break
        case .quarter: quarter = (date.month + 2) / 3
        case .month: month = date.month
        case .day: (month, day) = (date.month, date.day)
        }
    }

    /// Tells a part; false where it was told otherwise before.
    static func tell(_ part: inout Int?, _ number: Int) -> Bool {
        defer { part = number }
        return part == nil || part == number
    }

    /// False where a number is no part of the date, a part is told twice, or a "not" stands among them.
    private mutating func readChinese(_ text: ClaimText) -> Bool {
        var i = 0
        while i < text.count {
            if let (numeral, end) = ChineseNumerals.read(text, at: i), let number = Int(numeral.value.literal) {
                i = text.skippingSpaces(end)
                switch text.at(i) {
                case 0x5E74: if !Self.tell(&year, number) { return false }  // 年
                case 0x6708: if !Self.tell(&month, number) { return false }  // 月
                case 0x65E5, 0x865F: if !Self.tell(&day, number) { return false }  // 日號
                case 0x5B63: if !Self.tell(&quarter, number) { return false }  // 季
                default: return false
                }
            } else if [0x4E0D, 0x672A, 0x7121, 0x6C92, 0x975E].contains(text.at(i)) {  // 不未無沒非
                return false
            } else if text.at(i + 1) == 0x5B63, text.at(i) == 0x9996 || text.at(i) == 0x672B {  // 首季, 末季
                if !Self.tell(&quarter, text.at(i) == 0x9996 ? 1 : 4) { return false }
            } else if text.at(i) == 0x7D04 || (text.at(i) == 0x5DE6 && text.at(i + 1) == 0x53F3) {  // 約, 左右
                isAbout = true
            }
            i += 1
        }
        return true
    }

    /// True where each part that the words name is the data's own, and they name none that the data lack.
    func agrees(with date: EDTFDate) -> Bool {
        if let year, year != date.year { return false }
        if let quarter { return date.precision != .year && quarter == (date.month + 2) / 3 && month == nil }
        if let month, date.precision < .month || month != date.month { return false }
        if let day, date.precision < .day || day != date.day { return false }
        return part.map { holds(date, $0) } ?? true
    }

    /// True where the date lies in one of so many equal parts of its year, or of the month that the words name.
    private func holds(_ date: EDTFDate, _ part: (index: Int, of: Int)) -> Bool {
        func isIn(_ first: Int, _ last: Int, _ length: Int) -> Bool {
            (first - 1) * part.of / length == part.index && min(last - 1, length - 1) * part.of / length == part.index
        }
        if month != nil { return date.precision == .day && isIn(date.day, date.day, 30) }
        switch date.precision {
        case .year: return false
        case .quarter: return isIn(date.month, date.month + 2, 12)
        case .month, .day: return isIn(date.month, date.month, 12)
        }
    }
}

extension ClaimJudge {
    /// Judges words that are bound to a date: equal at the precision that they have, "about" where the date is.
    func judge(_ text: String, name: String, date: EDTFDate) -> ClaimVerdict {
        let quoted = reader.language.isChinese ? "「\(text)」" : "“\(text)”"
        let value = DateWords.text(date, in: .english)
        let suggestion = DateWords.text(date, in: reader.language)
        guard let words = ClaimDate(text, language: reader.language) else {
            return ClaimVerdict(
                code: .claimUnreadable,
                message: "\(quoted) cannot be judged: no date can be read in it, \(name) is \(value)",
                suggestion: suggestion)
        }
        guard words.agrees(with: date) else {
            return ClaimVerdict(
                code: .claimDisagrees, message: "\(quoted) is another date, \(name) is \(value)", suggestion: suggestion
            )
        }
        guard words.isAbout || !date.isApproximate else {
            return ClaimVerdict(
                code: .claimQualifier, message: "\(quoted) is exact, \(name) is \(value): the words must say so",
                suggestion: suggestion)
        }
        return .agrees
    }
}
