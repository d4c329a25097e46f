/// Ids of headings, from their text: letters and digits of every script in lower case, spaces as hyphens, the rest
/// dropped; unique on the page by `-2`, `-3`; never one that figures, footnotes, charts, tables or the page around the
/// body could have.
struct HeadingIDs {
    /// What the ids of figures, footnotes, derivations, charts, tables and their data begin with.
    private static let prefixes = ["fig-", "fn", "how-", "source-", "chart-", "table-", "data-of-", "thead-"].map {
        Array($0.utf8)
    }
    /// What the built-in templates call their own parts.
    private static let pageIDs: Set<String> = [
        "main", "contents-title", "footnotes-title", "sources-title", "data-title", "tags-title", "below-title",
        "listed-title", "derivations-title", "figure-hint", "latest-title", "more-title", "sections-title",
        "related-title", "manual-title",
    ]

    private var taken: Set<String> = []
    /// The last number that was tried for a text.
    private var numbers: [String: Int] = [:]

    mutating func id(for text: [UInt8]) -> String {
        let base = Self.slug(Self.withoutOverrides(text))
        if taken.insert(base).inserted { return base }
        var number = numbers[base] ?? 1
        var id = base
        repeat {
            number += 1
            id = "\(base)-\(number)"
        } while !taken.insert(id).inserted
        numbers[base] = number
        return id
    }

    /// Of what an author has written for several scripts, `-{zh-Hans:软件; zh-Hant:軟件}-`, the last alone.
    private static func withoutOverrides(_ text: [UInt8]) -> [UInt8] {
        let (dash, open, close) = (UInt8(ascii: "-"), UInt8(ascii: "{"), UInt8(ascii: "}"))
        var out: [UInt8] = []
        var i = 0
        while i < text.count {
            if text[i] == dash, i + 1 < text.count, text[i + 1] == open {
                var end = i + 2
                while end + 1 < text.count, !(text[end] == close && text[end + 1] == dash) { end += 1 }
                if end + 1 < text.count {
                    let last = text[(i + 2)..<end].split(separator: UInt8(ascii: ";")).last ?? []
                    let colon = last.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? last.startIndex
                    out += last[colon...]
                    i = end + 2
                    continue
                }
            }
            out.append(text[i])
            i += 1
        }
        return out
    }

    static func slug(_ text: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var i = 0
        text.withUnsafeBufferPointer { text in
            while i < text.count {
                let (scalar, length) = UTF8Scalars.at(i, in: text)
                switch scalar {
                case 0x61...0x7A, 0x30...0x39, 0x5F: out.append(UInt8(scalar))
                case 0x41...0x5A: out.append(UInt8(scalar | 0x20))
                case 0x20, 0x09, 0x0A, 0x0D, 0x2D, 0xA0, 0x3000: appendHyphen(to: &out)
                case ..<0x80: break
                case 0x4E00...0x9FFF: out.append(contentsOf: text[i..<i + length])
                default: append(scalar, to: &out)
                }
                i += length
            }
        }
        while out.last == UInt8(ascii: "-") { out.removeLast() }
        if out.isEmpty { return "section" }
        let id = String(decoding: out, as: UTF8.self)
        return prefixes.contains { out.starts(with: $0) } || pageIDs.contains(id) ? "section-" + id : id
    }

    private static func appendHyphen(to out: inout [UInt8]) {
        if let last = out.last, last != UInt8(ascii: "-") { out.append(UInt8(ascii: "-")) }
    }

    private static func append(_ value: UInt32, to out: inout [UInt8]) {
        guard value < MarkedSource.firstMark, let scalar = Unicode.Scalar(value) else { return }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            out.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        case .dashPunctuation, .spaceSeparator: appendHyphen(to: &out)
        default: break
        }
    }
}
