import Expressions

// What the field of a formula is, told by the formula alone, so that it does not hang on the rows that there are.

extension FormulaScope {
    /// The type of its values.
    var kind: Field.Kind { kind(of: formula.root) }

    private func kind(of index: Expression.Index) -> Field.Kind {
        switch roles[Int(index)] {
        case .cell(let field), .column(let field): return table.fields[field].kind
        case .count: return .integer
        default: break
        }
        switch formula[index].kind {
        case .boolean: return .boolean
        case .string: return .string
        case .number(let number): return number.isInteger ? .integer : .number
        case .member(_, let name): return memberKind(index, name)
        case .element(_, let key):
            guard case .string(let name) = formula[key].kind else { return .number }
            return memberKind(index, name)
        case .unary(.not, _): return .boolean
        case .unary(_, let operand): return kind(of: operand)
        case .conditional(_, let then, let otherwise): return joined(kind(of: then), kind(of: otherwise))
        case .binary(let op, let a, let b):
            if op.isComparison || op == .and || op == .or { return .boolean }
            return op == .divide || op == .power ? .number : arithmetic([kind(of: a), kind(of: b)])
        case .call(let name, let arguments): return kind(of: name, arguments)
        default: return .number
        }
    }

    private func memberKind(_ index: Expression.Index, _ name: String) -> Field.Kind {
        if formula.datumFieldName(index) != nil {
            return table.fieldIndex(name).map { table.fields[$0].kind } ?? .number
        }
        let found = columnsOfOthers.first { $0.0.fields[$0.1].name == name }
        return found.map { $0.0.fields[$0.1].kind } ?? .number
    }

    private func kind(of name: String, _ arguments: [Expression.Index]) -> Field.Kind {
        switch StrictFunction(rawValue: name) {
        case .count, .rank: return .integer
        case .sum, .cumulative, .abs: return arithmetic(arguments.map(kind(of:)))
        case .min, .max, .first, .last, .where, .lag:
            let kinds = arguments.prefix(name == "min" || name == "max" ? 255 : 1).map(kind(of:))
            return kinds.dropFirst().reduce(kinds.first ?? .number, joined)
        case .round: return arguments.count == 1 ? .integer : .number
        case .if: return arguments.count == 3 ? joined(kind(of: arguments[1]), kind(of: arguments[2])) : .number
        default: return .number
        }
    }

    private func arithmetic(_ kinds: [Field.Kind]) -> Field.Kind {
        kinds.allSatisfy { $0 == .integer } ? .integer : .number
    }

    private func joined(_ a: Field.Kind, _ b: Field.Kind) -> Field.Kind {
        a != b && a.isNumeric && b.isNumeric ? .number : a
    }

    /// The field of its values: words, decimals and unit are those of a field that is summed or chosen from alone.
    func inherited(by name: String) -> Field {
        var out = Field(name: name, kind: kind)
        guard case .call(let function, let arguments) = formula[formula.root].kind, arguments.count == 1,
            let source = summed(arguments[0])
        else { return out }
        switch StrictFunction(rawValue: function) {
        case .sum, .min, .max, .first, .last, .cumulative, .lag:
            out.title = source.title
            out.description = source.description
            out.shortUnit = source.shortUnit
            out.decimalPlaces = source.decimalPlaces
            out.unit = source.unit
        case .mean, .median:
            out.shortUnit = source.shortUnit
            out.unit = source.unit
        default: break
        }
        return out
    }

    /// The field that `x` and `where(x, …)` are of.
    private func summed(_ index: Expression.Index) -> Field? {
        switch roles[Int(index)] {
        case .cell(let field), .column(let field): return table.fields[field]
        default: break
        }
        guard case .call("where", let arguments) = formula[index].kind, let first = arguments.first else { return nil }
        return summed(first)
    }
}
