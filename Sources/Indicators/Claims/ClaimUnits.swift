import Formatting
import Languages
import Quantities

/// The units that a claim's words may name in one language, and whether they fit a quantity's.
package struct ClaimUnits: Sendable {
    private struct Word: Sendable {
        let scalars: [UInt32]
        let symbol: String
    }

    /// Longest first.
    private let words: [Word]
    private let isChinese: Bool

    package init(words unitWords: UnitWords, language: LanguageTag) {
        isChinese = language.isChinese
        var list: [Word] = []
        func add(_ text: String, _ symbol: String) {
            list.append(Word(scalars: ClaimText(text).scalars, symbol: symbol))
        }
        for (symbol, forms) in unitWords.all(in: language) {
            add(forms.one, symbol)
            if forms.other != forms.one { add(forms.other, symbol) }
        }
        if isChinese {
            for (word, symbol) in [("天", "day"), ("週", "week"), ("周", "week"), ("個星期", "week"), ("個小時", "hour")] {
                add(word, symbol)
            }
        }
        words = list.sorted { ($0.scalars.count, $1.symbol) > ($1.scalars.count, $0.symbol) }
    }

    /// The unit of the data, prepared for a claim's scan.
    struct Target {
        let unit: Unit
        /// The whole symbol of a compound unit.
        let whole: [UInt32]
        let factors: [(symbol: String, canonical: String, scalars: [UInt32])]

        init(_ unit: Unit) {
            self.unit = unit
            whole = unit.factors.count > 1 ? ClaimText(unit.symbol).scalars : []
            // Of `thousand persons` the words name the persons: the thousands are theirs.
            factors = unit.factors.flatMap { factor in
                let base = UnitSymbol.scaled(factor.symbol).base
                return (base == factor.symbol ? [base] : [factor.symbol, base]).map {
                    ($0, canonical($0), ClaimText($0).scalars)
                }
            }
        }

        /// The end of the data's own currency at `index`, where that is none whose sign everyone knows: INR 5 million.
        func currency(_ text: ClaimText, at index: Int) -> (symbol: String, end: Int)? {
            guard let code = unit.currency, Currency.of(code) == nil,
                let factor = factors.first(where: { $0.symbol == code }), text.holds(factor.scalars, at: index)
            else { return nil }
            return (code, index + factor.scalars.count)
        }

        /// True of a rate over `symbol`: cars/day over day.
        func isOver(_ symbol: String) -> Bool {
            unit.factors.contains { $0.power == -1 && canonical($0.symbol) == canonical(symbol) }
        }
    }

    /// The unit named at `index`, by a declared word, by one of the symbols of the data's unit, or by one with another
    /// SI prefix; and where its name ends. Of words that several symbols share, the one that the data have.
    func match(_ text: ClaimText, at index: Int, for target: Target) -> (symbol: String, end: Int)? {
        if text.holds(target.whole, at: index) { return (target.unit.symbol, index + target.whole.count) }
        var best: (symbol: String, end: Int)?
        for word in words where text.holds(word.scalars, at: index) {
            if let best, index + word.scalars.count < best.end { break }
            let isOwn = target.factors.contains { $0.canonical == Self.canonical(word.symbol) }
            if best == nil || isOwn { best = (word.symbol, index + word.scalars.count) }
        }
        for factor in target.factors where text.holds(factor.scalars, at: index) {
            let end = index + factor.scalars.count
            // mW stands in the letters of MW and is another unit.
            let written = Self.string(text.original[index..<end])
            if written != factor.symbol, UnitSymbol.power(from: written, to: factor.symbol) != nil { continue }
            if end > best?.end ?? 0 { best = (factor.symbol, end) }
        }
        return best ?? prefixed(text, at: index, for: target.unit)
    }

    /// A symbol of a known base unit with an SI prefix: EFLOPS where the data have PFLOPS.
    private func prefixed(_ text: ClaimText, at index: Int, for unit: Unit) -> (symbol: String, end: Int)? {
        guard unit.factors.contains(where: { UnitSymbol.takesPrefixes($0.symbol) }),
            let (name, end) = Self.word(text, at: index),
            unit.factors.contains(where: { UnitSymbol.power(from: name, to: $0.symbol) != nil })
        else { return nil }
        return (name, end)
    }

    /// A symbol that everyone knows, whatever the data's unit is: 5 EFLOPS are no cars. Single letters and pairs of
    /// capitals (5 ML models) are too often something else, save those of watts and bytes.
    static func known(_ text: ClaimText, at index: Int) -> (symbol: String, end: Int)? {
        guard let (name, end) = word(text, at: index), UnitSymbol.takesPrefixes(name) else { return nil }
        let scalars = Array(name.unicodeScalars)
        guard let last = scalars.last, scalars.count > 1 else { return nil }
        let isPair = scalars.count == 2 && scalars.allSatisfy { ("A"..."Z").contains($0) }
        return isPair && last != "W" && last != "B" ? nil : (name, end)
    }

    /// The letters and digits at `index`, as written.
    private static func word(_ text: ClaimText, at index: Int) -> (String, end: Int)? {
        guard ClaimText.isLetter(text.at(index)) else { return nil }
        var end = index
        while ClaimText.isLetter(text.at(end)) || ClaimText.isDigit(text.at(end)) { end += 1 }
        return (string(text.original[index..<end]), end)
    }

    private static func string(_ scalars: ArraySlice<UInt32>) -> String {
        String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
    }

    /// The calendar's units in the singular.
    static func canonical(_ symbol: String) -> String {
        switch symbol {
        case "days": "day"
        case "weeks": "week"
        case "months": "month"
        case "years": "year"
        case "quarters": "quarter"
        case "hours": "hour"
        case "minutes": "minute"
        case "seconds": "second"
        default: symbol
        }
    }

    /// What the claim's number is multiplied by to be in the data's unit; nil where the two do not fit.
    static func factor(of reading: ClaimReading, to unit: Unit, isGrowth: Bool) -> Number? {
        switch reading.unit {
        case .percent: return ratio(unit, Number(significand: 1, exponent: -2))
        case .tenths: return ratio(unit, Number(significand: 1, exponent: -1))
        case .times, .multiple, .fraction: return ratio(unit, .one)
        case .points: return unit.kind == .points ? Number(significand: 1, exponent: -2) : nil
        case .none:
            if !reading.rates.isEmpty, !isGrowth {
                return reading.rates.allSatisfy(Target(unit).isOver) ? .one : nil
            }
            // A number of millions stands before the words for them: [1,300](=x) million euros.
            let isMoney = unit.factors.contains {
                $0.power > 0 && UnitSymbol.scaled($0.symbol).power == 0 && Unit(factors: [$0]).currency != nil
            }
            return isMoney || unit.kind == .points ? nil : .one
        case .currency(let code):
            return matching(reading, unit) { symbol in
                let (base, power) = UnitSymbol.scaled(symbol)
                return Currency.of(base)?.code == code ? Number(significand: 1, exponent: -power) : nil
            }
        case .symbol(let symbol):
            if symbol == unit.symbol, reading.rates.isEmpty { return .one }
            return matching(reading, unit) {
                canonical($0) == canonical(symbol)
                    ? .one : UnitSymbol.power(from: symbol, to: $0).map { Number(significand: 1, exponent: $0) }
            }
        }
    }

    private static func ratio(_ unit: Unit, _ factor: Number) -> Number? {
        unit.isDimensionless && unit.kind != .points ? factor : nil
    }

    /// One factor above, named by the claim, and below what the claim says it is a rate over.
    private static func matching(_ reading: ClaimReading, _ unit: Unit, _ own: (String) -> Number?) -> Number? {
        let above = unit.factors.filter { $0.power > 0 }
        let below = unit.factors.filter { $0.power < 0 }
        guard above.count == 1, let first = above.first, first.power == 1, let factor = own(first.symbol) else {
            return nil
        }
        if below.isEmpty || reading.rates.isEmpty {
            // "19 cars each" may leave the charger out; a rate over time may not leave out the time.
            let isOverTime = below.contains { UnitWords.calendarSymbols.contains($0.symbol) }
            return reading.rates.isEmpty && !isOverTime ? factor : nil
        }
        return Set(below.map { canonical($0.symbol) }) == Set(reading.rates.map(canonical))
            && below.allSatisfy { $0.power == -1 } ? factor : nil
    }
}
