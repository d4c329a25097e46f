import Diagnostics
import Expressions
import Files

extension FormulaPlaces {
    /// The places of a scalar's text in the YAML or JSON that it was read from: line by line where it was folded or is
    /// a block, and past the escapes of quotes. Nil where text and source do not go together.
    init?(of text: String, _ node: Node, in source: [UInt8], lines: LineIndex) {
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
                reader.skipBlank(upTo: scalar == "\n" ? .max : 1)
                expected = from == (reader.line, reader.column) ? expected : (from.0, from.1 + 1)
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
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private(set) var line: Int
    private(set) var column: Int
    /// What stands before it: a quote, or something else.
    let before: Unicode.Scalar?
    var isDoubleQuoted = false
    var isSingleQuoted = false

    /// Reads from the start of the scalar's line to 64 KB after it.
    init?(_ source: [UInt8], _ lines: LineIndex, at start: SourceLocation) {
        guard let first = lines.line(start.line) else { return nil }
        let bytes = source[first.startIndex..<min(source.count, first.startIndex + 2 * Expression.maximumLength)]
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

    /// Passes over a scalar of the text, escaped or not.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard index < scalars.count else { return false }
        if isDoubleQuoted, scalars[index] == "\\", index + 1 < scalars.count, scalars[index + 1] == scalar {
            advance()
            advance()
            return true
        }
        guard scalars[index] == scalar else { return false }
        advance()
        if isSingleQuoted, scalar == "'", index < scalars.count, scalars[index] == "'" { advance() }
        return true
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { self == " " || self == "\n" || self == "\r" || self == "\t" }
}
