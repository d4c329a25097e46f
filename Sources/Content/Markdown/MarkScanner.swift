/// Reads a source once before cmark does: puts the marks in, lets emphasis stand next to full-width marks, lifts the
/// footnotes, and refuses what would keep cmark busy for minutes.
///
/// It knows backslashes, code spans and brackets, not blocks: a mark that it puts into a code block or into HTML is
/// dropped when that is printed.
struct MarkScanner {
    /// Containers within containers, and brackets that wait for their ends.
    static let depthLimit = 100
    static let bracketLimit = 1000

    private let source: UnsafeBufferPointer<UInt8>
    private let extensions: Bool
    private(set) var marked = MarkedSource()
    private(set) var marks: [Mark] = []
    /// Where each line of the source starts.
    private(set) var sourceLines: [Int] = [0]
    /// Lines of the marked text, from 1, that read like the delimiter row of a table.
    private(set) var delimiterRows: [Int] = []
    /// What is too much, and where.
    private(set) var limit: (message: String, offset: Int)?
    let footnotes: FootnoteDefinitions
    /// Whether there may be link reference definitions, which the texts of tables need too.
    private(set) var mayDefineLinks = false

    /// What of the source was copied already.
    private var copied = 0
    private var end = 0
    /// The `[`s that wait for their `]`.
    private var openers: [Int] = []
    /// The `[` that is the first character of its line, where a link reference definition may start.
    private var lineOpener = -1
    /// Up to here the text is a code span.
    private var codeEnd = 0
    private var runs: BacktickRuns?

    init(_ source: UnsafeBufferPointer<UInt8>, extensions: Bool) {
        self.source = source
        self.extensions = extensions
        footnotes = extensions ? FootnoteDefinitions(in: source) : FootnoteDefinitions()
    }

    /// The whole text of a page.
    mutating func scanDocument() {
        marked.reserve(source.count + source.count / 8 + 64)
        if footnotes.list.isEmpty, footnotes.lines.isEmpty { return scan(0..<source.count) }
        indexLines()
        scanFootnotes()
        var start = 0
        for lines in footnotes.lines {
            scan(start..<lines.lowerBound)
            blank(lines)
            start = lines.upperBound
        }
        scan(start..<source.count)
    }

    /// A text without blocks. The space before it keeps it from starting one, and emphasis from seeing a neighbour.
    mutating func scanField() {
        marked.insert(scalar: MarkedSource.separator)
        marked.insert("\u{A0}")
        scan(0..<source.count)
    }

    // MARK: Footnotes

    /// The footnotes become the items of a list before the body, so that cmark reads them with the body's link
    /// definitions, and each label a definition, so that cmark finds the references.
    private mutating func scanFootnotes() {
        guard !footnotes.list.isEmpty else { return }
        mayDefineLinks = true
        for definition in footnotes.list {
            marked.insert("1.  ")
            scan(definition.content)
            endInsertedLine()
        }
        endInsertedLine()
        marked.insert(scalar: MarkedSource.separator)
        endInsertedLine()
        endInsertedLine()
        for (index, definition) in footnotes.list.enumerated() {
            guard
                let scalar = mark(
                    Mark(kind: .footnote(index), offset: definition.start, closer: definition.label.upperBound))
            else { return }
            marked.insert("[")
            marked.copy(UnsafeBufferPointer(rebasing: source[definition.label]), from: definition.label.lowerBound)
            marked.insert("]: <")
            marked.insert(scalar: scalar)
            marked.insert(">")
            endInsertedLine()
        }
        endInsertedLine()
    }

    private mutating func endInsertedLine() {
        marked.insert("\n")
        marked.beginLine()
    }

    /// Empty lines in place of lines that were lifted.
    private mutating func blank(_ lines: Range<Int>) {
        var i = lines.lowerBound
        while i < lines.upperBound {
            i = FootnoteDefinitions.lineEnd(i, in: source)
            endInsertedLine()
        }
    }

    private mutating func indexLines() {
        sourceLines = [0]
        var i = 0
        while i < source.count {
            i = FootnoteDefinitions.lineEnd(i, in: source)
            sourceLines.append(i)
        }
    }

    // MARK: The scan

    private mutating func scan(_ range: Range<Int>) {
        copied = range.lowerBound
        end = range.upperBound
        openers.removeAll(keepingCapacity: true)
        runs = nil
        codeEnd = 0
        let indexesLines = footnotes.lines.isEmpty
        let (source, end) = (self.source, self.end)
        var i = beginLine(range.lowerBound)
        while i < end, limit == nil {
            let byte = source[i]
            if Self.isOrdinary(byte) {
                repeat { i += 1 } while i < end && Self.isOrdinary(source[i])
            } else if byte == 0x0A || byte == 0x0D {
                i = endLine(i, indexesLines)
            } else if byte == MarkedSource.lead {
                i = replaceReserved(i)
            } else if i < codeEnd {
                i += 1
            } else {
                i = special(byte, i, indexesLines)
            }
        }
        flush(end)
    }

