import Expressions
import Formatting

/// Dates as a sentence or a table prints them: no finer than the data are.
enum DateLabels {
    /// The format for a column of instants: years, months, days, or minutes; days at least where they are `isDaily`.
    static func format(_ instants: [Double], _ locale: ChartLocale, isDaily: Bool = false) -> TimeFormat? {
        let parts = instants.map { DateBounds.isEnd($0) ? $0 - DateBounds.endOfDay : $0 }.compactMap { DateParts($0) }
        let chinese = locale.language.isChinese
        let specifier: String
        if parts.contains(where: { $0.hours != 0 || $0.minutes != 0 || $0.seconds != 0 }) {
            specifier = chinese ? "%Y年%-m月%-d日 %H:%M" : "%-d %b %Y, %H:%M"
        } else if isDaily || parts.contains(where: { $0.day != 1 }) {
            specifier = chinese ? "%Y年%-m月%-d日" : "%-d %b %Y"
        } else if parts.contains(where: { $0.month != 0 }) {
            specifier = chinese ? "%Y年%-m月" : "%b %Y"
        } else {
            specifier = chinese ? "%Y年" : "%Y"
        }
        return TimeFormat.parse(specifier, locale: locale.times)
    }

    /// The format of ISO 8601 for a column of instants: days, or seconds.
    static func machineFormat(_ instants: [Double], _ locale: ChartLocale) -> TimeFormat? {
        let isDaily = instants.filter { !DateBounds.isEnd($0) }.compactMap { DateParts($0) }.allSatisfy {
            $0.hours == 0 && $0.minutes == 0 && $0.seconds == 0
        }
        return TimeFormat.parse(isDaily ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S", locale: locale.times)
    }
}

extension UnitDrawing {
    /// The rows of a definition for sentences and tables.
    func proseTexts(_ definition: ChannelDefinition) -> [String] {
        guard definition.type == .temporal, definition.timeUnit == nil, definition.format == nil, definition.isField
        else { return texts(definition) }
        let instants = frame.doubles(definition.column)
        guard let format = DateLabels.format(instants, locale) else { return texts(definition) }
        return instants.map { $0.isFinite ? format.format(milliseconds: $0) : "" }
    }
}
