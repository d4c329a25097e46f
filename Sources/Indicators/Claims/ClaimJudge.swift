import Diagnostics
import Formatting
import Languages
import Quantities

/// What a claim is about: an indicator's value, as its formula gave it.
package struct ClaimSubject: Sendable {
    /// How messages name it: an indicator's name, or its formula.
    package var name: String
    package var quantity: Quantity
    /// True of `growth()`, `cagr()` and `x / y - 1`: 1.0 is a growth of 100%, no ratio of 1.
    package var isGrowth: Bool
    /// True of `count()`: the words may name what is counted, also by the word of a unit (five currencies).
    package var isCount: Bool
    /// How it is printed where no claim is made of it.
    package var format: NumberFormat?

    package init(
        name: String, quantity: Quantity, isGrowth: Bool = false, isCount: Bool = false, format: NumberFormat? = nil
    ) {
        self.name = name
        self.quantity = quantity
        self.isGrowth = isGrowth
        self.isCount = isCount
        self.format = format
    }
}

/// What is found of a claim; `code` is nil where it agrees.
package struct ClaimVerdict: Hashable, Sendable {
    package var code: DiagnosticCode?
    /// What the words admit and what the data give, one sentence; empty where it agrees.
    package var message: String
    /// Words in the claim's language that would agree, where there are any.
    package var suggestion: String?

    /// Loose claims are true: they warn.
    package var severity: Severity { code == .claimLoose ? .warning : .error }

    package static let agrees = ClaimVerdict(code: nil, message: "", suggestion: nil)
}

/// Judges the claims of pages in one language. Make one for each set of unit words, and use it for many claims.
package struct ClaimJudge: Sendable {
    package let reader: ClaimReader
    package let formatter: QuantityFormatter

    package init(language: LanguageTag, unitWords: UnitWords = UnitWords(), currency: String = "HKD") {
        reader = ClaimReader(language: language, unitWords: unitWords, currency: currency)
        formatter = QuantityFormatter(language: language, unitWords: unitWords)
    }

    package func judge(_ text: String, _ subject: ClaimSubject) -> ClaimVerdict {
        var verdict = finding(text, subject)
        guard verdict.code != nil else { return verdict }
        let reading = try? reader.read(text, unit: subject.quantity.unit).get()
        verdict.suggestion = ClaimWording(judge: self).candidates(text, subject, reading).first {
            finding($0, subject).code == nil
        }
        return verdict
    }

    /// The verdict without a suggestion.
    func finding(_ text: String, _ subject: ClaimSubject) -> ClaimVerdict {
        let message = ClaimMessage(text: text, subject: subject, language: reader.language)
        var reading: ClaimReading
        switch reader.read(text, unit: subject.quantity.unit) {
        case .failure(let failure): return message.unreadable(failure)
        case .success(let found): reading = found
        }
        if subject.isCount, case .symbol(let symbol) = reading.unit, !UnitSymbol.takesPrefixes(symbol) {
            reading.unit = .none
        }
        guard let factor = ClaimUnits.factor(of: reading, to: subject.quantity.unit, isGrowth: subject.isGrowth) else {
            return message.unit(reading)
        }
        let data = Self.data(reading, subject)
        let words = ClaimAdmission(reading, factor: factor)
        if isAgainst(reading, data, subject) { return message.direction(reading, data) }
        let agreement = ClaimAgreement(
            words: words, data: data, isApproximate: subject.quantity.isApproximate)
        if agreement.holds {
            return agreement.looseEnd.map { _ in message.loose(reading, data) } ?? .agrees
        }
        if isPercentWithoutSign(reading, subject, data) { return message.unit(reading) }
        if !data.isUnbounded, agreement.isMatterOfQualifier { return message.qualifier(reading, words, data) }
        return message.disagrees(reading, words, data)
    }

    /// The quantity as the claim speaks of it: change words of the growth, 倍 and 增至 of the ratio.
    static func data(_ reading: ClaimReading, _ subject: ClaimSubject) -> Interval {
        let interval = subject.quantity.interval.settled
        guard subject.quantity.unit == .none, reading.unit.isRatio else { return interval }
        let one = Interval(point: .one)
        if reading.direction.isChange, reading.unit != .multiple {
            return subject.isGrowth ? interval : (interval - one).settled
        }
        let isOfRatio = reading.unit == .times || reading.unit == .multiple || reading.direction != .none
        return subject.isGrowth && isOfRatio ? (interval + one).settled : interval
    }

    /// True where the direction word says up and the data say down, or the reverse.
    private func isAgainst(_ reading: ClaimReading, _ data: Interval, _ subject: ClaimSubject) -> Bool {
        switch reading.direction {
        case .none: return false
        case .change(let isUp):
            let change = reading.unit == .multiple ? data - Interval(point: .one) : data
            return isUp ? change.isNegative : change.isPositive
        case .level(let isUp):
            guard subject.isGrowth else { return false }
            return isUp ? subject.quantity.interval.isNegative : subject.quantity.interval.isPositive
        }
    }

    /// "60" for a ratio of 0.6, or for 60%.
    private func isPercentWithoutSign(_ reading: ClaimReading, _ subject: ClaimSubject, _ data: Interval) -> Bool {
        guard reading.unit == .none, subject.quantity.unit.isDimensionless, !data.isUnbounded else { return false }
        if subject.quantity.unit.kind == .percent { return true }
        let asPercent = ClaimAdmission(reading, factor: Number(significand: 1, exponent: -2))
        let agreement = ClaimAgreement(
            words: asPercent, data: data, isApproximate: subject.quantity.isApproximate)
        return (agreement.holds && agreement.looseEnd == nil)
            || (asPercent.kind == .plain && data.point.map(asPercent.plain.contains) ?? false)
    }
}
