import CCMark
import Diagnostics
import Markup

/// Prints cmark's tree: HTML bytes, holes, and what the document refers to.
///
/// The bytes of CommonMark's own constructs are those of its reference implementation.
struct MarkdownWriter {
    let options: MarkdownOptions
    let marks: [Mark]
    let footnotes: FootnoteDefinitions
    /// The text that the nodes now printed come from: the page's, or that of its table cells.
    var source: MarkedSource
    var map: SourceMap
    var cursor = SourceCursor()
    var document = MarkdownDocument()
    /// Bytes of the source that are prose.
    var prose: [Range<Int>] = []
    /// Kept for its memory.
    var stretches: [Range<Int>] = []
    var findings: [Diagnostic] = []

    // MARK: Output

    var out: [UInt8] = []
    var holes: [Passage.Hole] = []
    private var frames: [(out: [UInt8], holes: [Passage.Hole])] = []
    /// The text without markup, kept while something asks for it.
    var plain: [UInt8] = []
    var plainDepth = 0

    // MARK: Inlines that are open

    var open: [OpenInline] = []
    /// Inside the `alt` of an image: text, no tags.
    var altDepth = 0
    /// Inside the words of a figure: no links, no images.
    var wordsDepth = 0
    var lastLiteral = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var heading: OpenHeading?
    /// An image that has its line of a paragraph to itself.
    var blockReference: OpaquePointer?
    var headingIDs = HeadingIDs()
    /// What is added to the level of each heading: the body's highest stands right below the page's title.
    var headingShift = 0
    /// The level of the heading before; at first that of the page's title.
    var lastHeadingLevel = 1

    // MARK: Blocks

    var tables: TableTexts?
    var printedTables = 0
    var footnoteItems: [OpaquePointer] = []
    /// The definitions that are referred to, in the order of their numbers.
    var referredFootnotes: [Int] = []
    var footnoteNumbers: [Int: Int] = [:]
    /// For each number the ids of its references.
    var footnoteReferences: [[String]] = []
    /// The list that holds the footnotes' texts, and the block after it.
    private var footnoteList: OpaquePointer?
    private var warnedOfHTML = false

    init(
        _ scanner: MarkScanner, map: SourceMap, options: MarkdownOptions
    ) {
        self.options = options
        self.map = map
        marks = scanner.marks
        footnotes = scanner.footnotes
        source = scanner.marked
        out.reserveCapacity(map.bytes.count + map.bytes.count / 2)
    }

    // MARK: Walking

    /// Prints a whole document.
    mutating func write(document root: OpaquePointer) {
        if options.extensions, let highest = CommonMarkNode.highestHeading(in: root) { headingShift = 2 - highest }
        var skipped: OpaquePointer?
        if !footnotes.list.isEmpty, let list = cmark_node_first_child(root) {
            footnoteList = list
            var item = cmark_node_first_child(list)
            while let node = item {
                footnoteItems.append(node)
                item = cmark_node_next(node)
            }
            skipped = cmark_node_next(list)
        }
        walk(root) { writer, node, type, entering, iterator in
            if type.rawValue <= CMARK_NODE_LAST_BLOCK.rawValue {
                if entering, node == writer.footnoteList || node == skipped {
                    cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
                } else {
                    writer.block(node, type, entering, iterator)
                }
            } else {
                writer.inline(node, type, entering, iterator)
            }
        }
    }

    /// Prints the blocks of `node`, or its inlines, but not itself.
    mutating func write(childrenOf parent: OpaquePointer) {
        var child = cmark_node_first_child(parent)
        while let node = child {
            walk(node) { writer, node, type, entering, iterator in
                if type.rawValue <= CMARK_NODE_LAST_BLOCK.rawValue {
                    writer.block(node, type, entering, iterator)
                } else {
                    writer.inline(node, type, entering, iterator)
                }
            }
            child = cmark_node_next(node)
        }
    }

    /// Prints an inline with all that it holds.
    mutating func write(inline node: OpaquePointer) {
        walk(node) { $0.inline($1, $2, $3, $4) }
    }

