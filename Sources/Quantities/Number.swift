/// A real number that stays an exact decimal for as long as arithmetic allows.
///
/// `93.8`, `0.1 + 0.2` and `1600 / 64` are exact: a significand of 64 bits times a power of ten. What no such
/// decimal holds (`1600 / 600`, a logarithm) is a binary double, and says so. Rounding is decimal either way, and a
/// double is first taken to its 15 significant digits, so that a binary residue never decides a digit.
package struct Number: Sendable, Hashable {
    /// The nearest double.
    package let double: Double
    /// With `exponent`, the exact value when `isExact`: significand × 10^exponent, without trailing zeros.
    private let significand: Int64
    private let exponent: Int16
    package let isExact: Bool

    package static let zero = Number(0)
    package static let one = Number(1)

    package init(_ integer: Int) {
        self.init(significand: Int128(integer), exponent: 0)
    }

    /// significand × 10^exponent; exact unless that is beyond 18 significant digits.
    package init(significand: Int128, exponent: Int) {
        // Division of 64 bits is one instruction, of 128 a call.
        if var s = Int64(exactly: significand) {
            var e = exponent
            while s != 0, s % 10 == 0 {
                s /= 10
                e += 1
            }
            if s == 0 { e = 0 }
            if abs(e) <= 300 {
                self.init(double: Self.double(of: s, e), significand: s, exponent: Int16(e), isExact: true)
                return
            }
        }
        var s = significand
        var e = exponent
        while s != 0, s % 10 == 0 {
            s /= 10
            e += 1
        }
        if s == 0 { e = 0 }
        if let small = Int64(exactly: s), abs(e) <= 300 {
            self.init(double: Self.double(of: small, e), significand: small, exponent: Int16(e), isExact: true)
        } else {
            self.init(inexact: Double("\(s)e\(e)") ?? Double(s) * pow10(e))
        }
    }

    /// A binary number, the result of an operation that is not exact in decimal. Integers below 2^53 are exact.
    package init(inexact value: Double) {
        if value.isFinite, abs(value) < 9_007_199_254_740_992, value == value.rounded(.towardZero) {
            self.init(significand: Int128(Int64(value)), exponent: 0)
            return
        }
        self.init(double: value, significand: 0, exponent: 0, isExact: false)
    }

    private init(double: Double, significand: Int64, exponent: Int16, isExact: Bool) {
        self.double = double
        self.significand = significand
        self.exponent = exponent
        self.isExact = isExact
    }

    /// The shortest decimal that reads as this double, taken as exact: what a program that writes JSON meant.
    package init(shortest value: Double) {
        if value != 0, value.magnitude < 1e15, value == value.rounded(.towardZero) {
            self.init(Int(value))
            return
        }
        self = Number(parsing: value.description) ?? Number(inexact: value)
    }

    /// Reads a decimal as JSON and the Table Schema write it: `-12`, `0.5`, `1e6`; also a leading `+`, and `.5`.
    /// Nil for anything else (`1,234`, `nan`, `0x10`, `1.`, full-width digits) and for what overflows a double.
    package init?(parsing text: some StringProtocol) {
        self.init(parsing: Array(text.utf8))
    }

    package init?(parsing bytes: some Collection<UInt8>) {
        var significand: Int128 = 0
        var exponent = 0
        var digits = 0
        var kept = 0
        var negative = false
        var index = bytes.startIndex
        let end = bytes.endIndex
        if index != end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            negative = bytes[index] == UInt8(ascii: "-")
            index = bytes.index(after: index)
        }
        var afterPoint = false
        var digitsAfterPoint = 0
        scan: while index != end {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                if afterPoint { digitsAfterPoint += 1 }
                if kept < 36 {
                    significand = significand * 10 + Int128(byte - 0x30)
                    if significand != 0 { kept += 1 }
                    if afterPoint { exponent -= 1 }
                } else if !afterPoint {
                    exponent += 1
                }
            case UInt8(ascii: ".") where !afterPoint: afterPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
            default: return nil
            }
            index = bytes.index(after: index)
        }
        guard digits > 0, digits <= 400, !afterPoint || digitsAfterPoint > 0 else { return nil }
        if index != end {
            index = bytes.index(after: index)
            var minus = false
            if index != end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                minus = bytes[index] == UInt8(ascii: "-")
                index = bytes.index(after: index)
            }
            var power = 0
            var powerDigits = 0
            while index != end {
                let byte = bytes[index]
                guard (0x30...0x39).contains(byte) else { return nil }
                power = min(power * 10 + Int(byte - 0x30), 100_000)
                powerDigits += 1
                index = bytes.index(after: index)
            }
            guard powerDigits > 0 else { return nil }
            exponent += minus ? -power : power
        }
        let value = Number(significand: negative ? -significand : significand, exponent: exponent)
        guard value.double.isFinite else { return nil }
        self = value
    }

    private static func double(of significand: Int64, _ exponent: Int) -> Double {
        if exponent == 0 { return Double(significand) }
        // Exact for what a double holds of both (Clinger 1990); else by the standard library's reader.
        if significand.magnitude < 1 << 53, abs(exponent) <= 22 {
            return exponent < 0 ? Double(significand) / pow10(-exponent) : Double(significand) * pow10(exponent)
        }
        return Double("\(significand)e\(exponent)") ?? Double(significand) * pow10(exponent)
    }

    package var isZero: Bool { double == 0 }
    package var isNegative: Bool { double < 0 }
    package var isFinite: Bool { double.isFinite }
    package var isInteger: Bool { isExact ? exponent >= 0 : double == double.rounded() }

    /// How many significant digits the exact decimal has; nil for a binary number.
    package var significantDigits: Int? {
        isExact ? UInt128(significand.magnitude).digitCount : nil
    }

    /// How many digits stand after the point of the exact decimal; nil for a binary number.
    package var decimalPlaces: Int? { isExact ? max(0, -Int(exponent)) : nil }
}

