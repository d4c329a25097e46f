import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The date that a build takes for today.
package enum BuildDate {
    /// `--as-of`, else `SOURCE_DATE_EPOCH` (reproducible-builds.org: seconds since 1970, UTC), else today by the
    /// machine's clock and time zone; in days since 1970-01-01. Nil where what was given is no day.
    package static func resolve(asOf: String?, sourceDateEpoch: String?) -> Int? {
        if let asOf {
            guard let date = EDTFDate(parsing: asOf), date.precision == .day else { return nil }
            return date.firstDay
        }
        if let sourceDateEpoch, !sourceDateEpoch.isEmpty {
            guard let seconds = Int(sourceDateEpoch), seconds >= 0, seconds < 253_402_300_800 else { return nil }
            return seconds / 86400
        }
        return today
    }

    private static var today: Int {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return CivilDay.number(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
    }
}
