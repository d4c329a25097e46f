/// A d3-format specifier, compiled once: `[[fill]align][sign][symbol][0][width][,][.precision][~][type]`.
///
/// The language of specifiers and what each type prints are those of d3-format 3
/// (https://d3js.org/d3-format); the minus sign is U+2212.
package struct NumberFormat: Hashable, Sendable {
    /// Where padding goes.
    package enum Alignment: UInt8, Sendable {
        case left = 0x3C
        case right = 0x3E
        case centre = 0x5E
        /// `=`: between the sign and the digits.
        case afterSign = 0x3D
    }

    /// What stands before a number that is not negative, and around one that is.
    package enum Sign: UInt8, Sendable {
        case minus = 0x2D
        case plus = 0x2B
        case parentheses = 0x28
        case space = 0x20
    }

    package enum Symbol: UInt8, Sendable {
        case none = 0
        case currency = 0x24
        /// `#`: `0x`, `0o` or `0b` before the digits.
        case base = 0x23
    }

    package enum Kind: UInt8, Sendable {
        /// No type: as `g` with 12 digits, trimmed.
        case none = 0
        case exponent = 0x65  // e
        case fixed = 0x66  // f
        case general = 0x67  // g
        case rounded = 0x72  // r
        case prefix = 0x73  // s
        case percent = 0x25  // %
        case percentRounded = 0x70  // p
        case binary = 0x62  // b
        case octal = 0x6F  // o
        case decimal = 0x64  // d
        case hexadecimal = 0x78  // x
        case hexadecimalUpper = 0x58  // X
        case character = 0x63  // c
    }

    package var fill: Unicode.Scalar = " "
    package var alignment = Alignment.right
    package var sign = Sign.minus
    package var symbol = Symbol.none
    package var padsWithZeros = false
    package var width = 0
    package var groups = false
    package var precision: Int?
    package var trims = false
    package var kind = Kind.none
    /// The power of ten that every number is divided by and whose SI prefix is put after it (`formatPrefix`).
    package var prefixExponent: Int?

    package init(kind: Kind = .none, precision: Int? = nil, groups: Bool = false) {
        self.kind = kind
        self.precision = precision
        self.groups = groups
    }

    /// The widest field that a specifier may ask for.
    static let widthLimit = 200

    /// Reads a specifier. Nil where it is none: an unknown type is an error here, where d3 takes it for no type.
    package static func parse(_ text: some StringProtocol) -> NumberFormat? {
        var rest = Array(text.unicodeScalars)[...]
        var format = NumberFormat()
        func ascii(_ scalar: Unicode.Scalar?) -> UInt8 { scalar.flatMap { $0.isASCII ? UInt8($0.value) : nil } ?? 0 }
        func take(_ byte: UInt8) -> Bool {
            guard ascii(rest.first) == byte, byte != 0 else { return false }
            rest.removeFirst()
            return true
        }
        func number() -> Int? {
            var value: Int?
            while let scalar = rest.first, (0x30...0x39).contains(scalar.value) {
                value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), 100_000)
                rest.removeFirst()
            }
            return value
        }
        if rest.count > 1, let fill = rest.first, fill != "\n",
            let alignment = Alignment(rawValue: ascii(rest.dropFirst().first))
        {
            format.fill = fill
            format.alignment = alignment
            rest = rest.dropFirst(2)
        } else if let alignment = Alignment(rawValue: ascii(rest.first)) {
            format.alignment = alignment
            rest = rest.dropFirst()
        }
        if let sign = Sign(rawValue: ascii(rest.first)) {
            format.sign = sign
            rest = rest.dropFirst()
        }
        if let first = rest.first, let symbol = Symbol(rawValue: ascii(first)), symbol != .none {
            format.symbol = symbol
            rest = rest.dropFirst()
        }
        format.padsWithZeros = take(0x30)
        format.width = number() ?? 0
        format.groups = take(UInt8(ascii: ","))
        if take(UInt8(ascii: ".")) {
            guard let precision = number() else { return nil }
            format.precision = precision
        }
        format.trims = take(UInt8(ascii: "~"))
        if let type = rest.first {
            rest = rest.dropFirst()
            if type == "n" {
                format.groups = true
                format.kind = .general
            } else if let kind = Kind(rawValue: ascii(type)), kind != .none {
                format.kind = kind
            } else {
                return nil
            }
        }
        guard rest.isEmpty, format.width <= widthLimit else { return nil }
        return format
    }

    /// The specifier that reads as this format (a prefix that was fixed is not written).
    package var specifier: String {
        var out = String.UnicodeScalarView()
        func add(_ byte: UInt8) { out.append(Unicode.Scalar(byte)) }
        if fill != " " || alignment != .right {
            out.append(fill)
            add(alignment.rawValue)
        }
        if sign != .minus { add(sign.rawValue) }
        if symbol != .none { add(symbol.rawValue) }
        if padsWithZeros { add(0x30) }
        if width > 0 { out.append(contentsOf: String(width).unicodeScalars) }
        if groups { add(UInt8(ascii: ",")) }
        if let precision { out.append(contentsOf: ".\(precision)".unicodeScalars) }
        if trims { add(UInt8(ascii: "~")) }
        if kind != .none { add(kind.rawValue) }
        return String(out)
    }

    /// True where it writes a percent sign.
    package var isPercent: Bool { kind == .percent || kind == .percentRounded }

    /// The precision that is used: the one written, within d3's limits, else its default.
    var effectivePrecision: Int {
        switch kind {
        case .none: max(1, min(21, precision ?? 12))
        case .general, .percentRounded, .rounded, .prefix: max(1, min(21, precision ?? 6))
        default: max(0, min(20, precision ?? 6))
        }
    }
}
