import Expressions
import Formatting
import Languages
import Quantities

/// A formula as readers write one, in one language: 「充電樁可支援的國標電動車 ÷ 國標充電樁」, "1,600 cars ÷ 83 chargers".
///
/// Growth, shares and rests are written out (`growth(a, b)` is b ÷ a − 1); other functions have their names in words.
struct FormulaWords {
    /// What stands for a node that read something.
    struct Operand {
        var text: String
        /// True where an operator beside it might be taken to belong to a part of it: "4 to 5", "−3".
        var isLoose = false
        /// True of a whole column, which a function of single values takes as the total.
        var isColumn = false
    }

    let expression: Expression
    let language: LanguageTag
    /// The build's date in words, where values stand for names.
    var buildDate: String?
    /// A text that the data hold, in the reader's language.
    var translate: (String) -> String = { $0 }
    let operand: (Expression.Index) -> Operand?

    /// Beyond this many nodes a formula says more as it was written.
    static let limit = 80

    /// How tightly the parts of a piece of text hold together; operators as in JavaScript.
    enum Strength: Int, Comparable {
        case phrase, or, and, comparison, sum, product, sign, power, whole

        static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }

    typealias Piece = (text: String, strength: Strength)

    /// Nil where the formula is too long to be read in words.
    func text() -> String? {
        guard expression.nodes.count <= Self.limit else { return nil }
        return language.spelt(piece(expression.root).text)
    }

    var isChinese: Bool { language.isChinese }

    func piece(_ index: Expression.Index) -> Piece {
        if let operand = operand(index) { return (operand.text, operand.isLoose ? .phrase : .whole) }
        switch expression[index].kind {
        case .number(let number): return (QuantityFormatter.fullText(number), number.isNegative ? .sign : .whole)
        case .string(let text): return (quoted(text), .whole)
        case .boolean(let flag): return (isChinese ? (flag ? "是" : "否") : (flag ? "yes" : "no"), .whole)
        case .call(let name, let arguments): return call(name, arguments, index)
        case .unary(let op, let inner): return unary(op, inner)
        case .binary(let op, let left, let right): return binary(op, left, right)
        case .conditional(let condition, let then, let otherwise): return choice(condition, then, otherwise)
        case .name, .member, .element, .null, .array, .object, .pattern: return (written(index), .whole)
        }
    }

    /// A node that was not evaluated, as the formula writes it.
    private func written(_ index: Expression.Index) -> String {
        let node = expression[index]
        let scalars = expression.text.unicodeScalars.dropFirst(Int(node.column)).prefix(Int(node.length))
        return String(String.UnicodeScalarView(scalars))
    }

    private func quoted(_ text: String) -> String {
        if let date = EDTFDate(parsing: text) { return DateWords.text(date, in: language) }
        let text = translate(text)
        return isChinese ? "「\(text)」" : "“\(text)”"
    }

    /// The text of a node, in brackets unless it holds together at least as tightly as asked.
    func text(_ index: Expression.Index, atLeast strength: Strength) -> String {
        bracketed(piece(index), atLeast: strength)
    }

    func bracketed(_ piece: Piece, atLeast strength: Strength) -> String {
        piece.strength >= strength ? piece.text : "(\(piece.text))"
    }

    // MARK: Operators

    private func unary(_ op: Expression.UnaryOperator, _ inner: Expression.Index) -> Piece {
        let text = text(inner, atLeast: .power)
        switch op {
        case .minus: return ("\u{2212}" + text, .sign)
        case .plus: return (text, .sign)
        case .not: return ((isChinese ? "並非" : "not ") + text, .sign)
        case .complement: return ("~" + text, .sign)
        }
    }

    private func binary(_ op: Expression.BinaryOperator, _ left: Expression.Index, _ right: Expression.Index) -> Piece {
        switch op {
        case .add: return joined("+", left, right, .sum)
        case .subtract: return joined("\u{2212}", left, right, .sum)
        case .multiply: return joined("×", left, right, .product)
        case .divide: return joined("÷", left, right, .product)
        case .remainder: return joined("mod", left, right, .product)
        case .power: return (text(left, atLeast: .whole) + "^" + text(right, atLeast: .whole), .power)
        case .and: return joined(isChinese ? "且" : "and", left, right, .and)
        case .or: return joined(isChinese ? "或" : "or", left, right, .or)
        case .equal, .identical: return joined("=", left, right, .comparison)
        case .notEqual, .notIdentical: return joined("≠", left, right, .comparison)
        case .lessOrEqual: return joined("≤", left, right, .comparison)
        case .greaterOrEqual: return joined("≥", left, right, .comparison)
        default: return joined(op.rawValue, left, right, .comparison)
        }
    }

    /// Of equals the left one needs no brackets: a − b − c; the right one does, but for a + (b + c).
    private func joined(_ sign: String, _ left: Expression.Index, _ right: Expression.Index, _ strength: Strength)
        -> Piece
    {
        joined(sign, piece(left), piece(right), strength)
    }

    func joined(_ sign: String, _ left: Piece, _ right: Piece, _ strength: Strength) -> Piece {
        let isFree = (sign == "+" || sign == "×" || strength < .sum) && right.strength == strength
        let after = isFree ? right.text : bracketed(right, atLeast: Strength(rawValue: strength.rawValue + 1) ?? .whole)
        return ("\(bracketed(left, atLeast: strength)) \(sign) \(after)", strength)
    }

    func choice(_ condition: Expression.Index, _ then: Expression.Index, _ otherwise: Expression.Index) -> Piece {
        let parts = [condition, then, otherwise].map { text($0, atLeast: .or) }
        let words =
            isChinese
            ? "若 \(parts[0])，則為 \(parts[1])，否則為 \(parts[2])" : "if \(parts[0]) then \(parts[1]), else \(parts[2])"
        return (words, .phrase)
    }
}
