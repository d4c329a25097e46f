import Quantities

// What Chinese alone writes: 三分之一, 三四成, 二十多, 成半, 升三成.
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

    /// 三四成, 四、五成: a range in one number.
    mutating func readPair() -> Bool {
        guard isChinese, let (lower, upper, end) = ChineseNumerals.readPair(text, at: index) else { return false }
        add(lower)
        isJoined = true
        add(upper)
        index = end
        return true
    }

    /// 多 after a number.
    mutating func takeMany() -> Bool {
        guard isAfterNumber, let last = numbers.indices.last, ChineseNumerals.isMany(text.at(index)) else {
            return false
        }
        numbers[last].isMany = true
        index += 1
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

    /// True where the sign at `index` ends a longer word: 最多, 眾多, 較高.
    func isPartOfWord() -> Bool { index > 0 && Self.wordBeginnings.contains(text.at(index - 1)) }

    private static let wordBeginnings = Set("最至很更較新極甚不許眾諸太好繁缺".unicodeScalars.map(\.value))

    /// True where a qualifier or a change word ends before the sign that was just passed.
    private var isAfterQualifier: Bool { Self.qualifierEnds.contains(text.at(index - 2)) }

    private static let qualifierEnds = Set("約近逾足過達佔有到至加少升跌減增降".unicodeScalars.map(\.value))

    private func isHan(_ scalar: UInt32) -> Bool { (0x3400...0x9FFF).contains(scalar) }
}
