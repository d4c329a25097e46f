import Languages

/// How a language names days and months: d3-time-format's locale, a value that is passed.
package struct TimeLocale: Hashable, Sendable {
    /// What `%c`, `%x` and `%X` stand for, in directives.
    package var dateTime: String
    package var date: String
    package var time: String
    /// Morning and afternoon.
    package var periods: [String]
    /// From Sunday.
    package var days: [String]
    package var shortDays: [String]
    /// From January.
    package var months: [String]
    package var shortMonths: [String]
    /// The formats of Vega's time axes, from milliseconds to years.
    package var multi: TimeMultiFormat.Specifiers

    /// d3-time-format's default, `en-US`.
    package static let english = TimeLocale(
        dateTime: "%x, %X", date: "%-m/%-d/%Y", time: "%-I:%M:%S %p", periods: ["AM", "PM"],
        days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        shortDays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        multi: .english)

    /// Traditional Chinese.
    package static let chineseTraditional = TimeLocale(
        dateTime: "%x %X", date: "%Y年%-m月%-d日", time: "%H:%M:%S", periods: ["上午", "下午"],
        days: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
        shortDays: ["週日", "週一", "週二", "週三", "週四", "週五", "週六"],
        months: (1...12).map { "\($0)月" }, shortMonths: (1...12).map { "\($0)月" }, multi: .chinese)

    /// Simplified Chinese.
    package static let chineseSimplified = {
        var locale = chineseTraditional
        locale.shortDays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"]
        return locale
    }()

    package static func of(_ language: LanguageTag) -> TimeLocale {
        language.isSimplified ? .chineseSimplified : language.isChinese ? .chineseTraditional : .english
    }
}
