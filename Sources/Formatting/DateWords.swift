import Languages
import Quantities

/// Dates in words, to the precision they have: 2026 年 6 月 8 日, 8 June 2026, the first quarter of 2027.
package enum DateWords {
    package static func text(_ date: EDTFDate, in language: LanguageTag) -> String {
        let text = language.isChinese ? chinese(date) : english(date)
        if language.isChinese {
            return language.spelt(
                text + (date.isApproximate ? "左右" : "") + (date.isUncertain ? "（未確定）" : ""))
        }
        return (date.isApproximate ? "about " : "") + text + (date.isUncertain ? " (uncertain)" : "")
    }

    private static func chinese(_ date: EDTFDate) -> String {
        switch date.precision {
        case .year: "\(date.year) 年"
        case .quarter: "\(date.year) 年第 \((date.month + 2) / 3) 季"
        case .month: "\(date.year) 年 \(date.month) 月"
        case .day: "\(date.year) 年 \(date.month) 月 \(date.day) 日"
        }
    }

    private static func english(_ date: EDTFDate) -> String {
        func name(_ list: [String], _ index: Int) -> String { list.indices.contains(index) ? list[index] : "" }
        let month = name(TimeLocale.english.months, date.month - 1)
        switch date.precision {
        case .year: return "\(date.year)"
        case .quarter:
            return "the \(name(["first", "second", "third", "fourth"], (date.month - 1) / 3)) quarter of \(date.year)"
        case .month: return "\(month) \(date.year)"
        case .day: return "\(date.day) \(month) \(date.year)"
        }
    }
}
