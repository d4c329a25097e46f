import Languages
import Quantities

/// Numbers for those who check them: all digits where they end, else the first of them and "…".
///
/// Digits are cut, never rounded, so that those which stand are those of the number. `figures.json` has the rest.
enum FullDigits {
    /// Up to how many significant digits a number is written whole: all that a binary number is sure of.
    private static let whole = 12
    /// How many are written of one that goes on; those before the point are always written.
    private static let cut = 6

    /// The number in groups of three: 1,575, 0.44, 19.2771…
    static func text(_ number: Number) -> String {
        let limit = number.isExact ? 15 : whole
        guard significantDigits(of: number) > limit else { return written(number, places(of: number)) }
        let digits = max(cut, number.magnitudeExponent + 1)
        let shown = number.rounded(toSignificant: digits, number.isNegative ? .up : .down)
        return written(shown, max(0, digits - 1 - number.magnitudeExponent)) + "…"
    }

    private static func written(_ number: Number, _ places: Int) -> String {
        // Beyond what plain digits show well: 1.25e-18.
        guard places <= 15, number.magnitudeExponent < 21 else {
            let digits = max(0, significantDigits(of: number) - 1)
            return NumberFormat(kind: .exponent, precision: digits).format(number)
        }
        return NumberFormat(kind: .fixed, precision: places, groups: true).format(number)
    }

    /// The decimal without zeros at its end.
    private static func trimmed(_ number: Number) -> (significand: Int128, exponent: Int) {
        var (significand, exponent) = number.decimal
        guard significand != 0 else { return (0, 0) }
        if var short = Int64(exactly: significand) {
            while short % 10 == 0 {
                short /= 10
                exponent += 1
            }
            return (Int128(short), exponent)
        }
        while significand % 10 == 0 {
            significand /= 10
            exponent += 1
        }
        return (significand, exponent)
    }

    private static func significantDigits(of number: Number) -> Int {
        trimmed(number).significand.magnitude.digitCount
    }

    private static func places(of number: Number) -> Int { max(0, -trimmed(number).exponent) }
}
