import Diagnostics
import Formatting
import Languages
import Quantities

/// The sentences of findings about one claim.
struct ClaimMessage {
    let text: String
    let subject: ClaimSubject
    let language: LanguageTag

    private static let english = QuantityFormatter(language: .english)

    private var quoted: String { language.isChinese ? "「\(text)」" : "“\(text)”" }

    func unreadable(_ why: ClaimUnreadable) -> ClaimVerdict {
        ClaimVerdict(code: .claimUnreadable, message: "\(quoted) cannot be judged: \(why.reason)", suggestion: nil)
    }

    func unit(_ reading: ClaimReading) -> ClaimVerdict {
        var quantity = subject.quantity
        if subject.isGrowth, quantity.unit == .none { quantity.unit = .percent }
        let value = Self.english.text(quantity, format: subject.format)
        return ClaimVerdict(
            code: .claimUnit,
            message: "\(quoted) \(named(reading)), \(subject.name) is \(kind): \(value)", suggestion: nil)
    }

    func direction(_ reading: ClaimReading, _ data: Interval) -> ClaimVerdict {
        let isUp =
            switch reading.direction {
            case .change(let isUp), .level(let isUp): isUp
            case .none: true
            }
        let value = said(data, reading)
        return ClaimVerdict(
            code: .claimDirection,
            message: "\(quoted) says \(isUp ? "up" : "down"), \(subject.name) went \(isUp ? "down" : "up"): \(value)",
            suggestion: nil)
    }

    func qualifier(_ reading: ClaimReading, _ words: ClaimAdmission, _ data: Interval) -> ClaimVerdict {
        let admits = self.admits(words, reading)
        let isExact = !subject.quantity.isApproximate && data.point != nil
        let mend = isExact ? "the number fits, its qualifier does not" : "the words must say so"
        return ClaimVerdict(
            code: .claimQualifier,
            message: "\(quoted) admits \(admits), \(subject.name) is \(said(data, reading)): \(mend)", suggestion: nil)
    }

    func disagrees(_ reading: ClaimReading, _ words: ClaimAdmission, _ data: Interval) -> ClaimVerdict {
        let admits = self.admits(words, reading)
        let verb = data.isUnbounded ? "" : "is "
        return ClaimVerdict(
            code: .claimDisagrees,
            message: "\(quoted) admits \(admits), \(subject.name) \(verb)\(said(data, reading))", suggestion: nil)
    }

    func loose(_ reading: ClaimReading, _ data: Interval) -> ClaimVerdict {
        ClaimVerdict(
            code: .claimLoose,
            message: "\(quoted) is true but far from the data: \(subject.name) is \(said(data, reading))",
            suggestion: nil)
    }

    // MARK: Parts

    /// What the words admit; an end that is left out of a range is said to be.
    private func admits(_ words: ClaimAdmission, _ reading: ClaimReading) -> String {
        if let point = words.interval.point { return "exactly " + said(Interval(point: point), reading, isData: false) }
        guard let lower = words.interval.lower, let upper = words.interval.upper, lower.isOpen || upper.isOpen else {
            return said(words.interval, reading, isData: false)
        }
        func end(_ bound: Bound) -> String { said(Interval(point: bound.number), reading, isData: false) }
        let from = lower.isOpen ? "above " + end(lower) : end(lower)
        return from + (upper.isOpen ? " up to, not including, " : " up to ") + end(upper)
    }

    /// An interval in the claim's own kind of unit, in English.
    private func said(_ interval: Interval, _ reading: ClaimReading, isData: Bool = true) -> String {
        var quantity = Quantity(
            interval, unit: subject.quantity.unit, isApproximate: isData && subject.quantity.isApproximate)
        if subject.quantity.unit.kind == .plain {
            switch reading.unit {
            case .percent, .tenths, .fraction: quantity.unit = .percent
            case .times where reading.direction.isChange: quantity.unit = .percent
            case .times, .multiple: quantity.unit = Unit(factors: [.init("times")])
            default: break
            }
        }
        return Self.english.text(quantity)
    }

    private func named(_ reading: ClaimReading) -> String {
        switch reading.unit {
        case .none:
            reading.rates.isEmpty ? "names no unit" : "is a number per " + reading.rates.joined(separator: " per ")
        case .percent: "is a percentage"
        case .tenths: "is in tenths (成)"
        case .points: "is in percentage points"
        case .times, .multiple: "is a multiple"
        case .fraction: "is a fraction"
        case .currency(let code): "is money (\(code))"
        case .symbol(let symbol): "is in \(symbol)" + reading.rates.map { "/\($0)" }.joined()
        }
    }

    private var kind: String {
        switch subject.quantity.unit.kind {
        case .percent: "a percentage"
        case .points: "in percentage points"
        case .plain where subject.quantity.unit.factors.isEmpty:
            subject.isGrowth ? "a growth" : "a plain ratio or number"
        case .plain: "in \(subject.quantity.unit.symbol)"
        }
    }
}
