/// Takes a pattern apart by descent; groups nest to a limit.
struct PatternParser {
    private static let maximumDepth = 50
    private static let maximumLength = 2000
    private static let maximumRepeat = 1000

    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var depth = 0

    init(_ source: String) { scalars = Array(source.unicodeScalars) }

    private var current: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        at += 1
        return true
    }

    mutating func parse() throws(PatternFailure) -> PatternTree {
        guard scalars.count <= Self.maximumLength else { throw PatternFailure("it is too long") }
        let tree = try choice()
        guard at == scalars.count else { throw PatternFailure("“)” without “(”") }
        return tree
    }

    private mutating func choice() throws(PatternFailure) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw PatternFailure("its groups nest too deep") }
        var ways = [try sequence()]
        while take("|") { ways.append(try sequence()) }
        return ways.count == 1 ? ways[0] : .choice(ways)
    }

    private mutating func sequence() throws(PatternFailure) -> PatternTree {
        var parts: [PatternTree] = []
        while let next = current, next != "|", next != ")" { parts.append(try quantified()) }
        return .sequence(parts)
    }

    // MARK: Repetition

    private mutating func quantified() throws(PatternFailure) -> PatternTree {
        let atom = try atom()
        guard let (least, most) = try quantifier() else { return atom }
        // Whether it takes as few or as many as it can makes no difference to a whole match.
        _ = take("?")
        if current == "+" { throw PatternFailure("possessive repetition “+”") }
        if try quantifier() != nil { throw PatternFailure("a repetition of a repetition") }
        return .repeated(atom, least, most)
    }

    private mutating func quantifier() throws(PatternFailure) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard current == "{" else { return nil }
        let start = at
        at += 1
        if let least = number() {
            var most: Int? = least
            if take(",") { most = number() }
            guard take("}") else { throw PatternFailure("a count that is not {n}, {n,} or {n,m}") }
            guard least <= Self.maximumRepeat, (most ?? 0) <= Self.maximumRepeat else {
                throw PatternFailure("a repetition of more than \(Self.maximumRepeat)")
            }
            if let most, most < least {
                throw PatternFailure("a count {\(least),\(most)} whose end is before its start")
            }
            return (least, most)
        }
        at = start
        return nil
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let digit = current, (0x30...0x39).contains(digit.value) {
            value = min((value ?? 0) * 10 + Int(digit.value - 0x30), 1_000_000)
            at += 1
        }
        return value
    }

    // MARK: Atoms

    private mutating func atom() throws(PatternFailure) -> PatternTree {
        guard let scalar = current else { throw PatternFailure("an end where a character was expected") }
        at += 1
        switch scalar {
        case "(": return try group()
        case "[": return .set(try charClass())
        case ".": return .set(.dot)
        case "^": return .assertion(.start)
        case "$": return .assertion(.end)
        case "*", "+", "?": throw PatternFailure("“\(scalar)” with nothing before it")
        case "\\":
            if take("b") { return .assertion(.boundary) }
            if take("B") { return .assertion(.noBoundary) }
            return .set(try escape())
        default: return .set(ScalarSet(scalar))
        }
    }

    private mutating func group() throws(PatternFailure) -> PatternTree {
        if take("?") {
            if current == "=" || current == "!" { throw PatternFailure("the lookahead “(?\(scalars[at])”") }
            if take("<") {
                if current == "=" || current == "!" { throw PatternFailure("the lookbehind “(?<\(scalars[at])”") }
                while let next = current, next != ">" {
                    guard ScalarSet.word.contains(next) else { throw PatternFailure("the group “(?<”") }
                    at += 1
                }
                guard take(">") else { throw PatternFailure("the group “(?<” without “>”") }
            } else if !take(":") {
                throw PatternFailure("the group “(?\(current.map { String($0) } ?? "")”")
            }
        }
        let inner = try choice()
        guard take(")") else { throw PatternFailure("“(” without “)”") }
        return inner
    }

    /// What stands behind a backslash.
    private mutating func escape() throws(PatternFailure) -> ScalarSet {
        guard let scalar = current else { throw PatternFailure("a backslash at the end") }
        at += 1
        switch scalar {
        case "d": return .digit
        case "D": return ScalarSet.digit.negated
        case "w": return .word
        case "W": return ScalarSet.word.negated
        case "s": return .space
        case "S": return ScalarSet.space.negated
        case "n": return ScalarSet("\n")
        case "r": return ScalarSet("\r")
        case "t": return ScalarSet("\t")
        case "f": return ScalarSet("\u{C}")
        case "v": return ScalarSet("\u{B}")
        case "0": return ScalarSet("\0")
        case "x": return try hexadecimal(2)
        case "u": return try hexadecimal(4)
        case "p", "P":
            let set = try category()
            return scalar == "P" ? set.negated : set
        case "1", "2", "3", "4", "5", "6", "7", "8", "9", "k":
            throw PatternFailure("the back-reference “\\\(scalar)”")
        default:
            // A letter that means nothing may come to mean something.
            if ScalarSet.word.contains(scalar), scalar != "_" { throw PatternFailure("the escape “\\\(scalar)”") }
            return ScalarSet(scalar)
        }
    }

    private mutating func hexadecimal(_ digits: Int) throws(PatternFailure) -> ScalarSet {
        var text = ""
        if digits == 4, take("{") {
            while let next = current, next != "}", text.utf8.count < 7 {
                text.unicodeScalars.append(next)
                at += 1
            }
            guard take("}") else { throw PatternFailure("the escape “\\u{” without “}”") }
        } else {
            for _ in 0..<digits {
                guard let next = current else { break }
                text.unicodeScalars.append(next)
                at += 1
            }
            if text.utf8.count != digits { throw PatternFailure("an escape of too few digits") }
        }
        guard let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value) else {
            throw PatternFailure("the escape “\(text)”, which is no character")
        }
        return ScalarSet(scalar)
    }

    private mutating func category() throws(PatternFailure) -> ScalarSet {
        var name = ""
        if take("{") {
            while let next = current, next != "}", name.utf8.count < 60 {
                name.unicodeScalars.append(next)
                at += 1
            }
            guard take("}") else { throw PatternFailure("“\\p{” without “}”") }
        } else if let next = current {
            name = String(next)
            at += 1
        }
        guard let set = ScalarSet.category(name) else { throw PatternFailure("the property “\\p{\(name)}”") }
        return set
    }

    // MARK: Classes

    private mutating func charClass() throws(PatternFailure) -> ScalarSet {
        var out = ScalarSet()
        out.isNegated = take("^")
        while let next = current, next != "]" {
            let isDash = next == "-"
            let low = try classAtom()
            if isDash, current == "[", !out.ranges.isEmpty || !out.sets.isEmpty {
                throw PatternFailure("the subtraction of a class “-[”")
            }
            if current == "-", at + 1 < scalars.count, scalars[at + 1] != "]" {
                if scalars[at + 1] == "[" { throw PatternFailure("the subtraction of a class “-[”") }
                at += 1
                let high = try classAtom()
                guard let from = Self.single(low), let to = Self.single(high) else {
                    throw PatternFailure("a range whose ends are no single characters")
                }
                guard from <= to else { throw PatternFailure("a range whose end is before its start") }
                out.ranges.append(from...to)
            } else if Self.single(low) != nil {
                out.ranges += low.ranges
            } else {
                out.sets.append(low)
            }
        }
        guard take("]") else { throw PatternFailure("“[” without “]”") }
        return out
    }

    private mutating func classAtom() throws(PatternFailure) -> ScalarSet {
        guard let scalar = current else { throw PatternFailure("“[” without “]”") }
        at += 1
        guard scalar == "\\" else { return ScalarSet(scalar) }
        if take("b") { return ScalarSet("\u{8}") }
        return try escape()
    }

    private static func single(_ set: ScalarSet) -> UInt32? {
        guard !set.isNegated, set.sets.isEmpty, set.categories.isEmpty, set.ranges.count == 1,
            let range = set.ranges.first, range.lowerBound == range.upperBound
        else { return nil }
        return range.lowerBound
    }
}
