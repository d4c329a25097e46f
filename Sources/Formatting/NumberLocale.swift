import Languages

/// How a language writes digits: d3-format's locale, a value that is passed.
package struct NumberLocale: Hashable, Sendable {
    /// The decimal point, UTF-8.
    package var decimal: [UInt8]
    /// What stands between groups of digits.
    package var thousands: [UInt8]
    /// The sizes of the groups from the right, repeated cyclically; empty for none.
    package var grouping: [Int]
    /// What stands before and after an amount of money.
    package var currency: (prefix: [UInt8], suffix: [UInt8]) {
        get { (currencyPrefix, currencySuffix) }
        set { (currencyPrefix, currencySuffix) = newValue }
    }
    var currencyPrefix: [UInt8]
    var currencySuffix: [UInt8]
    /// Ten digits that stand in for 0 to 9; nil for these.
    package var numerals: [[UInt8]]?
    package var percent: [UInt8]
    package var minus: [UInt8]
    package var notANumber: [UInt8]

    package init(
        decimal: String = ".", thousands: String = ",", grouping: [Int] = [3], currency: (String, String) = ("$", ""),
        numerals: [String]? = nil, percent: String = "%", minus: String = "\u{2212}", notANumber: String = "NaN"
    ) {
        self.decimal = Array(decimal.utf8)
        self.thousands = Array(thousands.utf8)
        self.grouping = grouping.filter { $0 > 0 }
        currencyPrefix = Array(currency.0.utf8)
        currencySuffix = Array(currency.1.utf8)
        self.numerals = numerals.flatMap { list in list.count == 10 ? list.map { Array($0.utf8) } : nil }
        self.percent = Array(percent.utf8)
        self.minus = Array(minus.utf8)
        self.notANumber = Array(notANumber.utf8)
    }

    /// d3-format's default, `en-US`.
    package static let english = NumberLocale()

    /// Chinese of Hong Kong: the same digits, money in Hong Kong dollars.
    package static let chineseHongKong = NumberLocale(currency: ("HK$", ""))

    package static func of(_ language: LanguageTag) -> NumberLocale {
        language.isChinese ? .chineseHongKong : .english
    }
}
