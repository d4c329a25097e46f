import CCMark
import Diagnostics
import Markup

/// A figure whose words are being printed.
struct OpenFigure {
    var reference: FigureReference
    /// Where the words start in the marked text, where no mark tells.
    var wordsStart: Int?
}

extension MarkdownWriter {
    mutating func beginFigure(_ node: OpaquePointer, _ address: Address, _ isImage: Bool) {
        if wordsDepth > 0 {
            findings.append(
                .error(
                    .figureNested, "a figure stands within the words of another", at: location(of: address),
                    hint: "close the first figure before the second starts"))
            return
        }
        let title = CommonMarkNode.bytes(cmark_node_get_title(node))
        var reference = FigureReference(
            kind: isImage ? .headline : .inline, isBlock: blockReference == node,
            formula: Self.trimmed(string(UnsafeBufferPointer(rebasing: address.bytes.dropFirst()))),
            location: location(of: address), format: title.isEmpty ? nil : string(title), formatLocation: nil,
            words: "", wordsHTML: HTML(), wordsLocation: location(of: address), escapes: [])
        if let index = address.markIndex {
            locate(&reference, index)
        } else {
            reference.location = reference.location.advanced(
                by: 1, length: max(1, reference.formula.unicodeScalars.count))
        }
        let start = address.markIndex.flatMap { marks[$0].opener } == nil ? wordsStart() : nil
        plainDepth += 1
        wordsDepth += 1
        open.append(
            OpenInline(
                node: node, kind: .figure(OpenFigure(reference: reference, wordsStart: start)),
                plainStart: plain.count))
        beginPassage()
    }

    /// Places of a figure's formula, format and words, by its mark.
    private mutating func locate(_ reference: inout FigureReference, _ index: Int) {
        let mark = marks[index]
        let bytes = map.bytes
        let tail = LinkTail(in: bytes, from: mark.offset, isAngled: isAngled(index))
        var start = mark.offset + (bytes[mark.offset] == UInt8(ascii: "\\") ? 2 : 1)
        while start < tail.destination.upperBound, bytes[start] <= 0x20 { start += 1 }
        var end = max(start, tail.destination.upperBound)
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        reference.location = map.location(start..<end)
        if reference.format != nil, let title = tail.title { reference.formatLocation = map.location(title) }
        var scalar = 0
        var i = start
        while i < end {
            if bytes[i] == UInt8(ascii: "\\"), i + 1 < end, bytes[i + 1] < 0x80,
                EastAsian.isPunctuation(UInt32(bytes[i + 1]))
            {
                reference.escapes.append(scalar)
                i += 1
            }
            scalar += 1
            i += 1
            while i < end, bytes[i] & 0xC0 == 0x80 { i += 1 }
        }
        if let opener = mark.opener { reference.wordsLocation = map.location(opener + 1..<mark.closer) }
    }

    /// After the `[` that comes next.
    private mutating func wordsStart() -> Int? {
        guard let bracket = cursor.find(UInt8(ascii: "["), in: source.bytes) else { return nil }
        cursor.advance(to: bracket + 1)
        return bracket + 1
    }

    mutating func endFigure(_ figure: OpenFigure, _ ended: OpenInline) {
        var reference = figure.reference
        reference.wordsHTML = endPassage().html
        reference.words = String(decoding: plain[ended.plainStart...], as: UTF8.self)
        if let start = figure.wordsStart {
            let end = cursor.find(UInt8(ascii: "]"), in: source.bytes) ?? cursor.offset
            let from = source.sourceOffset(start)
            reference.wordsLocation = map.location(from..<max(from, source.sourceOffset(end)))
        }
        wordsDepth -= 1
        endPlain()
        if reference.words.isEmpty { lastLiteral = UnsafeBufferPointer(start: nil, count: 0) }
        hole(altDepth > 0 ? .figureText(document.figures.count) : .figure(document.figures.count))
        document.figures.append(reference)
    }

    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { $0.value > 0x20 }),
            let last = scalars.lastIndex(where: { $0.value > 0x20 })
        else { return "" }
        return String(scalars[first...last])
    }
}
