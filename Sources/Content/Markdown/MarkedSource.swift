/// The text that cmark is given: the author's, with marks put into it.
///
/// libcmark tells places as bytes, wrongly after some constructs, and not at all for addresses and formulas. So a
/// private-use scalar of plane 16 is put before every address; cmark carries it along as a letter of the address, and
/// its number says exactly where the address, and the words before it, stand in the file. It also survives being
/// copied into another document (table cells). Whoever prints text drops these scalars; a source that holds any has
/// them replaced by U+FFFD.
struct MarkedSource {
    /// UTF-8, as cmark reads it.
    private(set) var bytes: [UInt8] = []
    /// Where each line of `bytes` starts.
    private(set) var lineStarts: [Int] = [0]
    /// Stretches copied from the source, in the order of `edited`.
    private(set) var pieces: [Piece] = []

    struct Piece {
        var edited: Int
        var source: Int
        var count: Int
    }

    /// Stands where nothing may be read as the start of a block, and between the footnotes and the body.
    static let separator: UInt32 = 0x10FFFD
    /// Stands between a delimiter run and a mark that would keep it from opening or closing emphasis.
    static let letter: UInt32 = 0x10FFFE
    static let firstMark: UInt32 = 0x100000
    static let markLimit = 65_000
    /// The first byte of the scalars of plane 16.
    static let lead: UInt8 = 0xF4

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// Copies a stretch of the source that starts at `offset` of it.
    mutating func copy(_ stretch: UnsafeBufferPointer<UInt8>, from offset: Int) {
        if stretch.isEmpty { return }
        pieces.append(Piece(edited: bytes.count, source: offset, count: stretch.count))
        bytes.append(contentsOf: stretch)
    }

    /// Copies a stretch of another marked source, marks and places included.
    mutating func copy(_ range: Range<Int>, of other: MarkedSource) {
        var start = range.lowerBound
        var index = other.pieceIndex(start)
        while start < range.upperBound {
            let next = index + 1 < other.pieces.count ? other.pieces[index + 1].edited : range.upperBound
            let end = max(start, min(next, range.upperBound))
            if start < end {
                // What follows a piece up to the next is inserted, and is in no place of the source.
                let copied = other.stretchEnd(start)
                pieces.append(
                    Piece(
                        edited: bytes.count, source: other.sourceOffset(start), count: max(0, min(end, copied) - start))
                )
                bytes.append(contentsOf: other.bytes[start..<end])
            }
            start = end
            index += 1
        }
    }

    mutating func insert(scalar: UInt32) {
        bytes.append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
        bytes.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 12 & 0x3F))
        bytes.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
        bytes.append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
    }

    mutating func insert(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Says that a line starts `ahead` bytes after what has been written.
    mutating func beginLine(ahead: Int = 0) { lineStarts.append(bytes.count + ahead) }

    /// The place in the source of the byte at `edited`.
    func sourceOffset(_ edited: Int) -> Int {
        guard !pieces.isEmpty else { return edited }
        let piece = pieces[pieceIndex(edited)]
        return piece.source + max(0, edited - piece.edited)
    }

    /// Where the copied stretch that holds `edited` ends; before `edited` where that was inserted.
    func stretchEnd(_ edited: Int) -> Int {
        guard !pieces.isEmpty else { return bytes.count }
        let piece = pieces[pieceIndex(edited)]
        return piece.edited + piece.count
    }

    /// The next copied stretch after `edited`.
    func nextStretch(_ edited: Int) -> Int {
        let next = pieceIndex(edited) + 1
        return next < pieces.count ? max(edited + 1, pieces[next].edited) : bytes.count
    }

    /// Where line `number` (from 1) starts; the end for lines that are not there.
    func start(ofLine number: Int) -> Int {
        number < 1 ? 0 : number <= lineStarts.count ? lineStarts[number - 1] : bytes.count
    }

    private func pieceIndex(_ edited: Int) -> Int {
        var low = 0
        var high = pieces.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if pieces[middle].edited <= edited { low = middle } else { high = middle }
        }
        return low
    }
}

/// What a mark stands for, and where that is in the source.
struct Mark {
    enum Kind: Equatable {
        /// The address of an inline link or image.
        case destination
        /// The address of a link reference definition.
        case definition
        /// A footnote's definition, by its index.
        case footnote(Int)
        /// A reference to a footnote that is not defined.
        case unknownFootnote
        /// A footnote that is defined inside another block.
        case nestedFootnote
    }

    var kind: Kind
    /// The address's first byte; for footnotes that of the `[`.
    var offset: Int
    /// The `[` before the words, where the address is that of an inline link.
    var opener: Int?
    /// The `]` after the words.
    var closer: Int
}
