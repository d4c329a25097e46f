import CCMark
import Diagnostics

/// A pipe table, as GitHub writes them, whose cells are texts of another document.
struct PipeTable {
    enum Alignment { case none, left, center, right }

    /// The text of the paragraph's lines before the table.
    var lead: Int?
    var alignments: [Alignment]
    /// The first cell of the header; the others follow row by row.
    var firstCell: Int
    var bodyRows: Int
}

/// The texts of all tables of a page: one document, in which each text is a paragraph.
struct TableTexts {
    fileprivate(set) var marked = MarkedSource()
    /// Where each text starts in `marked`.
    fileprivate(set) var starts: [Int] = []
    fileprivate var tables: [OpaquePointer: PipeTable] = [:]
    /// The paragraph of each text, once the document is parsed.
    private(set) var nodes: [OpaquePointer] = []

    func table(of paragraph: OpaquePointer) -> PipeTable? { tables[paragraph] }

    /// `root`: the tree of `marked`, which must outlive this.
    mutating func setTree(_ root: OpaquePointer) {
        var child = cmark_node_first_child(root)
        while let node = child, nodes.count < starts.count {
            nodes.append(node)
            child = cmark_node_next(node)
        }
    }
}

/// Finds tables in the paragraphs of a tree: there no block, no list and no fence is in the way any more.
struct TableReader {
    /// Cells of a page, empty ones included.
    static let cellLimit = 200_000

    private let page: MarkedSource
    private(set) var texts = TableTexts()
    /// The line, in the marked text, of the table that has too many cells.
    private(set) var tooLarge: Int?

    init(_ page: MarkedSource) { self.page = page }

