/// Where a cell of a sheet stands, both counted from 1: `B3` is row 3, column 2.
package struct CellReference: Hashable, Sendable {
    package var row: Int
    package var column: Int

    /// What a sheet of XLSX can hold (ECMA-376, part 1, 18.3.1.73 and 18.3.1.13).
    package static let greatestRow = 1_048_576
    package static let greatestColumn = 16_384

    package init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Reads `B3` or `$B$3`; nil where it is none, or beyond the edge of a sheet.
    package init?(_ text: some Collection<UInt8>) {
        guard let corner = Corner(text), let row = corner.row, let column = corner.column else { return nil }
        self.init(row: row, column: column)
    }

    /// `B3`.
    package var description: String { Self.letters(of: column) + String(row) }

    /// `AB` of 28.
    package static func letters(of column: Int) -> String {
        var rest = column
        var out: [UInt8] = []
        while rest > 0 {
            out.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: out.reversed(), as: UTF8.self)
    }
}

/// One end of a range: a cell, a column alone or a row alone.
private struct Corner {
    var row: Int?
    var column: Int?

    init?(_ text: some Collection<UInt8>) {
        var letters = 0
        var digits = 0
        var column = 0
        var row = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                guard digits == 0, letters < 3 else { return nil }
                letters += 1
                column = column * 26 + Int(byte & 0x1F)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard digits < 7 else { return nil }
                digits += 1
                row = row * 10 + Int(byte - 0x30)
            case UInt8(ascii: "$"): continue
            default: return nil
            }
        }
        guard letters + digits > 0 else { return nil }
        if letters > 0 {
            guard column <= CellReference.greatestColumn else { return nil }
            self.column = column
        }
        if digits > 0 {
            guard (1...CellReference.greatestRow).contains(row) else { return nil }
            self.row = row
        }
    }
}

/// A rectangle of cells.
package struct CellRange: Hashable, Sendable {
    package var rows: ClosedRange<Int>
    package var columns: ClosedRange<Int>

    package init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }

    /// Reads `B3:F40`, `$B$3:$F$40`, whole columns `B:F`, or columns from a row on, `B3:F`; nil where it is none of
    /// these. A single cell is a range of one.
    package init?(parsing text: String) {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let first = Corner(parts[0]), let last = Corner(parts[parts.count - 1]),
            let left = first.column, let right = last.column, left <= right
        else { return nil }
        if parts.count == 1, first.row == nil { return nil }
        let top = first.row ?? 1
        let bottom = last.row ?? CellReference.greatestRow
        guard top <= bottom else { return nil }
        self.init(rows: top...bottom, columns: left...right)
    }

    package func contains(row: Int, column: Int) -> Bool { rows.contains(row) && columns.contains(column) }

    package func overlaps(_ other: CellRange) -> Bool {
        rows.overlaps(other.rows) && columns.overlaps(other.columns)
    }

    /// `B3:F40`.
    package var description: String {
        let first = CellReference(row: rows.lowerBound, column: columns.lowerBound).description
        let last = CellReference(row: rows.upperBound, column: columns.upperBound).description
        return first == last ? first : first + ":" + last
    }
}
