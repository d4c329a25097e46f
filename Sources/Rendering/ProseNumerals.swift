import Formatting
import Languages

/// Finds the numerals of prose that speak of quantities, so that those which are bound to nothing can be told.
///
/// Digits count, except in dates, ordinals, numbers of lists, sections and the like (`Figure 3`, `第 5`, `3.2.1`,
/// `(1)`), in names (digits at Latin letters: G20, Web3, COVID-19, 5G; the titles of works in 《》) and in addresses. A
/// year is a date in Chinese before 年, and in English wherever it stands alone (1900 to 2099); `2026–27` always is.
///
/// A text that is nothing but such a year, as the cell of a table, is a date in both.
///
/// Words count where they can hardly be anything but a quantity, since 一 and "one" are parts of a thousand other
/// words: Chinese numerals with 萬, 億 or 兆, before 成, 倍 and %, as 百分之六十, 三分之一, 一半 and 翻一番, before a
/// declared unit, and before a common measure word; but not 一 before these, nor 兩 where it is rather "both" (兩個,
/// 兩次). English number words as `english(_:at:)` says. What a person must judge (半年, 數十, half a year, "a third
/// runway") does not count.
struct ProseNumerals {
    let isChinese: Bool
    /// The words of units, the longest first.
    let units: [[UInt32]]

    init(language: LanguageTag, units words: UnitWords) {
        isChinese = language.isChinese
        var forms = Set<String>()
        for (_, unit) in words.all(in: language) { forms.formUnion([unit.one, unit.other]) }
        units = forms.map { $0.unicodeScalars.map(\.value) }.sorted { $0.count > $1.count }
    }

    /// What was passed over last, since what is joined to it is of its kind: 6 月 8 至 10 日, Figures 3 and 4.
    enum Passed {
        case nothing
        case date(end: Int)
        case label(end: Int)
    }

    /// The numerals of a text, in Unicode scalars. What a heading begins with may be its number: 2.1 Charging.
    func find(in text: [Unicode.Scalar], isHeading: Bool = false) -> [Range<Int>] {
        let text = ProseText(text)
        let names = text.names()
        var out: [Range<Int>] = []
        var name = 0
        var passed = Passed.nothing
        var i = isHeading ? sectionNumber(text) : 0
        if isLoneYear(text) { return [] }
        while i < text.count {
            while name < names.count, names[name].upperBound <= i { name += 1 }
            if name < names.count, names[name].contains(i) {
                i = names[name].upperBound
            } else if text.isDigit(i) {
                let found = digits(text, at: i, after: passed)
                if found.counts { out.append(i..<found.end) }
                passed = found.passed
                i = found.end
            } else if let found = words(text, at: i) {
                if found.counts { out.append(i..<found.end) }
                i = found.end
            } else {
                i += 1
            }
        }
        return out
    }

    private func words(_ text: ProseText, at start: Int) -> (end: Int, counts: Bool)? {
        isChinese ? chinese(text, at: start) : english(text, at: start)
    }

    // MARK: Digits

    private func digits(
        _ text: ProseText, at start: Int, after passed: Passed
    ) -> (end: Int, counts: Bool, passed: Passed) {
        let token = DigitToken(text, at: start)
        if token.isName { return (token.end, false, token.isPeriod ? .date(end: token.end) : .nothing) }
        if let end = ProseDate(text: text, isChinese: isChinese, after: passed).end(of: token) {
            return (end, false, .date(end: end))
        }
        if isLabelled(text, token, after: passed) { return (token.end, false, .label(end: token.end)) }
        if isYear(text, token) { return (token.end, false, .date(end: token.end)) }
        return (endOfScale(text, after: token.end), true, .nothing)
    }

    /// The end of the scale that belongs to a number in digits: 60%, 18 萬, 6 成, 2bn, 1.8 million.
    private func endOfScale(_ text: ProseText, after end: Int) -> Int {
        if text.at(end) == 0x25 { return end + 1 }
        let next = text.afterSpaces(end)
        if [0x842C, 0x4E07, 0x5104, 0x4EBF, 0x5146, 0x6210].contains(text.at(next)) { return next + 1 }
        let word = text.word(at: next)
        return next == end || Self.scales.contains(word) ? next + word.unicodeScalars.count : end
    }

    /// Where the number of a section ends that a heading begins with; 0 where it begins with none.
    private func sectionNumber(_ text: ProseText) -> Int {
        let start = text.afterSpaces(0)
        guard text.isDigit(start) else { return 0 }
        let token = DigitToken(text, at: start)
        let isFollowed =
            startsWithUnit(text, at: text.afterSpaces(token.end)) || endOfScale(text, after: token.end) > token.end
        return token.dots == 1 && text.at(token.end) == 0x20 && !isFollowed ? token.end : 0
    }

    /// 2026, and nothing else: what heads a row or a column.
    private func isLoneYear(_ text: ProseText) -> Bool {
        let start = text.afterSpaces(0)
        guard text.isDigit(start), text.count <= 8 else { return false }
        let token = DigitToken(text, at: start)
        guard let year = token.integer, token.digitCount == 4, text.afterSpaces(token.end) >= text.count else {
            return false
        }
        return (1900...2099).contains(year)
    }

    /// In English a year stands alone: no sign of money before it, nothing that is counted after it.
    private func isYear(_ text: ProseText, _ token: DigitToken) -> Bool {
        guard !isChinese, let year = token.integer, token.digitCount == 4, (1900...2099).contains(year) else {
            return false
        }
        let before = text.at(token.start - 1)
        if [0x24, 0xA3, 0xA5, 0x20AC, 0x7E].contains(before) || text.at(token.end) == 0x25 { return false }
        let next = text.afterSpaces(token.end)
        return !startsWithUnit(text, at: next) && !Self.scales.contains(text.word(at: next).lowercased())
    }

