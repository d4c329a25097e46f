/// Why a workbook cannot be read.
package struct WorkbookError: Error, Hashable, Sendable {
    package var message: String
    package var hint: String?
    /// The sheet and the cell that it is about, where it is about one.
    package var sheet: String?
    package var cell: CellReference?
    /// True where the sheet that was asked for is what is wrong, not the workbook.
    package var isOfChoice = false

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

/// How much of a workbook is read. All are decided by its bytes alone.
package struct WorkbookLimits: Sendable {
    /// Files in the archive.
    package var entries = 10_000
    /// Bytes of one file in it, inflated.
    package var inflated = 1 << 30
    /// How many times its deflated size a file may have, once it has more than `unsuspicious` bytes.
    package var ratio = 250
    package var unsuspicious = 64 << 20
    /// Cells that are not empty.
    package var cells = 20_000_000
    /// Shared strings, styles, sheets, relationships, merged ranges: each.
    package var parts = 5_000_000
    /// How deep elements may nest.
    package var depth = 64
    /// Bytes of the text of one cell: a sheet holds 32,767 characters at most.
    package var text = 1 << 18

    package static let standard = WorkbookLimits()

    package init() {}
}
