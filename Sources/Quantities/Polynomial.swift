/// A polynomial of few variables with a limit on its size: what a formula of sums, products and quotients is of the
/// cells that it reads. Operations that would pass the limits give nil.
///
/// A monomial packs the exponents of up to 16 variables into four bits each, so that a product of monomials is a sum.
struct Polynomial: Equatable, Sendable {
    struct Term: Equatable, Sendable {
        var monomial: UInt64
        /// Never 0.
        var coefficient: Number
    }

    /// By rising monomial, each once.
    private(set) var terms: [Term]

    static let maximumTerms = 64
    static let maximumVariables = 16
    /// Of one variable: twice this still fits into four bits.
    static let maximumDegree = 7

    static let zero = Polynomial(terms: [])
    static let one = Polynomial(constant: .one)

    private init(terms: [Term]) { self.terms = terms }

    init(constant: Number) { terms = constant.isZero ? [] : [Term(monomial: 0, coefficient: constant)] }

    /// The variable of that place alone.
    init(variable: Int) { terms = [Term(monomial: 1 << UInt64(4 * variable), coefficient: .one)] }

    private init(collecting terms: [Term]) {
        var out: [Term] = []
        for term in terms.sorted(by: { $0.monomial < $1.monomial }) {
            if let last = out.last, last.monomial == term.monomial {
                out[out.count - 1].coefficient = last.coefficient + term.coefficient
            } else {
                out.append(term)
            }
        }
        self.terms = out.filter { !$0.coefficient.isZero }
    }

    var isZero: Bool { terms.isEmpty }

    /// The number that it is, if it has no variable.
    var constant: Number? {
        guard let first = terms.first else { return .zero }
        return terms.count == 1 && first.monomial == 0 ? first.coefficient : nil
    }

    private static func exponent(_ variable: Int, in monomial: UInt64) -> Int {
        Int(monomial >> UInt64(4 * variable) & 15)
    }

    func degree(in variable: Int) -> Int { terms.map { Self.exponent(variable, in: $0.monomial) }.max() ?? 0 }

    // MARK: Arithmetic

    func scaled(by factor: Number) -> Polynomial {
        factor.isZero
            ? .zero : Polynomial(terms: terms.map { Term(monomial: $0.monomial, coefficient: $0.coefficient * factor) })
    }

    static func + (a: Polynomial, b: Polynomial) -> Polynomial? {
        let sum = Polynomial(collecting: a.terms + b.terms)
        return sum.terms.count <= maximumTerms ? sum : nil
    }

    static func * (a: Polynomial, b: Polynomial) -> Polynomial? {
        if let factor = b.constant { return a.scaled(by: factor) }
        if let factor = a.constant { return b.scaled(by: factor) }
        guard a.terms.count * b.terms.count <= 4 * maximumTerms, a.hasLowDegree, b.hasLowDegree else { return nil }
        var products: [Term] = []
        for x in a.terms {
            for y in b.terms {
                products.append(Term(monomial: x.monomial + y.monomial, coefficient: x.coefficient * y.coefficient))
            }
        }
        let product = Polynomial(collecting: products)
        return product.terms.count <= maximumTerms ? product : nil
    }

    private var hasLowDegree: Bool { terms.allSatisfy { $0.monomial & 0x8888_8888_8888_8888 == 0 } }

    /// The same with its variables at other places.
    func moved(_ places: [Int]) -> Polynomial {
        Polynomial(
            collecting: terms.map { term in
                var monomial: UInt64 = 0
                for (from, to) in places.enumerated() {
                    monomial |= (term.monomial >> UInt64(4 * from) & 15) << UInt64(4 * to)
                }
                return Term(monomial: monomial, coefficient: term.coefficient)
            })
    }

    func derivative(in variable: Int) -> Polynomial {
        Polynomial(
            collecting: terms.compactMap { term in
                let n = Self.exponent(variable, in: term.monomial)
                guard n > 0 else { return nil }
                return Term(
                    monomial: term.monomial - (1 << UInt64(4 * variable)), coefficient: term.coefficient * Number(n))
            })
    }

    // MARK: Values

    /// With a number in the place of a variable.
    func setting(_ variable: Int, to number: Number) -> Polynomial {
        Polynomial(
            collecting: terms.compactMap { term in
                let n = Self.exponent(variable, in: term.monomial)
                guard n > 0 else { return term }
                guard let power = number.power(n) else { return nil }
                return Term(
                    monomial: term.monomial & ~(15 << UInt64(4 * variable)), coefficient: term.coefficient * power)
            })
    }

    /// What the power `degree` of a variable is multiplied by.
    func coefficient(of variable: Int, degree: Int) -> Polynomial {
        Polynomial(
            collecting: terms.compactMap { term in
                guard Self.exponent(variable, in: term.monomial) == degree else { return nil }
                return Term(monomial: term.monomial & ~(15 << UInt64(4 * variable)), coefficient: term.coefficient)
            })
    }

    /// An interval that holds its values, by interval arithmetic term by term.
    func enclosure(_ intervals: [Interval]) -> Interval {
        var sum = Interval(point: .zero)
        for term in terms {
            var product = Interval(point: term.coefficient)
            for (variable, interval) in intervals.enumerated() {
                let n = Self.exponent(variable, in: term.monomial)
                guard n > 0 else { continue }
                let base = n % 2 == 0 ? interval.magnitude : interval
                product = product * base.mapMonotone { $0.power(n) }
            }
            sum = sum + product
        }
        return sum
    }

    /// True where `self × b` is `other × a`: the two stand in the ratio a to b, up to the rounding of doubles.
    func isProportional(to other: Polynomial, _ a: Number, _ b: Number) -> Bool {
        let left = scaled(by: b)
        let right = other.scaled(by: a)
        guard left.terms.count == right.terms.count else { return false }
        return zip(left.terms, right.terms).allSatisfy { x, y in
            guard x.monomial == y.monomial else { return false }
            if x.coefficient == y.coefficient { return true }
            guard !x.coefficient.isExact || !y.coefficient.isExact else { return false }
            return abs(x.coefficient.double - y.coefficient.double) <= 1e-12 * abs(x.coefficient.double)
        }
    }
}
