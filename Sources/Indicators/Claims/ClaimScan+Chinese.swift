import Quantities

/// What Chinese alone writes.
///
/// - 三四成, 四、五成, 十五六, 七八百 are ranges of two digits that follow each other, both ends included.
/// - 多, 餘 and 幾 after a number go up to the next unit of its last place: 二十多, 百多, 三倍多. 多, 少, 高 and 低 before
///   one speak of a change, as 升, 跌, 增 and 減 do: 多一倍, 少兩成. 逾倍 is over once as much.
/// - 過 is "over" before a round number alone (過百, 過半, 過六成): 已過三年 is no bound.
/// - 成半 is 15%, 十成 and 百分之百 count to the 成 and the per cent, 減半 is 減少一半, 第十 is exactly the tenth.
/// - 3萬6 is 三萬六, 3萬6000 and 3 萬 6 千 say what they say, to the last digit written.
/// - 以上, 左右 and the like count after a number, never before one.
/// - Words that merely hold a sign (合約, 附近, 九龍, 進一步, 零售, 非本地) are passed over; another 不, 未, 無 or 沒 makes
///   the claim unreadable.
extension ClaimScan {
    /// 分之 and 比 after a number: a part of a whole.
    mutating func readPart() -> Bool {
        guard isChinese, isAfterNumber, let whole = numbers.last else { return false }
        // 三分之一, and 三分一 as Hong Kong says.
        let isLong = text.at(index) == 0x5206 && text.at(index + 1) == 0x4E4B
        let isPart = isLong || (text.at(index) == 0x5206 && ChineseNumerals.digit(text.at(index + 1)) ?? 0 > 0)
        let isProportion = text.at(index) == 0x6BD4
        guard isPart || isProportion,
            let (other, end) = ChineseNumerals.read(text, at: text.skippingSpaces(index + (isLong ? 2 : 1)))
        else { return false }
        guard let value = isPart ? other.value / whole.value : whole.value / other.value else { return false }
        let power = whole.value.magnitudeExponent
        let isFine = isPart && power > 2 && whole.value == Number(significand: 1, exponent: power)
        numbers.removeLast()
        numbers.append(isFine ? other.scaled(byPowerOfTen: -power) : Numeral(value, .wholePercent, isWords: true))
        unit = .fraction
        index = end
        return true
    }

    /// 一打, 半打, where 打 begins no word of its own.
    mutating func readDozen() -> Bool {
        guard isChinese, isAtNumber, numbers.count == 1, let number = numbers.last, number.isWords,
            unit == .none || unit == .fraction, text.at(index) == 0x6253, !Self.afterDozen.contains(text.at(index + 1))
        else { return false }
        numbers = [.words(number.value * 12)]
        unit = .none
        index += 1
        return true
    }

    private static let afterDozen = Set("工擊击造破開开電电算印包扮理架".unicodeScalars.map(\.value))

    /// 三四成, 四、五成: a range in one number.
    mutating func readPair() -> Bool {
        guard isChinese, let (lower, upper, end) = ChineseNumerals.readPair(text, at: index) else { return false }
        add(lower)
        isJoined = true
        add(upper)
        index = end
        return true
    }

    /// 多, or "-odd", after a number; it ends at `end`.
    mutating func takeMany(_ end: Int) -> Bool {
        guard isAfterNumber, let last = numbers.indices.last,
            !isChinese || ChineseNumerals.isMany(text.at(index))
        else { return false }
        numbers[last].isMany = true
        index = end
        return true
    }

    /// 成半, one tenth and a half, where 成 begins no word and ends none.
    mutating func takeOneTenthAndHalf() -> Bool {
        guard text.at(index) == 0x534A, index == 1 || !isHan(text.at(index - 2)) || isAfterQualifier else {
            return true
        }
        add(.words(Number(significand: 15, exponent: -1)))
        unit = .tenths
        index += 1
        return true
    }

    /// 增逾倍 is more than once as much again.
    mutating func takeOnce() {
        guard isChinese, numbers.isEmpty, lowerIsOpen != nil || nearly, index > 1, isAfterQualifier else { return }
        add(.words(.one))
        isAtNumber = false
    }

    /// 十成 counts to the tenth, as 六成 does.
    mutating func keepTenths() {
        guard let last = numbers.indices.last, case .place(let place) = numbers[last].precision, place > 0 else {
            return
        }
        numbers[last].precision = .place(0)
    }

    /// True where a number follows, with nothing but its qualifiers and currency before it.
    func leadsToNumber(_ start: Int) -> Bool {
        var i = text.skippingSpaces(start)
        while i < text.count, let entry = reader.vocabulary.match(text, at: i) {
            switch entry.meaning {
            case .percentBefore, .fraction, .overFraction, .wholePercent: return true
            case .times: return i > start  // 增逾倍
            case .currency: break
            case let meaning where meaning.isQualifier: break
            default: return numeral(at: i) != nil
            }
            i = text.skippingSpaces(i + entry.scalars.count)
        }
        return i < text.count && numeral(at: i) != nil
    }

    /// True where 百, 萬, 半 or so many 成 or 倍 follow: what 過 is said of.
    func leadsToRound(_ place: Int) -> Bool {
        let scalar = text.at(place)
        if ChineseNumerals.small(scalar) != nil || ChineseNumerals.large(scalar) != nil || scalar == 0x534A {
            return true
        }
        guard place < text.count, let (_, end) = numeral(at: place) else { return false }
        let next = text.at(text.skippingSpaces(end))
        return next == 0x6210 || next == 0x500D
    }

    /// True where the sign at `index` ends a longer word: 最多, 眾多, 較高.
    func isPartOfWord() -> Bool { index > 0 && Self.wordBeginnings.contains(text.at(index - 1)) }

    private static let wordBeginnings = Set("最至很更較新極甚不許眾諸太好繁缺".unicodeScalars.map(\.value))

    /// True where a qualifier or a change word ends before the sign that was just passed.
    private var isAfterQualifier: Bool { Self.qualifierEnds.contains(text.at(index - 2)) }

    private static let qualifierEnds = Set("約近逾足過達佔有到至加少升跌減增降".unicodeScalars.map(\.value))

    private func isHan(_ scalar: UInt32) -> Bool { (0x3400...0x9FFF).contains(scalar) }
}
