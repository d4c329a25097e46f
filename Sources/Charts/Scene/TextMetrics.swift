/// How wide texts are, without a font at hand: the advance widths of Helvetica (Adobe's metrics; Arial and Liberation
/// Sans have the same), and a full em for Han and all that is as wide.
enum TextMetrics {
    /// The width in pixels.
    static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
        var units = 0
        let table = bold ? boldWidths : widths
        for byte in text.utf8 {
            guard (0x20..<0x7F).contains(byte) else {
                // Not of ASCII alone.
                units = text.unicodeScalars.reduce(0) { $0 + advance($1, bold) }
                break
            }
            units += table[Int(byte) - 0x20]
        }
        return Double(units) * size / 1000
    }

    private static func advance(_ scalar: Unicode.Scalar, _ bold: Bool) -> Int {
        let v = scalar.value
        if v >= 0x20, v < 0x7F { return (bold ? boldWidths : widths)[Int(v) - 0x20] }
        if v < 0x20 || (0x300..<0x370).contains(v) || (0x200B..<0x2010).contains(v) || (0xFE00..<0xFE10).contains(v) {
            return 0
        }
        switch v {
        case 0xA0: return 278
        case 0xB0: return 400
        case 0x2010, 0x2011: return 333
        case 0x2013: return 556
        case 0x2014: return 1000
        case 0x2018, 0x2019: return bold ? 278 : 222
        case 0x201C, 0x201D: return bold ? 500 : 333
        case 0x2022: return 350
        case 0x2026: return 1000
        case 0x2212: return 584
        case 0x2265, 0x2264: return 549
        case 0xC0...0x24F: return (bold ? boldWidths : widths)[letter(v)]
        default: return isWide(v) ? 1000 : 556
        }
    }

    /// The letter that an accented one is as wide as, near enough.
    private static func letter(_ v: UInt32) -> Int {
        let isUpper = v < 0xDF || (v >= 0x100 && v % 2 == 0)
        return Int(isUpper ? UInt32(UInt8(ascii: "E")) : UInt32(UInt8(ascii: "e"))) - 0x20
    }

    /// Han, kana, hangul, full-width forms and pictographs (UAX #11).
    private static func isWide(_ v: UInt32) -> Bool {
        switch v {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// The text, or as much of it as fits with an ellipsis.
    static func truncated(
        _ text: String, to limit: Double, size: Double, bold: Bool, ellipsis: String = "…"
    ) -> String {
        guard width(text, size: size, bold: bold) >= limit else { return text }
        let room = limit - width(ellipsis, size: size, bold: bold)
        var out = String.UnicodeScalarView()
        var used = 0.0
        for scalar in text.unicodeScalars {
            used += Double(advance(scalar, bold)) * size / 1000
            if used >= room { break }
            out.append(scalar)
        }
        return String(out) + ellipsis
    }

    /// The text on lines that are no wider than `limit`, broken at spaces and between Han characters; a word that is
    /// wider stays whole.
    static func wrapped(_ text: String, to limit: Double, size: Double, bold: Bool, byPhrase: Bool = false) -> [String]
    {
        guard width(text, size: size, bold: bold) > limit,
            text.isEmpty || text.utf8.contains(where: isBreakable)
        else { return [text] }
        var lines: [[String.UnicodeScalarView]] = [[]]
        var used = 0.0
        for piece in byPhrase ? phrases(text) : pieces(text) {
            let w = Double(piece.reduce(0) { $0 + advance($1, bold) }) * size / 1000
            if lines.last?.isEmpty == false, used + w > limit, lines.count < 6 {
                lines.append([])
                used = 0
                if piece.count == 1, piece.first == " " { continue }
            }
            lines[lines.count - 1].append(piece)
            used += w
        }
        // No line of a single Han character at the end.
        if lines.count > 1, lines[lines.count - 1].count == 1, lines[lines.count - 2].count > 1,
            let last = lines[lines.count - 1].first, last.count == 1, last.first.map({ isWide($0.value) }) ?? false,
            let moved = lines[lines.count - 2].last, moved.first.map({ isWide($0.value) }) ?? false
        {
            lines[lines.count - 2].removeLast()
            lines[lines.count - 1].insert(moved, at: 0)
        }
        return lines.map { pieces in
            var line = String.UnicodeScalarView(pieces.joined())
            while line.last == " " { line.removeLast() }
            return String(line)
        }.filter { !$0.isEmpty }
    }

    /// True of a text that has no place to break a line at, and is not empty.
    static func isWhole(_ text: String) -> Bool { !text.isEmpty && !text.utf8.contains(where: isBreakable) }

    /// False of bytes that no line is broken at: ASCII but spaces.
    private static func isBreakable(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x80 }

    /// The same for heads, whose lines are then of about one length.
    static func balanced(_ lines: [String], to limit: Double, size: Double, bold: Bool) -> [String] {
        lines.flatMap { line -> [String] in
            var best = wrapped(line, to: limit, size: size, bold: bold)
            guard best.count > 1 else { return best }
            // Han is broken after its punctuation where that takes no more lines.
            let phrases = wrapped(line, to: limit, size: size, bold: bold, byPhrase: true)
            if line.unicodeScalars.contains(where: { isWide($0.value) }), phrases.count == best.count,
                phrases.allSatisfy({ width($0, size: size, bold: bold) <= limit })
            {
                return phrases
            }
            for share in stride(from: 0.95, through: 0.5, by: -0.05) {
                let narrower = wrapped(line, to: limit * share, size: size, bold: bold)
                guard narrower.count == best.count,
                    narrower.allSatisfy({ width($0, size: size, bold: bold) <= limit * share })
                else { break }
                best = narrower
            }
            return best
        }
    }

    /// The same, of texts with Han: only after its punctuation.
    private static func phrases(_ text: String) -> [String.UnicodeScalarView] {
        guard text.unicodeScalars.contains(where: { isWide($0.value) }) else { return pieces(text) }
        var out: [String.UnicodeScalarView] = []
        for piece in pieces(text) {
            let ends = out.last?.last.map { phraseEnds.contains($0) } ?? true
            if ends { out.append(piece) } else { out[out.count - 1].append(contentsOf: piece) }
        }
        return out
    }

    /// Where a line may be broken: around spaces, and between wide characters unless a mark follows.
    private static func pieces(_ text: String) -> [String.UnicodeScalarView] {
        var out: [String.UnicodeScalarView] = []
        var current = String.UnicodeScalarView()
        func flush() {
            if !current.isEmpty { out.append(current) }
            current = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            let closes = closing.contains(scalar)
            let opens = current.last.map { opening.contains($0) } ?? false
            if scalar == " " {
                flush()
                out.append(String.UnicodeScalarView([scalar]))
            } else if closes || opens || (isWide(scalar.value) && current.last.map(isDigit) ?? false) {
                // A numeral keeps its counter: 12月.
                current.append(scalar)
            } else if isWide(scalar.value) || current.last.map({ isWide($0.value) }) ?? false {
                flush()
                current.append(scalar)
            } else {
                current.append(scalar)
            }
        }
        flush()
        return out
    }

    private static let phraseEnds = Array("，。、；：！？".unicodeScalars)
    private static let closing = Array("，。、；：！？）》」』】〉〕·…—％‰℃,.;:!?)]’”%".unicodeScalars)
    private static let opening = Array("（《「『【〈〔([‘“".unicodeScalars)

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private static let widths = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
        556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778,
        722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
        278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]

    private static let boldWidths = [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
        556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778,
        722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333,
        278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
        611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ]
}