    private mutating func walk(
        _ root: OpaquePointer,
        _ step: (inout MarkdownWriter, OpaquePointer, cmark_node_type, Bool, OpaquePointer) -> Void
    ) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard let node = cmark_iter_get_node(iterator) else { break }
            step(&self, node, cmark_node_get_type(node), event == CMARK_EVENT_ENTER, iterator)
        }
    }

    // MARK: Blocks

    mutating func block(_ node: OpaquePointer, _ type: cmark_node_type, _ entering: Bool, _ iterator: OpaquePointer) {
        switch type {
        case CMARK_NODE_PARAGRAPH: paragraph(node, entering, iterator)
        case CMARK_NODE_HEADING: writeHeading(node, entering)
        case CMARK_NODE_BLOCK_QUOTE:
            line()
            print(entering ? "<blockquote>\n" : "</blockquote>\n")
        case CMARK_NODE_LIST: list(node, entering)
        case CMARK_NODE_ITEM:
            if entering { line() }
            print(entering ? "<li>" : "</li>\n")
        case CMARK_NODE_CODE_BLOCK: codeBlock(node)
        case CMARK_NODE_HTML_BLOCK: htmlBlock(node)
        case CMARK_NODE_THEMATIC_BREAK:
            line()
            print("<hr />\n")
        default: break
        }
    }

    private mutating func paragraph(_ node: OpaquePointer, _ entering: Bool, _ iterator: OpaquePointer) {
        let tight = CommonMarkNode.isTight(node) && cmark_node_parent(node).flatMap(cmark_node_parent) != footnoteList
        guard entering else {
            if !tight { print("</p>\n") }
            return
        }
        beginLeaf(node)
        if options.extensions {
            if let table = tables?.table(of: node) {
                write(table)
                return cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
            }
            if isBlockReferences(node) {
                writeBlockReferences(node)
                return cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
            }
        }
        if !tight {
            line()
            print("<p>")
        }
    }

    /// Sets the cursor to the start of a block that holds text.
    func leafRange(_ node: OpaquePointer) -> Range<Int> {
        let first = Int(cmark_node_get_start_line(node))
        let start = source.start(ofLine: first)
        let end = source.start(ofLine: max(first, Int(cmark_node_get_end_line(node))) + 1)
        let column = max(0, Int(cmark_node_get_start_column(node)) - 1)
        return min(start + column, max(start, end))..<max(start, end)
    }

    mutating func beginLeaf(_ node: OpaquePointer) {
        let range = leafRange(node)
        cursor.move(to: range.lowerBound, limit: range.upperBound)
        lastLiteral = UnsafeBufferPointer(start: nil, count: 0)
    }

    private mutating func list(_ node: OpaquePointer, _ entering: Bool) {
        let bullets = cmark_node_get_list_type(node) == CMARK_BULLET_LIST
        guard entering else { return print(bullets ? "</ul>\n" : "</ol>\n") }
        line()
        if bullets { return print("<ul>\n") }
        let start = cmark_node_get_list_start(node)
        if start == 1 { return print("<ol>\n") }
        print("<ol start=\"")
        print(integer: Int(start))
        print("\">\n")
    }

    private mutating func codeBlock(_ node: OpaquePointer) {
        line()
        let info = CommonMarkNode.bytes(cmark_node_get_fence_info(node))
        let language = info.prefix { $0 > 0x20 }
        if language.isEmpty {
            print("<pre><code>")
        } else {
            print("<pre><code class=\"language-")
            printText(UnsafeBufferPointer(rebasing: language), isCode: true)
            print("\">")
        }
        printText(CommonMarkNode.literal(node), isCode: true)
        print("</code></pre>\n")
    }

    private mutating func htmlBlock(_ node: OpaquePointer) {
        line()
        let literal = CommonMarkNode.literal(node)
        if !HTMLBlock.isVerbatim(literal, isTrusted: options.trustsHTML) { reportFigures(inHTML: literal) }
        if options.trustsHTML {
            printRaw(literal)
            line()
        } else {
            beginLeaf(node)
            warnOfHTML(at: leafRange(node).lowerBound)
            var end = literal.count
            while end > 0, literal[end - 1] <= 0x20 { end -= 1 }
            print("<p>")
            printText(UnsafeBufferPointer(rebasing: literal[..<end]), isCode: true)
            print("</p>\n")
        }
    }

    mutating func warnOfHTML(at edited: Int) {
        if warnedOfHTML { return }
        warnedOfHTML = true
        findings.append(
            .warning(
                .markdownHTML, "raw HTML is printed as text", at: map.location(source.sourceOffset(edited)),
                hint: "write it in Markdown, or trust it for the whole site by “trust_html: true” in site.yaml"))
    }

    // MARK: Printing

    mutating func print(_ literal: StaticString) {
        literal.withUTF8Buffer { out.append(contentsOf: $0) }
    }

    mutating func print(integer: Int) { out.append(contentsOf: String(integer).utf8) }

    /// Starts a new line unless one has just been started.
    mutating func line() {
        if let last = out.last, last != 0x0A { out.append(0x0A) }
    }

    var passageDepth: Int { frames.count }

    /// What is printed from here on goes into a passage of its own.
    mutating func beginPassage() {
        frames.append((out, holes))
        out = []
        holes = []
    }

    mutating func endPassage() -> Passage {
        let passage = Passage(html: HTML(trusting: out), holes: holes)
        if let frame = frames.popLast() { (out, holes) = frame }
        return passage
    }

    mutating func hole(_ content: Passage.Content) {
        holes.append(Passage.Hole(offset: out.count, content: content))
    }

    mutating func append(_ passage: Passage) {
        for hole in passage.holes {
            holes.append(Passage.Hole(offset: out.count + hole.offset, content: hole.content))
        }
        out.append(contentsOf: passage.html.bytes)
    }
}
