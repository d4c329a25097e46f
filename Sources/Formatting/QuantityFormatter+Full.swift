import Quantities

extension QuantityFormatter {
    /// The quantity in words with all its digits, or with the first of them and "…": 逾 19.2771… 輛. No scale words.
    ///
    /// - Parameter asPercent: True where a plain ratio is written as a percentage, 60% for 0.6.
    package func fullText(_ quantity: Quantity, asPercent: Bool = false) -> String {
        let isPercent = quantity.unit.kind == .percent || (asPercent && quantity.unit == .none)
        return worded(quantity) { number, _ in
            isPercent ? FullDigits.text(number * 100) + "%" : FullDigits.text(number * quantity.unit.scale)
        }
    }

    /// A number that a formula writes out, with all its digits.
    package static func fullText(_ number: Number) -> String { FullDigits.text(number) }

    /// What is known of the ends, in words: "lower bound not included, no upper bound". Nil of a number that is exact.
    package func boundsText(_ quantity: Quantity) -> String? { boundsWords(quantity).map(language.spelt) }

    private func boundsWords(_ quantity: Quantity) -> String? {
        let isChinese = language.isChinese
        let interval = quantity.interval
        if interval.point != nil {
            guard quantity.isApproximate else { return nil }
            return isChinese ? "約數，上下限不詳" : "approximate, bounds not known"
        }
        let ends: String
        switch (interval.lower, interval.upper) {
        case (let lower?, let upper?):
            switch (lower.isOpen, upper.isOpen) {
            case (false, false): ends = isChinese ? "包括上下限" : "both bounds included"
            case (true, true): ends = isChinese ? "不包括上下限" : "neither bound included"
            case (false, true):
                ends = isChinese ? "包括下限，不包括上限" : "lower bound included, upper bound not"
            case (true, false):
                ends = isChinese ? "不包括下限，包括上限" : "lower bound not included, upper bound included"
            }
        case (let lower?, nil):
            if isChinese {
                ends = (lower.isOpen ? "不包括" : "包括") + "下限，沒有上限"
            } else {
                ends = "lower bound \(lower.isOpen ? "not " : "")included, no upper bound"
            }
        case (nil, let upper?):
            if isChinese {
                ends = (upper.isOpen ? "不包括" : "包括") + "上限，沒有下限"
            } else {
                ends = "upper bound \(upper.isOpen ? "not " : "")included, no lower bound"
            }
        case (nil, nil): return isChinese ? "上下限均不詳" : "neither bound known"
        }
        guard quantity.isApproximate else { return ends }
        return ends + (isChinese ? "；上下限均為約數" : "; the bounds are approximate")
    }
}
