import Diagnostics
import Expressions
import Files

/// Which rows a filter or a condition means.
indirect enum Predicate: Sendable {
    case expression(RowExpression)
    case field(FieldPredicate)
    case and([Predicate])
    case or([Predicate])
    case not(Predicate)
    /// A selection: in its first state, nothing selected, it holds unless `empty: false`.
    case selection(empty: Bool)

    /// True or false for every row.
    func holds(over frame: DataFrame) -> [Bool] {
        switch self {
        case .expression(let expression): return expression.holds(over: frame)
        case .field(let predicate): return predicate.holds(over: frame)
        case .selection(let empty): return [Bool](repeating: empty, count: frame.rowCount)
        case .not(let inner): return inner.holds(over: frame).map { !$0 }
        case .and(let list):
            return list.map { $0.holds(over: frame) }
                .reduce([Bool](repeating: true, count: frame.rowCount)) { zip($0, $1).map { $0 && $1 } }
        case .or(let list):
            return list.map { $0.holds(over: frame) }
                .reduce([Bool](repeating: false, count: frame.rowCount)) { zip($0, $1).map { $0 || $1 } }
        }
    }

    /// For one object.
    func holds(for datum: DataValue) -> Bool {
        guard case .object(let members) = datum else { return false }
        if case .expression(let expression) = self { return expression.value(of: datum).truth }
        let frame = DataFrame(members.map { ($0.key, DataColumn([$0.value])) })
        return holds(over: frame).first ?? false
    }

    /// With the values of parameters that were not known before there were data.
    func bound(_ known: [String: DataValue]) -> Predicate {
        switch self {
        case .expression(let expression): .expression(expression.bound(known))
        case .and(let list): .and(list.map { $0.bound(known) })
        case .or(let list): .or(list.map { $0.bound(known) })
        case .not(let inner): .not(inner.bound(known))
        case .field, .selection: self
        }
    }

    /// The fields that are compared as dates.
    var dateFields: [String] {
        switch self {
        case .field(let predicate): predicate.isTemporal ? [predicate.field] : []
        case .and(let list), .or(let list): list.flatMap(\.dateFields)
        case .not(let inner): inner.dateFields
        case .expression, .selection: []
        }
    }
}

/// `{field: x, oneOf: […]}` and its like.
struct FieldPredicate: Sendable {
    enum Test: Sendable {
        case equal(DataValue)
        case oneOf([DataValue])
        case less(DataValue)
        case lessOrEqual(DataValue)
        case greater(DataValue)
        case greaterOrEqual(DataValue)
        /// Ends included; nil is unbounded.
        case range(DataValue?, DataValue?)
        case valid(Bool)
    }

    var field: String
    var timeUnit: TimeUnit?
    var test: Test
    /// True where it compares dates.
    var isTemporal: Bool

    func holds(over frame: DataFrame) -> [Bool] {
        guard var column = frame.column(field) else {
            if case .valid(false) = test { return [Bool](repeating: true, count: frame.rowCount) }
            return [Bool](repeating: false, count: frame.rowCount)
        }
        if isTemporal { column = column.map(DateText.date) }
        if let timeUnit, !timeUnit.isBinned {
            column = column.map { value in
                value.number.map { DataValue.date(timeUnit.floor($0)) } ?? .null
            }
        }
        return (0..<frame.rowCount).map { holds(column[$0]) }
    }

    private func holds(_ value: DataValue) -> Bool {
        switch test {
        case .equal(let wanted): same(value, wanted)
        case .oneOf(let list): list.contains { same(value, $0) }
        case .less(let limit): compare(value, limit).map { $0 < 0 } ?? false
        case .lessOrEqual(let limit): compare(value, limit).map { $0 <= 0 } ?? false
        case .greater(let limit): compare(value, limit).map { $0 > 0 } ?? false
        case .greaterOrEqual(let limit): compare(value, limit).map { $0 >= 0 } ?? false
        case .range(let low, let high):
            (low.map { compare(value, $0).map { $0 >= 0 } ?? false } ?? true)
                && (high.map { compare(value, $0).map { $0 <= 0 } ?? false } ?? true)
        case .valid(let wanted):
            (!value.isNullish && (value.number != nil || !isNumeric(value))) == wanted
        }
    }

    private func isNumeric(_ value: DataValue) -> Bool {
        switch value {
        case .number, .date: true
        default: false
        }
    }

    private func same(_ a: DataValue, _ b: DataValue) -> Bool {
        if a == b { return true }
        if case .date(let x) = a, let y = b.number { return x == y }
        return false
    }

    private func compare(_ a: DataValue, _ b: DataValue) -> Int? {
        if a.isNullish { return nil }
        if case .string = a, case .string = b { return DataValue.order(a, b) }
        guard let x = a.number, let y = b.number else { return nil }
        return x < y ? -1 : x > y ? 1 : 0
    }
}
