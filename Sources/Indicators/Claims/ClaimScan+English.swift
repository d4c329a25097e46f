import Quantities

// What English asks for beyond the list of its words: most of its qualifiers are prepositions or comparatives too, and
// only their place tells which they are.

extension ClaimScan {
    /// Takes a qualifier. In Chinese it is said of the claim's number wherever it stands; in English of the number that
    /// follows ("over 40%", and not "40% over the decade"), or of the one before where it is of the few that stand
    /// there ("5,000 or more"). After a part, "above" and "less than" compare: 20% below is down 20%.
    mutating func takeQualifier(_ entry: ClaimVocabulary.Entry) -> Bool {
        if isChinese || (!numbers.isEmpty && entry.isAfterNumber) {
            qualify(entry.meaning)
            return true
        }
        if ClaimWords.comparatives.contains(entry.scalars), takeComparison(isUp: entry.meaning == .over) { return true }
        guard !ClaimWords.numberOnly.contains(entry.scalars), !isPreposition(at: index + entry.scalars.count) else {
            return false
        }
        pending.append(entry.meaning)
        return true
    }

    /// 25% more, a third fewer: up and down. Of a count it says nothing new ("600 more cars").
    mutating func takeComparison(isUp: Bool) -> Bool {
        guard isAfterNumber, unit == .percent || unit == .fraction || unit == .points else { return false }
        if direction == .none { direction = .change(isUp: isUp) }
        return true
    }

    /// "Over the past decade", "some of the cars": what follows at `place` is no number.
    private func isPreposition(at place: Int) -> Bool {
        let next = text.skippingSpaces(place)
        if numberFollows(next) { return false }
        if text.holds(ClaimWords.of, at: next) { return true }
        guard let article = ClaimWords.articles.first(where: { text.holds($0, at: next) }) else { return false }
        return !numberFollows(text.skippingSpaces(next + article.count))
    }

    /// True where a number begins at `next`, with its currency or a qualifier of its own.
    private func numberFollows(_ next: Int) -> Bool {
        guard next < text.count else { return false }
        if ClaimText.isDigit(text.at(next)) || text.at(next) == 0x2D || numeral(at: next) != nil { return true }
        switch reader.vocabulary.match(text, at: next)?.meaning {
        case .about, .nearly, .over, .atLeast, .under, .atMost, .currency, .fraction, .multiple, .zero: return true
        default: return false
        }
    }

    /// A connector before any number: the "to" of "rose sharply to 40%" and the 至 of 縮短至四成, which tell where it stands
    /// now, or the mark of ~5,000.
    mutating func takeLeadingConnector(_ end: Int) -> Bool {
        if text.at(index) == 0x7E {
            qualify(.about)
        } else if text.holds(isChinese ? [0x81F3] : ClaimWords.to, at: index), case .change(let isUp) = direction,
            numberFollows(text.skippingSpaces(end))
        {
            direction = .level(isUp: isUp)
        } else {
            return false
        }
        index = end
        return true
    }

    /// 3:1, one in five, nine out of ten: a proportion. "5 in 24", in digits, may be anything.
    mutating func readProportion() -> Bool {
        guard isAtNumber, !isJoined, let part = numbers.last, part.value.isInteger, !part.isOrdinal else {
            return false
        }
        if text.at(index) == 0x3A, ClaimText.isDigit(text.at(index + 1)), let (whole, end) = numeral(at: index + 1) {
            return takeProportion(part, whole, end)
        }
        guard !isChinese, part.isWords || part.value == .one, part.value < 10,
            let word = ClaimWords.partOf.first(where: { text.holds($0, at: index) }),
            let (whole, end) = numeral(at: text.skippingSpaces(index + word.count)),
            part.value < whole.value, whole.value <= 100, whole.value.isInteger
        else { return false }
        return takeProportion(part, whole, end)
    }

    private mutating func takeProportion(_ part: Numeral, _ whole: Numeral, _ end: Int) -> Bool {
        guard let value = part.value / whole.value else { return false }
        numbers.removeLast()
        numbers.append(Numeral(value, .wholePercent, isWords: true))
        unit = .fraction
        isAtNumber = false
        index = end
        return true
    }

    /// The one of "a percentage point"; that of "half a percentage point" says no more.
    mutating func readOnePoint() -> Bool {
        guard !isChinese, numbers.isEmpty || isJoined, text.holds(ClaimWords.onePoint, at: index) else { return false }
        add(.words(.one))
        index += 1
        return true
    }

    /// A fraction of a scale word: half a million, half million, three-quarters of a billion. A third of a million has no
    /// last place.
    func scaled(_ part: Number, at place: Int) -> (Numeral, end: Int)? {
        guard !isChinese, part.isExact else { return nil }
        var next = text.skippingSpaces(place)
        if text.holds(ClaimWords.of, at: next) { next = text.skippingSpaces(next + ClaimWords.of.count) }
        if text.holds(ClaimWords.a, at: next) { next = text.skippingSpaces(next + ClaimWords.a.count) }
        guard let (scale, end) = EnglishNumerals.scale(text, at: next) else { return nil }
        return (.words(part * scale), end)
    }

    /// Takes the "a quarter" of "100 cars a quarter", which is no fourth.
    mutating func takeQuarterly(_ part: Int, _ whole: Int, _ end: Int) -> Bool {
        guard !isChinese, part == 1, whole == 4, isAfterNumber, text.holds(ClaimWords.a, at: index) else {
            return false
        }
        rate = "quarter"
        isAfterNumber = false
        isAtNumber = false
        index = end
        return true
    }
}
