import Expressions

/// What columns that transforms make are called: `sum_value` is the sum of what `value` is called.
extension FieldNames {
    /// Names the columns of a transform by those that they are made from, in the house look alone: Vega's own titles
    /// are the names of the columns. A name that an author chose in words stays.
    mutating func learn(_ transform: Transform) {
        switch transform {
        case .aggregate(let measures, _), .joinAggregate(let measures, _):
            for measure in measures { learn(measure.name, measure.operation, of: measure.field) }
        case .window(let measures, _, _, let frame, _):
            for measure in measures {
                guard case .aggregate(let operation) = measure.operation else {
                    if let field = measure.field, measure.operation.keepsUnit { keepUnit(measure.name, of: field) }
                    continue
                }
                if operation == .sum, frame.0 == nil, frame.1 == 0, let field = measure.field {
                    let name = name(field)
                    set(measure.name, language.isChinese ? "\(name)（累計）" : "Running total of \(name)")
                    keepUnit(measure.name, of: field)
                } else {
                    learn(measure.name, operation, of: measure.field)
                }
            }
        case .bin(let field, _, let start, let end):
            for column in [start, end] { learn(column, as: field) }
        case .timeUnit(let field, _, let column): learn(column, as: field)
        case .stack(let field, _, _, _, let start, let end):
            for column in [start, end] { learn(column, as: field) }
        case .calculate(let expression, let column):
            if let field = expression.mirrored, field != column { learn(column, as: field) }
        case .fold(let fields, let key, let value):
            if key == "key" { titles[key] = titles[key] ?? language.spelt(language.isChinese ? "項目" : "Item") }
            if value == "value" { titles[value] = titles[value] ?? language.spelt(language.isChinese ? "數值" : "Value") }
            if let first = fields.first, Set(fields.map { units[$0] }).count == 1 { keepUnit(value, of: first) }
        default: break
        }
    }

    private mutating func learn(_ column: String, _ operation: AggregateOperation, of field: String?) {
        guard operation != .count, let field else {
            if operation == .count { set(column, language.isChinese ? "數目" : "Count") }
            return
        }
        guard field != column else { return }
        let name = name(field)
        set(
            column,
            language.isChinese ? "\(name)（\(Self.chinese(operation))）" : "\(operation.title) of \(name)")
        if operation.keepsUnit { keepUnit(column, of: field) }
    }

    /// A column that holds what another does.
    private mutating func learn(_ column: String, as field: String) {
        set(column, name(field))
        keepUnit(column, of: field)
    }

    private mutating func keepUnit(_ column: String, of field: String) {
        guard column != field, units[column] == nil else { return }
        units[column] = units[field]
        singularUnits[column] = singularUnits[field]
    }

    private mutating func set(_ column: String, _ title: String) {
        guard titles[column] == nil, isRaw(column), title != column else { return }
        titles[column] = language.spelt(title)
    }

    /// True of a name for programs: `sum_value`; on a Chinese page of any that is ASCII alone.
    private func isRaw(_ column: String) -> Bool {
        column.utf8.contains(UInt8(ascii: "_"))
            || language.isChinese && column.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}

extension AggregateOperation {
    /// True where a result is of the unit that the values have.
    var keepsUnit: Bool {
        switch self {
        case .sum, .mean, .average, .min, .max, .median, .q1, .q3, .stdev, .stdevp, .stderr, .ci0, .ci1: true
        default: false
        }
    }
}

extension WindowMeasure.Operation {
    var keepsUnit: Bool {
        switch self {
        case .lag, .lead, .firstValue, .lastValue, .nthValue: true
        default: false
        }
    }
}

extension Expression {
    /// The one field that an expression gives, as it is or with another sign, whatever it is made to depend on:
    /// `datum.sex === 'm' ? -datum.people : datum.people` gives `people`.
    var mirrored: String? {
        var todo = [root]
        var found: String?
        var steps = 0
        while let at = todo.popLast() {
            steps += 1
            guard steps < 100 else { return nil }
            switch self[at].kind {
            case .member(let object, let field):
                guard case .name("datum") = self[object].kind,
                    found == nil || found == field
                else { return nil }
                found = field
            case .unary(.minus, let operand), .unary(.plus, let operand): todo.append(operand)
            case .call("abs", let arguments) where arguments.count == 1: todo += arguments
            case .conditional(_, let a, let b): todo += [a, b]
            default: return nil
            }
        }
        return found
    }
}
