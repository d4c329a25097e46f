extension ProseNumerals {
    // MARK: Chinese

    /// The Chinese numeral that begins at `start`, and whether it speaks of a quantity; nil where none begins.
    func chinese(_ text: ProseText, at start: Int) -> (end: Int, counts: Bool)? {
        guard Self.isDigitWord(text.at(start)) || Self.isSmallUnit(text.at(start)) else { return nil }
        var end = start
        while Self.continues(text, at: end, from: start) { end += 1 }
        let run = text.scalars[start..<end]
        let hasDigit = run.contains { Self.isDigitWord($0) }
        let before = text.at(text.beforeSpaces(start))
        if Self.ordinals.contains(before) { return (end, false) }
        if text.holds("分之", at: end) { return share(text, after: end + 2) ?? (end, false) }
        guard hasDigit else { return (end, false) }
        if run.contains(where: Self.isLargeUnit) { return (end, true) }
        let next = text.afterSpaces(end)
        let isOne = run.allSatisfy { $0 == 0x4E00 }
        switch text.at(next) {
        case 0x25, 0x500D: return (next + 1, true)  // %倍
        case 0x6210 where !Self.afterTenths.contains(text.at(next + 1)): return (next + 1, true)  // 成
        case 0x6210: return (end, false)
        default: break
        }
        if text.holds("個百分點", at: next) { return (end, true) }
        if isOne || isDate(text, run, at: next, before: before) { return (end, false) }
        if startsWithUnit(text, at: next) { return (end, !isWordOfTime(text, run, at: next)) }
        let isTwo = run.count == 1 && run.first == 0x5169
        return (end, !isTwo && Self.measures.contains(text.at(next)))
    }

    /// 百分之六十, 百分之 60, 三分之一: the part after 分之.
    private func share(_ text: ProseText, after start: Int) -> (end: Int, counts: Bool)? {
        let first = text.afterSpaces(start)
        if text.isDigit(first) { return (DigitToken(text, at: first).end, true) }
        var end = first
        while Self.continues(text, at: end, from: first) { end += 1 }
        return end > first ? (end, true) : nil
    }

    /// 六月八日, 二〇二六年.
    private func isDate(_ text: ProseText, _ run: ArraySlice<UInt32>, at next: Int, before: UInt32) -> Bool {
        switch text.at(next) {
        case 0x65E5, 0x865F: before == 0x6708
        case 0x5E74: run.count >= 2 && run.allSatisfy { Self.isDigitWord($0) && $0 != 0x5341 && $0 != 0x5EFF }
        default: false
        }
    }

    /// 五年規劃 is a name, and 四季 a word.
    private func isWordOfTime(_ text: ProseText, _ run: ArraySlice<UInt32>, at next: Int) -> Bool {
        if text.at(next) == 0x5E74 { return text.holds("規劃", at: next + 1) || text.holds("計劃", at: next + 1) }
        return text.at(next) == 0x5B63 && run.count == 1 && run.first == 0x56DB
    }

    private static func continues(_ text: ProseText, at index: Int, from start: Int) -> Bool {
        let scalar = text.at(index)
        if isDigitWord(scalar) || isSmallUnit(scalar) { return true }
        if index == start { return false }
        let before = text.at(index - 1)
        if isLargeUnit(scalar) { return !isLargeUnit(before) || scalar > before }
        switch scalar {
        case 0x9EDE: return isDigitWord(before) && isDigitWord(text.at(index + 1))  // 點
        case 0x591A, 0x9918, 0x5E7E: return before == 0x5341 || isSmallUnit(before) || isLargeUnit(before)  // 多餘幾
        default: return false
        }
    }

    /// 一 to 九, 兩, 零, 〇, and 十, 廿, 卅, which stand alone.
    private static func isDigitWord(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x4E00, 0x4E8C, 0x5169, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x5EFF, 0x5345,
            0x96F6, 0x3007:
            true
        default: false
        }
    }

    /// 百千
    private static func isSmallUnit(_ scalar: UInt32) -> Bool { scalar == 0x767E || scalar == 0x5343 }

    /// 萬億兆
    private static func isLargeUnit(_ scalar: UInt32) -> Bool {
        scalar == 0x842C || scalar == 0x5104 || scalar == 0x5146
    }

    private static func set(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }

    /// 第五, 初三, 星期三, 週三, 禮拜三.
    private static let ordinals = set("第初期週周拜")
    /// What makes 成 the beginning of another word: 一成不變, 三成為.
    private static let afterTenths = set("不為功員立本果長績效份人熟就交分語品型因家敗")
    private static let measures = set("個間名宗輛家項次所座張份位艘架件戶棟幢隻元噸歲人席票")

    // MARK: English

    /// The number words that begin at `start`, and whether they speak of a quantity; nil where none begin.
    func english(_ text: ProseText, at start: Int) -> (end: Int, counts: Bool)? {
        guard text.isLetter(start), !text.isLetter(start - 1) else { return nil }
        guard Self.mayBeNumberWord(text, start) else {
            var end = start
            while text.isLetter(end) { end += 1 }
            return (end, false)
        }
        var index = start
        var end = start
        var hasScale = false
        var count = 0
        var isOne = false
        while true {
            let word = text.word(at: index).lowercased()
            if Self.numberWords.contains(word) {
                count += 1
                isOne = word == "one"
            } else if count > 0, Self.scales.contains(word) {
                hasScale = true
            } else if word == "and", hasScale {
                let next = text.word(at: text.afterSpaces(index + 3)).lowercased()
                guard Self.numberWords.contains(next) else { break }
                index = text.afterSpaces(index + 3)
                continue
            } else {
                break
            }
            end = index + word.unicodeScalars.count
            index = text.at(end) == 0x2D ? end + 1 : text.afterSpaces(end)
        }
        guard count > 0 else {
            while text.isLetter(end) { end += 1 }
            return end > start ? (end, false) : nil
        }
        let next = text.afterSpaces(end)
        let isShare = ["per cent", "percent", "percentage point"].contains { text.holds($0, at: next) }
        if hasScale || isShare { return (end, true) }
        return (end, !(count == 1 && isOne) && text.at(end) == 0x20 && startsWithUnit(text, at: next))
    }

    /// By the first two letters, since most words are none: one, two, three, four, five, six, seven, eight, nine, ten,
    /// eleven.
    private static func mayBeNumberWord(_ text: ProseText, _ start: Int) -> Bool {
        switch (text.at(start) | 0x20, text.at(start + 1) | 0x20) {
        case (0x6F, 0x6E), (0x74, 0x77), (0x74, 0x68), (0x66, 0x6F), (0x66, 0x69), (0x73, 0x69), (0x73, 0x65),
            (0x65, 0x69), (0x6E, 0x69), (0x74, 0x65), (0x65, 0x6C):
            true
        default: false
        }
    }

    private static let numberWords: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
        "sixty", "seventy", "eighty", "ninety",
    ]
}
