import Diagnostics
import Quantities

/// What a strict evaluation gives: the value, and what it was computed from, in order of first use.
package struct StrictResult: Sendable {
    package var value: StrictValue
    package var inputs: [StrictInput]
    /// Which node of the formula read which input. What was not evaluated has read nothing.
    package var reads: [(node: Expression.Index, input: StrictInput)]
}

/// Evaluates formulas in the strict mode: on intervals, with units, and with errors where JavaScript has coercions.
///
/// - Numbers are quantities. Bounds are taken at the corners where that is exact and by interval arithmetic elsewhere,
///   "about" is carried. Units must fit: SI prefixes convert into the unit on the left, currencies only by a rate.
/// - A missing value is an error wherever it is computed with (`formula/missing`). In a column it stays, row by row;
///   `mean min max first last count` pass over it, `sum` refuses it, `where` leaves its row out.
/// - Operators go row by row over columns of one length.
/// - A comparison that the bounds leave undecided is an error (`formula/domain`). A value that is "about" X is taken to
///   lie within 10% of X.
/// - Errors point at the operator, name or argument; all operands are evaluated, so that several are found at once.
package enum StrictEvaluator {
    /// Nil where there are errors.
    package static func evaluate<Environment: StrictEnvironment>(
        _ expression: Expression, in environment: Environment
    ) -> Diagnosed<StrictResult?> {
        evaluate(expression, at: expression.root, in: environment)
    }

    /// The value of a part of a formula. Nil where there are errors.
    package static func evaluate<Environment: StrictEnvironment>(
        _ expression: Expression, at node: Expression.Index, in environment: Environment
    ) -> Diagnosed<StrictResult?> {
        var evaluation = StrictEvaluation(expression: expression, environment: environment)
        let value = evaluation.value(node)
        guard let value, !evaluation.findings.hasErrors else { return Diagnosed(nil, evaluation.findings) }
        return Diagnosed(
            StrictResult(value: value, inputs: evaluation.inputs, reads: evaluation.origins), evaluation.findings)
    }
}

/// One evaluation on its way. A nil value is one whose reason was already reported (here, or where a name failed).
struct StrictEvaluation<Environment: StrictEnvironment> {
    typealias Index = Expression.Index

    let expression: Expression
    let environment: Environment
    var findings: [Diagnostic] = []
    private(set) var inputs: [StrictInput] = []
    private var seen: Set<StrictInput> = []
    /// What a name, member or element was read from.
    private(set) var origins: [(node: Index, input: StrictInput)] = []

    init(expression: Expression, environment: Environment) {
        self.expression = expression
        self.environment = environment
    }

    mutating func value(_ index: Index) -> StrictValue? {
        if let known = environment.settled(index) { return known }
        switch expression[index].kind {
        case .number(let number): return .quantity(Quantity(number))
        case .string(let text): return .text(text)
        case .boolean(let flag): return .boolean(flag)
        case .name(let name): return named(name, index)
        case .member(let object, let name): return member(object, name, index)
        case .element(let object, let key): return element(object, key, index)
        case .call(let name, let arguments): return call(name, arguments, index)
        case .unary(let op, let operand): return unary(op, operand, index)
        case .binary(let op, let a, let b): return binary(op, a, b, index)
        case .conditional(let condition, let then, let otherwise):
            return choice(condition, then, otherwise)
        case .null: return fail(.formulaType, "there is no null here: a missing value comes from data", index)
        case .array: return fail(.formulaType, "a list cannot be written here", index, hint: "name a table's column")
        case .object: return fail(.formulaType, "an object cannot be written here", index)
        case .pattern: return fail(.formulaType, "regular expressions are not supported", index)
        }
    }

    // MARK: Findings

    mutating func fail(_ code: DiagnosticCode, _ message: String, _ index: Index, hint: String? = nil) -> StrictValue? {
        fail(StrictFailure(code, message, hint: hint), at: expression.location(of: index))
    }

    mutating func fail(_ failure: StrictFailure, at location: SourceLocation) -> StrictValue? {
        findings.append(.error(failure.code, failure.message, at: location, hint: failure.hint))
        return nil
    }

    /// The operand as the formula writes it, where that is short and names something; else what the place shows.
    func subject(of index: Index) -> String {
        let node = expression[index]
        switch node.kind {
        case .name, .member, .element:
            let scalars = expression.text.unicodeScalars.dropFirst(Int(node.column)).prefix(Int(node.length))
            return String(String.UnicodeScalarView(scalars))
        default: return "this"
        }
    }

    private mutating func note(_ input: StrictInput?, _ index: Index) {
        guard let input else { return }
        origins.append((index, input))
        // Few inputs are looked through, many are hashed.
        if inputs.count < 16 {
            if !inputs.contains(input) { inputs.append(input) }
        } else {
            if seen.isEmpty { seen = Set(inputs) }
            if seen.insert(input).inserted { inputs.append(input) }
        }
    }

    /// Where the value of a node was read from; nil of what was computed.
    private func source(of index: Index) -> StrictInput? { origins.last { $0.node == index }?.input }

