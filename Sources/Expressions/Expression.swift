import Diagnostics
import Quantities

/// A formula as a tree: what it says, and where. It means nothing until it is evaluated, in the strict mode
/// (``StrictEvaluator``: intervals, units, missing values) or in JavaScript's (``CompiledExpression``).
///
/// The syntax is that of Vega expressions, which is JavaScript's of expressions without assignment, functions and
/// methods, and with `**`. Names may have any letters of Unicode.
package struct Expression: Sendable {
    /// An index into `nodes`.
    package typealias Index = Int32

    package struct Node: Sendable {
        package var kind: Kind
        /// Where an error about it points: a binary operator's own column, else the first column of the node; in
        /// Unicode scalars of the text, from 0.
        package var column: Int32
        /// How many scalars from `column` are meant.
        package var length: Int32
    }

    package enum Kind: Sendable {
        case null
        case boolean(Bool)
        case number(Number)
        case string(String)
        /// `name`
        case name(String)
        /// `object.name`
        case member(Index, String)
        /// `object[index]`
        case element(Index, Index)
        /// `function(argument, …)`
        case call(String, [Index])
        case unary(UnaryOperator, Index)
        case binary(BinaryOperator, Index, Index)
        /// `condition ? then : else`
        case conditional(Index, Index, Index)
        /// `[a, b]`
        case array([Index])
        /// `{key: value}`
        case object([String], [Index])
        /// `/pattern/flags`
        case pattern(String, flags: String)
    }

    package enum UnaryOperator: String, Sendable {
        case minus = "-"
        case plus = "+"
        case not = "!"
        case complement = "~"
    }

    package enum BinaryOperator: String, Sendable {
        case or = "||"
        case and = "&&"
        case bitOr = "|"
        case bitXor = "^"
        case bitAnd = "&"
        case equal = "=="
        case notEqual = "!="
        case identical = "==="
        case notIdentical = "!=="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case shiftLeft = "<<"
        case shiftRight = ">>"
        case shiftRightUnsigned = ">>>"
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
        case power = "**"

        package var isComparison: Bool {
            switch self {
            case .equal, .notEqual, .identical, .notIdentical, .less, .lessOrEqual, .greater, .greaterOrEqual: true
            default: false
            }
        }

        package var isBitwise: Bool {
            switch self {
            case .bitOr, .bitXor, .bitAnd, .shiftLeft, .shiftRight, .shiftRightUnsigned: true
            default: false
            }
        }
    }

    /// The formula as it was written.
    package let text: String
    /// Where its characters stand.
    package let places: TextPlaces
    package let nodes: [Node]
    package let root: Index

    /// The limits of a formula: its bytes, how deep brackets and operands nest, and how high its tree grows (a chain
    /// such as `a + b + c` grows by one for each operator).
    package static let maximumLength = 65_536
    package static let maximumDepth = 100
    package static let maximumHeight = 250

    /// Where its first character stands.
    package var location: SourceLocation { places.location }

    /// Reads a formula whose first character stands at `location`; nil where it has errors.
    package static func parse(_ text: String, at location: SourceLocation) -> Diagnosed<Expression?> {
        parse(text, places: TextPlaces(of: text, at: location))
    }

    /// Reads a formula that its file holds in several lines or with escapes.
    package static func parse(_ text: String, places: TextPlaces) -> Diagnosed<Expression?> {
        var parser = ExpressionParser(text: text, places: places)
        let expression = parser.expression()
        return Diagnosed(expression, parser.findings)
    }

    package subscript(_ index: Index) -> Node { nodes[Int(index)] }

    /// The place of a node in its file.
    package func location(of index: Index) -> SourceLocation {
        let node = nodes[Int(index)]
        return places.place(Int(node.column), length: Int(node.length))
    }
}

// MARK: - What a formula asks for

extension Expression {
    /// The bare names that it reads, in order, each once.
    package var names: [String] {
        var out: [String] = []
        for node in nodes {
            if case .name(let name) = node.kind, !out.contains(name) { out.append(name) }
        }
        return out
    }

    /// The fields of `datum` that it reads by a constant name (`datum.a`, `datum['a b']`), with their places.
    package var datumFields: [(name: String, location: SourceLocation)] {
        var out: [(name: String, location: SourceLocation)] = []
        for (index, node) in nodes.enumerated() {
            if let name = datumField(node.kind) { out.append((name, location(of: Index(index)))) }
        }
        return out
    }

    /// The name of the field, where the node is `datum.name` or `datum['name']`.
    func datumField(_ kind: Kind) -> String? {
        switch kind {
        case .member(let object, let name):
            if case .name("datum") = self[object].kind { return name }
        case .element(let object, let index):
            if case .name("datum") = self[object].kind, case .string(let name) = self[index].kind { return name }
        default: break
        }
        return nil
    }

    /// True where its value is a growth: `growth(…)`, `cagr(…)` or `x / y - 1`. Words of change speak of such a value
    /// as it stands, and of a ratio less one.
    package var isGrowth: Bool {
        switch self[root].kind {
        case .call("growth", _), .call("cagr", _): return true
        case .binary(.subtract, let left, let right):
            guard case .number(.one) = self[right].kind, case .binary(.divide, _, _) = self[left].kind else {
                return false
            }
            return true
        default: return false
        }
    }

    /// True where its value says how many rows there are, `count(…)`, whatever these are called.
    package var isCount: Bool {
        if case .call("count", _) = self[root].kind { true } else { false }
    }
}

extension Expression {
    /// True where the text is a name that a formula can say.
    package static func isName(_ text: String) -> Bool {
        var lexer = ExpressionLexer(text)
        let token = lexer.next()
        guard case .name = token.kind else { return false }
        return token.bytes == 0..<text.utf8.count
    }

    /// The place of the whole formula, of its first line where it has several.
    package var wholeLocation: SourceLocation { places.place(0, length: text.unicodeScalars.count) }
}
