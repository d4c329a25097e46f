/// The attributes of a tag, by their places.
struct MarkupAttributes {
    struct Attribute {
        var name: [UInt8]
        var value: Range<Int>
    }

    var list: [Attribute] = []
    /// After the `>`.
    var end = 0
    var isSelfClosing = false

    static func read(_ source: [UInt8], from start: Int) -> MarkupAttributes {
        var out = MarkupAttributes()
        var i = start
        while i < source.count, source[i] != UInt8(ascii: ">") {
            let byte = source[i]
            guard byte > 0x20, byte != UInt8(ascii: "/"), byte != UInt8(ascii: "=") else {
                out.isSelfClosing = byte == UInt8(ascii: "/")
                i += 1
                continue
            }
            out.isSelfClosing = false
            let nameStart = i
            while i < source.count, source[i] > 0x20, !isDelimiter(source[i]) { i += 1 }
            if i == nameStart { i += 1 }
            let name = Array(source[nameStart..<i])
            while i < source.count, source[i] <= 0x20 { i += 1 }
            guard i < source.count, source[i] == UInt8(ascii: "=") else { continue }
            i += 1
            while i < source.count, source[i] <= 0x20 { i += 1 }
            guard i < source.count else { break }
            let quote = source[i]
            let valueStart: Int
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                i += 1
                valueStart = i
                while i < source.count, source[i] != quote { i += 1 }
                out.list.append(Attribute(name: name, value: valueStart..<i))
                i = min(i + 1, source.count)
            } else {
                valueStart = i
                while i < source.count, source[i] > 0x20, source[i] != UInt8(ascii: ">") { i += 1 }
                out.list.append(Attribute(name: name, value: valueStart..<i))
            }
        }
        out.end = min(i + 1, source.count)
        return out
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    /// True of a `script` that holds JSON-LD.
    func isData(in source: [UInt8]) -> Bool {
        list.contains {
            $0.name.elementsEqual("type".utf8) && source[$0.value].elementsEqual("application/ld+json".utf8)
        }
    }
}
