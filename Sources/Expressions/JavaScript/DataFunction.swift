/// The functions of Vega expressions that depend on their arguments alone, in Vega's names.
package enum DataFunction: String, Sendable, CaseIterable {
    // Types
    case isArray, isBoolean, isDate, isDefined, isNumber, isObject, isString, isValid
    case toBoolean, toDate, toNumber, toString
    // Mathematics
    case isNaN, isFinite, abs, acos, asin, atan, atan2, ceil, clamp, cos, exp, floor, hypot, log, max, min, pow, round
    case sin, sqrt, tan
    // Dates
    case datetime, date, day, dayofyear, year, quarter, month, week, hours, minutes, seconds, milliseconds, time
    case timezoneoffset, utc, utcdate, utcday, utcdayofyear, utcyear, utcquarter, utcmonth, utcweek, utchours
    case utcminutes, utcseconds, utcmilliseconds
    // Lists and texts
    case extent, clampRange, indexof, inrange, join, lastindexof, length, lerp, peek, pluck, reverse, sequence, slice
    case sort, span, lower, pad, parseFloat, parseInt, replace, split, substring, trim, truncate, upper, merge
    // Formats
    case dayFormat, dayAbbrevFormat, monthFormat, monthAbbrevFormat, format, timeFormat, utcFormat, timeParse, utcParse

    /// How many arguments it takes.
    package var arity: ClosedRange<Int> {
        switch self {
        case .isArray, .isBoolean, .isDate, .isDefined, .isNumber, .isObject, .isString, .isValid, .toBoolean,
            .toNumber, .toString, .isNaN, .isFinite, .abs, .acos, .asin, .atan, .ceil, .cos, .exp, .floor, .log,
            .round, .sin, .sqrt, .tan, .date, .day, .dayofyear, .year, .quarter, .month, .week, .hours, .minutes,
            .seconds, .milliseconds, .time, .timezoneoffset, .utcdate, .utcday, .utcdayofyear, .utcyear, .utcquarter,
            .utcmonth, .utcweek, .utchours, .utcminutes, .utcseconds, .utcmilliseconds, .extent, .length, .peek,
            .reverse, .sort, .span, .lower, .parseFloat, .trim, .upper, .dayFormat, .dayAbbrevFormat, .monthFormat,
            .monthAbbrevFormat, .toDate:
            1...1
        case .atan2, .pow, .indexof, .lastindexof, .lerp, .pluck, .timeParse, .utcParse: 2...2
        case .clamp, .clampRange, .replace: 3...3
        case .hypot, .max, .min, .merge: 0...255
        case .datetime, .utc: 1...7
        case .inrange: 2...4
        case .join, .parseInt: 1...2
        case .sequence: 1...3
        case .slice, .substring: 2...3
        case .pad, .truncate: 2...4
        case .split: 2...3
        case .format, .timeFormat, .utcFormat: 1...2
        }
    }

    /// A function from one number to one number, which needs no list of arguments.
    var isNumeric: Bool {
        switch self {
        case .abs, .acos, .asin, .atan, .ceil, .cos, .exp, .floor, .log, .round, .sin, .sqrt, .tan: true
        default: false
        }
    }

    /// A function that may have two numbers, of which it makes one.
    var isNumericPair: Bool {
        switch self {
        case .atan2, .max, .min, .pow: true
        default: false
        }
    }

    /// True of what writes or reads by a locale's formats.
    var needsFormatting: Bool {
        switch self {
        case .dayFormat, .dayAbbrevFormat, .monthFormat, .monthAbbrevFormat, .format, .timeFormat, .utcFormat,
            .timeParse, .utcParse:
            true
        default: false
        }
    }

    /// True where the function can write or read by the specifier.
    func accepts(_ specifier: String, _ formatting: any DataFormatting) -> Bool {
        self == .format
            ? formatting.text(of: 0, specifier: specifier) != nil
            : formatting.text(ofTime: 0, specifier: specifier) != nil
    }

    /// Functions of Vega's that a build cannot have, with the reason.
    static let refused: [String: String] = [
        "now": "a build has no clock", "random": "a build has no chance in it",
        "data": "other data cannot be read here", "scale": "scales are not known yet",
        "domain": "scales are not known yet",
        "invert": "scales are not known yet", "bandwidth": "scales are not known yet",
        "test": "it needs regular expressions",
        "regexp": "it needs regular expressions", "warn": "a build has no console", "info": "a build has no console",
        "debug": "a build has no console",
    ]

    /// The constants of Vega expressions.
    static let constants: [String: DataValue] = [
        "NaN": .number(.nan), "Infinity": .number(.infinity), "undefined": .undefined,
        "PI": .number(.pi), "E": .number(2.718281828459045), "LN2": .number(0.6931471805599453),
        "LN10": .number(2.302585092994046), "LOG2E": .number(1.4426950408889634),
        "LOG10E": .number(0.4342944819032518), "SQRT1_2": .number(0.7071067811865476),
        "SQRT2": .number(1.4142135623730951), "MIN_VALUE": .number(.leastNonzeroMagnitude),
        "MAX_VALUE": .number(.greatestFiniteMagnitude), "EPSILON": .number(2.220446049250313e-16),
    ]
}
