import Quantities

// What a format prints. The general path follows d3-format step by step; the short cut below it serves the formats
// that axes and labels use most, and prints the same.

extension NumberFormat {
    /// Appends `value` as d3-format prints it.
    package func append(_ value: Double, to out: inout [UInt8], locale: NumberLocale = .english) {
        if appendShort(value, to: &out, locale) { return }
        guard kind != .character else {
            let text = JavaScriptNumber.text(value)
            return append(body: [], prefix: [], suffix: text + moneySuffix(locale), to: &out, locale)
        }
        guard !value.isNaN else {
            return append(digits: locale.marks.notANumber, isNegative: false, prefixSymbol: nil, to: &out, locale)
        }
        let negative = value.sign == .minus
        guard value.isFinite else {
            return append(
                digits: Array((kind == .decimal ? "∞" : "Infinity").utf8), isNegative: negative, prefixSymbol: nil,
                to: &out, locale)
        }
        append(.binary(value.magnitude), isNegative: negative, to: &out, locale)
    }

    package func format(_ value: Double, locale: NumberLocale = .english) -> String {
        var out: [UInt8] = []
        append(value, to: &out, locale: locale)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends a figure: the exact decimal, rounded half away from zero, or outward where it is a bound.
    ///
    /// Differs from a double's path in the rounding alone: 1.005 by `.2f` is 1.01 here, and 1.00 there.
    package func append(
        _ number: Number, rounding: Rounding = .nearest, to out: inout [UInt8], locale: NumberLocale = .english
    ) {
        let (significand, exponent) = number.decimal
        guard number.isFinite, kind != .character else { return append(number.double, to: &out, locale: locale) }
        let negative = significand < 0
        let rounding: Rounding =
            switch rounding {
            case .nearest: .nearest
            case .down: negative ? .up : .down
            case .up: negative ? .down : .up
            }
        if appendShort(
            significand.magnitude, exponent: exponent, isNegative: negative, rounding, to: &out, locale)
        {
            return
        }
        append(
            .decimal(significand.magnitude, exponent: exponent, rounding), isNegative: negative, to: &out, locale)
    }

    package func format(
        _ number: Number, rounding: Rounding = .nearest, locale: NumberLocale = .english
    ) -> String {
        var out: [UInt8] = []
        append(number, rounding: rounding, to: &out, locale: locale)
        return String(decoding: out, as: UTF8.self)
    }
}

// MARK: - Digits by type

extension NumberFormat {
    private func append(_ source: DigitSource, isNegative: Bool, to out: inout [UInt8], _ locale: NumberLocale) {
        var prefixSymbol: [UInt8]?
        var source = source
        if let prefixExponent {
            source = source.scaled(byPowerOfTen: -prefixExponent)
            prefixSymbol = SIPrefix.symbol(prefixExponent)
        }
        let p = effectivePrecision
        var digits: [UInt8]
        switch kind {
        case .none, .general: digits = Self.general(source, p)
        case .exponent: digits = BinaryDigits.scientific(source.significant(p + 1))
        case .fixed: digits = source.fixed(p)
        case .percent: digits = source.scaled(byPowerOfTen: 2).fixed(p)
        case .percentRounded: digits = Self.rounded(source.scaled(byPowerOfTen: 2), p)
        case .rounded: digits = Self.rounded(source, p)
        case .decimal: digits = source.whole()
        case .binary: digits = Self.whole(source, radix: 2)
        case .octal: digits = Self.whole(source, radix: 8)
        case .hexadecimal: digits = Self.whole(source, radix: 16)
        case .hexadecimalUpper: digits = Self.whole(source, radix: 16, uppercase: true)
        case .prefix: (digits, prefixSymbol) = Self.prefixed(source, p)
        case .character: digits = []
        }
        if trims || kind == .none { digits = Self.trimmed(digits) }
        append(digits: digits, isNegative: isNegative, prefixSymbol: prefixSymbol, to: &out, locale)
    }

    /// `toPrecision`: plain digits for exponents from −7 to p, else scientific ones.
    private static func general(_ source: DigitSource, _ p: Int) -> [UInt8] {
        let d = source.significant(p)
        return d.exponent < -6 || d.exponent >= p ? BinaryDigits.scientific(d) : plain(d)
    }

    /// Plain digits at `p` significant ones, zeros filling the rest.
    private static func rounded(_ source: DigitSource, _ p: Int) -> [UInt8] { plain(source.significant(p)) }

    private static func plain(_ d: DecimalDigits) -> [UInt8] {
        if d.exponent < 0 {
            return [0x30, UInt8(ascii: ".")] + repeatElement(0x30, count: -d.exponent - 1) + d.digits
        }
        let whole = d.exponent + 1
        if d.digits.count > whole { return d.digits[..<whole] + [UInt8(ascii: ".")] + d.digits[whole...] }
        return d.digits + repeatElement(0x30, count: whole - d.digits.count)
    }

