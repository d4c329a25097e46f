/// A tag of our own writers' markup, or of raw HTML: its name and its attributes.
struct MarkupTag {
    /// In lower case.
    let name: String
    /// As it is written: `linearGradient`.
    let writtenName: String
    let isClosing: Bool
    /// True of `<br />`.
    let isClosed: Bool
    /// Past its `>`.
    let end: Int
    /// As they are written, with their values unescaped; one without a value has none.
    let attributes: [(name: [UInt8], value: [UInt8]?)]

    /// True of a byte after `<` that begins a tag, a comment or a declaration.
    static func begins(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!")
    }

    /// The tag at `start`; a comment is one without a name.
    init(_ html: [UInt8], at start: Int) {
        var i = start + 1
        if html[i] == UInt8(ascii: "!") {
            (name, writtenName, isClosing, isClosed, attributes) = ("", "", false, true, [])
            end = Self.endOfComment(html, from: i)
            return
        }
        isClosing = html[i] == UInt8(ascii: "/")
        if isClosing { i += 1 }
        let nameStart = i
        while i < html.count, Self.isName(html[i]) { i += 1 }
        writtenName = String(decoding: html[nameStart..<i], as: UTF8.self)
        name = String(decoding: html[nameStart..<i].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        var found: [(name: [UInt8], value: [UInt8]?)] = []
        var slash = false
        while i < html.count, html[i] != UInt8(ascii: ">") {
            guard Self.isName(html[i]) else {
                slash = html[i] == UInt8(ascii: "/")
                i += 1
                continue
            }
            let start = i
            while i < html.count, Self.isName(html[i]) { i += 1 }
            // Those of SVG keep their case: viewBox.
            let name = Array(html[start..<i])
            found.append((name, Self.value(html, at: &i)))
            slash = false
        }
        isClosed = slash
        attributes = found
        end = min(i + 1, html.count)
    }

    /// The value of an attribute, unescaped; nil where the tag has none.
    func value(_ name: String) -> [UInt8]? {
        attributes.first { attribute in
            attribute.name.elementsEqual(name.utf8) { ((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) == $1 }
        }?.value
    }

    private static func value(_ html: [UInt8], at i: inout Int) -> [UInt8]? {
        var next = i
        while next < html.count, html[next] <= 0x20 { next += 1 }
        guard next < html.count, html[next] == UInt8(ascii: "=") else { return nil }
        next += 1
        while next < html.count, html[next] <= 0x20 { next += 1 }
        guard next < html.count else { return nil }
        let quote = html[next]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let end = html[(next + 1)...].firstIndex(of: quote) ?? html.count
            i = min(end + 1, html.count)
            return unescaped(html[(next + 1)..<end])
        }
        let start = next
        while next < html.count, html[next] > 0x20, html[next] != UInt8(ascii: ">") { next += 1 }
        i = next
        return unescaped(html[start..<next])
    }

    private static func endOfComment(_ html: [UInt8], from start: Int) -> Int {
        guard html[start...].starts(with: "!--".utf8) else {
            return (html[start...].firstIndex(of: UInt8(ascii: ">")) ?? html.count - 1) + 1
        }
        var i = start + 3
        while i + 2 < html.count {
            if html[i] == UInt8(ascii: "-"), html[i + 1] == UInt8(ascii: "-"), html[i + 2] == UInt8(ascii: ">") {
                return i + 3
            }
            i += 1
        }
        return html.count
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "=")
            && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
    }

    /// Text with the escapes read that our writers write: the five of XML, and numbers.
    static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard text.contains(UInt8(ascii: "&")) else { return Array(text) }
        var out: [UInt8] = []
        var i = text.startIndex
        while i < text.endIndex {
            guard text[i] == UInt8(ascii: "&"),
                let end = text[i...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let bytes = character(text[(i + 1)..<end])
            else {
                out.append(text[i])
                i += 1
                continue
            }
            out += bytes
            i = end + 1
        }
        return out
    }

    private static func character(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        switch String(decoding: name, as: UTF8.self) {
        case "amp": return [UInt8(ascii: "&")]
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        case "nbsp": return Array("\u{A0}".utf8)
        default:
            guard name.first == UInt8(ascii: "#") else { return nil }
            let digits = String(decoding: name.dropFirst(), as: UTF8.self)
            let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
            let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(UnicodeScalar.init).map { Array(String(Character($0)).utf8) }
        }
    }
}
