/// The format of a time axis that names, at each tick, the largest unit that begins there (Vega's default):
/// `2026` at a year, `June` at a month, `Jun 08` at a Sunday, `Mon 09`, `01 PM`, `01:30`, `:15`, `.250`.
package struct TimeMultiFormat: Hashable, Sendable {
    /// A specifier for each unit that may begin at a tick.
    package struct Specifiers: Hashable, Sendable {
        package var milliseconds: String
        package var seconds: String
        package var minutes: String
        package var hours: String
        package var date: String
        package var week: String
        package var month: String
        package var quarter: String
        package var year: String

        package static let english = Specifiers(
            milliseconds: ".%L", seconds: ":%S", minutes: "%I:%M", hours: "%I %p", date: "%a %d", week: "%b %d",
            month: "%B", quarter: "%B", year: "%Y")

        package static let chinese = Specifiers(
            milliseconds: ".%L", seconds: ":%S", minutes: "%H:%M", hours: "%-H時", date: "%-d日", week: "%-m月%-d日",
            month: "%-m月", quarter: "%-m月", year: "%Y年")
    }

    private let milliseconds: TimeFormat
    private let seconds: TimeFormat
    private let minutes: TimeFormat
    private let hours: TimeFormat
    private let date: TimeFormat
    private let week: TimeFormat
    private let month: TimeFormat
    private let quarter: TimeFormat
    private let year: TimeFormat

    /// Nil where one of the specifiers is none.
    package init?(_ specifiers: Specifiers, locale: TimeLocale = .english) {
        func read(_ text: String) -> TimeFormat? { TimeFormat.parse(text, locale: locale) }
        guard let milliseconds = read(specifiers.milliseconds), let seconds = read(specifiers.seconds),
            let minutes = read(specifiers.minutes), let hours = read(specifiers.hours),
            let date = read(specifiers.date), let week = read(specifiers.week), let month = read(specifiers.month),
            let quarter = read(specifiers.quarter), let year = read(specifiers.year)
        else { return nil }
        self.milliseconds = milliseconds
        self.seconds = seconds
        self.minutes = minutes
        self.hours = hours
        self.date = date
        self.week = week
        self.month = month
        self.quarter = quarter
        self.year = year
    }

    /// The locale's own.
    package init?(locale: TimeLocale) { self.init(locale.multi, locale: locale) }

    private func format(for t: TimeFields) -> TimeFormat {
        if t.millisecond != 0 { return milliseconds }
        if t.second != 0 { return seconds }
        if t.minute != 0 { return minutes }
        if t.hour != 0 { return hours }
        if t.dayOfMonth != 1 { return t.weekday == 0 ? week : date }
        if t.month != 1 { return t.month % 3 == 1 ? quarter : month }
        return year
    }

    package func append(milliseconds value: Double, to out: inout [UInt8]) {
        guard let fields = TimeFields(milliseconds: value) else { return }
        format(for: fields).append(milliseconds: value, to: &out)
    }

    package func format(milliseconds value: Double) -> String {
        var out: [UInt8] = []
        append(milliseconds: value, to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}
