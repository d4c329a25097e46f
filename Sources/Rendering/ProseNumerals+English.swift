extension ProseNumerals {
    /// The words of number that begin at `start`, and whether they speak of a quantity; nil where none begin.
    ///
    /// They do with a scale (two million, a dozen), before per cent, times and a declared unit, as a part (two-thirds, a
    /// quarter of, half of, one in five), as a multiple or a change (threefold, doubled, halved), and before what is
    /// counted, which is told by its plural: nine cities. "The two sides" names what was counted before.
    func english(_ text: ProseText, at start: Int) -> (end: Int, counts: Bool)? {
        guard text.isLetter(start), !text.isLetter(start - 1) else { return nil }
        let first = Self.mayBeNumberWord(text, start) ? text.word(at: start).lowercased() : ""
        let found: (end: Int, counts: Bool)? =
            switch first {
            case "": nil
            case "a", "an": parts(text, after: start + first.utf8.count)
            case "half": half(text, after: start + 4)
            default:
                Self.multiples.contains(first) || (first.hasSuffix("fold") && Self.isFold(first))
                    ? (start + first.utf8.count, true) : number(text, at: start)
            }
        if let found { return found }
        var end = start
        while text.isLetter(end) { end += 1 }
        return (end, false)
    }

    /// A million, a dozen; a third of, a quarter of.
    private func parts(_ text: ProseText, after end: Int) -> (end: Int, counts: Bool)? {
        guard text.at(end) == 0x20 else { return nil }
        let next = end + 1
        let word = text.word(at: next).lowercased()
        let wordEnd = next + word.utf8.count
        if Self.scales.contains(word) { return (wordEnd, true) }
        return Self.fractions.contains(word) && text.holds(" of ", at: wordEnd) ? (wordEnd, true) : nil
    }

    /// Half a million, half of, half the; not half a year.
    private func half(_ text: ProseText, after end: Int) -> (end: Int, counts: Bool)? {
        if text.holds(" a ", at: end) {
            let word = text.word(at: end + 3).lowercased()
            return Self.scales.contains(word) ? (end + 3 + word.utf8.count, true) : nil
        }
        return text.holds(" of ", at: end) || text.holds(" the ", at: end) ? (end, true) : nil
    }

    /// Number words from one to ninety-nine, with their scales.
    private func number(_ text: ProseText, at start: Int) -> (end: Int, counts: Bool)? {
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
        guard count > 0 else { return nil }
        if hasScale { return (end, true) }
        if let end = endOfPart(text, after: end) { return (end, true) }
        let next = text.afterSpaces(end)
        let isShare = text.word(at: next) == "percent" || text.holds("per cent", at: next)
        if isShare || text.holds("percentage point", at: next) { return (end, true) }
        if count == 1, isOne { return (end, false) }
        if text.holds("-fold", at: end) || text.holds(" times", at: end) {
            return (end + 5 + (text.at(end) == 0x20 ? 1 : 0), true)
        }
        guard text.at(end) == 0x20 else { return (end, false) }
        if startsWithUnit(text, at: next) { return (end, true) }
        return (end, isPlural(text.word(at: next)) && !isNamedBefore(text, start))
    }

    /// Two-thirds, three quarters, one third of, one in five: where the part ends, after its number.
    private func endOfPart(_ text: ProseText, after end: Int) -> Int? {
        let mark = text.at(end)
        guard mark == 0x2D || mark == 0x20 else { return nil }
        let word = text.word(at: end + 1).lowercased()
        let wordEnd = end + 1 + word.utf8.count
        if Self.fractions.contains(word) { return mark == 0x2D || text.holds(" of ", at: wordEnd) ? wordEnd : nil }
        if word.hasSuffix("s"), Self.fractions.contains(String(word.dropLast())) { return wordEnd }
        guard word == "in", mark == 0x20, text.at(wordEnd) == 0x20 else { return nil }
        let whole = text.word(at: wordEnd + 1).lowercased()
        return Self.numberWords.contains(whole) ? wordEnd + 1 + whole.utf8.count : nil
    }

    /// A word in small letters that names several of what can be counted.
    private func isPlural(_ word: String) -> Bool {
        guard let first = word.utf8.first, first >= 0x61 else { return false }
        if Self.plurals.contains(word) { return true }
        return word.hasSuffix("s") && word.utf8.count > 3 && !word.hasSuffix("ss") && !word.hasSuffix("us")
            && !word.hasSuffix("is") && !Self.notPlurals.contains(word)
    }

    private func isNamedBefore(_ text: ProseText, _ start: Int) -> Bool {
        let before = text.beforeSpaces(start)
        return text.isLetter(before) && Self.namedBefore.contains(text.word(before: before + 1).lowercased())
    }

    /// By the first two letters, since most words are none: one, two, three, four, five, six, seven, eight, nine, ten,
    /// eleven; a, an; half and halved, doubled, tripled and trebled, quadrupled.
    private static func mayBeNumberWord(_ text: ProseText, _ start: Int) -> Bool {
        switch (text.at(start) | 0x20, text.at(start + 1) | 0x20) {
        case (0x6F, 0x6E), (0x74, 0x77), (0x74, 0x68), (0x66, 0x6F), (0x66, 0x69), (0x73, 0x69), (0x73, 0x65),
            (0x65, 0x69), (0x6E, 0x69), (0x74, 0x65), (0x65, 0x6C), (0x61, 0x20), (0x61, 0x6E), (0x68, 0x61),
            (0x64, 0x6F), (0x74, 0x72), (0x71, 0x75):
            true
        default: false
        }
    }

    private static func isFold(_ word: String) -> Bool { numberWords.contains(String(word.dropLast(4))) }

    private static let multiples: Set<String> = ["doubled", "tripled", "trebled", "quadrupled", "halved"]

    private static let fractions: Set<String> = [
        "half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "hundredth",
    ]

    private static let plurals: Set<String> = ["people", "men", "women", "children"]
    private static let notPlurals: Set<String> = [
        "does", "goes", "says", "makes", "takes", "needs", "always", "perhaps",
    ]
    /// After these a number word names what is known already.
    private static let namedBefore: Set<String> = [
        "the", "these", "those", "its", "their", "our", "his", "her", "your", "my", "all", "other",
    ]

    private static let numberWords: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
        "sixty", "seventy", "eighty", "ninety",
    ]
}
