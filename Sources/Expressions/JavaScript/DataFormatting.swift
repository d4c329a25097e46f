import Formatting
import Languages

/// How the functions `format`, `timeFormat` and their like write and read; d3's formats, in the chart's locale.
package protocol DataFormatting: Sendable {
    /// The number by a d3-format specifier; nil where the specifier is none.
    func text(of number: Double, specifier: String) -> String?
    /// The moment (milliseconds since 1970, UTC) by a d3-time-format specifier, nil meaning d3's default one; nil where
    /// the specifier is none.
    func text(ofTime milliseconds: Double, specifier: String?) -> String?
    /// The moment that a text means by a d3-time-format specifier; nil where it is not of that form.
    func time(from text: String, specifier: String) -> Double?
    /// The name of a month (0 to 11) and of a day of the week (0 for Sunday).
    func month(_ index: Int, abbreviated: Bool) -> String
    func day(_ index: Int, abbreviated: Bool) -> String
}

/// The formats of a language.
package struct LocaleFormatting: DataFormatting {
    package var numbers: NumberLocale
    package var times: TimeLocale
    private let multi: TimeMultiFormat?

    package init(numbers: NumberLocale = .english, times: TimeLocale = .english) {
        self.numbers = numbers
        self.times = times
        multi = TimeMultiFormat(locale: times)
    }

    package init(_ language: LanguageTag) {
        self.init(numbers: .of(language), times: .of(language))
    }

    package func text(of number: Double, specifier: String) -> String? {
        NumberFormat.parse(specifier)?.format(number, locale: numbers)
    }

    package func text(ofTime milliseconds: Double, specifier: String?) -> String? {
        guard let specifier else { return multi?.format(milliseconds: milliseconds) }
        return TimeFormat.parse(specifier, locale: times)?.format(milliseconds: milliseconds)
    }

    package func time(from text: String, specifier: String) -> Double? {
        TimeFormat.parse(specifier, locale: times)?.milliseconds(parsing: text)
    }

    package func month(_ index: Int, abbreviated: Bool) -> String {
        let names = abbreviated ? times.shortMonths : times.months
        return names.indices.contains(index) ? names[index] : ""
    }

    package func day(_ index: Int, abbreviated: Bool) -> String {
        let names = abbreviated ? times.shortDays : times.days
        return names.indices.contains(index) ? names[index] : ""
    }
}
