import Diagnostics
import Quantities

extension StrictEvaluation {
    mutating func unary(_ op: Expression.UnaryOperator, _ operand: Index, _ index: Index) -> StrictValue? {
        if op == .complement { return fail(.formulaType, "“~” is for charts alone", index) }
        guard let value = value(operand) else { return nil }
        if case .missing(let reason) = value { return missing(reason, operand) }
        return mapped(value, index) { value throws(StrictFailure) in
            switch (op, value) {
            case (.not, .boolean(let flag)): .boolean(!flag)
            case (.plus, .quantity): value
            case (.minus, .quantity(let q)):
                .quantity(try StrictArithmetic.negative(q))
            default:
                throw StrictFailure(
                    .formulaType,
                    "“\(op.rawValue)” needs \(op == .not ? "true or false" : "a number"), found \(value.kind)")
            }
        }
    }

    /// The value of an operator on what may be a column: row by row; missing rows stay missing.
    private mutating func mapped(
        _ value: StrictValue, _ index: Index, _ operation: (StrictValue) throws(StrictFailure) -> StrictValue
    ) -> StrictValue? {
        do throws(StrictFailure) {
            guard case .column(let rows) = value else { return try operation(value) }
            var out: [StrictValue] = []
            out.reserveCapacity(rows.count)
            for row in rows {
                if case .missing = row { out.append(row) } else { out.append(try operation(row)) }
            }
            return .column(out)
        } catch {
            return fail(error, at: expression.location(of: index))
        }
    }

    private mutating func missing(_ reason: MissingReason, _ operand: Index) -> StrictValue? {
        if environment.keepsMissing { return .missing(reason) }
        return fail(
            .formulaMissing, "\(subject(of: operand)) is missing (\(reason.shown))", operand,
            hint: hint("a missing value is never 0: leave it out, or find the figure", for: operand, row: nil))
    }

    mutating func binary(_ op: Expression.BinaryOperator, _ a: Index, _ b: Index, _ index: Index) -> StrictValue? {
        if op.isBitwise {
            let hint = op == .bitXor ? "a power is written ** or pow()" : op == .bitAnd ? "“and” is written &&" : nil
            return fail(.formulaType, "“\(op.rawValue)” is for charts alone", index, hint: hint)
        }
        if op == .and || op == .or { return logical(op, a, b, index) }
        let left = value(a)
        let right = value(b)
        guard let left, let right else { return nil }
        if case .missing(let reason) = left { return missing(reason, a) }
        if case .missing(let reason) = right { return missing(reason, b) }
        if op == .add || op == .subtract || op.isComparison {
            warnOfPercent(a, right)
            warnOfPercent(b, left)
        }
        // A number that the formula writes out has no way to name a unit: it is compared in that of the other side.
        let isWritten = op.isComparison ? (isLiteral(a), isLiteral(b)) : (false, false)
        return broadcast(left, right, index) { x, y throws(StrictFailure) in
            guard isWritten != (false, false), case .quantity(var p) = x, case .quantity(var q) = y else {
                return try Self.apply(op, x, y)
            }
            if isWritten.0, !q.unit.isDimensionless { p.unit = q.unit }
            if isWritten.1, !p.unit.isDimensionless { q.unit = p.unit }
            return try Self.apply(op, .quantity(p), .quantity(q))
        }
    }

    /// Warns of a written 60 that meets a percentage, which is held as 0.6: few shares are above 200%.
    private mutating func warnOfPercent(_ literal: Index, _ other: StrictValue) {
        guard case .number(let number) = expression[literal].kind, number >= 2 else { return }
        var sample = other
        if case .column(let rows) = other {
            sample = rows.first { if case .quantity = $0 { true } else { false } } ?? other
        }
        guard case .quantity(let q) = sample, q.unit.kind != .plain else { return }
        let written = (number / 100)?.literal ?? ""
        findings.append(
            .warning(
                .formulaUnit, "\(number.literal) is taken for \((number * 100).literal)%, since it meets a percentage",
                at: expression.location(of: literal), hint: "\(number.literal)% is written \(written)"))
    }

    private func isLiteral(_ index: Index) -> Bool {
        switch expression[index].kind {
        case .number: return true
        case .unary(.minus, let inner): return isLiteral(inner)
        default: return false
        }
    }

