#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// The C library's functions under names of their own: within ``DataFunction`` its cases hide theirs.

@inline(__always) func arcCosine(_ x: Double) -> Double { acos(x) }
@inline(__always) func arcSine(_ x: Double) -> Double { asin(x) }
@inline(__always) func arcTangent(_ x: Double) -> Double { atan(x) }
@inline(__always) func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
@inline(__always) func cosine(_ x: Double) -> Double { cos(x) }
@inline(__always) func sine(_ x: Double) -> Double { sin(x) }
@inline(__always) func tangent(_ x: Double) -> Double { tan(x) }
@inline(__always) func exponential(_ x: Double) -> Double { exp(x) }
@inline(__always) func naturalLogarithm(_ x: Double) -> Double { log(x) }

/// `Math.round`: the nearest whole number, a half towards plus infinity.
@inline(__always)
func roundHalfUp(_ x: Double) -> Double {
    let low = x.rounded(.down)
    return x - low >= 0.5 ? low + 1 : low
}