    /// Looks at each paragraph that holds one of `delimiterRows`.
    mutating func read(_ root: OpaquePointer, delimiterRows: [Int]) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        var next = 0
        while next < delimiterRows.count {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER else { continue }
            guard let node = cmark_iter_get_node(iterator) else { break }
            guard cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH else { continue }
            let first = Int(cmark_node_get_start_line(node))
            let last = Int(cmark_node_get_end_line(node))
            while next < delimiterRows.count, delimiterRows[next] <= first { next += 1 }
            while next < delimiterRows.count, delimiterRows[next] <= last {
                let row = delimiterRows[next]
                next += 1
                if let table = table(in: node, first...last, delimiterRow: row) {
                    texts.tables[node] = table
                    break
                }
            }
            while next < delimiterRows.count, delimiterRows[next] <= last { next += 1 }
        }
    }

    /// What the texts need from the page: its link definitions. The page follows the texts, whose paragraphs come first.
    mutating func appendDefinitions() {
        texts.marked.insert("\n")
        texts.marked.copy(0..<page.bytes.count, of: page)
    }

    // MARK: One table

    private mutating func table(
        in paragraph: OpaquePointer, _ lines: ClosedRange<Int>, delimiterRow: Int
    ) -> PipeTable? {
        let text = ParagraphLines(page, paragraph)
        guard let alignments = alignments(text.content(delimiterRow)) else { return nil }
        let header = cells(text.content(delimiterRow - 1))
        guard header.count == alignments.count else { return nil }
        let rows = lines.upperBound - delimiterRow
        guard texts.starts.count + (rows + 1) * header.count <= Self.cellLimit else {
            tooLarge = tooLarge ?? delimiterRow
            return nil
        }
        var table = PipeTable(alignments: alignments, firstCell: 0, bodyRows: max(0, rows))
        table.lead = lead(lines.lowerBound..<delimiterRow - 1, paragraph, text)
        table.firstCell = texts.starts.count
        for cell in header { append(cell) }
        for line in delimiterRow + 1..<max(delimiterRow + 1, lines.upperBound + 1) {
            let row = cells(text.content(line))
            for column in alignments.indices { append(column < row.count ? row[column] : 0..<0) }
        }
        return table
    }

    /// The lines of the paragraph before the header, without the link definitions that cmark took out of it.
    private mutating func lead(
        _ lines: Range<Int>, _ paragraph: OpaquePointer, _ paragraphLines: ParagraphLines
    ) -> Int? {
        var lines = lines
        let text = cmark_node_first_child(paragraph).map(CommonMarkNode.literal)
        while let first = lines.first, page.bytes[paragraphLines.content(first)].first == UInt8(ascii: "["),
            text?.first != UInt8(ascii: "[")
        {
            lines.removeFirst()
        }
        guard !lines.isEmpty else { return nil }
        let index = texts.starts.count
        begin()
        for line in lines {
            texts.marked.copy(paragraphLines.content(line), of: page)
            texts.marked.insert("\n")
            texts.marked.beginLine()
        }
        texts.marked.insert("\n")
        texts.marked.beginLine()
        return index
    }

    private mutating func begin() {
        texts.marked.insert(scalar: MarkedSource.separator)
        texts.marked.insert("\u{A0}")
        texts.starts.append(texts.marked.bytes.count)
    }

    /// Adds a cell; `\|` becomes `|`.
    private mutating func append(_ cell: Range<Int>) {
        begin()
        var start = cell.lowerBound
        var i = start
        while i + 1 < cell.upperBound {
            if page.bytes[i] == UInt8(ascii: "\\") {
                if page.bytes[i + 1] == UInt8(ascii: "|") {
                    texts.marked.copy(start..<i, of: page)
                    start = i + 1
                }
                i += 1
            }
            i += 1
        }
        texts.marked.copy(start..<cell.upperBound, of: page)
        texts.marked.insert("\n\n")
        texts.marked.beginLine(ahead: -1)
        texts.marked.beginLine()
    }

    // MARK: Lines and rows

    /// The cells of a row; spaces around them and the pipes at its ends are no part of them.
    private func cells(_ row: Range<Int>) -> [Range<Int>] {
        var list: [Range<Int>] = []
        var i = row.lowerBound
        if i < row.upperBound, page.bytes[i] == UInt8(ascii: "|") { i += 1 }
        var start = i
        while i < row.upperBound {
            if page.bytes[i] == UInt8(ascii: "|") {
                list.append(trimmed(start..<i))
                start = i + 1
            } else if page.bytes[i] == UInt8(ascii: "\\"), i + 1 < row.upperBound {
                i += 1
            }
            i += 1
        }
        let rest = trimmed(start..<max(start, row.upperBound))
        if !rest.isEmpty { list.append(rest) }
        return list
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, page.bytes[start] == 0x20 || page.bytes[start] == 0x09 { start += 1 }
        while end > start, page.bytes[end - 1] == 0x20 || page.bytes[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }

    /// The alignments of a delimiter row, nil where it is none.
    private func alignments(_ row: Range<Int>) -> [PipeTable.Alignment]? {
        var list: [PipeTable.Alignment] = []
        for cell in cells(row) {
            var bytes = page.bytes[cell]
            let left = bytes.first == UInt8(ascii: ":")
            if left { bytes.removeFirst() }
            let right = bytes.last == UInt8(ascii: ":")
            if right { bytes.removeLast() }
            guard !bytes.isEmpty, bytes.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
            list.append(left ? (right ? .center : .left) : right ? .right : .none)
        }
        return list.isEmpty ? nil : list
    }
}

/// The lines of a paragraph, each without its block-quote marks, its indent and its end.
private struct ParagraphLines {
    private let page: MarkedSource
    private let first: Int
    private let column: Int
    private let quotes: Int

    init(_ page: MarkedSource, _ paragraph: OpaquePointer) {
        self.page = page
        first = Int(cmark_node_get_start_line(paragraph))
        column = max(0, Int(cmark_node_get_start_column(paragraph)) - 1)
        var quotes = 0
        var parent = cmark_node_parent(paragraph)
        while let here = parent {
            if cmark_node_get_type(here) == CMARK_NODE_BLOCK_QUOTE { quotes += 1 }
            parent = cmark_node_parent(here)
        }
        self.quotes = quotes
    }

    func content(_ line: Int) -> Range<Int> {
        var start = page.start(ofLine: line)
        var end = page.start(ofLine: line + 1)
        while end > start, page.bytes[end - 1] <= 0x20 { end -= 1 }
        if line == first { start = min(end, start + column) }
        var marks = line == first ? 0 : quotes
        while start < end {
            let byte = page.bytes[start]
            if byte == UInt8(ascii: ">"), marks > 0 {
                marks -= 1
            } else if byte != 0x20, byte != 0x09 {
                break
            }
            start += 1
        }
        return start..<end
    }
}
