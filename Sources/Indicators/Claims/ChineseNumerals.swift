import Quantities

/// Numbers in Chinese, in digits or words: 36,000, 1.8 萬, 18 萬億, 三萬六千, 二十多, 廿, 兩, 一百五, 三點五.
enum ChineseNumerals {
    /// The number that begins at `start`, and where it ends; nil where none does.
    static func read(_ text: ClaimText, at start: Int) -> (Numeral, end: Int)? {
        var reader = ChineseNumeralReader(text, start)
        return reader.read()
    }

    static func digit(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x96F6, 0x3007: 0  // 零〇
        case 0x4E00: 1
        case 0x4E8C, 0x5169: 2  // 二兩
        case 0x4E09: 3
        case 0x56DB: 4
        case 0x4E94: 5
        case 0x516D: 6
        case 0x4E03: 7
        case 0x516B: 8
        case 0x4E5D: 9
        default: nil
        }
    }

    /// 十百千, as powers of ten.
    static func small(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x5341: 1
        case 0x767E: 2
        case 0x5343: 3
        default: nil
        }
    }

    /// 萬億兆, as powers of ten.
    static func large(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x842C: 4
        case 0x5104: 8
        case 0x5146: 12
        default: nil
        }
    }

    /// 多餘幾, "and some".
    static func isMany(_ scalar: UInt32) -> Bool { scalar == 0x591A || scalar == 0x9918 || scalar == 0x5E7E }

    /// Two numbers of which one sign stands for both: 三四成, 四、五成, 十五六, 七八百. Their digits follow each other.
    static func readPair(_ text: ClaimText, at start: Int) -> (lower: Numeral, upper: Numeral, end: Int)? {
        var i = start
        while i - start < 16 {
            if let j = digitAfter(text, i, from: start) {
                let lower = text.without(i + 1..<j + 1)
                let upper = text.without(i..<j)
                guard let (a, end) = read(lower, at: start), let (b, other) = read(upper, at: start), end == other,
                    end > i, a.value < b.value
                else { return nil }
                return (a, b, end + j - i)
            }
            let scalar = text.at(i)
            guard digit(scalar) != nil || small(scalar) != nil || scalar == 0x5EFF || scalar == 0x5345 else {
                return nil
            }
            i += 1
        }
        return nil
    }

    /// The place of the digit that is one more than that at `i` and follows it, alone or after 、.
    private static func digitAfter(_ text: ClaimText, _ i: Int, from start: Int) -> Int? {
        let isListed = text.at(i + 1) == 0x3001
        let j = isListed ? i + 2 : i + 1
        if isListed, ClaimText.isDigit(text.at(i)), i == start || !ClaimText.isDigit(text.at(i - 1)) {
            return text.at(j) == text.at(i) + 1 && ClaimText.isDigit(text.at(j))
                && DigitNumerals.plain(text, at: j)?.end == j + 1 ? j : nil
        }
        guard let a = digit(text.at(i)), let b = digit(text.at(j)), a > 0, b == a + 1, digit(text.at(j + 1)) == nil,
            i == start || digit(text.at(i - 1)) == nil
        else { return nil }
        return j
    }
}

/// One number, read scalar by scalar.
private struct ChineseNumeralReader {
    let text: ClaimText
    let start: Int
    var index: Int
    /// What stands before the last 萬 or 億, and since it.
    var total = Number.zero
    var section = Number.zero
    /// A digit, or digits, that wait for their power of ten.
    var pending: Number?
    /// The power of ten of the last unit, 0 at first.
    var unit = 0
    var sawZero = false
    var sawUnit = false
    var isMany = false
    /// True of 三點五: what waits is no digit of its own.
    var isDecimal = false
    /// The power of ten of the last digit written, where the last part is written in digits: 3 of 3 萬 6 千.
    var place: Int?
    /// How many powers of ten stand after the only part.
    var scale = 0
    var isCompound = false
    /// True where the last part is written in digits.
    var usesDigits: Bool { place != nil }

