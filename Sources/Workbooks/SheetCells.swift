/// The cells of one sheet as they are stored, those that hold nothing left out.
package struct SheetCells: Sendable {
    package enum Kind: UInt8, Sendable {
        /// A number as it is written, dates among them: the style tells.
        case number
        case text
        /// `1` or `0`.
        case boolean
        /// `#N/A`, `#DIV/0!`, …
        case error
        /// A date of ISO 8601 (strict workbooks have such).
        case date
        /// A formula without the value that it had when the workbook was saved; no text.
        case unevaluated
    }

    package struct Cell: Sendable {
        package var row: UInt32
        package var column: UInt16
        package var kind: Kind
        /// An index into `formats`.
        package var style: UInt16
        var start: UInt32
        var length: UInt32

        package var reference: CellReference { CellReference(row: Int(row), column: Int(column)) }
    }

    package var name: String
    /// True where a person does not see the sheet.
    package var isHidden = false
    /// By rows from above, each from the left.
    package internal(set) var cells: [Cell] = []
    /// The texts of all cells.
    var bytes: [UInt8] = []
    package internal(set) var merged: [CellRange] = []
    package internal(set) var hiddenRows: [ClosedRange<Int>] = []
    package internal(set) var hiddenColumns: [ClosedRange<Int>] = []
    package internal(set) var formats: [NumberFormat] = []
    /// True where days are counted from 1904 (workbooks made on old Macintoshes).
    package var countsFrom1904 = false

    package init(name: String) { self.name = name }

    package func text(of cell: Cell) -> ArraySlice<UInt8> {
        let start = Int(cell.start)
        let end = start + Int(cell.length)
        return end <= bytes.count ? bytes[start..<end] : []
    }

    package func format(of cell: Cell) -> NumberFormat {
        formats.indices.contains(Int(cell.style)) ? formats[Int(cell.style)] : .general
    }

    /// What a person calls a cell of this sheet: `Sheet1!B3`, `'My sheet'!B3`.
    package func name(of cell: CellReference) -> String { Self.prefix(name) + cell.description }

    /// `Sheet1!`, the name in quotes unless it is of letters, digits, `_` and `.` alone.
    package static func prefix(_ sheet: String) -> String {
        let isPlain = sheet.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "."
        }
        if isPlain, sheet.unicodeScalars.first.map({ !("0"..."9").contains($0) }) == true { return sheet + "!" }
        var quoted = "'"
        for scalar in sheet.unicodeScalars {
            quoted.unicodeScalars.append(scalar)
            if scalar == "'" { quoted.unicodeScalars.append(scalar) }
        }
        return quoted + "'!"
    }
}
