/// A place in a source file, as a person counts: lines and columns from 1, a column in Unicode scalars.
package struct SourceLocation: Hashable, Sendable, Comparable {
    /// The file's path, relative to the site's root, with `/` between its parts.
    package var file: String
    package var line: Int
    package var column: Int
    /// How many scalars of the line are meant; 1 where only a point is known.
    package var length: Int

    package init(file: String, line: Int = 1, column: Int = 1, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = length
    }

    package static func < (a: SourceLocation, b: SourceLocation) -> Bool {
        if a.file != b.file { return a.file.utf8.lexicographicallyPrecedes(b.file.utf8) }
        return (a.line, a.column, a.length) < (b.line, b.column, b.length)
    }

    /// The same place, `columns` scalars further on its line; used for a position within a scalar or a formula.
    package func advanced(by columns: Int, length: Int = 1) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column + columns, length: length)
    }

    /// `file:line:column`, as compilers write it and editors read it.
    package var description: String { "\(file):\(line):\(column)" }
}
