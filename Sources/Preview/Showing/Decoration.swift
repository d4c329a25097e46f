import Building
import Diagnostics
import Files
import Markup
import Rendering

/// What the preview adds to a page: one `<link>`, one `<script>` and `data-` attributes, nothing else, and none of it in a
/// build.
enum Decoration {
    /// Stands where no page can be made yet.
    static let placeholder: [UInt8] = {
        let page =
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Gazette</title></head>"
            + "<body></body></html>\n"
        return inserting(head(tag: "\"none\"", source: nil, unbound: []), [], into: Array(page.utf8))
    }()

    static func page(_ found: ShownSite.Found) -> (bytes: [UInt8], tag: String) {
        // Each part of what is shown is in the tag: the page, and what the preview says of it.
        var seed = found.file.bytes
        for mark in found.marks { seed += "\(mark.id) \(words(mark))\n".utf8 }
        for numeral in found.unbound { seed += "\(numeral.text) \(numeral.before)\n".utf8 }
        let tag = Answer.entityTag(of: seed)
        let head = head(tag: tag, source: found.source, unbound: found.unbound)
        return (inserting(head, found.marks, into: found.file.bytes), tag)
    }

    private static func head(tag: String, source: String?, unbound: [UnboundNumeral]) -> [UInt8] {
        var html = HTML()
        html.append("<link rel=\"stylesheet\" href=\"/__gazette/preview.css\" data-gazette>")
        html.append("<script src=\"/__gazette/preview.js\" defer data-gazette")
        html.append(attribute: "data-tag", tag)
        if let source { html.append(attribute: "data-source", source) }
        if !unbound.isEmpty {
            let list = JSONValue.array(unbound.map { .array([.string($0.text), .string($0.before)]) })
            html.append(attribute: "data-unbound", String(decoding: list.compactBytes(), as: UTF8.self))
        }
        html.append("></script>")
        return html.bytes
    }

    private static func words(_ mark: SourceMark) -> String {
        mark.location.description + (mark.definition.map { "  " + $0.description } ?? "")
    }

    /// The page with the head's additions before `</head>`, and the place of each marked element in its tag.
    static func inserting(_ head: [UInt8], _ marks: [SourceMark], into page: [UInt8]) -> [UInt8] {
        var places: [[UInt8]: String] = [:]
        for mark in marks where places[Array(mark.id.utf8)] == nil { places[Array(mark.id.utf8)] = words(mark) }
        var out: [UInt8] = []
        out.reserveCapacity(page.count + head.count + marks.count * 100)
        let end = Array("</head>".utf8)
        let id = Array(" id=\"".utf8)
        var hasHead = false
        var inTag = false
        var index = 0
        while index < page.count {
            let byte = page[index]
            if byte == UInt8(ascii: "<") {
                if !hasHead, page[index...].starts(with: end) {
                    out += head
                    hasHead = true
                }
                inTag = true
            } else if byte == UInt8(ascii: ">") {
                inTag = false
            } else if inTag, byte == 0x20, hasHead, page[index...].starts(with: id) {
                let value = page[(index + id.count)...].prefix { $0 != UInt8(ascii: "\"") }
                if let place = places.removeValue(forKey: unescaped(value)) {
                    var attribute = HTML()
                    attribute.append(attribute: "data-gazette-source", place)
                    out += attribute.bytes
                }
            }
            out.append(byte)
            index += 1
        }
        // A template of the author's may have no head; a browser takes both at the end of a page too.
        return hasHead ? out : out + head
    }

    private static func unescaped(_ value: ArraySlice<UInt8>) -> [UInt8] {
        guard value.contains(UInt8(ascii: "&")) else { return Array(value) }
        var text = String(decoding: value, as: UTF8.self)
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return Array(text.utf8)
    }
}