    /// Row by row where one of the two is a column, a single value going with each row.
    private mutating func broadcast(
        _ left: StrictValue, _ right: StrictValue, _ index: Index,
        _ operation: (StrictValue, StrictValue) throws(StrictFailure) -> StrictValue
    ) -> StrictValue? {
        func present(_ x: StrictValue, _ y: StrictValue) throws(StrictFailure) -> StrictValue {
            if case .missing = x { return x }
            if case .missing = y { return y }
            return try operation(x, y)
        }
        do throws(StrictFailure) {
            var out: [StrictValue] = []
            switch (left, right) {
            case (.column(let x), .column(let y)):
                guard x.count == y.count else {
                    throw StrictFailure(.formulaType, "columns of \(x.count) and of \(y.count) rows do not go together")
                }
                for (x, y) in zip(x, y) { out.append(try present(x, y)) }
            case (.column(let x), _): for x in x { out.append(try present(x, right)) }
            case (_, .column(let y)): for y in y { out.append(try present(left, y)) }
            default: return try operation(left, right)
            }
            return .column(out)
        } catch {
            return fail(error, at: expression.location(of: index))
        }
    }

    private mutating func logical(_ op: Expression.BinaryOperator, _ a: Index, _ b: Index, _ index: Index)
        -> StrictValue?
    {
        guard let left = value(a) else {
            _ = value(b)
            return nil
        }
        // What the left side settles alone.
        if case .boolean(let flag) = left, flag == (op == .or) { return left }
        guard let right = value(b) else { return nil }
        if case .missing(let reason) = left { return missing(reason, a) }
        if case .missing(let reason) = right { return missing(reason, b) }
        return broadcast(left, right, index) { x, y throws(StrictFailure) in
            guard case .boolean(let p) = x, case .boolean(let q) = y else {
                let found = if case .boolean = x { y.kind } else { x.kind }
                throw StrictFailure(.formulaType, "“\(op.rawValue)” needs true or false, found \(found)")
            }
            return .boolean(op == .and ? p && q : p || q)
        }
    }

    /// The value of `?:` or `if`: one of the two alone is evaluated.
    mutating func choice(_ condition: Index, _ then: Index, _ otherwise: Index) -> StrictValue? {
        guard let found = value(condition) else { return nil }
        switch found {
        case .boolean(let flag): return value(flag ? then : otherwise)
        case .missing(let reason): return missing(reason, condition)
        case .column:
            return fail(
                .formulaType, "a condition of a whole column decides nothing", condition,
                hint: "where(column, condition) keeps the rows where it holds")
        default: return fail(.formulaType, "a condition is true or false, found \(found.kind)", condition)
        }
    }

    // MARK: Two values

    private static func apply(_ op: Expression.BinaryOperator, _ a: StrictValue, _ b: StrictValue)
        throws(StrictFailure) -> StrictValue
    {
        if op.isComparison { return .boolean(try compare(op, a, b)) }
        switch (a, b) {
        case (.quantity(let x), .quantity(let y)): return .quantity(try StrictArithmetic.apply(op, x, y))
        case (.date, .date) where op == .subtract:
            throw StrictFailure(
                .formulaType, "dates are not subtracted", hint: "days(from, to) counts what lies between")
        default:
            let found = if case .quantity = a { b.kind } else { a.kind }
            throw StrictFailure(.formulaType, "“\(op.rawValue)” needs numbers, found \(found)", hint: usage(a, b))
        }
    }

    private static func usage(_ a: StrictValue, _ b: StrictValue) -> String? {
        for case .reference(let reference) in [a, b] { return reference.usage }
        return nil
    }

    private static func compare(_ op: Expression.BinaryOperator, _ a: StrictValue, _ b: StrictValue)
        throws(StrictFailure) -> Bool
    {
        let isOrder = ![.equal, .notEqual, .identical, .notIdentical].contains(op)
        let same = op == .equal || op == .identical
        switch (a, b) {
        case (.quantity(let x), .quantity(let other)):
            let y = other.converted(to: x.unit)
            guard x.unit.isComparable(to: y.unit) else {
                throw StrictArithmetic.mismatch("compares", x.unit, y.unit, "with")
            }
            if let decided = StrictComparison.apply(op, x, y) { return decided }
            throw StrictFailure(
                .formulaDomain, "whether \(x.shown) \(op.rawValue) \(y.shown) cannot be told from their bounds")
        case (.text(let x), .text(let y)) where !isOrder: return sameText(x, y) == same
        case (.boolean(let x), .boolean(let y)) where !isOrder: return (x == y) == same
        case (.date, .date), (.date, .text), (.text, .date):
            let x = try StrictCall.date(a)
            let y = try StrictCall.date(b)
            if let decided = StrictComparison.apply(op, x, y) { return decided }
            throw StrictFailure(
                .formulaDomain,
                "whether \(x.description) \(op.rawValue) \(y.description) cannot be told at their precision")
        default:
            throw StrictFailure(
                .formulaType, "“\(op.rawValue)” does not compare \(a.kind) with \(b.kind)", hint: usage(a, b))
        }
    }
}
