extension DataFunction {
    /// A function of one number.
    @inline(__always)
    func apply(number x: Double) -> Double {
        switch self {
        case .abs: Swift.abs(x)
        case .acos: arcCosine(x)
        case .asin: arcSine(x)
        case .atan: arcTangent(x)
        case .ceil: x.rounded(.up)
        case .cos: cosine(x)
        case .exp: exponential(x)
        case .floor: x.rounded(.down)
        case .log: naturalLogarithm(x)
        // Math.round: a half upwards.
        case .round: roundHalfUp(x)
        case .sin: sine(x)
        case .sqrt: x.squareRoot()
        case .tan: tangent(x)
        default: .nan
        }
    }

    /// A function of two numbers.
    @inline(__always)
    func apply(_ x: Double, _ y: Double) -> Double {
        switch self {
        case .atan2: arcTangent(x, y)
        case .max: x.isNaN || y.isNaN ? .nan : Swift.max(x, y)
        case .min: x.isNaN || y.isNaN ? .nan : Swift.min(x, y)
        default: DataOperators.power(x, y)
        }
    }

    /// The function's value; a missing argument is undefined.
    func apply(_ a: [DataValue], formatting: (any DataFormatting)?) -> DataValue {
        func at(_ i: Int) -> DataValue { i < a.count ? a[i] : .undefined }
        let first = at(0)
        if isNumeric { return .number(apply(number: first.asNumber)) }
        switch self {
        case .isArray, .isBoolean, .isDate, .isDefined, .isNumber, .isObject, .isString, .isValid:
            return .boolean(hasType(first))
        case .toBoolean, .toDate, .toNumber, .toString: return coerced(first)
        case .isNaN:
            // `Number.isNaN`: a text is no number that is none.
            if case .number(let x) = first { return .boolean(x.isNaN) }
            return .boolean(false)
        case .isFinite: return .boolean(first.asNumber.isFinite)
        case .clamp, .hypot, .max, .min: return .number(apply(numbers: a.map(\.asNumber)))
        case .datetime, .utc: return moment(a)
        case .date, .day, .dayofyear, .year, .quarter, .month, .week, .hours, .minutes, .seconds, .milliseconds, .time,
            .utcdate, .utcday, .utcdayofyear, .utcyear, .utcquarter, .utcmonth, .utcweek, .utchours, .utcminutes,
            .utcseconds, .utcmilliseconds:
            return .number(part(of: first))
        case .timezoneoffset: return .number(first.asTime.isNaN ? .nan : 0)
        case .extent, .clampRange, .inrange, .join, .lerp, .peek, .pluck, .sequence, .sort, .span, .merge:
            return applyToLists(a)
        case .indexof, .lastindexof, .length, .reverse, .slice:
            if case .array(let list) = first { return apply(to: list, a) }
            return applyToTexts(a)
        case .lower, .pad, .parseFloat, .parseInt, .replace, .split, .substring, .trim, .truncate, .upper:
            return applyToTexts(a)
        case .dayFormat, .dayAbbrevFormat, .monthFormat, .monthAbbrevFormat, .format, .timeFormat, .utcFormat,
            .timeParse, .utcParse:
            return formatted(a, formatting)
        default: return .undefined
        }
    }

    private func hasType(_ value: DataValue) -> Bool {
        switch (self, value) {
        case (.isArray, .array), (.isBoolean, .boolean), (.isDate, .date), (.isNumber, .number),
            (.isString, .string):
            true
        case (.isObject, .object), (.isObject, .array), (.isObject, .date): true
        case (.isDefined, let x): if case .undefined = x { false } else { true }
        // Neither null nor undefined nor NaN.
        case (.isValid, .number(let x)), (.isValid, .date(let x)): !x.isNaN
        case (.isValid, let x): !x.isNullish
        default: false
        }
    }

    /// Vega's conversions, which keep null and make the empty text null (vega-util).
    private func coerced(_ value: DataValue) -> DataValue {
        if value.isNullish { return .null }
        if case .string(let text) = value, text.isEmpty { return .null }
        switch self {
        case .toBoolean:
            if case .string("false") = value { return .boolean(false) }
            if case .string("0") = value { return .boolean(false) }
            return .boolean(value.truth)
        case .toDate: return .number(value.asTime)
        case .toNumber: return .number(value.asNumber)
        default: return .string(value.asText)
        }
    }

