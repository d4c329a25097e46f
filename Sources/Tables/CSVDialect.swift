/// How a file of cells is written: the dialect of the Data Package (CSV Dialect 1, Table Dialect 2).
struct CSVDialect: Sendable {
    var delimiter = UInt8(ascii: ",")
    /// What opens and closes a cell that may hold anything; nil where nothing does.
    var quote: UInt8? = UInt8(ascii: "\"")
    /// True where two quotes within a quoted cell are one.
    var doublesQuotes = true
    /// What takes its meaning from the byte after it.
    var escape: UInt8?
    /// What begins a line that is no row.
    var comment: UInt8?
    /// True where spaces before a cell are no part of it.
    var skipsInitialSpace = false
    /// The rows that name the columns, from 1, rising; none where the file has no header. Rows above the last are no data.
    var headerRows = [1]
    /// What stands between the names that several header rows give a column.
    var headerJoin = " "
    /// Rows that are no data, from 1, rising.
    var commentRows: [Int] = []
    /// What stands for a missing value, besides what the schema names.
    var nullSequence: String?

    /// True where the file at hand is known to hold neither a `"` nor a CR, for which it is not searched then.
    var isBare = false

    /// True where cells are written as RFC 4180 has them, whatever the delimiter: those are read by the word.
    var isUsual: Bool {
        quote == UInt8(ascii: "\"") && doublesQuotes && escape == nil && comment == nil && !skipsInitialSpace
    }

    /// True where the first line that is not blank is the header.
    var hasUsualHeader: Bool { headerRows == [1] && commentRows.isEmpty }

    @inline(__always)
    func ends(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }
}

extension CSVDialect {
    /// Where the cell whose row or delimiter ends before `i` begins.
    @inline(__always)
    func cellStart(_ bytes: ByteView, _ i: Int) -> Int {
        guard skipsInitialSpace else { return i }
        var i = i
        while i < bytes.count, bytes[i] == 0x20 { i += 1 }
        return i
    }

    /// Where the content of the cell that begins at `start` lies, without its quotes. `isEscaped` where it holds
    /// doubled quotes or escapes, `isClosed` false where the closing quote is missing.
    func content(
        _ bytes: ByteView, at start: Int
    ) -> (range: Range<Int>, isQuoted: Bool, isEscaped: Bool, isClosed: Bool) {
        let count = bytes.count
        guard start >= 0, start < count else { return (count..<count, false, false, true) }
        var i = start
        var isEscaped = false
        guard let quote, bytes[i] == quote else {
            while i < count, !ends(bytes[i]) {
                if bytes[i] == escape {
                    isEscaped = true
                    i += 1
                }
                i += 1
            }
            return (start..<min(i, count), false, isEscaped, true)
        }
        i += 1
        while i < count {
            if bytes[i] == quote {
                guard doublesQuotes, i + 1 < count, bytes[i + 1] == quote else {
                    return (start + 1..<i, true, isEscaped, true)
                }
                isEscaped = true
                i += 1
            } else if bytes[i] == escape {
                isEscaped = true
                i += 1
            }
            i += 1
        }
        return (start + 1..<max(start + 1, min(i, count)), true, isEscaped, false)
    }

    /// The delimiter or line end after the cell that begins at `start`, or the text's end.
    func cellEnd(_ bytes: ByteView, at start: Int) -> Int {
        let (range, isQuoted, _, _) = content(bytes, at: start)
        guard isQuoted else { return range.upperBound }
        var i = range.upperBound
        while i < bytes.count, !ends(bytes[i]) { i += 1 }
        return i
    }

    /// What a cell's bytes mean, with doubled quotes single and escapes undone.
    func unescaped(_ bytes: ArraySlice<UInt8>, isQuoted: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var i = bytes.startIndex
        while i < bytes.endIndex {
            if bytes[i] == escape || isQuoted && doublesQuotes && bytes[i] == quote {
                if i + 1 < bytes.endIndex { out.append(bytes[i + 1]) }
                i += 2
            } else {
                out.append(bytes[i])
                i += 1
            }
        }
        return out
    }
}
