/// Words beside the brackets of a claim that would count within them.
struct ClaimSurroundings {
    /// As they are written.
    var words: String
    /// Before the brackets, or after them.
    var isBefore: Bool
    /// A word of change ("fell by"), no qualifier.
    var isChange: Bool
}

extension ClaimReader {
    /// The words of a qualifier that end `before` or begin `after`, spaces aside; or of a change before ("fell by"), or
    /// of a denial (並非, "not").
    func surroundings(before: String, after: String) -> ClaimSurroundings? {
        func words(_ text: ClaimText, _ range: Range<Int>) -> String {
            var out = String.UnicodeScalarView()
            for scalar in text.original[range] { if let scalar = Unicode.Scalar(scalar) { out.append(scalar) } }
            return String(out)
        }
        let ending = ClaimText(String(String.UnicodeScalarView(before.unicodeScalars.suffix(24))))
        var end = ending.count
        while end > 0, ending.at(end - 1) == 0x20 { end -= 1 }
        let last = end
        for denial in ClaimWords.denials where ending.holds(denial, at: end - denial.count) {
            let start = end - denial.count
            if ClaimText.isLetter(denial[0]), start > 0, ClaimText.isLetter(ending.at(start - 1)) { continue }
            return ClaimSurroundings(words: words(ending, start..<end), isBefore: true, isChange: false)
        }
        // Fell by, a rise of.
        if let word = ClaimWords.changedBy.first(where: { ending.holds($0, at: end - $0.count) }) {
            end -= word.count
            while end > 0, ending.at(end - 1) == 0x20 { end -= 1 }
        }
        for start in 0..<end {
            guard let entry = vocabulary.match(ending, at: start) else { continue }
            // 以下[四項] are the following ones.
            let isTrailing = entry.isAfterNumber && !entry.isWord
            if entry.meaning.isQualifier && !isTrailing && end == last || entry.meaning.isChange,
                !ClaimWords.numberOnly.contains(entry.scalars),
                start + entry.scalars.count == end
            {
                return ClaimSurroundings(
                    words: words(ending, start..<last), isBefore: true, isChange: entry.meaning.isChange)
            }
        }
        let beginning = ClaimText(String(String.UnicodeScalarView(after.unicodeScalars.prefix(24))))
        let start = beginning.skippingSpaces(0)
        guard start < beginning.count, let entry = vocabulary.match(beginning, at: start), entry.isAfterNumber else {
            return nil
        }
        return ClaimSurroundings(
            words: words(beginning, start..<(start + entry.scalars.count)), isBefore: false, isChange: false)
    }
}
