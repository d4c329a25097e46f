/// A language tag (BCP 47), such as `zh-Hant-HK` or `en`.
package struct LanguageTag: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The tag in its recommended case: language lower, script title, region upper (RFC 5646 §2.1.1).
    package let description: String

    /// Nil unless `text` is well-formed: subtags of letters and digits, the first of 2 to 8 letters.
    /// `zh-HK`, `zh-TW` and `zh-CN` are made explicit (`zh-Hant-HK`, `zh-Hant-TW`, `zh-Hans-CN`).
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let language = parts.first, (2...8).contains(language.count), parts.count <= 8 else { return nil }
        guard language.allSatisfy({ Self.isLetter($0) }) else { return nil }
        var out = [String(Substring(language)).lowercased()]
        for part in parts.dropFirst() {
            guard (1...8).contains(part.count), part.allSatisfy({ Self.isLetter($0) || (0x30...0x39).contains($0) })
            else { return nil }
            let subtag = String(Substring(part))
            if part.count == 4, part.allSatisfy({ Self.isLetter($0) }) {
                out.append(subtag.prefix(1).uppercased() + subtag.dropFirst().lowercased())
            } else if part.count == 2 || (part.count == 3 && part.allSatisfy({ !Self.isLetter($0) })) {
                out.append(subtag.uppercased())
            } else {
                out.append(subtag.lowercased())
            }
        }
        if out.count == 2, out[0] == "zh" {
            switch out[1] {
            case "HK", "TW", "MO": out.insert("Hant", at: 1)
            case "CN", "SG": out.insert("Hans", at: 1)
            default: break
            }
        }
        description = out.joined(separator: "-")
        isChinese = out.first == "zh"
        isSimplified = isChinese && out.contains("Hans")
        prefixes = Prefixes(out)
    }

    private init(known description: String, isChinese: Bool = false) {
        isSimplified = false
        self.description = description
        self.isChinese = isChinese
        prefixes = Prefixes(description.split(separator: "-").map(String.init))
    }

    package static let traditionalChineseHongKong = LanguageTag(known: "zh-Hant-HK", isChinese: true)
    package static let english = LanguageTag(known: "en")

    /// The primary language subtag: `zh` of `zh-Hant-HK`.
    package var language: String { prefixes.language }
    package let isChinese: Bool
    /// True of Chinese in Simplified characters.
    package let isSimplified: Bool

    /// The tag, then its prefixes: `zh-Hant-HK`, `zh-Hant`, `zh` (RFC 4647 §3.4, lookup).
    package var fallbacks: [String] { prefixes.all }

    /// Made once for a tag: texts are looked up by them all the time.
    private final class Prefixes: Sendable {
        let language: String
        let all: [String]

        init(_ parts: [String]) {
            language = parts.first ?? ""
            all = (0..<parts.count).reversed().map { parts[...$0].joined(separator: "-") }
        }
    }

    private let prefixes: Prefixes

    package static func == (a: LanguageTag, b: LanguageTag) -> Bool { a.description == b.description }
    package func hash(into hasher: inout Hasher) { hasher.combine(description) }

    package static func < (a: LanguageTag, b: LanguageTag) -> Bool { a.description < b.description }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
