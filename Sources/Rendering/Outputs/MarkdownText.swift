/// Markup as Markdown (CommonMark with pipe tables and footnotes): what a page's text becomes for readers without a
/// browser. The markup is that of our own writers, or raw HTML of a site that trusts it: elements that Markdown has no
/// word for leave their text.
struct MarkdownText {
    private var out: [UInt8] = []
    /// The inline text of the block being read.
    private var inline: [UInt8] = []
    /// What stands before each line: of lists and quotations around the block.
    private var prefix: [UInt8] = []
    /// What stands before the next line in its place: the mark of a list's item.
    private var firstPrefix: [UInt8]?
    private var outer: [(prefix: [UInt8], number: Int?)] = []
    private var lists: [Int?] = []
    private var needsBlank = false
    /// What the heading being read begins with.
    private var heading: [UInt8] = []
    private var addresses: [[UInt8]] = []
    private var code: Code = .none
    private var table: [[Cell]]?
    private var isHead = false
    private var skipped = 0
    private var isNote = false

    private enum Code {
        case none, inline
        case block(language: [UInt8])
    }

    private struct Cell {
        var text: [UInt8] = []
        var isNumeric = false
    }

    /// Elements that nobody reads.
    private static let unread = ["script", "style", "svg", "template", "head", "title"]
    /// Deeper nesting than this goes on at the same depth.
    private static let depth = 40

    static func of(_ html: [UInt8], before prefix: String = "") -> [UInt8] {
        var writer = MarkdownText()
        writer.prefix = Array(prefix.utf8)
        if !prefix.isEmpty { writer.firstPrefix = [] }
        writer.read(html)
        return writer.out
    }

    // MARK: Reading

