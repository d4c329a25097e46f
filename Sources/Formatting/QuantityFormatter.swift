import Languages
import Quantities

/// Quantities in words, in one language: what `[](=name)` prints, and what a finding suggests.
///
/// The qualifier says what is known of the bounds:
///
/// | known | Chinese | English |
/// |---|---|---|
/// | exactly | 600 | 600 |
/// | about | 約 5,000 | about 5,000 |
/// | above, from | 逾 2.66, 至少 20 | more than 2.66, at least 20 |
/// | below, up to | 不足 9, 不超過 9 | less than 9, at most 9 |
/// | a range | 介乎 4 至 5 | 4 to 5 |
/// | about, and bounded | 約逾 19, 約 4 至 5 | roughly more than 19, roughly 4 to 5 |
/// | nothing | 無法推定 | cannot be derived |
///
/// A bound is rounded outward (a lower end down, an upper end up), everything else half away from zero; a number
/// without a format follows `NumberWords`, with no more significant digits than its sources support, but at least 2. `%` stands at the number, `pp` is 個百分點 or percentage points, other
/// units follow in the words declared for them, or as their symbols: 600 輛, 600 cars, 每日 100 輛, 100 cars per day,
/// 3,000 PFLOPS, 12.5 kg/kWh, 1,800 港元, HK$1,800. A space stands between Han and other writing.
package struct QuantityFormatter: Sendable {
    package let language: LanguageTag
    package let unitWords: UnitWords
    private let locale: NumberLocale
    fileprivate let forms: [String: UnitWords.Forms]

    package init(language: LanguageTag, unitWords: UnitWords = UnitWords()) {
        self.language = language
        self.unitWords = unitWords
        locale = .of(language)
        forms = unitWords.resolved(in: language)
    }

    /// The quantity in words; its numbers by `format` where one is given.
    package func text(_ quantity: Quantity, format: NumberFormat? = nil) -> String {
        let quantity = format == nil ? Self.supported(quantity) : quantity
        let scales = hasScales(quantity)
        return worded(quantity) { self.number($0, of: quantity.unit, $1, format, scales) }
    }

    /// The words around the numbers, which `digits` writes without their unit, save a percent sign.
    func worded(_ quantity: Quantity, _ digits: (Number, Rounding) -> String) -> String {
        let interval = quantity.interval
        guard !interval.isUnbounded else { return language.isChinese ? language.spelt("無法推定") : "cannot be derived" }
        let unit = UnitPlacement(quantity.unit, self)
        func number(_ value: Number, _ rounding: Rounding) -> String { unit.attached(to: digits(value, rounding)) }
        var words: [String] = []
        var isOne = false
        if let point = interval.point {
            let text = number(point, .nearest)
            isOne = text == "1"
            words = quantity.isApproximate ? [language.isChinese ? "約" : "about", text] : [text]
        } else {
            let lower = interval.lower.map { number($0.number, .down) }
            let upper = interval.upper.map { number($0.number, .up) }
            words = bounded(quantity, lower, upper)
            isOne = (lower ?? upper) == "1" && (lower == nil || upper == nil)
        }
        // 約 19 輛或以上
        let isLast = quantity.isApproximate && language.isChinese && words.last?.unicodeScalars.first == "或"
        let last = isLast ? words.suffix(1) : []
        return language.spelt(Spacing.join(unit.before + words.dropLast(last.count) + unit.after(isOne: isOne) + last))
    }

    /// Rounded to the digits that its sources support, where more would be written.
    private static func supported(_ quantity: Quantity) -> Quantity {
        guard let digits = quantity.significantDigits else { return quantity }
        let limit = max(2, digits)
        func end(_ bound: Bound?, _ rounding: Rounding) -> Bound? {
            bound.map {
                guard NumberWords.shownDigits(of: $0.number * quantity.unit.scale) > limit else { return $0 }
                return Bound($0.number.rounded(toSignificant: limit, rounding), isOpen: $0.isOpen)
            }
        }
        let isPoint = quantity.interval.point != nil
        var out = quantity
        out.interval = Interval(
            lower: end(quantity.interval.lower, isPoint ? .nearest : .down),
            upper: end(quantity.interval.upper, isPoint ? .nearest : .up))
        return out
    }

    /// Scale words, unless the ends of a range would have different ones: "4 to 5 million" means that both are millions.
    private func hasScales(_ quantity: Quantity) -> Bool {
        guard quantity.unit.kind == .plain else { return false }
        guard let lower = quantity.interval.lower?.number, let upper = quantity.interval.upper?.number else {
            return true
        }
        return NumberWords.scalePower(lower, language) == NumberWords.scalePower(upper, language)
    }

    /// The words around one or two bounds.
    private func bounded(_ quantity: Quantity, _ lower: String?, _ upper: String?) -> [String] {
        let about = quantity.isApproximate
        let isOpen = lower != nil ? quantity.interval.lower?.isOpen == true : quantity.interval.upper?.isOpen == true
        switch (lower, upper) {
        case (let lower?, let upper?):
            return language.isChinese
                ? [about ? "約" : "介乎", lower, "至", upper] : (about ? ["roughly"] : []) + [lower, "to", upper]
        case (let end?, nil):
            if language.isChinese {
                return about ? (isOpen ? ["約逾", end] : ["約", end, "或以上"]) : [isOpen ? "逾" : "至少", end]
            }
            return (about ? ["roughly"] : []) + [isOpen ? "more than" : "at least", end]
        case (nil, let end?):
            if language.isChinese {
                return about ? (isOpen ? ["約不足", end] : ["約", end, "或以下"]) : [isOpen ? "不足" : "不超過", end]
            }
            return (about ? ["roughly"] : []) + [isOpen ? "less than" : "at most", end]
        case (nil, nil): return []
        }
    }

    /// One number without its unit, save a percent sign.
    private func number(_ held: Number, of unit: Unit, _ rounding: Rounding, _ format: NumberFormat?, _ scales: Bool)
        -> String
    {
        guard var format else {
            let written = held * unit.scale
            let text = NumberWords.text(written, rounding, scales: scales, language)
            return unit.kind == .percent ? text + "%" : text
        }
        if format.isPercent {
            guard unit.kind == .points else { return format.format(held, rounding: rounding, locale: locale) }
            // Points are no per cent: the same digits, without the sign.
            format.kind = format.kind == .percent ? .fixed : .rounded
            return format.format(held * unit.scale, rounding: rounding, locale: locale)
        }
        let text = format.format(held * unit.scale, rounding: rounding, locale: locale)
        return unit.kind == .percent ? text + "%" : text
    }
}