    /// A number that says which and not how many.
    private func isLabelled(_ text: ProseText, _ token: DigitToken, after passed: Passed) -> Bool {
        if token.dots > 1 { return true }
        if case .label(let end) = passed, token.integer != nil, text.at(token.end) != 0x25,
            ProseDate.joins(text, end..<token.start), !startsWithUnit(text, at: text.afterSpaces(token.end))
        {
            return true
        }
        let before = text.beforeSpaces(token.start)
        if text.at(before) == 0x7B2C { return true }  // 第
        let after = text.at(token.end)
        let isClosed = after == 0x29 || after == 0xFF09
        if token.digitCount <= 2, token.integer != nil {
            if isClosed, before < 0 || [0x28, 0xFF08].contains(text.at(token.start - 1)) { return true }
            if before < 0, after == 0x3001 || (after == 0x2E && text.at(token.end + 1) == 0x20) { return true }
        }
        if text.at(before) == 0x2E, before > 0 {
            return ["no", "fig", "p", "pp", "cap", "vol", "art", "sec", "ch"].contains(
                text.word(before: before).lowercased())
        }
        if text.isLetter(before) { return Self.labels.contains(text.word(before: before + 1).lowercased()) }
        return isChineseLabel(text, before)
    }

    private func isChineseLabel(_ text: ProseText, _ before: Int) -> Bool {
        for label in ["附件", "附錄", "附表", "步驟", "階段", "註", "頁"]
        where text.holds(label, at: before + 1 - label.unicodeScalars.count) {
            return true
        }
        guard text.at(before) == 0x5716 || text.at(before) == 0x8868 else { return false }  // 圖表
        return !text.isHan(before - 1) || Self.beforeLabels.contains(text.at(before - 1))
    }

    private static let beforeLabels = Set("見如參看閱及與和由在".unicodeScalars.map(\.value))

    private static let labels: Set<String> = [
        "figure", "figures", "table", "tables", "chart", "charts", "chapter", "chapters", "section", "sections",
        "article", "articles", "part", "parts", "phase", "phases", "annex", "appendix", "page", "pages", "paragraph",
        "paragraphs", "item", "items", "step", "steps", "stage", "stages", "volume", "note", "notes", "line", "route",
        "schedule", "clause", "rule", "version", "level", "tier", "zone", "terminal", "pier", "gate", "grade",
        "option", "scenario", "footnote", "box", "category",
    ]

    static let scales: Set<String> = ["hundred", "thousand", "million", "billion", "trillion", "dozen"]

    /// True where a declared unit, or one of the calendar, begins.
    func startsWithUnit(_ text: ProseText, at index: Int) -> Bool { unit(text, at: index) != nil }

    /// The length of the unit that begins at `index`, a whole word where it is written in letters.
    func unit(_ text: ProseText, at index: Int) -> Int? {
        for form in units where text.holds(form, at: index) {
            let end = index + form.count
            if text.isLetter(end - 1), text.isLetter(end) { continue }
            return form.count
        }
        return nil
    }
}

/// A run of digits with its grouping and decimals, and what is glued to it.
struct DigitToken {
    let start: Int
    let end: Int
    /// How many digits it begins with.
    let digitCount: Int
    /// How many points stand in it: two make it the number of a section or a version.
    let dots: Int
    /// Its value where it is a whole number without marks, of at most 6 digits.
    let integer: Int?
    /// True where Latin letters at it make it a part of a name.
    let isName: Bool
    /// Q1, H2: a name of a part of a year.
    let isPeriod: Bool

    init(_ text: ProseText, at start: Int) {
        var end = start
        while text.isDigit(end) { end += 1 }
        let whole = end
        while text.at(end) == 0x2C, text.isDigit(end + 1), text.isDigit(end + 2), text.isDigit(end + 3),
            !text.isDigit(end + 4)
        {
            end += 4
        }
        var dots = 0
        while text.at(end) == 0x2E, text.isDigit(end + 1) {
            dots += 1
            end += 1
            while text.isDigit(end) { end += 1 }
        }
        self.start = start
        self.dots = dots
        digitCount = whole - start
        integer = end == whole && whole - start <= 6 ? Int(text.string(start..<whole)) : nil
        let isPlural = text.at(end) == 0x73 && !text.isLetter(end + 1)  // the 1990s
        let before = text.word(before: start)
        let after = text.word(at: end)
        let isHyphenated = text.at(start - 1) == 0x2D && text.isLetter(start - 2)
        let isPrefix = !before.isEmpty && Currency.of(before) == nil && before != "RMB"
        let isSuffix = text.isLetter(end) && (isPlural || !Self.suffixes.contains(after))
        isName =
            isPrefix || (before.isEmpty && text.isLetter(start - 1)) || text.at(start - 1) == 0x5F || isHyphenated
            || isSuffix
        isPeriod = (before == "Q" || before == "H") && whole - start == 1
        if isName { while text.isLetter(end) || text.isDigit(end) { end += 1 } }
        self.end = end
    }

    /// What at a number is a scale or a unit and no part of a name; as it is written.
    private static let suffixes: Set<String> = [
        "k", "m", "mn", "bn", "b", "tn", "x", "pp", "km", "kg", "cm", "mm", "ha", "kW", "MW", "GW", "kWh", "MWh", "GWh",
        "million", "billion", "trillion",
    ]
}
