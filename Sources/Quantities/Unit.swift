/// A unit: a product of powers of symbols (`cars/day`), or one of the two that are hundredths of one.
///
/// A quantity of unit `%` or `pp` is held as the ratio that it is (44% as 0.44) and written times 100.
package struct Unit: Hashable, Sendable {
    package struct Factor: Hashable, Sendable {
        package var symbol: String
        /// Never 0.
        package var power: Int

        package init(_ symbol: String, power: Int = 1) {
            self.symbol = symbol
            self.power = power
        }
    }

    package enum Kind: Hashable, Sendable {
        /// Factors, or a plain number where there are none.
        case plain
        /// `%`, hundredths of a whole.
        case percent
        /// `pp`, hundredths: the difference of two percentages.
        case points
    }

    package let kind: Kind
    /// Sorted by symbol.
    package let factors: [Factor]

    package static let none = Unit(factors: [])
    package static let percent = Unit(kind: .percent)
    package static let points = Unit(kind: .points)

    private init(kind: Kind) {
        self.kind = kind
        factors = []
    }

    package init(factors: [Factor]) {
        kind = .plain
        guard factors.count > 1 else {
            self.factors = factors.filter { $0.power != 0 }
            return
        }
        var powers: [String: Int] = [:]
        for factor in factors { powers[factor.symbol, default: 0] += factor.power }
        self.factors = powers.filter { $0.value != 0 }.map { Factor($0.key, power: $0.value) }.sorted {
            $0.symbol.utf8.lexicographicallyPrecedes($1.symbol.utf8)
        }
    }

    /// Reads `cars`, `cars/day`, `kg*m^2/s^2`, `g CO2e/kWh`, `1/day`, `HK$`, `%`, `pp`, and the empty text as none.
    /// Nil where a symbol is empty, a power is no whole number up to 9, or the whole is longer than 80 bytes.
    package init?(parsing text: String) {
        let trimmed = text.utf8.drop { $0 == 0x20 }
        guard trimmed.count <= 80 else { return nil }
        switch text {
        case "", "1":
            self = .none
            return
        case "%", "percent":
            self = .percent
            return
        case "pp":
            self = .points
            return
        default: break
        }
        var factors: [Factor] = []
        var symbol: [UInt8] = []
        var sign = 1
        func finish() -> Bool {
            while symbol.last == 0x20 { symbol.removeLast() }
            while symbol.first == 0x20 { symbol.removeFirst() }
            var power = 1
            if let caret = symbol.firstIndex(of: UInt8(ascii: "^")) {
                guard let p = Int(String(decoding: symbol[(caret + 1)...], as: UTF8.self)), (1...9).contains(p) else {
                    return false
                }
                power = p
                symbol.removeSubrange(caret...)
            }
            guard !symbol.isEmpty else { return false }
            if symbol != [UInt8(ascii: "1")] {
                factors.append(Factor(String(decoding: symbol, as: UTF8.self), power: sign * power))
            }
            symbol = []
            return true
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "/"):
                guard finish() else { return nil }
                sign = -1
            case UInt8(ascii: "*"):
                guard finish() else { return nil }
            default: symbol.append(byte)
            }
        }
        guard finish() else { return nil }
        self.init(factors: factors)
    }

    /// True of plain numbers, percentages and points alike: a ratio without a dimension.
    package var isDimensionless: Bool { factors.isEmpty }

    /// What a held value is multiplied by when it is written: 100 for `%` and `pp`.
    package var scale: Number { kind == .plain ? .one : 100 }

    /// The symbol as data write it: `cars/day`, `%`, and the empty text for none.
    package var symbol: String {
        switch kind {
        case .percent: return "%"
        case .points: return "pp"
        case .plain: break
        }
        func written(_ list: [Factor]) -> String {
            list.map { abs($0.power) == 1 ? $0.symbol : "\($0.symbol)^\(abs($0.power))" }.joined(separator: "*")
        }
        let above = factors.filter { $0.power > 0 }
        let below = factors.filter { $0.power < 0 }
        let denominator = below.map { abs($0.power) == 1 ? "/\($0.symbol)" : "/\($0.symbol)^\(abs($0.power))" }.joined()
        return (above.isEmpty && !below.isEmpty ? "1" : written(above)) + denominator
    }
}

// MARK: - Algebra

extension Unit {
    /// The unit of a product. A percentage of something has that thing's unit; a percentage of a percentage, or a
    /// multiple of one, stays a percentage.
    package static func * (a: Unit, b: Unit) -> Unit {
        if a.factors.isEmpty, b.factors.isEmpty {
            if a.kind == .points || b.kind == .points { return .points }
            return a.kind == .percent || b.kind == .percent ? .percent : .none
        }
        return Unit(factors: a.factors + b.factors)
    }

    /// The unit of a quotient. Two of a kind make a plain ratio; a percentage of parts stays one.
    package static func / (a: Unit, b: Unit) -> Unit {
        if b.factors.isEmpty { return a.factors.isEmpty && b.kind != .plain ? .none : a }
        return Unit(factors: a.factors + b.factors.map { Factor($0.symbol, power: -$0.power) })
    }

    /// The unit of a whole power, from 1 that of the product: a percentage stays one.
    package func power(_ n: Int) -> Unit {
        n == 1 || (n > 1 && factors.isEmpty)
            ? self : Unit(factors: factors.map { Factor($0.symbol, power: $0.power * n) })
    }

    /// The unit of a root; nil where it does not come out whole.
    package func root(_ n: Int) -> Unit? {
        guard n != 0, factors.allSatisfy({ $0.power % n == 0 }) else { return nil }
        return Unit(factors: factors.map { Factor($0.symbol, power: $0.power / n) })
    }

    /// The unit of a sum, nil where the two do not add: `%` and plain ratios add to `%`, `%` and `pp` to `%`.
    package static func sum(_ a: Unit, _ b: Unit) -> Unit? {
        if a == b { return a }
        guard a.isDimensionless, b.isDimensionless else { return nil }
        if a.kind == .percent || b.kind == .percent { return .percent }
        return .points
    }

    /// The unit of a difference: as a sum, but two percentages differ by points, also after a first difference
    /// (`a - b - c`), and `1 - x` stays a percentage.
    package static func difference(_ a: Unit, _ b: Unit) -> Unit? {
        b == .percent && (a == .percent || a == .points) ? .points : sum(a, b)
    }

    /// True where values of the two can be compared as they are held.
    package func isComparable(to other: Unit) -> Bool { self == other || (isDimensionless && other.isDimensionless) }
}
