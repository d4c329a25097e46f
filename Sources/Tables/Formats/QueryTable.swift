import Diagnostics
import Files
import Quantities
import Workbooks

/// How a data package asks databases: which there are, what `site.yaml` gives for parameters, and who answers.
package struct QueryAccess: Sendable {
    /// The paths of the databases in reach, relative to the site's root.
    package var databases: Set<String>
    package var parameters: [String: Query.Value]
    package var limits: Query.Limits
    package var ask: @Sendable (Query) -> Result<QueryResult, QueryFailure>

    package init(
        databases: Set<String>, parameters: [String: Query.Value] = [:], limits: Query.Limits = .standard,
        ask: @escaping @Sendable (Query) -> Result<QueryResult, QueryFailure>
    ) {
        self.databases = databases
        self.parameters = parameters
        self.limits = limits
        self.ask = ask
    }

    /// No database is in reach.
    package static let none = QueryAccess(databases: []) { _ in .failure(QueryFailure("there is no database")) }
}

/// A table out of a database.
///
/// - NULL is a missing value; bytes that are no text (BLOB), infinities and whole numbers beyond 2^53 are errors.
/// - Numbers are those that the database holds, to 15 significant digits, as SQLite itself prints them.
/// - A column of numbers is one, whatever its declaration. One of texts is of dates where all are, else of texts, if its
///   table declares it as TEXT or the like; where it is computed, the cells are read in the notation of CSV.
/// - 0 and 1 in a column declared as BOOLEAN are false and true.
struct QueryTable {
    private let result: QueryResult
    private let path: String
    private var findings = FindingGroups()

    static func decode(_ result: QueryResult, path: String, into list: inout [Diagnostic]) -> DecodedTable {
        var table = QueryTable(result: result, path: path)
        let decoded = table.decode()
        list += table.findings.finished()
        return decoded
    }

    private init(result: QueryResult, path: String) {
        self.result = result
        self.path = path
    }

    private mutating func decode() -> DecodedTable {
        let booleans = result.columns.map { $0.declaredType == "BOOLEAN" || $0.declaredType == "BOOL" }
        var builder = CellsBuilder(path: path, width: result.columns.count)
        for column in result.columns { builder.append(column.name) }
        for row in 0..<result.rowCount {
            for column in result.columns.indices {
                append(row, column, isBoolean: booleans[column], to: &builder)
            }
        }
        if builder.isFull {
            findings.add(
                .error(
                    .tableLimit, "the query gives more than a table can hold", at: SourceLocation(file: path),
                    hint: "aggregate in the query, or ask for fewer columns"))
        }
        // The header stands before the first row, and rows are the lines.
        var cells = builder.finished(grid: (0, 1))
        cells.naming = .query
        var out = DecodedTable(cells: cells)
        for (column, definition) in result.columns.enumerated() {
            out.hints[definition.name] = FieldHint(kind: kind(of: column, isBoolean: booleans[column]))
        }
        return out
    }

    private mutating func append(_ row: Int, _ column: Int, isBoolean: Bool, to builder: inout CellsBuilder) {
        let text = result.text(row: row, column: column)
        switch result.kind(row: row, column: column) {
        case .null: builder.append([])
        case .integer:
            if isBoolean, text.elementsEqual("0".utf8) || text.elementsEqual("1".utf8) {
                return builder.append(text.first == 0x31 ? "true" : "false")
            }
            builder.append(text)
            if text.count > 15, let number = Int(String(decoding: text, as: UTF8.self)),
                number.magnitude > 9_007_199_254_740_992
            {
                report(
                    row, column, "\(number) is beyond 2^53, where whole numbers are no longer exact",
                    "CAST(… AS TEXT) if it names something, or give it in a larger unit")
            }
        case .real:
            if let digits = StoredNumber.plain(result.real(row: row, column: column)) { return builder.append(digits) }
            builder.append([])
            report(
                row, column, "a number that is infinite, or beyond 10^±40", "leave it out, or write NULL for it")
        case .text: builder.append(text)
        case .blob:
            builder.append([])
            report(row, column, "bytes (BLOB), a number or a text was expected", "leave the column out, or hex() it")
        case .broken:
            builder.append([])
            report(row, column, "a text that is not UTF-8, holds a NUL or is longer than 1 MiB", "leave it out")
        }
    }

