/// Which white space around the tags of a template is left out: the rules for tags that stand alone on their lines
/// (the specification's "Standalone" cases), of blocks and of parents.
struct LineLayout {
    struct Place {
        /// Where the line begins on which the tag begins, if nothing but blanks stands before the tag; else nil.
        var head: Int?
        /// Where the next line begins, if nothing but blanks follows the tag on its line; else nil.
        var next: Int?
        /// The text before the tag ends here: at the line's head, or at the tag.
        var textEnd: Int
        /// The text after the tag begins here: after the tag, or on the next line.
        var textStart: Int
        /// For a partial or a parent: whether its lines are indented as the tag is.
        var standsAlone = false
    }

    private(set) var places: [Place]
    private let bytes: [UInt8]

    init(_ bytes: [UInt8], _ tags: [Tag], _ nesting: TagNesting) {
        self.bytes = bytes
        places = tags.map { tag in
            Place(
                head: Self.head(tag.range.lowerBound, bytes), next: Self.next(tag.range.upperBound, bytes),
                textEnd: tag.range.lowerBound, textStart: tag.range.upperBound)
        }
        for (index, tag) in tags.enumerated() where tag.kind.mayStandAlone {
            let partner = nesting.partner[index]
            let element = tag.kind == .close && partner >= 0 ? tags[partner].kind : tag.kind
            switch element {
            case .parent: layOutParent(index, partner, opens: tag.kind == .parent)
            case .block: layOutBlock(index, opens: tag.kind == .block, inParent: nesting.isDirectlyInParent[index])
            default: layOutAlone(index)
            }
        }
    }

    /// A line that holds the tag alone is left out.
    private mutating func layOutAlone(_ index: Int) {
        guard let head = places[index].head, let next = places[index].next else { return }
        places[index].textEnd = head
        places[index].textStart = next
        places[index].standsAlone = true
    }

    /// A parent stands alone from its opening to its closing tag, which need not be on different lines.
    private mutating func layOutParent(_ index: Int, _ close: Int, opens: Bool) {
        guard opens, close >= 0, let head = places[index].head, let next = places[close].next else { return }
        places[index].textEnd = head
        places[index].standsAlone = true
        places[close].textStart = next
        places[close].standsAlone = true
    }

    /// In a parent only what is in the block counts, so each of its tags stands alone if that side of it is blank.
    private mutating func layOutBlock(_ index: Int, opens: Bool, inParent: Bool) {
        switch (opens, inParent) {
        case (true, true): places[index].textStart = places[index].next ?? places[index].textStart
        case (false, true): places[index].textEnd = places[index].head ?? places[index].textEnd
        case (true, false):
            // The blanks before a block that begins its line are the block's indentation.
            guard let head = places[index].head else { return }
            places[index].textEnd = head
            places[index].textStart = places[index].next ?? places[index].textStart
        case (false, false): layOutAlone(index)
        }
    }

    /// The indentation that the text of a block brings with it: the blanks of its first line that is not blank. Nil
    /// for a block that does not begin on a line of its own, or has no text.
    func intrinsicIndentation(ofBlock open: Int, closedBy close: Int) -> ArraySlice<UInt8>? {
        guard let next = places[open].next, places[open].textStart == next else { return nil }
        var start = next
        let end = places[close].textEnd
        while start < end {
            var i = start
            while i < end, Byte.isBlank(bytes[i]) { i += 1 }
            guard i < end else { return nil }
            if bytes[i] == Byte.newline || bytes[i] == Byte.carriageReturn {
                start = i + 1
                continue
            }
            return bytes[start..<i]
        }
        return nil
    }

    private static func head(_ start: Int, _ bytes: [UInt8]) -> Int? {
        var i = start
        while i > 0, Byte.isBlank(bytes[i - 1]) { i -= 1 }
        return i == 0 || bytes[i - 1] == Byte.newline ? i : nil
    }

    private static func next(_ end: Int, _ bytes: [UInt8]) -> Int? {
        var i = end
        while i < bytes.count, Byte.isBlank(bytes[i]) { i += 1 }
        if i == bytes.count { return i }
        if bytes[i] == Byte.newline { return i + 1 }
        guard bytes[i] == Byte.carriageReturn, i + 1 < bytes.count, bytes[i + 1] == Byte.newline else { return nil }
        return i + 2
    }
}
