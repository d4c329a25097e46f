import Diagnostics
import Files

extension CSVDialect {
    /// Keys of the standard that say nothing of how a text is read, or are read where they belong.
    private static let otherKeys = [
        "$schema", "name", "title", "description", "lineTerminator", "caseSensitiveHeader", "csvddfVersion", "property",
        "itemType", "itemKeys", "sheetNumber", "sheetName", "table",
    ]

    /// Rows by number are looked for among the first of a file.
    private static let maximumRowNumber = 10_000

    /// Reads a dialect (CSV Dialect 1, Table Dialect 2) on top of `base`: what it does not name stays.
    init(_ node: Node, base: CSVDialect, into findings: inout [Diagnostic]) {
        self = base
        var reader = MappingReader(node, of: "the dialect", into: &findings)
        if let byte = Self.character("delimiter", &reader, into: &findings) { delimiter = byte }
        if let written = node["quoteChar"], written.isNull || written.scalarText == "" {
            // No quote at all.
            _ = reader.node("quoteChar")
            quote = nil
        } else if let byte = Self.character("quoteChar", &reader, into: &findings) {
            quote = byte
        }
        doublesQuotes = reader.boolean("doubleQuote", into: &findings) ?? doublesQuotes
        if let byte = Self.character("escapeChar", &reader, into: &findings) { escape = byte }
        if let byte = Self.character("commentChar", &reader, into: &findings) { comment = byte }
        skipsInitialSpace = reader.boolean("skipInitialSpace", into: &findings) ?? skipsInitialSpace
        nullSequence = reader.string("nullSequence", into: &findings) ?? nullSequence
        headerJoin = reader.string("headerJoin", into: &findings) ?? headerJoin
        if let rows = Self.rows("headerRows", &reader, into: &findings) { headerRows = rows }
        if let rows = Self.rows("commentRows", &reader, into: &findings) { commentRows = rows }
        if let hasHeader = reader.boolean("header", into: &findings) {
            if !hasHeader {
                headerRows = []
            } else if headerRows.isEmpty {
                headerRows = [1]
            }
        }
        reader.finish(also: Self.otherKeys, into: &findings)
        checkDistinct(node, into: &findings)
    }

    /// No character can mean two things.
    private mutating func checkDistinct(_ node: Node, into findings: inout [Diagnostic]) {
        let roles: [(String, UInt8?)] = [
            ("delimiter", delimiter), ("quoteChar", quote), ("escapeChar", escape), ("commentChar", comment),
        ]
        for (index, role) in roles.enumerated() {
            guard let byte = role.1, let other = roles[..<index].first(where: { $0.1 == byte }) else { continue }
            // Some write a quote that is doubled as one that escapes itself.
            if role.0 == "escapeChar", other.0 == "quoteChar" {
                escape = nil
                doublesQuotes = true
                continue
            }
            findings.append(
                .error(
                    .keyType, "“\(role.0)” and “\(other.0)” are the same character",
                    at: (node[role.0] ?? node[other.0] ?? node).location))
        }
    }

    /// One ASCII character, none that ends a line.
    private static func character(
        _ key: String, _ reader: inout MappingReader, into findings: inout [Diagnostic]
    ) -> UInt8? {
        guard let node = reader.node(key) else { return nil }
        let text = node.scalarText ?? ""
        if text == "\\t" { return 0x09 }
        if text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80, byte != 0, byte != 0x0A, byte != 0x0D {
            return byte
        }
        let found = node.scalarText.map { "“\($0)”" } ?? node.kind
        findings.append(
            .error(
                .keyType, "“\(key)” is \(found), one ASCII character was expected",
                at: node.location, hint: key == "delimiter" ? "such as \",\", \";\", \"|\" or \"\\t\"" : nil))
        return nil
    }

    /// Numbers of rows, from 1, rising and each once.
    private static func rows(
        _ key: String, _ reader: inout MappingReader, into findings: inout [Diagnostic]
    ) -> [Int]? {
        guard let list = reader.sequence(key, into: &findings) else { return nil }
        var out: Set<Int> = []
        for item in list {
            if let number = item.integer, (1...maximumRowNumber).contains(number) {
                out.insert(number)
            } else {
                findings.append(
                    .error(
                        .keyType,
                        "“\(key)” holds \(item.scalarText ?? item.kind), the number of a row from 1 to \(maximumRowNumber) was expected",
                        at: item.location))
            }
        }
        // What nobody could mean leaves it as it was.
        return out.isEmpty && !list.isEmpty ? nil : out.sorted()
    }
}
