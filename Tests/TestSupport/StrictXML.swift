/// A strict reader of XML 1.0 without document types: says what is not well-formed, and what a drawing must not hold.
package struct StrictXML {
    private let bytes: [UInt8]
    private var at = 0
    private var open: [[UInt8]] = []
    private var hasRoot = false

    /// Attributes that hold words, of which any may say “NaN”.
    private static let wordy: Set<String> = [
        "aria-label", "aria-roledescription", "href", "xlink:href", "font-family", "id", "class", "role", "lang",
    ]

    /// Nil of well-formed XML all of whose numbers are finite, else what is wrong with it.
    package static func problem(in bytes: [UInt8]) -> String? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return "no UTF-8" }
        var reader = StrictXML(bytes: bytes)
        return reader.read()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func read() -> String? {
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "<") {
                if let problem = readTag() { return "byte \(at): \(problem)" }
            } else {
                let start = at
                while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
                if let problem = check(text: bytes[start..<at]) { return "byte \(start): \(problem)" }
                if open.isEmpty, bytes[start..<at].contains(where: { $0 > 0x20 }) {
                    return "byte \(start): text outside"
                }
            }
        }
        if !open.isEmpty { return "an element is not closed" }
        return hasRoot ? nil : "no element"
    }

    private mutating func readTag() -> String? {
        at += 1
        if at < bytes.count, bytes[at] == UInt8(ascii: "/") {
            at += 1
            let name = readName()
            guard open.last == name else { return "a closing tag without its opening" }
            open.removeLast()
            skipSpace()
            return take(UInt8(ascii: ">")) ? nil : "a closing tag without its end"
        }
        let name = readName()
        guard !name.isEmpty else { return "a tag without a name" }
        if open.isEmpty {
            if hasRoot { return "a second root" }
            hasRoot = true
        }
        var names: Set<[UInt8]> = []
        while true {
            let spaced = skipSpace()
            if take(UInt8(ascii: ">")) {
                open.append(name)
                return open.count > 1000 ? "elements nest too deeply" : nil
            }
            if take(UInt8(ascii: "/")) { return take(UInt8(ascii: ">")) ? nil : "a stray slash" }
            guard spaced else { return "no space before an attribute" }
            let attribute = readName()
            guard !attribute.isEmpty, names.insert(attribute).inserted else {
                return "an attribute without a name or twice"
            }
            guard take(UInt8(ascii: "=")), at < bytes.count,
                [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[at])
            else { return "an attribute without a quoted value" }
            let quote = bytes[at]
            at += 1
            let start = at
            while at < bytes.count, bytes[at] != quote {
                if bytes[at] == UInt8(ascii: "<") { return "“<” in an attribute" }
                at += 1
            }
            let value = bytes[start..<at]
            guard take(quote) else { return "an attribute without its end" }
            if let problem = check(text: value) ?? check(value, of: String(decoding: attribute, as: UTF8.self)) {
                return problem
            }
        }
    }

    private func check(_ value: ArraySlice<UInt8>, of name: String) -> String? {
        guard !Self.wordy.contains(name) else { return nil }
        let lower = value.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        for word in ["nan", "inf"] where lower.contains(word.utf8) {
            return "\(name) holds “\(word)”"
        }
        return nil
    }

    /// Characters and references that XML allows.
    private func check(text: ArraySlice<UInt8>) -> String? {
        var i = text.startIndex
        while i < text.endIndex {
            let byte = text[i]
            if byte < 0x20, ![0x09, 0x0A, 0x0D].contains(byte) { return "a control character" }
            if byte == 0xEF, text.endIndex - i >= 3, text[i + 1] == 0xBF, text[i + 2] >= 0xBE {
                return "U+FFFE or U+FFFF"
            }
            if byte == UInt8(ascii: "&") {
                guard let end = text[i...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return "a bare “&”" }
                let name = String(decoding: text[(i + 1)..<end], as: UTF8.self)
                guard ["amp", "lt", "gt", "quot", "apos"].contains(name) || Self.isReference(name) else {
                    return "the entity “\(name)”"
                }
                i = end
            }
            i += 1
        }
        if String(decoding: text, as: UTF8.self).utf8.contains("]]>".utf8) { return "“]]>” in text" }
        return nil
    }

    private static func isReference(_ name: String) -> Bool {
        guard name.utf8.first == UInt8(ascii: "#") else { return false }
        let digits = name.utf8.dropFirst()
        let code =
            digits.first == UInt8(ascii: "x")
            ? UInt32(String(digits.dropFirst()) ?? "", radix: 16) : UInt32(String(digits) ?? "")
        guard let code, let scalar = Unicode.Scalar(code) else { return false }
        return scalar.value >= 0x20 && scalar.value & 0xFFFE != 0xFFFE || [9, 10, 13].contains(scalar.value)
    }

    private mutating func readName() -> [UInt8] {
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            let isFirst = at == start
            let isLetter = (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
            let isOther = (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            guard isLetter || !isFirst && isOther else { break }
            at += 1
        }
        return Array(bytes[start..<at])
    }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let start = at
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
        return at > start
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }
}
