import Quantities

/// Numbers in English, in digits or words: 36,000, 1.8 million, $2bn, 18k, thirty-six thousand, two and a half
/// million, three point five, a hundred, two dozen, 5th.
enum EnglishNumerals {
    static func read(_ text: ClaimText, at start: Int) -> (Numeral, end: Int)? {
        if ClaimText.isDigit(text.at(start)) || DigitNumerals.isPointAlone(text, at: start) {
            return digits(text, at: start)
        }
        guard ClaimText.isLetter(text.at(start)), !ClaimText.isLetter(text.at(start - 1)) else { return nil }
        return words(text, at: start)
    }

    private static func digits(_ text: ClaimText, at start: Int) -> (Numeral, end: Int)? {
        guard let (number, digitsEnd) = DigitNumerals.plain(text, at: start) else { return nil }
        for suffix in ["st", "nd", "rd", "th"] where text.holds(Self.scalars(suffix), at: digitsEnd) {
            let numeral = Numeral(number.value, .place(0), isWords: false, isOrdinal: true)
            return (numeral, digitsEnd + 2)
        }
        var numeral = Numeral(number.value, .place(-number.decimals), isWords: false)
        var end = digitsEnd
        // 5 hundred thousand has two.
        while let (factor, power, after) = scaleAfterDigits(text, at: end) {
            let scale = numeral.scale + power
            numeral = Numeral(
                numeral.value * Number(factor) * Number(significand: 1, exponent: power),
                .place(scale - number.decimals), scale: scale, isWords: false)
            end = after
        }
        return (numeral, end)
    }

    private static func scaleAfterDigits(_ text: ClaimText, at end: Int) -> (factor: Int, power: Int, end: Int)? {
        let isGlued = text.at(end) != 0x20
        let next = text.skippingSpaces(end)
        for (word, factor, power, mayBeApart) in scales where isGlued || mayBeApart {
            if text.holds(scalars(word), at: next) { return (factor, power, next + word.unicodeScalars.count) }
        }
        return nil
    }

    /// A scale word alone, and what it counts: the million of "half a million".
    static func scale(_ text: ClaimText, at start: Int) -> (Number, end: Int)? {
        guard let (word, end) = word(text, at: start) else { return nil }
        if let power = large[word] { return (Number(significand: 1, exponent: power), end) }
        return word == "hundred" ? (100, end) : word == "dozen" ? (12, end) : nil
    }

    /// Scale words and letters, with what they count and their power of ten; letters stand at the digits alone.
    private static let scales: [(String, Int, Int, Bool)] = [
        ("thousand", 1, 3, true), ("million", 1, 6, true), ("billion", 1, 9, true), ("trillion", 1, 12, true),
        ("hundred", 1, 2, true), ("dozen", 12, 0, true), ("k", 1, 3, false), ("m", 1, 6, false),
        ("mn", 1, 6, true), ("bn", 1, 9, true), ("b", 1, 9, false), ("tn", 1, 12, true),
    ]

    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    // MARK: Words

    private static let units: [String: Int] = {
        let small = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        var out: [String: Int] = [:]
        for (i, word) in small.enumerated() { out[word] = i + 1 }
        for (i, word) in tens.enumerated() { out[word] = (i + 2) * 10 }
        return out
    }()

    private static let large: [String: Int] = ["thousand": 3, "million": 6, "billion": 9, "trillion": 12]

    private static func words(_ text: ClaimText, at start: Int) -> (Numeral, end: Int)? {
        var total = Number.zero
        var current: Number?
        var scale = 0
        var end = start
        var index = start
        var joined = false
        // After "and a half" and "point five" only a scale may follow.
        var isClosed = false
        while let (word, after) = self.word(text, at: index) {
            if let unit = units[word] {
                guard !isClosed, current == nil || joins(current, unit) || joined else { break }
                current = (current ?? 0) + Number(unit)
            } else if word == "hundred", let before = current {
                current = before * 100
            } else if word == "dozen", let before = current {
                current = before * 12
            } else if let power = large[word], let before = current {
                total = total + before * Number(significand: 1, exponent: power)
                current = nil
                scale = power
            } else if word == "a" || word == "an", index == start, opens(text, after) {
                current = 1
                index = text.skippingSpaces(after)
                continue
            } else if word == "zero", index == start, let (decimals, last) = decimals(text, after) {
                (current, isClosed, end) = (decimals, true, last)
                index = text.skippingSpaces(last)
                continue
            } else if !isClosed, let before = current, let (decimals, last) = decimals(text, index) {
                (current, isClosed, end) = (before + decimals, true, last)
                index = text.skippingSpaces(last)
                continue
            } else if word == "and", end > start, !isClosed, let (part, last) = part(text, after) {
                if let before = current {
                    current = before + part
                } else {
                    total = total + part * Number(significand: 1, exponent: scale)
                }
                (isClosed, end) = (true, last)
                index = text.skippingSpaces(last)
                continue
            } else if word == "and", scale > 0 || (current.map { $0 >= 100 } ?? false), follows(text, after) {
                joined = true
                index = text.skippingSpaces(after)
                continue
            } else {
                break
            }
            joined = false
            end = after
            index = text.skippingSpaces(after)
        }
        guard end > start else { return nil }
        let value = total + (current ?? 0)
        return (.words(value, scale: current == nil ? scale : 0), end)
    }

    /// "Point five" at `index`, digit by digit: 0.5.
    private static func decimals(_ text: ClaimText, _ index: Int) -> (Number, end: Int)? {
        guard let (first, after) = word(text, at: text.skippingSpaces(index)), first == "point" else { return nil }
        var value = Number.zero
        var place = 0
        var end = after
        while place > -9, let (name, next) = word(text, at: text.skippingSpaces(end)),
            let digit = name == "zero" ? 0 : units[name], digit < 10
        {
            place -= 1
            value = value + Number(significand: Int128(digit), exponent: place)
            end = next
        }
        return place < 0 ? (value, end) : nil
    }

    /// Twenty-six joins, and a hundred six; two six does not.
    private static func joins(_ current: Number?, _ unit: Int) -> Bool {
        guard let current else { return true }
        if current >= 100 { return Number(unit) < 100 }
        return unit < 10 && current >= 20 && current.decimal.exponent >= 1
    }

    private static func opens(_ text: ClaimText, _ index: Int) -> Bool {
        word(text, at: text.skippingSpaces(index)).map { large[$0.0] != nil || $0.0 == "hundred" || $0.0 == "dozen" }
            ?? false
    }

    private static func follows(_ text: ClaimText, _ index: Int) -> Bool {
        word(text, at: text.skippingSpaces(index)).map { units[$0.0] != nil } ?? false
    }

    /// The part after "and": a half, a quarter, three quarters.
    private static func part(_ text: ClaimText, _ index: Int) -> (Number, end: Int)? {
        let next = text.skippingSpaces(index)
        for (phrase, hundredths) in [("a half", 50), ("a quarter", 25), ("three quarters", 75)]
        where text.holds(scalars(phrase), at: next) {
            return (Number(significand: Int128(hundredths), exponent: -2), next + phrase.unicodeScalars.count)
        }
        return nil
    }

    private static func word(_ text: ClaimText, at index: Int) -> (String, Int)? {
        var i = index
        var word = String.UnicodeScalarView()
        while ClaimText.isLetter(text.at(i)), i - index < 12, let scalar = Unicode.Scalar(text.at(i)) {
            word.append(scalar)
            i += 1
        }
        guard i > index, !ClaimText.isLetter(text.at(i)) else { return nil }
        return (String(word), i)
    }
}
