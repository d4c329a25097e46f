import Formatting
import Languages
import Quantities

/// Words that a finding may suggest, in the manner of the claim first; which of them agree, the judge decides.
struct ClaimWording {
    let judge: ClaimJudge

    private var isChinese: Bool { judge.reader.language.isChinese }

    func candidates(_ subject: ClaimSubject, _ reading: ClaimReading?) -> [String] {
        let quantity = subject.quantity
        guard !quantity.interval.isUnbounded else { return [] }
        var out: [String] = []
        if let reading, quantity.unit.isDimensionless, quantity.unit.kind != .points {
            let data = ClaimJudge.data(reading, subject)
            out += manner(reading, Quantity(data, isApproximate: quantity.isApproximate))
        } else if let reading, reading.direction.isChange {
            out += change(quantity) { [judge.formatter.text($0, format: subject.format), judge.formatter.text($0)] }
        }
        if let reading, case .level(let isUp) = reading.direction {
            let word = level(isUp: subject.isGrowth ? !quantity.interval.isNegative : isUp)
            out = (out + [judge.formatter.text(quantity, format: subject.format)]).map { joined(word, $0) } + out
        }
        out.append(judge.formatter.text(quantity, format: subject.format))
        if quantity.unit == .none {
            var share = quantity
            share.unit = .percent
            out += rounded(share)
        }
        out.append(judge.formatter.text(quantity))
        return out
    }

    /// As the claim speaks: in 成, in multiples, of a change.
    private func manner(_ reading: ClaimReading, _ data: Quantity) -> [String] {
        var share = data
        share.unit = .percent
        if reading.direction.isChange, reading.unit != .multiple {
            return change(share) { share in
                var plain = share
                plain.unit = .none
                return (reading.unit == .tenths ? tenths(plain).map { [$0] } ?? [] : []) + rounded(share)
            }
        }
        switch reading.unit {
        case .tenths: return tenths(data).map { [$0] } ?? rounded(share)
        case .times, .multiple:
            return [1, nil].map { places in
                let text = judge.formatter.text(
                    data, format: places.map { NumberFormat(kind: .fixed, precision: $0) }.map(trimming))
                return text + (isChinese ? " 倍" : " times")
            }
        case .percent, .fraction: return rounded(share)
        default: return []
        }
    }

    private func trimming(_ format: NumberFormat) -> NumberFormat {
        var format = format
        format.trims = true
        return format
    }

    /// To the whole per cent, to a tenth of one, and in full.
    private func rounded(_ share: Quantity) -> [String] {
        [0, 1].map { judge.formatter.text(share, format: NumberFormat(kind: .percent, precision: $0)) }
            + [judge.formatter.text(share)]
    }

    /// Up or down by as much as the quantity is away from zero, in the words that `texts` has for that.
    private func change(_ quantity: Quantity, _ texts: (Quantity) -> [String]) -> [String] {
        var size = quantity
        let isDown = size.interval.isNegative
        guard isDown || size.interval.isPositive || size.interval.isNonNegative else { return [] }
        if isDown { size.interval = -size.interval }
        let word = isChinese ? (isDown ? "減少" : "增加") : (isDown ? "down" : "up")
        return texts(size).map { joined(word, $0) }
    }

    private func level(isUp: Bool) -> String {
        isChinese ? (isUp ? "增至" : "減至") : (isUp ? "rose to" : "fell to")
    }

    /// English words stand apart, Chinese ones from digits alone.
    private func joined(_ word: String, _ text: String) -> String {
        let startsWithDigit = text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
        return word + (isChinese && !startsWithDigit ? "" : " ") + text
    }

    /// 約六成, 逾七成, for what is near a whole tenth.
    private func tenths(_ data: Quantity) -> String? {
        guard isChinese else { return nil }
        func words(_ x: Number, _ rounding: Rounding) -> String? {
            let tenth = (x * 10).rounded(toPlaces: 0, rounding)
            let digits = Array("一兩三四五六七八九".unicodeScalars)
            guard tenth >= 1, tenth <= 9, let index = Int(tenth.fixed(0)) else { return nil }
            return String(digits[index - 1]) + "成"
        }
        let about = data.isApproximate ? "約" : ""
        if let point = data.interval.point { return words(point, .nearest).map { about + $0 } }
        switch (data.interval.lower, data.interval.upper) {
        case (let lower?, nil): return words(lower.number, .down).map { about + (lower.isOpen ? "逾" : "至少") + $0 }
        case (nil, let upper?): return words(upper.number, .up).map { about + (upper.isOpen ? "不足" : "不超過") + $0 }
        default: return nil
        }
    }
}
