import Content
import Markup

/// How long a text takes to read, in Chinese, in English and in both at once.
struct ReadingTime {
    /// Silent reading of English non-fiction: M. Brysbaert, “How many words do we read per minute?”, Journal of Memory
    /// and Language 109 (2019), 104047.
    private static let wordsPerMinute = 238.0
    /// An estimate: translations of one text have some 1.7 characters of Chinese for a word of English, and take about as
    /// long to read.
    private static let charactersPerMinute = 400.0

    private(set) var words = 0
    private(set) var characters = 0

    /// The time of a page's text with its notes and figures; charts and tables are looked at, and not counted.
    init(_ page: Page, figures: [BoundFigure]) {
        add(page.body.body.html.bytes)
        for note in page.body.footnotes { add(note.content.html.bytes) }
        for figure in figures { add(Array(figure.text.utf8)) }
    }

    init(_ html: HTML) { add(html.bytes) }

    /// At least 1.
    var minutes: Int {
        let time = Double(words) / Self.wordsPerMinute + Double(characters) / Self.charactersPerMinute
        return max(1, Int(time.rounded()))
    }

    private mutating func add(_ bytes: [UInt8]) {
        var (words, characters) = (0, 0)
        bytes.withUnsafeBufferPointer { bytes in
            var isInWord = false
            var i = 0
            while i < bytes.count {
                let byte = bytes[i]
                if byte < 0x80 {
                    i += 1
                    if byte == UInt8(ascii: "<") {
                        while i < bytes.count, bytes[i] != UInt8(ascii: ">") { i += 1 }
                        i += 1
                    } else if byte == UInt8(ascii: "&") {
                        // A character that is escaped; of these the apostrophe stands within words.
                        while i < bytes.count, bytes[i] != UInt8(ascii: ";") { i += 1 }
                        i += 1
                    } else if Self.isAlphanumeric(byte) {
                        if !isInWord { words += 1 }
                        isInWord = true
                    } else if !(Self.joins(byte) && i < bytes.count && Self.isAlphanumeric(bytes[i])) {
                        isInWord = false
                    }
                    continue
                }
                let scalar = Self.scalar(bytes, at: &i)
                if Self.isOfOneSyllable(scalar) {
                    characters += 1
                    isInWord = false
                } else if (0xC0..<0x2000).contains(scalar) || (0xAC00...0xD7A3).contains(scalar) {
                    if !isInWord { words += 1 }
                    isInWord = true
                } else if scalar != 0x2019 {
                    isInWord = false
                }
            }
        }
        self.words += words
        self.characters += characters
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    /// Within `1,234`, `0.5` and `can't`.
    private static func joins(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "'")
    }

    /// Han and kana, which are read one by one.
    private static func isOfOneSyllable(_ scalar: UInt32) -> Bool {
        (0x3041...0x30FF).contains(scalar) || (0x3400...0x9FFF).contains(scalar) || (0xF900...0xFAFF).contains(scalar)
            || (0x20000...0x3FFFF).contains(scalar)
    }

    /// A scalar of more than one byte, and past it.
    private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at i: inout Int) -> UInt32 {
        let lead = bytes[i]
        let count = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
        var scalar = UInt32(lead) & (0x3F >> UInt32(count))
        i += 1
        var read = 0
        while read < count, i < bytes.count, bytes[i] & 0xC0 == 0x80 {
            scalar = scalar << 6 | UInt32(bytes[i] & 0x3F)
            i += 1
            read += 1
        }
        return scalar
    }
}
