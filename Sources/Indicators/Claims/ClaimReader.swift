import Formatting
import Languages
import Quantities

/// Reads a claim's words: what number, how precise, with what qualifier, unit and direction.
///
/// The text is scanned once from left to right, the longest known phrase first; words that mean nothing here are
/// passed over. It is unreadable where no number is left, or several that are no range, or a "not".
package struct ClaimReader: Sendable {
    package let language: LanguageTag
    /// The currency that $ and 元 alone mean, by ISO 4217.
    package let currency: String
    let units: ClaimUnits
    let vocabulary: ClaimVocabulary

    package init(language: LanguageTag, unitWords: UnitWords = UnitWords(), currency: String = "HKD") {
        self.language = language
        self.currency = currency
        units = ClaimUnits(words: unitWords, language: language)
        vocabulary = language.isChinese ? .chinese : .english
    }

    /// Reads `text` as a claim about a quantity of `unit`, whose symbols it may name.
    package func read(_ text: String, unit: Unit = .none) -> Result<ClaimReading, ClaimUnreadable> {
        let plain = ClaimText(text)
        guard plain.count <= ClaimText.limit else { return .failure(.tooLong) }
        var scan = ClaimScan(text: plain, reader: self, unit: unit)
        scan.run()
        return scan.reading()
    }
}

/// One pass over a claim.
struct ClaimScan {
    let text: ClaimText
    let reader: ClaimReader
    let dataUnit: ClaimUnits.Target
    var index = 0

    var numbers: [Numeral] = []
    /// True where the last number is followed by nothing but spaces so far.
    var isAfterNumber = false
    /// True where that is so, and not even a unit has followed.
    var isAtNumber = false
    /// True where a "to" stands since the last number.
    var isJoined = false
    /// True where the second number was joined to the first.
    var isRange = false
    var isBetween = false
    /// True where a "from" stands.
    var isFrom = false
    /// English qualifiers that wait for their number.
    var pending: [ClaimMeaning] = []
    var about = false
    var nearly = false
    var lowerIsOpen: Bool?
    var upperIsOpen: Bool?
    var unit = ClaimUnit.none
    /// The last rate found; all of them are in `rates`.
    var rate: String? {
        didSet { if let rate, !rates.contains(rate) { rates.append(rate) } }
    }
    var rates: [String] = []
    var direction = ClaimDirection.none
    var sawZero = false
    var isNegated = false
    var isVague = false
    var nextIsOrdinal = false
    var nextIsNegative = false

    init(text: ClaimText, reader: ClaimReader, unit: Unit) {
        self.text = text
        self.reader = reader
        dataUnit = ClaimUnits.Target(unit)
    }

    var isChinese: Bool { reader.language.isChinese }

    mutating func run() {
        while index < text.count {
            if text.at(index) == 0x20 {
                index += 1
            } else if readSigned() || readMinus() || readUnit() || readRate() {
                continue
            } else if readPart() || readProportion() || readOnePoint() || readDozen() {
                continue
            } else if let entry = reader.vocabulary.match(text, at: index), take(entry) {
                continue
            } else if readPair() {
                continue
            } else if let (numeral, end) = numeral(at: index) {
                add(numeral)
                index = end
            } else {
                skip()
            }
        }
    }

    func numeral(at place: Int) -> (Numeral, end: Int)? {
        isChinese ? ChineseNumerals.read(text, at: place) : EnglishNumerals.read(text, at: place)
    }

    mutating func add(_ numeral: Numeral) {
        var numeral = numeral
        for meaning in pending { qualify(meaning) }
        pending = []
        if nextIsOrdinal { (numeral.isOrdinal, numeral.precision) = (true, .exact) }
        nextIsOrdinal = false
        if nextIsNegative { numeral.value = -numeral.value }
        nextIsNegative = false
        if isJoined { isRange = true }
        isJoined = false
        numbers.append(numeral)
        isAfterNumber = true
        isAtNumber = true
    }

    /// Passes over one mark, a whole Latin word, or digits beyond any number.
    private mutating func skip() {
        isAfterNumber = false
        isAtNumber = false
        let isWord = ClaimText.isLetter(text.at(index))
        let isNumber = ClaimText.isDigit(text.at(index))
        index += 1
        while isWord ? ClaimText.isLetter(text.at(index)) : isNumber && ClaimText.isDigit(text.at(index)) { index += 1 }
    }

    /// A sign at a digit: −12%.
    private mutating func readSigned() -> Bool {
        let sign = text.at(index)
        guard sign == 0x2D || sign == 0x2B, !isAfterNumber, ClaimText.isDigit(text.at(index + 1)),
            let (numeral, end) = numeral(at: index + 1)
        else { return false }
        var signed = numeral
        if sign == 0x2D { signed.value = -numeral.value }
        add(signed)
        index = end
        return true
    }