// MARK: - Arithmetic

extension Number {
    package static prefix func - (a: Number) -> Number {
        a.isExact ? Number(significand: -Int128(a.significand), exponent: Int(a.exponent)) : Number(inexact: -a.double)
    }

    package static func + (a: Number, b: Number) -> Number {
        guard a.isExact, b.isExact else { return Number(inexact: a.double + b.double) }
        let e = min(a.exponent, b.exponent)
        guard let x = a.scaled(to: e), let y = b.scaled(to: e) else { return Number(inexact: a.double + b.double) }
        return Number(significand: x + y, exponent: Int(e))
    }

    package static func - (a: Number, b: Number) -> Number { a + -b }

    package static func * (a: Number, b: Number) -> Number {
        guard a.isExact, b.isExact else { return Number(inexact: a.double * b.double) }
        return Number(
            significand: Int128(a.significand) * Int128(b.significand), exponent: Int(a.exponent) + Int(b.exponent))
    }

    /// The quotient, exact where it is a decimal of at most 18 digits. Nil for division by zero.
    package static func / (a: Number, b: Number) -> Number? {
        guard !b.isZero else { return nil }
        if a.isExact, b.isExact {
            var numerator = Int128(a.significand)
            let denominator = Int128(b.significand)
            var shift = 0
            while numerator % denominator != 0, shift < 18 {
                numerator *= 10
                shift += 1
            }
            if numerator % denominator == 0 {
                return Number(
                    significand: numerator / denominator, exponent: Int(a.exponent) - Int(b.exponent) - shift)
            }
            if let quotient = quotientRoundedOnce(a, b) { return Number(inexact: quotient) }
        }
        return Number(inexact: a.double / b.double)
    }

    /// The double nearest to the quotient, where whole numbers that doubles hold stand for both: 0.44 / 0.3 is that of
    /// 44 / 30, and not that of two doubles that are near 0.44 and 0.3.
    private static func quotientRoundedOnce(_ a: Number, _ b: Number) -> Double? {
        let lower = min(a.exponent, b.exponent)
        guard let x = a.scaled(to: lower), let y = b.scaled(to: lower), x.magnitude < 1 << 53, y.magnitude < 1 << 53
        else { return nil }
        return Double(Int64(x)) / Double(Int64(y))
    }

    /// The whole power, exact where it fits.
    package func power(_ n: Int) -> Number? {
        if n < 0 { return power(-n).flatMap { Number.one / $0 } }
        if n > 64 { return Number(inexact: Self.raise(double, n)) }
        var out = Number.one
        for _ in 0..<n { out = out * self }
        return out
    }

    private static func raise(_ x: Double, _ n: Int) -> Double {
        var (base, left, out) = (x, n, 1.0)
        while left > 0 {
            if left & 1 == 1 { out *= base }
            base *= base
            left >>= 1
        }
        return out
    }

    package var magnitude: Number { isNegative ? -self : self }

    /// The significand at a lower exponent, nil where 128 bits do not hold it.
    private func scaled(to lower: Int16) -> Int128? {
        var s = Int128(significand)
        let shift = Int(exponent) - Int(lower)
        guard shift <= 19 else { return s == 0 ? 0 : nil }
        for _ in 0..<shift { s *= 10 }
        return s
    }
}

extension Number: Comparable {
    package static func == (a: Number, b: Number) -> Bool {
        if a.isExact, b.isExact { return a.significand == b.significand && a.exponent == b.exponent }
        return a.double == b.double
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(double) }

    package static func < (a: Number, b: Number) -> Bool {
        if a.isExact, b.isExact {
            if a.exponent == b.exponent { return a.significand < b.significand }
            let e = min(a.exponent, b.exponent)
            if let x = a.scaled(to: e), let y = b.scaled(to: e) { return x < y }
        }
        return a.double < b.double
    }
}

// MARK: - Rounding and digits

/// Which way a number is rounded.
package enum Rounding: Sendable {
    /// To the nearest, a half away from zero: for centres.
    case nearest
    /// Towards minus infinity: for printed lower ends.
    case down
    /// Towards plus infinity: for printed upper ends.
    case up
}

