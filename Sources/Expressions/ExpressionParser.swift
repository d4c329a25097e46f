import Diagnostics
import Quantities

/// Reads a formula by the precedence of its operators (Pratt 1973). It stops at the first error: what follows one in
/// a formula of a line is rarely worth saying.
struct ExpressionParser {
    private let text: String
    private let places: TextPlaces
    private var lexer: ExpressionLexer
    private var token: Token
    private var nodes: [Expression.Node] = []
    private var heights: [Int32] = []
    private var depth = 0
    private(set) var findings: [Diagnostic] = []

    private struct Failure: Error {}

    init(text: String, places: TextPlaces) {
        self.text = text
        self.places = places
        lexer = ExpressionLexer(text)
        token = Token(kind: .end, bytes: 0..<0, column: 0, length: 1)
    }

    mutating func expression() -> Expression? {
        guard lexer.bytes.count <= Expression.maximumLength else {
            let found = "this formula has \(lexer.bytes.count) bytes, at most \(Expression.maximumLength) are read"
            findings.append(.error(.formulaLimit, found, at: places.location))
            return nil
        }
        token = lexer.next()
        do {
            let root = try operand(above: 0)
            guard token.kind == .end else { throw unexpected("an operator or the end", hint: hintAfterValue()) }
            return Expression(text: text, places: places, nodes: nodes, root: root)
        } catch {
            return nil
        }
    }

    // MARK: Errors

    private func place(_ token: Token) -> SourceLocation {
        places.place(token.column, length: token.length)
    }

    private mutating func fail(
        _ message: String, at token: Token, code: DiagnosticCode = .formulaSyntax, hint: String? = nil
    ) -> Failure {
        findings.append(.error(code, message, at: place(token), hint: hint))
        return Failure()
    }

    private mutating func unexpected(_ expected: String, hint: String? = nil) -> Failure {
        let found: String
        switch token.kind {
        case .invalid:
            let problem = lexer.problem
            return fail(problem?.message ?? "this is no formula", at: token, hint: problem?.hint)
        case .end: found = "the end"
        case .number(let number): found = "the number \(number.literal)"
        case .string: found = "a text"
        case .name(let name): found = "“\(name)”"
        case .symbol(let symbol): found = "“\(symbol)”"
        }
        return fail("found \(found), \(expected) was expected", at: token, hint: hint)
    }

    /// What was probably meant where an operator should stand.
    private func hintAfterValue() -> String? {
        switch token.kind {
        case .symbol("="): "a comparison is written =="
        case .symbol("=>"): "“at least” is written >="
        case .symbol(","): "a number has no commas: 1,234 is written 1234"
        case .symbol("++"), .symbol("--"), .symbol("+="), .symbol("-="): "a formula changes nothing"
        case .symbol("??"), .symbol("?."): "a formula has no “??” and no “?.”"
        case .symbol("("): "only a name can be called"
        case .number, .string, .name: "is a sign missing before it?"
        default: nil
        }
    }

    // MARK: Tokens

    private mutating func advance() { token = lexer.next() }

    private func at(_ symbol: String) -> Bool { token.kind == .symbol(symbol) }

    private mutating func take(_ symbol: String) -> Bool {
        guard at(symbol) else { return false }
        advance()
        return true
    }

    private mutating func expect(_ symbol: String, _ expected: String, hint: String? = nil) throws(Failure) {
        guard take(symbol) else { throw unexpected(expected, hint: hint ?? (at("=") ? hintAfterValue() : nil)) }
    }

    // MARK: The tree

    private mutating func add(_ kind: Expression.Kind, _ token: Token, _ children: Expression.Index...) throws(Failure)
        -> Expression.Index
    {
        try add(kind, token, children: children)
    }

    private mutating func add(_ kind: Expression.Kind, _ token: Token, children: [Expression.Index]) throws(Failure)
        -> Expression.Index
    {
        var height: Int32 = 1
        for child in children { height = max(height, heights[Int(child)] + 1) }
        guard height <= Expression.maximumHeight else {
            throw fail(
                "this formula has more than \(Expression.maximumHeight) operations one upon another", at: token,
                code: .formulaLimit, hint: "give a part of it a name of its own, or use sum()")
        }
        nodes.append(Expression.Node(kind: kind, column: Int32(token.column), length: Int32(token.length)))
        heights.append(height)
        return Expression.Index(nodes.count - 1)
    }

    /// A node that begins with `start` and ends before the next token.
    private func spanning(_ start: Token, to end: Token) -> Token {
        var span = start
        span.length = max(1, end.column + end.length - start.column)
        return span
    }

    private static func binary(_ token: Token) -> (operator: Expression.BinaryOperator, precedence: Int)? {
        guard case .symbol(let symbol) = token.kind, let op = Expression.BinaryOperator(rawValue: symbol) else {
            return nil
        }
        let precedence =
            switch op {
            case .or: 2
            case .and: 3
            case .bitOr: 4
            case .bitXor: 5
            case .bitAnd: 6
            case .equal, .notEqual, .identical, .notIdentical: 7
            case .less, .lessOrEqual, .greater, .greaterOrEqual: 8
            case .shiftLeft, .shiftRight, .shiftRightUnsigned: 9
            case .add, .subtract: 10
            case .multiply, .divide, .remainder: 11
            case .power: 13
            }
        return (op, precedence)
    }