    /// Letters, digits, and all bytes of other scripts; what is not may mean something.
    @inline(__always)
    private static func isOrdinary(_ byte: UInt8) -> Bool {
        byte > 0x60 && byte != MarkedSource.lead || byte >= 0x2B && byte < 0x5B || byte == 0x20
    }

    private mutating func special(_ byte: UInt8, _ i: Int, _ indexesLines: Bool) -> Int {
        switch byte {
        case UInt8(ascii: "\\"):
            return i + 1 < end && source[i + 1] > 0x20 && source[i + 1] < 0x80 ? i + 2 : i + 1
        case UInt8(ascii: "`"): return codeSpan(i)
        case UInt8(ascii: "["):
            openers.append(i)
            if openers.count > Self.bracketLimit {
                limit = ("more than \(Self.bracketLimit) brackets are open at once", i)
            }
            if extensions, i + 1 < end, source[i + 1] == UInt8(ascii: "^") { markFootnote(i) }
            return i + 1
        case UInt8(ascii: "]"):
            let opener = openers.popLast()
            guard i + 1 < end else { return i + 1 }
            if source[i + 1] == UInt8(ascii: "(") { return markDestination(i, opener, indexesLines) }
            if source[i + 1] == UInt8(ascii: ":") {
                mayDefineLinks = true
                if let opener, opener == lineOpener { markDefinition(i) }
            }
            return i + 1
        case UInt8(ascii: "*") where extensions: return delimiterRun(i)
        default: return i + 1
        }
    }

    /// Copies the source up to `i`.
    private mutating func flush(_ i: Int) {
        guard copied < i else { return }
        marked.copy(UnsafeBufferPointer(rebasing: source[copied..<i]), from: copied)
        copied = i
    }

    private mutating func insert(_ scalar: UInt32, at i: Int) {
        guard i >= copied else { return }
        flush(i)
        marked.insert(scalar: scalar)
    }

    /// A scalar of plane 16 in the source becomes U+FFFD: those scalars are the marks'.
    private mutating func replaceReserved(_ i: Int) -> Int {
        flush(i)
        marked.insert("\u{FFFD}")
        copied = min(end, i + 4)
        return copied
    }

    // MARK: Lines

    private mutating func endLine(_ i: Int, _ indexesLines: Bool) -> Int {
        let next = source[i] == 0x0D && i + 1 < end && source[i + 1] == 0x0A ? i + 2 : i + 1
        if indexesLines { sourceLines.append(next) }
        marked.beginLine(ahead: next - copied)
        return beginLine(next)
    }