    /// The hint of a failure of the operand, with the cell's own place before it.
    func hint(_ hint: String?, for index: Index, row: Int?) -> String? {
        guard let place = source(of: index).flatMap({ environment.place(of: $0, row: row) }) else { return hint }
        return "the cell is \(place)" + (hint.map { "; " + $0 } ?? "")
    }

    // MARK: Names

    /// What an error of a lookup points at; made a location only when there is one.
    private enum Place {
        case node(Index)
        /// The name after the point.
        case member(Index, String)
    }

    private func location(of place: Place) -> SourceLocation {
        switch place {
        case .node(let index): return expression.location(of: index)
        case .member(let index, let name):
            let node = expression[index]
            let length = name.unicodeScalars.count
            return expression.places.place(Int(node.column) + Int(node.length) - length, length: length)
        }
    }

    private mutating func named(_ name: String, _ index: Index) -> StrictValue? {
        return found(environment.value(of: name, at: index), index, at: .node(index)) { names in
            let hint: String? =
                if StrictFunction(rawValue: name) != nil {
                    "a function is called: \(name)(…)"
                } else if let hyphened = names.first(where: { $0.hasPrefix(name + "-") }) {
                    "a name with a hyphen is written table[\"\(hyphened)\"]"
                } else {
                    NearestName.hint(for: name, among: names)
                }
            return StrictFailure(.formulaName, "there is no indicator and no table “\(name)”", hint: hint)
        }
    }

    private mutating func found(
        _ lookup: StrictLookup, _ index: Index, at place: Place, _ unknown: ([String]) -> StrictFailure
    ) -> StrictValue? {
        switch lookup {
        case .found(let value, let input):
            note(input, index)
            return input.map { value.placed(at: $0) } ?? value
        case .failed: return nil
        case .unknown(let names): return fail(unknown(names), at: location(of: place))
        case .refused(let code, let message, let hint):
            return fail(StrictFailure(code, message, hint: hint), at: location(of: place))
        }
    }

    private mutating func member(_ object: Index, _ name: String, _ index: Index) -> StrictValue? {
        guard let value = value(object) else { return nil }
        guard case .reference(let reference) = value else {
            return fail(
                StrictFailure(.formulaType, "\(value.kind) has no “.\(name)”"), at: location(of: .member(index, name)))
        }
        return found(reference.member(name), index, at: .member(index, name)) { names in
            StrictFailure(
                .formulaName, "\(reference.kind) has no “\(name)”", hint: NearestName.hint(for: name, among: names))
        }
    }

    private mutating func element(_ object: Index, _ key: Index, _ index: Index) -> StrictValue? {
        guard let value = value(object), let keyValue = self.value(key) else { return nil }
        guard case .reference(let reference) = value else {
            let failure = StrictFailure(
                .formulaType, "\(value.kind) has no rows", hint: "a cell is written table[\"key\"].column")
            return fail(failure, at: expression.location(of: key))
        }
        return found(reference.element(keyValue), index, at: .node(key)) { names in
            let text = if case .text(let text) = keyValue { text } else { keyValue.kind }
            return StrictFailure(
                .formulaRow, "\(reference.kind) has no “\(text)”", hint: NearestName.hint(for: text, among: names))
        }
    }

    private mutating func call(_ name: String, _ arguments: [Index], _ index: Index) -> StrictValue? {
        guard let function = StrictFunction(rawValue: name) else {
            let known = StrictFunction.allCases.map(\.rawValue)
            let hint =
                NearestName.hint(for: name, among: known)
                ?? (DataFunction(rawValue: name) != nil ? "\(name)() is for charts alone" : nil)
            return fail(.formulaName, "there is no function “\(name)”", index, hint: hint)
        }
        guard function.arity.contains(arguments.count) else {
            let message = "\(name)() takes \(function.arguments), not \(arguments.count)"
            return fail(.formulaArity, message, index)
        }
        if function == .if {
            return choice(arguments[0], arguments[1], arguments[2])
        }
        var values: [StrictValue] = []
        for argument in arguments {
            if let value = value(argument) { values.append(value) }
        }
        guard values.count == arguments.count else { return nil }
        var call = StrictCall(function: function, values: values, asOf: environment.asOf)
        do throws(StrictFailure) {
            if function == .days || function == .years { call.sources = arguments.map(source) }
            if environment.keepsMissing, let gap = call.gap { return .missing(gap) }
            let result = try call.result()
            return function.isOfItsArguments ? result.depending(on: values) : result
        } catch {
            if environment.keepsMissing, let reason = call.reason(of: error) { return .missing(reason) }
            // What an argument has done wrong is said at it and of it.
            guard let culprit = error.argument else { return fail(error, at: expression.location(of: index)) }
            var failure = error
            if failure.code == .formulaMissing {
                failure.hint = hint(error.hint, for: arguments[culprit], row: error.row)
            }
            failure.message = subject(of: arguments[culprit]) + " " + error.message
            return fail(failure, at: expression.location(of: arguments[culprit]))
        }
    }
}
