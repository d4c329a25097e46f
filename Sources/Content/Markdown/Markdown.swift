import CCMark
import Diagnostics
import Markup

/// Markdown to documents with holes: CommonMark by cmark, and on top of it figures, embeds, footnotes, pipe tables,
/// heading ids, and what Chinese typesetting asks for.
///
/// The way: scan the source and mark it (`MarkScanner`), let cmark read it (`CommonMarkTree`), find the tables
/// (`TableReader`), print (`MarkdownWriter`).
package enum Markdown {
    /// Reads the body of a page.
    ///
    /// - Parameters:
    ///   - body: The bytes of the file after its front matter.
    ///   - firstLine: The number of the body's first line in the file.
    /// - Returns: The document; an empty one, with an error, where a limit is exceeded.
    package static func document(
        _ body: ArraySlice<UInt8>, file: String, firstLine: Int = 1, options: MarkdownOptions = MarkdownOptions()
    ) -> Diagnosed<MarkdownDocument> {
        let bytes = sanitized(body)
        let scanner = bytes.withUnsafeBufferPointer { source in
            var scanner = MarkScanner(source, extensions: options.extensions)
            scanner.scanDocument()
            return scanner
        }
        var map = SourceMap(bytes, lineStarts: scanner.sourceLines, file: file, firstLine: firstLine)
        if let limit = scanner.limit { return Diagnosed(MarkdownDocument(), [limitError(limit, &map)]) }
        guard let tree = CommonMarkTree(scanner.marked.bytes) else { return Diagnosed(MarkdownDocument()) }
        var writer = MarkdownWriter(scanner, map: map, options: options)
        var reader = TableReader(scanner.marked)
        if !scanner.delimiterRows.isEmpty { reader.read(tree.root, delimiterRows: scanner.delimiterRows) }
        if let line = reader.tooLarge {
            let offset = scanner.marked.sourceOffset(scanner.marked.start(ofLine: line))
            writer.findings.append(
                limitError(("the tables of a page have more than \(TableReader.cellLimit) cells", offset), &map))
        }
        if reader.texts.starts.isEmpty {
            writer.write(document: tree.root)
            writer.finish()
        } else {
            if scanner.mayDefineLinks { reader.appendDefinitions() }
            guard let cells = CommonMarkTree(reader.texts.marked.bytes) else { return Diagnosed(MarkdownDocument()) }
            writer.tables = reader.texts
            writer.tables?.setTree(cells.root)
            writer.write(document: tree.root)
            writer.finish()
        }
        return Diagnosed(writer.document, writer.findings)
    }

    /// Reads a text without blocks: a title, a summary, a label. Line ends in it are spaces.
    ///
    /// - Parameters:
    ///   - place: The place of its first character. Columns of later lines count from the start of the line.
    ///   - places: Those of all its characters, where its file folds it over lines or writes it with escapes.
    package static func inline(
        _ text: String, at place: SourceLocation, places: TextPlaces? = nil,
        options: MarkdownOptions = MarkdownOptions()
    ) -> Diagnosed<InlineMarkdown> {
        let bytes = Array(text.utf8)
        let flat = bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        let scanner = flat.withUnsafeBufferPointer { source in
            var scanner = MarkScanner(source, extensions: options.extensions)
            scanner.scanField()
            return scanner
        }
        var lineStarts = [0]
        for (i, byte) in bytes.enumerated() where byte == 0x0A { lineStarts.append(i + 1) }
        var map = SourceMap(
            bytes, lineStarts: lineStarts, file: place.file, firstLine: place.line, firstColumn: place.column,
            places: places)
        if let limit = scanner.limit { return Diagnosed(InlineMarkdown(), [limitError(limit, &map)]) }
        guard let tree = CommonMarkTree(scanner.marked.bytes) else { return Diagnosed(InlineMarkdown()) }
        var writer = MarkdownWriter(scanner, map: map, options: options)
        writer.plainDepth = 1
        if let paragraph = cmark_node_first_child(tree.root) {
            writer.beginLeaf(paragraph)
            writer.write(childrenOf: paragraph)
        }
        let document = writer.document
        return Diagnosed(
            InlineMarkdown(
                content: Passage(html: HTML(trusting: writer.out), holes: writer.holes),
                text: String(decoding: writer.plain, as: UTF8.self), figures: document.figures,
                links: document.links, proseSource: ProseSource(map: writer.map, ranges: writer.prose)),
            writer.findings)
    }

    /// The bytes, without a byte-order mark; what is not UTF-8 becomes U+FFFD, so that what is printed always is.
    private static func sanitized(_ body: ArraySlice<UInt8>) -> [UInt8] {
        let body = body.starts(with: [0xEF, 0xBB, 0xBF]) ? body.dropFirst(3) : body
        if String(validating: body, as: UTF8.self) != nil { return Array(body) }
        return Array(String(decoding: body, as: UTF8.self).utf8)
    }

    private static func limitError(_ limit: (message: String, offset: Int), _ map: inout SourceMap) -> Diagnostic {
        .error(
            .markdownLimit, limit.message, at: map.location(limit.offset),
            hint: "split the page, or close what is open")
    }
}

extension MarkdownWriter {
    /// Prints the footnotes and hands the body to the document.
    mutating func finish() {
        writeFootnotes()
        // Without the room that was left for more: a site keeps all of its pages.
        document.body = Passage(html: HTML(trusting: out.withUnsafeBufferPointer { Array($0) }), holes: holes)
        document.proseSource = ProseSource(map: map, ranges: prose)
    }
}
