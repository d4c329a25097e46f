import Diagnostics

/// Where a compiled expression finds its values: one row of a table, and the parameters.
package protocol DataContext {
    /// The value of the field to which `CompiledExpression.compile` was given this index.
    func field(_ index: Int) -> DataValue
    /// The value of a field whose name is computed (`datum[name]`); undefined where there is none.
    func field(named name: String) -> DataValue
    /// The value of the parameter with this index in the list of their names.
    func parameter(_ index: Int) -> DataValue
    /// The whole row, for a bare `datum`.
    var datum: DataValue { get }
}

extension DataContext {
    package func field(named name: String) -> DataValue { DataOperators.member(datum, name) }
    package func parameter(_ index: Int) -> DataValue { .undefined }
    package var datum: DataValue { .object([]) }
}

/// A row that is an object, as `data.values` writes it; for a few rows and for tests.
package struct ObjectContext: DataContext {
    package var datum: DataValue
    package var names: [String]
    package var parameters: [DataValue]

    /// `names` are those that the indices of fields stand for.
    package init(_ datum: DataValue, names: [String] = [], parameters: [DataValue] = []) {
        self.datum = datum
        self.names = names
        self.parameters = parameters
    }

    package func field(_ index: Int) -> DataValue { DataOperators.member(datum, names[index]) }
    package func parameter(_ index: Int) -> DataValue { parameters[index] }
}

/// An expression with its names resolved once, to be evaluated in JavaScript's values over many rows.
package struct CompiledExpression: Sendable {
    typealias Index = Expression.Index

    enum Operation: Sendable {
        case constant(DataValue)
        case field(Int32)
        case fieldNamed(Index)
        case parameter(Int32)
        case datum
        case member(Index, String)
        case element(Index, Index)
        case unary(Expression.UnaryOperator, Index)
        case binary(Expression.BinaryOperator, Index, Index)
        case and(Index, Index)
        case or(Index, Index)
        case conditional(Index, Index, Index)
        case numeric(DataFunction, Index)
        case numericPair(DataFunction, Index, Index)
        case call(DataFunction, [Index])
        case array([Index])
        case object([String], [Index])
    }

    let operations: [Operation]
    let root: Index
    let formatting: (any DataFormatting)?

    /// The value for one row.
    package func value<Context: DataContext>(in context: Context) -> DataValue {
        evaluate(root, context)
    }

    /// True where the row passes: JavaScript's truth of the value.
    package func holds<Context: DataContext>(in context: Context) -> Bool {
        evaluate(root, context).truth
    }

    /// The value where it is the same for every row.
    package var constant: DataValue? {
        if case .constant(let value) = operations[Int(root)] { value } else { nil }
    }

    private func evaluate<Context: DataContext>(_ index: Index, _ context: Context) -> DataValue {
        switch operations[Int(index)] {
        case .constant(let value): return value
        case .field(let field): return context.field(Int(field))
        case .fieldNamed(let name): return context.field(named: evaluate(name, context).asText)
        case .parameter(let parameter): return context.parameter(Int(parameter))
        case .datum: return context.datum
        case .member(let object, let name): return DataOperators.member(evaluate(object, context), name)
        case .element(let object, let element):
            return DataOperators.element(evaluate(object, context), evaluate(element, context))
        case .unary(let op, let a): return DataOperators.apply(op, evaluate(a, context))
        case .binary(let op, let a, let b):
            return DataOperators.apply(op, evaluate(a, context), evaluate(b, context))
        case .and(let a, let b):
            let left = evaluate(a, context)
            return left.truth ? evaluate(b, context) : left
        case .or(let a, let b):
            let left = evaluate(a, context)
            return left.truth ? left : evaluate(b, context)
        case .conditional(let condition, let then, let otherwise):
            return evaluate(evaluate(condition, context).truth ? then : otherwise, context)
        case .numeric(let function, let a): return .number(function.apply(number: evaluate(a, context).asNumber))
        case .numericPair(let function, let a, let b):
            return .number(function.apply(evaluate(a, context).asNumber, evaluate(b, context).asNumber))
        case .call(let function, let arguments):
            var values: [DataValue] = []
            values.reserveCapacity(arguments.count)
            for argument in arguments { values.append(evaluate(argument, context)) }
            return function.apply(values, formatting: formatting)
        case .array(let elements): return .array(elements.map { evaluate($0, context) })
        case .object(let keys, let values):
            var members: [DataMember] = []
            for (key, value) in zip(keys, values) {
                members.append(DataMember(key: key, value: evaluate(value, context)))
            }
            return .object(members)
        }
    }
}
