/// Where the characters of a text (a formula, a summary) stand in its file. A text may be folded over lines or hold
/// escapes there, so that its columns are not those of one line.
package struct TextPlaces: Sendable, Hashable {
    /// From this scalar of the text on, the text runs on from this line and column.
    package struct Run: Sendable, Hashable {
        package var offset: Int
        package var line: Int
        package var column: Int

        package init(offset: Int, line: Int, column: Int) {
            self.offset = offset
            self.line = line
            self.column = column
        }
    }

    /// The place of the first character.
    package let location: SourceLocation
    /// After the first, by rising offset.
    private let runs: [Run]

    package init(at location: SourceLocation, runs: [Run]) {
        self.location = location
        self.runs = runs
    }

    /// The places of a text that stands in its file as it is. After a line break columns count from the column where
    /// the text began, which is how YAML's literal blocks are laid out.
    package init(of text: String, at location: SourceLocation) {
        var runs: [Run] = []
        var offset = 0
        for byte in text.utf8 where byte & 0xC0 != 0x80 {
            offset += 1
            if byte == 0x0A {
                runs.append(Run(offset: offset, line: location.line + runs.count + 1, column: location.column))
            }
        }
        self.init(at: location, runs: runs)
    }

    /// The place of some scalars of the text, those after a break left out.
    package func place(_ offset: Int, length: Int) -> SourceLocation {
        var start = Run(offset: 0, line: location.line, column: location.column)
        var end = Int.max
        for run in runs {
            if run.offset > offset {
                end = run.offset
                break
            }
            start = run
        }
        return SourceLocation(
            file: location.file, line: start.line, column: start.column + offset - start.offset,
            length: max(1, min(length, end - offset)))
    }
}
