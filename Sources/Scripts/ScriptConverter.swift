import Languages

/// Converts text from one script of Chinese into another: first what is said in place, then by the site's glossary,
/// then by OpenCC's tables.
package struct ScriptConverter: Sendable {
    /// The language that comes out, and the tags that stand for it in an override, the nearest first.
    package let target: LanguageTag
    private let wanted: [String]
    private let tables: ScriptTables?
    private let glossary: Lexicon
    /// Whether the glossary has words without a Han character.
    private let hasLatinWords: Bool
    /// Nil where nobody asks.
    private let repertoire: Repertoire?

    /// Without tables, text stays as it is but for overrides: what the language that is converted from needs.
    package init(
        to target: LanguageTag, tables: ScriptTables?, glossary: [(key: String, value: String)] = []
    ) {
        self.target = target
        wanted = target.fallbacks
        self.tables = tables
        self.glossary =
            glossary.isEmpty ? Lexicon() : Lexicon(glossary.map { (Array($0.key.utf8), Array($0.value.utf8)) })
        hasLatinWords = glossary.contains { entry in !entry.key.utf8.contains { $0 >= 0xE2 } }
        repertoire = tables != nil && target.isSimplified ? Repertoire.simplified : nil
    }

    /// A text that was converted.
    package struct Result {
        package var bytes: [UInt8] = []
        /// Where the places that were asked for came to stand.
        package var cuts: [Int] = []
    }

    package func text(_ text: String) -> String {
        var unknown: Set<UInt32> = []
        let bytes = Array(text.utf8)
        guard isAffected(bytes) else { return text }
        return String(decoding: convert(bytes, cuts: [], unknown: &unknown).bytes, as: UTF8.self)
    }

    /// Whether something in UTF-8 may be converted: a Han character, or an override.
    func isAffected(_ bytes: some Collection<UInt8>) -> Bool {
        var last: UInt8 = 0
        for byte in bytes {
            if byte >= 0xE2, tables != nil { return true }
            if byte == UInt8(ascii: "{"), last == UInt8(ascii: "-") { return true }
            last = byte
        }
        return hasLatinWords
    }

    /// `cuts` are places in `text` where inline markup stands, in order: a word may go on across them. Han characters
    /// that no table knows, and that the script has not, are added to `unknown`.
    package func convert(_ text: [UInt8], cuts: [Int], unknown: inout Set<UInt32>) -> Result {
        var result = Result()
        result.bytes.reserveCapacity(text.count)
        var pending = cuts[...]
        text.withUnsafeBufferPointer { text in
            var start = 0
            var i = 0
            while i < text.count {
                let byte = text[i]
                if byte == UInt8(ascii: "-"), let override = override(text, at: i) {
                    tabled(text, start..<i, &result, &pending, &unknown)
                    put(override.value, for: i..<override.end, of: text, &result, &pending)
                    i = override.end
                    start = i
                    continue
                }
                let length = min(UTF8Length.of(byte), text.count - i)
                if !glossary.isEmpty,
                    let found = glossary.match(text, at: i, UTF8Length.scalar(at: i, length, in: text), length)
                {
                    tabled(text, start..<i, &result, &pending, &unknown)
                    put(found.value, for: i..<i + found.length, of: text, &result, &pending)
                    i += found.length
                    start = i
                    continue
                }
                i += length
            }
            tabled(text, start..<text.count, &result, &pending, &unknown)
        }
        for _ in pending { result.cuts.append(result.bytes.count) }
        return result
    }

    // MARK: OpenCC

    /// A piece that neither an override nor the glossary has spoken for.
    private func tabled(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ result: inout Result,
        _ pending: inout ArraySlice<Int>,
        _ unknown: inout Set<UInt32>
    ) {
        if range.isEmpty { return }
        guard let tables else {
            put(text[range], for: range, of: text, &result, &pending)
            return
        }
        let piece = UnsafeBufferPointer(rebasing: text[range])
        var out: [UInt8] = []
        out.reserveCapacity(range.count)
        // Phrases are kept together; what stands between two of them is converted on its own.
        var start = 0
        var i = 0
        while i < piece.count {
            let length = min(UTF8Length.of(piece[i]), piece.count - i)
            if length > 2,
                let phrase = tables.segmentation.match(
                    piece, at: i, UTF8Length.scalar(at: i, length, in: piece), length)
            {
                stepped(piece[start..<i], tables, into: &out)
                stepped(piece[i..<i + phrase.length], tables, into: &out)
                i += phrase.length
                start = i
            } else {
                i += length
            }
        }
        stepped(piece[start...], tables, into: &out)
        if let repertoire { repertoire.collect(out, into: &unknown) }
        put(out, for: range, of: text, &result, &pending)
    }

    private func stepped(
        _ segment: Slice<UnsafeBufferPointer<UInt8>>, _ tables: ScriptTables, into out: inout [UInt8]
    ) {
        if segment.isEmpty { return }
        var text = Array(segment)
        for step in tables.steps {
            var next: [UInt8] = []
            next.reserveCapacity(text.count)
            text.withUnsafeBufferPointer { text in
                var i = 0
                while i < text.count {
                    let length = min(UTF8Length.of(text[i]), text.count - i)
                    if length > 2 {
                        let scalar = UTF8Length.scalar(at: i, length, in: text)
                        if let found = Self.match(step, text, at: i, scalar, length) {
                            next.append(contentsOf: found.value)
                            i += found.length
                            continue
                        }
                    }
                    next.append(contentsOf: text[i..<i + length])
                    i += length
                }
            }
            text = next
        }
        out.append(contentsOf: text)
    }

    @inline(__always)
    private static func match(
        _ dictionaries: [Lexicon], _ text: UnsafeBufferPointer<UInt8>, at i: Int, _ scalar: UInt32, _ length: Int
    ) -> (length: Int, value: [UInt8])? {
        for dictionary in dictionaries {
            if let found = dictionary.match(text, at: i, scalar, length) { return found }
        }
        return nil
    }

    // MARK: Overrides

    /// `-{zh-Hans:鼠标; zh-Hant:滑鼠}-`: what is printed in this language; `-{text}-` as it stands.
    private func override(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int
    ) -> (value: [UInt8], end: Int)? {
        guard start + 3 < text.count, text[start + 1] == UInt8(ascii: "{") else { return nil }
        var end = start + 2
        while end + 1 < text.count, text[end] != UInt8(ascii: "}") || text[end + 1] != UInt8(ascii: "-") { end += 1 }
        guard end + 1 < text.count else { return nil }
        let inner = Array(text[(start + 2)..<end])
        return (Self.chosen(inner, wanted) ?? inner, end + 2)
    }

    /// The text of the nearest tag; nil where there are no tags.
    private static func chosen(_ inner: [UInt8], _ wanted: [String]) -> [UInt8]? {
        var texts: [(tag: LanguageTag, text: [UInt8])] = []
        for part in inner.split(separator: UInt8(ascii: ";")) {
            let trimmed = Self.trimmed(part)
            if trimmed.isEmpty { continue }
            guard let colon = trimmed.firstIndex(of: UInt8(ascii: ":")),
                let tag = LanguageTag(String(decoding: Self.trimmed(trimmed[..<colon]), as: UTF8.self))
            else { return nil }
            texts.append((tag, Array(Self.trimmed(trimmed[(colon + 1)...]))))
        }
        for tag in wanted {
            if let found = texts.first(where: { $0.tag.fallbacks.contains(tag) }) { return found.text }
        }
        return texts.first?.text
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while bytes.first == 0x20 { bytes.removeFirst() }
        while bytes.last == 0x20 { bytes.removeLast() }
        return bytes
    }

    // MARK: Places

    /// Appends what a piece became. A cut inside it stands after as many characters as before, and at its end where it
    /// has become shorter.
    private func put(
        _ value: some Collection<UInt8>, for range: Range<Int>, of text: UnsafeBufferPointer<UInt8>,
        _ result: inout Result, _ pending: inout ArraySlice<Int>
    ) {
        let base = result.bytes.count
        while let cut = pending.first, cut < range.upperBound {
            pending = pending.dropFirst()
            var scalars = UTF8Length.count(text[range.lowerBound..<max(cut, range.lowerBound)])
            var offset = 0
            for byte in value {
                if byte & 0xC0 != 0x80 {
                    if scalars == 0 { break }
                    scalars -= 1
                }
                offset += 1
            }
            result.cuts.append(base + offset)
        }
        result.bytes.append(contentsOf: value)
    }
}
