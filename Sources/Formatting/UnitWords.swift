import Languages
import Quantities
import Synchronization

/// What units are called in each language: what data packages and `site.yaml` declare under `units:`
/// (`cars: {zh-Hant-HK: 輛, en: [car, cars]}`), over the calendar's units and currencies, which everyone knows.
package struct UnitWords: Hashable, Sendable {
    /// The word for one and the word for other numbers; the same in Chinese.
    package struct Forms: Hashable, Sendable {
        package var one: String
        package var other: String

        package init(_ one: String, _ other: String? = nil) {
            self.one = one
            self.other = other ?? one
        }
    }

    private struct Entry: Hashable, Sendable {
        var tag: String
        var forms: Forms
    }

    private var declared: [String: [Entry]] = [:]

    package init() {}

    /// Declares the words for `symbol` in the language `tag`, "" for all languages: one form for all numbers, or the singular and the
    /// plural. A later declaration for the same tag replaces an earlier one. False where there is no word.
    @discardableResult
    package mutating func declare(_ symbol: String, tag: String, forms: [String]) -> Bool {
        guard let one = forms.first, !one.isEmpty, forms.count <= 2, forms.last?.isEmpty == false else { return false }
        let tag = LanguageTag(tag)?.description ?? tag
        let entry = Entry(tag: tag, forms: Forms(one, forms.last))
        if let index = declared[symbol]?.firstIndex(where: { $0.tag == tag }) {
            declared[symbol]?[index] = entry
        } else {
            declared[symbol, default: []].append(entry)
        }
        return true
    }

    /// These words, with those of `other` over them: a data package's over the site's.
    package func overlaid(by other: UnitWords) -> UnitWords {
        var out = self
        for (symbol, entries) in other.declared {
            for entry in entries { out.declare(symbol, tag: entry.tag, forms: [entry.forms.one, entry.forms.other]) }
        }
        return out
    }

    /// The words for a symbol in a language: declared for the tag, for its prefixes, for another of the same
    /// language; else the calendar's. Nil where the symbol itself must do.
    package func forms(of symbol: String, in language: LanguageTag) -> Forms? {
        if let entries = declared[symbol] {
            for tag in language.fallbacks {
                if let found = entries.first(where: { $0.tag == tag }) { return found.forms }
            }
            let primary = language.language
            if let found = entries.first(where: { LanguageTag($0.tag)?.language == primary }) { return found.forms }
            if let found = entries.first(where: { $0.tag.isEmpty }) { return found.forms }
        }
        return Self.calendar(symbol, language)
    }

    /// The symbols with words of their own in a language, for readers of prose; sorted, so that nothing depends on
    /// the order of a dictionary.
    package func all(in language: LanguageTag) -> [(symbol: String, forms: Forms)] {
        resolved(in: language).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static let calendars = Mutex<[LanguageTag: [String: Forms]]>([:])

    /// The words of the calendar's symbols in a language, the same for every page.
    private static func calendar(in language: LanguageTag) -> [String: Forms] {
        if let known = calendars.withLock({ $0[language] }) { return known }
        var out: [String: Forms] = [:]
        for symbol in calendarSymbols { out[symbol] = calendar(symbol, language) }
        calendars.withLock { [out] in $0[language] = out }
        return out
    }

    /// The words of every symbol that has any in a language: looked up once, for many numbers.
    func resolved(in language: LanguageTag) -> [String: Forms] {
        var out = Self.calendar(in: language)
        for symbol in declared.keys { out[symbol] = forms(of: symbol, in: language) }
        return out
    }

    package static let calendarSymbols = [
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
        "quarter", "quarters", "year", "years",
    ]

    private static func calendar(_ symbol: String, _ language: LanguageTag) -> Forms? {
        guard let forms = calendar(symbol, language.isChinese) else { return nil }
        return language.isSimplified ? Forms(language.spelt(forms.one), language.spelt(forms.other)) : forms
    }

    private static func calendar(_ symbol: String, _ isChinese: Bool) -> Forms? {
        switch symbol {
        case "second", "seconds": isChinese ? Forms("秒") : Forms("second", "seconds")
        case "minute", "minutes": isChinese ? Forms("分鐘") : Forms("minute", "minutes")
        case "hour", "hours": isChinese ? Forms("小時") : Forms("hour", "hours")
        case "day", "days": isChinese ? Forms("日") : Forms("day", "days")
        case "week", "weeks": isChinese ? Forms("星期") : Forms("week", "weeks")
        case "month", "months": isChinese ? Forms("個月") : Forms("month", "months")
        case "quarter", "quarters": isChinese ? Forms("季") : Forms("quarter", "quarters")
        case "year", "years": isChinese ? Forms("年") : Forms("year", "years")
        default: nil
        }
    }
}

/// A currency, by its ISO 4217 code, with the sign that English puts before an amount and the word that Chinese puts
/// after it.
package struct Currency: Hashable, Sendable {
    package let code: String
    package let sign: String
    package let chinese: String

    /// The currencies of the region and of its trade.
    package static let all: [Currency] = [
        Currency(code: "HKD", sign: "HK$", chinese: "港元"), Currency(code: "USD", sign: "US$", chinese: "美元"),
        Currency(code: "CNY", sign: "RMB", chinese: "元人民幣"), Currency(code: "MOP", sign: "MOP$", chinese: "澳門元"),
        Currency(code: "TWD", sign: "NT$", chinese: "新台幣"), Currency(code: "EUR", sign: "€", chinese: "歐元"),
        Currency(code: "GBP", sign: "£", chinese: "英鎊"), Currency(code: "JPY", sign: "JP¥", chinese: "日圓"),
        Currency(code: "SGD", sign: "S$", chinese: "新加坡元"), Currency(code: "AUD", sign: "A$", chinese: "澳元"),
        Currency(code: "CAD", sign: "C$", chinese: "加元"), Currency(code: "KRW", sign: "₩", chinese: "韓圜"),
        Currency(code: "CHF", sign: "CHF", chinese: "瑞士法郎"),
    ]

    /// The currency that a unit's symbol names, by code or by sign.
    package static func of(_ symbol: String) -> Currency? {
        all.first { $0.code == symbol || $0.sign == symbol }
    }
}
