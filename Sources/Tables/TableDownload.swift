import Quantities

extension Table {
    /// The table as clean CSV (RFC 4180, UTF-8, LF) for readers to download: every cell as it was written, numbers
    /// neither touched nor rounded. A text that a spreadsheet would run as a formula is defused by a leading `'`
    /// (OWASP, "CSV Injection"); a number never is.
    package func csv() -> [UInt8] {
        var out: [UInt8] = []
        for index in fields.indices {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            Self.append(Array(fields[index].name.utf8)[...], isText: true, to: &out)
        }
        out.append(0x0A)
        for row in 0..<rowCount {
            let start = out.count
            for index in fields.indices {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                append(row, index, to: &out)
            }
            // A row of one empty cell would read as a blank line.
            if out.count == start { out += "\"\"".utf8 }
            out.append(0x0A)
        }
        return out
    }

    private func append(_ row: Int, _ index: Int, to out: inout [UInt8]) {
        let isText = withField(index) { $0.pointee.kind == .string } ?? false
        switch storage {
        case .file(let file):
            let bytes = file.cells.value(row: row, column: file.source(of: index))
            Self.append(bytes, isText: isText || !file.hasValue(row: row, field: index), to: &out)
        case .made:
            Self.append(Array(text(row: row, field: index).utf8)[...], isText: isText, to: &out)
        case .derived:
            let isMissing = if case .missing = cell(row: row, field: index) { true } else { false }
            Self.append(Array(text(row: row, field: index).utf8)[...], isText: isText || isMissing, to: &out)
        }
    }

    private static func append(_ bytes: ArraySlice<UInt8>, isText: Bool, to out: inout [UInt8]) {
        CSV.append(isText && isFormula(bytes) ? ([UInt8(ascii: "'")] + bytes)[...] : bytes, to: &out)
    }

    /// True where a spreadsheet takes the text for a formula; a plain number among texts (`-5`) is none.
    private static func isFormula(_ bytes: ArraySlice<UInt8>) -> Bool {
        switch bytes.first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0D: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return Number(parsing: bytes) == nil
        default: return false
        }
    }
}
