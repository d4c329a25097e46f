import Diagnostics

extension TextPlaces {
    /// The places of a scalar's text in the YAML or JSON that it was read from: line by line where it was folded or is
    /// a block, and past the escapes of quotes. Nil where text and source do not go together.
    package init?(of text: String, _ node: Node, in source: [UInt8], lines: LineIndex) {
        let start = node.contentLocation
        guard var reader = RawScalar(source, lines, at: start) else { return nil }
        reader.isDoubleQuoted = reader.before == "\"" && node.location != start
        reader.isSingleQuoted = reader.before == "'" && node.location != start
        var runs: [Run] = []
        var expected = (line: start.line, column: start.column)
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            if scalar.isBlank {
                // What is blank here may be a line's end and an indent there, or have no counterpart at all.
                let from = (reader.line, reader.column)
                if reader.skipEscape() { continue }
                reader.skipBlank(upTo: scalar == "\n" ? .max : 1)
                if from == (reader.line, reader.column) { continue }
                if expected != from { runs.append(Run(offset: offset, line: from.0, column: from.1)) }
                expected = (from.0, from.1 + 1)
                continue
            }
            reader.skipBlank(upTo: .max)
            if expected != (reader.line, reader.column) {
                runs.append(Run(offset: offset, line: reader.line, column: reader.column))
            }
            expected = (reader.line, reader.column + 1)
            guard reader.take(scalar) else { return nil }
        }
        self.init(at: start, runs: runs)
    }
}

/// The source of a scalar, read beside its text.
private struct RawScalar {
    /// How many bytes are read, from the start of the scalar's line on.
    private static let window = 131_072
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private(set) var line: Int
    private(set) var column: Int
    /// What stands before it: a quote, or something else.
    let before: Unicode.Scalar?
    var isDoubleQuoted = false
    var isSingleQuoted = false

    init?(_ source: [UInt8], _ lines: LineIndex, at start: SourceLocation) {
        guard let first = lines.line(start.line) else { return nil }
        let bytes = source[first.startIndex..<min(source.count, first.startIndex + Self.window)]
        scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        index = start.column - 1
        guard scalars.indices.contains(index) else { return nil }
        before = index > 0 ? scalars[index - 1] : nil
        line = start.line
        column = start.column
    }

    private mutating func advance() {
        if scalars[index] == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
        index += 1
    }

    mutating func skipBlank(upTo limit: Int) {
        var count = 0
        while index < scalars.count, scalars[index].isBlank, count < limit {
            // A line's end takes the next line's indent along.
            let isBreak = scalars[index] == "\n"
            advance()
            if isBreak { while index < scalars.count, scalars[index].isBlank { advance() } }
            count += 1
        }
    }

    /// Passes over an escape of a double-quoted text: `\"`, `\u4E00`.
    mutating func skipEscape() -> Bool {
        guard isDoubleQuoted, index + 1 < scalars.count, scalars[index] == "\\", !scalars[index + 1].isBlank else {
            return false
        }
        let digits =
            switch scalars[index + 1] {
            case "x": 2
            case "u": 4
            case "U": 8
            default: 0
            }
        for _ in 0..<min(2 + digits, scalars.count - index) { advance() }
        return true
    }

    /// Passes over a scalar of the text, escaped or not.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard index < scalars.count else { return false }
        if skipEscape() { return true }
        guard scalars[index] == scalar else { return false }
        advance()
        if isSingleQuoted, scalar == "'", index < scalars.count, scalars[index] == "'" { advance() }
        return true
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { self == " " || self == "\n" || self == "\r" || self == "\t" }
}
