import CCMark
import Diagnostics
import Markup

extension MarkdownWriter {
    /// Prints the number of a footnote where it is referred to.
    mutating func writeFootnoteReference(
        to definition: Int, _ node: OpaquePointer, _ isImage: Bool, _ iterator: OpaquePointer
    ) {
        if isImage { print("!") }
        if let bracket = cursor.find(UInt8(ascii: "]"), in: source.bytes) { cursor.advance(to: bracket + 1) }
        defer { cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT) }
        guard altDepth == 0, wordsDepth == 0 else { return }
        let number = number(ofFootnote: definition)
        let count = footnoteReferences[number - 1].count
        let id = count == 0 ? "fnref-\(number)" : "fnref-\(number)-\(count + 1)"
        footnoteReferences[number - 1].append(id)
        document.anchors.append(id)
        let start = out.count
        print("<sup class=\"footnote-ref\"><a id=\"")
        Escaping.append(id, to: &out)
        print("\" href=\"#fn-")
        print(integer: number)
        print("\" role=\"doc-noteref\">")
        print(integer: number)
        print("</a></sup>")
        cut(start..<out.count)
    }

    private mutating func number(ofFootnote definition: Int) -> Int {
        if let number = footnoteNumbers[definition] { return number }
        referredFootnotes.append(definition)
        footnoteReferences.append([])
        footnoteNumbers[definition] = referredFootnotes.count
        return referredFootnotes.count
    }

    /// Prints the footnotes that are referred to, and those that they refer to.
    mutating func writeFootnotes() {
        var index = 0
        while index < referredFootnotes.count {
            let definition = referredFootnotes[index]
            index += 1
            guard footnoteItems.indices.contains(definition), footnotes.list.indices.contains(definition) else {
                continue
            }
            beginPassage()
            write(childrenOf: footnoteItems[definition])
            let number = index
            document.anchors.append("fn-\(number)")
            document.footnotes.append(
                Footnote(
                    number: number, id: "fn-\(number)", references: [], content: endPassage(),
                    location: location(of: footnotes.list[definition])))
        }
        for i in document.footnotes.indices {
            document.footnotes[i].references = footnoteReferences[document.footnotes[i].number - 1]
        }
        reportFootnotes()
    }

    private mutating func reportFootnotes() {
        for (index, definition) in footnotes.list.enumerated() where footnoteNumbers[index] == nil {
            findings.append(
                .warning(
                    .footnoteUnused, "no text refers to the footnote [\(label(definition))]",
                    at: location(of: definition), hint: "refer to it by [\(label(definition))], or remove it"))
        }
        for definition in footnotes.duplicates {
            findings.append(
                .error(
                    .footnoteDuplicate, "the footnote [\(label(definition))] is defined before",
                    at: location(of: definition), hint: "give each footnote a label of its own"))
        }
    }

    private func label(_ definition: FootnoteDefinitions.Definition) -> String {
        String(decoding: map.bytes[definition.label], as: UTF8.self)
    }

    private mutating func location(of definition: FootnoteDefinitions.Definition) -> SourceLocation {
        map.location(definition.start..<definition.label.upperBound + 1)
    }

    /// A mark that stands in text: what it belongs to did not become what its author meant.
    mutating func reportMark(_ scalar: UInt32) {
        let index = Int(scalar) - Int(MarkedSource.firstMark)
        guard options.extensions, marks.indices.contains(index) else { return }
        let mark = marks[index]
        switch mark.kind {
        case .destination where map.bytes[mark.offset] == UInt8(ascii: "="):
            findings.append(
                .error(
                    .figureUnparsed, "this figure is no link: its formula or its brackets do not close",
                    at: map.location(mark.closer..<mark.offset + 1),
                    hint: "a formula with spaces stands between < and >, as in [words](<=a / b>)"))
        case .unknownFootnote:
            findings.append(
                .error(
                    .footnoteMissing, "the footnote \(text(of: mark)) is not defined",
                    at: map.location(mark.offset..<mark.closer + 1),
                    hint: "write its text on a line that begins with \(text(of: mark)):"))
        case .nestedFootnote:
            findings.append(
                .error(
                    .footnoteMissing, "the footnote \(text(of: mark)) is defined inside another block",
                    at: map.location(mark.offset..<mark.closer + 1),
                    hint: "define it on a line of its own that is not indented"))
        case .destination, .definition, .footnote: break
        }
    }

    /// Figures in a block of HTML, where Markdown is not read: they would be printed as text, and nobody checks them.
    mutating func reportFigures(inHTML literal: UnsafeBufferPointer<UInt8>) {
        guard options.extensions else { return }
        var start = 0
        while let at = nextMark(in: literal, from: start) {
            start = min(literal.count, at + 4)
            let index = Int(UTF8Scalars.at(at, in: literal).scalar) - Int(MarkedSource.firstMark)
            guard marks.indices.contains(index), case .destination = marks[index].kind,
                map.bytes[marks[index].offset] == UInt8(ascii: "=")
            else { continue }
            findings.append(
                .error(
                    .figureUnparsed, "this figure stands in a block of HTML, where no Markdown is read",
                    at: map.location(marks[index].closer..<marks[index].offset + 1),
                    hint: "write an empty line after the opening tag and before the closing one"))
        }
    }

    private func text(of mark: Mark) -> String {
        String(decoding: map.bytes[mark.offset...mark.closer], as: UTF8.self)
    }
}

/// What cmark calls an HTML block.
enum HTMLBlock {
    /// True of blocks whose text is none of the page's prose: `<pre>`, `<script>`, `<style>`, and a comment where HTML
    /// is printed as it is.
    static func isVerbatim(_ literal: UnsafeBufferPointer<UInt8>, isTrusted: Bool) -> Bool {
        let start = literal.firstIndex { $0 > 0x20 } ?? literal.endIndex
        let head = literal[start...].prefix(9).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let names: [StaticString] = ["<pre", "<script", "<style", "<textarea"]
        let isCode = names.contains { name in
            name.withUTF8Buffer { head.starts(with: $0) }
        }
        return isCode || (isTrusted && head.starts(with: Array("<!--".utf8)))
    }
}
