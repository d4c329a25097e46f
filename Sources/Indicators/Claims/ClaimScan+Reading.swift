import Quantities

// What a scan has found, put together.
extension ClaimScan {
    func reading() -> Result<ClaimReading, ClaimUnreadable> {
        var numbers = numbers
        if isNegated || (sawZero && !numbers.isEmpty) { return .failure(.negation) }
        if isVague { return .failure(.vague) }
        if sawZero { numbers = [Numeral(.zero, .exact, isWords: true)] }
        guard var first = numbers.first else { return .failure(.noNumber) }
        var second: Numeral?
        if numbers.count == 2, isRange, let last = numbers.last {
            second = last
            // 4 至 5 萬: the lower end shares the scale of the upper.
            if first.scale == 0, last.scale > 0, first.value < last.scaled(byPowerOfTen: -last.scale).value {
                first = first.scaled(byPowerOfTen: last.scale)
            }
            guard first.value <= last.value else { return .failure(.contradictory) }
        } else if numbers.count > 1 {
            return .failure(.severalNumbers)
        }
        if let second, Self.tellsHowFar(first), !Self.tellsHowFar(second) { return .failure(.severalNumbers) }
        // "Rose from 4 to 5" tells where it stood twice, and is no range.
        if second != nil, isFrom, direction != .none { return .failure(.severalNumbers) }
        if unit == .times || unit == .multiple, first.isWords, first.value.isInteger, !first.isMany {
            first.precision = .multiple
        }
        if unit == .percent, first.isWords, first.value == 100 { first.precision = .place(0) }  // 百分之一百
        // 百分之一百 and a hundred per cent are no rough number.
        if unit == .percent, first.isWords, first.value == 100 { first.precision = .place(0) }
        guard let qualifier = qualifier(second) else { return .failure(.contradictory) }
        return .success(
            ClaimReading(number: first, qualifier: qualifier, unit: unit, rates: rates, direction: direction))
    }

    /// "Doubled to 600" and "halved to 300" tell how far it went and where it stands now, and are no ranges; "double to
    /// triple" and "a third to a half" are.
    private static func tellsHowFar(_ numeral: Numeral) -> Bool {
        numeral.precision == .multiple || numeral.precision == .wholePercent
    }

    mutating func qualify(_ meaning: ClaimMeaning) {
        switch meaning {
        case .about: about = true
        case .nearly: nearly = true
        case .over: lowerIsOpen = true
        case .atLeast: lowerIsOpen = false
        case .under: upperIsOpen = true
        case .atMost: upperIsOpen = false
        default: break
        }
    }

    private func qualifier(_ second: Numeral?) -> ClaimQualifier? {
        if let second {
            return lowerIsOpen == nil && upperIsOpen == nil && !nearly ? .range(to: second, about: about) : nil
        }
        switch (lowerIsOpen, upperIsOpen) {
        case (let isOpen?, nil): return nearly ? nil : .lower(isOpen: isOpen, about: about)
        case (nil, let isOpen?): return nearly ? nil : .upper(isOpen: isOpen, about: about)
        case (_?, _?): return nil
        case (nil, nil): return nearly ? .nearly : about ? .about : ClaimQualifier.none
        }
    }
}
