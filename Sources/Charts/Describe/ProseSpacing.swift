/// Words of a sentence, set as Chinese and Western scripts are set beside each other.
enum ProseSpacing {
    /// The parts as one text, with a space where a Chinese character and a Western letter or digit meet. Dates such as
    /// 2026年 stand without.
    static func joined(_ parts: String...) -> String { parts.reduce(into: "") { append($1, to: &$0) } }

    private static func append(_ part: String, to text: inout String) {
        guard let last = text.unicodeScalars.last, let first = part.unicodeScalars.first else {
            text += part
            return
        }
        let meets = isWide(last) && isWestern(first) || isWestern(last) && isWide(first)
        let isDate = isDigit(first) && part.unicodeScalars.contains { $0 == "年" || $0 == "月" }
        text += meets && !isDate ? " " + part : part
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private static func isWestern(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x250
            && (scalar.properties.isAlphabetic || isDigit(scalar) || "%$#−-+".unicodeScalars.contains(scalar))
    }

    /// Han characters and kana; punctuation brings its own space.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        (0x3400...0x9FFF).contains(scalar.value) || (0x3041...0x30FF).contains(scalar.value)
            || (0x20000...0x3FFFF).contains(scalar.value)
    }
}
