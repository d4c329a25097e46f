import Quantities

/// The first digits of a positive number: d.ddd × 10^exponent, in ASCII.
struct DecimalDigits {
    var digits: [UInt8]
    var exponent: Int
}

/// A number without its sign that can be asked for its digits: a double, as JavaScript rounds it, or an exact decimal,
/// rounded as figures are.
enum DigitSource {
    /// Finite and not negative.
    case binary(Double)
    /// significand × 10^exponent, not negative; rounded half up, down, or up.
    case decimal(UInt128, exponent: Int, Rounding)

    var isZero: Bool {
        switch self {
        case .binary(let x): x == 0
        case .decimal(let s, _, _): s == 0
        }
    }

    /// Times 10^power: a binary number by floating-point multiplication, as JavaScript would.
    func scaled(byPowerOfTen power: Int) -> DigitSource {
        switch self {
        case .binary(let x): .binary(x * PowersOfTen.double(power))
        case .decimal(let s, let e, let rounding): .decimal(s, exponent: e + power, rounding)
        }
    }

    /// Exactly `places` digits after the point, without a sign (`Number.prototype.toFixed`).
    func fixed(_ places: Int) -> [UInt8] {
        switch self {
        case .binary(let x): BinaryDigits.fixed(x, places)
        case .decimal(let s, let e, let rounding):
            if e >= 0 {
                BinaryDigits.digits(of: s) + repeatElement(0x30, count: s == 0 ? 0 : e)
                    + (places > 0 ? [UInt8(ascii: ".")] : []) + repeatElement(0x30, count: places)
            } else if -e <= places {
                Self.plain(s, -e) + repeatElement(0x30, count: places + e)
            } else {
                Self.plain(DecimalRounding.dropping(-e - places, of: s, rounding), places)
            }
        }
    }

    /// `count` significant digits (`Number.prototype.toExponential(count - 1)`).
    func significant(_ count: Int) -> DecimalDigits {
        switch self {
        case .binary(let x): return BinaryDigits.significant(x, count)
        case .decimal(let s, let e, let rounding):
            guard s != 0 else { return DecimalDigits(digits: Array(repeating: 0x30, count: count), exponent: 0) }
            var digits = BinaryDigits.digits(of: s)
            var exponent = digits.count - 1 + e
            if digits.count > count {
                digits = BinaryDigits.digits(of: DecimalRounding.dropping(digits.count - count, of: s, rounding))
                if digits.count > count {
                    digits.removeLast()
                    exponent += 1
                }
            }
            digits += repeatElement(0x30, count: count - digits.count)
            return DecimalDigits(digits: digits, exponent: exponent)
        }
    }

    /// All digits of the number rounded to a whole one; beyond 2^53 the shortest that read back, as JavaScript does.
    func whole() -> [UInt8] {
        if case .binary(let x) = self, x >= 9_007_199_254_740_992 {
            let d = BinaryDigits.shortest(x)
            return d.digits + Array(repeating: 0x30, count: max(0, d.exponent + 1 - d.digits.count))
        }
        return fixed(0)
    }

    /// A whole number of 10^-places as plain digits.
    static func plain(_ whole: UInt128, _ places: Int) -> [UInt8] {
        var digits = BinaryDigits.digits(of: whole)
        guard places > 0 else { return digits }
        if digits.count <= places {
            digits.insert(contentsOf: repeatElement(0x30, count: places + 1 - digits.count), at: 0)
        }
        digits.insert(UInt8(ascii: "."), at: digits.count - places)
        return digits
    }
}

enum DecimalRounding {
    /// `value` without its last `count` digits, rounded.
    static func dropping(_ count: Int, of value: UInt128, _ rounding: Rounding) -> UInt128 {
        guard count <= 38 else { return rounding == .up && value != 0 ? 1 : 0 }
        let unit = PowersOfTen.whole(count)
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
        switch rounding {
        case .nearest: return rest >= unit - rest ? quotient + 1 : quotient
        case .down: return quotient
        case .up: return rest > 0 ? quotient + 1 : quotient
        }
    }
}

enum PowersOfTen {
    /// 10^n for n from 0 to 38; anything else is held to that range.
    static func whole(_ n: Int) -> UInt128 {
        let n = min(max(n, 0), 38)
        return n < 20 ? UInt128(small[n]) : UInt128(small[19]) * UInt128(small[n - 19])
    }

    static let small: [UInt64] = {
        var list: [UInt64] = [1]
        for i in 0..<19 { list.append(list[i] * 10) }
        return list
    }()

    /// 10^n as JavaScript's `Math.pow(10, n)` gives it, correctly rounded.
    static func double(_ n: Int) -> Double {
        if n >= 0, n <= 22 { return exact[n] }
        return Double("1e\(n)") ?? (n < 0 ? 0 : .infinity)
    }

    private static let exact: [Double] = (0...22).map { n in (0..<n).reduce(1.0) { x, _ in x * 10 } }
}
