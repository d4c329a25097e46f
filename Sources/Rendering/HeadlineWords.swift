import Indicators
import Templates

/// The words of a quantity in pieces, so that a card can set its numbers large: 「介乎 」「4」「 至 」「5」「 成」,
/// "more than ", "1,600", " cars". Together they are the words.
struct HeadlineWords {
    struct Piece: Equatable {
        var text: String
        var isNumber: Bool
    }

    private(set) var pieces: [Piece] = []

    init(_ words: String, isQuantity: Bool) {
        let scalars = Array(words.unicodeScalars)
        guard isQuantity, scalars.contains(where: Self.isDigit) else {
            pieces = [Piece(text: words, isNumber: true)]
            return
        }
        var place = 0
        while place < scalars.count {
            let start = place
            let end = Self.endOfNumber(scalars, from: place)
            place = end ?? place + 1
            while end == nil, place < scalars.count, Self.endOfNumber(scalars, from: place) == nil { place += 1 }
            let text = String(String.UnicodeScalarView(scalars[start..<place]))
            pieces.append(Piece(text: text, isNumber: end != nil))
        }
    }

    /// The pieces as templates see them.
    var values: [TemplateValue] {
        pieces.map { .object(["text": .text($0.text), "is_number": .boolean($0.isNumber)]) }
    }

    /// Where the number that begins here ends: signs, digits with what groups them, `%`; nil where none begins.
    private static func endOfNumber(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var place = start
        // The letters of "HK$" are the dollar's own.
        let letters = scalars[start...].prefix { $0 >= "A" && $0 <= "Z" }
        if scalars[letters.endIndex...].first == "$" { place = letters.endIndex }
        while place < scalars.count, opens(scalars[place]) { place += 1 }
        guard place < scalars.count, isDigit(scalars[place]) else { return nil }
        while place < scalars.count {
            let joins = ".,".unicodeScalars.contains(scalars[place])
            let next = joins ? place + 1 : place
            guard next < scalars.count, isDigit(scalars[next]) else { break }
            place = next + 1
        }
        if place < scalars.count, scalars[place] == "%" { place += 1 }
        return place
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
    private static func opens(_ scalar: Unicode.Scalar) -> Bool { "+-−±$".unicodeScalars.contains(scalar) }
}

extension Figure {
    var isQuantity: Bool { if case .quantity = value { true } else { false } }
}
