#if XLSX
    /// Reads a sheet's cells as they come.
    final class SheetReader: XMLHandler {
        var failure: WorkbookError?
        private(set) var sheet: SheetCells
        private let range: CellRange?
        private let strings: [UInt32]
        private let limits: WorkbookLimits

        private var isInData = false
        private var row = 0
        private var column = 0
        private var isInCell = false
        private var type: CellType = .number
        private var style: UInt16 = 0
        private var hasFormula = false
        private var hasValue = false
        private var isValue = false
        private var isInline = false
        private var value: [UInt8] = []
        private var rich = RichText()

        private enum CellType {
            case number
            case shared
            case text
            case inline
            case boolean
            case error
            case date
        }

        /// `strings` are the ends of the shared strings, which the sheet's bytes begin with. Cells out of the range are
        /// passed over.
        init(_ sheet: SheetCells, strings: [UInt32], range: CellRange?, _ limits: WorkbookLimits) {
            self.sheet = sheet
            self.strings = strings
            self.range = range
            self.limits = limits
        }

        // MARK: Elements

        func start(_ name: XMLName, _ attributes: XMLAttributes) {
            if isInData { return startInData(name, attributes) }
            switch name.first {
            case UInt8(ascii: "s") where name == "sheetData": isInData = true
            case UInt8(ascii: "m") where name == "mergeCell": merge(attributes)
            case UInt8(ascii: "c") where name == "col" && attributes.flag("hidden"):
                guard let first = attributes.text("min").flatMap({ Int($0) }),
                    let last = attributes.text("max").flatMap({ Int($0) }), first >= 1, first <= last,
                    sheet.hiddenColumns.count < CellReference.greatestColumn
                else { return }
                sheet.hiddenColumns.append(first...min(last, CellReference.greatestColumn))
            default: break
            }
        }

        private func startInData(_ name: XMLName, _ attributes: XMLAttributes) {
            switch name.first {
            case UInt8(ascii: "c") where name == "c": startCell(attributes)
            case UInt8(ascii: "v") where name == "v" && isInCell:
                isValue = true
                hasValue = true
                value.removeAll(keepingCapacity: true)
            case UInt8(ascii: "r") where name == "row": startRow(attributes)
            case UInt8(ascii: "f") where name == "f": hasFormula = true
            case UInt8(ascii: "i") where name == "is" && isInCell:
                isInline = true
                rich.clear()
            default: if isInline { rich.start(name, attributes) }
            }
        }

        func end(_ name: XMLName) {
            guard isInData else { return }
            switch name.first {
            case UInt8(ascii: "v") where name == "v": isValue = false
            case UInt8(ascii: "c") where name == "c" && isInCell: endCell()
            case UInt8(ascii: "i") where name == "is": isInline = false
            case UInt8(ascii: "s") where name == "sheetData": isInData = false
            default: if isInline { rich.end(name) }
            }
        }

        func text(_ bytes: UnsafeBufferPointer<UInt8>) {
            if isValue {
                if value.count <= limits.text { value += bytes }
            } else if isInline {
                rich.append(bytes, limit: limits.text)
            }
        }

        // MARK: Rows and cells

        private func startRow(_ attributes: XMLAttributes) {
            var number = row + 1
            if let text = attributes["r"] {
                guard let given = Self.integer(text), given >= number else {
                    return fail("the rows of the sheet are out of order after row \(row)", at: nil)
                }
                number = given
            }
            guard number <= CellReference.greatestRow else {
                return fail("the sheet has more rows than a sheet can have", at: nil)
            }
            row = number
            column = 0
            if attributes.flag("hidden") {
                if let last = sheet.hiddenRows.last, last.upperBound == number - 1 {
                    sheet.hiddenRows[sheet.hiddenRows.count - 1] = last.lowerBound...number
                } else {
                    sheet.hiddenRows.append(number...number)
                }
            }
        }

        private func startCell(_ attributes: XMLAttributes) {
            var next = column + 1
            if let text = attributes["r"] {
                guard let reference = CellReference(text), reference.row == row, reference.column >= next else {
                    return fail("the cells of row \(row) are out of order", at: nil)
                }
                next = reference.column
            }
            guard next <= CellReference.greatestColumn, row >= 1 else {
                return fail("row \(row) has more cells than a row can have", at: nil)
            }
            column = next
            isInCell = range?.contains(row: row, column: column) ?? true
            hasFormula = false
            hasValue = false
            guard isInCell else { return }
            style = attributes["s"].flatMap(Self.integer).flatMap { UInt16(exactly: $0) } ?? 0
            type = attributes["t"].map(Self.type) ?? .number
            value.removeAll(keepingCapacity: true)
            rich.clear()
        }

        private static func type(_ text: UnsafeBufferPointer<UInt8>) -> CellType {
            switch text.first {
            case UInt8(ascii: "s"): text.count == 1 ? .shared : .text
            case UInt8(ascii: "i"): .inline
            case UInt8(ascii: "b"): .boolean
            case UInt8(ascii: "e"): .error
            case UInt8(ascii: "d"): .date
            default: .number
            }
        }

        private func endCell() {
            isInCell = false
            guard value.count <= limits.text, rich.bytes.count <= limits.text else {
                return fail("the cell holds more text than a cell can hold", at: column)
            }
            if hasFormula, !hasValue, type != .inline { return append(.unevaluated, []) }
            switch type {
            case .shared: appendShared()
            case .text: append(.text, XMLText.unescaped(value[...]))
            case .inline: append(.text, rich.bytes[...])
            case .number: append(.number, XMLText.trimmed(value[...]))
            case .boolean: append(.boolean, XMLText.trimmed(value[...]))
            case .error: append(.error, XMLText.trimmed(value[...]))
            case .date: append(.date, XMLText.trimmed(value[...]))
            }
        }

        private func appendShared() {
            guard hasValue else { return }
            guard let index = StoredNumber.whole(XMLText.trimmed(value[...])), strings.indices.contains(index) else {
                return fail("the cell names a shared text that the workbook does not have", at: column)
            }
            let start = index == 0 ? 0 : strings[index - 1]
            append(.text, start: start, length: strings[index] - start)
        }

        private func append(_ kind: SheetCells.Kind, _ text: ArraySlice<UInt8>) {
            guard sheet.bytes.count + text.count < limits.inflated * 2 else {
                return fail("the sheet holds more text than is read", at: column)
            }
            let start = UInt32(sheet.bytes.count)
            sheet.bytes += text
            append(kind, start: start, length: UInt32(text.count))
        }

        private func append(_ kind: SheetCells.Kind, start: UInt32, length: UInt32) {
            if length == 0, kind != .unevaluated { return }
            guard sheet.cells.count < limits.cells else {
                return fail(
                    "the sheet has more than \(limits.cells) cells", at: column,
                    hint: "name a part of it by range, or keep it in SQLite")
            }
            sheet.cells.append(
                SheetCells.Cell(
                    row: UInt32(row), column: UInt16(column), kind: kind, style: style, start: start, length: length))
        }

        // MARK: Merged cells

        private func merge(_ attributes: XMLAttributes) {
            guard let text = attributes.text("ref"), let merged = CellRange(parsing: text) else { return }
            if merged.rows.count == 1, merged.columns.count == 1 { return }
            guard range?.overlaps(merged) ?? true else { return }
            guard sheet.merged.count < limits.parts else {
                return fail("the sheet has more than \(limits.parts) merged cells", at: nil)
            }
            sheet.merged.append(merged)
        }

        private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
            var out = 0
            guard !text.isEmpty, text.count <= 9 else { return nil }
            for byte in text {
                guard (0x30...0x39).contains(byte) else { return nil }
                out = out * 10 + Int(byte - 0x30)
            }
            return out
        }

        private func fail(_ message: String, at column: Int?, hint: String? = nil) {
            guard failure == nil else { return }
            var error = WorkbookError(message, hint: hint ?? "open it in a spreadsheet program, and save it as .xlsx")
            error.sheet = sheet.name
            if let column { error.cell = CellReference(row: row, column: column) }
            failure = error
        }
    }
#endif
