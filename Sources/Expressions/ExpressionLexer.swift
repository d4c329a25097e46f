import Diagnostics
import Quantities

/// A piece of a formula.
struct Token {
    enum Kind: Equatable {
        case number(Number)
        case string(String)
        case name(String)
        /// An operator or a bracket, as written.
        case symbol(String)
        case end
        /// Something that no formula has; it was reported.
        case invalid
    }

    var kind: Kind
    /// The bytes that it takes.
    var bytes: Range<Int>
    /// Its first scalar, and how many there are.
    var column: Int
    var length: Int
}

/// Cuts the bytes of a formula into tokens, one at a time.
struct ExpressionLexer {
    let bytes: [UInt8]
    private var offset = 0
    private var column = 0
    /// What is wrong with the last token, where it is invalid.
    private(set) var problem: (message: String, hint: String?)?

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func next() -> Token {
        problem = nil
        skipSpace()
        guard offset < bytes.count else { return token(.end, to: offset) }
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        case UInt8(ascii: ".") where isDigit(offset + 1): return number()
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return string(quote: byte)
        default: break
        }
        if let end = endOfName(offset) {
            return token(.name(String(decoding: bytes[offset..<end], as: UTF8.self)), to: end)
        }
        if let symbol = symbol() { return token(.symbol(symbol), to: offset + symbol.utf8.count) }
        return foreign()
    }

    /// The rest of a `/pattern/flags` whose first slash is `slash`; nil where it is never closed on its line.
    mutating func pattern(after slash: Token) -> (pattern: String, flags: String, token: Token)? {
        var i = slash.bytes.lowerBound + 1
        var inClass = false
        while i < bytes.count, bytes[i] != 0x0A {
            switch bytes[i] {
            case UInt8(ascii: "\\"): i += 1
            case UInt8(ascii: "["): inClass = true
            case UInt8(ascii: "]"): inClass = false
            case UInt8(ascii: "/") where !inClass:
                var end = i + 1
                while end < bytes.count, (0x61...0x7A).contains(bytes[end]) { end += 1 }
                offset = slash.bytes.lowerBound
                column = slash.column
                let text = String(decoding: bytes[(offset + 1)..<i], as: UTF8.self)
                let flags = String(decoding: bytes[(i + 1)..<end], as: UTF8.self)
                return (text, flags, token(.invalid, to: end))
            default: break
            }
            i += 1
        }
        return nil
    }

    // MARK: Pieces

    private mutating func token(_ kind: Token.Kind, to end: Int) -> Token {
        let start = offset
        let first = column
        var i = offset
        while i < end {
            if bytes[i] & 0xC0 != 0x80 { column += 1 }
            i += 1
        }
        offset = end
        return Token(kind: kind, bytes: start..<end, column: first, length: max(1, column - first))
    }

    private mutating func invalid(to end: Int, _ message: String, hint: String? = nil) -> Token {
        problem = (message, hint)
        return token(.invalid, to: end)
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D:
                offset += 1
                column += 1
            case 0xC2 where offset + 1 < bytes.count && bytes[offset + 1] == 0xA0:
                offset += 2
                column += 1
            case 0xE3 where bytes[offset...].starts(with: [0xE3, 0x80, 0x80]):
                offset += 3
                column += 1
            default: return
            }
        }
    }

    private func isDigit(_ i: Int) -> Bool { i < bytes.count && (0x30...0x39).contains(bytes[i]) }

    private func isHex(_ i: Int) -> Bool {
        isDigit(i) || (i < bytes.count && (0x61...0x66).contains(bytes[i] | 0x20))
    }

    private mutating func number() -> Token {
        var end = offset
        if bytes[offset] == 0x30, offset + 1 < bytes.count, bytes[offset + 1] | 0x20 == UInt8(ascii: "x") {
            end = offset + 2
            var value: Int128 = 0
            while isHex(end), end - offset <= 20 {
                let byte = bytes[end] | 0x20
                value = value * 16 + Int128(byte < 0x3A ? byte - 0x30 : byte - 0x57)
                end += 1
            }
            guard end > offset + 2, !isHex(end), endOfName(end) == nil else {
                return invalid(to: end, "this is no hexadecimal number")
            }
            return token(.number(Number(significand: value, exponent: 0)), to: end)
        }
        while isDigit(end) { end += 1 }
        let whole = end
        if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
            end += 1
            while isDigit(end) { end += 1 }
        }
        var digits = Array(bytes[offset..<end])
        if digits.last == UInt8(ascii: ".") { digits.removeLast() }
        if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
            var power = end + 1
            if power < bytes.count, bytes[power] == UInt8(ascii: "+") || bytes[power] == UInt8(ascii: "-") {
                power += 1
            }
            if isDigit(power) {
                while isDigit(power) { power += 1 }
                digits += bytes[end..<power]
                end = power
            }
        }
        if whole > offset + 1, bytes[offset] == 0x30 {
            return invalid(to: end, "a number does not begin with 0 and another digit", hint: "leave the 0 out")
        }
        if let nameEnd = endOfName(end) {
            let text = String(decoding: bytes[offset..<nameEnd], as: UTF8.self)
            return invalid(
                to: nameEnd, "“\(text)” is neither a number nor a name",
                hint: "write the sign of multiplication, or begin the name with a letter")
        }
        guard let value = Number(parsing: digits) else { return invalid(to: end, "this number is too large") }
        return token(.number(value), to: end)
    }

    private mutating func string(quote: UInt8) -> Token {
        var units: [UInt8] = []
        var i = offset + 1
        while i < bytes.count {
            let byte = bytes[i]
            if byte == quote { return token(.string(String(decoding: units, as: UTF8.self)), to: i + 1) }
            if byte == 0x0A { break }
            if byte == UInt8(ascii: "\\") {
                guard let (scalars, end) = escape(at: i) else {
                    column += bytes[offset..<i].reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
                    offset = i
                    return invalid(to: min(i + 2, bytes.count), "this escape is not complete")
                }
                units += scalars
                i = end
            } else {
                units.append(byte)
                i += 1
            }
        }
        let mark = String(decoding: [quote], as: UTF8.self)
        return invalid(to: offset + 1, "this text is not closed", hint: "write \(mark) at its end")
    }

    /// The bytes that the escape at `start` stands for, and where it ends (ECMA-262 §12.9.4).
    private func escape(at start: Int) -> ([UInt8], Int)? {
        guard start + 1 < bytes.count else { return nil }
        switch bytes[start + 1] {
        case UInt8(ascii: "n"): return ([0x0A], start + 2)
        case UInt8(ascii: "t"): return ([0x09], start + 2)
        case UInt8(ascii: "r"): return ([0x0D], start + 2)
        case UInt8(ascii: "b"): return ([0x08], start + 2)
        case UInt8(ascii: "f"): return ([0x0C], start + 2)
        case UInt8(ascii: "v"): return ([0x0B], start + 2)
        case UInt8(ascii: "0") where !isDigit(start + 2): return ([0x00], start + 2)
        case 0x0A: return ([], start + 2)
        case UInt8(ascii: "x"): return codePoint(hex(start + 2, count: 2), end: start + 4)
        case UInt8(ascii: "u"):
            if start + 2 < bytes.count, bytes[start + 2] == UInt8(ascii: "{") {
                guard let close = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: "}")) else { return nil }
                return codePoint(hex(start + 3, count: close - start - 3), end: close + 1)
            }
            guard let high = hex(start + 2, count: 4) else { return nil }
            if (0xD800...0xDBFF).contains(high), start + 7 < bytes.count, bytes[start + 6] == UInt8(ascii: "\\"),
                bytes[start + 7] == UInt8(ascii: "u"), let low = hex(start + 8, count: 4),
                (0xDC00...0xDFFF).contains(low)
            {
                return codePoint(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), end: start + 12)
            }
            return codePoint(high, end: start + 6)
        default:
            var end = start + 2
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            return (Array(bytes[(start + 1)..<end]), end)
        }
    }

    private func hex(_ start: Int, count: Int) -> UInt32? {
        guard (1...6).contains(count), start + count <= bytes.count else { return nil }
        var value: UInt32 = 0
        for i in start..<(start + count) {
            guard isHex(i) else { return nil }
            let byte = bytes[i] | 0x20
            value = value << 4 + UInt32(byte < 0x3A ? byte - 0x30 : byte - 0x57)
        }
        return value
    }

    /// A lone surrogate becomes U+FFFD, since texts are UTF-8.
    private func codePoint(_ value: UInt32?, end: Int) -> ([UInt8], Int)? {
        guard let value, value <= 0x10FFFF else { return nil }
        return (Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8), end)
    }

    // MARK: Names, symbols and what is neither

    /// The scalar at a byte of the text, and where it ends.
    private func scalar(at start: Int) -> (Unicode.Scalar, Int)? {
        guard start < bytes.count else { return nil }
        if bytes[start] < 0x80 { return (Unicode.Scalar(bytes[start]), start + 1) }
        var end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.first.map { ($0, end) }
    }

    /// Where the name that begins at `start` ends; nil where none does (UAX #31, with `_` and `$`).
    private func endOfName(_ start: Int) -> Int? {
        var end = start
        while let (scalar, next) = scalar(at: end) {
            let fits =
                switch scalar {
                case "a"..."z", "A"..."Z", "_", "$": true
                case "0"..."9": end > start
                default:
                    scalar.value >= 0x80
                        && (scalar.properties.isIDStart || (end > start && scalar.properties.isIDContinue))
                }
            guard fits else { break }
            end = next
        }
        return end > start ? end : nil
    }

    /// The longest symbol here; those that JavaScript has and formulas have not are read too, to be named in errors.
    private func symbol() -> String? {
        func at(_ distance: Int) -> UInt8 { offset + distance < bytes.count ? bytes[offset + distance] : 0 }
        let next = at(1)
        switch bytes[offset] {
        case UInt8(ascii: "("): return "("
        case UInt8(ascii: ")"): return ")"
        case UInt8(ascii: "["): return "["
        case UInt8(ascii: "]"): return "]"
        case UInt8(ascii: "{"): return "{"
        case UInt8(ascii: "}"): return "}"
        case UInt8(ascii: ","): return ","
        case UInt8(ascii: ":"): return ":"
        case UInt8(ascii: ";"): return ";"
        case UInt8(ascii: "~"): return "~"
        case UInt8(ascii: "^"): return "^"
        case UInt8(ascii: "."): return next == UInt8(ascii: ".") && at(2) == next ? "..." : "."
        case UInt8(ascii: "?"): return next == UInt8(ascii: "?") ? "??" : next == UInt8(ascii: ".") ? "?." : "?"
        case UInt8(ascii: "+"): return next == UInt8(ascii: "+") ? "++" : next == UInt8(ascii: "=") ? "+=" : "+"
        case UInt8(ascii: "-"): return next == UInt8(ascii: "-") ? "--" : next == UInt8(ascii: "=") ? "-=" : "-"
        case UInt8(ascii: "*"): return next == UInt8(ascii: "*") ? "**" : next == UInt8(ascii: "=") ? "*=" : "*"
        case UInt8(ascii: "/"): return next == UInt8(ascii: "=") ? "/=" : "/"
        case UInt8(ascii: "%"): return next == UInt8(ascii: "=") ? "%=" : "%"
        case UInt8(ascii: "&"): return next == UInt8(ascii: "&") ? "&&" : "&"
        case UInt8(ascii: "|"): return next == UInt8(ascii: "|") ? "||" : "|"
        case UInt8(ascii: "<"): return next == UInt8(ascii: "<") ? "<<" : next == UInt8(ascii: "=") ? "<=" : "<"
        case UInt8(ascii: ">"):
            if next == UInt8(ascii: ">") { return at(2) == next ? ">>>" : ">>" }
            return next == UInt8(ascii: "=") ? ">=" : ">"
        case UInt8(ascii: "="):
            if next == UInt8(ascii: "=") { return at(2) == next ? "===" : "==" }
            return next == UInt8(ascii: ">") ? "=>" : "="
        case UInt8(ascii: "!"):
            if next == UInt8(ascii: "=") { return at(2) == next ? "!==" : "!=" }
            return "!"
        default: return nil
        }
    }

    /// What a mark that is typed with a Chinese keyboard stands for.
    private static let fullWidth: [Unicode.Scalar: String] = [
        "（": "(", "）": ")", "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "，": ",", "、": ",", "．": ".",
        "。": ".", "：": ":", "？": "?", "！": "!", "＋": "+", "－": "-", "−": "-", "–": "-", "＊": "*", "×": "*", "／": "/",
        "÷": "/", "％": "%", "＝": "==", "＜": "<", "＞": ">", "≤": "<=", "≥": ">=", "≠": "!=", "＆": "&&", "｜": "||",
        "「": "\"", "」": "\"", "『": "\"", "』": "\"", "“": "\"", "”": "\"", "‘": "'", "’": "'", "＂": "\"", "＇": "'",
    ]

    private mutating func foreign() -> Token {
        guard let (scalar, end) = scalar(at: offset) else { return token(.end, to: bytes.count) }
        if let ascii = Self.fullWidth[scalar] {
            return invalid(to: end, "found “\(scalar)”", hint: "write \(ascii)")
        }
        let value = scalar.value
        let shown =
            value < 0x20 || (0x7F...0x9F).contains(value)
            ? "U+" + String(value, radix: 16, uppercase: true) : "“\(scalar)”"
        return invalid(to: end, "found \(shown), which no formula has")
    }
}
