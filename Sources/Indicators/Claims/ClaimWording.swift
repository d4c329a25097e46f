import Formatting
import Languages
import Quantities

/// Words that a finding may suggest, in the manner of the claim first; which of them agree, the judge decides.
struct ClaimWording {
    let judge: ClaimJudge

    private var isChinese: Bool { judge.reader.language.isChinese }

    func candidates(_ text: String, _ subject: ClaimSubject, _ reading: ClaimReading?) -> [String] {
        let quantity = subject.quantity
        guard !quantity.interval.isUnbounded else { return [] }
        var out: [String] = []
        if let reading, let own = qualified(text, reading, quantity) { out.append(own) }
        if let reading, quantity.unit.isDimensionless, quantity.unit.kind != .points {
            let data = ClaimJudge.data(reading, subject)
            out += manner(
                reading, Quantity(data, isApproximate: quantity.isApproximate), isShare: quantity.unit.kind == .percent)
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
            // A growth is told as a percentage, unless its format says otherwise.
            let texts = rounded(share, reading)
            out = subject.isGrowth && subject.format == nil ? out.dropLast() + texts : out + texts
        }
        out.append(judge.formatter.text(quantity))
        return out
    }

    /// As the claim speaks: in 成, in multiples, of a change.
    private func manner(_ reading: ClaimReading, _ data: Quantity, isShare: Bool) -> [String] {
        var share = data
        share.unit = .percent
        if reading.direction.isChange, reading.unit != .multiple {
            return change(share) { share in
                var plain = share
                plain.unit = .none
                return (reading.unit == .tenths ? tenths(plain, reading) : []) + rounded(share, reading)
            } + rounded(share, reading)
        }
        switch reading.unit {
        case .tenths: return tenths(data, reading) + rounded(share, reading)
        case .times, .multiple: return isShare ? rounded(share, reading) : times(data)
        case .fraction where (data.interval.lower ?? data.interval.upper).map { $0.number >= 2 } ?? false:
            return times(data)
        case .percent, .fraction: return rounded(share, reading)
        default: return []
        }
    }

    private func times(_ data: Quantity) -> [String] {
        var data = data
        data.unit = Unit(factors: [.init(isChinese ? "倍" : "times")])
        var format = NumberFormat(kind: .fixed, precision: 1, groups: true)
        format.trims = true
        let texts = [judge.formatter.text(data, format: format), judge.formatter.text(data)]
        return isNear(data.interval, places: 1) ? texts : [texts[1]]
    }

    /// To the whole per cent, to a tenth of one, and in full; never more coarsely than the claim, nor so that a small
    /// number becomes another.
    private func rounded(_ share: Quantity, _ reading: ClaimReading?) -> [String] {
        var least = 0
        if let reading, reading.unit == .percent, case .place(let place) = reading.number.precision { least = -place }
        var out: [String] = []
        for places in [0, 1] where places >= least && isNear(share.interval, places: places + 2) {
            var format = NumberFormat(kind: .percent, precision: places, groups: true)
            format.trims = places > least
            out.append(judge.formatter.text(share, format: format))
        }
        return out + [judge.formatter.text(share)]
    }

    /// True where so many decimals, bounds rounded outward, are within a fortieth of each end.
    private func isNear(_ interval: Interval, places: Int) -> Bool {
        func isNear(_ end: Number?, _ rounding: Rounding) -> Bool {
            guard let end else { return true }
            let error = (end.rounded(toPlaces: places, rounding) - end).magnitude
            return error <= end.magnitude * Number(significand: 25, exponent: -3)
        }
        if let point = interval.point { return isNear(point, .nearest) }
        return isNear(interval.lower?.number, .down) && isNear(interval.upper?.number, .up)
    }

    /// The claim's own words with the qualifier that they lack: 約三分之一, where they begin with their number.
    private func qualified(_ text: String, _ reading: ClaimReading, _ quantity: Quantity) -> String? {
        guard reading.qualifier == .none, reading.direction == .none, !reading.number.isMany, !reading.number.isOrdinal,
            let first = text.unicodeScalars.first, quantity.isApproximate || quantity.interval.point == nil
        else { return nil }
        let scalar = ClaimText(text).at(0)
        let isDigit = ClaimText.isDigit(scalar)
        guard isDigit || (isChinese ? ChineseNumerals.digit(scalar) ?? 0 > 0 : reading.unit == .fraction) else {
            return nil
        }
        let isPoint = quantity.interval.point != nil
        let lower = quantity.interval.lower
        let upper = quantity.interval.upper
        guard isPoint || lower == nil || upper == nil else { return nil }
        var words: [String] = []
        if quantity.isApproximate { words.append(isChinese ? "約" : isPoint ? "about" : "roughly") }
        if !isPoint, let lower {
            words.append(lower.isOpen ? (isChinese ? "逾" : "more than") : (isChinese ? "至少" : "at least"))
        } else if !isPoint, let upper {
            words.append(upper.isOpen ? (isChinese ? "不足" : "less than") : (isChinese ? "不超過" : "at most"))
        }
        let isApart = !isChinese || first.value < 0x2E80
        return words.joined(separator: isChinese ? "" : " ") + (isApart ? " " : "") + text
    }

    /// Up or down by as much as the quantity is away from zero, in the words that `texts` has for that.
    private func change(_ quantity: Quantity, _ texts: (Quantity) -> [String]) -> [String] {
        var size = quantity
        let isDown = size.interval.isNegative
        guard size.interval.point != .zero, isDown || size.interval.isPositive || size.interval.isNonNegative else {
            return []
        }
        if isDown { size.interval = -size.interval }
        let word = isChinese ? (isDown ? "減少" : "增加") : (isDown ? "down" : "up")
        return texts(size).map { joined(word, $0) }
    }

    private func level(isUp: Bool) -> String {
        isChinese ? (isUp ? "增至" : "減至") : (isUp ? "rose to" : "fell to")
    }

    /// English words stand apart, Chinese ones from digits alone; 減少 40% 至 50% needs no 介乎.
    private func joined(_ word: String, _ text: String) -> String {
        let text = text.unicodeScalars.starts(with: "介乎 ".unicodeScalars) ? String(text.dropFirst(3)) : text
        let startsWithDigit = text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
        return word + (isChinese && !startsWithDigit ? "" : " ") + text
    }

    private func tenths(_ data: Quantity, _ reading: ClaimReading) -> [String] {
        isChinese ? TenthsWording(data: data, qualifier: reading.qualifier).texts : []
    }
}
