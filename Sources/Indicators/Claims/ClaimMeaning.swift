import Quantities

/// What a word or a mark of a claim means.
enum ClaimMeaning: Hashable, Sendable {
    case about
    case nearly
    case over
    /// 過, "over" where its number follows: 過萬.
    case overBefore
    case atLeast
    case under
    case atMost
    case percent
    /// ‰.
    case perMille
    /// 百分之, which stands before its number.
    case percentBefore
    case tenths
    case points
    case times
    /// -fold.
    case fold
    /// A part of a whole.
    case fraction(Int, Int)
    /// The same where a scale word follows alone: quarter of a million.
    case fractionOfScale(Int, Int)
    /// Over half in one word: 過半.
    case overFraction(Int, Int)
    /// Halved, 減半: down by a half.
    case halved
    /// Double, 翻倍: a ratio in one word.
    case multiple(Int)
    /// Doubled: the same, and it went up.
    case multiplied(Int)
    /// More, fewer: up and down after a part alone.
    case comparison(isUp: Bool)
    case change(isUp: Bool)
    /// 升, 多, 低, which speak of a change where their number follows: 升三成, 多一倍.
    case changeBefore(isUp: Bool)
    case level(isUp: Bool)
    /// Between, 介乎, 由: announces a range.
    case between
    /// From: the same, but with a change word it tells where that began.
    case from
    /// To, 至: joins two numbers.
    case connector
    /// And: joins them after "between" alone.
    case and
    /// 多, 餘 after a number.
    case many
    /// None, 沒有.
    case zero
    case not
    /// 數百, several: no definite number.
    case vague
    /// 百分百.
    case wholePercent(Int)
    case ordinal(Int)
    /// 第, which stands before its number.
    case ordinalBefore
    case currency(String)
    case rate(String)
    /// Daily: a rate after its number, or before it where the data have it.
    case often(String)
    /// A word that holds the signs of numerals and is none.
    case ignored

    /// True of what says how far a number goes.
    var isQualifier: Bool {
        switch self {
        case .about, .nearly, .over, .atLeast, .under, .atMost: true
        default: false
        }
    }

    /// True of a change that its number follows.
    var isChange: Bool {
        switch self {
        case .change, .changeBefore: true
        default: false
        }
    }

    /// A level as the change that led to it.
    var asChange: ClaimMeaning { if case .level(let isUp) = self { .change(isUp: isUp) } else { self } }
}
