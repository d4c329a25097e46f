import Diagnostics
import Files
import Workbooks

/// What a resource of a data package says of a workbook or a database.
enum ResourceFormats {
    /// A table of a workbook: `sheet` by its name, `range` as B3:F40. Nil with a finding where it cannot be read.
    static func workbook(
        _ file: SourceFile, _ reader: inout MappingReader, into findings: inout [Diagnostic]
    ) -> TableSource? {
        let sheet = reader.node("sheet")
        let node = reader.node("range")
        var range: CellRange?
        if let node {
            range = node.scalarText.flatMap(CellRange.init(parsing:))
            if range == nil {
                findings.append(
                    .error(
                        .keyType, "“\(node.scalarText ?? node.kind)” is no range of cells", at: node.contentLocation,
                        hint: "write it as B3:F40, or B:F for whole columns"))
                return nil
            }
        }
        if let sheet, sheet.scalarText == nil {
            findings.append(.error(.keyType, "“sheet” is \(sheet.kind), a name was expected", at: sheet.location))
            return nil
        }
        return workbook(
            file, sheet: sheet?.scalarText, range: range, at: (node ?? sheet)?.contentLocation, into: &findings)
    }

    /// The first sheet of a workbook that nothing describes.
    static func workbook(_ file: SourceFile, into findings: inout [Diagnostic]) -> TableSource? {
        workbook(file, sheet: nil, range: nil, at: nil, into: &findings)
    }

    private static func workbook(
        _ file: SourceFile, sheet: String?, range: CellRange?, at place: SourceLocation?,
        into findings: inout [Diagnostic]
    ) -> TableSource? {
        SheetTable.decode(file, sheet: sheet, range: range, at: place, into: &findings)
            .map { TableSource(path: file.path, decoded: $0) }
    }

    /// The rows that a query gives; `path` is that of the database, `source` the text of the data package.
    static func rows(
        of path: String, _ query: Node, _ access: QueryAccess, in source: SourceFile?,
        into findings: inout [Diagnostic]
    ) -> TableSource? {
        guard let statement = query.scalarText else {
            findings.append(
                .error(.keyType, "“query” is \(query.kind), a SELECT was expected", at: query.location))
            return nil
        }
        let result: QueryResult
        var question = Query(path: path, statement: statement, parameters: access.parameters)
        question.limits = access.limits
        switch access.ask(question) {
        case .success(let found): result = found
        case .failure(let failure):
            var place = query.contentLocation
            if let offset = failure.offset {
                let places =
                    source.flatMap { TextPlaces(of: statement, query, in: $0.bytes, lines: LineIndex($0.bytes)) }
                    ?? TextPlaces(of: statement, at: query.contentLocation)
                let scalars = statement.utf8.prefix(offset).count { $0 & 0xC0 != 0x80 }
                place = places.place(scalars, length: 1)
            }
            let message = SourcePath.name(of: path) + ": " + failure.message
            findings.append(.error(.tableQuery, message, at: place, hint: failure.hint))
            return nil
        }
        if result.rowCount > 1, !QueryTable.isOrdered(statement) {
            findings.append(
                .warning(
                    .tableQuery, "the query does not say in which order its rows come", at: query.contentLocation,
                    hint: "add ORDER BY: without it another SQLite may give them in another order"))
        }
        return TableSource(path: path, decoded: QueryTable.decode(result, path: path, into: &findings))
    }
}
