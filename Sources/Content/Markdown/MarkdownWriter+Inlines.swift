import CCMark
import Diagnostics
import Markup

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An inline that prints something at its end.
struct OpenInline {
    enum Kind {
        case link
        /// An image, in its alternative text.
        case image
        case figure(OpenFigure)
        case embed(OpenEmbed)
    }

    var node: OpaquePointer
    var kind: Kind
    /// Where its text starts in `plain`.
    var plainStart: Int
}

/// A heading that is being printed.
struct OpenHeading {
    var location: SourceLocation
    /// How many passages were open when it began.
    var depth: Int
    /// Bytes of the body before it; nil of one that stands within another block.
    var offset: Int?
    /// What a table of contents leaves out of it.
    var cuts: [Range<Int>] = []
}

extension MarkdownWriter {
    mutating func inline(_ node: OpaquePointer, _ type: cmark_node_type, _ entering: Bool, _ iterator: OpaquePointer) {
        switch type {
        case CMARK_NODE_TEXT: text(node)
        case CMARK_NODE_SOFTBREAK: softBreak(node)
        case CMARK_NODE_LINEBREAK:
            cursor.nextLine(in: source.bytes)
            if plainDepth > 0 { plain.append(0x20) }
            print(altDepth > 0 ? " " : "<br />\n")
        case CMARK_NODE_CODE: code(node)
        case CMARK_NODE_HTML_INLINE: htmlInline(node)
        case CMARK_NODE_EMPH: if altDepth == 0 { print(entering ? "<em>" : "</em>") }
        case CMARK_NODE_STRONG: if altDepth == 0 { print(entering ? "<strong>" : "</strong>") }
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
            if entering {
                beginReference(node, isImage: type == CMARK_NODE_IMAGE, iterator)
            } else {
                if open.last?.node == node { endReference() }
                passTail(of: address(of: node))
            }
        default: break
        }
    }

    private mutating func text(_ node: OpaquePointer) {
        var literal = CommonMarkNode.literal(node)
        if Self.startsWithSeparator(literal) { literal = UnsafeBufferPointer(rebasing: literal[6...]) }
        lastLiteral = literal
        if options.extensions { follow(literal, isProse: wordsDepth == 0) }
        printText(literal, isCode: false)
    }

    private mutating func softBreak(_ node: OpaquePointer) {
        cursor.nextLine(in: source.bytes)
        if options.extensions {
            let last = CommonMarkNode.lastScalar(of: lastLiteral)
            if EastAsian.isWide(last) || EastAsian.isSharedMark(last),
                EastAsian.joins(last, CommonMarkNode.scalar(after: node))
            {
                return
            }
        }
        if plainDepth > 0 { plain.append(0x20) }
        out.append(altDepth > 0 ? 0x20 : 0x0A)
    }

    private mutating func code(_ node: OpaquePointer) {
        let literal = CommonMarkNode.literal(node)
        lastLiteral = literal
        cursor.skipCode(in: source.bytes)
        if altDepth == 0 { print("<code>") }
        printText(literal, isCode: true)
        if altDepth == 0 { print("</code>") }
    }

    private mutating func htmlInline(_ node: OpaquePointer) {
        let literal = CommonMarkNode.literal(node)
        lastLiteral = UnsafeBufferPointer(start: nil, count: 0)
        let start = cursor.find(UInt8(ascii: "<"), in: source.bytes) ?? cursor.offset
        cursor.advance(to: start + literal.count)
        if !options.trustsHTML {
            warnOfHTML(at: start)
            printText(literal, isCode: true)
        } else if altDepth > 0 {
            printText(literal, isCode: true)
        } else {
            printRaw(literal)
        }
    }

    // MARK: Text

    /// Prints a text, escaped and without marks. A mark in it that belongs to a figure says that the figure did not
    /// become a link.
    mutating func printText(_ literal: UnsafeBufferPointer<UInt8>, isCode: Bool) {
        var start = 0
        while let at = nextMark(in: literal, from: start) {
            printEscaped(UnsafeBufferPointer(rebasing: literal[start..<at]))
            if !isCode { reportMark(UTF8Scalars.at(at, in: literal).scalar) }
            start = min(literal.count, at + 4)
        }
        printEscaped(start == 0 ? literal : UnsafeBufferPointer(rebasing: literal[start...]))
    }

