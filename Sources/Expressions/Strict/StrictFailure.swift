import Diagnostics
import Quantities

/// Why an operation on values has no result; the evaluator adds the place.
struct StrictFailure: Error {
    var code: DiagnosticCode
    /// Of an argument's failure the predicate alone: its name is put before it.
    var message: String
    var hint: String?
    /// The argument of a function that is to blame.
    var argument: Int?
    /// The row of that column, from 0.
    var row: Int?

    init(_ code: DiagnosticCode, _ message: String, argument: Int? = nil, row: Int? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.argument = argument
        self.row = row
        self.hint = hint
    }
}

extension MissingReason {
    /// For messages.
    var shown: String { self == .empty ? "an empty cell" : symbol }
}

extension Quantity {
    /// As data write it, with its unit, for messages: `~5000 PFLOPS`, `>2.66667`, `4..5 %`; ends to six digits.
    package var shown: String {
        func text(_ bound: Bound) -> String { written(bound.number).rounded(toSignificant: 6).literal }
        let digits =
            switch (interval.lower, interval.upper) {
            case (nil, nil): "anything"
            case (let a?, nil): (a.isOpen ? ">" : ">=") + text(a)
            case (nil, let b?): (b.isOpen ? "<" : "<=") + text(b)
            case (let a?, let b?): a.number == b.number ? text(a) : "\(text(a))..\(text(b))"
            }
        let symbol = unit.symbol
        return (isApproximate ? "~" : "") + digits + (symbol.isEmpty ? "" : symbol == "%" ? "%" : " " + symbol)
    }
}

extension Unit {
    /// For messages: the symbol in quotes, or what it is without one.
    var shown: String { symbol.isEmpty ? "a plain number" : "“\(symbol)”" }
}