    init(_ text: ClaimText, _ start: Int) {
        self.text = text
        self.start = start
        index = start
    }

    mutating func read() -> (Numeral, end: Int)? {
        if let found = digitString() { return found }
        scan: while index < text.count {
            let scalar = text.at(index)
            if ClaimText.isDigit(scalar) {
                guard pending == nil, let (number, end) = DigitNumerals.plain(text, at: index) else { break }
                if sawUnit { isCompound = true }
                pending = number.value
                // 3萬6 is 36,000 as 三萬六 is, 3萬6000 and 3萬06 are what they say.
                let isShort = sawUnit && !sawZero && end == index + 1 && !isUnit(text, at: text.skippingSpaces(end))
                place = isShort ? nil : -number.decimals
                index = end
            } else if let digit = ChineseNumerals.digit(scalar) {
                guard pending == nil else { break }
                if digit == 0, text.at(index + 1) != 0x9EDE {  // 零點五
                    guard sawUnit else { break }
                    sawZero = true
                } else {
                    if sawUnit { isCompound = true }
                    pending = Number(digit)
                    place = nil
                }
                index += 1
            } else if scalar == 0x5EFF || scalar == 0x5345 {  // 廿卅
                guard pending == nil, section.isZero else { break }
                section = scalar == 0x5EFF ? 20 : 30
                (unit, sawUnit) = (1, true)
                index += 1
            } else if scalar == 0x9EDE {  // 點
                guard let fraction = fraction() else { break }
                pending = (pending ?? 0) + fraction
                isDecimal = true
            } else if let power = ChineseNumerals.small(scalar) {
                guard isUnit(text, at: index), pending != nil || sawUnit || mayStandAlone(power) else { break }
                section = section + (pending ?? 1) * Number(significand: 1, exponent: power)
                take(power)
            } else if let power = ChineseNumerals.large(scalar) {
                guard takeLarge(power) else { break }
            } else if let ahead = unitAhead(scalar) {
                index = ahead
            } else {
                break scan
            }
        }
        return finish()
    }

    /// After a space or 多, the place of a unit that belongs to this number.
    private mutating func unitAhead(_ scalar: UInt32) -> Int? {
        guard pending != nil || sawUnit else { return nil }
        if scalar == 0x20, usesDigits {
            let next = text.skippingSpaces(index)
            return pending == nil ? isPart(at: next) : isUnitOrMany(at: next) ? next : nil
        }
        let isSome = scalar == 0x4F86  // 十來萬
        guard isSome || ChineseNumerals.isMany(scalar) else { return nil }
        let next = text.skippingSpaces(index + 1)
        guard ChineseNumerals.large(text.at(next)) != nil || (pending != nil && isUnit(text, at: next)) else {
            return nil
        }
        isMany = isMany || !isSome
        return next
    }

    private func isUnitOrMany(at place: Int) -> Bool {
        isUnit(text, at: place)
            || (ChineseNumerals.isMany(text.at(place)) && isUnit(text, at: text.skippingSpaces(place + 1)))
    }

    /// The place of digits with a smaller unit of their own, the 6 of 3 萬 6 千.
    private func isPart(at place: Int) -> Int? {
        guard let (_, end) = DigitNumerals.plain(text, at: place) else { return nil }
        let next = text.skippingSpaces(end)
        guard isUnit(text, at: next),
            let power = ChineseNumerals.small(text.at(next)) ?? ChineseNumerals.large(text.at(next)), power < unit
        else { return nil }
        return place
    }

    /// 十百千萬億兆, but not the 百 of 百分點.
    private func isUnit(_ text: ClaimText, at place: Int) -> Bool {
        let scalar = text.at(place)
        if scalar == 0x767E, text.at(place + 1) == 0x5206, text.at(place + 2) == 0x9EDE { return false }
        return ChineseNumerals.small(scalar) != nil || ChineseNumerals.large(scalar) != nil
    }

