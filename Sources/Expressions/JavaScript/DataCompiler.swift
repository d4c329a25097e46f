import Diagnostics

extension CompiledExpression {
    /// Resolves the names of an expression.
    ///
    /// - `parameters` are the bare names that it may use (`width`, a chart's `params`), whose place in the list is the
    ///   index that the context is asked for.
    /// - `formatting` writes for `format` and its like; without it they are errors.
    /// - `fieldIndex` gives the index of a field of `datum`, nil where there is none: that is undefined in every row.
    ///   ``Expression/datumFields`` has the places of such names.
    ///
    /// Nil where a name is unknown (`formula/name`), a function has too many or too few arguments (`formula/arity`), or
    /// something cannot be evaluated (`formula/type`).
    package static func compile(
        _ expression: Expression, parameters: [String] = [], formatting: (any DataFormatting)? = nil,
        fieldIndex: (String) -> Int?
    ) -> Diagnosed<CompiledExpression?> {
        var compiler = DataCompiler(expression: expression, parameters: parameters, formatting: formatting)
        for index in expression.nodes.indices { compiler.add(Expression.Index(index), fieldIndex) }
        if !compiler.findings.isEmpty { return Diagnosed(nil, compiler.findings) }
        let compiled = CompiledExpression(
            operations: compiler.operations, root: expression.root, formatting: formatting)
        return Diagnosed(compiled.folded())
    }

    /// With every operation on constants done once.
    private func folded() -> CompiledExpression {
        var folded = operations
        func isConstant(_ index: Index) -> Bool {
            if case .constant = folded[Int(index)] { true } else { false }
        }
        for (i, operation) in operations.enumerated() {
            let fixed =
                switch operation {
                case .constant, .field, .fieldNamed, .parameter, .datum: false
                case .member(let a, _), .unary(_, let a), .numeric(_, let a): isConstant(a)
                case .element(let a, let b), .binary(_, let a, let b), .numericPair(_, let a, let b),
                    .and(let a, let b), .or(let a, let b):
                    isConstant(a) && isConstant(b)
                case .conditional(let a, let b, let c): isConstant(a) && isConstant(b) && isConstant(c)
                case .call(_, let list), .array(let list), .object(_, let list): list.allSatisfy(isConstant)
                }
            guard fixed else { continue }
            let part = CompiledExpression(operations: folded, root: Index(i), formatting: formatting)
            folded[i] = .constant(part.value(in: ObjectContext(.undefined)))
        }
        return CompiledExpression(operations: folded, root: root, formatting: formatting)
    }
}

/// Turns the nodes of a tree into operations, one for one.
private struct DataCompiler {
    let expression: Expression
    let parameters: [String]
    let formatting: (any DataFormatting)?
    var operations: [CompiledExpression.Operation] = []
    var findings: [Diagnostic] = []

    mutating func add(_ index: Expression.Index, _ fieldIndex: (String) -> Int?) {
        let kind = expression[index].kind
        if let name = expression.datumField(kind) {
            operations.append(fieldIndex(name).map { .field(Int32($0)) } ?? .constant(.undefined))
            return
        }
        switch kind {
        case .null: operations.append(.constant(.null))
        case .boolean(let flag): operations.append(.constant(.boolean(flag)))
        case .number(let number): operations.append(.constant(.number(number.double)))
        case .string(let text): operations.append(.constant(.string(text)))
        case .name(let name): operations.append(bare(name, index))
        case .member(let object, let name): operations.append(.member(object, name))
        case .element(let object, let element):
            if case .name("datum") = expression[object].kind {
                operations.append(.fieldNamed(element))
            } else {
                operations.append(.element(object, element))
            }
        case .call(let name, let arguments): operations.append(call(name, arguments, index))
        case .unary(let op, let a): operations.append(.unary(op, a))
        case .binary(.and, let a, let b): operations.append(.and(a, b))
        case .binary(.or, let a, let b): operations.append(.or(a, b))
        case .binary(let op, let a, let b): operations.append(.binary(op, a, b))
        case .conditional(let a, let b, let c): operations.append(.conditional(a, b, c))
        case .array(let elements): operations.append(.array(elements))
        case .object(let keys, let values): operations.append(.object(keys, values))
        case .pattern:
            fail(.formulaType, "regular expressions are not supported", index, hint: "use indexof() on the text")
            operations.append(.constant(.undefined))
        }
    }

    private mutating func fail(
        _ code: DiagnosticCode, _ message: String, _ index: Expression.Index, hint: String? = nil
    ) {
        findings.append(.error(code, message, at: expression.location(of: index), hint: hint))
    }

    private mutating func bare(_ name: String, _ index: Expression.Index) -> CompiledExpression.Operation {
        if let parameter = parameters.firstIndex(of: name) { return .parameter(Int32(parameter)) }
        if name == "datum" { return .datum }
        if let constant = DataFunction.constants[name] { return .constant(constant) }
        let hint =
            DataFunction(rawValue: name) != nil
            ? "a function is called: \(name)(…)"
            : NearestName.hint(for: name, among: parameters + ["datum"])
                ?? "a field of the data is written datum.\(name)"
        fail(.formulaName, "there is no parameter “\(name)”", index, hint: hint)
        return .constant(.undefined)
    }

    private mutating func call(_ name: String, _ arguments: [Expression.Index], _ index: Expression.Index)
        -> CompiledExpression.Operation
    {
        if name == "if" {
            guard arguments.count == 3 else {
                fail(.formulaArity, "if() takes 3 arguments, not \(arguments.count)", index)
                return .constant(.undefined)
            }
            return .conditional(arguments[0], arguments[1], arguments[2])
        }
        guard let function = DataFunction(rawValue: name) else {
            let reason = DataFunction.refused[name].map { ": " + $0 } ?? ""
            let known = DataFunction.allCases.map(\.rawValue) + ["if"]
            fail(
                .formulaName, "there is no function “\(name)”\(reason)", index,
                hint: NearestName.hint(for: name, among: known))
            return .constant(.undefined)
        }
        // As in JavaScript, surplus arguments are left aside.
        let arguments = Array(arguments.prefix(function.arity.upperBound))
        guard function.arity.contains(arguments.count) else {
            let most = function.arity.upperBound
            let wanted = function.arity.count == 1 ? "\(most)" : "\(function.arity.lowerBound) to \(most)"
            fail(
                .formulaArity, "\(name)() takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(arguments.count)",
                index)
            return .constant(.undefined)
        }
        if function.needsFormatting {
            guard let formatting else {
                fail(.formulaName, "“\(name)” is not available here", index)
                return .constant(.undefined)
            }
            if arguments.count == 2, case .string(let specifier) = expression[arguments[1]].kind,
                !function.accepts(specifier, formatting)
            {
                fail(.formulaFormat, "“\(specifier)” is no format for \(name)()", arguments[1])
            }
        }
        if function.isNumeric, let only = arguments.first { return .numeric(function, only) }
        if function.isNumericPair, arguments.count == 2 { return .numericPair(function, arguments[0], arguments[1]) }
        return .call(function, arguments)
    }
}
