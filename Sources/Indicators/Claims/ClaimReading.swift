import Quantities

/// A number as words write it, with what they say of its precision.
package struct Numeral: Hashable, Sendable {
    package enum Precision: Hashable, Sendable {
        /// To the last place that counts, a power of ten: the last digit written, the last non-zero place of words.
        case place(Int)
        /// A fraction: what rounds to it at the whole per cent.
        case wholePercent
        /// A multiple in words: within 0.05 of the ratio.
        case multiple
        /// None, 沒有: exactly that.
        case exact
    }

    package var value: Number
    package var precision: Precision
    /// The power of ten of its scale word (4 of 18 萬), which the lower end of a range may share.
    package var scale: Int
    /// True where it is written in words (三萬六千, twenty), false where in digits.
    package var isWords: Bool
    /// 二十多: above it, below the next unit of its last non-zero place.
    package var isMany: Bool
    /// True of 第五 and "fifth".
    package var isOrdinal: Bool

    init(
        _ value: Number, _ precision: Precision, scale: Int = 0, isWords: Bool, isMany: Bool = false,
        isOrdinal: Bool = false
    ) {
        self.value = value
        self.precision = precision
        self.scale = scale
        self.isWords = isWords
        self.isMany = isMany
        self.isOrdinal = isOrdinal
    }

    /// In words: it counts to its last non-zero place.
    static func words(_ value: Number, scale: Int = 0, isMany: Bool = false) -> Numeral {
        Numeral(value, .place(lastPlace(value)), scale: scale, isWords: true, isMany: isMany)
    }

    /// The power of ten of the last digit that is not zero.
    static func lastPlace(_ value: Number) -> Int { value.decimal.exponent }

    func scaled(byPowerOfTen power: Int) -> Numeral {
        var out = self
        out.value = value * Number(significand: 1, exponent: power)
        if case .place(let place) = precision { out.precision = .place(place + power) }
        return out
    }
}

/// What words say of the bounds of their number.
package enum ClaimQualifier: Hashable, Sendable {
    /// The number alone.
    case none
    /// About, 約: within a tenth of it.
    case about
    /// Nearly, 接近: less than a tenth below it.
    case nearly
    /// Over (open) and at least (closed), 逾 and 至少; with `about`, 約逾.
    case lower(isOpen: Bool, about: Bool)
    /// Under (open) and at most (closed), 不足 and 不超過.
    case upper(isOpen: Bool, about: Bool)
    /// From the number to a second one, ends included.
    case range(to: Numeral, about: Bool)
}

/// The unit that stands with the number.
package enum ClaimUnit: Hashable, Sendable {
    case none
    /// %, per cent, 百分之.
    case percent
    /// 成, tenths.
    case tenths
    /// 個百分點, percentage points.
    case points
    /// 倍, times: a multiple, or with a change word how many times more.
    case times
    /// Double, threefold, 翻倍: a multiple in any case.
    case multiple
    /// Half, 三分之一, 一比一: a plain part of a whole.
    case fraction
    /// Money, by ISO 4217.
    case currency(String)
    /// A symbol, or a word declared for one.
    case symbol(String)

    /// True of what can be said of a ratio alone.
    var isRatio: Bool {
        switch self {
        case .percent, .tenths, .times, .multiple, .fraction: true
        default: false
        }
    }
}

/// What is said of a change.
package enum ClaimDirection: Hashable, Sendable {
    case none
    /// Up 40%, 增加四成: the growth.
    case change(isUp: Bool)
    /// 增至, rose to: where it stands afterwards, and which way it went.
    case level(isUp: Bool)

    var isChange: Bool { if case .change = self { true } else { false } }
}

/// A claim's words, read.
package struct ClaimReading: Hashable, Sendable {
    package var number: Numeral
    package var qualifier: ClaimQualifier
    package var unit: ClaimUnit
    /// The units that it is a rate over: `day` of 每日, `cities` and `day` of per city per day.
    package var rates: [String]
    package var direction: ClaimDirection
}

/// Why no number could be read.
package enum ClaimUnreadable: Error, Hashable, Sendable {
    case noNumber
    case severalNumbers
    case negation
    /// 數百, several hundred.
    case vague
    /// The words contradict each other: at least … at most.
    case contradictory
    case tooLong

    package var reason: String {
        switch self {
        case .noNumber: "no number can be read in it"
        case .severalNumbers: "it holds several numbers that are no range"
        case .negation: "it says “not”, and what that leaves cannot be judged"
        case .vague: "it names no definite number"
        case .contradictory: "its qualifiers contradict each other"
        case .tooLong: "it is longer than 200 characters"
        }
    }
}
