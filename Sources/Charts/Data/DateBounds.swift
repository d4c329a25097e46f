import Formatting
import Languages
import Quantities
import Tables

/// What a date in a table is between, as charts get it beside the date itself: an EDTF date is an interval of time
/// (ISO 8601-2), so that a column `due` comes with `due_lower`, `due_upper` and `due_approximate`, and with `due_words` for labels.
///
/// The interval is closed: from the first instant of its first day to the last millisecond of its last one. What
/// follows a day, a quarter or a year so begins where that ends, and the dates printed are its own.
enum DateBounds {
    /// The last instant of a day, in milliseconds from its first.
    static let endOfDay = Duration.day - 1

    private static let lower = "_lower"
    private static let upper = "_upper"
    private static let words = "_words"
    private static let approximate = "_approximate"

    /// Adds the bounds of a table's date columns, where it has no columns of those names itself.
    static func add(of table: Table, _ language: LanguageTag, to frame: inout DataFrame) {
        for (i, field) in table.fields.enumerated() where field.kind == .date {
            let dates = (0..<frame.rowCount).map { row -> EDTFDate? in
                if case .date(let date) = table.cell(row: row, field: i) { date } else { nil }
            }
            func set(_ ending: String, _ column: DataColumn) {
                if frame.column(field.name + ending) == nil { frame.set(field.name + ending, column) }
            }
            set(lower, .dates(dates.map { $0.map { Double($0.firstDay) * Duration.day } ?? .nan }))
            set(upper, .dates(dates.map { $0.map { Double($0.lastDay) * Duration.day + endOfDay } ?? .nan }))
            set(words, DataColumn(dates.map { $0.map { .string(DateWords.text($0, in: language)) } ?? .null }))
            set(approximate, DataColumn(dates.map { $0.map { .boolean($0.isApproximate || $0.isUncertain) } ?? .null }))
        }
    }

    /// Names the bounds as their column is named.
    static func name(of table: Table, _ language: LanguageTag, into names: inout FieldNames) {
        for field in table.fields where field.kind == .date {
            let name = names.name(field.name)
            func set(_ ending: String, _ title: String) {
                if table.fieldIndex(field.name + ending) == nil {
                    names.titles[field.name + ending] = language.spelt(title)
                }
            }
            names.dateEnds.formUnion([field.name + lower, field.name + upper])
            set(lower, language.isChinese ? "\(name)（最早）" : "\(name), earliest")
            set(upper, language.isChinese ? "\(name)（最遲）" : "\(name), latest")
            set(words, name)
            set(approximate, language.isChinese ? "\(name)（約）" : "\(name), approximate")
        }
    }

    /// True of the last instant of a day, which stands for that day.
    static func isEnd(_ instant: Double) -> Bool {
        let rest = instant.truncatingRemainder(dividingBy: Duration.day)
        return rest == endOfDay || rest == -1
    }
}