    private static func prefixed(_ source: DigitSource, _ p: Int) -> ([UInt8], [UInt8]) {
        let d =
            source.isZero ? DecimalDigits(digits: Array(repeating: 0x30, count: p), exponent: 0) : source.significant(p)
        let prefixExponent = SIPrefix.exponent(for: d.exponent)
        let symbol = SIPrefix.symbol(prefixExponent)
        let whole = d.exponent - prefixExponent + 1
        if whole > 0 { return (plain(DecimalDigits(digits: d.digits, exponent: whole - 1)), symbol) }
        // Less than 1y: the digits end where the precision of 1y does.
        let digits = source.significant(max(1, p + whole - 1)).digits
        return ([0x30, UInt8(ascii: ".")] + repeatElement(0x30, count: -whole) + digits, symbol)
    }

    private static func whole(_ source: DigitSource, radix: Int, uppercase: Bool = false) -> [UInt8] {
        var value: UInt128 = 0
        for digit in source.whole() {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow, (0x30...0x39).contains(digit) else { return source.whole() }
            value = product &+ UInt128(digit - 0x30)
        }
        return Array(String(value, radix: radix, uppercase: uppercase).utf8)
    }

    /// Without the zeros that end a fraction: `1.500` as `1.5`, `1.0e+3` as `1e+3`.
    private static func trimmed(_ digits: [UInt8]) -> [UInt8] {
        guard let point = digits.firstIndex(of: UInt8(ascii: ".")) else { return digits }
        var end = point + 1
        while end < digits.count, (0x30...0x39).contains(digits[end]) { end += 1 }
        var keep = end
        while keep > point + 1, digits[keep - 1] == 0x30 { keep -= 1 }
        if keep == point + 1 { keep = point }
        return Array(digits[..<keep] + digits[end...])
    }
}

// MARK: - Layout

extension NumberFormat {
    private func append(
        digits: [UInt8], isNegative: Bool, prefixSymbol: [UInt8]?, to out: inout [UInt8], _ locale: NumberLocale
    ) {
        let isZero = digits.allSatisfy { $0 == 0x30 || $0 == UInt8(ascii: ".") } || Self.isZeroScientific(digits)
        let negative = isNegative && (!isZero || sign == .plus)
        var prefix: [UInt8] = []
        if negative {
            prefix = sign == .parentheses ? [UInt8(ascii: "(")] : locale.marks.minus
        } else if sign == .plus || sign == .space {
            prefix = [sign.rawValue]
        }
        switch symbol {
        case .currency: prefix += locale.marks.currencyPrefix
        case .base:
            switch kind {
            case .binary: prefix += Array("0b".utf8)
            case .octal: prefix += Array("0o".utf8)
            case .hexadecimal, .hexadecimalUpper: prefix += Array("0x".utf8)
            default: break
            }
        case .none: break
        }
        var body = digits
        var suffix: [UInt8] = []
        if kind != .binary, kind != .octal, kind != .hexadecimal, kind != .hexadecimalUpper,
            let end = digits.firstIndex(where: { !(0x30...0x39).contains($0) })
        {
            let rest = digits[end...]
            suffix = rest.first == UInt8(ascii: ".") ? locale.marks.decimal + rest.dropFirst() : Array(rest)
            body = Array(digits[..<end])
        }
        if let prefixSymbol { suffix += prefixSymbol }
        suffix += symbol == .currency ? moneySuffix(locale) : isPercent ? locale.marks.percent : []
        if negative, sign == .parentheses { suffix.append(UInt8(ascii: ")")) }
        append(body: body, prefix: prefix, suffix: suffix, to: &out, locale)
    }

    private static func isZeroScientific(_ digits: [UInt8]) -> Bool {
        guard let e = digits.firstIndex(of: UInt8(ascii: "e")) else { return false }
        return digits[..<e].allSatisfy { $0 == 0x30 || $0 == UInt8(ascii: ".") }
    }

    private func moneySuffix(_ locale: NumberLocale) -> [UInt8] {
        symbol == .currency ? locale.marks.currencySuffix : []
    }

    /// Grouping, padding and alignment.
    private func append(
        body: [UInt8], prefix: [UInt8], suffix: [UInt8], to out: inout [UInt8], _ locale: NumberLocale
    ) {
        let zeros = padsWithZeros || (fill == "0" && alignment == .afterSign)
        let alignment = zeros ? .afterSign : self.alignment
        var body = body
        if groups, !zeros { body = Self.grouped(body, locale, width: .max) }
        let length = Self.length(prefix) + Self.length(body) + Self.length(suffix)
        var missing = max(0, width - length)
        if groups, zeros {
            let padded = [UInt8](repeating: 0x30, count: missing) + body
            body = Self.grouped(padded, locale, width: missing > 0 ? width - Self.length(suffix) : .max)
            missing = 0
        }
        var line: [UInt8] = []
        let fill = Array(String(zeros ? "0" : self.fill).utf8)
        func pad(_ count: Int) { for _ in 0..<count { line += fill } }
        switch alignment {
        case .left:
            line += prefix + body + suffix
            pad(missing)
        case .afterSign:
            line += prefix
            pad(missing)
            line += body + suffix
        case .centre:
            pad(missing / 2)
            line += prefix + body + suffix
            pad(missing - missing / 2)
        case .right:
            pad(missing)
            line += prefix + body + suffix
        }
        guard let numerals = locale.marks.numerals else {
            out += line
            return
        }
        for byte in line {
            if (0x30...0x39).contains(byte) { out += numerals[Int(byte - 0x30)] } else { out.append(byte) }
        }
    }

