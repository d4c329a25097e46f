extension ProseNumerals {
    // MARK: Chinese

    /// The Chinese numeral that begins at `start`, and whether it speaks of a quantity; nil where none begins.
    func chinese(_ text: ProseText, at start: Int) -> (end: Int, counts: Bool)? {
        if text.at(start) == 0x7FFB, let end = doubling(text, at: start) { return (end, true) }
        guard Self.isDigitWord(text.at(start)) || Self.isSmallUnit(text.at(start)) else { return nil }
        var end = start
        while Self.continues(text, at: end, from: start) { end += 1 }
        let run = text.scalars[start..<end]
        let hasDigit = run.contains { Self.isDigitWord($0) }
        let before = text.at(text.beforeSpaces(start))
        if Self.ordinals.contains(before) { return (end, false) }
        if run.elementsEqual([0x767E]), text.holds("分百", at: end) { return (end + 2, true) }
        if text.holds("分之", at: end) { return share(text, after: end + 2) ?? (end, false) }
        guard hasDigit, !isVague(text, start) else { return (end, false) }
        if run.contains(where: Self.isLargeUnit) { return (end, true) }
        let next = text.afterSpaces(end)
        let isOne = run.allSatisfy { $0 == 0x4E00 }
        switch text.at(next) {
        case 0x25, 0x500D: return (next + 1, true)  // %倍
        case 0x6210 where !Self.afterTenths.contains(text.at(next + 1)):  // 成
            return (endOfTenths(text, next + 1), true)
        case 0x6210: return (end, false)
        case 0x534A where isOne && next == end: return (next + 1, true)  // 一半
        default: break
        }
        if text.holds("個百分點", at: next) || text.holds("个百分点", at: next) { return (end, true) }
        if isOne || isDate(text, run, at: next, before: before) { return (end, false) }
        if startsWithUnit(text, at: next) { return (end, !isWordOfTime(text, run, at: next)) }
        let isTwo = run.count == 1 && (run.first == 0x5169 || run.first == 0x4E24)
        return (end, (isTwo ? Self.measuresOfThings : Self.measures).contains(text.at(next)))
    }

    /// 翻一番, 翻兩番, 翻倍: where the words end.
    private func doubling(_ text: ProseText, at start: Int) -> Int? {
        if text.at(start + 1) == 0x500D { return start + 2 }
        return Self.isDigitWord(text.at(start + 1)) && text.at(start + 2) == 0x756A ? start + 3 : nil
    }

    /// 數十, 幾百: words that name no number.
    private func isVague(_ text: ProseText, _ start: Int) -> Bool {
        let isUnit = text.at(start) == 0x5341 || Self.isSmallUnit(text.at(start))
        return isUnit && [0x6578, 0x6570, 0x5E7E, 0x51E0].contains(text.at(start - 1))
    }

    /// 三成半, 七成二: the half or the hundredths that follow 成.
    private func endOfTenths(_ text: ProseText, _ end: Int) -> Int {
        if text.at(end) == 0x534A { return end + 1 }
        let isHundredths = Self.isDigitWord(text.at(end)) && text.at(end) != 0x5341 && !text.isHan(end + 1)
        return isHundredths ? end + 1 : end
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
        case 0x65E5, 0x865F, 0x53F7: before == 0x6708
        case 0x5E74 where text.at(next + 1) == 0x4EE3: true  // 年代
        case 0x5E74: run.count >= 2 && run.allSatisfy { Self.isDigitWord($0) && $0 != 0x5341 && $0 != 0x5EFF }
        default: false
        }
    }

    /// 五年規劃 is a name, and 四季 a word.
    private func isWordOfTime(_ text: ProseText, _ run: ArraySlice<UInt32>, at next: Int) -> Bool {
        if text.at(next) == 0x5E74 { return ["規劃", "計劃", "规划", "计划"].contains { text.holds($0, at: next + 1) } }
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
        case 0x591A, 0x9918, 0x4F59, 0x5E7E, 0x51E0:  // 多餘幾
            return [0x5341, 0x5EFF, 0x5345].contains(before) || isSmallUnit(before) || isLargeUnit(before)
        default: return false
        }
    }

    /// 一 to 九, 兩, 零, 〇, and 十, 廿, 卅, which stand alone.
    private static func isDigitWord(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x4E00, 0x4E8C, 0x5169, 0x4E24, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x5EFF,
            0x5345,
            0x96F6, 0x3007:
            true
        default: false
        }
    }

    /// 百千
    private static func isSmallUnit(_ scalar: UInt32) -> Bool { scalar == 0x767E || scalar == 0x5343 }

    /// 萬億兆, 万亿
    private static func isLargeUnit(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x842C, 0x4E07, 0x5104, 0x4EBF, 0x5146: true
        default: false
        }
    }

    private static func set(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }

    /// 第五, 初三, 星期三, 週三, 禮拜三.
    private static let ordinals = set("第初期週周拜")
    /// What makes 成 the beginning of another word: 一成不變, 三成為.
    private static let afterTenths = set("不為功員立本果長績效份人熟就交分語品型因家敗")
    private static let measuresOfThings = set("間间名宗輛辆家所座張张位艘架件戶户棟栋幢隻只元噸吨歲岁人席票批套部支班")
    /// Those, and the ones of 兩個問題 and 兩次, where 兩 is rather "both".
    private static let measures = measuresOfThings.union(set("個个項项次份種种條条類类"))
}
