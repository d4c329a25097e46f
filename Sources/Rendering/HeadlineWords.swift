import Indicators

/// The words of a quantity in three parts, so that a card can set its number large: 「逾 」「2.66」「 倍」, "more than ",
/// "1,600", " cars". Together they are the words.
struct HeadlineWords {
    private(set) var before = ""
    private(set) var number: String
    private(set) var after = ""

    init(_ words: String, isQuantity: Bool) {
        number = words
        let scalars = words.unicodeScalars
        guard isQuantity, let start = scalars.firstIndex(where: Self.opens),
            let last = scalars.lastIndex(where: Self.closes), start <= last
        else { return }
        let end = scalars.index(after: last)
        before = String(scalars[..<start])
        number = String(scalars[start..<end])
        after = String(scalars[end...])
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
    private static func opens(_ scalar: Unicode.Scalar) -> Bool {
        isDigit(scalar) || "+-−$".unicodeScalars.contains(scalar)
    }
    private static func closes(_ scalar: Unicode.Scalar) -> Bool { isDigit(scalar) || scalar == "%" }
}

extension Figure {
    var isQuantity: Bool { if case .quantity = value { true } else { false } }
}
