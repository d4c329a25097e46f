import Formatting

// Dates in English: 8 June 2026, June 8th, December 2026, Q1 2027, late 2026, the first half of 2027.
extension ClaimDate {
    private static func phrases(_ list: String) -> [ClaimText] {
        list.split(separator: ",").map { ClaimText(String($0)) }
    }

    private static let abouts = phrases("about,around,circa,roughly,approximately")
    private static let months = TimeLocale.english.months.map(ClaimText.init)
    private static let shortMonths = TimeLocale.english.shortMonths.map(ClaimText.init)
    private static let september = phrases("sept")
    private static let quarters = phrases("first quarter,second quarter,third quarter,fourth quarter")
    /// Early, mid and late are thirds.
    private static let thirds = phrases("early,mid,late")
    private static let halves = phrases("first half,second half,h1,h2")
    /// What makes it no date of its own.
    private static let others = phrases("not,never,no,before,after,earlier than,later than")

    /// False where a part is told twice (from June to July), or the words speak of another time than the date.
    mutating func readEnglish(_ text: ClaimText) -> Bool {
        func find(_ list: [ClaimText], _ i: Int) -> (index: Int, length: Int)? {
            list.firstIndex { text.holds($0.scalars, at: i) }.map { ($0, list[$0].count) }
        }
        var i = 0
        while i < text.count {
            if find(Self.others, i) != nil { return false }
            if let (found, length) = find(Self.months, i) ?? find(Self.shortMonths, i)
                ?? find(Self.september, i).map({ (8, $0.length) })
            {
                guard Self.tell(&month, found + 1) else { return false }
                i += length
            } else if let (found, length) = find(Self.quarters, i) {
                guard Self.tell(&quarter, found + 1) else { return false }
                i += length
            } else if text.at(i) == 0x71, ClaimText.isDigit(text.at(i + 1)), !ClaimText.isLetter(text.at(i - 1)) {
                // Q1
                guard Self.tell(&quarter, Int(text.at(i + 1)) - 0x30) else { return false }
                i += 2
            } else if let (found, length) = find(Self.thirds, i) ?? find(Self.halves, i) {
                let isThird = find(Self.thirds, i) != nil
                guard part == nil else { return false }
                part = isThird ? (found, 3) : (found % 2, 2)
                i += length
            } else if let (_, length) = find(Self.abouts, i) {
                isAbout = true
                i += length
            } else if let (number, end) = DigitNumerals.plain(text, at: i), let value = Int(number.value.literal) {
                guard end - i == 4 ? Self.tell(&year, value) : Self.tell(&day, value), isDay(text, end) || end - i == 4
                else {
                    return false
                }
                // The 2020s are no year.
                if end - i == 4, ClaimText.isLetter(text.at(end)) { return false }
                i = end
                while ClaimText.isLetter(text.at(i)) { i += 1 }
            } else {
                i += 1
            }
        }
        return true
    }

    /// True where a number of one or two digits ends as a day does: 8, 8th.
    private func isDay(_ text: ClaimText, _ end: Int) -> Bool {
        if !ClaimText.isLetter(text.at(end)) { return true }
        return ["st", "nd", "rd", "th"].contains { text.holds(ClaimText($0).scalars, at: end) }
    }
}
