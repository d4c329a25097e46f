import Content
import Markup

extension Passage {
    /// The passage as plain text, figures by `figure`: for titles in lists, the page's head, alternative texts.
    func plainText(figure: (Int) -> String) -> String {
        var html = HTML()
        write(into: &html) { content, html in
            switch content {
            case .figure(let index), .figureText(let index): html.append(text: figure(index))
            case .embed, .href: break
            }
        }
        return PlainText.of(html)
    }
}

/// Text out of markup that our own writers made.
enum PlainText {
    /// Without tags, with the five entities that escaping writes read back, white space folded.
    static func of(_ html: HTML) -> String {
        var out: [UInt8] = []
        var inTag = false
        var bytes = html.bytes[...]
        while let byte = bytes.first {
            if inTag {
                bytes.removeFirst()
                if byte == UInt8(ascii: ">") { inTag = false }
                continue
            }
            if byte == UInt8(ascii: "<") {
                inTag = true
                bytes.removeFirst()
            } else if byte == UInt8(ascii: "&"), let (text, length) = entity(bytes) {
                out.append(text)
                bytes.removeFirst(length)
            } else if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                if let last = out.last, last != 0x20 { out.append(0x20) }
                bytes.removeFirst()
            } else {
                out.append(byte)
                bytes.removeFirst()
            }
        }
        if out.last == 0x20 { out.removeLast() }
        return String(decoding: out, as: UTF8.self)
    }

    private static let entities: [([UInt8], UInt8)] = [
        (Array("&amp;".utf8), 0x26), (Array("&lt;".utf8), 0x3C), (Array("&gt;".utf8), 0x3E),
        (Array("&quot;".utf8), 0x22), (Array("&#39;".utf8), 0x27),
    ]

    private static func entity(_ bytes: ArraySlice<UInt8>) -> (UInt8, Int)? {
        for (name, byte) in entities where bytes.starts(with: name) { return (byte, name.count) }
        return nil
    }
}
