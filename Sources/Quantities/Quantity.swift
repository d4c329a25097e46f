/// A number, its unit, and what is known of its bounds.
///
/// `3000` is exact; `~5000` is about 5000 (the interval holds what is written, `isApproximate` says that the true
/// bounds are unknown); `>70` lies in (70, ∞); `4..5` in [4, 5]; `12±3` in [9, 15].
package struct Quantity: Hashable, Sendable {
    /// What is known, in held units (44% as 0.44). Of an approximate quantity, what it would be if "about" were exact.
    package var interval: Interval
    /// True for "about", and for whatever was computed from such a value.
    package var isApproximate: Bool
    package var unit: Unit
    /// What a result depends on that is known only in part; no part of its value. Nil of exact numbers.
    package var dependence: Dependence?
    /// How many significant digits its sources support, nil where they count as exact; no part of its value. What is
    /// printed without a format has no more of them.
    package var significantDigits: Int?

    package init(_ interval: Interval, unit: Unit = .none, isApproximate: Bool = false) {
        self.interval = interval
        self.unit = unit
        self.isApproximate = isApproximate
    }

    package init(_ number: Number, unit: Unit = .none, isApproximate: Bool = false) {
        self.init(Interval(point: number), unit: unit, isApproximate: isApproximate)
    }

    package static func == (a: Quantity, b: Quantity) -> Bool {
        a.interval == b.interval && a.isApproximate == b.isApproximate && a.unit == b.unit
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(interval)
        hasher.combine(isApproximate)
        hasher.combine(unit)
    }

    /// The number that stands for it: itself, the one bound that it has, or the middle of its two; nil where it is
    /// bounded on neither side.
    package var value: Number? {
        switch (interval.lower?.number, interval.upper?.number) {
        case (let a?, let b?): a == b ? a : (a + b) / 2
        case (let a?, nil): a
        case (nil, let b?): b
        case (nil, nil): nil
        }
    }

    /// The ends that are published: none where only "about" is known.
    package var publishedInterval: Interval {
        isApproximate && interval.point != nil ? .everything : interval
    }

    /// True where the number is known and nothing is open about it.
    package var isExact: Bool { !isApproximate && interval.point != nil }

    /// The number as it is written and published: times 100 for `%` and `pp`.
    package func written(_ number: Number) -> Number { unit.kind == .plain ? number : number * unit.scale }
}

// MARK: - Notation

extension Quantity {
    /// Reads a quantity as data write it: `3000`, `~5000`, `>70`, `>=20`, `<9`, `<=9`, `4..5`, `12±3`.
    ///
    /// The number is in written units: with unit `%`, `44` becomes 0.44. Nil where it is none of these, or where the
    /// lower end of a range is above the upper.
    package init?(parsing text: String, unit: Unit = .none) {
        guard let (interval, about) = Self.notation(Array(text.utf8)) else { return nil }
        self.init(interval, unit: unit, isApproximate: about)
        if unit.kind != .plain {
            func held(_ bound: Bound?) -> Bound? {
                bound.map { Bound($0.number * Number(significand: 1, exponent: -2), isOpen: $0.isOpen) }
            }
            self.interval = Interval(lower: held(interval.lower), upper: held(interval.upper))
        }
    }

    private static func notation(_ bytes: [UInt8]) -> (Interval, Bool)? {
        var rest = bytes[...]
        var about = false
        if rest.first == UInt8(ascii: "~") {
            about = true
            rest = rest.dropFirst()
        }
        if let sign = rest.first, sign == UInt8(ascii: ">") || sign == UInt8(ascii: "<") {
            rest = rest.dropFirst()
            let closed = rest.first == UInt8(ascii: "=")
            if closed { rest = rest.dropFirst() }
            guard let number = Number(parsing: trimmed(rest)) else { return nil }
            let bound = Bound(number, isOpen: !closed)
            return (
                sign == UInt8(ascii: ">") ? Interval(lower: bound, upper: nil) : Interval(lower: nil, upper: bound),
                about
            )
        }
        if let dots = firstRange(of: Array("..".utf8), in: rest) {
            guard let a = Number(parsing: trimmed(rest[rest.startIndex..<dots.lowerBound])),
                let b = Number(parsing: trimmed(rest[dots.upperBound...])), a <= b
            else { return nil }
            return (Interval(lower: Bound(a), upper: Bound(b)), about)
        }
        if let sign = firstRange(of: Array("±".utf8), in: rest) {
            guard let centre = Number(parsing: trimmed(rest[rest.startIndex..<sign.lowerBound])),
                let half = Number(parsing: trimmed(rest[sign.upperBound...])), half >= .zero
            else { return nil }
            return (Interval(lower: Bound(centre - half), upper: Bound(centre + half)), about)
        }
        return Number(parsing: about ? trimmed(rest) : rest).map { (Interval(point: $0), about) }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = bytes
        while slice.first == 0x20 { slice.removeFirst() }
        while slice.last == 0x20 { slice.removeLast() }
        return slice
    }

    private static func firstRange(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard bytes.count >= needle.count else { return nil }
        for i in bytes.startIndex...(bytes.endIndex - needle.count) where bytes[i...].starts(with: needle) {
            return i..<(i + needle.count)
        }
        return nil
    }
}

/// Why a cell holds no value (Government Statistical Service's symbols).
package enum MissingReason: Hashable, Sendable {
    /// The cell is empty.
    case empty
    /// `[x]`: not available.
    case notAvailable
    /// `[c]`: confidential.
    case confidential
    /// `[z]`: not applicable.
    case notApplicable
    /// `[e]`: there is an estimate alone, which is not given.
    case estimated
    /// A schema's own `missingValues`.
    case declared(String)

    /// Nil where the text is no symbol for a missing value.
    package init?(symbol: some StringProtocol) {
        switch symbol {
        case "": self = .empty
        case "[x]": self = .notAvailable
        case "[c]": self = .confidential
        case "[z]": self = .notApplicable
        case "[e]": self = .estimated
        default: return nil
        }
    }

    /// As it is shown in a table.
    package var symbol: String {
        switch self {
        case .empty: ""
        case .notAvailable: "[x]"
        case .confidential: "[c]"
        case .notApplicable: "[z]"
        case .estimated: "[e]"
        case .declared(let text): text
        }
    }
}