    /// 十 does; 百, 千, 萬 and 億 after a qualifier (逾百, 近萬), before 多 (百多) or a digit (萬二); 百 and 千 before 萬
    /// and 億.
    private func mayStandAlone(_ power: Int) -> Bool {
        guard index == start else { return false }
        var before = start - 1
        while text.at(before) == 0x20 { before -= 1 }
        let next = text.at(index + 1)
        let isPart = next == 0x5206 && text.at(index + 2) == 0x4E4B  // 千分之
        let isMany = next == 0x4F86 || (next != 0x5E7E && ChineseNumerals.isMany(next))
        let isCounted = ChineseNumerals.digit(next) != nil
        return power == 1 || isPart || isMany || isCounted || (power < 4 && ChineseNumerals.large(next) != nil)
            || Self.qualifierEnds.contains(text.at(before))
    }

    private static let qualifierEnds = Set("逾近約過超達足到於少多至".unicodeScalars.map(\.value))

    private mutating func take(_ power: Int) {
        place = pending == nil && power < 4 ? nil : place.map { $0 + power }
        pending = nil
        isDecimal = false
        unit = power
        scale += isCompound ? 0 : power
        (sawUnit, sawZero) = (true, false)
        index += 1
    }

    private mutating func takeLarge(_ power: Int) -> Bool {
        // 百二萬 is 120 萬, as 百二 is 120.
        let isShort = (1..<4).contains(unit) && !section.isZero && !sawZero && !usesDigits && !isDecimal
        let digit = (pending ?? 0) * Number(significand: 1, exponent: isShort ? unit - 1 : 0)
        let current = section + digit
        let factor = Number(significand: 1, exponent: power)
        if current.isZero {
            guard !total.isZero || mayStandAlone(power) else { return false }
            total = total.isZero ? factor : total * factor
        } else {
            // 三萬五千億 multiplies all of it, 三億五千萬 its last section.
            total = unitOfTotal < power && !total.isZero ? (total + current) * factor : total + current * factor
        }
        section = .zero
        unitOfTotal = power
        take(power)
        return true
    }
    private var unitOfTotal = 0

    /// 二〇二六: at least three digits, or a zero among them, and no unit after.
    private func digitString() -> (Numeral, end: Int)? {
        var value = 0
        var i = start
        var hasZero = false
        while i < text.count, let digit = ChineseNumerals.digit(text.at(i)), i - start < 15 {
            value = value * 10 + digit
            hasZero = hasZero || digit == 0
            i += 1
        }
        guard i - start >= (hasZero ? 2 : 3), text.at(i) != 0x9EDE, !isUnit(text, at: i) else { return nil }
        return (Numeral(Number(value), .place(0), isWords: true), i)
    }

    /// The decimals after 點.
    private mutating func fraction() -> Number? {
        guard pending != nil || sawUnit, ChineseNumerals.digit(text.at(index + 1)) != nil else { return nil }
        var value = 0
        var places = 0
        var i = index + 1
        while let digit = ChineseNumerals.digit(text.at(i)), places < 15 {
            value = value * 10 + digit
            places += 1
            i += 1
        }
        index = i
        return Number(significand: Int128(value), exponent: -places)
    }

    private func finish() -> (Numeral, end: Int)? {
        guard pending != nil || sawUnit else { return nil }
        var value = total + section
        if let pending {
            // 一百五, 三萬六: a last digit without its unit counts the next lower one, unless a zero says otherwise.
            let power = sawUnit && !sawZero && unit > 0 && !usesDigits && !isDecimal ? unit - 1 : 0
            value = value + pending * Number(significand: 1, exponent: power)
        }
        if let place {
            let scale = isCompound ? 0 : scale
            return (Numeral(value, .place(place), scale: scale, isWords: false, isMany: isMany), index)
        }
        return (.words(value, scale: isCompound ? 0 : scale, isMany: isMany), index)
    }
}
