/// Tells dates in prose: 2026 年 6 月 8 日, 6 至 8 月, 2027 年首季, 8 June 2026, June 8–10, Q1 2027, 2026-06-08, 8/6/2026,
/// 2026–27, 10:30, 下午 3 時 30 分, 90 年代.
struct ProseDate {
    let text: ProseText
    let isChinese: Bool
    let after: ProseNumerals.Passed

    /// Where the part of a date ends that begins with `token`; nil where it is none.
    func end(of token: DigitToken) -> Int? {
        if let end = numeric(token) { return end }
        guard let value = token.integer else { return nil }
        if let end = span(token, value) { return end }
        if named(token, value) { return token.end }
        // The unit may stand after the last of several: 6 至 8 月, 8 and 9 June.
        var last = token
        for _ in 0..<8 { if let next = joined(to: last) { last = next } }
        guard let final = last.integer else { return nil }
        if isDay(final), isMonth(text.word(at: text.afterSpaces(last.end))), isDay(value) { return token.end }
        return counted(token, value, by: text.at(text.afterSpaces(last.end)))
    }

    /// By the 年, 月, 日 or 號 that follows it, or the last of those that it is joined to.
    private func counted(_ token: DigitToken, _ value: Int, by unit: UInt32) -> Int? {
        switch unit {
        case 0x5E74 where isFollowed(token, by: "年代"): return token.end
        case 0x4E16 where isFollowed(token, by: "世紀") || isFollowed(token, by: "世纪"): return token.end
        case 0x6642, 0x65F6: return value <= 24 ? token.end : nil  // 時
        case 0x5206 where value < 60:  // 分
            return [0x6642, 0x65F6].contains(text.at(text.beforeSpaces(token.start))) ? token.end : nil
        case 0x5E74: return isYear(token, value) || (continues(token) && token.digitCount == 2) ? token.end : nil  // 年
        case 0x6708: return (1...12).contains(value) ? token.end : nil  // 月
        case 0x65E5, 0x865F, 0x53F7:  // 日號
            let isAfterMonth = text.at(text.beforeSpaces(token.start)) == 0x6708
            return isDay(value) && (isAfterMonth || continues(token)) ? token.end : nil
        default: return nil
        }
    }

    /// After or before the name of a month, and a year after a quarter.
    private func named(_ token: DigitToken, _ value: Int) -> Bool {
        let next = text.afterSpaces(token.end)
        if isDay(value), isMonth(text.word(at: next)) { return true }
        var before = text.beforeSpaces(token.start)
        if text.at(before) == 0x2E { before -= 1 }
        let isAfterMonth = text.isLetter(before) && isMonth(text.word(before: before + 1))
        if isAfterMonth { return (isDay(value) && text.at(token.end) != 0x25) || isYear(token, value) }
        guard case .date(let end) = after, end <= token.start else { return false }
        let between = text.string(end..<token.start)
        if isYear(token, value) { return between == " " || between == ", " }
        // June 8–10: an English day is joined to the day before it.
        return !isChinese && isDay(value) && text.at(token.end) != 0x25 && Self.joins(text, end..<token.start)
            && !text.isLetter(text.afterSpaces(token.end)) && isDayBefore(end)
    }

    private func isDayBefore(_ end: Int) -> Bool {
        var start = end
        while text.isDigit(start - 1) { start -= 1 }
        return end - start <= 2 && isMonth(text.word(before: text.beforeSpaces(start) + 1))
    }

    /// 2026–27, 2026/27, 2024-2026: years that follow one another are a date wherever they stand.
    private func span(_ token: DigitToken, _ value: Int) -> Int? {
        guard isYear(token, value), [0x2D, 0x2013, 0x2F].contains(text.at(token.end)) else { return nil }
        let second = DigitToken(text, at: token.end + 1)
        guard let other = second.integer, !second.isName else { return nil }
        if second.digitCount == 2, other == (value + 1) % 100 { return second.end }
        // 2020–25: no range of quantities falls, and a stroke alone divides.
        if second.digitCount == 2, other > value % 100, (1900...2099).contains(value), text.at(token.end) != 0x2F {
            return second.end
        }
        if second.digitCount == 4, other > value, other <= 2999, (1000...2999).contains(value) { return second.end }
        return nil
    }

    /// 2026-06-08, 2026-06, 2026/6/8, 8/6/2026, 2027-Q1, 10:30.
    private func numeric(_ token: DigitToken) -> Int? {
        guard let value = token.integer else { return nil }
        let mark = text.at(token.end)
        if mark == 0x3A {
            let second = DigitToken(text, at: token.end + 1)
            return token.digitCount <= 2 && value < 24 && second.digitCount == 2 && (second.integer ?? 60) < 60
                ? second.end : nil
        }
        guard mark == 0x2D || mark == 0x2F else { return nil }
        if mark == 0x2D, isYear(token, value), text.at(token.end + 1) == 0x51, text.isDigit(token.end + 2) {
            return token.end + 3
        }
        guard text.isDigit(token.end + 1) else { return nil }
        let second = DigitToken(text, at: token.end + 1)
        guard let middle = second.integer else { return nil }
        if text.at(second.end) == mark, text.isDigit(second.end + 1) {
            let third = DigitToken(text, at: second.end + 1)
            guard let last = third.integer, (1...12).contains(middle) || (1...12).contains(value) else { return nil }
            let isForward = isYear(token, value) && isDay(last) && isDay(middle)
            return isForward || (isYear(third, last) && isDay(value) && isDay(middle)) ? third.end : nil
        }
        return mark == 0x2D && isYear(token, value) && second.digitCount == 2 && (1...12).contains(middle)
            && middle != (value + 1) % 100 ? second.end : nil
    }

    /// The number that a connective joins to this one.
    private func joined(to token: DigitToken) -> DigitToken? {
        var i = text.afterSpaces(token.end)
        let from = token.end
        while i < text.count, !text.isDigit(i), i - from < 8 { i += 1 }
        guard text.isDigit(i), Self.joins(text, from..<i) else { return nil }
        let next = DigitToken(text, at: i)
        return next.isName ? nil : next
    }

    private func continues(_ token: DigitToken) -> Bool {
        if case .date(let end) = after, end <= token.start {
            // 日 of the day before may stand between: 8 日至 10 日.
            let first = text.afterSpaces(end)
            let start = [0x5E74, 0x6708, 0x65E5, 0x865F].contains(text.at(first)) ? first + 1 : end
            return start <= token.start && Self.joins(text, start..<token.start)
        }
        return false
    }

    private func isFollowed(_ token: DigitToken, by words: String) -> Bool {
        text.holds(words, at: text.afterSpaces(token.end))
    }

    private func isDay(_ value: Int) -> Bool { (1...31).contains(value) }

    private func isYear(_ token: DigitToken, _ value: Int) -> Bool {
        token.digitCount == 4 && (1000...2999).contains(value)
    }

    private func isMonth(_ word: String) -> Bool { Self.months.contains(word) }

    /// True where nothing but a connective stands in the range.
    static func joins(_ text: ProseText, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty, range.count <= 8 else { return false }
        var word = text.string(range)
        while word.hasPrefix(" ") { word.removeFirst() }
        while word.hasSuffix(" ") { word.removeLast() }
        return connectives.contains(word)
    }

    private static let connectives: Set<String> = [
        "至", "到", "–", "—", "-", "、", "及", "和", "與", "或", "~", "～", "and", "to", "or", "&", "/",
    ]

    private static let months: Set<String> = {
        let full = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return Set(full + full.map { String($0.prefix(3)) } + ["Sept"])
    }()
}