    /// What unary operators bind: looser than `**` alone, so that `-2 ** 2` is −4 as in mathematics.
    private static let unaryPrecedence = 12

    private mutating func operand(above floor: Int) throws(Failure) -> Expression.Index {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Expression.maximumDepth else {
            throw fail(
                "this formula nests deeper than \(Expression.maximumDepth)", at: token, code: .formulaLimit,
                hint: "give a part of it a name of its own")
        }
        var left = try prefix()
        while true {
            if let (op, precedence) = Self.binary(token) {
                guard precedence > floor else { return left }
                let sign = token
                advance()
                let right = try operand(above: op == .power ? precedence - 1 : precedence)
                left = try add(.binary(op, left, right), sign, left, right)
            } else if at("?"), floor < 1 {
                let sign = token
                advance()
                let then = try operand(above: 0)
                try expect(":", "“:” and what holds otherwise")
                let otherwise = try operand(above: 0)
                left = try add(.conditional(left, then, otherwise), sign, left, then, otherwise)
            } else {
                return left
            }
        }
    }

    private mutating func prefix() throws(Failure) -> Expression.Index {
        if case .symbol(let symbol) = token.kind, let op = Expression.UnaryOperator(rawValue: symbol) {
            let sign = token
            advance()
            let inner = try operand(above: Self.unaryPrecedence)
            return try add(.unary(op, inner), sign, inner)
        }
        let start = token
        return try suffixes(of: try primary(), from: start)
    }

    private mutating func primary() throws(Failure) -> Expression.Index {
        let start = token
        switch token.kind {
        case .number(let number):
            advance()
            return try add(.number(number), start)
        case .string(let text):
            advance()
            return try add(.string(text), start)
        case .name(let name):
            advance()
            switch name {
            case "null": return try add(.null, start)
            case "true": return try add(.boolean(true), start)
            case "false": return try add(.boolean(false), start)
            default: break
            }
            guard at("(") else { return try add(.name(name), start) }
            advance()
            let arguments = try list(until: ")", of: "arguments")
            return try add(.call(name, arguments), start, children: arguments)
        case .symbol("("):
            advance()
            let inner = try operand(above: 0)
            try expect(")", "“)”")
            return inner
        case .symbol("["):
            advance()
            let elements = try list(until: "]", of: "elements")
            return try add(.array(elements), start, children: elements)
        case .symbol("{"): return try object()
        case .symbol("/"), .symbol("/="):
            guard let (pattern, flags, span) = lexer.pattern(after: token) else { throw unexpected("a value") }
            advance()
            return try add(.pattern(pattern, flags: flags), span)
        default: throw unexpected("a value", hint: hintForValue())
        }
    }

    /// What was probably meant where a value should stand.
    private func hintForValue() -> String? {
        switch token.kind {
        case .symbol("="): "a comparison is written =="
        case .symbol("++"), .symbol("--"): "a formula changes nothing"
        case .end where nodes.isEmpty: "write a formula"
        case .end:
            if let last = lexer.bytes.last(where: { $0 > 0x20 }), last == UInt8(ascii: "%") {
                "% is the remainder of a division: 5% is written 0.05"
            } else {
                nil
            }
        default: nil
        }
    }

    private mutating func suffixes(of value: Expression.Index, from start: Token) throws(Failure) -> Expression.Index {
        var object = value
        while true {
            if at(".") {
                advance()
                guard case .name(let name) = token.kind else {
                    throw unexpected("a name after “.”", hint: memberHint())
                }
                let span = spanning(start, to: token)
                advance()
                object = try add(.member(object, name), span, object)
                if at("(") {
                    throw fail(
                        "“.\(name)” is called, and a formula has no methods", at: token,
                        hint: "write \(name)(…) with the value as its first argument")
                }
            } else if at("[") {
                advance()
                let index = try operand(above: 0)
                let span = spanning(start, to: token)
                try expect("]", "“]”")
                object = try add(.element(object, index), span, object, index)
            } else {
                return object
            }
        }
    }

    private func memberHint() -> String? {
        switch token.kind {
        case .string(let text): "write [\"\(text)\"] without the “.”"
        case .number: "a name that begins with a digit is written [\"…\"]"
        default: nil
        }
    }

    private mutating func list(until close: String, of what: String) throws(Failure) -> [Expression.Index] {
        var elements: [Expression.Index] = []
        if take(close) { return elements }
        while true {
            elements.append(try operand(above: 0))
            if take(close) { return elements }
            try expect(",", "“,” or “\(close)” after the \(what)")
        }
    }

    private mutating func object() throws(Failure) -> Expression.Index {
        let start = token
        advance()
        var keys: [String] = []
        var values: [Expression.Index] = []
        if take("}") { return try add(.object([], []), start) }
        while true {
            switch token.kind {
            case .name(let text), .string(let text): keys.append(text)
            case .number(let number): keys.append(number.literal)
            default: throw unexpected("a key")
            }
            advance()
            try expect(":", "“:” after the key")
            values.append(try operand(above: 0))
            if take("}") { return try add(.object(keys, values), start, children: values) }
            try expect(",", "“,” or “}” after the value")
        }
    }
}
