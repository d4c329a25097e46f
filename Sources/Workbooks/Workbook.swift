/// Sheets of .xlsx workbooks (Office Open XML, ECMA-376, transitional and strict), as Excel, LibreOffice, Google Sheets
/// and openpyxl write them. Formulas are not computed: their stored values are read.
package enum Workbook {
    /// The first bytes of a file of Microsoft's older format, OLE, in which encrypted workbooks come too.
    private static let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    #if XLSX
        package static let isSupported = true

        /// One sheet of the workbook: the named one, else the first that a person sees. Of a range the cells in it
        /// alone.
        package static func read(
            _ bytes: [UInt8], sheet name: String?, range: CellRange?, limits: WorkbookLimits = .standard
        ) throws(WorkbookError) -> SheetCells {
            if bytes.starts(with: ole) { throw oleError(bytes) }
            guard bytes.starts(with: [0x50, 0x4B]) else {
                throw WorkbookError(
                    "the file is no workbook", hint: "open it in a spreadsheet program, and save it as .xlsx")
            }
            let result = bytes.withUnsafeBytes { buffer -> Result<SheetCells, WorkbookError> in
                do throws(WorkbookError) {
                    return .success(try read(buffer, name, range, limits))
                } catch {
                    return .failure(error)
                }
            }
            return try result.get()
        }

        private static func read(
            _ bytes: UnsafeRawBufferPointer, _ name: String?, _ range: CellRange?, _ limits: WorkbookLimits
        ) throws(WorkbookError) -> SheetCells {
            let archive = try Archive(bytes, limits)
            let part = try workbookPart(archive, limits)
            let workbook = WorkbookReader(limit: limits.entries)
            try XMLScan.run(part, of: archive, limits, workbook)
            let relationships = try relationships(of: part, archive, limits)
            let sheets = workbook.sheets.compactMap { sheet in
                relationships.first { $0.id == sheet.relationship && $0.type == "worksheet" }.map { (sheet, $0) }
            }
            let (found, link) = try choose(name, among: sheets, workbook)
            var cells = SheetCells(name: found.name)
            cells.isHidden = found.isHidden
            cells.countsFrom1904 = workbook.countsFrom1904
            if let path = try target("styles", relationships, from: part) {
                let styles = StyleReader()
                try XMLScan.run(path, of: archive, limits, styles)
                cells.formats = styles.formats
            }
            var ends: [UInt32] = []
            if let path = try target("sharedStrings", relationships, from: part) {
                let strings = SharedStringReader(limits)
                try XMLScan.run(path, of: archive, limits, strings)
                cells.bytes = strings.bytes
                ends = strings.ends
            }
            let reader = SheetReader(cells, strings: ends, range: range, limits)
            try XMLScan.run(try resolved(link, from: part), of: archive, limits, reader)
            return reader.sheet
        }

        /// The part that holds the workbook, by the package's own relationships.
        private static func workbookPart(
            _ archive: Archive, _ limits: WorkbookLimits
        ) throws(WorkbookError) -> String {
            let hint = "open it in a spreadsheet program, and save it as .xlsx"
            guard archive.contains("_rels/.rels") else {
                let isOther = archive.contains("content.xml") && archive.contains("mimetype")
                throw WorkbookError(
                    isOther
                        ? "the file is an OpenDocument, not a workbook of Excel"
                        : "the file is a zip archive, no workbook",
                    hint: hint)
            }
            let reader = RelationshipReader(limit: limits.entries)
            try XMLScan.run("_rels/.rels", of: archive, limits, reader)
            guard let found = reader.list.first(where: { $0.type == "officeDocument" }) else {
                throw WorkbookError("the file is a zip archive, no workbook", hint: hint)
            }
            let part = try resolved(found, from: "")
            if part.hasSuffix(".bin") {
                throw WorkbookError("the file is a binary workbook (.xlsb)", hint: hint)
            }
            return part
        }

        private static func relationships(
            of part: String, _ archive: Archive, _ limits: WorkbookLimits
        ) throws(WorkbookError) -> [RelationshipReader.Relationship] {
            var parts = part.split(separator: "/").map(String.init)
            let name = parts.popLast() ?? ""
            let path = (parts + ["_rels", name + ".rels"]).joined(separator: "/")
            let reader = RelationshipReader(limit: limits.entries)
            try XMLScan.run(path, of: archive, limits, reader)
            return reader.list
        }

        private static func target(
            _ type: String, _ list: [RelationshipReader.Relationship], from part: String
        ) throws(WorkbookError) -> String? {
            guard let found = list.first(where: { $0.type == type }) else { return nil }
            return try resolved(found, from: part)
        }

        private static func resolved(
            _ link: RelationshipReader.Relationship, from part: String
        ) throws(WorkbookError) -> String {
            guard !link.isExternal, let path = RelationshipReader.resolve(link.target, from: part) else {
                throw WorkbookError("a part of the workbook stands outside of it: “\(link.target)”")
            }
            return path
        }

        private typealias Choice = (WorkbookReader.Sheet, RelationshipReader.Relationship)

        private static func choose(
            _ name: String?, among sheets: [Choice], _ workbook: WorkbookReader
        ) throws(WorkbookError) -> Choice {
            guard let name else {
                guard let first = sheets.first(where: { !$0.0.isHidden }) ?? sheets.first else {
                    throw WorkbookError("the workbook has no sheet of cells")
                }
                return first
            }
            if let found = sheets.first(where: { $0.0.name.utf8.elementsEqual(name.utf8) }) { return found }
            if workbook.sheets.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
                throw choiceError("the sheet “\(name)” holds a chart, no cells", nil)
            }
            let names = sheets.prefix(20).map { "“\($0.0.name)”" }.joined(separator: ", ")
            throw choiceError("the workbook has no sheet “\(name)”", "it has \(names)")
        }

        private static func choiceError(_ message: String, _ hint: String?) -> WorkbookError {
            var error = WorkbookError(message, hint: hint)
            error.isOfChoice = true
            return error
        }
    #else
        package static let isSupported = false

        package static func read(
            _ bytes: [UInt8], sheet name: String?, range: CellRange?, limits: WorkbookLimits = .standard
        ) throws(WorkbookError) -> SheetCells {
            if bytes.starts(with: ole) { throw oleError(bytes) }
            throw WorkbookError(
                "this gazette was built without workbooks",
                hint: "build it with the trait XLSX (libzip, libexpat), as swift build does by default")
        }
    #endif

    private static func oleError(_ bytes: [UInt8]) -> WorkbookError {
        // The name of the stream that holds it, in UTF-16.
        let wanted = "EncryptedPackage".utf8.flatMap { byte -> [UInt8] in [byte, 0] }
        let directory = bytes.prefix(1 << 22)
        var i = directory.startIndex
        while let start = directory[i...].firstIndex(of: UInt8(ascii: "E")) {
            if directory[start...].starts(with: wanted) {
                return WorkbookError("the workbook is encrypted", hint: "save a copy without a password")
            }
            i = start + 1
        }
        return WorkbookError(
            "the file is of the format of Excel before 2007 (.xls)",
            hint: "open it in a spreadsheet program, and save it as .xlsx")
    }
}