    private mutating func printEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
        if plainDepth > 0 { plain.append(contentsOf: bytes) }
        Escaping.append(doubleQuoted: bytes, to: &out)
    }

    /// Prints trusted HTML, without marks.
    mutating func printRaw(_ literal: UnsafeBufferPointer<UInt8>) {
        var start = 0
        while let at = nextMark(in: literal, from: start) {
            out.append(contentsOf: literal[start..<at])
            start = min(literal.count, at + 4)
        }
        out.append(contentsOf: literal[start...])
    }

    func nextMark(in literal: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < literal.count, let base = literal.baseAddress,
            let hit = memchr(base + start, Int32(MarkedSource.lead), literal.count - start)
        else { return nil }
        return base.distance(to: UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)))
    }

    /// Whether a text is the first of a cell or a field, which a separator and a no-break space stand before.
    private static func startsWithSeparator(_ literal: UnsafeBufferPointer<UInt8>) -> Bool {
        literal.count >= 6 && literal[0] == MarkedSource.lead && literal[4] == 0xC2 && literal[5] == 0xA0
            && UTF8Scalars.at(0, in: literal).scalar == MarkedSource.separator
    }

    /// A string without marks.
    func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if nextMark(in: bytes, from: 0) == nil { return String(decoding: bytes, as: UTF8.self) }
        var kept: [UInt8] = []
        var start = 0
        while let at = nextMark(in: bytes, from: start) {
            kept.append(contentsOf: bytes[start..<at])
            start = min(bytes.count, at + 4)
        }
        kept.append(contentsOf: bytes[start...])
        return String(decoding: kept, as: UTF8.self)
    }

    /// Moves the cursor over a text, and keeps it as prose.
    private mutating func follow(_ literal: UnsafeBufferPointer<UInt8>, isProse: Bool) {
        stretches.removeAll(keepingCapacity: true)
        cursor.follow(literal, in: source.bytes, into: &stretches)
        guard isProse else { return }
        for stretch in stretches { appendProse(stretch) }
    }

    private mutating func appendProse(_ stretch: Range<Int>) {
        var start = stretch.lowerBound
        while start < stretch.upperBound {
            let end = min(stretch.upperBound, source.stretchEnd(start))
            if start < end {
                let from = source.sourceOffset(start)
                prose.append(from..<from + end - start)
            }
            start = end < stretch.upperBound ? source.nextStretch(max(start, end)) : stretch.upperBound
        }
    }

    // MARK: Headings

    mutating func writeHeading(_ node: OpaquePointer, _ entering: Bool) {
        let level = min(6, Int(cmark_node_get_heading_level(node)) + headingShift)
        if entering {
            beginLeaf(node)
            line()
            let start = out.count
            print("<h")
            print(integer: level)
            guard options.extensions else { return print(">") }
            let range = leafRange(node)
            let isOfBody = passageDepth == 0 && cmark_node_parent(node).map(cmark_node_get_type) == CMARK_NODE_DOCUMENT
            let offset = isOfBody ? start : nil
            plainDepth += 1
            beginPassage()
            heading = OpenHeading(
                location: map.location(source.sourceOffset(range.lowerBound)), depth: passageDepth, offset: offset)
        } else {
            if let heading { endHeading(heading, level) }
            print("</h")
            print(integer: level)
            print(">\n")
        }
    }

    private mutating func endHeading(_ open: OpenHeading, _ level: Int) {
        let content = endPassage()
        let id = headingIDs.id(for: plain)
        let text = String(decoding: plain, as: UTF8.self)
        endPlain()
        heading = nil
        document.anchors.append(id)
        if level > lastHeadingLevel + 1 {
            let marks = String(repeating: "#", count: lastHeadingLevel + 1 - headingShift)
            findings.append(
                .warning(
                    .markdownHeading, "this heading skips a level", at: open.location,
                    hint: "begin it with \(marks), or put a heading of that level before it"))
        }
        lastHeadingLevel = level
        document.headings.append(
            Heading(
                level: level, id: id, text: text, content: content.without(open.cuts), location: open.location,
                offset: open.offset))
        print(" id=\"")
        Escaping.append(id, to: &out)
        print("\">")
        append(content)
    }

    mutating func endPlain() {
        plainDepth -= 1
        if plainDepth == 0 { plain.removeAll(keepingCapacity: true) }
    }
}
