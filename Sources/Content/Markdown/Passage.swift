import Markup

/// HTML with holes: what Markdown became, except for what only a renderer can know (a figure's value, a chart's
/// drawing, where a link leads). One buffer and a list of offsets, so that printing it is a copy.
package struct Passage: Sendable, Hashable {
    /// All the HTML, without what goes into the holes.
    package var html: HTML
    /// In the order of their offsets.
    package var holes: [Hole]

    /// A place in the HTML where something is to be put.
    package struct Hole: Sendable, Hashable {
        /// Bytes of `html` that stand before it.
        package var offset: Int
        package var content: Content

        package init(offset: Int, content: Content) {
            self.offset = offset
            self.content = content
        }
    }

    /// What belongs into a hole; the numbers count the document's `figures`, `embeds` and `links`.
    package enum Content: Sendable, Hashable {
        /// A figure, as markup.
        case figure(Int)
        /// A figure inside a quoted attribute (the alternative text of an image): plain text, escaped.
        case figureText(Int)
        /// A chart or a table.
        case embed(Int)
        /// The address of a link or an image, escaped, inside its quoted attribute.
        case href(Int)
    }

    /// A passage cut at its holes.
    package enum Segment: Sendable, Hashable {
        case html(HTML)
        case figure(Int)
        case figureText(Int)
        case embed(Int)
        case href(Int)
    }

    package init(html: HTML = HTML(), holes: [Hole] = []) {
        self.html = html
        self.holes = holes
    }

    package var isEmpty: Bool { html.isEmpty && holes.isEmpty }

    /// Appends the passage to `out`; `fill` appends what belongs into each hole.
    package func write(into out: inout HTML, fill: (Content, inout HTML) throws -> Void) rethrows {
        var start = 0
        for hole in holes {
            append(start..<hole.offset, to: &out)
            try fill(hole.content, &out)
            start = hole.offset
        }
        append(start..<html.count, to: &out)
    }

    /// The passage in pieces, for callers that would rather have a list than a closure.
    package var segments: [Segment] {
        var list: [Segment] = []
        var text = HTML()
        write(into: &text) { content, text in
            if !text.isEmpty { list.append(.html(text)) }
            text = HTML()
            switch content {
            case .figure(let index): list.append(.figure(index))
            case .figureText(let index): list.append(.figureText(index))
            case .embed(let index): list.append(.embed(index))
            case .href(let index): list.append(.href(index))
            }
        }
        if !text.isEmpty { list.append(.html(text)) }
        return list
    }

    private func append(_ range: Range<Int>, to out: inout HTML) {
        if range.isEmpty { return }
        out.withBytes { $0.append(contentsOf: html.bytes[range]) }
    }

    /// The passage without the bytes of `cuts` and the holes in them; `cuts` are in order and do not overlap.
    func without(_ cuts: [Range<Int>]) -> Passage {
        if cuts.isEmpty { return self }
        var bytes: [UInt8] = []
        var kept: [Hole] = []
        var start = 0
        var removed = 0
        var next = holes.startIndex
        for cut in cuts {
            bytes.append(contentsOf: html.bytes[start..<cut.lowerBound])
            while next < holes.endIndex, holes[next].offset <= cut.upperBound {
                let hole = holes[next]
                if hole.offset <= cut.lowerBound {
                    kept.append(Hole(offset: hole.offset - removed, content: hole.content))
                }
                next += 1
            }
            removed += cut.count
            start = cut.upperBound
        }
        bytes.append(contentsOf: html.bytes[start...])
        for hole in holes[next...] { kept.append(Hole(offset: hole.offset - removed, content: hole.content)) }
        return Passage(html: HTML(trusting: bytes), holes: kept)
    }
}
