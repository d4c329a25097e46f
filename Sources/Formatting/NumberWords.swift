import Languages
import Quantities

/// Numbers without a format, as prose writes them.
///
/// - An exact decimal is written in full, in groups of three, where it has at most 4 decimal places or at most 6
///   significant digits; what no short decimal holds (a third, a logarithm) to 3 significant digits, never fewer than
///   reach the unit.
/// - Where that loses nothing, with at most 2 decimals, Chinese writes 萬 from 10,000, and from 100,000,000 億 with at
///   most 4, English million, billion and trillion: 18 萬, 1.006 億, 1.25 million; else the digits, 12,345.
enum NumberWords {
    /// The number, rounded as `rounding` says where it is rounded at all; large ones in scale words where `scales`.
    static func text(_ number: Number, _ rounding: Rounding, scales: Bool = true, _ language: LanguageTag) -> String {
        guard scales, let (scaled, word, _) = scale(number, language) else { return digits(number, rounding) }
        return Spacing.join([digits(scaled, .nearest), word])
    }

    /// The power of ten of the scale word that the number is written with, 0 for none.
    static func scalePower(_ number: Number, _ language: LanguageTag) -> Int { scale(number, language)?.power ?? 0 }

    private static func scale(_ number: Number, _ language: LanguageTag) -> (Number, word: String, power: Int)? {
        guard number.isExact else { return nil }
        let scales: [(power: Int, word: String, places: Int)] =
            language.isChinese
            ? [(8, "億", 4), (4, "萬", 2)] : [(12, "trillion", 2), (9, "billion", 2), (6, "million", 2)]
        for (power, word, most) in scales {
            let scaled = number * Number(significand: 1, exponent: -power)
            guard scaled.magnitude >= .one, let places = scaled.decimalPlaces else { continue }
            if places <= most { return (scaled, word, power) }
            // 10,060.5 萬 is not how a hundred million is written.
            if language.isChinese, power == 8 { return nil }
        }
        return nil
    }

    /// How many significant digits are written of a number, as far as they are not zeros at its end.
    static func shownDigits(of number: Number) -> Int {
        if let all = number.decimalPlaces, let significant = number.significantDigits, all <= 4 || significant <= 6 {
            return significant
        }
        return max(3, number.magnitudeExponent + 1)
    }

    private static func digits(_ number: Number, _ rounding: Rounding) -> String {
        let places: Int
        if let all = number.decimalPlaces, let significant = number.significantDigits, all <= 4 || significant <= 6 {
            places = all
        } else {
            places = max(0, 2 - number.magnitudeExponent)
        }
        // Beyond what plain digits show well: 1.25e-18.
        guard places <= 15, number.magnitudeExponent < 21 else {
            return NumberFormat(kind: .exponent, precision: 2).format(number, rounding: rounding)
        }
        return NumberFormat(kind: .fixed, precision: places, groups: true).format(number, rounding: rounding)
    }
}