    private func apply(numbers x: [Double]) -> Double {
        switch self {
        case .clamp: x.count == 3 ? Swift.max(x[1], Swift.min(x[2], x[0])) : .nan
        case .hypot: x.reduce(0) { $0 + $1 * $1 }.squareRoot()
        case .max: x.contains { $0.isNaN } ? .nan : x.max() ?? -.infinity
        case .min: x.contains { $0.isNaN } ? .nan : x.min() ?? .infinity
        default: .nan
        }
    }

    // MARK: Dates

    /// `datetime(year, month, …)` and `datetime(value)`; always in UTC. `utc` gives a number, `datetime` a date.
    private func moment(_ a: [DataValue]) -> DataValue {
        let time: Double
        if a.count == 1 {
            time = a[0].asTime
        } else {
            let fields = a.map(\.asNumber)
            guard fields.allSatisfy({ $0.isFinite && Swift.abs($0) < 1e15 }) else {
                return self == .utc ? .number(.nan) : .date(.nan)
            }
            func field(_ i: Int, _ otherwise: Int) -> Int { i < fields.count ? Int(fields[i]) : otherwise }
            let year = field(0, 1970)
            time =
                DateParts(
                    year: (0...99).contains(year) ? 1900 + year : year, month: field(1, 0), day: field(2, 1),
                    hours: field(3, 0), minutes: field(4, 0), seconds: field(5, 0), milliseconds: field(6, 0)
                ).time
        }
        return self == .utc ? .number(time) : .date(time)
    }

    private func part(of value: DataValue) -> Double {
        let time = value.asTime
        if self == .time { return time }
        guard let parts = DateParts(time) else { return .nan }
        let whole =
            switch self {
            case .year, .utcyear: parts.year
            case .quarter, .utcquarter: parts.month / 3 + 1
            case .month, .utcmonth: parts.month
            case .date, .utcdate: parts.day
            case .day, .utcday: parts.weekday
            case .dayofyear, .utcdayofyear: parts.dayOfYear
            case .week, .utcweek: parts.week
            case .hours, .utchours: parts.hours
            case .minutes, .utcminutes: parts.minutes
            case .seconds, .utcseconds: parts.seconds
            default: parts.milliseconds
            }
        return Double(whole)
    }

    // MARK: Formats

    private func formatted(_ a: [DataValue], _ formatting: (any DataFormatting)?) -> DataValue {
        guard let formatting, let value = a.first else { return .undefined }
        let specifier: String? = a.count > 1 && !a[1].isNullish ? a[1].asText : nil
        func text(_ found: String?) -> DataValue { found.map(DataValue.string) ?? .null }
        switch self {
        case .format: return text(formatting.text(of: value.asNumber, specifier: specifier ?? ""))
        case .timeFormat, .utcFormat: return text(formatting.text(ofTime: value.asTime, specifier: specifier))
        case .timeParse, .utcParse:
            return formatting.time(from: value.asText, specifier: specifier ?? "").map(DataValue.date) ?? .null
        default: break
        }
        let index = value.asNumber
        guard index.isFinite, Swift.abs(index) < 1e9 else { return .undefined }
        func wrapped(_ count: Int) -> Int { ((Int(index) % count) + count) % count }
        switch self {
        case .monthFormat: return .string(formatting.month(wrapped(12), abbreviated: false))
        case .monthAbbrevFormat: return .string(formatting.month(wrapped(12), abbreviated: true))
        case .dayFormat: return .string(formatting.day(wrapped(7), abbreviated: false))
        default: return .string(formatting.day(wrapped(7), abbreviated: true))
        }
    }
}

extension DataValue {
    /// The moment it means, as `new Date(x)` takes it: a text is parsed, null is 1970.
    package var asTime: Double {
        switch self {
        case .date(let x): x
        case .string(let text): DateParts.parse(text)
        case .number(let x): Swift.abs(x) <= DateParts.limit ? x.rounded(.towardZero) : .nan
        default: asNumber
        }
    }
}
