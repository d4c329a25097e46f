/// Something that a quantity was computed from and that is known only in part: a cell, or a result of it that has no
/// rational form (a root, a maximum), which then stands for itself.
package final class Variable: Sendable {
    /// A cell by its place, or an indicator that names no cell.
    package struct Place: Hashable, Sendable {
        var source: String
        var row: Int
        var field: Int

        package init(source: String, row: Int, field: Int) {
            self.source = source
            self.row = row
            self.field = field
        }
    }

    let place: Place?
    let interval: Interval
    /// What it was computed from; empty of a variable that was read as it stands.
    let bases: [Variable]
    /// False where its own interval may be wider than what it can be.
    let isTight: Bool

    init(place: Place?, interval: Interval, bases: [Variable] = [], isTight: Bool = true) {
        self.place = place
        self.interval = interval
        self.bases = bases
        self.isTight = isTight
    }

    static func isSame(_ a: Variable, _ b: Variable) -> Bool {
        a === b || (a.place != nil && a.place == b.place && a.interval == b.interval)
    }

    /// Itself, or what lies under it.
    var roots: [Variable] { bases.isEmpty ? [self] : bases }
}

/// How a quantity depends on what is known only in part: as a quotient of polynomials in its variables.
///
/// By it the bounds of `a / (a + b)` are those that it takes at the corners of what `a` and `b` may be, and not wider
/// for `a` standing twice; `a - a` is 0.
package final class Dependence: Sendable {
    let variables: [Variable]
    let numerator: Polynomial
    let denominator: Polynomial
    /// All roots of the variables, each once; no more than `maximumRoots` are told apart.
    let roots: [Variable]
    /// True where the interval of the quantity is the least that holds all it may be.
    package let isTight: Bool

    static let maximumRoots = 256

    init(_ variables: [Variable], _ numerator: Polynomial, _ denominator: Polynomial, roots: [Variable], isTight: Bool)
    {
        self.variables = variables
        self.numerator = numerator
        self.denominator = denominator
        self.roots = roots
        self.isTight = isTight
    }

    /// Of a variable alone.
    convenience init(_ variable: Variable) {
        self.init(
            [variable], Polynomial(variable: 0), .one, roots: variable.roots, isTight: variable.isTight)
    }

    /// Of a number.
    convenience init(constant: Number) {
        self.init([], Polynomial(constant: constant), .one, roots: [], isTight: true)
    }

    func scaled(by factor: Number) -> Dependence {
        Dependence(variables, numerator.scaled(by: factor), denominator, roots: roots, isTight: isTight)
    }

    /// The union of two lists of variables, and whether they had one in common.
    static func union(_ a: [Variable], _ b: [Variable]) -> (all: [Variable], overlap: Bool) {
        var all = a
        var overlap = false
        for variable in b {
            if a.contains(where: { Variable.isSame($0, variable) }) { overlap = true } else { all.append(variable) }
        }
        return (all, overlap)
    }
}

extension Quantity {
    /// The same, marked as what stands at this place: wherever it is read from, it is one and the same unknown.
    package func placed(at place: @autoclosure () -> Variable.Place) -> Quantity {
        guard dependence == nil, interval.point == nil else { return self }
        var out = self
        out.dependence = Dependence(Variable(place: place(), interval: interval))
        return out
    }

    /// True where the interval is the least that can be shown; false where plain interval arithmetic widened it, since
    /// something stands in the formula more than once.
    package var isTight: Bool { dependence?.isTight ?? true }

    /// What it depends on: a number on nothing, and bounds of no known origin on themselves.
    private var known: Dependence {
        if let point = interval.point { return Dependence(constant: point) }
        return dependence ?? Dependence(Variable(place: nil, interval: interval))
    }

    /// Marks the result of a function that has no rational form as one of its arguments: an unknown of its own, whose
    /// bounds are the tightest where no two arguments share an unknown, and `isTight` does not say otherwise.
    package func depending(on arguments: [Quantity], isTight: Bool = true) -> Quantity {
        guard interval.point == nil, dependence == nil else { return self }
        var roots: [Variable] = []
        var isTight = isTight
        for argument in arguments where argument.interval.point == nil {
            let known = argument.known
            let union = Dependence.union(roots, known.roots)
            isTight = isTight && known.isTight && !union.overlap
            guard union.all.count <= Dependence.maximumRoots else {
                isTight = false
                break
            }
            roots = union.all
        }
        var out = self
        out.dependence = Dependence(Variable(place: nil, interval: interval, bases: roots, isTight: isTight))
        return out
    }

    /// This interval with the form of the same value that was computed as a product of `base`.
    package func formed(as product: Quantity, of base: Quantity) -> Quantity {
        guard interval.point == nil else { return self }
        guard let form = product.dependence else { return depending(on: [base]) }
        var out = self
        out.dependence = Dependence(
            form.variables, form.numerator, form.denominator, roots: form.roots, isTight: base.isTight)
        return out
    }

    /// The four operations that keep a rational form.
    package enum RationalOperation: Sendable { case add, subtract, multiply, divide }

    /// The interval of `a op b` with what it depends on. `plain` is what interval arithmetic gives, which is the
    /// tightest where the two share nothing.
    package static func combined(
        _ operation: RationalOperation, _ a: Quantity, _ b: Quantity, plain: Interval
    ) -> (interval: Interval, dependence: Dependence?) {
        guard plain.point == nil else { return (plain, nil) }
        let x = a.known
        let y = b.known
        let roots = Dependence.union(x.roots, y.roots)
        var isTight = x.isTight && y.isTight && !roots.overlap && roots.all.count <= Dependence.maximumRoots
        var interval = plain
        let form = Dependence.combined(operation, x, y)
        if !isTight, let form, let range = form.range() {
            isTight = form.hasIndependentVariables
            interval = isTight ? range : range.intersection(plain) ?? range
            if interval.point != nil { return (interval, nil) }
        }
        let kept = Array(roots.all.prefix(Dependence.maximumRoots))
        if let form {
            return (
                interval,
                Dependence(form.variables, form.numerator, form.denominator, roots: kept, isTight: isTight)
            )
        }
        return (
            interval, Dependence(Variable(place: nil, interval: interval, bases: kept, isTight: isTight))
        )
    }
}

extension Interval {
    /// What both hold; nil where that is nothing.
    func intersection(_ other: Interval) -> Interval? {
        func inner(_ a: Bound?, _ b: Bound?, _ isInside: (Number, Number) -> Bool) -> Bound? {
            guard let a, let b else { return a ?? b }
            if a.number == b.number { return Bound(a.number, isOpen: a.isOpen || b.isOpen) }
            return isInside(a.number, b.number) ? a : b
        }
        let both = Interval(lower: inner(lower, other.lower, >), upper: inner(upper, other.upper, <))
        if let a = both.lower, let b = both.upper,
            b.number < a.number || (a.number == b.number && (a.isOpen || b.isOpen))
        {
            return nil
        }
        return both
    }
}