/// Where the words of a unit stand.
private struct UnitPlacement {
    /// Before the qualifier: 每日.
    var before: [String] = []
    /// At each number: HK$.
    var sign = ""
    /// After the last number, for one and for others.
    var one: [String] = []
    var other: [String] = []

    init(_ unit: Unit, _ formatter: QuantityFormatter) {
        let isChinese = formatter.language.isChinese
        switch unit.kind {
        case .percent: return
        case .points:
            one = [isChinese ? "個百分點" : "percentage point"]
            other = [isChinese ? "個百分點" : "percentage points"]
            return
        case .plain: break
        }
        if unit.factors.isEmpty { return }
        let above = unit.factors.filter { $0.power > 0 }
        let below = unit.factors.filter { $0.power < 0 }
        guard above.count <= 1, unit.factors.allSatisfy({ abs($0.power) == 1 }) else {
            one = [unit.symbol]
            other = one
            return
        }
        if let symbol = above.first?.symbol { place(symbol, formatter) }
        let words = below.compactMap { factor in
            formatter.forms[factor.symbol]?.one
                ?? Currency.of(factor.symbol).map { isChinese ? $0.chinese : $0.sign }
        }
        guard words.count == below.count else {
            // Without words of their own they stay symbols: kg/kWh.
            let symbols = below.map { "/" + $0.symbol }.joined()
            one = [above.isEmpty ? unit.symbol : one.joined() + symbols]
            other = [above.isEmpty ? unit.symbol : other.joined() + symbols]
            return
        }
        if isChinese {
            // 個月 is counted, 每月 is not.
            before = words.map { Spacing.join(["每", $0 == "個月" || $0 == "个月" ? "月" : $0]) }
        } else {
            one += words.flatMap { ["per", $0] }
            other += words.flatMap { ["per", $0] }
        }
    }

    private mutating func place(_ symbol: String, _ formatter: QuantityFormatter) {
        let isChinese = formatter.language.isChinese
        if let forms = formatter.forms[symbol] {
            one = [forms.one]
            other = [forms.other]
        } else if let currency = Currency.of(symbol) {
            if isChinese { one = [currency.chinese] } else { sign = currency.sign }
            other = one
        } else {
            one = [symbol]
            other = one
        }
    }

    /// The number with the sign that stands at it, after a minus.
    func attached(to number: String) -> String {
        guard !sign.isEmpty else { return number }
        let minus: Unicode.Scalar = "\u{2212}"
        guard number.unicodeScalars.first == minus else { return sign + number }
        return "\u{2212}" + sign + String(number.unicodeScalars.dropFirst())
    }

    func after(isOne: Bool) -> [String] { isOne ? one : other }
}

/// Spaces between the words of two writings.
enum Spacing {
    /// The words with a space between each two, but none between Han and Han.
    static func join(_ words: [String]) -> String {
        var out = ""
        for word in words where !word.isEmpty {
            if let last = out.unicodeScalars.last, let first = word.unicodeScalars.first,
                !(isHan(last) && isHan(first))
            {
                out += " "
            }
            out += word
        }
        return out
    }

    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2E80...0x303F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF00...0xFF60, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