    private mutating func read(_ html: [UInt8]) {
        var i = 0
        while i < html.count {
            guard html[i] == UInt8(ascii: "<"), i + 1 < html.count, MarkupTag.begins(html[i + 1]) else {
                let end = html[(i + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? html.count
                text(MarkupTag.unescaped(html[i..<end]))
                i = end
                continue
            }
            let tag = MarkupTag(html, at: i)
            i = tag.end
            if Self.unread.contains(tag.name) {
                if !tag.isClosed { skipped = max(0, skipped + (tag.isClosing ? -1 : 1)) }
            } else if skipped == 0 {
                tag.isClosing ? close(tag.name) : open(tag)
            }
        }
        flush()
        while out.last == 0x0A { out.removeLast() }
        if !out.isEmpty { out.append(0x0A) }
    }

    private mutating func open(_ tag: MarkupTag) {
        switch tag.name {
        case "em", "i", "cite": mark("*")
        case "strong", "b": mark("**")
        case "del", "s": mark("~~")
        case "sub": inline += "<sub>".utf8
        case "sup":
            isNote = tag.value("class") == Array("footnote-ref".utf8)
            inline += (isNote ? "[^" : "<sup>").utf8
        case "br": inline += "\\\n".utf8
        case "a":
            if isNote { return }
            addresses.append(tag.value("href") ?? [])
            if addresses.last?.isEmpty == false { inline.append(UInt8(ascii: "[")) }
        case "img":
            inline += "![".utf8
            append(text: tag.value("alt") ?? [])
            inline += "](".utf8
            append(address: tag.value("src") ?? [])
            inline.append(UInt8(ascii: ")"))
        case "pre":
            block()
            code = .block(language: [])
        case "code":
            if case .block = code {
                let name = tag.value("class") ?? []
                code = .block(language: name.starts(with: "language-".utf8) ? Array(name.dropFirst(9)) : [])
            } else {
                code = .inline
            }
        case "h1", "h2", "h3", "h4", "h5", "h6":
            block()
            let level = Int(tag.name.utf8.last ?? 0x32) - 0x30
            heading = [UInt8](repeating: UInt8(ascii: "#"), count: level) + [0x20]
        case "ul": begin(list: nil)
        case "ol": begin(list: Int(String(decoding: tag.value("start") ?? [], as: UTF8.self)) ?? 1)
        case "li": item()
        case "blockquote":
            block()
            nest("> ")
        case "hr":
            block()
            inline = Array("---".utf8)
            write(escaping: false)
            needsBlank = true
        case "table":
            block()
            table = []
        case "thead": isHead = true
        case "tr": table?.append([])
        case "th", "td":
            let name = tag.value("class") ?? []
            let isNumeric = name.starts(with: "number".utf8) || name.starts(with: "align-right".utf8)
            if let last = table?.indices.last { table?[last].append(Cell(isNumeric: isNumeric)) }
            inline = []
        case "p", "div", "section", "figure", "figcaption", "details", "summary", "dl", "dt", "dd", "aside", "article":
            block()
        default: break
        }
    }

    private mutating func close(_ name: String) {
        switch name {
        case "em", "i", "cite": mark("*")
        case "strong", "b": mark("**")
        case "del", "s": mark("~~")
        case "sub": inline += "</sub>".utf8
        case "sup":
            inline += (isNote ? "]" : "</sup>").utf8
            isNote = false
        case "a":
            guard !isNote, let address = addresses.popLast(), !address.isEmpty else { return }
            inline += "](".utf8
            append(address: address)
            inline.append(UInt8(ascii: ")"))
        case "code": if case .inline = code { code = .none }
        case "pre": fence()
        case "h1", "h2", "h3", "h4", "h5", "h6":
            flush()
            heading = []
        case "ul", "ol":
            flush()
            if !lists.isEmpty { lists.removeLast() }
            if lists.isEmpty { needsBlank = true }
        case "li":
            let isTight = !inline.isEmpty
            flush()
            if isTight { needsBlank = false }
            unnest()
        case "blockquote":
            flush()
            unnest()
            needsBlank = true
        case "thead": isHead = false
        case "th", "td":
            if let row = table?.indices.last, let last = table?[row].indices.last { table?[row][last].text = inline }
            inline = []
        case "table":
            writeTable()
            table = nil
        case "p", "div", "section", "figure", "figcaption", "details", "summary", "dl", "dt", "dd", "aside", "article":
            block()
        default: break
        }
    }

    // MARK: Text

    private mutating func text(_ bytes: [UInt8]) {
        if skipped > 0 { return }
        switch code {
        case .block: inline += bytes
        case .inline:
            var longest = 0
            var run = 0
            for byte in bytes {
                run = byte == UInt8(ascii: "`") ? run + 1 : 0
                longest = max(longest, run)
            }
            let fence = [UInt8](repeating: UInt8(ascii: "`"), count: longest + 1)
            let gap: [UInt8] = longest > 0 ? [0x20] : []
            inline += fence + gap + (table == nil ? bytes : Self.inCell(bytes)) + gap + fence
        case .none: append(text: bytes)
        }
    }

    /// White space is folded, but for line breaks, which stay one: between Han there is no space.
    private mutating func append(text bytes: [UInt8]) {
        for (i, byte) in bytes.enumerated() {
            switch byte {
            case 0x20, 0x09, 0x0D, 0x0A:
                guard let last = inline.last, last != 0x20, last != 0x0A else { continue }
                inline.append(byte == 0x0A && table == nil && heading.isEmpty ? 0x0A : 0x20)
            case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"),
                UInt8(ascii: "<"):
                inline += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "|"):
                if table != nil { inline.append(UInt8(ascii: "\\")) }
                inline.append(byte)
            case UInt8(ascii: "_"):
                // Within a word it is itself.
                let isInner =
                    i > 0 && i + 1 < bytes.count && Self.isWord(bytes[i - 1]) && Self.isWord(bytes[i + 1])
                if !isInner { inline.append(UInt8(ascii: "\\")) }
                inline.append(byte)
            case UInt8(ascii: "&"):
                // What would read as an entity.
                let name = bytes[(i + 1)...].prefix(32).prefix { Self.isWord($0) || $0 == UInt8(ascii: "#") }
                if !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: ";") {
                    inline.append(UInt8(ascii: "\\"))
                }
                inline.append(byte)
            default: inline.append(byte)
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func inCell(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { $0 == UInt8(ascii: "|") ? [UInt8(ascii: "\\"), $0] : $0 == 0x0A ? [0x20] : [$0] }
    }

    private mutating func append(address: [UInt8]) {
        // A bracket or a space would end it.
        for byte in address {
            switch byte {
            case UInt8(ascii: "("): inline += "%28".utf8
            case UInt8(ascii: ")"): inline += "%29".utf8
            case 0...0x20: inline += "%20".utf8
            default: inline.append(byte)
            }
        }
    }

    private mutating func mark(_ mark: String) { inline += mark.utf8 }

    // MARK: Blocks

    /// Ends the block before; one more line is free before the next.
    private mutating func block() {
        if table != nil { return inline.append(contentsOf: inline.isEmpty || inline.last == 0x20 ? [] : [0x20]) }
        flush()
    }

    private mutating func flush() {
        if table != nil { return }
        while let last = inline.last, last == 0x20 || last == 0x0A { inline.removeLast() }
        while let first = inline.first, first == 0x20 || first == 0x0A { inline.removeFirst() }
        guard !inline.isEmpty else { return }
        inline = heading + inline
        write(escaping: heading.isEmpty)
        needsBlank = true
    }

    /// Writes the inline text with what stands before its lines.
    private mutating func write(escaping: Bool) {
        if needsBlank { newLine(blank: true) }
        needsBlank = false
        for (number, line) in inline.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if let mark = firstPrefix, number == 0 { out += mark } else { out += prefix }
            firstPrefix = nil
            if escaping, Self.looksLikeBlock(line) { out.append(UInt8(ascii: "\\")) }
            out += escaping ? Self.escapingNumber(line) : Array(line)
            out.append(0x0A)
        }
        inline = []
    }

    private mutating func newLine(blank: Bool) {
        var line = prefix
        while line.last == 0x20 { line.removeLast() }
        out += line
        out.append(0x0A)
    }

    /// True of a line that would begin a heading, a list, a quotation or a rule.
    private static func looksLikeBlock(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        switch first {
        case UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "~"): return true
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            let second = line.dropFirst().first
            return second == nil || second == 0x20 || second == first
        default: return false
        }
    }

    /// `1. x` at the beginning of a line would be a list: `1\. x`.
    private static func escapingNumber(_ line: ArraySlice<UInt8>) -> [UInt8] {
        let digits = line.prefix { (0x30...0x39).contains($0) }
        let rest = line.dropFirst(digits.count)
        guard !digits.isEmpty, digits.count < 10, let mark = rest.first,
            mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"), rest.count == 1 || rest.dropFirst().first == 0x20
        else { return Array(line) }
        return Array(digits) + [UInt8(ascii: "\\")] + rest
    }

    private mutating func begin(list: Int?) {
        let isNested = !lists.isEmpty && !inline.isEmpty
        flush()
        if isNested { needsBlank = false }
        lists.append(list)
    }

    private mutating func item() {
        flush()
        guard let last = lists.indices.last else { return nest("- ") }
        guard let number = lists[last] else { return nest("- ") }
        lists[last] = number + 1
        nest("\(number). ")
    }

    /// Goes into a quotation (`> `), whose every line has the mark, or an item, whose first line alone has it.
    private mutating func nest(_ mark: String) {
        outer.append((prefix, nil))
        if outer.count > Self.depth { return }
        if mark == "> " {
            if let first = firstPrefix { firstPrefix = first + Array(mark.utf8) }
            prefix += mark.utf8
        } else {
            firstPrefix = (firstPrefix ?? prefix) + Array(mark.utf8)
            prefix += [UInt8](repeating: 0x20, count: mark.utf8.count)
        }
    }

    private mutating func unnest() {
        guard let before = outer.popLast() else { return }
        // An item without text is its mark alone.
        if let mark = firstPrefix, mark.count > before.prefix.count, outer.count < Self.depth {
            out += mark
            out.append(0x0A)
        }
        firstPrefix = nil
        prefix = before.prefix
    }

    private mutating func fence() {
        guard case .block(let language) = code else { return }
        code = .none
        var longest = 2
        var run = 0
        for byte in inline {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = [UInt8](repeating: UInt8(ascii: "`"), count: longest + 1)
        while inline.last == 0x0A { inline.removeLast() }
        inline = fence + language + [0x0A] + inline + [0x0A] + fence
        write(escaping: false)
        needsBlank = true
    }

    private mutating func writeTable() {
        let rows = (table ?? []).filter { !$0.isEmpty }
        table = nil
        guard let head = rows.first else { return }
        var lines: [[UInt8]] = []
        func line(_ cells: [[UInt8]]) -> [UInt8] { Array("|".utf8) + cells.flatMap { [0x20] + $0 + Array(" |".utf8) } }
        func trimmed(_ bytes: [UInt8]) -> [UInt8] {
            var bytes = bytes
            while bytes.last == 0x20 { bytes.removeLast() }
            return bytes
        }
        for (number, row) in rows.enumerated() {
            let cells = head.indices.map { row.indices.contains($0) ? trimmed(row[$0].text) : [] }
            lines.append(line(cells))
            if number == 0 { lines.append(line(head.map { Array(($0.isNumeric ? "---:" : "---").utf8) })) }
        }
        inline = Array(lines.joined(separator: [0x0A]))
        write(escaping: false)
        needsBlank = true
    }
}
