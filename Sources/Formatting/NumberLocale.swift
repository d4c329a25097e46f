import Languages

/// How a language writes digits: d3-format's locale, a value that is passed.
///
/// It is one reference to marks that never change, since it is handed to every number that is printed.
package struct NumberLocale: Hashable, Sendable {
    let marks: Marks

    /// - Parameters:
    ///   - thousands: What stands between groups of digits.
    ///   - grouping: The sizes of the groups from the right, repeated cyclically; empty for none.
    ///   - currency: What stands before and after an amount of money.
    ///   - numerals: Ten digits that stand in for 0 to 9; nil for these.
    package init(
        decimal: String = ".", thousands: String = ",", grouping: [Int] = [3], currency: (String, String) = ("$", ""),
        numerals: [String]? = nil, percent: String = "%", minus: String = "\u{2212}", notANumber: String = "NaN"
    ) {
        marks = Marks(
            decimal: Array(decimal.utf8), thousands: Array(thousands.utf8), grouping: grouping.filter { $0 > 0 },
            currencyPrefix: Array(currency.0.utf8), currencySuffix: Array(currency.1.utf8),
            numerals: numerals.flatMap { list in list.count == 10 ? list.map { Array($0.utf8) } : nil },
            percent: Array(percent.utf8), minus: Array(minus.utf8), notANumber: Array(notANumber.utf8))
    }

    /// d3-format's default, `en-US`.
    package static let english = NumberLocale()

    /// Chinese of Hong Kong: the same digits, money in Hong Kong dollars.
    package static let chineseHongKong = NumberLocale(currency: ("HK$", ""))

    package static func of(_ language: LanguageTag) -> NumberLocale {
        language.isChinese ? .chineseHongKong : .english
    }

    package static func == (a: NumberLocale, b: NumberLocale) -> Bool {
        a.marks === b.marks || (a.marks.grouping == b.marks.grouping && a.marks.all == b.marks.all)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(marks.all) }

    /// The marks, in UTF-8.
    final class Marks: Sendable {
        let decimal: [UInt8]
        let thousands: [UInt8]
        let grouping: [Int]
        let currencyPrefix: [UInt8]
        let currencySuffix: [UInt8]
        let numerals: [[UInt8]]?
        let percent: [UInt8]
        let minus: [UInt8]
        let notANumber: [UInt8]
        /// True of digits in threes and numerals of ASCII: what the short cut of formatting can write.
        let isPlain: Bool

        init(
            decimal: [UInt8], thousands: [UInt8], grouping: [Int], currencyPrefix: [UInt8], currencySuffix: [UInt8],
            numerals: [[UInt8]]?, percent: [UInt8], minus: [UInt8], notANumber: [UInt8]
        ) {
            self.decimal = decimal
            self.thousands = thousands
            self.grouping = grouping
            self.currencyPrefix = currencyPrefix
            self.currencySuffix = currencySuffix
            self.numerals = numerals
            self.percent = percent
            self.minus = minus
            self.notANumber = notANumber
            isPlain = numerals == nil && grouping == [3]
        }

        /// All texts, for comparison.
        var all: [[UInt8]] {
            [decimal, thousands, currencyPrefix, currencySuffix, percent, minus, notANumber] + (numerals ?? [])
        }
    }
}
