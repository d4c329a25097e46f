import Markup

/// Makes the markup of one page part of a larger document: its ids get a prefix and so does what refers to them, its
/// headings go down, its notes are numbered on, and its links and pictures need no file beside it.
struct ReportMarkup {
    /// Before each id: `b2-`.
    var prefix: String
    /// How many levels headings go down.
    var shift = 0
    /// What is added to the numbers of figures' derivations, and of footnotes.
    var noteOffset = 0
    var footnoteOffset = 0
    /// What an address of a link becomes; nil where the link goes, and its words stay.
    var link: (String) -> String?
    /// What an address of a picture becomes; nil where the picture goes.
    var picture: (String) -> String?

    /// Ids that all parts share.
    private static func isShared(_ id: String) -> Bool { id == "figure-hint" || id.hasPrefix("source-") }

    private static let references = [
        "popovertarget", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "for", "headers",
    ]

    func rewritten(_ html: HTML) -> HTML {
        let bytes = html.bytes
        var out = HTML(capacity: bytes.count + bytes.count / 8)
        var i = 0
        while i < bytes.count {
            guard bytes[i] == UInt8(ascii: "<"), i + 1 < bytes.count, MarkupTag.begins(bytes[i + 1]) else {
                let end = bytes[(i + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                out.withBytes { $0 += bytes[i..<end] }
                i = end
                continue
            }
            let tag = MarkupTag(bytes, at: i)
            i = tag.end
            // A comment.
            if tag.name.isEmpty { continue }
            write(tag, to: &out)
            guard footnoteOffset > 0, tag.value("role") == Array("doc-noteref".utf8) else { continue }
            // Its text is the number of the note.
            let digits = bytes[i...].prefix { (0x30...0x39).contains($0) }
            if let number = Int(String(decoding: digits, as: UTF8.self)) {
                out.append(integer: number + footnoteOffset)
                i += digits.count
            }
        }
        return out
    }

    private func write(_ tag: MarkupTag, to out: inout HTML) {
        var name = tag.writtenName
        if shift > 0, name.utf8.count == 2, name.hasPrefix("h"), let level = Int(name.dropFirst()) {
            name = "h\(min(6, level + shift))"
        }
        if name == "img", let source = tag.value("src"), picture(String(decoding: source, as: UTF8.self)) == nil {
            return out.append(text: String(decoding: tag.value("alt") ?? [], as: UTF8.self))
        }
        out.withBytes { $0 += (tag.isClosing ? "</" : "<").utf8 + Array(name.utf8) }
        for attribute in tag.attributes {
            let key = String(decoding: attribute.name, as: UTF8.self)
            guard let value = attribute.value else {
                out.withBytes { $0 += [0x20] + attribute.name }
                continue
            }
            guard let value = rewritten(key, String(decoding: value, as: UTF8.self), of: name) else { continue }
            out.withBytes { $0 += [0x20] + attribute.name + Array("=\"".utf8) }
            out.append(text: value)
            out.withBytes { $0.append(UInt8(ascii: "\"")) }
        }
        out.withBytes { $0 += (tag.isClosed ? "/>" : ">").utf8 }
    }

    /// The value of an attribute as it stands in the larger document; nil where the attribute goes.
    private func rewritten(_ key: String, _ value: String, of name: String) -> String? {
        switch key {
        case "id": return id(value)
        case "href" where name == "a", "xlink:href" where name == "a":
            return value.hasPrefix("#") ? "#" + id(String(value.dropFirst())) : link(value)
        case "href", "xlink:href": return value.hasPrefix("#") ? "#" + id(String(value.dropFirst())) : picture(value)
        case "src": return picture(value)
        case "srcset", "download": return nil
        case "data-note": return Int(value).map { String($0 + noteOffset) } ?? value
        case _ where Self.references.contains(key):
            return value.split(separator: " ").map { id(String($0)) }.joined(separator: " ")
        default:
            guard value.hasPrefix("url(#"), value.hasSuffix(")") else { return value }
            return "url(#" + id(String(value.dropFirst("url(#".count).dropLast())) + ")"
        }
    }

    func id(_ id: String) -> String { id.isEmpty || Self.isShared(id) ? id : prefix + id }
}