    /// The same in words, 負十二 and minus 12, or before a currency: −HK$12. It is no sign where no number follows.
    private mutating func readMinus() -> Bool {
        let words = isChinese ? ClaimWords.minusInChinese : ClaimWords.minusInEnglish
        let isMark = text.at(index) == 0x2D && !isAfterNumber
        guard let length = isMark ? 1 : words.first(where: { text.holds($0, at: index) })?.count else { return false }
        var next = text.skippingSpaces(index + length)
        guard next < text.count else { return false }
        if let entry = reader.vocabulary.match(text, at: next), case .currency = entry.meaning {
            next = text.skippingSpaces(next + entry.scalars.count)
        }
        guard next < text.count, numeral(at: next) != nil else { return false }
        nextIsNegative = true
        index += length
        return true
    }

    /// A unit after the number: at once in Chinese, anywhere after it in English, where the calendar's words alone
    /// must follow at once ("600 cars this year").
    private mutating func readUnit() -> Bool {
        if numbers.isEmpty, let (symbol, end) = dataUnit.currency(text, at: index) {
            unit = .symbol(symbol)
            index = end
            return true
        }
        guard isAtNumber || (unit == .none && (isAfterNumber || (!isChinese && !numbers.isEmpty))),
            let (symbol, end) = reader.units.match(text, at: index, for: dataUnit)
                ?? (isAtNumber ? ClaimUnits.known(text, at: index) : nil),
            isAfterNumber || !UnitWords.calendarSymbols.contains(symbol),
            // 日圓 and 年輕 are no days and years, nor is "year on year".
            reader.vocabulary.match(text, at: index)?.scalars.count ?? 0 <= end - index
        else { return false }
        unit = .symbol(symbol)
        isAfterNumber = true
        isAtNumber = false
        index = end
        // 三年半
        if UnitWords.calendarSymbols.contains(symbol) { addHalf(Number(significand: 5, exponent: -1)) }
        return true
    }

    /// 每輛, per car: a rate over a unit with words of its own.
    private mutating func readRate() -> Bool {
        let word: [UInt32] = isChinese ? [0x6BCF] : [0x70, 0x65, 0x72]
        guard text.holds(word, at: index),
            let (symbol, end) = reader.units.match(text, at: text.skippingSpaces(index + word.count), for: dataUnit)
        else { return false }
        rate = symbol
        isAfterNumber = false
        isAtNumber = false
        index = end
        return true
    }

    // MARK: Words

    /// Takes what a phrase means; false where it means nothing here.
    private mutating func take(_ entry: ClaimVocabulary.Entry) -> Bool {
        let end = index + entry.scalars.count
        // 以上 before any number is "the above".
        if entry.isAfterNumber, isChinese, numbers.isEmpty { return false }
        switch entry.meaning {
        case .about, .nearly, .over, .atLeast, .under, .atMost:
            guard takeQualifier(entry) else { return false }
        case .overBefore:
            guard leadsToRound(end) else { return false }
            lowerIsOpen = true
        case .comparison(let isUp):
            guard takeComparison(isUp: isUp) else { return false }
        case .points where ClaimWords.barePoints.contains(entry.scalars) && dataUnit.unit.kind != .points:
            return false
        case .percent, .perMille, .percentBefore, .tenths, .points, .times, .fold:
            return takeUnit(entry.meaning, end)
        case .currency(let code):
            // 元 counts at a number alone: it stands in many words.
            guard (code != "" && (isChinese || !entry.isWord)) || isAfterNumber || text.at(index) == 0x24 else {
                return false
            }
            // 人民幣 500 元 has said which.
            if case .currency = unit, code.isEmpty { break }
            unit = .currency(code.isEmpty ? reader.currency : code)
        case .rate(let symbol):
            guard isChinese || !numbers.isEmpty else { return false }
            rate = symbol
        case .often(let symbol):
            guard isAfterNumber || dataUnit.isOver(symbol) else { return false }
            rate = symbol
        case .change, .changeBefore, .between, .from, .connector, .and: return takeMotion(entry.meaning, end)
        case .level:
            // 減少至少 is 減少 and 至少.
            let isSplit = isChinese && text.at(end - 1) == 0x81F3 && (text.at(end) == 0x5C11 || text.at(end) == 0x591A)
            return takeMotion(isSplit ? entry.meaning.asChange : entry.meaning, isSplit ? end - 1 : end)
        case .many:
            if !isAfterNumber, text.at(index) == 0x591A { return takeMotion(.changeBefore(isUp: true), end) }
            return takeMany(end)
        case .zero:
            if let (numeral, end) = numeral(at: index) {
                add(numeral)
                index = end
                return true
            }
            sawZero = true
        case .not: isNegated = true
        case .vague:
            // 二十多個 is no 多個.
            if isAtNumber, takeMany(index + 1) { return true }
            isVague = true
        case .ordinalBefore: nextIsOrdinal = true
        case .ignored: break
        case .fraction, .fractionOfScale, .overFraction, .halved, .multiple, .multiplied, .wholePercent, .ordinal:
            return takeNumber(entry.meaning, end)
        }
        isAfterNumber = false
        isAtNumber = false
        index = end
        return true
    }

