import Markup

/// The part of an address that a tag or an author gets: `tags/人口老化/`, `authors/jane-doe/`.
package enum TermSlug {
    /// Bytes of UTF-8 that a slug may have: file systems allow 255 to a name.
    static let limit = 200

    /// What two spellings of one term have in common: white space and case aside. Swift's texts compare by canonical
    /// equivalence, so that the forms of Unicode make no difference either.
    static func key(_ text: String) -> String { words(text).uppercased().lowercased() }

    /// The text without white space at its ends, and with one space for each stretch of it.
    static func words(_ text: String) -> String {
        text.unicodeScalars.split { $0.properties.isWhitespace || isControl($0) }
            .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    /// Letters, digits and marks of all scripts stay, in lower case; whatever else becomes a dash, several in a row
    /// one. Empty where nothing stays.
    package static func make(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var owesDash = false
        for scalar in text.lowercased().unicodeScalars {
            // A mark belongs to the letter before it, and goes with what is no letter.
            guard stays(scalar), !(isMark(scalar) && (owesDash || out.isEmpty)) else {
                owesDash = !out.isEmpty
                continue
            }
            if owesDash { out.append("-") }
            owesDash = false
            out.append(scalar)
        }
        return String(out)
    }

    private static func stays(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: scalar == "_" || scalar == "+"
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }
}