    /// Digits in groups from the right, cut to `width` with its separators.
    private static func grouped(_ digits: [UInt8], _ locale: NumberLocale, width: Int) -> [UInt8] {
        guard !locale.marks.grouping.isEmpty else { return digits }
        var end = digits.count
        var parts: [ArraySlice<UInt8>] = []
        var j = 0
        var length = 0
        while end > 0 {
            var size = locale.marks.grouping[j % locale.marks.grouping.count]
            if length + size + 1 > width { size = max(1, width - length) }
            parts.append(digits[max(0, end - size)..<end])
            end -= size
            length += size + 1
            if length > width { break }
            j += 1
        }
        return Array(parts.reversed().joined(separator: locale.marks.thousands))
    }

    /// In scalars.
    private static func length(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) } }
}

// MARK: - The short cut

extension NumberFormat {
    /// Prints `f`, `%` and `d`, and whole numbers without a type, without width, symbol or foreign digits straight from
    /// integers; false where it is not one of these, and nothing was printed.
    private func appendShort(_ value: Double, to out: inout [UInt8], _ locale: NumberLocale) -> Bool {
        guard width == 0, symbol == .none, prefixExponent == nil, locale.marks.isPlain else { return false }
        switch kind {
        case .fixed, .percent, .decimal: break
        // Nine digits are within its precision, and nothing follows them that could be trimmed.
        case .none where effectivePrecision >= 9 && value == value.rounded(.towardZero): break
        default: return false
        }
        let places = kind == .decimal || kind == .none ? 0 : effectivePrecision
        let magnitude = kind == .percent ? value.magnitude * 100 : value.magnitude
        guard places <= 9, magnitude < 1e9 else { return false }
        let (m, e) = BinaryDigits.parts(magnitude)
        // Below 10^9 the exponent is negative: m × 10^places < 2^83.
        let whole = BinaryDigits.product(m, PowersOfTen.small[places], right: -e)
        append(whole, places: places, isNegative: value.sign == .minus, to: &out, locale)
        return true
    }

    /// The same of an exact decimal, `significand` × 10^`exponent`.
    private func appendShort(
        _ significand: UInt128, exponent: Int, isNegative: Bool, _ rounding: Rounding, to out: inout [UInt8],
        _ locale: NumberLocale
    ) -> Bool {
        guard width == 0, symbol == .none, prefixExponent == nil, locale.marks.isPlain,
            kind == .fixed || kind == .percent
        else { return false }
        let places = effectivePrecision
        let shift = exponent + (kind == .percent ? 2 : 0) + places
        guard places <= 18, shift <= 18 else { return false }
        let whole: UInt64
        if shift >= 0 {
            guard let short = UInt64(exactly: significand) else { return false }
            let (product, overflow) = short.multipliedReportingOverflow(by: PowersOfTen.small[shift])
            guard !overflow else { return false }
            whole = product
        } else {
            guard let rounded = UInt64(exactly: DecimalRounding.dropping(-shift, of: significand, rounding)) else {
                return false
            }
            whole = rounded
        }
        append(whole, places: places, isNegative: isNegative, to: &out, locale)
        return true
    }

    /// A whole number of 10^-places.
    private func append(
        _ whole: UInt64, places: Int, isNegative: Bool, to out: inout [UInt8], _ locale: NumberLocale
    ) {
        let unit = PowersOfTen.small[places]
        let negative = isNegative && (whole != 0 || sign == .plus)
        if negative {
            if sign == .parentheses { out.append(UInt8(ascii: "(")) } else { out += locale.marks.minus }
        } else if sign == .plus || sign == .space {
            out.append(sign.rawValue)
        }
        Self.append(whole / unit, grouped: groups, to: &out, locale)
        var fraction = whole % unit
        var digits = places
        if trims {
            while digits > 0, fraction % 10 == 0 {
                fraction /= 10
                digits -= 1
            }
        }
        if digits > 0 {
            out += locale.marks.decimal
            BinaryDigits.append(fraction, padding: digits, to: &out)
        }
        if kind == .percent { out += locale.marks.percent }
        if negative, sign == .parentheses { out.append(UInt8(ascii: ")")) }
    }

    private static func append(_ value: UInt64, grouped: Bool, to out: inout [UInt8], _ locale: NumberLocale) {
        guard grouped, value >= 1000 else { return BinaryDigits.append(value, padding: 0, to: &out) }
        append(value / 1000, grouped: true, to: &out, locale)
        out += locale.marks.thousands
        BinaryDigits.append(value % 1000, padding: 3, to: &out)
    }
}