    private mutating func takeUnit(_ meaning: ClaimMeaning, _ end: Int) -> Bool {
        index = end
        isAtNumber = false
        switch meaning {
        case .percent: unit = .percent
        case .perMille:
            unit = .fraction
            numbers = numbers.map { $0.scaled(byPowerOfTen: -3) }
        case .percentBefore:
            unit = .percent
            isAfterNumber = false
            return true
        case .points: unit = .points
        case .fold: unit = .multiple
        case .times:
            unit = .times
            takeOnce()
            addHalf(Number(significand: 5, exponent: -1))
        case .tenths:
            guard isAfterNumber else { return takeOneTenthAndHalf() }
            unit = .tenths
            keepTenths()
            addHalf(Number(significand: 5, exponent: -1))
            // 六成五 is 65%.
            if let digit = ChineseNumerals.digit(text.at(index)), digit > 0, let last = numbers.indices.last {
                numbers[last] = .words(numbers[last].value + Number(significand: Int128(digit), exponent: -1))
                index += 1
            }
        default: break
        }
        isAfterNumber = !numbers.isEmpty
        return true
    }

    /// 六成半, 一倍半: half a unit more.
    mutating func addHalf(_ half: Number) {
        guard isChinese, text.at(index) == 0x534A, let last = numbers.indices.last else { return }
        numbers[last] = .words(numbers[last].value + half)
        index += 1
    }

    private mutating func takeMotion(_ meaning: ClaimMeaning, _ end: Int) -> Bool {
        switch meaning {
        case .change(let isUp): if direction == .none { direction = .change(isUp: isUp) }
        case .changeBefore(let isUp):
            guard leadsToNumber(end), !isPartOfWord() else { return false }
            if direction == .none { direction = .change(isUp: isUp) }
        case .level(let isUp): direction = .level(isUp: isUp)
        case .between: isBetween = true
        case .from: isFrom = true
        case .connector:
            guard !numbers.isEmpty else { return takeLeadingConnector(end) }
            isJoined = true
        case .and:
            guard isBetween, !numbers.isEmpty else { return false }
            isJoined = true
        default: break
        }
        isAfterNumber = false
        isAtNumber = false
        index = end
        return true
    }

    private mutating func takeNumber(_ meaning: ClaimMeaning, _ end: Int) -> Bool {
        switch meaning {
        case .fraction(let part, let whole), .overFraction(let part, let whole):
            if takeQuarterly(part, whole, end) { return true }
            guard let value = Number(part) / Number(whole) else { return false }
            if let (numeral, after) = scaled(value, at: end) {
                add(numeral)
                index = after
                return true
            }
            if case .overFraction = meaning { lowerIsOpen = true }
            add(Numeral(value, .wholePercent, isWords: true))
            unit = .fraction
        case .fractionOfScale(let part, let whole):
            guard let value = Number(part) / Number(whole), let (numeral, after) = scaled(value, at: end) else {
                return false
            }
            add(numeral)
            index = after
            return true
        case .halved:
            // A change by half, 減少一半.
            add(Numeral(Number(significand: 5, exponent: -1), .wholePercent, isWords: true))
            unit = .fraction
            direction = .change(isUp: false)
        case .multiplied(let n):
            add(Numeral(Number(n), .multiple, isWords: true))
            unit = .multiple
            if direction == .none { direction = .change(isUp: true) }
        case .multiple(let n):
            add(Numeral(Number(n), .multiple, isWords: true))
            unit = .multiple
        case .wholePercent(let n):
            add(Numeral(Number(n), .place(0), isWords: true))
            unit = .percent
        case .ordinal(let n):
            guard numbers.isEmpty else { return false }
            add(Numeral(Number(n), .place(0), isWords: true, isOrdinal: true))
        default: return false
        }
        index = end
        return true
    }
}
