import Quantities

extension QuantityFormatter {
    /// Why there is no value; a figure is never an empty place that looks like a slip of the pen. A symbol of a
    /// schema's own stands for itself.
    package func text(_ reason: MissingReason) -> String {
        if case .declared(let symbol) = reason { return symbol }
        return language.spelt(words(reason))
    }

    private func words(_ reason: MissingReason) -> String {
        switch reason {
        case .empty: language.isChinese ? "沒有數據" : "no data"
        case .notAvailable: language.isChinese ? "未有數據" : "not available"
        case .confidential: language.isChinese ? "保密" : "confidential"
        case .notApplicable: language.isChinese ? "不適用" : "not applicable"
        case .estimated: language.isChinese ? "只有估計" : "estimate only"
        case .declared(let symbol): symbol
        }
    }
}
