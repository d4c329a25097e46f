import Quantities

/// A moment in the parts that a calendar and a clock show, in Coordinated Universal Time.
package struct TimeFields: Hashable, Sendable {
    /// Days since 1970-01-01.
    package let day: Int
    package let year: Int
    package let month: Int
    package let dayOfMonth: Int
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let millisecond: Int

    /// The furthest moment that JavaScript's dates reach, in milliseconds either side of 1970.
    package static let limit = 8.64e15

    /// Milliseconds since 1970-01-01T00:00Z; nil of what is no time.
    package init?(milliseconds: Double) {
        guard milliseconds.isFinite, milliseconds.magnitude <= Self.limit else { return nil }
        let whole = milliseconds.rounded(.down)
        let all = Int(whole)
        var day = all / 86_400_000
        var rest = all % 86_400_000
        if rest < 0 {
            rest += 86_400_000
            day -= 1
        }
        self.day = day
        (year, month, dayOfMonth) = CivilDay.date(of: day)
        hour = rest / 3_600_000
        minute = rest / 60_000 % 60
        second = rest / 1000 % 60
        millisecond = rest % 1000
    }

    /// 0 for Sunday.
    package var weekday: Int { CivilDay.weekday(of: day) }

    /// 1 for the first of January.
    package var dayOfYear: Int { day - CivilDay.number(year: year, month: 1, day: 1) + 1 }

    /// How many of a weekday (0 for Sunday) the year has had up to this day.
    func weekOfYear(from first: Int) -> Int {
        (dayOfYear - 1 + 7 - (weekday - first + 7) % 7) / 7
    }

    /// The year and week of ISO 8601: weeks begin on Monday, the first holds the first Thursday.
    var isoWeek: (year: Int, week: Int) {
        let thursday = day - (weekday + 6) % 7 + 3
        let year = CivilDay.date(of: thursday).year
        return (year, (thursday - CivilDay.number(year: year, month: 1, day: 1)) / 7 + 1)
    }
}
