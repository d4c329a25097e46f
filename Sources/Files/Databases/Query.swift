/// A question to a database of SQLite.
package struct Query: Sendable {
    /// What a parameter of a query is bound to.
    package enum Value: Hashable, Sendable {
        case integer(Int64)
        case real(Double)
        case text(String)
    }

    /// How much a query may do and give. Steps are those of SQLite's virtual machine, so that the same query over the
    /// same database ends the same way on any machine.
    package struct Limits: Sendable {
        package var steps = 2_000_000_000
        package var rows = 5_000_000
        package var columns = 2_000
        /// Bytes of all cells together.
        package var bytes = 1 << 30
        /// Bytes of one cell.
        package var cell = 1 << 20

        package static let standard = Limits()

        package init() {}
    }

    /// The database, relative to the site's root.
    package var path: String
    /// One statement that only reads.
    package var statement: String
    /// By name, without the colon: `year` of `:year`.
    package var parameters: [String: Value]
    package var limits = Limits.standard

    package init(path: String, statement: String, parameters: [String: Value] = [:]) {
        self.path = path
        self.statement = statement
        self.parameters = parameters
    }
}

/// Why a query gives nothing.
package struct QueryFailure: Error, Hashable, Sendable {
    package var message: String
    package var hint: String?
    /// Where in the statement, in bytes; nil where it is about the database.
    package var offset: Int?

    package init(_ message: String, hint: String? = nil, offset: Int? = nil) {
        self.message = message
        self.hint = hint
        self.offset = offset
    }
}

/// What a query gives: its rows, cell by cell.
package struct QueryResult: Sendable {
    package enum Kind: UInt8, Sendable {
        case null
        /// In decimal digits.
        case integer
        /// The eight bytes of a double, the lowest first.
        case real
        case text
        /// Bytes that are no text: nothing of them is kept.
        case blob
        /// A text that is not UTF-8, holds a NUL, or is too long: nothing of it is kept.
        case broken
    }

    package struct Column: Sendable {
        package var name: String
        /// The type that the table's definition gives it, in capitals; nil where the column is computed.
        package var declaredType: String?

        package init(name: String, declaredType: String? = nil) {
            self.name = name
            self.declaredType = declaredType
        }
    }

    package var columns: [Column]
    package private(set) var rowCount = 0
    private var kinds: [Kind] = []
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    package init(columns: [Column]) { self.columns = columns }

    package var byteCount: Int { bytes.count }

    /// The next cell, row by row.
    package mutating func append(_ kind: Kind, _ text: some Collection<UInt8>) {
        kinds.append(kind)
        bytes += text
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
        if !columns.isEmpty, kinds.count % columns.count == 0 { rowCount += 1 }
    }

    package func kind(row: Int, column: Int) -> Kind { kinds[row * columns.count + column] }

    package func text(row: Int, column: Int) -> ArraySlice<UInt8> {
        let index = row * columns.count + column
        return bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    /// The number of a cell of the kind `real`.
    package func real(row: Int, column: Int) -> Double {
        var bits: UInt64 = 0
        for byte in text(row: row, column: column).reversed() { bits = bits << 8 | UInt64(byte) }
        return Double(bitPattern: bits)
    }
}
