import Diagnostics

/// Finds the tags of a template (mustache(5)), whatever the delimiters are at each place.
struct TagScanner {
    private let bytes: [UInt8]
    private let path: String
    private let lines: LineIndex
    private var open = Array("{{".utf8)
    private var close = Array("}}".utf8)
    /// How many bytes a delimiter may have.
    private static let delimiterLimit = 32

    private var tags: [Tag] = []
    private var findings: [Diagnostic] = []

    /// The tags in order. A tag that is wrong is reported and left out.
    static func tags(of source: TemplateSource, into findings: inout [Diagnostic]) -> [Tag] {
        var scanner = TagScanner(source)
        scanner.scan()
        findings += scanner.findings
        return scanner.tags
    }

    private init(_ source: TemplateSource) {
        bytes = source.bytes
        path = source.path
        lines = source.lines
    }

    private mutating func scan() {
        var position = 0
        while findings.count < TemplateSource.findingLimit, let start = find(open, from: position) {
            let inner = start + open.count
            let sigil = inner < bytes.count ? bytes[inner] : 0
            let triple = sigil == UInt8(ascii: "{")
            let end: [UInt8] =
                triple ? [UInt8(ascii: "}")] + close : sigil == UInt8(ascii: "=") ? [UInt8(ascii: "=")] + close : close
            // The `=` of `{{=` is not the `=` before the closing delimiter.
            let from = sigil == UInt8(ascii: "=") || triple ? inner + 1 : inner
            guard let stop = find(end, from: from) else {
                report(
                    "the tag is not closed: “\(text(end))” is expected before the template's end",
                    start..<min(bytes.count, inner + 20), hint: "add “\(text(end))”")
                return
            }
            position = stop + end.count
            read(sigil, body: inner..<stop, tag: start..<position)
        }
    }

    private mutating func read(_ sigil: UInt8, body: Range<Int>, tag: Range<Int>) {
        let kind: Tag.Kind =
            switch sigil {
            case UInt8(ascii: "{"), UInt8(ascii: "&"): .unescaped
            case UInt8(ascii: "#"): .section
            case UInt8(ascii: "^"): .inverted
            case UInt8(ascii: "/"): .close
            case UInt8(ascii: "!"): .comment
            case UInt8(ascii: "="): .delimiters
            case UInt8(ascii: ">"): .partial
            case UInt8(ascii: "<"): .parent
            case UInt8(ascii: "$"): .block
            default: .variable
            }
        let content = trimmed(kind == .variable ? body : min(body.lowerBound + 1, body.upperBound)..<body.upperBound)
        switch kind {
        case .comment: tags.append(Tag(kind: kind, range: tag, name: ""))
        case .delimiters:
            setDelimiters(content, tag)
            tags.append(Tag(kind: kind, range: tag, name: ""))
        default:
            guard isName(content, kind, tag) else { return }
            tags.append(Tag(kind: kind, range: tag, name: text(bytes[content])))
        }
    }

    /// True for a name without white space; a dotted name has no empty part, and `.` alone is the current value.
    private mutating func isName(_ content: Range<Int>, _ kind: Tag.Kind, _ tag: Range<Int>) -> Bool {
        let name = bytes[content]
        if name.isEmpty {
            report("the tag has no name", tag, hint: "write a name in it, or “{{.}}” for the current value")
            return false
        }
        if name.contains(where: Byte.isWhite) {
            report(
                "“\(text(name.prefix(60)))” is no name: a name has no white space", tag,
                hint: "Mustache has no filters and no arguments; is a tag before it left open?")
            return false
        }
        switch kind {
        case .variable, .unescaped, .section, .inverted:
            let dot = UInt8(ascii: ".")
            let emptyPart =
                name.first == dot || name.last == dot
                || zip(name, name.dropFirst()).contains { $0 == dot && $1 == dot }
            if name.count > 1, emptyPart {
                report(
                    "“\(text(name.prefix(60)))” has an empty part", tag,
                    hint: "a dotted name is “a.b”, and “.” alone is the current value")
                return false
            }
        case .partial, .parent:
            if name.first == UInt8(ascii: "*") {
                report("a partial's name stands in the template, “*” is not read", tag, hint: "name the partial itself")
                return false
            }
        default: break
        }
        return true
    }

    private mutating func setDelimiters(_ content: Range<Int>, _ tag: Range<Int>) {
        let parts = bytes[content].split(whereSeparator: Byte.isWhite)
        let equals = UInt8(ascii: "=")
        guard parts.count == 2,
            !parts.contains(where: { $0.contains(equals) || $0.count > Self.delimiterLimit })
        else {
            report(
                "two delimiters are expected, with a space between them and no “=” in them, "
                    + "of at most \(Self.delimiterLimit) bytes", tag,
                hint: "write “{{=<% %>=}}”")
            return
        }
        open = Array(parts[0])
        close = Array(parts[1])
    }

    // MARK: - Bytes

    private func find(_ needle: [UInt8], from start: Int) -> Int? {
        guard let first = needle.first, start <= bytes.count - needle.count else { return nil }
        for i in start...(bytes.count - needle.count) where bytes[i] == first {
            if bytes[i..<i + needle.count].elementsEqual(needle) { return i }
        }
        return nil
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, Byte.isWhite(bytes[lower]) { lower += 1 }
        while upper > lower, Byte.isWhite(bytes[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    private func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private mutating func report(_ message: String, _ range: Range<Int>, hint: String?) {
        findings.append(.error(.templateSyntax, message, at: lines.location(range, in: path), hint: hint))
    }
}