    private mutating func report(_ row: Int, _ column: Int, _ message: String, _ hint: String) {
        let place = SourceLocation(file: path, line: row + 1, column: column + 1)
        let name = result.columns[column].name
        findings.add(.error, .tableValue, group: column, at: place) { ("row \(row + 1), “\(name)”: \(message)", hint) }
    }

    /// What the values and the declaration of a column say of it; nil to go by the cells as written.
    private func kind(of column: Int, isBoolean: Bool) -> Field.Kind? {
        var kinds: Set<QueryResult.Kind> = []
        for row in 0..<result.rowCount { kinds.insert(result.kind(row: row, column: column)) }
        kinds.remove(.null)
        if kinds == [.integer] { return isBoolean && areFlags(column) ? .boolean : .integer }
        if kinds.isSubset(of: [.integer, .real]), !kinds.isEmpty { return .number }
        guard kinds == [.text], let type = result.columns[column].declaredType,
            ["TEXT", "CHAR", "CLOB"].contains(where: { type.contains($0) })
        else { return nil }
        for row in 0..<result.rowCount where result.kind(row: row, column: column) == .text {
            let text = result.text(row: row, column: column)
            // Four digits may be anything's name.
            if text.isEmpty || (text.count > 4 && CellText.date(text) != nil) { continue }
            return .string
        }
        return nil
    }

    private func areFlags(_ column: Int) -> Bool {
        (0..<result.rowCount).allSatisfy { row in
            let text = result.text(row: row, column: column)
            return text.isEmpty || text.elementsEqual("0".utf8) || text.elementsEqual("1".utf8)
        }
    }
}

extension QueryTable {
    /// True where the query says in which order its rows come: ORDER BY outside of parentheses.
    static func isOrdered(_ statement: String) -> Bool {
        let bytes = Array(statement.utf8)
        var depth = 0
        var i = 0
        var word: [UInt8] = []
        var previous: [UInt8] = []
        func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
        while i <= bytes.count {
            let byte = i < bytes.count ? bytes[i] : 0x20
            let isWord =
                byte >= 0x80 || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
                || (0x61...0x7A).contains(lowered(byte))
            if isWord {
                word.append(lowered(byte))
                i += 1
                continue
            }
            if !word.isEmpty {
                if depth == 0, word.elementsEqual("by".utf8), previous.elementsEqual("order".utf8) { return true }
                previous = word
                word = []
            }
            i = end(of: bytes, at: i, &depth)
        }
        return false
    }

    /// Behind a mark, a comment or what stands in quotes.
    private static func end(of bytes: [UInt8], at start: Int, _ depth: inout Int) -> Int {
        guard start < bytes.count else { return start + 1 }
        func find(_ text: String, from: Int) -> Int {
            let wanted = Array(text.utf8)
            var i = from
            while i < bytes.count, !bytes[i...].starts(with: wanted) { i += 1 }
            return min(bytes.count, i) + wanted.count
        }
        switch bytes[start] {
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"): depth -= 1
        case UInt8(ascii: "'"): return find("'", from: start + 1)
        case UInt8(ascii: "\""): return find("\"", from: start + 1)
        case UInt8(ascii: "`"): return find("`", from: start + 1)
        case UInt8(ascii: "["): return find("]", from: start + 1)
        case UInt8(ascii: "-") where bytes[start...].starts(with: "--".utf8): return find("\n", from: start)
        case UInt8(ascii: "/") where bytes[start...].starts(with: "/*".utf8): return find("*/", from: start + 2)
        default: break
        }
        return start + 1
    }
}
