/// Finds the ends of rows by words of eight bytes, for as long as there is nothing about the rows to be said: as many
/// cells as the header, lines that end at LF or CRLF, quoted cells within one line, no quote elsewhere.
struct UsualRows {
    private let delimiter: UInt8
    private let isBare: Bool
    private let width: Int
    /// Where the first row that was not passed begins.
    private(set) var position: Int

    private static let lf = ByteWord.filled(with: 0x0A)
    private static let cr = ByteWord.filled(with: 0x0D)
    private static let quote = ByteWord.filled(with: UInt8(ascii: "\""))

    init(dialect: CSVDialect, width: Int, position: Int) {
        delimiter = dialect.delimiter
        isBare = dialect.isBare
        self.width = width
        self.position = position
    }

    /// Passes the rows that begin before `limit`, up to the first that needs a second look, and appends their
    /// beginnings to `rows`. The last bytes of a text, which fill no word, are left too.
    mutating func scan(_ bytes: ByteView, to limit: Int, into rows: inout [UInt32]) {
        let delimiters = ByteWord.filled(with: delimiter)
        let count = bytes.count
        let (separators, isBare) = (width - 1, isBare)
        var rowStart = position
        var i = position
        var cells = 0
        defer { position = rowStart }
        while i + 8 <= count, rowStart < limit {
            let word = bytes.word(at: i)
            let quotes = isBare ? 0 : ByteWord.matches(word, Self.quote)
            let returns = isBare ? 0 : ByteWord.matches(word, Self.cr)
            // What stands after a quote is looked at once the quoted cell is passed.
            let scope = quotes == 0 ? ~0 : ByteWord.below(quotes)
            var ends = ByteWord.matches(word, Self.lf) & scope
            var delimited = ByteWord.matches(word, delimiters) & scope
            if returns & scope != 0, !areLineEnds(returns & scope, bytes, i) { return }
            while ends != 0 {
                let before = ByteWord.below(ends)
                let end = i + ByteWord.first(ends)
                cells += ByteWord.count(delimited & before)
                guard cells == separators, end - rowStart <= CSV.maximumCellSize, end > rowStart,
                    width > 1 || bytes[rowStart] != 0x0D
                else { return }
                rows.append(UInt32(truncatingIfNeeded: rowStart))
                rowStart = end + 1
                cells = 0
                guard rowStart < limit else { return }
                delimited &= ~before
                ends &= ends &- 1
            }
            cells += ByteWord.count(delimited)
            if quotes == 0 {
                i += 8
            } else {
                guard let next = passQuoted(bytes, at: i + ByteWord.first(quotes), rowStart) else { return }
                i = next
            }
        }
    }

    /// True where each of the CRs flagged in the word at `i` stands before an LF.
    @inline(__always)
    private func areLineEnds(_ returns: UInt64, _ bytes: ByteView, _ i: Int) -> Bool {
        var rest = returns
        while rest != 0 {
            let next = i + ByteWord.first(rest) + 1
            guard next < bytes.count, bytes[next] == 0x0A else { return false }
            rest &= rest &- 1
        }
        return true
    }

    /// The delimiter or line end after the quoted cell that opens at `opening`; nil where it holds a line end, or is
    /// not followed by one of them, or does not begin a cell.
    @inline(__always)
    private func passQuoted(_ bytes: ByteView, at opening: Int, _ rowStart: Int) -> Int? {
        guard opening == rowStart || bytes[opening - 1] == delimiter else { return nil }
        var i = opening + 1
        while i + 8 <= bytes.count {
            let word = bytes.word(at: i)
            let special =
                ByteWord.matches(word, Self.quote) | ByteWord.matches(word, Self.lf)
                | ByteWord.matches(word, Self.cr)
            guard special != 0 else {
                i += 8
                continue
            }
            i += ByteWord.first(special)
            guard bytes[i] == UInt8(ascii: "\""), i + 1 < bytes.count else { return nil }
            if bytes[i + 1] == UInt8(ascii: "\"") {
                i += 2
                continue
            }
            let next = bytes[i + 1]
            return next == delimiter || next == 0x0A || next == 0x0D ? i + 1 : nil
        }
        return nil
    }
}
