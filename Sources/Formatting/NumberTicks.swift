#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// Which precision the ticks of an axis need (d3-format's precision functions, d3-scale's tickFormat).

extension NumberFormat {
    /// The decimals that tell apart numbers `step` apart, for `f`.
    package static func precisionFixed(step: Double) -> Int {
        guard let e = decimalExponent(step) else { return 0 }
        return max(0, -e)
    }

    /// The decimals that tell them apart when they share the SI prefix of `value`, for `s`.
    package static func precisionPrefix(step: Double, value: Double) -> Int {
        guard let e = decimalExponent(step), let v = decimalExponent(value) else { return 0 }
        return max(0, SIPrefix.exponent(for: v) - e)
    }

    /// The significant digits that tell them apart up to `max`, for `r`, `g`, `p` and `e`.
    package static func precisionRound(step: Double, max maximum: Double) -> Int {
        let step = step.magnitude
        guard let e = decimalExponent(step), let m = decimalExponent(maximum.magnitude - step) else { return 1 }
        return Swift.max(0, m - e) + 1
    }

    /// The power of ten of the first digit; 0 of zero, nil of what is not finite.
    private static func decimalExponent(_ x: Double) -> Int? {
        x.isFinite ? BinaryDigits.shortest(x.magnitude).exponent : nil
    }

    /// This format in fixed units of the SI prefix that suits `value` (d3's `formatPrefix`).
    package func withPrefix(for value: Double) -> NumberFormat {
        var format = self
        format.kind = .fixed
        format.prefixExponent = SIPrefix.exponent(for: Self.decimalExponent(value) ?? 0)
        return format
    }

    /// The format for about `count` ticks from `start` to `stop` of a linear scale: `specifier` with the precision
    /// that the ticks need where it names none; `,f` by default. Nil where the specifier is none.
    package static func ticks(
        from start: Double, to stop: Double, count: Int, specifier: String? = nil
    ) -> NumberFormat? {
        NumberFormat.parse(specifier ?? ",f")?.forTicks(from: start, to: stop, count: count)
    }

    /// This format with the precision that such ticks need, where it has none of its own.
    package func forTicks(from start: Double, to stop: Double, count: Int) -> NumberFormat {
        var format = self
        let step = LinearTicks.step(from: start, to: stop, count: Double(count))
        let largest = max(start.magnitude, stop.magnitude)
        let isFine = step.isFinite && step != 0
        switch kind {
        case .prefix:
            if precision == nil, isFine { format.precision = Self.precisionPrefix(step: step, value: largest) }
            return format.withPrefix(for: largest)
        case .none, .exponent, .general, .percentRounded, .rounded:
            if precision == nil, isFine {
                format.precision = Self.precisionRound(step: step, max: largest) - (kind == .exponent ? 1 : 0)
            }
        case .fixed, .percent:
            if precision == nil, isFine {
                format.precision = max(0, Self.precisionFixed(step: step) - (kind == .percent ? 2 : 0))
            }
        default: break
        }
        return format
    }
}

/// The steps of ticks at 1, 2 and 5 times powers of ten (d3-array's tickStep).
package enum LinearTicks {
    /// The difference between about `count` ticks; negative where `stop` is below `start`.
    package static func step(from start: Double, to stop: Double, count: Double) -> Double {
        let increment = stop < start ? self.increment(stop, start, count) : self.increment(start, stop, count)
        let step = increment < 0 ? 1 / -increment : increment
        return stop < start ? -step : step
    }

    /// As `step`, but for steps below 1 the negative of their reciprocal, which is a whole number. Of `start` up to
    /// `stop`.
    package static func increment(_ start: Double, _ stop: Double, _ count: Double) -> Double {
        let step = (stop - start) / max(0, count)
        guard step.isFinite, step > 0 else { return .nan }
        let power = log10(step).rounded(.down)
        let error = step / pow(10, power)
        let factor: Double =
            error >= 50.squareRoot() ? 10 : error >= 10.squareRoot() ? 5 : error >= 2.squareRoot() ? 2 : 1
        let increment: Double
        let first: Double
        let last: Double
        let fits: Bool
        if power < 0 {
            let inverse = pow(10, -power) / factor
            first = (start * inverse).rounded()
            last = (stop * inverse).rounded()
            fits = last - (last / inverse > stop ? 1 : 0) >= first + (first / inverse < start ? 1 : 0)
            increment = -inverse
        } else {
            increment = pow(10, power) * factor
            first = (start / increment).rounded()
            last = (stop / increment).rounded()
            fits = last - (last * increment > stop ? 1 : 0) >= first + (first * increment < start ? 1 : 0)
        }
        return !fits && count >= 0.5 && count < 2 ? self.increment(start, stop, count * 2) : increment
    }
}
