import Expressions
import Files
import Formatting
import Languages

/// How numbers and dates are written in the chart's language.
final class ChartLocale: Sendable {
    let language: LanguageTag
    let numbers: NumberLocale
    let times: TimeLocale
    let multi: TimeMultiFormat?

    /// - Parameter own: the `locale` of the configuration: what it names stands in for the language's.
    init(_ language: LanguageTag, _ own: Node? = nil) {
        self.language = language
        numbers = own?["number"].map(Self.numbers) ?? NumberLocale.of(language)
        times = Self.times(own?["time"], over: TimeLocale.of(language))
        multi = TimeMultiFormat(locale: times)
    }

    private static func numbers(_ node: Node) -> NumberLocale {
        let currency = node["currency"]?.sequence?.compactMap(\.string) ?? []
        return NumberLocale(
            decimal: node["decimal"]?.string ?? ".", thousands: node["thousands"]?.string ?? ",",
            grouping: node["grouping"]?.sequence?.compactMap(\.integer) ?? [3],
            currency: currency.count == 2 ? (currency[0], currency[1]) : ("$", ""),
            numerals: node["numerals"]?.sequence?.compactMap(\.scalarText), percent: node["percent"]?.string ?? "%",
            minus: node["minus"]?.string ?? "\u{2212}", notANumber: node["nan"]?.string ?? "NaN")
    }

    private static func times(_ node: Node?, over language: TimeLocale) -> TimeLocale {
        var out = language
        func take(_ key: String, _ count: Int, _ path: WritableKeyPath<TimeLocale, [String]>) {
            if let list = node?[key]?.sequence?.compactMap(\.string), list.count == count { out[keyPath: path] = list }
        }
        take("periods", 2, \.periods)
        take("days", 7, \.days)
        take("shortDays", 7, \.shortDays)
        take("months", 12, \.months)
        take("shortMonths", 12, \.shortMonths)
        if let text = node?["dateTime"]?.string { out.dateTime = text }
        if let text = node?["date"]?.string { out.date = text }
        if let text = node?["time"]?.string { out.time = text }
        return out
    }

    /// The format that names a unit of time.
    func format(of unit: TimeUnit) -> TimeFormat? {
        TimeFormat.parse(language.isChinese ? language.spelt(unit.chineseFormat) : unit.format, locale: times)
    }
}

extension TimeUnit {
    /// `2026年6月`, `第2季`, `星期一`.
    var chineseFormat: String {
        let names: [Part: String] = [
            .year: "%Y年", .quarter: "第%q季", .month: "%-m月", .date: "%-d日", .week: "第%U週", .day: "%a",
            .dayofyear: "第%-j日", .hours: "%H:00", .minutes: "00:%M", .seconds: ":%S", .milliseconds: ".%L",
        ]
        if parts.starts(with: [.hours, .minutes]) { return parts.contains(.seconds) ? "%H:%M:%S" : "%H:%M" }
        return parts.map { names[$0] ?? "" }.joined()
    }
}

/// What the expressions of a chart write with.
struct ChartFormatting: DataFormatting {
    let locale: ChartLocale

    func text(of number: Double, specifier: String) -> String? {
        NumberFormat.parse(specifier).map { $0.format(number, locale: locale.numbers) }
    }

    func text(ofTime milliseconds: Double, specifier: String?) -> String? {
        guard let specifier, !specifier.isEmpty else { return locale.multi?.format(milliseconds: milliseconds) }
        return TimeFormat.parse(specifier, locale: locale.times)?.format(milliseconds: milliseconds)
    }

    func time(from text: String, specifier: String) -> Double? {
        TimeFormat.parse(specifier, locale: locale.times)?.milliseconds(parsing: text)
    }

    func month(_ index: Int, abbreviated: Bool) -> String {
        let names = abbreviated ? locale.times.shortMonths : locale.times.months
        return names.indices.contains(index) ? names[index] : ""
    }

    func day(_ index: Int, abbreviated: Bool) -> String {
        let names = abbreviated ? locale.times.shortDays : locale.times.days
        return names.indices.contains(index) ? names[index] : ""
    }
}

/// Numbers as labels.
enum NumberLabel {
    static func format(_ specifier: String) -> NumberFormat? { NumberFormat.parse(specifier) }

    /// By the format, else as Vega's `format(x, "")`: twelve significant digits at most, no trailing zeros.
    static func text(_ x: Double, _ format: NumberFormat?, _ locale: NumberLocale = .english) -> String {
        (format ?? NumberFormat()).format(x, locale: locale)
    }
}

/// How the values of a guide or a text become labels.
indirect enum LabelFormat: Sendable {
    case plain
    case number(NumberFormat)
    case time(TimeFormat)
    case multiTime
    /// A format for each level of the calendar.
    case levels(TimeMultiFormat)

    func text(_ value: DataValue, _ locale: ChartLocale) -> String {
        switch self {
        case .plain: value.asLabel
        case .number(let format): value.number.map { format.format($0, locale: locale.numbers) } ?? value.asLabel
        case .time(let format): DateText.date(value).number.map(format.format(milliseconds:)) ?? value.asLabel
        case .levels(let format): DateText.date(value).number.map(format.format(milliseconds:)) ?? value.asLabel
        case .multiTime:
            DateText.date(value).number.flatMap { locale.multi?.format(milliseconds: $0) } ?? value.asLabel
        }
    }
}

extension DataValue {
    /// As a label prints it; a date that got no format is written as ISO 8601.
    var asLabel: String {
        if case .date(let instant) = self {
            return TimeFormat.parse("%Y-%m-%d")?.format(milliseconds: instant) ?? asText
        }
        return asText
    }
}