extension Number {
    /// Rounded to `places` decimal places (negative: tens, hundreds, …).
    package func rounded(toPlaces places: Int, _ rounding: Rounding = .nearest) -> Number {
        let (s, e) = decimal
        let shift = -places - e
        guard shift > 0 else { return self }
        guard shift <= 38 else {
            switch rounding {
            case .nearest: return .zero
            case .down: return s < 0 ? Number(significand: -1, exponent: -places) : .zero
            case .up: return s > 0 ? Number(significand: 1, exponent: -places) : .zero
            }
        }
        var unit: Int128 = 1
        for _ in 0..<min(shift, 37) { unit *= 10 }
        let (quotient, rest) = s.quotientAndRemainder(dividingBy: unit)
        var q = quotient
        switch rounding {
        case .nearest: if rest.magnitude * 2 >= unit.magnitude { q += s < 0 ? -1 : 1 }
        case .down: if rest < 0 { q -= 1 }
        case .up: if rest > 0 { q += 1 }
        }
        return Number(significand: q, exponent: -places)
    }

    /// Rounded to `digits` significant digits.
    package func rounded(toSignificant digits: Int, _ rounding: Rounding = .nearest) -> Number {
        guard !isZero else { return self }
        return rounded(toPlaces: max(digits, 1) - 1 - magnitudeExponent, rounding)
    }

    /// The power of ten of the first digit: 2 of 365, −1 of 0.5; 0 of zero.
    package var magnitudeExponent: Int {
        let (s, e) = decimal
        return s == 0 ? 0 : s.magnitude.digitCount - 1 + e
    }

    /// The value as a decimal: exact, or the double's first 15 significant digits.
    package var decimal: (significand: Int128, exponent: Int) {
        if isExact { return (Int128(significand), Int(exponent)) }
        guard double.isFinite, double != 0 else { return (0, 0) }
        // The shortest digits that read back, cut to 15 (rounded to nearest): a binary residue is dropped.
        guard let shortest = Number.shortestDigits(of: double) else { return (0, 0) }
        var (s, e) = shortest
        var count = s.magnitude.digitCount
        while count > 15 {
            let drop = count - 15
            var unit: Int128 = 1
            for _ in 0..<drop { unit *= 10 }
            let (q, r) = s.quotientAndRemainder(dividingBy: unit)
            s = r.magnitude * 2 >= unit.magnitude ? q + (s < 0 ? -1 : 1) : q
            e += drop
            count = s.magnitude.digitCount
        }
        return (s, e)
    }

    /// The digits of `description`, which are the shortest that read back as the double.
    private static func shortestDigits(of value: Double) -> (Int128, Int)? {
        var significand: Int128 = 0
        var exponent = 0
        var negative = false
        var afterPoint = false
        var text = value.description.utf8[...]
        if text.first == UInt8(ascii: "-") {
            negative = true
            text = text.dropFirst()
        }
        while let byte = text.first {
            text = text.dropFirst()
            switch byte {
            case 0x30...0x39:
                significand = significand * 10 + Int128(byte - 0x30)
                if afterPoint { exponent -= 1 }
            case UInt8(ascii: "."): afterPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard let power = Int(Substring(text)) else { return nil }
                return (negative ? -significand : significand, exponent + power)
            default: return nil
            }
        }
        return (negative ? -significand : significand, exponent)
    }

    /// Plain decimal digits with exactly `places` after the point, `-` for the sign, no grouping.
    package func fixed(_ places: Int, _ rounding: Rounding = .nearest) -> String {
        let (s, e) = rounded(toPlaces: places, rounding).decimal
        var digits = Array(String(s.magnitude).utf8)
        if e > 0 { digits += [UInt8](repeating: 0x30, count: e) }
        let have = max(0, -e)
        let want = max(0, places)
        if have < want { digits += [UInt8](repeating: 0x30, count: want - have) }
        if digits.count <= want {
            digits.insert(contentsOf: [UInt8](repeating: 0x30, count: want + 1 - digits.count), at: 0)
        }
        if want > 0 { digits.insert(UInt8(ascii: "."), at: digits.count - want) }
        let text = String(decoding: digits, as: UTF8.self)
        return s < 0 ? "-" + text : text
    }

    /// The number in plain or scientific digits as JSON accepts them: an exact decimal in full, a binary one in the
    /// shortest digits that read back as the same double.
    package var literal: String {
        if isExact {
            let e = Int(exponent)
            if e <= 15, e >= -30 { return fixed(max(0, -e)) }
            return "\(significand)e\(e)"
        }
        let text = double.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension Number: CustomStringConvertible {
    package var description: String { literal }
}

extension Number: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}

/// Powers of ten, exact for exponents up to 22.
private func pow10(_ exponent: Int) -> Double {
    if exponent < 0 { return exponent < -400 ? 0 : 1 / pow10(-exponent) }
    if exponent > 400 { return .infinity }
    var out = 1.0
    for _ in 0..<exponent { out *= 10 }
    return out
}

extension UInt128 {
    /// How many decimal digits it has; 1 of zero.
    package var digitCount: Int {
        guard var rest = UInt64(exactly: self) else { return String(self).utf8.count }
        var count = 1
        while rest >= 10_000 {
            rest /= 10_000
            count += 4
        }
        return count + (rest >= 1000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
    }
}