    /// Looks at what a line starts with, and returns `i`.
    private mutating func beginLine(_ i: Int) -> Int {
        lineOpener = -1
        guard i < end else { return i }
        let first = source[i]
        if first > 0x5B && first != UInt8(ascii: "|") || first >= 0x41 && first < 0x5B { return i }
        let prefix = containerPrefix(i)
        if prefix.containers > 0, prefix.containers + prefix.indent / 2 > Self.depthLimit {
            limit = ("blocks are nested more than \(Self.depthLimit) deep", i)
        }
        guard prefix.end < end else { return i }
        switch source[prefix.end] {
        case 0x0A, 0x0D:
            openers.removeAll(keepingCapacity: true)
            runs = nil
            codeEnd = 0
        case UInt8(ascii: "["): lineOpener = prefix.end
        case UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: "-"):
            if extensions, isDelimiterRow(prefix.end) { delimiterRows.append(marked.lineStarts.count) }
        default: break
        }
        return i
    }

    /// Block-quote marks and list markers at the start of a line: how many, and how far they are indented.
    private func containerPrefix(_ start: Int) -> (end: Int, containers: Int, indent: Int) {
        var i = start
        var containers = 0
        var indent = 0
        while i < end {
            switch source[i] {
            case 0x20: indent += containers == 0 ? 1 : 0
            case 0x09: indent += 4
            case UInt8(ascii: ">"): containers += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
                guard i + 1 >= end || source[i + 1] <= 0x20 else { return (i, containers, indent) }
                containers += 1
            case 0x30...0x39:
                var j = i
                while j < end, j - i < 9, (0x30...0x39).contains(source[j]) { j += 1 }
                guard j < end, source[j] == UInt8(ascii: ".") || source[j] == UInt8(ascii: ")"),
                    j + 1 >= end || source[j + 1] <= 0x20
                else { return (i, containers, indent) }
                containers += 1
                i = j
            default: return (i, containers, indent)
            }
            i += 1
        }
        return (i, containers, indent)
    }

    private func isDelimiterRow(_ start: Int) -> Bool {
        var i = start
        var pipes = false
        var dashes = false
        while i < end, source[i] != 0x0A, source[i] != 0x0D {
            switch source[i] {
            case UInt8(ascii: "|"): pipes = true
            case UInt8(ascii: "-"): dashes = true
            case UInt8(ascii: ":"), 0x20, 0x09: break
            default: return false
            }
            i += 1
        }
        return pipes && dashes
    }

    // MARK: Code spans

    private mutating func codeSpan(_ i: Int) -> Int {
        var j = i
        while j < end, source[j] == UInt8(ascii: "`") { j += 1 }
        if runs == nil { runs = BacktickRuns(from: i, in: source[..<end]) }
        if let close = runs?.close(of: j - i, after: j, in: source) { codeEnd = close }
        return j
    }

    // MARK: Marks

    private mutating func mark(_ mark: Mark) -> UInt32? {
        guard marks.count < MarkedSource.markLimit else {
            limit = ("there are more than \(MarkedSource.markLimit) links", mark.offset)
            return nil
        }
        marks.append(mark)
        return MarkedSource.firstMark + UInt32(marks.count - 1)
    }

    /// A mark before the address of `](address`; `i` is at the `]`. No mark where it could change what cmark reads:
    /// before something that may belong to an HTML tag, before a delimiter, or where a block could start.
    private mutating func markDestination(_ i: Int, _ opener: Int?, _ indexesLines: Bool) -> Int {
        var j = skipBlanks(i + 2)
        if j < end, source[j] == 0x0A || source[j] == 0x0D {
            j = endLine(j, indexesLines)
            while j < end, source[j] == 0x20 || source[j] == 0x09 || source[j] == UInt8(ascii: ">") { j += 1 }
            guard j + 1 < end, source[j + 1] > 0x20, source[j + 1] != UInt8(ascii: "=") else { return j }
        }
        guard j < end, j == i + 2 || source[j] == UInt8(ascii: "=") || source[j] == UInt8(ascii: "<") else { return j }
        switch source[j] {
        case UInt8(ascii: "*"), UInt8(ascii: "_"), MarkedSource.lead: return j
        case UInt8(ascii: "<"):
            guard j + 1 < end, !Self.mayStartTag(source[j + 1]) else { return j }
            j += 1
        default: break
        }
        if let scalar = mark(Mark(kind: .destination, offset: j, opener: opener, closer: i)) { insert(scalar, at: j) }
        return j
    }

    /// Whether a `<` before `byte` may be HTML or an address that stands for itself.
    private static func mayStartTag(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"),
            UInt8(ascii: "_"), MarkedSource.lead:
            true
        default: byte <= 0x20
        }
    }

    private mutating func markDefinition(_ i: Int) {
        var j = skipBlanks(i + 2)
        guard j < end else { return }
        switch source[j] {
        case 0x0A, 0x0D, UInt8(ascii: "*"), UInt8(ascii: "_"), MarkedSource.lead: return
        case UInt8(ascii: "<"):
            guard j + 1 < end, source[j + 1] == UInt8(ascii: "=") else { return }
            j += 1
        default: break
        }
        if let scalar = mark(Mark(kind: .definition, offset: j, closer: i)) { insert(scalar, at: j) }
    }

    /// Marks the reference `[^label]` at `i` where there is no such footnote.
    private mutating func markFootnote(_ i: Int) {
        guard let close = FootnoteDefinitions.labelEnd(i + 2, in: source), close < end else { return }
        let next = close + 1 < end ? source[close + 1] : 0
        if next == UInt8(ascii: "(") { return }
        if next == UInt8(ascii: ":"), i == lineOpener {
            if let scalar = mark(Mark(kind: .nestedFootnote, offset: i, closer: close)) {
                insert(scalar, at: close + 1)
            }
        } else if !footnotes.defines(FootnoteDefinitions.key(source[i + 1..<close])) {
            if let scalar = mark(Mark(kind: .unknownFootnote, offset: i, closer: close)) { insert(scalar, at: i + 2) }
        }
    }

    private func skipBlanks(_ i: Int) -> Int {
        var j = i
        while j < end, source[j] == 0x20 || source[j] == 0x09 { j += 1 }
        return j
    }

    // MARK: Emphasis

    /// Emphasis next to full-width marks, by the amendment for Chinese and Japanese to CommonMark's rules of flanking
    /// (commonmark-spec#650): such a mark counts as a letter, and next to Chinese other punctuation does too. cmark
    /// sees a letter there.
    private mutating func delimiterRun(_ i: Int) -> Int {
        var j = i
        while j < end, source[j] == UInt8(ascii: "*") { j += 1 }
        let before = i > 0 ? source[i - 1] : 0
        let after = j < end ? source[j] : 0
        if before < 0x80 && after < 0x80 { return j }
        let l = UTF8Scalars.before(i, in: source).scalar
        let r = j < end ? UTF8Scalars.at(j, in: source).scalar : 0
        if EastAsian.isSpace(l) || EastAsian.isSpace(r) { return j }
        let wideLeft = EastAsian.isWide(l)
        let wideRight = EastAsian.isWide(r)
        if EastAsian.isPunctuation(l), wideLeft || wideRight { insert(MarkedSource.letter, at: i) }
        if EastAsian.isPunctuation(r), wideLeft || wideRight { insert(MarkedSource.letter, at: j) }
        return j
    }
}
