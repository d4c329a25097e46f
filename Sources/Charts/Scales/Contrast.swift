#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How well colours can be told apart (WCAG 2.2, relative luminance and contrast ratio).
extension Colour {
    /// From 0, black, to 1, white.
    var luminance: Double {
        func linear(_ x: Double) -> Double {
            let v = min(max(x, 0), 255) / 255
            return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// From 1 to 21.
    func contrast(with other: Colour) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// The colour itself, or as much darker or lighter as text needs to have `ratio` on `paper`.
    func readable(on paper: Colour, ratio: Double = 4.5) -> Colour {
        let end = paper.luminance > 0.18 ? Colour(r: 0, g: 0, b: 0) : Colour(r: 255, g: 255, b: 255)
        for step in 0...40 {
            let tried = Colour.mix(self, end, Double(step) / 40).opaque
            // As it will be written, in whole steps.
            guard let written = Colour(tried.text) else { continue }
            if written.contrast(with: paper) >= ratio { return written }
        }
        return end
    }

    var opaque: Colour { Colour(r: r, g: g, b: b) }
}
